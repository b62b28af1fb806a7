"""What a reader would not call a difference: words that moved, or that say the same as others.

Typography, inflection, function words and names for one thing are gone before words are compared (`normal`); here what
is left is judged by the whole of both sides.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from claimtrack.comparing.hunks import GROUPS, Hunk
from claimtrack.comparing.normal import TURNING, Placed, root
from claimtrack.comparing.spans import marked
from claimtrack.records import ChangeKind, Practice, Reading, Value
from claimtrack.text import stem, stems
from claimtrack.vocabulary import TOP, Vocabulary

OPENINGS = tuple(
    frozenset(map(stem, f"if when whenever wherever where as should event case response receive {words}".split()))
    for words in ("while", "after once upon soon moment")
)
"""Words that open a condition and mean the same to a reader: what holds meanwhile, and what came before."""
Facts = tuple[tuple[str | None, ...], ...]
"""What a practice says, facet by facet."""
COUNTED = frozenset(("polarity", "modality", "quantity"))
"""Slots of words that say another thing wherever else they stand in their sentence."""
UNLESS = frozenset(map(stem, ("unless", "until", "without")))
"""Words that turn a condition into its opposite."""
RESTRICTING = UNLESS | OPENINGS[0] | {"only"}
"""Words of a condition that its practice tells, with its denial."""
EXACT = frozenset(("modality", "quantity", "safeguard"))
"""Kinds of a difference that only words with an id tell."""
HANDING = frozenset(map(stem, "give hand send pass offer grant provide show supply".split()))
"""Verbs that no id names alone, and of which the practice tells what they do: "banks are given your age"."""
IDLE = frozenset(map(stem, "a an the of your our at end is are be been it this that".split()))
"""Words that make no difference in what no id names."""
SERVICES, OURS = {stem("services")}, ("our ", "the ")
"""What stands for the controller's own name: "how you use our services"."""


def same_words(hunks: Sequence[Hunk], left: Sequence[Placed], right: Sequence[Placed], *, split: bool) -> bool:
    """Whether what differs stands on the other side too, only elsewhere: a sentence turned round, split or joined.

    What was split may repeat a word, but neither denials, modals nor quantities: "not A and B" is not "not A, not B".
    """
    ours, theirs = (Counter(place.form for place in side) for side in (left, right))
    named = [{id for hunk in hunks for p in getattr(hunk, side) for id in p.token.ids} for side in ("before", "after")]
    for side, other in ((0, 1), (1, 0)):
        for place in (place for hunk in hunks for place in (hunk.before, hunk.after)[side]):
            counted = not split or place.token.slot in COUNTED
            stands = ours[place.form] == theirs[place.form] if counted else theirs[place.form] and ours[place.form]
            renamed = place.token.ids and place.token.ids <= named[other] and place.form not in TURNING
            if not (stands or (renamed and place.token.slot not in COUNTED)):
                return False
    return True


def same_deeds(before: Sequence[Reading], after: Sequence[Reading]) -> bool:
    """Whether either side says all that the other does: who does what, denied or not, and who is given something.

    In equal words a deed that one side lacks is one that its order hid from the reader.
    """
    old, new = _deeds(before), _deeds(after)
    return old <= new or new <= old


def same_practices(
    before: Sequence[Reading], after: Sequence[Reading], hunks: Sequence[Hunk], vocabulary: Vocabulary
) -> bool:
    """Whether both sides state the same practices in known words throughout, and all that differs is among these.

    Two things under one id are two: a list that lost one of them is another list.
    """
    sides = ({place.form for hunk in hunks for place in getattr(hunk, side)} for side in ("before", "after"))
    moved = set.intersection(*sides)
    places = ((place, hunk.kind) for hunk in hunks for place in (*hunk.before, *hunk.after))
    told = all(place.form in moved or _is_told(place, kind, vocabulary) for place, kind in places)
    stated = ([p for reading in side for p in reading.practices] for side in (before, after))
    return told and says_alike(*stated)


def says_alike(before: Iterable[Practice], after: Iterable[Practice]) -> bool:
    """Whether practices say the same facet by facet, in words that the vocabulary knows."""
    facts = _facts(before), _facts(after)
    return facts[0] is not None and facts[0] == facts[1]


def _is_told(place: Placed, kind: ChangeKind, vocabulary: Vocabulary) -> bool:
    """Whether the practices tell what a word says."""
    if place.token.slot == "condition":
        return place.form in RESTRICTING or (bool(place.token.ids) and place.form not in TURNING)
    if place.form == "only":
        return True
    known = place.token.ids if place.token.slot == "action" else place.token.ids & _ids(place.reading.practices)
    if known:
        return True
    if place.token.slot in ("polarity", "other") and kind not in EXACT:
        return True
    if place.token.slot == "action" and place.token.stem in HANDING:
        return True
    said = tuple(token.stem for token in place.reading.tokens)
    return place.at in marked(said, "withholding", vocabulary)


def _ids(practices: Iterable[Practice]) -> set[str | None]:
    """Everything that practices name."""
    return {
        value.id
        for p in practices
        for value in (p.actor, p.action, *p.data, *p.recipients, *p.purposes, *p.conditions, *p.safeguards)
    }


def _facts(practices: Iterable[Practice]) -> frozenset[Facts] | None:
    """What the practices say, by ids, and by their words where they have none; None where nothing is said."""
    found: set[Facts] = set()
    for practice in (p for p in practices if p.action.id or p.data):
        lists = practice.data, practice.recipients, practice.purposes, practice.conditions, practice.safeguards
        if practice.action.id is None:
            return None
        single = practice.actor, practice.action, *_restriction(practice), practice.modality
        measures = tuple(sorted(value.words for value in practice.quantities))
        listed = (tuple(sorted(map(_meaning, values))) for values in lists)
        found.add((tuple(value.id for value in single), *listed, measures))
    return frozenset(found) or None


def _meaning(value: Value) -> str:
    """The id of a value, else its words without what opens a condition, in no order."""
    return value.id or " ".join(sorted(set(map(root, stems(value.words))) - OPENINGS[0] - IDLE))


def _restriction(practice: Practice) -> tuple[Value, Value, Value]:
    """Whether a practice is denied, whether its condition lets it be or keeps it from being done, and whether it is
    done only so: what is "not done unless you agree" is done only if you agree.
    """
    denied = practice.polarity.id == "is-not"
    only = not {"only", "sole", "exclusive"}.isdisjoint(stems(practice.sentence))
    if len({value.words for value in practice.conditions}) != 1:
        return practice.polarity, Value(""), Value("", "only" if only else None)
    turned = not set(stems(practice.conditions[0].words)).isdisjoint(UNLESS)
    only = only or (denied and turned)
    return Value(""), Value("", "unless" if denied != turned else "if"), Value("", "only" if only else None)


def _deeds(readings: Sequence[Reading]) -> frozenset[tuple[str | None, str | None, str | None]]:
    stated = [p for reading in readings for p in reading.practices if p.action.id]
    acts = {(p.actor.id, p.action.id, p.polarity.id) for p in stated}
    return frozenset(acts | {("to", p.action.id, v.id) for p in stated for v in p.recipients if v.id})


def says_nothing(
    hunk: Hunk, left: Sequence[Placed], right: Sequence[Placed], vocabulary: Vocabulary
) -> bool:
    """Whether a reader would not call it a difference."""
    if _synonymous(hunk, left, right, vocabulary):
        return True
    if bool(hunk.before) == bool(hunk.after):
        return False
    places, side, other = (hunk.before, left, right) if hunk.before else (hunk.after, right, left)
    if hunk.kind == "purpose" and not hunk.ids and all(p.sentence[p.token.start].isupper() for p in places):
        return True  # what something is called is an example of a purpose, not another one
    if _only_heads(places, other, vocabulary) or _repeated(hunk, side, other):
        return True
    if hunk.forms == SERVICES and all(p.sentence[: p.token.start].lower().endswith(OURS) for p in places):
        return True
    return _completes(places, side, other) or (hunk.kind == "recipient" and _echoes(places, side, other))


def _repeated(hunk: Hunk, side: Sequence[Placed], other: Sequence[Placed]) -> bool:
    """Whether each of several sentences says anew what one said for all: "we may …. We [may] also …"."""
    sentences = [len({place.sentence for place in each}) for each in (side, other)]
    repeats = hunk.kind not in ("polarity", "quantity") and sentences[0] > sentences[1]
    return repeats and hunk.forms <= {place.form for place in other}


def _completes(places: Sequence[Placed], side: Sequence[Placed], other: Sequence[Placed]) -> bool:
    """Whether words only complete a name that stands without them on the other side: "email [address]"."""
    ids = [place.token.ids for place in places]
    if not all(ids) or len(set(ids)) > 1:
        return False
    first, last = places[0], places[-1]
    around = (*side[max(first.number - 1, 0) : first.number], *side[last.number + 1 : last.number + 2])
    beside = [p for p in around if p.token.ids == ids[0] and (_touch(p, first) or _touch(last, p))]
    return any(p.form == q.form and p.token.ids == q.token.ids for p in beside for q in other)


def _only_heads(places: Sequence[Placed], other: Sequence[Placed], vocabulary: Vocabulary) -> bool:
    """Whether words say only that data is data, where the other side names the same: "[details of] your card"."""
    named = {id for place in other for id in place.token.ids}
    if TOP in named and all(p.token.ids == {TOP} for p in places):
        return True  # "your [personal] data"
    return all(p.token.stem in vocabulary.heads and (p.token.ids - {TOP}) <= named for p in places)


def _echoes(places: Sequence[Placed], side: Sequence[Placed], other: Sequence[Placed]) -> bool:
    """Whether a qualifier only repeats a word of the sentence: "[video] platforms when you play a video"."""
    last = places[-1]
    following = side[last.number + 1 : last.number + 2]
    qualifies = any(p.token.slot == last.token.slot and _touch(last, p) for p in following)
    named = any(place.token.ids for place in places)
    return qualifies and not named and {p.form for p in places} <= {p.form for p in other}


def _touch(one: Placed, other: Placed) -> bool:
    return one.token.end + 1 == other.token.start


def unsure(hunk: Hunk, left: Sequence[Placed], right: Sequence[Placed], vocabulary: Vocabulary) -> bool:
    """Whether nothing known differs at a place of a sentence that was rewritten: other words of it may say the same."""
    group = GROUPS.get(hunk.kind)
    if group is None:
        return False
    named = [{id for place in side for id in place.token.ids} for side in (left, right)]
    here = [
        {id for p in side for id in p.token.ids if vocabulary.concepts[id].group == group}
        for side in (hunk.before, hunk.after)
    ]
    return here[0] <= named[1] and here[1] <= named[0]


def stands_elsewhere(hunk: Hunk, left: Sequence[Placed], right: Sequence[Placed]) -> bool:
    """Whether all words that differ at a place stand as often on either side, whatever the places they have there."""
    ours, theirs = (Counter(place.form for place in side) for side in (left, right))
    return all(ours[form] == theirs[form] for form in hunk.forms)


def without_moves(hunks: list[Hunk], *, rewritten: bool) -> list[Hunk]:
    """Without words that only changed places: taken out here and put in there. Who acts and who is given something
    keep their places; the rest of a sentence may change its order, word by word where it was written anew.
    """
    moved: dict[str, Counter[str]] = {}
    for family in {_family(hunk) for hunk in hunks}:
        mine = [hunk for hunk in hunks if _family(hunk) == family]
        out, into = (Counter(p.form for h in mine for p in getattr(h, side)) for side in ("before", "after"))
        moved[family] = out & into
    kept = [_without(hunk, moved[_family(hunk)], partly=rewritten) for hunk in hunks]
    return [hunk for hunk in kept if hunk.before or hunk.after]


def _family(hunk: Hunk) -> str:
    """Kinds whose words may trade places; "only" may stand with the verb or with what it restricts."""
    if hunk.forms == {"only"}:
        return "only"
    return "object" if hunk.kind in ("data", "action", "purpose", "wording") else hunk.kind


def _without(hunk: Hunk, moved: Counter[str], *, partly: bool) -> Hunk:
    """What is left of a hunk without the words that moved: all or nothing, but of a condition word by word."""
    if hunk.kind != "condition" and not partly and not all(moved[form] for form in hunk.forms):
        return hunk
    before, after = (tuple(p for p in side if not moved[p.form]) for side in (hunk.before, hunk.after))
    return Hunk(hunk.kind, before, after)


def _same_condition(
    hunk: Hunk, left: Sequence[Placed], right: Sequence[Placed], vocabulary: Vocabulary
) -> bool:
    """Whether known words of a condition say what the other side's condition says: "with your permission", "if you let
    us".
    """
    conditions = ([p for p in side if p.token.slot == "condition"] for side in (left, right))
    named = [_known(places, "conditions", vocabulary, some=True) for places in conditions]
    said = [[p for p in side if p.form not in OPENINGS[0]] for side in (hunk.before, hunk.after)]
    known = [_known(side, "conditions", vocabulary) for side in said]
    told = all(ids or not places for ids, places in zip(known, said, strict=True))
    return told and bool(named[0]) and named[0] == named[1] and bool(known[0] | known[1])


def _synonymous(hunk: Hunk, left: Sequence[Placed], right: Sequence[Placed], vocabulary: Vocabulary) -> bool:
    """Whether both sides say the same in other known words."""
    if hunk.whole and hunk.kind != "condition":
        return False
    old, new = ({place.form for place in side} for side in (hunk.before, hunk.after))
    if hunk.kind == "modality":
        said = [_modals(places, vocabulary) for places in (hunk.before or left, hunk.after or right)]
        return bool(said[0]) and said[0] == said[1] and (bool(old and new) or said[0] == {"may"})
    if hunk.kind == "polarity":
        return bool(old) == bool(new)
    if hunk.kind == "condition":
        if old & TURNING != new & TURNING:
            return False
        if any(hunk.forms <= opening for opening in OPENINGS):
            return True
        if _same_condition(hunk, left, right, vocabulary):
            return True
    group = GROUPS.get(hunk.kind)
    if group is None or not (old and new):
        return False
    known = [_known(side, group, vocabulary) for side in (hunk.before, hunk.after)]
    return bool(known[0]) and known[0] == known[1]


def _modals(places: Sequence[Placed], vocabulary: Vocabulary) -> set[str]:
    stems = [place.token.stem for place in places]
    return {name for _, name in vocabulary.marks(stems) if name in ("may", "must")}


def _known(
    places: Sequence[Placed], group: str, vocabulary: Vocabulary, *, some: bool = False
) -> frozenset[str]:
    """The ids of a group, or none where a word (``some``: where every word) has no id of it."""
    per_token = [frozenset(i for i in p.token.ids if vocabulary.concepts[i].group == group) for p in places]
    return frozenset().union(*per_token) if some or all(per_token) else frozenset()
