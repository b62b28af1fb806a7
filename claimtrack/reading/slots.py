"""Where each word stands in its sentence: clauses, and the slot of every word.

One pass from left to right, as a reader goes: a subject, its verb, what follows it, until an opener ("with",
"in order to", "if") or another subject and verb changes the place. It needs no word to be known: after "we"
comes a verb, after "share … with" a recipient. Conditions, safeguards, quantities, modals and negations are
then laid over it, since they can stand anywhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from claimtrack.reading import grammar as g
from claimtrack.reading.conditions import conditions, fronted, interrupts
from claimtrack.reading.openings import opening
from claimtrack.reading.quantities import is_period
from claimtrack.reading.tokens import Word
from claimtrack.reading.verbs import (
    after_be,
    before,
    groups,
    in_question,
    informs,
    is_embedded,
    is_passive,
    is_verb,
    modal_follows,
    opens_agent,
    passed_over,
    starts_subject,
)
from claimtrack.records import Slot
from claimtrack.vocabulary import Hit

_OBJECT_OPENERS = g.DETERMINERS | g.SECOND
_JOINING = g.CONJUNCTIONS | g.ADVERBS
_BEFORE_AIM = g.ADVERBS - {"to"}
_NO_INFINITIVE = g.NOMINAL | g.PREPOSITIONS


@dataclass(slots=True)
class Clause:
    """A verb, or verbs that share their object, with the words around them.

    ``roles`` gives the role of each word index of the clause as if nothing were laid over it; ``embedded`` are
    verbs of relative clauses inside it ("location that you share"), whose words keep the roles they had.
    """

    start: int
    number: int = 0
    verbs: list[int] = field(default_factory=list)
    embedded: list[int] = field(default_factory=list)
    roles: dict[int, Slot] = field(default_factory=dict)
    inherits: bool = False
    """Whether its subject is that of the clause before: "we collect X and share Y"."""
    fronted: bool = False
    """Whether a purpose stands in front of its subject: "to open an account you must …"."""

    places: dict[Slot, list[int]] = field(default_factory=dict)
    """The same the other way round: the indexes of the words in each role, in order."""

    def words(self, role: Slot) -> Sequence[int]:
        """The indexes of the words in that role, in order."""
        return self.places.get(role, ())

    def subject(self, verb: int) -> list[int]:
        """The words in front of a verb that say who or what it is said of."""
        return [i for i in self.words("actor") if i < verb]


def clauses(words: Sequence[Word]) -> list[Clause]:
    """Split a sentence into clauses and give every word its slot."""
    for i in range(len(words)):
        words[i].verb = is_verb(words, i)
    spans = conditions(words)
    asides = {i for start, end in spans if interrupts(words, start, end) for i in range(start - 1, end + 1)}
    first = opening(words)
    ends = {end for start, end in spans if fronted(words, start, end)} | ({first.stop} if first else set())
    found = _scan(words, ends, asides)
    for i in first:
        if found[0].roles.get(i) == "actor" and first.stop <= max(found[0].roles):
            found[0].roles[i] = "other"
    for n, clause in enumerate(found):
        clause.number = n
        for i, role in clause.roles.items():
            words[i].clause = n
            words[i].slot = role
            clause.places.setdefault(role, []).append(i)
    _overlay(words, spans)
    return found


def _scan(words: Sequence[Word], ends: set[int], asides: set[int]) -> list[Clause]:
    """Roles from left to right; ``ends`` is where conditions that stand in front of their clause end, ``asides``
    are words of those that interrupt one.
    """
    found = [Clause(0)]
    role: Slot = "actor"
    outer: Slot = "actor"
    stack: list[Slot] = []
    for i, word in enumerate(words):
        if i in asides:
            found[-1].roles[i] = "other"
            continue
        if not stack and i and (i in ends or (word.own and i and not words[i - 1].own and _stands_alone(words, i))):
            found += [Clause(i)] if found[-1].verbs else []
            role = outer = "actor"
        if word.own and i and not words[i - 1].own and role == "recipient" and not _open_ended(words[:i]):
            role = "data"  # "we share with our partners:" … "your phone number"
        if word.text in g.OPEN:
            stack.append(role)
        elif word.text in g.CLOSE and stack:
            role = stack.pop()
        elif word.text in g.STOPS:
            role = outer
        elif stack and stack[-1] != "actor":
            role = stack[-1]
        else:
            after = _next_role(words, i, role, found)
            outer = outer if word.verb and outer == "purpose" else after
            role = after
        found[-1].roles[i] = "action" if found[-1].verbs and found[-1].verbs[-1] == i else role
    return found


def _open_ended(lead_in: Sequence[Word]) -> bool:
    """Whether a stem stops right behind "with" or "to", so that its items are the recipients."""
    ending = [word for word in lead_in if word.text[0].isalnum()][-1:]
    return any("recipient_openers" in word.lists for word in ending)


def _stands_alone(words: Sequence[Word], i: int) -> bool:
    """Whether what follows a lead-in is a sentence of its own, and not the rest of the lead-in's."""
    return any(
        (word.stem in g.AUXILIARIES or word.modal) and not _relative_near(words, k)
        for k, word in enumerate(words)
        if k > i
    )


def _relative_near(words: Sequence[Word], k: int) -> bool:
    at = before(words, k)
    return at >= 1 and (words[at].stem in g.RELATIVES or is_embedded(words, k))


def _next_role(words: Sequence[Word], i: int, role: Slot, found: list[Clause]) -> Slot:
    """The role of word ``i``, opening a new clause where one begins."""
    clause, word = found[-1], words[i]
    if word.verb:
        return _at_verb(words, i, role, found)
    fronted = (
        role == "purpose" and not clause.verbs and word.stem in ("you", "we") and modal_follows(words, i + 1)
    )
    if fronted or (starts_subject(words, i) and (clause.verbs or role == "purpose")):
        if clause.verbs:
            found.append(Clause(i))
        clause.fronted = fronted
        return "actor"
    if word.hits and any(hit.start < i and hit.group != "actions" for hit in word.hits):
        return role
    if role == "recipient" and (_data_after_people(words, i) or _data_included(words, i)):
        return "data"
    if word.stem == "by" and clause.verbs and not word.ids("actions"):
        if role == "recipient" and words[i - 1].stem in g.CONJUNCTIONS:
            return role  # "seen by teachers and [by] parents"
        if is_passive(words, clause.verbs[-1]) and opens_agent(words, i):
            return "actor"
        return "other" if role in ("actor", "recipient") else role
    return _opened(words, i, role, clause)


def _opened(words: Sequence[Word], i: int, role: Slot, clause: Clause) -> Slot:
    """The role that word ``i`` opens: a purpose, or recipients behind a verb; else the one that goes on."""
    word = words[i]
    if word.stem == "to" and clause.verbs and words[i - 1].stem in g.QUESTIONS:
        return role  # "decides how to use it"
    inside_action = any(_inside_action(hit, word, i) for hit in word.hits)
    if "purpose_openers" in word.opens and not inside_action and _opens_purpose(words, i):
        return "purpose"
    if word.stem == "to" and words[i - 1].text == "access" and words[before(words, i - 1)].stem in g.HAVE:
        return role  # "teachers have access to pupils' results"
    opens = clause.verbs and role != "purpose" and "recipient_openers" in word.opens and _opens_recipient(words, i)
    opens = opens and not any(_goes_on(hit, words, i) for hit in word.hits)
    if not opens or (word.stem == "with" and words[i - 1].stem in g.ENDOWING and after_be(words, i - 1)):
        return role  # "couriers are provided with your address"
    return "recipient" if words[i - 1].verb or not _participle(words, i - 1) else role


def _goes_on(hit: Hit, words: Sequence[Word], i: int) -> bool:
    """Whether a preposition stands inside a phrase that is a verb: "chosen [with] the help of"."""
    inside = hit.group == "actions" and hit.start < i < hit.at[-1] and i + 1 in hit.at
    return inside and words[i + 1].stem not in g.FIRST


def _inside_action(hit: Hit, word: Word, i: int) -> bool:
    """Whether a preposition belongs to a verb: "ask for", "ask you to provide", "listen to"."""
    if hit.group != "actions":
        return False
    return word.stem == "for" or hit.start < i < hit.own[-1] or (hit.id == "read" and i in hit.own)


def _data_included(words: Sequence[Word], i: int) -> bool:
    """Whether a list of data comes behind the people: "we share it with the buyer, including your name"."""
    following = words[i + 1 : i + 5]
    named = next((word for word in following if word.ids("data") or word.ids("actors")), None)
    behind = i > 0 and words[i - 1].text in ",)"
    return behind and "including" in words[i].opens and named is not None and bool(named.ids("data"))


def _data_after_people(words: Sequence[Word], i: int) -> bool:
    """Whether the object comes behind the people: "we share with our partners the numbers that …"."""
    if words[i].stem in ("how", "what", "whether"):
        return True  # "reports to us how much you spend"
    begins = words[i].stem in _OBJECT_OPENERS and bool(words[i - 1].ids("actors"))
    return begins and any("data" in groups(word) for word in words[i : i + 4])


def _at_verb(words: Sequence[Word], i: int, role: Slot, found: list[Clause]) -> Slot:
    clause = found[-1]
    if role == "purpose" and _among_purposes(words, i):
        return role
    inside = is_embedded(words, i) or (clause.verbs and in_question(words, clause.verbs[-1], i))
    if inside and not (role == "actor" and clause.fronted):
        clause.embedded.append(i)
        return role
    if clause.verbs and not _coordinated(words, clause.verbs[-1], i):
        found.append(Clause(i, inherits=True))
    found[-1].verbs.append(i)
    return "purpose" if informs(words, i) else "data"


def _among_purposes(words: Sequence[Word], i: int) -> bool:
    """Whether a gerund is a member of a list behind "for": "for backups, [archiving] and analytics"."""
    joined = words[i - 1].text in (",", "for") or words[i - 1].stem in g.CONJUNCTIONS
    if not words[i].text.endswith("ing") or not joined:
        return False
    behind = words[i + 1] if i + 1 < len(words) else None
    if behind and (behind.stem in g.DETERMINERS | g.SECOND | g.THINGS or behind.ids("data")):
        return False  # "for research, [sharing] it with universities"
    back = next((k for k in range(i - 1, 0, -1) if words[k].verb or words[k].text in (".", ";", ":", "for")), 0)
    return words[back].text == "for"


def _coordinated(words: Sequence[Word], first: int, second: int) -> bool:
    """Whether only commas, conjunctions and adverbs stand between two verbs: "collect, use and share"."""
    return all(
        words[k].text in ",/" or words[k].stem in _JOINING or "actions" in groups(words[k])
        for k in range(first + 1, second)
    )


def _opens_purpose(words: Sequence[Word], i: int) -> bool:
    if "must" in words[i].lists:
        return False
    following = i + words[i].opens["purpose_openers"]
    if words[i].stem == "to" and following < len(words) and "negators" in words[following].opens:
        return words[following].text == "not"  # "to nobody", and "to not only …"
    while following < len(words) and (words[following].stem in _BEFORE_AIM or _numbers_item(words, following)):
        following += 1
    if following >= len(words):
        return False
    word = words[following]
    if words[i].stem == "for":
        return not (
            word.text[0].isdigit()
            or word.stem in ("example", "exampl", "instanc")
            or is_period(words, following)
            or "at_most" in word.opens
        )
    if words[i].stem == "to":
        return _infinitive(words, i, following)
    return True


def _numbers_item(words: Sequence[Word], i: int) -> bool:
    """Whether a word or mark only numbers an item of a list inside the sentence: "to: (a) provide …"."""
    if words[i].text in ":()":
        return True
    return 0 < i < len(words) - 1 and words[i - 1].text == "(" and words[i + 1].text == ")" and len(words[i].text) < 4


def _infinitive(words: Sequence[Word], i: int, following: int) -> bool:
    """Whether "to" opens an infinitive of purpose, and not a recipient or the object of "choose to"."""
    word = words[following]
    if i and (words[i - 1].stem in g.CAUSATIVES or words[i - 1].modal):
        return False
    if (
        word.stem in _NO_INFINITIVE
        or word.ids("actors")
        or word.ids("data")
    ):
        return False
    if word.verb or word.ids("purposes"):
        return True
    if word.name and not words[i].name and word.own == words[i].own:
        return False
    plural = word.text.endswith("s") and not word.text.endswith("ss")
    return word.text[0].isalpha() and not plural


def _opens_recipient(words: Sequence[Word], i: int) -> bool:
    """Whether "with", "to", "by", "from" opens a person or company: known, or unknown after a determiner."""
    opened = i + words[i].opens["recipient_openers"]
    following = next((k for k in range(opened, len(words)) if not _numbers_item(words, k)), len(words))
    if following >= len(words) or words[following].verb or words[following].text.isdecimal():
        return False
    if "additions" in words[i].lists or words[following].text in ("ourselves", "yourself", "yourselves"):
        return False
    if words[following].stem in g.NOBODY or [word.text for word in words[following : following + 2]] == ["no", "one"]:
        return True
    if any(hit.group in ("conditions", "safeguards") for hit in words[i].hits + words[following].hits):
        return False
    for k in range(following, min(following + 8, len(words))):
        word = words[k]
        if word.ids("actors") or word.stem in g.FIRST:
            return True
        if word.ids("data"):
            return False  # "linked with your age"
        if not word.text[0].isalnum() or word.stem in g.PREPOSITIONS:
            break
    if words[i - 1].stem in g.MEASURING:
        return False
    return words[i].stem in ("with", "to", "among", "between") and not words[following].ids("data")


def _participle(words: Sequence[Word], i: int) -> bool:
    """A participle that hangs on a noun: "identifiers associated with …" names no recipient."""
    return words[i].text.endswith("ed") and not words[i].ids("actions") and not words[i].ids("data")


def _overlay(words: Sequence[Word], spans: Sequence[tuple[int, int]]) -> None:
    """Lay modals, negations, conditions and safeguards over the roles."""
    depth = 0
    for i, word in enumerate(words):
        depth += (word.text in g.OPEN) - (word.text in g.CLOSE)
        if word.slot in ("actor", "action", "data", "other", "recipient") or i == 0:
            if word.modal and depth <= 0 and (_before_verb(words, i) or _set_in_front(words, i)):
                word.slot = "modality"
            if "negators" in word.lists or _qualifies_denial(words, i):
                word.slot = "polarity"
    _lay_informing(words)
    for start, end in spans:
        _lay_condition(words[start:end])
    for i, word in enumerate(words):
        named = groups(word)
        if "conditions" in named and "actors" not in named and "data" not in named:
            word.slot = "condition"
        elif "safeguards" in named and word.slot != "condition":
            word.slot = "safeguard"
            _with_negation(words, i)


def _lay_informing(words: Sequence[Word]) -> None:
    """All words of a verb such as "plays no part in" belong to it, but for its denial."""
    for i, word in enumerate(words):
        if word.verb and informs(words, i):
            for part in words[i : i + word.opens["informing"]]:
                part.slot = "polarity" if "negators" in part.lists else "action"


def _lay_condition(span: Sequence[Word]) -> None:
    """What stands in brackets inside a condition only explains it."""
    depth = 0
    for word in span:
        depth += word.text in g.OPEN
        word.slot = "other" if depth > 0 else "condition"
        depth -= word.text in g.CLOSE


def _qualifies_denial(words: Sequence[Word], i: int) -> bool:
    """Whether an adverb stands between "not" and its verb: "do not [currently] sell"."""
    if words[i - 1].slot != "polarity" or words[i].verb:
        return False
    adverb = words[i].stem in g.ADVERBS or words[i].text.endswith("ly")
    return adverb and any(word.verb for word in words[i + 1 : i + 3])


def _with_negation(words: Sequence[Word], i: int) -> None:
    """A negation right in front of a safeguard is part of it: "without encryption"."""
    if i and "negators" in words[i - 1].lists and not after_be(words, i):
        words[i - 1].slot = "safeguard"


def _set_in_front(words: Sequence[Word], i: int) -> bool:
    """Whether a modal adverb, of which ``i`` is a word, opens its sentence: "from time to time, we …"."""
    while i > 0 and words[i].own and words[i - 1].own and words[i - 1].modal:
        i -= 1
    return "may" in words[i].opens and (i == 0 or not words[i - 1].own or words[i - 1].text in ";.")


def _before_verb(words: Sequence[Word], i: int) -> bool:
    """Whether a modal belongs to the verb of a clause: nothing but adverbs and auxiliaries stand between."""
    k = i
    while k < len(words) and passed_over(words[k]):
        if words[k].verb:
            return True
        k += 1
    return k < len(words) and words[k].verb and not is_embedded(words, k)
