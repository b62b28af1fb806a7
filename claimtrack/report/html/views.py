"""What the page shows of a report, a run or a history, ready for its templates; nothing here is markup."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import get_args

from claimtrack.records import DocumentHistory, History, Report, Result, Run, SnapshotFacts, Status
from claimtrack.report import reports, sentences
from claimtrack.report.html import claims, fulltext, overtime
from claimtrack.report.html.claims import ClaimView, PairView
from claimtrack.report.html.places import Places

OPEN_UNCLAIMED = 3
"""Changed statements that no claim covers that are seen at once; the others are folded."""
MAX_UNCLAIMED = 200
"""Changed statements that no claim covers; a page rewritten from end to end has thousands."""


@dataclass(frozen=True, slots=True)
class Count:
    """How many claims have a status; one filter each."""

    status: Status
    symbol: str
    number: int


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a comparison as it was kept: label and facts, each with its name."""

    title: str
    facts: list[tuple[str, str]]
    url: str


@dataclass(frozen=True, slots=True)
class ReportView:
    """One document: the answer, its claims, what no claim covers, the texts, and how it was made."""

    anchor: str
    title: str
    claimset: str
    url: str
    answer: str
    attention: bool
    facts: list[str]
    said: list[str]
    notes: list[str]
    counts: list[Count]
    claims: list[ClaimView]
    unclaimed: list[PairView]
    unclaimed_number: int
    texts: list[fulltext.TextView]
    sides: list[Side]
    made: list[tuple[str, str]]

    @property
    def flagged(self) -> list[ClaimView]:
        """The claims that a person should look at, each a card."""
        return [each for each in self.claims if each.flagged]

    @property
    def standing(self) -> list[ClaimView]:
        """The others."""
        return [each for each in self.claims if not each.flagged]


@dataclass(frozen=True, slots=True)
class PageView:
    """The whole page: one report alone, several below a conclusion, or a history."""

    title: str
    answer: str
    attention: bool
    reports: list[ReportView] = field(default_factory=list)
    histories: list[overtime.HistoryView] = field(default_factory=list)
    matrix: overtime.Grid | None = None
    counts: list[Count] = field(default_factory=list)
    kicker: str = ""
    url: str = ""
    generated: str = ""

    @property
    def alone(self) -> bool:
        """Whether the page is about one document at one time."""
        return len(self.reports) == 1


def page(result: Result, snapshots: str) -> PageView:
    """The view of any result; ``snapshots`` is the address of the folder of snapshots, or nothing."""
    if isinstance(result, History):
        return _history(result, snapshots)
    every = reports(result)
    names = overtime.anchors([each.document.id for each in every])
    views = [_report(each, name if len(every) > 1 else "", snapshots) for each, name in zip(every, names, strict=True)]
    answer = sentences.conclusion(result) if isinstance(result, Run) else ""
    alone = len(views) == 1
    return PageView(
        title=views[0].title if alone else _titles(every),
        answer=views[0].answer if alone else answer,
        attention=any(each.attention for each in views),
        reports=views,
        kicker=views[0].claimset if alone else "",
        matrix=overtime.by_document(result, names) if isinstance(result, Run) and not alone and every else None,
        counts=_counts([claim.status for view in views for claim in view.claims]),
        generated=sentences.moment(every[0].generated) if every else "",
    )


def _titles(every: Sequence[Report]) -> str:
    return ", ".join(dict.fromkeys(each.claimset.title for each in every)) or "No document"


def _history(history: History, snapshots: str) -> PageView:
    names = overtime.anchors([each.document.id for each in history.documents])
    views = [overtime.view(each, f"{name}--", snapshots) for each, name in zip(history.documents, names, strict=True)]
    return PageView(
        title=", ".join(dict.fromkeys(each.document.title for each in history.documents)) or "No document",
        answer=sentences.history_headline(history),
        attention=any(_flags(each) for each in history.documents),
        histories=views,
        kicker=views[0].claimset if len(views) == 1 else "",
        url=views[0].url if len(views) == 1 else "",
        generated=sentences.moment(history.generated),
    )


def _flags(history: DocumentHistory) -> bool:
    return any(state.flagged for claim in history.claims for state in claim.states)


def _report(report: Report, name: str, snapshots: str) -> ReportView:
    prefix = f"{name}--" if name else ""
    texts, marks = fulltext.texts(report, prefix)
    places = Places(report, prefix, snapshots, marks)
    return ReportView(
        anchor=name,
        title=report.document.title,
        claimset=report.claimset.title,
        url=places.live(),
        answer=sentences.headline(report),
        attention=sentences.needs_attention(report),
        facts=sentences.facts(report),
        said=[*([report.page.reason] if report.page.reason else []), *sentences.last_seen(report)],
        notes=sentences.notes(report),
        counts=_counts([each.status for each in report.claims]),
        claims=[claims.view(each, report, places) for each in report.claims],
        unclaimed=list(_unclaimed(report, places)),
        unclaimed_number=len(report.unclaimed),
        texts=texts,
        sides=[_side(title, side, places) for title, side in _sides(report) if side],
        made=_made(report),
    )


def _counts(statuses: Sequence[Status]) -> list[Count]:
    """In the order of the design, those that are there."""
    found = Counter(statuses)
    return [Count(each, sentences.SYMBOLS[each], found[each]) for each in get_args(Status) if found[each]]


def _unclaimed(report: Report, places: Places) -> Iterator[PairView]:
    for each in report.unclaimed[:MAX_UNCLAIMED]:
        yield claims.pair(each.before, each.after, places.section(each.section))


def _sides(report: Report) -> list[tuple[str, SnapshotFacts | None]]:
    if report.before == report.after:
        return [("The edition", report.after)]
    return [("The edition before", report.before), ("The edition now", report.after)]


def _side(title: str, side: SnapshotFacts, places: Places) -> Side:
    rows = (
        ("Snapshot", side.id),
        ("Captured", sentences.moment(side.time) if side.time else ""),
        ("Dated", sentences.day(side.effective_date) if side.effective_date else ""),
        ("Address", side.url),
        ("Digest of the page", side.digest),
        ("Language", side.language or ""),
        ("Words", f"{side.words:,}"),
        ("Practices read by", side.reader or ""),
    )
    return Side(title, [row for row in rows if row[1]], places.stored(side.id))


def _made(report: Report) -> list[tuple[str, str]]:
    rows = (
        ("Claims", f"{report.claimset.title} ({report.claimset.id})"),
        ("Claim file", report.claimset.file or ""),
        ("Document", f"{report.document.title} ({report.document.id})"),
        ("Address", report.document.url),
        ("Page", report.page.status),
        ("Kept at", report.page.kept or ""),
        ("Report made", sentences.moment(report.generated)),
    )
    return [row for row in rows if row[1]]
