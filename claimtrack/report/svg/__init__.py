"""Pictures: the timeline of a history, the matrix of a run, the strip of a report; stand-alone or for a page.

Flagged states are marks with a sign each, so colour is not all that carries them; what is not flagged is a face that
is full where the claim is stated, half where it is in part, empty where it is not. A pointer or the keyboard on a mark
shows what became of the claim, without a script.

For a page: `timeline`, `matrix` and `strip` give an ``<svg>`` without a prolog, which takes the page's background and
follows light and dark. `STYLE` is to stand in the page once.
"""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from claimtrack.records import DocumentHistory, History, Report, Result, Run
from claimtrack.report.svg import canvas, matrices, strips, timelines
from claimtrack.report.svg.canvas import STYLE, Picture, number
from claimtrack.report.svg.grid import WIDTH, draw

__all__ = ["STYLE", "WIDTH", "matrix", "render", "strip", "timeline"]

XMLNS = "http://www.w3.org/2000/svg"
PROLOG = '<?xml version="1.0" encoding="UTF-8"?>\n'
ALONE = ".claimtrack-picture { background: var(--ct-paper); }\n"
"""What a file adds, which has no page around it."""
BETWEEN = 24
"""Pixels between the pictures of two documents."""


def render(result: Result) -> str:
    """A picture that stands alone, as an SVG file: of a history each document below the other."""
    match result:
        case History():
            pictures = [draw(timelines.grid(each)) for each in result.documents]
        case Run():
            pictures = [draw(matrices.grid(result))]
        case Report():
            pictures = [strips.draw(result)]
    return PROLOG + _text(_stacked(pictures), whole=True)


def timeline(
    document: DocumentHistory, key: str, *, link: timelines.Link | None = None, width: float = WIDTH,
    heading: bool = False,
) -> str:  # fmt: skip
    """The timeline of a document, for a page.

    ``key`` begins the picture's ids, and must be its own on the page. ``link`` gives, for a claim's id and the place
    of an edition, the anchor that a mark leads to. Below 560 a ``width`` is for a phone: words stand above the cells.
    """
    return _text(_framed(draw(timelines.grid(document, link), width, heading=heading), key))


def matrix(
    run: Run, key: str, *, link: matrices.Link | None = None, width: float = WIDTH, heading: bool = False
) -> str:
    """The matrix of claims by documents, for a page; ``link`` is given a document's and a claim's id."""
    return _text(_framed(draw(matrices.grid(run, link), width, heading=heading), key))


def strip(
    report: Report, key: str, *, link: matrices.Link | None = None, width: float = WIDTH, heading: bool = False
) -> str:
    """All claims of a report in a row, for a page; ``link`` as for `matrix`."""
    return _text(_framed(strips.draw(report, link, width, heading=heading), key))


def _framed(picture: Picture, key: str) -> Element:
    """A picture as an element of its own, named for those who do not see it."""
    key = re.sub(r"[^A-Za-z0-9_-]", "-", key)
    root = Element(
        "svg",
        {
            "xmlns": XMLNS, "class": "claimtrack-picture", "role": "group",
            "viewBox": f"0 0 {number(picture.width)} {number(picture.height)}", "width": number(picture.width),
            "height": number(picture.height),
            "aria-labelledby": f"{key}-title", "aria-describedby": f"{key}-description",
        },
    )  # fmt: skip
    for tag, name, said in (
        ("title", "title", picture.title), ("desc", "description", picture.description),
    ):  # fmt: skip
        SubElement(root, tag, {"id": f"{key}-{name}"}).text = canvas.plain(said)
    root.append(picture.drawn)
    return root


def _stacked(pictures: list[Picture]) -> Element:
    """Pictures below each other as one, on a background of its own."""
    whole = canvas.group()
    wide = max((each.width for each in pictures), default=WIDTH)
    y = 0.0
    for each in pictures:
        each.drawn.set("transform", f"translate(0 {number(y)})")
        whole.append(each.drawn)
        y += each.height + BETWEEN
    high = max(y - BETWEEN, 1)
    whole.insert(0, canvas.rect(canvas.group(), 0, 0, wide, high, "ct-paper"))
    title = " · ".join(each.title for each in pictures)
    return _framed(Picture(whole, wide, high, title, " ".join(each.description for each in pictures)), "picture")


def _text(root: Element, *, whole: bool = False) -> str:
    """The element as text; a ``whole`` file brings its style."""
    if whole:
        style = Element("style")
        style.text = STYLE + ALONE
        root.insert(2, style)
    indent(root, "")
    return tostring(root, encoding="unicode") + "\n"
