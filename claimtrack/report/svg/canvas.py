"""What pictures are drawn with: elements of SVG, text that fits, and colours for light and dark.

Elements are built, never written as text, so whatever a page or a claim file holds stays text; `text` and `hint`
make it inert besides. Widths of text are guessed: what shows it is not known here, and the guess is on the wide side.
"""

from __future__ import annotations

import textwrap
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple
from xml.etree.ElementTree import Element, SubElement

from claimtrack.report import quote

LINE = 14
"""Pixels from a line of text to the next."""
EM = 0.55
"""The width of a character beside the size of its font: of a wide sans serif, such as a system without others has."""
MAX_HINT = 1000
"""Characters of what is shown when a pointer rests on something."""
MAX_READ = 5000
"""Characters of a text that are looked at."""

STYLE = """
.claimtrack-picture {
  --ct-paper: #ffffff; --ct-ink: #1b1f24; --ct-soft: #555e68; --ct-line: #c9d0d6; --ct-empty: #f0f2f3;
  --ct-stated: #b4d2c8; --ct-against: #8f2416;
  --ct-withdrawn: #b5301c; --ct-withdrawn-ink: #ffffff; --ct-changed: #f0ad2c; --ct-changed-ink: #1b1f24;
  --ct-introduced: #5b3fa0; --ct-introduced-ink: #ffffff;
  font-family: system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; font-size: 12px;
  max-width: 100%; height: auto;
}
@media (prefers-color-scheme: dark) {
  .claimtrack-picture {
    --ct-paper: #14181c; --ct-ink: #e8ebee; --ct-soft: #a7b1bb; --ct-line: #47515b; --ct-empty: #22282e;
    --ct-stated: #2f6154; --ct-against: #f0826f;
    --ct-withdrawn: #ee6a53; --ct-withdrawn-ink: #14181c; --ct-changed: #f0ad2c; --ct-changed-ink: #14181c;
    --ct-introduced: #c8b3f7; --ct-introduced-ink: #14181c;
  }
}
.claimtrack-picture .ct-paper { fill: var(--ct-paper); }
.claimtrack-picture text { fill: var(--ct-ink); }
.claimtrack-picture .ct-soft { fill: var(--ct-soft); }
.claimtrack-picture .ct-title { font-size: 18px; font-weight: 700; }
.claimtrack-picture .ct-strong { font-weight: 700; }
.claimtrack-picture .ct-small { font-size: 11px; }
.claimtrack-picture .ct-captured { font-style: italic; }
.claimtrack-picture .ct-rule { stroke: var(--ct-line); stroke-width: 1; }
.claimtrack-picture .ct-empty { fill: var(--ct-empty); stroke: var(--ct-line); stroke-width: 0.5; }
.claimtrack-picture .ct-stated { fill: var(--ct-stated); }
.claimtrack-picture .ct-against { stroke: var(--ct-against); stroke-width: 3; fill: none; }
.claimtrack-picture .ct-sign { stroke: var(--ct-soft); }
.claimtrack-picture .ct-mark { stroke: var(--ct-paper); stroke-width: 1.5; }
.claimtrack-picture .ct-withdrawn .ct-mark { fill: var(--ct-withdrawn); }
.claimtrack-picture .ct-changed .ct-mark { fill: var(--ct-changed); }
.claimtrack-picture .ct-introduced .ct-mark { fill: var(--ct-introduced); }
.claimtrack-picture .ct-withdrawn .ct-sign { stroke: var(--ct-withdrawn-ink); }
.claimtrack-picture .ct-changed .ct-sign { stroke: var(--ct-changed-ink); }
.claimtrack-picture .ct-introduced .ct-sign { stroke: var(--ct-introduced-ink); }
.claimtrack-picture .ct-sign { fill: none; stroke-width: 1.8; stroke-linecap: round; stroke-linejoin: round;
  pointer-events: none; }
.claimtrack-picture .ct-withdrawn .ct-word { fill: var(--ct-withdrawn-ink); }
.claimtrack-picture .ct-changed .ct-word { fill: var(--ct-changed-ink); }
.claimtrack-picture .ct-introduced .ct-word { fill: var(--ct-introduced-ink); }
.claimtrack-picture .ct-tip { visibility: hidden; pointer-events: none; }
.claimtrack-picture .ct-tip rect { fill: var(--ct-paper); stroke: var(--ct-ink); stroke-width: 1; }
.claimtrack-picture .ct-cell:hover .ct-tip, .claimtrack-picture .ct-cell:focus .ct-tip { visibility: visible; }
.claimtrack-picture .ct-cell:focus { outline: none; }
.claimtrack-picture .ct-cell:focus .ct-mark, .claimtrack-picture .ct-cell:hover .ct-mark {
  stroke: var(--ct-ink); stroke-width: 2.5;
}
@media print { .claimtrack-picture .ct-tip { display: none; } }
"""
"""How pictures look; it concerns nothing outside of them. A page may set the variables (``--ct-ink`` …) otherwise."""


class Picture(NamedTuple):
    """Something drawn, with its corner at 0, 0, and what it says to those who do not see it."""

    drawn: Element
    width: float
    height: float
    title: str
    description: str


def group(parent: Element | None = None, style: str = "", **attributes: str) -> Element:
    """A group of elements."""
    given = ({"class": style} if style else {}) | attributes
    return Element("g", given) if parent is None else SubElement(parent, "g", given)


def rect(parent: Element, x: float, y: float, width: float, height: float, style: str, radius: float = 0) -> Element:
    """A rectangle, its corners rounded by ``radius``."""
    place = {"x": number(x), "y": number(y), "width": number(max(width, 0)), "height": number(max(height, 0))}
    rounded = {"rx": number(radius)} if radius else {}
    return SubElement(parent, "rect", {"class": style, **place, **rounded})


def path(parent: Element, d: str, style: str) -> Element:
    """A path; ``d`` is made of numbers, never of text from elsewhere."""
    return SubElement(parent, "path", {"class": style, "d": d})


def line(parent: Element, x1: float, y1: float, x2: float, y2: float, style: str) -> Element:
    """A straight line."""
    return path(parent, f"M{number(x1)} {number(y1)}L{number(x2)} {number(y2)}", style)


def text(parent: Element, x: float, y: float, said: str, style: str = "", **attributes: str) -> Element:
    """A line of text, its baseline at ``y``."""
    given = {"class": style} if style else {}
    made = SubElement(parent, "text", {**given, "x": number(x), "y": number(y), **attributes})
    made.text = plain(said)
    return made


def hint(parent: Element, said: str) -> None:
    """What is shown when a pointer rests on an element: its first child."""
    made = Element("title")
    made.text = quote.shortened(plain(said), MAX_HINT)
    parent.insert(0, made)


@lru_cache(maxsize=1024)
def plain(said: str) -> str:
    """The text, inert; of an endless one the beginning."""
    return quote.inert(said[:MAX_READ])


def number(value: float) -> str:
    """A length as SVG writes it, to a hundredth."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


def room(width: float, size: float = 12) -> int:
    """How many characters of a font of that size a width has room for."""
    return max(int(width / (size * EM)), 1)


def width(said: str, size: float = 12) -> float:
    """The width that a text takes at most; characters of some scripts are twice as wide."""
    wide = sum(unicodedata.east_asian_width(each) in "WF" for each in said)
    return (len(said) + wide) * size * EM


def lines(said: str, columns: int, most: int) -> list[str]:
    """The text in lines of at most that many characters; where it has more, the last ends in "…"."""
    return list(_lines(said, columns, most))


@lru_cache(maxsize=1024)
def _lines(said: str, columns: int, most: int) -> list[str]:
    cut = plain(said)
    columns = max(columns // 2 if any(unicodedata.east_asian_width(c) in "WF" for c in cut[:200]) else columns, 4)
    found = textwrap.wrap(cut[: columns * (most + 2)], columns)
    return cut_lines(found, columns, most)


def cut_lines(said: Sequence[str], columns: int, most: int) -> list[str]:
    """The first of these lines; where there are more, the last of them ends in "…"."""
    if len(said) <= most:
        return list(said)
    last = said[most - 1] if most else ""
    return [*said[: most - 1], quote.shortened(f"{last} {said[most]}" + " " * columns, columns)] if most else []


def paragraph(parent: Element, x: float, y: float, said: Sequence[str], style: str = "") -> None:
    """Lines of text below each other, the first with its baseline at ``y``."""
    for at, each in enumerate(said):
        text(parent, x, y + at * LINE, each, style)
