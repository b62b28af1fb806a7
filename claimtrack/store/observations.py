"""Checks that found a text already stored: a line each, so that a page that never changes costs little."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass
from pathlib import Path

from claimtrack.errors import StoreDamagedError
from claimtrack.store import disk, names

_MAX_BYTES = 100_000_000


@dataclass(frozen=True, slots=True)
class Observation:
    """At ``time`` the page said what ``snapshot`` says; ``digest`` is of the bytes that were served."""

    time: dt.datetime
    digest: str
    snapshot: str


def append(path: Path, observation: Observation) -> None:
    """Adds a line."""
    facts = {
        "digest": observation.digest, "snapshot": observation.snapshot, "time": names.iso(observation.time)
    }  # fmt: skip
    disk.append(path, json.dumps(facts).encode() + b"\n")


def load(path: Path) -> list[Observation]:
    """All observations, oldest first; half a line at the end, of a process that was stopped, does not count.

    Raises `StoreDamagedError`, with the line, for one that cannot be read.
    """
    data = disk.read(path, _MAX_BYTES) or b""
    return [_parsed(path, number, line) for number, line in enumerate(data.split(b"\n")[:-1], 1)]


def is_cut(path: Path) -> bool:
    """Whether the last line breaks off."""
    return not (disk.read(path, _MAX_BYTES) or b"\n").endswith(b"\n")


def _parsed(path: Path, number: int, line: bytes) -> Observation:
    try:
        facts = json.loads(line)
        return Observation(names.moment(facts["time"]), str(facts["digest"]), str(facts["snapshot"]))
    except (ValueError, KeyError, TypeError, RecursionError):
        problem = f"cannot be read: line {number} is damaged."
        raise StoreDamagedError(str(path), problem, hint="Remove the line, or restore the file.") from None
