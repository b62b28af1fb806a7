"""The JSON report: the records as they are (`claimtrack schema report` and `claimtrack schema run`)."""

from __future__ import annotations

from claimtrack.records import Practices, Report, Run


def render(result: Report | Run | Practices) -> str:
    """One JSON document, indented, ending in a newline."""
    return result.model_dump_json(by_alias=True, indent=2) + "\n"
