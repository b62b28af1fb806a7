"""What a reader sees of a page: `page` turns captured bytes into passages and sentences.

    bytes → decode → (markdown →) html → tree → lines → outline → twice → sentences
                     plain text: one sentence a line

Every step is pure. Whatever the bytes are, `page` returns or raises `PageError`.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import islice
from pathlib import PurePath
from typing import TypeVar

from claimtrack.errors import PageError
from claimtrack.records import Document, Page, Passage, Sentence

from . import dates, decode, sentences
from .blocks import Block
from .decode import MAX_BYTES, refuse_binary

__all__ = ["MAX_BYTES", "bad_selectors", "effective_date", "media_type", "page", "refuse_binary", "suffixes"]

T = TypeVar("T", Block, Passage)

MAX_PASSAGES = 50_000
MAX_TEXT = 5_000_000  # characters that a reader sees

_SUFFIXES = {
    ".html": "text/html", ".htm": "text/html", ".xhtml": "text/html",
    ".md": "text/markdown", ".markdown": "text/markdown", ".txt": "text/plain",
}  # fmt: skip
_FIRST = 15  # passages that the effective date is looked for in


def media_type(name: str) -> str | None:
    """The media type that a file name's suffix stands for; None for a file that is no page."""
    return _SUFFIXES.get(PurePath(name).suffix.lower())


def suffixes() -> list[str]:
    """The suffixes of the files that a page can be read from."""
    return [*_SUFFIXES]


def page(body: bytes, media_type: str, document: Document | None = None, *, name: str = "") -> Page:
    """What a reader sees of a page.

    ``media_type`` is text/html, text/markdown or text/plain, parameters such as a charset allowed; anything
    else is read as HTML. ``document`` says where on the page the text is
    (``select``) and what is no part of it (``remove``). ``name`` is what errors call the page. Raises
    `PageError` for bytes that are empty, binary, too large or nested too deep, and for bad selectors.
    """
    kind, _, parameters = media_type.lower().partition(";")
    charset = re.search(r"charset\s*=\s*\"?([\w.:-]+)", parameters)
    text = decode.text(body, charset[1] if charset else None, name=name or "the page")
    if kind.strip() == "text/plain":
        return _plain(text, name or "the page")
    return _marked_up(text, kind.strip() == "text/markdown", document, name or "the page")


def bad_selectors(document: Document) -> list[tuple[str, str]]:
    """The CSS selectors of a document that cannot be read, each with the reason."""
    if not (document.select or document.remove):
        return []
    from . import html

    return list(html.bad_selectors(document))


def effective_date(page: Page) -> dt.date | None:
    """The day the policy says it is in force from, or else was last updated; None where it does not say."""
    return dates.effective("\n".join(passage.text for passage in page.passages[:_FIRST]))


def _plain(text: str, name: str) -> Page:
    lines = (" ".join(line.split()) for line in text.splitlines())
    passages = _placed(_bounded((Passage("paragraph", line) for line in lines if line), name))
    whole = (_sentence(passage, index, 0, len(passage.text)) for index, passage in enumerate(passages))
    return Page(passages, tuple(whole), _text(passages))


def _marked_up(text: str, is_markdown: bool, document: Document | None, name: str) -> Page:
    from . import html, lines, markdown, outline, tree, twice

    source = html.parse(markdown.html(text, name) if is_markdown else text, document, name)
    blocks = _bounded(lines.blocks(tree.runs(source.roots, source.skip)), name)
    passages = _placed(twice.once(list(outline.passages(blocks))))
    return Page(passages, tuple(_sentences(passages)), _text(passages), source.language, source.title)


def _bounded(things: Iterable[T], name: str) -> list[T]:
    found = list(islice(things, MAX_PASSAGES + 1))
    if len(found) > MAX_PASSAGES:
        raise PageError(name, f"the page has more than {MAX_PASSAGES:,} passages.", hint=decode.TEXT_ALONE)
    if sum(len(thing.text) for thing in found) > MAX_TEXT:
        raise PageError(name, f"the page has more than {MAX_TEXT:,} characters of text.", hint=decode.TEXT_ALONE)
    return found


def _placed(passages: Iterable[Passage]) -> tuple[Passage, ...]:
    """Passages with their offsets in the page's text."""
    placed, start = [], 0
    for passage in passages:
        placed.append(replace(passage, start=start))
        start += len(passage.text) + 1
    return tuple(placed)


def _text(passages: tuple[Passage, ...]) -> str:
    return "\n".join(passage.text for passage in passages)


def _sentences(passages: tuple[Passage, ...]) -> Iterator[Sentence]:
    for index, passage in enumerate(passages):
        spans = [(0, len(passage.text))] if passage.kind == "heading" else sentences.split(passage.text)
        for start, end in spans:
            yield _sentence(passage, index, start, end)


def _sentence(passage: Passage, index: int, start: int, end: int) -> Sentence:
    text = passage.text[start:end]
    return Sentence(text, passage.section, passage.lead_in, passage.kind, passage.start + start, index)
