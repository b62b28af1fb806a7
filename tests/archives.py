"""Git repositories made for a test, laid out as an archive of terms; their commits are of fixed days."""

from __future__ import annotations

import datetime as dt
import os
import shutil
import subprocess
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import pytest

START = dt.datetime(2020, 1, 1, 12, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)
PATH = "Tarn/Privacy Policy.md"
RECORDED = "Record new changes of Tarn Privacy Policy"


needs_git = pytest.mark.skipif(not shutil.which("git"), reason="git is not installed")


class Entry(NamedTuple):
    """A commit to be made: what it makes of which paths, None where it deletes one, and when it says it was."""

    files: dict[str, bytes | None]
    day: int
    message: str = RECORDED
    mode: str = "100644"
    parents: Sequence[int] | None = None
    """The commits before it, counted from 1; None: the one made last, none for the first."""
    committed: int | None = None


def edition(text: str, day: int, message: str = RECORDED, path: str = PATH, **more: object) -> Entry:
    """A commit of one file."""
    return Entry({path: text.encode()}, day, message, **more)  # type: ignore[arg-type]


def made(folder: Path, entries: Iterable[Entry], *options: str) -> Path:
    """A bare repository with these commits, on its branch main."""
    git("init", "--quiet", "--bare", "--initial-branch=main", *options, str(folder))
    told = b"".join(_fast_import(entries))
    git("--git-dir", str(folder), "fast-import", "--quiet", given=told)
    return folder


def _fast_import(entries: Iterable[Entry]) -> Iterator[bytes]:
    for number, it in enumerate(entries, 1):
        yield f"commit refs/heads/main\nmark :{number}\n".encode()
        committed = it.day if it.committed is None else it.committed
        for role, day in (("author", it.day), ("committer", committed)):
            yield f"{role} Archive Bot <bot@archive.example> {_when(day)}\n".encode()
        yield _data(it.message.encode())
        parents = [number - 1] if it.parents is None and number > 1 else it.parents or []
        for word, parent in zip(["from", *["merge"] * len(parents)], parents, strict=False):
            yield f"{word} :{parent}\n".encode()
        for path, content in it.files.items():
            quoted = path.encode().replace(b"\\", b"\\\\").replace(b'"', b'\\"').replace(b"\n", b"\\n")
            yield b'D "%s"\n' % quoted if content is None else b'M %s inline "%s"\n' % (it.mode.encode(), quoted)
            yield b"" if content is None else _data(content)


def _when(day: int) -> str:
    return f"{int(START.timestamp()) + day * 86_400} +0000"


def _data(content: bytes) -> bytes:
    return b"data %d\n%s\n" % (len(content), content)


def git(*arguments: str, given: bytes = b"", cwd: Path | None = None) -> str:
    """What git prints; it knows no settings of anybody."""
    alone = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")} | {
        "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1", "GIT_AUTHOR_NAME": "Ada",
        "GIT_AUTHOR_EMAIL": "ada@tarn.example", "GIT_COMMITTER_NAME": "Ada", "GIT_COMMITTER_EMAIL": "ada@tarn.example",
    }  # fmt: skip
    done = subprocess.run(
        ["git", *arguments], input=given, capture_output=True, check=False, env=alone, cwd=cwd, timeout=120
    )
    assert done.returncode == 0, done.stderr.decode("utf-8", "replace")
    return done.stdout.decode("utf-8", "replace")
