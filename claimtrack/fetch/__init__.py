"""Fetches a page politely: one capture, or a sentence that says why there is none.

The only package that names httpx and stamina; both are imported where they are used, since a check of stored
pages needs neither. What goes wrong on the network is no exception here but a `Failure`: a run over many
documents goes on with the next. Every answer is bounded in size, on the wire and unpacked, and in time.

After RFC 9110 (HTTP Semantics): 8.4 content codings, 10.1.5 User-Agent, 10.2.3 Retry-After, 12.5 content
negotiation, 13.1 conditional requests, 15.4 redirects;
and RFC 9111 (HTTP Caching): 5.2.1.4 no-cache.
"""

from __future__ import annotations

import datetime as dt
import logging
import re
import time
from collections.abc import Callable, Mapping

from claimtrack.fetch import answer
from claimtrack.fetch.answer import named
from claimtrack.fetch.archives import Answer, Archive, Manners, Said, asking
from claimtrack.fetch.deadline import in_time
from claimtrack.fetch.identity import CONTACT, USER_AGENT
from claimtrack.fetch.network import check_redirect, client, explained
from claimtrack.fetch.outcome import Failure, Job, NotModified, Options, TroubleError, shown
from claimtrack.records import Capture, Document, Hop

__all__ = [
    "CONTACT", "USER_AGENT", "Answer", "Archive", "Failure", "Manners", "NotModified", "Options", "Said", "asking",
    "media_type", "named", "page", "validators",
]  # fmt: skip

_DEFAULTS = Options()
_ACCEPT = "text/html, application/xhtml+xml, text/markdown;q=0.9, text/plain;q=0.8"
_CONDITIONS = {"etag": "If-None-Match", "last-modified": "If-Modified-Since"}

logging.getLogger("stamina").addHandler(logging.NullHandler())  # else its warnings land on stderr


def _utc_now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


def page(
    document: Document,
    *,
    previous: Mapping[str, str] | None = None,
    fresh: bool = False,
    options: Options = _DEFAULTS,
    now: Callable[[], dt.datetime] = _utc_now,
    progress: Callable[[str], None] | None = None,
) -> Capture | NotModified | Failure:
    """Fetches a document's page.

    ``previous`` holds the newest snapshot's validators ("etag", "last-modified"; see `validators`), so that
    the server can answer that nothing changed; ``fresh`` asks for its own answer, not that of a cache. ``now``
    gives the UTC time that a capture is stamped with; ``progress`` hears why an attempt failed that is worth
    another. What a network or a server does never raises.
    """
    job = Job(options, time.monotonic() + options.deadline, document, previous or {}, now, fresh)
    try:
        return _retried(job, progress or (lambda _: None))
    except TroubleError as trouble:
        return Failure(shown(document.url), trouble.reason, trouble.status)


def validators(capture: Capture) -> dict[str, str]:
    """What the next conditional request for the page needs; to be kept with the snapshot."""
    found = {name: capture.header(name) for name in _CONDITIONS}
    return {name: value for name, value in found.items() if value}


def media_type(capture: Capture) -> str:
    """The Content-Type with its parameters; HTML where the server gives none."""
    return (capture.header("content-type") or "").strip() or "text/html"


def _retried(job: Job, progress: Callable[[str], None]) -> Capture | NotModified:
    import stamina

    def again(error: Exception) -> bool | float:
        if isinstance(error, TroubleError) and error.again is not False:
            progress(error.reason)
            return error.again
        return False

    options = job.options
    for attempt in stamina.retry_context(
        on=again, attempts=options.attempts, timeout=options.deadline, wait_initial=options.backoff,
        wait_max=options.max_wait, wait_jitter=options.backoff,
    ):  # fmt: skip
        with attempt:
            return in_time(job, lambda: _attempt(job))
    raise AssertionError("the last attempt returns or raises")


def _attempt(job: Job) -> Capture | NotModified:
    """Walks the redirects, each checked before it is taken, and reads what is at their end."""
    url = job.document.url
    hops: tuple[Hop, ...] = ()
    with client(job.options, _headers(job)) as connection:
        while True:
            with explained(job.options), connection.stream("GET", url) as response:
                if response.next_request is None:
                    return answer.read(job, response, hops)
                there = response.next_request.url
                hops = (*hops, Hop(shown(url), response.status_code, answer.headers(response.headers)))
                check_redirect(job.document, hops, response.url, there)
                url = str(there)


def _headers(job: Job) -> dict[str, str]:
    conditions = {_CONDITIONS[k]: v for k, v in job.previous.items() if k in _CONDITIONS and v.isascii()}
    return {
        "User-Agent": USER_AGENT,
        "Accept": _ACCEPT,
        "Accept-Language": _accept_language(job.document.language),
        "Accept-Encoding": "gzip, deflate",
        **conditions,
        **({"Cache-Control": "no-cache"} if job.fresh else {}),
    }


def _accept_language(language: str) -> str:
    """The language, then the same without its region: "pt-BR" → "pt-BR, pt;q=0.9"."""
    tag = re.sub(r"[^A-Za-z0-9-]", "", language) or "*"
    base = tag.split("-")[0]
    return tag if base == tag else f"{tag}, {base};q=0.9"
