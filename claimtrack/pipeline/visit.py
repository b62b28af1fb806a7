"""A document on its way through a check: what it is checked with, and what was accepted and seen of it before."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from claimtrack import fetch, text
from claimtrack.errors import StoreDamagedError, UsageError
from claimtrack.pipeline import sides, sources
from claimtrack.pipeline.sources import Edition
from claimtrack.records import Capture, ClaimSet, Document, Page, Sighting, Snapshot, SnapshotFacts
from claimtrack.store import Store
from claimtrack.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Confirming:
    """How a page that would flag a claim is confirmed: fetched ``times`` more, each ``wait`` seconds later.

    ``clock`` gives seconds that pass evenly, ``sleep`` waits for some.
    """

    times: int
    wait: float
    sleep: Callable[[float], object]
    clock: Callable[[], float]


@dataclass(frozen=True, slots=True)
class Job:
    """What a check does with every document; ``page`` is a page saved by hand, taken for a fetched one."""

    claims: ClaimSet
    vocabulary: Vocabulary
    store: Store
    now: dt.datetime
    offline: bool
    page: Path | None
    observations: bool
    options: fetch.Options
    progress: Callable[[str], None]
    confirming: Confirming
    writes: bool = True
    """Whether the only snapshot of a document is accepted, where none is."""

    @property
    def looks_back(self) -> bool:
        """Whether what is stored is looked at, and nothing new is seen."""
        return self.offline and not self.page


@dataclass(frozen=True, slots=True)
class Refused:
    """No edition: why the page could not be fetched or used, and where the store keeps it, if it does."""

    reason: str
    kept: str | None = None


@dataclass(frozen=True, slots=True)
class Fetched:
    """A page that can be used and is not stored yet."""

    capture: Capture
    page: Page
    at: float = field(compare=False)
    """When it was there, on the clock of `Confirming`."""


@dataclass(frozen=True, slots=True)
class Visit:
    """A document on its road: what was accepted and seen of it before."""

    job: Job
    document: Document
    accepted: Accepted
    past: Sequence[Sighting]

    def is_first(self, snapshot: str) -> bool:
        """Whether it is the first edition of its document, and nobody has decided on one before."""
        return not self.accepted.log.decided() and self.job.store.is_first(snapshot)


@dataclass(frozen=True, slots=True)
class Doubt:
    """A page that would flag these claims, once other fetches confirm it."""

    visit: Visit
    fetched: Fetched
    flagged: frozenset[str]


class Accepted:
    """The snapshots of a document that were accepted, each read once, when it is needed."""

    def __init__(self, job: Job, document: Document) -> None:
        self.log = job.store.accepted(document.id)
        self._job, self._document = job, document
        self._editions: dict[str, Edition] = {}
        self.default = self._snapshot(self.log.default) if self.log.default else None

    def of(self, claim: str) -> str | None:
        """The id of the snapshot that was accepted for a claim."""
        return self.log.of(claim)

    def page(self, snapshot: str, later: Page) -> Page:
        """The page of such an edition; of a redacted one what ``later`` tells of it."""
        return sides.known(self.edition(snapshot), later)

    def edition(self, snapshot: str) -> Edition:
        """An accepted edition, or one seen before, as today's code reads it."""
        if snapshot not in self._editions:
            found = self._snapshot(snapshot)
            self._editions[snapshot] = sources.of_snapshot(found, self._document, self._job.store)
        return self._editions[snapshot]

    def text(self) -> Page | None:
        """The page of the accepted edition, where it was kept."""
        if self.default is None or self.default.redacted:
            return None
        return self.edition(self.default.id).page

    def facts(self) -> SnapshotFacts | None:
        """What a report says of the accepted snapshot."""
        if self.default is None or not self.default.redacted:
            return self.default.facts() if self.default else None
        return self.edition(self.default.id).facts

    def _snapshot(self, id_: str) -> Snapshot:
        try:
            return self._job.store.get(id_)
        except UsageError:
            path = self._job.store.path / self._document.id / "accepted.json"
            hint = f"Restore it, or accept another: claimtrack accept --document {self._document.id}."
            problem = f"names {id_}, which is not in the store."
            raise StoreDamagedError(str(path), problem, hint=hint) from None

    def says(self, page: Page) -> bool:
        """Whether the page has the words of the accepted one."""
        return self.default is not None and self.same(page, self.default)

    def same(self, page: Page, snapshot: Snapshot) -> bool:
        """Whether the page has the words of a snapshot.

        That is read only where its digest differs, which may be of words that older code or other selectors
        found in it.
        """
        digest = text.words_digest(page.text)
        return digest == snapshot.text_digest or digest == text.words_digest(self.page(snapshot.id, page).text)
