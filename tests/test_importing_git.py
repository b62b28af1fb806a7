"""Repositories that nobody vouches for: wherever they are, they are read, and nothing in them is run."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimtrack import importers
from claimtrack.importers import git, running
from claimtrack.records import Document
from tests import archives
from tests.archives import (
    DAY,
    DOC,
    ENTRIES,
    EXPECTED,
    FIRST,
    PATH,
    SECOND,
    START,
    THIRD,
    URL,
    Entry,
    became,
    command,
    edition,
    imported,
    made,
    needs_git,
)
from tests.commands import run
from tests.samples import CLAIM_FILE

pytestmark = needs_git

EMPTY_TREE = "4b825dc642cb6eb9a060e54bf8d69288fbee4904"


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the command runs; the claim file is there, and nothing is stored."""
    monkeypatch.chdir(tmp_path)
    Path("claims").mkdir()
    Path("claims/tarn.yaml").write_text(CLAIM_FILE, "utf-8")
    return tmp_path


# ── Where a repository can be ────────────────────────────────────────────────────────────────────────


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


def test_the_folder_of_git_itself(here: Path) -> None:
    archives.git("clone", "--quiet", str(made(here / "archive", ENTRIES)), "checkout")
    assert became(imported("checkout/.git")) == EXPECTED


def test_the_command_may_be_typed_in_a_repository(here: Path) -> None:
    """Also one whose settings cannot be read, and one that is not the archive."""
    file = bundled(made(here / "archive", ENTRIES), "HEAD")
    archives.git("init", "--quiet", ".")
    Path(".git/config").write_text("[core\n", "utf-8")
    assert became(imported(file)) == EXPECTED
    assert {it["result"] for it in imported(f"file://{here}/archive")} == {"known"}


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_a_pipe_is_not_waited_for(here: Path) -> None:
    os.mkfifo("pipe")
    assert "pipe: this is no git repository and no git bundle." in run(*command("pipe"), exit_code=2).stderr


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root gives files away")
def test_a_repository_of_another_user(here: Path) -> None:
    """Git refuses to work in it, for what its settings might run; here they run nothing."""
    place = made(here / "archive", ENTRIES)
    for path in (place, *place.rglob("*")):
        os.chown(path, 12_345, 12_345)
    assert became(imported(place)) == EXPECTED


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
    archives.git("--git-dir", str(place), "config", "uploadpack.allowFilter", str(can_filter).lower())
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


# ── The log ──────────────────────────────────────────────────────────────────────────────────────────

paths = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0/\n"), min_size=1, max_size=12).filter(
    lambda it: it not in (".", "..") and it.casefold() not in (".git", "git~1") and it.strip() == it
)
messages = st.text(st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from("\n:"), max_size=60)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(paths, st.binary(max_size=40), messages, st.integers(0, 3000)), min_size=1, max_size=6))
def test_every_commit_is_told_as_it_was_made(told: list[tuple[str, bytes, str, int]]) -> None:
    """Whatever names, messages and contents there are, the log is taken apart where it was put together."""
    entries = [
        Entry({f"Tarn/{name}.md": data + bytes([n])}, day, said) for n, (name, data, said, day) in enumerate(told)
    ]
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
