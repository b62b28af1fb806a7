"""The sentences nearest to a claim by its own words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from claimtrack import text
from claimtrack.match.bearing import WEAK, best
from claimtrack.match.usable import Statements, is_about, phrase
from claimtrack.records import STRONG, Claim, Match, Reading
from claimtrack.vocabulary import TOP, Vocabulary

WORDED = 0.5
"""A sentence that holds this share of what a statement speaks of, by weight, is near to it whatever was read in it."""
CUED = 0.2
"""The same for a sentence that holds one of the claim's cues."""
ACTING = 0.5
"""What words of action weigh against others: half a policy collects or shares."""
HINT = 0.3
"""How much nearer a cue brings a sentence."""
NEAREST = 0.9
"""Of several the nearest count, and those that come this close to it."""


def worded(claim: Claim, statements: Statements, vocabulary: Vocabulary) -> list[Match]:
    """The statements nearest to a claim by its own words, for where no practice that could be read bears on it."""
    wanted = _wanted(claim, statements.rarity, vocabulary)
    cues = [phrase(cue) for cue in claim.cues]
    near: dict[int, float] = {}
    for i in statements.sentences:
        cued = any(cue in statements.said[i] for cue in cues)
        held = _held(wanted, statements.words[i], statements.named[i])
        share = sum(unit.weight for unit in held) if cued or len(held) > 1 else 0.0
        if share >= (CUED if cued else WORDED) and is_about(claim, statements, i):
            near[i] = share + cued * HINT
    closest = max(near.values(), default=0.0)
    nearest = (i for i, share in near.items() if share >= NEAREST * closest)
    return [Match(i, STRONG, _bearing(claim, statements.readings[i], vocabulary)) for i in nearest]


def _bearing(claim: Claim, reading: Reading, vocabulary: Vocabulary) -> tuple[int, ...]:
    """The practices of a sentence that bear on a claim; all, where none does."""
    weight, practices = best(claim, reading, vocabulary)
    return practices if weight >= WEAK else tuple(range(len(reading.practices)))


class Unit(NamedTuple):
    """Something that a claim's statement speaks of: its stems, the ids that they name, and its share of the whole."""

    stems: frozenset[str]
    ids: frozenset[str]
    weight: float


def _held(wanted: Sequence[Unit], stems: frozenset[str], ids: frozenset[str]) -> list[Unit]:
    """The units that a sentence of these stems and ids speaks of, in the same words or, once each, in others."""
    held = [unit for unit in wanted if unit.stems <= stems]
    for unit in wanted:
        if not unit.ids.isdisjoint(ids.difference(*(other.ids for other in held))):
            held.append(unit)
    return held


def _telling(ids: Iterable[str], vocabulary: Vocabulary) -> float:
    """What a unit tells: that something is collected or used tells less than what it is."""
    return ACTING if any(vocabulary.concepts[id].group == "actions" for id in ids) else 1.0


def _wanted(claim: Claim, rarity: Mapping[str, float], vocabulary: Vocabulary) -> list[Unit]:
    """What a claim's statement speaks of; a word not on the page weighs most."""
    rarest = max(rarity.values(), default=1.0)
    units = dict(_spoken_of(claim.statement, vocabulary))
    weights = [max(rarity.get(s, rarest) for s in said) * _telling(ids, vocabulary) for said, ids in units.items()]
    total = sum(weights) or 1.0
    return [Unit(said, ids, w / total) for (said, ids), w in zip(units.items(), weights, strict=True)]


def _spoken_of(statement: str, vocabulary: Vocabulary) -> Iterator[tuple[frozenset[str], frozenset[str]]]:
    """The stems of each thing that a statement names, with their ids; of each other word, with none."""
    stems = text.stems(statement)
    stops = vocabulary.lists.get("stopwords", frozenset())
    named: dict[tuple[int, ...], set[str]] = {}
    for hit in vocabulary.find(stems):
        named.setdefault(hit.at, set()).add(hit.id)
    taken = {i for at in named for i in at}
    named |= {(i,): set() for i, stem in enumerate(stems) if i not in taken and (stem,) not in stops}
    for at, ids in named.items():
        if "controller" not in ids:
            yield frozenset(stems[i] for i in at), frozenset(ids - {TOP})
