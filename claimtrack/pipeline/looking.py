"""Looking at what is stored without touching it: for reports on what was found before."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Sequence

from claimtrack import claims as claimsets
from claimtrack import fetch
from claimtrack.errors import ClaimtrackError
from claimtrack.pipeline import confirming, outcome, road, sources, visit
from claimtrack.pipeline.asked import utc_now, wanted
from claimtrack.records import ClaimSet, Document, Evidence, Page, PagePair, Report, Run, SnapshotFacts
from claimtrack.store import Store


def standing(
    claims: ClaimSet | Sequence[ClaimSet],
    store: Store,
    *,
    documents: Collection[str] = (),
    progress: Callable[[str], None] | None = None,
    now: Callable[[], dt.datetime] = utc_now,
) -> Run:
    """The newest stored snapshot of each document beside what was accepted, as a check offline says it.

    Nothing is stored, noted or accepted, not even the only snapshot that there is. Raises what `check` raises.
    """
    time, found = now(), []
    for each, document in wanted(claims, documents):
        job = visit.Job(
            each, claimsets.vocabulary(each), store, time, True, None, False, fetch.Options(),
            progress or (lambda _: None), visit.Confirming(0, 0, lambda _: None, lambda: 0.0), writes=False,
        )  # fmt: skip
        found.append(road.look(job, document))
    settled = confirming.settled(found)
    return Run(reports=settled, exit=outcome.exit_code(settled, outcome.causes(outcome.FAIL_ON)))


def with_texts(report: Report, claims: Sequence[ClaimSet], store: Store) -> Report:
    """A report that was read from a file, with both texts in full where the store has them.

    A text is taken where the snapshot's digest is the report's, and the report's quotes stand in it where the report
    says. The claim sets say where on the page the text is; a report on a document of none of them stays without.
    """
    document = _document(report, claims)
    if document is None:
        return report
    before = report.before if report.page.status == "changed" else None
    quoted = [
        evidence
        for finding in report.claims
        for evidence in (*finding.evidence.before, *finding.evidence.after)
        if evidence.exact
    ]
    pages = PagePair(_text(before, quoted, document, store), _text(report.after, quoted, document, store))
    return report.model_copy(update={"pages": pages})


def _document(report: Report, claims: Sequence[ClaimSet]) -> Document | None:
    """The document as the report's own claim set has it, else as another has."""
    ranked = sorted(claims, key=lambda each: each.id != report.claimset.id)
    found = (each.id for sets in ranked for each in sets.documents)
    if report.document.id not in found:
        return None
    owner = next(each for each in ranked if report.document.id in [document.id for document in each.documents])
    return sources.tracked(owner, report.document.id)


def _text(
    facts: SnapshotFacts | None, quoted: Sequence[Evidence], document: Document, store: Store
) -> Page | None:  # fmt: skip
    """The page of a snapshot that is the one which the report is about."""
    if facts is None or not facts.id.startswith(f"{document.id}/"):
        return None
    try:
        snapshot = store.get(facts.id)
        if snapshot.redacted or snapshot.digest != facts.digest:
            return None
        page = sources.of_snapshot(snapshot, document, store).page
    except ClaimtrackError:  # not there, or damaged: a report can do without, and `snapshots verify` says what is wrong
        return None
    own = (each for each in quoted if each.snapshot == facts.id)
    return page if all(page.text[each.start : each.end] == each.exact for each in own) else None
