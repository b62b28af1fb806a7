"""A page as it is seen: passages and sentences."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

PassageKind = Literal["heading", "paragraph", "item", "cell"]


@dataclass(frozen=True, slots=True)
class Link:
    """A link inside a passage: ``start`` and ``end`` are offsets into the passage's text."""

    start: int
    end: int
    href: str


@dataclass(frozen=True, slots=True)
class Passage:
    """A block of visible text: a heading, a paragraph, a list item or a block inside a table cell.

    ``text`` has its white space collapsed. ``section`` is the path of headings above it, outermost first; a
    bold label that opens an item ("**Usage Information.** We collect …") is a heading of its own and part of
    the path. ``lead_in`` is the stem that a list item completes ("We share with Meta:"), stems of outer lists
    first, joined by a space. ``level`` is the rank of a heading (1 is the top) or the depth of a list item.
    ``start`` is the offset of the text in `Page.text`.
    """

    kind: PassageKind
    text: str
    section: tuple[str, ...] = ()
    lead_in: str = ""
    level: int = 0
    links: tuple[Link, ...] = ()
    anchor: str | None = None
    start: int = 0


@dataclass(frozen=True, slots=True)
class Sentence:
    """A span of a passage. Meaning is read from ``text`` *with* ``section`` and ``lead_in``.

    ``start`` is the offset in `Page.text`, ``passage`` the index in `Page.passages`; ``kind`` is the passage's.
    """

    text: str
    section: tuple[str, ...] = ()
    lead_in: str = ""
    kind: PassageKind = "paragraph"
    start: int = 0
    passage: int = 0

    @property
    def end(self) -> int:
        """The offset in `Page.text` just behind the sentence."""
        return self.start + len(self.text)


@dataclass(frozen=True, slots=True)
class Page:
    """What a reader sees of a captured page: its passages in order, and its sentences.

    ``text`` is the passages' texts joined by newlines; all offsets count in it. ``language`` is what the page
    declares (``<html lang>``), lower case, or None.
    """

    passages: tuple[Passage, ...]
    sentences: tuple[Sentence, ...]
    text: str
    language: str | None = None
    title: str = ""


@dataclass(frozen=True, slots=True)
class PagePair:
    """The pages that were compared, where their text was kept; of one that stayed the same ``after`` alone."""

    before: Page | None = None
    after: Page | None = None
