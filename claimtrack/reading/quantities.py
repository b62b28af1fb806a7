"""Numbers with a unit, as the vocabulary writes them: "30 days", "<= 24 hours", ">= 16 years"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from claimtrack.reading import grammar as g
from claimtrack.reading.tokens import Word
from claimtrack.text import NUMBERS, stem

_UNITS = {
    "second": "seconds", "minut": "minutes", "hour": "hours", "hor": "hours", "day": "days", "week": "weeks",
    "month": "months", "quarter": "quarters", "year": "years", "fortnight": "fortnights", "decad": "decades",
    "percent": "percent", "%": "percent",
}  # fmt: skip
_SIZES = {"weeks": (7, "days"), "fortnights": (14, "days"), "quarters": (3, "months"), "years": (12, "months"),
          "decades": (120, "months")}  # fmt: skip
_SPANNING = frozenset("for after within in than least of most over every last past".split())
"""Words behind which "a year" is a period, and a number counts something: "after 5 sessions"."""
_COUNTING = _SPANNING - {"of", "in", "for"}
_PERIOD_OPENERS = g.DETERMINERS | {"half"}
_ARTICLES = frozenset(("a", "an"))
PHRASE = 5
"""Words of a phrase that names a length of time: "a full sailing season"."""
_AGE = re.compile(r"^(age|old|under|younger|older|over|above|below|child|children|minor|least)$")


class Quantity(NamedTuple):
    """A number with its unit and bound ("", "<=" or ">="), at words ``start`` to ``end`` (exclusive)."""

    number: float
    unit: str
    bound: str
    start: int
    end: int
    at: int
    """The word that is the number."""

    @property
    def measure(self) -> str:
        """One spelling for one measure: "two weeks" and "14 days", "12 months" and "one year"."""
        factor, unit = _SIZES.get(self.unit, (1, self.unit))
        return f"q{self.bound.replace('<', 'l').replace('>', 'g').replace('=', 'e')}{self.number * factor:.12g}{unit}"

    def __str__(self) -> str:
        return f"{self.bound} {self.number:.12g} {self.unit}".strip()


def quantities(words: Sequence[Word]) -> list[Quantity]:
    """The quantities of a sentence, in order."""
    found: list[Quantity] = []
    for i, word in enumerate(words):
        counts = _counts(word) or word.text in _ARTICLES
        quantity = _at(words, i) if counts and (not found or i >= found[-1].end) else None
        found += [quantity] if quantity else []
    return found


def _at(words: Sequence[Word], i: int) -> Quantity | None:
    number, at = _number(words, i)
    if at == i:
        alone = words[i].text in _ARTICLES and i > 0 and words[i - 1].text in _SPANNING
        single = _measured(words, i, 1.0, i + 1) if alone else None
        return single and single._replace(at=i + 1)  # "a decade" is told by its unit
    end = at
    while at < len(words) and (words[at].text in "-()" or _counts(words[at]) or words[at].stem in _SKIP):
        at += 1
    return _measured(words, i, number, at) or _age(words, i, number) or _count(words, i, number, end)


def _measured(words: Sequence[Word], i: int, number: float, at: int) -> Quantity | None:
    """A number at ``i`` of a unit at ``at``."""
    if at >= len(words) or words[at].stem not in _UNITS or _is_share(words, at):
        return None
    start, bound = _bound(words, i, at + 1)
    return Quantity(number, _UNITS[words[at].stem], bound, start, at + 1, i)


def _is_share(words: Sequence[Word], at: int) -> bool:
    """Whether a quarter is one of something, and no period."""
    return words[at].stem == "quarter" and at + 1 < len(words) and words[at + 1].text == "of"


def _count(words: Sequence[Word], i: int, number: float, at: int) -> Quantity | None:
    """A bounded number of what no concept names: "up to three devices", "after 5 sessions"."""
    if at >= len(words) or words[at].hits or not words[at].text.isalpha() or not words[at].text.endswith("s"):
        return None
    start, bound = _bound(words, i, at + 1)
    if bound or words[i - 1].text in _COUNTING:
        return Quantity(number, words[at].text, bound, start, at + 1, i)
    return None


_SKIP = frozenset(
    {"calendar", "busines", "working", "work", "consecutiv", "additional", "full", "more", "further"}
)


def _age(words: Sequence[Word], i: int, number: float) -> Quantity | None:
    """A bare number that is an age: "under 13", "13 or older", "the age of 16"."""
    near = [words[k].text for k in range(max(0, i - 3), min(len(words), i + 4)) if k != i]
    if 5 <= number <= 25 and sum(bool(_AGE.match(word)) for word in near) >= 1:
        start, bound = _bound(words, i, i + 1)
        return Quantity(number, "years", bound, start, i + 1, i)
    return None


def is_period(words: Sequence[Word], i: int) -> bool:
    """Whether a length of time begins at ``i``: "ten years", "a limited period", "the span of a generation"."""
    for word in words[i : i + 4]:
        if word.stem in _UNITS or word.stem in ("period", "duration", "time"):
            return True
        if not _counts(word) and word.stem not in _MEASURING:
            break
    return _period_end(words, i) > i


def periods(words: Sequence[Word]) -> list[tuple[int, int]]:
    """Lengths of time without a number or a known unit, start and end: "for [a full sailing season]", "[half a year]
    after".
    """
    found: list[tuple[int, int]] = []
    for i in range(1, len(words)):
        end = _period_end(words, i) if not found or i >= found[-1][1] else i
        following = words[end].text if end < len(words) else ""
        spanning = words[i - 1].text in ("for", "within", "over", "throughout")
        if end > i and (spanning or following in ("after", "following", "before")):
            found.append((i, end))
    return found


def _period_end(words: Sequence[Word], i: int) -> int:
    """Where a phrase that begins at ``i`` with a determiner or number and names a length of time ends; else ``i``."""
    if i >= len(words) or not (words[i].stem in _PERIOD_OPENERS or _counts(words[i])):
        return i
    for k in range(i + 1, min(i + PHRASE, len(words))):
        if not words[k].text.isalpha() or words[k].stem in g.JOINTS or words[k].hits:
            return i
        if words[k].stem in _TIMES and _ends_phrase(words, k + 1):
            return _complement_end(words, k + 1)
    return i


def _ends_phrase(words: Sequence[Word], i: int) -> bool:
    """Whether no further noun follows: not "the season [tickets]"."""
    if i >= len(words) or not words[i].text.isalpha() or words[i].stem in _BEYOND:
        return True
    return words[i].verb or "condition_openers" in words[i].opens or words[i].text == "following"


def _complement_end(words: Sequence[Word], i: int) -> int:
    """Where what hangs on a noun by "of" ends."""
    if i >= len(words) or words[i].text != "of":
        return i
    i += 1
    while i < len(words) and words[i].text.isalpha() and words[i].stem not in _BEYOND:
        if "condition_openers" in words[i].opens:
            break
        i += 1
    return i


_BEYOND = g.PREPOSITIONS | g.CONJUNCTIONS | g.RELATIVES | g.AUXILIARIES
_TIMES = frozenset(map(stem, (
    "span season generation lifetime lifespan fortnight decade century semester term era while summer winter spring "
    "autumn moon night evening weekend duration length quarter year month week"
).split()))  # fmt: skip
"""Nouns that are lengths of time, or of which one is said: "the length of your stay"."""
_LENGTHS = frozenset(("long", "short", "brief", "reasonabl", "specific", "fix"))
_MEASURING = g.DETERMINERS | _SKIP | _LENGTHS


def _counts(word: Word) -> bool:
    return word.text.isdecimal() or word.text in NUMBERS


def _number(words: Sequence[Word], i: int) -> tuple[float, int]:
    """The number that begins at ``i``, and where it ends; at ``i`` where none does."""
    return _figure(words, i) if words[i].text.isdecimal() else _spelt(words, i)


def _figure(words: Sequence[Word], i: int) -> tuple[float, int]:
    """Digits, with those behind a comma or a point: "1,000", "2.5"."""
    digits, end = words[i].text, i + 1
    while end + 1 < len(words) and words[end + 1].text.isdecimal() and words[end + 1].start == words[end - 1].end + 1:
        thousands = words[end].text == "," and len(words[end + 1].text) == 3
        if not thousands and (words[end].text != "." or "." in digits):
            break
        digits += words[end].text.strip(",") + words[end + 1].text
        end += 2
    return float(digits[:9]), end


def _spelt(words: Sequence[Word], i: int) -> tuple[float, int]:
    """Words that count together: "forty-eight", "one hundred and twenty"; not "one two"."""
    total, end = 0, i
    for k in range(i, len(words)):
        number = NUMBERS.get(words[k].text)
        if words[k].text == "and" and total >= 100 and total % 100 == 0:
            continue
        room = 100 if total % 100 == 0 else 10 if total % 10 == 0 and total % 100 > 10 else 0
        if number == 100 and k > i and total < 10:
            total, end = total * 100, k + 1
        elif number is not None and (k == i or number < room):
            total, end = total + number, k + 1
        else:
            break
    return float(total), end


def _bound(words: Sequence[Word], start: int, end: int) -> tuple[int, str]:
    signs = (("at_most", "<="), ("at_least", ">="))
    for k in range(max(0, start - 5), start):  # the longest first: "not less than" before "less than"
        for name, sign in signs:
            if k + words[k].opens.get(name, 0) in (start, _before_age(words, start)) and name in words[k].opens:
                return k, sign
    for name, sign in signs:
        if any(name in word.opens for word in words[end : end + 3]):
            return start, sign
    return start, ""


def _before_age(words: Sequence[Word], start: int) -> int:
    """Where "the age of" begins that stands in front of a number: "under the age of 16"."""
    if start < 3 or [word.text for word in words[start - 2 : start]] != ["age", "of"]:
        return start
    return start - 3 if words[start - 3].text == "the" else start - 2
