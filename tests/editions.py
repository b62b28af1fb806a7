"""Editions of a small policy in Markdown, and what becomes of a claim between two of them."""

from __future__ import annotations

from typing import Any

from claimtrack import extract, match, reading, vocabulary
from claimtrack.pipeline import core
from claimtrack.records import Assertion, Claim, Finding, Match, Page, Reading
from tests.readings import DOCUMENT, words

FILLER = (
    "Tarn is a messenger for small boats, made in a harbour town by the sea.",
    "Please take the time to read this page before your first trip.",
    "A printed copy of this page hangs in our office and costs nothing.",
)


def policy(*blocks: str) -> str:
    """A policy in Markdown whose last section holds the blocks between sentences that stay."""
    first, second, third = FILLER
    return "\n\n".join(("# Tarn Privacy Policy", first, "## Our practices", second, *blocks, third))


def page(text: str) -> Page:
    return extract.page(text.encode(), "text/markdown")


def claim(statement: str = "Tarn does something.", **fields: Any) -> Claim:
    """A claim; what is no field of a claim is a facet of its practice."""
    facets = {name: fields.pop(name) for name in list(fields) if name in Assertion.model_fields}
    return Claim(id="it", statement=statement, practice=Assertion(**facets), **fields)


def evidence(asked: Claim, text: str) -> tuple[list[Match], list[Reading]]:
    """The matches of a claim in a policy, strong and weak, and the policy's readings."""
    found = page(text)
    readings = reading.page(found, words())
    return match.evidence(asked, match.statements(readings, found, words()), words()), readings


def comparison(claims: list[Claim], before: str | None, after: str) -> core.Comparison:
    """What became of claims between two texts in Markdown; None: the second is the first edition."""
    old = core.Side("before", page(before)) if before is not None else None
    return core.compare(claims, DOCUMENT, vocabulary.load(), old, core.Side("after", page(after)))


def finding(asked: Claim, before: str, after: str) -> Finding:
    """What became of a claim when one block of the policy became another."""
    return comparison([asked], policy(before), policy(after)).findings[0]


def kinds(found: Finding) -> set[str]:
    return {change.kind for change in found.changes}
