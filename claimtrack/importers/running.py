"""Running the git program: what it is told through its environment, and what ends it; the only importer to run one.

Whose repository it is, nobody knows. So git obeys no settings but its own defaults where it reads, asks for no
password, talks to no server but the one that it clones from, and is stopped where it says nothing for too long.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from typing import IO

from claimtrack.errors import ArchiveError
from claimtrack.importers.addresses import SCHEMES, plain

STALL = 300.0
"""Seconds that git may say nothing while it is waited for: it reads a long history, or a server went quiet."""
MAX_OUTPUT = 1_000_000_000
"""Bytes of a history that are read."""

Said = Callable[[str], None]

_PROGRESS = re.compile(r"(?:remote: )?([A-Z][a-z]+ (?:objects|deltas): +\d+%)")
# What users set for their own network; every other GIT_ variable may point git somewhere else.
_USERS = (
    "GIT_SSH", "GIT_SSH_COMMAND", "GIT_SSL_CAINFO", "GIT_SSL_CAPATH", "GIT_SSL_CERT", "GIT_SSL_KEY",
    "GIT_PROXY_SSL_CAINFO", "GIT_HTTP_PROXY_AUTHMETHOD",
)  # fmt: skip
_ALWAYS = {
    "GIT_TERMINAL_PROMPT": "0", "GIT_ASKPASS": "", "SSH_ASKPASS_REQUIRE": "never", "GIT_NO_LAZY_FETCH": "1",
    "GIT_NO_REPLACE_OBJECTS": "1", "GIT_LITERAL_PATHSPECS": "1", "GIT_OPTIONAL_LOCKS": "0", "LC_ALL": "C.UTF-8",
    "LANGUAGE": "C",
}  # fmt: skip


def reading() -> dict[str, str]:
    """The environment in which git reads: no settings of anybody, no network."""
    alone = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1", "GIT_ALLOW_PROTOCOL": "none"}
    return cloning() | alone


def cloning() -> dict[str, str]:
    """The environment in which git clones: the user's proxies and keys are in force."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_") or name in _USERS}
    ssh = {"GIT_SSH_COMMAND": "ssh -o BatchMode=yes"}  # else ssh asks whether a host is known, and waits
    # A folder of ours is no part of a repository that somebody made above it, where all users may write.
    above = {"GIT_CEILING_DIRECTORIES": tempfile.gettempdir()}
    return ssh | kept | _ALWAYS | above | {"GIT_ALLOW_PROTOCOL": ":".join(SCHEMES)}


def git() -> str:
    """Where the program is; raises `ArchiveError` where it is not installed."""
    if found := shutil.which("git"):
        return found
    raise ArchiveError("git", "the program is not installed.", hint="It is needed to read such archives: install it.")


def output(
    arguments: Sequence[str], environment: Mapping[str, str], name: str, given: bytes = b"", said: Said | None = None
) -> bytes:
    """What git prints; raises `ArchiveError` with its own words where it fails. ``name`` is what it reads from."""
    with started(arguments, environment, name, said) as program:
        program.give(given)
        parts, size = [], 0
        while part := program.read_some():
            parts.append(part)
            size += len(part)
            if size > MAX_OUTPUT:
                raise ArchiveError(name, f"its history is larger than {MAX_OUTPUT:,} bytes.")
        program.check()
    return b"".join(parts)


@contextmanager
def started(
    arguments: Sequence[str], environment: Mapping[str, str], name: str, said: Said | None = None
) -> Iterator[Program]:
    """Git, running; it has ended when the block is left, however that is."""
    pipe = subprocess.PIPE
    command = [git(), "--no-pager", *arguments]
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe, env=dict(environment)) as process:  # noqa: S603
        program = Program(process, name, said)
        try:
            yield program
        finally:
            program.end()


class Program:
    """A running git. What it says on stderr is heard beside: progress is passed on, the last lines are kept."""

    def __init__(self, process: subprocess.Popen[bytes], name: str, said: Said | None) -> None:
        self._process, self._name, self._said = process, name, said
        self._in, self._out, self._err = _pipes(process)
        self._lines: list[str] = []
        self._heard, self._waiting, self._stalled = time.monotonic(), False, False
        self._over = threading.Event()
        self._ear = threading.Thread(target=self._hear, daemon=True)
        self._ear.start()
        threading.Thread(target=self._watch, daemon=True).start()

    def give(self, data: bytes) -> None:
        """Its whole input, in a thread of its own: git may print before it has read all."""
        threading.Thread(target=self._give, args=(data,), daemon=True).start()

    def ask(self, line: str) -> bytes:
        """A line of input, and the line that answers it."""
        with self._waited(), suppress(OSError):
            self._in.write(f"{line}\n".encode())
            self._in.flush()
            return self._out.readline()
        return b""

    def read(self, size: int) -> bytes:
        """So many bytes, or fewer where it ends."""
        with self._waited():
            return self._out.read(size)

    def read_some(self) -> bytes:
        """What is there; nothing where it ends."""
        with self._waited():
            return self._out.read1(1 << 20)  # type: ignore[attr-defined, no-any-return]  # a BufferedReader

    def check(self) -> None:
        """Waits for its end; raises `ArchiveError` where it failed."""
        with self._waited():
            code = self._process.wait()
        self._ear.join(5)
        if self._stalled:
            raise ArchiveError(
                self._name, f"git said nothing for {STALL:g} seconds and was stopped.", hint="Try again."
            )
        if code:
            raise ArchiveError(self._name, f"git cannot read it: {self._reason(code)}.")

    def end(self) -> None:
        """Stops it where it still runs, with all that it started that reads from it."""
        self._over.set()
        with suppress(OSError):
            self._in.close()
        if self._process.poll() is None:
            self._process.terminate()

    def _reason(self, code: int) -> str:
        fatal = [line.partition(": ")[2] for line in self._lines if line.startswith(("fatal: ", "error: "))]
        return (fatal or self._lines[-1:] or [f"it ended with {code}"])[0].rstrip(".")

    def _give(self, data: bytes) -> None:
        with suppress(OSError), self._in:  # git that failed reads no more; its own words say why
            self._in.write(data)

    def _hear(self) -> None:
        rest = b""
        while part := self._err.read1(4096):  # type: ignore[attr-defined]
            self._heard = time.monotonic()
            *lines, rest = re.split(rb"[\r\n]", rest + part)
            for line in lines:
                self._line(line)
        self._line(rest)

    def _line(self, line: bytes) -> None:
        text = plain(line.decode("utf-8", "replace"))[:500]
        if found := _PROGRESS.match(text):
            self._said(found[1]) if self._said else None
        elif text:
            self._lines = [*self._lines[-20:], text]

    @contextmanager
    def _waited(self) -> Iterator[None]:
        """While git is waited for, and only then, its silence counts."""
        self._heard, self._waiting = time.monotonic(), True
        try:
            yield
        finally:
            self._waiting = False

    def _watch(self) -> None:
        while not self._over.wait(min(1.0, STALL / 4)):
            if self._waiting and time.monotonic() - self._heard > STALL:
                self._stalled = True
                self._process.kill()


def _pipes(process: subprocess.Popen[bytes]) -> tuple[IO[bytes], IO[bytes], IO[bytes]]:
    if process.stdin is None or process.stdout is None or process.stderr is None:
        raise AssertionError("git was started without pipes")
    return process.stdin, process.stdout, process.stderr
