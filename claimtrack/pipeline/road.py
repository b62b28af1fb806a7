"""The road of one document through a check: obtain, judge, store, and have it compared.

A page that would flag a claim, and that the store does not know, stops halfway: it is a `Doubt`, which
`confirming` settles by fetching it again.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from claimtrack import extract, fetch, guard, text
from claimtrack.errors import PageError
from claimtrack.pipeline import findings, seen, sources
from claimtrack.pipeline.sources import Edition
from claimtrack.pipeline.visit import Accepted, Doubt, Fetched, Job, Refused, Visit
from claimtrack.records import Capture, Document, Page, Report, Snapshot


def look(job: Job, document: Document) -> Report | Doubt:
    """Checks one document; what is wrong with its page is in the report, what is with the store raises."""
    times = job.store.times(document.id)
    _accept_the_only_one(job, document, [*times])
    accepted = Accepted(job, document)
    past = seen.sightings(times, job.store.observations(document.id), accepted.log.taken_back())
    visit = Visit(job, document, accepted, past)
    found = _current(visit)
    match found:
        case Refused():
            return findings.unusable(visit, found)
        case Fetched():
            flagged = _in_doubt(visit, found)
            return Doubt(visit, found, flagged) if flagged else stored(visit, found)
        case Edition():
            return findings.report(visit, found)


def stored(visit: Visit, fetched: Fetched) -> Report:
    """The report on a page that is believed, and becomes a snapshot."""
    return findings.report(visit, _edition(visit, fetched))


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


def _accept_the_only_one(job: Job, document: Document, there: Sequence[str]) -> None:
    """Accepts a first snapshot whose check was killed before it could, or that others gave without its text."""
    if job.writes and len(there) == 1 and not job.store.accepted(document.id).log:
        why = "the only snapshot of the document; no check had accepted it"
        job.store.accept(document.id, there[0], who="claimtrack", why=why, time=job.now)


# ── Obtaining ────────────────────────────────────────────────────────────────────────────────────────


def _current(visit: Visit) -> Edition | Fetched | Refused:
    """The edition of today: the newest stored one, a page saved by hand, or what the server has."""
    job, document = visit.job, visit.document
    newest = job.store.newest(document.id)
    if job.looks_back:
        missing = "No snapshot of it is stored yet: check once without --offline."
        return _stored_edition(visit, newest) if newest else Refused(missing)
    if job.page:
        return _saved(visit, job.page)
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
            return _judged(visit, got)
    return Refused("The server says that the page did not change, but no snapshot of it is stored.")


def _stored_edition(visit: Visit, snapshot: Snapshot) -> Edition | Refused:
    """A stored edition to be checked, which must have a text."""
    if snapshot.redacted:
        return Refused(f"The newest snapshot, {snapshot.id}, is redacted: it has no text that could be checked.")
    return sources.of_snapshot(snapshot, visit.document, visit.job.store)


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
        before = accepted.page(accepted.default.id, page) if accepted.default else None
        verdict = guard.judge(page, document, before)
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
    return findings.flagged(visit, fetched.page)


def _known(visit: Visit, page: Page) -> bool:
    """Whether a snapshot that counts has the page's words."""
    store, document = visit.job.store, visit.document.id
    held = store.holding(document, text.words_digest(page.text))
    if held and held.id not in store.uncounted(document):
        return True
    newest = store.newest(document)
    return newest is not None and visit.accepted.same(page, newest)


def _edition(visit: Visit, fetched: Fetched) -> Edition:
    """The snapshot that holds the page's words: a new one, unless today's code finds them in the newest.

    The first of a document is accepted by itself; a later one never, though all acceptances were taken back, nor the
    first again once that was.
    """
    job, document, accepted, page = visit.job, visit.document, visit.accepted, fetched.page
    newest = job.store.newest(document.id)
    kept = newest if newest and not newest.redacted else None
    if kept and kept.text_digest != text.words_digest(page.text) and accepted.same(page, kept):
        if job.observations:
            job.store.observe(document.id, kept.id, job.now, fetched.capture.body)
        snapshot = kept
    else:
        traced = job.observations or bool(job.store.uncounted(document.id))  # a text that counts again leaves a trace
        snapshot = job.store.add(
            document.id, fetched.capture, page,
            effective_date=extract.effective_date(page), language=page.language, observations=traced,
        ).snapshot  # fmt: skip
    if not accepted.default and visit.is_first(snapshot.id):
        why = "the first usable snapshot of the document"
        job.store.accept(document.id, snapshot.id, who="claimtrack", why=why, time=job.now)
    return Edition(page, snapshot.facts())
