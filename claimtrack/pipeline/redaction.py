"""Redacted editions on the road of a comparison; pure, like the core that it serves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from claimtrack import match, normalform, reading, redacting
from claimtrack.records import (
    Alignment,
    Claim,
    Document,
    Page,
    Passage,
    Reader,
    Redacted,
    RedactedSentence,
)
from claimtrack.vocabulary import Vocabulary


def redacted(
    page: Page, document: Document, claims: Sequence[Claim], vocabulary: Vocabulary, *,
    snapshot: str, original: str, reader: Reader,
) -> Redacted:  # fmt: skip
    """A page without its text. The claims bring their vocabulary, and the phrases that are looked for."""
    words = reading.for_claims(reading.for_document(vocabulary, document), claims)
    statements = match.statements(reading.page(page, words), page, words)
    wanted = phrases(claims)
    cues, about = match.holding(statements, wanted)
    kept = redacting.sentences(statements.readings, set(statements.sentences), cues, about)
    return Redacted(snapshot=snapshot, original=original, reader=reader, phrases=wanted, sentences=list(kept))


def phrases(claims: Sequence[Claim]) -> list[str]:
    """All cues of claims, and all that they are about."""
    found = {phrase for claim in claims for group in (claim.cues, *claim.about) for phrase in group}
    return sorted(found)


@dataclass(frozen=True, slots=True)
class Recalled:
    """A redacted edition beside a later page: what it states, and which sentence became which. ``lost`` are the
    sentences whose text is not known.
    """

    statements: match.Statements
    alignment: Alignment
    lost: frozenset[int]


def recalled(
    facts: Redacted, later: match.Statements, claims: Sequence[Claim], vocabulary: Vocabulary
) -> Recalled:
    """What a redacted edition says, beside a later page."""
    known = vocabulary.concepts
    before = redacting.recalled(facts, later.readings, set(later.sentences), known)
    lengths = [len(normalform.words(each.sentence.text)) for each in later.readings]
    alignment = redacting.aligned(before, facts.sentences, later.readings, lengths)
    phrases = _phrases(before, facts, later, alignment, claims)
    statements = match.Statements(before.readings, before.usable, phrases)
    return Recalled(statements, alignment, before.lost)


def _phrases(
    before: redacting.Recalled, facts: Redacted, later: match.Statements, alignment: Alignment,
    claims: Sequence[Claim],
) -> Mapping[int, tuple[str, str]]:  # fmt: skip
    """The phrases that lost sentences hold; of one that was not looked for when the text was at hand, what is true of
    the sentence that it became is taken to be true of it.
    """
    missing = [phrase for phrase in phrases(claims) if phrase not in set(facts.phrases)]
    found = dict(before.phrases)
    holds = match.holding(later, missing) if missing else ({}, {})
    for pair in alignment.pairs:
        for i in before.lost.intersection(pair.before):
            more = ([missing[n] for j in pair.after for n in sorted(held.get(j, ()))] for held in holds)
            own, above = (" . ".join(filter(None, (old, *new))) for old, new in zip(found[i], more, strict=True))
            found[i] = own, above
    return found


def page(facts: Redacted, later: Page) -> Page:
    """What a later page tells of a redacted one, enough to judge whether they are one document: the sentences that
    stand on it, and in place of each other as many words that say nothing.
    """
    texts = {normalform.digest(each.text): each.text for each in later.sentences}
    blocks: dict[int, list[RedactedSentence]] = {}
    for each in facts.sentences:
        blocks.setdefault(each.passage, []).append(each)
    passages = tuple(Passage(said[0].kind, " ".join(_stand_in(one, texts) for one in said)) for said in blocks.values())
    return Page(passages, (), "\n".join(passage.text for passage in passages))


def _stand_in(facts: RedactedSentence, texts: Mapping[str, str]) -> str:
    return texts.get(facts.digest) or " ".join([f"x{facts.digest[7:23]}"] * facts.words)
