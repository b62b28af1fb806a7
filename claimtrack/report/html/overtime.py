"""Claims side by side: a grid of claims by editions, or by documents, and the changes in order of time."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from claimtrack.records import ClaimHistory, DocumentHistory, Finding, Run, SnapshotFacts
from claimtrack.report import links, over_time, sentences, svg
from claimtrack.report.html.claims import MAX_PAIRS, PairView, pairs, plainly
from claimtrack.report.html.places import anchor, claim_anchor, stored
from claimtrack.report.over_time import Event

NARROW = 340
"""The width of a picture for a phone, in pixels."""
MAX_CHANGES = 500
"""Changes that are shown with their passages."""


@dataclass(frozen=True, slots=True)
class Cell:
    """What became of a claim in one column: how it is coloured, said and where it leads."""

    kind: str
    symbol: str
    said: str
    href: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A claim with its cells, one a column."""

    id: str
    statement: str
    cells: list[Cell]


@dataclass(frozen=True, slots=True)
class Grid:
    """Claims by columns, each with a short and a full label and where it leads."""

    caption: str
    picture: Markup
    """The same drawn; the table says it to those who do not see."""
    narrow: Markup
    """The same for a phone; one of the two is shown."""
    columns: list[tuple[str, str, str]]
    rows: list[Row]
    legend: list[tuple[str, str, str]]
    """What the signs mean: the kind of cell, its symbol, the word for it."""


@dataclass(frozen=True, slots=True)
class ChangeView:
    """A flagged state of a claim in one edition."""

    anchor: str
    claim: str
    statement: str
    status: str
    symbol: str
    when: str
    captured: str
    reasons: list[str]
    pairs: list[PairView]
    live: str
    stored: str
    snapshot: str


@dataclass(frozen=True, slots=True)
class HistoryView:
    """One document over time."""

    anchor: str
    title: str
    claimset: str
    url: str
    answer: str
    grid: Grid
    changes: list[ChangeView]
    left_out: int
    editions: list[tuple[SnapshotFacts, str]]
    without: list[tuple[str, str]]
    """Snapshots that could not be taken in, each with the reason."""


def anchors(names: Sequence[str]) -> list[str]:
    """A name for each document that no other has: its id, with a number where it comes again."""
    found: list[str] = []
    for name in (f"document-{anchor(each)}" for each in names):
        tries = itertools.chain([name], (f"{name}-{number}" for number in itertools.count(2)))
        found.append(next(each for each in tries if each not in found))
    return found


def by_document(run: Run, names: Sequence[str]) -> Grid:
    """Whether each document states each claim now; a claim that is not about a document has an empty cell there."""
    every = run.reports
    columns = [(each.document.title, each.document.id, f"#{name}") for each, name in zip(every, names, strict=True)]
    rows: dict[str, Row] = {}
    places: dict[tuple[str, str], str] = {}
    for at, (report, name) in enumerate(zip(every, names, strict=True)):
        for finding in report.claims:
            empty = [Cell("none", "", "not about this document") for _ in every]
            row = rows.setdefault(f"{report.claimset.id}/{finding.id}", Row(finding.id, finding.statement, empty))
            row.cells[at] = _now(finding, f"#{claim_anchor(f'{name}--', finding.id)}")
            places.setdefault((report.document.id, finding.id), claim_anchor(f"{name}--", finding.id))
    wide, narrow = (
        Markup(svg.matrix(run, key, link=lambda document, claim: places[document, claim], width=width))  # noqa: S704
        for key, width in (("matrix", svg.WIDTH), ("matrix-narrow", NARROW))
    )
    caption = "Whether each document states each claim"
    return Grid(caption, wide, narrow, columns, list(rows.values()), _signs(rows.values()))


def _now(finding: Finding, href: str) -> Cell:
    """Whether a document states a claim; what it stated before says nothing of a page that could not be used."""
    if finding.support is None or finding.status == "unverifiable":
        return Cell("unverifiable", "?", "could not be judged", href)
    said = sentences.SUPPORT[finding.support]
    symbol = sentences.SUPPORT_SYMBOLS[finding.support]
    if finding.flagged:
        return Cell(f"{finding.support} flagged", symbol, f"{said}; {finding.status}", href)
    return Cell(finding.support, symbol, said, href)


def _signs(rows: Iterable[Row]) -> list[tuple[str, str, str]]:
    """The signs of the cells that are there, those of `_now`."""
    there = {kind for row in rows for cell in row.cells for kind in cell.kind.split()}
    signs: list[tuple[str, str, str]] = [
        (kind, sentences.SUPPORT_SYMBOLS[kind], said) for kind, said in sentences.SUPPORT.items() if kind in there
    ]
    signs += [("unverifiable", "?", "could not be judged")] * ("unverifiable" in there)
    return signs + [("flagged", "", "outlined: changed")] * ("flagged" in there)


def view(history: DocumentHistory, prefix: str, snapshots: str) -> HistoryView:
    """A document's history; anchors begin with ``prefix``."""
    flagged = list(over_time.events(history))
    return HistoryView(
        anchor=prefix.removesuffix("--"),
        title=history.document.title,
        claimset=history.claimset.title,
        url=links.web(history.document.url),
        answer=sentences.document_headline(history),
        grid=_grid(history, prefix),
        changes=[_change(each, history, prefix, snapshots) for each in flagged[: -MAX_CHANGES - 1 : -1]],
        left_out=max(len(flagged) - MAX_CHANGES, 0),
        editions=[(each, stored(snapshots, each.id)) for each in history.editions],
        without=[(each.snapshot, each.reason) for each in history.left_out],
    )


def _grid(history: DocumentHistory, prefix: str) -> Grid:
    columns = [(sentences.short_day(each), sentences.dated(each), "") for each in history.editions]
    caption = f"What became of each claim in {sentences.count(len(columns), 'edition')}, each beside the one before"
    rows = [
        Row(claim.id, claim.statement, [_cell(history, at, claim, prefix) for at in range(len(columns))])
        for claim in history.claims
    ]
    there = {cell.kind for row in rows for cell in row.cells}
    legend = [
        (f"status-{status}", symbol, status.replace("-", " "))
        for status, symbol in sentences.SYMBOLS.items() if f"status-{status}" in there
    ]  # fmt: skip
    wide, narrow = (
        Markup(  # noqa: S704
            svg.timeline(history, key, link=lambda claim, at: change_anchor(prefix, claim, at), width=width)
        )
        for key, width in ((f"{prefix}timeline", svg.WIDTH), (f"{prefix}timeline-narrow", NARROW))
    )
    return Grid(caption, wide, narrow, columns, rows, legend)


def _cell(history: DocumentHistory, at: int, claim: ClaimHistory, prefix: str) -> Cell:
    state, edition = claim.states[at], history.editions[at]
    said = sentences.in_edition(state, edition)
    href = f"#{change_anchor(prefix, claim.id, at)}" if state.flagged else ""
    return Cell(f"status-{state.status}", sentences.SYMBOLS[state.status], said, href)


def change_anchor(prefix: str, claim: str, at: int) -> str:
    """The anchor of what became of a claim in the edition at an index; editions are only ever added at the end."""
    return f"{prefix}change-{at + 1}-{anchor(claim)}"


def _change(event: Event, history: DocumentHistory, prefix: str, snapshots: str) -> ChangeView:
    at, claim, state = event
    edition = history.editions[at]
    return ChangeView(
        anchor=change_anchor(prefix, claim.id, at),
        claim=claim.id,
        statement=claim.statement,
        status=state.status,
        symbol=sentences.SYMBOLS[state.status],
        when=sentences.dated(edition),
        captured=sentences.day(edition.time) if edition.time else "",
        reasons=[plainly(each) for each in sentences.reasons(state.changes)],
        pairs=list(pairs(state.evidence))[:MAX_PAIRS],
        live=links.web(history.document.url),
        stored=stored(snapshots, edition.id),
        snapshot=edition.id,
    )
