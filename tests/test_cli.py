"""The command line: what it prints where, how it ends, and what it says when it was used wrongly."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from claimtrack import pipeline
from claimtrack.cli import main
from tests.checks import Site
from tests.commands import process, run, site_here
from tests.samples import claim_set
from tests.server import Answer, Request, Server


@pytest.fixture
def site(server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Site:
    """A policy on a server; the command runs where its claims and snapshots are."""
    return site_here(server, tmp_path, monkeypatch)


# ── Help ─────────────────────────────────────────────────────────────────────────────────────────────


def commands(group: click.Group, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from commands(command, (*path, name))
        else:
            yield (*path, name)


@pytest.mark.parametrize("path", list(commands(main)), ids=" ".join)
def test_every_command_has_help_with_examples_and_exit_codes(path: tuple[str, ...]) -> None:
    text = run(*path, "--help", exit_code=0).stdout
    assert f"claimtrack {' '.join(path)}" in text.split("Example")[1]
    assert "Exit code" in text
    assert max(map(len, text.splitlines())) <= 100


def test_all_commands_of_the_contract_are_there() -> None:
    assert [" ".join(path) for path in commands(main)] == [
        "check", "demo", "compare", "history", "report", "read", "accept", "review",
        "snapshots list", "snapshots show", "snapshots verify", "snapshots head", "snapshots export",
        "import opentermsarchive", "import warc", "import files", "import wayback",
        "claims list", "claims validate", "claims vocabulary", "schema",
    ]  # fmt: skip
    assert "130  interrupted" in run("--help", exit_code=0).stdout


HEAVY = {
    "pydantic",
    "httpx",
    "bs4",
    "lxml",
    "rich",
    "ruamel",
    "deepdiff",
    "warcio",
    "filelock",
    "markdown_it",
    "stamina",
}
QUICK = [["--help"], ["--version"], ["check", "--help"], ["chekc"]]


@pytest.mark.parametrize("args", QUICK, ids=" ".join)
def test_help_imports_nothing_heavy(args: list[str]) -> None:
    code = f"""
import sys
from claimtrack.__main__ import main
sys.argv[1:] = {args!r}
try: main()
except SystemExit: print(*{{name.split('.')[0] for name in sys.modules}}, file=sys.stderr)
"""
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    loaded = set(done.stderr.split())
    assert "click" in loaded
    assert not HEAVY & loaded


# ── Wrong usage ──────────────────────────────────────────────────────────────────────────────────────

WRONG = [
    (["chekc"], "Did you mean 'check'?"),
    (["snapshots", "lst"], "Did you mean 'list'?"),
    (["zzz"], "There are: check, demo"),
    (["check", "--ofline"], "--offline"),
    (["check", "--document", "tarn-privcy"], "Did you mean 'tarn-privacy'?"),
    (["check", "--fail-on", "chnaged"], "Did you mean 'changed'?"),
    (["check", "--output", "report.docx"], "no report format has this suffix"),
    (["check", "--format", "docx"], "'txt', 'json'"),
    (["check", "--claims", "claims/tarn.yaml"], "Claim files are arguments of check"),
    (["read", "nowhere.md", "--output", "r.txt"], "It can be: .json, .csv."),
    (["check", "nowhere.yaml"], "nowhere.yaml: it cannot be read"),
    (["check", "--page", "nowhere.html"], "nowhere.html: it cannot be read"),
    (["compare", "a.html"], "Missing argument 'AFTER'"),
    (["compare", "a.html", "b.html"], "a.html: it cannot be read"),
    (["compare", "a.html", "b.html", "--document", "tarn-privcy"], "Did you mean 'tarn-privacy'?"),
    (["compare", "tarn-privacy/20260101T000000Z", "b.html"], "no such snapshot"),
    (["read", "nowhere.md"], "nowhere.md: it cannot be read"),
    (["accept"], "no store at snapshots"),
    (["accept", "--undo", "--snapshot", "x"], "--undo"),
    (["snapshots", "list"], "no store at snapshots"),
    (["snapshots", "show", "x"], "no store at snapshots"),
    (["schema", "reprot"], "'report'"),
    (["claims", "validate", "nowhere.yaml"], "nowhere.yaml: it cannot be read"),
]


@pytest.mark.parametrize(("args", "said"), WRONG, ids=[" ".join(each[0]) for each in WRONG])
def test_wrong_usage_is_said_with_the_way_out(site: Site, args: list[str], said: str) -> None:
    result = run(*args, exit_code=2)
    assert said in result.stderr
    assert result.stdout == ""
    assert "Traceback" not in result.stderr
    assert not site.store.path.exists()
    assert site.server.requests == []


# ── How it ends ──────────────────────────────────────────────────────────────────────────────────────


def test_an_interrupt_ends_in_130_and_loses_nothing(site: Site) -> None:
    command = [sys.executable, "-m", "claimtrack", "check"]
    started, child = threading.Event(), list[int]()

    def interrupt(_: Request) -> Answer:
        started.wait(60)
        os.kill(child[0], signal.SIGINT)
        return Answer(body=site.server.drip())

    site.server.answer("/privacy", interrupt)
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as running:
        child.append(running.pid)
        started.set()
        out, err = running.communicate(timeout=60)
    assert running.returncode == 130
    assert out == ""
    assert "Traceback" not in err
    assert site.ids() == []


@pytest.mark.parametrize("args", [["schema", "report"], ["claims", "list"], ["--help"]])
def test_a_reader_that_went_away_is_no_error(site: Site, args: list[str]) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    command = [sys.executable, "-m", "claimtrack", *args]
    done = subprocess.run(command, stdout=writing, stderr=subprocess.PIPE, text=True, timeout=60, check=False)
    os.close(writing)
    assert done.returncode == 141
    assert done.stderr == ""


def test_an_unexpected_error_is_a_sentence(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError("nothing to see")

    monkeypatch.setattr(pipeline, "check", broken)
    short = run("check", exit_code=70)
    assert short.stderr.count("\n") == 1
    assert "ZeroDivisionError: nothing to see" in short.stderr
    assert "--verbose" in short.stderr
    assert "Traceback" in run("check", "--verbose", exit_code=70).stderr


def test_output_is_utf8_in_a_pipe_whatever_the_locale(site: Site) -> None:
    env = {**os.environ, "LC_ALL": "C", "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    found = process("check", env=env)
    assert found.returncode == 0
    assert "●" in found.stdout


def test_colours_can_be_asked_for(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_COLOR")
    monkeypatch.setenv("TERM", "xterm-256color")
    assert "\x1b[" in run("check", "--color").stdout
    assert "\x1b[" not in run("check", "--no-color").stdout
    assert "\x1b[" not in run("check").stdout


def test_version_and_module(site: Site) -> None:
    assert process("--version").stdout.startswith("claimtrack 0.")
    assert claim_set(site.folder).id == "tarn-claims"
