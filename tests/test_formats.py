"""Every format renders the canonical records as it did, and lets nothing hostile through.

To write what they give into tests/golden/ anew: CLAIMTRACK_WRITE=1 python -m pytest tests/test_formats.py
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from claimtrack.records import Result
from claimtrack.report import FORMATS, render
from tests.findings import canonical, history, run
from tests.hostile import HOSTILE, URLS
from tests.inert import INERT

GOLDEN = Path(__file__).parent / "golden"
RESULTS: dict[str, Callable[..., Result]] = {"report": canonical, "run": run, "history": history}
CASES = [(name, form) for name in RESULTS for form in FORMATS]


def rendered(result: Result, form: str) -> bytes:
    content = render(result, form)
    return content.encode() if isinstance(content, str) else content


@pytest.mark.parametrize(("name", "form"), CASES)
def test_formats_give_what_they_gave(name: str, form: str) -> None:
    found, kept = rendered(RESULTS[name](), form), GOLDEN / f"{name}.{form}"
    if os.environ.get("CLAIMTRACK_WRITE"):
        GOLDEN.mkdir(exist_ok=True)
        kept.write_bytes(found)
    assert kept.read_bytes() == found, f"{kept.name} differs; if it is meant to, write it anew (see above)."


def test_no_golden_file_is_left_over() -> None:
    assert {each.name for each in GOLDEN.iterdir()} == {f"{name}.{form}" for name, form in CASES}


def test_every_format_is_tried_with_hostile_text() -> None:
    assert set(INERT) == set(FORMATS)


@pytest.mark.parametrize(("name", "form"), CASES)
@pytest.mark.parametrize("evil", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_text_stays_text(name: str, form: str, evil: str) -> None:
    INERT[form](rendered(RESULTS[name](evil=evil), form), evil)


@pytest.mark.parametrize(("name", "form"), CASES)
@pytest.mark.parametrize("url", URLS.values(), ids=URLS.keys())
def test_hostile_addresses_lead_nowhere(name: str, form: str, url: str) -> None:
    INERT[form](rendered(RESULTS[name](url=url), form), url)
