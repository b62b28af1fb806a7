"""A history for people at a terminal: a strip of states for each claim, then every change with its date."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from itertools import groupby

from rich.text import Text

from claimtrack.records import ClaimHistory, DocumentHistory, History
from claimtrack.report import over_time, quote, sentences
from claimtrack.report.layout import (
    MAX_PASSAGE,
    STYLES,
    SUPPORT_STYLES,
    Layout,
    hanging,
    passages,
    section,
    wrapped,
)

MAX_STRIP = 40
"""Columns of a strip; of more editions, a column stands for several."""
MAX_NAME = 28
SUPPORT_WIDTH = max(map(len, sentences.SUPPORT.values()))
MAX_REASONS = 4


def lines(layout: Layout, history: History) -> Iterator[Text]:
    """All documents; where ``quiet``, those alone of which a claim changed, and their changes alone."""
    shown = [each for each in history.documents if not layout.quiet or any(over_time.events(each))]
    for number, document in enumerate(shown):
        if number:
            yield Text()
        yield from _head(layout, document)
        if not layout.quiet and document.editions:
            yield Text()
            yield from _strips(layout, document)
        yield from _events(layout, document)
        if not layout.quiet:
            yield from _left_out(layout, document)


def _head(layout: Layout, document: DocumentHistory) -> Iterator[Text]:
    yield from wrapped(layout, Text(quote.inert(document.document.title), "bold"))
    if said := over_time.captures(document):
        yield from wrapped(layout, Text(quote.inert(said), "dim"))
    style = "bold" if any(over_time.events(document)) else "bold green"
    yield from wrapped(layout, Text(quote.inert(sentences.document_headline(document)), style))


# ── The strips ───────────────────────────────────────────────────────────────────────────────────────


def _strips(layout: Layout, document: DocumentHistory) -> Iterator[Text]:
    """A line for each claim, and what the symbols in them mean."""
    widest = max((len(each.id) for each in document.claims), default=0)
    name = min(widest, MAX_NAME, layout.console.width // 3)
    room = min(MAX_STRIP, layout.console.width - name - SUPPORT_WIDTH - 4)
    for claim in document.claims:
        yield _strip(layout, claim, name, room)
    yield Text()
    yield from _legend(layout, document, room)


def _strip(layout: Layout, claim: ClaimHistory, name: int, room: int) -> Text:
    line = Text(f"{quote.shortened(quote.inert(claim.id), name):<{name}} ")
    for state in over_time.folded(claim.states, room):
        line.append(sentences.SYMBOLS[state.status], STYLES[state.status])
    last = claim.states[-1].support
    said = sentences.SUPPORT[last] if last else ""
    line.append(f" {said:<{SUPPORT_WIDTH}} ", SUPPORT_STYLES[last] if last else "")
    left = max(layout.console.width - line.cell_len, 0)
    line.append(quote.shortened(quote.inert(claim.statement), left), "dim")
    line.rstrip()
    line.truncate(layout.console.width, overflow="ellipsis")  # some scripts take two columns a character
    return line


def _legend(layout: Layout, document: DocumentHistory, room: int) -> Iterator[Text]:
    """The symbols that occur; how many editions a column stands for; what stands behind a strip."""
    there = {state.status for claim in document.claims for state in claim.states}
    said = [f"{symbol}\u00a0{each}" for each, symbol in sentences.SYMBOLS.items() if each in there]
    for line in textwrap.wrap("  ".join(said), layout.console.width):  # which breaks at no "\u00a0", as rich does
        yield Text(line, "dim")
    editions = len(document.editions)
    share = max(-(-editions // room), 1)
    columns = "A column is an edition" if share == 1 else f"A column is the weightiest of {share} editions"
    yield from wrapped(layout, Text(f"{columns}, the oldest first; behind it, whether the last states it.", "dim"))


# ── The changes ──────────────────────────────────────────────────────────────────────────────────────


def _events(layout: Layout, document: DocumentHistory) -> Iterator[Text]:
    """Every flagged state, edition by edition."""
    for at, group in groupby(over_time.events(document), key=lambda event: event.at):
        yield Text()
        yield from _day(layout, document, at)
        for event in group:
            yield from _event(layout, event)


def _day(layout: Layout, document: DocumentHistory, at: int) -> Iterator[Text]:
    title = f"{quote.inert(over_time.named(document.editions[at]))} "
    rule = "─" * max(layout.console.width - len(title), 0)
    yield from wrapped(layout, Text.assemble((title, "bold"), (rule, "dim")) if rule else Text(title, "bold"))


def _event(layout: Layout, event: over_time.Event) -> Iterator[Text]:
    symbol, style = sentences.SYMBOLS[event.state.status], STYLES[event.state.status]
    title = f"{event.state.status}: {quote.inert(event.claim.statement)}"
    yield from hanging(layout, symbol, Text(quote.shortened(title, MAX_PASSAGE), style), 2, style)
    reasons = sentences.reasons(event.state.changes)
    for reason in reasons if layout.verbose else reasons[:MAX_REASONS]:
        yield from hanging(layout, "•", Text(quote.shortened(quote.inert(reason), MAX_PASSAGE)), 4, style)
    if len(reasons) > MAX_REASONS and not layout.verbose:
        yield Text(f"    and {len(reasons) - MAX_REASONS} more in the JSON report", "dim")
    said = quote.inert(over_time.support(event.claim, event.at))
    yield from hanging(layout, " ", Text(quote.shortened(said, MAX_PASSAGE), "dim"), 4)
    if layout.verbose:
        yield from _passages(layout, event)


def _passages(layout: Layout, event: over_time.Event) -> Iterator[Text]:
    """Both editions in their words, as a report shows them."""
    before, after = event.state.evidence.before, event.state.evidence.after
    sections = {each.exact: each.section for each in (*after, *before)}
    for old, new in quote.pairs([each.exact for each in before], [each.exact for each in after]):
        yield from section(layout, sections[new or old])
        yield from passages(layout, old, new)


def _left_out(layout: Layout, document: DocumentHistory) -> Iterator[Text]:
    if document.left_out:
        yield Text()
    for each in document.left_out:
        said = quote.inert(f"{each.snapshot} is left out. {each.reason}")
        yield from hanging(layout, "Note:", Text(said), 6, "yellow")
