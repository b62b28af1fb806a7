"""From digests and facts to readings, beside a later page whose text is at hand."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from claimtrack import normalform
from claimtrack.records import Practice, Reading, Redacted, RedactedSentence, Sentence
from claimtrack.redacting.hiding import stated

Key = tuple[str, tuple[str, ...], str | None]
"""The digests of a sentence, of the headings above it and of its lead-in."""


@dataclass(frozen=True, slots=True)
class Recalled:
    """A redacted edition as readings.

    A sentence whose digest stands on the later page has the later page's text and words; under the same headings its
    practices too, else those that were kept. Any other has no words (``lost``), the practices that were kept, and as
    text what they say. ``keys`` are the digests of each, ``usable`` those that can be evidence, ``cues`` the phrases
    known to stand in a lost one.
    """

    readings: tuple[Reading, ...]
    keys: tuple[Key, ...]
    lost: frozenset[int]
    usable: tuple[int, ...]
    cues: Mapping[int, str]


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
    readings = tuple(_reading(f, key, j, beside, known) for f, key, j in zip(facts.sentences, own, places, strict=True))
    lost = frozenset(i for i, j in enumerate(places) if j is None)
    stands = ((i, f, places[i]) for i, f in enumerate(facts.sentences))
    can_be = tuple(i for i, f, j in stands if f.practices or f.defines or f.cues or j in usable)
    cues = {i: " . ".join(facts.phrases[n] for n in facts.sentences[i].cues) for i in lost}
    return Recalled(_about(facts, readings, lost), tuple(own), lost, can_be, cues)


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

    def place(self, key: Key) -> int | None:
        """Where a sentence stands, under the same headings if it does."""
        return self._exact.get(key, self._words.get(key[0]))

    def text(self, digest: str) -> str:
        """The heading or lead-in of a digest; what stands for one that is not on the page."""
        return self.texts.get(digest, f"[{digest[:15]}…]")


def _key(facts: RedactedSentence) -> Key:
    return facts.digest, tuple(facts.section), facts.lead_in


def _reading(
    facts: RedactedSentence, key: Key, place: int | None, later: _Later, known: Collection[str]
) -> Reading:
    stands = later.readings[place] if place is not None else None
    section = tuple(map(later.text, key[1]))
    lead_in = later.text(key[2]) if key[2] else ""
    if stands and place is not None and key == later.keys[place]:
        return replace(stands, sentence=replace(stands.sentence, passage=facts.passage))
    practices = [stated(each, known) for each in facts.practices]
    text = stands.sentence.text if stands else told(practices)
    sentence = Sentence(text, section, lead_in, facts.kind, 0, facts.passage)
    said = stands.sentence.text if stands else ""
    return Reading(
        sentence, stands.tokens if stands else (),
        tuple(replace(each, sentence=said, section=section, lead_in=lead_in) for each in practices),
        frozenset(facts.defines).intersection(known),
    )  # fmt: skip


def told(practices: Iterable[Practice]) -> str:
    """What practices say, in words of our own: "controller: share phone number with third party"."""
    return "; ".join(map(_one, practices))


def _one(practice: Practice) -> str:
    """One practice; a value that is left out was not said."""
    facets = (
        ("", practice.data), ("with", practice.recipients), ("for", practice.purposes), ("on", practice.conditions),
        ("within", practice.quantities), ("by", practice.safeguards),
    )  # fmt: skip
    said = (f"{word} {', '.join(v.words for v in values)}".strip() for word, values in facets if values)
    action = practice.action.words or (practice.action.id or "").replace("-", " ")
    may = {"may": "may ", "must": "must ", "does": ""}[practice.modality.id or "does"]
    denied = "not " if practice.polarity.id == "is-not" else ""
    actor = practice.actor.words or practice.actor.id or "somebody"
    return " ".join((f"{actor}: {may}{denied}{action}", *said))


def _about(facts: Redacted, readings: Sequence[Reading], lost: Collection[int]) -> tuple[Reading, ...]:
    """Readings whose text holds, where it is lost, the phrases that stood in it or above it."""
    return tuple(
        with_phrases(reading, (facts.phrases[n] for n in facts.sentences[i].about)) if i in lost else reading
        for i, reading in enumerate(readings)
    )


def with_phrases(reading: Reading, phrases: Iterable[str]) -> Reading:
    """A reading without words that is known to be about some phrases."""
    text = " . ".join((reading.sentence.text, *phrases))
    return replace(reading, sentence=replace(reading.sentence, text=text))


def by_digest(found: Iterable[Key]) -> Iterator[tuple[str, list[int]]]:
    """The places of each sentence's digest."""
    places: dict[str, list[int]] = defaultdict(list)
    for i, key in enumerate(found):
        places[key[0]].append(i)
    yield from places.items()
