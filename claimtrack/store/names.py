"""The names a store gives its folders, and the check of those that come from outside."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from contextlib import suppress
from difflib import get_close_matches

from claimtrack.errors import UsageError
from claimtrack.store.sealed import inert

_ID = re.compile(r"[a-z0-9][a-z0-9._-]{0,79}")
_STAMP = re.compile(r"[0-9]{8}T[0-9]{6}Z")


def is_document(name: str) -> bool:
    """Whether a folder can be a document's."""
    return _ID.fullmatch(name) is not None


def is_stamp(name: str) -> bool:
    """Whether a folder can be a snapshot's."""
    if _STAMP.fullmatch(name):
        with suppress(ValueError):
            return moment(name) is not None
    return False


def check_id(text: str, what: str) -> str:
    """The id of a document or claim, or `UsageError`."""
    if not is_document(text):
        shown = inert(text, 80)
        raise UsageError(f"{shown!r} is no {what} id: it takes lower case letters, digits, '.', '_' and '-'.")
    return text


def split(snapshot_id: str) -> tuple[str, str]:
    """Document id and time of a snapshot id, or `UsageError`."""
    document_id, _, stamp = snapshot_id.partition("/")
    if not (is_document(document_id) and is_stamp(stamp)):
        shown = inert(snapshot_id, 120)
        way_out = "claimtrack snapshots list has those that are stored"
        raise UsageError(f"{shown!r} is no snapshot id; one looks like privacy-policy/20260703T081233Z. {way_out}.")
    return document_id, stamp


def unknown(snapshot_id: str, there: Iterable[str]) -> UsageError:
    """The error for a snapshot that is not in the store, with the nearest that are."""
    near = get_close_matches(snapshot_id, list(there), n=3, cutoff=0.3)
    return UsageError(
        f"{snapshot_id}: no such snapshot in the store. "
        + (f"The nearest: {', '.join(near)}." if near else "The document has none yet.")
    )


def stamp(time: dt.datetime, taken: Iterable[str]) -> str:
    """The folder name of a time, ``20260703T081233Z``; the next free second where it is taken."""
    there = set(taken)
    time = time.replace(tzinfo=time.tzinfo or dt.UTC).astimezone(dt.UTC)
    while (name := _basic(time)) in there:
        time += dt.timedelta(seconds=1)
    return name


def _basic(time: dt.datetime) -> str:
    return time.isoformat(timespec="seconds")[:19].replace("-", "").replace(":", "") + "Z"


def iso(time: dt.datetime) -> str:
    """A time as the store's files give it: ISO 8601 in UTC."""
    utc = time.replace(tzinfo=time.tzinfo or dt.UTC).astimezone(dt.UTC)
    return utc.isoformat().replace("+00:00", "Z")


def moment(text: str) -> dt.datetime:
    """The time that `iso` or `stamp` gave; raises ValueError for what is none."""
    time = dt.datetime.fromisoformat(text)
    return time.replace(tzinfo=time.tzinfo or dt.UTC)
