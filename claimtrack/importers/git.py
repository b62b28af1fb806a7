"""The history of a git repository, read from its objects: nothing is checked out, and nothing in it is run.

Git works in an empty repository of ours, which is lent the objects of theirs. So no setting, hook or filter of theirs
is in force, be it ``core.fsmonitor`` or a promisor remote with a program of its own, and an object that is missing
is missing, not fetched behind our back (CVE-2022-24765, CVE-2024-32004 were such ways in).
"""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

from claimtrack.errors import ArchiveError
from claimtrack.importers import running
from claimtrack.importers.addresses import is_address, shown
from claimtrack.importers.running import Said

_OBJECT = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")
_BUNDLE = re.compile(rb"# v[23] git bundle\n")
_SLOW = ("-c", "http.lowSpeedLimit=1000", "-c", "http.lowSpeedTime=60")
_LOG = (
    "log", "-z", "--topo-order", "--full-history", "--full-diff", "-c", "--raw", "--no-abbrev", "--no-renames",
    "--no-show-signature", "--encoding=UTF-8", "--format=tformat:%H%x00%P%x00%at%x00%ct%x00%an%x00%B%x00",
)  # fmt: skip
_FIELDS = 6


class Change(NamedTuple):
    """What a commit made of one path: ``mode`` and ``blob`` are the new ones, ``old`` is the blob before.

    ``status`` is A, M, D or T; of a merge a letter for each parent.
    """

    path: str
    status: str
    mode: str
    blob: str
    old: str


class Commit(NamedTuple):
    """A commit and what it changed; times are seconds since 1970, as text, since they can be anything."""

    id: str
    parents: Sequence[str]
    authored: str
    committed: str
    author: str
    message: str
    changes: Sequence[Change]


class Repository:
    """The objects of a repository, and the commit that its history is read back from."""

    def __init__(self, name: str, own: Path, objects: Path | None, tip: str, clone: Path | None = None) -> None:
        self.name, self.tip = name, tip
        self.shallow = (own / "shallow").exists()
        self._own, self._objects, self._clone = own, objects, clone

    def folders(self) -> list[str]:
        """The names of the folders at the top of the newest commit."""
        listed = self._git("ls-tree", "-d", "-z", "--name-only", self.tip)
        return [_name(it) for it in listed.split(b"\0") if it]

    def commits(self, folder: str, tip: str | None = None) -> Iterator[Commit]:
        """The commits that changed something in a folder, children before parents.

        Each has all its changes, also those in other folders; of a merge what is like none of its parents.
        """
        return parsed(self._git(*_LOG, tip or self.tip, "--", folder))

    def sizes(self, blobs: Iterable[str], said: Said) -> dict[str, int]:
        """The bytes of each of these blobs that is there; a clone fetches those that it left out, all at once."""
        wanted = list(dict.fromkeys(blobs))
        there = self._sizes(wanted)
        missing = [it for it in wanted if it not in there]
        if missing and self._clone:
            said(f"Fetching {len(missing):,} texts from {self.name}")
            _fetch(self._clone, missing, self.name, said)
            there |= self._sizes(missing)
        return there

    @contextmanager
    def reading(self) -> Iterator[Callable[[str], bytes]]:
        """Gives a function that reads a blob; one process serves all of them."""
        with running.started([self._here(), "cat-file", "--batch"], self._environment(), self.name) as program:
            yield lambda blob: _blob(program, blob, self.name)

    def _sizes(self, blobs: Sequence[str]) -> dict[str, int]:
        asked = "".join(f"{it}\n" for it in blobs).encode()
        told = self._git("cat-file", "--batch-check", "--buffer", given=asked).decode("ascii", "replace")
        found = (line.split(" ") for line in told.splitlines())
        return {it[0]: int(it[2]) for it in found if len(it) == 3 and it[1] == "blob"}

    def _git(self, *arguments: str, given: bytes = b"") -> bytes:
        return running.output([self._here(), *arguments], self._environment(), self.name, given)

    def _here(self) -> str:
        return f"--git-dir={self._own}"

    def _environment(self) -> dict[str, str]:
        return running.reading() | ({"GIT_OBJECT_DIRECTORY": str(self._objects)} if self._objects else {})


@contextmanager
def opened(place: str, said: Said) -> Iterator[Repository]:
    """A repository to be read: a folder, bare or not, a bundle, or an address, cloned into a temporary folder.

    Raises `ArchiveError` for what is none or cannot be reached, and where git is not installed.
    """
    running.git()
    remote = is_address(place)
    with tempfile.TemporaryDirectory(prefix="claimtrack-", ignore_cleanup_errors=True) as folder:
        own = Path(folder) / "own"
        if remote:
            yield _cloned(place, own, Path(folder) / "clone", said)
        elif Path(place).is_dir():
            yield _lent(Path(place), own)
        else:
            yield _unbundled(Path(place), own, said)


# ── Where the objects come from ──────────────────────────────────────────────────────────────────────


def _lent(folder: Path, own: Path) -> Repository:
    """A repository on this disk. Git looks into it once, for where its objects are; that runs nothing."""
    name = shown(str(folder))
    alone = running.reading() | {"GIT_CEILING_DIRECTORIES": str(folder.absolute().parent)}
    # Git refuses repositories of another user, and will refuse bare ones, for what it might run there.
    trusting = ["-c", "safe.directory=*", "-c", "safe.bareRepository=all"]
    asked = [*trusting, "-C", str(folder.absolute()), "rev-parse"]
    try:
        common = folder.absolute() / _line([*asked, "--git-common-dir"], alone, name)
    except ArchiveError:
        raise ArchiveError(name, "this is no git repository.") from None
    try:
        tip = _line([*asked, "--verify", "HEAD"], alone, name)
    except ArchiveError:
        raise ArchiveError(
            name, "its HEAD names no commit.", hint="Check out the branch that is the archive."
        ) from None
    _make(own, tip, common)
    return Repository(name, own, common / "objects", tip)


def _unbundled(file: Path, own: Path, said: Said) -> Repository:
    """A bundle, which is a whole repository in one file."""
    name = shown(str(file))
    is_bundle = None
    try:
        if not file.exists() or file.is_file():  # a pipe would be waited for
            with file.open("rb") as stream:
                is_bundle = _BUNDLE.match(stream.read(20))
    except OSError as error:
        raise ArchiveError(name, f"it cannot be read: {error.strerror or error}.") from error
    if is_bundle is None:
        raise ArchiveError(name, "this is no git repository and no git bundle.")
    said(f"Unpacking {name}")
    heads = running.output([*_apart(own), "bundle", "list-heads", str(file.absolute())], running.reading(), name)
    tip = chosen(_heads(heads), name)
    _make(own, tip)
    running.output([f"--git-dir={own}", "bundle", "unbundle", str(file.absolute())], running.reading(), name)
    return Repository(name, own, None, tip)


def _cloned(address: str, own: Path, clone: Path, said: Said) -> Repository:
    """A repository elsewhere: its history now, and of its texts those that are wanted later, if the server can."""
    name = shown(address)
    said(f"Cloning {name}")
    command = [
        *_apart(clone), *_SLOW, "clone", "--bare", "--template=", "--filter=blob:none", "--single-branch", "--no-tags",
        "--progress", "--", address, str(clone),
    ]  # fmt: skip
    running.output(command, running.cloning(), name, said=said)
    try:
        tip = _line([f"--git-dir={clone}", "rev-parse", "--verify", "HEAD"], running.reading(), name)
    except ArchiveError:
        raise ArchiveError(name, "its HEAD names no commit.") from None
    _make(own, tip, clone)
    return Repository(name, own, clone / "objects", tip, clone)


def _fetch(clone: Path, blobs: Sequence[str], name: str, said: Said) -> None:
    """Asks for blobs by their ids, as git itself does, one by one, where it finds that one was left out."""
    command = [
        *_SLOW, "-c", "fetch.negotiationAlgorithm=noop", f"--git-dir={clone}", "fetch", "--no-tags",
        "--no-write-fetch-head", "--recurse-submodules=no", "--filter=blob:none", "--progress", "--stdin", "origin",
    ]  # fmt: skip
    running.output(command, running.cloning(), name, "".join(f"{it}\n" for it in blobs).encode(), said)


def _make(own: Path, tip: str, theirs: Path | None = None) -> None:
    """An empty repository of ours, with ids as long as theirs, and its history cut where theirs is."""
    kind = "sha256" if len(tip) == 64 else "sha1"
    command = [*_apart(own), "init", "--quiet", "--bare", "--template=", f"--object-format={kind}", str(own)]
    running.output(command, running.reading(), str(own))
    with suppress(FileNotFoundError):
        shutil.copyfile(theirs / "shallow", own / "shallow") if theirs else None


def _apart(folder: Path) -> tuple[str, str]:
    """Git begins beside a folder of ours: where the command was typed may be a repository, too."""
    return "-C", str(folder.parent)


def _line(arguments: Sequence[str], environment: Mapping[str, str], name: str) -> str:
    return _name(running.output(arguments, environment, name)).removesuffix("\n")


def _heads(listed: bytes) -> dict[str, str]:
    lines = (line.split(" ", 1) for line in _name(listed).split("\n"))
    return {line[1]: line[0] for line in lines if len(line) == 2 and _OBJECT.fullmatch(line[0])}


def chosen(heads: Mapping[str, str], name: str) -> str:
    """The commit that the history of a bundle is read from: its HEAD, its main branch, or the only one there is."""
    for ref in ("HEAD", "refs/heads/main", "refs/heads/master"):
        if ref in heads:
            return heads[ref]
    if len(set(heads.values())) == 1:
        return next(iter(heads.values()))
    known = ", ".join(map(shown, heads)) or "none"
    raise ArchiveError(name, f"it does not say which branch is the archive; it has: {known}.", hint="Bundle HEAD, too.")


# ── Reading ──────────────────────────────────────────────────────────────────────────────────────────


def parsed(log: bytes) -> Iterator[Commit]:
    """What git prints for `_LOG`: fields that end in NUL; then for each path its facts, NUL, its name, NUL."""
    parts = iter(log.split(b"\0"))
    start = next(parts, b"")
    while start:
        id_, parents, authored, committed, author, message = (
            _text(it) for it in (start, *(next(parts, b"") for _ in range(_FIELDS - 1)))
        )
        changes, start = [], b""
        for part in parts:
            facts = part.lstrip(b"\n")
            if facts.startswith(b":"):
                changes.append(_change(facts.decode("ascii", "replace"), _name(next(parts, b""))))
            elif facts:  # the next commit
                start = facts
                break
        yield Commit(id_, parents.split(), authored, committed, author, message, changes)


def _change(facts: str, path: str) -> Change:
    """``:100644 100644 OLD NEW M``; of a merge a colon, a mode, a blob and a letter for each parent."""
    parents = len(facts) - len(facts.lstrip(":"))
    words = facts[parents:].split(" ")
    return Change(path, words[-1], words[parents], words[2 * parents + 1], words[parents + 1])


def _name(data: bytes) -> str:
    """A name in git is any bytes, most of them UTF-8."""
    return data.decode("utf-8", "surrogateescape")


def _text(data: bytes) -> str:
    return data.decode("utf-8", "replace").strip()


def _blob(program: running.Program, blob: str, name: str) -> bytes:
    head = program.ask(blob).split()
    if len(head) == 3 and head[1] == b"blob":
        size = int(head[2])
        data = program.read(size + 1)
        if len(data) == size + 1:
            return data[:-1]
    raise ArchiveError(name, f"the text {blob[:12]} cannot be read from it.", hint="See what `git fsck` says of it.")
