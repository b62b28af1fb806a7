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

FORMATS = {
    "html": "html", "md": "markdown", "txt": "terminal", "json": "json", "csv": "csv", "xml": "junit",
    "sarif": "sarif", "atom": "atom", "jsonld": "jsonld", "svg": "svg",
}  # fmt: skip
"""Each format's name, which is also the suffix of its files, and the module that renders it."""


LINKED = frozenset({"html"})
"""The formats that can lead to stored snapshots; their ``render`` takes the address of the folder too."""


def render(result: Result, format: str, *, snapshots: str = "") -> str | bytes:  # noqa: A002  (the word users look for)
    """A report, all reports of a run, or a history, in a format of `FORMATS`; raises `UsageError` for another.

    ``snapshots`` is the address of the folder of snapshots as seen from where the report will be, for links to them.
    """
    if format not in FORMATS:
        raise UsageError(f"there is no report format {format!r}. It can be: {', '.join(FORMATS)}.")
    module = importlib.import_module(f"claimtrack.report.{FORMATS[format]}")
    renderer: Callable[..., str | bytes] = module.render
    return renderer(result, snapshots) if format in LINKED else renderer(result)


def reports(result: Report | Run) -> list[Report]:
    """The reports in either."""
    return result.reports if hasattr(result, "reports") else [result]
