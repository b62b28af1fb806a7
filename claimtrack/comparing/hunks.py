"""What differs between two readings of a sentence, word by word, each difference with its kind.

The kind is the place of the words in their sentences, so a difference counts in words that no vocabulary
knows. What a reader would not call a difference is gone before the words are compared: typography, case,
inflection, spelling variants, function words, the document's names for one thing, the order of a list.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from typing import NamedTuple

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


TURNING = frozenset("unless until without except not out off never before".split())
"""Words that turn a condition round; synonyms must agree on them ("if you opt in", "unless you opt out")."""
OPENING = frozenset(
    "if when where once after whenever wherever while as upon should case soon provid long time moment".split()
)
"""Words that open a condition and mean the same to a reader."""
NEITHER = frozenset(("nor", "neither"))
"""Words that carry a denial on."""


@dataclass(frozen=True, slots=True)
class Hunk:
    """Words that differ at one place: tokens before and after (either may be none), and the kind.

    ``before_words`` and ``after_words`` quote them as they stand, with the function words between them.
    """

    kind: ChangeKind
    before: tuple[Token, ...]
    after: tuple[Token, ...]
    before_words: str
    after_words: str

    @property
    def ids(self) -> frozenset[str]:
        """The concepts that the differing words name, on either side."""
        return frozenset(id for token in (*self.before, *self.after) for id in token.ids)


class Placed(NamedTuple):
    """A token that counts in a comparison: its number among them, and the sentence it stands in."""

    number: int
    token: Token
    sentence: str


def between(before: Sequence[Reading], after: Sequence[Reading], vocabulary: Vocabulary) -> list[Hunk]:
    """The differences between sentences that became others; several on a side are read as one."""
    left, right = _placed(before, vocabulary), _placed(after, vocabulary)
    matcher = SequenceMatcher(
        None, [p.token.stem for p in left], [p.token.stem for p in right], autojunk=False
    )
    raw = [
        hunk
        for op, i1, i2, j1, j2 in matcher.get_opcodes()
        if op != "equal"
        for hunk in _by_slot(left[i1:i2], right[j1:j2])
    ]
    return [
        replace(hunk, kind="wording") if _synonymous(hunk, vocabulary) else hunk for hunk in _without_moves(raw)
    ]


def _placed(readings: Sequence[Reading], vocabulary: Vocabulary) -> list[Placed]:
    counting = [
        (t, r.sentence.text) for r in readings for t in _unnumbered(r.tokens) if _counts(t, vocabulary)
    ]
    return [Placed(n, token, sentence) for n, (token, sentence) in enumerate(counting)]


def _unnumbered(tokens: Sequence[Token]) -> Sequence[Token]:
    """Without the number that a section or item begins with: "4.2", "Section 7."."""
    start = 0
    while start < len(tokens) and (
        tokens[start].text.isdecimal() or tokens[start].text in (".", "(", ")", "section", "article", "§")
    ):
        start += 1
    return tokens[start:] if start < len(tokens) and any(t.text in ".)" for t in tokens[:start]) else tokens


def _counts(token: Token, vocabulary: Vocabulary) -> bool:
    """Whether a word takes part: function words do where they carry the meaning, the controller's names nowhere."""
    if not token.stem[:1].isalnum() or "controller" in token.ids:
        return False
    if token.slot in ("polarity", "modality", "quantity") or token.stem in TURNING:
        return True
    return (token.stem,) not in vocabulary.lists.get("stopwords", frozenset())


def _by_slot(before: Sequence[Placed], after: Sequence[Placed]) -> list[Hunk]:
    """A difference taken apart by the places it touches, one hunk a place."""
    found = []
    if before and after and all(_numeric(p.token) for p in (*before, *after)):
        return [_hunk("quantity", before, after)]
    for slot, kind in KINDS.items():
        left = [p for p in before if p.token.slot == slot]
        right = [p for p in after if p.token.slot == slot]
        if left or right:
            found.append(_hunk(kind, left, right))
    return found


def _hunk(kind: ChangeKind, before: Sequence[Placed], after: Sequence[Placed]) -> Hunk:
    tokens = [tuple(place.token for place in side) for side in (before, after)]
    return Hunk(kind, tokens[0], tokens[1], _quoted(before), _quoted(after))


def _numeric(token: Token) -> bool:
    return token.text.isdecimal() or token.text in NUMBERS or token.text.removesuffix("th") in NUMBERS


NUMBERS = frozenset(
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred first second third fif eigh "
    "nin twelf twentie thirtie half single double couple dozen".split()
)


def _quoted(places: Sequence[Placed]) -> str:
    """The words as they stand, from the first to the last of each run; runs are parted by an ellipsis."""
    runs: list[list[Placed]] = []
    for place in places:
        if runs and place.number == runs[-1][-1].number + 1 and place.sentence == runs[-1][-1].sentence:
            runs[-1].append(place)
        else:
            runs.append([place])
    return " … ".join(run[0].sentence[run[0].token.start : run[-1].token.end] for run in runs)


def _without_moves(hunks: list[Hunk]) -> list[Hunk]:
    """Without words that only changed places: taken out here and put in there. Who acts and who is given something
    keep their places; the rest of a sentence may change its order.
    """
    moved: dict[str, Counter[str]] = {}
    for family in {_family(hunk.kind) for hunk in hunks}:
        mine = [hunk for hunk in hunks if _family(hunk.kind) == family]
        out, into = (Counter(t.stem for h in mine for t in getattr(h, side)) for side in ("before", "after"))
        moved[family] = out & into
    return [hunk for hunk in hunks if not _only(hunk, moved[_family(hunk.kind)])]


def _family(kind: ChangeKind) -> str:
    """Kinds whose words may trade places."""
    return "object" if kind in ("data", "action", "purpose", "wording") else kind


def _only(hunk: Hunk, moved: Counter[str]) -> bool:
    """Whether all words of a hunk moved, or were function words."""
    tokens = (*hunk.before, *hunk.after)
    return bool(tokens) and all(moved[token.stem] for token in tokens)


def _synonymous(hunk: Hunk, vocabulary: Vocabulary) -> bool:
    """Whether both sides say the same in other known words."""
    if hunk.kind == "modality":
        return bool(hunk.before and hunk.after) and _modals(hunk.before, vocabulary) == _modals(
            hunk.after, vocabulary
        )
    stems = {t.stem for t in (*hunk.before, *hunk.after)}
    if hunk.before and hunk.after and stems <= NEITHER:
        return True
    if hunk.kind == "polarity":
        return bool(hunk.before) == bool(hunk.after) or stems <= NEITHER
    if hunk.kind == "condition":
        old, new = ({t.stem for t in side} for side in (hunk.before, hunk.after))
        if old & TURNING != new & TURNING:
            return False
        if old | new <= OPENING:
            return True
    group = GROUPS.get(hunk.kind)
    if group is None or not (hunk.before and hunk.after):
        return False
    left, right = (_known(side, group, vocabulary) for side in (hunk.before, hunk.after))
    return bool(left) and left == right


def _modals(tokens: Sequence[Token], vocabulary: Vocabulary) -> set[str]:
    stems = [token.stem for token in tokens]
    return {name for _, name in vocabulary.marks(stems) if name in ("may", "must")}


def _known(tokens: Sequence[Token], group: str, vocabulary: Vocabulary) -> frozenset[str]:
    """The ids of a group, or none where a word has no id of it."""
    per_token = [frozenset(i for i in t.ids if vocabulary.concepts[i].group == group) for t in tokens]
    return frozenset().union(*per_token) if all(per_token) else frozenset()
