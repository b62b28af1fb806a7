"""Whether the evidence for a claim states it, and what of it is missing."""

from __future__ import annotations

from collections.abc import Sequence

from claimtrack.match.conditions import told
from claimtrack.match.measures import breaks, within
from claimtrack.match.weights import AKIN, BROADER, SAME, anybody
from claimtrack.records import STRONG, Assertion, Claim, Match, Practice, Reading, Support, Value
from claimtrack.vocabulary import TOP, Vocabulary

CONDITIONAL = frozenset({"user-choice", "permission"})
UNLESS = frozenset({"unless", "until", "out", "without"})


def support(
    claim: Claim, matches: Sequence[Match], readings: Sequence[Reading], vocabulary: Vocabulary
) -> tuple[Support, list[str]]:
    """Whether the evidence states the claim, and what is missing, in words."""
    asserted = claim.practice
    strong = [readings[m.sentence].practices[k] for m in matches if m.weight >= STRONG for k in m.practices]
    strong = [_asserting(asserted, p) for p in strong]
    saying = [p for p in strong if p.polarity.id == asserted.polarity and not _elsewhere(asserted, p, vocabulary)]
    if saying:
        alone = min((_missing(asserted, [p], vocabulary) for p in saying), key=len)
        missing = _missing(asserted, saying, vocabulary) if alone else []
        if missing and any(breaks(bound, saying) for bound in asserted.quantities):
            return "contradicted", missing
        return ("partly-stated", missing) if missing else ("stated", [])
    opposed = [p for p in strong if p.polarity.id != asserted.polarity]
    opposed = [p for p in opposed if p.actor.id == asserted.actor and _same_action(asserted, p)]
    if any(not _missing(asserted, [p], vocabulary, conditions=False) for p in opposed):
        return "contradicted", []
    near = [readings[m.sentence].practices[k] for m in matches if m.weight >= BROADER for k in m.practices]
    near = [p for p in near if p.polarity.id == asserted.polarity and p.action.id == asserted.action]
    near = [p for p in near if not _elsewhere(asserted, p, vocabulary)]
    if asserted.polarity == "is":
        near = [p for p in near if not _to_others(asserted, p, vocabulary)]
    missing = _missing(asserted, near, vocabulary)
    elsewhere = asserted.polarity == "is-not" and any(m.startswith(("purpose", "recipient")) for m in missing)
    return ("partly-stated", missing) if near and not elsewhere else ("not-stated", [])


def _asserting(claim: Assertion, practice: Practice) -> Practice:
    """A practice that is "not done unless you agree" as one that is done if you agree, for a claim that it is done."""
    if claim.polarity == practice.polarity.id or claim.polarity != "is":
        return practice
    turned = tuple(_let(value) for value in practice.conditions if UNLESS & set(value.words.split()))
    return practice._replace(polarity=Value("", "is"), conditions=turned) if turned else practice


def _let(condition: Value) -> Value:
    """A condition without the word that turns it round."""
    return condition._replace(words=" ".join(word for word in condition.words.split() if word not in UNLESS))


def _elsewhere(claim: Assertion, practice: Practice, vocabulary: Vocabulary) -> bool:
    """Whether a practice is for other purposes than the claim's: used to stop spam says nothing of training, nor does
    a use for nothing in particular.
    """
    if claim.action == "use" and claim.purposes and not practice.purposes:
        return True
    said = [value.id for value in practice.purposes if value.id]
    akin = any(vocabulary.akin(i, a) for i in said for a in claim.purposes)
    return bool(claim.purposes and said) and not akin


def _to_others(claim: Assertion, practice: Practice, vocabulary: Vocabulary) -> bool:
    """Whether a practice gives data to others than the claim names, or to nobody that it names."""
    people = [v for v in _people([practice]) if v.id != "user"]
    named = [v for v in people if v.id and any(vocabulary.akin(v.id, r) for r in claim.recipients)]
    return bool(claim.recipients) and bool(people) and not named


def _same_action(claim: Assertion, practice: Practice) -> bool:
    """Whether a practice does what a claim speaks of, and not something akin: not stored is not "not collected"."""
    said = practice.action.id or ""
    return said == claim.action or AKIN.get(claim.action, {}).get(said, 0.0) >= SAME


def _missing(
    claim: Assertion, practices: Sequence[Practice], vocabulary: Vocabulary, *, conditions: bool = True
) -> list[str]:
    """The values of a claim that these practices together do not state."""
    found: list[str] = []
    denial = claim.polarity == "is-not" and all(p.polarity.id == "is-not" for p in practices)
    facets = (
        ("data", claim.data, [v for p in practices for v in p.data]),
        ("recipient", claim.recipients, _people(practices)),
        ("purpose", claim.purposes, [v for p in practices for v in p.purposes]),
        ("safeguard", claim.safeguards, [v for p in practices for v in (*p.safeguards, *_guarding(p))]),
        ("condition", claim.conditions if conditions else [], [v for p in practices for v in p.conditions]),
    )
    for facet, ids, values in facets:
        if denial and not values and facet in ("recipient", "purpose"):
            continue  # "we do not share it": with nobody, for nothing
        found += [
            f"{facet}: {id}"
            for id in ids
            if id != TOP and not any(_states(id, value, denial, vocabulary) for value in values)
        ]
    stated = [q.words for p in practices for q in p.quantities]
    found += [
        f"quantity: {bound}" for bound in claim.quantities if not any(within(q, bound) for q in stated)
    ]
    if claim.modality == "must" and not any(p.modality.id == "must" for p in practices):
        found.append("modality: must")
    return found


def _states(id: str, value: Value, denial: bool, vocabulary: Vocabulary) -> bool:
    turned = id in CONDITIONAL and not denial and UNLESS & set(value.words.split())
    if " " in id:  # a condition in words
        return told(id, value, vocabulary)
    if value.id is None and id == "third-party":
        return bool(value.words)  # whoever it is that is given something, and is not known to be another
    if value.id is None or turned:
        return False  # "unless you opt out" is no condition that you choose
    if value.id == "anyone" and (denial or anybody(id, vocabulary)):
        return True
    return vocabulary.is_a(value.id, id) or (denial and vocabulary.is_a(id, value.id))


def _guarding(practice: Practice) -> list[Value]:
    """What is encrypted has that safeguard, by whatever word: "your messages are scrambled"."""
    return [Value(practice.action.words, "encryption")] if practice.action.id == "encrypt" else []


def _people(practices: Sequence[Practice]) -> list[Value]:
    """Recipients, and actors other than the controller."""
    return [v for p in practices for v in (*p.recipients, p.actor) if v.id != "controller"]
