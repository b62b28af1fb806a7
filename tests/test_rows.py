"""Results as tables: rows for data frames, and CSV that no spreadsheet computes."""

from __future__ import annotations

import csv
import datetime as dt
import io

import pandas as pd
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimtrack.records import Result
from claimtrack.records.rows import COLUMNS
from claimtrack.report import quote, render
from claimtrack.report.csv import MAX_CELL
from tests.findings import canonical, evidence, finding, history, run

RESULTS: list[tuple[Result, int]] = [(canonical(), 10), (run(), 12), (history(), 8), (canonical(claims=[]), 0)]


@pytest.mark.parametrize(("result", "number"), RESULTS)
def test_a_row_a_claim_with_all_columns(result: Result, number: int) -> None:
    rows = result.to_rows()
    assert len(rows) == number
    assert all(list(row) == list(COLUMNS) for row in rows)
    assert all(COLUMNS.values())


def test_values_are_what_they_are() -> None:
    row = next(row for row in canonical().to_rows() if row["status"] == "changed")
    assert row | {
        "flagged": True, "confidence": 1.0, "kinds": "quantity", "changes": "bound: 30 days → 90 days",
        "section": "What we collect > Logs", "quote": "We delete logs within 90 days.",
        "time": dt.datetime(2026, 7, 3, 12, tzinfo=dt.UTC), "effective_date": dt.date(2026, 7, 1),
        "support_before": None, "reported": None, "snapshot": "tarn-privacy/20260703T120000Z",
    } == row  # fmt: skip


def test_a_history_has_its_editions_in_order() -> None:
    rows = [row for row in history().to_rows() if row["claim"] == "claim-moving"]
    assert [row["status"] for row in rows] == ["baseline", "introduced", "changed", "withdrawn"]
    assert [row["support_before"] for row in rows] == [None, "not-stated", "stated", "partly-stated"]
    assert [row["snapshot_before"] for row in rows] == [None, *(row["snapshot"] for row in rows[:-1])]


@pytest.mark.parametrize(("result", "number"), RESULTS[:3])
def test_data_frames_take_the_rows(result: Result, number: int) -> None:
    rows = result.to_rows()
    frame = pd.DataFrame(rows)
    assert frame.shape == (number, len(COLUMNS))
    assert frame["flagged"].dtype == bool
    assert pd.api.types.is_datetime64_any_dtype(frame["time"])
    table = pl.DataFrame(rows, infer_schema_length=None)
    assert table.shape == (number, len(COLUMNS))
    assert table.schema["flagged"] == pl.Boolean
    assert table.schema["effective_date"] == pl.Date
    assert table.filter(pl.col("flagged")).height == frame["flagged"].sum()


def test_data_frames_take_a_column_that_starts_empty() -> None:
    known = dt.datetime(2026, 6, 9, 12, tzinfo=dt.UTC)
    claims = [finding("changed", id=f"c-{n}", reported=known if n == 149 else None) for n in range(150)]
    rows = canonical(claims=claims).to_rows()
    frame = pd.DataFrame(rows)
    assert pd.api.types.is_datetime64_any_dtype(frame["reported"])
    assert frame["reported"].count() == 1
    table = pl.DataFrame(rows, infer_schema_length=None)
    assert table.schema["reported"] == pl.Datetime(time_zone="UTC")
    assert table["reported"].drop_nulls().to_list() == [known]


def cells(result: Result) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(str(render(result, "csv"))), strict=True))


@given(st.text(max_size=300))
def test_any_text_comes_back_from_csv(said: str) -> None:
    row = cells(canonical(claims=[finding("unchanged", statement=said)]))[0]
    assert row["statement"] == quote.cell(said)
    assert row["statement"].replace("'", "") == quote.inert(said).replace("'", "")


@pytest.mark.parametrize(
    "said",
    ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1", "\x1b[0m=1", "＝1+1", "＋1", "－1", "＠x", '"=1+1"',
     '" =1', "'=1", "“-1”", "\u3000＝1"],
)
def test_no_cell_is_a_formula(said: str) -> None:
    assert quote.cell(said) == f"'{quote.inert(said)}"


@pytest.mark.parametrize(
    ("said", "written"),
    [("a;=1+1", "a;'=1+1"), ("a; @SUM(A1); b", "a; '@SUM(A1); b"), (";;-1", ";;'-1"), ('x;"=1"', "x;'\"=1\"")],
)
def test_no_part_between_semicolons_is_a_formula(said: str, written: str) -> None:
    assert quote.cell(said) == written
    for part in cells(canonical(claims=[finding("unchanged", statement=said)]))[0]["statement"].split(";"):
        assert part.strip()[:1] not in {"=", "+", "-", "@"}


@pytest.mark.parametrize(
    "said",
    ["1+1=2", "a-b", "ann@tarn.example", "", "≤ 30 days", "'quoted'", "a; b-c", '"quoted" - or not', "<= 3; >= 2"],
)
def test_other_cells_stay_as_they_are(said: str) -> None:
    assert quote.cell(said) == said


def test_csv_writes_yes_no_dates_and_nothing() -> None:
    row = cells(canonical(claims=[finding("changed", confidence=0.25)]))[0]
    assert (row["flagged"], row["confidence"], row["reported"]) == ("true", "0.25", "")
    assert (row["time"], row["effective_date"]) == ("2026-07-03T12:00:00+00:00", "2026-07-01")


def test_no_cell_is_longer_than_a_spreadsheet_takes() -> None:
    quoted = {"before": [], "after": [evidence("word " * 20_000)]}
    row = cells(canonical(claims=[finding("unchanged", evidence=quoted)]))[0]
    assert MAX_CELL * 2 // 3 < len(row["quote"]) <= MAX_CELL
