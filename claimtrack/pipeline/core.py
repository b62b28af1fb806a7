"""The pure half of the pipeline: pages in, findings out; no clock, disk, network or randomness."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from claimtrack.records import Claim, Document, Finding, Page, PracticeFacts, Unclaimed
from claimtrack.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a comparison: a page, and the id of the snapshot it was read from."""

    id: str
    page: Page


@dataclass(frozen=True, slots=True)
class Comparison:
    """What became of each claim, in the order given, and of what no claim covers."""

    findings: tuple[Finding, ...]
    unclaimed: tuple[Unclaimed, ...] = ()


def compare(
    claims: Sequence[Claim], document: Document, vocabulary: Vocabulary, before: Side | None, after: Side
) -> Comparison:
    """Judge each claim between two editions; ``before`` is None for the first edition of a document."""
    status = "unchanged" if before else "baseline"
    return Comparison(
        tuple(
            Finding(
                id=claim.id, statement=claim.statement, status=status, flagged=False, level="none",
                support="not-stated", before=before.id if before else None,
            )
            for claim in claims
        )
    )  # fmt: skip


def practices(page: Page, document: Document, vocabulary: Vocabulary) -> list[PracticeFacts]:
    """Every practice that a page states, in page order."""
    return []
