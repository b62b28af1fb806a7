"""The concepts that claims and policies speak of, and the phrases policies use for them.

The words are data (`vocabulary.yaml`); this module finds them in a text. Phrases and text are compared by
stems, so one entry serves every inflection and spelling. In the file a list of phrases is one string, comma
between phrases. ``…`` in a phrase stands for up to ``GAP`` words ("make … available"). ``compounds`` are
modifiers that name the concept in front of any of the file's ``heads`` ("payment" + "details"), also where
other modifiers stand between ("device and usage information" names two). ``idioms``, among the file's
``lists``, are phrases that only look like a concept ("app" + "store"): their words name nothing.
"""

from __future__ import annotations

import importlib.resources
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any, NamedTuple

from claimtrack import text, yamlio

TOP = "personal-data"
"""The broadest data: what policies mean by "information" alone."""
GROUPS = ("data", "actions", "purposes", "actors", "safeguards", "conditions")
GAP = 8
"""Words and marks that ``…`` may stand for; 8 reaches over "your name, phone number and photo"."""
_JOINTS = frozenset(("and", "or", ",", "/"))


@dataclass(frozen=True, slots=True)
class Concept:
    """An id of the vocabulary with its group, label, broader concept and DPV IRI (either may be missing)."""

    id: str
    group: str
    label: str
    broader: str | None = None
    iri: str | None = None
    phrases: tuple[str, ...] = ()
    compounds: tuple[str, ...] = ()


class Hit(NamedTuple):
    """A concept found in a text: the indexes of its words, which ``…`` may part, its id and its group."""

    at: tuple[int, ...]
    id: str
    group: str

    @property
    def start(self) -> int:
        """The index of the first word."""
        return self.at[0]

    @property
    def own(self) -> tuple[int, ...]:
        """The words up to a gap: what follows it may be shared ("improve, support and market … services")."""
        return tuple(at for i, at in enumerate(self.at) if at == self.start + i)


Phrase = tuple[str, ...]
Index = Mapping[Phrase, list[tuple[Phrase, str]]]
"""Phrases and what they name, by their first word or, where no gap follows it, their first two."""
_ELLIPSIS = "…"
_WALLS = frozenset(".;:?!")
_LINKS = frozenset(("of", "about", "on", "concern", "regard"))
_ARTICLES = frozenset(("your", "yor", "the", "their", "a", "an", "our", "or", "any", "each", "his", "her"))
IDIOMS = "idioms"
"""The list of phrases that look like concepts and are none."""


@dataclass(frozen=True, eq=False)
class Vocabulary:
    """Concepts by id, and a way to find them; extend it with `with_entries` and `with_names`."""

    concepts: Mapping[str, Concept]
    heads: frozenset[str] = frozenset()
    lists: Mapping[str, frozenset[Phrase]] = field(default_factory=dict)
    names: Mapping[Phrase, str] = field(default_factory=dict)
    _phrases: Index = field(default_factory=dict, repr=False)
    _compounds: Index = field(default_factory=dict, repr=False)
    _marks: Index = field(default_factory=dict, repr=False)
    _modifiers: frozenset[str] = frozenset()

    def ids(self, *groups: str) -> list[str]:
        """The ids of these groups (all where none is named), in the order of the file."""
        return [c.id for c in self.concepts.values() if not groups or c.group in groups]

    def ancestors(self, id: str) -> tuple[str, ...]:
        """The broader concepts of an id, nearest first."""
        found: list[str] = []
        concept = self.concepts.get(id)
        while concept and concept.broader and concept.broader not in found:
            found.append(concept.broader)
            concept = self.concepts.get(concept.broader)
        return tuple(found)

    def is_a(self, narrow: str, broad: str) -> bool:
        """Whether ``narrow`` is ``broad`` or lies below it."""
        return narrow == broad or broad in self.ancestors(narrow)

    def find(self, stems: Sequence[str]) -> list[Hit]:
        """The concepts named in a text of stems, in order.

        Of overlapping phrases the longest wins (of equals the one without a gap), an idiom too, which is
        no concept and is not returned. Phrases of the same words in several groups all count, since only
        the place in the sentence tells "contacts" the people from "contacts" the data. Words that ``…``
        stands for belong to nobody, those behind it to every phrase that ends in them.
        """
        candidates = sorted(set(self._candidates(stems)), key=_precedence)
        taken: dict[int, tuple[int, ...]] = {}
        kept = []
        for hit in candidates:
            if all(taken.get(i, hit.at) == hit.at for i in hit.own):
                kept.append(hit)
                taken.update(dict.fromkeys(hit.at, hit.at))
        return sorted(hit for hit in kept if hit.group != IDIOMS)

    def _candidates(self, stems: Sequence[str]) -> Iterable[Hit]:
        for start in range(len(stems)):
            for phrase, id in _beginning(self._phrases, stems, start):
                at = _match(phrase, stems, start)
                if at:
                    yield Hit(at, id, self.concepts[id].group)
            for phrase, id in _beginning(self._compounds, stems, start):
                at = _match(phrase, stems, start)
                head = at[-1] + 1 if at else len(stems)
                if head < len(stems) and stems[head] in self.heads:
                    yield Hit((*at, head), id, self.concepts[id].group)
                elif self._shares_head(stems, head):
                    yield Hit(at, id, self.concepts[id].group)
            yield from self._headed(stems, start)
            yield from self._modified(stems, start)
            for phrase, name in _beginning(self._marks, stems, start):
                if name == IDIOMS:
                    at = _match(phrase, stems, start)
                    if at:
                        yield Hit(at, name, name)

    def _headed(self, stems: Sequence[str], start: int) -> Iterable[Hit]:
        """A compound the other way round: "details of your order", "information about your health"."""
        if start + 2 >= len(stems) or stems[start] not in self.heads or stems[start + 1] not in _LINKS:
            return
        at = start + 2
        while at < len(stems) and stems[at] in _ARTICLES:
            at += 1
        for phrase, id in _beginning(self._compounds, stems, at):
            found = _match(phrase, stems, at)
            if found:
                yield Hit((start, *found), id, self.concepts[id].group)

    def _modified(self, stems: Sequence[str], start: int) -> Iterable[Hit]:
        """A second head that shares its modifier: the photo of "profile name and photo"."""
        at = start + 3
        if at < len(stems) and stems[start + 2] in ("and", "or") and tuple(stems[start : start + 2]) in self._phrases:
            for phrase, id in self._phrases.get((stems[start], stems[at]), ()):
                if len(phrase) == 2:
                    yield Hit((at,), id, self.concepts[id].group)

    def _shares_head(self, stems: Sequence[str], at: int) -> bool:
        """Whether modifiers joined to the one before ``at`` lead to a head: "device [and usage data]"."""
        if at >= len(stems) or stems[at] not in _JOINTS:
            return False
        for i in range(at + 1, min(at + GAP, len(stems))):
            if stems[i] in self.heads:
                return stems[i - 1] in self._modifiers
            if stems[i] not in self._modifiers | _JOINTS:
                return False
        return False

    def marks(self, stems: Sequence[str]) -> Iterable[tuple[tuple[int, ...], str]]:
        """Word indexes and list name wherever a phrase of the file's ``lists`` stands; they may overlap."""
        for start in range(len(stems)):
            for phrase, name in _beginning(self._marks, stems, start):
                at = _match(phrase, stems, start)
                if at:
                    yield at, name

    def with_entries(self, entries: Iterable[Concept]) -> Vocabulary:
        """This vocabulary and some more concepts; an entry of a known id adds its phrases to it."""
        concepts = dict(self.concepts)
        for entry in entries:
            old = concepts.get(entry.id)
            concepts[entry.id] = replace(old, phrases=(*old.phrases, *entry.phrases)) if old else entry
        return replace(_indexed(concepts, self.heads, self.lists), names=self.names)

    def with_names(self, names: Mapping[str, Sequence[str]]) -> Vocabulary:
        """This vocabulary and a document's own names, by the id they stand for: spellings of one thing."""
        known = {id: tuple(phrases) for id, phrases in names.items() if id in self.concepts and phrases}
        extended = self.with_entries(
            Concept(id, self.concepts[id].group, "", phrases=phrases) for id, phrases in known.items()
        )
        spellings = {_phrase(name): id for id, phrases in known.items() for name in phrases}
        return replace(extended, names=spellings)


def _precedence(hit: Hit) -> tuple[int, int, int, Hit]:
    """Most words first; of as many, those that stand closest together; then from right to left, since the last
    word of a name weighs most: in "your address book" it is a book.
    """
    return -len(hit.at), hit.at[-1] - hit.start, -hit.start, hit


def _beginning(index: Index, stems: Sequence[str], start: int) -> Iterable[tuple[Phrase, str]]:
    """The entries that may begin at ``start``."""
    two = tuple(stems[start : start + 2])
    yield from index.get(two[:1], ())
    if len(two) == 2:
        yield from index.get(two, ())


def _add(index: dict[Phrase, list[tuple[Phrase, str]]], phrase: Phrase, name: str) -> None:
    index.setdefault(phrase[:1] if phrase[1:2] == (_ELLIPSIS,) else phrase[:2], []).append((phrase, name))


def _match(phrase: Phrase, stems: Sequence[str], start: int) -> tuple[int, ...]:
    """The indexes of the words of a phrase that begins at ``start``; empty where it does not."""
    at: list[int] = []
    here = start
    for i, part in enumerate(phrase):
        if part == _ELLIPSIS:
            for skip in range(GAP + 1):
                if here + skip >= len(stems) or (skip and stems[here + skip - 1] in _WALLS):
                    break
                rest = _match(phrase[i + 1 :], stems, here + skip)
                if rest:
                    return (*at, *rest)
            return ()
        if here >= len(stems) or stems[here] != part:
            return ()
        at.append(here)
        here += 1
    return tuple(at)


def _phrase(words: str) -> Phrase:
    parts = words.split(_ELLIPSIS)
    stems: list[str] = []
    for i, part in enumerate(parts):
        stems += ([_ELLIPSIS] if i else []) + text.stems(part)
    return tuple(stems)


def _indexed(
    concepts: Mapping[str, Concept], heads: frozenset[str], lists: Mapping[str, frozenset[Phrase]]
) -> Vocabulary:
    phrases: dict[Phrase, list[tuple[Phrase, str]]] = {}
    compounds: dict[Phrase, list[tuple[Phrase, str]]] = {}
    marks: dict[Phrase, list[tuple[Phrase, str]]] = {}
    for concept in concepts.values():
        for words, index in ((concept.phrases, phrases), (concept.compounds, compounds)):
            for phrase in {_phrase(w): None for w in words}:
                if phrase:
                    _add(index, phrase, concept.id)
    for name, members in lists.items():
        for phrase in members:
            _add(marks, phrase, name)
    modifiers = frozenset(word for entries in compounds.values() for phrase, _ in entries for word in phrase)
    return Vocabulary(concepts, heads, lists, {}, phrases, compounds, marks, modifiers)


def _listed(value: str | Sequence[str] | None) -> tuple[str, ...]:
    items = (value or "").split(",") if value is None or isinstance(value, str) else value
    return tuple(item.strip() for item in items if item.strip())


def _concepts(data: Mapping[str, Any]) -> Iterable[Concept]:
    for group in GROUPS:
        for id, entry in data[group].items():
            yield Concept(
                id, group, entry["label"], entry.get("broader"), entry.get("iri"),
                _listed(entry.get("phrases")), _listed(entry.get("compounds")),
            )  # fmt: skip


@lru_cache(maxsize=1)
def load() -> Vocabulary:
    """The vocabulary that comes with claimtrack."""
    source = importlib.resources.files("claimtrack").joinpath("vocabulary.yaml")
    data = yamlio.load(source.read_text(encoding="utf-8"))
    lists = {name: frozenset(map(_phrase, _listed(words))) for name, words in data["lists"].items()}
    heads = frozenset(text.stem(head) for head in _listed(data["heads"]))
    return _indexed({c.id: c for c in _concepts(data)}, heads, lists)
