"""Where a repository is: a folder, a bundle or an address, and which of these are never asked."""

from __future__ import annotations

import os
import re
from pathlib import Path

from claimtrack.errors import ArchiveError

SCHEMES = ("https", "ssh", "file")

_HELPER = re.compile(r"[A-Za-z0-9][A-Za-z0-9+.-]*::.*", re.DOTALL)
_URL = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*)://(?:[^/@]*@)?([^/]*).*", re.DOTALL)
_SCP = re.compile(r"(?:[\w.-]+@)?([\w.-]+):[^/\\].*", re.DOTALL)  # git@host.example:archive.git
_SECRET = re.compile(r"(?<=://)[^/@]*@")


def is_address(place: str) -> bool:
    """Whether git has to clone a place first; raises `ArchiveError` for one that it must not be given.

    Git takes some words in the place of an address for programs to run (``ext::``), and others for options.
    """
    if place.startswith("-"):
        raise ArchiveError(shown(place), "this looks like an option.", hint="Name a folder like it as ./-name.")
    if _HELPER.fullmatch(place):
        raise ArchiveError(shown(place), "this names a program that git would run.", hint=_taken())
    if url := _URL.fullmatch(place):
        _check(place, url[1].lower(), url[2])
        return True
    found = None if Path(place).exists() else _SCP.fullmatch(place)
    if found:
        _check(place, "ssh", found[1])
    return found is not None


def shown(place: str) -> str:
    """A place as it is printed and kept, without the name and password that an address may hold."""
    return _SECRET.sub("", plain(os.fsencode(place).decode("utf-8", "replace")))


def kept(place: str) -> str:
    """A place as snapshots name it: of a folder or file its own name alone, since the rest is of one machine."""
    if _URL.fullmatch(place) and not place.lower().startswith("file:"):
        return shown(place)
    if not Path(place).exists() and _SCP.fullmatch(place):
        return shown(place)
    return shown(Path(place).absolute().name or place)


def plain(text: str) -> str:
    """The text in one line, without what steers a terminal."""
    return " ".join("".join(each if each.isprintable() else " " for each in text).split())


def _check(place: str, scheme: str, host: str) -> None:
    if scheme not in SCHEMES:
        raise ArchiveError(shown(place), f"{scheme} addresses are not taken.", hint=_taken())
    if host.startswith("-") or not place.isprintable() or (not host and scheme != "file"):
        raise ArchiveError(shown(place), "this is no address.", hint=_taken())


def _taken() -> str:
    return f"Name a folder, a git bundle, or an address that begins with {', '.join(f'{it}://' for it in SCHEMES)}."
