"""Which sentences bear on a claim, how strongly, and whether they state it.

A sentence bears on a claim by one of its practices, facet by facet (`weigh`): what the text leaves unsaid is
unknown, not a mismatch, for actor, recipients and purposes; it is a mismatch for data and action. Modality and
polarity never decide whether a sentence is evidence, only what it says.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import NamedTuple

from claimtrack import text
from claimtrack.records import STRONG, Assertion, Claim, Match, Page, Practice, Reading, Sentence, Support, Value
from claimtrack.vocabulary import TOP, Vocabulary

WEAK = 0.2
CONDITIONAL = frozenset({"user-choice", "permission"})
UNLESS = frozenset({"unless", "until", "out", "without"})
BROADER = 0.4
"""Weight of data that only holds what the claim names: account information for a claim on phone numbers."""
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
UNKNOWN = 0.3
"""The same for a verb that no action names."""
DENIED_FOR = 0.8
"""What "not used for ads" still tells of collecting: the thing is denied for a purpose, not as such."""
OBTAINED = frozenset(("collect", "read"))
"""What users do to be given their own data: "you can download a copy"."""
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


@dataclass(frozen=True)
class Statements:
    """The sentences of a page that can be evidence, by their indexes among its readings."""

    readings: Sequence[Reading]
    sentences: tuple[int, ...]

    @cached_property
    def by_data(self) -> Mapping[str, frozenset[int]]:
        """Which of them state a practice on data of an id."""
        found: dict[str, set[int]] = defaultdict(set)
        for i in self.sentences:
            for id in {v.id for practice in self.readings[i].practices for v in practice.data if v.id}:
                found[id].add(i)
        return {id: frozenset(where) for id, where in found.items()}

    @cached_property
    def said(self) -> Mapping[int, str]:
        """The stems of each, as `_joined` writes them."""
        return {i: _joined(t.stem for t in self.readings[i].tokens) for i in self.sentences}

    @cached_property
    def words(self) -> Mapping[int, frozenset[str]]:
        """The different stems of each, its lead-in's among them."""
        readings = ((i, self.readings[i]) for i in self.sentences)
        return {i: frozenset((*text.stems(r.sentence.lead_in), *(t.stem for t in r.tokens))) for i, r in readings}

    @cached_property
    def named(self) -> Mapping[int, frozenset[str]]:
        """The ids that each names."""
        return {i: frozenset().union(*(t.ids for t in self.readings[i].tokens)) for i in self.sentences}

    @cached_property
    def rarity(self) -> Mapping[str, float]:
        """Inverse document frequency of their stems (Spärck Jones 1972)."""
        seen = Counter(stem for i in self.sentences for stem in {t.stem for t in self.readings[i].tokens})
        return {stem: math.log((1 + len(self.sentences)) / n) for stem, n in seen.items()}


def statements(readings: Sequence[Reading], page: Page, vocabulary: Vocabulary) -> Statements:
    """What can be evidence on a page: no headings, contents, pointers elsewhere or news of the policy."""
    usable = (
        i
        for i, reading in enumerate(readings)
        if not _is_navigation(reading, page) and not _is_notice(reading, vocabulary)
    )
    return Statements(readings, tuple(usable))


def evidence(claim: Claim, statements: Statements, vocabulary: Vocabulary) -> list[Match]:
    """Those of the statements that bear on a claim, in page order, each with the practices that do."""
    cues = [_phrase(cue) for cue in claim.cues]
    on_data = _on_data(claim.practice, statements, vocabulary)
    found = []
    for i in statements.sentences:
        cued = bool(cues) and any(cue in statements.said[i] for cue in cues)
        if statements.readings[i].defines and _explains(statements.readings[i], claim.practice, vocabulary):
            found.append(Match(i, STRONG))
        elif (cued or i in on_data) and _is_about(claim, statements.readings[i].sentence):
            weight, practices = _best(claim, statements.readings[i], vocabulary)
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
        if id == TOP or any(vocabulary.is_a(id, asked) or vocabulary.is_a(asked, id) for asked in claim.data)
    )
    return frozenset().union(*(statements.by_data[id] for id in kin))


def worded(claim: Claim, statements: Statements, vocabulary: Vocabulary) -> list[Match]:
    """The statements nearest to a claim by its own words, for where no practice that could be read bears on it."""
    wanted = _wanted(claim, statements.rarity, vocabulary)
    cues = [_phrase(cue) for cue in claim.cues]
    near: dict[int, float] = {}
    for i in statements.sentences:
        cued = any(cue in statements.said[i] for cue in cues)
        held = _held(wanted, statements.words[i], statements.named[i])
        share = sum(unit.weight for unit in held) if cued or len(held) > 1 else 0.0
        if share >= (CUED if cued else WORDED) and _is_about(claim, statements.readings[i].sentence):
            near[i] = share + cued * HINT
    closest = max(near.values(), default=0.0)
    nearest = (i for i, share in near.items() if share >= NEAREST * closest)
    return [Match(i, STRONG, _bearing(claim, statements.readings[i], vocabulary)) for i in nearest]


def _bearing(claim: Claim, reading: Reading, vocabulary: Vocabulary) -> tuple[int, ...]:
    """The practices of a sentence that bear on a claim; all, where none does."""
    weight, practices = _best(claim, reading, vocabulary)
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


def _best(claim: Claim, reading: Reading, vocabulary: Vocabulary) -> tuple[float, tuple[int, ...]]:
    """The weight of the weightiest practice, and the practices nearly as weighty."""
    weights = [weigh(claim.practice, practice, vocabulary) for practice in reading.practices]
    best = max(weights, default=0.0)
    near = tuple(k for k, weight in enumerate(weights) if weight >= 0.8 * best)
    return best, near


def _is_navigation(reading: Reading, page: Page) -> bool:
    """A heading, or an entry of a table of contents: nothing but a link to a place on the page."""
    sentence = reading.sentence
    if sentence.kind == "heading":
        return True
    passage = page.passages[sentence.passage]
    return any(
        link.href.startswith("#") and link.end - link.start >= 0.9 * len(passage.text)
        for link in passage.links
    )


def _is_notice(reading: Reading, vocabulary: Vocabulary) -> bool:
    """A pointer elsewhere ("learn more about …"), or what a policy says of its own changes."""
    if _points_elsewhere(tuple(token.stem for token in reading.tokens[:6]), vocabulary):
        return True
    return any(_names_notices(heading, vocabulary) for heading in reading.sentence.section)


@lru_cache(maxsize=8192)
def _points_elsewhere(opening: tuple[str, ...], vocabulary: Vocabulary) -> bool:
    return any(at[0] == 0 and name == "pointers" for at, name in vocabulary.marks(opening))


@lru_cache(maxsize=4096)
def _names_notices(heading: str, vocabulary: Vocabulary) -> bool:
    return any(name == "notices" for _, name in vocabulary.marks(text.stems(heading)))


def _is_about(claim: Claim, sentence: Sentence) -> bool:
    """Whether a sentence, its headings and lead-in hold a phrase of each list that the claim gives."""
    return not claim.about or all(
        any(_phrase(phrase) in _in_context(sentence) for phrase in phrases) for phrases in claim.about
    )


@lru_cache(maxsize=8192)
def _in_context(sentence: Sentence) -> str:
    """The stems of a sentence with its headings and lead-in; claims ask for them again and again."""
    return _joined(text.stems(" . ".join((*sentence.section, sentence.lead_in, sentence.text))))


@lru_cache(maxsize=4096)
def _phrase(words: str) -> str:
    return _joined(text.stems(words))


def _joined(stems: Iterable[str]) -> str:
    """Stems as one string, of which any run of whole stems is a part: `` share your phone number ``."""
    return "".join(f" {stem}" for stem in stems if stem[:1].isalnum()) + " "


# ── One practice against one claim ───────────────────────────────────────────────────────────────────


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
        if any(v.id == TOP for v in practice.data) or (known and named):
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
            elif vocabulary.is_a(value.id, id) or (value.id == "anyone" and _anybody(id, vocabulary)):
                return 1.0
            elif vocabulary.is_a(id, value.id):
                best = max(best, broader)
    return best


def _anybody(id: str, vocabulary: Vocabulary) -> bool:
    """Whether what anyone may have, these have too: people, not the companies behind the service."""
    return any(vocabulary.is_a(id, people) for people in ("other-users", "third-party"))


def _related(ids: Sequence[str], values: Iterable[Value], vocabulary: Vocabulary) -> bool:
    return _relation(ids, values, vocabulary, broader=0.0, unknown=0.0) == 1.0


# ── Support ──────────────────────────────────────────────────────────────────────────────────────────


def support(
    claim: Claim, matches: Sequence[Match], readings: Sequence[Reading], vocabulary: Vocabulary
) -> tuple[Support, list[str]]:
    """Whether the evidence states the claim, and what is missing, in words."""
    asserted = claim.practice
    strong = [readings[m.sentence].practices[k] for m in matches if m.weight >= STRONG for k in m.practices]
    saying = [p for p in strong if p.polarity.id == asserted.polarity and not _elsewhere(asserted, p, vocabulary)]
    if saying:
        alone = min((_missing(asserted, [p], vocabulary) for p in saying), key=len)
        missing = _missing(asserted, saying, vocabulary) if alone else []
        if missing and any(_breaks(bound, saying) for bound in asserted.quantities):
            return "contradicted", missing
        return ("partly-stated", missing) if missing else ("stated", [])
    opposed = [p for p in strong if p.polarity.id != asserted.polarity]
    opposed = [p for p in opposed if p.actor.id == asserted.actor and _same_action(asserted, p)]
    if any(not _missing(asserted, [p], vocabulary, conditions=False) for p in opposed):
        return "contradicted", []
    near = [readings[m.sentence].practices[k] for m in matches if m.weight >= BROADER for k in m.practices]
    near = [p for p in near if p.polarity.id == asserted.polarity and p.action.id == asserted.action]
    near = [p for p in near if not _elsewhere(asserted, p, vocabulary)]
    missing = _missing(asserted, near, vocabulary)
    elsewhere = asserted.polarity == "is-not" and any(m.startswith(("purpose", "recipient")) for m in missing)
    return ("partly-stated", missing) if near and not elsewhere else ("not-stated", [])


def _elsewhere(claim: Assertion, practice: Practice, vocabulary: Vocabulary) -> bool:
    """Whether a practice is for other purposes than the claim's: used to stop spam says nothing of training, nor does
    a use for nothing in particular.
    """
    if claim.action == "use" and claim.purposes and not practice.purposes:
        return True
    said = [value.id for value in practice.purposes if value.id]
    akin = any(vocabulary.is_a(i, a) or vocabulary.is_a(a, i) for i in said for a in claim.purposes)
    return bool(claim.purposes and said) and not akin


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
        ("safeguard", claim.safeguards, [v for p in practices for v in p.safeguards]),
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
        f"quantity: {bound}" for bound in claim.quantities if not any(_within(q, bound) for q in stated)
    ]
    if claim.modality == "must" and not any(p.modality.id == "must" for p in practices):
        found.append("modality: must")
    return found


def _states(id: str, value: Value, denial: bool, vocabulary: Vocabulary) -> bool:
    turned = id in CONDITIONAL and not denial and UNLESS & set(value.words.split())
    if value.id is None and id == "third-party":
        return bool(value.words)  # whoever it is that is given something, and is not known to be another
    if value.id is None or turned:
        return False  # "unless you opt out" is no condition that you choose
    if value.id == "anyone" and (denial or _anybody(id, vocabulary)):
        return True
    return vocabulary.is_a(value.id, id) or (denial and vocabulary.is_a(id, value.id))


def _people(practices: Sequence[Practice]) -> list[Value]:
    """Recipients, and actors other than the controller."""
    return [v for p in practices for v in (*p.recipients, p.actor) if v.id != "controller"]


def _within(said: str, bound: str) -> bool:
    """Whether a quantity of the text keeps to the one a claim gives: same unit, and inside its bound."""
    number, unit = _quantity(said)
    limit, limit_unit = _quantity(bound)
    turned = ("<=" in bound and ">=" in said) or (">=" in bound and "<=" in said)
    if unit != limit_unit or turned:
        return False
    return number <= limit if "<=" in bound else number >= limit if ">=" in bound else number == limit


def _breaks(bound: str, practices: Iterable[Practice]) -> bool:
    """Whether the text gives quantities of the claim's unit, and none keeps to its bound."""
    said = [q.words for p in practices for q in p.quantities if _quantity(q.words)[1] == _quantity(bound)[1]]
    return bool(said) and not any(_within(q, bound) for q in said)


DAYS = {
    "second": 1 / 86400, "minute": 1 / 1440, "hour": 1 / 24, "day": 1.0, "week": 7.0, "fortnight": 14.0,
    "month": 365.25 / 12, "quarter": 365.25 / 4, "year": 365.25, "decade": 3652.5,
}  # fmt: skip
_MEASURE = re.compile(r"(\d+(?:[.,]\d+)?)\D*?([a-z]+|%)$", re.IGNORECASE)
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")


def _quantity(text: str) -> tuple[float, str]:
    """A number and its unit; periods in days, so that "24 hours" keeps to "<= 30 days". No unit where no number is."""
    found = _MEASURE.search(_THOUSANDS.sub("", text))
    if not found:
        return 0.0, ""
    amount, unit = float(found[1].replace(",", ".")), found[2].lower().removesuffix("s")
    return (round(amount * DAYS[unit], 6), "day") if unit in DAYS else (amount, "percent" if unit == "%" else unit)
