"""Formats live long: a store of every version is kept here, and opens, verifies and checks as it did.

When `sealed.FORMAT` is raised, add a folder `stores_kept/format-N` that the new code wrote; never touch the older ones.
"""

from __future__ import annotations

import datetime as dt
import difflib
import json
import shutil
import subprocess
from pathlib import Path

import pytest

from claimtrack import pipeline
from claimtrack.claims import load_claims
from claimtrack.records import ClaimSet, Run
from claimtrack.store import Store, sealed
from claimtrack.text import digest
from tests.samples import CLAIM_FILE, PARAGRAPHS, policy

KEPT = Path(__file__).with_name("stores_kept")
DOC = "tarn-privacy"
STAMPS = ["20260703T120000Z", "20260703T130000Z", "20260703T190000Z"]
HEADS = {"format-1": "sha256:32a36ab4ba2544fe9e7193c5e2bd7dd68578513d9a263bbc227f88baca74cf74"}
LATER = dt.datetime(2026, 7, 4, tzinfo=dt.UTC)


@pytest.fixture(params=sorted(HEADS))
def kept(request: pytest.FixtureRequest, tmp_path: Path) -> Store:
    """A copy of a store that an older version wrote."""
    return Store(shutil.copytree(KEPT / request.param, tmp_path / request.param))


@pytest.fixture
def claims(tmp_path: Path) -> ClaimSet:
    path = tmp_path / "claims.yaml"
    path.write_text(CLAIM_FILE, "utf-8")
    return load_claims(path)


def offline(claims: ClaimSet, store: Store) -> Run:
    return pipeline.check(claims, store, offline=True, now=lambda: LATER)


def test_there_is_one_of_each_version() -> None:
    versions = {f"format-{number}" for number in range(1, sealed.FORMAT + 1)}
    assert versions == set(HEADS) == {path.name for path in KEPT.iterdir()}


@pytest.mark.parametrize("version", HEADS)
def test_each_file_says_its_version(version: str) -> None:
    files = [*(KEPT / version).glob("**/snapshot.json"), *(KEPT / version).glob("**/accepted.json")]
    assert len(files) == 4
    assert {json.loads(file.read_bytes())["format"] for file in files} == {int(version.removeprefix("format-"))}


def test_it_opens_and_verifies(kept: Store) -> None:
    assert (kept.documents(), kept.verify(), kept.head(DOC)) == ([DOC], [], HEADS[kept.path.name])
    assert [it.id for it in kept.snapshots(DOC)] == [f"{DOC}/{stamp}" for stamp in STAMPS]
    assert [(it.words, it.language) for it in kept.snapshots(DOC)] == [(97, "en"), (97, "en"), (103, "en")]
    assert kept.capture(kept.snapshots(DOC)[0]).body.decode() == policy()
    assert [it.snapshot for it in kept.observations(DOC)] == [f"{DOC}/{STAMPS[0]}"]
    accepted = kept.accepted(DOC)
    assert (accepted.default, accepted.claims) == (f"{DOC}/{STAMPS[0]}", {"logs-deleted": f"{DOC}/{STAMPS[1]}"})
    assert [(it.action, it.who, it.why) for it in accepted.log[1:]] == [
        ("accept", "Ada", "read it"), ("accept", "Ada", "by mistake"), ("undo", "Ada", "it was one"),
    ]  # fmt: skip


def test_it_is_checked(kept: Store, claims: ClaimSet) -> None:
    """The number of days is back, so a claim whose own baseline says two years is flagged."""
    run = offline(claims, kept)
    (report,) = run.reports
    assert [(it.id, it.flagged, it.before) for it in report.claims] == [
        ("phone-number-required", False, f"{DOC}/{STAMPS[0]}"), ("logs-deleted", True, f"{DOC}/{STAMPS[1]}"),
    ]  # fmt: skip
    assert run.exit == 1


def test_it_is_continued(kept: Store, claims: ClaimSet) -> None:
    """New snapshots follow the old ones in one chain, and no old file changes."""
    before = {path: path.read_bytes() for path in kept.path.glob("*/2*/*")}
    page = kept.path.with_name("page.html")
    page.write_text(policy(*PARAGRAPHS, "We keep a list of all your owls."), "utf-8")
    pipeline.check(claims, kept, page=page, now=lambda: LATER)
    kept.accept(DOC, kept.snapshots(DOC)[-1].id, who="Ada", why="read it", time=LATER)
    assert (len(kept.snapshots(DOC)), kept.verify()) == (4, [])
    assert len(kept.proven(DOC, HEADS[kept.path.name])) == 3
    assert all(path.read_bytes() == data for path, data in before.items())


# ── text.md is for people ────────────────────────────────────────────────────────────────────────────


def test_two_texts_make_the_redline_that_people_want(kept: Store) -> None:
    """A sentence a line: of an edit in one sentence, a line goes and a line comes, and nothing moves."""
    texts = [kept.text(it).splitlines() for it in kept.snapshots(DOC)]
    redline = list(difflib.unified_diff(texts[0], texts[1], n=0, lineterm=""))[3:]
    rest = "and we keep nothing else about how you have used the service."
    assert redline == [
        f"-We delete our server logs within 30 days, {rest}", f"+We delete our server logs within two years, {rest}",
    ]  # fmt: skip
    assert [line for line in texts[0] if line.startswith("#")] == [
        "# Tarn Privacy Policy", "## What we collect", "## How to reach us",
    ]  # fmt: skip


def test_git_shows_that_redline(kept: Store) -> None:
    git = shutil.which("git")
    if git is None:
        pytest.skip("git is not installed")
    files = [str(kept.path / DOC / stamp / "text.md") for stamp in STAMPS[:2]]
    command = [git, "diff", "--no-index", "--no-color", "--unified=0", *files]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    changed = [line[:39] for line in done.stdout.splitlines() if line[:1] in "+-" and line[:3] not in ("+++", "---")]
    assert changed == ["-We delete our server logs within 30 da", "+We delete our server logs within two y"]


@pytest.mark.parametrize("text", ["", "We sell everything.\n", "# Tarn\n\n- Other code reads it so.\n"])
def test_a_text_derived_anew_changes_nothing_that_a_check_says(kept: Store, claims: ClaimSet, text: str) -> None:
    """Newer code may write text.md another way: what a check says, it reads from the captures."""
    before, head = offline(claims, kept), kept.head(DOC)
    for stamp in STAMPS:
        facts = json.loads((kept.path / DOC / stamp / "derived.json").read_bytes())
        facts |= {"reader": "99.0", "text_md": digest(text.encode()), "sentences": 0, "text_digest": "sha256:0"}
        del facts["seal"]
        (kept.path / DOC / stamp / "derived.json").write_bytes(sealed.dump(facts))
        (kept.path / DOC / stamp / "text.md").write_text(text, "utf-8")
    assert offline(claims, kept) == before
    assert (kept.verify(), kept.head(DOC)) == ([], head)


def test_facts_are_sorted_a_line_each(kept: Store) -> None:
    for path in kept.path.glob("**/*.json"):
        lines = path.read_text("utf-8").splitlines()
        names = [line.split('"')[1] for line in lines if line.startswith('  "')]
        assert names == sorted(names)
        assert len(names) > 4 or path.name == "accepted.json"
