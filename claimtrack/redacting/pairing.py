"""Which sentence of a redacted edition became which of a later page.

Equal digests first. What is left has no words to compare: a sentence is paired with the one that states the most like
practices, stands between the same unchanged neighbours, under the same headings, and is as long.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from claimtrack.records import Alignment, Pair, Practice, Reading, RedactedSentence
from claimtrack.redacting.hiding import FACETS
from claimtrack.redacting.recalling import Key, Recalled, keys

SAID, PLACE, HEADED, LENGTH = 0.5, 0.25, 0.15, 0.1
"""What the practices, the neighbours, the headings and the length of two sentences weigh."""
FLOOR = 0.5
"""Sentences less alike than this are two sentences, not an edit."""
EDITED = 0.999
"""The most that two sentences are alike whose words are not known to be the same."""
PROSE = 4
"""Different words that make a sentence rather than a label."""
MOST = 5_000_000
"""Of more pairs than this none is looked at: two long policies have a million."""

Features = frozenset[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class _Loose:
    """A sentence that is left when the equal ones are paired."""

    at: int
    features: Features
    key: Key
    words: int
    heading: bool


def aligned(
    before: Recalled, facts: Sequence[RedactedSentence], after: Sequence[Reading], lengths: Sequence[int]
) -> Alignment:
    """Align a redacted edition with a later page; ``lengths`` are the words of the later sentences."""
    later = keys(after)
    equal = list(_equal(before, later, after))
    left = [
        _Loose(i, _features(before.readings[i].practices), before.keys[i], facts[i].words, facts[i].kind == "heading")
        for i in _rest(len(facts), (i for i, _ in equal))
    ]
    right = [
        _Loose(j, _features(after[j].practices), later[j], lengths[j], after[j].sentence.kind == "heading")
        for j in _rest(len(after), (j for _, j in equal))
    ]
    edited = _edited(left, right, _Anchors(equal))
    pairs = [Pair((i,), (j,), 1.0) for i, j in equal] + edited
    return Alignment(
        tuple(sorted(pairs, key=lambda pair: (pair.after, pair.before))),
        tuple(_rest(len(facts), (i for pair in pairs for i in pair.before))),
        tuple(_rest(len(after), (j for pair in pairs for j in pair.after))),
    )


def _rest(count: int, used: Iterable[int]) -> list[int]:
    gone = set(used)
    return [i for i in range(count) if i not in gone]


def _equal(before: Recalled, later: Sequence[Key], after: Sequence[Reading]) -> Iterator[tuple[int, int]]:
    """Pairs of equal digests, in page order: under the same headings first, then the same nearest, then anywhere."""
    taken: set[int] = set()
    done: set[int] = set()
    for place in (_all, _nearest, _anywhere):
        waiting: dict[object, list[int]] = defaultdict(list)
        for i in reversed(range(len(before.keys))):
            if i not in done and i not in before.lost:
                waiting[place(before.keys[i], before.readings[i])].append(i)
        for j, key in enumerate(later):
            queue = [] if j in taken else waiting.get(place(key, after[j]), [])
            if queue:
                i = queue.pop()
                done.add(i)
                taken.add(j)
                yield i, j


def _all(key: Key, _: Reading) -> object:
    return key


def _nearest(key: Key, _: Reading) -> object:
    return key[0], key[1][-2:], key[2]


def _anywhere(key: Key, reading: Reading) -> object:
    """A label in a table means nothing without its headings."""
    label = reading.sentence.kind == "cell" and len({token.stem for token in reading.tokens}) < PROSE
    return _nearest(key, reading) if label else key[0]


def _features(practices: Iterable[Practice]) -> Features:
    """What practices say, a value each."""
    found: set[tuple[str, str]] = set()
    for each in practices:
        found.add(("action", f"{each.polarity.id} {each.action.id or each.action.words}"))
        found |= {(name, value.id or value.words) for name in FACETS for value in getattr(each, name)}
    return frozenset(found)


class _Anchors:
    """The equal sentences as marks along both editions."""

    def __init__(self, equal: Sequence[tuple[int, int]]) -> None:
        self._old = sorted(equal)
        self._at = [i for i, _ in self._old]

    def gap(self, i: int) -> tuple[int, float]:
        """Between which later sentences one of before is to be expected."""
        at = bisect_left(self._at, i)
        low = self._old[at - 1][1] if at else -1
        high = self._old[at][1] if at < len(self._old) else math.inf
        return low, high


def _edited(left: Sequence[_Loose], right: Sequence[_Loose], anchors: _Anchors) -> list[Pair]:
    """The best one-to-one pairs of what is left."""
    if len(left) * len(right) > MOST:
        return []
    weights = _weights([*left, *right])
    scored = [
        (score, one.at, other.at)
        for one, other in _candidates(left, right, anchors)
        if one.heading == other.heading and (score := _likeness(one, other, anchors, weights)) >= FLOOR
    ]
    done_left: set[int] = set()
    done_right: set[int] = set()
    chosen = []
    for score, i, j in sorted(scored, key=lambda s: (-s[0], s[1], s[2])):
        if i not in done_left and j not in done_right:
            done_left.add(i)
            done_right.add(j)
            chosen.append(Pair((i,), (j,), min(round(score, 3), EDITED)))
    return chosen


def _candidates(
    left: Sequence[_Loose], right: Sequence[_Loose], anchors: _Anchors
) -> Iterator[tuple[_Loose, _Loose]]:
    """Sentences that say something alike, by an inverted index; those that say nothing, between the same neighbours."""
    index: dict[object, list[_Loose]] = defaultdict(list)
    for other in right:
        for feature in other.features or (None,):
            index[feature].append(other)
    for one in left:
        low, high = anchors.gap(one.at)
        if not one.features:
            yield from ((one, other) for other in index[None] if low < other.at < high)
            continue
        near = {other.at: other for feature in one.features for other in index.get(feature, ())}
        yield from ((one, other) for other in near.values())


def _weights(every: Sequence[_Loose]) -> Mapping[tuple[str, str], float]:
    """Inverse document frequency of what is said (Spärck Jones 1972)."""
    seen = Counter(feature for one in every for feature in one.features)
    return {feature: math.log((1 + len(every)) / n) + 0.1 for feature, n in seen.items()}


def _likeness(one: _Loose, other: _Loose, anchors: _Anchors, weights: Mapping[tuple[str, str], float]) -> float:
    """How alike two sentences are, 0 to 1."""
    total = sum(weights[f] for f in one.features) + sum(weights[f] for f in other.features)
    said = 2 * sum(weights[f] for f in one.features & other.features) / total if total else 1.0
    low, high = anchors.gap(one.at)
    place = 1.0 if low < other.at < high else 0.0
    headed = 1.0 if one.key[1:] == other.key[1:] else 0.5 if one.key[1][-1:] == other.key[1][-1:] else 0.0
    length = min(one.words, other.words) / (max(one.words, other.words) or 1)
    return SAID * said + PLACE * place + HEADED * headed + LENGTH * length
