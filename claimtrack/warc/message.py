"""HTTP/1.1 messages as bytes: heads, chunks and content codings (RFC 9110, RFC 9112), all of it untrusted.

Header text is Latin-1 on both ways, so that every byte a server sends survives (RFC 9110, section 5.5).
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Collection
from typing import NamedTuple

MAX_BODY = 20_000_000
"""Bytes of one body, as served and with its content coding undone."""
MAX_HEAD = 256_000

Headers = tuple[tuple[str, str], ...]

_NAME = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")  # a token, RFC 9110, section 5.6.2
_BREAK = re.compile(r"[\r\n\0]")
_HEAD_END = re.compile(rb"\r?\n\r?\n")
_CHUNK_SIZE = re.compile(rb"([0-9A-Fa-f]{1,8})[ \t]*(?:;[^\n]{0,4000})?\r?\n")
_ORIGINAL = "X-Archive-Orig-"


class MalformedError(ValueError):
    """A message that cannot be read or written; the text is what is wrong, to stand after "the file"."""


class Message(NamedTuple):
    """A request or response: its first line, its headers, and the bytes behind them as they stand there."""

    first: str
    headers: Headers
    rest: bytes


def values(headers: Headers, name: str) -> str:
    """All values of a header, joined by commas; empty where there is none."""
    return ", ".join(value for key, value in headers if key.lower() == name)


def head(first: str, headers: Headers) -> bytes:
    """The head of a message, with the empty line that ends it."""
    for key, value in (("Start", first), *headers):
        if not _NAME.fullmatch(key) or _BREAK.search(value):
            raise MalformedError(f"has a header that HTTP does not allow, {key[:80]!r}")
    text = "".join(f"{line}\r\n" for line in (first, *(f"{key}: {value}" for key, value in headers), ""))
    try:
        return text.encode("latin-1")
    except UnicodeEncodeError:  # text of an importer; "surrogatepass" would write what no one can read
        return text.encode("utf-8", "replace")


def parse(block: bytes) -> Message:
    """A message's parts. Folded lines are joined; lines that are no header are left out."""
    end = _HEAD_END.search(block, 0, MAX_HEAD)
    if end is None:
        raise MalformedError("has an HTTP answer whose head does not end")
    first, *lines = block[: end.start()].decode("latin-1").split("\n")
    unfolded = re.sub(r"\r?\n[ \t]+", " ", "\n".join(lines)).split("\n")
    pairs = (line.partition(":")[::2] for line in unfolded if ":" in line)
    headers = tuple((key, _value(value)) for key, value in pairs if _NAME.fullmatch(key))
    return Message(_BREAK.sub(" ", first.removesuffix("\r")), headers, block[end.end() :])


def _value(text: str) -> str:
    return _BREAK.sub(" ", text.removesuffix("\r")).strip(" \t")


# ── Headers that no longer describe the bytes behind them ────────────────────────────────────────────


def archived(headers: Headers, untrue: Collection[str]) -> Headers:
    """The headers with those named in ``untrue`` (lower case) renamed to ``X-Archive-Orig-…``.

    This is how archives keep a header that would mislead whoever replays the record. One that had such a
    name before gets it twice, so that `original` undoes it.
    """
    return tuple(
        (_ORIGINAL + key if key.lower() in untrue or _is_archived(key) else key, value)
        for key, value in headers
    )


def original(headers: Headers) -> Headers:
    """The headers as the server sent them: what `archived` renamed has its name back."""
    return tuple((key[len(_ORIGINAL) :] if _is_archived(key) else key, value) for key, value in headers)


def _is_archived(key: str) -> bool:
    return key.lower().startswith(_ORIGINAL.lower()) and len(key) > len(_ORIGINAL)


# ── Codings ──────────────────────────────────────────────────────────────────────────────────────────


def payload(message: Message) -> bytes:
    """The bytes behind the head without their transfer coding, which many tools have undone before."""
    if "chunked" not in values(message.headers, "transfer-encoding").lower():
        return message.rest
    return dechunked(message.rest) if _CHUNK_SIZE.match(message.rest) else message.rest


def dechunked(data: bytes) -> bytes:
    """The content of a chunked body; trailers are left out."""
    chunks: list[bytes] = []
    at = 0
    while size := _CHUNK_SIZE.match(data, at):
        length, at = int(size[1], 16), size.end()
        if length == 0:
            return b"".join(chunks)
        chunk, line_end = data[at : at + length], data[at + length : at + length + 2]
        if len(chunk) < length or line_end != b"\r\n":
            break
        chunks.append(chunk)
        at += length + 2
    raise MalformedError("has a chunked body that breaks off or is damaged")


def is_coded(headers: Headers) -> bool:
    """Whether a content coding is named."""
    return bool(_codings(headers))


def decoded(data: bytes, headers: Headers) -> bytes:
    """The bytes with the content codings of ``headers`` undone, at most ``MAX_BODY`` of them."""
    codings = _codings(headers)
    if len(codings) > 2:  # each may unpack a thousandfold; two are more than was ever seen
        raise MalformedError(f"has a body that was encoded {len(codings)} times over")
    for coding in reversed(codings):
        data = _unpacked(data, coding)
    return data


def looks_coded(data: bytes, headers: Headers) -> bool:
    """Whether the bytes can be what the headers say: some tools undo the coding and keep the header."""
    codings = _codings(headers)
    return bool(data and codings) and not (codings[-1] == "gzip" and not data.startswith(b"\x1f\x8b"))


def _codings(headers: Headers) -> list[str]:
    named = (name.strip().lower() for name in values(headers, "content-encoding").split(","))
    return [name.removeprefix("x-") for name in named if name not in ("", "identity")]


def _unpacked(data: bytes, coding: str) -> bytes:
    if not data:
        return data
    if coding not in ("gzip", "deflate"):
        raise MalformedError(f"has a body in the encoding {coding[:40]!r}; only gzip and deflate are read")
    wrapped = coding == "gzip" or (data[0] & 0x0F == 8)  # some servers leave out deflate's wrapper
    unpacker = zlib.decompressobj(zlib.MAX_WBITS + 32 if wrapped else -zlib.MAX_WBITS)
    try:
        body = unpacker.decompress(data, MAX_BODY + 1)
    except zlib.error:
        raise MalformedError(f"has a body that is not the {coding} data it says") from None
    if len(body) > MAX_BODY:
        raise MalformedError(f"has a body that unpacks to more than {MAX_BODY:,} bytes")
    if not unpacker.eof:
        raise MalformedError(f"has a body whose {coding} data breaks off")
    return body
