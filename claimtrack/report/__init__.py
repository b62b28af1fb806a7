"""Reports as text: a format is a function of the records, in a module of its own.

To add a format: write ``claimtrack/report/<name>.py`` with ``render(result: Result) -> str | bytes``, and give it a
line in `FORMATS`. The command line, ``--output`` and the tests find it there.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable
from typing import TYPE_CHECKING

from claimtrack.errors import UsageError

if TYPE_CHECKING:
    from claimtrack.records import Report, Result, Run

FORMATS = {"json": "json", "txt": "terminal"}
"""Each format's name, which is also the suffix of its files, and the module that renders it."""


def render(result: Result, format: str) -> str | bytes:  # noqa: A002  (the word users look for)
    """A report, all reports of a run, or a history, in a format of `FORMATS`; raises `UsageError` for another."""
    if format not in FORMATS:
        raise UsageError(f"there is no report format {format!r}. It can be: {', '.join(FORMATS)}.")
    module = importlib.import_module(f"claimtrack.report.{FORMATS[format]}")
    renderer: Callable[[Result], str | bytes] = module.render
    return renderer(result)


def reports(result: Report | Run) -> list[Report]:
    """The reports in either."""
    return result.reports if hasattr(result, "reports") else [result]
