"""A check that is killed, a disk that is full or read-only: the store opens clean, and what was finished is there."""

from __future__ import annotations

import datetime as dt
import itertools
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from claimtrack import pipeline
from claimtrack.errors import StoreAccessError
from claimtrack.records import ClaimSet, Run
from claimtrack.store import Store
from tests import stores
from tests.checks import FAST, OTHER
from tests.commands import run
from tests.killing import killed
from tests.samples import claim_set, policy
from tests.server import Server, page
from tests.stores import HOUR, TIME, WHO, add, capture

DOC = "tarn-privacy"

# ── A check that is killed ───────────────────────────────────────────────────────────────────────────


def saved(claims: ClaimSet, store: Store, text: str, time: dt.datetime) -> Run:
    """A check of a page at hand."""
    file = store.path.with_name("page.html")
    file.write_text(text, "utf-8")
    return pipeline.check(claims, store, page=file, now=lambda: time)


def fetched(folder: Path, text: str) -> Callable[[Store], object]:
    """A check that fetches a page, from a server in the same process."""

    def check(store: Store) -> None:
        with Server() as server:
            claims = claim_set(folder, url=server.answer("/privacy", page(text)))
            pipeline.check(claims, store, fetching=FAST, now=lambda: TIME + HOUR)

    return check


def facts(run: Run) -> list[tuple[object, ...]]:
    (report,) = run.reports
    return [(run.exit,), *((each.id, each.status, each.flagged) for each in report.claims)]


KILLED = {
    "the first": (None, policy()),
    "the same text": (policy(), policy(nonce="b2")),
    "another text": (policy(), policy(*OTHER)),
}


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
@pytest.mark.parametrize("case", KILLED)
def test_a_check_that_is_killed_anywhere(tmp_path: Path, case: str) -> None:
    """At every fifth call into the system (`test_store_safety` takes each of what a check does to a store)."""
    before, text = KILLED[case]
    claims = claim_set(tmp_path)
    store = Store(tmp_path / "0")
    store.path.mkdir()
    if before:
        saved(claims, store, before, TIME)
    kept = {path.relative_to(store.path): path.read_bytes() for path in store.path.glob("*/2*/*")}
    expected = facts(saved(claims, Store(shutil.copytree(store.path, tmp_path / "x")), text, TIME + 2 * HOUR))
    for nth in itertools.count(1, 5):
        copy = Store(shutil.copytree(store.path, tmp_path / f"{nth}"))
        was_killed = killed(fetched(tmp_path, text), copy, nth)
        assert [problem for problem in copy.verify() if not problem.note] == []
        assert all((copy.path / name).read_bytes() == data for name, data in kept.items())
        assert len(copy.snapshots(DOC)) - len(store.snapshots(DOC)) in (0, 1)
        found = facts(saved(claims, copy, text, TIME + 2 * HOUR))
        assert found == expected or len(copy.snapshots(DOC)) == 1  # a first edition is none to the next check
        assert copy.verify() == []
        if not was_killed:
            break
        shutil.rmtree(copy.path)
    assert nth > 10


def test_verify_says_what_a_killed_process_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    stores.filled(Path("snapshots"))
    for place in (".new-.gitignore", f"{stores.DOC}/.new-20260101T000000Z", f"{stores.DOC}/.new-accepted.json"):
        Path("snapshots", place).touch()
    result = run("snapshots", "verify", exit_code=0)
    said = "was left by a process that was stopped; the next one that writes removes it."
    assert [line.endswith(said) for line in result.stderr.splitlines()] == [True] * 3
    assert result.stdout == "2 snapshots, everything as it was written.\n"


# ── A disk that is full, or read-only ────────────────────────────────────────────────────────────────

BLOCK = 4_096


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Path]:
    """A disk of half a megabyte."""
    folder = tmp_path / "disk"
    folder.mkdir()
    options = ["-t", "tmpfs", "-o", "size=512k", "tmpfs", str(folder)]
    mount = shutil.which("mount")
    if mount is None or subprocess.run([mount, *options], capture_output=True, check=False).returncode:
        pytest.skip("mounting a disk needs root")
    yield folder
    subprocess.run(["umount", "--lazy", str(folder)], check=True)  # a test may still be in it


def fill(ballast: Path, free: int) -> None:
    """Leaves so many blocks free."""
    with ballast.open("wb", buffering=0) as file:
        try:
            while file.write(bytes(BLOCK)):
                pass
        except OSError:
            file.truncate(max(0, file.tell() - free * BLOCK))


def observe_to_the_end_of_a_block(store: Store) -> None:
    """So many observations that the next one needs another block."""
    path = store.path / stores.DOC / "observations.jsonl"
    line = path.stat().st_size
    while path.stat().st_size % BLOCK + line <= BLOCK:
        add(store, "We keep logs for 90 days.", TIME + 3 * HOUR)


def succeeded(deed: Callable[[Store], object], store: Store) -> bool:
    """Whether there was room for it."""
    try:
        deed(store)
    except StoreAccessError as error:
        if "the disk is full" in str(error):
            return False
        raise
    return True


DEEDS: dict[str, Callable[[Store], object]] = {
    "add": lambda store: store.add(
        stores.DOC, capture(os.urandom(6 * BLOCK).hex(), TIME + 3 * HOUR), stores.page("Third.")
    ),
    "observe": lambda store: add(store, "We keep logs for 90 days.", TIME + 3 * HOUR),
    "accept": lambda store: store.accept(stores.DOC, store.snapshots(stores.DOC)[1].id, **WHO),
    "set aside": lambda store: store.set_aside(stores.DOC, capture("No."), "No."),
    "a new store": lambda store: add(Store(store.path.with_name("new")), "Hello."),
}


@pytest.mark.mount
@pytest.mark.parametrize("deed", DEEDS)
def test_a_disk_that_is_full(small: Path, deed: str) -> None:
    """With no block free, then one, then two …, until there is room: full at each write that a deed makes."""
    store = stores.filled(small / "snapshots")
    observe_to_the_end_of_a_block(store)
    kept = {path: path.read_bytes() for path in store.path.glob("*/2*/*")}
    accepted = store.accepted(stores.DOC)
    for free in itertools.count():
        fill(small / "ballast", free)
        if succeeded(DEEDS[deed], store):
            break
        assert [problem for problem in store.verify() if not problem.note] == []
        assert {path: path.read_bytes() for path in store.path.glob("*/2*/*")} == kept
        assert store.accepted(stores.DOC) == accepted
        (small / "ballast").unlink()
    assert free > 0
    (small / "ballast").unlink()
    assert add(store, "After.", TIME + 9 * HOUR)
    assert store.verify() == []


@pytest.mark.mount
def test_a_check_on_a_full_disk_says_so(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(small)
    claim_set(small)
    Path("page.html").write_text(policy(), "utf-8")
    check = ["check", "claims.yaml", "--page", "page.html"]
    fill(small / "ballast", 1)
    said = run(*check, exit_code=2).stderr
    assert ("the disk is full" in said, "Mend that, or choose another folder with --store." in said) == (True, True)
    (small / "ballast").unlink()
    run(*check, exit_code=0)
    run("snapshots", "verify", exit_code=0)


@pytest.mark.mount
def test_a_disk_that_is_read_only(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What only reads goes on; what writes says why it cannot."""
    monkeypatch.chdir(small)
    claim_set(small)
    Path("page.html").write_text(policy(), "utf-8")
    run("check", "claims.yaml", "--page", "page.html", exit_code=0)
    subprocess.run(["mount", "-o", "remount,ro", str(small)], check=True)
    for reading in (["check", "claims.yaml", "--offline"], ["snapshots", "list"], ["snapshots", "verify"],
                    ["snapshots", "head"]):  # fmt: skip
        run(*reading, exit_code=0)
    for writing in (["check", "claims.yaml", "--page", "page.html"], ["accept", "--claims", "claims.yaml"]):
        assert "the store cannot be written: the disk is read-only" in run(*writing, exit_code=2).stderr
