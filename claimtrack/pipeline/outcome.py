"""What a run ends with: which findings make it fail, and the exit code."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import get_args

from claimtrack.claims import nearest
from claimtrack.errors import UsageError
from claimtrack.records import Report, Status, Support

FAIL_ON = "changed,withdrawn,introduced"
"""What fails a run where nothing else is said: the statuses that are flagged."""

_CAUSES: tuple[str, ...] = (*get_args(Status), *get_args(Support))


def causes(fail_on: str | Iterable[str]) -> frozenset[str]:
    """The statuses and supports in a comma list, or none for ``never``; raises `UsageError` for others."""
    names = fail_on.split(",") if isinstance(fail_on, str) else list(fail_on)
    found = frozenset(name.strip() for name in names if name.strip()) - {"never"}
    for name in sorted(found.difference(_CAUSES)):
        hint = nearest(name, _CAUSES) or f"It takes 'never' or of these: {', '.join(_CAUSES)}."
        raise UsageError(f"a run cannot fail on {name!r}. {hint}")
    return found


def exit_code(reports: Iterable[Report], failing: Collection[str], *, unusable_ok: bool = False) -> int:
    """1 where a claim fails the run, else 3 where a page could not be used, else 0."""
    reports = list(reports)
    if any(each.status in failing or each.support in failing for report in reports for each in report.claims):
        return 1
    return 3 if not unusable_ok and any(report.page.status == "unusable" for report in reports) else 0
