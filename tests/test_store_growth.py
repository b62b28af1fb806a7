"""A page that never changes costs observations alone, and a check reads no more of a store that is long."""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path

import pytest

from claimtrack import pipeline
from claimtrack.store import Store, disk, snapshots
from tests.benchmarks import store as benchmark
from tests.samples import claim_set, policy

DOC = benchmark.DOC
CHECKS = 300
LINE = 250
"""Bytes that an observation may take."""


def sizes(store: Store) -> dict[str, int]:
    return {path.name: path.stat().st_size for path in store.path.rglob("*") if path.is_file()}


def test_hundreds_of_checks_of_the_same_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "fsync", lambda _: None)  # a minute on a slow disk, and no matter here
    claims, store, page = claim_set(tmp_path), Store(tmp_path / "snapshots"), tmp_path / "page.html"
    page.write_text(policy(), "utf-8")
    times = (dt.datetime(2026, 7, 3, tzinfo=dt.UTC) + number * dt.timedelta(hours=1) for number in range(CHECKS + 1))
    pipeline.check(claims, store, page=page, now=lambda: next(times))
    before = sizes(store)
    runs = [pipeline.check(claims, store, page=page, now=lambda: next(times)) for _ in range(CHECKS)]
    assert {run.exit for run in runs} == {0}
    after = sizes(store)
    observed = after.pop("observations.jsonl")
    assert after == before
    assert observed <= CHECKS * LINE
    assert len(store.observations(DOC)) == CHECKS
    assert store.verify() == []


def test_a_check_reads_no_more_of_a_long_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    loaded: list[Path] = []
    load = snapshots.load

    def counted(folder: Path) -> snapshots.Link:
        loaded.append(folder)
        return load(folder)

    read = []
    for count in (3, 30):
        store = Store(tmp_path / f"{count}" / "snapshots")
        store.path.parent.mkdir()
        benchmark.build(store, count)
        page = store.path.with_name("page.html")
        page.write_text(benchmark.edition(count - 1), "utf-8")
        loaded.clear()
        with monkeypatch.context() as patch:
            patch.setattr(snapshots, "load", counted)
            assert pipeline.check(claim_set(store.path.parent), store, page=page).exit == 0
        read.append(len(loaded))
        assert (store.count(DOC), store.verify()) == (count, [])
    assert read[0] == read[1] < 10


@pytest.mark.parametrize(
    ("before", "kept"),
    [
        (b"", b""), (b"half", b""), (b"one\n", b"one\n"), (b"one\nhalf", b"one\n"), (b"one\ntwo\n", b"one\ntwo\n"),
        (b"\n", b"\n"), (b"one\n" + b"x" * 10_000, b"one\n"), (b"x" * 10_000, b""),
        (b"x" * 4_095 + b"\n", b"x" * 4_095 + b"\n"), (b"x" * 4_095 + b"\nhalf", b"x" * 4_095 + b"\n"),
        (b"\n" + b"x" * 4_096, b"\n"),
    ],
)  # fmt: skip
def test_a_line_is_added_to_the_whole_ones(tmp_path: Path, before: bytes, kept: bytes) -> None:
    path = tmp_path / "observations.jsonl"
    path.write_bytes(before)
    disk.append(path, b"new\n")
    assert path.read_bytes() == kept + b"new\n"
