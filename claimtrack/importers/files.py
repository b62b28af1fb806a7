"""Captures out of plain files: pages that were saved by hand, or by other tools, one edition a file."""

from __future__ import annotations

import datetime as dt
import glob
import os
import stat
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Literal, NamedTuple

from claimtrack import extract
from claimtrack.errors import PageError
from claimtrack.importers import dates
from claimtrack.importers.addresses import shown
from claimtrack.importers.keeping import LeftOut
from claimtrack.records import Capture, Document

DateFrom = Literal["name", "mtime"]

_WAY_OUT = "Rename it so that it says one date, as in 2026-07-03.html, or take the time of the file: --date-from mtime."
_SAVED_WHOLE = (b"From: <Saved by ", b"MIME-Version:", b'From: "Saved by ')


class Dated(NamedTuple):
    """A file, when it was captured, and why it cannot be read, or nothing."""

    file: Path
    time: dt.datetime
    trouble: str


class Files:
    """Some files, oldest first; none of them is read before its turn."""

    def __init__(self, found: Sequence[Dated], document: Document, date_from: DateFrom) -> None:
        self._found, self._document, self._date_from = found, document, date_from

    def __len__(self) -> int:
        return len(self._found)

    def captures(self) -> Iterator[Capture | LeftOut]:
        """Each file as a capture of the document's address, or why it is none."""
        url = self._document.url
        for it in self._found:
            name = _told(it.file)
            data = b"" if it.trouble else _content(it.file)
            if reason := it.trouble or (data if isinstance(data, str) else _no_page(data, name)):
                yield LeftOut(it.time, url, reason, source=name)
            elif isinstance(data, bytes):
                kind = extract.media_type(name) or _sniffed(data)
                origin = (("file", name), ("date-from", self._date_from))
                yield Capture(url, it.time, 200, (("Content-Type", kind),), data, url, origin=origin)


def from_files(patterns: Sequence[str], document: Document, date_from: DateFrom) -> Files:
    """The files that some names and patterns (``dir/**/*.html``) stand for.

    A file that two of them lead to, be it over a symbolic link, counts once. Raises `PageError` for a name or pattern
    that stands for no file, and for a file whose name says no date, or more than one: nothing is to be stored under
    a date that nobody meant.
    """
    found = [_dated(file, date_from) for file in _distinct(patterns)]
    return Files(sorted(found, key=lambda it: (it.time, str(it.file))), document, date_from)


# ── Which files ──────────────────────────────────────────────────────────────────────────────────────


def _distinct(patterns: Sequence[str]) -> list[Path]:
    """The files, each once: of a file and links to it the file, if it is among them."""
    found = [file for pattern in patterns for file in _matching(pattern)]
    found.sort(key=lambda file: (file.is_symlink(), str(file)))
    return list({_identity(file): file for file in reversed(found)}.values())[::-1]


def _matching(pattern: str) -> Iterator[Path]:
    """What a name or pattern stands for. A name that is there is no pattern, whatever is in it."""
    if os.path.lexists(pattern):
        if Path(pattern).is_dir():
            inside = f"{shown(pattern).rstrip('/')}/**/*.html"
            hint = f"Name its files, in quotes, as in '{inside}'; ** stands for all folders below, too."
            raise PageError(shown(pattern), "this is a folder.", hint=hint)
        yield Path(pattern)
        return
    found = sorted(glob.glob(pattern, recursive=True))  # noqa: PTH207  (that of Path takes none that begins with /)
    files = [file for file in map(Path, found) if not file.is_dir()]
    if not files:
        what = "no file matches it." if glob.has_magic(pattern) else "there is no such file."
        raise PageError(shown(pattern), what)
    yield from files


def _identity(file: Path) -> object:
    try:
        facts = file.stat()
    except OSError:
        return str(file)
    return (facts.st_dev, facts.st_ino) if facts.st_ino else str(file)


# ── When, and what ───────────────────────────────────────────────────────────────────────────────────


def _dated(file: Path, date_from: DateFrom) -> Dated:
    try:
        facts, trouble = file.stat(), ""
    except OSError as error:  # a link that leads nowhere has a time of its own
        facts, trouble = file.lstat(), f"It cannot be read: {error.strerror or error}."
    time = _from_name(file) if date_from == "name" else _modified(facts)
    return Dated(file, time, trouble or _unread(facts))


def _from_name(file: Path) -> dt.datetime:
    """The date in the file's name, else in that of its folder."""
    try:
        return dates.in_name(file.name)
    except dates.DateError as error:
        try:
            return dates.in_name(file.absolute().parent.name)
        except dates.DateError:
            raise PageError(shown(str(file)), f"its name {shown(str(error))}.", hint=_WAY_OUT) from None


def _modified(facts: os.stat_result) -> dt.datetime:
    return dt.datetime.fromtimestamp(int(facts.st_mtime), dt.UTC)


def _unread(facts: os.stat_result) -> str:
    if not stat.S_ISREG(facts.st_mode):
        return "It is no plain file."
    if facts.st_size > extract.MAX_BYTES:
        return f"It has {facts.st_size:,} bytes; at most {extract.MAX_BYTES:,} are read."
    return ""


def _told(file: Path) -> str:
    """A file as snapshots name it: as it was named, without the folders of this machine that lead here."""
    parts = file.parts
    return shown("/".join(parts[-2:] if file.is_absolute() or ".." in parts else parts))


def _content(file: Path) -> bytes | str:
    """The bytes of a file, or why they cannot be read."""
    try:
        with file.open("rb") as stream:
            return stream.read(extract.MAX_BYTES + 1)
    except OSError as error:
        return f"It cannot be read: {error.strerror or error}."


def _no_page(data: bytes, name: str) -> str:
    """Why a file is not one page, where its first bytes tell another way in."""
    if data.startswith(b"WARC/") or name.lower().endswith((".warc", ".warc.gz")):
        return "It is a WARC file: claimtrack import warc takes it."
    if data.startswith(_SAVED_WHOLE):
        return "It is a page saved with all its pictures, as one file (MHTML): save it as HTML alone."
    return ""


def _sniffed(data: bytes) -> str:
    """The media type of a file whose suffix tells none: markup is HTML, all else is read as Markdown."""
    return "text/html" if data[:1000].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<") else "text/markdown"
