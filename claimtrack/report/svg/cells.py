"""What a claim looks like in one edition: a face that says its support, and a mark on it where it is flagged."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple
from urllib.parse import quote as quoted
from xml.etree.ElementTree import Element

from claimtrack.records import Status, Support
from claimtrack.report.sentences import SUPPORT
from claimtrack.report.svg import canvas
from claimtrack.report.svg.canvas import LINE, number

SIGNS: dict[Status, str] = {
    "withdrawn": "M1.5 1.5L8.5 8.5M8.5 1.5L1.5 8.5",
    "changed": "M5 .5V6M5 9.3V9.5",
    "introduced": "M5 1V9M1 5H9",
    "reworded": "M1 6C2.5 2.5 4 3.5 5 5S7.5 7.5 9 4",
    "moved": "M1 5H9M6 2L9 5L6 8",
    "cosmetic": "M1.5 4C3 2 4 2.5 5 3.5S7 5 8.5 3M1.5 8C3 6 4 6.5 5 7.5S7 9 8.5 7",
    "unverifiable": "M2.5 3C2.5 0 7.5 0 7.5 3C7.5 5 5 4.5 5 6.5M5 9.3V9.5",
}
"""The sign of a status, drawn in a square of 10; a status without one is told by the face alone."""
SIGN = 10
MIN_SIGN = 11
"""A narrower cell has no sign, unless it is flagged: then its mark is wider than the cell."""
MIN_MARK = 9
MIN_WORD = 100
"""A cell that wide has room for a word."""
TIP = 380
"""The width of what is told of a mark."""
TIP_LINES = 9
PAD = 10


@dataclass(frozen=True, slots=True)
class Cell:
    """A claim in columns of the picture, ``first`` to ``last``, in all of which it looks the same.

    ``said`` is told where a pointer rests; the first of ``told`` in bold, the rest below, where it is flagged, and
    ``href`` is then where it leads.
    """

    first: int
    last: int
    status: Status
    flagged: bool
    support: Support | None
    said: str
    told: tuple[str, ...] = ()
    href: str | None = None


class Box(NamedTuple):
    """A place in the picture."""

    x: float
    y: float
    width: float
    height: float


def fragment(anchor: str | None) -> str | None:
    """An address in the same page; an anchor that is none is left out."""
    return f"#{quoted(canvas.plain(anchor), safe='-._~')}" if anchor else None


def face(parent: Element, support: Support | None, box: Box, columns: int = 1) -> None:
    """The support of a claim: a full cell where it is stated, half of one where a part is, else an empty one.

    A line through an empty cell contradicts. Of several columns, each has its own cell, where there is room.
    """
    step = box.width / columns
    gap = 2.0 if step >= MIN_SIGN else 0.0
    across = _across(box, columns if gap else 1, gap)
    if support != "stated":
        canvas.path(parent, "".join(f"M{x} {number(box.y)}h{w}V{number(box.y + box.height)}h-{w}z" for x, w in across),
                    "ct-empty")  # fmt: skip
    if support in ("stated", "partly-stated"):
        top = number(box.y + (box.height / 2 if support == "partly-stated" else 0))
        canvas.path(parent, "".join(f"M{x} {top}h{w}V{number(box.y + box.height)}h-{w}z" for x, w in across),
                    "ct-stated")  # fmt: skip
    if support == "contradicted":
        middle = number(box.y + box.height / 2)
        canvas.path(parent, "".join(f"M{x} {middle}h{w}" for x, w in across), "ct-against")


def _across(box: Box, columns: int, gap: float) -> list[tuple[str, str]]:
    """Where each cell begins, and how wide it is."""
    step = box.width / columns
    return [(number(box.x + at * step), number(step - gap)) for at in range(columns)]


def sign(parent: Element, status: Status, box: Box) -> None:
    """The sign of a status in the middle of a place."""
    if status in SIGNS:
        size = min(box.width, box.height, SIGN + 2) - 2
        x, y = box.x + (box.width - size) / 2, box.y + (box.height - size) / 2
        made = canvas.path(parent, SIGNS[status], "ct-sign")
        made.set("transform", f"translate({number(x)} {number(y)}) scale({number(size / SIGN)})")


def quiet(parent: Element, cell: Cell, box: Box) -> None:
    """A cell that is not flagged; that it was reworded or moved is a sign in it, or a tick where it is narrow."""
    made = canvas.group(parent)
    columns = cell.last - cell.first + 1
    face(made, cell.support, box, columns)
    if columns == 1 and box.width >= MIN_WORD:
        word = cell.status if cell.status in SIGNS else SUPPORT[cell.support] if cell.support else ""
        _worded(made, cell.status, word, box)
    elif columns == 1 and box.width >= MIN_SIGN:
        sign(made, cell.status, box)
    elif cell.status in SIGNS:
        middle = box.x + box.width / 2
        canvas.line(made, middle, box.y + box.height * 2 / 3, middle, box.y + box.height, "ct-sign")
    canvas.hint(made, cell.said)


def _worded(parent: Element, status: Status, word: str, box: Box) -> None:
    """A sign, if the status has one, and a word behind it."""
    signed = status in SIGNS
    sign(parent, status, Box(box.x + 4, box.y, SIGN + 2, box.height)) if signed else None
    canvas.text(parent, box.x + (22 if signed else 8), box.y + box.height / 2 + 4, word, "ct-small ct-word")


def mark(parent: Element, cell: Cell, box: Box, limit: float) -> None:
    """A flagged cell: the mark of its status, that can be reached by keyboard, and tells what became of the claim.

    ``limit`` is the width of the picture.
    """
    name = {"aria-label": canvas.plain(". ".join(each.rstrip(".") for each in cell.told))}
    style = f"ct-cell ct-{cell.status}"
    if cell.href:
        made = canvas.group(parent, style, **name)
        made.tag = "a"
        made.set("href", cell.href)
    else:
        made = canvas.group(parent, style, role="img", tabindex="0", **name)
    narrow = box.width < MIN_SIGN
    wide = MIN_MARK if narrow else box.width - 2
    place = Box(box.x + (box.width - wide) / 2 if narrow else box.x, box.y, wide, box.height)
    canvas.rect(made, *place, "ct-mark", radius=2)
    if box.width >= MIN_WORD:
        _worded(made, cell.status, cell.status, place)
    else:
        sign(made, cell.status, place)
    _tip(made, cell, place, limit)


def _tip(parent: Element, cell: Cell, box: Box, limit: float) -> None:
    """What is told of a mark, above it, where nothing that is drawn later can cover it."""
    wide = min(TIP, limit - 8)
    columns = canvas.room(wide - 2 * PAD, 11.5)
    head, *rest = cell.told or ("",)
    said = [found for each in rest for found in canvas.lines(each, columns, 3)]
    most = min(TIP_LINES, int((box.y - 12) / LINE) - 2)
    shown = [*canvas.lines(head, columns, 1), *canvas.cut_lines(said, columns, max(most, 0))]
    high = len(shown) * LINE + 12
    x = min(max(box.x + box.width / 2 - wide / 2, 4), max(limit - wide - 4, 4))
    y = max(box.y - high - 4, 2)
    tip = canvas.group(parent, "ct-tip", **{"aria-hidden": "true"})
    canvas.rect(tip, x, y, wide, high, "", radius=4)
    canvas.paragraph(tip, x + PAD, y + 17, shown[:1], "ct-strong")
    canvas.paragraph(tip, x + PAD, y + 17 + LINE, shown[1:], "ct-small")
