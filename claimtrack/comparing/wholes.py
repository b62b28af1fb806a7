"""Kinds of a difference that are told by all the words at its place, not by the slot that each stands in.

"Collected by us" and "collected by the ferryman" differ in who acts, "withheld from drivers" and "revealed to
drivers" in a denial, whatever slots the words fell into: a reader compares what one place says on either side.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial

from claimtrack.comparing.degrees import degrees
from claimtrack.comparing.normal import TELLING
from claimtrack.comparing.spans import Span, marked
from claimtrack.records import ChangeKind, Slot, Token
from claimtrack.text import stem_set
from claimtrack.vocabulary import Vocabulary

FIRST = stem_set("we us our")
BE = stem_set("is are was were be been being")
LEADING = stem_set("and or also then so that and/or too")
"""Words that may stand in front of a subject."""
AUXILIARIES = stem_set(
    "is are was were be been being has have had do does did will would may might can could must shall"
)
STILL = stem_set("still then now always only again ever never not")
"""Words that may stand between a subject or an auxiliary and its verb."""
HANGING = stem_set("of in at on from with for who that which whose such like including") | {",", "("}
"""What ends the head of a noun phrase."""
MARKS = frozenset(",;:()")
INSTRUMENTS = stem_set(
    "app application website site page service product platform software program system server device machine robot "
    "tool feature algorithm camera sensor cookie meter"
)
"""Subjects that act for the controller."""
POINTING = stem_set("it this that these those they which who what there")
"""Subjects that leave it to what was said before to tell who acts."""
QUESTIONS = stem_set("how which what whose where when")
WILL = stem_set(
    "request behest demand wish wishes instruction command direction invitation discretion hunch whim initiative "
    "suspicion prompting insistence suggestion advice summons approval consent permission bidding urging word call "
    "blessing knowing knowledge awareness leave agreement warrant"
)
"""Nouns for what somebody wants: done at it or upon it, a thing is done on a condition."""
CASES = stem_set("case circumstance event emergency situation occasion instance")
"""Nouns for what befalls: done in such a case, a thing is done on a condition."""
UPON = stem_set("at on upon by under with without")
TIMES = stem_set(
    "second minute hour day week fortnight month quarter year decade century generation lifetime season semester "
    "eternity era night overnight summer winter spring autumn forever indefinitely perpetuity"
) | {"ages"}
"""Words for lengths of time, known as units or not."""
SEEN = stem_set("seen viewed visible accessed accessible read consulted examined inspected")
"""What people do to whom a thing is shown, in the passive."""
ONLY = stem_set("only even just solely exclusively")
REACH = 5
"""Words behind such a preposition in which the noun stands."""
EXACT = stem_set("round nearest exact precise approximate accurate rough coarse granular within down centimetre metre")
"""Words for how exact data is."""


def kind(old: Span, new: Span, vocabulary: Vocabulary) -> ChangeKind | None:
    """The kind that the words of both sides tell together, in the order in which a reader would name it."""
    return next((kind for kind, tells in RULES if tells(old, new, vocabulary)), None)


# ── Denials ──────────────────────────────────────────────────────────────────────────────────────────


def _denials(one: Span, vocabulary: Vocabulary) -> list[bool]:
    """Which words at a place keep something from somebody: "hidden from", "off limits for"."""
    at = marked(tuple(token.stem for token in one.reading.tokens), "withholding", vocabulary)
    return [place.at in at for place in one.places]


def _turns_denial(old: Span, new: Span, vocabulary: Vocabulary) -> bool:
    return any(_denials(old, vocabulary)) != any(_denials(new, vocabulary))


def _denies_alike(old: Span, new: Span, vocabulary: Vocabulary) -> bool:
    found = _denials(old, vocabulary), _denials(new, vocabulary)
    return all(side and all(side) for side in found)


# ── Modality ─────────────────────────────────────────────────────────────────────────────────────────


def _turns_modal(old: Span, new: Span, vocabulary: Vocabulary) -> bool:
    """Whether nothing but modals differ, and those say something else."""
    left, right = degrees(old, vocabulary), degrees(new, vocabulary)
    modal = all(place.at in left for place in old.places) and all(place.at in right for place in new.places)
    return modal and set(left.values()) - {"always"} != set(right.values()) - {"always"}


# ── Who acts ─────────────────────────────────────────────────────────────────────────────────────────


def _turns_actor(old: Span, new: Span, vocabulary: Vocabulary) -> bool:
    """Whether the controller acts on one side and somebody else on the other."""
    doers = _doer(old), _doer(new)
    return any(_is_controller(one) and _is_other(other, vocabulary) for one, other in (doers, doers[::-1]))


def _doer(one: Span) -> Sequence[Token]:
    """The words of a place where they say who acts: the subject of the verb behind them, or its agent behind "by"."""
    opening = next((k for k, token in enumerate(one.tokens) if token.stem not in LEADING and token.text != ","), 0)
    words = [token for token in one.tokens[opening:] if token.text != "."]
    if not words or any(token.text in MARKS or token.slot in ("condition", "quantity") for token in words):
        return ()
    if words[0].text == "by":
        return _head(words[1:])
    behind = one.reading.tokens[one.end :]
    verb = next((token for token in behind if token.stem not in AUXILIARIES and not token.text.endswith("ly")), None)
    if verb is None or verb.slot != "action" or _is_done_to(words, behind, verb):
        return ()
    return _head(words)


def _is_done_to(words: Sequence[Token], behind: Sequence[Token], verb: Token) -> bool:
    """Whether something is done to what a subject names: "your contacts are shared"."""
    given = any(token.slot == "data" for token in words)
    return given and any(token.stem in BE for token in (*words, *behind[: behind.index(verb)]))


def _head(words: Sequence[Token]) -> Sequence[Token]:
    """A noun phrase without what hangs on it."""
    return words[: next((k for k, token in enumerate(words) if k and token.stem in HANGING), len(words))]


def _is_controller(words: Sequence[Token]) -> bool:
    ours = all(token.text in ("we", "us") or "controller" in token.ids for token in words)
    return bool(words) and (ours or words[-1].stem in INSTRUMENTS)


def _is_other(words: Sequence[Token], vocabulary: Vocabulary) -> bool:
    """Whether a head names somebody else: not what belongs to the controller, nor data, nor a pronoun."""
    if not words or any(token.stem in INSTRUMENTS | POINTING or token.text.isdecimal() for token in words):
        return False
    groups = {vocabulary.concepts[id].group for token in words for id in token.ids if id != "controller"}
    ours = any(token.stem in FIRST or "controller" in token.ids for token in words)
    return "actors" in groups or not (ours or "data" in groups)


# ── What is done ─────────────────────────────────────────────────────────────────────────────────────


def _turns_predicate(old: Span, new: Span, _: Vocabulary) -> bool:
    """Whether another verb stands behind the same subject, where at most one of the two was read as one."""
    sides = old, new
    read = [any(place.token.slot == "action" for place in one.places) for one in sides]
    return all(one.places and _at_predicate(one) for one in sides) and not all(read) and (any(read) or _unread(sides))


def _at_predicate(one: Span) -> bool:
    """Whether a verb stands at the beginning of a place: behind an auxiliary or a pronoun, or as it was read."""
    tokens = one.reading.tokens
    if any(place.token.slot in TELLING for place in one.places):
        return False
    first = one.places[0].at
    while first and (tokens[first - 1].stem in LEADING or tokens[first - 1].stem in STILL):
        first -= 1
    return tokens[one.places[0].at].slot == "action" or (first > 0 and tokens[first - 1].stem in AUXILIARIES | FIRST)


def _unread(sides: Iterable[Span]) -> bool:
    """Whether no verb was read in the clauses of either side."""
    for one in sides:
        clauses = {place.token.clause for place in one.places}
        if any(token.slot == "action" and token.clause in clauses for token in one.reading.tokens):
            return False
    return True


# ── Other places ─────────────────────────────────────────────────────────────────────────────────────


def _turns_will(old: Span, new: Span, _: Vocabulary) -> bool:
    """Whether what differs is at whose will a thing is done: "at a judge's behest", "on the whim of a clerk"."""
    return (_at_will(old) or _at_will(new)) and all(_prepositional(one) for one in (old, new) if one.places)


def _turns_case(old: Span, new: Span, _: Vocabulary) -> bool:
    """Whether what differs is in which cases a thing is done: "in the gravest of cases", or at which occasion."""
    return all(one.places and _in_case(one) for one in (old, new))


def _in_case(one: Span) -> bool:
    words = one.reading.tokens[one.start : one.end + 2]
    if words[0].text in ("at", "upon"):
        ends = one.end >= len(one.reading.tokens) or not one.reading.tokens[one.end - 1].text[0].isalnum()
        return ends and all(place.token.slot == "data" for place in one.places)
    return words[0].text == "in" and any(token.stem in CASES for token in words)


def _turns_period(old: Span, new: Span, _: Vocabulary) -> bool:
    """Whether one length of time stands for another: "a fortnight", "a generation"."""
    return all(
        any(place.token.slot == "quantity" or {place.token.stem, place.token.text} & TIMES for place in one.places)
        and not any(place.token.slot in ("purpose", "polarity") for place in one.places)
        for one in (old, new)
    )


def _prepositional(one: Span) -> bool:
    return any(token.stem in UPON for token in one.tokens[:2])


def _at_will(one: Span) -> bool:
    """Whether a preposition stands at the beginning of a place, and soon a noun for what somebody wants."""
    words = one.tokens
    start = next((k for k, token in enumerate(words[:2]) if token.stem in UPON), None)
    return start is not None and any(token.stem in WILL for token in words[start + 1 : start + 1 + REACH])


def _turns_people(old: Span, new: Span, vocabulary: Vocabulary) -> bool:
    """Whether people stand on one side, named by nothing else, and no data on the other."""
    return any(_only_people(one, vocabulary) and _no_data(other, vocabulary) for one, other in ((old, new), (new, old)))


def _only_people(one: Span, vocabulary: Vocabulary) -> bool:
    people = [
        any(vocabulary.concepts[id].group == "actors" and id not in ("controller", "user") for id in place.token.ids)
        for place in one.places
    ]
    return bool(people) and all(people) and all(place.token.slot == "data" for place in one.places)


def _no_data(one: Span, vocabulary: Vocabulary) -> bool:
    groups = {vocabulary.concepts[id].group for place in one.places for id in place.token.ids}
    return bool(one.places) and "data" not in groups


def _turns_seeing(old: Span, new: Span, _: Vocabulary) -> bool:
    """Whether what differs is by whom a thing is seen."""
    return all(
        one.places and one.tokens[0].text == "by" and one.start and one.reading.tokens[one.start - 1].stem in SEEN
        for one in (old, new)
    )


def _restricts(slot: Slot, old: Span, new: Span, _: Vocabulary) -> bool:
    """Whether all that differs is "only" or the like in front of words in that slot."""
    sides = [one for one in (old, new) if one.places]
    return all(
        all(place.token.stem in ONLY for place in one.places) and _next_slot(one) == slot for one in sides
    )


def _next_slot(one: Span) -> Slot | None:
    return one.reading.tokens[one.end].slot if one.end < len(one.reading.tokens) else None


def _turns_negation(old: Span, new: Span, _: Vocabulary) -> bool:
    """Whether a word of denial gave way to another word, or took its place: "nobody at", "everybody at"."""
    denied = [[place.token.slot == "polarity" for place in one.places] for one in (old, new)]
    return all(denied) and any(all(one) and not any(other) for one, other in (denied, denied[::-1]))


def _turns_precision(old: Span, new: Span, _: Vocabulary) -> bool:
    """Whether what differs is how exact data is: "rounded to the nearest mile", "down to the inch"."""
    return all(
        len({token.stem for token in one.tokens} & EXACT) > 0 and not _prepositional(one) for one in (old, new)
    )


def _turns_purpose(old: Span, new: Span, _: Vocabulary) -> bool:
    """Whether one side has a further purpose, in which a number or a modal says nothing of its own."""
    return any(not one.places and _further_purpose(other) for one, other in ((old, new), (new, old)))


def _further_purpose(one: Span) -> bool:
    words = [token for token in one.tokens if token.stem not in LEADING and token.text != ","]
    slots = {place.token.slot for place in one.places}
    return bool(words) and words[0].text == "to" and "purpose" in slots <= {"purpose", "quantity", "modality"}


def _turns_question(old: Span, new: Span, _: Vocabulary) -> bool:
    """Whether one side has a further question among those that say what is collected: "… and how you hold it"."""
    return any(not one.places and _further_question(other) for one, other in ((old, new), (new, old)))


def _further_question(one: Span) -> bool:
    words = [token for token in one.tokens if token.text[0].isalnum() and token.stem not in LEADING]
    asked = [token for token in one.reading.tokens[: one.start] if token.stem in QUESTIONS]
    slots = {place.token.slot for place in one.places}
    return bool(words and asked) and words[0].stem in QUESTIONS and not slots & {"data", "purpose"}


RULES: tuple[tuple[ChangeKind, Callable[[Span, Span, Vocabulary], bool]], ...] = (
    ("wording", _denies_alike),
    ("polarity", _turns_negation),
    ("purpose", _turns_purpose),
    ("polarity", _turns_denial),
    ("modality", _turns_modal),
    ("condition", _turns_will),
    ("condition", _turns_case),
    ("quantity", _turns_period),
    ("condition", partial(_restricts, "condition")),
    ("recipient", partial(_restricts, "recipient")),
    ("recipient", _turns_seeing),
    ("actor", _turns_actor),
    ("action", _turns_predicate),
    ("recipient", _turns_people),
    ("data", _turns_precision),
    ("data", _turns_question),
)
"""What may be told by a whole place, in the order in which a reader would name it."""
