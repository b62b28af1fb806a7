"""Captures that an import looked at and left out: a line each, so that the next one need not fetch them again."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass
from pathlib import Path

from claimtrack.errors import StoreDamagedError
from claimtrack.store import disk, names, sealed

_MAX_BYTES = 100_000_000
_MAX_REASON = 1_000


@dataclass(frozen=True, slots=True)
class Dismissal:
    """What its source lists at ``time`` was left out, for a ``reason``.

    ``key`` is what the source says it has in common with captures that were served the same. ``beside`` is the snapshot
    that it was judged beside, empty for the first of all, or None where that did not matter; ``reader`` the digest of
    what judged it: another version, or other expectations of the document, may find otherwise.
    """

    time: dt.datetime
    key: str
    reason: str
    beside: str | None
    reader: str


def append(path: Path, it: Dismissal) -> None:
    """Adds a line."""
    facts = {
        "time": names.iso(it.time), "key": it.key, "reason": sealed.inert(it.reason, _MAX_REASON), "beside": it.beside,
        "reader": it.reader,
    }  # fmt: skip
    disk.append(path, json.dumps(facts).encode() + b"\n")


def load(path: Path) -> list[Dismissal]:
    """All of them in the order of writing; half a line at the end, of a process that was stopped, does not count.

    Raises `StoreDamagedError`, with the line, for one that cannot be read.
    """
    data = disk.read(path, _MAX_BYTES) or b""
    return [_parsed(path, number, line) for number, line in enumerate(data.split(b"\n")[:-1], 1)]


def _parsed(path: Path, number: int, line: bytes) -> Dismissal:
    try:
        facts = json.loads(line)
        beside = facts["beside"]
        return Dismissal(
            names.moment(facts["time"]), str(facts["key"]), str(facts["reason"]),
            None if beside is None else str(beside), str(facts["reader"]),
        )  # fmt: skip
    except (ValueError, KeyError, TypeError, RecursionError):
        hint = "Remove the line or the file: what it names is looked at again."
        raise StoreDamagedError(str(path), f"cannot be read: line {number} is damaged.", hint=hint) from None
