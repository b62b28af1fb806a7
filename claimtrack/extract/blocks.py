"""The records between a page's tree and its passages: runs of text, blocks, and the scopes they stand in."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Literal, NamedTuple

from claimtrack.records import Link

ScopeKind = Literal["list", "item", "table", "cell", "group"]
Span = tuple[int, int]


class Scope(NamedTuple):
    """A container that bounds what a heading or a stem in it speaks about; ``number`` tells two apart."""

    kind: ScopeKind
    number: int


Path = tuple[Scope, ...]


class Cell(NamedTuple):
    """Where in a table a block stands; ``head`` marks a ``<th>`` or a cell of ``<thead>``."""

    table: int
    row: int
    column: int
    head: bool


class Context(NamedTuple):
    """What holds at one place of the tree. ``rank`` is that of a heading (1 to 6), else 0."""

    scope: Path = ()
    rank: int = 0
    cell: Cell | None = None
    bold: bool = False
    href: str | None = None
    pre: bool = False


class Run(NamedTuple):
    """A stretch of text in one context; ``mark`` says what else happens there."""

    text: str
    context: Context
    mark: Literal["", "break", "edge", "anchor"] = ""


@dataclass(slots=True)
class Block:
    """A paragraph, heading, item or cell paragraph, not yet placed under headings and stems."""

    text: str
    bold: tuple[Span, ...] = ()
    links: tuple[Link, ...] = ()
    anchor: str | None = None
    scope: Path = ()
    rank: int = 0
    cell: Cell | None = None

    @property
    def is_bold(self) -> bool:
        """Whether it is bold from its first word to its last; punctuation behind the bold may be plain."""
        return is_bold(self.text, self.bold)

    @property
    def depth(self) -> int:
        """How many lists it stands in."""
        return sum(scope.kind == "item" for scope in self.scope)


def is_bold(text: str, bold: tuple[Span, ...]) -> bool:
    """Whether the first bold stretch begins with the text, and no word stands behind it."""
    return bool(bold) and bold[0][0] == 0 and not re.search(r"\w", text[bold[0][1] :])


def part(block: Block, start: int, end: int) -> Block:
    """The words of a block from ``start`` to ``end``, without the white space around them."""
    text = block.text[start:end]
    start += len(text) - len(text.lstrip())
    text = text.strip()
    end = start + len(text)
    bold = tuple((max(s, start) - start, min(e, end) - start) for s, e in block.bold if s < end and e > start)
    links = tuple(
        Link(max(k.start, start) - start, min(k.end, end) - start, k.href)
        for k in block.links
        if k.start < end and k.end > start
    )
    return replace(block, text=text, bold=bold, links=links)
