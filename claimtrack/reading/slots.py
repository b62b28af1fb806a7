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
from claimtrack.reading.tokens import Word
from claimtrack.records import Slot
from claimtrack.vocabulary import Hit


@dataclass(slots=True)
class Clause:
    """A verb, or verbs that share their object, with the words around them.

    ``roles`` gives the role of each word index of the clause as if nothing were laid over it; ``embedded`` are
    verbs of relative clauses inside it ("location that you share"), whose words keep the roles they had.
    """

    start: int
    verbs: list[int] = field(default_factory=list)
    embedded: list[int] = field(default_factory=list)
    roles: dict[int, Slot] = field(default_factory=dict)
    inherits: bool = False
    """Whether its subject is that of the clause before: "we collect X and share Y"."""
    fronted: bool = False
    """Whether a purpose stands in front of its subject: "to open an account you must …"."""

    def words(self, role: Slot) -> list[int]:
        """The indexes of the words in that role, in order."""
        return [i for i, r in self.roles.items() if r == role]


def clauses(words: Sequence[Word]) -> list[Clause]:
    """Split a sentence into clauses and give every word its slot."""
    for i in range(len(words)):
        words[i].verb = is_verb(words, i)
    spans = conditions(words)
    found = _scan(words, {end for start, end in spans if _fronted(words, start)})
    for n, clause in enumerate(found):
        for i, role in clause.roles.items():
            words[i].clause = n
            words[i].slot = role
    _overlay(words, spans)
    return found


# ── Verbs ────────────────────────────────────────────────────────────────────────────────────────────


def is_verb(words: Sequence[Word], i: int) -> bool:
    """Whether a word is a predicate: a known action used as a verb, or what follows a subject or a modal."""
    word = words[i]
    groups = _groups(word)
    if "actions" in groups:
        return any(h.group == "actions" and head(words, h) == i for h in word.hits) and not _nominal(words, i)
    if "safeguards" in groups:
        return any(h.start == i for h in word.hits) and after_be(words, i)
    if word.stem in g.INCLUDE and i:
        return not word.text.endswith("ing")
    if not word.text[0].isalpha() or _functional(word):
        return False
    if groups & {"data", "actors"} or i == 0 or _adjectival(words, i):
        return False
    if words[i - 1].lists & {"may", "must"} or (words[i - 1].stem == "not" and i > 1):
        return True
    at = before(words, i)
    return at >= 0 and _is_subject(words, at)


def head(words: Sequence[Word], hit: Hit) -> int:
    """Which word of an action is its verb: "see" of "will be able to see", "provide" of "you provide"."""
    return next((i for i in hit.at if words[i].stem not in _LEADING and "may" not in words[i].lists), hit.start)


def _adjectival(words: Sequence[Word], i: int) -> bool:
    """A word after "is" or "has" that is no participle: "is relevant", "you have questions"."""
    participle = (
        words[i].text.endswith(("ed", "ing", "en", "own", "ept", "ent")) or words[i].stem != words[i].text
    )
    return not participle and words[i - 1].stem in g.BE | g.HAVE


def _is_subject(words: Sequence[Word], at: int) -> bool:
    """Whether a pronoun stands as the subject of what follows."""
    subject = words[at].stem
    if subject in ("we", "they", "he", "she", "i"):
        return True
    if subject in ("that", "which"):
        return at > 0 and not (words[at - 1].verb or _functional(words[at - 1]))
    return subject in ("you", "it", "who") and not (
        at and (words[at - 1].stem in g.PREPOSITIONS or words[at - 1].verb)
    )


def _nominal(words: Sequence[Word], i: int) -> bool:
    """A known action used as a noun or adjective: "your use", "the shared folder", "data linked to"."""
    word = words[i]
    if "condition_openers" in word.opens and "conditions" not in _groups(word):
        return True
    previous = words[i - 1] if i else None
    following = words[i + 1].stem if i + 1 < len(words) else ""
    if (following == "of" and not word.text.endswith("ing")) or word.text.endswith(g.NOUN_ENDINGS):
        return True
    if previous is None or previous.stem == "to":
        return False
    if word.name and not previous.name and previous.text not in ".:":
        return True
    if word.text.endswith("ing") and previous.stem in g.PREPOSITIONS:
        return False
    if word.text.endswith("ed") and word.ids("actions")[0] in ("use", "read") and not _has_subject(words, i):
        return True
    return previous.stem in g.NOUNISH_BEFORE


def _has_subject(words: Sequence[Word], i: int) -> bool:
    return after_be(words, i) or words[i - 1].stem in g.AUXILIARIES or _is_subject(words, before(words, i))


def after_be(words: Sequence[Word], i: int) -> bool:
    """Whether a form of "to be" stands in front, adverbs and negations aside."""
    i -= 1
    while i >= 0 and (words[i].stem in g.ADVERBS - {"to"} or words[i].lists & {"negators", "may", "fillers"}):
        i -= 1
    return i >= 0 and words[i].stem in g.BE


_FUNCTIONAL = (
    g.AUXILIARIES
    | g.ADVERBS
    | g.DETERMINERS
    | g.CONJUNCTIONS
    | g.PREPOSITIONS
    | g.QUESTIONS
    | g.PRONOUNS
    | g.FIRST
    | g.SECOND
    | g.RELATIVES
)
_LEADING = g.AUXILIARIES | g.PRONOUNS | g.FIRST | g.SECOND | g.BE | frozenset({"to", "able", "not"})
_FUNCTIONAL_LISTS = frozenset({"may", "must", "negators", "condition_openers", "including"})


def _functional(word: Word) -> bool:
    return word.stem in _FUNCTIONAL or not _FUNCTIONAL_LISTS.isdisjoint(word.lists)


def before(words: Sequence[Word], i: int) -> int:
    """The nearest word to the left that is no adverb, auxiliary, modal or negation; -1 where there is none."""
    i -= 1
    while i >= 0 and (
        words[i].stem in g.ADVERBS | g.AUXILIARIES or words[i].lists & {"may", "must", "negators"}
    ):
        i -= 1
    return i


def is_embedded(words: Sequence[Word], verb: int) -> bool:
    """Whether a verb belongs to a clause inside a phrase: "features you use", "users who have", "how we work"."""
    at = before(words, verb)
    if at < 1 or not _is_subject(words, at):
        return False
    if words[at].stem in g.RELATIVES:
        return True
    if _behind_phrase(words, at):
        return False
    opener = words[at - 1]
    if opener.stem in g.QUESTIONS | {"that"}:
        return "condition_openers" not in opener.opens or _in_list(words, at - 1)
    return opener.text[0].isalnum() and not opener.verb and not _functional(opener)


def _behind_phrase(words: Sequence[Word], at: int) -> bool:
    """Whether a pronoun follows a phrase that opens the sentence: "after 30 days we …", "for each call we …"."""
    start = next((k for k, word in enumerate(words) if word.own), 0)
    if at <= start or words[at].stem not in ("we", "you") or any(word.verb for word in words[start:at]):
        return False
    return words[start].stem in g.PREPOSITIONS | g.FRONTING or any(w.text.isdecimal() for w in words[start:at])


# ── The scan ─────────────────────────────────────────────────────────────────────────────────────────


def _scan(words: Sequence[Word], ends: set[int]) -> list[Clause]:
    """Roles from left to right; ``ends`` is where conditions that stand in front of their clause end."""
    found = [Clause(0)]
    role: Slot = "actor"
    outer: Slot = "actor"
    stack: list[Slot] = []
    for i, word in enumerate(words):
        if not stack and (i in ends or (word.own and i and not words[i - 1].own and _stands_alone(words, i))):
            found += [Clause(i)] if found[-1].verbs else []
            role = outer = "actor"
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


def _stands_alone(words: Sequence[Word], i: int) -> bool:
    """Whether what follows a lead-in is a sentence of its own, and not the rest of the lead-in's."""
    return any(
        (word.stem in g.AUXILIARIES or word.lists & {"may", "must"}) and not _relative_near(words, k)
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
        role == "purpose" and not clause.verbs and word.stem in ("you", "we") and _modal_follows(words, i + 1)
    )
    if fronted or (starts_subject(words, i) and (clause.verbs or role == "purpose")):
        if clause.verbs:
            found.append(Clause(i))
        clause.fronted = fronted
        return "actor"
    if any(hit.start < i and hit.group != "actions" for hit in word.hits):
        return role
    if role == "recipient" and word.stem in g.DETERMINERS | g.SECOND and words[i - 1].ids("actors"):
        if any("data" in _groups(w) for w in words[i : i + 4]) and not words[i - 1].stem.startswith("of"):
            return "data"  # "we share with our partners the numbers that …"
    if "purpose_openers" in word.opens and _opens_purpose(words, i):
        return "purpose"
    if (
        clause.verbs
        and role != "purpose"
        and "recipient_openers" in word.opens
        and _opens_recipient(words, i)
    ):
        return "recipient" if words[i - 1].verb or not _participle(words, i - 1) else role
    return role


def _at_verb(words: Sequence[Word], i: int, role: Slot, found: list[Clause]) -> Slot:
    clause = found[-1]
    if is_embedded(words, i) and not (role == "actor" and clause.fronted):
        clause.embedded.append(i)
        return role
    if clause.verbs and not _coordinated(words, clause.verbs[-1], i):
        found.append(Clause(i, inherits=True))
    found[-1].verbs.append(i)
    return "data"


def _coordinated(words: Sequence[Word], first: int, second: int) -> bool:
    """Whether only commas, conjunctions and adverbs stand between two verbs: "collect, use and share"."""
    return all(
        words[k].text in ",/" or words[k].stem in g.CONJUNCTIONS | g.ADVERBS or "actions" in _groups(words[k])
        for k in range(first + 1, second)
    )


def _groups(word: Word) -> set[str]:
    return {hit.group for hit in word.hits}


def starts_subject(words: Sequence[Word], i: int) -> bool:
    """Whether a subject with its verb begins here: "we …", "our partners may …"."""
    word = words[i]
    previous = words[i - 1] if i else None
    if previous and (
        previous.lists & {"including"}
        or previous.stem in g.PREPOSITIONS | g.QUESTIONS | g.RELATIVES | {"than"}
        or previous.verb
    ):
        return False
    if previous and previous.text[0].isalnum() and not _functional(previous) and not _behind_phrase(words, i):
        return False
    if word.stem in ("we", "they", "i", "he", "she"):
        return True
    if word.stem in ("you", "it") or any(h.group == "actors" and h.start == i for h in word.hits):
        return _verb_follows(words, i + 1)
    return False


def _modal_follows(words: Sequence[Word], i: int) -> bool:
    return i < len(words) and bool(words[i].lists & {"may", "must"} or words[i].stem in g.AUXILIARIES)


def _verb_follows(words: Sequence[Word], i: int, reach: int = 5) -> bool:
    """Whether a verb comes soon, before a mark, preposition or conjunction."""
    for word in words[i : i + reach]:
        if word.verb or word.stem in g.AUXILIARIES or word.lists & {"may", "must"}:
            return True
        if not word.text[0].isalnum() or word.stem in g.PREPOSITIONS | g.CONJUNCTIONS:
            return False
    return False


def _opens_purpose(words: Sequence[Word], i: int) -> bool:
    if "must" in words[i].lists:
        return False
    following = i + words[i].opens["purpose_openers"]
    while following < len(words) and words[following].stem in g.ADVERBS - {"to"}:
        following += 1
    if following >= len(words):
        return False
    word = words[following]
    if words[i].stem == "for":
        return not (word.text[0].isdigit() or word.stem in ("example", "exampl", "instanc") or "numbers" in word.lists or "at_most" in word.opens)
    if words[i].stem == "to":
        return _infinitive(words, i, following)
    return True


def _infinitive(words: Sequence[Word], i: int, following: int) -> bool:
    """Whether "to" opens an infinitive of purpose, and not a recipient or the object of "choose to"."""
    word = words[following]
    if i and (words[i - 1].stem in g.CAUSATIVES or words[i - 1].lists & {"may", "must"}):
        return False
    if (
        word.stem in g.DETERMINERS | g.FIRST | g.SECOND | g.PREPOSITIONS
        or word.ids("actors")
        or word.ids("data")
    ):
        return False
    if word.verb or word.ids("purposes"):
        return True
    if word.name and not words[i].name:
        return False
    plural = word.text.endswith("s") and not word.text.endswith("ss")
    return word.text[0].isalpha() and not plural


def _opens_recipient(words: Sequence[Word], i: int) -> bool:
    """Whether "with", "to", "by", "from" opens a person or company: known, or unknown after a determiner."""
    following = i + words[i].opens["recipient_openers"]
    if following >= len(words) or words[following].verb or words[following].text.isdecimal():
        return False
    if any(hit.group in ("conditions", "safeguards") for hit in words[i].hits + words[following].hits):
        return False
    for k in range(following, min(following + 8, len(words))):
        word = words[k]
        if word.ids("actors") or word.stem in g.FIRST:
            return True
        if word.ids("data") or not word.text[0].isalnum() or word.stem in g.PREPOSITIONS:
            break
    return words[i].stem in ("with", "to", "among", "between") and not words[following].ids("data")


# ── What lies over the roles ─────────────────────────────────────────────────────────────────────────


def _overlay(words: Sequence[Word], spans: Sequence[tuple[int, int]]) -> None:
    """Lay modals, negations, conditions and safeguards over the roles."""
    for i, word in enumerate(words):
        if word.slot in ("actor", "action", "data", "other") or i == 0:
            if word.lists & {"may", "must"} and _before_verb(words, i):
                word.slot = "modality"
            if "negators" in word.lists:
                word.slot = "polarity"
    for start, end in spans:
        for word in words[start:end]:
            word.slot = "condition"
    for i, word in enumerate(words):
        groups = _groups(word)
        if "conditions" in groups and not groups & {"actors", "data"}:
            word.slot = "condition"
        elif "safeguards" in groups and word.slot != "condition":
            word.slot = "safeguard"
            if i and "negators" in words[i - 1].lists and not after_be(words, i):
                words[i - 1].slot = "safeguard"  # "without encryption"


def _before_verb(words: Sequence[Word], i: int) -> bool:
    """Whether a modal belongs to the verb of a clause: nothing but adverbs and auxiliaries stand between."""
    k = i
    while k < len(words) and (
        words[k].stem in g.ADVERBS | g.AUXILIARIES or words[k].lists & {"may", "must", "negators"}
    ):
        if words[k].verb:
            return True
        k += 1
    return k < len(words) and words[k].verb and not is_embedded(words, k)


# ── Conditions ───────────────────────────────────────────────────────────────────────────────────────


def conditions(words: Sequence[Word]) -> list[tuple[int, int]]:
    """Where condition clauses stand: start and end, in order, none inside another."""
    spans: list[tuple[int, int]] = []
    for i, word in enumerate(words):
        if word.stem in ("while", "whil", "whereas") and i and words[i - 1].text == ",":
            continue  # "…, while the greeting is stored": another statement, not a condition
        if "condition_openers" in word.opens and (not spans or i >= spans[-1][1]) and not _in_list(words, i):
            spans.append((i, condition_end(words, i)))
    return spans


def _in_list(words: Sequence[Word], i: int) -> bool:
    """Whether "when", "where" opens a member of a list of data: "usage information (when you last …)"."""
    return words[i].stem in ("when", "where") and bool(i) and words[i - 1].text in g.OPEN


def _fronted(words: Sequence[Word], i: int) -> bool:
    """Whether a condition that begins at ``i`` stands in front of its clause."""
    return not any(word.verb for word in words[:i]) or (
        words[i - 1].text in ",;"
        and not any(word.verb for word in words[max(k for k in range(i) if words[k].text in ",;") : i])
    )


def condition_end(words: Sequence[Word], i: int) -> int:
    """Where the condition that begins at ``i`` ends: at the main clause that follows it, or with its bracket."""
    fronted = not any(word.verb for word in words[:i])
    depth = 0
    first = i + words[i].opens["condition_openers"]
    for k in range(i + 1, len(words)):
        mark = words[k].text
        if fronted and k > first and words[k].stem == "we" and not _has_predicate(words[first:k]):
            return k
        depth += (mark in g.OPEN) - (mark in g.CLOSE)
        if depth < 0 or mark in g.STOPS or (mark == "." and depth == 0):
            return k
        if mark == "," and depth == 0 and _main_follows(words, k + 1, fronted):
            return k
    return len(words)


def _has_predicate(words: Sequence[Word]) -> bool:
    return any(word.verb or word.stem in g.AUXILIARIES | g.PRONOUNS for word in words)


def _main_follows(words: Sequence[Word], i: int, fronted: bool) -> bool:
    if i >= len(words):
        return True
    if words[i].stem in g.CONJUNCTIONS:
        return i + 1 < len(words) and starts_subject(words, i + 1) and words[i].stem != "or"
    subject = i
    while subject < len(words) - 1 and words[subject].stem in g.DETERMINERS:
        subject += 1
    if starts_subject(words, subject):
        return True
    if words[i].verb:
        return not fronted or (
            i + 1 < len(words) and words[i + 1].text != "," and words[i + 1].stem not in g.CONJUNCTIONS
        )
    return fronted and not _functional_opening(words[i]) and _clause_follows(words, i)


def _functional_opening(word: Word) -> bool:
    return word.stem not in g.DETERMINERS | g.FIRST | g.SECOND and _functional(word)


def _clause_follows(words: Sequence[Word], i: int, reach: int = 25) -> bool:
    """Whether the words from ``i`` come to a verb of their own before a pronoun begins the main clause."""
    for k in range(i, min(i + reach, len(words))):
        word = words[k]
        if word.stem in ("we", "you") and starts_subject(words, k):
            return False
        if (word.verb and not is_embedded(words, k)) or word.stem in g.BE or word.lists & {"may", "must"}:
            return True
        if word.text in ";." and k > i:
            return False
    return False


def _participle(words: Sequence[Word], i: int) -> bool:
    """A participle that hangs on a noun: "identifiers associated with …" names no recipient."""
    return words[i].text.endswith("ed") and not words[i].ids("actions") and not words[i].ids("data")
