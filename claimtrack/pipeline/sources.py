"""Editions of a document, from wherever they are: a file, bytes, the store or a capture."""

from __future__ import annotations

import datetime as dt
import os
import re
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from claimtrack import claims as claimsets
from claimtrack import extract, fetch, text
from claimtrack.errors import PageError, StoreDamagedError, UsageError
from claimtrack.records import Capture, ClaimSet, Document, Page, Redacted, Snapshot, SnapshotFacts

if TYPE_CHECKING:
    from claimtrack.store import Store

Source = str | os.PathLike[str] | bytes | Snapshot
"""What can be compared or read: a path, a snapshot id, the bytes of a page, or a snapshot."""

MAX_FILE = 250_000_000
"""A larger file is refused unread; a WARC file may hold other pages beside the one that is wanted."""

_SNAPSHOT_ID = re.compile(r"[a-z0-9][a-z0-9._-]*/\d{8}T\d{6}Z[\w-]*")

_ARCHIVES = (".warc", ".warc.gz")
_SUFFIX = re.compile(r"\.(?=.*[a-z])[a-z0-9]{1,12}")
"""What says what a file is; neither the end of "policy-1.2" nor that of "index.html?lang=en"."""


@dataclass(frozen=True, slots=True)
class Edition:
    """One edition of a document: its page, what a report says of it, and whether it was stored just now."""

    page: Page
    facts: SnapshotFacts
    new: bool = False
    redacted: Redacted | None = None
    """What is there in place of the page, which then is empty."""


def tracked(claims: ClaimSet, name: str | None = None) -> Document:
    """The document of that id, the first where none is named.

    Raises `UsageError` for an unknown id, and for CSS selectors of the document that cannot be read.
    """
    document = claimsets.document(claims, name)
    for selector, why in extract.bad_selectors(document):
        place = f"{claims.id}: document {document.id}: {selector!r} is no CSS selector"
        raise UsageError(f"{place} ({why}). Correct it in the claim file.")
    return document


def edition(source: Source, document: Document, store: Store | None = None) -> Edition:
    """The edition that a source holds; raises `PageError`, or `UsageError` for what names nothing."""
    if isinstance(source, bytes):
        return _of_bytes(source, document, name="bytes")
    if isinstance(source, Snapshot):
        return of_snapshot(source, document, _needed(store, source.id))
    path = Path(source)
    if (folder := _redacted_folder(path)) is not None:
        return _of_redacted(folder)
    if not path.exists() and isinstance(source, str) and _SNAPSHOT_ID.fullmatch(source):
        owner = _needed(store, source)
        return of_snapshot(owner.get(source), document, owner)
    return _of_bytes(_content(path), document, name=shown(path))


def of_snapshot(snapshot: Snapshot, document: Document, store: Store) -> Edition:
    """A stored edition, read anew from its captured bytes by today's code; what is kept of a redacted one."""
    if snapshot.redacted:
        return _without_text(snapshot.facts(), store.redacted(snapshot))
    capture = store.capture(snapshot)
    return Edition(page_of(capture, document, name=snapshot.id), snapshot.facts())


def _without_text(facts: SnapshotFacts, kept: Redacted) -> Edition:
    told = facts.model_copy(update={"reader": str(kept.reader)})
    return Edition(Page((), (), ""), told, redacted=kept)


def _redacted_folder(path: Path) -> Path | None:
    """The folder of the redacted snapshot that a path leads to: it, a file in it, or the folder it was exported to."""
    if path.name in ("redacted.json", "snapshot.json") and path.is_file():
        return path.parent
    if not path.is_dir():
        return None
    found = [path] if (path / "redacted.json").is_file() else [it.parent for it in path.glob("*/*/redacted.json")]
    if len(found) > 1:
        known = ", ".join(sorted(str(it.relative_to(path)) for it in found))
        raise PageError(shown(path), f"it holds several redacted snapshots: {known}.", hint="Name one of them.")
    return found[0] if found else None


def _of_redacted(folder: Path) -> Edition:
    """A redacted snapshot outside of a store."""
    from claimtrack.store import redacted_outside

    try:
        return _without_text(*redacted_outside(folder))
    except StoreDamagedError as error:
        raise PageError(error.path, error.problem, hint=error.hint) from None


def with_text(edition: Edition) -> Edition:
    """The edition, or `UsageError` for a redacted one, which has no page to be read."""
    if edition.redacted:
        problem = "is a redacted snapshot: its text was not kept, so it can be what a later page is compared with"
        raise UsageError(f"{edition.facts.id} {problem} (BEFORE), and nothing else. Take a page or a whole snapshot.")
    return edition


def page_of(capture: Capture, document: Document, name: str = "") -> Page:
    """The page in a capture; raises `PageError`."""
    return extract.page(capture.body, fetch.media_type(capture), document, name=name or capture.url)


def saved(path: Path, document: Document, now: dt.datetime) -> Capture:
    """A page that was saved by hand, as if it had been fetched now; a WARC file keeps its own time."""
    data = _content(path)
    if _is_warc(data, str(path)):
        return _from_warc(data, document, str(path))
    _check_size(path, data, extract.MAX_BYTES)
    kind = _media_type(data, str(path))
    return Capture(document.url, now, 200, (("Content-Type", kind),), data, final_url=document.url)


def _of_bytes(data: bytes, document: Document, name: str) -> Edition:
    capture = _from_warc(data, document, name) if _is_warc(data, name) else None
    body = capture.body if capture else data
    kind = fetch.media_type(capture) if capture else _media_type(data, name)
    page = extract.page(body, kind, document, name=name)
    time, url = (capture.time, capture.url) if capture else (None, document.url)
    return unstored(name, page, body, url, time)


def unstored(name: str, page: Page, body: bytes, url: str, time: dt.datetime | None) -> Edition:
    """An edition that is no snapshot."""
    facts = SnapshotFacts(
        id=name, time=time, url=url, digest=text.digest(body), effective_date=extract.effective_date(page),
        language=page.language, words=len(text.plain_words(page.text)),
    )  # fmt: skip
    return Edition(page, facts)


def _content(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            data = file.read(MAX_FILE + 1)
    except OSError as error:
        raise PageError(str(path), f"it cannot be read: {error.strerror or error}.") from error
    _check_size(path, data, MAX_FILE)
    return data


def _check_size(path: Path, data: bytes, limit: int) -> None:
    if len(data) > limit:
        problem = f"it is larger than {limit:,} bytes: too large for a page."
        raise PageError(str(path), problem, hint="Save the policy's text alone, as .txt or .md.")


def _from_warc(data: bytes, document: Document, name: str) -> Capture:
    from claimtrack import warc

    return warc.read(data, url=document.url, name=name, or_only=True)


def _is_warc(data: bytes, name: str) -> bool:
    """By the file's name, else by its first bytes."""
    if name.lower().endswith(_ARCHIVES):
        return True
    if data.startswith(b"\x1f\x8b"):
        try:
            data = zlib.decompressobj(wbits=31).decompress(data, 5)
        except zlib.error:
            return False
    return data.startswith(b"WARC/")


def _media_type(data: bytes, name: str) -> str:
    """By the file's suffix, else by its first bytes: markup is HTML, everything else is read as Markdown.

    Raises `PageError` for a suffix that no page has: whatever text is in such a file, it is meant for something else.
    """
    suffix = Path(name).suffix.lower()
    if extract.media_type(name) is None and _SUFFIX.fullmatch(suffix):
        extract.refuse_binary(data, name)
        known = ", ".join([*extract.suffixes(), *_ARCHIVES])
        hint = f"A page is a file that ends in one of {known}, or in nothing."
        raise PageError(name, f"a file that ends in {suffix} is not read as a page.", hint=hint)
    markup = data[:1000].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<")
    return extract.media_type(name) or ("text/html" if markup else "text/markdown")


def shown(path: Path) -> str:
    """The path as text that a report can hold: a file's name may be any bytes."""
    return os.fsencode(path).decode("utf-8", "replace")


def _needed(store: Store | None, snapshot: str) -> Store:
    if store is None:
        raise UsageError(f"{snapshot} is a snapshot id, and there is no store to look it up in.")
    return store
