"""Captures out of a web archive: the Internet Archive's Wayback Machine, or any collection that is served like it.

The archive's index is asked for the captures of a page, and of these only the wanted ones are downloaded, as they were
served. Not downloaded is what the index says is the same as before, nor what the store has of an earlier import.
robots.txt is not consulted: it tells crawlers of a site where they may go, and an archive has limits of its own, which
are kept (`claimtrack.fetch.archives`).
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import functools
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Literal

from claimtrack import fetch
from claimtrack.errors import FetchError
from claimtrack.importers.keeping import LeftOut, Listed
from claimtrack.importers.wayback import index, mementos, places, refusals
from claimtrack.importers.wayback.index import ALWAYS, Period, Row, period
from claimtrack.importers.wayback.places import INTERNET_ARCHIVE, Place
from claimtrack.records import Capture

__all__ = ["ALWAYS", "INTERNET_ARCHIVE", "Every", "Listing", "Period", "from_wayback", "is_same_page", "period"]

Every = Literal["day", "week", "month", "year"]

FAILURES = 3
"""So many captures in a row that the archive could not give, and it is not asked any further."""

_PERIODS: dict[Every, Callable[[dt.datetime], tuple[int, ...]]] = {
    "day": lambda time: (time.year, time.month, time.day),
    "week": lambda time: tuple(time.isocalendar()[:2]),
    "month": lambda time: (time.year, time.month),
    "year": lambda time: (time.year,),
}


class Listing:
    """The captures that an archive lists, oldest first; each is downloaded when its turn comes, if it has to be."""

    def __init__(self, archive: fetch.Archive, place: Place, found: Sequence[Row | LeftOut], passed: int) -> None:
        self._archive, self._place, self._found = archive, place, found
        self._failed = 0
        self.notes = [f"{passed:,} more captures are listed, in the same periods as these."] if passed else []

    def __len__(self) -> int:
        return len(self._found)

    def captures(self) -> Iterator[Listed | LeftOut]:
        """Each capture, or why it is none. Fetching raises `FetchError` where the archive takes no more requests."""
        for it in self._found:
            if isinstance(it, LeftOut):
                yield it
                continue
            address = self._place.capture(it.stamp, it.url)
            if reason := mementos.unwanted(it):
                yield LeftOut(it.time, it.url, reason, source=address)
            else:
                yield Listed(it.time, it.url, mementos.key(it), functools.partial(self._fetch, it), address)

    def _fetch(self, row: Row) -> Capture | LeftOut | fetch.Failure:
        answer = self._archive.ask(self._place.capture(row.stamp, row.url), "capture")
        found = mementos.read(answer, row, self._place)
        if not isinstance(found, fetch.Failure):
            self._failed = 0
            return found
        self._failed += not isinstance(answer, fetch.Answer)  # what it does not have, it may be asked for
        if found.reason == refusals.BLOCKED or found.status == 429 or self._failed == FAILURES:
            raise FetchError(self._place.root, f"{found.reason} {refusals.way_on(found.status)}")
        return dataclasses.replace(found, reason=f"{found.reason} {refusals.AGAIN}")


@contextmanager
def from_wayback(
    url: str,
    asked: Period = ALWAYS,
    *,
    every: Every | None = None,
    archive: str = "",
    manners: fetch.Manners | None = None,
    said: fetch.Said | None = None,
) -> Iterator[Listing]:
    """Lists what an archive has of a page in a period; ``said`` hears what is being done, and why it takes long.

    With ``every``, one capture of each day, week (from Monday), month or year is taken: the first that is listed as a
    page of text, served with 200; where there is none such, the first, so that something is said of the period.
    ``archive`` is the address that the times and addresses of captures follow; empty: the Internet Archive's.

    Raises `UsageError` for an address that cannot be one, `FetchError` where the archive gives no list, or one that is
    empty or too long.
    """
    place, page = Place.of(archive), places.checked(url)
    said = said or (lambda _: None)
    with fetch.asking(place.root, manners, said) as connection:
        rows = index.captures(connection, place, page, asked, said)
        wanted = thinned(rows, every) if every else rows
        yield Listing(connection, place, wanted, len(rows) - len(wanted))


def thinned(rows: Sequence[Row | LeftOut], every: Every) -> list[Row | LeftOut]:
    """One row of each period; what the list is wrong about stays, to be told."""
    chosen: dict[tuple[int, ...], Row] = {}
    for row in rows:
        if isinstance(row, Row):
            which = _PERIODS[every](row.time)
            if which not in chosen or (row.is_page and not chosen[which].is_page):
                chosen[which] = row
    taken = {row.stamp for row in chosen.values()}
    return [row for row in rows if isinstance(row, LeftOut) or row.stamp in taken]


def is_same_page(url: str, other: str) -> bool:
    """Whether an index takes two addresses for one page."""
    return places.key(url) == places.key(other)
