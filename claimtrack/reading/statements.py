"""What claims call the things they are on: their statements are read as the policy's sentences are.

A publisher writes "viewing figures" and files the claim under usage data. Where the statement names something
else than its practice does, or something no vocabulary knows, those words stand for the practice's id on the
pages that the claim is held against.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from claimtrack import text
from claimtrack.reading import grammar as g
from claimtrack.records import Assertion, Practice, Value
from claimtrack.vocabulary import TOP, Concept, Vocabulary

LONGEST = 4
"""Words of a name; what is longer describes something and will not be found again in the same words."""
_NO_NAME = (
    g.PRONOUNS | g.INDEFINITES | g.FIRST | g.SECOND | g.QUESTIONS | g.RELATIVES | g.AUXILIARIES | g.PREPOSITIONS
)


def names(asserted: Assertion, stated: Sequence[Practice], vocabulary: Vocabulary) -> Iterator[Concept]:
    """The words that a claim's statement has for what its practice names by an id, as entries of the vocabulary."""
    found = [value for practice in stated for value in practice.data]
    unnamed = [id for id in asserted.data if id != TOP and not _named(id, found, vocabulary)]
    others = [value for value in found if not _meant(value, asserted.data, vocabulary) and _is_name(value, vocabulary)]
    if len(unnamed) == 1 and others:
        yield Concept(unnamed[0], "data", "", phrases=(others[0].words, *_longer(others[0], vocabulary)))


def _longer(value: Value, vocabulary: Vocabulary) -> Iterator[str]:
    """The phrases that hold a name's words and more, where the vocabulary knows it: they would be found instead."""
    words = set(text.stems(value.words))
    if value.id:
        yield from (phrase for phrase in vocabulary.concepts[value.id].phrases if words < set(text.stems(phrase)))


def _named(id: str, values: Iterable[Value], vocabulary: Vocabulary) -> bool:
    return any(_meant(value, [id], vocabulary) for value in values)


def _meant(value: Value, ids: Sequence[str], vocabulary: Vocabulary) -> bool:
    """Whether a value is what one of the ids names, or holds, or is held by."""
    return value.id is not None and any(vocabulary.akin(value.id, i) for i in ids)


def _is_name(value: Value, vocabulary: Vocabulary) -> bool:
    """Whether words name a thing: a few, with neither digits nor words of the closed classes among them."""
    stems = text.stems(value.words)
    named = any((stem,) not in vocabulary.lists["stopwords"] for stem in stems)
    short = named and len(stems) <= LONGEST and value.id != TOP
    return short and all(stem.isalpha() and stem not in _NO_NAME for stem in stems)
