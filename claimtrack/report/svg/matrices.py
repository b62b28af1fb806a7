"""The matrix of a run: claims by documents, such as the regions of a policy, with what each states now."""

from __future__ import annotations

from collections.abc import Callable

from claimtrack.records import Finding, Report, Run
from claimtrack.report import sentences
from claimtrack.report.svg.cells import Cell, fragment
from claimtrack.report.svg.grid import Column, Grid, Row

Link = Callable[[str, str], str | None]
"""For a document's and a claim's id, the name of an anchor on the same page, or None."""

MAX_COLUMN = 132.0
MAX_REASONS = 4


def grid(run: Run, link: Link | None = None) -> Grid:
    """What the matrix shows; a claim that is not about a document has no cell there."""
    claims = {
        (report.claimset.id, finding.id): finding.statement for report in run.reports for finding in report.claims
    }
    titles = list(dict.fromkeys(report.claimset.title for report in run.reports))
    return Grid(
        title=" · ".join(titles) or "No document", headline=sentences.conclusion(run),
        facts="What each document states of each claim, and what changed since it was accepted.",
        columns=[Column(each.document.title, _facts(each)) for each in run.reports],
        rows=[Row(said, [*_cells(run, key, link)]) for key, said in claims.items()],
        max_cell=MAX_COLUMN,
    )  # fmt: skip


def _facts(report: Report) -> str:
    return f"{report.document.title}: {sentences.headline(report)}"


def _cells(run: Run, key: tuple[str, str], link: Link | None) -> list[Cell]:
    found = []
    for at, report in enumerate(run.reports):
        if report.claimset.id == key[0]:
            found += [cell(report, each, at, link) for each in report.claims if each.id == key[1]]
    return found


def cell(report: Report, finding: Finding, at: int, link: Link | None = None) -> Cell:
    """A finding as a cell of that column."""
    support = sentences.SUPPORT[finding.support] if finding.support else ""
    word = ", ".join(each for each in (finding.status, support) if each)
    said = f"{report.document.title}: {word}. {finding.statement}"
    reasons = sentences.reasons(finding.changes)
    more = [f"and {len(reasons) - MAX_REASONS} more changes"] if len(reasons) > MAX_REASONS else []
    told = (
        f"{finding.status}: {report.document.title}", finding.statement, sentences.support(finding),
        *(f"• {each}" for each in reasons[:MAX_REASONS]), *more,
    )  # fmt: skip
    href = fragment(link and link(report.document.id, finding.id))
    return Cell(at, at, finding.status, finding.flagged, finding.support, said, told, href)
