"""Editions out of git repositories: each commit is stored, known or left out with a reason, and its origin kept."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path
from typing import Any

import pytest

from claimtrack import extract, importers, pipeline, warc
from claimtrack.errors import ArchiveError
from claimtrack.importers import addresses, running
from claimtrack.records import Document, Expect, Page
from claimtrack.store import Store
from tests import archives, killing
from tests.archives import (
    DOC,
    ENTRIES,
    FIRST,
    OTHER_FILE,
    PATH,
    SECOND,
    START,
    THIRD,
    URL,
    Entry,
    became,
    command,
    contents,
    edition,
    imported,
    made,
    needs_git,
    text,
)
from tests.commands import run
from tests.corpus import CORPUS
from tests.samples import CLAIM_FILE, PARAGRAPHS, policy

pytestmark = needs_git

BUNDLE = CORPUS / "open-terms-archive-whatsapp.bundle"


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the command runs; the claim file is there, and nothing is stored."""
    monkeypatch.chdir(tmp_path)
    Path("claims").mkdir()
    Path("claims/tarn.yaml").write_text(CLAIM_FILE, "utf-8")
    return tmp_path


# ── What becomes of commits ──────────────────────────────────────────────────────────────────────────

MINIMAL = "The page has 1 word; at least 60 are expected."
DELETED = "The archive deleted the file."
RENAMED = "The archive renamed the file here, from '{}', and recorded nothing."
MERGED = "It was put together in a merge, and never recorded."
CASES: list[tuple[str, list[Entry], list[tuple[int, str]]]] = [
    ("in order", [edition(FIRST, 0), edition(SECOND, 1)], [(0, "stored"), (1, "stored")]),
    ("other files", [edition(FIRST, 0), OTHER_FILE, edition(SECOND, 2)], [(0, "stored"), (2, "stored")]),
    ("out of date order", [edition(SECOND, 5), edition(FIRST, 2), edition(THIRD, 9)],
     [(2, "stored"), (5, "stored"), (9, "stored")]),
    ("two of one second", [edition(FIRST, 0), edition(SECOND, 0)], [(0, "stored"), (0, "stored")]),
    ("a text that comes back", [edition(FIRST, 0), edition(SECOND, 1), edition(FIRST, 2)],
     [(0, "stored"), (1, "stored"), (2, "same")]),
    ("other markup, the same words", [edition(FIRST, 0), edition(FIRST.replace("## ", "### "), 1)],
     [(0, "stored"), (1, "same")]),
    ("an author's date of its own", [edition(FIRST, 3, committed=900)], [(3, "stored")]),
    ("deleted and back", [edition(FIRST, 0), Entry({PATH: None}, 1), edition(SECOND, 2)],
     [(0, "stored"), (1, DELETED), (2, "stored")]),
    ("empty", [edition(FIRST, 0), edition("", 1), edition("\n", 2)],
     [(0, "stored"), (1, "The page is empty."), (2, "The page is empty.")]),
    ("a page that broke", [edition(FIRST, 0), edition("Sorry!", 1)], [(0, "stored"), (1, MINIMAL)]),
    ("a symbolic link", [edition(FIRST, 0), edition("../README.md", 1, mode="120000")],
     [(0, "stored"), (1, "It is a symbolic link, not a text.")]),
    ("HTML", [edition(policy(), 0, path="Tarn/Privacy Policy.html")], [(0, "stored")]),
    ("a PDF", [edition(policy(), 0, path="Tarn/Privacy Policy.html"),
               edition("%PDF-1.7", 1, path="Tarn/Privacy Policy.pdf")],
     [(0, "stored"), (1, "It is a PDF, which is not read.")]),
    ("a PDF by another name", [edition(FIRST, 0), edition("%PDF-1.7", 1)],
     [(0, "stored"), (1, "This is a PDF, not a page of text.")]),
    ("another kind", [edition(FIRST, 0), edition("{}", 1, path="Tarn/Privacy Policy.json")],
     [(0, "stored"), (1, "It is a file of the kind '.json', which is not read.")]),
    ("a binary", [edition(FIRST, 0), Entry({PATH: bytes(range(256)) * 20}, 1)],
     [(0, "stored"), (1, "The page is binary data or in an encoding that it does not declare.")]),
    ("executable", [edition(FIRST, 0, mode="100755")], [(0, "stored")]),
    ("renamed in its folder",
     [edition(FIRST, 0, path="Tarn/Privacy.md"), Entry({"Tarn/Privacy.md": None, PATH: FIRST.encode()}, 1),
      edition(SECOND, 2)],
     [(0, "stored"), (1, RENAMED.format("Tarn/Privacy.md")), (2, "stored")]),
    ("a service that was renamed",
     [edition(FIRST, 0, path="Mere/Privacy.md"), edition(SECOND, 1, path="Mere/Privacy.md"),
      Entry({"Mere/Privacy.md": None, PATH: SECOND.encode()}, 2), edition(THIRD, 3)],
     [(0, "stored"), (1, "stored"), (2, RENAMED.format("Mere/Privacy.md")), (3, "stored")]),
    ("another suffix",
     [edition(policy(), 0, path="Tarn/Privacy Policy.htm"),
      Entry({"Tarn/Privacy Policy.htm": None, "Tarn/Privacy Policy.html": policy().encode()}, 1)],
     [(0, "stored"), (1, RENAMED.format("Tarn/Privacy Policy.htm"))]),
    ("a copy is no rename", [edition(FIRST, 0, path="Tarn/Terms.md"), edition(FIRST, 1)], [(1, "stored")]),
    ("two branches",
     [edition(FIRST, 0), edition(SECOND, 1), edition(THIRD, 2, parents=[1]),
      edition(THIRD, 3, "Merge branch", parents=[3, 2])],
     [(0, "stored"), (1, "stored"), (2, "stored")]),
    ("a merge that makes a text",
     [edition(FIRST, 0), edition(SECOND, 1), edition(THIRD, 2, parents=[1]),
      edition(FIRST + "More.", 3, "Merge branch", parents=[3, 2])],
     [(0, "stored"), (1, "stored"), (2, "stored"), (3, MERGED)]),
    ("two roots", [edition(FIRST, 0), Entry({PATH: SECOND.encode()}, 1, parents=[]),
                   edition(THIRD, 2, "Merge", parents=[1, 2])],
     [(0, "stored"), (1, "stored"), (2, MERGED)]),
]  # fmt: skip


@pytest.mark.parametrize(("entries", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_what_becomes_of_commits(here: Path, entries: list[Entry], expected: list[tuple[int, str]]) -> None:
    place = made(here / "archive", entries)
    assert became(imported(place)) == expected
    store = Store("snapshots")
    assert store.verify() == []
    assert len(store.snapshots(DOC)) == sum(what == "stored" for _, what in expected)
    before = contents(store)
    again = became(imported(place))
    assert again == [(day, "known" if what in ("stored", "same") else what) for day, what in expected]
    assert contents(store) == before


def test_all_left_out_is_exit_3(here: Path) -> None:
    place = made(here / "archive", [edition("Sorry!", 0)])
    assert became(imported(place, code=3)) == [(0, MINIMAL)]
    assert not Path("snapshots").exists()


def test_dates_that_no_calendar_has(here: Path) -> None:
    """Git keeps what a commit says; one of the far future would stay the newest for ever."""
    place = made(here / "archive", [edition(FIRST, 0), edition(SECOND, 10**6), edition(THIRD, 1)])
    tip, tree = archives.git("--git-dir", str(place), "rev-parse", "main", "main^{tree}").split()
    raw = f"tree {tree}\nauthor A <a@b> 99999999999999999 +0000\ncommitter A <a@b> 0 +0000\n\nx\n"
    hash_it = ["--git-dir", str(place), "hash-object", "-t", "commit", "-w", "--literally", "--stdin"]
    commit = archives.git(*hash_it, given=raw.encode()).strip()
    archives.git("--git-dir", str(place), "update-ref", "refs/heads/main", commit)
    (odd,) = imported(place, code=3)
    assert odd["reason"] == "It has a date that no calendar has."
    archives.git("--git-dir", str(place), "update-ref", "refs/heads/main", f"{tip}")
    assert became(imported(place))[2][1].startswith("It is dated in the future")


def test_large_texts_are_not_read(here: Path) -> None:
    large = b"word " * 10_000_000
    place = made(here / "archive", [edition(FIRST, 0), Entry({PATH: large}, 1)])
    assert became(imported(place)) == [(0, "stored"), (1, "It has 50,000,000 bytes; at most 20,000,000 are read.")]


@pytest.mark.parametrize("name", ["Privacy (EU)", "Datenschutz­erklärung ü", "隐私政策", "a\nb", 'v1.2 "x"', "#top *"])
def test_any_name(here: Path, name: str) -> None:
    place = made(here / "archive", [edition(FIRST, 0, path=f"Tärn & Co/{name}.md")])
    assert became(imported(place, service="Tärn & Co", terms=name)) == [(0, "stored")]
    other = run(*command(place, service="Tärn & Co", terms="Nothing at all"), exit_code=2)
    assert len(other.stderr.splitlines()) == 1
    assert "It has: '" in other.stderr


# ── What is kept of a commit ─────────────────────────────────────────────────────────────────────────


def test_where_a_snapshot_came_from_is_kept(here: Path) -> None:
    message = "Refilter Tarn Privacy Policy\n\nRecorded from snapshot https://git.example/s/commit/5f2edfc\n\nX-y: 1\n"
    place = made(here / "archive", [edition(FIRST, 0, message, committed=2)])
    (found,) = imported(place)
    store = Store("snapshots")
    (snapshot,) = store.snapshots(DOC)
    capture = store.capture(snapshot)
    assert (capture.time, capture.url, capture.header("content-type")) == (START, URL, "text/markdown")
    assert capture.body == FIRST.encode()
    assert dict(capture.origin) == {
        "archive": "Open Terms Archive", "repository": "archive", "path": PATH, "commit": found["source"],
        "author": "Archive Bot", "committed": "2020-01-03T12:00:00Z", "technical": "yes",
        "snapshot": "https://git.example/s/commit/5f2edfc", "message": message.strip(),
    }  # fmt: skip
    assert (found["technical"], capture.technical) == (True, True)
    shown = run("snapshots", "show", snapshot.id, exit_code=0).stdout
    assert f"\ncommit:         {found['source']}\n" in shown
    assert "\nmessage:        Refilter Tarn Privacy Policy\n                Recorded from snapshot" in shown
    facts = json.loads(run("snapshots", "show", snapshot.id, "--format", "json", exit_code=0).stdout)
    assert facts["origin"] == dict(capture.origin)
    assert warc.read(store.archive(snapshot)) == capture


TECHNICAL = [
    ("Apply technical or declaration upgrade on Tarn Privacy Policy", True),
    ("Refilter Tarn Privacy Policy", True),
    ("Record new changes of Tarn Privacy Policy", False),
    ("First record of Tarn Privacy Policy", False),
    ("Update Tarn Privacy Policy\n\nRefilter", False),
    ("", False),
]


@pytest.mark.parametrize(("message", "technical"), TECHNICAL)
def test_what_the_archive_marks_as_technical(here: Path, message: str, technical: bool) -> None:
    place = made(here / "archive", [edition(FIRST, 0), edition(SECOND, 1, message)])
    result = run(*command(place), exit_code=0)
    assert ("(technical)" in result.stdout) is technical
    assert ("The archive marks 1 as technical." in result.stderr) is technical
    store = Store("snapshots")
    assert [store.capture(it).technical for it in store.snapshots(DOC)] == [False, technical]


def test_an_address_is_kept_without_its_password(here: Path) -> None:
    for place in ("https://ada:secret@git.example/a.git", "ssh://ada:secret@git.example/a.git"):
        assert addresses.kept(place) == addresses.shown(place) == place.replace("ada:secret@", "")
    assert addresses.kept(str(here / "archive")) == addresses.kept(f"file://{here}/archive") == "archive"
    assert addresses.kept("git@git.example:ada/a.git") == "git@git.example:ada/a.git"


def test_the_lines_for_people(here: Path) -> None:
    place = made(here / "archive", [edition(FIRST, 0), edition("Sorry!", 1), edition(FIRST, 2)])
    result = run(*command(place), exit_code=0)
    commit = archives.git("--git-dir", str(place), "rev-parse", "main~1").strip()
    assert result.stdout.splitlines() == [
        "2020-01-01T12:00:00Z  stored              tarn-privacy/20200101T120000Z",
        "2020-01-02T12:00:00Z  left out            The page has 1 word; at least 60 are",
        f"    expected. ({commit})",
        "2020-01-03T12:00:00Z  text stored before  tarn-privacy/20200101T120000Z",
    ]
    assert result.stderr.splitlines()[0] == "1 stored, 1 text stored before, 1 left out."
    assert run(*command(place, "--quiet"), exit_code=0).stderr == ""


# ── Going on ─────────────────────────────────────────────────────────────────────────────────────────


def test_only_what_is_new_is_read(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = made(here / "archive", ENTRIES)
    imported(place)
    archives.made(place, [*ENTRIES, edition(text(*PARAGRAPHS, "And one more thing."), 9)])
    reads: list[bytes] = []
    page = extract.page

    def counted(body: bytes, *rest: Any, **more: Any) -> Page:
        reads.append(body)
        return page(body, *rest, **more)

    monkeypatch.setattr(extract, "page", counted)
    assert [it["result"] for it in imported(place)] == ["known", "known", "known", "stored"]
    assert len(reads) == 2  # the new one, and the one before, beside which it is judged


def test_a_text_is_read_from_git_once(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    texts = [FIRST, SECOND, FIRST, SECOND, FIRST]
    place = made(here / "archive", [edition(it, day) for day, it in enumerate(texts)])
    asked: list[str] = []
    ask = running.Program.ask

    def counted(program: running.Program, line: str) -> bytes:
        asked.append(line)
        return ask(program, line)

    monkeypatch.setattr(running.Program, "ask", counted)
    assert [it["result"] for it in imported(place)] == ["stored", "stored", "same", "same", "same"]
    assert len(asked) == len(set(asked)) == 2


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork here")
def test_killed_at_any_moment_it_goes_on(here: Path) -> None:
    place = made(here / "archive", [edition(FIRST, 0), edition(SECOND, 1), edition(FIRST, 2)])
    document = Document(id=DOC, title="Tarn", url=URL, expect=Expect(words=60))
    with importers.from_opentermsarchive(str(place), "Tarn", "Privacy Policy", document) as archive:
        captures = list(archive.captures())

    def deed(store: Store) -> object:
        return list(importers.keep(captures, document, store, pipeline.utc_now()))

    whole = Store(here / "whole")
    deed(whole)
    for nth in range(1, 1_000, 3):
        store = Store(here / f"killed-{nth}")
        if not killing.killed(deed, store, nth):
            break
        deed(store)
        assert not [it for it in store.verify() if not it.note]
        assert [it.id for it in store.snapshots(DOC)] == [it.id for it in whole.snapshots(DOC)]
        assert store.observations(DOC) == whole.observations(DOC)
        assert store.accepted(DOC).default == whole.accepted(DOC).default
    assert nth > 30


# ── What was recorded ────────────────────────────────────────────────────────────────────────────────

needs_bundle = pytest.mark.skipif(not BUNDLE.exists(), reason="the recorded archive is not here")


@needs_bundle
@pytest.mark.corpus
def test_the_recorded_archive(here: Path) -> None:
    """24 commits, ten of them of the policy: two are technical, and three say what was said before."""
    names = {"service": "WhatsApp", "terms": "Privacy Policy"}
    shutil.rmtree("claims")
    result = run(*command(BUNDLE, "--document", "whatsapp-privacy-policy", **names), exit_code=0)
    assert result.stderr.splitlines()[0] == "7 stored, 3 text stored before. The archive marks 2 as technical."
    store = Store("snapshots")
    assert store.verify() == []
    assert [f"{it.time:%Y-%m-%d}" for it in store.snapshots("whatsapp-privacy-policy")] == [
        "2022-07-11", "2025-07-03", "2026-02-26", "2026-02-28", "2026-03-27", "2026-06-09", "2026-07-03",
    ]  # fmt: skip
    last = dict(store.capture(store.snapshots("whatsapp-privacy-policy")[-1]).origin)
    assert last["commit"].startswith("5f2edfc")
    assert last["snapshot"].endswith("/pga-snapshots/commit/6ded3f057115f0751d1b686247306ebe4ae5a61f")
    again = run(*command(BUNDLE, "--document", "whatsapp-privacy-policy", **names), exit_code=0)
    assert again.stderr.splitlines()[0].startswith("10 imported before.")
    other = run(*command(BUNDLE, service="Whatsap", terms="x"), exit_code=2)
    assert "Did you mean 'WhatsApp'?" in other.stderr


@needs_bundle
@pytest.mark.corpus
@pytest.mark.parametrize(("terms", "count"), [("Terms of Service", 8), ("Trackers Policy", 6)])
def test_the_other_documents_of_the_recorded_archive(terms: str, count: int) -> None:
    document = Document(id="other", title=terms, url=URL)
    with importers.from_opentermsarchive(str(BUNDLE), "WhatsApp", terms, document) as archive:
        assert len(archive) == len(list(archive.captures())) == count


def test_errors_are_of_the_one_kind(here: Path) -> None:
    document = Document(id=DOC, title="Tarn", url=URL)
    with pytest.raises(ArchiveError) as caught, importers.from_opentermsarchive("ext::x", "a", "b", document):
        pass
    assert caught.value.path == "ext::x"
