"""What became of a claim between two editions: judged sentence by sentence, place by place.

A claim is flagged only for what bears on it: a difference inside one of its sentences, in the clause that
speaks of it, at a place it speaks about; a sentence that came or went with something the rest of its evidence
does not say; or a support that turned.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from claimtrack.comparing import changes, recorded, sameness
from claimtrack.comparing.bearing import Sided
from claimtrack.comparing.between import between
from claimtrack.comparing.normal import placed
from claimtrack.records import (
    FLAGGED,
    STRONG,
    Alignment,
    Assertion,
    Change,
    Claim,
    Match,
    Pair,
    Practice,
    Reading,
    Status,
    Support,
)
from claimtrack.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Edition:
    """One side as a claim sees it: all readings, the matches by sentence, and the support they give."""

    readings: Sequence[Reading]
    matches: Mapping[int, Match]
    support: Support
    usable: Collection[int]
    """The sentences that can be evidence: no headings, contents, pointers or news of the policy."""

    def strong(self, sentences: Iterable[int]) -> list[int]:
        """Those of the sentences that are strong evidence."""
        return [i for i in sentences if i in self.matches and self.matches[i].weight >= STRONG]

    def sided(self, sentences: Iterable[int]) -> list[Sided]:
        """Those of the sentences that are evidence, with their matches."""
        return [(self.readings[i], self.matches[i]) for i in sentences if i in self.matches]

    def practices(self, without: Collection[int]) -> list[Practice]:
        """The practices that bear on the claim, without those of some sentences."""
        kept = ((i, match) for i, match in self.matches.items() if i not in without)
        return [self.readings[i].practices[k] for i, match in kept for k in match.practices]


@dataclass(slots=True)
class Outcome:
    """The verdict on a claim: status, changes, and the sentences on either side that show them."""

    status: Status = "unchanged"
    changes: list[Change] = field(default_factory=list)
    before: list[int] = field(default_factory=list)
    after: list[int] = field(default_factory=list)

    def add(
        self, found: Iterable[Change | None], before: Sequence[int] = (), after: Sequence[int] = ()
    ) -> bool:
        """Note changes and the sentences they stand in; False where there are none."""
        real = [change for change in found if change]
        if real:
            self.changes += [change for change in real if change not in self.changes]
            self.before += before
            self.after += after
        return bool(real)


def claim(
    claim: Claim, before: Edition, after: Edition, alignment: Alignment, vocabulary: Vocabulary
) -> Outcome:
    """What became of a claim."""
    alignment = recorded.split(alignment, (before.readings, after.readings), (before.matches, after.matches))
    outcome = Outcome()
    seen: set[Status] = {"unchanged"}
    for pair in _touching(alignment, before, after):
        seen.add(_paired(claim.practice, pair, before, after, vocabulary, outcome))
    seen |= _one_sided(claim.practice, before, after, alignment, vocabulary, outcome)
    outcome.status = _status(before.support, after.support, outcome, seen)
    if claim.practice.polarity == "is-not" and (before.support == "contradicted") != (after.support == "contradicted"):
        outcome.changes = changes.as_denial(outcome.changes)
    if outcome.status in FLAGGED and not outcome.changes:
        _name_turn(claim.practice, before, after, alignment, vocabulary, outcome)
    return outcome


def _touching(alignment: Alignment, before: Edition, after: Edition) -> list[Pair]:
    """The pairs with strong evidence on either side."""
    strong = set(before.strong(before.matches)), set(after.strong(after.matches))
    return [p for p in alignment.pairs if not (strong[0].isdisjoint(p.before) and strong[1].isdisjoint(p.after))]


def _name_turn(
    claim: Assertion,
    before: Edition,
    after: Edition,
    alignment: Alignment,
    vocabulary: Vocabulary,
    outcome: Outcome,
) -> None:
    """Say what turned the support of a claim that no difference of its own explains: all that differs does."""
    for pair in _touching(alignment, before, after):
        if pair.score == 1.0:
            continue
        left, right = [before.readings[i] for i in pair.before], [after.readings[j] for j in pair.after]
        words = not recorded.is_wordless(left)
        hunks = [hunk for hunk in between(left, right, vocabulary) if hunk.kind != "wording"] if words else []
        outcome.add(changes.named(claim, hunks, left, right, vocabulary), pair.before, pair.after)


def _paired(
    claim: Assertion, pair: Pair, before: Edition, after: Edition, vocabulary: Vocabulary, outcome: Outcome
) -> Status:
    left, right = ([e.readings[i] for i in side] for e, side in ((before, pair.before), (after, pair.after)))
    if pair.score == 1.0:
        found = changes.turned(*_matched(before, pair.before[0], after, pair.after[0]))
        return "changed" if outcome.add(found, pair.before, pair.after) else _equal(left[0], right[0])
    if recorded.is_wordless(left):
        found = changes.recorded(claim, before.sided(pair.before), after.sided(pair.after), vocabulary)
        return "changed" if outcome.add(found, pair.before, pair.after) else "reworded"
    hunks = between(left, right, vocabulary)
    found = changes.edited(claim, hunks, before.sided(pair.before), after.sided(pair.after), vocabulary)
    if outcome.add(found, pair.before, pair.after):
        return "changed"
    return "reworded" if hunks or _turned_round(left, right, vocabulary) else "cosmetic"


def _turned_round(before: Sequence[Reading], after: Sequence[Reading], vocabulary: Vocabulary) -> bool:
    """Whether the same words stand in another order: "your logs are deleted" is another way of saying "we delete …"."""
    old, new = ([p.form for p in placed(*sides, vocabulary)] for sides in ((before, after), (after, before)))
    return old != new


def _matched(before: Edition, i: int, after: Edition, j: int) -> tuple[Practice | None, Practice | None]:
    """The practices of equal sentences that bear on the claim; where only one side's does, its twin by place."""
    ways = [e.matches[n].practices[:1] if n in e.matches else () for e, n in ((before, i), (after, j))]
    places = [way or ways[1 - side] for side, way in enumerate(ways)]
    found = [
        next((e.readings[n].practices[k] for k in place if k < len(e.readings[n].practices)), None)
        for (e, n), place in zip(((before, i), (after, j)), places, strict=True)
    ]
    return found[0], found[1]


def _equal(before: Reading, after: Reading) -> Status:
    if before.sentence.section != after.sentence.section:
        return "moved"
    return "unchanged" if before.sentence.text == after.sentence.text else "cosmetic"


def _one_sided(
    claim: Assertion, before: Edition, after: Edition, alignment: Alignment, vocabulary: Vocabulary,
    outcome: Outcome,
) -> set[Status]:  # fmt: skip
    """Sentences that came or went: a change if no evidence that stands in both editions says the same."""
    seen: set[Status] = set()
    ways: tuple[tuple[Literal["added", "removed"], Edition, Sequence[int], Edition, Sequence[int]], ...] = (
        ("removed", before, alignment.removed, after, alignment.added),
        ("added", after, alignment.added, before, alignment.removed),
    )
    for kind, edition, sentences, other, loose in ways:
        standing = other.practices(without=set(loose))
        side = "before" if kind == "removed" else "after"
        strong = edition.strong(sentences)
        listed = _listed_beside(edition, sentences)
        for i in sorted({*strong, *listed}):
            reading, change = edition.readings[i], None
            if i in strong and _told_anew(edition, i, other, loose):
                seen.add("reworded")
                continue
            if i in strong:
                change = changes.one_sided(kind, claim, reading, edition.matches[i].practices, standing, vocabulary)
            if i in listed and not change:
                change = changes.listed(kind, claim, reading, vocabulary)
            silent: Status = "reworded" if i in strong else "unchanged"
            seen.add("changed" if outcome.add([change], **{side: [i]}) else silent)
    return seen


def _told_anew(edition: Edition, i: int, other: Edition, loose: Sequence[int]) -> bool:
    """Whether a sentence that came or went was written anew from end to end: one that went or came says the same."""
    mine = [edition.readings[i].practices[k] for k in edition.matches[i].practices]
    theirs = ([other.readings[j].practices[k] for k in other.matches[j].practices] for j in other.strong(loose))
    return any(sameness.says_alike(mine, stated) for stated in theirs)


def _listed_beside(edition: Edition, sentences: Iterable[int]) -> list[int]:
    """Those of the sentences that are members of a list of which another member states the claim."""
    stems = {edition.readings[i].sentence.lead_in for i in edition.strong(edition.matches)} - {""}
    listed = (i for i in sentences if i in edition.usable)
    first = (i for i in listed if not i or edition.readings[i - 1].sentence.passage != _passage(edition, i))
    return sorted(i for i in first if edition.readings[i].sentence.lead_in in stems)


def _passage(edition: Edition, i: int) -> int:
    return edition.readings[i].sentence.passage


def _status(before: Support, after: Support, outcome: Outcome, seen: set[Status]) -> Status:
    touched = seen - {"unchanged", "moved", "cosmetic"}
    if touched and before in ("stated", "partly-stated") and after in ("not-stated", "contradicted"):
        return "withdrawn"
    if touched and before in ("not-stated", "contradicted") and after in ("stated", "partly-stated"):
        return "introduced"
    if outcome.changes:
        return "changed"
    if before == after == "not-stated":
        return "not-stated"
    order: tuple[Status, ...] = ("reworded", "moved", "cosmetic")
    return next((status for status in order if status in seen), "unchanged")
