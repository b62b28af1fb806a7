"""Git repositories made for a test, laid out as an archive of terms; their commits are of fixed days."""

from __future__ import annotations

import datetime as dt
import json
import os
import shutil
import subprocess
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from claimtrack.store import Store
from tests.checks import OTHER
from tests.commands import run
from tests.samples import PARAGRAPHS

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


# ── An archive of Tarn's policy, and what its import prints ──────────────────────────────────────────

DOC, URL = "tarn-privacy", "https://tarn.example/privacy"


def text(*paragraphs: str) -> str:
    """The policy in Markdown, as an archive has it."""
    last = "Write to us about this policy whenever you want to know what we have about you, and we will answer."
    return "\n\n".join(("# Tarn Privacy Policy", "## What we collect", *(paragraphs or PARAGRAPHS), last)) + "\n"


FIRST, SECOND, THIRD = text(), text(*OTHER), text(*PARAGRAPHS, "We have never sold a thing to anybody.")


OTHER_FILE = Entry({"Tarn/Terms of Service.md": b"Be kind.", "README.md": b"An archive."}, 1)
ENTRIES = [edition(FIRST, 0), OTHER_FILE, edition(SECOND, 2), edition(THIRD, 3)]
EXPECTED = [(0, "stored"), (2, "stored"), (3, "stored")]


def command(place: object, *options: str, service: str = "Tarn", terms: str = "Privacy Policy") -> list[str]:
    return ["import", "opentermsarchive", "--service", service, "--terms", terms, *options, "--", str(place)]


def imported(place: object, *options: str, code: int = 0, **names: str) -> list[dict[str, Any]]:
    result = run(*command(place, "--format", "json", *options, **names), exit_code=code)
    found: list[dict[str, Any]] = json.loads(result.stdout)
    return found


def became(found: Sequence[dict[str, Any]]) -> list[tuple[int, str]]:
    """The day of each, and what became of it, or the reason."""
    start = START.date().toordinal()
    return [(START.fromisoformat(it["time"]).date().toordinal() - start, it["reason"] or it["result"]) for it in found]


def contents(store: Store) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in store.path.rglob("*") if path.is_file() and path.name != ".lock"}
