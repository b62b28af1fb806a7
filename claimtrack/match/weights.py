"""How far one practice bears on a claim, facet by facet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from claimtrack.records import Assertion, Practice, Value
from claimtrack.vocabulary import TOP, Vocabulary

BROADER = 0.4
"""Weight of data that only holds what the claim names: account information for a claim on phone numbers."""

AKIN: Mapping[str, Mapping[str, float]] = {
    "share": {"transfer": 0.9, "sell": 0.9},
    "collect": {"store": 0.5, "use": 0.5, "read": 0.5},
    "use": {"collect": 0.4, "share": 0.4, "read": 0.6, "store": 0.3},
    "store": {"collect": 0.4, "delete": 0.4},
    "delete": {"store": 0.4},
    "transfer": {"share": 0.4, "store": 0.4},
    "read": {"use": 0.4, "collect": 0.4, "share": 0.3},
    "sell": {"share": 0.3},
    "encrypt": {},
}
"""How far a statement about one action is one about another."""
SAME = 0.8
"""From here on an action that is akin is the same for a denial: what is not transferred is not shared."""
OF_PEOPLE = frozenset((TOP, "children-data"))
"""Data at large: whose it is may be said, but not which."""
UNKNOWN = 0.3
"""The same for a verb that no action names."""
DENIED_FOR = 0.8
"""What "not used for ads" still tells of collecting: the thing is denied for a purpose, not as such."""
OBTAINED = frozenset(("collect", "read"))
"""What users do to be given their own data: "you can download a copy"."""
SENT = 0.8
"""What others send, where it only holds what a claim on collecting names: what is theirs to send need not hold it."""
UNTIMED = 0.6
"""What is done with any data at all, where a claim is on how long or how much and the statement on neither."""
HEADED = 0.8
"""What an action that is only akin weighs where no verb says it but a heading."""
VOLUNTEERED = 0.7
"""The same, where what the user shares, with nobody in particular, is what the controller collects."""
PURPOSEFUL = 0.8
"""The same, where the purpose that the claim names is the statement's: collected for ads is used for ads."""
TIMED = 0.8
"""The same between keeping and deleting, where both are bounded: kept for 30 days is deleted after 30 days."""


def weigh(claim: Assertion, practice: Practice, vocabulary: Vocabulary) -> float:
    """How far a practice bears on what a claim asserts, 0 to 1: the product of its facets."""
    weight = _action(claim, practice, vocabulary)
    if weight:
        weight *= _data(claim, practice, vocabulary)
    if weight:
        weight *= _recipients(claim, practice, vocabulary)
    if weight:
        weight *= _purposes(claim, practice, vocabulary)
    if weight and claim.modality == "must" and practice.modality.id != "must":
        weight *= 0.45  # that it collects a thing says nothing of whether one must give it
    if claim.quantities and TOP in claim.data and not practice.quantities:
        weight *= UNTIMED
    if weight == BROADER and claim.action == "collect" and practice.recipients:
        weight *= SENT
    if practice.polarity.id == "is-not" and practice.purposes and practice.action.id != claim.action:
        weight *= DENIED_FOR
    if weight and claim.safeguards:
        weight *= 1.0 if _related(claim.safeguards, practice.safeguards, vocabulary) else 0.6
    return round(weight, 3)


def _action(claim: Assertion, practice: Practice, vocabulary: Vocabulary) -> float:
    said = practice.action.id
    same = (
        1.0 if said == claim.action else AKIN.get(claim.action, {}).get(said or "", UNKNOWN if said is None else 0.0)
    )
    if said != claim.action and not practice.action.words:
        same *= HEADED
    if claim.action == "read" and said == "collect" and "access" in practice.action.words:
        same = SAME
    if claim.action == "collect" and said == "share" and practice.actor.id == "user" and not practice.recipients:
        same = max(same, VOLUNTEERED)
    if same and claim.purposes and _related(claim.purposes, practice.purposes, vocabulary):
        same = max(same, PURPOSEFUL)
    timed = bool(claim.quantities and practice.quantities) and {claim.action, said} == {"delete", "store"}
    if timed and any(value.id in claim.data for value in practice.data):
        same = max(same, TIMED)
    if practice.actor.id in (claim.actor, None):
        return same if practice.actor.id else same * 0.7
    if "user" in claim.recipients and practice.actor.id == "user":
        return SAME if said in OBTAINED else 0.0
    if claim.actor == "controller" and practice.actor.id in claim.recipients:
        return max(same, 0.8)  # what a recipient does with data it was given
    if claim.actor == "user" or (practice.actor.id == "user" and claim.actor == "controller"):
        return same * 0.8
    return same * 0.4


def _data(claim: Assertion, practice: Practice, vocabulary: Vocabulary) -> float:
    if not claim.data:
        return 1.0
    if TOP in claim.data:
        known = any(v.id for v in practice.data)
        named = bool(claim.recipients or claim.purposes)
        if any(v.id in OF_PEOPLE for v in practice.data) or (known and named):
            return 1.0
        return 0.7 if named else 0.45  # of some data, not of personal data as such
    best = 0.0
    denial = claim.polarity == practice.polarity.id == "is-not"
    for value in practice.data:
        for id in claim.data:
            if value.id and (vocabulary.is_a(value.id, id) or (denial and vocabulary.is_a(id, value.id))):
                return 1.0
            if value.id == TOP:
                best = max(best, 0.3)
            elif value.id and vocabulary.is_a(id, value.id) and not _spelt_out(value.id, practice, vocabulary):
                best = max(best, BROADER)
    return best


def _spelt_out(id: str, practice: Practice, vocabulary: Vocabulary) -> bool:
    """Whether a list says what a broad word means here: "account information, like an email address"."""
    return any(value.id and value.id != id and vocabulary.is_a(value.id, id) for value in practice.data)


def _recipients(claim: Assertion, practice: Practice, vocabulary: Vocabulary) -> float:
    if not claim.recipients or practice.actor.id in claim.recipients:
        return 1.0
    if not practice.recipients:
        return 0.3 if TOP in claim.data else 0.5  # "we may share information" is on no recipient in particular
    unknown = 0.4 if TOP in claim.data else 0.5
    return _relation(claim.recipients, practice.recipients, vocabulary, broader=0.6, unknown=unknown)


def _purposes(claim: Assertion, practice: Practice, vocabulary: Vocabulary) -> float:
    if not claim.purposes:
        return 1.0
    specific = bool(claim.data) and TOP not in claim.data
    floor = 0.6 if specific else 0.3
    if not practice.purposes:
        return floor
    if claim.polarity == "is-not" and practice.polarity.id == "is":
        specific = False  # what is done for other purposes says nothing of a denial
    return max(
        _relation(claim.purposes, practice.purposes, vocabulary, broader=floor, unknown=floor),
        0.45 if specific else 0.0,
    )


def _relation(
    ids: Sequence[str], values: Iterable[Value], vocabulary: Vocabulary, *, broader: float, unknown: float
) -> float:
    best = 0.0
    for value in values:
        for id in ids:
            if value.id is None:
                best = max(best, unknown)
            elif vocabulary.is_a(value.id, id) or (value.id == "anyone" and anybody(id, vocabulary)):
                return 1.0
            elif vocabulary.is_a(id, value.id):
                best = max(best, broader)
    return best


def anybody(id: str, vocabulary: Vocabulary) -> bool:
    """Whether what anyone may have, these have too: people, not the companies behind the service."""
    return any(vocabulary.is_a(id, people) for people in ("other-users", "third-party"))


def _related(ids: Sequence[str], values: Iterable[Value], vocabulary: Vocabulary) -> bool:
    return _relation(ids, values, vocabulary, broader=0.0, unknown=0.0) == 1.0
