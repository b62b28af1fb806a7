"""The report as a table (.csv): one row a claim, for a history one a claim and edition; RFC 4180, UTF-8.

The columns are those of `records.rows.COLUMNS`. No cell is taken for a formula by a spreadsheet.
"""

from __future__ import annotations

import csv
import datetime as dt
import io

from claimtrack.records import Result
from claimtrack.records.rows import COLUMNS, Value
from claimtrack.report.quote import cell, shortened

MAX_CELL = 32_000
"""Characters; Excel cuts a cell at 32,767."""


def render(result: Result) -> str:
    """A line of column names, then the rows; dates as in ISO 8601, yes and no as true and false."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows([_written(value) for value in row.values()] for row in result.to_rows())
    return out.getvalue()


def _written(value: Value) -> str:
    match value:
        case None:
            return ""
        case bool():
            return str(value).lower()
        case dt.date():  # and its kind, a time
            return value.isoformat()
        case int() | float():
            return f"{value:g}"
        case _:
            return shortened(cell(value), MAX_CELL)
