"""Every digest computed again: what in a store is not what was written."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from claimtrack.errors import StoreDamagedError
from claimtrack.store import acceptance, derived, disk, names, observations, redacted, sealed, snapshots

_SNAPSHOT_FILES = {"capture.warc.gz", "snapshot.json", "derived.json", "text.md"}
_DOCUMENT_FILES = {"accepted.json", "observations.jsonl", "unusable"}


@dataclass(frozen=True, slots=True)
class Problem:
    """Something in the store that does not hold; ``note`` is true where nothing is lost by it."""

    path: str
    sentence: str
    note: bool = False


def document(folder: Path) -> Iterator[Problem]:
    """What does not hold in a document's folder, snapshots first and in their order."""
    chain: list[snapshots.Link] = []
    for entry in disk.entries(folder):
        path = Path(entry.path)
        if names.is_stamp(entry.name):
            yield from _snapshot(path, chain)
        elif entry.name not in _DOCUMENT_FILES:
            yield _stray(path)
    yield from _chain(folder, chain)
    ids = {link.snapshot.id for link in chain}
    yield from _accepted(folder / "accepted.json", ids)
    yield from _observations(folder / "observations.jsonl", ids)
    for entry in disk.entries(folder / "unusable"):
        yield from _unusable(Path(entry.path))


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


def _snapshot(folder: Path, chain: list[snapshots.Link]) -> Iterator[Problem]:
    yield from _held(lambda: chain.append(snapshots.load(folder)))
    loaded = chain[-1].snapshot if chain and chain[-1].snapshot.id.endswith(folder.name) else None
    is_redacted = loaded.redacted if loaded else (folder / redacted.CONTENT).is_file()
    if is_redacted:
        yield from _redacted(folder)
    else:
        yield from _held(lambda: snapshots.capture(folder, loaded)) if loaded else ()
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


def _chain(folder: Path, chain: Sequence[snapshots.Link]) -> Iterator[Problem]:
    """Each snapshot names the one written before it, no two the same, and only one names none."""
    digests = {link.digest for link in chain}
    followed: dict[str | None, str] = {}
    for link in chain:
        before, path = link.snapshot.previous, str(folder.parent / link.snapshot.id / "snapshot.json")
        if before is not None and before not in digests:
            how = "is not here" if link.snapshot.redacted else "was changed or removed"
            sentence = f"the snapshot written before it, {before}, {how}."
            yield Problem(path, sentence, note=link.snapshot.redacted)
        elif before in followed:
            yield Problem(path, f"names the same snapshot before it as {followed[before]} does.")
        followed.setdefault(before, link.snapshot.id)


def _accepted(path: Path, ids: set[str]) -> Iterator[Problem]:
    yield from _held(lambda: _check_known(path, {it.snapshot for it in acceptance.load(path, len(ids)).log} - ids))


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
        yield from _held(lambda: _check_unusable(folder))
    else:
        yield _stray(folder)


def _check_unusable(folder: Path) -> None:
    facts = sealed.load(folder / "reason.json")
    if facts is None:
        raise StoreDamagedError(str(folder / "reason.json"), "is missing.")
    snapshots.archive(folder / "capture.warc.gz", str(facts.get("capture_digest")))
