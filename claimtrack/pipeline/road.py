"""The road of one document through a check: obtain, judge, store, compare."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from claimtrack import claims as claimsets
from claimtrack import extract, fetch, guard, text
from claimtrack.errors import PageError, StoreDamagedError, UsageError
from claimtrack.pipeline import core, redaction, reports, sources
from claimtrack.pipeline.sources import Edition
from claimtrack.records import Capture, ClaimSet, Document, Page, PageFacts, Report, Snapshot, SnapshotFacts
from claimtrack.store import Store, Stored
from claimtrack.vocabulary import Vocabulary


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


@dataclass(frozen=True, slots=True)
class Refused:
    """No edition: why the page could not be fetched or used."""

    reason: str


class Accepted:
    """The snapshots of a document that were accepted, each read once, when it is needed."""

    def __init__(self, job: Job, document: Document) -> None:
        accepted = job.store.accepted(document.id)
        self._job, self._document = job, document
        self._own = accepted.claims
        self._editions: dict[str, Edition] = {}
        self.default = self._snapshot(accepted.default) if accepted.default else None

    def of(self, claim: str) -> str | None:
        """The id of the snapshot that was accepted for a claim."""
        return self._own.get(claim, self.default.id if self.default else None)

    def page(self, snapshot: str, later: Page) -> Page:
        """The page of an accepted snapshot, as today's code reads it; of a redacted one what ``later`` tells of it."""
        return known(self.edition(snapshot), later)

    def edition(self, snapshot: str) -> Edition:
        """An accepted edition."""
        if snapshot not in self._editions:
            found = self._snapshot(snapshot)
            self._editions[snapshot] = sources.of_snapshot(found, self._document, self._job.store)
        return self._editions[snapshot]

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


def report(job: Job, document: Document) -> Report:
    """Checks one document; what is wrong with its page is in the report, what is with the store raises."""
    _accept_the_only_one(job, document)
    accepted = Accepted(job, document)
    before = accepted.facts()
    current = _current(job, document, accepted)
    if isinstance(current, Refused):
        claims = claimsets.about(job.claims, document)
        comparison = reports.unverifiable(claims, accepted.of)
        reason = f"{sources.shown(job.page)}: {current.reason}" if job.page else current.reason
        page = PageFacts(status="unusable", reason=reason)
        return reports.report(job.claims, document, (before, None), page, comparison, job.now)
    if not accepted.default:
        why = "the first usable snapshot of the document"
        job.store.accept(document.id, current.facts.id, who="claimtrack", why=why, time=job.now)
    comparison = _compared(job, document, accepted, current)
    page = _page_facts(job, document, accepted, current)
    return reports.report(job.claims, document, (before, current.facts), page, comparison, job.now)


def _accept_the_only_one(job: Job, document: Document) -> None:
    """Accepts a first snapshot whose check was killed before it could."""
    stored = job.store.snapshots(document.id)
    if len(stored) == 1 and not job.store.accepted(document.id).log:
        why = "the first snapshot of the document; the check that stored it was stopped"
        job.store.accept(document.id, stored[0].id, who="claimtrack", why=why, time=job.now)


def _current(job: Job, document: Document, accepted: Accepted) -> Edition | Refused:
    """The edition of today: the newest stored one, a page saved by hand, or what the server has."""
    newest = job.store.newest(document.id)
    if job.offline and not job.page:
        missing = "No snapshot of it is stored yet: check once without --offline."
        return _stored_edition(job, document, newest) if newest else Refused(missing)
    if job.page:
        return _judged(job, document, sources.saved(job.page, document, job.now), accepted)
    job.progress(f"Fetching {document.title}")
    sent = newest.validators if newest and newest.url == document.url and not newest.redacted else {}
    got = fetch.page(
        document, previous=sent, options=job.options, now=lambda: job.now, progress=job.progress
    )
    match got:
        case fetch.Failure(reason=reason):
            return Refused(reason)
        case fetch.NotModified() if newest:
            if job.observations:
                job.store.observe(document.id, newest.id, job.now)
            return sources.of_snapshot(newest, document, job.store)
        case Capture():
            return _judged(job, document, got, accepted)
    return Refused("The server says that the page did not change, but no snapshot of it is stored.")


def _stored_edition(job: Job, document: Document, snapshot: Snapshot) -> Edition | Refused:
    """A stored edition to be checked, which must have a text."""
    if snapshot.redacted:
        return Refused(f"The newest snapshot, {snapshot.id}, is redacted: it has no text that could be checked.")
    return sources.of_snapshot(snapshot, document, job.store)


def _judged(job: Job, document: Document, capture: Capture, accepted: Accepted) -> Edition | Refused:
    """The capture as a stored edition, or set aside with the reason why it cannot be one."""
    job.progress(f"Reading {document.title}")
    try:
        page = sources.page_of(capture, document)
    except PageError as error:
        return _set_aside(job, document, capture, _sentence(error))
    if not accepted.says(page):
        before = accepted.page(accepted.default.id, page) if accepted.default else None
        verdict = guard.judge(page, document, before)
        if not verdict.usable:
            return _set_aside(job, document, capture, verdict.reason)
    stored = _stored(job, document, capture, page, accepted)
    return Edition(page, stored.snapshot.facts(), new=stored.new)


def _sentence(error: PageError) -> str:
    place = f" ({error.place})" if error.place else ""
    problem = f"{error.problem.rstrip('.')}{place}. {error.hint}".rstrip()
    return problem[:1].upper() + problem[1:]


def _stored(job: Job, document: Document, capture: Capture, page: Page, accepted: Accepted) -> Stored:
    """The snapshot that holds the page's words: a new one, unless today's code finds them in the newest."""
    newest = job.store.newest(document.id)
    kept = newest if newest and not newest.redacted else None
    if kept and kept.text_digest != text.words_digest(page.text) and accepted.same(page, kept):
        if job.observations:
            job.store.observe(document.id, kept.id, job.now, capture.body)
        return Stored(kept, new=False)
    return job.store.add(
        document.id, capture, page,
        effective_date=extract.effective_date(page), language=page.language, observations=job.observations,
    )  # fmt: skip


def _set_aside(job: Job, document: Document, capture: Capture, reason: str) -> Refused:
    job.store.set_aside(document.id, capture, reason)
    return Refused(reason)


def _compared(job: Job, document: Document, accepted: Accepted, current: Edition) -> core.Comparison:
    """Every claim against the snapshot accepted for it: one comparison for each of these snapshots."""
    job.progress(f"Comparing {document.title}")
    claims = claimsets.about(job.claims, document)
    same = accepted.default.id if accepted.default and accepted.says(current.page) else None
    parts = []
    for snapshot in dict.fromkeys(map(accepted.of, (claim.id for claim in claims))):
        group = [claim for claim in claims if accepted.of(claim.id) == snapshot]
        before = _before(accepted, snapshot, current.page if snapshot == same else None)
        after = core.Side(current.facts.id, current.page)
        parts.append(core.compare(group, document, job.vocabulary, before, after))
    return reports.merged(claims, parts)


def _before(accepted: Accepted, snapshot: str | None, same: Page | None) -> core.Side | core.Redacted | None:
    """The accepted side; ``same`` is the page of today where it says the same."""
    if snapshot is None:
        return None
    return core.Side(snapshot, same) if same else side(accepted.edition(snapshot))


def side(edition: Edition) -> core.Side | core.Redacted:
    """An edition as the core compares it, when it is the one before."""
    if edition.redacted:
        return core.Redacted(edition.facts.id, edition.redacted)
    return core.Side(edition.facts.id, edition.page)


def known(edition: Edition, later: Page) -> Page:
    """The page of an edition; of a redacted one what a later page tells of it."""
    return redaction.page(edition.redacted, later) if edition.redacted else edition.page


def _page_facts(job: Job, document: Document, accepted: Accepted, current: Edition) -> PageFacts:
    if accepted.default is None:
        return PageFacts(status="first")
    same = accepted.says(current.page)
    return PageFacts(
        status="unchanged" if same else "changed", seen_before=_seen_before(job, document, current)
    )


def _seen_before(job: Job, document: Document, current: Edition) -> str | None:
    """The snapshot whose text came back, where it is not the newest one."""
    newest: Snapshot | None = job.store.newest(document.id)
    came_back = newest and newest.id != current.facts.id and not current.new
    return current.facts.id if came_back else None
