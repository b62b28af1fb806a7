"""Captures that became no snapshot: refused, or not confirmed; the last few are kept, each with the reason."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from claimtrack.errors import StoreDamagedError
from claimtrack.records import Capture
from claimtrack.store import disk, names, sealed, snapshots


@dataclass(frozen=True, slots=True)
class Aside:
    """A capture that is kept aside; ``stamp`` names its folder, ``unusable/<stamp>``."""

    document: str
    stamp: str
    time: dt.datetime
    reason: str
    capture_digest: str


def load(folder: Path) -> Aside:
    """What is kept in a folder; raises `StoreDamagedError`."""
    path = folder / "reason.json"
    facts = sealed.load(path)
    if facts is None:
        raise StoreDamagedError(str(path), "is missing.", hint=disk.RESTORE)
    try:
        time, reason, found = names.moment(facts["time"]), str(facts["reason"]), str(facts["capture_digest"])
    except (KeyError, TypeError, ValueError):
        raise StoreDamagedError(str(path), "lacks a fact.", hint=disk.RESTORE) from None
    return Aside(folder.parent.parent.name, folder.name, time, reason, found)


def capture(folder: Path) -> Capture:
    """The capture kept in a folder, its digest checked; raises `StoreDamagedError`."""
    return snapshots.archive(folder / "capture.warc.gz", load(folder).capture_digest)
