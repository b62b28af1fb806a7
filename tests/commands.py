"""Running the command, in this process or in one of its own."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from claimtrack.cli import main
from tests.checks import Site
from tests.samples import policy
from tests.server import Server, page


def unhurried(args: tuple[str, ...]) -> list[str]:
    """The same without the wait before a page is fetched again."""
    return ["check", "--confirm-wait", "0", *args[1:]] if args[:1] == ("check",) else list(args)


def run(*args: str, exit_code: int | None = None) -> Result:
    result = CliRunner().invoke(main, unhurried(args))
    assert exit_code is None or result.exit_code == exit_code, result.output
    return result


def process(*args: str, **options: Any) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "claimtrack", *unhurried(args)]
    return subprocess.run(
        command, capture_output=True, text=True, encoding="utf-8", timeout=60, check=False, **options
    )


def site_here(server: Server, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Site:
    """A policy on a server; the command runs where its claims and snapshots are."""
    monkeypatch.chdir(folder)
    monkeypatch.setenv("NO_COLOR", "1")
    site = Site(server, folder)
    (folder / "claims").mkdir()
    (folder / "claims.yaml").rename(folder / "claims" / "tarn.yaml")
    server.answer("/privacy", page(policy()))
    return site
