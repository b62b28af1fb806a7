"""The benchmark of edits: its files are well formed, and the core does not fall behind what it reached."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import pytest

from claimtrack import yamlio
from claimtrack.claims.problems import problems
from tests.benchmarks import mutations

FILES = sorted(path for folder in (mutations.EDITS, mutations.UNSEEN) for path in folder.glob("*.yaml"))
CASES = list(mutations.cases())
UNSEEN = list(mutations.cases(folder=mutations.UNSEEN))
EDITS = [case for case in CASES if case.kinds]
SILENT = [case for case in CASES if not case.kinds]

FLOORS = {"known words": 0.96, "unknown words": 0.89, "all edits": 0.93, "all silent": 0.98}
"""The share of cases that came out right when these were last raised."""
FLOORS_UNSEEN = {"known words": 0.88, "unknown words": 0.60, "all edits": 0.74, "all silent": 0.93}
"""The same for cases that the core was not raised on."""

_MARK = re.compile(r"\[[^\[\]()]*\|[^\[\]()]*\]")


def shares(cases: Sequence[mutations.Case]) -> dict[str, float]:
    rows = mutations.rows(map(mutations.result, cases))
    return {name: (counts["right"] + counts["silent"]) / counts.total() for name, counts in rows}


@pytest.mark.parametrize(("cases", "floors"), [(CASES, FLOORS), (UNSEEN, FLOORS_UNSEEN)], ids=["edits", "unseen"])
def test_the_core_does_not_fall_behind(cases: Sequence[mutations.Case], floors: dict[str, float]) -> None:
    reached = shares(cases)
    assert {name: reached[name] for name, floor in floors.items() if reached[name] < floor} == {}


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


@pytest.mark.parametrize("case", CASES + UNSEEN, ids=lambda case: str(case.name))
def test_a_case_is_well_formed(case: mutations.Case) -> None:
    assert case.before != case.after
    assert set(case.kinds) <= set(mutations.KINDS)
    assert bool(case.kinds) != bool(case.how)
    assert not _MARK.search(case.before + case.after)
