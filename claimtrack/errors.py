"""Every error claimtrack raises, drawn once.

    ClaimtrackError                 the root; its ``exit_code`` is what the command ends with
    ├── UsageError                  2  a wrong argument: an unknown document, claim or snapshot id
    ├── FileError                   2  a file that cannot be used; says which, where, and the way out
    │   ├── ClaimFileError          2  a claim file
    │   ├── PageError               2  a saved page or capture that cannot be read as one
    │   └── ArchiveError            2  a repository that editions cannot be imported from
    ├── FetchError                  3  a page that could not be fetched
    ├── StoreBusyError              2  another process holds the store
    ├── StoreAccessError            2  the store cannot be read or written (permissions, a missing folder)
    └── StoreDamagedError           4  something in the store is not what it was when it was written

A page that was fetched but cannot be used is no error: `guard.judge` returns that as a value.
"""

from __future__ import annotations


class ClaimtrackError(Exception):
    """The root of all errors of this package; its text is one sentence for people."""

    exit_code = 2


class UsageError(ClaimtrackError):
    """An argument names something that is not there."""


class FileError(ClaimtrackError):
    """A file that cannot be used.

    ``path`` is the file, ``place`` where in it ("line 12, claims[3].practice.data[0]"), ``problem`` what is
    wrong there, ``hint`` the way out. Both ``place`` and ``hint`` may be empty.
    """

    def __init__(self, path: str, problem: str, *, place: str = "", hint: str = "") -> None:
        self.path, self.place, self.problem, self.hint = path, place, problem, hint
        where = f"{path}: {place}" if place else path
        super().__init__(f"{where}: {problem}" + (f" {hint}" if hint else ""))


class ClaimFileError(FileError):
    """A claim file with bad YAML, an unknown id, a wrong type, a duplicate, or something missing.

    Every problem of a file is raised at once: the first as this error, the rest as its ``others``.
    """

    others: tuple[ClaimFileError, ...] = ()

    def __str__(self) -> str:
        return "\n".join([super().__str__(), *map(str, self.others)])


class PageError(FileError):
    """A page or capture file that is empty, binary, too large, too deep or otherwise unreadable."""


class ArchiveError(FileError):
    """A git repository, bundle or address that is none, cannot be reached, or does not hold what is asked for."""


class FetchError(ClaimtrackError):
    """A page that could not be fetched; ``url`` is what was asked for, ``reason`` one sentence."""

    exit_code = 3

    def __init__(self, url: str, reason: str) -> None:
        self.url, self.reason = url, reason
        super().__init__(f"{url}: {reason}")


class StoreBusyError(ClaimtrackError):
    """Another process holds the lock of the store."""


class StoreAccessError(ClaimtrackError):
    """The store cannot be read or written: permissions, a missing folder, a full disk."""


class StoreDamagedError(ClaimtrackError):
    """A stored file does not match its digest, or is missing or cut short; ``path`` names it."""

    exit_code = 4

    def __init__(self, path: str, problem: str, *, hint: str = "") -> None:
        self.path, self.problem, self.hint = path, problem, hint
        super().__init__(f"{path}: {problem}" + (f" {hint}" if hint else ""))
