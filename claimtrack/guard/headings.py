"""What the headings of a page say about whether it is the document, and whether it is all there."""

from __future__ import annotations

from typing import NamedTuple

from claimtrack.records import Page
from claimtrack.text import normal, stems

Heading = tuple[str, ...]
_LONGER = 6  # words that a heading may have besides those that are looked for


class Overlap(NamedTuple):
    """The headings of an accepted page and of a new one, compared in order and without repetition.

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
        """How many accepted headings are gone."""
        return self.before - self.kept

    @property
    def share(self) -> float:
        """The share of the accepted headings that is still there; all, where there were none."""
        return self.kept / self.before if self.before else 1.0


def of(page: Page) -> list[Heading]:
    """The headings of a page as stems without leading numbers, in order, each once."""
    found = (_form(passage.text) for passage in page.passages if passage.kind == "heading")
    return list(dict.fromkeys(heading for heading in found if heading))


def _form(text: str) -> Heading:
    form = stems(normal(text))
    while len(form) > 1 and form[0].isdecimal():
        form = form[1:]
    return tuple(form)


def overlap(accepted: Page, page: Page) -> Overlap:
    """Compares the headings of two pages."""
    before, after = of(accepted), of(page)
    kept = set(before) & set(after)
    return Overlap(
        before=len(before),
        kept=len(kept),
        new=len(set(after) - kept),
        tail=_behind(before, kept),
        beyond=_behind(after, kept),
    )


def _behind(headings: list[Heading], kept: set[Heading]) -> int:
    last = max((i for i, heading in enumerate(headings) if heading in kept), default=-1)
    return len(headings) - 1 - last


def missing(page: Page, expected: list[list[str]]) -> list[str]:
    """The first of each inner list of which no heading is on the page."""
    found = of(page)
    return [names[0] for names in expected if names and not any(_stands(_form(it), found) for it in names)]


def _stands(name: Heading, headings: list[Heading]) -> bool:
    """Whether a heading is the name, or holds it among a few more words: "Your Choices and Rights"."""
    return any(
        heading[i : i + len(name)] == name
        for heading in headings
        if len(name) <= len(heading) <= len(name) + _LONGER
        for i in range(len(heading) - len(name) + 1)
    )


def title(page: Page) -> Heading:
    """The page's first heading; its title where it has none."""
    return next(iter(of(page)), _form(page.title))
