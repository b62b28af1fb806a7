"""Whether a difference bears on a claim: the right clause, and a place and words that the claim speaks of."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from claimtrack.comparing.hunks import Hunk
from claimtrack.records import Assertion, Match, Practice, Reading, Token
from claimtrack.vocabulary import TOP, Vocabulary

LISTED = 3
"""A claim that names so many values of a facet asserts the list, not each of them alone."""
INSIDE = frozenset(("in", "on", "from", "of", "within", "inside"))
"""Prepositions by which a thing hangs on what holds it."""
OWNED = frozenset(("its", "their", "it", "them"))
"""Pronouns that point at what was named last."""
SOURCES = frozenset(("from", "via", "through"))
"""What opens a member of a list that says where data comes from, and is none."""
JOINING = frozenset(("and", "or", ",", "the", "a", "any", "all", "with"))
"""Words that may stand between what was named last and what is joined to it."""
OPENERS = frozenset(("as", "including", "like", "namely", "e.g", "eg", ":"))
"""The last words of what opens a list of examples behind its head."""
Sided = tuple[Reading, Match]
"""A sentence on one side of a pair, and how it bears on the claim."""


def bears(claim: Assertion, hunk: Hunk, sides: Sequence[Sided], vocabulary: Vocabulary) -> bool:
    """Whether a difference is one for this claim; ``sides`` are the pair's sentences that are its evidence."""
    if hunk.kind == "wording" or not (_in_clause(hunk, sides) or _acts(claim, hunk, sides)):
        return False
    if hunk.whole and hunk.kind != "purpose" and (hunk.kind != "data" or not hunk.ids):
        return True
    if hunk.kind in ("condition", "modality", "polarity", "safeguard", "quantity", "recipient"):
        return True
    if hunk.kind == "action":
        return bool(hunk.before and hunk.after) or _names_another(hunk, "actions", vocabulary)
    if hunk.kind == "actor":
        return len({_who(reading.practices[k]) for reading, m in sides for k in m.practices}) > 1
    if hunk.kind == "data" and any(reading.defines for reading, _ in sides):
        return True  # what the claim's data holds
    if hunk.kind == "purpose":
        return not _of_other_data(claim.data, hunk, sides, vocabulary) and (
            _states_purpose(claim, sides, vocabulary) or not for_others(claim, hunk.ids, vocabulary)
        )
    return _speaks_of(claim.data, hunk, sides, vocabulary)


def _states_purpose(claim: Assertion, sides: Sequence[Sided], vocabulary: Vocabulary) -> bool:
    """Whether the sentences state what the claim's data is for: then a further purpose widens that."""
    if claim.action == "use" and TOP in claim.data:
        return False  # a claim on one use of anything at all
    stated = (v.id for reading, m in sides for k in m.practices for v in reading.practices[k].purposes)
    return any(i and vocabulary.akin(i, a) for i in stated for a in claim.purposes)


def for_others(claim: Assertion, ids: Iterable[str], vocabulary: Vocabulary) -> bool:
    """Whether a claim names purposes and a difference none of them, but others."""
    known = [i for i in ids if vocabulary.concepts[i].group == "purposes"]
    return bool(claim.purposes and known) and not any(vocabulary.akin(i, a) for i in known for a in claim.purposes)


def _of_other_data(asked: Sequence[str], hunk: Hunk, sides: Sequence[Sided], vocabulary: Vocabulary) -> bool:
    """Whether a purpose is that of other data, named beside it: "your age for ads and your bill [to collect debts]"."""
    differing = hunk.tokens
    for reading, _ in sides:
        first = next((n for n, token in enumerate(reading.tokens) if token in differing), 0)
        to = next((n for n in range(first - 1, 0, -1) if reading.tokens[n].text in ("to", "for")), 0)
        start = next((n for n in range(to - 1, 0, -1) if reading.tokens[n].text in ("and", ",")), to)
        named = reading.tokens[start + 1 : to]
        if named and named[0].text in ("your", "the") and named[0].slot == "purpose":
            return not any(vocabulary.is_a(i, a) for token in named for i in token.ids for a in asked)
    return False


def _who(practice: Practice) -> frozenset[str]:
    """Who acts, and who is given what they collect: "collected by our bank" is read as shared with it."""
    return frozenset(value.id or value.words for value in (practice.actor, *practice.recipients))


def _in_clause(hunk: Hunk, sides: Sequence[Sided]) -> bool:
    """Whether the words stand in a clause that states a practice of the claim; a condition reaches all, and
    so does a period in one.
    """
    if hunk.kind == "condition":
        return True
    tokens = hunk.tokens
    for reading, match in sides:
        clauses = {reading.practices[k].clause for k in match.practices} or {t.clause for t in reading.tokens}
        if hunk.kind == "quantity":
            clauses |= _supposed(reading)
        if any(token in tokens and token.clause in clauses for token in reading.tokens):
            return True
    return False


def _acts(claim: Assertion, hunk: Hunk, sides: Sequence[Sided]) -> bool:
    """Whether somebody else does what a claim speaks of, by a verb of its own: "asked for and written down by us"."""
    clauses = {token.clause for token in hunk.tokens}
    stated = [p for reading, _ in sides for p in reading.practices if p.clause in clauses]
    return hunk.whole and hunk.kind == "actor" and any(p.action.id == claim.action for p in stated)


def _supposed(reading: Reading) -> set[int]:
    """Clauses that state nothing of what is done with data, but when: "if you do not sign in for six months"."""
    stating = {p.clause for p in reading.practices if p.actor.id != "user"}
    return {token.clause for token in reading.tokens} - stating


def _names_another(hunk: Hunk, group: str, vocabulary: Vocabulary) -> bool:
    ids = [frozenset(i for p in side for i in p.token.ids if vocabulary.concepts[i].group == group)
           for side in (hunk.before, hunk.after)]  # fmt: skip
    return ids[0] != ids[1] and bool(ids[0] or ids[1])


def _speaks_of(asked: Sequence[str], hunk: Hunk, sides: Sequence[Sided], vocabulary: Vocabulary) -> bool:
    """Whether words in a list of data concern what a claim asks for (everything, where it asks nothing)."""
    if not asked or TOP in asked:
        return True
    if any(_hangs_on(asked, hunk, reading, vocabulary) for reading, _ in sides):
        return True
    ids = {i for i in hunk.ids if vocabulary.concepts[i].group == "data" and i != TOP}
    listed = len(asked) >= LISTED and any(_states_list(asked, reading, vocabulary) for reading, _ in sides)
    if ids:
        return listed or any(vocabulary.akin(i, a) for i in ids for a in asked)
    return listed or any(_joins(asked, hunk, reading, vocabulary) for reading, _ in sides)


def _hangs_on(asked: Sequence[str], hunk: Hunk, reading: Reading, vocabulary: Vocabulary) -> bool:
    """Whether differing words belong to what the claim asks for: "email addresses [in your address book]", "stamps on
    its pages" behind "passport", "its speed" behind "vehicle data such as".
    """
    differing = hunk.tokens
    places = [n for n, token in enumerate(reading.tokens) if token in differing]
    if not places:
        return False
    before, member = reading.tokens[: places[0]], next(iter(_members(hunk, reading)))
    behind = member[member.index(reading.tokens[places[0]]) :]
    inside = next((n for n, token in enumerate(behind) if token.text in INSIDE), len(behind))
    if any(_names(asked, token, vocabulary) for token in behind[inside:]):
        return True
    last = next((token for token in reversed(before) if token.text not in JOINING), None)
    if last and _names(asked, last, vocabulary) and any(token.text in OWNED for token in behind[inside:]):
        return True
    return not hunk.ids and _heads(asked, before, vocabulary)


def _heads(asked: Sequence[str], before: Sequence[Token], vocabulary: Vocabulary) -> bool:
    """Whether the last list that was opened is one of what the claim asks for: "vehicle data such as …"."""
    marks = (n for n in range(len(before) - 1, 0, -1) if before[n].text in OPENERS or before[n].text in ".;")
    opener = next(marks, 0)
    if not opener or before[opener].text not in OPENERS:
        return False
    head = before[opener - 2 if opener > 1 and before[opener - 1].text in ("such", ",", "(") else opener - 1]
    return _names(asked, head, vocabulary)


def _names(asked: Sequence[str], token: Token, vocabulary: Vocabulary) -> bool:
    return any(vocabulary.is_a(i, a) for i in token.ids for a in asked)


def _joins(asked: Sequence[str], hunk: Hunk, reading: Reading, vocabulary: Vocabulary) -> bool:
    """Whether unknown words are part of what the claim asks for: in the same member of a list, or a further member
    of a list of such things.
    """
    for member in _members(hunk, reading):
        if member and member[0].text in SOURCES:
            return False
        near = {i for token in member for i in token.ids}
        if any(vocabulary.is_a(i, a) for i in near for a in asked):
            return True
    listed = {t.text for t in reading.tokens if any(vocabulary.is_a(i, a) for i in t.ids for a in asked)}
    kinds = any(c.broader in asked for c in vocabulary.concepts.values())
    beside = _beside(hunk, reading, vocabulary)
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


def _beside(hunk: Hunk, reading: Reading, vocabulary: Vocabulary) -> list[set[str]]:
    """The data named last before the differing words, and first behind them in their clause."""
    tokens = hunk.tokens
    places = [n for n, token in enumerate(reading.tokens) if token in tokens]
    if not places:
        return []
    clause = reading.tokens[places[0]].clause
    sides = (reversed(reading.tokens[: places[0]]), reading.tokens[places[-1] + 1 :])
    found = []
    for side in sides:
        named = (
            {i for i in token.ids if vocabulary.concepts[i].group == "data" and i != TOP}
            for token in side
            if token.clause == clause
        )
        nearest = next(filter(None, named), None)
        found += [nearest] if nearest else []
    return found
