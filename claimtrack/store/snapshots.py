"""One snapshot's folder: its facts, its capture, and its place in the chain."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from claimtrack import warc
from claimtrack.errors import PageError, StoreDamagedError, UsageError
from claimtrack.records import Capture, Page, Snapshot
from claimtrack.store import derived, disk, names, redacted, sealed
from claimtrack.text import digest

MAX_CAPTURE = 100_000_000
_TEXT = (str,)
_TYPES: dict[str, tuple[type, ...]] = {
    "id": _TEXT, "document": _TEXT, "time": _TEXT, "url": _TEXT, "status": (int,), "digest": _TEXT,
    "text_digest": _TEXT, "words": (int,), "capture_digest": _TEXT, "previous": (str, type(None)),
    "effective_date": (str, type(None)), "language": (str, type(None)), "validators": (dict,),
    "redacted": (bool,),
}  # fmt: skip


class Link(NamedTuple):
    """A snapshot and the digest of its snapshot.json, which the next one names."""

    snapshot: Snapshot
    digest: str


def write(folder: Path, snapshot: Snapshot, capture: bytes, page: Page) -> None:
    """The folder of a new snapshot, there at once."""
    facts = dataclasses.asdict(snapshot)
    facts["time"] = names.iso(snapshot.time)
    facts["effective_date"] = snapshot.effective_date and snapshot.effective_date.isoformat()
    whole = {"capture.warc.gz": capture, **derived.files(page), "snapshot.json": sealed.dump(facts)}
    disk.add_folder(folder, whole)


def load(folder: Path, *, anywhere: bool = False) -> Link:
    """A snapshot from its folder, which outside of a store may have any name.

    Raises `StoreDamagedError` where the facts are missing, were changed, or belong to another folder.
    """
    path = folder / "snapshot.json"
    if disk.is_link(folder):
        raise StoreDamagedError(str(folder), "is a symbolic link.", hint=disk.RESTORE)
    data = disk.read(path, sealed.MAX_BYTES)
    if data is None:
        raise StoreDamagedError(str(path), "is missing: the snapshot is half there.", hint=disk.RESTORE)
    facts = sealed.parse(path, data)
    try:
        snapshot = _snapshot(facts)
    except (KeyError, TypeError, ValueError):
        problem = "lacks a fact, or has one of a wrong kind."
        raise StoreDamagedError(str(path), problem, hint=disk.RESTORE) from None
    if not anywhere and snapshot.id != f"{folder.parent.name}/{folder.name}":
        raise StoreDamagedError(str(path), "is in another folder than it was written to.", hint=disk.RESTORE)
    return Link(snapshot, redacted.link(folder, facts) if snapshot.redacted else digest(data))


def _snapshot(facts: dict[str, Any]) -> Snapshot:
    values = {name: facts[name] for name in _TYPES}
    if not all(isinstance(values[name], types) for name, types in _TYPES.items()):
        raise TypeError
    values["time"] = names.moment(values["time"])
    if values["effective_date"] is not None:
        values["effective_date"] = dt.date.fromisoformat(values["effective_date"])
    values["validators"] = {str(name): str(value) for name, value in values["validators"].items()}
    return Snapshot(**values)


def capture(folder: Path, snapshot: Snapshot) -> Capture:
    """What was captured, its digests checked.

    Raises `StoreDamagedError` where a digest does not hold, `UsageError` for a redacted snapshot.
    """
    if snapshot.redacted:
        raise UsageError(f"{snapshot.id} is redacted: its text was not kept.")
    path = folder / "capture.warc.gz"
    read = archive(path, snapshot.capture_digest)
    if digest(read.body) != snapshot.digest:
        raise StoreDamagedError(str(path), "holds another page than snapshot.json says.", hint=disk.RESTORE)
    return read


def archive(path: Path, expected: str) -> Capture:
    """The capture in a WARC file of the store, whose digest is checked."""
    data = disk.read(path, MAX_CAPTURE)
    if data is None:
        raise StoreDamagedError(str(path), "is missing.", hint=disk.GONE)
    if digest(data) != expected:
        raise StoreDamagedError(str(path), "was changed: it does not match its digest.", hint=disk.RESTORE)
    try:
        return warc.read(data, name=str(path))
    except PageError as error:
        raise StoreDamagedError(str(path), error.problem, hint=disk.RESTORE) from None


def head(chain: Sequence[Link]) -> str | None:
    """The digest at the end of the chain; of several ends, the newest snapshot's."""
    named = {link.snapshot.previous for link in chain}
    return next((link.digest for link in reversed(chain) if link.digest not in named), None)
