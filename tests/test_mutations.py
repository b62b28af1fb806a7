"""The benchmark of edits: its files are well formed, and the core does not fall behind what it reached."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from claimtrack import yamlio
from claimtrack.claims.problems import problems
from tests.benchmarks import mutations

FILES = sorted(mutations.EDITS.glob("*.yaml"))
CASES = list(mutations.cases())
EDITS = [case for case in CASES if case.kinds]
SILENT = [case for case in CASES if not case.kinds]

FLOORS = {"known words": 0.91, "unknown words": 0.64, "all edits": 0.78, "all silent": 0.94}
"""The share of cases that came out right when these were last raised."""

_MARK = re.compile(r"\[[^\[\]()]*\|[^\[\]()]*\]")


@pytest.fixture(scope="module")
def shares() -> dict[str, float]:
    rows = mutations.rows(mutations.result(case) for case in CASES)
    return {name: (counts["right"] + counts["silent"]) / counts.total() for name, counts in rows}


@pytest.mark.parametrize(("name", "floor"), FLOORS.items())
def test_the_core_does_not_fall_behind(shares: dict[str, float], name: str, floor: float) -> None:
    assert shares[name] >= floor


def test_there_are_enough_edits_of_every_kind_half_of_them_in_unknown_words() -> None:
    by_kind = Counter((case.kinds[0], case.known) for case in EDITS)
    assert len(EDITS) >= 200
    assert len(SILENT) >= 100
    assert all(by_kind[kind, known] >= 8 for kind in mutations.KINDS for known in (True, False))


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.stem))
def test_the_claims_of_a_file_are_a_right_claim_set(path: Path) -> None:
    data = yamlio.load(path.read_text(encoding="utf-8"))
    document = {"id": path.stem, "url": "https://policy.example/", **data["document"]}
    claims = [{"id": name, **body} for name, body in data["claims"].items()]
    assert problems({"id": path.stem, "title": path.stem, "documents": [document], "claims": claims}) == []


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case.name))
def test_a_case_is_well_formed(case: mutations.Case) -> None:
    assert case.before != case.after
    assert set(case.kinds) <= set(mutations.KINDS)
    assert bool(case.kinds) != bool(case.how)
    assert not _MARK.search(case.before + case.after)
