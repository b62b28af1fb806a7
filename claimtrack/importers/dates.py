"""The date in a file's name, in the forms in which tools and people write one.

    2026-07-03   20260703   2026_07_03   2026.07.03
    2026-07-03T08-12-33Z   20260703T081233Z   2026-07-03 08.12   20260703081233   2026-07-03T08:12:33+02:00

Year first, since 03-07-2026 is two days. A time without an offset is UTC.
"""

from __future__ import annotations

import datetime as dt
import re

_DATE = re.compile(
    r"""(?<!\d)
    (?P<year>(?:19|20)\d\d)(?P<mark>[-_.]?)(?P<month>\d\d)(?P=mark)(?P<day>\d\d)
    (?:
      (?:[Tt_ -]|(?<=\d{8}))                          # digits alone follow digits alone: 20260703081233
      (?!(?:19|20)\d\d(?P<next>[-_.])\d\d(?P=next)\d\d)            # the second of two dates is no time of the first
      (?P<hour>\d\d)(?P<colon>[-_.:]?)(?P<minute>\d\d)(?:(?P=colon)(?P<second>\d\d)(?:[.,]\d+)?)?
      (?P<zone>Z|z|[+-]\d\d:?\d\d(?!\d))?
    )?
    (?!\d)""",
    re.VERBOSE,
)
_OTHER = re.compile(r"(?<!\d)\d{1,2}[-_.]\d{1,2}[-_.](?:19|20)?\d\d(?!\d)")


class DateError(ValueError):
    """A name that says no date, or more than one; the text goes on from "its name"."""


def in_name(name: str) -> dt.datetime:
    """The time that a name says, in UTC; raises `DateError`."""
    found = list(_DATE.finditer(name))
    times = {time for it in found if (time := _time(it))}
    if len(times) > 1:
        said = ", ".join(it[0] for it in found)
        raise DateError(f"says more than one date ({said})")
    if times:
        return times.pop()
    if found:
        raise DateError(f"says {found[0][0]}, which is no date that there is")
    if other := _OTHER.search(name):
        raise DateError(f"says {other[0]}, of which day and month cannot be told apart")
    raise DateError("says no date")


def _time(found: re.Match[str]) -> dt.datetime | None:
    zone = (found["zone"] or "Z").upper()
    clock = (found["hour"] or "00", found["minute"] or "00", found["second"] or "00")
    day = f"{found['year']}-{found['month']}-{found['day']}"
    try:
        time = dt.datetime.fromisoformat(f"{day}T{':'.join(clock)}{zone}")
        return time.astimezone(dt.UTC)
    except (ValueError, OverflowError):
        return None
