"""From captures of any source to snapshots."""

from __future__ import annotations

import datetime as dt
import functools
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from claimtrack import __version__, extract, fetch, guard
from claimtrack.errors import PageError
from claimtrack.records import Capture, Document, Page
from claimtrack.store import Dismissal, Store
from claimtrack.text import digest

PAGES = 4
"""How many pages stay read: texts that alternate come back at once."""

_DAY = dt.timedelta(days=1)
_SOURCES = ("commit", "file", "memento")


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


@dataclass(frozen=True, slots=True)
class Listed:
    """A capture that its source lists, which is fetched only if need be; ``time`` is in whole seconds.

    Captures of one ``key`` were served the same, as their source says; an empty one is like no other. What ``fetch``
    could not get is a `Failure`, which may be had another time.
    """

    time: dt.datetime
    url: str
    key: str
    fetch: Callable[[], Capture | LeftOut | fetch.Failure]
    source: str = ""


def keep(
    captures: Iterable[Capture | Listed | LeftOut], document: Document, store: Store, now: dt.datetime
) -> Iterator[Kept | LeftOut]:
    """Stores what can be used as the document, oldest first, and says of each capture what became of it.

    Each is judged beside the edition before it, so that a policy may change over the years as much as it did.
    The first snapshot of a document is accepted, as a check does, or the store would not know its baseline. What
    was imported before is known, and leaves no trace a second time: an import that was stopped goes on where it was.
    Of captures that are `Listed`, those are known by their time, and not fetched. Raises the errors of the store, and
    those of fetching.
    """
    _accept_the_only_one(document, store, now)
    keeper = _Keeper(document, store, now)
    with store.remembering():
        for it in captures:
            match it:
                case Capture():
                    yield keeper.capture(it)
                case Listed():
                    yield keeper.listed(it)
                case LeftOut():
                    yield it


class _Keeper:
    """Keeps one capture after the other; what it has learned of one it uses for the next."""

    def __init__(self, document: Document, store: Store, now: dt.datetime) -> None:
        self._document, self._store, self._now = document, store, now
        self._editions = _Editions(document)
        self._known = _known(store, document)
        self._times = {time: (snapshot, served) for (time, served), snapshot in self._known.items()}
        self._stored: dict[str, tuple[str, str]] = {}
        """By key: the snapshot, and the digest of the bytes that were served."""
        self._reader = digest(f"{__version__} {document.model_dump_json()}".encode())
        self._left: dict[str | dt.datetime, Dismissal] = {}
        """By time and by key, those that today's reader left out."""
        for it in store.dismissals(document.id):
            self._remember_left(it)
        self._edition = ""

    def capture(self, capture: Capture) -> Kept | LeftOut:
        """Stores a capture, or says why not."""
        if snapshot := self._known.get((capture.time, digest(capture.body))):
            self._goes_on(snapshot, lambda: capture)
            return _kept(capture, snapshot, "known")
        if reason := _unfit(capture, self._now) or self._editions.trouble(capture):
            return LeftOut(capture.time, capture.url, reason, source=_source(capture))
        kept = _stored(capture, self._editions.page(capture), self._document, self._store, self._now)
        self._goes_on(kept.snapshot, lambda: capture)
        return kept

    def listed(self, it: Listed) -> Kept | LeftOut:
        """The same of what is not fetched yet, and is only where nothing else tells what becomes of it."""
        if known := self._times.get(it.time):
            return self._again(it, *known, "known")
        if twin := self._stored.get(it.key):
            self._store.observe(self._document.id, twin[0], it.time, served=twin[1])
            return self._again(it, *twin, "same")
        if reason := self._left_before(it):
            return LeftOut(it.time, it.url, reason, source=it.source)
        return self._fetched(it)

    def _left_before(self, it: Listed) -> str:
        """Why it, or what was served the same, was left out, where it would be again; or nothing."""
        for left in (self._left.get(it.time), self._left.get(it.key)):
            if left and left.beside in (None, self._edition):
                same = f"The same as at {left.time:%Y-%m-%d %H:%M:%S}, by the list: " if left.time != it.time else ""
                return f"{same}{left.reason}"
        return ""

    def _again(self, it: Listed, snapshot: str, served: str, result: Literal["same", "known"]) -> Kept:
        self._goes_on(snapshot, functools.partial(_of_snapshot, self._store, snapshot))
        self._remember(it.key, snapshot, served)
        return Kept(it.time, it.url, snapshot, result, it.source)

    def _fetched(self, it: Listed) -> Kept | LeftOut:
        found = it.fetch()
        if isinstance(found, fetch.Failure):
            return LeftOut(it.time, it.url, found.reason, source=it.source)
        kept = self.capture(found) if isinstance(found, Capture) else found
        if isinstance(kept, Kept) and isinstance(found, Capture):
            self._remember(it.key, kept.snapshot, digest(found.body))
        elif isinstance(kept, LeftOut):
            beside = self._edition if isinstance(found, Capture) else None
            left = Dismissal(it.time, it.key, kept.reason, beside, self._reader)
            self._store.dismiss(self._document.id, left)
            self._remember_left(left)
        return kept

    def _remember(self, key: str, snapshot: str, served: str) -> None:
        if key:
            self._stored[key] = snapshot, served

    def _remember_left(self, it: Dismissal) -> None:
        if it.reader == self._reader:
            self._left[it.time] = it
            if it.key:
                self._left[it.key] = it

    def _goes_on(self, snapshot: str, capture: Callable[[], Capture | None]) -> None:
        """The edition that the next capture is judged beside."""
        self._edition, self._editions.before = snapshot, capture


def _of_snapshot(store: Store, snapshot: str) -> Capture | None:
    found = store.get(snapshot)
    return None if found.redacted else store.capture(found)


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
        self.before: Callable[[], Capture | None] = lambda: None
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
        before = self.before()
        try:
            return self.page(before) if before else None
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
