"""The report for people at a terminal, and as plain text (.txt).

What becomes of a claim between two editions is laid out here, a history by `chronicle`.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from typing import IO

from rich.text import Text

from claimtrack.records import Finding, History, Report, Result, Run, Unclaimed
from claimtrack.report import chronicle, quote, reports, sentences
from claimtrack.report.layout import (
    MAX_PASSAGE,
    MAX_WIDTH,
    STYLES,
    SUPPORT_STYLES,
    Edits,
    Layout,
    console,
    hanging,
    passages,
    plain_console,
    section,
    wrapped,
)

__all__ = ["MAX_WIDTH", "STYLES", "Edits", "render", "show", "show_finding"]

MAX_PAIRS = 3
MAX_UNCLAIMED = 5
UNSURE = 0.6
"""A lower confidence is shown."""


def render(result: Result) -> str:
    """The report as plain text, 80 columns wide."""
    out = io.StringIO()
    _print(Layout(plain_console(out)), result)
    return out.getvalue()


def show(
    result: Result, file: IO[str], *, color: bool | None = None, quiet: bool = False,
    verbose: bool = False, edits: Edits | None = None,
) -> None:  # fmt: skip
    """Prints the report, in colours where the file is a terminal or ``color`` says so.

    ``quiet`` leaves only what is flagged or could not be used; ``verbose`` quotes evidence for every claim, and of a
    history for every change. ``edits`` are counted, and listed where ``verbose``.
    """
    _print(Layout(console(file, color), quiet, verbose, edits or {}), result)


def show_finding(
    report: Report, finding: Finding, file: IO[str], *, color: bool | None = None, whole: bool = False
) -> None:
    """Prints one finding as `show` prints it where it is flagged; ``whole``: all its evidence, nothing cut."""
    layout = Layout(console(file, color), whole=whole)
    for line in _flagged(layout, finding, report):
        layout.console.print(line, soft_wrap=True)


def _print(layout: Layout, result: Result) -> None:
    """A history, or every report, and for several a last line."""
    if isinstance(result, History):
        for line in chronicle.lines(layout, result):
            layout.console.print(line, soft_wrap=True)
        return
    every = reports(result)
    shown = [each for each in every if not layout.quiet or sentences.needs_attention(each)]
    for at, report in enumerate(shown):
        lines = [*([Text()] if at else []), *_report(layout, report)]
        for line in lines:
            layout.console.print(line, soft_wrap=True)
    if isinstance(result, Run) and len(every) > 1 and not layout.quiet:
        layout.console.print("")
        layout.console.print(Text(sentences.conclusion(result), "bold"))


def _report(layout: Layout, report: Report) -> Iterator[Text]:
    yield from _head(layout, report)
    if report.page.status == "unusable":
        return
    if not layout.quiet:
        yield from _edits(layout, report)
        yield Text()
        yield from _list(layout, report)
    for finding in report.flagged:
        yield Text()
        yield from _flagged(layout, finding, report)
    if not layout.quiet:
        yield from _unclaimed(layout, report.unclaimed)
        yield from _notes(layout, report)


def _head(layout: Layout, report: Report) -> Iterator[Text]:
    yield from wrapped(layout, Text(quote.inert(report.document.title), "bold"))
    yield from _fact_lines(layout, report)
    style = "bold red" if sentences.needs_attention(report) else "bold green"
    yield from wrapped(layout, Text(quote.inert(sentences.headline(report)), style))
    if report.page.reason:
        yield from wrapped(layout, Text(quote.inert(report.page.reason)))
    for said in sentences.last_seen(report):
        yield from wrapped(layout, Text(quote.inert(said)))


def _edits(layout: Layout, report: Report) -> Iterator[Text]:
    """How many sentences changed on the page, and which where more is asked for."""
    if report.document.id not in layout.edits:
        return
    removed, added = map(list, layout.edits[report.document.id])
    found = quote.pairs(removed, added)
    changed = sum(bool(old and new) for old, new in found)
    said = sentences.edited(len(added) - changed, len(removed) - changed, changed)
    yield from wrapped(layout, Text(said))
    for old, new in found if layout.verbose else ():
        yield from passages(layout, old, new)


def _fact_lines(layout: Layout, report: Report) -> Iterator[Text]:
    """When both sides were captured, how they are dated, and how long they are; broken between these."""
    line = ""
    for fact in map(quote.inert, sentences.facts(report)):
        if line and len(line) + 3 + len(fact) > layout.console.width:
            yield from wrapped(layout, Text(line, "dim"))
            line = ""
        line += " · " * bool(line) + fact
    yield from wrapped(layout, Text(line, "dim")) if line else ()


def _list(layout: Layout, report: Report) -> Iterator[Text]:
    """A line for each claim; its evidence too on a first snapshot, since that is what is new then."""
    first = report.page.status == "first"
    widest = max((len(each.id) for each in report.claims), default=0)
    for finding in report.claims:
        yield _line(layout, finding, min(widest, layout.console.width // 2 - 6))
        if finding.status == "reworded" and layout.verbose:
            yield from _pairs(layout, finding)
        elif first or layout.verbose:
            yield from _missing(layout, finding)
            yield from _found(layout, finding)


def _line(layout: Layout, finding: Finding, widest: int) -> Text:
    symbol, style = sentences.SYMBOLS[finding.status], STYLES[finding.status]
    word: str = finding.status
    support = finding.support
    if finding.status == "baseline" and support:
        word, style = sentences.SUPPORT[support], SUPPORT_STYLES[support]
    line = Text.assemble((symbol, style), " ", (f"{word:<13}", style), " ")
    line.append(f"{quote.shortened(finding.id, widest):<{widest}} ")
    if support in {"not-stated", "contradicted"} and finding.status not in {"baseline", "not-stated"}:
        line.append(sentences.SUPPORT[support] + ": ", SUPPORT_STYLES[support])
    room = max(layout.columns - line.cell_len, 0)
    line.append(quote.shortened(quote.inert(finding.statement), room), "dim")
    line.truncate(layout.columns, overflow="ellipsis")  # some scripts take two columns a character
    return line


def _missing(layout: Layout, finding: Finding) -> Iterator[Text]:
    """What the policy leaves out of a claim that it states in part."""
    if finding.support == "partly-stated" and finding.missing:
        said = f"missing: {', '.join(map(quote.inert, finding.missing))}"
        yield from hanging(layout, " ", Text(quote.shortened(said, MAX_PASSAGE), "cyan"), 4)


def _found(layout: Layout, finding: Finding) -> Iterator[Text]:
    """The weightiest evidence, in two lines; all of its first sentence where more is asked for."""
    for evidence in finding.evidence.after[:1]:
        said = quote.inert(evidence.exact)
        text = quote.shortened(said, MAX_PASSAGE if layout.verbose else 2 * (layout.console.width - 6))
        yield from hanging(layout, " ", Text(f"“{text}”"), 4)
        yield from section(layout, evidence.section)


def _flagged(layout: Layout, finding: Finding, report: Report) -> Iterator[Text]:
    symbol, style = sentences.SYMBOLS[finding.status], STYLES[finding.status]
    title = f"{symbol} {finding.id}: {finding.status} "
    yield Text.assemble((title, style), ("─" * max(layout.console.width - len(title), 0), "dim"))
    yield from wrapped(layout, Text(quote.inert(finding.statement), "bold"))
    for reason in sentences.reasons(finding.changes):
        yield from hanging(layout, "•", Text(quote.shortened(quote.inert(reason), MAX_PASSAGE)), 2, style)
    yield from wrapped(layout, Text(quote.inert(sentences.support(finding, unsure=UNSURE)), "dim"))
    if finding.before and report.before and finding.before != report.before.id:
        yield Text(f"Compared with its own accepted snapshot, {quote.inert(finding.before)}.", "dim")
    if said := sentences.news(finding, report):
        yield from wrapped(layout, Text(said, "dim"))
    yield from _pairs(layout, finding)


def _pairs(layout: Layout, finding: Finding) -> Iterator[Text]:
    before, after = finding.evidence.before, finding.evidence.after
    sections = {each.exact: each.section for each in (*after, *before)}
    lost = [each for each in before if not each.exact]
    for each in lost if layout.whole else lost[:MAX_PAIRS]:
        said = quote.shortened(quote.inert(sentences.unquoted(each)), MAX_PASSAGE)
        yield from hanging(layout, "-", Text(said), 4, "red")
    found = quote.pairs([each.exact for each in before if each.exact], [each.exact for each in after])
    for old, new in found if layout.whole else found[:MAX_PAIRS]:
        yield from section(layout, sections[new or old])
        yield from passages(layout, old, new)
    if len(found) > MAX_PAIRS and not layout.whole:
        more = sentences.count(len(found) - MAX_PAIRS, "more passage")
        yield Text(f"    and {more} in the JSON report", "dim")


def _unclaimed(layout: Layout, unclaimed: Sequence[Unclaimed]) -> Iterator[Text]:
    if unclaimed:
        yield Text()
        yield Text(f"Also changed, covered by no claim ({len(unclaimed)}):", "bold")
    for each in unclaimed[:MAX_UNCLAIMED]:
        yield from passages(layout, each.before, each.after)
    if len(unclaimed) > MAX_UNCLAIMED:
        yield Text(f"    and {len(unclaimed) - MAX_UNCLAIMED} more in the JSON report", "dim")


def _notes(layout: Layout, report: Report) -> Iterator[Text]:
    notes = sentences.notes(report)
    if notes:
        yield Text()
    for note in notes:
        yield from hanging(layout, "Note:", Text(quote.inert(note)), 6, "yellow")
