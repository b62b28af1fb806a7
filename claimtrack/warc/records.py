"""The records of a WARC file of any tool, one by one, gzipped or not; what is damaged is a `PageError`."""

from __future__ import annotations

import base64
import gzip
import hashlib
import io
import zlib
from collections.abc import Iterator
from typing import BinaryIO, NamedTuple, cast

from warcio.limitreader import LimitReader
from warcio.recordloader import ArcWarcRecordLoader
from warcio.statusandheaders import StatusAndHeaders, StatusAndHeadersParser, StatusAndHeadersParserException

from claimtrack.errors import PageError
from claimtrack.warc.message import MAX_BODY, MAX_HEAD

MAX_RECORDS = 20_000
MAX_KEPT = 200_000_000
"""Bytes of the records that are held in memory."""
MAX_READ = 2_000_000_000
"""Bytes of all records after unpacking, held or skipped."""

_KEPT = ("response", "revisit", "request", "metadata")


class Record(NamedTuple):
    """A WARC record; ``partners`` are the ids it is ``WARC-Concurrent-To``. The last four are of revisits."""

    kind: str
    id: str
    target: str
    date: str
    partners: tuple[str, ...]
    block: bytes
    payload_digest: str = ""
    profile: str = ""
    refers_to: str = ""
    refers_to_target: str = ""
    refers_to_date: str = ""


def records(data: bytes | BinaryIO, name: str) -> Iterator[Record]:
    """The responses, revisits, requests and metadata records of a file called ``name``, in its order.

    Raises `PageError` for a file that is no WARC, is damaged or cut short, or is over the bounds above.
    """
    try:
        yield from _records(_unzipped(data), name)
    except (EOFError, zlib.error, gzip.BadGzipFile):
        raise _damaged(name, "its gzip data is damaged or breaks off") from None
    except OSError as error:
        raise PageError(name, f"the file cannot be read: {error.strerror or error}.") from None


def _unzipped(data: bytes | BinaryIO) -> BinaryIO:
    stream = io.BytesIO(data) if isinstance(data, bytes) else data
    magic = stream.read(2)
    stream.seek(-len(magic), io.SEEK_CUR)
    return cast("BinaryIO", gzip.GzipFile(fileobj=stream)) if magic == b"\x1f\x8b" else stream


def _records(stream: BinaryIO, name: str) -> Iterator[Record]:
    count = kept = total = 0
    while head := _head(stream, name, first=count == 0):
        kind, length = str(head.get_header("WARC-Type")), _length(head, name)
        count, total = count + 1, total + length
        keep = kind in _KEPT
        kept += length * keep
        _check_bounds(name, count, kept, total, length * keep)
        block = _block(stream, length, name, keep=keep)
        if keep:
            if kind != "revisit":  # Wget 1.21 gives that the digest of the block it refers to
                _check_digest(head, block, name)
            yield _record(head, kind, block, count)


def _head(stream: BinaryIO, name: str, *, first: bool) -> StatusAndHeaders | None:
    """The next record's head, or None at the end of the file."""
    limited = LimitReader(stream, MAX_HEAD)
    while line := limited.readline():
        if line.strip():
            break
    if not line and limited.limit:
        return None
    try:
        head = StatusAndHeadersParser(ArcWarcRecordLoader.WARC_TYPES).parse(limited, line)
    except (StatusAndHeadersParserException, EOFError) as error:
        if line and isinstance(error, EOFError):
            raise  # of gzip, whose data breaks off in the middle of a head
        if first:
            raise PageError(name, "the file is not a WARC: it does not begin with a WARC header.") from None
        raise _damaged(name, "a record does not begin where the one before it ends") from None
    if not limited.limit:
        raise _damaged(name, "a record's head does not end")
    return head


def _length(head: StatusAndHeaders, name: str) -> int:
    text = head.get_header("Content-Length") or ""
    if not (text.isascii() and text.isdigit() and len(text) < 16):
        raise _damaged(name, "a record does not say how long it is")
    return int(text)


def _check_bounds(name: str, count: int, kept: int, total: int, length: int) -> None:
    if count > MAX_RECORDS or kept > MAX_KEPT or total > MAX_READ or length > MAX_BODY + MAX_HEAD:
        raise PageError(
            name,
            f"the file is too large: at most {MAX_RECORDS:,} records, {MAX_BODY:,} bytes a page and "
            f"{MAX_KEPT:,} bytes of pages are read.",
            hint="Extract the page into a file of its own.",
        )


def _block(stream: BinaryIO, length: int, name: str, *, keep: bool) -> bytes:
    parts, left = [], length
    while left and (part := stream.read(min(left, 1 << 20))):
        left -= len(part)
        if keep:
            parts.append(part)
    if left:
        raise _damaged(name, "its last record breaks off")
    return b"".join(parts)


def _check_digest(head: StatusAndHeaders, block: bytes, name: str) -> None:
    """The payload digest is left alone: tools differ in whether they take it before or after dechunking."""
    algorithm, _, value = str(head.get_header("WARC-Block-Digest") or "").partition(":")
    if algorithm.lower() not in ("md5", "sha1", "sha256", "sha512"):
        return
    digest = hashlib.new(algorithm.lower(), block, usedforsecurity=False).digest()
    spellings = (base64.b32encode(digest).decode(), digest.hex().upper(), base64.b64encode(digest).decode())
    if value.strip() not in spellings and value.strip().upper() not in spellings[:2]:
        raise _damaged(name, "a record does not match its digest")


def _record(head: StatusAndHeaders, kind: str, block: bytes, number: int) -> Record:
    partners = tuple(value for key, value in head.headers if key.lower() == "warc-concurrent-to")
    identity, date, digest, profile, refers_to, there, then = (
        str(head.get_header(f"WARC-{key}") or "")
        for key in ("Record-ID", "Date", "Payload-Digest", "Profile", "Refers-To", "Refers-To-Target-URI",
                    "Refers-To-Date")
    )  # fmt: skip
    target = _uri(str(head.get_header("WARC-Target-URI") or ""))
    identity = identity or f"record {number}"
    return Record(kind, identity, target, date, partners, block, digest, profile, refers_to, _uri(there), then)


def _uri(text: str) -> str:
    return text[1:-1] if text.startswith("<") and text.endswith(">") else text  # Wget 1.19


def _damaged(name: str, what: str) -> PageError:
    return PageError(name, f"the file is damaged: {what}.", hint="Fetch or export it again.")
