"""Addresses that a report leads to: live pages, at the passage that is quoted.

A passage is pointed to by a text fragment (WICG, "URL Fragment Text Directives"):
``#:~:text=prefix-,start,end,-suffix``, of which all but the start may be missing. Browsers scroll to it and mark it;
those that do not know it open the page.
"""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import quote, urlsplit

WORDS = 6
"""Words at each end of a longer passage that stand for it."""
WHOLE = 12
"""Words of a passage that is given whole."""
AROUND = 3
"""Words before and after a passage that tell it from others like it."""
MAX_URL = 2000
"""Longer addresses are not linked; browsers and feeds cut them at different lengths."""

_FORBIDDEN = re.compile(r"[\[\]]|%(?![0-9A-Fa-f]{2})")


def web(url: str) -> str:
    """The address where it is one that a reader can be sent to, else nothing.

    That is http or https, to a host, without a user's name (``https://bank.example@evil.example/`` deceives), and
    without characters that no address has, such as a second ``#`` (a CI runner takes ``##[`` for a command).
    """
    if len(url) > MAX_URL or url.count("#") > 1 or any(c.isspace() or c in '"<>\\^`{|}' or not _prints(c) for c in url):
        return ""
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port  # the port is read for the error it may raise
    except ValueError:
        return ""
    return url if parts.scheme in ("http", "https") and host and "@" not in parts.netloc else ""


def iri(url: str) -> str:
    """The same as `web`, with what RFC 3987 forbids behind the host percent-encoded: brackets, and a bare ``%``."""
    address = web(url)
    end = len(urlsplit(address).netloc) + address.find("://") + 3 if address else 0
    return address[:end] + _FORBIDDEN.sub(lambda each: f"%{ord(each[0]):02X}", address[end:])


def _prints(character: str) -> bool:
    return unicodedata.category(character) not in {"Cc", "Cf", "Cs", "Co", "Cn"}


def passage(url: str, text: str, *, prefix: str = "", suffix: str = "") -> str:
    """The address of a page at a passage of it; the page alone without a passage, nothing where `web` gives nothing.

    ``prefix`` and ``suffix`` are what stands before and after a passage that the page holds more than once. They are
    left out where they need not be given: every word more is one that the live page may have in other form.
    """
    address, words = web(url), text.split()
    if not address or not words or ":~:" in address:
        return address
    ends = [words] if len(words) <= WHOLE else [words[:WORDS], words[-WORDS:]]
    terms = [_encoded(" ".join(each)) for each in ends]
    before, after = (_encoded(" ".join(each)) for each in (_before(prefix), _after(suffix)))
    directive = ",".join([*([f"{before}-"] * bool(before)), *terms, *([f"-{after}"] * bool(after))])
    found = f"{address}{'' if '#' in address else '#'}:~:text={directive}"
    return found if len(found) <= MAX_URL else address


def _before(prefix: str) -> list[str]:
    """The last words of what stands before, of one block: a term does not reach across blocks.

    The first word of all may be half of one, since a prefix is cut by characters.
    """
    *earlier, last = prefix.strip().split("\n")
    return last.split()[0 if earlier else 1 :][-AROUND:]


def _after(suffix: str) -> list[str]:
    """The first words of what stands after, as in `_before`."""
    first, *later = suffix.strip().split("\n")
    words = first.split()
    return words[: len(words) if later else -1][:AROUND]


def _encoded(text: str) -> str:
    """Percent-encoded, also what has a meaning inside a directive: ``-``, ``,`` and ``&``."""
    return quote(text, safe="", errors="replace").replace("-", "%2D")
