"""What differs between two readings of a sentence, word by word, each difference with its kind.

The kind is the place of the words in their sentences, so a difference counts in words that no vocabulary
knows. What a reader would not call a difference is gone before the words are compared: typography, case,
inflection, spelling variants, function words, the document's names for one thing, the order of a list.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from claimtrack.comparing import wholes
from claimtrack.comparing.normal import TELLING, Placed
from claimtrack.comparing.spans import Span
from claimtrack.records import ChangeKind, Slot, Token
from claimtrack.text import NUMBERS
from claimtrack.vocabulary import Vocabulary

KINDS: dict[Slot, ChangeKind] = {
    "polarity": "polarity", "quantity": "quantity", "modality": "modality", "safeguard": "safeguard",
    "condition": "condition", "recipient": "recipient", "purpose": "purpose", "data": "data",
    "action": "action", "actor": "actor", "other": "wording",
}  # fmt: skip
"""In the order in which a reader would name them."""
GROUPS: dict[ChangeKind, str] = {
    "data": "data", "recipient": "actors", "actor": "actors", "purpose": "purposes", "action": "actions",
    "safeguard": "safeguards", "condition": "conditions",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Hunk:
    """Words that differ at one place, before and after (either may be none), and the kind; ``whole`` where all the
    words at the place told it, not their slots.
    """

    kind: ChangeKind
    before: tuple[Placed, ...]
    after: tuple[Placed, ...]
    whole: bool = False

    @property
    def tokens(self) -> frozenset[Token]:
        """The differing words on either side."""
        return frozenset(place.token for place in (*self.before, *self.after))

    @property
    def forms(self) -> frozenset[str]:
        """Their normal forms."""
        return frozenset(place.form for place in (*self.before, *self.after))

    @property
    def ids(self) -> frozenset[str]:
        """The concepts that the differing words name, on either side."""
        return frozenset(id for token in self.tokens for id in token.ids)


def at_place(before: Span | None, after: Span | None, vocabulary: Vocabulary) -> list[Hunk]:
    """The differences at one place: one, where its words together tell the kind."""
    kind = wholes.kind(before, after, vocabulary) if before and after else None
    if kind is None or before is None or after is None:
        return _by_slot(*(side.places if side else () for side in (before, after)))
    if kind == "actor":  # who acts is quoted where it is "we", too
        return [Hunk(kind, before.said(), after.said(), whole=True)]
    return [Hunk(kind, before.places, after.places, whole=True)]


def _by_slot(before: Sequence[Placed], after: Sequence[Placed]) -> list[Hunk]:
    """A difference taken apart by the places it touches, one hunk a place."""
    found = []
    if before and after and all(_numeric(p.token) for p in (*before, *after)):
        return [Hunk("quantity", tuple(before), tuple(after))]
    if kind := _across(before, after):
        return [Hunk(kind, tuple(before), tuple(after))]
    for slot, kind in KINDS.items():
        left, right = (tuple(p for p in side if p.token.slot == slot) for side in (before, after))
        if left or right:
            found.append(Hunk(kind, left, right))
    return found


def _across(before: Sequence[Placed], after: Sequence[Placed]) -> ChangeKind | None:
    """The kind of a replacement whose sides stand in two slots: that which a reader would name first."""
    slots = [{place.token.slot for place in side} for side in (before, after)]
    if [len(side) for side in slots] != [1, 1] or slots[0] == slots[1] or "other" in slots[0] | slots[1]:
        return None
    if "action" in slots[0] | slots[1] and not (slots[0] | slots[1]) & TELLING:
        return None  # a verb says another thing of its sentence than the words around it
    return next(kind for slot, kind in KINDS.items() if slot in slots[0] | slots[1])


def _numeric(token: Token) -> bool:
    return token.text.isdecimal() or (not token.ids and token.text.removesuffix("th") in COUNTING)


COUNTING = NUMBERS.keys() | set(
    "first second third fif eigh nin twelf twentie thirtie half single double couple dozen".split()
)
"""Words that count, without the "th" of the ordinals."""


def quoted(places: Sequence[Placed]) -> str:
    """The words as they stand, from the first to the last of each run; runs are parted by an ellipsis."""
    runs: list[list[Placed]] = []
    for place in places:
        if runs and place.number == runs[-1][-1].number + 1 and place.sentence == runs[-1][-1].sentence:
            runs[-1].append(place)
        else:
            runs.append([place])
    return " … ".join(run[0].sentence[run[0].token.start : run[-1].token.end] for run in runs)
