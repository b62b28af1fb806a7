"""Accepting a page that a check refused: a person read it, and it is the policy."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import NamedTuple

from claimtrack import extract, guard
from claimtrack.errors import UsageError
from claimtrack.pipeline import sources
from claimtrack.records import ClaimSet, Snapshot
from claimtrack.store import Aside, Store

NEWEST = "newest"


class Taken(NamedTuple):
    """A snapshot that was accepted though a check did not believe it.

    ``why_not`` is why; ``later`` why new texts like it will be refused, where they will: whatever is accepted, they
    must be what the claim file expects.
    """

    snapshot: Snapshot
    why_not: str
    later: str


def take(
    claims: ClaimSet, store: Store, document: str, name: str, *, only: Sequence[str] = (), who: str, why: str,
    time: dt.datetime,
) -> Taken:  # fmt: skip
    """Makes a capture that was kept aside a snapshot, and accepts it, for the claims named or for all.

    ``name`` is its time in the store, or ``newest``. Raises `UsageError` where nothing of that name is kept, and
    `PageError` for a capture that cannot be read as a page.
    """
    tracked = sources.tracked(claims, document)
    kept = _kept(store, document, name)
    capture = store.aside_capture(kept)
    page = sources.page_of(capture, tracked, name=f"{document}/unusable/{kept.stamp}")
    stored = store.add(
        document, capture, page,
        effective_date=extract.effective_date(page), language=page.language, observations=False,
    )  # fmt: skip
    snapshot = stored.snapshot
    store.accept(document, snapshot.id, claims=only, who=who, why=why, time=time, forced=stored.new)
    return Taken(snapshot, kept.reason, guard.judge(page, tracked, page).reason)


def _kept(store: Store, document: str, name: str) -> Aside:
    there = {each.stamp: each for each in store.aside(document)}
    if not there:
        raise UsageError(f"no page of {document!r} is kept that was refused or unstable.")
    if name == NEWEST:
        return there[max(there)]
    if name not in there:
        raise UsageError(f"{name!r} is no page of {document!r} that is kept; there are: {', '.join(there)}.")
    return there[name]
