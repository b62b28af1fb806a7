"""What leaves a command: the report on stdout and in files, also where that cannot be written or is not read.

A finding is worth more than its report: what cannot be written is said, and never takes the place of exit 1.
"""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, TypedDict
from urllib.parse import quote

import click

from claimtrack.errors import FileError, UsageError
from claimtrack.report import FORMATS

if TYPE_CHECKING:
    from claimtrack.records import Result
    from claimtrack.report.terminal import Edits

FLAGGED, WRONG = 1, 2
_NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO, errno.EBADF}


class Talk(TypedDict):
    """How a report is printed."""

    color: bool | None
    quiet: bool
    verbose: bool


class PipeClosedError(Exception):
    """Nobody reads our output any more (``| head``)."""


@contextmanager
def printing() -> Iterator[None]:
    """Around what prints: raises `PipeClosedError` where the reader left, `FileError` where there is no room."""
    try:
        yield
        sys.stdout.flush()
    except BrokenPipeError:
        _discard()
        raise PipeClosedError from None
    except OSError as error:
        if error.filename or error.errno not in _NO_ROOM:
            raise
        _discard()
        problem = f"the output could not be written: {error.strerror}."
        raise FileError("stdout", problem, hint="Make room, or send it elsewhere.") from None


def _discard() -> None:
    """Nothing is left to be written to a stream that takes nothing, or Python would fail at its end."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except OSError:
            os.dup2(nowhere, stream.fileno())
    os.close(nowhere)


def deliver(result: Result, form: str, outputs: Sequence[Path], code: int, talk: Talk, store: Path,
            edits: Edits | None = None) -> int:  # fmt: skip
    """Prints a report, writes it to files too, and gives what the command exits with, which was to be ``code``.

    ``store`` is the folder of snapshots, which reports link to.

    What cannot be written is said on stderr, and is exit 2 where no claim is flagged. A reader that left
    changes nothing.
    """
    failed = False
    for output in (None, *outputs):
        try:
            with printing():
                if output is None:
                    _print(result, form, talk, store, edits)
                else:
                    write(output, _rendered(result, suffix(output), store, output.parent))
        except PipeClosedError:
            continue
        except FileError as error:
            failed = True
            say(f"claimtrack: {error}")
    return WRONG if failed and code != FLAGGED else code


def say(line: str) -> None:
    """A line for people, on stderr."""
    try:
        with printing():
            click.echo(line, err=True)
    except PipeClosedError:
        return


def check_outputs(outputs: Sequence[Path], formats: Sequence[str] = tuple(FORMATS)) -> None:
    """Refuses suffixes that name no format, before any work is done."""
    for output in outputs:
        if suffix(output) not in formats:
            known = ", ".join(f".{name}" for name in formats)
            raise UsageError(f"{output}: no report format has this suffix. It can be: {known}.")


def suffix(output: Path) -> str:
    """The format that a file's name asks for."""
    return output.suffix.lower().removeprefix(".")


def check_folder(output: Path) -> None:
    """Raises `FileError` where the folder that something is to be written into is missing."""
    if not output.parent.is_dir():
        raise FileError(str(output), f"the folder {output.parent} is missing.", hint="Make it first.")


def write(output: Path, content: str | bytes) -> None:
    """Writes a file into a folder that is there; raises `FileError`."""
    check_folder(output)
    try:
        output.write_bytes(content.encode() if isinstance(content, str) else content)
    except OSError as error:
        raise FileError(str(output), f"it cannot be written: {error.strerror or error}.") from error


def _rendered(result: Result, form: str, store: Path, where: Path) -> str | bytes:
    """The report for a file in the folder ``where``."""
    from claimtrack.report import render

    return render(result, form, snapshots=_address(store, where) if store.is_dir() else "")


def _address(folder: Path, where: Path) -> str:
    """The folder as a link in a file at ``where`` names it."""
    try:
        return quote(Path(os.path.relpath(folder, where)).as_posix())
    except ValueError:  # another drive
        return folder.absolute().as_uri()


def _print(result: Result, form: str, talk: Talk, store: Path, edits: Edits | None) -> None:
    from claimtrack.report import terminal

    if form == "txt":
        terminal.show(result, sys.stdout, edits=edits, **talk)
    else:
        click.echo(_rendered(result, form, store, Path()), nl=False)
