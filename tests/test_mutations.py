"""The benchmark of edits: its files are well formed, and the core does not fall behind what it once reached."""

from __future__ import annotations

import pytest

from claimtrack import vocabulary
from tests.benchmarks import mutations

CASES = list(mutations.cases())
EDITS = [case for case in CASES if case.kinds]
SILENT = [case for case in CASES if not case.kinds]

FLOORS = {"known words": 0.55, "unknown words": 0.15, "all edits": 0.36, "all silent": 0.86}
"""The share of cases that came out right when last raised."""


@pytest.fixture(scope="module")
def shares() -> dict[str, float]:
    rows = mutations.rows(mutations.result(case) for case in CASES)
    return {name: (counts["right"] + counts["silent"]) / counts.total() for name, counts in rows}


@pytest.mark.parametrize(("name", "floor"), FLOORS.items())
def test_the_core_does_not_fall_behind(shares: dict[str, float], name: str, floor: float) -> None:
    assert shares[name] >= floor
