"""From clauses to practices: who does what with which data, for whom, why, and on what condition."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from claimtrack.reading import facets, people
from claimtrack.reading import grammar as g
from claimtrack.reading.parse import CONTROLLER, Context, Parse, values
from claimtrack.reading.slots import Clause
from claimtrack.reading.tokens import Word
from claimtrack.reading.verbs import before, functional
from claimtrack.records import Practice, Sentence, Slot, Value
from claimtrack.text import stem
from claimtrack.vocabulary import TOP

REACH = 8
"""Words from the opening of a sentence among which an "it" stands for what the sentence before spoke of."""
OBJECTS = frozenset({"it", "them"})
BEFORE = frozenset({stem("before")})
RECEIVING = frozenset({"collect", "read", "store"})
"""Actions that make somebody else than the controller a recipient: "partners receive", "others can see"."""
STATED_INSIDE = frozenset({"share", "collect", "store", "sell", "transfer", "delete"})
"""Actions that a relative clause can state; "the features you use" states no use of data."""


def practices(parse: Parse) -> Iterator[Practice]:
    """Every practice that the sentence states."""
    for clause in parse.clauses:
        seen: set[str | None] = set()
        for verb in clause.verbs:
            action = facets.action(parse, verb)
            done = action.id or (parse.words[verb].stem if parse.words[verb].stem in g.GIVING else None)
            if done not in seen and (action.id or parse.words[verb].stem not in g.NAMING):
                seen.add(done)
                who = people.actors(parse, clause, verb)
                asked = _asked_before(parse, verb)
                stated = (a for a in who if asked or not _supposed(parse.words[verb], a, action))
                yield from dict.fromkeys(_practice(parse, clause, verb, action, actor) for actor in stated)
        if not seen:
            yield from _verbless(parse, clause)
        for verb in clause.embedded:
            yield from _embedded(parse, clause, verb)


def _supposed(verb: Word, actor: Value, action: Value) -> bool:
    """Whether a condition only supposes what others do, or what is done with no data."""
    if verb.slot != "condition":
        return False
    if verb.stem in g.GIVING and "permission" in verb.ids("conditions"):
        return True  # "if you give your consent"
    return actor.id != "user" or not (action.id or verb.ids("conditions"))


def _asked_before(parse: Parse, verb: int) -> bool:
    """Whether permission is asked for what the verb does: "we ask for your consent before we collect …"."""
    opener = next((i for i in range(verb - 1, -1, -1) if parse.words[i].stem in BEFORE), None)
    if opener is None or any(word.verb for word in parse.words[opener:verb]):
        return False
    asked = [i for i, word in enumerate(parse.words) if "permission" in word.ids("conditions")]
    return bool(asked) and any(word.stem in g.ASKING for word in parse.words[max(0, asked[0] - 3) : asked[-1] + 1])


def settle(parse: Parse) -> None:
    """Give the words in front of a verb the slot they turned out to fill: data, where the verb is passive (whoever
    stands behind "by" acts), or recipients, where it says that they are given something.
    """
    for clause in parse.clauses:
        if not clause.verbs:
            continue
        verb = clause.verbs[0]
        if people.dative(parse, clause, verb):
            _reslot(parse, clause.subject(verb), "actor", "recipient")
        elif people.passive(parse, verb):
            _reslot(parse, clause.subject(verb), "actor", "data")
        elif people.perceives(parse.words[verb].text) and people.subject(parse, clause, verb):
            _reslot(parse, clause.subject(verb), "actor", "recipient")


def _reslot(parse: Parse, places: Iterable[int], old: Slot, new: Slot) -> None:
    for i in places:
        if parse.words[i].slot == old:
            parse.words[i].slot = new


def _practice(parse: Parse, clause: Clause, verb: int, action: Value, actor: Value) -> Practice:
    data = facets.data(parse, clause, verb)
    action, actor, recipients, data = _parties(parse, clause, verb, action, actor, data)
    if parse.words[verb].stem in g.INCLUDE:
        actor, recipients = parse.context.actor or CONTROLLER, recipients or parse.context.recipients
    if action.id in ("share", "transfer", "sell", None):
        recipients = recipients or parse.context.recipients
    return Practice(
        parse.sentence.text, parse.sentence.section, parse.sentence.lead_in, actor, action,
        data or parse.context.data, recipients, facets.purposes(parse, clause, verb),
        facets.modality(parse, clause, verb), facets.polarity(parse, clause, verb), parse.conditions,
        _quantities(parse), facets.safeguards(parse, clause), clause.number,
    )  # fmt: skip


Parties = tuple[Value, Value, tuple[Value, ...], tuple[Value, ...]]


def _parties(
    parse: Parse, clause: Clause, verb: int, action: Value, actor: Value, data: tuple[Value, ...]
) -> Parties:
    """Action, actor, recipients and data, as the verb distributes them."""
    recipients = people.recipients(parse, clause, verb)
    if people.dative(parse, clause, verb):
        given = values(parse, "data", clause.words("data"), unknown=True)
        return Value(action.words, "share"), actor, people.subject(parse, clause, verb), given
    if "withholding" in parse.words[verb].opens:
        kept, recipients = people.withheld(parse, clause, verb)
        return action, actor, recipients, kept
    if action.id == "share" and _has_access(action, actor, recipients):
        return Value(action.words, "collect"), actor, (), data
    if action.id == "share":
        actor, recipients, data = _shared(parse, clause, verb, action, actor, recipients, data)
    elif action.id == "use" and not any(value.id for value in data):
        engaged = people.others(values(parse, "actors", clause.words("data")))
        if engaged:  # "we use others to help us"
            action, recipients = (
                Value(action.words, "share"),
                (parse.context.recipients or engaged) + recipients,
            )
    elif action.id is None:
        action, recipients = _by_unknown_verb(parse, clause, verb, action, actor, recipients, data)
    action, actor, recipients = _seen_from_the_controller(parse.words[verb], action, actor, recipients)
    return action, actor, recipients, data


def _by_unknown_verb(
    parse: Parse, clause: Clause, verb: int, action: Value, actor: Value, recipients: tuple[Value, ...],
    data: tuple[Value, ...],
) -> tuple[Value, tuple[Value, ...]]:  # fmt: skip
    """Action and recipients of a verb that no action names: whatever it is, somebody gives or gets something by it."""
    given = people.given(parse, clause, verb) if actor.id == "controller" else ()
    if given:  # "we give advertisers aggregated figures"
        return Value(action.words, "share"), given
    if not any(value.id for value in data):
        return action, recipients
    if people.perceives(action.words):  # "our partners get your age"
        return (action if actor.id in ("user", "controller") else Value(action.words, "collect")), recipients
    if _named(parse, clause, recipients):  # data goes "to" or "with" somebody
        known = (v for v in parse.context.recipients if v not in recipients)
        return Value(action.words, "share"), (*recipients, *known)
    return action, recipients


def _has_access(action: Value, actor: Value, recipients: Sequence[Value]) -> bool:
    """Whether the controller itself is given something: "we have access to", "may be accessed by our staff"."""
    ours = actor.id == "controller"
    has = ours and bool({"have", "has"} & set(action.words.split()))
    return has or (ours and bool(recipients) and all(value.id == "controller" for value in recipients))


def _shared(
    parse: Parse, clause: Clause, verb: int, action: Value, actor: Value, recipients: tuple[Value, ...],
    data: tuple[Value, ...],
) -> tuple[Value, tuple[Value, ...], tuple[Value, ...]]:  # fmt: skip
    """Who gets what, where the verb shares: given access, seen by others, made public, or by engagement."""
    said = action.words.split()
    if "access" in said:
        data, recipients = people.access(parse, clause, verb, data, recipients)
    if "engage" in parse.words[verb].lists and not recipients:  # "we engage vendors"
        recipients = people.others(values(parse, "actors", clause.words("data")))
        data = tuple(value for value in data if value.id) if recipients else data
    if "engage" in parse.words[verb].lists:
        recipients = (*recipients, *(v for v in parse.context.recipients if v not in recipients))
    if actor.id != "user" and not people.passive(parse, verb) and people.perceives(action.words):
        actor, recipients = CONTROLLER, (*people.subject(parse, clause, verb), *recipients)
    said += [word.text for word in parse.words[verb + 1 :] if word.clause == clause.number]
    if not any(person.id for person in recipients) and g.PUBLIC & set(said):
        recipients = (Value(action.words, "anyone"),)
    if not recipients:
        recipients = people.demanding(parse)
    return actor, recipients, data


def _embedded(parse: Parse, clause: Clause, verb: int) -> Iterator[Practice]:
    """What a relative clause states of the phrase it hangs on: "location that you share with contacts"."""
    action = facets.action(parse, verb)
    data = values(parse, "data", [i for i in clause.roles if verb - 12 < i < verb])
    if action.id in RECEIVING and (given := _taken_inside(parse, clause, verb)):
        yield given
        return
    if action.id not in STATED_INSIDE or not data:
        return
    actor = people.actor(parse, clause, verb)
    behind = values(parse, "actors", [i for i in clause.roles if verb < i < verb + 8])
    recipients = tuple(value for value in behind if value.id != "user")
    action, actor, recipients = _seen_from_the_controller(parse.words[verb], action, actor, recipients)
    yield Practice(
        parse.sentence.text, parse.sentence.section, parse.sentence.lead_in, actor, action, data[-1:], recipients,
        modality=facets.modality(parse, clause, verb), polarity=facets.negated(parse, before(parse.words, verb), verb),
        conditions=parse.conditions, safeguards=facets.safeguards(parse, clause), clause=clause.number,
    )  # fmt: skip


def _taken_inside(parse: Parse, clause: Clause, verb: int) -> Practice | None:
    """What a relative clause says that people are given: "our bank, which receives your card number"."""
    at = before(parse.words, verb)
    if at < 1 or parse.words[at].stem not in g.RELATIVES:
        return None
    last = at - 1 - (parse.words[at - 1].text == ",")
    start = next((i + 1 for i in range(last, -1, -1) if parse.words[i].verb or functional(parse.words[i])), 0)
    who = next(iter(people.others(values(parse, "actors", range(start, last + 1), unknown=True))), None)
    taken = values(parse, "data", _object(parse, clause, verb))
    if who is None or not taken or not (who.id or parse.words[last].name):
        return None
    return Practice(
        parse.sentence.text, parse.sentence.section, parse.sentence.lead_in, CONTROLLER,
        Value(parse.words[verb].text, "share"), taken, (who,),
        modality=facets.modality(parse, clause, verb), polarity=facets.negated(parse, before(parse.words, verb), verb),
        conditions=parse.conditions, clause=clause.number,
    )  # fmt: skip


def _object(parse: Parse, clause: Clause, verb: int) -> list[int]:
    """The words behind an embedded verb, up to what goes on with the sentence."""
    ends = (i for i in clause.roles if i > verb and (parse.words[i].verb or parse.words[i].text in ";."))
    end = next(ends, max(clause.roles) + 1)
    return [i for i in clause.roles if verb < i < end]


def _verbless(parse: Parse, clause: Clause) -> Iterator[Practice]:
    """A clause without a known verb: a list item, or one that a safeguard makes a statement."""
    safeguards = facets.safeguards(parse, clause)
    data = values(parse, "data", list(clause.roles))
    if any(parse.vocabulary.is_a(v.id or "", "encryption") for v in safeguards):
        action = Value(safeguards[0].words, "encrypt")
    elif parse.context.action and not clause.verbs and (data or _says_why(parse, clause)):
        action = parse.context.action
    else:
        return
    yield Practice(
        parse.sentence.text, parse.sentence.section, parse.sentence.lead_in,
        parse.context.actor or CONTROLLER, action, data or parse.context.data,
        people.recipients(parse, clause, clause.start) or parse.context.recipients,
        facets.purposes(parse, clause, clause.start),
        polarity=facets.polarity(parse, clause, max(clause.roles, default=0)), conditions=parse.conditions,
        quantities=_quantities(parse), safeguards=safeguards, clause=clause.number,
    )  # fmt: skip


def _says_why(parse: Parse, clause: Clause) -> bool:
    """Whether words without a verb tell for what, or how guarded, the data is that stands beside them in a table."""
    places = list(clause.roles)
    told = values(parse, "purposes", places) or values(parse, "safeguards", places)
    return bool(parse.context.data and told)


def _quantities(parse: Parse) -> tuple[Value, ...]:
    measured = tuple(Value(str(quantity), str(quantity)) for quantity in parse.quantities)
    return measured + tuple(Value(" ".join(w.text for w in parse.words[a:b])) for a, b in parse.periods)


def _named(parse: Parse, clause: Clause, recipients: Iterable[Value]) -> bool:
    """Whether somebody else is given something: known, or written as a name."""
    names = any(parse.words[i].name for i in clause.words("recipient"))
    return any(value.id or names for value in people.others(recipients))


def _seen_from_the_controller(
    verb: Word, action: Value, actor: Value, recipients: tuple[Value, ...]
) -> tuple[Value, Value, tuple[Value, ...]]:
    """What others receive the controller shares; what the user gives the controller it collects."""
    names_us = any(r.id == "controller" for r in recipients)
    if actor.id == "user" and action.id == "collect" and verb.stem in g.GIVING:
        return action, CONTROLLER, ()  # "you give us"
    if (
        actor.id == "user"
        and action.id in ("share", None)
        and (names_us or (verb.stem in g.GIVING and not recipients))
    ):
        return Value(action.words, "collect"), CONTROLLER, ()
    if actor.id not in ("controller", "user") and action.id == "collect" and "us" in action.words.split():
        return action, CONTROLLER, (actor,)  # "partners give us"
    takes = actor.id is not None or (bool(actor.words) and verb.stem in g.TAKING)
    if actor.id not in ("controller", "user") and takes and action.id in RECEIVING:
        return Value(action.words, "share"), CONTROLLER, (actor, *recipients)
    if actor.id not in ("controller", "user", None) and action.id == "share" and names_us:
        return Value(action.words, "collect"), CONTROLLER, (actor,)
    return action, actor, recipients


def context(sentence: Sentence, previous: Sequence[Practice], headings: Context) -> Context:
    """What the headings hand on, and the sentence before, where this one points back: its first on data leads."""
    if not previous:
        return headings
    opening = sentence.text.lower().replace(",", " ").split(maxsplit=REACH)[:REACH]
    head = next((p for p in previous if p.action.id and p.actor.id != "user" and p.data), previous[0])
    if g.ANAPHORS.isdisjoint(map(stem, opening[:4])):
        known = tuple(value for value in head.data if value.id)
        return headings._replace(data=known) if known and not OBJECTS.isdisjoint(opening) else headings
    recipients = next((p.recipients for p in previous if p.recipients), ())
    spoken_of = tuple(value for value in head.data if value.id not in (None, TOP))
    return Context(
        head.action, head.actor, recipients or headings.recipients, headings.data, head.purposes, spoken_of
    )
