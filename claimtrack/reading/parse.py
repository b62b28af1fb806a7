"""A sentence taken apart, and the values that stand at places in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from claimtrack.reading import grammar as g
from claimtrack.reading.quantities import Quantity
from claimtrack.reading.slots import Clause
from claimtrack.reading.tokens import Word
from claimtrack.reading.verbs import is_adverb
from claimtrack.records import Sentence, Value
from claimtrack.vocabulary import Hit, Vocabulary

PARTING = frozenset(("including", "additions"))
"""Word lists whose phrases part the members of a list: "such as", "as well as"."""
CONTROLLER = Value("", "controller")
LAID_OVER = frozenset(("quantity", "safeguard"))
"""Slots of words that are no part of a value of another facet."""


@dataclass(frozen=True, slots=True)
class Context:
    """What a sentence may leave to the one before it, and to its headings.

    ``spoken_of`` is the data of the sentence before: what "this information" stands for.
    """

    action: Value | None = None
    actor: Value | None = None
    recipients: tuple[Value, ...] = ()
    data: tuple[Value, ...] = ()
    purposes: tuple[Value, ...] = ()
    spoken_of: tuple[Value, ...] = ()


@dataclass(frozen=True, slots=True)
class Parse:
    """One sentence: its words with their places, its clauses, and what it may leave unsaid."""

    sentence: Sentence
    words: Sequence[Word]
    clauses: Sequence[Clause]
    context: Context
    vocabulary: Vocabulary
    quantities: Sequence[Quantity] = ()
    periods: Sequence[tuple[int, int]] = ()
    """Lengths of time without a number, as words: start and end (exclusive)."""

    def said(self, hit: Hit) -> str:
        """The words of a hit."""
        return " ".join(self.words[i].text for i in hit.at)


def values(parse: Parse, group: str, places: Sequence[int], *, unknown: bool = False) -> tuple[Value, ...]:
    """The concepts of a group at these places, and the words of list members that have none."""
    values: list[Value] = []
    member: list[int] = []
    for i in [*places, -1]:
        word = parse.words[i] if i >= 0 else None
        broken = (
            word is None or word.text in ",/;()" or word.stem in g.CONJUNCTIONS or not PARTING.isdisjoint(word.lists)
        )
        if not broken and (not member or i == member[-1] + 1):
            member.append(i)
            continue
        values += _member(parse, member, group, unknown)
        member = [] if broken else [i]
    return tuple(dict.fromkeys(values))


def _member(parse: Parse, member: Sequence[int], group: str, unknown: bool) -> list[Value]:
    hits = [hit for i in member for hit in parse.words[i].hits if hit.group == group and hit.start == i]
    found = [Value(parse.said(hit), hit.id) for hit in hits]
    if found or not unknown:
        return found
    if member and parse.words[member[0]].stem in g.RELATIVES and parse.words[member[0] - 1].text == ",":
        return []  # "…, which are deleted" says more of the member before
    words = [parse.words[i] for i in member if parse.words[i].slot not in LAID_OVER]
    while words and _on_edge(words[0]):
        words.pop(0)
    while words and _on_edge(words[-1]):
        words.pop()
    return [Value(" ".join(word.text for word in words))] if words else []


def _on_edge(word: Word) -> bool:
    return word.stem in g.EDGES or not word.text[0].isalnum() or bool(word.lists & {"may", "must"}) or is_adverb(word)


def outside_conditions(parse: Parse, places: Sequence[int], verb: int) -> list[int]:
    """Without the words of conditions, unless the verb itself stands in one."""
    inside = parse.words[verb].slot == "condition"
    return [i for i in places if inside or parse.words[i].slot != "condition"]
