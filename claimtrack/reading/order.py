"""The plain order of sentences that are turned round.

The reader goes from left to right: a subject, its verb, its object. What stands otherwise is put in that order first,
by closed word classes alone: a verb in front of its subject ("never do we sell …", "only if you agree do we …"), what
is denied in front of its denial ("… is something we never sell", "selling … is something we do not do"), a deed that
is told by a noun ("there is no sale of …"). Words that carry nothing then are set aside.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from claimtrack.reading import grammar as g
from claimtrack.reading.tokens import Word
from claimtrack.reading.verbs import is_adverb, is_participle

COMMA = -1
"""A comma that a plain order has and the sentence has not."""
SUBJECT = 14
"""Words of a subject, with what hangs on it, between an auxiliary and its verb."""
OPENING = 25
"""Words of a condition in front of the auxiliary that follows it."""
AUXILIARIES = frozenset(
    "do does did is are was were will would shall can could may might must have has had should".split()
)
BE = frozenset("is are was were".split())
PAST = BE | {"have", "has", "had"}
"""Auxiliaries behind which a participle stands."""
INNER = frozenset(("be", "been", "being"))
"""Forms that may stand between an auxiliary and a participle."""
HARDLY = frozenset(("rarely", "seldom", "hardly", "scarcely"))
"""Adverbs that turn a clause round as denials do."""
PERSONS = frozenset("we you they it he she i".split())
PARTING = frozenset(".;:?!")
SOMETHING = frozenset(("something", "anything", "nothing", "thing", "things", "what", "information", "data"))
"""Words for a thing that only hand on what is said of it: "is something [we sell]"."""
RELATIVES = frozenset(("that", "which"))
DOING = frozenset("do does did done doing".split())
HAPPENING = frozenset("happen happens happened occur occurs occurred place made done carried".split())
"""Verbs that say of a deed that it is done; "place" behind "take"."""
TAKING = frozenset("take takes took taken taking".split())
LOOSE = frozenset(("ever", "at", "all", ",", "out", "on"))
"""Words that may stand at the end of what is said of a deed, and say no more."""


class Order(NamedTuple):
    """The words of a sentence in plain order, by their numbers; which of them are verbs by that order; and which carry
    nothing.
    """

    places: tuple[int, ...]
    deeds: frozenset[int] = frozenset()
    aside: frozenset[int] = frozenset()


class Turn(NamedTuple):
    """The words up to ``end`` in plain order."""

    end: int
    places: tuple[int, ...]
    deeds: tuple[int, ...] = ()


def plain(words: Sequence[Word]) -> Order | None:
    """The plain order of a sentence, or None where it stands in it."""
    places: list[int] = []
    deeds: list[int] = []
    turned = False
    i = 0
    while i < len(words):
        turn = _turn(words, i) if _begins_clause(words, i) else None
        turned = turned or turn is not None
        places += turn.places if turn else (i,)
        deeds += turn.deeds if turn else ()
        i = turn.end if turn else i + 1
    if not turned:
        return None
    return Order(tuple(places), frozenset(deeds), frozenset(range(len(words))).difference(places))


def _turn(words: Sequence[Word], i: int) -> Turn | None:
    return next(filter(None, (rule(words, i) for rule in RULES)), None)


def _begins_clause(words: Sequence[Word], i: int) -> bool:
    """Whether a clause may begin here: at the opening of a sentence, behind a mark or a conjunction."""
    if not words[i].own:
        return False
    last = words[i - 1] if i else None
    return last is None or not last.own or last.text in ",;:." or last.stem in g.CONJUNCTIONS


# ── The verb in front of its subject ─────────────────────────────────────────────────────────────────


def _inverted(words: Sequence[Word], i: int) -> Turn | None:
    """ "Never do we sell", "only if you agree do we share": the subject goes in front of the auxiliary."""
    if _is_condition(words, i):
        at = next((k for k in _auxiliaries(words, i + 1) if _subject_end(words, k)), None)
        return _behind_condition(words, i, at) if at else None
    if [word.text for word in words[i : i + 2]] == ["not", "only"]:
        verb = _subject_end(words, i + 2) if words[i + 2 : i + 3] and words[i + 2].text in AUXILIARIES else None
        return Turn(verb, (*range(i + 3, verb), i + 2), _deed(words, verb)) if verb else None
    at = _behind_denial(words, i)
    verb = _subject_end(words, at) if at else None
    if not (at and verb):
        return None
    opening = tuple(range(i, at))
    turned = (*range(at + 1, verb), at)
    if words[i].text in HARDLY:
        return Turn(verb, (*range(at + 1, verb), i, at), _deed(words, verb))
    if words[i].stem not in g.PREPOSITIONS or "negators" in words[i].opens:
        denial = opening[: words[i].opens.get("negators", 1)]
        return Turn(verb, (*turned, *denial), _deed(words, verb))
    end = next((k for k in range(verb, len(words)) if words[k].text in PARTING or words[k].text == ","), len(words))
    return Turn(end, (*turned, *range(verb, end), *opening), _deed(words, verb))  # "with no one do we share …"


def _is_condition(words: Sequence[Word], i: int) -> bool:
    """Whether "only", or "not" in front of a condition, opens a clause: "only then", "not until you agree"."""
    opens = words[i].stem == "only" or (words[i].text == "not" and "condition_openers" in words[i].opens)
    return opens and i + 1 < len(words)


def _auxiliaries(words: Sequence[Word], i: int) -> Iterator[int]:
    for k in range(i, min(i + OPENING, len(words))):
        if words[k].text in PARTING:
            return
        if words[k].text in AUXILIARIES and words[k - 1].text not in PERSONS | RELATIVES:
            yield k


def _behind_condition(words: Sequence[Word], i: int, at: int) -> Turn:
    """The condition, set off by a comma, then subject and verb."""
    verb = _subject_end(words, at) or at
    comma = () if words[at - 1].text == "," else (COMMA,)
    return Turn(verb, (*range(i, at), *comma, *range(at + 1, verb), at), _deed(words, verb))


def _behind_denial(words: Sequence[Word], i: int) -> int | None:
    """Where the auxiliary stands behind a denial that opens a clause: "under no circumstances [will] we …"."""
    at = i
    if words[i].stem in g.PREPOSITIONS and "negators" not in words[i].opens:
        denied = next((k for k in range(i + 1, min(i + 3, len(words))) if "negators" in words[k].opens), None)
        if denied is None:
            return None
        at = next((k for k in range(denied, min(denied + 6, len(words))) if words[k].text in AUXILIARIES), i)
        return at if at > i else None
    if words[i].text in HARDLY:
        at = i + 1
    elif "negators" in words[i].opens:
        at = i + words[i].opens["negators"]
    while i < at < len(words) and (words[at].text in (",", "ever") or "fillers" in words[at].lists):
        at += 1
    inside = at - 1 if at > i and words[at - 1].text in AUXILIARIES else at  # "nor do" may be one phrase
    k = inside if words[min(inside, len(words) - 1)].text in AUXILIARIES else at
    return k if i < k < len(words) and words[k].text in AUXILIARIES else None


def _subject_end(words: Sequence[Word], auxiliary: int) -> int | None:
    """Where the subject behind an auxiliary ends and its verb follows; None where no subject is there."""
    start = auxiliary + 1
    if start + 1 >= len(words):
        return None
    first = words[start]
    if first.text in PERSONS:
        return start + 1 if words[start + 1].text[0].isalpha() else None
    named = bool(first.hits) and (first.text.endswith("s") or (words[auxiliary].text in PAST and not _acts(first)))
    if not (first.stem in g.NOMINAL or first.ids("actors") or named):
        return None
    for k in range(start + 1, min(start + SUBJECT, len(words))):
        word = words[k]
        if word.text in PARTING or word.text in PERSONS | AUXILIARIES:
            return None
        if _is_predicate(words, k, words[auxiliary].text):
            return k
    return None


def _is_predicate(words: Sequence[Word], k: int, auxiliary: str) -> bool:
    """Whether what an auxiliary belongs to stands here: a participle behind "is", another form behind "do"."""
    word = words[k]
    if word.text in INNER or word.text == "ever" or "negators" in word.lists or is_adverb(word):
        return True
    if words[k - 1].stem in g.NOMINAL or words[k - 1].stem in g.PREPOSITIONS:
        return False
    if auxiliary in PAST:
        return is_participle(word) and not (word.ids("data") and _noun_behind(words, k))
    behind = words[k + 1] if k + 1 < len(words) else None
    return _acts(word) or (behind is not None and behind.stem in g.NOMINAL)


def _acts(word: Word) -> bool:
    """Whether a word can be a verb of the vocabulary."""
    return bool(word.ids("actions")) or bool({"recording", "engage"} & word.lists)


def _noun_behind(words: Sequence[Word], k: int) -> bool:
    """Whether a word goes on a noun phrase: "is your shared [folder]"."""
    behind = words[k + 1] if k + 1 < len(words) else None
    return behind is not None and behind.text[0].isalnum() and behind.stem not in g.PREPOSITIONS


def _deed(words: Sequence[Word], verb: int) -> tuple[int, ...]:
    """The verb itself, where it stands right behind its subject."""
    passed = words[verb].text in INNER or words[verb].text == "ever" or _denies(words[verb]) or is_adverb(words[verb])
    return () if passed or words[verb].stem in g.ADVERBS else (verb,)


# ── What is denied in front of its denial ────────────────────────────────────────────────────────────


def _said_of_thing(words: Sequence[Word], i: int) -> Turn | None:
    """ "Your data is not something that we sell": we do not sell your data; likewise "selling your data is …"."""
    be = _copula(words, i)
    if be is None:
        return None
    thing = next((k for k in range(be + 1, min(be + 5, len(words))) if words[k].text in SOMETHING), None)
    if thing is None or any(word.stem not in g.DETERMINERS | g.ADVERBS and not _denies(word) and word.text != "of"
                            for word in words[be + 1 : thing]):  # fmt: skip
        return None
    denied = [k for k in range(be + 1, thing + 1) if _denies(words[k])]
    if words[thing].text in ("information", "data") and not denied:
        return None  # "this is information that we collect"
    subject = thing + 1 + (words[min(thing + 1, len(words) - 1)].text in RELATIVES)
    verb = _verb_of(words, subject)
    if verb is None:
        return None
    inside = [k for k in range(subject + 1, verb) if words[k].text not in DOING]
    if denied and any(_denies(words[k]) for k in inside):
        return None
    end = _without_ever(words, verb + 1)
    front = (subject, *denied, *inside)
    if _is_gerund(words[i]) and words[verb].text in DOING:
        return Turn(end, (*front, *range(i, be)), (i,))
    return None if _is_gerund(words[i]) else Turn(end, (*front, verb, *range(i, be)))


def _copula(words: Sequence[Word], i: int) -> int | None:
    """Where "is" stands behind a subject that is no clause of its own."""
    for k in range(i, min(i + SUBJECT, len(words))):
        if words[k].text in BE and k > i:
            return k
        person = words[k].text in ("we", "you", "there") and words[k - 1].stem not in g.PREPOSITIONS
        if words[k].text in PARTING or person or words[k].text in AUXILIARIES:
            return None
        if "condition_openers" in words[k].opens:
            return None
    return None


def _verb_of(words: Sequence[Word], subject: int) -> int | None:
    """The verb of "we" behind a thing: "something [we] would ever [sell]"."""
    if subject >= len(words) or words[subject].text not in ("we", "they"):
        return None
    passed = AUXILIARIES | {"ever", "to"}
    behind = (k for k in range(subject + 1, min(subject + 6, len(words))))
    verb = next((k for k in behind if not (words[k].text in passed or _denies(words[k]) or is_adverb(words[k]))), None)
    if verb is not None and words[verb].text[0].isalpha():
        return verb
    done = [k for k in range(subject + 1, min(subject + 6, len(words))) if words[k].text in DOING]
    return done[-1] if done else None


def _without_ever(words: Sequence[Word], end: int) -> int:
    """The end of a clause with the "ever", "at all" that only stresses it."""
    k = end
    while k < len(words) and words[k].text in LOOSE:
        k += 1
    stressed = any(words[n].text in ("ever", "all") for n in range(end, k))
    return k if stressed and (k == len(words) or not words[k].text[0].isalnum()) else end


def _denies(word: Word) -> bool:
    return "negators" in word.lists


def _is_gerund(word: Word) -> bool:
    return word.text.endswith("ing") and bool(word.ids("actions"))


# ── Deeds told by a noun ─────────────────────────────────────────────────────────────────────────────


def _deed_not_done(words: Sequence[Word], i: int) -> Turn | None:
    """ "Selling your data never happens", "no sale of your data takes place": who acts is left to the reader."""
    deed = next((k for k in range(i, min(i + 3, len(words))) if _is_deed(words, k)), None)
    if deed is None or any(words[k].stem not in g.DETERMINERS and not _denies(words[k]) for k in range(i, deed)):
        return None
    told = _not_done(words, deed + 1)
    if told is None:
        return None
    verb, end, denied = told
    front = [k for k in range(i, deed) if _denies(words[k])]
    if bool(front) == bool(denied):
        return None
    return Turn(_without_ever(words, end), (*front, *denied, *range(deed, verb)), (deed,))


def _not_done(words: Sequence[Word], i: int) -> tuple[int, int, list[int]] | None:
    """Where it is said of a deed that it is done or not, where that ends, and the denials in it."""
    for k in range(i, min(i + SUBJECT, len(words))):
        word = words[k]
        if word.text in PARTING or word.text in PERSONS | RELATIVES:
            return None
        if word.text in AUXILIARIES or word.text in HAPPENING | TAKING or _denies(word) or word.text == "ever":
            end = next((n + 1 for n in range(k, min(k + 6, len(words))) if words[n].text in HAPPENING), None)
            denied = [n for n in range(k, min(k + 6, len(words))) if _denies(words[n])]
            ruled_out = end is None and bool(denied) and words[denied[0]].opens.get("negators", 1) > 1
            if ruled_out and word.text in BE | {"would", "remains"}:
                return k, denied[-1] + 1, denied
            return (k, end, [n for n in denied if n < end]) if end else None
    return None


def _is_deed(words: Sequence[Word], k: int) -> bool:
    """Whether a gerund with its object, or a noun with "of", tells a deed."""
    following = words[k + 1].stem if k + 1 < len(words) else ""
    return bool(words[k].ids("actions")) and (
        following == "of" or (_is_gerund(words[k]) and following in g.NOMINAL)
    )


def _there_is(words: Sequence[Word], i: int) -> Turn | None:
    """ "There is no sale of your data": a denial, and the deed."""
    if words[i].text != "there":
        return None
    deed = next((k for k in range(i + 2, min(i + 7, len(words))) if _is_deed(words, k)), None)
    denied = [k for k in range(i + 1, deed) if _denies(words[k])] if deed else []
    passed = AUXILIARIES | INNER | {"any", "ever"}
    if deed is None or not denied or any(
        not _denies(words[k]) and words[k].text not in passed for k in range(i + 1, deed)
    ):
        return None
    return Turn(deed + 1, (*denied, deed), (deed,))


# ── What is set in front by "it is" ──────────────────────────────────────────────────────────────────


def _cleft(words: Sequence[Word], i: int) -> Turn | None:
    """ "It is only if you agree that we share": only if you agree, we share."""
    if words[i].text != "it" or i + 3 >= len(words) or words[i + 1].text not in BE or not _is_condition(words, i + 2):
        return None
    that = next((k for k in range(i + 3, min(i + OPENING, len(words) - 1)) if words[k].text == "that"
                 and words[k + 1].stem in g.NOMINAL | g.PRONOUNS), None)  # fmt: skip
    return Turn(that + 1, (*range(i + 2, that), COMMA)) if that else None


def _asked_what(words: Sequence[Word], i: int) -> Turn | None:
    """ "What we never do is sell your data": we never sell your data."""
    if words[i].text != "what" or i + 1 >= len(words) or words[i + 1].text not in ("we", "they"):
        return None
    be = next((k for k in range(i + 2, min(i + 8, len(words) - 1)) if words[k].text in BE), None)
    if be is None or words[be - 1].text not in DOING:
        return None
    inside = [k for k in range(i + 2, be) if words[k].text not in DOING]
    verb = be + 1 + (words[be + 1].text == "to")
    plain_words = all(_denies(words[k]) or words[k].text in AUXILIARIES or is_adverb(words[k]) for k in inside)
    return Turn(verb + 1, (i + 1, *inside, verb), (verb,)) if plain_words and verb < len(words) else None


RULES: tuple[Callable[[Sequence[Word], int], Turn | None], ...] = (
    _inverted, _said_of_thing, _deed_not_done, _there_is, _cleft, _asked_what,
)  # fmt: skip
