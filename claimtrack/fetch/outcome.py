"""What a fetch is bounded by and what it can come to, with the words that its sentences share."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import NoReturn

from claimtrack.records import Document
from claimtrack.text import normal

SAVE = "save the page with a browser and pass it with --page"
LATER = "try again later"


@dataclass(frozen=True, slots=True)
class Options:
    """The bounds of one fetch; times in seconds, sizes in bytes.

    ``timeout`` is for connecting and for each silence of the server, ``deadline`` for the whole fetch: no
    attempt begins or goes on after it. ``backoff`` is the wait before the second attempt (it doubles, with
    jitter), ``max_wait`` the longest wait, also where the server asks for a longer one. ``max_bytes`` is
    counted on the wire, ``max_body`` unpacked.
    """

    timeout: float = 20
    deadline: float = 180
    attempts: int = 3
    backoff: float = 1
    max_wait: float = 60
    max_bytes: int = 20_000_000
    max_body: int = 20_000_000


@dataclass(frozen=True, slots=True)
class NotModified:
    """The server says that the page is still the one its validators were taken from."""

    url: str
    time: dt.datetime


@dataclass(frozen=True, slots=True)
class Failure:
    """No page: ``reason`` is one sentence with the way out, ``status`` the server's, where it answered."""

    url: str
    reason: str
    status: int | None = None


@dataclass(frozen=True, slots=True)
class Bounds:
    """What an answer is bounded by; ``end`` is the deadline on the monotonic clock."""

    options: Options
    end: float


@dataclass(frozen=True, slots=True)
class Job(Bounds):
    """What every step of one fetch of a page needs to know.

    ``fresh`` asks caches on the way to let the server itself answer.
    """

    document: Document
    previous: Mapping[str, str]
    now: Callable[[], dt.datetime]
    fresh: bool = False


class TroubleError(Exception):
    """A `Failure` on its way up; ``again`` tells whether, or after how many seconds, to try again."""

    def __init__(self, reason: str, *, status: int | None = None, again: bool | float = False) -> None:
        super().__init__(reason)
        self.reason, self.status, self.again = reason, status, again


class TooLargeError(TroubleError):
    """A body that is over a limit."""


def refuse(reason: str, status: int | None = None) -> NoReturn:
    """Ends the fetch: another attempt would find the same."""
    raise TroubleError(reason, status=status)


def too_slow(bounds: Bounds) -> TroubleError:
    """The deadline has passed."""
    return TroubleError(
        f"The page was not complete after {bounds.options.deadline:g} seconds: the server is too slow; {LATER}."
    )


def shown(url: str) -> str:
    """An address as it may be shown and kept: without user and password."""
    return re.sub(r"^(\w+://)[^/?#]*@", r"\1", url)


def clipped(text: str) -> str:
    """Text from outside as it may stand in a sentence: one line of bounded length."""
    plain = normal(text)
    return plain if len(plain) <= 200 else plain[:200] + "…"
