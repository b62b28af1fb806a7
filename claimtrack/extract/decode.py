"""Bytes to text: what the bytes say of themselves, checked against the bytes.

The order is the HTML standard's (https://html.spec.whatwg.org/#determining-the-character-encoding): byte
order mark, the transport's charset, the declaration inside. One thing differs: bytes that are valid UTF-8 and
use it are UTF-8, whatever single-byte charset a server puts on everything it sends.
"""

from __future__ import annotations

import codecs
import re

from claimtrack.errors import PageError

MAX_BYTES = 20_000_000
AGAIN = "Fetch or save it again."
"""The way out of a page that did not come whole."""
TEXT_ALONE = "Save the policy's text alone, as .txt or .md."
"""The way out of a page that is too much."""

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_BINARY = (
    (b"%PDF-", "a PDF"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"PK\x03\x04", "a ZIP archive"),
    (b"\x1f\x8b", "gzip data"),
    (b"\x28\xb5\x2f\xfd", "zstd data"),
    (b"\xd0\xcf\x11\xe0", "an Office document"),
    (b"{\\rtf", "an RTF document"),
)
# Names that Python knows and that turn bytes into text; rot13, zlib, utf-7 and the like must not get in.
_CHARSET = re.compile(
    r"utf-8|utf-16(-le|-be)?|cp\d+|iso8859-\d+|koi8-[ru]|gb\w+|big5\w*|euc_\w+|shift_jis\w*|mac-\w+"
)
_DECLARED = re.compile(
    rb"""<(?:\?xml[^>]{0,200}?encoding|meta[^>]{0,400}?charset)\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE
)
_CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f\x7f\ufffd]")


def text(body: bytes, charset: str | None = None, *, name: str = "") -> str:
    """The text of a page; ``charset`` is what the transport says. Raises `PageError` for what is no text."""
    refuse_binary(body, name)
    for mark, encoding in _MARKS:
        if body.startswith(mark):
            return _printable(body[len(mark) :].decode(encoding, "replace"), name)
    declared = _known(charset) or _known(_declaration(body))
    return _printable(_decoded(body, declared), name)


def refuse_binary(body: bytes, name: str) -> None:
    """Raises `PageError` for bytes that are too many, none, or known to be no text."""
    if len(body) > MAX_BYTES:
        problem = f"the page has {len(body):,} bytes; at most {MAX_BYTES:,} are read."
        raise PageError(name, problem, hint=TEXT_ALONE)
    if not body.strip():
        raise PageError(name, "the page is empty.", hint=AGAIN)
    for magic, what in _BINARY:
        if body.startswith(magic):
            hint = "Save the page as HTML or text."
            raise PageError(name, f"this is {what}, not a page of text.", hint=hint)


def _declaration(body: bytes) -> str | None:
    found = _DECLARED.search(body[:4096])
    return found[1].decode("ascii", "replace") if found else None


def _known(charset: str | None) -> str | None:
    """Python's name of a text encoding, or None; Latin-1 and ASCII are windows-1252, as browsers have it."""
    try:
        name = codecs.lookup((charset or "").strip(" \"'")).name
    except (LookupError, ValueError):
        return None
    if name in ("ascii", "iso8859-1"):
        return "cp1252"
    return name if _CHARSET.fullmatch(name) else None


def _decoded(body: bytes, declared: str | None) -> str:
    if declared and declared.startswith("utf-16"):
        if b"\0" in body:  # markup in UTF-16 has them; without any, the declaration is wrong
            return body.decode(declared, "replace")
        declared = None
    for encoding in ("utf-8", declared):
        try:
            return body.decode(encoding or "utf-8")
        except UnicodeError:
            continue
    broken = body.decode("utf-8", "replace")
    if declared == "utf-8" and broken.count("\ufffd") * 100 < len(broken):
        return broken  # a few damaged characters in a page that is UTF-8
    return body.decode("cp1252", "replace")


def _printable(decoded: str, name: str) -> str:
    """The text without control characters, unless there are too many of them for a text."""
    plain = _CONTROL.sub("", decoded)
    odd = len(decoded) - len(plain)
    if odd > 20 and odd * 100 > len(decoded):
        problem = "the page is binary data or in an encoding that it does not declare."
        raise PageError(name, problem, place=_place(decoded), hint="Save it as text in UTF-8.")
    if not plain.strip():
        raise PageError(name, "the page is empty.", hint=AGAIN)
    return plain


def _place(decoded: str) -> str:
    """The line of the first character that no text has."""
    found = _CONTROL.search(decoded)
    return f"line {decoded.count(chr(10), 0, found.start()) + 1}" if found else ""
