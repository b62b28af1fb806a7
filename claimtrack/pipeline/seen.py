"""What a page said over time, as the store tells it: what was seen last, and whether a text came back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby

from claimtrack.records import Sighting
from claimtrack.store import Observation


def sightings(
    snapshots: Mapping[str, dt.datetime],
    observations: Iterable[Observation],
    taken_back: Mapping[str, dt.datetime] | None = None,
) -> list[Sighting]:
    """Each time that a text was seen, oldest first; ``snapshots`` are ids with their times.

    Observations of snapshots that are not there are passed over; `Store.verify` names them. What was seen until a
    snapshot was ``taken_back`` (see `Accepted.taken_back`) does not count.
    """
    gone = taken_back or {}
    found = [Sighting(snapshot=id_, time=time) for id_, time in snapshots.items()]
    found += [Sighting(snapshot=each.snapshot, time=each.time) for each in observations if each.snapshot in snapshots]
    counted = (each for each in found if each.snapshot not in gone or each.time > gone[each.snapshot])
    return sorted(counted, key=lambda each: each.time)


def before(past: Sequence[Sighting], snapshot: str) -> list[Sighting]:
    """What was seen before the page said, for the last time until now, what a snapshot says."""
    end = max((at for at, each in enumerate(past, 1) if each.snapshot == snapshot), default=0)
    while end and past[end - 1].snapshot == snapshot:
        end -= 1
    return list(past[:end])


def alternations(past: Iterable[Sighting], snapshot: str) -> int:
    """How often an older text came back since the last new one, where the page now says what a snapshot says."""
    known: set[str] = set()
    found = 0
    for visit, _ in groupby([*(each.snapshot for each in past), snapshot]):
        found = found + 1 if visit in known else 0
        known.add(visit)
    return found


def first(past: Iterable[Sighting], snapshot: str, since: dt.datetime | None) -> dt.datetime | None:
    """When the page first said what a snapshot says, at ``since`` or later; None where it never did."""
    return next((each.time for each in past if since and each.snapshot == snapshot and each.time >= since), None)
