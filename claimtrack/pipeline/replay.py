"""The history of claims: stored editions replayed in the order of time, each compared with the one before it.

Three steps, of which the last is the only dear one: `stretches` says from the store's index when the page said
what; an `Edition` is read from its captured bytes; two of them are compared, which depends on nothing else. What
is kept of a comparison is a `State` for each claim, so however many editions there are, two pages are in memory.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterator, Sequence
from functools import lru_cache
from itertools import groupby
from typing import NamedTuple

from claimtrack import claims as claimsets
from claimtrack.errors import PageError
from claimtrack.pipeline import core, reports, seen, sources
from claimtrack.pipeline.asked import utc_now, wanted
from claimtrack.pipeline.sources import Edition
from claimtrack.records import (
    Claim,
    ClaimHistory,
    ClaimSet,
    Document,
    DocumentHistory,
    EditionFacts,
    EvidencePair,
    Finding,
    History,
    Omitted,
    Sighting,
    State,
    Status,
)
from claimtrack.store import Store

NEWS: frozenset[Status] = frozenset({"baseline", "reworded", "changed", "withdrawn", "introduced"})
"""What an edition is quoted for; else its words on the claim are those of an edition before."""


def history(
    claims: ClaimSet | Sequence[ClaimSet],
    store: Store,
    *,
    documents: Collection[str] = (),
    progress: Callable[[str], None] | None = None,
    now: Callable[[], dt.datetime] = utc_now,
) -> History:
    """What became of each claim over all stored editions of each document (those named, else all), oldest first.

    The first edition is the baseline; every other is compared with the one before it, whatever was accepted. A text
    that the page went back to, as the observations of checks tell, is an edition again at that time. A redacted
    snapshot, and one that cannot be read, is left out with the reason. A document that is not stored has no
    editions. ``progress`` hears what is being done. Nothing is stored.

    Raises `UsageError` for a document that is in no set, and the errors of the store.
    """
    said = progress or (lambda _: None)
    found = [_replayed(each, document, store, said) for each, document in wanted(claims, documents)]
    return History(generated=now(), documents=found)


class Stretch(NamedTuple):
    """From ``first`` to ``last`` the page was seen to say what a snapshot says, and nothing else."""

    snapshot: str
    first: dt.datetime
    last: dt.datetime
    returned: bool


def stretches(past: Sequence[Sighting]) -> Iterator[Stretch]:
    """Sightings, oldest first, as stretches: a text that was seen again and again is one of them."""
    known: set[str] = set()
    for snapshot, group in groupby(past, key=lambda each: each.snapshot):
        times = [each.time for each in group]
        yield Stretch(snapshot, times[0], times[-1], snapshot in known)
        known.add(snapshot)


def _replayed(claims: ClaimSet, document: Document, store: Store, said: Callable[[str], None]) -> DocumentHistory:
    """The history of one document."""
    about = claimsets.about(claims, document)
    told = store.times(document.id), store.observations(document.id), store.taken_back(document.id)
    past = [*stretches(seen.sightings(*told))]
    replay = _Replay(about, document, claims, store)
    editions: list[EditionFacts] = []
    states: list[list[State]] = []
    left_out: dict[str, Omitted] = {}
    before: str | None = None
    for number, stretch in enumerate(past, 1):
        said(f"Replaying {document.title}: edition {number:,} of {len(past):,}")
        if stretch.snapshot in left_out:
            continue
        found = replay.edition(stretch.snapshot)
        if isinstance(found, Omitted):
            left_out[stretch.snapshot] = found
            continue
        states.append(replay.states(before, stretch.snapshot))
        editions.append(_facts(found, stretch))
        before = stretch.snapshot
    lines = claims.place.lines
    return DocumentHistory(
        claimset=reports.set_facts(claims), document=reports.document_facts(document), editions=editions,
        claims=[
            ClaimHistory(id=each.id, statement=each.statement, lines=lines.get(each.id), states=[s[at] for s in states])
            for at, each in enumerate(about)
        ],
        left_out=[*left_out.values()],
    )  # fmt: skip


class _Replay:
    """Reads and compares the editions of one document; what the last two gave is kept, should a text come back."""

    def __init__(self, about: Sequence[Claim], document: Document, claims: ClaimSet, store: Store) -> None:
        self._about, self._document, self._store = about, document, store
        self._vocabulary = claimsets.vocabulary(claims)
        self.edition = lru_cache(maxsize=2)(self._edition)
        self.states = lru_cache(maxsize=2)(self._states)

    def _edition(self, id_: str) -> Edition | Omitted:
        """A stored edition, or why it cannot be one."""
        snapshot = self._store.get(id_)
        if snapshot.redacted:
            return Omitted(snapshot=id_, time=snapshot.time, reason="It is redacted: its text was not kept.")
        try:
            return sources.of_snapshot(snapshot, self._document, self._store)
        except PageError as error:
            return Omitted(snapshot=id_, time=snapshot.time, reason=f"It cannot be read: {error.problem}")

    def _states(self, before: str | None, after: str) -> list[State]:
        """What became of each claim from one edition to another, in the order of the claims."""
        old, new = self._side(before) if before else None, self._side(after)
        found = core.compare(self._about, self._document, self._vocabulary, old, new)
        return [_state(each) for each in found.findings]

    def _side(self, id_: str) -> core.Side:
        edition = self.edition(id_)
        assert isinstance(edition, Edition)  # what is left out is not compared
        return core.Side(id_, edition.page)


def _facts(edition: Edition, stretch: Stretch) -> EditionFacts:
    facts = edition.facts.model_dump()
    if stretch.returned:
        facts["time"] = stretch.first
    return EditionFacts(**facts, last_seen=stretch.last, returned=stretch.returned)


def _state(finding: Finding) -> State:
    return State(
        status=finding.status, flagged=finding.flagged, support=finding.support, missing=finding.missing,
        confidence=finding.confidence, changes=finding.changes,
        evidence=finding.evidence if finding.status in NEWS else EvidencePair(),
    )  # fmt: skip
