"""The report for people at a terminal, and as plain text (.txt); the only module that names rich.

Everything from pages and claim files goes through `quote.inert` into `Text`, never through markup. Without
colours the changed words are marked as wdiff marks them: [-removed-] {+added+}.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import IO

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from claimtrack.records import Evidence, Finding, Report, Run, Status, Support, Unclaimed
from claimtrack.report import quote, sentences

WIDTH = 80
MAX_PAIRS = 3
MAX_UNCLAIMED = 5

STYLES: dict[Status, tuple[str, str]] = {
    "unchanged": ("=", "green"),
    "cosmetic": ("≈", "green"),
    "moved": ("→", "cyan"),
    "reworded": ("~", "cyan"),
    "changed": ("!", "bold yellow"),
    "withdrawn": ("✗", "bold red"),
    "introduced": ("+", "bold yellow"),
    "not-stated": ("·", "dim"),
    "baseline": ("●", "green"),
    "unverifiable": ("?", "dim"),
}
"""The symbol and style of each status."""

_SUPPORT_STYLES: dict[Support, str] = {
    "stated": "green", "partly-stated": "cyan", "not-stated": "yellow", "contradicted": "bold red",
}  # fmt: skip


def render(result: Report | Run) -> str:
    """The report as plain text, 80 columns wide."""
    out = io.StringIO()
    Printer(Console(file=out, width=WIDTH, color_system=None, markup=False, highlight=False)).print(result)
    return out.getvalue()


def show(
    result: Report | Run, file: IO[str], *, color: bool | None = None, quiet: bool = False,
    verbose: bool = False,
) -> None:  # fmt: skip
    """Prints the report, in colours where the file is a terminal or ``color`` says so.

    ``quiet`` leaves only what is flagged or could not be used; ``verbose`` quotes evidence for every claim.
    """
    console = Console(
        file=file, force_terminal=color, no_color=color is False or None, markup=False, highlight=False,
        emoji=False,
    )  # fmt: skip
    Printer(console, quiet=quiet, verbose=verbose).print(result)


class Printer:
    """Lays a report out on a console."""

    def __init__(self, console: Console, *, quiet: bool = False, verbose: bool = False) -> None:
        self.console, self.quiet, self.verbose = console, quiet, verbose
        self.plain = console.color_system is None or console.no_color

    def print(self, result: Report | Run) -> None:
        """Every report, and for several a last line."""
        reports = result.reports if isinstance(result, Run) else [result]
        for at, report in enumerate(reports):
            blocks = list(self._report(report))
            if blocks:
                self.console.print(*([""] if at else []), *blocks, sep="\n")
        if isinstance(result, Run) and len(reports) > 1 and not self.quiet:
            self.console.print("", Text(sentences.conclusion(result), "bold"), sep="\n")

    def _report(self, report: Report) -> Iterator[RenderableType]:
        unusable = report.page.status == "unusable"
        if self.quiet and not report.flagged and not unusable:
            return
        yield from self._head(report)
        if unusable:
            return
        if not self.quiet:
            yield self._lines(report)
        for finding in report.flagged:
            yield from self._flagged(finding)
        if not self.quiet:
            yield from self._tail(report)

    def _head(self, report: Report) -> Iterator[RenderableType]:
        yield Text(quote.inert(report.document.title), "bold")
        dates = _dates(report)
        if dates:
            yield Text(dates, "dim")
        style = "bold red" if report.page.status == "unusable" or report.flagged else "bold green"
        yield Text(quote.inert(sentences.headline(report)), style)
        yield ""

    def _lines(self, report: Report) -> RenderableType:
        """A line for each claim; with its evidence on a first snapshot, since that is what is new then."""
        table = Table.grid(padding=(0, 1), expand=False)
        table.add_column(width=1)
        table.add_column(no_wrap=True)
        table.add_column(no_wrap=True, overflow="ellipsis", max_width=32)
        table.add_column(no_wrap=True, overflow="ellipsis")
        for finding in report.claims:
            symbol, style = STYLES[finding.status]
            first = finding.status == "baseline" and finding.support
            word = sentences.SUPPORT[first] if first else finding.status
            style = _SUPPORT_STYLES[first] if first else style
            table.add_row(Text(symbol, style), Text(word, style), Text(finding.id), _statement(finding))
        if not (self.verbose or report.page.status == "first"):
            return table
        return Group(table, *self._found(report))

    def _found(self, report: Report) -> Iterator[RenderableType]:
        """The first evidence of each claim."""
        for finding in report.claims:
            evidence = finding.evidence.after
            if evidence:
                yield ""
                yield Text(finding.id, "bold")
                yield from _passage("", Text(quote.shortened(quote.inert(evidence[0].exact), 300)))
                yield from _section(evidence)
        yield ""

    def _flagged(self, finding: Finding) -> Iterator[RenderableType]:
        symbol, style = STYLES[finding.status]
        yield ""
        yield Rule(Text(f"{symbol} {finding.id}: {finding.status}", style), align="left", style="dim")
        yield Text(quote.inert(finding.statement), "bold")
        for reason in sentences.reasons(finding):
            yield Text("• " + quote.inert(reason), style)
        if finding.support:
            yield Text(_support(finding), "dim")
        yield from _section(finding.evidence.after or finding.evidence.before)
        yield from self._pairs(finding)

    def _pairs(self, finding: Finding) -> Iterator[RenderableType]:
        evidence = finding.evidence
        found = quote.pairs([each.exact for each in evidence.before], [each.exact for each in evidence.after])
        for old, new in found[:MAX_PAIRS]:
            left, right = quote.marked(old, new)
            yield from _passage("-", self._marked(left, "[-", "-]", "red")) if old else ()
            yield from _passage("+", self._marked(right, "{+", "+}", "green")) if new else ()
        if len(found) > MAX_PAIRS:
            more = sentences.count(len(found) - MAX_PAIRS, "more passage")
            yield Text(f"  and {more} in the JSON report", "dim")

    def _marked(self, pieces: list[quote.Piece], begin: str, end: str, style: str) -> Text:
        text = Text()
        for words, changed in quote.elided(pieces):
            if changed and self.plain:
                bare = words.rstrip()
                text.append(f"{begin}{bare}{end}{words[len(bare) :]}")
            else:
                text.append(words, f"bold {style} underline" if changed else "")
        return text

    def _tail(self, report: Report) -> Iterator[RenderableType]:
        if report.unclaimed:
            yield ""
            yield Text(f"Also changed, and no claim covers it ({len(report.unclaimed)}):", "bold")
            for each in report.unclaimed[:MAX_UNCLAIMED]:
                yield from self._unclaimed(each)
            if len(report.unclaimed) > MAX_UNCLAIMED:
                yield Text(f"  and {len(report.unclaimed) - MAX_UNCLAIMED} more in the JSON report", "dim")
        warnings = sentences.warnings(report)
        if warnings:
            yield ""
        for warning in warnings:
            yield Text(f"Note: {quote.inert(warning)}", "yellow")

    def _unclaimed(self, each: Unclaimed) -> Iterator[RenderableType]:
        left, right = quote.marked(each.before, each.after)
        if each.kind == "changed":
            yield from _passage("-", self._marked(left, "[-", "-]", "red"))
            yield from _passage("+", self._marked(right, "{+", "+}", "green"))
            return
        sign, text = ("+", each.after) if each.kind == "added" else ("-", each.before)
        yield from _passage(sign, Text(quote.shortened(quote.inert(text), 200)))


def _dates(report: Report) -> str:
    sides = [side for side in (report.before, report.after) if side]
    parts = [" → ".join(dict.fromkeys(sentences.named(side) for side in sides))]
    effective = [sentences.day(side.effective_date) for side in sides if side.effective_date]
    if effective:
        parts.append("effective " + " → ".join(dict.fromkeys(effective)))
    words = [f"{side.words:,}" for side in sides]
    if words:
        parts.append(" → ".join(dict.fromkeys(words)) + " words")
    return quote.inert(" · ".join(part for part in parts if part))


def _statement(finding: Finding) -> Text:
    """The statement, after the support where that is news of its own."""
    text = Text()
    shown = finding.support and finding.status not in {"baseline", "not-stated"}
    if shown and finding.support in {"not-stated", "contradicted"}:
        text.append(sentences.SUPPORT[finding.support] + " ", _SUPPORT_STYLES[finding.support])
    return text.append(quote.inert(finding.statement), "dim")


def _support(finding: Finding) -> str:
    now = sentences.SUPPORT[finding.support] if finding.support else ""
    was = sentences.SUPPORT[finding.support_before] if finding.support_before else ""
    said = f"was {was}, is {now} now" if was and was != now else f"{now} on both sides" if was else now
    missing = f"; missing: {', '.join(map(quote.inert, finding.missing))}" if finding.missing else ""
    doubt = f"; confidence {finding.confidence:.0%}" if finding.confidence < 0.6 else ""
    return f"The claim {said}{missing}{doubt}." if was and was != now else f"The claim is {said}{missing}{doubt}."


def _section(evidence: list[Evidence]) -> Iterator[RenderableType]:
    if evidence and evidence[0].section:
        yield Text("  in " + " › ".join(map(quote.inert, evidence[0].section)), "dim italic")


def _passage(sign: str, text: Text) -> Iterator[RenderableType]:
    """A wrapped passage with its sign in front."""
    table = Table.grid(padding=(0, 1))
    table.add_column(width=1)
    table.add_column(overflow="fold")
    table.add_row(Text(sign, "red" if sign == "-" else "green"), text)
    yield Padding(table, (0, 0, 0, 2))
