"""The sentences that bear on a claim by what was read in them."""

from __future__ import annotations

from claimtrack.match.usable import Statements, is_about, phrase
from claimtrack.match.weights import weigh
from claimtrack.records import STRONG, Assertion, Claim, Match, Reading
from claimtrack.vocabulary import TOP, Vocabulary

WEAK = 0.2
"""The least weight of evidence."""
ALONGSIDE = 0.8
"""Practices of a sentence that come this close to its weightiest count with it."""


def evidence(claim: Claim, statements: Statements, vocabulary: Vocabulary) -> list[Match]:
    """Those of the statements that bear on a claim, in page order, each with the practices that do."""
    cues = [phrase(cue) for cue in claim.cues]
    on_data = _on_data(claim.practice, statements, vocabulary)
    found = []
    for i in statements.sentences:
        cued = bool(cues) and any(cue in statements.said[i] for cue in cues)
        if statements.readings[i].defines and _explains(statements.readings[i], claim.practice, vocabulary):
            found.append(Match(i, STRONG))
        elif (cued or i in on_data) and is_about(claim, statements, i):
            weight, practices = best(claim, statements.readings[i], vocabulary)
            if cued:
                weight = max(weight, STRONG) if weight else WEAK
            if weight >= WEAK:
                found.append(Match(i, weight, practices))
    return found


def _explains(reading: Reading, claim: Assertion, vocabulary: Vocabulary) -> bool:
    """Whether a sentence says what the data of a claim is: "Voice data means recordings of your voice"."""
    asked = [id for id in claim.data if id != TOP]
    return any(vocabulary.is_a(id, a) for id in reading.defines for a in asked)


def _on_data(claim: Assertion, statements: Statements, vocabulary: Vocabulary) -> frozenset[int]:
    """The statements on data that is, holds or belongs to what a claim asks for: others weigh nothing."""
    if not claim.data or TOP in claim.data:
        return frozenset(statements.sentences)
    kin = (
        id
        for id in statements.by_data
        if id == TOP or any(vocabulary.akin(id, asked) for asked in claim.data)
    )
    return frozenset().union(*(statements.by_data[id] for id in kin))


def best(claim: Claim, reading: Reading, vocabulary: Vocabulary) -> tuple[float, tuple[int, ...]]:
    """The weight of the weightiest practice, and the practices nearly as weighty."""
    weights = [weigh(claim.practice, practice, vocabulary) for practice in reading.practices]
    most = max(weights, default=0.0)
    near = tuple(k for k, weight in enumerate(weights) if weight >= ALONGSIDE * most)
    return most, near
