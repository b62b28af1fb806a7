"""From digests and facts to readings, beside a later page whose text is at hand."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from claimtrack import normalform
from claimtrack.records import (
    Practice,
    Reader,
    Reading,
    Redacted,
    RedactedPractice,
    RedactedSentence,
    RedactedValue,
    Sentence,
)
from claimtrack.redacting.hiding import FACETS, stated, value_digest

Key = tuple[str, tuple[str, ...], str | None]
"""The digests of a sentence, of the headings above it and of its lead-in."""
_JOINED = {
    "data": "", "recipients": "with", "purposes": "for", "conditions": "on", "quantities": "within", "safeguards": "by",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Recalled:
    """A redacted edition as readings.

    A sentence whose digest stands on the later page has the later page's text and words; under the same headings its
    practices too, else those that were kept. Any other is ``lost``: it has no words, the practices that were kept,
    and as text what they say. ``keys`` are the digests of each, ``usable`` those that can be evidence, ``phrases``
    what is known to stand in a lost one, and in it or above it.
    """

    readings: tuple[Reading, ...]
    keys: tuple[Key, ...]
    lost: frozenset[int]
    usable: tuple[int, ...]
    phrases: Mapping[int, tuple[str, str]]


def keys(readings: Iterable[Reading]) -> list[Key]:
    """The digests of the sentences of a page whose text is at hand."""
    return [
        (
            normalform.digest(said.text), tuple(normalform.digest(heading) for heading in said.section),
            normalform.digest(said.lead_in) if said.lead_in else None,
        )
        for said in (reading.sentence for reading in readings)
    ]  # fmt: skip


def recalled(
    facts: Redacted, later: Sequence[Reading], usable: Collection[int], known: Collection[str]
) -> Recalled:
    """The sentences of a redacted edition; ``usable`` can be evidence on the later page, ``known`` are all ids."""
    beside = _Later(later)
    own = [_key(each) for each in facts.sentences]
    places = [beside.place(key) for key in own]
    note = not_kept(facts.reader)
    rows = zip(facts.sentences, own, places, strict=True)
    readings = tuple(_reading(each, key, j, beside, known, note) for each, key, j in rows)
    lost = frozenset(i for i, j in enumerate(places) if j is None)
    stands = ((i, f, places[i]) for i, f in enumerate(facts.sentences))
    can_be = tuple(i for i, f, j in stands if f.practices or f.defines or f.cues or j in usable)
    phrases = {i: (_joined(facts, facts.sentences[i].cues), _joined(facts, facts.sentences[i].about)) for i in lost}
    return Recalled(readings, tuple(own), lost, can_be, phrases)


def _joined(facts: Redacted, places: Iterable[int]) -> str:
    return " . ".join(facts.phrases[n] for n in places)


class _Later:
    """The later page, by its digests."""

    def __init__(self, readings: Sequence[Reading]) -> None:
        self.readings, self.keys = readings, keys(readings)
        self._exact: dict[Key, int] = {}
        self._words: dict[str, int] = {}
        self.texts: dict[str, str] = {}
        for j, (key, reading) in enumerate(zip(self.keys, readings, strict=True)):
            self._exact.setdefault(key, j)
            self._words.setdefault(key[0], j)
            self.texts |= zip(key[1], reading.sentence.section, strict=True)
            if key[2]:
                self.texts[key[2]] = reading.sentence.lead_in
        self.values = {value_digest(words): words for words in _long_values(readings)}

    def place(self, key: Key) -> int | None:
        """Where a sentence stands, under the same headings if it does."""
        return self._exact.get(key, self._words.get(key[0]))

    def text(self, digest: str) -> str:
        """The heading or lead-in of a digest; what stands for one that is not on the page."""
        return self.texts.get(digest, f"[{digest[:15]}…]")


def _long_values(readings: Iterable[Reading]) -> Iterator[str]:
    """The words of values that no id names."""
    practices = (practice for reading in readings for practice in reading.practices)
    values = (value for each in practices for name in FACETS for value in getattr(each, name))
    yield from {value.words for value in values if value.id is None}


def _key(facts: RedactedSentence) -> Key:
    return facts.digest, tuple(facts.section), facts.lead_in


def _reading(
    facts: RedactedSentence, key: Key, place: int | None, later: _Later, known: Collection[str], not_kept: str
) -> Reading:
    stands = later.readings[place] if place is not None else None
    section = tuple(map(later.text, key[1]))
    lead_in = later.text(key[2]) if key[2] else ""
    if stands and place is not None and key == later.keys[place]:
        return replace(stands, sentence=replace(stands.sentence, passage=facts.passage))
    practices = [stated(each, known, later.values) for each in facts.practices]
    text = stands.sentence.text if stands else f"{told(practices)} {not_kept}".lstrip()
    sentence = Sentence(text, section, lead_in, facts.kind, 0, facts.passage)
    said = stands.sentence.text if stands else ""
    return Reading(
        sentence, stands.tokens if stands else (),
        tuple(each._replace(sentence=said, section=section, lead_in=lead_in) for each in practices),
        frozenset(facts.defines).intersection(known),
    )  # fmt: skip


def not_kept(reader: Reader | str) -> str:
    """What stands in place of a text."""
    return f"(text not kept: redacted snapshot, practices read by claimtrack {reader})"


def told(practices: Iterable[Practice]) -> str:
    """What practices say, in words of our own: "controller: share phone number with third party"."""
    return "; ".join(map(_one, practices))


def told_facts(facts: RedactedSentence) -> str:
    """What a sentence was read to state; "" where that is nothing."""
    ids = {value.id for each in facts.practices for value in _values(each) if value.id}
    return told(stated(each, ids) for each in facts.practices)


def _values(facts: RedactedPractice) -> Iterator[RedactedValue]:
    yield from (facts.actor, facts.action)
    for name in FACETS:
        yield from getattr(facts, name)


def _one(practice: Practice) -> str:
    facets = {name: [value.words for value in getattr(practice, name)] for name in FACETS}
    action = practice.action.words or (practice.action.id or "").replace("-", " ")
    actor = practice.actor.words or practice.actor.id or "somebody"
    return in_words(actor, practice.modality.id or "does", practice.polarity.id == "is-not", action, facets)


def in_words(actor: str, modality: str, denied: bool, action: str, facets: Mapping[str, Sequence[str]]) -> str:
    """A practice; a facet that is empty was not said."""
    verb = [modality] * (modality != "does") + ["not"] * denied + [action]
    joined = (f"{word} {', '.join(facets[name])}".strip() for name, word in _JOINED.items() if facets[name])
    return f"{actor}: {' '.join((*verb, *joined))}"
