"""Claims side by side: a grid of claims by editions, or by documents, and the changes in order of time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from claimtrack.records import ClaimHistory, DocumentHistory, Run, SnapshotFacts
from claimtrack.report import links, quote, sentences, svg
from claimtrack.report.html.claims import PairView, pair
from claimtrack.report.html.places import stored

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
    columns: list[tuple[str, str, str]]
    rows: list[Row]


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
    url: str
    answer: str
    grid: Grid
    changes: list[ChangeView]
    left_out: int
    editions: list[tuple[SnapshotFacts, str]]


def anchors(names: Sequence[str]) -> list[str]:
    """A name for each document that no other has: its id, with a number where it comes again."""
    found: list[str] = []
    for name in names:
        again = names[: len(found)].count(name)
        found.append(f"document-{name}-{again + 1}" if again else f"document-{name}")
    return found


def by_document(run: Run, names: Sequence[str]) -> Grid:
    """Whether each document states each claim now; a claim that is not about a document has an empty cell there."""
    every = run.reports
    columns = [(each.document.title, each.document.id, f"#{name}") for each, name in zip(every, names, strict=True)]
    rows: dict[str, Row] = {}
    for at, (report, name) in enumerate(zip(every, names, strict=True)):
        for finding in report.claims:
            empty = [Cell("none", "", "not about this document") for _ in every]
            row = rows.setdefault(f"{report.claimset.id}/{finding.id}", Row(finding.id, finding.statement, empty))
            support = finding.support
            said = sentences.SUPPORT[support] if support else finding.status
            said += f"; {finding.status}" * (finding.flagged)
            symbol = sentences.SUPPORT_SYMBOLS[support] if support else "?"
            kind = f"{support or 'unverifiable'}{' flagged' if finding.flagged else ''}"
            row.cells[at] = Cell(kind, symbol, said, f"#{name}--claim-{finding.id}")
    anchor = dict(zip((each.document.id for each in every), names, strict=True))
    drawn = svg.matrix(run, "matrix", link=lambda document, claim: f"{anchor[document]}--claim-{claim}")
    return Grid("Whether each document states each claim", Markup(drawn), columns, list(rows.values()))  # noqa: S704


def view(history: DocumentHistory, prefix: str, snapshots: str) -> HistoryView:
    """A document's history; anchors begin with ``prefix``."""
    flagged = [
        (at, claim) for at in range(len(history.editions)) for claim in history.claims if claim.states[at].flagged
    ]
    return HistoryView(
        anchor=prefix.removesuffix("--"),
        title=history.document.title,
        url=links.web(history.document.url),
        answer=sentences.document_headline(history),
        grid=_grid(history, prefix),
        changes=[_change(*each, history, prefix, snapshots) for each in reversed(flagged)][:MAX_CHANGES],
        left_out=max(len(flagged) - MAX_CHANGES, 0),
        editions=[(each, stored(snapshots, each.id)) for each in history.editions],
    )


def _grid(history: DocumentHistory, prefix: str) -> Grid:
    columns = [(sentences.short_day(each), sentences.dated(each), "") for each in history.editions]
    caption = f"What became of each claim in {sentences.count(len(columns), 'edition')}, each beside the one before"
    rows = [
        Row(claim.id, claim.statement, [_cell(history, at, claim, prefix) for at in range(len(columns))])
        for claim in history.claims
    ]
    drawn = svg.timeline(
        history, f"{prefix}timeline", link=lambda claim, at: change_anchor(prefix, claim, at)
    )
    return Grid(caption, Markup(drawn), columns, rows)  # noqa: S704


def _cell(history: DocumentHistory, at: int, claim: ClaimHistory, prefix: str) -> Cell:
    state, edition = claim.states[at], history.editions[at]
    said = sentences.in_edition(state, edition)
    href = f"#{change_anchor(prefix, claim.id, at)}" if state.flagged else ""
    return Cell(f"status-{state.status}", sentences.SYMBOLS[state.status], said, href)


def change_anchor(prefix: str, claim: str, at: int) -> str:
    """The anchor of what became of a claim in the edition at an index; editions are only ever added at the end."""
    return f"{prefix}change-{at + 1}-{claim}"


def _change(at: int, claim: ClaimHistory, history: DocumentHistory, prefix: str, snapshots: str) -> ChangeView:
    state, edition = claim.states[at], history.editions[at]
    sides = state.evidence
    quoted = quote.pairs([each.exact for each in sides.before], [each.exact for each in sides.after])
    section = {each.exact: each.section for each in (*sides.after, *sides.before)}
    return ChangeView(
        anchor=change_anchor(prefix, claim.id, at),
        claim=claim.id,
        statement=claim.statement,
        status=state.status,
        symbol=sentences.SYMBOLS[state.status],
        when=sentences.dated(edition),
        captured=sentences.day(edition.time) if edition.time else "",
        reasons=list(dict.fromkeys(each.text for each in state.changes)),
        pairs=[pair(old, new, section[new or old]) for old, new in quoted if old or new],
        live=links.web(history.document.url),
        stored=stored(snapshots, edition.id),
        snapshot=edition.id,
    )
