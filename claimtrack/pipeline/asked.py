"""What a caller asks for: which documents of which claim sets, and what time it is."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence

from claimtrack import claims as claimsets
from claimtrack.errors import UsageError
from claimtrack.pipeline import sources
from claimtrack.records import ClaimSet, Document


def utc_now() -> dt.datetime:
    """The time, in UTC and whole seconds."""
    return dt.datetime.now(dt.UTC).replace(microsecond=0)


def wanted(claims: ClaimSet | Sequence[ClaimSet], names: Collection[str]) -> list[tuple[ClaimSet, Document]]:
    """The documents of those names, all where none is named, each with its claim set, in the order of the sets."""
    sets = [claims] if isinstance(claims, ClaimSet) else claims
    known = [document.id for each in sets for document in each.documents]
    for name in names:
        if name not in known:
            close = claimsets.nearest(name, known)
            raise UsageError(f"there is no document {name!r}. {close}".rstrip())
    return [
        (each, sources.tracked(each, document.id))
        for each in sets
        for document in each.documents
        if document.id in names or not names
    ]
