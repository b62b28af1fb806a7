"""A sentence taken apart, and the values that stand at places in it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from functools import cached_property
from itertools import groupby
from typing import NamedTuple

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
CONDITIONAL = {"legal-compliance": "law"}
"""Purposes that make a condition where one supposes them, and which."""
_APART = re.compile(r" ([,.;:!?])")
LAID_OVER = frozenset(("quantity", "safeguard"))
"""Slots of words that are no part of a value of another facet."""


class Context(NamedTuple):
    """What a sentence may leave to the one before it, and to its headings.

    ``spoken_of`` is the data of the sentence before: what "this information" stands for.
    """

    action: Value | None = None
    actor: Value | None = None
    recipients: tuple[Value, ...] = ()
    data: tuple[Value, ...] = ()
    purposes: tuple[Value, ...] = ()
    spoken_of: tuple[Value, ...] = ()


@dataclass(frozen=True)
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
    passives: dict[int, bool] = field(default_factory=dict)
    """Which verbs were found to be passive or not; see `people.passive`."""

    def said(self, hit: Hit) -> str:
        """The words of a hit."""
        return " ".join([self.words[i].text for i in hit.at])

    @cached_property
    def named(self) -> Mapping[str, Mapping[int, Sequence[Value]]]:
        """By group the concepts of the sentence, by the word that each begins with."""
        found: dict[str, dict[int, list[Value]]] = defaultdict(lambda: defaultdict(list))
        for i, word in enumerate(self.words):
            for hit in word.hits:
                if hit.start == i:
                    found[hit.group][i].append(Value(self.said(hit), hit.id))
        return {group: dict(at) for group, at in found.items()}

    @cached_property
    def breaks(self) -> frozenset[int]:
        """The words that part the members of a list."""
        return frozenset([i for i, word in enumerate(self.words) if _parts_members(word)])

    @cached_property
    def conditions(self) -> tuple[Value, ...]:
        """The conditions of the sentence: their ids, or the clause itself where none is known."""
        found: list[Value] = []
        for is_condition, run in groupby(self.words, lambda word: word.slot == "condition"):
            if is_condition:
                members = list(run)
                ids = dict.fromkeys(id for word in members for id in (*word.ids("conditions"), *_required(word)))
                words = _joined(members)
                found += [Value(words, id) for id in ids] or [Value(words)]
        return tuple(dict.fromkeys(found))

    @cached_property
    def left_out(self) -> AbstractSet[int]:
        """The words that "but not" and "excluding" take out, up to the next mark or verb."""
        out = _explained(self.words)
        inside = False
        for i, word in enumerate(self.words):
            inside = "exclusions" in word.opens or (inside and not word.verb and word.text not in ",;().")
            if inside:
                out.add(i)
        return out


def _joined(words: Sequence[Word]) -> str:
    """A clause as it is written, its marks close to the words before them: "if you agree, or ask"."""
    return _APART.sub(r"\1", " ".join(word.text for word in words))


def _explained(words: Sequence[Word]) -> set[int]:
    """The words of brackets that say what a statement comes to, by another one: "(i.e. you cannot …)"."""
    out: set[int] = set()
    depth = 0
    for i, word in enumerate(words):
        if word.text in g.OPEN:
            depth += depth > 0 or _opens_statement(words[i + 1 : i + 4])
        if depth:
            out.add(i)
            depth -= word.text in g.CLOSE
    return out


def _opens_statement(words: Sequence[Word]) -> bool:
    """Whether what follows a bracket is "i.e." and a subject."""
    return bool(words) and words[0].text == "ie" and any(word.stem in g.PRONOUNS for word in words[1:])


def _required(word: Word) -> list[str]:
    """What a purpose is where it is a condition: "if we need to comply with a legal obligation"."""
    return [CONDITIONAL[id] for id in word.ids("purposes") if id in CONDITIONAL]


def _parts_members(word: Word) -> bool:
    return word.text in ",/;()" or word.stem in g.CONJUNCTIONS or not PARTING.isdisjoint(word.lists)


def values(parse: Parse, group: str, places: Iterable[int], *, unknown: bool = False) -> tuple[Value, ...]:
    """The concepts of a group at these places, and the words of list members that have none."""
    named = parse.named.get(group, {})
    if unknown:
        found = [value for member in _members(parse, places) for value in _values(parse, member, named)]
    elif named:
        found = [value for i in places if i in named and i not in parse.breaks for value in named[i]]
    else:
        return ()
    return tuple(dict.fromkeys(found))


def _members(parse: Parse, places: Iterable[int]) -> Iterator[list[int]]:
    """Runs of neighbouring words at these places that nothing parts."""
    member: list[int] = []
    for i in places:
        broken = i in parse.breaks
        if member and (broken or i != member[-1] + 1):
            yield member
            member = []
        if not broken:
            member.append(i)
    if member:
        yield member


def _values(parse: Parse, member: Sequence[int], named: Mapping[int, Sequence[Value]]) -> Sequence[Value]:
    """The concepts that a list member names, else its words."""
    found = [value for i in member if i in named for value in named[i]]
    if found:
        return found
    if member and parse.words[member[0]].stem in g.RELATIVES and parse.words[member[0] - 1].text == ",":
        return []  # "…, which are deleted" says more of the member before
    words = [parse.words[i] for i in member if parse.words[i].slot not in LAID_OVER]
    while words and _on_edge(words[0]):
        words.pop(0)
    while words and _on_edge(words[-1]):
        words.pop()
    return [Value(" ".join([word.text for word in words]))] if words else []


def _on_edge(word: Word) -> bool:
    return word.stem in g.EDGES or not word.text[0].isalnum() or bool(word.lists & {"may", "must"}) or is_adverb(word)


def outside_conditions(parse: Parse, places: Sequence[int], verb: int) -> list[int]:
    """Without the words of conditions, unless the verb itself stands in one."""
    inside = parse.words[verb].slot == "condition"
    return [i for i in places if inside or parse.words[i].slot != "condition"]
