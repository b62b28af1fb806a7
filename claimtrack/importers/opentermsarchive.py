"""Editions out of an Open Terms Archive: a git repository with a commit for every edition that was recorded.

Its engine keeps the terms of a service at ``<service>/<terms>.md`` in a repository of versions, and the pages that
they were extracted from at ``<service>/<terms>.html`` or ``.pdf`` in one of snapshots; the name of one of several
source documents follows the terms behind `` #``. Author and committer date are both when the page was fetched; the
author's is the one that survives when a history is rewritten. Subjects say what a commit is: "First record of" and
"Record new changes of" (once "Start tracking" and "Update") are what the page said; "Apply technical or declaration
upgrade on" (once "Refilter") is an old page read anew by newer rules, and dated as that page is.
"""

from __future__ import annotations

import datetime as dt
import difflib
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import PurePosixPath
from typing import NamedTuple

from claimtrack import extract
from claimtrack.errors import ArchiveError
from claimtrack.importers import git
from claimtrack.importers.addresses import kept, plain
from claimtrack.importers.git import Change, Commit, Repository
from claimtrack.importers.keeping import LeftOut
from claimtrack.importers.running import Said
from claimtrack.records import Capture, Document

TECHNICAL = ("Apply technical or declaration upgrade", "Refilter")
MAX_MESSAGE = 4_000
MAX_RENAMES = 50
LISTED = 30

_SNAPSHOT = re.compile(r"https://\S+/commit/[0-9a-f]{7,64}")
_SYMLINK, _SUBMODULE = "120000", "160000"


class Recorded(NamedTuple):
    """A commit, what it made of the file that is followed, and what that was called before, where it was renamed."""

    commit: Commit
    change: Change
    renamed: str = ""

    @property
    def time(self) -> dt.datetime | None:
        """When the page was fetched; None for a date that no calendar has."""
        try:
            return dt.datetime.fromtimestamp(int(self.commit.authored), dt.UTC)
        except (ValueError, OverflowError, OSError):
            return None


class Archive:
    """The editions of one document in an archive, by the time they were fetched; ``notes`` are for the reader."""

    def __init__(
        self, place: str, repository: Repository, recorded: Sequence[Recorded], document: Document, said: Said
    ) -> None:
        self._place, self._repository, self._document = kept(place), repository, document
        # The store and the guard go by time, and an archive reads old pages anew; of one second, its own order holds.
        self._recorded = sorted(recorded, key=lambda it: it.time.timestamp() if it.time else 0)
        self._readable = [it.change.blob for it in self._recorded if not _unread(it)]
        self._sizes = repository.sizes(self._readable, said)
        self.notes = _notes(repository)

    def __len__(self) -> int:
        return len(self._recorded)

    def captures(self) -> Iterator[Capture | LeftOut]:
        """Each edition as a capture of the document's address, or why it is none; a text is read once."""
        uses = Counter(self._readable)
        bodies: dict[str, bytes] = {}
        with self._repository.reading() as read:
            for it in self._recorded:
                time, blob = it.time, it.change.blob
                if time is None or (reason := _unread(it) or _too_large(blob, self._sizes)):
                    yield self._left_out(it, reason if time else "It has a date that no calendar has.")
                    continue
                body = bodies.pop(blob) if blob in bodies else read(blob)
                uses[blob] -= 1
                if uses[blob]:
                    bodies[blob] = body
                yield self._capture(it, time, body)

    def _left_out(self, it: Recorded, reason: str) -> LeftOut:
        time = it.time or plain(it.commit.authored)[:40]
        return LeftOut(time, self._document.url, reason, source=it.commit.id)

    def _capture(self, it: Recorded, time: dt.datetime, body: bytes) -> Capture:
        url = self._document.url
        kind = extract.media_type(it.change.path) or "text/html"
        return Capture(
            url, time, 200, (("Content-Type", kind),), body, final_url=url, origin=tuple(self._origin(it)),
        )  # fmt: skip

    def _origin(self, it: Recorded) -> Iterator[tuple[str, str]]:
        commit = it.commit
        yield "archive", "Open Terms Archive"
        yield "repository", self._place
        yield "path", plain(_utf8(it.change.path))
        yield "commit", commit.id
        yield "author", plain(commit.author)
        if commit.committed != commit.authored:
            yield "committed", _iso(commit.committed)
        if found := _SNAPSHOT.search(commit.message):
            yield "snapshot", plain(found[0])
        if is_technical(commit.message):
            yield "technical", "yes"
        yield "message", "\n".join(map(plain, commit.message[:MAX_MESSAGE].splitlines()))


@contextmanager
def from_opentermsarchive(
    place: str, service: str, terms: str, document: Document, said: Said = lambda _: None
) -> Iterator[Archive]:
    """The editions that an archive recorded of the terms of a service; ``place`` is a folder, bundle or address.

    Raises `ArchiveError` for a place that is no archive or cannot be reached, and, with the nearest names that there
    are, for a service or terms that it does not have.
    """
    with git.opened(place, said) as repository:
        said(f"Reading the history of {service} {terms}")
        yield Archive(place, repository, _history(repository, service, terms), document, said)


def is_technical(message: str) -> bool:
    """Whether the archive marks a commit as an old page that it read anew."""
    return message.startswith(TECHNICAL)


# ── Following the file ───────────────────────────────────────────────────────────────────────────────


def _history(repository: Repository, service: str, terms: str) -> list[Recorded]:
    """What became of the file, older commits first, also under the names that it had before."""
    found: list[Recorded] = []
    there: set[str] = set()
    folder, wanted, tip = service, f"{service}/{terms}", None
    for _ in range(MAX_RENAMES):
        commits = repository.commits(folder, tip) if _is_folder(folder) else iter(())
        followed = _Followed(wanted)
        for commit in commits:
            there |= {_stem(it.path) for it in commit.changes if it.path.startswith(f"{folder}/")}
            found += followed.through(commit)
        if followed.elsewhere is None:
            break
        tip, wanted = followed.elsewhere
        folder = wanted.rpartition("/")[0]
    if not found:
        raise _not_there(repository, service, terms, there)
    return found[::-1]


class _Followed:
    """One file on its way back through the history of its folder."""

    def __init__(self, stem: str) -> None:
        self._names = {stem}
        self.elsewhere: tuple[str, str] | None = None
        """The commit before which it stood in another folder, and its name there."""

    def through(self, commit: Commit) -> Iterator[Recorded]:
        """What a commit made of it."""
        mine = [it for it in commit.changes if _stem(it.path) in self._names]
        gone = [it for it in commit.changes if it.status == "D"]
        for change in mine:
            if change.status == "D" and len(mine) > 1:
                continue  # what it became is among them
            before = _before(change, gone) if change.status == "A" else None
            if before and _stem(before.path) not in self._names:
                self._follow(commit, _stem(before.path), _stem(change.path))
            yield Recorded(commit, change, before.path if before else "")

    def _follow(self, commit: Commit, before: str, after: str) -> None:
        if before.rpartition("/")[0] == after.rpartition("/")[0]:
            self._names.add(before)
        elif commit.parents:
            self.elsewhere = (commit.parents[0], before)


def _before(change: Change, gone: Sequence[Change]) -> Change | None:
    """The file that a new one was renamed from: one that went in the same commit, with the same text."""
    return next((it for it in gone if it.old == change.blob), None)


def _stem(path: str) -> str:
    """The path without its suffix: terms have dots in their names, too."""
    return path.removesuffix(PurePosixPath(path).suffix)


def _is_folder(name: str) -> bool:
    return "\0" not in name and all(part not in ("", ".", "..") for part in name.split("/"))


def _not_there(repository: Repository, service: str, terms: str, there: set[str]) -> ArchiveError:
    if not there:
        services = [it for it in repository.folders() if not it.startswith(".")]
        return ArchiveError(repository.name, f"it has no service {_quoted(service)}.", hint=_offer(service, services))
    names = [it.rpartition("/")[2] for it in there]
    problem = f"it has no terms {_quoted(terms)} of {_quoted(service)}."
    return ArchiveError(repository.name, problem, hint=_offer(terms, names))


def _offer(bad: str, names: Sequence[str]) -> str:
    """The nearest names that there are, whatever their case, and then all, or the first of many."""
    if not names:
        return "It has no folders, as an archive has one for each service."
    folded = {it.casefold(): it for it in sorted(names, reverse=True)}
    close = [folded[it] for it in difflib.get_close_matches(bad.casefold(), folded, n=3, cutoff=0.5)]
    meant = f"Did you mean {' or '.join(map(_quoted, close))}? " if close else ""
    more = f", and {len(names) - LISTED:,} more" if len(names) > LISTED else ""
    return f"{meant}It has: {', '.join(map(_quoted, sorted(names)[:LISTED]))}{more}."


def _quoted(name: str) -> str:
    return f"'{plain(_utf8(name))[:200]}'"


# ── What is read ─────────────────────────────────────────────────────────────────────────────────────


def _unread(it: Recorded) -> str:
    """Why a commit holds no edition, as far as that can be told without its text, or nothing."""
    change, suffix = it.change, PurePosixPath(it.change.path).suffix.lower()
    if change.status.strip("D") == "":
        return "The archive deleted the file."
    if it.renamed:
        return f"The archive renamed the file here, from {_quoted(it.renamed)}, and recorded nothing."
    if len(it.commit.parents) > 1:
        return "It was put together in a merge, and never recorded."
    if change.mode == _SYMLINK:
        return "It is a symbolic link, not a text."
    if change.mode == _SUBMODULE:
        return "It is a reference to another repository, not a text."
    if suffix == ".pdf":
        return "It is a PDF, which is not read."
    if extract.media_type(change.path) is None:
        return f"It is a file of the kind {_quoted(suffix)}, which is not read."
    return ""


def _too_large(blob: str, sizes: dict[str, int]) -> str:
    if blob not in sizes:
        return "Its text is not in this repository: it was cloned without it. Name the address that it came from."
    if sizes[blob] > extract.MAX_BYTES:
        return f"It has {sizes[blob]:,} bytes; at most {extract.MAX_BYTES:,} are read."
    return ""


def _notes(repository: Repository) -> list[str]:
    if not repository.shallow:
        return []
    return [f"{repository.name} is a shallow clone: what was recorded before its oldest commit is not there."]


def _iso(seconds: str) -> str:
    try:
        return dt.datetime.fromtimestamp(int(seconds), dt.UTC).isoformat().replace("+00:00", "Z")
    except (ValueError, OverflowError, OSError):
        return plain(seconds)[:40]


def _utf8(name: str) -> str:
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
