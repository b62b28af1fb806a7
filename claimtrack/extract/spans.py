"""Words with their bold stretches and links: collapsing, joining and cutting them, offsets kept right."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from claimtrack.records import Link

from .blocks import Run, Span

_WHITE = re.compile(r"\s+")
_INVISIBLE = re.compile("[\u00ad\u200b\u200e\u200f\u2060\ufeff]")
_WORD = re.compile(r"\w")


class Line(NamedTuple):
    """A line of a block with its white space collapsed; ``indent`` counts the spaces it began with."""

    text: str
    bold: tuple[Span, ...] = ()
    links: tuple[Link, ...] = ()
    indent: int = 0


def line(runs: list[Run]) -> Line:
    """The runs of one line as one text."""
    bold: list[Span] = []
    links: list[Link] = []
    text = ""
    for run in runs:
        words = _WHITE.sub(" ", _INVISIBLE.sub("", run.text))
        if text == "" or text.endswith(" "):
            words = words.removeprefix(" ")
        span = (len(text), len(text) + len(words))
        if run.context.bold:
            bold.append(span)
        if run.context.href is not None:
            links.append(Link(*span, run.context.href))
        text += words
    text = text.rstrip()
    return Line(text, _bold(bold, text), _links(links, text), _indent("".join(run.text for run in runs)))


def _indent(raw: str) -> int:
    """How far a line is drawn to the right; white space with a line end in it is layout of the source."""
    space = raw[: len(raw) - len(raw.lstrip())]
    return 0 if "\n" in space else len(space)


def _bold(spans: Iterable[Span], text: str) -> tuple[Span, ...]:
    """Bold spans, joined where no word stands between two."""
    joined: list[Span] = []
    for span in spans:
        start, end = _trimmed(*span, text)
        if joined and start < end and not _WORD.search(text, joined[-1][1], start):
            joined[-1] = (joined[-1][0], end)
        elif start < end:
            joined.append((start, end))
    return tuple(joined)


def _links(links: Iterable[Link], text: str) -> tuple[Link, ...]:
    """Links, joined where one was cut into pieces by other markup."""
    joined: list[Link] = []
    for link in links:
        start, end = _trimmed(link.start, link.end, text)
        if joined and joined[-1].href == link.href and not text[joined[-1].end : start].strip():
            joined[-1] = Link(joined[-1].start, max(end, joined[-1].end), link.href)
        elif start < end:
            joined.append(Link(start, end, link.href))
    return tuple(joined)


def _trimmed(start: int, end: int, text: str) -> Span:
    words = text[start:end]
    return start + len(words) - len(words.lstrip()), start + len(words.rstrip())


def joined(lines: list[Line]) -> Line:
    """Several lines as one."""
    text, bold, links = "", list[Span](), list[Link]()
    for each in lines:
        text += " " if text else ""
        at = len(text)
        bold += [(start + at, end + at) for start, end in each.bold]
        links += [Link(link.start + at, link.end + at, link.href) for link in each.links]
        text += each.text
    return Line(text, _bold(bold, text), _links(links, text), lines[0].indent)

