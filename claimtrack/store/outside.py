"""Redacted snapshots that were given away: folders outside of any store, which may have any name."""

from __future__ import annotations

from pathlib import Path

from claimtrack.records import Redacted, SnapshotFacts
from claimtrack.store import redacted, snapshots


def redacted_outside(folder: Path) -> tuple[SnapshotFacts, Redacted]:
    """The facts and the contents; raises `StoreDamagedError` for what is not as it was exported."""
    link = snapshots.load(folder, anywhere=True)
    return link.snapshot.facts(), redacted.load(folder)
