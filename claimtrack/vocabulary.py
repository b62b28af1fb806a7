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
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import zip_longest
from typing import Any, Literal, NamedTuple

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
        start = self.at[0]
        if self.at[-1] - start < len(self.at):
            return self.at
        return tuple(at for i, at in enumerate(self.at) if at == start + i)


Phrase = tuple[str, ...]
Synonyms = Mapping[str, Sequence[tuple[Phrase, str]]]
"""Phrases and the word that says the same, by their first word, the longest first."""


class Index(NamedTuple):
    """Phrases and what they name, looked up by their words up to a gap.

    ``beginnings`` gives what is left behind the gap (nothing of most) and the name. ``lengths`` gives, by the first
    word and the second ("" where none or a gap follows), how many words such beginnings have, so that a text is cut
    only where one may stand.
    """

    beginnings: Mapping[Phrase, Sequence[tuple[Phrase, str]]] = {}
    lengths: Mapping[str, Mapping[str, Sequence[int]]] = {}


_ELLIPSIS = "…"
_WALLS = frozenset(".;:?!")
_LINKS = frozenset(("of", "about", "on", "concern", "regard"))
_ARTICLES = frozenset(("your", "yor", "the", "their", "a", "an", "our", "or", "any", "each", "his", "her"))
IDIOMS = "idioms"
"""The list of phrases that look like concepts and are none."""
LOOKED_UP = frozenset((IDIOMS, "stopwords"))
"""Lists whose phrases are no marks: what is asked of them is whether they hold a word."""


@dataclass(frozen=True, eq=False)
class Vocabulary:
    """Concepts by id, and a way to find them; extend it with `with_entries` and `with_names`."""

    concepts: Mapping[str, Concept]
    heads: frozenset[str] = frozenset()
    lists: Mapping[str, frozenset[Phrase]] = field(default_factory=dict)
    names: Mapping[Phrase, str] = field(default_factory=dict)
    synonyms: Synonyms = field(default_factory=dict, repr=False)
    _phrases: Index = field(default=Index(), repr=False)
    _compounds: Index = field(default=Index(), repr=False)
    _marks: Index = field(default=Index(), repr=False)
    _idioms: Index = field(default=Index(), repr=False)
    _modifiers: frozenset[str] = frozenset()
    _ancestors: Mapping[str, tuple[str, ...]] = field(default_factory=dict, repr=False)

    def ids(self, *groups: str) -> list[str]:
        """The ids of these groups (all where none is named), in the order of the file."""
        return [c.id for c in self.concepts.values() if not groups or c.group in groups]

    def ancestors(self, id: str) -> tuple[str, ...]:
        """The broader concepts of an id, nearest first."""
        return self._ancestors.get(id, ())

    def is_a(self, narrow: str, broad: str) -> bool:
        """Whether ``narrow`` is ``broad`` or lies below it."""
        return narrow == broad or broad in self._ancestors.get(narrow, ())

    def akin(self, one: str, other: str) -> bool:
        """Whether one of two ids is the other or lies below it."""
        return self.is_a(one, other) or self.is_a(other, one)

    def find(self, stems: Sequence[str]) -> list[Hit]:
        """The concepts named in a text of stems, in order.

        Of overlapping phrases the longest wins (of equals the one without a gap), an idiom too, which is
        no concept and is not returned. Phrases of the same words in several groups all count, since only
        the place in the sentence tells "contacts" the people from "contacts" the data. Words that ``…``
        stands for belong to nobody, those behind it to every phrase that ends in them.
        """
        candidates = sorted(set(self._candidates(tuple(stems))), key=_precedence)
        taken: dict[int, tuple[int, ...]] = {}
        kept = []
        for hit in candidates:
            own = hit.own
            if taken.keys().isdisjoint(own) or all(taken.get(i, hit.at) == hit.at for i in own):
                kept.append(hit)
                taken.update(dict.fromkeys(hit.at, hit.at))
        return sorted(hit for hit in kept if hit.group != IDIOMS)

    def _candidates(self, stems: Phrase) -> Iterator[Hit]:
        for at, id in _standing(self._phrases, stems):
            yield Hit(at, id, self.concepts[id].group)
        for at, id in _standing(self._compounds, stems):
            head = at[-1] + 1
            if head < len(stems) and stems[head] in self.heads:
                yield Hit((*at, head), id, self.concepts[id].group)
            elif self._shares_head(stems, head):
                yield Hit(at, id, self.concepts[id].group)
        for at, name in _standing(self._idioms, stems):
            yield Hit(at, name, name)
        for start in range(len(stems) - 2):
            if stems[start] in self.heads and stems[start + 1] in _LINKS:
                yield from self._headed(stems, start)
            if stems[start + 2] in ("and", "or"):
                yield from self._modified(stems, start)

    def _headed(self, stems: Phrase, start: int) -> Iterator[Hit]:
        """A compound the other way round: "details of your order", "information about your health"."""
        at = start + 2
        while at < len(stems) and stems[at] in _ARTICLES:
            at += 1
        for found, id in _beginning(self._compounds, stems, at):
            yield Hit((start, *found), id, self.concepts[id].group)

    def _modified(self, stems: Phrase, start: int) -> Iterator[Hit]:
        """A second head that shares its modifier: the photo of "profile name and photo"."""
        if stems[start + 1] in self._phrases.lengths.get(stems[start], ()):
            shared = stems[start], *stems[start + 3 : start + 4]
            for rest, id in self._phrases.beginnings.get(shared, ()) if len(shared) == 2 else ():
                if not rest:
                    yield Hit((start + 3,), id, self.concepts[id].group)

    def _shares_head(self, stems: Sequence[str], at: int) -> bool:
        """Whether modifiers joined to the one before ``at`` lead to a head: "device [and usage data]"."""
        if at >= len(stems) or stems[at] not in _JOINTS:
            return False
        for i in range(at + 1, min(at + GAP, len(stems))):
            if stems[i] in self.heads:
                return stems[i - 1] in self._modifiers
            if stems[i] not in self._modifiers and stems[i] not in _JOINTS:
                return False
        return False

    def marks(self, stems: Sequence[str]) -> Sequence[tuple[tuple[int, ...], str]]:
        """Word indexes and list name wherever a phrase of the file's ``lists`` stands, which may overlap; those of
        `LOOKED_UP` are not among them.
        """
        return _standing(self._marks, tuple(stems))

    def with_entries(self, entries: Iterable[Concept]) -> Vocabulary:
        """This vocabulary and some more concepts; an entry of a known id adds its phrases to it."""
        return _extended(self, tuple(entries))

    def with_names(self, names: Mapping[str, Sequence[str]]) -> Vocabulary:
        """This vocabulary and a document's own names, by the id they stand for: spellings of one thing."""
        known = tuple(
            Concept(id, self.concepts[id].group, "", phrases=tuple(phrases))
            for id, phrases in names.items()
            if id in self.concepts and phrases
        )
        return _extended(self, known, named=True)


@lru_cache(maxsize=16)
def _extended(vocabulary: Vocabulary, entries: tuple[Concept, ...], *, named: bool = False) -> Vocabulary:
    """One vocabulary for the same entries, so that what was read with it is known again the next time."""
    concepts = dict(vocabulary.concepts)
    for entry in entries:
        old = concepts.get(entry.id)
        concepts[entry.id] = replace(old, phrases=(*old.phrases, *entry.phrases)) if old else entry
    compounds = [entry for entry in entries if entry.id not in vocabulary.concepts]
    names = {_phrase(name): entry.id for entry in entries for name in entry.phrases} if named else vocabulary.names
    return replace(
        vocabulary, concepts=concepts, names=names, _ancestors=_above(concepts),
        _phrases=_index(_naming(entries, "phrases"), vocabulary._phrases),
        _compounds=_index(_naming(compounds, "compounds"), vocabulary._compounds),
        _modifiers=vocabulary._modifiers | _words(_naming(compounds, "compounds")),
    )  # fmt: skip


def _precedence(hit: Hit) -> tuple[int, int, int, Hit]:
    """Most words first; of as many, those that stand closest together; then from right to left, since the last
    word of a name weighs most: in "your address book" it is a book.
    """
    at = hit.at
    return -len(at), at[-1] - at[0], -at[0], hit


def _standing(index: Index, stems: Phrase) -> list[tuple[tuple[int, ...], str]]:
    """Word indexes and name wherever a phrase of an index stands."""
    found: list[tuple[tuple[int, ...], str]] = []
    for start, (first, second) in enumerate(zip_longest(stems, stems[1:])):
        lengths = index.lengths.get(first)
        if lengths and ("" in lengths or second in lengths):
            found += _beginning(index, stems, start)
    return found


def _beginning(index: Index, stems: Phrase, start: int) -> list[tuple[tuple[int, ...], str]]:
    """The same for the phrases that begin at ``start``."""
    lengths = index.lengths.get(stems[start], {}) if start < len(stems) else {}
    second = stems[start + 1] if start + 1 < len(stems) else ""
    found: list[tuple[tuple[int, ...], str]] = []
    for length in (*lengths.get("", ()), *(lengths.get(second, ()) if second else ())):
        end = start + length
        named = index.beginnings.get(stems[start:end]) if end <= len(stems) else None
        for rest, name in named or ():
            behind = _behind_gap(rest, stems, end) if rest else ()
            if behind or not rest:
                found.append((tuple(range(start, end)) + behind, name))
    return found


def _behind_gap(rest: Phrase, stems: Phrase, here: int) -> tuple[int, ...]:
    """The indexes of what is left of a phrase, where it follows a gap that begins at ``here``; else none."""
    if rest[0] not in stems[here : here + GAP + 1]:
        return ()
    part, further = _parts(rest)
    for skip in range(here, min(here + GAP + 1, len(stems))):
        if skip > here and stems[skip - 1] in _WALLS:
            break
        end = skip + len(part)
        if stems[skip:end] == part:
            behind = _behind_gap(further, stems, end) if further else ()
            if behind or not further:
                return (*range(skip, end), *behind)
    return ()


def _parts(phrase: Phrase) -> tuple[Phrase, Phrase]:
    """A phrase up to its first gap, and what is left behind that."""
    gap = phrase.index(_ELLIPSIS) if _ELLIPSIS in phrase else len(phrase)
    return phrase[:gap], phrase[gap + 1 :]


@lru_cache(maxsize=8192)
def _phrase(words: str) -> Phrase:
    """The stems of a phrase, with ``…`` between its parts."""
    if _ELLIPSIS not in words:
        return tuple(text.stems(words))
    parts = [part for part in map(text.stems, words.split(_ELLIPSIS)) if part]
    return tuple(stem for n, part in enumerate(parts) for stem in ([_ELLIPSIS] if n else []) + part)


def _index(entries: Iterable[tuple[Phrase, str]], known: Index | None = None) -> Index:
    """An index of some phrases and of those in a known one, which stays as it is."""
    beginnings, lengths = (dict(known.beginnings), dict(known.lengths)) if known else ({}, {})
    for phrase, name in entries:
        beginning, rest = _parts(phrase)
        beginnings[beginning] = (*beginnings.get(beginning, ()), (rest, name))
        branch, second = lengths.get(beginning[0], {}), "".join(beginning[1:2])
        found = branch.get(second, ())
        if len(beginning) not in found:
            lengths[beginning[0]] = {**branch, second: (*found, len(beginning))}
    return Index(beginnings, lengths)


def _naming(entries: Iterable[Concept], kind: Literal["phrases", "compounds"]) -> list[tuple[Phrase, str]]:
    """The phrases of a kind that some entries give, and what they name."""
    phrases = ((_phrase(words), entry.id) for entry in entries for words in getattr(entry, kind))
    return list(dict.fromkeys((phrase, id) for phrase, id in phrases if phrase))


def _words(phrases: Iterable[tuple[Phrase, str]]) -> frozenset[str]:
    return frozenset(word for phrase, _ in phrases for word in phrase)


def _above(concepts: Mapping[str, Concept]) -> Mapping[str, tuple[str, ...]]:
    return {id: _ancestors(id, concepts) for id in concepts}


def _ancestors(id: str, concepts: Mapping[str, Concept]) -> tuple[str, ...]:
    found: list[str] = []
    concept = concepts.get(id)
    while concept and concept.broader and concept.broader not in found:
        found.append(concept.broader)
        concept = concepts.get(concept.broader)
    return tuple(found)


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


def _source(name: str) -> str:
    return importlib.resources.files("claimtrack").joinpath(name).read_text(encoding="utf-8")


def _synonyms(source: str) -> Synonyms:
    """The groups of ``synonyms.txt``, by the first word of each phrase."""
    found: dict[str, list[tuple[Phrase, str]]] = defaultdict(list)
    for line in source.splitlines():
        says, colon, others = line.partition(":")
        for other in others.split(",") if colon and not line.startswith("#") else ():
            phrase = _phrase(other)
            found[phrase[0]].append((phrase, "".join(_phrase(says))))
    return {first: sorted(phrases, key=lambda it: (-len(it[0]), it)) for first, phrases in found.items()}


@lru_cache(maxsize=1)
def load() -> Vocabulary:
    """The vocabulary that comes with claimtrack."""
    data = yamlio.load_simple(_source("vocabulary.yaml"))
    lists = {name: frozenset(map(_phrase, _listed(words))) for name, words in data["lists"].items()}
    heads = frozenset(text.stem(head) for head in _listed(data["heads"]))
    concepts = {concept.id: concept for concept in _concepts(data)}
    phrases, compounds = _naming(concepts.values(), "phrases"), _naming(concepts.values(), "compounds")
    marks = [(phrase, name) for name, members in lists.items() if name not in LOOKED_UP for phrase in members]
    idioms = [(phrase, IDIOMS) for phrase in lists[IDIOMS]]
    return Vocabulary(
        concepts, heads, lists, {}, _synonyms(_source("synonyms.txt")), _index(phrases), _index(compounds),
        _index(marks), _index(idioms), _words(compounds), _above(concepts),
    )  # fmt: skip
