"""What a clause says beside who acts: action, data, purposes, modality, polarity, conditions, safeguards."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from claimtrack.reading import grammar as g
from claimtrack.reading.parse import Parse, outside_conditions, values
from claimtrack.reading.people import joins, passive
from claimtrack.reading.slots import Clause
from claimtrack.reading.verbs import before, functional, head, informs, is_demand
from claimtrack.records import Value
from claimtrack.vocabulary import TOP

LOGGING = g.PARTICLES | {"in", "on", "into"}
"""What makes "log" a verb of the user: "log in", "log out"."""
POINTERS = g.ANAPHORS | {"which"}
ON_DATA = frozenset({"share", "collect", "store", "sell"})
"""Actions whose object is no purpose: "we collect log and troubleshooting information"."""
_TOLD = frozenset(("action", "polarity"))
"""Slots of words that another facet tells."""
SERVING = {
    "payment-provider": "payment-processing", "analytics-provider": "analytics", "delivery-provider": "delivery",
}  # fmt: skip
"""What those are for that share a name with it."""
REACH = 12
"""Words behind an empty verb in which the noun that tells the action may stand."""


def action(parse: Parse, verb: int) -> Value:
    """What the verb does: an action of the vocabulary, encryption, engagement, or its own word."""
    word = parse.words[verb]
    if "withholding" in word.opens:
        return Value(word.text, "share")
    if informs(parse.words, verb):
        return Value(word.text, "use")
    return _price(parse, verb) or _own_action(parse, verb)


def _own_action(parse: Parse, verb: int) -> Value:
    word = parse.words[verb]
    if _applies_encryption(parse, verb):
        return Value(word.text, "encrypt")
    for hit in word.hits:
        if hit.group == "actions" and head(parse.words, hit) == verb:
            return Value(parse.said(hit), hit.id)
        if hit.group == "safeguards" and parse.vocabulary.is_a(hit.id, "encryption"):
            return Value(parse.said(hit), "encrypt")
    if "engage" in word.lists:
        return Value(word.text, "share")
    if _records(parse, verb):
        return Value(word.text, "collect")
    noun = _named_action(parse, verb) or _inside_purpose(parse, verb)
    if noun:
        return noun
    if word.stem in g.INCLUDE and (done := _done_with_it(parse, verb)):
        return Value(word.text, done)
    return Value(word.text)


def _inside_purpose(parse: Parse, verb: int) -> Value | None:
    """The action of a verb that is part of a purpose, too: "we analyse how you use the app"."""
    word = parse.words[verb]
    if not any(hit.start == verb for hit in word.hits if hit.group == "purposes"):
        return None
    found = next((hit for hit in parse.vocabulary.find([word.stem]) if hit.group == "actions"), None)
    return Value(word.text, found.id) if found else None


def _price(parse: Parse, verb: int) -> Value | None:
    """That something is given for money, whatever the verb: "we never hand it to anybody in return for money"."""
    clause = parse.words[verb].clause
    hits = {hit for word in parse.words[verb + 1 :] if word.clause == clause for hit in word.hits if hit.id == "sell"}
    paid = next((hit for hit in sorted(hits) if parse.words[hit.start].stem in g.PREPOSITIONS), None)
    return Value(f"{parse.words[verb].text} {parse.said(paid)}", "sell") if paid else None


def _records(parse: Parse, verb: int) -> bool:
    """Whether something is taken down, or must be given; not where somebody logs in."""
    following = parse.words[verb + 1].stem if verb + 1 < len(parse.words) else ""
    return is_demand(parse.words, verb) or ("recording" in parse.words[verb].opens and following not in LOGGING)


def _applies_encryption(parse: Parse, verb: int) -> bool:
    """Whether a verb puts encryption on something: "chats use end-to-end encryption", "protected by encryption"."""
    if "safeguards" not in parse.named or (parse.words[verb].ids("actions") and passive(parse, verb)):
        return False  # "is stored with encryption": what is done is another thing
    named = parse.named["safeguards"].get(verb + 1 + passive(parse, verb), ())
    return any(value.id and parse.vocabulary.is_a(value.id, "encryption") for value in named)


def _named_action(parse: Parse, verb: int) -> Value | None:
    """The action that a noun behind an empty verb names: "initiate the deletion process", "complete deletion"."""
    if parse.words[verb].stem not in g.EMPTY:
        return None
    for word in parse.words[verb + 1 : verb + REACH]:
        if word.ids("actions") and word.text.endswith(g.NOUN_ENDINGS):
            return Value(f"{parse.words[verb].text} {word.text}", word.ids("actions")[0])
    return None


def _done_with_it(parse: Parse, verb: int) -> str | None:
    """What is done with the data that "includes" more: "the information [we collect] includes", "this includes"."""
    clause = parse.clauses[parse.words[verb].clause]
    inside = [id for i in clause.embedded if i < verb for id in parse.words[i].ids("actions")]
    if inside:
        return inside[-1]
    return parse.context.action.id if parse.context.action and _points_back(parse, verb) else None


def _points_back(parse: Parse, verb: int) -> bool:
    """Whether "includes" has for its subject what was spoken of: "this", "such information"."""
    subject = [word for word in parse.words[max(0, verb - 5) : verb] if word.own]
    return any(word.stem in POINTERS or TOP in word.ids("data") for word in subject)


def data(parse: Parse, clause: Clause, verb: int) -> tuple[Value, ...]:
    """The verb's object; its subject, where it is passive; what "it" stands for."""
    last = parse.clauses[clause.number - 1] if clause.number else None
    objects = clause.words("data")
    if passive(parse, verb):
        objects = [*clause.subject(verb), *objects]
        if last and clause.inherits and not clause.subject(verb):
            own = [] if joins(parse, clause, verb) else _phrase_before(parse, verb)
            objects = own or [*_said_of(parse, last), *objects]
    if _applies_encryption(parse, verb):
        return values(parse, "data", [i for near in parse.clauses[: clause.number + 2] for i in near.roles])
    left_out = parse.left_out | _of_verb(parse, verb)
    objects = [i for i in outside_conditions(parse, objects, verb) if i not in left_out]
    found = _without_aims(parse, verb, values(parse, "data", objects, unknown=True))
    points_back = any(parse.words[i].stem in g.ANAPHORS for i in objects) or _named_action(parse, verb)
    earlier = [i for before_it in parse.clauses[: clause.number] for i in before_it.roles]
    if last and not any(value.id for value in found) and points_back:
        return values(parse, "data", earlier)  # "… and do not share it"
    if last and objects and parse.words[objects[0]].stem in g.THINGS:
        return tuple(dict.fromkeys((*values(parse, "data", earlier), *found)))  # "… and combine it with your age"
    if parse.context.spoken_of and _points_at_data(parse, objects):
        return tuple(dict.fromkeys((*found, *parse.context.spoken_of)))
    return found


def _of_verb(parse: Parse, verb: int) -> AbstractSet[int]:
    """The words of a phrase that is a verb with what hangs on it: "is [for sale]"."""
    if parse.words[verb].stem not in g.PREPOSITIONS:
        return frozenset()
    return {i for hit in parse.words[verb].hits if hit.group == "actions" for i in hit.at}


def _without_aims(parse: Parse, verb: int, found: tuple[Value, ...]) -> tuple[Value, ...]:
    """Of what is used, without what it is used for: "[ads] are based on your age"."""
    if action(parse, verb).id != "use":
        return found
    aims = {word.text for word in parse.words if word.ids("purposes") or word.slot in _TOLD} | g.EDGES
    return tuple(value for value in found if value.id or not aims.issuperset(value.words.split()))


def _said_of(parse: Parse, clause: Clause) -> list[int]:
    """The words that a clause, or the one whose subject it shares, is said of."""
    while clause.inherits and clause.number and not clause.words("actor"):
        clause = parse.clauses[clause.number - 1]
    return [*clause.words("actor"), *clause.words("data")]


def _points_at_data(parse: Parse, objects: Sequence[int]) -> bool:
    """Whether an object is what the sentence before spoke of: "this information", "it"."""
    known = [value.id for value in parse.context.spoken_of if value.id]
    for i in objects:
        if parse.words[i].stem in g.POINTING:
            named = {id for word in parse.words[i + 1 : i + 3] for id in word.ids("data")}
            if any(parse.vocabulary.is_a(id, broad) for id in known for broad in named):
                return True
    said = [parse.words[i] for i in objects if parse.words[i].text[0].isalnum()]
    if not said or said[0].stem not in g.STANDING_IN:
        return False
    return said[0].stem not in g.POINTING or len(said) == 1 or functional(said[1])  # "these", and not "these boats"


def _phrase_before(parse: Parse, verb: int) -> list[int]:
    """The words between the verb and what last parted the sentence: "when [our business] is sold"."""
    places: list[int] = []
    for k in range(before(parse.words, verb), -1, -1):
        word = parse.words[k]
        parted = word.verb or not word.text[0].isalnum() or word.stem in g.CONJUNCTIONS
        if parted or "condition_openers" in word.lists:
            break
        places.insert(0, k)
    return places


def purposes(parse: Parse, clause: Clause, verb: int) -> tuple[Value, ...]:
    """Purposes of the clause, and of the infinitives and gerunds that hang on it."""
    places = _before_it(parse, clause, verb) + list(clause.roles)
    for later in parse.clauses[clause.number + 1 :]:
        if not later.inherits or parse.words[later.start - 1].stem in g.CONJUNCTIONS:
            break
        places += later.roles
    if not ON_DATA.isdisjoint(parse.words[verb].ids("actions")):
        places = [i for i in places if parse.words[i].slot != "data"]
    known = values(parse, "purposes", outside_conditions(parse, places, verb))
    unknown = values(
        parse, "purposes", outside_conditions(parse, clause.words("purpose"), verb), unknown=True
    )
    told = known + tuple(v for v in _served(parse, clause) if v not in known) if parse.words[verb].own else known
    return told or unknown or parse.context.purposes


def _served(parse: Parse, clause: Clause) -> list[Value]:
    """What recipients are for by their names: "hosting providers", "payment processors"."""
    hits = {hit: None for i in clause.words("recipient") for hit in parse.words[i].hits if hit.group == "actors"}
    found = [Value(parse.said(hit), SERVING[hit.id]) for hit in hits if hit.id in SERVING]
    for hit in hits:
        if hit.id == "service-provider":
            inside = parse.vocabulary.find([parse.words[i].stem for i in hit.at[:-1]])
            found += [Value(parse.said(hit), it.id) for it in inside if it.group == "purposes"]
    return found


def _before_it(parse: Parse, clause: Clause, verb: int) -> list[int]:
    """Where a clause without a subject of its own looks for purposes in the one before: "…, using your data"."""
    gerund = parse.words[verb].text.endswith("ing")
    if not clause.number or not clause.inherits or not (gerund or not clause.words("purpose")):
        return []
    last = parse.clauses[clause.number - 1]
    return list(last.roles if gerund else last.words("purpose"))


def modality(parse: Parse, clause: Clause, verb: int) -> Value:
    """Whether it does, may or must: what the modal nearest in front of the verb says."""
    for word in reversed(parse.words[clause.start : verb + 1]):
        for name in ("must", "may"):
            if name in word.lists:
                return Value(word.text, name)
    return Value("", "does")


def polarity(parse: Parse, clause: Clause, verb: int) -> Value:
    """Whether the clause denies; "or" and "nor" carry a denial on."""
    start = clause.start
    run = before(parse.words, verb) + 1
    denied = negated(parse, run, verb)
    if "withholding" in parse.words[verb].opens:  # "we do not hide it from them" says that they see it
        return Value("", "is") if denied.id == "is-not" else Value(parse.words[verb].text, "is-not")
    if denied.id == "is-not":
        return denied
    agent = [i for i in clause.words("actor") if i > verb]
    given = [parse.words[i] for i in (*clause.words("recipient")[:4], *agent[:3])]
    if any(word.stem in g.NOBODY or (word.stem == "no" and "negators" in word.lists) for word in given):
        return Value(" ".join(word.text for word in given), "is-not")  # "with nobody", "by no one"
    joints = {word.stem for word in parse.words[max(0, start - 2) : start]}
    if clause.inherits and clause.number and joints & {"or", "nor"}:
        start = parse.clauses[clause.number - 1].start
    object_denied = negated(parse, verb + 1, max(verb + 2, _phrase_end(parse, verb)))  # "we share no data"
    return object_denied if object_denied.id == "is-not" else negated(parse, start, run)


def _phrase_end(parse: Parse, verb: int) -> int:
    """Where the phrase ends that a verb opens, with what stands inside it: "give nobody [access]"."""
    hits = (hit for hit in parse.words[verb].hits if hit.group == "actions" and hit.start == verb)
    return max((hit.at[-1] for hit in hits), default=verb)


def negated(parse: Parse, start: int, end: int) -> Value:
    """The polarity that the words from ``start`` to ``end`` (exclusive) give."""
    for word in parse.words[max(start, 0) : end]:
        if "negators" in word.lists and word.slot == "polarity":
            return Value(word.text, "is-not")
    return Value("", "is")


def safeguards(parse: Parse, clause: Clause) -> tuple[Value, ...]:
    """Encryption, hashing and the like, wherever they stand in the clause."""
    return values(parse, "safeguards", clause.roles)
