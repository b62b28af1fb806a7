"""Files and folders that are there whole or not at all, also after the power went.

What is new is written under a name that begins with ``.new-``, flushed, and renamed; what is removed is
renamed to ``.old-`` first. Readers pass over both, and the next writer sweeps them away. Nothing here follows
a symbolic link: a store from elsewhere must not lead out of its folder.
"""

from __future__ import annotations

import errno
import os
import shutil
import stat
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from claimtrack.errors import StoreAccessError, StoreDamagedError

RESTORE = "Restore it from a backup or from git, or move it out of the store."
"""The way out of most damage."""

GONE = (
    "Restore it from a backup or from git; else accept another snapshot (claimtrack accept --snapshot ID), or "
    "move the document's folder out of the store and start over with claimtrack check."
)
"""The way out where a file of a snapshot is missing."""

_BLOCK = 4_096
_PLAIN = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
_REASONS = {
    errno.EACCES: "permission is missing",
    errno.EPERM: "permission is missing",
    errno.EROFS: "the disk is read-only",
    errno.ENOSPC: "the disk is full",
    errno.EDQUOT: "the disk quota is used up",
    errno.EFBIG: "the file would grow over the limit set for this process",
    errno.ENOTDIR: "a file is in the place of a folder",
    errno.EEXIST: "something else is in its place",
    errno.ENAMETOOLONG: "the name is too long for this disk",
    errno.EMFILE: "too many files are open",
}


@contextmanager
def explained(path: Path, verb: str) -> Iterator[None]:
    """Turns what the operating system refuses into a `StoreAccessError` that says so."""
    try:
        yield
    except OSError as error:
        reason = _REASONS.get(error.errno or 0, error.strerror or str(error))
        where = error.filename if isinstance(error.filename, str) else path
        way_out = "Mend that, or choose another folder with --store."
        raise StoreAccessError(f"{where}: the store cannot be {verb}: {reason}. {way_out}") from None


def read(path: Path, limit: int) -> bytes | None:
    """The bytes of a file, or None where there is none.

    Raises `StoreDamagedError` for what is no plain file or larger than ``limit`` bytes.
    """
    with explained(path, "read"):
        try:
            handle, size = _opened(path, os.O_RDONLY)
        except FileNotFoundError:
            return None
        try:  # few calls into the system: a chain is thousands of files
            if size > limit:
                raise StoreDamagedError(str(path), f"is larger than {limit:,} bytes.", hint=RESTORE)
            return _bytes(handle, size)
        finally:
            os.close(handle)


def _bytes(handle: int, size: int) -> bytes:
    parts: list[bytes] = []
    while size and (part := os.read(handle, size)):
        parts.append(part)
        size -= len(part)
    return b"".join(parts)


def _opened(path: Path, flags: int) -> tuple[int, int]:
    """A handle of a plain file, and its size; `StoreDamagedError` for what may hang or lead elsewhere."""
    try:
        handle = os.open(path, flags | _PLAIN, 0o666)
    except OSError as error:
        if error.errno == errno.ELOOP:
            raise StoreDamagedError(str(path), "is a symbolic link.", hint=RESTORE) from None
        if path.is_dir():
            raise StoreDamagedError(str(path), "is no plain file.", hint=RESTORE) from None
        raise
    facts = os.fstat(handle)
    if not stat.S_ISREG(facts.st_mode):
        os.close(handle)
        raise StoreDamagedError(str(path), "is no plain file.", hint=RESTORE)
    return handle, facts.st_size


def is_link(path: Path) -> bool:
    """Whether it is a symbolic link."""
    with explained(path, "read"):
        return path.is_symlink()


def entries(folder: Path) -> list[os.DirEntry[str]]:
    """What is in a folder, by name; nothing where it does not exist."""
    with explained(folder, "read"):
        try:
            with os.scandir(folder) as found:
                return sorted(found, key=lambda entry: entry.name)
        except FileNotFoundError:
            return []


def is_leftover(name: str) -> bool:
    """Whether a writer that was stopped left it behind."""
    return name.startswith((".new-", ".old-"))


def make_folder(path: Path) -> None:
    """Makes a folder, and those above it, where it is missing."""
    if path.is_dir():
        return
    make_folder(path.parent)
    path.mkdir(exist_ok=True)  # another process may have been faster
    _flush_folder(path.parent)


def add_folder(path: Path, files: Mapping[str, bytes]) -> None:
    """A new folder with these files, there at once."""
    new = path.with_name(f".new-{path.name}")
    new.mkdir()
    for name, data in files.items():
        _write(new / name, data)
    _flush_folder(new)
    new.rename(path)
    _flush_folder(path.parent)


def replace(path: Path, data: bytes) -> None:
    """The file with other bytes: the old ones are there until the new ones are."""
    new = path.with_name(f".new-{path.name}")
    _write(new, data)
    new.replace(path)
    _flush_folder(path.parent)


def append(path: Path, line: bytes) -> None:
    """One more line; half a line that a stopped process left at the end is cut off first."""
    is_new = not path.exists()
    handle, _ = _opened(path, os.O_RDWR | os.O_CREAT)
    with os.fdopen(handle, "r+b") as file:
        file.seek(_whole_lines(file))
        file.truncate()
        file.write(line)
        file.flush()
        os.fsync(file.fileno())
    if is_new:
        _flush_folder(path.parent)


def _whole_lines(file: BinaryIO) -> int:
    """Where the last whole line ends. It is looked for from the end: a file of any size is as fast as a short one."""
    end = file.seek(0, os.SEEK_END)
    while end:
        start = max(0, end - _BLOCK)
        file.seek(start)
        if found := file.read(end - start).rfind(b"\n") + 1:
            return start + found
        end = start
    return 0


def remove(path: Path) -> None:
    """Removes a folder, out of sight at once."""
    old = path.with_name(f".old-{path.name}")
    path.rename(old)
    shutil.rmtree(old)


def sweep(folder: Path) -> None:
    """Removes what stopped writers left in a folder."""
    for entry in entries(folder):
        if is_leftover(entry.name):
            is_folder = entry.is_dir(follow_symlinks=False)
            shutil.rmtree(entry.path) if is_folder else Path(entry.path).unlink()


def _write(path: Path, data: bytes) -> None:
    with path.open("xb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _flush_folder(path: Path) -> None:
    """The rename itself must reach the disk; not every system can flush a folder (Windows cannot)."""
    with suppress(PermissionError, IsADirectoryError):
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
