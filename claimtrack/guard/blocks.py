"""What a page shares with the accepted one: its headings, and its passages of every kind."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from claimtrack.records import Page
from claimtrack.text import normal, stems

Form = tuple[str, ...]
"""A passage as stems without leading numbers."""

_TELLING = 4  # letters from which on a word tells what a text is about
_LONGER = 6  # words that a heading may have besides those that are looked for


class Overlap(NamedTuple):
    """The headings (or passages) of an accepted page and of a new one, compared as often as they stand there.

    ``kept`` of the ``before`` accepted ones are still there; ``new`` ones were not there before; ``tail``
    accepted ones stood behind the last that was kept, ``beyond`` new ones stand there now.
    """

    before: int
    kept: int
    new: int
    tail: int
    beyond: int

    @property
    def lost(self) -> int:
        """How many accepted ones are gone."""
        return self.before - self.kept

    @property
    def share(self) -> float:
        """The share of the accepted ones that is still there; all, where there were none."""
        return self.kept / self.before if self.before else 1.0


def headings(page: Page) -> list[Form]:
    """The headings of a page in order."""
    return _forms(passage.text for passage in page.passages if passage.kind == "heading")


def _forms(texts: Iterable[str]) -> list[Form]:
    return [form for form in map(_form, texts) if form]


def _form(text: str) -> Form:
    form = stems(normal(text))
    while len(form) > 1 and form[0].isdecimal():
        form = form[1:]
    return tuple(form)


def heading_overlap(accepted: Page, page: Page) -> Overlap:
    """Compares the headings of two pages."""
    return _overlap(headings(accepted), headings(page))


def passage_overlap(accepted: Page, page: Page) -> Overlap:
    """Compares all passages of two pages."""
    before, after = (_forms(passage.text for passage in it.passages) for it in (accepted, page))
    return _overlap(before, after)


def _overlap(before: list[Form], after: list[Form]) -> Overlap:
    counts = Counter(before)
    kept = counts & Counter(after)
    marks = {form for form in kept if counts[form] == 1}  # "Learn more" stands everywhere and marks no place
    return Overlap(
        before=len(before),
        kept=kept.total(),
        new=len(after) - kept.total(),
        tail=_behind(before, marks),
        beyond=_behind(after, marks),
    )


def _behind(forms: list[Form], marks: set[Form]) -> int:
    last = max((i for i, form in enumerate(forms) if form in marks), default=-1)
    return len(forms) - 1 - last


def likeness(one: Page, other: Page) -> float:
    """How much alike the words of two pages are, 0..1: the cosine of the square roots of their counts."""
    left, right = (Counter(stem for stem in stems(page.text) if len(stem) >= _TELLING) for page in (one, other))
    shared = sum(math.sqrt(count * right[stem]) for stem, count in left.items())
    return shared / (math.sqrt(left.total() * right.total()) or 1.0)


def missing(page: Page, expected: list[list[str]]) -> list[tuple[str, ...]]:
    """Each inner list of which no heading is on the page."""
    found = headings(page)
    return [tuple(names) for names in expected if names and not any(_stands(_form(it), found) for it in names)]


def _stands(name: Form, found: list[Form]) -> bool:
    """Whether a heading is the name, or holds it among a few more words: "Your Choices and Rights"."""
    return any(
        heading[i : i + len(name)] == name
        for heading in found
        if len(name) <= len(heading) <= len(name) + _LONGER
        for i in range(len(heading) - len(name) + 1)
    )


def title(page: Page) -> Form:
    """The page's first heading; its title where it has none."""
    return next(iter(headings(page)), _form(page.title))
