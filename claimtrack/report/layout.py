"""What reports for a terminal are laid out with: the console, its lines, and marked passages.

Everything from pages and claim files goes through `quote.inert` into `Text`, never through markup. Without
colours the changed words are marked as wdiff marks them: [-removed-] {+added+}.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import IO

from rich.console import Console
from rich.text import Text

from claimtrack.records import Status, Support
from claimtrack.report import quote

WIDTH = 80
MAX_WIDTH = 120
"""Longer lines are hard to read, however wide the terminal is."""
MIN_WIDTH = 40
MAX_PASSAGE = 1500
"""Characters of a passage that are shown; a page without full stops is one sentence."""
Edits = Mapping[str, tuple[Sequence[str], Sequence[str]]]
"""The sentences that the page lost and won, by the document's id."""

STYLES: dict[Status, str] = {
    "unchanged": "green", "cosmetic": "green", "moved": "cyan", "reworded": "cyan", "changed": "bold yellow",
    "withdrawn": "bold red", "introduced": "bold yellow", "not-stated": "dim", "baseline": "green",
    "unverifiable": "dim",
}  # fmt: skip

SUPPORT_STYLES: dict[Support, str] = {
    "stated": "green", "partly-stated": "cyan", "not-stated": "yellow", "contradicted": "bold red",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Layout:
    """What a report is laid out on, and how much of it is said."""

    console: Console
    quiet: bool = False
    verbose: bool = False
    edits: Edits = field(default_factory=dict)
    whole: bool = False
    """Whether all evidence of a flagged claim is shown, uncut."""

    @property
    def plain(self) -> bool:
        """Whether words must be marked by brackets, for want of colours."""
        return self.console.color_system is None or self.console.no_color

    @property
    def columns(self) -> int:
        """What a line of a table may take: all that there is, for no eye has to find back from its end."""
        return max(self.console.width, getattr(self.console, "columns", 0))


class _Console(Console):
    """A console that leaves it to its caller what becomes of output that nobody reads; rich would exit with 1.

    ``columns`` is how wide it is; its width is what lines of text may take of that.
    """

    columns = 0

    def on_broken_pipe(self) -> None:
        """Called by rich while it handles the error."""
        raise BrokenPipeError


def plain_console(out: io.StringIO) -> Console:
    """A console that writes plain text, `WIDTH` columns wide."""
    return Console(file=out, width=WIDTH, color_system=None, force_terminal=False, markup=False, highlight=False)


def console(file: IO[str], color: bool | None) -> Console:
    """A console on a terminal, as wide as is good to read, in colours where it has them or ``color`` says so."""
    made = _Console(
        file=file, force_terminal=color, no_color=None if color is None else not color, markup=False,
        highlight=False, emoji=False,
    )  # fmt: skip
    made.columns = made.width
    made.width = max(MIN_WIDTH, min(made.width, MAX_WIDTH))
    return made


def passages(layout: Layout, old: str, new: str) -> Iterator[Text]:
    """What was said and what is said now, each with its own words marked."""
    left, right = quote.marked(old, new)
    if old:
        yield from hanging(layout, "-", _marked(layout, left, "[-", "-]", "red"), 4, "red")
    if new:
        yield from hanging(layout, "+", _marked(layout, right, "{+", "+}", "green"), 4, "green")


def _marked(layout: Layout, pieces: list[quote.Piece], begin: str, end: str, style: str) -> Text:
    text = Text()
    for words, changed in pieces if layout.whole else quote.elided(pieces):
        bare = words.rstrip()
        if changed:
            text.append(f"{begin}{bare}{end}" if layout.plain else bare, f"bold {style} underline")
        text.append(words[len(bare) * changed :])
    if not layout.whole:
        text.truncate(MAX_PASSAGE, overflow="ellipsis")
    return text


def section(layout: Layout, path: Sequence[str]) -> Iterator[Text]:
    """The path of headings in one line, without the outermost where they do not fit."""
    parts = [quote.inert(each) for each in path]
    room = layout.console.width - 8
    while len(parts) > 1 and len(" › ".join(parts)) > room:
        parts = parts[1:]
    if parts:
        yield Text("    " + quote.shortened(" › ".join(parts), room), "dim italic")


def wrapped(layout: Layout, text: Text) -> Iterator[Text]:
    """The text in lines that fit."""
    yield from _lines(layout, text, layout.console.width)


def hanging(layout: Layout, sign: str, text: Text, indent: int, style: str = "") -> Iterator[Text]:
    """Lines with the sign in front of the first, and all text at the indent."""
    for at, line in enumerate(_lines(layout, text, layout.console.width - indent)):
        yield Text.assemble((f"{'' if at else sign:>{indent - 1}} ", style), line)


def _lines(layout: Layout, text: Text, width: int) -> Iterator[Text]:
    for line in text.wrap(layout.console, max(width, 20)):
        line.rstrip()
        yield line
