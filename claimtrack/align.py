"""Which sentence of the earlier edition became which of the later one.

Equal sentences first. For the rest the five nearest by TF-IDF cosine, weighed by the words that two sentences
share (cosine), the order they stand in (longest common subsequence of words), and what stands around them
(heading and neighbours); one to one, from the best down to `FLOOR`. A second look joins what is left over
nearby to the pair that holds most of its words: splits and merges.

The figures were chosen where they hold best between their neighbours: 39 of 43 hand-labelled sentences of a
rewritten policy, and 227 of 257 of three policies, read where the pairs were least sure. With token_sort_ratio for
the order, no surroundings and no bound on how far a piece may stand, it was 37 and 151.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from itertools import chain
from typing import NamedTuple

from claimtrack.records import Alignment, Pair, Reading
from claimtrack.text import stems

FLOOR = 0.34
"""Sentences less alike than this are two sentences, not an edit (measured; see above)."""
SHORTLIST = 5
AROUND = 0.15
"""The weight of what stands around two sentences; the rest is their own words and the order of these."""
EDITED = 0.999
"""The most that two sentences of other words, or of another order, are alike; 1.0 is for equal ones."""

HELD = 0.6
"""The share of a left-over sentence's weight that a neighbour must hold to be its split or merge."""
REACH = 8
"""How many sentences away from one another the parts of a split or merge may stand."""
PROSE = 4
"""Different words that make a sentence rather than a label."""

Key = tuple[str, ...]
Vector = dict[str, float]


class _Side(NamedTuple):
    """An edition: its sentences, what is left of them when the equal ones are paired, and what surrounds one."""

    readings: Sequence[Reading]
    keys: Sequence[Key]
    rest: dict[int, Vector]
    around: Callable[[int], Vector]


def sentences(before: Sequence[Reading], after: Sequence[Reading]) -> Alignment:
    """Align two editions; headings take part, so that a moved section shows as one."""
    old, new = [_key(reading) for reading in before], [_key(reading) for reading in after]
    equal = list(_equal(before, after, old, new))
    vector = _vectors([*old, *new])
    left = _side(before, old, (i for i, _ in equal), vector)
    right = _side(after, new, (j for _, j in equal), vector)
    edited = _edited(left, right)
    joined = _joined(edited, _prose(left, vector), _prose(right, vector))
    return _alignment(equal, joined, len(before), len(after))


def _key(reading: Reading) -> Key:
    """The stems of a sentence, also of the words that were not read of one that is overlong."""
    end = reading.tokens[-1].end if reading.tokens else 0
    read = [token.stem for token in reading.tokens if token.stem[:1].isalnum()]
    return (*read, *stems(reading.sentence.text[end:]))


def _equal(
    before: Sequence[Reading], after: Sequence[Reading], old: Sequence[Key], new: Sequence[Key]
) -> Iterator[tuple[int, int]]:
    """Pairs of the same words, in page order: under the same headings first, then under the same nearest ones, then
    wherever they stand.
    """
    taken: set[int] = set()
    done: set[int] = set()
    for place in (_headings, _nearest, _anywhere):
        waiting: dict[object, list[int]] = defaultdict(list)
        for i in reversed(range(len(before))):
            if i not in done:
                waiting[old[i], place(before[i])].append(i)
        for j, reading in enumerate(after):
            queue = [] if j in taken else waiting.get((new[j], place(reading)), [])
            if queue:
                i = queue.pop()
                done.add(i)
                taken.add(j)
                yield i, j


def _headings(reading: Reading) -> object:
    return reading.sentence.section, reading.sentence.lead_in


def _nearest(reading: Reading) -> object:
    return reading.sentence.section[-2:], reading.sentence.lead_in


def _anywhere(reading: Reading) -> object:
    """A label in a table means nothing without its headings."""
    label = reading.sentence.kind == "cell" and len({token.stem for token in reading.tokens}) < PROSE
    return _nearest(reading) if label else None


def _rest(count: int, used: Iterable[int]) -> list[int]:
    gone = set(used)
    return [i for i in range(count) if i not in gone]


def _vectors(keys: Sequence[Key]) -> Callable[[Key], Vector]:
    """TF-IDF: the square root of a stem's count by its inverse document frequency, smoothed (Spärck Jones 1972)."""
    seen = Counter(chain.from_iterable(map(set, keys)))
    weights = defaultdict(lambda: 1.0, {s: math.log((1 + len(keys)) / (1 + n)) + 1 for s, n in seen.items()})

    @cache
    def vector(key: Key) -> Vector:
        return {stem: math.sqrt(n) * weights[stem] for stem, n in Counter(key).items()}

    return vector


def _unit(vector: Vector) -> Vector:
    """A vector of length 1, whose dot product with another such one is their cosine."""
    length = math.hypot(*vector.values()) or 1.0
    return {stem: weight / length for stem, weight in vector.items()}


def _side(
    readings: Sequence[Reading], keys: Sequence[Key], used: Iterable[int], vector: Callable[[Key], Vector]
) -> _Side:
    @cache
    def around(i: int) -> Vector:
        near = [keys[k] for k in (i - 1, i + 1) if 0 <= k < len(keys)]
        headings = [tuple(stems(heading)) for heading in readings[i].sentence.section[-1:]]
        return _sum(_unit(vector(key)) for key in near + headings)

    return _Side(readings, keys, {i: _unit(vector(keys[i])) for i in _rest(len(keys), used)}, around)


def _prose(side: _Side, vector: Callable[[Key], Vector]) -> dict[int, Vector]:
    """What is left without headings and labels, each as heavy as it is long: only sentences split and merge."""
    return {
        i: vector(side.keys[i])
        for i, unit in side.rest.items()
        if len(unit) >= PROSE and side.readings[i].sentence.kind != "heading"
    }


def _edited(left: _Side, right: _Side) -> list[tuple[int, int, float]]:
    """The best one-to-one pairs among unequal sentences."""
    scored = [
        (_likeness(left, right, i, j, cosine), i, j)
        for j, cosines in _neighbours(left.rest, right.rest)
        for i, cosine in sorted(cosines.items(), key=lambda item: (-item[1], item[0]))[:SHORTLIST]
        if (left.readings[i].sentence.kind == "heading") == (right.readings[j].sentence.kind == "heading")
    ]
    done_left: set[int] = set()
    done_right: set[int] = set()
    chosen = []
    for score, i, j in sorted(scored, key=lambda s: (-s[0], s[1], s[2])):
        if score >= FLOOR and i not in done_left and j not in done_right:
            done_left.add(i)
            done_right.add(j)
            chosen.append((i, j, score))
    return chosen


def _likeness(left: _Side, right: _Side, i: int, j: int, cosine: float) -> float:
    """How alike two sentences are, 0..1: their words, the order of these, and what stands around them."""
    from rapidfuzz.distance import Indel

    order = Indel.normalized_similarity(left.keys[i], right.keys[j])
    around = _cosine(left.around(i), right.around(j))
    return (1 - AROUND) * (cosine + order) / 2 + AROUND * around


def _neighbours(left: dict[int, Vector], right: dict[int, Vector]) -> Iterator[tuple[int, dict[int, float]]]:
    """For each right sentence its cosine with the left ones, by an inverted index."""
    index: dict[str, list[tuple[int, float]]] = defaultdict(list)
    for i, vector in left.items():
        for stem, weight in vector.items():
            index[stem].append((i, weight))
    for j, vector in right.items():
        cosines: dict[int, float] = defaultdict(float)
        for stem, weight in vector.items():
            for i, other in index.get(stem, ()):
                cosines[i] += weight * other
        yield j, cosines


def _joined(
    edited: list[tuple[int, int, float]], left: dict[int, Vector], right: dict[int, Vector]
) -> list[Pair]:
    """The edited pairs, with what was left over added to a pair that it completes: splits and merges."""
    inside = {i: j for i, j, _ in edited if i in left and j in right}
    merged = _pieces(left.keys() - {i for i, _, _ in edited}, left, {j: (i, right[j]) for i, j in inside.items()})
    whole = {i: (j, left[i]) for i, j in inside.items() if j not in merged}
    split = _pieces(right.keys() - {j for _, j, _ in edited}, right, whole)
    return [
        Pair(
            tuple(sorted([i, *merged.get(j, ())])),
            tuple(sorted([j, *split.get(i, ())])),
            min(round(score, 3), EDITED),
        )
        for i, j, score in edited
    ]


def _pieces(
    loose: Iterable[int], vectors: dict[int, Vector], homes: dict[int, tuple[int, Vector]]
) -> dict[int, list[int]]:
    """For a sentence of the other edition the loose ones that it holds beside its partner, taken in page order.

    ``homes``: for each such sentence its partner on this side, and its own vector.
    """
    found: dict[int, list[int]] = defaultdict(list)
    said = {k: vectors[partner] for k, (partner, _) in homes.items()}
    for i in sorted(loose):
        near = {k: (whole, said[k]) for k, (partner, whole) in homes.items() if abs(partner - i) <= REACH}
        home = _completed(vectors[i], near)
        if home is not None:
            found[home].append(i)
            said[home] = _sum([said[home], vectors[i]])
    return found


def _completed(piece: Vector, homes: dict[int, tuple[Vector, Vector]]) -> int | None:
    """The whole that holds most of a piece, and resembles what it became more with the piece than without."""
    total = sum(piece.values())
    shares = {
        k: held
        for k, (whole, said) in homes.items()
        if (held := sum(w for stem, w in piece.items() if stem in whole) / (total or 1.0)) >= HELD
        and _cosine(whole, _sum([said, piece])) > _cosine(whole, said)
    }
    return max(shares, key=lambda k: (shares[k], -k), default=None)


def _cosine(one: Vector, other: Vector) -> float:
    """The cosine of two vectors; nothing is like nothing."""
    if not one and not other:
        return 1.0
    dot = sum(w * other.get(stem, 0.0) for stem, w in one.items())
    return dot / (math.hypot(*one.values()) * math.hypot(*other.values()) or 1.0)


def _sum(vectors: Iterable[Vector]) -> Vector:
    total: Vector = defaultdict(float)
    for vector in vectors:
        for stem, weight in vector.items():
            total[stem] += weight
    return total


def _alignment(equal: list[tuple[int, int]], joined: list[Pair], before: int, after: int) -> Alignment:
    pairs = [Pair((i,), (j,), 1.0) for i, j in equal] + joined
    return Alignment(
        tuple(sorted(pairs, key=lambda pair: (pair.after, pair.before))),
        tuple(_rest(before, (i for pair in pairs for i in pair.before))),
        tuple(_rest(after, (j for pair in pairs for j in pair.after))),
    )
