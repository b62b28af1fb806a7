"""The timeline: claims by the editions of a document, in the order of time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from itertools import groupby

from claimtrack.records import ClaimHistory, DocumentHistory, EditionFacts, State
from claimtrack.report import over_time, sentences
from claimtrack.report.sentences import MONTHS, SUPPORT
from claimtrack.report.svg.cells import Cell, fragment
from claimtrack.report.svg.grid import Column, Grid, Row

Link = Callable[[str, int], str | None]
"""For a claim's id and the place of an edition, from 0, the name of an anchor on the same page, or None."""

MAX_REASONS = 4
SIGNED = frozenset({"reworded", "moved", "cosmetic", "unverifiable"})
"""What is no run of equal cells, for it has a sign."""
NOTE = "Dates are those that the editions give themselves"


def grid(document: DocumentHistory, link: Link | None = None) -> Grid:
    """What the timeline of a document shows."""
    return Grid(
        title=document.document.title, headline=sentences.document_headline(document),
        facts=over_time.captures(document),
        columns=[_column(document, at) for at in range(len(document.editions))],
        rows=[_row(document, claim, link) for claim in document.claims] if document.editions else [],
        note=_note(document),
    )  # fmt: skip


def _note(document: DocumentHistory) -> str:
    """Which dates stand above the columns, and what stands in none of them."""
    dated = [bool(_own_date(document, at)) for at in range(len(document.editions))]
    said = []
    if all(dated):
        said += [f"{NOTE}."] * bool(dated)
    elif any(dated):
        said.append(f"{NOTE}; in italics, where that is none or no new one, the day they were captured.")
    else:
        said.append("Dates are the days when the editions were captured.")
    if document.left_out:
        said.append(f"Left out, for want of a text: {len(document.left_out)}.")
    return " ".join(said)


def _column(document: DocumentHistory, at: int) -> Column:
    """An edition; the first, the last and those that changed claims are the last to lose their label."""
    edition = document.editions[at]
    own = _own_date(document, at)
    flagged = sum(claim.states[at].flagged for claim in document.claims)
    ends = 2 * (at == 0) + (at == len(document.editions) - 1)
    weight = 1000 * ends + flagged
    return Column(_short(edition, own), over_time.named(edition), weight, "" if own else "ct-captured")


def _own_date(document: DocumentHistory, at: int) -> dt.date | None:
    """The date that an edition gives itself, unless the one before it gave the same."""
    date = document.editions[at].effective_date
    return None if at and date == document.editions[at - 1].effective_date else date


def _short(edition: EditionFacts, own: dt.date | None) -> str:
    """The date of an edition, its own or when it was captured: "3 Jul 2026"."""
    date = own or (edition.time.date() if edition.time else None)
    return f"{date.day} {MONTHS[date.month - 1][:3]} {date.year}" if date else edition.id


def _row(document: DocumentHistory, claim: ClaimHistory, link: Link | None) -> Row:
    """A claim's cells: neighbours that look the same are one."""
    runs = groupby(range(len(claim.states)), key=lambda at: _look(claim.states[at], at))
    found = []
    for _, group in runs:
        places = [*group]
        found.append(_cell(document, claim, places[0], places[-1], link))
    last = claim.states[-1].support
    return Row(claim.statement, found, SUPPORT[last] if last else "")


def _look(state: State, at: int) -> object:
    alone = at if state.flagged or state.status in SIGNED else -1
    return alone, state.support


def _cell(document: DocumentHistory, claim: ClaimHistory, first: int, last: int, link: Link | None) -> Cell:
    state, edition = claim.states[first], document.editions[first]
    support = SUPPORT[state.support] if state.support else ""
    days = sentences.named(edition)
    if last > first:
        days += f" to {sentences.named(document.editions[last])}"
    if not state.flagged:
        word = f"{state.status}, {support}" if state.status in SIGNED else support or state.status
        return Cell(first, last, state.status, False, state.support, f"{days}: {word}. {claim.statement}")
    reasons = sentences.reasons(state.changes)
    more = [f"and {len(reasons) - MAX_REASONS} more changes"] if len(reasons) > MAX_REASONS else []
    told = (
        f"{sentences.named(edition)}: {state.status}", claim.statement, over_time.support(claim, first),
        *(f"• {each}" for each in reasons[:MAX_REASONS]), *more,
    )  # fmt: skip
    said = f"{days}: {state.status}. {claim.statement}"
    return Cell(first, last, state.status, True, state.support, said, told, fragment(link and link(claim.id, first)))
