"""What becomes of a finding where its report is not read, has no room, or has no place."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.checks import OTHER, Site
from tests.commands import run, site_here
from tests.samples import policy
from tests.server import Server, page

FULL = Path("/dev/full")
FLAGGED = ["check", "--offline"]
SAME = [*FLAGGED, "--fail-on", "never"]
REFUSED = ["check", "--page", "shell.html"]
CASES = [(FLAGGED, 1), (SAME, 0), (REFUSED, 3), ([*FLAGGED, "--format", "json"], 1), ([*SAME, "--quiet"], 0)]
NAMED = [" ".join(args) for args, _ in CASES]


@pytest.fixture
def site(server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Site:
    """The newest stored edition is not the accepted one."""
    site = site_here(server, tmp_path, monkeypatch)
    run("check", exit_code=0)
    server.answer("/privacy", page(policy(*OTHER)))
    run("check", exit_code=1)
    Path("shell.html").write_text("<p>Home", "utf-8")
    return site


@contextmanager
def closed_pipe() -> Iterator[int]:
    reading, writing = os.pipe()
    os.close(reading)
    yield writing
    os.close(writing)


def into(stdout: int, *args: str, stderr: int = subprocess.PIPE) -> tuple[int, str]:
    command = [sys.executable, "-m", "claimtrack", *args]
    done = subprocess.run(command, stdout=stdout, stderr=stderr, text=True, timeout=60, check=False)
    return done.returncode, done.stderr or ""


@pytest.mark.parametrize(("args", "exit_code"), CASES, ids=NAMED)
def test_a_reader_that_left_changes_no_exit_code(site: Site, args: list[str], exit_code: int) -> None:
    with closed_pipe() as pipe:
        code, said = into(pipe, *args, "--output", "report.json")
        assert (code, said.replace("\nTo take the new", "").count("\n")) == (exit_code, 2 * said.count("To take"))
        assert Path("report.json").stat().st_size > 100
        assert into(pipe, *args, stderr=pipe)[0] == exit_code


@pytest.mark.parametrize(
    ("args", "exit_code"),
    [(["compare", "shell.html", "shell.html"], 3), (["claims", "list"], 141), (["snapshots", "list"], 141),
     (["read", "shell.html"], 141), (["--version"], 141), (["check", "--help"], 141)],
)  # fmt: skip
def test_141_only_where_nothing_else_is_known(site: Site, args: list[str], exit_code: int) -> None:
    with closed_pipe() as pipe:
        assert into(pipe, *args) == (exit_code, "")


@pytest.mark.skipif(not FULL.exists(), reason="no full device here")
@pytest.mark.parametrize(
    ("args", "exit_code"),
    [(FLAGGED, 1), (SAME, 2), (REFUSED, 2), (["claims", "list"], 2), (["schema", "report"], 2), (["--help"], 2),
     (["read", "shell.html"], 2), (["compare", "shell.html", "shell.html", "--format", "json"], 2)],
)  # fmt: skip
def test_a_full_disk_is_said_in_one_sentence(site: Site, args: list[str], exit_code: int) -> None:
    with FULL.open("w") as full:
        code, said = into(full.fileno(), *args)
    assert code == exit_code
    first, *more = said.splitlines()
    assert first == (
        "claimtrack: stdout: the output could not be written: No space left on device. "
        "Make room, or send it elsewhere."
    )
    assert [line for line in more if line and not line.startswith(("To take the new", "  claimtrack "))] == []


@pytest.mark.parametrize(("args", "code"), [(FLAGGED, 1), (SAME, 2), (REFUSED, 2)])
@pytest.mark.parametrize(
    ("output", "said"),
    [("nowhere/r.json", "the folder nowhere is missing"), ("claims.txt", "it cannot be written: Is a directory"),
     ("shell.html/r.json", "the folder shell.html is missing")],
)  # fmt: skip
def test_a_file_that_cannot_be_written_hides_no_finding(
    site: Site, args: list[str], code: int, output: str, said: str
) -> None:
    Path("claims.txt").mkdir()
    there = sorted(Path().iterdir())
    bare = run(*args)
    result = run(*args, "--output", output, exit_code=code)
    assert result.stdout == bare.stdout
    assert f"claimtrack: {output}: {said}" in result.stderr
    assert sorted(Path().iterdir()) == there


def test_files_that_can_be_written_are(site: Site) -> None:
    run(*FLAGGED, "--output", "no/r.json", "--output", "r.json", "--output", "r.txt", exit_code=1)
    assert Path("r.json").read_text("utf-8").startswith("{")
    assert "logs-deleted" in Path("r.txt").read_text("utf-8")


@pytest.mark.parametrize(("args", "exit_code"), [*CASES, (["claims", "list"], 0), (["--help"], 0)])
def test_a_closed_stdout_is_nobody_who_listens(site: Site, args: list[str], exit_code: int) -> None:
    command = ["sh", "-c", 'exec "$@" >&-', "sh", sys.executable, "-m", "claimtrack", *args]
    done = subprocess.run(command, stderr=subprocess.PIPE, text=True, timeout=60, check=False)
    assert (done.returncode, "in claimtrack itself" in done.stderr) == (exit_code, False)


def test_who_reads_the_first_line_alone_sees_no_error(site: Site) -> None:
    piped = 'set -o pipefail; "$@" | head -n 1'
    command = ["bash", "-c", piped, "bash", sys.executable, "-m", "claimtrack", "claims", "list"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("tarn-claims: ")
