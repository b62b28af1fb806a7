"""Subjects and verbs: the skeleton of a sentence, found by closed word classes and the vocabulary's actions."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from claimtrack.reading import grammar as g
from claimtrack.reading.tokens import Word
from claimtrack.text import NUMBERS, stem
from claimtrack.vocabulary import Hit

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
    | g.SUBORDINATORS
)


_LEADING = g.AUXILIARIES | g.PRONOUNS | g.FIRST | g.SECOND | g.BE | frozenset({"to", "able", "not"})


_MAKE = stem("make")


_BEFORE_OBJECTS = g.PREPOSITIONS | g.QUESTIONS | g.RELATIVES | frozenset({"than"})


_NOT_IN_SUBJECTS = g.AUXILIARIES | g.PRONOUNS | g.QUESTIONS | g.RELATIVES - g.DETERMINERS | frozenset({"to", "than"})


_FUNCTIONAL_LISTS = frozenset({"may", "must", "negators", "condition_openers", "including"})
_DENIED_OR_MODAL = frozenset({"may", "must", "negators"})
_PASSED_LISTS = frozenset({"negators", "may", "fillers"})


_OBJECT_OPENERS = g.DETERMINERS - g.RELATIVES | g.SECOND | {"how", "what", "whether"}
_ASKERS = g.PRONOUNS | g.AUXILIARIES
_NO_DEMAND = g.RELATIVES | {","}
_STATES = g.BE | g.HAVE
_NOT_BEFORE_SUBJECT = g.PREPOSITIONS | g.GIVING
_SUBJECTLESS = g.BE - {_MAKE}
_PARTS = g.PARTITIVES | g.DETERMINERS
_AGENTS = g.FIRST | g.NOBODY
_ASKING = g.QUESTIONS | {"that"}
_OPENING = g.PREPOSITIONS | g.FRONTING
_BEHIND_PEOPLE = g.RELATIVES | {"you", "we"}
_NAMED = frozenset({"data", "actors"})
_NO_GROUPS: frozenset[str] = frozenset()


SUBJECT = 12
"""Words of a noun phrase that is a subject, with what hangs on it; policies need no more."""
NAMED = 6
"""Words in front of "is required" in which the data stands that must be given."""
FOLLOWS = 5
"""Words behind a subject in which its verb stands."""


def is_verb(words: Sequence[Word], i: int) -> bool:
    """Whether a word is a predicate: a known action used as a verb, or what follows a subject or a modal."""
    word = words[i]
    named = groups(word)
    if "withholding" in word.opens or word.deed or informs(words, i):
        return True
    if "actions" in named:
        heads = any(h.group == "actions" and head(words, h) == i and not _adverbial(words, h) for h in word.hits)
        return heads and not _nominal(words, i)
    if "safeguards" in named:
        return any(h.start == i for h in word.hits) and after_be(words, i)
    if word.stem in g.EMPTY and i and _names_action(words[i + 1 : i + 5]):
        return words[i - 1].stem not in g.DETERMINERS
    if word.stem in g.INCLUDE and i:
        return not word.text.endswith("ing")
    if is_demand(words, i) or _is_handed(words, i) or _is_chosen(words, i):
        return True
    if not word.text[0].isalpha() or functional(word) or word.stem in g.PARTICLES or is_adverb(word):
        return False
    if not _NAMED.isdisjoint(named) or i == 0 or _adjectival(words, i):
        return False
    if words[i - 1].modal or (words[i - 1].stem == "not" and i > 1):
        return True
    at = before(words, i)
    return _is_done(words, i) or (at >= 0 and (_is_subject(words, at) or _noun_subject(words, i) >= 0))


def _is_chosen(words: Sequence[Word], i: int) -> bool:
    """Whether somebody may hand something over: "you may choose to add"."""
    return i > 1 and words[i].stem in g.GIVING and words[i - 1].stem == "to" and words[i - 2].stem in g.CAUSATIVES


def _adverbial(words: Sequence[Word], hit: Hit) -> bool:
    """Whether an action is told by no verb: "in return for money"; it is its own in "is for sale"."""
    return words[hit.start].stem in g.PREPOSITIONS and not after_be(words, hit.start)


def _is_done(words: Sequence[Word], i: int) -> bool:
    """Whether an unknown participle tells what is done: somebody does it, or it is done to data."""
    if not words[i].text.endswith("ed") or not after_be(words, i):
        return False
    by = i + 1 < len(words) and words[i + 1].stem == "by"
    at = before(words, i)
    return by or (at >= 0 and bool(words[at].ids("data")))


def _noun_subject(words: Sequence[Word], i: int) -> int:
    """Where the subject of an unknown verb begins that is a noun: "[the] doorbell of a house records video"; -1 where
    the word is no verb.

    The head of the noun phrase and the verb agree in number, and an object stands behind the verb.
    """
    verb = words[i]
    if i + 1 >= len(words) or any(group != "purposes" for group in groups(verb)) or verb.name or not verb.own:
        return -1
    if verb.stem in _BEFORE_OBJECTS or words[i - 1].stem == "to":
        return -1
    start = _phrase_start(words, before(words, i))
    phrase = words[start : before(words, i) + 1] if start >= 0 else ()
    if not phrase or verb.text.endswith(("ed", "ing", "ly", "ss")):
        return -1
    head = next((n for n, word in enumerate(phrase) if n and word.stem in g.PREPOSITIONS), len(phrase)) - 1
    plural = phrase[head].text.endswith("s") or any(word.stem == "and" for word in phrase)
    if plural == verb.text.endswith("s") or not _is_noun(phrase[head]):
        return -1
    if verb.opens.get("recording", 1) > 1:
        return start  # "take note of"
    return start if _is_object(words, i + 1, known=not plural or "recording" in verb.lists) else -1


def _phrase_start(words: Sequence[Word], end: int) -> int:
    """Where the noun phrase begins that ends at ``end``, behind a mark or at the beginning of the sentence; -1 where
    that is no noun phrase.
    """
    for k in range(end, max(end - SUBJECT, -1), -1):
        word = words[k]
        if word.verb or word.stem in _NOT_IN_SUBJECTS or word.text in ("us", "you"):
            return -1
        if not word.own or not _FUNCTIONAL_LISTS.isdisjoint(word.lists):
            return -1
        if k == 0 or not words[k - 1].own or not words[k - 1].text[0].isalnum():
            start = k + 1 if word.stem in g.CONJUNCTIONS else k
            named = any(hit.group == "actors" and hit.start == start for hit in words[start].hits)
            opens = words[start].stem in g.DETERMINERS and start < end
            plural = _is_noun(words[start]) and words[start].text.endswith("s")
            return start if named or opens or plural else -1
    return -1


def _is_noun(word: Word) -> bool:
    return word.text.isalpha() and (bool(word.ids("actors")) or not (functional(word) or word.name))


def _is_object(words: Sequence[Word], i: int, *, known: bool) -> bool:
    """Whether an object begins at ``i``: at a determiner or a question, or (``known``) with the name of data."""
    word = words[i]
    if word.stem in _OBJECT_OPENERS:
        return True
    if word.stem in g.QUESTIONS:  # "which tracks you play", not "which we keep"
        return i + 1 < len(words) and words[i + 1].stem not in _ASKERS and not words[i + 1].verb
    return known and bool(word.ids("data"))


def _is_handed(words: Sequence[Word], i: int) -> bool:
    """Whether somebody or something "is given", "was sent", "are shown"."""
    return words[i].stem in g.HANDING and words[i].text[-2:] in _PARTICIPLE and after_be(words, i)


def is_demand(words: Sequence[Word], i: int) -> bool:
    """Whether data must be given: "your phone number is required"."""
    if words[i].stem not in g.REQUIRED or not after_be(words, i):
        return False
    for word in reversed(words[max(0, i - NAMED) : i]):
        if word.verb or "condition_openers" in word.opens or word.stem in _NO_DEMAND:
            return False
        if word.ids("data"):
            return True
    return False


def _names_action(words: Sequence[Word]) -> bool:
    return any(word.ids("actions") and word.text.endswith(g.NOUN_ENDINGS) for word in words)


def head(words: Sequence[Word], hit: Hit) -> int:
    """Which word of an action is its verb: "see" of "will be able to see", "provide" of "you provide", "make" where
    what is made public stands behind it.
    """
    if words[hit.start].stem == _MAKE and len(hit.own) == 1 < len(hit.at):
        return hit.start
    return next(
        (i for i in hit.at if words[i].stem not in _LEADING and "may" not in words[i].lists), hit.start
    )


def _adjectival(words: Sequence[Word], i: int) -> bool:
    """A word after "is" or "has" that is no participle: "is relevant", "you have questions"."""
    participle = (
        words[i].text.endswith(("ed", "ing", "en", "own", "ept", "ent")) or words[i].stem != words[i].text
    )
    return not participle and words[i - 1].stem in _STATES


def _is_subject(words: Sequence[Word], at: int) -> bool:
    """Whether a pronoun stands as the subject of what follows."""
    subject = words[at].stem
    if subject in ("we", "they", "he", "she", "i"):
        return True
    if subject in ("that", "which"):
        return at > 0 and not (words[at - 1].verb or functional(words[at - 1]))
    return subject in ("you", "it", "who") and not (
        at and (words[at - 1].stem in _NOT_BEFORE_SUBJECT or words[at - 1].verb)
    )


def _nominal(words: Sequence[Word], i: int) -> bool:
    """A known action used as a noun or adjective: "your use", "the shared folder", "data linked to"."""
    word = words[i]
    if "condition_openers" in word.opens and "conditions" not in groups(word) and not after_be(words, i):
        return True
    previous = words[i - 1] if i else None
    following = words[i + 1].stem if i + 1 < len(words) else ""
    light = any(hit.group == "actions" and hit.start < i for hit in word.hits)  # "make use of"
    if (following == "of" and not word.text.endswith("ing") and not light) or word.text.endswith(g.NOUN_ENDINGS):
        return True
    if previous is None or previous.stem == "to":
        return False
    if word.text.endswith("ings") or _is_noun_in_ing(words, i):
        return True
    if previous.text.endswith(g.NOUN_ENDINGS) and previous.ids("actions"):
        return True  # "the deletion process"
    if word.name and not previous.name and previous.text not in ".:":
        return True
    if word.text.endswith("ing") and previous.stem in g.PREPOSITIONS:
        return False
    if word.text.endswith("ed") and word.ids("actions")[0] in ("use", "read") and not _has_subject(words, i):
        return True
    if previous.stem in ("which", "what", "whose") and _asks_of_you(words, i + 1):
        return True  # "which tracks you play"
    return previous.text.endswith("'s") or (previous.stem in g.NOUNISH_BEFORE and not previous.joined)


def _is_noun_in_ing(words: Sequence[Word], i: int) -> bool:
    """Whether a gerund is the head of a noun phrase with nothing behind it: "your blood pressure reading"."""
    following = words[i + 1] if i + 1 < len(words) else None
    ends = following is None or not following.text[0].isalnum() or following.stem in g.JOINTS
    if not words[i].text.endswith("ing") or not ends or not words[i - 1].ids("data"):
        return False
    return any(words[k].stem in g.NOMINAL for k in range(max(0, i - 4), i - 1))


def _asks_of_you(words: Sequence[Word], i: int) -> bool:
    if i + 1 >= len(words) or words[i].stem not in ("you", "we", "they"):
        return False
    return words[i + 1].text[0].isalpha() and words[i + 1].stem not in g.PREPOSITIONS


def _has_subject(words: Sequence[Word], i: int) -> bool:
    return after_be(words, i) or words[i - 1].stem in g.AUXILIARIES or _is_subject(words, before(words, i))


def after_be(words: Sequence[Word], i: int) -> bool:
    """Whether a form of "to be" stands in front, adverbs, negations and the participles it is joined to aside."""
    first = i
    i -= 1
    while i >= 0 and words[i].stem != "to" and (_passed_over(words[i]) or words[i].text == ","):
        i -= 1
    if 0 <= i < first - 1 and words[i].verb and words[i].text[-2:] in _PARTICIPLE:
        return after_be(words, i)  # "is stored and never sold"
    return i >= 0 and words[i].stem in g.BE


_PARTICIPLE = ("ed", "en", "pt", "nt", "ld", "wn")


def is_participle(word: Word) -> bool:
    """Whether a verb has the form that stands behind "is": "stored", "kept", "sent"."""
    return word.text.endswith(_PARTICIPLE)


def is_passive(words: Sequence[Word], verb: int) -> bool:
    """Whether the verb's subject is what it is done to: "is shared", "data collected by us"."""
    word = words[verb]
    if word.text.endswith("ing"):
        return False
    return (
        informs(words, verb)
        or word.stem in _SUBJECTLESS
        or after_be(words, verb)
        or (word.text.endswith("ed") and verb > 0 and bool(words[verb - 1].ids("data")))
    )


def informs(words: Sequence[Word], verb: int) -> bool:
    """Whether a verb's subject is what is used: "your age plays no part in the ads you see"."""
    subject = before(words, verb)
    return "informing" in words[verb].opens and subject >= 0 and bool(words[subject].ids("data"))


def opens_agent(words: Sequence[Word], by: int) -> bool:
    """Whether "by" behind a passive names who acts, known or not, and no means: "by letter", "by clicking"."""
    noun = noun_phrase(words[by + 1 :])
    end = by + 1 + len(noun)
    if end < len(words) and words[end].stem == "of" and all(w.stem in _PARTS for w in noun):
        return opens_agent(words, end)  # "by one of our partners"
    if any(word.ids("actors") or word.stem in _AGENTS for word in noun or words[by + 1 : by + 2]):
        return True
    if not noun or any(groups(word) or word.stem in g.MEANS or word.text.isdecimal() for word in noun):
        return False
    plural = noun[-1].text.endswith("s") and noun[-1].stem != noun[-1].text
    return (noun[0].stem in g.DETERMINERS or noun[0].name or plural) and not noun[0].text.endswith("ing")


def noun_phrase(words: Sequence[Word]) -> Sequence[Word]:
    """The words up to the head of the phrase that they begin with: what hangs on it is left out."""
    for n, word in enumerate(words):
        if not word.text[0].isalnum() or word.verb or (functional(word) and word.stem not in g.NOMINAL):
            return words[:n]
    return words


def _passed_over(word: Word) -> bool:
    return word.stem in g.ADVERBS or is_adverb(word) or not _PASSED_LISTS.isdisjoint(word.lists)


def is_adverb(word: Word) -> bool:
    """Whether its ending makes it an adverb: "knowingly", "permanently"; of verbs "rely" and the like."""
    return word.text.endswith("ly") and word.text not in g.VERBS_IN_LY


def functional(word: Word) -> bool:
    """Whether a word belongs to a closed class and names nothing."""
    return word.stem in _FUNCTIONAL or not _FUNCTIONAL_LISTS.isdisjoint(word.lists)


def before(words: Sequence[Word], i: int) -> int:
    """The nearest word to the left that is no adverb, auxiliary, modal or negation; -1 where there is none."""
    i -= 1
    while i >= 0 and passed_over(words[i]):
        i -= 1
    return i


def passed_over(word: Word) -> bool:
    """Whether a word may stand between a subject and its verb: an adverb, auxiliary, modal or negation."""
    return word.stem in g.PASSED_OVER or is_adverb(word) or not _DENIED_OR_MODAL.isdisjoint(word.lists)


def is_embedded(words: Sequence[Word], verb: int) -> bool:
    """Whether a verb belongs to a clause inside a phrase: "features you use", "users who have", "how we work"."""
    at = before(words, verb)
    if at < 1 or not _is_subject(words, at):
        return False
    if words[at].stem in g.RELATIVES:
        return True
    if _behind_phrase(words, at) or words[at - 2].stem in ("who", "that"):
        return False  # "people who know you can see"
    opener = words[at - 1]
    if opener.stem in _ASKING:
        return "condition_openers" not in opener.opens or in_list(words, at - 1)
    return opener.text[0].isalnum() and not opener.verb and not functional(opener)


def _behind_phrase(words: Sequence[Word], at: int) -> bool:
    """Whether a pronoun follows a phrase that opens the sentence: "after 30 days we …", "for each call we …"."""
    start = next((k for k, word in enumerate(words) if word.own), 0) if words[at].own else 0
    enabled = at > 0 and words[at - 1].stem in g.CAUSATIVES  # "to help you find"
    if at <= start or enabled or words[at].stem not in ("we", "you") or any(word.verb for word in words[start:at]):
        return False
    return words[start].stem in _OPENING or any(
        w.text.isdecimal() or w.text in NUMBERS for w in words[start:at]
    )


def starts_subject(words: Sequence[Word], i: int) -> bool:
    """Whether a subject with its verb begins here: "we …", "our partners may …"."""
    word = words[i]
    previous = words[i - 1] if i else None
    if previous and (
        previous.verb or previous.stem in _BEFORE_OBJECTS or "including" in previous.lists
    ):
        return False
    if previous and previous.text[0].isalnum() and not functional(previous) and not _behind_phrase(words, i):
        return False
    if word.stem in ("we", "they", "i", "he", "she"):
        return True
    if word.stem in g.DETERMINERS and _heads_clause(words, i):
        return True
    person = next((hit for hit in word.hits if hit.group == "actors" and hit.start == i), None)
    if person and person.at[-1] + 1 < len(words) and words[person.at[-1] + 1].stem in _BEHIND_PEOPLE:
        return False  # "users who choose", "users you choose"
    if word.stem in ("you", "it") or person:
        return verb_follows(words, i + 1)
    return False


def _heads_clause(words: Sequence[Word], i: int) -> bool:
    """Whether a determiner opens a noun that is the subject of an unknown verb."""
    return any(w.verb and _noun_subject(words, k) == i for k, w in enumerate(words[i + 2 : i + 10], i + 2))


def modal_follows(words: Sequence[Word], i: int) -> bool:
    """Whether a modal or auxiliary stands at ``i``."""
    return i < len(words) and (words[i].modal or words[i].stem in g.AUXILIARIES)


def verb_follows(words: Sequence[Word], i: int) -> bool:
    """Whether a verb comes soon, before a mark, preposition or conjunction."""
    for word in words[i : i + FOLLOWS]:
        if word.verb or word.stem in g.AUXILIARIES or word.modal:
            return True
        if not word.text[0].isalnum() or word.stem in g.JOINTS:
            return False
    return False


def groups(word: Word) -> Collection[str]:
    """The vocabulary groups that a word names something of."""
    return {hit.group for hit in word.hits} if word.hits else _NO_GROUPS


def in_list(words: Sequence[Word], i: int) -> bool:
    """Whether "when", "where" opens a member of a list of data: "usage information (when you last …)"."""
    if words[i].text not in ("when", "where") or i == 0:
        return False
    return words[i - 1].text in g.OPEN or _joins_questions(words, i)


def _joins_questions(words: Sequence[Word], i: int) -> bool:
    """Whether it goes on with what is asked: "records which tracks you play, [where] you stop and how you listen"."""
    if words[i - 1].text != "," and words[i - 1].stem not in ("and", "or"):
        return False
    further = any(
        word.stem in g.QUESTIONS and words[k - 1].stem in ("and", "or") for k, word in enumerate(words[i:], i) if k > i
    )
    if words[i - 1].text == "," and not further:
        return False
    asked = [k for k in range(1, i) if words[k].stem in g.QUESTIONS and words[k - 1].verb]
    return bool(asked) and not any(word.text in ".;:" for word in words[asked[-1] : i])


def in_question(words: Sequence[Word], outer: int, verb: int) -> bool:
    """Whether a verb belongs to a question that is the object of another: "reports [how much your house has used]"."""
    asking = words[outer].ids("actions") or "recording" in words[outer].opens
    if not asking or words[verb - 1].stem in g.CONJUNCTIONS or words[verb].text.endswith("ing"):
        return False
    for k in range(verb - 1, outer, -1):
        if words[k].verb or words[k].text in ".;:,":
            return False
        if words[k].stem in g.QUESTIONS:
            return "condition_openers" not in words[k].opens or in_list(words, k)
    return False
