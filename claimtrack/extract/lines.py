"""Runs of text to blocks: where lines break, and which lines draw a list with bullets or numbers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import count

from .blocks import Block, Context, Path, Run, Scope, is_bold, part
from .spans import Line, joined, line

_BULLET = re.compile(r"[*•·‣◦▪●○–-]\s+(?=\S)")
_NUMBER = re.compile(r"\(?(?:\d{1,2}|[a-z]|[ivx]{1,5})[.)]\s+(?=\S)")
_OPEN = re.compile(r"[^.!?:;…।。]$")
_DEEPEST = 20
_RUNNING = 6  # words: a shorter line that ends open is an entry of a list, an address, a title


@dataclass(slots=True)
class Drawn:
    """The drawn lists that are open below one scope: the indent of each and the scope of its last item."""

    base: Path = ()
    open: list[tuple[int, Path]] = field(default_factory=list)
    numbers: count[int] = field(default_factory=count)


def blocks(runs: Iterable[Run]) -> Iterator[Block]:
    """The blocks that runs make up, in order; a run marked "edge" parts two blocks."""
    held: list[Run] = []
    drawn = Drawn()
    for run in runs:
        if run.mark != "edge":
            held.append(run)
        elif any(each.text.strip() for each in held if not each.mark):
            yield from _blocks(held, drawn)
            held = []
        else:
            held = [each for each in held if each.mark == "anchor"][-1:]  # it names what comes next


def _blocks(runs: list[Run], drawn: Drawn) -> Iterator[Block]:
    context = next(run.context for run in runs if not run.mark)
    if context.scope != drawn.base:
        drawn.base, drawn.open = context.scope, []
    made = lines(runs)
    if context.rank and made:
        made = [joined(made)]
    anchor = _anchor(runs)
    for each in made:
        yield _block(each, context, anchor, drawn)
        anchor = None


def _anchor(runs: list[Run]) -> str | None:
    """The last anchor before the first word, else the first one behind it."""
    first = next((i for i, run in enumerate(runs) if not run.mark and run.text.strip()), len(runs))
    before = [run.text for run in runs[:first] if run.mark == "anchor"]
    behind = [run.text for run in runs[first:] if run.mark == "anchor"]
    return before[-1] if before else behind[0] if behind else None


def lines(runs: list[Run]) -> list[Line]:
    """The lines of one block; a break inside a running sentence is none."""
    made: list[Line] = []
    held: list[Run] = []
    empty = False
    for run in [*runs, Run("", Context(), "break")]:
        if not run.mark:
            held.append(run)
        elif run.mark == "break":
            following = line(held)
            held = []
            if following.text and made and not empty and _runs_on(made[-1], following):
                made[-1] = joined([made[-1], following])
            elif following.text:
                made.append(following)
            empty = not following.text
    return made


def _runs_on(before: Line, following: Line) -> bool:
    """Whether a sentence goes on behind a break: long and open before it, lower case behind it."""
    if is_bold(before.text, before.bold) != is_bold(following.text, following.bold):
        return False
    running = bool(_OPEN.search(before.text)) and len(before.text.split()) >= _RUNNING
    return running and following.text[0].islower() and not _NUMBER.match(following.text)


def _block(each: Line, context: Context, anchor: str | None, drawn: Drawn) -> Block:
    """A line as a block, without its bullet, in the drawn list that it belongs to."""
    block = Block(each.text, each.bold, each.links, anchor, context.scope, context.rank, context.cell)
    if context.rank:
        return block
    bullet = _BULLET.match(block.text)
    if bullet or (_NUMBER.match(block.text) and not block.is_bold):
        block.scope = _item(each.indent, drawn)
        return part(block, bullet.end() if bullet else 0, len(block.text))
    if each.indent and drawn.open:
        outer = (path for indent, path in reversed(drawn.open) if indent < each.indent)
        block.scope = next(outer, drawn.base)
    else:
        drawn.open.clear()
    return block


def _item(indent: int, drawn: Drawn) -> Path:
    """The scope of the next item at some indent: of the list that is open there, or of a new one."""
    while drawn.open and (drawn.open[-1][0] > indent or len(drawn.open) > _DEEPEST):
        drawn.open.pop()
    item = Scope("item", next(drawn.numbers))
    if drawn.open and drawn.open[-1][0] == indent:
        path = (*drawn.open.pop()[1][:-1], item)
    else:
        outer = drawn.open[-1][1] if drawn.open else drawn.base
        path = (*outer, Scope("list", next(drawn.numbers)), item)
    drawn.open.append((indent, path))
    return path
