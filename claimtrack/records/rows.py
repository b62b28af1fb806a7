"""Results as tables: one row a claim, and for a history one row a claim and edition."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from claimtrack.records.report import Change, DocumentHistory, Evidence, Finding, Report, SnapshotFacts

Value = str | int | float | bool | dt.datetime | dt.date | None
Row = dict[str, Value]
"""A value by column; every row has all columns of its kind, in the same order."""

COLUMNS: dict[str, str] = {
    "claimset": "id of the claim set",
    "document": "id of the document",
    "claim": "id of the claim",
    "statement": "the claim in words",
    "status": "what became of it, beside the edition it is compared with",
    "flagged": "whether a person should look at it",
    "support": "whether the edition states it; empty where that could not be judged",
    "support_before": "whether the edition before stated it",
    "missing": "what the edition leaves out of it, joined by '; '",
    "confidence": "how sure that is, 0 to 1",
    "changes": "the reasons, joined by '; '",
    "kinds": "the kinds of change, joined by '; '",
    "section": "the headings above the first passage that is quoted, joined by ' > '",
    "quote_before": "the passages before, joined by ' […] '",
    "quote": "the passages now, joined by ' […] '",
    "snapshot_before": "id of the snapshot it is compared with",
    "snapshot": "id of the snapshot that was judged; empty where the page could not be used",
    "time": "when that was captured, UTC",
    "effective_date": "the date that the edition gives itself",
    "url": "where it was captured",
    "page": "what became of the page",
    "reported": "when a flagged finding was first reported; empty where that is now",
}
"""Each column, and what stands in it."""


def of_report(report: Report) -> list[Row]:
    """A row for each claim, in the order of the claim set."""
    return [_of_finding(each, report) for each in report.claims]


def _of_finding(finding: Finding, report: Report) -> Row:
    return _row(
        claimset=report.claimset.id, document=report.document.id, claim=finding.id, statement=finding.statement,
        status=finding.status, flagged=finding.flagged, support=finding.support,
        support_before=finding.support_before, missing="; ".join(finding.missing), confidence=finding.confidence,
        snapshot_before=finding.before, page=report.page.status, reported=finding.reported,
        **_changed(finding.changes), **_quoted(finding.evidence.before, finding.evidence.after),
        **_edition(report.after),
    )  # fmt: skip


def of_history(history: DocumentHistory) -> Iterator[Row]:
    """A row for each claim and edition, edition by edition."""
    for at, edition in enumerate(history.editions):
        before = history.editions[at - 1].id if at else None
        for claim in history.claims:
            state = claim.states[at]
            yield _row(
                claimset=history.claimset.id, document=history.document.id, claim=claim.id,
                statement=claim.statement, status=state.status, flagged=state.flagged, support=state.support,
                support_before=claim.states[at - 1].support if at else None, missing="",
                confidence=state.confidence, snapshot_before=before, page=None, reported=None,
                **_changed(state.changes), **_quoted(state.evidence.before, state.evidence.after),
                **_edition(edition),
            )  # fmt: skip


def _row(**values: Value) -> Row:
    return {column: values[column] for column in COLUMNS}


def _changed(changes: Iterable[Change]) -> Row:
    return {
        "changes": "; ".join(dict.fromkeys(each.text for each in changes)),
        "kinds": "; ".join(dict.fromkeys(each.kind for each in changes)),
    }


def _quoted(before: list[Evidence], after: list[Evidence]) -> Row:
    first = next(iter([*after, *before]), None)
    return {
        "section": " > ".join(first.section) if first else "",
        "quote_before": " […] ".join(each.exact for each in before if each.exact),
        "quote": " […] ".join(each.exact for each in after if each.exact),
    }


def _edition(side: SnapshotFacts | None) -> Row:
    return {
        "snapshot": side.id if side else None,
        "time": side.time if side else None,
        "effective_date": side.effective_date if side else None,
        "url": side.url if side else None,
    }
