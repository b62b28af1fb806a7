"""Judges whether a page is the document it was fetched as: all of it, and not something else in its place.

A selector that matches proves nothing, and a status of 200 little. Identity is read from the language, the
size, the headings, and the known shapes of pages that come instead. Each rule gives None or one sentence with
its figures; the first sentence is the reason. The thresholds were measured on recorded pages of two
companies, usable and not, whole and cut.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from claimtrack.guard import blocks, languages, shapes
from claimtrack.records import Document, Page, Verdict
from claimtrack.text import plain_words

__all__ = ["judge"]

_SIZE = 0.4
"""The least share of the accepted words: editions that follow each other keep nearly all, rewrites grow."""

_SHRUNK = 0.9
"""A page with less than this share of the accepted words has lost something; what, its passages say."""

_SAME = 0.5
"""With this share of the accepted headings it is the same document: ordinary editions keep 0.96 of them."""

_OTHER = 0.2
"""Below this share it is another document, where nothing else tells: a full rewrite kept 0.38."""

_ALIKE = 0.85
"""Pages whose words are so much alike are one document whatever became of its headings: editions of one policy years
apart have 0.86 to 0.93, a notice for one region in its place 0.82, policies of other companies at most 0.79.
"""

_TAIL = 0.15
"""So large a part of the accepted passages is missing at the end of a page that broke off."""

_HOLES = 0.3
"""So large a part is missing, wherever it stood, of a page of which some sections did not load."""

_REPLACED = 3
"""With fewer passages lost for each new one, the new ones came in their place, as in a rewrite."""

_FEW = 4
"""Of fewer headings or passages than these a share says nothing."""

_WORDS_TO_TELL = 50
"""Of fewer words than these no language can be told."""


@dataclass(frozen=True, slots=True)
class _Case:
    """What the rules look at; ``words`` are the page's in lower case."""

    page: Page
    document: Document
    accepted: Page | None
    words: list[str]
    accepted_words: int
    overlap: blocks.Overlap | None


def judge(page: Page, document: Document, accepted: Page | None = None) -> Verdict:
    """Whether a page can be used as the document.

    ``accepted`` is the page of the edition that was last accepted, read by the same code; without it the page
    is judged by what the document expects alone.
    """
    case = _Case(
        page=page,
        document=document,
        accepted=accepted,
        words=plain_words(page.text),
        accepted_words=len(plain_words(accepted.text)) if accepted else 0,
        overlap=blocks.heading_overlap(accepted, page) if accepted else None,
    )
    reasons = (rule(case) for rule in _RULES)
    return next((Verdict(False, reason) for reason in reasons if reason), Verdict(True))


def _shape(case: _Case) -> str | None:
    count = len(case.words)
    if count >= case.document.expect.words and not _missing(case):
        return None
    shape = shapes.shape(case.page)
    if shape is None:
        return None
    return f"The page {shape.does} and has only {_count(count, 'word')}; it stands in place of the policy."


def _revisions(case: _Case) -> str | None:
    if not shapes.is_revisions(case.page):
        return None
    lines, every = shapes.dated(case.page)
    return f"The page lists past revisions in place of the policy: {lines} of its {every} lines hold a date."


def _foreign(case: _Case) -> str | None:
    tag = case.document.language
    if len(case.words) < _WORDS_TO_TELL:
        return None
    found = languages.foreign(case.page.text, case.words, tag, case.page.language)
    if found is None:
        return None
    return f"The page is in {found}; the document is tracked in {languages.name(tag)}."


def _short(case: _Case) -> str | None:
    count, expected = len(case.words), case.document.expect.words
    if count >= expected:
        return None
    return f"The page has {_count(count, 'word')}; at least {expected:,} are expected."


def _no_prose(case: _Case) -> str | None:
    share = languages.common_share(case.words, case.document.language)
    if share is None or share >= languages.PROSE:
        return None
    name = languages.name(case.document.language)
    return (
        f"The page is no running text in {name}: {share:.0%} of its words are common ones; "
        f"at least {languages.PROSE:.0%} are expected."
    )


def _shrunken(case: _Case) -> str | None:
    count, before = len(case.words), case.accepted_words
    if count >= _SIZE * before:
        return None
    least = f"at least {_SIZE:.0%} of the accepted edition's {before:,} are expected"
    return f"The page has {_count(count, 'word')}; {least}."


def _incomplete(case: _Case) -> str | None:
    """A page that lost words and passages while little came in their place is a part of the accepted one."""
    if case.accepted is None or len(case.words) >= _SHRUNK * case.accepted_words:
        return None
    it = blocks.passage_overlap(case.accepted, case.page)
    if not (_broke_off(it) or _has_holes(it) or _lost_expected(case, case.accepted)):
        return None
    part = "The end" if _broke_off(it) else "A part"
    lost = f"{it.lost:,} of the accepted edition's {_count(it.before, 'passage')}"
    words_lost = 1 - len(case.words) / case.accepted_words
    return f"{part} of the page is missing: {lost} and {words_lost:.0%} of its words are not there."


def _broke_off(it: blocks.Overlap) -> bool:
    return it.before >= _FEW and it.tail >= max(_TAIL * it.before, _REPLACED * it.beyond)


def _has_holes(it: blocks.Overlap) -> bool:
    return it.before >= _FEW and it.lost >= max(_HOLES * it.before, _REPLACED * it.new)


def _lost_expected(case: _Case, accepted: Page) -> bool:
    """Whether a heading is gone that the document expects and the accepted edition had."""
    had = blocks.missing(accepted, case.document.expect.headings)
    return bool(set(_missing(case)) - set(had))


def _other(case: _Case) -> str | None:
    """A rewrite keeps the headings that the document must have, or the title; another document neither."""
    it, missing = case.overlap, _missing(case)
    if it is not None and it.before >= _FEW and it.share >= _SAME:
        return None
    if missing:
        none = " and ".join(map(_none_of, missing))
        return f"{none[0].upper()}{none[1:]} is on the page{_kept(it)}."
    if it is None or case.document.expect.headings or it.before < _FEW or it.share >= _OTHER:
        return None
    if case.accepted is not None and _same_title_or_words(case.page, case.accepted):
        return None
    return f"The page is another document{_kept(it)}."


def _same_title_or_words(page: Page, accepted: Page) -> bool:
    return blocks.title(page) == blocks.title(accepted) or blocks.likeness(page, accepted) >= _ALIKE


def _missing(case: _Case) -> list[tuple[str, ...]]:
    return blocks.missing(case.page, case.document.expect.headings)


def _kept(it: blocks.Overlap | None) -> str:
    return f", with {it.kept} of the accepted edition's {_count(it.before, 'heading')}" if it else ""


def _none_of(names: tuple[str, ...]) -> str:
    """What is missing where any of these headings would do."""
    quoted = ", ".join(f"“{name}”" for name in names)
    return f"no heading {quoted}" if len(names) == 1 else f"none of the headings {quoted}"


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'s' * (number != 1)}"


_RULES: tuple[Callable[[_Case], str | None], ...] = (
    _shape, _revisions, _foreign, _short, _no_prose, _shrunken, _incomplete, _other,
)  # fmt: skip
