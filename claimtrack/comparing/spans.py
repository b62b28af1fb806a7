"""All that stands at the place of a difference, the function words that no comparison counts among them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from claimtrack.comparing.normal import Placed
from claimtrack.records import Reading, Token
from claimtrack.vocabulary import Vocabulary


class Span(NamedTuple):
    """All words at the place of a difference, on one side: ``places`` are those that count."""

    reading: Reading
    start: int
    end: int
    places: tuple[Placed, ...]

    @property
    def tokens(self) -> Sequence[Token]:
        """The words, function words among them."""
        return self.reading.tokens[self.start : self.end]

    def said(self) -> tuple[Placed, ...]:
        """All words as places."""
        words = ((i, self.reading.tokens[i]) for i in range(self.start, self.end))
        return tuple(Placed(i, token, token.stem, self.reading, i) for i, token in words if token.text[0].isalnum())


def span(side: Sequence[Placed], first: int, last: int) -> Span | None:
    """What stands between the words of one side that stayed: ``side[first:last]`` and the function words around."""
    places = tuple(side[first:last])
    before, behind = side[first - 1 : first] if first else (), side[last : last + 1]
    near = next(iter((*places, *before, *behind)), None)
    if near is None:
        return None
    tokens = near.reading.tokens
    start = before[0].at + 1 if before and before[0].reading is near.reading else 0
    end = behind[0].at if behind and behind[0].reading is near.reading else len(tokens)
    return Span(near.reading, start, max(start, end), places)


@lru_cache(maxsize=1024)
def marked(stems: tuple[str, ...], name: str, vocabulary: Vocabulary) -> frozenset[int]:
    """The numbers of the words that a word list of the vocabulary marks, in a sentence of these stems."""
    return frozenset(i for at, listed in vocabulary.marks(stems) if listed == name for i in at)
