"""People and companies in a sentence: who acts, and who is given something."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from claimtrack.reading import grammar as g
from claimtrack.reading.parse import CONTROLLER, Parse, outside_conditions, values
from claimtrack.reading.slots import Clause
from claimtrack.reading.tokens import Word
from claimtrack.reading.verbs import before, is_participle, is_passive
from claimtrack.records import Value
from claimtrack.text import stem

_OPENERS = g.PREPOSITIONS | g.ADVERBS | g.LINKS
_ASIDES = g.RELATIVES | {"("}
_NOT_PLAIN = g.AUXILIARIES | g.PRONOUNS | {"to"}
_HANGING = g.PREPOSITIONS | g.RELATIVES | {",", "("}
_HANGING_BUT_OF = _HANGING - {"of"}
_PARTS = g.PARTITIVES | g.DETERMINERS
_NO_CONTENT = g.JOINTS | g.QUESTIONS


def actor(parse: Parse, clause: Clause, verb: int) -> Value:
    """Who acts: behind "by" where the verb is passive, else the subject, else the nearest person to the left."""
    if passive(parse, verb):
        return _head(parse, _agent(parse, clause, verb)) or CONTROLLER
    by = verb > 0 and parse.words[verb - 1].stem == "by"
    if parse.words[verb].text.endswith("ing") and (clause.inherits or by) and clause.number:
        last = parse.clauses[clause.number - 1]
        if last.verbs:  # "we target ads through partners, using your data"
            return actor(parse, last, last.verbs[0])
    if joins(parse, clause, verb):
        last = parse.clauses[clause.number - 1]
        return actor(parse, last, last.verbs[0])
    subject = _subject_head(parse, clause, verb)
    if subject and all(parse.words[i].stem == "they" for i in subject if parse.words[i].slot == "actor"):
        left = others(filter(None, (_person(parse, [i]) for i in range(subject[0] - 1, -1, -1))))
        meant = left or others(parse.context.recipients)
        if meant:
            return meant[0]
    if subject:
        acting = _head(parse, subject) if _is_plain(parse, subject) else _anyone(parse, subject)
        if acting and acting.id == "user" and acting.words != "you":
            others_act = _is_chosen(parse, subject) or _is_yours(parse, clause, verb)
            return Value(acting.words, "other-users") if others_act else acting
        return acting or parse.context.actor or CONTROLLER
    return _person(parse, range(verb - 1, -1, -1)) or parse.context.actor or CONTROLLER


def joins(parse: Parse, clause: Clause, verb: int) -> bool:
    """Whether a verb shares its subject with the clause before: "we share it with banks [and may sell] it"."""
    joined = any(word.stem in g.CONJUNCTIONS for word in parse.words[before(parse.words, verb) + 1 : verb])
    return joined and clause.inherits and clause.number > 0 and bool(parse.clauses[clause.number - 1].verbs)


def actors(parse: Parse, clause: Clause, verb: int) -> tuple[Value, ...]:
    """Everybody who acts, the last named first: "we and our partners", "neither we nor our partners"."""
    last = actor(parse, clause, verb)
    if passive(parse, verb):
        return _agents(parse, _agent(parse, clause, verb)) or (last,)
    places = _subject_head(parse, clause, verb)
    found = {last.id: last}
    joined = False
    for i in reversed(places):
        word = parse.words[i]
        person = None if word.text == "our" else _person(parse, [i])
        if word.stem in ("and", "nor", "or", "neither", "both") or word.text == ",":
            joined = True
        elif person and person.id not in found and joined:
            found[person.id] = person
        elif not person and joined and word.stem not in g.DETERMINERS:
            break
    return tuple(found.values())


def _agents(parse: Parse, places: Sequence[int]) -> tuple[Value, ...]:
    """Everybody whom "by" names, in order: "by us, and by third parties that help us"."""
    found: list[Value] = []
    member: list[int] = []
    for i in [*places, -1]:
        ends = i < 0 or parse.words[i].text == "," or parse.words[i].stem in (*g.CONJUNCTIONS, "by")
        if not ends:
            member.append(i)
            continue
        found += filter(None, [_head(parse, member)] if member else [])
        if any(parse.words[k].stem in g.RELATIVES or parse.words[k].verb for k in member):
            break
        member = []
    return tuple({value.id or value.words: value for value in found}.values())


def subject(parse: Parse, clause: Clause, verb: int) -> tuple[Value, ...]:
    """Who stands in front of the verb: the known, else the words."""
    places = clause.subject(verb)
    found = values(parse, "actors", places) or values(parse, "actors", places, unknown=True)
    return others(map(_given_to, found) if actor(parse, clause, verb).id == "other-users" else found)


def _agent(parse: Parse, clause: Clause, verb: int) -> list[int]:
    """The words behind the "by" that follows a passive verb."""
    behind = [i for i in clause.words("actor") if i > verb]
    by = next((n for n, i in enumerate(behind) if parse.words[i].stem == "by"), len(behind))
    return behind[by + 1 :]


def _subject_head(parse: Parse, clause: Clause, verb: int) -> list[int]:
    """The words in front of the verb that name its subject: neither what opens the sentence nor a relative clause."""
    if verb not in clause.verbs:
        return []
    subject = before(parse.words, verb)
    places = [i for i in clause.subject(verb) if i <= subject and parse.words[i].slot != "condition"]
    if places and places[-1] == subject and parse.words[subject].stem in ("we", "you"):
        if parse.words[subject - 2].stem in ("who", "that"):
            return list(_up_to(parse, places, _ASIDES))  # "people who know you can see"
        return [subject]
    if places and parse.words[places[0]].stem in _OPENERS:
        commas = [n for n, i in enumerate(places) if parse.words[i].text == ","]
        places = places[commas[-1] + 1 :] if commas else []  # "in addition to this, …"
        return places if _is_plain(parse, places) else []
    return _without_choice(parse, _up_to(parse, places, _ASIDES))


def _is_yours(parse: Parse, clause: Clause, verb: int) -> bool:
    """Whether a verb of seeing has for its object what is yours: "drivers see [your name]"."""
    reads = perceives(parse.words[verb].text) and not passive(parse, verb)
    return reads and any(parse.words[i].stem in g.SECOND for i in clause.words("data") if i > verb)


def _is_chosen(parse: Parse, subject: Sequence[int]) -> bool:
    """Whether "you" say who of all is meant by a subject: "users [you have blocked]", "users [who follow you]"."""
    behind = parse.words[subject[-1] + 1 : subject[-1] + 4]
    return any(word.text == "you" for word in behind) and (behind[0].text == "you" or behind[0].stem in g.RELATIVES)


def _without_choice(parse: Parse, places: Sequence[int]) -> list[int]:
    """A subject without the clause that says which of them: "users [you have blocked]"."""
    ends = (n for n, i in enumerate(places) if n and parse.words[i].text in ("you", "we"))
    end = next((n for n in ends if parse.words[places[n - 1]].ids("actors")), len(places))
    inside = end < len(places) and any(hit.start < places[end] for hit in parse.words[places[end]].hits)
    return list(places if inside else places[:end])


def _is_plain(parse: Parse, places: Sequence[int]) -> bool:
    """Whether a subject is a noun with what hangs on it: no lead-in, no other clause, no infinitive."""
    words = [parse.words[i] for i in places]
    opens = bool(words) and words[0].stem not in g.PREPOSITIONS
    return opens and not any(
        not word.own or word.verb or word.stem in _NOT_PLAIN or word.modal
        for word in words
    )


def _head(parse: Parse, places: Sequence[int]) -> Value | None:
    """Who a noun phrase is: its head decides, so that "resellers in our circle" are not the controller."""
    head = _up_to(parse, places, _HANGING)
    if len(head) < len(places) and all(parse.words[i].stem in _PARTS for i in head):
        return _head(parse, places[len(head) + 1 :])  # "one of our partners"
    if any(parse.words[i].stem in g.INSTRUMENTS for i in head) and not any(parse.words[i].ids("actors") for i in head):
        return CONTROLLER
    phrase = _up_to(parse, places, _HANGING_BUT_OF)
    return _person(parse, reversed(head)) or _unnamed(parse, phrase)


def _anyone(parse: Parse, places: Sequence[int]) -> Value | None:
    """The nearest person of whatever stands in front of a verb; words that no id names only where no verb does."""
    verbless = not any(parse.words[i].stem in g.AUXILIARIES for i in places)
    return _person(parse, reversed(places)) or (_unnamed(parse, places) if verbless else None)


def _up_to(parse: Parse, places: Sequence[int], stops: frozenset[str]) -> Sequence[int]:
    """The words of a phrase in front of what hangs on it."""
    ends = (n for n, i in enumerate(places) if n and parse.words[i].stem in stops)
    return places[: next(ends, len(places))]


def _person(parse: Parse, places: Iterable[int]) -> Value | None:
    for k in places:
        word = parse.words[k]
        named = next((h for h in word.hits if h.group == "actors" and len(h.at) > 1), None)
        if named and word.text in ("you", "we"):
            return Value(parse.said(named), named.id)  # "people you follow"
        if word.stem in g.FIRST:
            return Value(word.text, "controller")
        if word.text == "you":
            return Value(word.text, "user")
        if word.ids("actors"):
            hit = next(h for h in word.hits if h.group == "actors")
            return Value(parse.said(hit), hit.id)
    return None


def _unnamed(parse: Parse, subject: Sequence[int]) -> Value | None:
    """A subject that no id names: "the broker obtains …"; not what points back, and not data."""
    if any(parse.words[i].ids("data") or parse.words[i].stem in g.ANAPHORS for i in subject):
        return None
    found = values(parse, "actors", subject, unknown=True)
    return next((value for value in found if len(value.words) > 2), None)


def recipients(parse: Parse, clause: Clause, verb: int) -> tuple[Value, ...]:
    """Whom the words after "with" and "to" name, or who stands between the verb and the data."""
    places = outside_conditions(parse, clause.words("recipient"), verb)
    places = [i for i in places if not _possesses(parse, i)]
    found = tuple(map(_given_to, values(parse, "actors", _heads(parse, places), unknown=True)))
    return found or given(parse, clause, verb) or _raised(parse, clause)


def _possesses(parse: Parse, i: int) -> bool:
    """Whether somebody is named only to say whose people are meant: "the child's parents"."""
    ends = parse.words[i].text.endswith("'s") and i + 1 < len(parse.words)
    return ends and any(hit.start == i + 1 and hit.group == "actors" for hit in parse.words[i + 1].hits)


def _raised(parse: Parse, clause: Clause) -> tuple[Value, ...]:
    """Whom an opener that stops short names behind the next one: "share with, and receive from, [our affiliates]"."""
    stops = [i for i in clause.words("recipient") if parse.words[i].text != "," and parse.words[i].stem != "and"]
    if len(stops) != 1 or clause.number + 1 >= len(parse.clauses) or parse.words[stops[0] + 1].text != ",":
        return ()
    places = list(parse.clauses[clause.number + 1].roles)
    marks = [n for n, i in enumerate(places) if parse.words[i].text == "," and n]
    behind = next((n for n in marks if parse.words[places[n] - 1].stem in g.PREPOSITIONS), None)
    return () if behind is None else others(values(parse, "actors", places[behind:]))


def _given_to(person: Value) -> Value:
    """Users who are given something are others than the one whose data it is: "shown to the users you choose"."""
    return Value(person.words, "other-users") if person.id == "user" and "you" not in person.words else person


def _heads(parse: Parse, places: Sequence[int]) -> list[int]:
    """Without the relative clauses that hang on people: "the provider [you have selected]"."""
    kept: list[int] = []
    inside = False
    for i in places:
        word = parse.words[i]
        if word.text in ",;" or word.stem in g.CONJUNCTIONS:
            inside = False
        elif i and (
            word.stem in g.RELATIVES or (word.stem in ("you", "we") and _is_content(parse.words[i - 1]))
        ):
            inside = True
        if not inside:
            kept.append(i)
    return kept


def _is_content(word: Word) -> bool:
    return word.text[0].isalpha() and word.stem not in _NO_CONTENT


def given(parse: Parse, clause: Clause, verb: int) -> tuple[Value, ...]:
    """ "We show other members your location": who stands between a verb of sharing and the data."""
    if "share" not in parse.words[verb].ids("actions") and parse.words[verb].stem not in g.GIVING:
        return ()
    if passive(parse, verb):
        return ()
    objects = clause.words("data")
    first = next((n for n, i in enumerate(objects) if _is_given(parse.words[i])), 0)
    return others(values(parse, "actors", objects[:first]))


def _is_given(word: Word) -> bool:
    """Whether what is given begins here: data, a safeguard on it, or "with" in front of it."""
    return bool(word.ids("data")) or word.slot == "safeguard" or word.stem == "with"


def dative(parse: Parse, clause: Clause, verb: int) -> bool:
    """Whether a passive has for its subject who is given something: "your clinic may be given your data"."""
    if parse.words[verb].stem not in g.HANDING or not passive(parse, verb) or verb not in clause.verbs:
        return False
    given = any(parse.words[i].ids("data") for i in clause.words("data") if i > verb)
    head = _subject_head(parse, clause, verb)
    return given and not any(parse.words[i].ids("data") for i in head) and bool(subject(parse, clause, verb))


def withheld(parse: Parse, clause: Clause, verb: int) -> tuple[tuple[Value, ...], tuple[Value, ...]]:
    """What is kept from whom: "your age is hidden from partners", "partners are barred from your age"."""
    end = verb + parse.words[verb].opens["withholding"]
    outside = outside_conditions(parse, list(clause.roles), verb)
    places = [i for i in outside if parse.words[i].slot not in ("modality", "polarity", "action")]
    data, people = [i for i in places if i < verb or verb < i < end], [i for i in places if i >= end]
    if values(parse, "data", people) and not others(values(parse, "actors", people)):
        data, people = people, data
    named = values(parse, "actors", people) or values(parse, "actors", people, unknown=True)
    found = others(map(_given_to, named))
    data = [i for i in data if "withholding" not in parse.words[i].lists]
    return values(parse, "data", data, unknown=True), found


def others(found: Iterable[Value]) -> tuple[Value, ...]:
    """People who are neither the controller nor the user."""
    return tuple(value for value in found if value.id not in ("user", "controller"))


def access(
    parse: Parse, clause: Clause, verb: int, data: tuple[Value, ...], recipients: tuple[Value, ...]
) -> tuple[tuple[Value, ...], tuple[Value, ...]]:
    """ "Give partners access to your data": who stands before "access", what behind it."""
    at = next((i for i in clause.roles if i >= verb and parse.words[i].stem == stem("access")), None)
    if at is None:
        return data, recipients
    behind = values(parse, "data", [i for i in clause.roles if i > at], unknown=True)
    people = values(parse, "actors", [i for i in clause.roles if verb < i < at], unknown=True)
    return behind or data, people or tuple(v for v in recipients if v.id)


def demanding(parse: Parse) -> tuple[Value, ...]:
    """The authority that a condition speaks of: "if required by legal process", "on a court order"."""
    for word in parse.words:
        if word.slot == "condition":
            named = [id for id in word.ids("actors") if parse.vocabulary.is_a(id, "authority")]
            legal = word.stem in g.DEMANDS and "law" in word.ids("conditions")
            if named or legal or "court-order" in word.ids("conditions"):
                return (Value(word.text, named[0] if named else "authority"),)
    return ()


def perceives(words: str) -> bool:
    """Whether a verb's subject is given what its object names: "others can see", "partners receive"."""
    return any(stem(word) in g.PERCEIVING for word in words.split())


def passive(parse: Parse, verb: int) -> bool:
    """Whether the verb's subject is what it is done to: "is shared", "data collected by us"; found once."""
    if verb not in parse.passives:
        parse.passives[verb] = is_passive(parse.words, verb) or _shares_passive(parse, verb)
    return parse.passives[verb]


def _shares_passive(parse: Parse, verb: int) -> bool:
    """Whether a participle shares the "is" of the clause before: "is shared with our staff and [stored]"."""
    clause = parse.clauses[parse.words[verb].clause]
    if verb not in clause.verbs or not is_participle(parse.words[verb]) or not joins(parse, clause, verb):
        return False
    between = parse.words[before(parse.words, verb) + 1 : verb]
    alone = not any(word.modal or word.stem in g.AUXILIARIES for word in between)
    return alone and passive(parse, parse.clauses[clause.number - 1].verbs[0])
