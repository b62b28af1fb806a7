"""Editions out of git repositories: each commit is stored, known or left out with a reason, and nothing is run."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimtrack import extract, importers, pipeline, warc
from claimtrack.errors import ArchiveError
from claimtrack.importers import addresses, git, running
from claimtrack.records import Document
from claimtrack.store import Store
from tests import archives, killing
from tests.archives import DAY, PATH, START, Entry, edition, made, needs_git
from tests.checks import OTHER
from tests.commands import run
from tests.corpus import CORPUS
from tests.samples import CLAIM_FILE, PARAGRAPHS, policy

pytestmark = needs_git

DOC = "tarn-privacy"
URL = "https://tarn.example/privacy"
BUNDLE = CORPUS / "open-terms-archive-whatsapp.bundle"


def text(*paragraphs: str) -> str:
    """The policy in Markdown, as an archive has it."""
    last = "Write to us about this policy whenever you want to know what we have about you, and we will answer."
    return "\n\n".join(("# Tarn Privacy Policy", "## What we collect", *(paragraphs or PARAGRAPHS), last)) + "\n"


FIRST, SECOND, THIRD = text(), text(*OTHER), text(*PARAGRAPHS, "We have never sold a thing to anybody.")
EMPTY_TREE = "4b825dc642cb6eb9a060e54bf8d69288fbee4904"


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the command runs; the claim file is there, and nothing is stored."""
    monkeypatch.chdir(tmp_path)
    Path("claims").mkdir()
    Path("claims/tarn.yaml").write_text(CLAIM_FILE, "utf-8")
    return tmp_path


def command(place: object, *options: str, service: str = "Tarn", terms: str = "Privacy Policy") -> list[str]:
    return ["import", "opentermsarchive", "--service", service, "--terms", terms, *options, "--", str(place)]


def imported(place: object, *options: str, code: int = 0, **names: str) -> list[dict[str, Any]]:
    result = run(*command(place, "--format", "json", *options, **names), exit_code=code)
    found: list[dict[str, Any]] = json.loads(result.stdout)
    return found


def became(found: Sequence[dict[str, Any]]) -> list[tuple[int, str]]:
    """The day of each, and what became of it, or the reason."""
    start = START.date().toordinal()
    return [
        (START.fromisoformat(it["time"]).date().toordinal() - start, it["reason"] or it["result"]) for it in found
    ]


def contents(store: Store) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in store.path.rglob("*") if path.is_file() and path.name != ".lock"}


# ── What becomes of commits ──────────────────────────────────────────────────────────────────────────

OTHER_FILE = Entry({"Tarn/Terms of Service.md": b"Be kind.", "README.md": b"An archive."}, 1)
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
    tree = archives.git("--git-dir", str(place), "rev-parse", "main^{tree}").strip()
    raw = f"tree {tree}\nauthor A <a@b> 99999999999999999 +0000\ncommitter A <a@b> 0 +0000\n\nx\n"
    hash_it = ["--git-dir", str(place), "hash-object", "-t", "commit", "-w", "--literally", "--stdin"]
    commit = archives.git(*hash_it, given=raw.encode()).strip()
    archives.git("--git-dir", str(place), "update-ref", "refs/heads/main", commit)
    (odd,) = imported(place, code=3)
    assert odd["reason"] == "It has a date that no calendar has."
    archives.made(shutil.rmtree(place) or place, [edition(FIRST, 0), edition(SECOND, 10**6), edition(THIRD, 1)])
    assert became(imported(place))[2][1].startswith("It is dated in the future")


def test_large_texts_are_not_read(here: Path) -> None:
    large = b"word " * 10_000_000
    place = made(here / "archive", [edition(FIRST, 0), Entry({PATH: large}, 1)])
    assert became(imported(place)) == [(0, "stored"), (1, "It has 50,000,000 bytes; at most 20,000,000 are read.")]


@pytest.mark.parametrize("name", ["Privacy (EU)", "Datenschutz­erklärung ü", "隐私政策", "a\nb", "v1.2 \"x\"", "#top *"])
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


# ── Where a repository can be ────────────────────────────────────────────────────────────────────────

ENTRIES = [edition(FIRST, 0), OTHER_FILE, edition(SECOND, 2), edition(THIRD, 3)]
EXPECTED = [(0, "stored"), (2, "stored"), (3, "stored")]


def bundled(place: Path, *refs: str) -> Path:
    file = place.with_name("archive.bundle")
    archives.git("--git-dir", str(place), "bundle", "create", str(file), *refs)
    return file


def test_a_folder_with_a_checkout(here: Path) -> None:
    archives.git("clone", "--quiet", str(made(here / "archive", ENTRIES)), "checkout")
    assert became(imported("checkout")) == EXPECTED


def test_a_worktree(here: Path) -> None:
    made(here / "archive", ENTRIES)
    archives.git("--git-dir", "archive", "worktree", "add", "--quiet", str(here / "tree"), "main")
    assert became(imported("tree")) == EXPECTED


def test_a_folder_inside_of_a_repository_is_none(here: Path) -> None:
    """Else the repository that claims are kept in would be read for an archive that was not cloned."""
    archives.git("init", "--quiet", ".")
    Path("archive").mkdir()
    assert "archive: this is no git repository." in run(*command("archive"), exit_code=2).stderr


@pytest.mark.parametrize("refs", [["HEAD"], ["main"], ["--all"]])
def test_a_bundle(here: Path, refs: list[str]) -> None:
    assert became(imported(bundled(made(here / "archive", ENTRIES), *refs))) == EXPECTED


def test_a_bundle_of_two_branches(here: Path) -> None:
    place = made(here / "archive", ENTRIES)
    for name, commit in (("one", "main"), ("two", "main~1")):
        archives.git("--git-dir", str(place), "branch", name, commit)
    said = run(*command(bundled(place, "one", "two")), exit_code=2).stderr
    assert "it does not say which branch is the archive; it has: refs/heads/one, refs/heads/two." in said


def test_a_bundle_without_its_beginning(here: Path) -> None:
    file = bundled(made(here / "archive", ENTRIES), "main~1..main")
    assert "Repository lacks these prerequisite commits" in run(*command(file), exit_code=2).stderr


def test_ids_of_sha256(here: Path) -> None:
    place = made(here / "archive", ENTRIES, "--object-format=sha256")
    found = imported(place)
    assert became(found) == EXPECTED
    assert {len(it["source"]) for it in found} == {64}
    assert {it["result"] for it in imported(bundled(place, "HEAD"))} == {"known"}


def test_a_shallow_clone_says_so(here: Path) -> None:
    place = made(here / "archive", ENTRIES)
    archives.git("clone", "--quiet", "--depth=2", f"file://{place}", "shallow")
    result = run(*command("shallow"), exit_code=0)
    assert [line[:10] for line in result.stdout.splitlines()] == ["2020-01-03", "2020-01-04"]
    assert result.stderr.splitlines()[-1].startswith("shallow is a shallow clone: what was recorded before")


def test_a_partial_clone_fetches_nothing(here: Path) -> None:
    """Its configuration says where from, and with which program: that is not run."""
    place = made(here / "archive", ENTRIES)
    archives.git("--git-dir", str(place), "config", "uploadpack.allowFilter", "true")
    archives.git("clone", "--quiet", "--bare", "--filter=blob:none", f"file://{place}", "partial")
    archives.git("--git-dir", "partial", "config", "remote.origin.uploadpack", f"touch {here}/run; git-upload-pack")
    found = imported("partial", code=3)
    assert {it["reason"] for it in found} == {
        "Its text is not in this repository: it was cloned without it. Name the address that it came from."
    }
    assert not Path("run").exists()


@pytest.mark.parametrize("can_filter", [True, False])
def test_an_address(here: Path, can_filter: bool) -> None:
    """A server that leaves texts out is asked for those of the document, once and all at once."""
    place = made(here / "archive", [edition("Not wanted. " * 999, 1, path="Tarn/Large.md"), *ENTRIES])
    for name in ("allowFilter", "allowAnySHA1InWant") if can_filter else ():
        archives.git("--git-dir", str(place), "config", f"uploadpack.{name}", "true")
    said: list[str] = []
    document = Document(id=DOC, title="Tarn", url=URL)
    with importers.from_opentermsarchive(f"file://{place}", "Tarn", "Privacy Policy", document, said.append) as archive:
        assert [getattr(it, "body", b"").decode() for it in archive.captures()] == [FIRST, SECOND, THIRD]
    assert said[0] == f"Cloning file://{place}"
    assert any(it.startswith("Fetching 3 texts from") for it in said) is can_filter
    assert became(imported(f"file://{place}")) == EXPECTED


def test_nothing_is_left_behind(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (here / "tmp").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(here / "tmp"))
    place = made(here / "archive", ENTRIES)
    imported(f"file://{place}")
    run(*command(f"file://{here}/nowhere"), exit_code=2)
    run(*command(bundled(place, "HEAD"), terms="Nothing"), exit_code=2)
    assert list((here / "tmp").iterdir()) == []


# ── What is no archive ───────────────────────────────────────────────────────────────────────────────

NOWHERE = [
    ("nowhere", "nowhere: it cannot be read: No such file or directory."),
    ("claims", "claims: this is no git repository."),
    ("claims/tarn.yaml", "claims/tarn.yaml: this is no git repository and no git bundle."),
    ("fake.bundle", "fake.bundle: git cannot read it: "),
    ("cut.bundle", "cut.bundle: git cannot read it: "),
    ("empty", "empty: its HEAD names no commit. Check out the branch that is the archive."),
    ("--upload-pack=touch run", "this looks like an option."),
    ("-u", "this looks like an option."),
    ("ext::touch run", "this names a program that git would run."),
    ("ext::sh -c 'touch run'", "this names a program that git would run."),
    ("fd::17", "this names a program that git would run."),
    ("http://git.example/a", "http addresses are not taken. Name a folder, a git bundle, or an address that begins"),
    ("git://git.example/a", "git addresses are not taken."),
    ("ftp://git.example/a", "ftp addresses are not taken."),
    ("ssh://-oProxyCommand=touch run/a", "this is no address."),
    ("ssh://ada@-oProxyCommand=touch/a", "this is no address."),
    ("-oProxyCommand=touch run:a", "this looks like an option."),
    ("https:///a", "this is no address."),
    ("https://git.example/a\nb", "this is no address."),
    ("file:///nowhere/at/all", "git cannot read it: '/nowhere/at/all' does not appear to be a git repository"),
    ("https://127.0.0.1:9/a.git", "git cannot read it: unable to access 'https://127.0.0.1:9/a.git/'"),
]


@pytest.mark.parametrize(("place", "said"), NOWHERE)
def test_what_is_no_archive(here: Path, place: str, said: str) -> None:
    (here / "fake.bundle").write_bytes(b"# v2 git bundle\nrubbish\n")
    whole = bundled(made(here / "archive", ENTRIES), "HEAD").read_bytes()
    (here / "cut.bundle").write_bytes(whole[:-60])
    archives.git("init", "--quiet", "empty")
    result = run(*command(place), exit_code=2)
    (line,) = result.stderr.splitlines()
    assert said in line
    assert not Path("run").exists()
    assert not Path("snapshots").exists()


def test_git_that_is_not_installed(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(here))
    assert "git: the program is not installed." in run(*command("archive"), exit_code=2).stderr


def test_git_that_says_nothing(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (here / "bin").mkdir()
    silent = here / "bin" / "git"
    silent.write_text("#!/bin/sh\nexec sleep 60\n", "utf-8")
    silent.chmod(0o755)
    monkeypatch.setenv("PATH", f"{silent.parent}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setattr(running, "STALL", 0.3)
    result = run(*command("https://git.example/a"), exit_code=2)
    assert "git said nothing for 0.3 seconds and was stopped. Try again." in result.stderr


MISSING = [
    ({"service": "tarn"}, "it has no service 'tarn'. Did you mean 'Tarn'? It has: 'Mere', 'Tarn'."),
    ({"service": "Nothing"}, "it has no service 'Nothing'. It has: 'Mere', 'Tarn'."),
    ({"service": "../Tarn"}, "it has no service '../Tarn'. Did you mean 'Tarn'?"),
    ({"service": "/Tarn"}, "it has no service '/Tarn'. Did you mean 'Tarn'?"),
    ({"service": ""}, "it has no service ''. It has: 'Mere', 'Tarn'."),
    ({"service": "--all"}, "it has no service '--all'."),
    ({"service": ":(top)Tarn"}, "it has no service ':(top)Tarn'."),
    ({"service": "T*"}, "it has no service 'T*'."),
    ({"terms": "privacy polcy"}, "it has no terms 'privacy polcy' of 'Tarn'. Did you mean 'Privacy Policy'"),
    ({"terms": "Privacy Policy.md"}, "Did you mean 'Privacy Policy'"),
    ({"terms": ""}, "it has no terms '' of 'Tarn'. It has: 'Privacy Policy', 'Privacy Policy #eu', 'Terms of"),
    ({"terms": "Terms\x1b[31m"}, "it has no terms 'Terms [31m' of 'Tarn'."),
]


@pytest.mark.parametrize(("names", "said"), MISSING)
def test_what_an_archive_does_not_have(here: Path, names: dict[str, str], said: str) -> None:
    more = [edition("x", 4, path="Mere/Terms.md"), edition("x", 5, path="Tarn/Privacy Policy #eu.md")]
    place = made(here / "archive", [*ENTRIES, *more])
    assert said in run(*command(place, **names), exit_code=2).stderr


def test_a_repository_that_is_no_archive(here: Path) -> None:
    place = made(here / "archive", [Entry({"README.md": b"Hello."}, 0)])
    assert "It has no folders, as an archive has one for each service." in run(*command(place), exit_code=2).stderr


# ── Nothing of a repository is run ───────────────────────────────────────────────────────────────────

TRAPS = {
    "core.fsmonitor": "{trap}", "core.hooksPath": "{folder}/hooks", "core.pager": "{trap}", "pager.log": "{trap}",
    "core.sshCommand": "{trap}", "core.gitProxy": "{trap}", "core.alternateRefsCommand": "{trap}",
    "core.askPass": "{trap}", "credential.helper": "!{trap}", "diff.external": "{trap}", "gpg.program": "{trap}",
    "log.showSignature": "true", "uploadpack.packObjectsHook": "{trap}", "filter.x.smudge": "{trap}",
    "diff.x.textconv": "{trap}", "alias.log": "!{trap}", "alias.rev-parse": "!{trap}", "core.editor": "{trap}",
    "extensions.partialClone": "evil", "remote.evil.url": "ext::{trap}", "protocol.ext.allow": "always",
    "remote.evil.uploadpack": "{trap}", "remote.evil.promisor": "true", "core.worktree": "/",
}  # fmt: skip
HOOKS = ("post-checkout", "pre-auto-gc", "reference-transaction", "post-index-change", "fsmonitor-watchman")


@pytest.mark.parametrize("how", ["folder", "checkout", "address"])
def test_no_setting_or_hook_of_a_repository_is_run(here: Path, how: str) -> None:
    place = made(here / "archive", [*ENTRIES, Entry({".gitattributes": b"* filter=x diff=x\n"}, 4)])
    place = _checkout(place) if how == "checkout" else place
    settings_ = place / ".git" if how == "checkout" else place
    trap = here / "trap"
    trap.write_text(f"#!/bin/sh\ntouch '{here}/run'\n", "utf-8")
    trap.chmod(0o755)
    (here / "hooks").mkdir()
    for hook in HOOKS:
        for folder in (here / "hooks", settings_ / "hooks"):
            folder.mkdir(exist_ok=True)
            shutil.copy(trap, folder / hook)
    for name, value in TRAPS.items():
        told = value.format(trap=trap, folder=here)
        archives.git("config", "--file", str(settings_ / "config"), name, told)
    _check_the_trap(settings_, here)
    said = run(*command(f"file://{place}" if how == "address" else place, "--format", "json"))
    assert not Path("run").exists()
    if how != "address":  # git itself may refuse to serve from such a repository
        assert became(json.loads(said.stdout)) == EXPECTED


def _checkout(place: Path) -> Path:
    archives.git("clone", "--quiet", str(place), "checkout")
    return Path("checkout").absolute()


def _check_the_trap(settings_: Path, here: Path) -> None:
    """A trap that never shuts would prove nothing."""
    subprocess.run(["git", f"--git-dir={settings_}", "diff-index", "-p", EMPTY_TREE], capture_output=True, check=False)
    status = ["git", f"--git-dir={settings_}", f"--work-tree={here}", "status"]
    subprocess.run(status, capture_output=True, check=False)
    assert (here / "run").exists()
    (here / "run").unlink()


def test_the_environment_of_the_user_leads_nowhere_else(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = made(here / "archive", ENTRIES)
    other = made(here / "other", [edition("Sorry!", 0)])
    for name in ("GIT_DIR", "GIT_OBJECT_DIRECTORY", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_COMMON_DIR"):
        monkeypatch.setenv(name, str(other))
    monkeypatch.setenv("GIT_EXTERNAL_DIFF", "false")
    monkeypatch.setenv("GIT_CONFIG_COUNT", "x")
    assert became(imported(place)) == EXPECTED


# ── Going on ─────────────────────────────────────────────────────────────────────────────────────────


def test_only_what_is_new_is_read(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = made(here / "archive", ENTRIES)
    imported(place)
    archives.made(place, [*ENTRIES, edition(text(*PARAGRAPHS, "And one more thing."), 9)])
    reads: list[bytes] = []
    page = extract.page
    monkeypatch.setattr(extract, "page", lambda body, *rest, **more: reads.append(body) or page(body, *rest, **more))
    assert [it["result"] for it in imported(place)] == ["known", "known", "known", "stored"]
    assert len(reads) == 2  # the new one, and the one before, beside which it is judged


def test_a_text_is_read_from_git_once(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    texts = [FIRST, SECOND, FIRST, SECOND, FIRST]
    place = made(here / "archive", [edition(it, day) for day, it in enumerate(texts)])
    asked: list[str] = []
    ask = running.Program.ask
    monkeypatch.setattr(running.Program, "ask", lambda self, line: asked.append(line) or ask(self, line))
    assert [it["result"] for it in imported(place)] == ["stored", "stored", "same", "same", "same"]
    assert len(asked) == len(set(asked)) == 2


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork here")
def test_killed_at_any_moment_it_goes_on(here: Path) -> None:
    place = made(here / "archive", [edition(FIRST, 0), edition(SECOND, 1), edition(FIRST, 2)])
    document = Document(id=DOC, title="Tarn", url=URL, expect={"words": 60})  # type: ignore[arg-type]
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


# ── The log ──────────────────────────────────────────────────────────────────────────────────────────

paths = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0/\n"), min_size=1, max_size=12).filter(
    lambda it: it not in (".", "..") and it.casefold() not in (".git", "git~1") and it.strip() == it
)
messages = st.text(st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from("\n:"), max_size=60)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(paths, st.binary(max_size=40), messages, st.integers(0, 3000)), min_size=1, max_size=6))
def test_every_commit_is_told_as_it_was_made(given_: list[tuple[str, bytes, str, int]]) -> None:
    """Whatever names, messages and contents there are, the log is taken apart where it was put together."""
    entries = [Entry({f"Tarn/{name}.md": data + bytes([n])}, day, msg) for n, (name, data, msg, day) in enumerate(given_)]
    with tempfile.TemporaryDirectory() as folder:
        place = made(Path(folder) / "archive", entries)
        with git.opened(str(place), lambda _: None) as repository, repository.reading() as read:
            found = [*repository.commits("Tarn")][::-1]
            assert [(it.message, [each.path for each in it.changes]) for it in found] == [
                (it.message.strip(), [*it.files]) for it in entries
            ]
            assert [int(it.authored) for it in found] == [int((START + e.day * DAY).timestamp()) for e in entries]
            assert [[read(each.blob) for each in it.changes] for it in found] == [[*e.files.values()] for e in entries]


def test_a_commit_with_many_files(here: Path) -> None:
    many = {f"Tarn/{n}.md": b"x" for n in range(2_000)}
    place = made(here / "archive", [Entry({**many, PATH: FIRST.encode()}, 0), edition(SECOND, 1)])
    assert became(imported(place)) == [(0, "stored"), (1, "stored")]


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
