"""What was fetched and what was kept: captures, verdicts, snapshots."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from claimtrack.records.report import SnapshotFacts


@dataclass(frozen=True, slots=True)
class Hop:
    """One redirect on the way to a page."""

    url: str
    status: int
    headers: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Capture:
    """One HTTP answer as it came.

    ``url`` is what was asked for first, ``final_url`` where the redirects led. ``body`` is the content with
    its Content-Encoding undone; ``payload`` the bytes as served when they were encoded, else empty (then
    ``body`` is what was served). Header names keep their spelling and order. ``time`` is UTC.

    ``origin`` says where a capture was imported from, name by name: the archive, its own id of it, what it says of
    it. Names are of lower case letters, digits and "-". It is empty for what claimtrack fetched.
    """

    url: str
    time: dt.datetime
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    final_url: str = ""
    reason: str = ""
    request_headers: tuple[tuple[str, str], ...] = ()
    hops: tuple[Hop, ...] = ()
    payload: bytes = b""
    origin: tuple[tuple[str, str], ...] = ()

    @property
    def technical(self) -> bool:
        """Whether its archive says that it read an old page anew, so that what differs is its own doing."""
        return ("technical", "yes") in self.origin

    def header(self, name: str) -> str | None:
        """The first header of that name, whatever its case."""
        return next((v for k, v in self.headers if k.lower() == name.lower()), None)


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a page can be used as the document; ``reason`` is one sentence when it cannot."""

    usable: bool
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A capture that was judged usable and kept; the id is ``<document-id>/<UTC time>``.

    ``status`` is the server's. ``digest`` is of the body's bytes, ``text_digest`` of the page's normalised
    words: two snapshots with the same text digest say the same. ``capture_digest`` is of the file
    ``capture.warc.gz``, ``previous`` the digest of the snapshot.json before it, or None for the first.
    """

    id: str
    document: str
    time: dt.datetime
    url: str
    digest: str
    text_digest: str
    words: int
    status: int = 200
    capture_digest: str = ""
    previous: str | None = None
    effective_date: dt.date | None = None
    language: str | None = None
    validators: dict[str, str] = field(default_factory=dict)
    redacted: bool = False

    def facts(self) -> SnapshotFacts:
        """What a report says of it."""
        return SnapshotFacts(
            id=self.id, time=self.time, url=self.url, digest=self.digest, words=self.words,
            effective_date=self.effective_date, language=self.language, redacted=self.redacted,
        )  # fmt: skip
