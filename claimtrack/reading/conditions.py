"""Conditions: where a clause such as "if you choose to" begins, and where the statement goes on."""

from __future__ import annotations

from collections.abc import Sequence

from claimtrack.reading import grammar as g
from claimtrack.reading.tokens import Word
from claimtrack.reading.verbs import after_be, before, functional, in_list, is_embedded, starts_subject

_FURTHER = g.CONJUNCTIONS - {"or"}
_PREDICATE = g.AUXILIARIES | g.PRONOUNS
ALSO = frozenset(("only", "also", "then"))
"""Adverbs that may stand between a conjunction and a subject: "…, and only the people you write to can …"."""
REACH = 25
"""Words behind the comma of a condition in which the verb of the main clause stands."""


def conditions(words: Sequence[Word]) -> list[tuple[int, int]]:
    """Where condition clauses stand: start and end, in order, none inside another."""
    spans: list[tuple[int, int]] = []
    for i, word in enumerate(words):
        if word.stem in ("while", "whil", "whereas") and _concedes(words, i):
            continue  # "…, while the greeting is stored": another statement, not a condition
        if word.text in ("when", "where") and _is_object(words, i):
            continue  # "we record when you last opened the app"
        if word.text == "based" and after_be(words, i):
            continue  # "ads are based on your location": what is done
        if any(hit.group == "actions" and hit.start < i for hit in word.hits):
            continue  # "we choose ads on the basis of your age"
        if "condition_openers" in word.opens and (not spans or i >= spans[-1][1]) and not in_list(words, i):
            spans.append((i, condition_end(words, i)))
    return spans


def _is_object(words: Sequence[Word], i: int) -> bool:
    """Whether a clause is what a verb of collecting collects, or hangs on a place: "supermarkets where you shop"."""
    if i < 2 or i + 1 >= len(words) or words[i + 1].stem not in g.SECOND:
        return False
    if words[i].text == "where" and "business" in words[i - 1].ids("actors"):
        return True
    subject = words[before(words, i - 1)]
    ours = subject.stem in g.FIRST or "controller" in subject.ids("actors")
    return ours and words[i - 1].verb and "collect" in words[i - 1].ids("actions")


def fronted(words: Sequence[Word], start: int, end: int) -> bool:
    """Whether a condition stands in front of its clause: no verb before it, or set off by commas on both sides."""
    set_off = start > 0 and words[start - 1].text in ",;" and end < len(words) and words[end].text == ","
    return (set_off and not interrupts(words, start, end)) or not any(word.verb for word in _before(words, start))


def _before(words: Sequence[Word], i: int) -> Sequence[Word]:
    """The words in front of a place, those of the lead-in only where the place is in it."""
    return [word for word in words[:i] if word.own == words[i].own]


def condition_end(words: Sequence[Word], i: int) -> int:
    """Where the condition that begins at ``i`` ends: at the main clause that follows it, or with its bracket."""
    fronted = not any(word.verb for word in _before(words, i)) or _behind_conjunction(words, i)
    depth = 0
    first = i + words[i].opens["condition_openers"]
    for k in range(i + 1, len(words)):
        mark = words[k].text
        if words[k].own and not words[k - 1].own:
            return k
        if fronted and k > first and _begins_main(words, first, k):
            return k
        depth += (mark in g.OPEN) - (mark in g.CLOSE)
        if depth < 0 or mark in g.STOPS or (mark == "." and depth == 0):
            return k
        if mark == "," and depth == 0 and (_main_follows(words, k + 1, fronted) or interrupts(words, i, k)):
            return k
    return len(words)


def interrupts(words: Sequence[Word], start: int, end: int) -> bool:
    """Whether a clause goes on behind a condition between commas: "we share, if you agree, your age [with banks]"."""
    if start < 2 or words[start - 1].text != "," or end + 1 >= len(words) or words[end].text != ",":
        return False
    opens = words[end + 1].stem in ("with", "to")
    given = opens and any(word.ids("actors") for word in words[end + 2 : end + 5])
    return given or words[start - 2].verb


def _concedes(words: Sequence[Word], i: int) -> bool:
    """Whether "while" sets one statement against another, as "although" does: "while you may object, we …"."""
    return (i > 0 and words[i - 1].text == ",") or any("may" in word.lists for word in words[i + 2 : i + 3])


def _behind_conjunction(words: Sequence[Word], i: int) -> bool:
    """Whether a further statement begins with this condition: "…, and so [once it is read it is deleted]"."""
    k = i - 1
    while k > 0 and words[k].stem in _FURTHER:
        k -= 1
    return k < i - 1 and words[k].text in ",;"


def _begins_main(words: Sequence[Word], first: int, k: int) -> bool:
    """Whether the main clause begins without a comma: "after 30 days [we …]", "if you agree [we …]"."""
    if words[k].stem == "we" and not _has_predicate(words[first:k]):
        return True
    return words[k].stem in ("we", "they") and words[k - 1].verb


def _has_predicate(words: Sequence[Word]) -> bool:
    return any(word.verb or word.stem in _PREDICATE for word in words)


def _main_follows(words: Sequence[Word], i: int, fronted: bool) -> bool:
    if i >= len(words):
        return True
    if "including" in words[i].opens:
        return False
    if words[i].stem in g.CONJUNCTIONS:
        following = i + 1
        while following < len(words) - 1 and words[following].stem in g.CONJUNCTIONS | ALSO:
            following += 1
        if following < len(words) and "condition_openers" in words[following].opens and not fronted:
            return True
        return following < len(words) and starts_subject(words, following) and words[i].stem != "or"
    if not fronted and _enumerates(words, i):
        return False
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


def _enumerates(words: Sequence[Word], i: int) -> bool:
    """Whether a further case begins at ``i``, with another behind it: "unless you agree, [you ask] us, or you …"."""
    if words[i].stem not in g.PRONOUNS:
        return False
    for k in range(i + 1, len(words) - 2):
        if words[k].text in ".;":
            return False
        if words[k].text == "," and words[k + 1].stem == "or" and words[k + 2].stem == words[i].stem:
            return True
    return False


def _functional_opening(word: Word) -> bool:
    return word.stem not in g.NOMINAL and functional(word)


def _clause_follows(words: Sequence[Word], i: int) -> bool:
    """Whether the words from ``i`` come to a verb of their own before a pronoun begins the main clause."""
    for k in range(i, min(i + REACH, len(words))):
        word = words[k]
        if word.stem in ("we", "you") and starts_subject(words, k):
            return False
        if (word.verb and not is_embedded(words, k)) or word.stem in g.BE or word.modal:
            return True
        if word.text in ";." and k > i:
            return False
    return False
