"""What differs between two readings of a sentence, word by word, each difference with its kind.

The kind is the place of the words in their sentences, so a difference counts in words that no vocabulary
knows. What a reader would not call a difference is gone before the words are compared: typography, case,
inflection, spelling variants, function words, the document's names for one thing, the order of a list.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from claimtrack.records import ChangeKind, Reading, Slot, Token
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
CONTENT = frozenset({"data", "purpose", "recipient", "actor", "condition"})


@dataclass(frozen=True, slots=True)
class Hunk:
    """Words that differ at one place: tokens before and after (either may be none), and the kind."""

    kind: ChangeKind
    before: tuple[Token, ...]
    after: tuple[Token, ...]

    @property
    def ids(self) -> frozenset[str]:
        """The concepts that the differing words name, on either side."""
        return frozenset(id for token in (*self.before, *self.after) for id in token.ids)

    def words(self, side: str) -> str:
        """The differing words of ``before`` or ``after``, as they stand."""
        return " ".join(token.text for token in (self.before if side == "before" else self.after))


def between(before: Sequence[Reading], after: Sequence[Reading], vocabulary: Vocabulary) -> list[Hunk]:
    """The differences between sentences that became others; several on a side are read as one."""
    left = [t for r in before for t in r.tokens if _counts(t, vocabulary)]
    right = [t for r in after for t in r.tokens if _counts(t, vocabulary)]
    matcher = SequenceMatcher(None, _keys(left), _keys(right), autojunk=False)
    raw = [
        hunk
        for op, i1, i2, j1, j2 in matcher.get_opcodes()
        if op != "equal"
        for hunk in _by_slot(left[i1:i2], right[j1:j2])
    ]
    return [hunk for hunk in _without_moves(raw) if not _synonymous(hunk, vocabulary)]


def _counts(token: Token, vocabulary: Vocabulary) -> bool:
    if token.slot in ("polarity", "modality", "quantity"):
        return token.stem[:1].isalnum()
    return token.stem[:1].isalnum() and (token.stem,) not in vocabulary.lists.get("stopwords", frozenset())


def _keys(tokens: Iterable[Token]) -> list[str]:
    return [token.stem for token in tokens]


def _by_slot(before: Sequence[Token], after: Sequence[Token]) -> list[Hunk]:
    """A difference taken apart by the places it touches, one hunk a place."""
    found = []
    for slot, kind in KINDS.items():
        left = tuple(t for t in before if t.slot == slot)
        right = tuple(t for t in after if t.slot == slot)
        if left or right:
            found.append(Hunk(kind, left, right))
    return found


def _without_moves(hunks: list[Hunk]) -> list[Hunk]:
    """Without words that only changed places: taken out here and put in there, both in the same slot."""
    gone: set[int] = set()
    for i, out in enumerate(hunks):
        for j, into in enumerate(hunks):
            same = out.kind == into.kind and i not in gone and j not in gone
            if same and out.before and not out.after and into.after and not into.before:
                if sorted(_keys(out.before)) == sorted(_keys(into.after)):
                    gone |= {i, j}
    return [hunk for i, hunk in enumerate(hunks) if i not in gone]


def _synonymous(hunk: Hunk, vocabulary: Vocabulary) -> bool:
    """Whether both sides say the same in other known words."""
    if hunk.kind == "modality":
        return bool(hunk.before and hunk.after) and _modals(hunk.before, vocabulary) == _modals(hunk.after, vocabulary)
    if hunk.kind == "polarity":
        return bool(hunk.before) == bool(hunk.after)
    group = GROUPS.get(hunk.kind)
    if group is None or not (hunk.before and hunk.after):
        return False
    left, right = (_known(side, group, vocabulary) for side in (hunk.before, hunk.after))
    return bool(left) and left == right


def _modals(tokens: Sequence[Token], vocabulary: Vocabulary) -> set[str]:
    stems = _keys(tokens)
    return {name for _, name in vocabulary.marks(stems) if name in ("may", "must")}


def _known(tokens: Sequence[Token], group: str, vocabulary: Vocabulary) -> frozenset[str]:
    """The ids of a group, or none where a word has no id of it."""
    per_token = [frozenset(i for i in t.ids if vocabulary.concepts[i].group == group) for t in tokens]
    return frozenset().union(*per_token) if all(per_token) else frozenset()
