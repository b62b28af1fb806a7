"""The pure half of the pipeline: pages in, findings out; no clock, disk, network or randomness."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from claimtrack import align, comparing, match, reading, records
from claimtrack.comparing import Edition, Outcome, unclaimed
from claimtrack.pipeline import redaction
from claimtrack.records import (
    FLAGGED,
    LEVELS,
    STRONG,
    Alignment,
    Claim,
    Document,
    Evidence,
    EvidencePair,
    Finding,
    Level,
    Match,
    Page,
    Pair,
    Practice,
    PracticeFacts,
    Reading,
    Support,
    Unclaimed,
    Value,
)  # fmt: skip
from claimtrack.vocabulary import Vocabulary

CONTEXT = 32
"""Characters of prefix and suffix in a quote; the W3C model leaves it open, 32 is what annotators use."""
QUOTES = 5
"""Quotes shown for a claim that did not change: its weightiest."""


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a comparison: a page, and the id of the snapshot it was read from."""

    id: str
    page: Page


@dataclass(frozen=True, slots=True)
class Redacted:
    """A side before of which no text was kept: the snapshot's id, and the facts."""

    id: str
    facts: records.Redacted


@dataclass(frozen=True, slots=True)
class Comparison:
    """What became of each claim, in the order given, and of what no claim covers."""

    findings: tuple[Finding, ...]
    unclaimed: tuple[Unclaimed, ...] = ()


@dataclass(frozen=True, slots=True)
class Read:
    """A side with its readings.

    ``lost`` is None for a page; of a redacted side it has the sentences whose text is not known, and ``reader`` says
    who read them.
    """

    side: Side
    statements: match.Statements = field(repr=False)
    lost: frozenset[int] | None = None
    reader: str = ""

    @property
    def readings(self) -> Sequence[Reading]:
        """The page's sentences as they were read."""
        return self.statements.readings


def compare(
    claims: Sequence[Claim], document: Document, vocabulary: Vocabulary, before: Side | Redacted | None,
    after: Side,
) -> Comparison:  # fmt: skip
    """Judge each claim between two editions; ``before`` is None for the first edition of a document."""
    words = reading.for_claims(reading.for_document(vocabulary, document), claims)
    new = Read(after, _read(after.page, words))
    if before is None:
        return Comparison(tuple(_baseline(claim, new, words) for claim in claims))
    if isinstance(before, Redacted):
        it = redaction.recalled(before.facts, new.statements, claims, words)
        side = Side(before.id, Page((), (), ""))
        old, alignment = Read(side, it.statements, it.lost, str(before.facts.reader)), it.alignment
    else:
        old = Read(before, _read(before.page, words))
        alignment = _same(new) if old.statements is new.statements else align.sentences(old.readings, new.readings)
    judged = [_judge(claim, old, new, alignment, words) for claim in claims]
    covered = ({i for j in judged for i in j.before}, {i for j in judged for i in j.after})
    return Comparison(
        tuple(j.finding for j in judged), tuple(_unclaimed(old, new, alignment, covered, words))
    )


@lru_cache(maxsize=4)
def _read(page: Page, vocabulary: Vocabulary) -> match.Statements:
    """A page is read once, however often it is fetched or compared, as long as it does not change."""
    return match.statements(reading.page(page, vocabulary), page, vocabulary)


def _same(edition: Read) -> Alignment:
    """A page aligned with itself."""
    return Alignment(tuple(Pair((i,), (i,), 1.0) for i in range(len(edition.readings))), (), ())


@dataclass(frozen=True, slots=True)
class Judged:
    """A finding, and the sentences on either side that are strong evidence for its claim."""

    finding: Finding
    before: list[int]
    after: list[int]


def practices(page: Page, document: Document, vocabulary: Vocabulary) -> list[PracticeFacts]:
    """Every practice that a page states, in page order."""
    found = reading.page(page, reading.for_document(vocabulary, document))
    return [_facts(practice) for sentence in found for practice in sentence.practices]


def _baseline(claim: Claim, new: Read, vocabulary: Vocabulary) -> Finding:
    matches = _evidence(claim, new, vocabulary)
    support, missing = match.support(claim, matches, new.readings, vocabulary)
    return Finding(
        id=claim.id, statement=claim.statement, status="baseline", flagged=False, level=_level("none", support),
        support=support, missing=missing, confidence=_confidence(matches),
        evidence=EvidencePair(after=_quotes(new, _weightiest(matches))),
    )  # fmt: skip


def _judge(claim: Claim, old: Read, new: Read, alignment: Alignment, vocabulary: Vocabulary) -> Judged:
    now = _evidence(claim, new, vocabulary)
    was = now if old.statements is new.statements else _evidence(claim, old, vocabulary)
    support_before, _ = match.support(claim, was, old.readings, vocabulary)
    support, missing = match.support(claim, now, new.readings, vocabulary)
    was, now = _worded(claim, old, was, vocabulary), _worded(claim, new, now, vocabulary)
    editions = _edition(old, was, support_before), _edition(new, now, support)
    outcome = comparing.claim(claim, *editions, alignment, vocabulary)
    flagged = outcome.status in FLAGGED
    finding = Finding(
        id=claim.id, statement=claim.statement, status=outcome.status, flagged=flagged,
        level=_level(LEVELS.get(outcome.status, "none"), support), support=support,
        support_before=support_before, missing=missing, before=old.side.id,
        confidence=_confidence([*was, *now]), changes=outcome.changes,
        evidence=_pair(old, new, was, now, outcome, flagged),
    )  # fmt: skip
    return Judged(finding, *(edition.strong(edition.matches) for edition in editions))


def _unclaimed(
    old: Read, new: Read, alignment: Alignment, covered: tuple[set[int], set[int]], vocabulary: Vocabulary
) -> Iterator[Unclaimed]:
    usable = set(old.statements.sentences), set(new.statements.sentences)
    for found in unclaimed.statements(old.readings, new.readings, alignment, usable, covered, vocabulary):
        before = old.readings[found.before] if found.before is not None else None
        after = new.readings[found.after] if found.after is not None else None
        shown = after or before
        if shown:
            yield Unclaimed(
                kind=found.kind, before=before.sentence.text if before else "",
                after=after.sentence.text if after else "",
                section=list(shown.sentence.section), practices=[_facts(p) for p in shown.practices],
            )  # fmt: skip


def _evidence(claim: Claim, edition: Read, vocabulary: Vocabulary) -> list[Match]:
    """What bears on a claim: the page alone decides it, so its support is the same whatever it is compared with."""
    return match.evidence(claim, edition.statements, vocabulary)


def _worded(claim: Claim, edition: Read, matches: list[Match], vocabulary: Vocabulary) -> list[Match]:
    """The sentences to compare: those in the claim's own words, where nothing that was read bears on it strongly."""
    if any(m.weight >= STRONG for m in matches):
        return matches
    return match.worded(claim, edition.statements, vocabulary) or matches


def _edition(edition: Read, matches: Iterable[Match], support: Support) -> Edition:
    usable = frozenset(edition.statements.sentences)
    return Edition(edition.readings, {m.sentence: m for m in matches}, support, usable)


def _pair(
    old: Read, new: Read, was: Sequence[Match], now: Sequence[Match], outcome: Outcome, flagged: bool
) -> EvidencePair:
    """What a finding quotes: what changed where it is flagged, else the weightiest evidence."""
    if flagged and outcome.changes:
        return EvidencePair(before=_quotes(old, sorted(outcome.before)), after=_quotes(new, sorted(outcome.after)))
    return EvidencePair(before=_quotes(old, _weightiest(was)), after=_quotes(new, _weightiest(now)))


def _weightiest(matches: Sequence[Match]) -> list[int]:
    best = sorted((m for m in matches if m.weight >= match.BROADER), key=lambda m: (-m.weight, m.sentence))
    return [m.sentence for m in best[:QUOTES]]


def _confidence(matches: Sequence[Match]) -> float:
    return max((m.weight for m in matches), default=1.0)


def _level(level: Level, support: Support) -> Level:
    return "warning" if level in ("none", "note") and support in ("not-stated", "contradicted") else level


def _quotes(edition: Read, sentences: Sequence[int]) -> list[Evidence]:
    """Each sentence once, however often it stands on the page."""
    quote = _quote if edition.lost is None else _recalled_quote
    first = {edition.readings[i].sentence.text: i for i in reversed(list(sentences))}
    return [
        quote(edition, i) for i in dict.fromkeys(sentences) if first[edition.readings[i].sentence.text] == i
    ]


def _quote(edition: Read, at: int) -> Evidence:
    text, said = edition.side.page.text, edition.readings[at]
    sentence = said.sentence
    return Evidence(
        exact=sentence.text, prefix=text[max(0, sentence.start - CONTEXT) : sentence.start],
        suffix=text[sentence.end : sentence.end + CONTEXT], start=sentence.start, end=sentence.end,
        section=list(sentence.section), snapshot=edition.side.id, practices=[_facts(p) for p in said.practices],
    )  # fmt: skip


def _recalled_quote(edition: Read, at: int) -> Evidence:
    """A sentence of a redacted side: where it stands is not known, nor its text where no later page has it."""
    said, lost = edition.readings[at], at in (edition.lost or ())
    practices = (_facts(practice).model_copy(update={"words": {}}) for practice in said.practices)
    return Evidence(
        exact="" if lost else said.sentence.text, prefix="", suffix="", start=0, end=0,
        section=list(said.sentence.section), snapshot=edition.side.id, practices=list(practices),
        reader=edition.reader if lost else None,
    )  # fmt: skip


def _facts(practice: Practice) -> PracticeFacts:
    """A practice as reports show it: ids, or the words where there is none."""
    facets = ("data", "recipients", "purposes", "conditions", "quantities", "safeguards")
    values: dict[str, tuple[Value, ...]] = {facet: getattr(practice, facet) for facet in facets}
    words = {facet: [v.words for v in found] for facet, found in values.items() if found}
    single = {"actor": practice.actor, "action": practice.action}
    words |= {facet: [value.words] for facet, value in single.items() if value.words}
    return PracticeFacts(
        sentence=practice.sentence, section=list(practice.section), lead_in=practice.lead_in,
        actor=practice.actor.id or practice.actor.words, action=practice.action.id or practice.action.words,
        modality=practice.modality.id, polarity=practice.polarity.id, words=words,
        **{facet: [v.id or v.words for v in found] for facet, found in values.items()},
    )  # fmt: skip
