"""The concepts that claims and policies speak of, and the phrases policies use for them.

The words are data (`vocabulary.yaml`); this module finds them in a text. Phrases and text are compared by
stems, so one entry serves every inflection and spelling. In the file a list of phrases is one string, comma
between phrases. ``…`` in a phrase stands for up to ``GAP`` words ("make … available"). ``compounds`` are
modifiers that name the concept in front of any of the file's ``heads`` ("payment" + "details").
"""

from __future__ import annotations

import importlib.resources
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, NamedTuple

from claimtrack import text, yamlio

GROUPS = ("data", "actions", "purposes", "actors", "safeguards", "conditions")
GAP = 6
"""Words that ``…`` may stand for; 6 reaches over "your name, phone number and photo"."""


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
    """A concept found at words ``start`` to ``end`` (exclusive) of a text."""

    start: int
    end: int
    id: str
    group: str


Phrase = tuple[str, ...]
_ELLIPSIS = "…"


@dataclass(frozen=True)
class Vocabulary:
    """Concepts by id, and a way to find them; extend it with `with_entries` and `with_names`."""

    concepts: Mapping[str, Concept]
    heads: frozenset[str] = frozenset()
    lists: Mapping[str, frozenset[Phrase]] = field(default_factory=dict)
    _phrases: Mapping[str, list[tuple[Phrase, str]]] = field(default_factory=dict, repr=False)
    _compounds: Mapping[str, list[tuple[Phrase, str]]] = field(default_factory=dict, repr=False)
    _marks: Mapping[str, list[tuple[Phrase, str]]] = field(default_factory=dict, repr=False)

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
        """The concepts named in a text of stems, longest phrase first where several begin or overlap.

        Of overlapping phrases the longest wins; phrases of the same words in several groups all count, since
        only the place in the sentence tells "contacts" the people from "contacts" the data.
        """
        candidates = sorted(self._candidates(stems), key=lambda hit: (hit.start - hit.end, hit.start))
        taken: dict[int, tuple[int, int]] = {}
        kept = []
        for hit in candidates:
            spans = {taken.get(i) for i in range(hit.start, hit.end)}
            if spans <= {None, (hit.start, hit.end)}:
                kept.append(hit)
                taken.update(dict.fromkeys(range(hit.start, hit.end), (hit.start, hit.end)))
        return sorted(kept)

    def _candidates(self, stems: Sequence[str]) -> Iterable[Hit]:
        for start, first in enumerate(stems):
            for phrase, id in self._phrases.get(first, ()):
                end = _match(phrase, stems, start)
                if end:
                    yield Hit(start, end, id, self.concepts[id].group)
            for phrase, id in self._compounds.get(first, ()):
                end = _match(phrase, stems, start)
                if end and end < len(stems) and stems[end] in self.heads:
                    yield Hit(start, end + 1, id, self.concepts[id].group)

    def marks(self, stems: Sequence[str]) -> Iterable[tuple[int, int, str]]:
        """Start, end and name wherever a phrase of one of the file's ``lists`` stands; they may overlap."""
        for start, first in enumerate(stems):
            for phrase, name in self._marks.get(first, ()):
                end = _match(phrase, stems, start)
                if end:
                    yield start, end, name

    def with_entries(self, entries: Iterable[Concept]) -> Vocabulary:
        """This vocabulary and some more concepts; an entry of a known id adds its phrases to it."""
        concepts = dict(self.concepts)
        for entry in entries:
            old = concepts.get(entry.id)
            if old:
                merged = (*old.phrases, *entry.phrases)
                entry = Concept(old.id, old.group, old.label, old.broader, old.iri, merged, old.compounds)
            concepts[entry.id] = entry
        return _indexed(concepts, self.heads, self.lists)

    def with_names(self, names: Mapping[str, Sequence[str]]) -> Vocabulary:
        """This vocabulary and a document's own names, by the id they stand for."""
        return self.with_entries(
            Concept(id, self.concepts[id].group, "", phrases=tuple(phrases))
            for id, phrases in names.items()
            if id in self.concepts and phrases
        )


def _match(phrase: Phrase, stems: Sequence[str], start: int) -> int:
    """The end of a phrase that begins at ``start``, or 0."""
    at = start
    for i, part in enumerate(phrase):
        if part == _ELLIPSIS:
            rest = phrase[i + 1 :]
            for skip in range(1, GAP + 1):
                end = _match(rest, stems, at + skip)
                if end:
                    return end
            return 0
        if at >= len(stems) or stems[at] != part:
            return 0
        at += 1
    return at


def _phrase(words: str) -> Phrase:
    parts = words.split(_ELLIPSIS)
    stems: list[str] = []
    for i, part in enumerate(parts):
        stems += ([_ELLIPSIS] if i else []) + text.stems(part)
    return tuple(stems)


def _indexed(
    concepts: Mapping[str, Concept], heads: frozenset[str], lists: Mapping[str, frozenset[Phrase]]
) -> Vocabulary:
    phrases: dict[str, list[tuple[Phrase, str]]] = {}
    compounds: dict[str, list[tuple[Phrase, str]]] = {}
    for concept in concepts.values():
        for words, index in ((concept.phrases, phrases), (concept.compounds, compounds)):
            for phrase in {_phrase(w): None for w in words}:
                if phrase:
                    index.setdefault(phrase[0], []).append((phrase, concept.id))
    marks: dict[str, list[tuple[Phrase, str]]] = {}
    for name, members in lists.items():
        for phrase in members:
            marks.setdefault(phrase[0], []).append((phrase, name))
    return Vocabulary(concepts, heads, lists, phrases, compounds, marks)


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
