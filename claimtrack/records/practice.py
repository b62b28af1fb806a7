"""What sentences say: practices, the sentences as they were read, and how two editions correspond."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

from claimtrack.records.page import Sentence


class Value(NamedTuple):
    """One value of a practice: the words it was read from, and the vocabulary id they resolve to, if any."""

    words: str
    id: str | None = None


class Practice(NamedTuple):
    """What one statement says is done with data; see the design's "Words" for the facets.

    ``section`` and ``lead_in`` are the sentence's. ``actor`` and ``action`` may be read from the lead-in.
    """

    sentence: str
    section: tuple[str, ...]
    lead_in: str
    actor: Value
    action: Value
    data: tuple[Value, ...] = ()
    recipients: tuple[Value, ...] = ()
    purposes: tuple[Value, ...] = ()
    modality: Value = Value("", "does")
    polarity: Value = Value("", "is")
    conditions: tuple[Value, ...] = ()
    quantities: tuple[Value, ...] = ()
    safeguards: tuple[Value, ...] = ()
    clause: int = 0
    """Which clause of the sentence states it; `Token.clause` counts the same."""


Slot = Literal[
    "actor", "action", "data", "recipient", "purpose", "modality", "polarity", "condition", "quantity",
    "safeguard", "other",
]  # fmt: skip
"""The place of a word in its sentence; a difference there is a change of that kind."""


class Token(NamedTuple):
    """A word or punctuation mark of a sentence: offsets into its text, its slot, clause and concepts."""

    text: str
    stem: str
    start: int
    end: int
    slot: Slot = "other"
    clause: int = 0
    ids: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Reading:
    """A sentence as it was read: its own words with their places (the lead-in's are not among them), and its
    practices, to which section and lead-in have contributed. ``defines`` holds the concepts that it explains, where
    it says what a term means.
    """

    sentence: Sentence
    tokens: tuple[Token, ...]
    practices: tuple[Practice, ...]
    defines: frozenset[str] = frozenset()


STRONG = 0.5
"""A match at or above this weight counts for changes; below it, it may support a claim in part."""


@dataclass(frozen=True, slots=True)
class Match:
    """A sentence that bears on a claim: its index, how strongly (0 to 1), and by which of its practices."""

    sentence: int
    weight: float
    practices: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Pair:
    """Sentences that became others, as indexes; several on a side are a split or a merge. ``score`` is 0..1."""

    before: tuple[int, ...]
    after: tuple[int, ...]
    score: float


@dataclass(frozen=True, slots=True)
class Alignment:
    """How the sentences of two editions correspond: pairs in the order of the later edition, and the rest."""

    pairs: tuple[Pair, ...]
    removed: tuple[int, ...]
    added: tuple[int, ...]
