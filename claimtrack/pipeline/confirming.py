"""Before alarming, a second look: only what every fetch of a page says is flagged.

A server that is being updated, one of several that lags behind, a page that came with a part missing: each
would raise an alarm that is gone at the next check. What only some of the fetches flag is unverifiable, the
page is unstable, and none of its captures becomes a snapshot that later checks would trust.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

from claimtrack import claims as claimsets
from claimtrack import text
from claimtrack.pipeline import core, findings, reports, road, sources
from claimtrack.pipeline.visit import Doubt, Fetched, Refused
from claimtrack.records import PageFacts, Report

NAMED = 5
"""Claims that a sentence names."""


def settled(looked: Iterable[Report | Doubt]) -> list[Report]:
    """The reports of all documents, those in doubt fetched again: one wait serves them all."""
    return [_settled(each) if isinstance(each, Doubt) else each for each in looked]


def _settled(doubt: Doubt) -> Report:
    """Fetches until the claims are confirmed as often as was asked for, or none is left."""
    visit, confirming = doubt.visit, doubt.visit.job.confirming
    agreed = every = doubt.flagged
    at = doubt.fetched.at
    for _ in range(confirming.times):
        _wait(doubt, at)
        found = road.again(visit)
        at = confirming.clock()
        if isinstance(found, Refused):
            return _unstable(doubt, every, f"it could not be used. {found.reason}")
        said = doubt.flagged if _same(found, doubt.fetched) else findings.flagged(visit, found.page)
        agreed, every = agreed & said, every | said
        if not agreed:
            break
    if agreed == every:
        return road.stored(visit, doubt.fetched)
    disputed = every - agreed
    verb = "was" if len(disputed) == 1 else "were"
    return _unstable(doubt, disputed, f"it said something else: {_named(disputed)} {verb} flagged once and once not.")


def _wait(doubt: Doubt, at: float) -> None:
    """Waits from ``at`` on; what went by with other documents counts."""
    confirming = doubt.visit.job.confirming
    left = confirming.wait - (confirming.clock() - at)
    if left > 0:
        doubt.visit.job.progress(f"Waiting {left:.0f} seconds to fetch {doubt.visit.document.title} again")
        confirming.sleep(left)


def _same(one: Fetched, other: Fetched) -> bool:
    return text.words_digest(one.page.text) == text.words_digest(other.page.text)


def _unstable(doubt: Doubt, disputed: Collection[str], why: str) -> Report:
    """The report on a page that is not believed: its first capture is kept aside, and what is disputed not judged."""
    visit, capture, page = doubt.visit, doubt.fetched.capture, doubt.fetched.page
    job, document, accepted = visit.job, visit.document, visit.accepted
    reason = f"When the page was fetched again, {why}"
    kept = road.set_aside(visit, capture, reason)
    current = sources.unstored(kept, page, capture.body, capture.url, capture.time)
    found = {each.id: each for each in findings.compared(visit, core.Side(kept, page)).findings}
    claims = claimsets.about(job.claims, document)
    doubtful = reports.unverifiable((each for each in claims if each.id in disputed), accepted.of)
    found |= {each.id: each for each in doubtful.findings}
    comparison = core.Comparison(tuple(found[each.id] for each in claims))
    facts = PageFacts(status="unstable", reason=reason, kept=kept)
    return reports.report(job.claims, document, (accepted.facts(), current.facts), facts, comparison, job.now)


def _named(claims: Iterable[str]) -> str:
    names = sorted(claims)
    more = [f"{len(names) - NAMED} more"] if len(names) > NAMED else []
    *some, last = names[:NAMED] + more
    return f"{', '.join(some)} and {last}" if some else last
