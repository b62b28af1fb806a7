"""Programs of others that tests run: a replay server (pywb), a crawler (Wget), a recorder (warcio's own).

pywb has dependencies of its own, so it lives in a virtual environment of its own:

    python3 -m venv pywb && pywb/bin/pip install -r .ci/pywb.txt && export CLAIMTRACK_PYWB=$PWD/pywb
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import NamedTuple

import pytest

_DEADLINE = 600
"""Rounds of a twentieth of a second that the server may take to start, on a busy machine."""


def _pywb(program: str) -> str | None:
    where = os.environ.get("CLAIMTRACK_PYWB")
    return shutil.which(program, path=str(Path(where, "bin"))) if where else shutil.which(program)


needs_pywb = pytest.mark.skipif(not _pywb("wayback"), reason="pywb is not here: see tests/archivers.py")
needs_wget = pytest.mark.skipif(not shutil.which("wget"), reason="wget is not installed")


class Answer(NamedTuple):
    """What a replay server answers at the end of all redirects, and the address of that end."""

    status: int
    url: str
    body: bytes


class Replay(NamedTuple):
    """A running pywb with one collection."""

    root: str

    def get(self, url: str, time: str, mode: str = "") -> Answer:
        """The page of an address at a time, as a browser asks for it; mode "id_" is "exactly as it was served"."""
        direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        with direct.open(f"{self.root}/archive/{time}{mode}/{url}", timeout=60) as answer:
            return Answer(answer.status, answer.url, answer.read())


@contextmanager
def replaying(folder: Path, files: Sequence[Path]) -> Iterator[Replay]:
    """pywb on loopback with these WARC files in its collection."""
    _run(folder, str(_pywb("wb-manager")), "init", "archive")
    for number, file in enumerate(files):
        copy = folder / f"{number}.warc.gz"  # by the name of the file the collection knows it
        shutil.copy(file, copy)
        _run(folder, str(_pywb("wb-manager")), "add", "archive", str(copy))
    with closing(socket.socket()) as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [str(_pywb("wayback")), "--bind", "127.0.0.1", "--port", str(port)]
    with (folder / "log").open("wb") as log, subprocess.Popen(command, cwd=folder, stdout=log, stderr=log) as process:
        try:
            _await(process, port, folder / "log")
            yield Replay(f"http://127.0.0.1:{port}")
        finally:
            process.kill()


def _await(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    for _ in range(_DEADLINE):
        with closing(socket.socket()) as trial:
            if trial.connect_ex(("127.0.0.1", port)) == 0:
                return
        try:
            process.wait(0.05)
            break
        except subprocess.TimeoutExpired:
            continue
    raise AssertionError(log.read_text("utf-8", "replace"))


def wget(folder: Path, url: str, name: str, *options: str) -> Path:
    """What Wget records of an address: the WARC file."""
    _run(folder, "wget", "--quiet", "--no-proxy", "--output-document=page", f"--warc-file={name}", *options, url)
    return folder / f"{name}.warc.gz"


def recorded(folder: Path, url: str, name: str) -> Path:
    """What warcio records of the traffic of Python's own HTTP client: the WARC file."""
    code = (
        "import sys\nfrom warcio.capture_http import capture_http\nimport urllib.request\n"
        "with capture_http(sys.argv[2], warc_version='1.1'):\n    urllib.request.urlopen(sys.argv[1]).read()\n"
    )
    _run(folder, sys.executable, "-c", code, url, f"{name}.warc.gz")
    return folder / f"{name}.warc.gz"


def check(file: Path) -> str:
    """What warcio's checker says of a file, a line or more a record; it passes or the test fails."""
    return _run(file.parent, sys.executable, "-m", "warcio.cli", "check", "-v", str(file))


def _run(folder: Path, *command: str) -> str:
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, f"{command[0]}: {done.stdout}{done.stderr}"
    return done.stdout
