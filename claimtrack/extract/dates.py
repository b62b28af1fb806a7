"""The date a policy says it is in force from."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

_MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_NAME = "(?P<month>" + "|".join(f"{name[:3]}(?:{name[3:]})?" for name in _MONTHS) + r"|sept)\.?"
_DATES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"{_NAME}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>\d{{4}})\b",
        rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th|\.)?(?:\s+of)?\s+{_NAME},?\s+(?P<year>\d{{4}})\b",
        r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})\b",
        r"(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.(?P<year>\d{4})\b",
        r"(?P<one>\d{1,2})/(?P<two>\d{1,2})/(?P<year>\d{4})\b",
    )
)
_LINK = r"(?:\s+(?:date|as|of|on|from|since|is|in|by))*[\s:–—-]*"
_CUES = tuple(
    re.compile(rf"\b(?:{cue}){_LINK}", re.IGNORECASE)
    for cue in (
        "effective|in force|in effect|valid|applies",
        "(?:last )?(?:updated?|revised|modified|changed)|dated?|version|published",
    )
)


def effective(text: str) -> dt.date | None:
    """The date behind the first "Effective …", else behind the first "Last updated …"."""
    for cue in _CUES:
        for match in cue.finditer(text):
            for date in _dates(text, match.end()):
                return date
    return None


def _dates(text: str, start: int) -> Iterator[dt.date]:
    for pattern in _DATES:
        match = pattern.match(text, start)
        date = _date(match.groupdict()) if match else None
        if date:
            yield date


def _date(parts: dict[str, str]) -> dt.date | None:
    if "one" in parts:
        one, two = int(parts["one"]), int(parts["two"])
        if one <= 12 and two <= 12 and one != two:
            return None  # day and month cannot be told apart
        day, month = (one, two) if two <= 12 else (two, one)
    else:
        day, month = int(parts["day"]), _month(parts["month"])
    try:
        return dt.date(int(parts["year"]), month, day)
    except ValueError:
        return None


def _month(name: str) -> int:
    if name.isdecimal():
        return int(name)
    return next(i for i, month in enumerate(_MONTHS, 1) if month.startswith(name.lower()[:3]))
