"""Changes of a claim, each with its kind and a sentence for people."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Literal

from claimtrack.comparing.bearing import Sided, bears, for_others
from claimtrack.comparing.between import between
from claimtrack.comparing.facets import FACETS, SINGLE, Difference, differences
from claimtrack.comparing.hunks import KINDS, Hunk, quoted
from claimtrack.comparing.normal import Placed
from claimtrack.comparing.recorded import all_of, bearing, is_wordless
from claimtrack.records import STRONG, Assertion, Change, ChangeKind, Match, Practice, Reading, Slot, Token, Value
from claimtrack.text import stems
from claimtrack.vocabulary import TOP, Vocabulary

NAMES: dict[ChangeKind, str] = {
    "action": "what is done", "actor": "who acts", "data": "data", "recipient": "recipients", "purpose": "purposes",
    "modality": "whether it does, may or must", "polarity": "denial", "condition": "conditions",
    "quantity": "quantity", "safeguard": "safeguards",
}  # fmt: skip

_ONLY = re.compile(r"\bonly (?:(?:on|if|when|where|with|under|by|upon|after|a|an|the) )*$", re.IGNORECASE)
"""What a condition hangs on, with the little words between that no comparison counts."""
PARTIES = frozenset(("controller", "user", "other-users"))
"""Whom most sentences name for one reason or another: recipients only where their words are new."""


def edited(
    claim: Assertion,
    hunks: Sequence[Hunk],
    before: Sequence[Sided],
    after: Sequence[Sided],
    vocabulary: Vocabulary,
) -> list[Change]:
    """The differences of an edited sentence that bear on the claim."""
    sides = [*before, *after]
    doing = [*_counterparts(before, after), *_counterparts(after, before)]
    found: dict[ChangeKind, list[Hunk]] = {}
    for hunk in hunks:
        if bears(claim, hunk, doing if hunk.kind == "actor" else sides, vocabulary):
            kind = _kind(claim, hunk, vocabulary)
            found.setdefault(kind, []).append(hunk)
    old = _weightiest(before)
    new = _weightiest(_counterparts(after, before), old)
    old, new = _given(old, new), _given(new, old)
    named = differences(old, new) if found and old and new else {}
    if old and new:
        moved = _moved(hunks)
        found = {
            kind: group
            for kind, group in found.items()
            if kind in named or not (_one_sided_word(kind, group, named) or all(h.forms <= moved for h in group))
        }
    if not named and _same_words(hunks):
        return []  # the same words in another order, saying the same: active turned passive
    changes = [_change(kind, group, named.get(kind)) for kind, group in found.items()]
    return changes or (_new_people(old, new, split=len(before) != len(after)) if hunks else [])


def _one_sided_word(kind: ChangeKind, hunks: Sequence[Hunk], named: Iterable[ChangeKind]) -> bool:
    """A verb or subject that only moved or changed its form, where the practices say the same of it; who collects
    may stand among them as a recipient.
    """
    given = kind == "actor" and "recipient" in named
    return kind in ("action", "actor") and not given and not any(
        hunk.whole or (hunk.before and hunk.after) for hunk in hunks
    )


def _moved(hunks: Sequence[Hunk]) -> frozenset[str]:
    """Words taken out at one place and put in at another of the same clause, whatever the places."""
    sides = ((place for hunk in hunks for place in getattr(hunk, side)) for side in ("before", "after"))
    out, into = (frozenset((place.form, place.token.clause) for place in side) for side in sides)
    return frozenset(form for form, _ in out & into)


def _new_people(old: Practice | None, new: Practice | None, *, split: bool) -> list[Change]:
    """Known recipients that the practice gained or lost by words that stand elsewhere in the sentence; where it was
    split, or joined with another, by words that the other's lacks.
    """
    if old is None or new is None:
        return []
    gone, come = (
        tuple(
            v.words for v in one.recipients
            if v.id and v.id not in {w.id for w in other.recipients}
            and not (split and _said_in(other.sentence, v.words))
        )
        for one, other in ((old, new), (new, old))
    )
    return [_facet_change("recipient", Difference(gone, come))] if gone or come else []


def _said_in(sentence: str, words: str) -> bool:
    return set(stems(sentence)) >= set(stems(words))


def _given(practice: Practice | None, other: Practice | None) -> Practice | None:
    """A practice without the recipients among `PARTIES` whom the other's sentence names too, in whatever role."""
    if practice is None or other is None:
        return practice
    both = frozenset(stems(practice.sentence)) & frozenset(stems(other.sentence))
    kept = tuple(v for v in practice.recipients if v.id not in PARTIES or not both >= set(stems(v.words)))
    return practice._replace(recipients=kept)


def as_denial(changes: Sequence[Change]) -> list[Change]:
    """The changes of a claim that denies, where the text came to say the opposite or no longer does: a verb that says
    it tells of the denial.
    """
    if any(change.kind == "polarity" for change in changes):
        return list(changes)
    return [_of_denial(change) if change.kind == "action" else change for change in changes]


def _of_denial(change: Change) -> Change:
    text = f"{NAMES['polarity']}: {sentence(change.before, change.after)}"
    return change.model_copy(update={"kind": "polarity", "text": text})


def turned(before: Practice | None, after: Practice | None) -> list[Change]:
    """What equal words came to say otherwise, since their stem, heading or the sentence before them changed.

    Only what the vocabulary knows counts here: the words themselves are the same.
    """
    if before is None or after is None or (before.lead_in, before.section) == (after.lead_in, after.section):
        return []
    known = _known(before), _known(after)
    if known[0] == known[1]:
        return []
    found = {kind: d for kind, d in differences(before, after).items() if known[0][kind] != known[1][kind]}
    return [_facet_change(kind, d) for kind, d in found.items() if _from_above(kind, d, before, after)]


def _from_above(kind: ChangeKind, difference: Difference, before: Practice, after: Practice) -> bool:
    """Whether what differs stands in the stems or headings, and not in the sentence or the one before it."""
    for practice, values in zip((before, after), difference, strict=True):
        above = set(stems(" . ".join((*practice.section, practice.lead_in))))
        own = set(stems(practice.sentence))
        for words in map(set, map(stems, values)):
            if not above >= words and (kind in FACETS or own >= words):
                return False
    return True


def _facet_change(kind: ChangeKind, difference: Difference) -> Change:
    """A change as the practices tell it, where no words of the sentence show it."""
    gone, come = ", ".join(difference.gone), ", ".join(difference.come)
    return Change(kind=kind, before=gone, after=come, text=f"{NAMES[kind]}: {sentence(gone, come)}")


def recorded(
    claim: Assertion, before: Sequence[Sided], after: Sequence[Sided], vocabulary: Vocabulary
) -> list[Change]:
    """The differences that bear on the claim where the words of a side were not kept."""
    found = bearing(claim, before, _counterparts(after, before), vocabulary)
    return [_facet_change(kind, difference) for kind, difference in found.items()]


def _known(practice: Practice) -> dict[ChangeKind, frozenset[str | None]]:
    """The ids of each facet."""
    found = {kind: frozenset(v.id for v in getattr(practice, name)) - {TOP} for kind, name in FACETS.items()}
    found["recipient"] -= {"controller", "user"}
    return found | {kind: frozenset({getattr(practice, name).id}) for kind, name in SINGLE.items()}


def named(
    claim: Assertion,
    hunks: Sequence[Hunk],
    before: Sequence[Reading],
    after: Sequence[Reading],
    vocabulary: Vocabulary,
) -> list[Change]:
    """All differences of an edited sentence, whether or not they bear on the claim, and what the practices say."""
    if is_wordless(before):
        told = ([p for reading in side for p in reading.practices] for side in (before, after))
        return [_facet_change(kind, difference) for kind, difference in all_of(*told).items()]
    found: dict[ChangeKind, list[Hunk]] = {}
    for hunk in hunks:
        found.setdefault(_kind(claim, hunk, vocabulary), []).append(hunk)
    old, new = (next((p for r in side for p in r.practices), None) for side in (before, after))
    facets = differences(old, new) if old and new else {}
    changes = [_change(kind, group, facets.get(kind)) for kind, group in found.items()]
    turning: tuple[ChangeKind, ...] = ("actor", "action")
    unseen = [kind for kind in turning if kind in facets and kind not in found]
    return changes + [_facet_change(kind, facets[kind]) for kind in unseen]


def _kind(claim: Assertion, hunk: Hunk, vocabulary: Vocabulary) -> ChangeKind:
    """Where a claim is on a safeguard, words that name no data or purpose tell of the safeguard."""
    groups = {vocabulary.concepts[i].group for i in hunk.ids}
    if "safeguards" in groups:
        return "safeguard"
    on_safeguard = bool(claim.safeguards) or claim.action == "encrypt"
    if on_safeguard and not groups and hunk.kind in ("data", "purpose", "recipient", "polarity"):
        return "safeguard"
    if hunk.whole and hunk.kind == "polarity" and claim.polarity == "is" and _done(hunk.before) and _done(hunk.after):
        return "action"  # what was done is withheld: told of what is done
    return hunk.kind


def _done(places: Iterable[Placed]) -> bool:
    return any(place.token.slot == "action" for place in places)


def _same_words(hunks: Sequence[Hunk]) -> bool:
    before = sorted(place.form for hunk in hunks for place in hunk.before)
    return before == sorted(place.form for hunk in hunks for place in hunk.after)


def _counterparts(sides: Sequence[Sided], others: Sequence[Sided]) -> list[Sided]:
    """With the practices that do what the other side's do: who acts may have changed, and with it what bears most."""
    done = {reading.practices[k].action.id for reading, match in others for k in match.practices}
    found = []
    for reading, match in sides:
        more = (k for k, p in enumerate(reading.practices) if p.action.id in done and k not in match.practices)
        found.append((reading, replace(match, practices=(*match.practices, *more))))
    return found


def _weightiest(sides: Sequence[Sided], like: Practice | None = None) -> Practice | None:
    """The practice that bears most on the claim; of a sentence that states several, the one that does as another."""
    weighed = [
        (match.weight, next((p for p in stated if like and p.action.id == like.action.id), stated[0]))
        for reading, match in sides
        if (stated := [reading.practices[k] for k in match.practices])
    ]
    return max(weighed, key=lambda w: w[0])[1] if weighed else None


def _change(kind: ChangeKind, hunks: Sequence[Hunk], named: Difference | None) -> Change:
    """A change quotes the words that differ; its text says what they mean, where the practices tell."""
    before = _quoted(kind, [hunk.before for hunk in hunks if hunk.before])
    after = _quoted(kind, [hunk.after for hunk in hunks if hunk.after])
    gone, come = (", ".join(named.gone), ", ".join(named.come)) if named else (before, after)
    text = sentence(gone, come) if gone or come else sentence(before, after)
    return Change(kind=kind, before=before, after=after, text=f"{NAMES[kind]}: {text}")


def _quoted(kind: ChangeKind, sides: Sequence[Sequence[Placed]]) -> str:
    """The words that differ; of a condition with the "only" that it hangs on: "[only on a] court order"."""
    said = ", ".join(map(quoted, sides))
    if kind != "condition" or any(place.form == "only" for places in sides for place in places):
        return said
    first = sides[0][0] if sides else None
    only = _ONLY.search(first.sentence, 0, first.token.start) if first else None
    return only[0] + said if only else said


def sentence(before: str, after: str) -> str:
    """``a → b``, or what was added or dropped."""
    if before and after:
        return f"{before} → {after}"
    return f"“{after}” added" if after else f"“{before}” dropped"


def one_sided(
    kind: Literal["added", "removed"], claim: Assertion, reading: Reading, practices: Iterable[int],
    others: Sequence[Practice], vocabulary: Vocabulary,
) -> Change | None:  # fmt: skip
    """A sentence that was added or removed with a practice that none of the others states, or None."""
    stated = [reading.practices[k] for k in practices]
    news = [p for p in stated if not any(covers(claim, other, p, vocabulary) for other in others)]
    if stated and not news:
        return None
    text = reading.sentence.text
    says = "a new statement" if kind == "added" else "no longer stated"
    before, after = ("", text) if kind == "added" else (text, "")
    return Change(kind=kind, before=before, after=after, text=f"{says}: {_summary(news[0]) if news else text}")


def listed(
    kind: Literal["added", "removed"], claim: Assertion, reading: Reading, vocabulary: Vocabulary
) -> Change | None:
    """A member that a list which states the claim gained or lost, where it concerns the claim, or None."""
    own = tuple(token for token in reading.tokens if token.stem[:1].isalnum())
    place = _place(reading, own)
    at_large = claim.action == "use" and TOP in claim.data
    if place is None or ((at_large or place != "purpose") and for_others(claim, _ids(own), vocabulary)):
        return None
    parts = between((), (reading,), vocabulary) if kind == "added" else between((reading,), (), vocabulary)
    before, after = (tuple(p for part in parts for p in getattr(part, side)) for side in ("before", "after"))
    hunk = Hunk(KINDS[place], before, after)
    match = Match(0, STRONG, tuple(range(len(reading.practices))))
    told = place == "purpose" or bears(claim, hunk, [(reading, match)], vocabulary)
    return _change(hunk.kind, [hunk], None) if told else None


def _ids(tokens: Iterable[Token]) -> set[str]:
    return {id for token in tokens for id in token.ids}


def _place(reading: Reading, own: Sequence[Token]) -> Slot | None:
    """The place that a list's members stand at: what they do for is a purpose, the ways of doing it conditions."""
    slots = Counter(token.slot for token in own)
    if "actor" in slots:
        return None  # a statement of its own
    if "action" in slots:
        if reading.sentence.lead_in.rstrip(" :").endswith((" to", " for")):
            return "purpose"
        ways = all(token.text.endswith("ing") for token in own if token.slot == "action")
        return "condition" if ways else None
    return next((slot for slot, _ in slots.most_common() if slot in ("data", "recipient", "purpose")), None)


def covers(claim: Assertion, one: Practice, other: Practice, vocabulary: Vocabulary) -> bool:
    """Whether the first practice says all that the second says on the facets of a claim."""
    if (one.polarity.id, one.action.id) != (other.polarity.id, other.action.id):
        return False
    mine, theirs = _signature(claim, one, vocabulary), _signature(claim, other, vocabulary)
    return theirs <= mine


def _signature(claim: Assertion, practice: Practice, vocabulary: Vocabulary) -> frozenset[tuple[str, str]]:
    found = _facet("data", practice.data, claim.data, vocabulary)
    found |= _facet("recipient", practice.recipients, claim.recipients, vocabulary)
    found |= _facet("purpose", practice.purposes, claim.purposes, vocabulary)
    found |= {("quantity", q.words) for q in practice.quantities}
    found |= {("safeguard", s.id or s.words) for s in practice.safeguards}
    return frozenset(found)


def _facet(
    name: str, values: Iterable[Value], asked: Sequence[str], vocabulary: Vocabulary
) -> set[tuple[str, str]]:
    """Values that a claim speaks of; all, where it leaves the facet open."""
    everything = not asked or TOP in asked
    return {
        (name, value.id or value.words)
        for value in values
        if everything
        or (value.id and any(vocabulary.akin(value.id, a) for a in asked))
    }


def _summary(practice: Practice) -> str:
    """A practice in a few words."""
    denied = practice.polarity.id == "is-not"
    parts = [
        practice.actor.words or practice.actor.id or "",
        "not" if denied else "", practice.action.words,
        ", ".join(v.words for v in practice.data[:4]),
        "with " + ", ".join(v.words for v in practice.recipients[:3]) if practice.recipients else "",
        "to " + ", ".join(v.words for v in practice.purposes[:3]) if practice.purposes else "",
    ]  # fmt: skip
    return " ".join(filter(None, parts))
