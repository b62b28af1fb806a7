"""The strip of a report: all claims in a row, what needs a look first."""

from __future__ import annotations

from collections import Counter
from xml.etree.ElementTree import Element

from claimtrack.records import FLAGGED, Finding, Report
from claimtrack.report import sentences
from claimtrack.report.over_time import WEIGHT
from claimtrack.report.svg import canvas, cells, matrices
from claimtrack.report.svg.canvas import Picture
from claimtrack.report.svg.cells import Box

WIDTH = 960
MARGIN = 16
HEIGHT = 28
MAX_CELL = 56.0
"""Claims stand in as many lines as they need at ``MIN_CELL``."""
MIN_CELL = 14.0
EMPTY = frozenset({"not-stated", "unverifiable"})


def draw(
    report: Report, link: matrices.Link | None = None, width: float = WIDTH, *, heading: bool = True
) -> Picture:  # fmt: skip
    """The picture of a report's claims, with how many there are of each status below."""
    made = canvas.group()
    y = _heading(made, report, width) if heading else 4.0
    ranked = sorted(report.claims, key=lambda each: (not each.flagged, WEIGHT.index(each.status)))
    found = [matrices.cell(report, each, at, link) for at, each in enumerate(ranked)]
    per_line = max(int((width - 2 * MARGIN) / MIN_CELL), 1)
    step = min(MAX_CELL, max((width - 2 * MARGIN) / max(len(found), 1), MIN_CELL))
    places = [_place(at, per_line, step, y) for at in range(len(found))]
    for cell, box in zip(found, places, strict=True):
        (cells.face(made, cell.support, box) if cell.flagged else cells.quiet(made, cell, box))
    y = max((box.y for box in places), default=y) + HEIGHT + 10
    y = _counts(made, ranked, width, y)
    for cell, box in zip(found, places, strict=True):
        if cell.flagged:
            cells.mark(made, cell, box, width)
    title = report.document.title
    return Picture(made, width, y + MARGIN - 8, title, f"{sentences.headline(report)} {_said(ranked)}")


def _heading(made: Element, report: Report, width: float) -> float:
    y = MARGIN + 16.0
    for said, size, style in ((report.document.title, 18, "ct-title"), (sentences.headline(report), 12.5, "")):
        for each in canvas.lines(said, canvas.room(width - 2 * MARGIN, size), 2):
            canvas.text(made, MARGIN, y, each, style)
            y += 20
    return y


def _place(at: int, per_line: int, step: float, y: float) -> Box:
    line, column = divmod(at, per_line)
    return Box(MARGIN + column * step, y + line * (HEIGHT + 4), step, HEIGHT)


def _counts(made: Element, ranked: list[Finding], width: float, y: float) -> float:
    """How many claims there are of each status, with its sign."""
    x = float(MARGIN)
    for status, number in Counter(each.status for each in ranked).items():
        said = f"{number} {status}"
        wide = 26 + canvas.width(said, 11) + 14
        if x > MARGIN and x + wide > width - MARGIN:
            x, y = float(MARGIN), y + 20
        group = canvas.group(made, f"ct-{status}")
        style = "ct-mark" if status in FLAGGED else "ct-empty" if status in EMPTY else "ct-stated"
        canvas.rect(group, x, y, 18, 14, style, radius=2)
        cells.sign(group, status, Box(x, y, 18, 14))
        canvas.text(made, x + 24, y + 11, said, "ct-small")
        x += wide
    return y + 20


def _said(ranked: list[Finding]) -> str:
    counts = Counter(each.status for each in ranked)
    return f"Claims: {', '.join(f'{number} {status}' for status, number in counts.items())}." if counts else ""
