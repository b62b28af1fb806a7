"""The README cannot drift: its commands are run, its snippets too, and its output is the demo's.

To write the demo's output into it anew: CLAIMTRACK_WRITE=1 python -m pytest tests/test_readme.py
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import tomllib
from pathlib import Path
from typing import Any, get_args

import pytest

from claimtrack import demo, yamlio
from claimtrack.claims import load_claims
from claimtrack.guard.shapes import Shape
from claimtrack.records import Status
from claimtrack.report import FORMATS
from tests.commands import process, run
from tests.shown import shown

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text("utf-8")
PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]

BLOCKS = re.findall(r"^```(\w+)\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)
INLINE = re.findall(r"`(\.venv/bin/claimtrack [^`]+)`", README)
COMMANDS = [line for kind, text in BLOCKS if kind == "sh" for line in text.splitlines()]
SET_UP, TESTS, *TOUR = COMMANDS
SHOWN_FLAGGED = 2
"""How many of the flagged claims the README shows."""


def blocks(kind: str) -> list[str]:
    return [text for its, text in BLOCKS if its == kind]


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of what the README's commands read, in which they are run."""
    code = shutil.ignore_patterns("*.py", "__pycache__")
    for folder in ("claimtrack/demo", "claimtrack/catalog", "snapshots"):
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=code)
    monkeypatch.chdir(tmp_path)
    return tmp_path


# ── The two commands that do all the set-up ──────────────────────────────────────────────────────────


@pytest.mark.parametrize("command", [SET_UP, TESTS])
def test_the_set_up_takes_python_and_pip_alone(command: str) -> None:
    venv, pip, last = (shlex.split(part) for part in command.split(" && "))
    assert venv == ["python3", "-m", "venv", ".venv"]
    assert pip[:5] == [".venv/bin/pip", "install", "-q", "-c", "requirements.lock"]
    assert last[0].startswith(".venv/bin/")


def test_the_set_up_names_what_is_there() -> None:
    assert (ROOT / "requirements.lock").is_file()
    assert "claimtrack" in PROJECT["scripts"]
    assert PROJECT["requires-python"] == ">=3.11"
    assert "Python 3.11 or later" in README
    assert "-e '.[test]'" in TESTS
    assert "test" in PROJECT["optional-dependencies"]


def test_the_first_command_runs_the_demo(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    *_, last = SET_UP.split(" && ")
    monkeypatch.setenv("TMPDIR", str(here))
    done = process(*shlex.split(last)[1:])
    assert (done.returncode, done.stderr) == (0, "")
    assert "claimtrack check would have exited with" in done.stdout


def test_the_next_line_runs_it_on_the_live_page(here: Path) -> None:
    """Without a network: the same command finds that nothing is stored yet."""
    (command,) = INLINE
    assert README.index(SET_UP) < README.index(command) < README.index(TESTS)
    result = run(*shlex.split(command)[1:], "--offline", "--store", "empty", exit_code=3)
    assert "WhatsApp Privacy Policy" in result.stdout


def test_the_second_command_passes_the_tests() -> None:
    *_, last = TESTS.split(" && ")
    assert shlex.split(last) == [".venv/bin/python", "-m", "pytest"]


# ── The tour ─────────────────────────────────────────────────────────────────────────────────────────

EXITS = {"compare": 1}


@pytest.mark.parametrize("command", TOUR)
def test_commands_of_the_tour_run(command: str, here: Path) -> None:
    words = shlex.split(command.split(" > ")[0])
    assert words[0] == "claimtrack"
    extra = ["--claims", "claimtrack/demo/claims.yaml"] if words[1] == "accept" else []
    result = run(*words[1:], *extra)
    assert result.exit_code == EXITS.get(words[1], 0), result.output
    assert result.output


def test_python_snippets_run(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (snippet,) = blocks("python")
    made: dict[str, Any] = {}
    exec(compile(snippet, "README.md", "exec"), made)
    assert made["summary"].startswith("## ")
    assert [row["claim"] for row in made["rows"]] == list(demo.EXPECTED)
    said = capsys.readouterr().out
    for claim, status in demo.EXPECTED.items():
        assert (f"{claim} {status}\n" in said) == (status in {"changed", "withdrawn", "introduced"})
    assert (here / "report.json").stat().st_size > 1000


def test_the_claim_file_is_right(tmp_path: Path) -> None:
    _, example = blocks("yaml")
    path = tmp_path / "example.yaml"
    path.write_text(example, "utf-8")
    assert [claim.id for claim in load_claims(path).claims] == ["court-order-needed", "logs-deleted"]


def test_the_workflow_runs_commands_that_are_there(here: Path) -> None:
    workflow, _ = blocks("yaml")
    steps = yamlio.load(workflow)["jobs"]["check"]["steps"]
    commands = [line for step in steps for line in step.get("run", "").splitlines()]
    (check,) = [shlex.split(line) for line in commands if line.startswith("claimtrack ")]
    run(*check[1:], "--offline", "--store", "empty", exit_code=3)
    assert (here / "report.json").is_file()
    assert any(PROJECT["urls"]["Homepage"] in line for line in commands)


def test_all_statuses_and_exit_codes_are_explained() -> None:
    for status in get_args(Status):
        assert f"\n| {status} |" in README
    codes = re.findall(r"^  +(\d+)  +\w", run("--help").stdout, re.MULTILINE)
    assert codes == re.findall(r"^\| (\d+) \|", README, re.MULTILINE)


def test_all_formats_are_named() -> None:
    assert re.findall(r"^\| \.(\w+) \|", README, re.MULTILINE) == list(FORMATS)


def test_what_the_recipes_name_is_there() -> None:
    paths = re.findall(r"`((?:claimtrack|tests|snapshots)/[\w./-]*)`", README)
    assert len(paths) > 5
    assert [path for path in paths if not (ROOT / path).exists()] == []
    assert Shape.__name__ in README


# ── The output ───────────────────────────────────────────────────────────────────────────────────────


def excerpt() -> str:
    """What the demo prints of the second edition, down to a few of the flagged claims."""
    code, text = shown()
    assert code == 0, text
    last = text.split(demo.STEPS[-1].title, 1)[1].split("\n\n", 1)[1]
    head, *flagged = re.split(r"\n\n(?=. [\w-]+: \w+ ─)", last)
    lines = "\n\n".join([head, *flagged[:SHOWN_FLAGGED]]).splitlines()
    return "\n".join(line.rstrip() for line in lines) + "\n"


def test_the_output_is_what_the_demo_prints() -> None:
    found, wanted = blocks("text")[0], excerpt()
    if os.environ.get("CLAIMTRACK_WRITE") and found != wanted:
        path = ROOT / "README.md"
        path.write_text(README.replace(f"```text\n{found}```", f"```text\n{wanted}```", 1), "utf-8")
    assert found == wanted, "the demo prints something else: see the top of tests/test_readme.py"
    assert 20 <= len(found.splitlines()) <= 45


@pytest.mark.parametrize("there", [True, False])
def test_the_workflow_keeps_what_is_there(tmp_path: Path, there: bool) -> None:
    """Without snapshots, as after a first fetch that failed, there is nothing to keep, and that is no failure."""
    workflow, _ = blocks("yaml")
    (script,) = [
        step["run"] for step in yamlio.load(workflow)["jobs"]["check"]["steps"] if "git" in step.get("run", "")
        and "pip" not in step["run"]
    ]  # fmt: skip
    environment = {**os.environ, "HOME": str(tmp_path), "GIT_CONFIG_NOSYSTEM": "1"}
    subprocess.run(["git", "init", "-q"], cwd=tmp_path, env=environment, check=True)
    (tmp_path / "snapshots").mkdir() if there else None
    (tmp_path / "snapshots" / "kept").touch() if there else None
    command = ["bash", "-e", "-c", script]
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    log = ["git", "log", "--format=%s"]
    kept = subprocess.run(log, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert (kept.stdout == "Keep the editions seen today\n") is there
