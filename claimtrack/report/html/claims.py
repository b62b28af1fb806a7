"""A claim as a card: what became of it, why, and the passages on both sides."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from claimtrack.records import Evidence, EvidencePair, Finding, Report, Status
from claimtrack.report import quote, sentences
from claimtrack.report.html.places import Places

OPEN_PAIRS = 3
"""Pairs of passages that are seen at once; the others are folded."""
MAX_PAIRS = 12
MAX_PASSAGE = 4000
"""Characters of a passage that are shown; a page without full stops is one sentence."""
UNSURE = 0.6
"""A lower confidence is shown."""

_BOUND = re.compile(r"([<>])=\s*(?=\d)")


@dataclass(frozen=True, slots=True)
class PassageView:
    """A passage of one side, in pieces, and where it can be read in its place."""

    pieces: list[quote.Piece]
    live: str = ""
    text: str = ""
    when: str = ""
    stored: str = ""
    kept: bool = True


@dataclass(frozen=True, slots=True)
class PairView:
    """What a passage became; None where there is nothing on a side."""

    section: list[str]
    before: PassageView | None
    after: PassageView | None


@dataclass(frozen=True, slots=True)
class ClaimView:
    """One claim with all that is said of it."""

    id: str
    anchor: str
    statement: str
    status: Status
    symbol: str
    flagged: bool
    support: str
    verdict: str
    reasons: list[str]
    notes: list[str]
    pairs: list[PairView]
    more: int
    evidence: list[PairView]

    @property
    def status_words(self) -> str:
        """The status as people write it."""
        return self.status.replace("-", " ")

    @property
    def warning(self) -> bool:
        """Whether the page does not state it, or says the opposite, though nothing changed."""
        return not self.flagged and self.support in ("not-stated", "contradicted")


def view(finding: Finding, report: Report, places: Places) -> ClaimView:
    """The card of a finding."""
    changed = finding.flagged or finding.status in ("reworded", "moved", "cosmetic")
    found = list(pairs(finding.evidence, places)) if changed else []
    return ClaimView(
        id=finding.id,
        anchor=places.claim(finding.id),
        statement=finding.statement,
        status=finding.status,
        symbol=sentences.SYMBOLS[finding.status],
        flagged=finding.flagged,
        support=finding.support or "",
        verdict=plainly(sentences.support(finding, unsure=UNSURE)),
        reasons=[plainly(each) for each in sentences.reasons(finding.changes)],
        notes=_notes(finding, report),
        pairs=found[:MAX_PAIRS],
        more=max(len(found) - MAX_PAIRS, 0),
        evidence=[] if found else [_alone(each, places) for each in finding.evidence.after[:MAX_PAIRS]],
    )


def plainly(said: str) -> str:
    """With bounds in words: "<= 30 days" is at most 30 days."""
    return _BOUND.sub(lambda found: "at most " if found[1] == "<" else "at least ", said)


def _notes(finding: Finding, report: Report) -> list[str]:
    """What else a reader must know."""
    said = [sentences.news(finding, report)]
    if finding.before and report.before and finding.before != report.before.id:
        said.append(f"Compared with its own accepted snapshot, {finding.before}.")
    return [each for each in said if each]


def pairs(sides: EvidencePair, places: Places | None = None) -> Iterable[PairView]:
    """What became of the passages; with ``places``, where each can be read."""
    for lost in (each for each in sides.before if not each.exact):
        text = quote.shortened(quote.inert(sentences.unquoted(lost)), MAX_PASSAGE)
        yield PairView(lost.section, PassageView([quote.Piece(text, False)], kept=False), None)
    old = {each.exact: each for each in reversed(sides.before) if each.exact}
    new = {each.exact: each for each in reversed(sides.after) if each.exact}
    said = ([each.exact for each in side if each.exact] for side in (sides.before, sides.after))
    for left, right in quote.pairs(*said):
        section = (new.get(right) or old[left]).section
        found = pair(left, right, places.section(section) if places else section)
        yield PairView(
            found.section,
            _placed(found.before, "before", old.get(left), places),
            _placed(found.after, "after", new.get(right), places),
        )


def pair(before: str, after: str, section: Sequence[str]) -> PairView:
    """Two passages with their own words marked; "" stands for none."""
    left, right = quote.marked(before, after)
    return PairView(
        list(section),
        PassageView(_bounded(left)) if before else None,
        PassageView(_bounded(right)) if after else None,
    )


def _alone(evidence: Evidence, places: Places) -> PairView:
    shown = PassageView(_bounded([quote.Piece(quote.inert(evidence.exact), False)]))
    return PairView(places.section(evidence.section), None, _placed(shown, "after", evidence, places))


def _placed(
    shown: PassageView | None, side: str, evidence: Evidence | None, places: Places | None
) -> PassageView | None:
    if shown is None or evidence is None or places is None:
        return shown
    return PassageView(
        shown.pieces,
        live=places.live(evidence) if side == "after" else "",
        text=places.text(side, evidence),
        when=places.when(evidence.snapshot),
        stored=places.stored(evidence.snapshot),
    )


def _bounded(pieces: list[quote.Piece]) -> list[quote.Piece]:
    """The pieces whole, or what is around the changes of a very long passage."""
    if sum(len(each.text) for each in pieces) <= MAX_PASSAGE:
        return pieces
    room, found = MAX_PASSAGE, []
    for each in quote.elided(pieces):
        found.append(quote.Piece(quote.shortened(each.text, room), each.changed))
        room -= len(found[-1].text)
    return [each for each in found if each.text]
