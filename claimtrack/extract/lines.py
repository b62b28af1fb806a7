"""Runs of text to lines, and lines to blocks: white space, line breaks, and lists that are drawn with bullets."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import count

from ..records import Link
from .blocks import Block, Context, Line, Path, Run, Scope, Span

_WHITE = re.compile(r"\s+")
_INVISIBLE = re.compile("[\u00ad\u200b\u200e\u200f\u2060\ufeff]")
_BULLET = re.compile(r"[*•·‣◦▪●○–-]\s+(?=\S)")
_NUMBER = re.compile(r"\(?(?:\d{1,2}|[a-z]|[ivx]{1,5})[.)]\s+(?=\S)")
_OPEN_END = re.compile(r"[^.!?:;…।。]$")

Open = list[tuple[int, Path]]


def blocks(runs: Iterable[Run]) -> Iterator[Block]:
    """The blocks that runs make up, in order; a run marked "edge" parts two blocks."""
    held: list[Run] = []
    numbers = count()
    base: Path | None = None
    opened: Open = []  # the drawn lists that are open: the indent of each and the scope of its last item
    for run in runs:
        if run.mark != "edge":
            held.append(run)
            continue
        if any(r.text and not r.mark for r in held):
            made = lines(held)
            context = next(r.context for r in held if not r.mark)
            if context.scope != base:
                base, opened = context.scope, []
            yield from _blocks(made, context, _anchor(held), opened, numbers)
        if any(r.text.strip() for r in held if not r.mark):
            held = []
        else:
            held = [r for r in held if r.mark == "anchor"][-1:]  # an empty anchor names what comes next


def _anchor(runs: list[Run]) -> str | None:
    """The last anchor before the first word, else the first one behind it."""
    first = next((i for i, r in enumerate(runs) if not r.mark and r.text.strip()), len(runs))
    before = [r.text for r in runs[:first] if r.mark == "anchor"]
    behind = [r.text for r in runs[first:] if r.mark == "anchor"]
    return (before[-1:] or behind[:1] or [None])[0]


def _blocks(made: list[Line], context: Context, anchor: str | None, opened: Open, numbers: count[int]) -> Iterator[Block]:
    if context.rank:
        made = [_joined(made)] if made else []
    for line in made:
        line, scope = _place(line, context, opened, numbers)
        yield Block(line.text, line.bold, line.links, anchor, scope, context.rank, context.cell)
        anchor = None


def _place(line: Line, context: Context, opened: Open, numbers: count[int]) -> tuple[Line, Path]:
    """A line without its bullet, and the scope it stands in."""
    bullet = None if context.rank else _BULLET.match(line.text)
    if bullet:
        item = _item(line.indent, context.scope, opened, numbers)
        return _cut(line, bullet.end()), item
    if not context.rank and _NUMBER.match(line.text) and not whole(line):
        return line, _item(line.indent, context.scope, opened, numbers)
    if line.indent and opened:
        return line, next((scope for indent, scope in reversed(opened) if indent < line.indent), opened[0][1])
    opened.clear()
    return line, context.scope


def _item(indent: int, base: Path, opened: Open, numbers: count[int]) -> Path:
    while opened and opened[-1][0] > indent:
        opened.pop()
    if opened and opened[-1][0] == indent:
        scope = (*opened.pop()[1][:-1], Scope("item", next(numbers)))
    else:
        outer = opened[-1][1] if opened else base
        scope = (*outer, Scope("list", next(numbers)), Scope("item", next(numbers)))
    opened.append((indent, scope))
    return scope


def whole(line: Line | Block) -> bool:
    """Whether a line is bold from its first word to its last; punctuation behind the bold may be plain."""
    if not line.bold or line.bold[0][0] > 0:
        return False
    return not re.search(r"\w", line.text[line.bold[0][1] :])


def lines(runs: list[Run]) -> list[Line]:
    """The lines of one block; a break inside a running sentence is none."""
    made: list[Line] = []
    held: list[Run] = []
    for run in [*runs, Run("", Context(), "break")]:
        if run.mark == "break":
            line = _line(held)
            held = []
            if line.text and made and _runs_on(made[-1], line):
                made[-1] = _joined([made[-1], line])
            elif line.text:
                made.append(line)
        elif not run.mark:
            held.append(run)
    return made


def _runs_on(line: Line, following: Line) -> bool:
    """Whether a sentence goes on behind a break: open before it, lower case behind it."""
    if whole(line) != whole(following) or not following.text[0].islower():
        return False
    return bool(_OPEN_END.search(line.text)) and not _NUMBER.match(following.text)


def _line(runs: list[Run]) -> Line:
    text, bold, links, length = [], [], [], 0
    raw = "".join(run.text for run in runs)
    for run in runs:
        words = _WHITE.sub(" ", _INVISIBLE.sub("", run.text))
        if words.startswith(" ") and (not text or text[-1].endswith(" ")):
            words = words[1:]
        if not words:
            continue
        span = (length, length + len(words))
        text.append(words)
        length = span[1]
        if run.context.bold:
            bold.append(span)
        if run.context.href is not None:
            links.append(Link(*span, run.context.href))
    whole_text = "".join(text)
    return Line(whole_text.rstrip(), _bold(bold, whole_text), _links(links, whole_text), _indent(raw))


def _indent(raw: str) -> int:
    """How far a line is drawn to the right; white space with a line end in it is layout of the source."""
    space = raw[: len(raw) - len(raw.lstrip())]
    return 0 if "\n" in space else len(space)


def _bold(spans: list[Span], text: str) -> tuple[Span, ...]:
    """Bold spans, joined where no word stands between two."""
    joined: list[Span] = []
    for start, end in spans:
        start, end = _trimmed(start, end, text)
        if end <= start:
            continue
        if joined and not re.search(r"\w", text[joined[-1][1] : start]):
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return tuple(joined)


def _links(links: list[Link], text: str) -> tuple[Link, ...]:
    joined: list[Link] = []
    for link in links:
        start, end = _trimmed(link.start, link.end, text)
        if end <= start:
            continue
        if joined and joined[-1].href == link.href and not text[joined[-1].end : start].strip():
            joined[-1] = Link(joined[-1].start, end, link.href)
        else:
            joined.append(Link(start, end, link.href))
    return tuple(joined)


def _trimmed(start: int, end: int, text: str) -> Span:
    words = text[start:end]
    return start + len(words) - len(words.lstrip()), start + len(words.rstrip())


def _cut(line: Line, start: int) -> Line:
    """A line without its first ``start`` characters."""
    bold = tuple((max(s - start, 0), e - start) for s, e in line.bold if e > start)
    links = tuple(Link(max(k.start - start, 0), k.end - start, k.href) for k in line.links if k.end > start)
    return Line(line.text[start:], bold, links, line.indent)


def _joined(made: list[Line]) -> Line:
    """Several lines as one."""
    text, bold, links = "", [], []
    for line in made:
        text += " " if text else ""
        at = len(text)
        bold += [(s + at, e + at) for s, e in line.bold]
        links += [Link(k.start + at, k.end + at, k.href) for k in line.links]
        text += line.text
    return Line(text, _bold(bold, text), _links(links, text), made[0].indent)
