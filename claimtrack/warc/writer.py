"""A capture as a WARC file."""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import io
import re
import uuid
from typing import NamedTuple
from urllib.parse import quote

from warcio.recordloader import ArcWarcRecord
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from claimtrack import __version__
from claimtrack.errors import PageError
from claimtrack.records import Capture, Hop
from claimtrack.warc import message

_NAMESPACE = uuid.uuid5(uuid.NAMESPACE_URL, "urn:claimtrack:warc")
_AUTHORITY = re.compile(r"^[A-Za-z][A-Za-z0-9+.-]*://[^/?]*")
_SAFE = "/?%:@!$&'()*+,;=[]~"
_HTTP = "application/http; msgtype="
_FIELDS = "application/warc-fields"
_ORIGIN = re.compile(r"[a-z][a-z0-9-]{0,39}")


class _Record(NamedTuple):
    """A record to be written; ``payload`` is the part of its block that the payload digest is of."""

    kind: str
    content_type: str
    target: str
    date: str
    block: bytes
    payload: bytes
    partner: str = ""
    number: int = 0

    @property
    def id(self) -> str:
        parts = (self.kind, self.date, _digest(self.block), self.partner, str(self.number), self.target)
        return f"<urn:uuid:{uuid.uuid5(_NAMESPACE, ' '.join(parts))}>"


def write(capture: Capture) -> bytes:
    """The capture as a WARC/1.1 file, gzipped record by record.

    Raises `PageError` for a capture that no WARC can hold: a line break in a URL or a header, or a body
    over `message.MAX_BODY`.
    """
    try:
        records = _records(capture)
    except message.MalformedError as error:
        raise PageError(capture.url[:300], f"the page cannot be stored: it {error}.") from None
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=True, warc_version="1.1")
    for record in records:
        writer.write_record(_for_warcio(record))
    return out.getvalue()


def _records(capture: Capture) -> list[_Record]:
    _check(capture)
    date, target = _date(capture.time), capture.final_url or capture.url
    answer = _answer(capture, target, date)
    info = _fields(("software", f"claimtrack/{__version__}"), ("format", "WARC File Format 1.1"))
    places = _fields(("requested", capture.url), ("arrived", capture.final_url), *capture.origin)
    return [
        _Record("warcinfo", _FIELDS, "", date, info, b""),
        *(_hop(hop, date, answer.id, number) for number, hop in enumerate(capture.hops)),
        *([_request(capture, target, date, answer.id)] if capture.request_headers else []),
        _Record("metadata", _FIELDS, target, date, places, places, answer.id),
        answer,
    ]


def _check(capture: Capture) -> None:
    for url in (capture.url, capture.final_url or capture.url, *(hop.url for hop in capture.hops)):
        if not url or url != url.strip() or not url.isprintable():  # one line, no surrogate
            raise message.MalformedError(f"has a URL that is none, {url[:80]!r}")
    for name, value in capture.origin:
        if not _ORIGIN.fullmatch(name) or name in ("requested", "arrived") or not _can_be_kept(value):
            raise message.MalformedError(f"has an origin that no archive can say, {name[:80]!r}")
    if max(len(capture.body), len(capture.payload)) > message.MAX_BODY:
        raise message.MalformedError(f"is larger than {message.MAX_BODY:,} bytes")


def _can_be_kept(value: str) -> bool:
    return not re.search("[\\r\0\ud800-\udfff]", value)


def _answer(capture: Capture, target: str, date: str) -> _Record:
    served, untrue = capture.body, ["transfer-encoding"]
    if capture.payload and _decodes(capture):
        served = capture.payload
    elif capture.body and message.is_coded(capture.headers):
        untrue += ["content-encoding", "content-length"]
    head = _response_head(capture.status, capture.reason, message.archived(capture.headers, untrue))
    return _Record("response", f"{_HTTP}response", target, date, head + served, served)


def _decodes(capture: Capture) -> bool:
    try:
        return message.is_coded(capture.headers) and (
            message.decoded(capture.payload, capture.headers) == capture.body
        )
    except message.MalformedError:
        return False


def _hop(hop: Hop, date: str, partner: str, number: int) -> _Record:
    headers = message.archived(hop.headers, ["transfer-encoding", "content-encoding", "content-length"])
    head = _response_head(hop.status, "", headers)
    return _Record("response", f"{_HTTP}response", hop.url, date, head, b"", partner, number)


def _response_head(status: int, reason: str, headers: message.Headers) -> bytes:
    if not 100 <= status <= 999:
        raise message.MalformedError(f"has the status {status}")
    return message.head(f"HTTP/1.1 {status} {reason}", headers)


def _request(capture: Capture, target: str, date: str, partner: str) -> _Record:
    path = _AUTHORITY.sub("", target.partition("#")[0])
    path = path if path.startswith("/") else f"/{path}"
    block = message.head(f"GET {quote(path, safe=_SAFE)} HTTP/1.1", capture.request_headers)
    return _Record("request", f"{_HTTP}request", target, date, block, b"", partner)


def _fields(*fields: tuple[str, str]) -> bytes:
    """Fields, a line each; one of several lines goes on in lines that begin with a space, as in a mail's head."""
    folded = ((name, value.replace("\n", "\r\n ")) for name, value in fields)
    return "".join(f"{name}: {value}\r\n" for name, value in folded).encode()


def _date(time: dt.datetime) -> str:
    utc = time.replace(tzinfo=time.tzinfo or dt.UTC).astimezone(dt.UTC)
    return utc.isoformat(timespec="microseconds").replace("+00:00", "Z")


def _digest(data: bytes) -> str:
    return "sha256:" + base64.b32encode(hashlib.sha256(data).digest()).decode()


def _for_warcio(record: _Record) -> ArcWarcRecord:
    """The record as warcio writes it byte by byte: were it given the HTTP headers, it would rewrite them."""
    headers = [
        ("WARC-Type", record.kind),
        ("WARC-Record-ID", record.id),
        ("WARC-Date", record.date),
        *([("WARC-Target-URI", record.target)] if record.target else []),
        *([("WARC-Concurrent-To", record.partner)] if record.partner else []),
        ("WARC-Block-Digest", _digest(record.block)),
        *([("WARC-Payload-Digest", _digest(record.payload))] if record.kind != "warcinfo" else []),
        ("Content-Type", record.content_type),
    ]
    head = StatusAndHeaders("", headers, protocol="WARC/1.1")
    stream = io.BytesIO(record.block)
    return ArcWarcRecord("warc", record.kind, head, stream, None, record.content_type, len(record.block))
