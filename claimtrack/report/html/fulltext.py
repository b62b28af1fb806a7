"""The full text of both editions, with the sentences that are evidence marked."""

from __future__ import annotations

import itertools
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from claimtrack.records import Page, Passage, Report, SnapshotFacts
from claimtrack.report import quote, sentences
from claimtrack.report.html.places import claim_anchor

MAX_CHARACTERS = 600_000
"""The longest policy at hand has 170,000; a longer text is cut, and says so."""
MAX_PASSAGES = 6_000
"""The longest at hand has 1,100."""
MAX_DEPTH = 6

Spans = Mapping[tuple[int, int], list[str]]
"""The claims that quote a span of the text."""


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of a block; a marked one has an anchor, and the claims it is evidence for."""

    text: str
    anchor: str = ""
    start: int = 0
    claims: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Block:
    """A passage: its kind, its depth (1 to `MAX_DEPTH`), its stretches.

    The depth of a heading is how many headings it stands below, itself included: none is skipped.
    """

    kind: str
    level: int
    segments: list[Segment]


@dataclass(frozen=True, slots=True)
class TextView:
    """One edition in full; items that follow each other are one group, every other block is alone in its own."""

    anchor: str
    side: str
    title: str
    words: int
    groups: list[list[Block]]
    marked: int
    left_out: int


def texts(report: Report, prefix: str) -> tuple[list[TextView], dict[tuple[str, int], str]]:
    """The texts that are at hand, the later first, and the anchor of each marked sentence by side and offset."""
    found: list[TextView] = []
    marks: dict[tuple[str, int], str] = {}
    for side in ("after", "before"):
        page, facts = getattr(report.pages, side), getattr(report, side)
        if page is None or facts is None:
            continue
        blocks = list(_blocks(page, side, prefix, _spans(report, side, page, facts)))
        here = {(side, part.start): part.anchor for block in blocks for part in block.segments if part.anchor}
        marks |= here
        found.append(
            TextView(
                anchor=f"{prefix}text-{side}", side=side, title=sentences.named(facts).rpartition("/")[2],
                words=facts.words, groups=_groups(blocks), marked=len(here),
                left_out=len(page.passages) - len(blocks),
            )
        )  # fmt: skip
    return found, marks


def _spans(report: Report, side: str, page: Page, facts: SnapshotFacts) -> Spans:
    """The sentences of a page that claims quote; what does not stand where it is said to stand is passed over."""
    found: dict[tuple[int, int], list[str]] = {}
    for finding in report.claims:
        for each in getattr(finding.evidence, side):
            here = each.snapshot == facts.id and each.exact and page.text[each.start : each.end] == each.exact
            if here:
                claims = found.setdefault((each.start, each.end), [])
                claims += [finding.id] * (finding.id not in claims)
    return dict(_apart(sorted(found.items())))


def _apart(spans: Sequence[tuple[tuple[int, int], list[str]]]) -> Iterator[tuple[tuple[int, int], list[str]]]:
    """Without those that begin inside one before; sentences do not overlap, a researcher's quotes may."""
    end = -1
    for span, claims in spans:
        if span[0] >= end:
            yield span, claims
            end = span[1]


def _blocks(page: Page, side: str, prefix: str, spans: Spans) -> Iterator[Block]:
    """The passages in order, as many as there is room for."""
    starts, above, room = sorted(spans), list[int](), MAX_CHARACTERS
    for passage in page.passages[:MAX_PASSAGES]:
        room -= len(passage.text)
        if room < 0:
            return
        level = min(max(passage.level, 1), MAX_DEPTH)
        if passage.kind == "heading":
            above = [*(each for each in above if each < passage.level), passage.level]
            level = min(len(above), MAX_DEPTH)
        yield Block(passage.kind, level, list(_segments(passage, side, prefix, starts, spans)))


def _groups(blocks: Iterable[Block]) -> list[list[Block]]:
    found: list[list[Block]] = []
    for kind, group in itertools.groupby(blocks, key=lambda each: each.kind):
        found += [[*group]] if kind == "item" else [[each] for each in [*group]]
    return found


def _segments(
    passage: Passage, side: str, prefix: str, starts: Sequence[tuple[int, int]], spans: Spans
) -> Iterator[Segment]:
    at, end = passage.start, passage.start + len(passage.text)
    for span in starts[bisect_left(starts, (at, 0)) :]:
        if span[0] >= end:
            break
        first, last = span[0], min(span[1], end)
        if first > at:
            yield Segment(_part(passage, at, first))
        claims = tuple((claim, claim_anchor(prefix, claim)) for claim in spans[span])
        yield Segment(_part(passage, first, last), f"{prefix}{side}-{first}", first, claims)
        at = last
    if at < end:
        yield Segment(_part(passage, at, end))


def _part(passage: Passage, start: int, end: int) -> str:
    """Inert, with the white space at its ends kept: it stands between others."""
    text = passage.text[start - passage.start : end - passage.start]
    plain = quote.inert(text)
    return " " * text[:1].isspace() + plain + " " * (text[-1:].isspace() and bool(plain))
