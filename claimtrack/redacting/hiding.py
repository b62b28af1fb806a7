"""From a page that was read to digests and facts."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from claimtrack import normalform
from claimtrack.records import Practice, Reading, RedactedPractice, RedactedSentence, RedactedValue, Value
from claimtrack.records.redacted import MAX_WORDS
from claimtrack.text import digest, stems

FACETS = ("data", "recipients", "purposes", "conditions", "quantities", "safeguards")
TURNING = frozenset({"unless", "until", "out", "without"})
"""Words that turn a condition round (`match` asks for them)."""
MAX_LENGTH = 100
"""The most characters of words that are kept: a text without spaces is one word."""

NOTHING: Mapping[str, str] = {}
Phrases = Mapping[int, frozenset[int]]
"""Which phrases each sentence holds, by their places in the list that was looked for."""


def sentences(
    readings: Sequence[Reading], usable: Collection[int], cues: Phrases, about: Phrases
) -> Iterator[RedactedSentence]:
    """The sentences of a page without their text; ``usable`` are those that can be evidence."""
    for i, reading in enumerate(readings):
        said, can_be = reading.sentence, i in usable
        yield RedactedSentence(
            digest=normalform.digest(said.text), words=len(normalform.words(said.text)), kind=said.kind,
            passage=said.passage, section=[normalform.digest(heading) for heading in said.section],
            lead_in=normalform.digest(said.lead_in) if said.lead_in else None,
            practices=[practice(each) for each in reading.practices] if can_be else [],
            defines=sorted(reading.defines) if can_be else [],
            cues=sorted(cues.get(i, ())), about=sorted(about.get(i, ())),
        )  # fmt: skip


def practice(stated: Practice) -> RedactedPractice:
    """The facts of a practice."""
    return RedactedPractice(
        actor=_value(stated.actor), action=_value(stated.action), modality=stated.modality.id,
        polarity=stated.polarity.id, **{name: [_value(v) for v in getattr(stated, name)] for name in FACETS},
    )  # fmt: skip


def _value(value: Value) -> RedactedValue:
    said = normalform.words(value.words)
    if value.id is not None:
        turned = not TURNING.isdisjoint(value.words.split())
        return RedactedValue(id=value.id, turned=turned, unsaid=not value.words)
    if len(said) > MAX_WORDS or len(value.words) > MAX_LENGTH:
        return RedactedValue(digest=value_digest(value.words), count=len(said))
    return RedactedValue(words=value.words, unsaid=not value.words)


def value_digest(words: str) -> str:
    """The digest of a value's stems, which leave out inflection and spelling, as of this version of the reader."""
    return digest(" ".join(stems(words)).encode())


def stated(facts: RedactedPractice, known: Collection[str], words: Mapping[str, str] = NOTHING) -> Practice:
    """The practice that facts tell, in words of their own; ids that are not ``known`` are words like others.

    ``words`` has by their digests the long values whose words are at hand.
    """
    def value(facts: RedactedValue) -> Value:
        said = words.get(facts.digest or "") or _words(facts)
        return Value("" if facts.unsaid else said, facts.id if facts.id in known else None)

    def values(facet: Sequence[RedactedValue]) -> tuple[Value, ...]:
        return tuple(map(value, facet))

    return Practice(
        sentence="", section=(), lead_in="", actor=value(facts.actor), action=value(facts.action),
        data=values(facts.data), recipients=values(facts.recipients), purposes=values(facts.purposes),
        modality=Value("", facts.modality), polarity=Value("", facts.polarity),
        conditions=values(facts.conditions), safeguards=values(facts.safeguards),
        quantities=tuple(Value(each.id or _words(each), each.id) for each in facts.quantities),
    )  # fmt: skip


def _words(value: RedactedValue) -> str:
    """What stands for the words: those of the id, with "unless" in front where the condition is turned round."""
    if value.id is not None:
        return ("unless " if value.turned else "") + value.id.replace("-", " ")
    return f"[{value.count} words, not kept: {value.digest[7:15]}]" if value.digest else value.words
