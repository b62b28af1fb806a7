"""Whether and how often a thing is done: may, must, seldom, as a rule."""

from __future__ import annotations

from collections.abc import Sequence

from claimtrack.comparing.spans import Span, marked
from claimtrack.records import Token
from claimtrack.text import stem
from claimtrack.vocabulary import Vocabulary

DEGREES: dict[tuple[str, ...], str] = {
    tuple(stem(word) for word in phrase.split()): degree
    for degree, phrases in (
        ("usual", ("usually", "generally", "typically", "normally", "mostly", "largely", "commonly", "mainly",
                   "as a rule", "in general", "for the most part", "more often than not", "in most cases",
                   "most of the time")),
        ("rare", ("seldom", "rarely", "infrequently", "hardly ever", "once in a blue moon")),
        ("may", ("now and again", "every so often", "every now and then", "once in a while")),
        ("always", ("always", "invariably", "routinely", "habitually", "constantly", "as a matter of course",
                    "day in , day out", "each and every time", "without exception", "in every case", "in all cases",
                    "every time", "each time", "at all times")),
    )
    for phrase in phrases
}  # fmt: skip
"""How often a thing is done, where that is not merely possible."""
LONGEST = max(map(len, DEGREES))


def degrees(one: Span, vocabulary: Vocabulary) -> dict[int, str]:
    """The words at a place that tell whether or how often a thing is done, by their numbers, with what they tell."""
    stems = tuple(token.stem for token in one.reading.tokens)
    found = {
        i: name
        for name in ("may", "must")
        for i in marked(stems, name, vocabulary)
        if one.reading.tokens[i].slot == "modality" or _before_action(one.reading.tokens, i)
    }
    for start in range(max(0, one.start - LONGEST + 1), one.end):
        for length in range(1, LONGEST + 1):
            degree = DEGREES.get(stems[start : start + length])
            found |= dict.fromkeys(range(start, start + length), degree) if degree else {}
    return {i: degree for i, degree in found.items() if one.start <= i < one.end}


def _before_action(tokens: Sequence[Token], i: int) -> bool:
    """Whether a modal belongs to a verb that was read as one, wherever the modal itself was put."""
    return i + 1 < len(tokens) and tokens[i + 1].slot == "action"
