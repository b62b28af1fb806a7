"""From an answer to a capture: status, type and body, each checked before the next is looked at."""

from __future__ import annotations

import datetime as dt
import email.utils
import http
import re
import time
from collections.abc import Iterator
from typing import TYPE_CHECKING

from claimtrack.fetch.outcome import (
    LATER,
    SAVE,
    Bounds,
    Job,
    NotModified,
    TroubleError,
    clipped,
    refuse,
    shown,
    too_slow,
)
from claimtrack.fetch.unpack import cut_off, too_large, unpack
from claimtrack.records import Capture, Hop

if TYPE_CHECKING:
    import httpx

_MEDIA_TYPES = ("text/html", "application/xhtml+xml", "text/markdown", "text/x-markdown", "text/plain")
_GONE = "the page is gone or has moved; look for its new address and put it into the document's url"
_NO_PAGE = f"that is no page; check the document's url, or {SAVE}"
_BROKEN = f"something is wrong on its side; {LATER}"
_ADVICE = {
    401: f"it asks for a login; {SAVE}",
    402: f"it asks for payment; {SAVE}",
    403: f"it refuses automated requests; {SAVE}",
    404: _GONE,
    406: "it has no such page in this language; check the document's language",
    407: "the proxy asks for a login; put it into HTTP_PROXY and HTTPS_PROXY",
    410: _GONE,
    429: f"it was asked too often; check less often, or {LATER}",
    451: f"the page may not be shown in this region, for legal reasons; use a proxy elsewhere, or {SAVE}",
    503: f"it is overloaded or under repair; {LATER}",
}
_NAMES = {status.value: status.phrase for status in http.HTTPStatus}  # a server's own may say anything


def read(job: Job, response: httpx.Response, hops: tuple[Hop, ...]) -> Capture | NotModified:
    """The capture of an answer that is no redirect, or that nothing changed; raises `TroubleError`."""
    url, moment = shown(job.document.url), job.now()
    if response.status_code == 304 and job.previous:
        return NotModified(url, moment)
    _check_status(response.status_code, response.headers.get("retry-after", ""), job)
    _check_type(response.headers.get("content-type", ""))
    payload = wire(job, response)
    body = unpack(payload, response.headers.get("content-encoding", "").strip().lower(), job.options.max_body)
    if not body.strip():
        raise TroubleError(f"The server answered 200 OK with an empty page; {LATER}.", status=200, again=True)
    return Capture(
        url=url, time=moment, status=200, headers=headers(response.headers), body=body,
        final_url=shown(str(response.url)), reason=response.reason_phrase,
        request_headers=headers(response.request.headers, without="authorization"),
        hops=hops, payload=b"" if body is payload else payload,
    )  # fmt: skip


def headers(given: httpx.Headers, without: str = "") -> tuple[tuple[str, str], ...]:
    """Header lines in their order and spelling, but for one name (what is kept must hold no password)."""
    pairs = ((name.decode("latin-1"), value.decode("latin-1")) for name, value in given.raw)
    return tuple(pair for pair in pairs if pair[0].lower() != without)


def _check_status(status: int, retry_after: str, job: Job) -> None:
    if status == 200:
        return
    said = f"The server answered {named(status)}"
    passing = status == 429 or status >= 500
    wait = seconds(retry_after, job.now()) if passing else None
    if wait is not None and wait > min(job.options.max_wait, job.end - time.monotonic()):
        refuse(f"{said}: it asks to come back in {span(wait)}; try again then.", status)
    advice = _ADVICE.get(status, _BROKEN if passing else _NO_PAGE)
    raise TroubleError(f"{said}: {advice}.", status=status, again=passing if wait is None else wait)


def named(status: int) -> str:
    """A status with its name: "404 Not Found"."""
    return f"{status} {_NAMES.get(status, '')}".rstrip()


def seconds(retry_after: str, now: dt.datetime) -> float | None:
    """The wait that a Retry-After of seconds or an HTTP date asks for; None where it says neither."""
    if re.fullmatch(r"\s*[0-9]{1,9}\s*", retry_after):
        return float(retry_after)
    try:
        when = email.utils.parsedate_to_datetime(retry_after)
    except ValueError:
        return None
    return max(0.0, (when.replace(tzinfo=when.tzinfo or dt.UTC) - now).total_seconds())


def span(seconds: float) -> str:
    """A length of time for people, rounded up, in its two largest units: "1 hour 30 minutes"."""
    if seconds < 60:
        return f"{seconds:.0f} seconds"
    minutes = -(-int(seconds) // 60)
    counts = {"day": minutes // 1440, "hour": minutes // 60 % 24, "minute": minutes % 60}
    return " ".join([f"{n} {unit}{'s' * (n != 1)}" for unit, n in counts.items() if n][:2])


def _check_type(content_type: str) -> None:
    kind = content_type.split(";")[0].strip().lower()
    if kind and kind not in _MEDIA_TYPES:
        way_out = "find the policy's address as HTML and put it into the document's url"
        refuse(f"The server sent {clipped(kind)}, which is no web page; {way_out}.", 200)


def wire(bounds: Bounds, response: httpx.Response) -> bytes:
    """The body as it came over the wire; raises `TroubleError` for one that is out of bounds."""
    limit = bounds.options.max_bytes
    declared = response.headers.get("content-length", "")
    if re.fullmatch("[0-9]{1,20}", declared) and int(declared) > limit:
        raise too_large("has", int(declared), limit)
    data = bytearray()
    for piece in _pieces(response):
        data += piece
        if len(data) > limit:
            raise too_large("has over", limit, limit)
        if time.monotonic() > bounds.end:
            raise too_slow(bounds)
    return bytes(data)


def _pieces(response: httpx.Response) -> Iterator[bytes]:
    import httpx

    try:
        yield from response.iter_raw()
    except (httpx.RemoteProtocolError, httpx.ReadError) as error:
        raise cut_off() from error
