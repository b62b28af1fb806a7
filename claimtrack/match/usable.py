"""The sentences of a page that can be evidence, indexed by what they say."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from claimtrack import text
from claimtrack.records import Claim, Page, Reading, Sentence
from claimtrack.vocabulary import Vocabulary


@dataclass(frozen=True)
class Statements:
    """The sentences of a page that can be evidence, by their indexes among its readings."""

    readings: Sequence[Reading]
    sentences: tuple[int, ...]
    recalled: Mapping[int, tuple[str, str]] = field(default_factory=dict)
    """Of a sentence whose text was not kept, the phrases known to stand in it, and in it or above it."""

    @cached_property
    def by_data(self) -> Mapping[str, frozenset[int]]:
        """Which of them state a practice on data of an id."""
        found: dict[str, set[int]] = defaultdict(set)
        for i in self.sentences:
            for id in {v.id for practice in self.readings[i].practices for v in practice.data if v.id}:
                found[id].add(i)
        return {id: frozenset(where) for id, where in found.items()}

    @cached_property
    def said(self) -> Mapping[int, str]:
        """The stems of each, as `phrase` writes them."""
        said = ((i, _joined(t.stem for t in self.readings[i].tokens)) for i in self.sentences)
        return {i: phrase(self.recalled[i][0]) if i in self.recalled else stems for i, stems in said}

    def context(self, i: int) -> str:
        """The stems of one, its headings and its lead-in."""
        return phrase(self.recalled[i][1]) if i in self.recalled else _in_context(self.readings[i].sentence)

    @cached_property
    def words(self) -> Mapping[int, frozenset[str]]:
        """The different stems of each, its lead-in's among them."""
        readings = ((i, self.readings[i]) for i in self.sentences)
        return {i: frozenset((*text.stems(r.sentence.lead_in), *(t.stem for t in r.tokens))) for i, r in readings}

    @cached_property
    def named(self) -> Mapping[int, frozenset[str]]:
        """The ids that each names."""
        return {i: frozenset().union(*(t.ids for t in self.readings[i].tokens)) for i in self.sentences}

    @cached_property
    def rarity(self) -> Mapping[str, float]:
        """Inverse document frequency of their stems (Spärck Jones 1972)."""
        seen = Counter(stem for i in self.sentences for stem in {t.stem for t in self.readings[i].tokens})
        return {stem: math.log((1 + len(self.sentences)) / n) for stem, n in seen.items()}


def statements(readings: Sequence[Reading], page: Page, vocabulary: Vocabulary) -> Statements:
    """What can be evidence on a page: no headings, contents, pointers elsewhere or news of the policy."""
    usable = (
        i
        for i, reading in enumerate(readings)
        if not _is_navigation(reading, page) and not _is_notice(reading, vocabulary)
    )
    return Statements(readings, tuple(usable))


def _is_navigation(reading: Reading, page: Page) -> bool:
    """A heading, or an entry of a table of contents: nothing but a link to a place on the page."""
    sentence = reading.sentence
    if sentence.kind == "heading":
        return True
    passage = page.passages[sentence.passage]
    return any(
        link.href.startswith("#") and link.end - link.start >= 0.9 * len(passage.text)
        for link in passage.links
    )


def _is_notice(reading: Reading, vocabulary: Vocabulary) -> bool:
    """A pointer elsewhere ("learn more about …"), or what a policy says of its own changes."""
    if _points_elsewhere(tuple(token.stem for token in reading.tokens[:6]), vocabulary):
        return True
    return any(_names_notices(heading, vocabulary) for heading in reading.sentence.section)


@lru_cache(maxsize=8192)
def _points_elsewhere(opening: tuple[str, ...], vocabulary: Vocabulary) -> bool:
    return any(at[0] == 0 and name == "pointers" for at, name in vocabulary.marks(opening))


@lru_cache(maxsize=4096)
def _names_notices(heading: str, vocabulary: Vocabulary) -> bool:
    return any(name == "notices" for _, name in vocabulary.marks(text.stems(heading)))


def holding(
    statements: Statements, phrases: Sequence[str]
) -> tuple[dict[int, frozenset[int]], dict[int, frozenset[int]]]:
    """Which of some phrases each statement holds, by their places: in its own words, and with what stands above it."""
    stems = list(enumerate(map(phrase, phrases)))
    own, context = (
        {i: frozenset(n for n, words in stems if words in said(i)) for i in statements.sentences}
        for said in (statements.said.__getitem__, statements.context)
    )
    return own, context


def is_about(claim: Claim, statements: Statements, i: int) -> bool:
    """Whether a sentence, its headings and lead-in hold a phrase of each list that the claim gives."""
    if not claim.about:
        return True
    said = statements.context(i)
    return all(any(phrase(words) in said for words in phrases) for phrases in claim.about)


@lru_cache(maxsize=8192)
def _in_context(sentence: Sentence) -> str:
    """The stems of a sentence with its headings and lead-in; claims ask for them again and again."""
    return _joined(text.stems(" . ".join((*sentence.section, sentence.lead_in, sentence.text))))


@lru_cache(maxsize=4096)
def phrase(words: str) -> str:
    """The stems of a cue or other phrase, to be looked for in a sentence's."""
    return _joined(text.stems(words))


def _joined(stems: Iterable[str]) -> str:
    """Stems as one string, of which any run of whole stems is a part: `` share your phone number ``."""
    return "".join(f" {stem}" for stem in stems if stem[:1].isalnum()) + " "
