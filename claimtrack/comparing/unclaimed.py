"""Changed statements about data that no claim covers, the weightiest first, so that nothing goes by unseen."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from claimtrack.comparing.between import between
from claimtrack.comparing.recorded import all_of, is_wordless
from claimtrack.records import Alignment, Practice, Reading
from claimtrack.vocabulary import Vocabulary

WEIGHTS = {
    "sell": 5,
    "share": 3,
    "transfer": 2,
    "collect": 2,
    "store": 2,
    "delete": 2,
    "use": 1,
    "read": 2,
    "encrypt": 2,
}
"""What a reader wants to hear of first, by action."""
ADVERTISING = 3
"""What an advertising purpose adds."""


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence that changed, by its indexes (None where it was not there yet, or is no more)."""

    kind: Literal["added", "removed", "changed"]
    before: int | None
    after: int | None
    weight: int


Sides = tuple[Collection[int], Collection[int]]
"""Sentence indexes before and after."""


def statements(
    before: Sequence[Reading], after: Sequence[Reading], alignment: Alignment, usable: Sides, covered: Sides,
    vocabulary: Vocabulary,
) -> list[Statement]:  # fmt: skip
    """The changed statements."""
    found = [
        statement
        for statement in _changed(before, after, alignment, vocabulary)
        if all(
            i is None or (i in usable[side] and i not in covered[side])
            for side, i in enumerate((statement.before, statement.after))
        )
    ]
    return sorted(found, key=lambda s: (-s.weight, s.after is None, s.after or 0, s.before or 0))


def _changed(
    before: Sequence[Reading], after: Sequence[Reading], alignment: Alignment, vocabulary: Vocabulary
) -> Iterator[Statement]:
    for j in alignment.added:
        if weight := _weight(after[j].practices, vocabulary):
            yield Statement("added", None, j, weight)
    for i in alignment.removed:
        if weight := _weight(before[i].practices, vocabulary):
            yield Statement("removed", i, None, weight)
    for pair in alignment.pairs:
        if pair.score == 1.0:
            continue
        left, right = [before[i] for i in pair.before], [after[j] for j in pair.after]
        weight = max(_weight(r.practices, vocabulary) for r in (*left, *right))
        if weight and _differ(left, right, vocabulary):
            yield Statement("changed", pair.before[0], pair.after[0], weight)


def _differ(left: Sequence[Reading], right: Sequence[Reading], vocabulary: Vocabulary) -> bool:
    """Whether they say something else; where words were not kept, the practices tell."""
    if is_wordless(left):
        return bool(all_of(*([p for reading in side for p in reading.practices] for side in (left, right))))
    return any(hunk.kind != "wording" for hunk in between(left, right, vocabulary))


def _weight(practices: Sequence[Practice], vocabulary: Vocabulary) -> int:
    """How much a reader cares about what a sentence says; 0 where it says nothing of data."""
    weights = [0]
    for practice in practices:
        if practice.action.id and any(value.id for value in practice.data):
            ads = any(
                v.id and vocabulary.is_a(v.id, ad)
                for v in practice.purposes
                for ad in ("advertising", "marketing")
            )
            weights.append(WEIGHTS.get(practice.action.id, 1) + ADVERTISING * ads)
    return max(weights)
