"""Pages that stand where the policy should, known by the short lines they consist of.

A policy may speak of errors, cookies and logins, so a shape counts only on a short page, and only in short
lines: titles, buttons, notices.
"""

from __future__ import annotations

import re
from enum import Enum

from claimtrack.records import Page
from claimtrack.text import normal, plain_words

_LINE = 25  # words: a longer passage is running text
_NOTICE = 250  # words in all: what is longer is no mere notice, even in short lines
_PROSE = 300  # words of running text from which on a page is no mere list
_DATES = 5
_MONTH = "(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
_DATE = (
    rf"\b{_MONTH}\.? \d{{1,2}},? \d{{4}}",
    rf"\b\d{{1,2}}\.? {_MONTH}\.?,? \d{{4}}",
    r"\b(?:19|20)\d\d-\d\d-\d\d\b",
    r"\b\d{1,2}[./]\d{1,2}[./](?:19|20)\d\d\b",
)


_NOT = "(?:not|n't|no longer|never|un)"
_THERE = "(?:available|found|exist|accessible|displayed|loaded|work|offered|provided)"
_PLACE = "(?:country|region|location|area|territory)"


def _any(alternatives: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(alternatives), re.IGNORECASE)


_IS_DATED = _any(_DATE)
_DIGIT = re.compile(r"\d")


class Shape(Enum):
    """A kind of page that is no policy: what it does, and the patterns it is known by."""

    REGION = "says that it is not available in this country or region", (
        rf"{_NOT} ?(?:currently |yet )?{_THERE} (?:in|to|for|from) (?:\w+ ){{0,4}}{_PLACE}",
        r"unavailable for legal reasons",
    )
    ROBOT = "asks for a proof that a person is asking", (
        r"captcha",
        r"checking (?:if |that )?(?:your browser|the site connection)",
        r"are (?:you )?(?:a )?(?:human|robot)\b",
        r"not a robot|unusual traffic|just a moment\b|bot detection",
        r"automated (?:access|requests|queries)",
    )
    SCRIPT = "asks for JavaScript", (
        r"(?:enable|turn on|activate|requires?|needs?|without) java ?script",
        r"java ?script (?:is |must |to )",
        r"(?:browser|version) (?:is )?(?:not|un|no longer) ?supported",
    )
    CONSENT = "asks for consent to cookies first", (
        r"(?:accept|reject|allow|decline|refuse) (?:all|optional|non-essential|the use of)\b.{0,20}cookies?",
        r"(?:accept|reject|allow|decline) all$",
        r"(?:manage|cookie) (?:preferences|settings|choices)",
        r"before you continue",
        r"(?:we|site|website) uses? cookies",
    )
    LOGIN = "asks for a login", (
        r"(?:log|sign) ?in (?:to|or|with|below)\b",
        r"(?:you must|please|need to) (?:log|sign) ?in",
        r"forgot(?:ten)? (?:your )?password",
        r"create (?:new |an )account$",
    )
    ERROR = "shows an error", (
        r"something went wrong|went wrong on our",
        rf"(?:page|content|site|service|link|request|url)\b.{{0,40}}{_NOT}[ -]?(?:be )?{_THERE}",
        r"^(?:error )?(?:403|404|410|500|502|503)\b.{0,30}$",
        r"not found$",
        r"access (?:is |was )?denied|\bforbidden\b|bad gateway",
        r"(?:server|internal|application|unexpected) error|error occurred",
        r"temporarily (?:unavailable|down)|(?:down for|under|scheduled) maintenance|try again later",
    )

    def __init__(self, does: str, patterns: tuple[str, ...]) -> None:
        self.does, self.pattern = does, _any(patterns)


def shape(page: Page) -> Shape | None:
    """The shape of a short page, or None."""
    if len(plain_words(page.text)) > _NOTICE:
        return None
    lines = [page.title, *(passage.text for passage in page.passages if len(plain_words(passage.text)) <= _LINE)]
    plain = [normal(line) for line in lines]
    return next((it for it in Shape if any(it.pattern.search(line) for line in plain)), None)


def prose(page: Page) -> int:
    """How many words stand in running text."""
    counts = (len(plain_words(passage.text)) for passage in page.passages)
    return sum(count for count in counts if count > _LINE)


def dated(page: Page) -> tuple[int, int]:
    """How many short lines there are that hold a date, and how many lines of all kinds."""
    return sum(_is_dated(passage.text) for passage in page.passages), len(page.passages)


def _is_dated(text: str) -> bool:
    if text.isascii() and not _DIGIT.search(text):  # said of most passages at once
        return False
    return len(plain_words(text)) <= _LINE and _IS_DATED.search(normal(text)) is not None


def is_revisions(page: Page) -> bool:
    """Whether a page lists past editions: mostly short lines with a date, little running text."""
    lines, every = dated(page)
    return lines >= _DATES and 2 * lines >= every and prose(page) < _PROSE
