"""How far findings with a redacted side before agree with those of its page: `python -m tests.benchmarks.redacted`.

All consecutive pairs of recorded editions, which are no part of the repository, each compared twice: page with page,
and the digests and practices of the earlier page with the later one. A finding agrees where both flag the claim or
neither does. ``strange`` is the same with an export that knew nothing of the claims: without their phrases.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from claimtrack import claims as claimsets
from claimtrack import extract
from claimtrack.pipeline import core, redaction
from claimtrack.records import ClaimSet, Document, Finding, Page, Reader, Redacted
from tests.corpus import CORPUS

EVAL = CORPUS.parent / "eval"
READER = Reader(claimtrack="0", rules="0", claims="benchmark")
OWN = "whatsapp-eea"


class Score(NamedTuple):
    """Findings, and how many were flagged by both, by the whole page alone, and by the redacted one alone."""

    findings: int
    both: int
    whole: int
    redacted: int
    statuses: int

    def line(self, name: str) -> str:
        """A line of the table."""
        flagged = self.both + self.whole + self.redacted
        return (
            f"{name:<16}{self.findings:>9}{flagged:>9}{self.both:>7}{self.whole:>12}{self.redacted:>15}"
            f"{1 - (self.whole + self.redacted) / self.findings:>9.1%}{self.statuses / self.findings:>9.1%}"
        )


def sets() -> Iterator[tuple[str, ClaimSet, Document]]:
    """The recorded policies that claims are at hand for."""
    built_in = claimsets.load_claims()
    yield OWN, built_in, claimsets.document(built_in, "whatsapp-privacy-policy-eea")
    for name in ("linkedin", "reddit"):
        found = claimsets.load_claims(EVAL / f"{name}.yaml")
        yield name, found, found.documents[0]


def score(name: str, claims: ClaimSet, document: Document, *, strange: bool = False) -> Score:
    """How the findings agree over all pairs of a policy."""
    editions = sorted((CORPUS / name).glob("*.md"))
    pages = [extract.page(path.read_bytes(), "text/markdown", document) for path in editions]
    pairs = [
        both
        for old, new in pairwise(pages)
        for both in zip(*findings(claims, document, old, new, strange=strange), strict=True)
    ]
    return Score(
        len(pairs), sum(one.flagged and other.flagged for one, other in pairs),
        sum(one.flagged > other.flagged for one, other in pairs),
        sum(one.flagged < other.flagged for one, other in pairs),
        sum(one.status == other.status for one, other in pairs),
    )  # fmt: skip


def findings(
    claims: ClaimSet, document: Document, old: Page, new: Page, *, strange: bool = False
) -> tuple[tuple[Finding, ...], tuple[Finding, ...]]:
    """What becomes of the claims, by the whole page and by the redacted one."""
    about, words = claimsets.about(claims, document), claimsets.vocabulary(claims)
    kept = redaction.redacted(
        old, document, () if strange else about, words, snapshot="old", original=f"sha256:{0:064}", reader=READER
    )
    sent = Redacted.model_validate_json(kept.model_dump_json(exclude_defaults=True))
    sides = core.Side("old", old), core.Redacted("old", sent)
    whole, redacted = (core.compare(about, document, words, side, core.Side("new", new)).findings for side in sides)
    return whole, redacted


def table() -> str:
    """The figures as a table in plain text."""
    rows = [(name, score(name, claims, document)) for name, claims, document in sets()]
    strange = [score(*each, strange=True) for each in sets()]
    sums = [Score(*map(sum, zip(*scores, strict=True))) for scores in ([row for _, row in rows], strange)]
    columns = (("findings", 9), ("flagged", 9), ("both", 7), ("whole only", 12), ("redacted only", 15), ("agree", 9))
    head = " " * 16 + "".join(f"{name:>{width}}" for name, width in (*columns, ("status", 9)))
    every = [*rows, ("all", sums[0]), ("all, strange", sums[1])]
    return "\n".join([head, *(row.line(name) for name, row in every)])


def main() -> None:
    """Print the table, or a sentence where the recorded pages are missing."""
    print(table() if (CORPUS / OWN).is_dir() else "Skipped: the recorded pages are not here.")


if __name__ == "__main__":
    main()
