"""A matrix of claims: a row for each, columns of editions or documents, a legend above."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from claimtrack.records import FLAGGED, Status, Support
from claimtrack.report import quote
from claimtrack.report.sentences import SUPPORT
from claimtrack.report.svg import canvas, cells
from claimtrack.report.svg.canvas import LINE, Picture, number
from claimtrack.report.svg.cells import SIGNS, Box, Cell

WIDTH = 960
NARROW = 560
"""A picture that is less wide has each claim's words above its cells."""
MARGIN = 16
END = 96
"""The room for what stands behind a row."""
MAX_CELL, MIN_CELL = 46.0, 3.0
MIN_LABEL = 160
MAX_TALL = 40
"""Of more rows, each has one line."""
LABEL_GAP = 22
"""Pixels between two slanted labels."""
SLANT = -45
MEANING: dict[Status, str] = {
    "withdrawn": "withdrawn: no longer stated, or now contradicted", "changed": "changed in meaning",
    "introduced": "introduced: now stated", "reworded": "reworded", "moved": "moved", "cosmetic": "cosmetic",
    "unverifiable": "not to be judged",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Column:
    """An edition or a document; ``style`` is that of its label, and the weightiest labels are shown."""

    label: str
    hint: str
    weight: int = 0
    style: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A claim with its cells, and what stands behind them."""

    label: str
    cells: Sequence[Cell]
    end: str = ""


@dataclass(frozen=True, slots=True)
class Grid:
    """What a picture shows; ``words`` have room where columns are wide: then they stand in the cells."""

    title: str
    facts: str
    headline: str
    columns: Sequence[Column]
    rows: Sequence[Row]
    note: str = ""
    max_cell: float = MAX_CELL


@dataclass(frozen=True, slots=True)
class Plan:
    """Where things stand: columns from ``left``, each ``cell`` wide; rows from ``top``, each ``row`` high."""

    width: float
    left: float
    cell: float
    row: float
    face: float
    label_lines: int
    label_width: float
    narrow: bool


def draw(grid: Grid, width: float = WIDTH, *, heading: bool = True) -> Picture:
    """The picture of a grid, about as wide as that; without a ``heading`` for a page that has its own."""
    plan = _plan(grid, width)
    made = canvas.group()
    top = _heading(made, grid, plan) if heading else 4.0
    top = _legend(made, grid, plan, top + 8)
    top = _labels(made, grid, plan, top)
    for at, row in enumerate(grid.rows):
        _row(made, row, plan, top + at * plan.row)
    marks = canvas.group(made)
    for at, row in enumerate(grid.rows):
        for cell in row.cells:
            if cell.flagged:
                cells.mark(marks, cell, _box(cell, plan, top + at * plan.row), plan.width)
    high = top + len(grid.rows) * plan.row + MARGIN
    return Picture(made, plan.width, high, grid.title, f"{grid.headline} {grid.facts}")


def _plan(grid: Grid, width: float) -> Plan:
    narrow = width < NARROW
    many = len(grid.rows) > MAX_TALL
    number_of = max(len(grid.columns), 1)
    longest = max((canvas.width(row.label) for row in grid.rows), default=0)
    label_width = width - 2 * MARGIN if narrow else min(0.42 * width, 420, max(longest, MIN_LABEL))
    left = MARGIN if narrow else MARGIN + label_width + 12
    cell = min(max((width - left - MARGIN - END) / number_of, MIN_CELL), grid.max_cell)
    lines = 1 if many else min(max((_lines_of(row, label_width) for row in grid.rows), default=1), 2)
    face = 16.0 if many else 20.0
    row = face + lines * LINE + 12 if narrow else max(face, lines * LINE + 4) + (4 if many else 8)
    needed = left + cell * number_of + MARGIN + END
    return Plan(max(needed, min(width, 560)), left, cell, row, face, lines, label_width, narrow)


def _lines_of(row: Row, label_width: float) -> int:
    return len(canvas.lines(row.label, canvas.room(label_width), 2))


def _box(cell: Cell, plan: Plan, y: float) -> Box:
    wide = (cell.last - cell.first + 1) * plan.cell
    down = plan.label_lines * LINE + 6 if plan.narrow else (plan.row - plan.face) / 2
    return Box(plan.left + cell.first * plan.cell, y + down, wide, plan.face)


# ── Above the rows ───────────────────────────────────────────────────────────────────────────────────


def _heading(made: Element, grid: Grid, plan: Plan) -> float:
    """The title, the answer and the facts; gives where they end."""
    y = MARGIN + 16.0
    for said, size, style in (
        (grid.title, 18, "ct-title"), (grid.headline, 12.5, "ct-strong"), (grid.facts, 12, "ct-soft"),
    ):  # fmt: skip
        for each in canvas.lines(said, canvas.room(plan.width - 2 * MARGIN, size), 2):
            canvas.text(made, MARGIN, y, each, style)
            y += 22 if size > 12.5 else 17
    return y - 8


def _legend(made: Element, grid: Grid, plan: Plan, top: float) -> float:
    """What the signs and faces mean, of those that occur; gives where it ends."""
    legend = canvas.group(made)
    x, y = float(MARGIN), top
    for status, support, said in _meanings(grid):
        wide = 26 + canvas.width(said, 11) + 14
        if x > MARGIN and x + wide > plan.width - MARGIN:
            x, y = float(MARGIN), y + 20
        _sample(legend, status, support, Box(x, y, 18, 14))
        canvas.text(legend, x + 24, y + 11, said, "ct-small")
        x += wide
    y += 20
    for each in canvas.lines(grid.note, canvas.room(plan.width - 2 * MARGIN, 11), 3) if grid.note else ():
        canvas.text(legend, MARGIN, y + 11, each, "ct-small ct-soft")
        y += LINE
    return y


def _meanings(grid: Grid) -> list[tuple[Status | None, Support | None, str]]:
    every = [cell for row in grid.rows for cell in row.cells]
    statuses = {cell.status for cell in every}
    supports = {cell.support for cell in every}
    marks: list[tuple[Status | None, Support | None, str]] = [
        (each, None, said) for each, said in MEANING.items() if each in statuses and each in SIGNS
    ]
    return marks + [(None, each, said) for each, said in SUPPORT.items() if each in supports]


def _sample(legend: Element, status: Status | None, support: Support | None, box: Box) -> None:
    if status is None:
        cells.face(legend, support, box)
        return
    made = canvas.group(legend, f"ct-{status}")
    flagged = status in FLAGGED
    canvas.rect(made, *box, "ct-mark" if flagged else "ct-empty", radius=2 if flagged else 0)
    cells.sign(made, status, box)


def _labels(made: Element, grid: Grid, plan: Plan, top: float) -> float:
    """The names of the columns, level where they are wide, else slanted, and only as many as there is room for."""
    if plan.cell >= 90:
        return _level(made, grid, plan, top)
    shown = _chosen([column.weight for column in grid.columns], plan.cell)
    most = min(max((len(grid.columns[at].label) for at in shown), default=0), 30)
    high = most * 11 * canvas.EM * 0.71 + 16
    base = top + high
    for at in shown:
        x = plan.left + (at + 0.5) * plan.cell
        column = grid.columns[at]
        said = quote.shortened(canvas.plain(column.label), 30)
        label = canvas.text(made, x + 2, base - 6, said, f"ct-small {column.style}".rstrip())
        label.set("transform", f"rotate({SLANT} {number(x + 2)} {number(base - 6)})")
        canvas.line(made, x, base - 4, x, base, "ct-rule")
        canvas.hint(label, column.hint)
    return round(base) + 2.0


def _level(made: Element, grid: Grid, plan: Plan, top: float) -> float:
    wrapped = [canvas.lines(each.label, canvas.room(plan.cell - 8, 11), 3) for each in grid.columns]
    high = max(map(len, wrapped), default=1) * LINE
    for at, said in enumerate(wrapped):
        column = canvas.group(made)
        canvas.paragraph(column, plan.left + at * plan.cell, top + 12 + high - len(said) * LINE, said, "ct-small")
        canvas.hint(column, grid.columns[at].hint)
    return round(top + high) + 8.0


def _chosen(weights: Sequence[int], cell: float) -> list[int]:
    """The columns whose labels are shown: the weightiest first, none nearer to another than they have room."""
    found: list[int] = []
    for at in sorted(range(len(weights)), key=lambda at: (-weights[at], at)):
        if all(abs(at - other) * cell >= LABEL_GAP for other in found):
            found.append(at)
    return sorted(found)


# ── The rows ─────────────────────────────────────────────────────────────────────────────────────────


def _row(made: Element, row: Row, plan: Plan, y: float) -> None:
    drawn = canvas.group(made)
    said = canvas.lines(row.label, canvas.room(plan.label_width), plan.label_lines)
    label = canvas.group(drawn)
    middle = y + plan.row / 2 - (len(said) - 1) * LINE / 2 + 4
    loud = any(cell.flagged for cell in row.cells)
    canvas.paragraph(label, MARGIN, y + 12 if plan.narrow else middle, said, "" if loud else "ct-soft")
    canvas.hint(label, row.label)
    canvas.line(drawn, MARGIN, y - 0.5, plan.width - MARGIN, y - 0.5, "ct-rule")
    for cell in row.cells:
        box = _box(cell, plan, y)
        if cell.flagged:
            cells.face(drawn, cell.support, box)
        else:
            cells.quiet(drawn, cell, box)
    if row.end:
        end = max((cell.last + 1 for cell in row.cells), default=0)
        box = _box(Cell(end, end, "unchanged", False, None, ""), plan, y)
        canvas.text(drawn, box.x + 8, box.y + box.height / 2 + 4, row.end, "ct-small")
