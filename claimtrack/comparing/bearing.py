"""Whether a difference bears on a claim: the right clause, and a place and words that the claim speaks of."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from claimtrack.comparing.hunks import GROUPS, Hunk
from claimtrack.records import Assertion, Match, Practice, Reading, Token
from claimtrack.vocabulary import TOP, Vocabulary

LISTED = 3
"""A claim that names so many values of a facet asserts the list, not each of them alone."""
Sided = tuple[Reading, Match]
"""A sentence on one side of a pair, and how it bears on the claim."""


def bears(claim: Assertion, hunk: Hunk, sides: Sequence[Sided], vocabulary: Vocabulary) -> bool:
    """Whether a difference is one for this claim; ``sides`` are the pair's sentences that are its evidence."""
    if hunk.kind == "wording" or not _in_clause(hunk, sides):
        return False
    if hunk.whole and (hunk.kind != "data" or not hunk.ids):
        return True
    if hunk.kind in ("condition", "modality", "polarity", "safeguard", "quantity", "recipient"):
        return True
    if hunk.kind == "action":
        return bool(hunk.before and hunk.after) or _names_another(hunk, "actions", vocabulary)
    if hunk.kind == "actor":
        return len({_who(reading.practices[k]) for reading, m in sides for k in m.practices}) > 1
    if hunk.kind == "data" and any(reading.defines for reading, _ in sides):
        return True  # what the claim's data holds
    if hunk.kind == "purpose" and _only_on(claim.data, sides, vocabulary):
        return True
    asked = {"data": claim.data, "purpose": claim.purposes}[hunk.kind]
    return _speaks_of(asked, hunk, GROUPS[hunk.kind], sides, vocabulary)


def _only_on(asked: Sequence[str], sides: Sequence[Sided], vocabulary: Vocabulary) -> bool:
    """Whether the sentences are on the very data that a claim is on: then any purpose is one of it."""
    ids = {v.id for reading, m in sides for k in m.practices for v in reading.practices[k].data}
    kin = all(i and any(vocabulary.is_a(i, a) for a in asked) for i in ids)
    return TOP not in asked and bool(ids) and kin


def _who(practice: Practice) -> frozenset[str]:
    """Who acts, and who is given what they collect: "collected by our bank" is read as shared with it."""
    return frozenset(value.id or value.words for value in (practice.actor, *practice.recipients))


def _in_clause(hunk: Hunk, sides: Sequence[Sided]) -> bool:
    """Whether the words stand in a clause that states a practice of the claim; a condition reaches all, and
    so does a period in one.
    """
    if hunk.kind == "condition":
        return True
    for reading, match in sides:
        clauses = {reading.practices[k].clause for k in match.practices} or {t.clause for t in reading.tokens}
        if hunk.kind == "quantity":
            clauses |= _supposed(reading)
        tokens = hunk.tokens
        if any(token in tokens and token.clause in clauses for token in reading.tokens):
            return True
    return False


def _supposed(reading: Reading) -> set[int]:
    """Clauses that state nothing of what is done with data, but when: "if you do not sign in for six months"."""
    stating = {p.clause for p in reading.practices if p.actor.id != "user"}
    return {token.clause for token in reading.tokens} - stating


def _names_another(hunk: Hunk, group: str, vocabulary: Vocabulary) -> bool:
    ids = [frozenset(i for p in side for i in p.token.ids if vocabulary.concepts[i].group == group)
           for side in (hunk.before, hunk.after)]  # fmt: skip
    return ids[0] != ids[1] and bool(ids[0] or ids[1])


def _speaks_of(
    asked: Sequence[str], hunk: Hunk, group: str, sides: Sequence[Sided], vocabulary: Vocabulary
) -> bool:
    """Whether words in a list concern what a claim asks of that facet (everything, where it asks nothing)."""
    if not asked or TOP in asked:
        return True
    ids = {i for i in hunk.ids if vocabulary.concepts[i].group == group and i != TOP}
    listed = len(asked) >= LISTED and any(_states_list(asked, reading, vocabulary) for reading, _ in sides)
    if ids:
        return listed or any(vocabulary.is_a(i, a) or vocabulary.is_a(a, i) for i in ids for a in asked)
    if listed or (group == "purposes" and hunk.before and hunk.after and _alone(hunk, sides)):
        return True
    return any(_joins(asked, hunk, reading, group, vocabulary) for reading, _ in sides)


def _alone(hunk: Hunk, sides: Sequence[Sided]) -> bool:
    """Whether the differing words are all there is at their place: no other member of a list stands beside."""
    tokens = hunk.tokens
    slots = {token.slot for token in tokens}
    for reading, _ in sides:
        clauses = {t.clause for t in reading.tokens if t in tokens}
        beside = [t for t in reading.tokens if t.slot in slots and t.clause in clauses and t not in tokens]
        if any(t.text in ",;" for t in beside) or len([t for t in beside if len(t.text) > 3]) > len(tokens):
            return False
    return True


def _joins(asked: Sequence[str], hunk: Hunk, reading: Reading, group: str, vocabulary: Vocabulary) -> bool:
    """Whether unknown words are part of what the claim asks for: in the same member of a list, or a further member
    of a list of such things.
    """
    for member in _members(hunk, reading):
        near = {i for token in member for i in token.ids}
        if any(vocabulary.is_a(i, a) for i in near for a in asked):
            return True
    listed = {t.text for t in reading.tokens if any(vocabulary.is_a(i, a) for i in t.ids for a in asked)}
    kinds = any(c.broader in asked for c in vocabulary.concepts.values())
    beside = _beside(hunk, reading, group, vocabulary)
    return (
        (kinds or len(listed) > 2)
        and bool(beside)
        and all(any(vocabulary.is_a(i, a) for i in ids for a in asked) for ids in beside)
    )


def _states_list(asked: Sequence[str], reading: Reading, vocabulary: Vocabulary) -> bool:
    """Whether a sentence enumerates what a claim enumerates: then any member that comes or goes concerns it."""
    ids = {i for token in reading.tokens for i in token.ids}
    return sum(any(vocabulary.is_a(i, a) for i in ids) for a in asked) >= LISTED - 1


def _members(hunk: Hunk, reading: Reading) -> Iterable[list[Token]]:
    """The members of an enumeration that the differing words stand in."""
    tokens = hunk.tokens
    member: list[Token] = []
    for token in [*reading.tokens, None]:
        if token is None or token.text in ",;()/" or token.stem in ("and", "or"):
            if any(t in tokens for t in member):
                yield member
            member = []
        else:
            member.append(token)


def _beside(hunk: Hunk, reading: Reading, group: str, vocabulary: Vocabulary) -> list[set[str]]:
    """The concepts of the group named last before the differing words, and first behind them in their clause."""
    tokens = hunk.tokens
    places = [n for n, token in enumerate(reading.tokens) if token in tokens]
    if not places:
        return []
    clause = reading.tokens[places[0]].clause
    sides = (reversed(reading.tokens[: places[0]]), reading.tokens[places[-1] + 1 :])
    found = []
    for side in sides:
        named = (
            {i for i in token.ids if vocabulary.concepts[i].group == group and i != TOP}
            for token in side
            if token.clause == clause
        )
        nearest = next(filter(None, named), None)
        found += [nearest] if nearest else []
    return found
