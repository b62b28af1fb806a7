"""What a run ends with: which findings make it fail, and the exit code."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import get_args

from claimtrack.claims import nearest
from claimtrack.errors import UsageError
from claimtrack.records import PageStatus, Report, Status, Support

FAIL_ON = "changed,withdrawn,introduced"
"""What fails a run where nothing else is said: the statuses that are flagged."""

NEVER = "never"
UNUSABLE: tuple[PageStatus, ...] = ("unstable", "unusable")
"""What a page is that could not be relied on."""

CAUSES: tuple[str, ...] = tuple(dict.fromkeys((*get_args(Status), *get_args(Support))))
"""All that a run can fail on."""


def causes(fail_on: str | Iterable[str]) -> frozenset[str]:
    """The statuses and supports in a comma list (or in a collection), none for ``never`` alone.

    Raises `UsageError` for a list that is empty, names others, or names something beside ``never``.
    """
    parts = fail_on.split(",") if isinstance(fail_on, str) else fail_on
    names = [name for part in parts if (name := part.strip())]
    if names == [NEVER]:
        return frozenset()
    if not names:
        raise UsageError(f"nothing is named that a run fails on. {_takes()}")
    if NEVER in names:
        raise UsageError(f"a run that never fails cannot fail on something too: {','.join(names)}. {_takes()}")
    for name in names:
        if name not in CAUSES:
            close = nearest(name, CAUSES)
            raise UsageError(f"a run cannot fail on {name!r}. {f'{close} ' if close else ''}{_takes()}")
    return frozenset(names)


def _takes() -> str:
    return f"It takes {NEVER!r}, or of these, with commas between: {', '.join(CAUSES)}."


def exit_code(reports: Iterable[Report], failing: Collection[str], *, unusable_ok: bool = False) -> int:
    """1 where a claim fails the run, else 3 where a page could not be used or compared, or was unstable, else 0."""
    reports = list(reports)
    if any(each.status in failing or each.support in failing for report in reports for each in report.claims):
        return 1
    blind = any(report.page.status in UNUSABLE or report.page.alone for report in reports)
    return 3 if blind and not unusable_ok else 0
