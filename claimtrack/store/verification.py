"""Every digest computed again: what in a store is not what was written."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from claimtrack.errors import StoreDamagedError
from claimtrack.store import acceptance, aside, derived, disk, names, observations, redacted, sealed, snapshots
from claimtrack.store import dismissals as dismissed

_SNAPSHOT_FILES = {"capture.warc.gz", "snapshot.json", "derived.json", "text.md"}
_DOCUMENT_FILES = {"accepted.json", "left-out.jsonl", "observations.jsonl", "unusable"}


@dataclass(frozen=True, slots=True)
class Problem:
    """Something in the store that does not hold; ``note`` is true where nothing is lost by it."""

    path: str
    sentence: str
    note: bool = False


def document(folder: Path) -> Iterator[Problem]:
    """What does not hold in a document's folder: snapshots first, in their order, each with its link."""
    there = [entry.name for entry in disk.entries(folder)]
    links = dict(_loaded(folder))
    whole = [link for link in links.values() if isinstance(link, snapshots.Link)]
    unlinked = dict(_unlinked(folder, whole))
    for name in there:
        if link := links.get(name):
            yield from _snapshot(folder / name, link)
            if name in unlinked:
                yield unlinked[name]
        elif name not in _DOCUMENT_FILES:
            yield _stray(folder / name)
    ids = {link.snapshot.id for link in whole}
    yield from _accepted(folder / "accepted.json", ids, sum(not link.snapshot.redacted for link in whole))
    yield from _observations(folder / "observations.jsonl", ids)
    yield from _held(lambda: dismissed.load(folder / "left-out.jsonl"))
    for entry in disk.entries(folder / "unusable"):
        yield from _unusable(Path(entry.path))


def leftovers(folder: Path) -> Iterator[Problem]:
    """What stopped processes left at the top of a store."""
    return (_stray(Path(entry.path)) for entry in disk.entries(folder) if disk.is_leftover(entry.name))


def check_links(folder: Path, chain: Sequence[snapshots.Link]) -> None:
    """Raises `StoreDamagedError` at the first link that does not hold."""
    for _, problem in _unlinked(folder, chain):
        if not problem.note:
            raise StoreDamagedError(problem.path, problem.sentence, hint=disk.RESTORE)


def whole_links(folder: Path) -> list[snapshots.Link]:
    """The links of a document's chain that can be read, by time."""
    return [link for _, link in _loaded(folder) if isinstance(link, snapshots.Link)]


def up_to(head: str, links: Sequence[snapshots.Link]) -> list[snapshots.Link]:
    """The part of a chain that a digest proves, in the order of writing; nothing where no link has it.

    A digest is of one snapshot.json, which holds the digest of the one before it, and so on to the first:
    where it is found, none of them can be another than the day it was made (it breaks off at one that is not
    there, which `document` reports).
    """
    by_digest = {link.digest: link for link in links}
    found: list[snapshots.Link] = []
    here: str | None = head
    while here is not None and (link := by_digest.get(here)):
        found.insert(0, link)
        here = link.snapshot.previous
    return found


def _stray(path: Path) -> Problem:
    if disk.is_leftover(path.name):
        sentence = "was left by a process that was stopped; the next one that writes removes it."
    else:
        sentence = "is no part of the store."
    return Problem(str(path), sentence, note=True)


def _held(check: Callable[[], object]) -> Iterator[Problem]:
    try:
        check()
    except StoreDamagedError as error:
        yield Problem(error.path, error.problem)


def _loaded(folder: Path) -> Iterator[tuple[str, snapshots.Link | Problem]]:
    for stamp in filter(names.is_stamp, (entry.name for entry in disk.entries(folder))):
        try:
            yield stamp, snapshots.load(folder / stamp)
        except StoreDamagedError as error:
            yield stamp, Problem(error.path, error.problem)


def _snapshot(folder: Path, link: snapshots.Link | Problem) -> Iterator[Problem]:
    whole = None
    if isinstance(link, Problem):
        yield link
        is_redacted = (folder / redacted.CONTENT).is_file()
    else:
        whole, is_redacted = link.snapshot, link.snapshot.redacted
    if is_redacted:
        yield from _redacted(folder)
    else:
        yield from _held(lambda: snapshots.capture(folder, whole)) if whole else ()
        yield from _held(lambda: derived.load(folder))
    for entry in disk.entries(folder):
        if entry.name not in (redacted.NAMES if is_redacted else _SNAPSHOT_FILES):
            yield _stray(Path(entry.path))


def _redacted(folder: Path) -> Iterator[Problem]:
    """Of a redacted snapshot the facts and digests can be checked; the page that they are of is not there."""
    damage = list(_held(lambda: redacted.load(folder)))
    yield from damage
    if not damage:
        sentence = "is redacted: its facts and their tie to the chain were checked; no text or capture is there."
        yield Problem(str(folder), sentence, note=True)


def _unlinked(folder: Path, chain: Sequence[snapshots.Link]) -> Iterator[tuple[str, Problem]]:
    """Each snapshot names the one written before it, no two the same, and only one names none.

    Gives the folder's name of each that does not, and what is wrong. A redacted one may stand alone.
    """
    digests = {link.digest for link in chain}
    followed: dict[str | None, str] = {}
    for link in chain:
        before, stamp = link.snapshot.previous, link.snapshot.id.rpartition("/")[2]
        path = str(folder / stamp / "snapshot.json")
        if before is not None and before not in digests:
            how = "is not here" if link.snapshot.redacted else "was changed or removed"
            sentence = f"the snapshot written before it, {before}, {how}."
            yield stamp, Problem(path, sentence, note=link.snapshot.redacted)
        elif before in followed:
            yield stamp, Problem(path, f"names the same snapshot before it as {followed[before]} does.")
        followed.setdefault(before, link.snapshot.id)


def _accepted(path: Path, ids: set[str], captured: int) -> Iterator[Problem]:
    def check() -> None:
        log = acceptance.load(path, lambda: captured).log
        _check_known(path, {it.snapshot for it in log} - ids)

    yield from _held(check)


def _observations(path: Path, ids: set[str]) -> Iterator[Problem]:
    damage = list(_held(lambda: _check_known(path, {it.snapshot for it in observations.load(path)} - ids)))
    yield from damage
    if not damage and observations.is_cut(path):
        yield Problem(str(path), "ends in half a line, which the next check removes.", note=True)


def _check_known(path: Path, unknown: set[str]) -> None:
    if unknown:
        name = sealed.inert(min(unknown), 120)
        raise StoreDamagedError(str(path), f"names {name}, a snapshot that is not in the store.")


def _unusable(folder: Path) -> Iterator[Problem]:
    if names.is_stamp(folder.name):
        yield from _held(lambda: aside.capture(folder))
    else:
        yield _stray(folder)
