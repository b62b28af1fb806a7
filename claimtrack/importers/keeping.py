"""From captures of any source to snapshots."""

from __future__ import annotations

import datetime as dt
from collections import OrderedDict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from claimtrack import extract, fetch, guard
from claimtrack.errors import PageError
from claimtrack.records import Capture, Document, Page
from claimtrack.store import Store
from claimtrack.text import digest

PAGES = 4
"""How many pages stay read: texts that alternate come back at once."""

_DAY = dt.timedelta(days=1)
_SOURCES = ("commit", "file")


@dataclass(frozen=True, slots=True)
class Kept:
    """A capture whose text the store has: as ``snapshot``, stored just now or before, or noted as seen again.

    ``source`` is what it is called where it came from, empty where it has no name there; ``technical`` whether its
    archive says that it read an old page anew.
    """

    time: dt.datetime
    url: str
    snapshot: str
    result: Literal["stored", "same", "known"]
    source: str = ""
    technical: bool = False


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A capture that is no edition of the document, and why, as a sentence; ``time`` as its source has it."""

    time: dt.datetime | str
    url: str
    reason: str
    result: Literal["left-out"] = "left-out"
    source: str = ""


def keep(
    captures: Iterable[Capture | LeftOut], document: Document, store: Store, now: dt.datetime
) -> Iterator[Kept | LeftOut]:
    """Stores what can be used as the document, oldest first, and says of each capture what became of it.

    Each is judged beside the edition before it, so that a policy may change over the years as much as it did.
    The first snapshot of a document is accepted, as a check does, or the store would not know its baseline. What
    was imported before is known, and leaves no trace a second time: an import that was stopped goes on where it was.
    Raises the errors of the store.
    """
    _accept_the_only_one(document, store, now)
    known = _known(store, document)
    editions = _Editions(document)
    with store.remembering():
        for capture in captures:
            if isinstance(capture, LeftOut):
                yield capture
            elif snapshot := known.get((capture.time, digest(capture.body))):
                editions.before = capture
                yield _kept(capture, snapshot, "known")
            elif reason := _unfit(capture, now) or editions.trouble(capture):
                yield LeftOut(capture.time, capture.url, reason, source=_source(capture))
            else:
                editions.before = capture
                yield _stored(capture, editions.page(capture), document, store, now)


def _accept_the_only_one(document: Document, store: Store, now: dt.datetime) -> None:
    """Accepts a first snapshot whose import or check was killed before it could; raises where what was is lost."""
    if not store.accepted(document.id).log and store.count(document.id) == 1:
        newest = store.newest(document.id)
        why = "the only snapshot of the document; nothing had accepted it"
        store.accept(document.id, newest.id, who="claimtrack", why=why, time=now) if newest else None


def _known(store: Store, document: Document) -> dict[tuple[dt.datetime, str], str]:
    """The snapshot that holds what was served at a time."""
    seen = {(it.time, it.digest): it.snapshot for it in store.observations(document.id)}
    return seen | {(it.time, it.digest): it.id for it in store.snapshots(document.id) if not it.redacted}


def _unfit(capture: Capture, now: dt.datetime) -> str:
    """Why a capture holds no page of the past, or nothing."""
    if capture.time > now + _DAY:
        return "It is dated in the future: it would be taken for the newest edition for as long as that lasts."
    if capture.status == 200:
        return ""
    place = capture.header("location") if 300 <= capture.status < 400 else None
    there = f" and led to {place[:200]}, which is not there" if place else ""
    return f"The server answered {capture.status}{there}."


class _Editions:
    """The pages of captures, of which the one before is read only where another has to be judged beside it."""

    def __init__(self, document: Document) -> None:
        self.before: Capture | None = None
        self._document = document
        self._pages: OrderedDict[tuple[str, str], Page] = OrderedDict()

    def page(self, capture: Capture) -> Page:
        """The page of a capture; raises `PageError`."""
        key = (digest(capture.body), fetch.media_type(capture))
        if key not in self._pages:
            self._pages[key] = extract.page(capture.body, key[1], self._document, name=capture.url)
            while len(self._pages) > PAGES:
                self._pages.popitem(last=False)
        self._pages.move_to_end(key)
        return self._pages[key]

    def trouble(self, capture: Capture) -> str:
        """Why a capture cannot be used as the document, or nothing."""
        try:
            page = self.page(capture)
        except PageError as error:
            return f"{error.problem[:1].upper()}{error.problem[1:]}"
        verdict = guard.judge(page, self._document, self._page_before())
        return verdict.reason.replace("the accepted edition", "the edition before")  # nothing is accepted here

    def _page_before(self) -> Page | None:
        try:
            return self.page(self.before) if self.before else None
        except PageError:  # other selectors of the document read it when it was imported
            return None


def _stored(capture: Capture, page: Page, document: Document, store: Store, now: dt.datetime) -> Kept:
    stored = store.add(document.id, capture, page, effective_date=extract.effective_date(page), language=page.language)
    if stored.new and store.count(document.id) == 1 and not store.accepted(document.id).log:
        why = "the first usable snapshot of the document, imported"
        store.accept(document.id, stored.snapshot.id, who="claimtrack", why=why, time=now)
    return _kept(capture, stored.snapshot.id, "stored" if stored.new else "same")


def _kept(capture: Capture, snapshot: str, result: Literal["stored", "same", "known"]) -> Kept:
    return Kept(capture.time, capture.url, snapshot, result, _source(capture), capture.technical)


def _source(capture: Capture) -> str:
    return next((value for name, value in capture.origin if name in _SOURCES), "")
