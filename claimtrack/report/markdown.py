"""The report as GitHub flavoured Markdown (.md): for an issue, a pull request or the summary of a step.

What GitHub makes of a text beyond CommonMark is kept out too: mentions, references to issues, bare addresses, emoji
shortcodes, formulas. Changed words stand in ``del`` and ``ins``, which GitHub lets through.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from html import escape

from claimtrack.records import DocumentHistory, Evidence, History, Report, Result, Run, SnapshotFacts, Status
from claimtrack.report import entries, links, quote, reports, sentences
from claimtrack.report.entries import Entry, Group

SUMMARY_LIMIT = 1_000_000
"""Bytes; GitHub refuses a step summary of more than 1 MiB as a whole."""
BODY_LIMIT = 65_000
"""Bytes; the body of an issue or a pull request may have 65,536 characters."""
NOTICE = "**Cut here:** {left} more parts are too long for this place; the report's HTML and JSON forms have them."
MAX_STATEMENT = 160
"""Characters of a statement in a table, so that the table leaves room for what follows it."""
MAX_PAIRS = 6
MAX_ROWS = 300
STANDING: frozenset[Status] = frozenset({"unchanged", "cosmetic", "moved", "reworded", "baseline"})
"""Statuses of a claim that is as true as it was."""
MAX_STANDING = 50
MAX_EVIDENCE = 300
"""Characters of the passage that stands for a claim that stands."""
MAX_UNCLAIMED = 50
MAX_COLUMNS = 24
"""Editions of a history up to which they are shown as columns."""

Block = str | Callable[[], str]
"""A part that is taken whole or left out; a card, which takes time, is made when it is taken."""

_ALWAYS = re.compile(r"[\\`*_\[\]~|^]|(?<=\s)#(?=#*$)|(?<=\S)\.(?=[^\W\d_]{2})")
"""Punctuation of Markdown; what would close a heading; the dot of a bare domain, which some viewers link."""
_FIRST = re.compile(r"^([-+=>#]|\d+(?=[.)]))")
_SPLIT = re.compile(r"[@#](?=[\w/-])|:(?=[\w+/-])|/(?=/)|\b(?i:GH)(?=-\d)|\b(?i:www|https?|ftp)(?=\\?[.:])")
"""Where a text becomes a link, a mention, a reference or an emoji, unless it is split there."""


def render(result: Result, limit: int = SUMMARY_LIMIT) -> str:
    """The report in at most ``limit`` bytes: what does not fit is left out from the end, with a notice."""
    blocks = list(_history(result) if isinstance(result, History) else _reports(result))
    room = limit - len(NOTICE.format(left=len(blocks)).encode()) - 2
    kept: list[str] = []
    for block in blocks:
        said = block if isinstance(block, str) else block()
        room -= len(said.encode()) + 2
        if room < 0:
            break
        kept.append(said)
    left = len(blocks) - len(kept)
    return "\n\n".join([*kept, *([NOTICE.format(left=left)] if left else [])]) + "\n"


def text(said: str) -> str:
    """Words from a page or a claim file, inert, as Markdown that says just these words."""
    plain = escape(quote.inert(said), quote=False)
    plain = _SPLIT.sub(r"\g<0><!-- -->", _ALWAYS.sub(r"\\\g<0>", plain))
    return _FIRST.sub(lambda found: _escaped_first(found[0]), plain.replace("$", "<span>$</span>"))


def _escaped_first(first: str) -> str:
    return f"{first}\\" if first.isdigit() else f"\\{first}"


def code(said: str) -> str:
    """An id or a digest as code; it has no backticks, or loses them."""
    return f"`{quote.inert(said).replace('`', chr(39)).replace('|', '/') or ' '}`"


# ── Reports ──────────────────────────────────────────────────────────────────────────────────────────


def _reports(result: Report | Run) -> Iterator[Block]:
    every = reports(result)
    if len(every) != 1 and isinstance(result, Run):
        yield f"# {text(sentences.conclusion(result))}"
        yield from _matrix(every)
    for report, group in zip(every, entries.groups(result), strict=True):
        yield from _report(report, group)


def _report(report: Report, group: Group) -> Iterator[Block]:
    yield f"## {text(report.document.title)}"
    yield f"**{text(sentences.headline(report))}**"
    live = links.web(report.document.url)
    yield " · ".join([*map(text, sentences.facts(report)), *([_link("live page", live)] if live else [])])
    for said in (report.page.reason, *sentences.last_seen(report), *sentences.notes(report)):
        if said:
            yield text(said)
    yield _claims(group.entries)
    for entry in group.entries:
        if entry.flagged:
            yield partial(_card, entry, live)
    yield from _standing(group.entries)
    yield from _unclaimed(report)
    yield _made(group)


def _claims(found: Sequence[Entry]) -> str:
    ordered = sorted(found, key=lambda each: not each.flagged)
    rows = [
        [
            f"{text(sentences.SYMBOLS[each.status])} {each.status}", code(each.claim),
            text(quote.shortened(quote.inert(each.statement), MAX_STATEMENT)),
            sentences.SUPPORT[each.support] if each.support else "",
        ]
        for each in ordered[:MAX_ROWS]
    ]  # fmt: skip
    more = f"\n\nand {len(found) - MAX_ROWS} more claims" if len(found) > MAX_ROWS else ""
    return _table(["", "claim", "statement", "the policy"], rows) + more


def _card(entry: Entry, live: str, when: str = "") -> str:
    said = text(quote.shortened(quote.inert(entry.statement), entries.MAX_PASSAGE))
    lines = [f"### {text(sentences.SYMBOLS[entry.status])} {entry.status}: {said}"]
    lines += [f"{text(when)} · {code(entry.claim)}" if when else code(entry.claim)]
    lines += ["\n".join(f"- {text(each)}" for each in entry.reasons)] * bool(entry.reasons)
    lines += [text(entry.verdict)] * bool(entry.verdict)
    found = entries.passages(entry)
    lines += [_passage(*each, live) for each in found[:MAX_PAIRS]]
    lines += [f"and {len(found) - MAX_PAIRS} more passages"] * (len(found) > MAX_PAIRS)
    return "\n\n".join(lines)


def _passage(section: str, old: str, new: str, live: str = "") -> str:
    """Both sides as one quote, the words that only one has marked."""
    left, right = quote.marked(old, new)
    lines = [f"*{text(section)}*"] * bool(section)
    lines += ["**Before:** " + _redline(left, "del")] * bool(old) + ["**Now:** " + _redline(right, "ins")] * bool(new)
    lines += [_link("on the live page", links.passage(live, new))] * bool(live and new)
    return "\n>\n".join(f"> {line}" for line in lines)


def _redline(pieces: Iterable[quote.Piece], tag: str) -> str:
    found = ""
    for each in pieces:
        said, space = text(each.text), " " * (each.text != each.text.rstrip())
        found += (f"<{tag}>{said}</{tag}>" if each.changed else said) + space
    return found.strip()


def _standing(found: Sequence[Entry]) -> Iterator[str]:
    """The claims that still hold, in whole or in part, each with a passage that it stands on, folded away."""
    quoted = [
        (each, first)
        for each in found
        if each.status in STANDING and each.support in ("stated", "partly-stated")
        and (first := next((one for one in each.evidence.after if one.exact), None))
    ]  # fmt: skip
    if quoted:
        inner = [_stands(*each) for each in quoted[:MAX_STANDING]]
        inner += [f"and {len(quoted) - MAX_STANDING} more"] * (len(quoted) > MAX_STANDING)
        yield _details(f"Claims that stand, and what the page says ({len(quoted)})", inner)


def _stands(entry: Entry, first: Evidence) -> str:
    statement, section, said = (
        text(quote.shortened(quote.inert(each), most))
        for each, most in (
            (entry.statement, MAX_STATEMENT), (" › ".join(first.section), MAX_STATEMENT), (first.exact, MAX_EVIDENCE),
        )
    )  # fmt: skip
    where = f"> *{section}*\n>\n" * bool(section)
    return f"{code(entry.claim)} {statement}\n\n{where}> {said}"


def _unclaimed(report: Report) -> Iterator[str]:
    if not report.unclaimed:
        return
    shown = report.unclaimed[:MAX_UNCLAIMED]
    inner = [_passage(" › ".join(map(quote.inert, each.section)), each.before, each.after) for each in shown]
    left = len(report.unclaimed) - len(shown)
    inner += [f"and {left} more"] * (left > 0)
    yield _details(f"Also changed, covered by no claim ({len(report.unclaimed)})", inner)


def _made(group: Group) -> str:
    sides = [side for side in (group.before, group.after) if side]
    rows = [[code(each.id), _dated(each), f"{each.words:,}", code(each.digest)] for each in sides]
    about = f"Claims: {text(group.claimset.title)}"
    return _details("How this was made", [about, _table(["snapshot", "dated", "words", "digest"], rows)])


def _dated(side: SnapshotFacts) -> str:
    return side.effective_date.isoformat() if side.effective_date else ""


def _matrix(every: Sequence[Report]) -> Iterator[str]:
    """Whether each document states each claim, where several are about the same claims."""
    rows: dict[str, list[str]] = {}
    for at, report in enumerate(every):
        for each in report.claims:
            said = sentences.SUPPORT[each.support] if each.support else ""
            row = rows.setdefault(each.id, [""] * len(every))
            row[at] = f"**{said}, {each.status}**" if each.flagged else said
    if rows:
        head = ["claim", *(text(each.document.title) for each in every)]
        yield _table(head, [[code(claim), *cells] for claim, cells in list(rows.items())[:MAX_ROWS]])


# ── Histories ────────────────────────────────────────────────────────────────────────────────────────


def _history(history: History) -> Iterator[Block]:
    for each in history.documents:
        yield f"## {text(each.document.title)}"
        yield f"**{text(sentences.document_headline(each))}**"
        yield from _editions(each)
    for entry in entries.over_time(history):
        yield partial(_card, entry, links.web(entry.document.url), sentences.dated(entry.after) if entry.after else "")


def _editions(history: DocumentHistory) -> Iterator[str]:
    """Claims by editions in signs, the newest editions where there are many."""
    editions = history.editions[-MAX_COLUMNS:]
    if not editions:
        return
    rows = [
        [code(claim.id), *(text(sentences.SYMBOLS[state.status]) for state in claim.states[-MAX_COLUMNS:])]
        for claim in history.claims[:MAX_ROWS]
    ]
    yield _table(["claim", *map(text, map(sentences.short_day, editions))], rows)
    used = {state.status for claim in history.claims for state in claim.states[-MAX_COLUMNS:]}
    yield " · ".join(f"{text(sign)} {status}" for status, sign in sentences.SYMBOLS.items() if status in used)


# ── Markdown ─────────────────────────────────────────────────────────────────────────────────────────


def _link(said: str, url: str) -> str:
    return f"[{said}](<{url.replace('&', '&amp;')}>)"


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table; its cells have no line breaks, and their bars are escaped."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def _details(summary: str, blocks: Iterable[str]) -> str:
    """Blocks that are folded away; empty lines around them let GitHub read them as Markdown."""
    return "\n\n".join([f"<details><summary>{escape(summary)}</summary>", *blocks, "</details>"])
