"""Blocks to passages: each under its headings and, in a list, behind the stem that it completes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import zip_longest
from typing import NamedTuple

from claimtrack.records import Passage, PassageKind

from . import sentences
from .blocks import Block, Path, Scope, part
from .tables import headings
from .titles import is_stem, is_title, label_end, points_at_list

_BOLD = 10  # bold headings rank below h1 to h6, deeper ones below outer ones
HEADING = 400
"""Characters of a heading that are told to all that stands below it; the longest real one has 170."""
STEM = 1000
"""The last characters of a stem that are told to every item of its list; the longest real one has 480."""


class Heading(NamedTuple):
    """A heading that is open. It holds for what stands in ``scope``; a loose one for the lists behind it."""

    text: str
    rank: int
    level: int
    scope: Path = ()
    loose: bool = False


@dataclass(slots=True)
class Outline:
    """What is open at one place of the page: headings, and the stem of each list."""

    headings: list[Heading] = field(default_factory=list)
    stems: dict[Scope, str] = field(default_factory=dict)


def passages(blocks: list[Block]) -> Iterator[Passage]:
    """The passages of a page in order, without their offsets."""
    outline = Outline()
    above = headings(blocks)
    cell = None
    for block, following in zip_longest(blocks, blocks[1:]):
        _close(outline, block)
        if block.cell and block.cell != cell:
            _open_cell(outline, block, above.get(block.cell, ()))
        cell = block.cell
        yield from _passages(outline, block, following)


def _open_cell(outline: Outline, block: Block, above: tuple[str, ...]) -> None:
    """Put the label of the row and the header of the column on the path, as far as the cell reaches."""
    depth = max(i for i, scope in enumerate(block.scope) if scope.kind == "cell") + 1
    for place, text in enumerate(above):
        _open(outline, text, _BOLD + 2 * depth - 2 + place, block.scope[:depth])


def _close(outline: Outline, block: Block) -> None:
    outline.headings = [heading for heading in outline.headings if _holds(heading, block)]


def _holds(heading: Heading, block: Block) -> bool:
    depth = len(heading.scope)
    if block.scope[:depth] != heading.scope:
        return False
    return not heading.loose or (len(block.scope) > depth and block.scope[depth].kind == "list")


def _open(outline: Outline, text: str, rank: int, scope: Path, *, loose: bool = False) -> int:
    """Put a heading on the path; the headings that it ends go. The result is its level."""
    while outline.headings and outline.headings[-1].rank >= rank:
        outline.headings.pop()
    level = rank if rank < _BOLD else (outline.headings[-1].level if outline.headings else 0) + 1
    outline.headings.append(Heading(text.rstrip(" .:-–—")[:HEADING], rank, level, scope, loose))
    return level


def _passages(outline: Outline, block: Block, following: Block | None) -> Iterator[Passage]:
    stem = ""
    if block.rank:
        table = next((i for i, scope in enumerate(block.scope) if scope.kind == "table"), -1)
        yield _heading(outline, block, block.rank, block.scope[: table + 1])
        stem = block.text if is_stem(block.text) and block.text.endswith(":") else ""
    elif _is_bold_heading(block, following):
        yield _heading(outline, block, _BOLD + 2 * len(block.scope), block.scope)
    else:
        end = label_end(block)
        if end:
            label = part(block, 0, end)
            rank = _BOLD + 1 + 2 * len(block.scope)
            yield _heading(outline, label, rank, block.scope, loose=not block.scope)
            block = replace(block, anchor=None)
        rest = part(block, end, len(block.text))
        yield _passage(outline, rest)
        stem = _stem(rest, following)
    _remember(outline, block, following, stem)


def _heading(outline: Outline, block: Block, rank: int, scope: Path, *, loose: bool = False) -> Passage:
    while outline.headings and outline.headings[-1].rank >= rank:
        outline.headings.pop()
    above = tuple(heading.text for heading in outline.headings)
    level = _open(outline, block.text, rank, scope, loose=loose)
    return Passage("heading", block.text, above, "", level, block.links, block.anchor)


def _passage(outline: Outline, block: Block) -> Passage:
    section = tuple(heading.text for heading in outline.headings)
    kind: PassageKind = "cell" if block.cell else "item" if block.depth else "paragraph"
    stem = _lead_in(outline, block)
    return Passage(kind, block.text, section, stem, block.depth, block.links, block.anchor)


def _lead_in(outline: Outline, block: Block) -> str:
    found = (outline.stems[scope] for scope in reversed(block.scope) if scope in outline.stems)
    return next(found, "")


def _is_bold_heading(block: Block, following: Block | None) -> bool:
    """Whether a wholly bold block is the heading of what follows it in the same scope."""
    if following is None or following.rank or following.scope[: len(block.scope)] != block.scope:
        return False
    if _opens_list(block, following) and is_stem(block.text):
        return False
    return block.is_bold and is_title(block.text)


def _opens_list(block: Block, following: Block) -> bool:
    depth = len(block.scope)
    inside = following.scope[:depth] == block.scope and len(following.scope) > depth
    return inside and following.scope[depth].kind == "list"


def _stem(block: Block, following: Block | None) -> str:
    """The last sentence of a block, where the list behind it completes it."""
    if following is None or not _opens_list(block, following):
        return ""
    last = block.text[sentences.split(block.text)[-1][0] :]
    return last if points_at_list(last) else ""


def _remember(outline: Outline, block: Block, following: Block | None, stem: str) -> None:
    """Keep the stem for the list that opens next; a list right behind another completes the same stem."""
    if following is None:
        return
    if _opens_list(block, following):
        stems = (_lead_in(outline, block), stem)
        outline.stems[following.scope[len(block.scope)]] = " ".join(filter(None, stems))[-STEM:]
        return
    for old, new in zip(block.scope, following.scope, strict=False):
        if old != new:
            if old.kind == new.kind == "list" and old in outline.stems:
                outline.stems[new] = outline.stems[old]
            return
