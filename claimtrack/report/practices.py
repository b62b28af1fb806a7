"""The practices that a page states, as JSON or CSV (`claimtrack read`)."""

from __future__ import annotations

import csv
import io
from typing import Literal

from claimtrack.records import PracticeFacts, Practices
from claimtrack.report import json
from claimtrack.report.quote import cell

COLUMNS = (
    "sentence", "section", "lead_in", "actor", "action", "data", "recipients", "purposes",
    "modality", "polarity", "conditions", "quantities", "safeguards",
)  # fmt: skip


def render(practices: Practices, form: Literal["json", "csv"] = "json") -> str:
    """All practices; in CSV the sections of a path are joined by " > ", other lists by "; "."""
    if form == "json":
        return json.render(practices)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows([_cell(each, column) for column in COLUMNS] for each in practices.practices)
    return out.getvalue()


def _cell(practice: PracticeFacts, column: str) -> str:
    value = getattr(practice, column)
    joint = " > " if column == "section" else "; "
    return cell(value if isinstance(value, str) else joint.join(value))
