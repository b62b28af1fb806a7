"""Addresses: of an archive, of its captures, and of pages, which archives do not tell apart by every letter."""

from __future__ import annotations

import re
from typing import NamedTuple, Self
from urllib.parse import SplitResult, unquote, urljoin, urlsplit

from claimtrack.errors import UsageError
from claimtrack.importers.addresses import shown

INTERNET_ARCHIVE = "https://web.archive.org/web"
MAX_URL = 2_000

_INDEX = "https://web.archive.org/cdx/search/cdx"
_PORTS = {"http": 80, "https": 443}
_IN_ARCHIVE = re.compile(r"/\d{4,14}(?:[a-z]{2}_)?/(?=https?:)")


class Place(NamedTuple):
    """An archive: the address that times and addresses of captures follow, and that of its index."""

    root: str
    cdx: str

    @classmethod
    def of(cls, address: str = "") -> Self:
        """The archive at an address, the Internet Archive where none is given; raises `UsageError`.

        A pywb, and what is like it, has the index of a collection below its address, at ``/cdx``.
        """
        parts = _parts(address or INTERNET_ARCHIVE)
        if parts is None or parts.username is not None or parts.query or parts.fragment:
            wanted = "the address of a collection, as in https://archive.example/collection, without a password"
            raise UsageError(f"--archive {shown(address)[:200]!r} cannot be asked: name {wanted}.")
        if parts.hostname == "web.archive.org":
            return cls(INTERNET_ARCHIVE, _INDEX)
        root = address.rstrip("/")
        return cls(root, f"{root}/cdx")

    def capture(self, stamp: str, url: str) -> str:
        """The address of a capture as it was served: ``id_`` asks for no links rewritten and no banner."""
        return f"{self.root}/{stamp}id_/{url.replace('#', '%23')}"

    def original(self, location: str, base: str) -> str:
        """Where a captured redirect led; archives let it lead to their own capture of that. Empty: nowhere."""
        try:
            there = urljoin(base, location)
            inside = urljoin(f"{self.root}/", location).removeprefix(self.root)
            found = _IN_ARCHIVE.match(inside)
            return inside[found.end() :] if found else there
        except ValueError:
            return ""


def checked(url: str) -> str:
    """The address of a page, as an archive is asked for it; raises `UsageError` for what is none."""
    parts = _parts(url)
    if parts is None or len(url) > MAX_URL:
        raise UsageError(f"{url[:200]!r} is no address of a page: it begins with https:// or http:// and a host.")
    if parts.username is not None:
        raise UsageError("the address holds a user or password, which no archive needs: leave it out.")
    return url.partition("#")[0]


def plain(url: str) -> str:
    """An address without a port that its scheme stands for: old captures name it."""
    parts = _parts(url)
    return url.replace(f":{parts.port}", "", 1) if parts and parts.port == _PORTS[parts.scheme] else url


def is_address(url: str) -> bool:
    """Whether it can be the address of a page."""
    return len(url) <= MAX_URL and _parts(url) is not None


def key(url: str) -> tuple[str, ...]:
    """What is equal for addresses that an index takes for one page.

    Not looked at are the scheme, "www." (also "www2."), upper and lower case, a slash at the end, the fragment, and
    the order of what is asked for: about as SURT does it, the form of addresses in an index.
    """
    parts = _parts(url)
    if parts is None:
        return (url,)
    host = re.sub(r"^www\d*\.", "", (parts.hostname or "").rstrip("."))
    port = "" if parts.port in (None, *_PORTS.values()) else str(parts.port)
    return (host, port, unquote(parts.path).lower().rstrip("/"), *sorted(unquote(parts.query).lower().split("&")))


def _parts(url: str) -> SplitResult | None:
    """The parts of an http or https address, or None for what is none."""
    if not url.isprintable() or " " in url:
        return None
    try:
        parts = urlsplit(url)
        _ = parts.port  # raises where that is no number
        return parts if parts.scheme in _PORTS and parts.hostname else None
    except ValueError:
        return None
