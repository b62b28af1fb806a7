"""JUnit XML: a CI system shows a flagged claim as a failed test, with the passages."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimtrack.records import Result
from claimtrack.report import junit, quote
from tests.findings import canonical, finding, history, run


def cases(result: Result) -> dict[str, ET.Element]:
    root = ET.fromstring(junit.render(result))
    return {str(each.get("name")).split(":")[0]: each for each in root.iter("testcase")}


@pytest.mark.parametrize(
    ("status", "outcome"),
    [("changed", "failure"), ("withdrawn", "failure"), ("introduced", "failure"), ("not-stated", "skipped"),
     ("unverifiable", "skipped"), ("unchanged", "system-out"), ("cosmetic", "system-out"), ("moved", "system-out"),
     ("reworded", "system-out"), ("baseline", "system-out")],
)  # fmt: skip
def test_each_status_is_an_outcome(status: str, outcome: str) -> None:
    case = cases(canonical())[f"claim-{status}"]
    assert [each.tag for each in case] == [outcome]


def test_a_failure_says_why_and_where() -> None:
    case = cases(canonical())["claim-changed"]
    assert (case.get("classname"), case.get("file"), case.get("line")) == (
        "tarn-claims.tarn-privacy", "claims/tarn.yaml", "14",
    )  # fmt: skip
    failure = case[0]
    assert (failure.get("type"), failure.get("message")) == ("changed", "bound: 30 days → 90 days")
    assert "- We delete logs within 30 days.\n+ We delete logs within 90 days." in str(failure.text)


def test_a_page_that_cannot_be_used_is_one_error() -> None:
    root = ET.fromstring(junit.render(run()))
    assert (root.get("tests"), root.get("failures"), root.get("errors"), root.get("skipped")) == ("13", "3", "1", "4")
    (error,) = root.iter("error")
    assert error.get("message") == "The page is in German."


def test_a_history_is_its_newest_edition() -> None:
    found = cases(history())
    assert found["claim-moving"][0].get("type") == "withdrawn"
    assert found["claim-standing"][0].tag == "system-out"


@given(st.text())
def test_any_text_is_xml(said: str) -> None:
    changes = [{"kind": "data", "before": said, "after": said, "text": said}]
    found = ET.fromstring(junit.render(canonical(claims=[finding("changed", changes=changes, after=[said])])))
    (failure,) = found.iter("failure")
    assert failure.get("message") == (quote.inert(said) or "changed")
