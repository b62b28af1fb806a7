"""A claim as a card: what became of it, why, and the passages on both sides."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from claimtrack.records import Evidence, Finding, Report, Status
from claimtrack.report import quote, sentences
from claimtrack.report.html.places import Places

MAX_PAIRS = 12
MAX_PASSAGE = 4000
"""Characters of a passage that are shown; a page without full stops is one sentence."""
UNSURE = 0.6
"""A lower confidence is shown."""


@dataclass(frozen=True, slots=True)
class PassageView:
    """A passage of one side, in pieces, and where it can be read in its place."""

    pieces: list[quote.Piece]
    live: str = ""
    text: str = ""
    snapshot: str = ""
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
    def warning(self) -> bool:
        """Whether the page does not state it, or says the opposite, though nothing changed."""
        return not self.flagged and self.support in ("not-stated", "contradicted")


def view(finding: Finding, report: Report, places: Places) -> ClaimView:
    """The card of a finding."""
    changed = finding.flagged or finding.status in ("reworded", "moved", "cosmetic")
    pairs = list(_pairs(finding, places)) if changed else []
    return ClaimView(
        id=finding.id,
        anchor=places.claim(finding.id),
        statement=finding.statement,
        status=finding.status,
        symbol=sentences.SYMBOLS[finding.status],
        flagged=finding.flagged,
        support=finding.support or "",
        verdict=sentences.support(finding, unsure=UNSURE),
        reasons=sentences.reasons(finding),
        notes=_notes(finding, report),
        pairs=pairs[:MAX_PAIRS],
        more=max(len(pairs) - MAX_PAIRS, 0),
        evidence=[] if pairs else [_alone(each, places) for each in finding.evidence.after[:MAX_PAIRS]],
    )


def _notes(finding: Finding, report: Report) -> list[str]:
    """What else a reader must know."""
    said = [sentences.news(finding, report)]
    if finding.before and report.before and finding.before != report.before.id:
        said.append(f"Compared with its own accepted snapshot, {finding.before}.")
    return [each for each in said if each]


def _pairs(finding: Finding, places: Places) -> Iterable[PairView]:
    before, after = finding.evidence.before, finding.evidence.after
    for lost in (each for each in before if not each.exact):
        text = sentences.unquoted(lost)
        yield PairView(lost.section, PassageView([quote.Piece(quote.inert(text), False)], kept=False), None)
    old = {each.exact: each for each in reversed(before) if each.exact}
    new = {each.exact: each for each in reversed(after)}
    for left, right in quote.pairs([each.exact for each in before if each.exact], [each.exact for each in after]):
        section = (new.get(right) or old[left]).section
        found = pair(left, right, section)
        yield PairView(
            section,
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
    return PairView(evidence.section, None, _placed(shown, "after", evidence, places))


def _placed(
    shown: PassageView | None, side: str, evidence: Evidence | None, places: Places
) -> PassageView | None:
    if shown is None or evidence is None:
        return shown
    live = places.live(evidence.exact) if side == "after" else ""
    id_ = evidence.snapshot
    return PassageView(shown.pieces, live, places.text(side, evidence), id_, places.stored(id_))


def _bounded(pieces: list[quote.Piece]) -> list[quote.Piece]:
    """The pieces whole, or what is around the changes of a very long passage."""
    if sum(len(each.text) for each in pieces) <= MAX_PASSAGE:
        return pieces
    room, found = MAX_PASSAGE, []
    for each in quote.elided(pieces):
        found.append(quote.Piece(quote.shortened(each.text, room), each.changed))
        room -= len(found[-1].text)
    return [each for each in found if each.text]
