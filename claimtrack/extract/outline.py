"""Blocks to passages: each under its headings and, in a list, behind the stem that it completes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from ..records import Passage, PassageKind
from . import sentences
from .blocks import Block, Path, Scope, part
from .lines import whole
from .tables import headers
from .titles import is_stem, is_title, label_end

_BOLD = 10  # bold headings rank below h1 to h6, deeper ones below outer ones


class Heading(NamedTuple):
    """A heading that is open: it holds for what stands in ``scope``; a loose one for the lists right behind it."""

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
    above = headers(blocks)
    cell = None
    for block, following in pairwise([*blocks, None]):
        assert block is not None
        _close(outline, block)
        if block.cell != cell and block.cell in above:
            _open(outline, above[block.cell], _BOLD + 2 * len(block.scope) - 1, block.scope[: _cell_end(block)])
        cell = block.cell
        yield from _passages(outline, block, following)


def _cell_end(block: Block) -> int:
    return max(i for i, scope in enumerate(block.scope) if scope.kind == "cell") + 1


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
    outline.headings.append(Heading(text.rstrip(" .:-–—"), rank, level, scope, loose))
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
            loose = not block.scope
            label = part(block, 0, end)
            yield _heading(outline, label, _BOLD + 1 + 2 * len(block.scope), block.scope, loose=loose)
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
    return Passage(kind, block.text, section, _lead_in(outline, block), block.depth, block.links, block.anchor)


def _lead_in(outline: Outline, block: Block) -> str:
    found = (outline.stems[scope] for scope in reversed(block.scope) if scope in outline.stems)
    return next(found, "")


def _is_bold_heading(block: Block, following: Block | None) -> bool:
    """Whether a wholly bold block is the heading of what follows it in the same scope."""
    if not whole(block) or following is None or following.rank or following.scope[: len(block.scope)] != block.scope:
        return False
    if _opens_list(block, following) and is_stem(block.text):
        return False
    return is_title(block.text)


def _opens_list(block: Block, following: Block) -> bool:
    depth = len(block.scope)
    inside = following.scope[:depth] == block.scope and len(following.scope) > depth
    return inside and following.scope[depth].kind == "list"


def _stem(block: Block, following: Block | None) -> str:
    """The last sentence of a block, where the list behind it completes it."""
    if following is None or not _opens_list(block, following):
        return ""
    last = block.text[sentences.split(block.text)[-1][0] :]
    own = bool(block.scope) and block.scope[-1].kind == "item"
    return last if own or is_stem(last) else ""


def _remember(outline: Outline, block: Block, following: Block | None, stem: str) -> None:
    """Keep the stem for the list that opens next; a list right behind another one completes the same stem."""
    if following is None:
        return
    if _opens_list(block, following):
        outline.stems[following.scope[len(block.scope)]] = " ".join(filter(None, (_lead_in(outline, block), stem)))
        return
    for old, new in zip(block.scope, following.scope, strict=False):
        if old != new:
            if old.kind == new.kind == "list" and old in outline.stems:
                outline.stems[new] = outline.stems[old]
            return
