"""The road of one document through a check: obtain, judge, store, compare.

A page that would flag a claim, and that the store does not know, stops halfway: it is a `Doubt`, which
`confirming` settles by fetching it again.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from claimtrack import claims as claimsets
from claimtrack import extract, fetch, guard, text
from claimtrack.errors import ClaimtrackError, PageError, StoreDamagedError, UsageError
from claimtrack.pipeline import core, reports, seen, sources
from claimtrack.pipeline.sources import Edition
from claimtrack.records import Capture, ClaimSet, Document, Finding, Page, PageFacts, Report, Sighting, Snapshot, Status
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
    """A document on its road: what was accepted of it, and what was seen of it before."""

    job: Job
    document: Document
    accepted: Accepted
    past: Sequence[Sighting]


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

    def page(self, snapshot: str) -> Page:
        """The page of an accepted snapshot, or one seen before, as today's code reads it."""
        if snapshot not in self._editions:
            found = self._snapshot(snapshot)
            self._editions[snapshot] = sources.of_snapshot(found, self._document, self._job.store)
        return self._editions[snapshot].page

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
        return digest == snapshot.text_digest or digest == text.words_digest(self.page(snapshot.id).text)


def look(job: Job, document: Document) -> Report | Doubt:
    """Checks one document; what is wrong with its page is in the report, what is with the store raises."""
    _accept_the_only_one(job, document)
    past = seen.sightings(job.store.snapshots(document.id), job.store.observations(document.id))
    visit = Visit(job, document, Accepted(job, document), past)
    found = _current(visit)
    match found:
        case Refused():
            return _unusable(visit, found)
        case Fetched():
            flagged = _in_doubt(visit, found)
            return Doubt(visit, found, flagged) if flagged else stored(visit, found)
        case Edition():
            return _report(visit, found)


def stored(visit: Visit, fetched: Fetched) -> Report:
    """The report on a page that is believed, and becomes a snapshot."""
    return _report(visit, _edition(visit, fetched))


def again(visit: Visit) -> Fetched | Refused:
    """The page once more, as the server has it and no cache on the way."""
    job = visit.job
    job.progress(f"Fetching {visit.document.title} again")
    got = fetch.page(
        visit.document, fresh=True, options=job.options, now=lambda: job.now, progress=job.progress
    )
    match got:
        case fetch.Failure(reason=reason):
            return Refused(reason)
        case Capture():
            return _judged(visit, got)
    return Refused("The server says that the page did not change, though it was not asked that.")


def flagged(visit: Visit, page: Page) -> frozenset[str]:
    """The claims that a page flags."""
    found = compared(visit, core.Side("", page))
    return frozenset(each.id for each in found.findings if each.flagged)


def compared(visit: Visit, after: core.Side) -> core.Comparison:
    """Every claim against the snapshot accepted for it: one comparison for each of these snapshots."""
    job, document, accepted = visit.job, visit.document, visit.accepted
    job.progress(f"Comparing {document.title}")
    claims = claimsets.about(job.claims, document)
    same = accepted.default.id if accepted.default and accepted.says(after.page) else None
    parts = []
    for snapshot in dict.fromkeys(map(accepted.of, (claim.id for claim in claims))):
        group = [claim for claim in claims if accepted.of(claim.id) == snapshot]
        page = after.page if snapshot == same else snapshot and accepted.page(snapshot)
        before = core.Side(snapshot, page) if snapshot and page else None
        parts.append(core.compare(group, document, job.vocabulary, before, after))
    return reports.merged(claims, parts)


def _accept_the_only_one(job: Job, document: Document) -> None:
    """Accepts a first snapshot whose check was killed before it could."""
    stored = job.store.snapshots(document.id)
    if len(stored) == 1 and not job.store.accepted(document.id).log:
        why = "the first snapshot of the document; the check that stored it was stopped"
        job.store.accept(document.id, stored[0].id, who="claimtrack", why=why, time=job.now)


# ── Obtaining ────────────────────────────────────────────────────────────────────────────────────────


def _current(visit: Visit) -> Edition | Fetched | Refused:
    """The edition of today: the newest stored one, a page saved by hand, or what the server has."""
    job, document = visit.job, visit.document
    newest = job.store.newest(document.id)
    if _offline(job):
        missing = "No snapshot of it is stored yet: check once without --offline."
        return sources.of_snapshot(newest, document, job.store) if newest else Refused(missing)
    if job.page:
        return _saved(visit, job.page)
    job.progress(f"Fetching {document.title}")
    known = newest.validators if newest and newest.url == document.url else {}
    got = fetch.page(
        document, previous=known, options=job.options, now=lambda: job.now, progress=job.progress
    )
    match got:
        case fetch.Failure(reason=reason):
            return Refused(reason)
        case fetch.NotModified() if newest:
            if job.observations:
                job.store.observe(document.id, newest.id, job.now)
            return sources.of_snapshot(newest, document, job.store)
        case Capture():
            return _judged(visit, got)
    return Refused("The server says that the page did not change, but no snapshot of it is stored.")


def _saved(visit: Visit, path: Path) -> Fetched | Refused:
    """A page saved by hand; why it is refused names the file."""
    found = _judged(visit, sources.saved(path, visit.document, visit.job.now))
    return Refused(f"{sources.shown(path)}: {found.reason}", found.kept) if isinstance(found, Refused) else found


def _judged(visit: Visit, capture: Capture) -> Fetched | Refused:
    """The page in a capture, or the capture set aside with the reason why it cannot be used."""
    job, document, accepted = visit.job, visit.document, visit.accepted
    at = job.confirming.clock()
    job.progress(f"Reading {document.title}")
    try:
        page = sources.page_of(capture, document)
    except PageError as error:
        return _set_aside(visit, capture, _sentence(error))
    if not accepted.says(page):
        known = accepted.page(accepted.default.id) if accepted.default else None
        verdict = guard.judge(page, document, known)
        if not verdict.usable:
            return _set_aside(visit, capture, verdict.reason)
    return Fetched(capture, page, at)


def _sentence(error: PageError) -> str:
    place = f" ({error.place})" if error.place else ""
    problem = f"{error.problem.rstrip('.')}{place}. {error.hint}".rstrip()
    return problem[:1].upper() + problem[1:]


def _set_aside(visit: Visit, capture: Capture, reason: str) -> Refused:
    return Refused(reason, set_aside(visit, capture, reason))


def set_aside(visit: Visit, capture: Capture, reason: str) -> str:
    """Keeps a capture that becomes no snapshot; gives its place in the store."""
    kept = visit.job.store.set_aside(visit.document.id, capture, reason)
    return kept.relative_to(visit.job.store.path).as_posix()


# ── Believing ────────────────────────────────────────────────────────────────────────────────────────


def _in_doubt(visit: Visit, fetched: Fetched) -> frozenset[str]:
    """The claims that it takes another fetch to flag: none on a page saved by hand or seen before."""
    job, accepted = visit.job, visit.accepted
    if not job.confirming.times or job.page or not accepted.default or _known(visit, fetched.page):
        return frozenset()
    return flagged(visit, fetched.page)


def _known(visit: Visit, page: Page) -> bool:
    """Whether a snapshot has the page's words."""
    words = text.words_digest(page.text)
    if any(each.text_digest == words for each in visit.job.store.snapshots(visit.document.id)):
        return True
    newest = visit.job.store.newest(visit.document.id)
    return newest is not None and visit.accepted.same(page, newest)


def _edition(visit: Visit, fetched: Fetched) -> Edition:
    """The snapshot that holds the page's words: a new one, unless today's code finds them in the newest.

    The first of a document is accepted.
    """
    job, document, accepted, page = visit.job, visit.document, visit.accepted, fetched.page
    newest = job.store.newest(document.id)
    if newest and newest.text_digest != text.words_digest(page.text) and accepted.same(page, newest):
        if job.observations:
            job.store.observe(document.id, newest.id, job.now, fetched.capture.body)
        snapshot = newest
    else:
        snapshot = job.store.add(
            document.id, fetched.capture, page,
            effective_date=extract.effective_date(page), language=page.language, observations=job.observations,
        ).snapshot  # fmt: skip
    if not accepted.default:
        why = "the first usable snapshot of the document"
        job.store.accept(document.id, snapshot.id, who="claimtrack", why=why, time=job.now)
    return Edition(page, snapshot.facts())


# ── Reporting ────────────────────────────────────────────────────────────────────────────────────────


def _unusable(visit: Visit, refused: Refused) -> Report:
    job, document, accepted = visit.job, visit.document, visit.accepted
    before = accepted.default.facts() if accepted.default else None
    comparison = reports.unverifiable(claimsets.about(job.claims, document), accepted.of)
    page = PageFacts(status="unusable", reason=refused.reason, kept=refused.kept)
    return reports.report(job.claims, document, (before, None), page, comparison, job.now)


def _report(visit: Visit, current: Edition) -> Report:
    """The findings on an edition that is stored, beside what was seen before."""
    job, accepted = visit.job, visit.accepted
    comparison = compared(visit, core.Side(current.facts.id, current.page))
    sides = accepted.default.facts() if accepted.default else None, current.facts
    past = seen.before(visit.past, current.facts.id) if _offline(job) else visit.past
    last, findings = _since_seen(visit, current, past, comparison.findings)
    comparison = core.Comparison(tuple(_reported(visit, current, each) for each in findings), comparison.unclaimed)
    page = _page_facts(visit, current, past)
    return reports.report(job.claims, visit.document, sides, page, comparison, job.now, last)


def _offline(job: Job) -> bool:
    """Whether what is stored is looked at, and nothing new is seen."""
    return job.offline and not job.page


def _page_facts(visit: Visit, current: Edition, past: Sequence[Sighting]) -> PageFacts:
    accepted = visit.accepted
    if accepted.default is None:
        return PageFacts(status="first")
    times = seen.alternations(past, current.facts.id)
    return PageFacts(
        status="unchanged" if accepted.says(current.page) else "changed",
        reason=_left_again(visit, current),
        seen_before=current.facts.id if times else None,
        alternations=times,
    )


def _left_again(visit: Visit, current: Edition) -> str | None:
    """That the newest stored text is not what the page said last."""
    last = visit.past[-1].snapshot if visit.past else current.facts.id
    if not _offline(visit.job) or last == current.facts.id:
        return None
    return f"This is the newest stored text, but the page went back to that of {last} since."


def _reported(visit: Visit, current: Edition, finding: Finding) -> Finding:
    """A flagged finding with the time when it could be reported first, if that is not now."""
    since = visit.accepted.log.since(finding.id)
    at = seen.first(visit.past, current.facts.id, since) if finding.flagged else None
    return finding.model_copy(update={"reported": at}) if at else finding


def _since_seen(
    visit: Visit, current: Edition, past: Sequence[Sighting], findings: Sequence[Finding]
) -> tuple[Sighting | None, Sequence[Finding]]:
    """What was seen last, and the findings with what became of each claim since; compared only where it must be."""
    last = past[-1] if past and visit.accepted.default else None
    if last is None or (_offline(visit.job) and visit.accepted.says(current.page)):
        return None, findings  # a text that was accepted since it was seen is no news
    statuses: dict[str, Status] = {each.id: each.status for each in findings if each.before == last.snapshot}
    if last.snapshot == current.facts.id:
        statuses = {each.id: "not-stated" if each.support == "not-stated" else "unchanged" for each in findings}
    job, document = visit.job, visit.document
    claims = [each for each in claimsets.about(job.claims, document) if each.id not in statuses]
    if claims:
        try:
            before = core.Side(last.snapshot, visit.accepted.page(last.snapshot))
        except ClaimtrackError:  # what is damaged or redacted need not be read to say what is accepted no more
            return None, findings
        found = core.compare(claims, document, job.vocabulary, before, core.Side("", current.page))
        statuses |= {each.id: each.status for each in found.findings}
    return last, [each.model_copy(update={"since_seen": statuses[each.id]}) for each in findings]
