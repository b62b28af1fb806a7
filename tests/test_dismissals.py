"""What an import left out, as the store remembers it."""

from __future__ import annotations

from pathlib import Path

import pytest

from claimtrack.errors import StoreDamagedError
from claimtrack.store import Dismissal, Store
from tests.stores import DOC, HOUR, TIME, filled

IT = Dismissal(TIME, "AAAA", "The page shows an error.", f"{DOC}/20260703T081233Z", "sha256:ab")
OTHER = Dismissal(TIME + HOUR, "", "A redirect.", None, "sha256:ab")


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """A store that holds more than this."""
    return filled(tmp_path / "snapshots")


def test_what_was_left_out_is_there_in_its_order(store: Store) -> None:
    assert store.dismissals(DOC) == []
    for it in (IT, OTHER):
        store.dismiss(DOC, it)
    assert store.dismissals(DOC) == [IT, OTHER]
    assert store.verify() == []


def test_a_reason_from_outside_steers_no_terminal(store: Store) -> None:
    store.dismiss(DOC, Dismissal(TIME, "", "It \x1b[31msays\n\u202eno." + "x" * 9_000, None, ""))
    (it,) = store.dismissals(DOC)
    assert it.reason.startswith("It [31msays no.")
    assert len(it.reason) <= 1_000


def test_half_a_line_of_a_process_that_was_stopped_does_not_count(store: Store) -> None:
    store.dismiss(DOC, IT)
    file = store.path / DOC / "left-out.jsonl"
    file.write_bytes(file.read_bytes() + b'{"time": "2026')
    assert store.dismissals(DOC) == [IT]
    store.dismiss(DOC, OTHER)
    assert store.dismissals(DOC) == [IT, OTHER]


@pytest.mark.parametrize("line", ["", "nonsense", "[]", "{}", '{"time": "2026", "key": 1}', "[" * 100_000, '"\\ud800"'])
def test_a_damaged_line_is_named(store: Store, line: str) -> None:
    store.dismiss(DOC, IT)
    file = store.path / DOC / "left-out.jsonl"
    file.write_bytes(file.read_bytes() + line.encode() + b"\n")
    with pytest.raises(StoreDamagedError, match="line 2 is damaged"):
        store.dismissals(DOC)
    assert [it.path for it in store.verify()] == [str(file)]
