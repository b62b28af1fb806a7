"""Content codings undone within bounds (RFC 9110, 8.4.1): httpx itself would unpack without end."""

from __future__ import annotations

import zlib

from claimtrack.fetch.outcome import LATER, SAVE, TooLargeError, TroubleError, clipped, refuse

_WINDOW_BITS = {"gzip": 31, "x-gzip": 31, "deflate": 15}  # for zlib: 31 expects gzip's header, 15 zlib's
_RAW = -15
_GZIP = b"\x1f\x8b"


def unpack(payload: bytes, coding: str, limit: int) -> bytes:
    """The content of a payload; "" and "identity" are no coding. Holds at most ``limit`` bytes of it."""
    if coding in ("", "identity"):
        return payload
    if coding not in _WINDOW_BITS:
        refuse(f"The server packed the page as {clipped(coding)}, which was not asked for; {SAVE}.", 200)
    unpacker = zlib.decompressobj(_bits(coding, payload))
    try:
        body = unpacker.decompress(payload, limit + 1)
    except zlib.error as error:
        reason = f"The page came damaged and could not be unpacked; {LATER}."
        raise TroubleError(reason, status=200, again=True) from error
    if len(body) > limit:
        raise too_large("unpacks to over", limit, limit)
    if not unpacker.eof or unpacker.unused_data.startswith(_GZIP):  # more members: text would be lost
        raise cut_off()
    return body


def _bits(coding: str, payload: bytes) -> int:
    """Some servers send deflate without zlib's header, whose low four bits are 8 (RFC 1950, 2.2)."""
    bare = coding == "deflate" and payload[:1] and payload[0] & 0x0F != 8
    return _RAW if bare else _WINDOW_BITS[coding]


def cut_off() -> TroubleError:
    """The body ended too early."""
    return TroubleError(f"The page broke off before its end; {LATER}.", status=200, again=True)


def too_large(verb: str, size: int, limit: int) -> TooLargeError:
    """The body is over a limit; ``verb`` leads to its size ("has", "unpacks to over")."""
    sizes = f"{verb} {size / 1e6:,.1f} MB, and at most {limit / 1e6:,.1f} MB are read"
    reason = f"The page is too large for a policy: it {sizes}; check the document's url."
    return TooLargeError(reason, status=200)
