"""From captures of any source to snapshots."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from claimtrack import extract, fetch, guard
from claimtrack.errors import PageError
from claimtrack.records import Capture, Document, Page
from claimtrack.store import Store
from claimtrack.text import digest


@dataclass(frozen=True, slots=True)
class Kept:
    """A capture whose text the store has: as ``snapshot``, stored just now or before, or noted as seen again."""

    time: dt.datetime
    url: str
    snapshot: str
    result: Literal["stored", "same", "known"]


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A capture that is no edition of the document, and why, as a sentence; ``time`` as its source has it."""

    time: dt.datetime | str
    url: str
    reason: str
    result: Literal["left-out"] = "left-out"


def keep(
    captures: Sequence[Capture | LeftOut], document: Document, store: Store, now: dt.datetime
) -> Iterator[Kept | LeftOut]:
    """Stores what can be used as the document, oldest first, and says of each capture what became of it.

    Each is judged beside the edition before it, so that a policy may change over the years as much as it did.
    The first snapshot of a document is accepted, as a check does, or the store would not know its baseline. What
    was imported before is known, and leaves no trace a second time. Raises the errors of the store.
    """
    store.accepted(document.id)  # raises where that is lost
    known = _known(store, document)
    before: Page | None = None
    for capture in captures:
        if isinstance(capture, LeftOut):
            yield capture
            continue
        page = _page(capture, document, before)
        if isinstance(page, LeftOut):
            yield page
        elif snapshot := known.get((capture.time, digest(capture.body))):
            before = page
            yield Kept(capture.time, capture.url, snapshot, "known")
        else:
            before = page
            yield _stored(capture, page, document, store, now)


def _known(store: Store, document: Document) -> dict[tuple[dt.datetime, str], str]:
    """The snapshot that holds what was served at a time."""
    seen = {(it.time, it.digest): it.snapshot for it in store.observations(document.id)}
    return seen | {(it.time, it.digest): it.id for it in store.snapshots(document.id) if not it.redacted}


def _page(capture: Capture, document: Document, before: Page | None) -> Page | LeftOut:
    """The page of a capture, or why it is none that can be used."""
    if capture.status != 200:
        place = capture.header("location") if 300 <= capture.status < 400 else None
        there = f" and led to {place[:200]}, which is not there" if place else ""
        return LeftOut(capture.time, capture.url, f"The server answered {capture.status}{there}.")
    try:
        page = extract.page(capture.body, fetch.media_type(capture), document, name=capture.url)
    except PageError as error:
        return LeftOut(capture.time, capture.url, f"{error.problem[:1].upper()}{error.problem[1:]}")
    verdict = guard.judge(page, document, before)
    reason = verdict.reason.replace("the accepted edition", "the edition before")  # nothing is accepted here
    return page if verdict.usable else LeftOut(capture.time, capture.url, reason)


def _stored(capture: Capture, page: Page, document: Document, store: Store, now: dt.datetime) -> Kept:
    stored = store.add(
        document.id, capture, page, effective_date=extract.effective_date(page), language=page.language
    )
    if stored.new and store.count(document.id) == 1 and not store.accepted(document.id).log:
        why = "the first usable snapshot of the document, imported"
        store.accept(document.id, stored.snapshot.id, who="claimtrack", why=why, time=now)
    return Kept(capture.time, capture.url, stored.snapshot.id, "stored" if stored.new else "same")
