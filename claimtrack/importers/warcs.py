"""Captures out of WARC files of other tools: crawlers, archives, browsers."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import BinaryIO

from claimtrack import warc
from claimtrack.errors import PageError
from claimtrack.importers.keeping import LeftOut
from claimtrack.records import Capture


def from_warc(files: Sequence[Path], urls: Sequence[str]) -> list[Capture | LeftOut]:
    """What WARC files hold of the page that has these addresses, oldest first.

    Raises `PageError` for a file that is not there, damaged or no WARC, and where none holds the page.
    """
    with ExitStack() as stack:
        found = warc.visits([(str(file), stack.enter_context(_opened(file))) for file in files], urls)
    return [_left_out(it) if isinstance(it, warc.Unread) else it for it in found]


def _opened(file: Path) -> BinaryIO:
    try:
        return file.open("rb")
    except OSError as error:
        raise PageError(str(file), f"it cannot be read: {error.strerror or error}.") from error


def _left_out(unread: warc.Unread) -> LeftOut:
    return LeftOut(unread.date, unread.url, f"{unread.reason[:1].upper()}{unread.reason[1:]}")
