"""Reports from what the core found, and for pages that could not be used."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence

from claimtrack.pipeline import core
from claimtrack.records import (
    Claim,
    ClaimSet,
    ClaimSetFacts,
    Document,
    DocumentFacts,
    Finding,
    PageFacts,
    PagePair,
    Report,
    Sighting,
    SnapshotFacts,
    Unclaimed,
)  # fmt: skip


def report(
    claims: ClaimSet,
    document: Document,
    sides: tuple[SnapshotFacts | None, SnapshotFacts | None],
    page: PageFacts,
    comparison: core.Comparison,
    now: dt.datetime,
    last_seen: Sighting | None = None,
    pages: PagePair | None = None,
) -> Report:
    """The report on one document; ``sides`` are what it was compared with and what it is now."""
    lines = claims.place.lines
    return Report(
        generated=now,
        claimset=set_facts(claims),
        document=document_facts(document),
        before=sides[0],
        after=sides[1],
        page=page,
        last_seen=last_seen,
        claims=[each.model_copy(update={"lines": lines.get(each.id)}) for each in comparison.findings],
        unclaimed=list(comparison.unclaimed),
        pages=pages or PagePair(),
    )


def set_facts(claims: ClaimSet) -> ClaimSetFacts:
    """What a report says of the claim set."""
    return ClaimSetFacts(id=claims.id, title=claims.title, file=claims.place.file)


def document_facts(document: Document) -> DocumentFacts:
    """What a report says of the document."""
    return DocumentFacts(id=document.id, title=document.title, url=document.url)


def unverifiable(claims: Iterable[Claim], before: Callable[[str], str | None]) -> core.Comparison:
    """What can be said of claims whose page cannot be used; ``before`` gives a claim's accepted snapshot."""
    return core.Comparison(
        tuple(
            Finding(
                id=each.id, statement=each.statement, status="unverifiable", flagged=False, level="none",
                support=None, before=before(each.id),
            )
            for each in claims
        )
    )  # fmt: skip


def merged(claims: Sequence[Claim], parts: Sequence[core.Comparison]) -> core.Comparison:
    """Comparisons with several accepted snapshots as one, in the order of the claims.

    What one part calls unclaimed may be evidence in another: only what no part covers is left.
    """
    found = {finding.id: finding for part in parts for finding in part.findings}
    quoted = {
        evidence.exact
        for finding in found.values()
        for evidence in (*finding.evidence.before, *finding.evidence.after)
        if evidence.exact
    }
    left: dict[tuple[str, str], Unclaimed] = {
        (each.before, each.after): each
        for part in parts
        for each in part.unclaimed
        if len(parts) == 1 or not quoted & {each.before, each.after}
    }
    return core.Comparison(tuple(found[claim.id] for claim in claims), tuple(left.values()))
