"""What became of one claim in one edition, whichever result tells it: what formats with a row a claim are made of."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from claimtrack.records import (
    LEVELS,
    Change,
    ClaimHistory,
    ClaimSetFacts,
    DocumentFacts,
    DocumentHistory,
    EditionFacts,
    EvidencePair,
    Finding,
    History,
    Level,
    Report,
    Result,
    SnapshotFacts,
    Status,
    Support,
)
from claimtrack.report import quote, reports, sentences
from claimtrack.report.over_time import events

MAX_PASSAGE = 2000
"""Characters of a passage in formats that are no place to read at length."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A claim in an edition (``after``), beside the one before; ``time`` is when that was captured, or judged.

    ``compared`` is the id of the snapshot it is compared with, which a claim may have of its own.
    """

    claimset: ClaimSetFacts
    document: DocumentFacts
    claim: str
    statement: str
    lines: tuple[int, int] | None
    status: Status
    flagged: bool
    level: Level
    support: Support | None
    verdict: str
    changes: list[Change]
    evidence: EvidencePair
    before: SnapshotFacts | None
    after: SnapshotFacts | None
    compared: str | None
    time: dt.datetime

    @property
    def edition(self) -> str:
        """What names the edition in what is kept over time.

        A text that came back is another one each time; a file may keep its name and say something else.
        """
        if isinstance(self.after, EditionFacts) and self.after.returned:
            return f"{self.after.id}@{self.time.isoformat()}"
        if self.after and not self.after.time:
            return f"{self.after.id}@{self.after.digest}"
        return self.after.id if self.after else ""

    @property
    def reasons(self) -> list[str]:
        """Why it has its status, each once."""
        return sentences.reasons(self.changes)


@dataclass(frozen=True, slots=True)
class Group:
    """The claims of one document: of a report all of them, of a history those of the newest edition."""

    claimset: ClaimSetFacts
    document: DocumentFacts
    before: SnapshotFacts | None
    after: SnapshotFacts | None
    generated: dt.datetime
    trouble: str
    """Why the page could not be used or relied on, or nothing."""
    entries: list[Entry]


def groups(result: Result) -> list[Group]:
    """A group for each document, as it is now."""
    if isinstance(result, History):
        return [_newest(each, result.generated) for each in result.documents]
    return [_of_report(each) for each in reports(result)]


def over_time(result: Result) -> list[Entry]:
    """Every flagged entry, of a history those of all editions; the newest first."""
    if isinstance(result, History):
        found = [_in_edition(each, *event[:2], result.generated) for each in result.documents for event in events(each)]
    else:
        found = [entry for group in groups(result) for entry in group.entries if entry.flagged]
    return sorted(found, key=lambda each: each.time, reverse=True)


def _of_report(report: Report) -> Group:
    trouble = report.page.reason or sentences.headline(report)
    return Group(
        report.claimset, report.document, report.before, report.after, report.generated,
        trouble if report.page.status in ("unusable", "unstable") else "",
        [_of_finding(each, report) for each in report.claims],
    )  # fmt: skip


def _of_finding(finding: Finding, report: Report) -> Entry:
    after = report.after
    return Entry(
        report.claimset, report.document, finding.id, finding.statement, finding.lines, finding.status,
        finding.flagged, finding.level, finding.support, sentences.support(finding), finding.changes,
        finding.evidence, report.before, after, finding.before or (report.before.id if report.before else None),
        finding.reported or (after.time if after and after.time else report.generated),
    )  # fmt: skip


def _newest(history: DocumentHistory, generated: dt.datetime) -> Group:
    last = len(history.editions) - 1
    after = history.editions[last] if history.editions else None
    before = history.editions[last - 1] if last > 0 else None
    entries = [_in_edition(history, last, each, generated) for each in history.claims] if history.editions else []
    return Group(history.claimset, history.document, before, after, generated, "", entries)


def _in_edition(history: DocumentHistory, at: int, claim: ClaimHistory, generated: dt.datetime) -> Entry:
    state, edition = claim.states[at], history.editions[at]
    before = history.editions[at - 1] if at else None
    return Entry(
        history.claimset, history.document, claim.id, claim.statement, claim.lines, state.status, state.flagged,
        LEVELS.get(state.status, "none"), state.support, "", state.changes, state.evidence,
        before, edition, before.id if before else None, edition.time or generated,
    )  # fmt: skip


def passages(entry: Entry) -> list[tuple[str, str, str]]:
    """Section, and what was and is said, inert; "" where there is nothing on a side."""
    before, after = entry.evidence.before, entry.evidence.after
    section = {each.exact: " › ".join(each.section) for each in (*after, *before)}
    lost = [(" › ".join(each.section), sentences.unquoted(each), "") for each in before if not each.exact]
    quoted = quote.pairs([each.exact for each in before if each.exact], [each.exact for each in after])
    found = lost + [(section[new or old], old, new) for old, new in quoted]
    return [tuple(quote.shortened(quote.inert(text), MAX_PASSAGE) for text in each) for each in found]  # type: ignore[misc]


def as_text(entry: Entry) -> str:
    """The reasons and the passages in lines of plain text, for formats that show no more."""
    lines = [f"• {quote.inert(each)}" for each in entry.reasons]
    for section, old, new in passages(entry):
        lines += [section] * bool(section) + [f"- {old}"] * bool(old) + [f"+ {new}"] * bool(new)
    return "\n".join(lines)
