"""Changes of a claim, each with its kind and a sentence for people."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from claimtrack.compare.bearing import TOP, Sided, bears
from claimtrack.compare.hunks import Hunk
from claimtrack.records import Assertion, Change, ChangeKind, Practice, Reading, Value
from claimtrack.vocabulary import Vocabulary

NAMES: dict[ChangeKind, str] = {
    "action": "what is done", "actor": "who acts", "data": "data", "recipient": "recipients", "purpose": "purposes",
    "modality": "whether it does, may or must", "polarity": "denial", "condition": "conditions",
    "quantity": "quantity", "safeguard": "safeguards",
}  # fmt: skip
Signature = frozenset[tuple[str, str]]


def edited(
    claim: Assertion, hunks: Sequence[Hunk], sides: Sequence[Sided], vocabulary: Vocabulary
) -> list[Change]:
    """The differences of an edited sentence that bear on the claim."""
    found: dict[ChangeKind, list[Hunk]] = {}
    for hunk in hunks:
        if bears(claim, hunk, sides, vocabulary):
            found.setdefault(hunk.kind, []).append(hunk)
    return [_change(kind, group) for kind, group in found.items()]


def _change(kind: ChangeKind, hunks: Sequence[Hunk]) -> Change:
    before = ", ".join(filter(None, (hunk.words("before") for hunk in hunks)))
    after = ", ".join(filter(None, (hunk.words("after") for hunk in hunks)))
    return Change(kind=kind, before=before, after=after, text=f"{NAMES[kind]}: {sentence(before, after)}")


def sentence(before: str, after: str) -> str:
    """``a → b``, or what was added or dropped."""
    if before and after:
        return f"{before} → {after}"
    return f"“{after}” added" if after else f"“{before}” dropped"


def added(claim: Assertion, reading: Reading, practices: Sequence[int], known: Signature,
          vocabulary: Vocabulary) -> Change | None:  # fmt: skip
    """A sentence that came with something that the evidence before did not say, or None."""
    news = signature(claim, (reading.practices[k] for k in practices), vocabulary) - known
    if not news:
        return None
    text = reading.sentence.text
    return Change(kind="added", before="", after=text, text=f"a new statement: {_listed(news)}")


def removed(claim: Assertion, reading: Reading, practices: Sequence[int], known: Signature,
            vocabulary: Vocabulary) -> Change | None:  # fmt: skip
    """A sentence that went with something that the evidence after does not say, or None."""
    lost = signature(claim, (reading.practices[k] for k in practices), vocabulary) - known
    if not lost:
        return None
    text = reading.sentence.text
    return Change(kind="removed", before=text, after="", text=f"no longer stated: {_listed(lost)}")


def _listed(signature: Signature) -> str:
    return "; ".join(f"{facet} {value}" for facet, value in sorted(signature))


def signature(claim: Assertion, practices: Iterable[Practice], vocabulary: Vocabulary) -> Signature:
    """What practices say of the facets that a claim speaks about, as facet and value."""
    found: set[tuple[str, str]] = set()
    for practice in practices:
        found.add(("action", f"{practice.polarity.id} {practice.action.id or practice.action.words}"))
        found |= _facet("data", practice.data, claim.data, vocabulary)
        found |= _facet("recipient", practice.recipients, claim.recipients, vocabulary)
        found |= _facet("purpose", practice.purposes, claim.purposes, vocabulary)
        found |= {("quantity", q.words) for q in practice.quantities}
        found |= {("safeguard", s.id or s.words) for s in practice.safeguards}
    return frozenset(found)


def _facet(name: str, values: Iterable[Value], asked: Sequence[str], vocabulary: Vocabulary) -> set[tuple[str, str]]:
    everything = not asked or TOP in asked
    return {
        (name, value.id or value.words)
        for value in values
        if everything or (value.id and any(vocabulary.is_a(value.id, a) or vocabulary.is_a(a, value.id) for a in asked))
    }
