"""A result that ends a notebook's cell shows itself."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from IPython.core.formatters import HTMLFormatter

from claimtrack.records import Result
from claimtrack.report.notebook import MAX_ROWS
from tests.findings import canonical, finding, history, run
from tests.hostile import HOSTILE


def shown(result: Result) -> BeautifulSoup:
    """What IPython takes for the cell's output."""
    return BeautifulSoup(str(HTMLFormatter()(result)), "html.parser")


def test_a_report_is_its_answer_and_a_table() -> None:
    page = shown(canonical())
    assert "3 of 10 claims changed since 8 June 2026." in page.text
    rows = [[cell.text for cell in row("td")] for row in page("tr")[1:]]
    assert [row[0] for row in rows[:3]] == ["! changed", "✗ withdrawn", "+ introduced"]
    assert rows[0][1:] == [
        "claim-changed", "Tarn deletes its logs within 30 days.", "stated", "bound: 30 days → 90 days",
    ]  # fmt: skip


def test_a_run_has_a_table_a_document_and_a_history_a_row_a_change() -> None:
    assert len(shown(run())("table")) == 2
    rows = shown(history())("tr")[1:]
    assert [row("td")[0].text for row in rows] == ["10 April 2025", "11 April 2025", "5 April 2026"]


def test_a_long_table_is_cut() -> None:
    page = shown(canonical(claims=[finding("changed", id=f"c-{n}") for n in range(MAX_ROWS + 3)]))
    assert len(page("tr")) == MAX_ROWS + 1
    assert "3 more" in page.text


@pytest.mark.parametrize("evil", HOSTILE.values(), ids=HOSTILE.keys())
def test_nothing_in_it_is_markup_or_script(evil: str) -> None:
    for result in (canonical(evil=evil), history(evil)):
        page = shown(result)
        assert {each.name for each in page(True)} <= {"div", "p", "table", "thead", "tbody", "tr", "th", "td"}
        assert {name for each in page(True) for name in each.attrs} <= {"style"}
