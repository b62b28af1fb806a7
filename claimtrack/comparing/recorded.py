"""What differs between two sentences of which one has no words left: the practices alone tell.

A value that came or went counts where the claim speaks of it. Nothing is known of the places of the words, so a thing
that no id names counts only where the claim leaves open what it is on.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from claimtrack.comparing.bearing import Sided
from claimtrack.comparing.facets import FACETS, SINGLE, Difference
from claimtrack.records import Alignment, Assertion, ChangeKind, Match, Practice, Reading, Value
from claimtrack.text import stems
from claimtrack.vocabulary import TOP, Vocabulary

IDLE = frozenset({"controller", "user", TOP})
"""What most sentences name for one reason or another, beside what they are on."""
Meanings = Mapping[str, Value]


def is_wordless(readings: Iterable[Reading]) -> bool:
    """Whether the words of one of the sentences were not kept."""
    return any(not reading.tokens for reading in readings)


def split(
    alignment: Alignment, sides: tuple[Sequence[Reading], Sequence[Reading]],
    matches: tuple[Mapping[int, Match], Mapping[int, Match]],
) -> Alignment:  # fmt: skip
    """Without the pairs of a wordless sentence of which only one side bears on a claim: that side came or went."""
    apart = {
        pair
        for pair in alignment.pairs
        if is_wordless(sides[0][i] for i in pair.before)
        and any(i in matches[0] for i in pair.before) != any(j in matches[1] for j in pair.after)
    }
    if not apart:
        return alignment
    return Alignment(
        tuple(pair for pair in alignment.pairs if pair not in apart),
        tuple(sorted({*alignment.removed, *(i for pair in apart for i in pair.before)})),
        tuple(sorted({*alignment.added, *(j for pair in apart for j in pair.after)})),
    )


def bearing(
    claim: Assertion, before: Sequence[Sided], after: Sequence[Sided], vocabulary: Vocabulary
) -> dict[ChangeKind, Difference]:
    """What the practices that bear on a claim say otherwise, by kind: values that no practice of the other side has."""
    old, new = (
        [reading.practices[k] for reading, match in side for k in match.practices] for side in (before, after)
    )
    every = ([p for reading, _ in side for p in reading.practices] for side in (before, after))
    found = _between(old, new, *every) if old and new else {}
    asked = {"data": claim.data, "purpose": claim.purposes}
    return _in_words(
        {
            kind: tuple(_asked_for(side, asked.get(kind, ()), vocabulary) for side in sides)
            for kind, sides in found.items()
        }
    )


def all_of(old: Sequence[Practice], new: Sequence[Practice]) -> dict[ChangeKind, Difference]:
    """All that two groups of practices say otherwise."""
    return _in_words(_between(old, new, old, new))


def _between(
    old: Sequence[Practice], new: Sequence[Practice], all_old: Sequence[Practice], all_new: Sequence[Practice]
) -> dict[ChangeKind, tuple[Meanings, ...]]:
    """The values of the practices before that none of all after has, and the other way round, each group as a whole.

    Who acts, what is done, how surely and whether at all is another only where one stands for another.
    """
    found: dict[ChangeKind, tuple[Meanings, ...]] = {}
    for kind, name in {**FACETS, **SINGLE}.items():
        gone = _without(_meanings(old, name), _meanings(all_new, name))
        come = _without(_meanings(new, name), _meanings(all_old, name))
        if (gone and come) if kind in SINGLE else (gone or come):
            found[kind] = gone, come
    return found


def _without(values: Meanings, others: Meanings) -> Meanings:
    return {meaning: value for meaning, value in values.items() if meaning not in others}


def _meanings(practices: Iterable[Practice], name: str) -> Meanings:
    """What a facet says, each meaning with a value of it."""
    found: dict[str, Value] = {}
    for practice in practices:
        said = getattr(practice, name)
        for value in (said,) if isinstance(said, Value) else said:
            if isinstance(said, Value) or value.id not in IDLE:
                found.setdefault(value.id or " ".join(stems(value.words)), value)
    return found


def _asked_for(values: Meanings, asked: Sequence[str], vocabulary: Vocabulary) -> Meanings:
    """Those of the values that a claim speaks of: all, where it leaves the facet open."""
    if not asked or TOP in asked:
        return values
    return {
        meaning: value
        for meaning, value in values.items()
        if value.id and any(vocabulary.akin(value.id, id) for id in asked)
    }


def _in_words(found: Mapping[ChangeKind, tuple[Meanings, ...]]) -> dict[ChangeKind, Difference]:
    words = {
        kind: Difference(*(tuple(value.words or value.id or "" for value in side.values()) for side in sides))
        for kind, sides in found.items()
    }
    return {kind: difference for kind, difference in words.items() if any(difference)}
