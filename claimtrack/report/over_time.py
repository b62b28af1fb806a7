"""What a history says in words, for every format that people read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from claimtrack.records import ClaimHistory, DocumentHistory, EditionFacts, State, Status
from claimtrack.report import sentences
from claimtrack.report.sentences import SUPPORT, day

WEIGHT: tuple[Status, ...] = (
    "withdrawn", "changed", "introduced", "reworded", "moved", "cosmetic", "unverifiable", "baseline", "unchanged",
    "not-stated",
)  # fmt: skip
"""What is worth more to a reader comes first."""


class Event(NamedTuple):
    """Something became of a claim in the edition of that place, from 0."""

    at: int
    claim: ClaimHistory
    state: State


def events(document: DocumentHistory) -> Iterator[Event]:
    """All that is flagged, oldest first, in one edition in the order of the claims."""
    for at in range(len(document.editions)):
        for claim in document.claims:
            if claim.states[at].flagged:
                yield Event(at, claim, claim.states[at])


def captures(document: DocumentHistory) -> str:
    """From when to when its editions were captured."""
    ends = (*document.editions[:1], *document.editions[1:][-1:])
    return f"Captured {' – '.join(dict.fromkeys(map(sentences.named, ends)))}." if ends else ""


def named(edition: EditionFacts) -> str:
    """An edition by its days: when it was captured, how it is dated, and that it is an older text."""
    dated = f", dated {day(edition.effective_date)}" if edition.effective_date else ""
    return sentences.named(edition) + dated + (", an older text that came back" if edition.returned else "")


def support(claim: ClaimHistory, at: int) -> str:
    """What an edition says of a claim, and what the one before it said where that was something else."""
    now, before = claim.states[at].support, claim.states[at - 1].support if at else None
    if now is None:
        return ""
    was = f"was {SUPPORT[before]} and is now" if before and before != now else "is"
    missing = claim.states[at].missing
    left = f"; what is missing: {', '.join(missing)}" if missing else ""
    return f"The claim {was} {SUPPORT[now]}{left}."


def folded(states: Sequence[State], room: int) -> list[State]:
    """At most ``room`` states: each the weightiest of the editions that it stands for, the same number as others."""
    share = max(-(-len(states) // max(room, 1)), 1)
    groups = [states[at : at + share] for at in range(0, len(states), share)]
    return [min(group, key=lambda state: WEIGHT.index(state.status)) for group in groups]
