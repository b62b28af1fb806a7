"""Quantities of the text held against the bounds that a claim gives."""

from __future__ import annotations

import re
from collections.abc import Iterable

from claimtrack.records import Practice

DAYS = {
    "second": 1 / 86400, "minute": 1 / 1440, "hour": 1 / 24, "day": 1.0, "week": 7.0, "fortnight": 14.0,
    "month": 365.25 / 12, "quarter": 365.25 / 4, "year": 365.25, "decade": 3652.5,
}  # fmt: skip
_MEASURE = re.compile(r"(\d+(?:[.,]\d+)?)\D*?([a-z]+|%)$", re.IGNORECASE)
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")


def within(said: str, bound: str) -> bool:
    """Whether a quantity of the text keeps to the one a claim gives: same unit, and inside its bound."""
    number, unit = _quantity(said)
    limit, limit_unit = _quantity(bound)
    turned = ("<=" in bound and ">=" in said) or (">=" in bound and "<=" in said)
    if unit != limit_unit or turned:
        return False
    return number <= limit if "<=" in bound else number >= limit if ">=" in bound else number == limit


def breaks(bound: str, practices: Iterable[Practice]) -> bool:
    """Whether the text gives quantities of the claim's unit, and none keeps to its bound."""
    said = [q.words for p in practices for q in p.quantities if _quantity(q.words)[1] == _quantity(bound)[1]]
    return bool(said) and not any(within(q, bound) for q in said)


def _quantity(text: str) -> tuple[float, str]:
    """A number and its unit; periods in days, so that "24 hours" keeps to "<= 30 days". No unit where no number is."""
    found = _MEASURE.search(_THOUSANDS.sub("", text))
    if not found:
        return 0.0, ""
    amount, unit = float(found[1].replace(",", ".")), found[2].lower().removesuffix("s")
    return (round(amount * DAYS[unit], 6), "day") if unit in DAYS else (amount, "percent" if unit == "%" else unit)
