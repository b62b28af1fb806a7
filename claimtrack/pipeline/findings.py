"""What a check says of an edition: against what was accepted, and beside what was seen before."""

from __future__ import annotations

from collections.abc import Sequence

from claimtrack import claims as claimsets
from claimtrack.errors import ClaimtrackError
from claimtrack.pipeline import core, reports, seen, sides
from claimtrack.pipeline.sources import Edition
from claimtrack.pipeline.visit import Accepted, Refused, Visit
from claimtrack.records import Finding, Page, PageFacts, PagePair, Report, Sighting, Status


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
        before = _before(accepted, snapshot, after.page if snapshot == same else None)
        parts.append(core.compare(group, document, job.vocabulary, before, after))
    return reports.merged(claims, parts)


def _before(accepted: Accepted, snapshot: str | None, same: Page | None) -> core.Side | core.Redacted | None:
    """The accepted side; ``same`` is the page of today where it says the same."""
    if snapshot is None:
        return None
    return core.Side(snapshot, same) if same else sides.side(accepted.edition(snapshot))


def unusable(visit: Visit, refused: Refused) -> Report:
    """The report on a page that could not be fetched or used."""
    job, document, accepted = visit.job, visit.document, visit.accepted
    comparison = reports.unverifiable(claimsets.about(job.claims, document), accepted.of)
    page = PageFacts(status="unusable", reason=refused.reason, kept=refused.kept)
    return reports.report(job.claims, document, (accepted.facts(), None), page, comparison, job.now)


def report(visit: Visit, current: Edition) -> Report:
    """The findings on an edition that is stored, beside what was seen before."""
    job, accepted = visit.job, visit.accepted
    comparison = compared(visit, core.Side(current.facts.id, current.page))
    past = seen.before(visit.past, current.facts.id) if job.looks_back else visit.past
    last, findings = _since_seen(visit, current, past, comparison.findings)
    comparison = core.Comparison(tuple(_reported(visit, current, each) for each in findings), comparison.unclaimed)
    page = _page_facts(visit, current, past)
    both = accepted.facts(), current.facts
    pages = PagePair(accepted.text() if page.status == "changed" else None, current.page)
    return reports.report(job.claims, visit.document, both, page, comparison, job.now, last, pages)


def _page_facts(visit: Visit, current: Edition, past: Sequence[Sighting]) -> PageFacts:
    accepted = visit.accepted
    if accepted.default is None:
        return PageFacts(status="first", reason=_nothing_accepted(visit, current))
    times = seen.alternations(past, current.facts.id)
    return PageFacts(
        status="unchanged" if accepted.says(current.page) else "changed",
        reason=_left_again(visit, current),
        seen_before=current.facts.id if times else None,
        alternations=times,
    )


def _nothing_accepted(visit: Visit, current: Edition) -> str | None:
    """That it is no first snapshot: the acceptances were taken back, or those before it are redacted."""
    if visit.is_first(current.facts.id):
        return None
    way_out = f"claimtrack accept --snapshot {current.facts.id}"
    return f"No snapshot is accepted to compare with, so no claim can be flagged. To accept this one: {way_out}"


def _left_again(visit: Visit, current: Edition) -> str | None:
    """That the newest stored text is not what the page said last."""
    last = visit.past[-1].snapshot if visit.past else current.facts.id
    if not visit.job.looks_back or last == current.facts.id:
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
    if last is None or (visit.job.looks_back and visit.accepted.says(current.page)):
        return None, findings  # a text that was accepted since it was seen is no news
    statuses: dict[str, Status] = {each.id: each.status for each in findings if each.before == last.snapshot}
    if last.snapshot == current.facts.id:
        statuses = {each.id: "not-stated" if each.support == "not-stated" else "unchanged" for each in findings}
    job, document = visit.job, visit.document
    claims = [each for each in claimsets.about(job.claims, document) if each.id not in statuses]
    if claims:
        try:
            before = sides.side(visit.accepted.edition(last.snapshot))
        except ClaimtrackError:  # what is damaged need not be read to say what is accepted no more
            return None, findings
        found = core.compare(claims, document, job.vocabulary, before, core.Side("", current.page))
        statuses |= {each.id: each.status for each in found.findings}
    return last, [each.model_copy(update={"since_seen": statuses[each.id]}) for each in findings]
