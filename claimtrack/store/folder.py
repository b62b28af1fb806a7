"""The store itself: what can be done with a folder of snapshots."""

from __future__ import annotations

import datetime as dt
import itertools
import os
import socket
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from claimtrack import warc
from claimtrack.errors import StoreBusyError, StoreDamagedError, UsageError
from claimtrack.records import Capture, Page, Redacted, Snapshot
from claimtrack.store import acceptance, aside, derived, disk, names, redacted, sealed, snapshots, verification
from claimtrack.store import dismissals as dismissed
from claimtrack.store import observations as observed
from claimtrack.store.acceptance import Accepted, LogEntry
from claimtrack.store.aside import Aside
from claimtrack.store.dismissals import Dismissal
from claimtrack.store.observations import Observation
from claimtrack.store.snapshots import Link
from claimtrack.store.verification import Problem
from claimtrack.text import digest, plain_words, words_digest

UNUSABLE_KEPT = 3

# Git must neither keep the lock nor change line ends: every digest would break.
_FOR_GIT = {".gitattributes": b"* -text\n", ".gitignore": b".lock\n.new-*\n.old-*\n"}


@dataclass(frozen=True, slots=True)
class Stored:
    """The snapshot that holds a page's text, and whether it was stored just now."""

    snapshot: Snapshot
    new: bool


class Store:
    """A folder of snapshots; see `claimtrack.store` for what is in it.

    A missing folder reads as an empty store and is made by the first write. Writers wait ``timeout`` seconds
    for each other. All methods raise `UsageError` for an id that cannot be one, `StoreAccessError` where the
    disk refuses, and `StoreDamagedError` for what is not as it was written; writers `StoreBusyError`.
    """

    def __init__(self, path: str | os.PathLike[str], *, timeout: float = 10) -> None:
        self.path = Path(path)
        self.timeout = timeout
        self._remembered: dict[Path, Link] | None = None

    # ── Reading ──────────────────────────────────────────────────────────────────────────────────────

    def documents(self) -> list[str]:
        """The ids of all documents that the store has a folder for."""
        there = disk.entries(self.path)
        return [it.name for it in there if names.is_document(it.name) and it.is_dir(follow_symlinks=False)]

    def snapshots(self, document_id: str) -> list[Snapshot]:
        """All snapshots of a document, oldest first."""
        return [link.snapshot for link in self._chain(document_id)]

    def times(self, document_id: str) -> dict[str, dt.datetime]:
        """The ids of all snapshots of a document, oldest first, with their times in whole seconds.

        Read are only those whose folder may be named a later second, the first that was free.
        """
        found: dict[str, dt.datetime] = {}
        previous = None
        for stamp in self._stamps(document_id):
            id_, time = f"{document_id}/{stamp}", names.moment(stamp)
            late = previous is not None and time - previous <= dt.timedelta(seconds=1)
            found[id_] = self.get(id_).time.replace(microsecond=0) if late else time
            previous = time
        return found

    def count(self, document_id: str) -> int:
        """How many snapshots a document has; none of them is read."""
        return len(self._stamps(document_id))

    def is_first(self, snapshot_id: str) -> bool:
        """Whether a snapshot is the oldest of its document that counts; none is read."""
        document_id, _ = names.split(snapshot_id)
        return self._counted(document_id)[:1] == [snapshot_id]

    def holding(self, document_id: str, text_digest: str) -> Snapshot | None:
        """The newest snapshot that has a text of that digest."""
        there = (link.snapshot for link in self._newest_first(document_id))
        return next((each for each in there if each.text_digest == text_digest and not each.redacted), None)

    def newest(self, document_id: str) -> Snapshot | None:
        """The snapshot with the latest time, of those that count."""
        counted = self._counted(document_id)
        return self.get(counted[-1]) if counted else None

    def taken_back(self, document_id: str) -> Mapping[str, dt.datetime]:
        """See `Accepted.taken_back`; nothing where accepted.json is missing, though that may be damage."""
        return acceptance.load(self._folder(document_id) / "accepted.json").taken_back()

    def uncounted(self, document_id: str) -> frozenset[str]:
        """The snapshots that do not count as seen: of pages that no check believed, their acceptance taken back.

        One counts again as soon as a check observes its text.
        """
        back = self.taken_back(document_id)
        later = (it for it in (self.observations(document_id) if back else ()) if it.snapshot in back)
        return frozenset(back) - {it.snapshot for it in later if it.time > back[it.snapshot]}

    def get(self, snapshot_id: str) -> Snapshot:
        """The snapshot of that id, ``<document-id>/<time>``, or `UsageError` with the nearest."""
        document_id, stamp = names.split(snapshot_id)
        stamps = self._stamps(document_id)
        if stamp not in stamps:
            raise names.unknown(snapshot_id, [f"{document_id}/{it}" for it in stamps] or self.documents())
        return snapshots.load(self._folder(document_id) / stamp).snapshot

    def capture(self, snapshot: Snapshot) -> Capture:
        """What was captured; its digests are checked."""
        document_id, stamp = names.split(snapshot.id)
        return snapshots.capture(self._folder(document_id) / stamp, snapshot)

    def archive(self, snapshot: Snapshot) -> bytes:
        """The WARC file that it was captured in, as it lies in the store; its digests are checked."""
        self.capture(snapshot)
        return self._file(snapshot, "capture.warc.gz", snapshots.MAX_CAPTURE)

    def facts(self, snapshot: Snapshot) -> bytes:
        """The sealed snapshot.json as it was captured, which the next one in the chain names the digest of."""
        name = redacted.ORIGINAL if snapshot.redacted else redacted.FACTS
        return self._file(self.get(snapshot.id), name, sealed.MAX_BYTES)

    def text(self, snapshot: Snapshot) -> str:
        """The text for people, as it was read when the snapshot was stored (Markdown)."""
        if snapshot.redacted:
            raise UsageError(f"{snapshot.id} is redacted: its text was not kept.")
        document_id, stamp = names.split(snapshot.id)
        return derived.load(self._folder(document_id) / stamp)

    def redacted(self, snapshot: Snapshot) -> Redacted:
        """What a redacted snapshot keeps of its page; its digests are checked."""
        document_id, stamp = names.split(snapshot.id)
        return redacted.load(self._folder(document_id) / stamp)

    def accepted(self, document_id: str) -> Accepted:
        """The accepted baseline of a document."""
        folder = self._folder(document_id)
        return acceptance.load(folder / "accepted.json", lambda: sum(map(_has_text, _stamped_folders(folder))))

    def observations(self, document_id: str) -> list[Observation]:
        """The checks that found a text already stored, in the order of checking."""
        return observed.load(self._folder(document_id) / "observations.jsonl")

    def dismissals(self, document_id: str) -> list[Dismissal]:
        """The captures that imports left out, in the order of importing."""
        return dismissed.load(self._folder(document_id) / "left-out.jsonl")

    def aside(self, document_id: str) -> list[Aside]:
        """The captures that became no snapshot and are still kept, oldest first."""
        folder = _own_folder(self._folder(document_id) / "unusable")
        return [aside.load(folder / stamp) for stamp in _stamped(folder)]

    def aside_capture(self, kept: Aside) -> Capture:
        """What was captured then; its digest is checked."""
        return aside.capture(_own_folder(self._folder(kept.document) / "unusable") / kept.stamp)

    def head(self, document_id: str) -> str | None:
        """The digest at the end of the chain: published elsewhere, it proves what was stored before it.

        Raises `StoreDamagedError` where a link does not hold: the digest would prove nothing.
        """
        chain = self._chain(document_id)
        verification.check_links(self._folder(document_id), chain)
        return snapshots.head(chain)

    def proven(self, document_id: str, head: str) -> list[Snapshot]:
        """What a `head` published earlier proves: the snapshots up to it, in the order of writing.

        Empty where no snapshot of the document has the digest: it was changed, or cut off with those after it.
        """
        links = verification.whole_links(self._folder(document_id))
        return [link.snapshot for link in verification.up_to(head, links)]

    def verify(self, document_id: str | None = None) -> list[Problem]:
        """Computes every digest again, of one document or of all; what does not hold, and notes."""
        if document_id is not None:
            return [*verification.document(self._folder(document_id))]
        every = (verification.document(self._folder(each)) for each in self.documents())
        return [*verification.leftovers(self.path), *itertools.chain.from_iterable(every)]

    # ── Writing ──────────────────────────────────────────────────────────────────────────────────────

    def add(
        self, document_id: str, capture: Capture, page: Page, *, effective_date: dt.date | None = None,
        language: str | None = None, observations: bool = True,
    ) -> Stored:  # fmt: skip
        """Stores a capture whose page was judged usable, unless its text is stored already.

        A text that is there (the same normalised words) gets an observation instead, where ``observations``
        are kept. ``page`` is what today's code reads from the capture. Raises `PageError` for a capture that
        cannot be archived.
        """
        archive, text_digest = warc.write(capture), words_digest(page.text)
        with self._writing(document_id) as folder:
            newest_first: list[Link] = []
            for link in self._newest_first(document_id):  # a text that did not change is found at once
                if link.snapshot.text_digest == text_digest and not link.snapshot.redacted:
                    seen = Observation(capture.time, digest(capture.body), link.snapshot.id)
                    _observe(folder, seen) if observations else None
                    return Stored(link.snapshot, new=False)
                newest_first.append(link)
            stamp = names.stamp(capture.time, self._stamps(document_id))
            snapshot = Snapshot(
                id=f"{document_id}/{stamp}", document=document_id, time=_utc(capture.time), url=capture.url,
                status=capture.status, digest=digest(capture.body), text_digest=text_digest,
                words=len(plain_words(page.text)), capture_digest=digest(archive),
                previous=snapshots.head(newest_first[::-1]),
                language=language, effective_date=effective_date, validators=_validators(capture),
            )  # fmt: skip
            snapshots.write(folder / stamp, snapshot, archive, page)
        return Stored(snapshot, new=True)

    def observe(
        self, document_id: str, snapshot_id: str, time: dt.datetime, body: bytes | None = None, *, served: str = ""
    ) -> None:
        """Notes that the page said, at ``time``, what the snapshot says; without a body the server said so (304).

        ``served`` is the digest of the body where that is known without it.
        """
        snapshot = self._own(document_id, snapshot_id)
        with self._writing(document_id) as folder:
            served = served or (snapshot.digest if body is None else digest(body))
            _observe(folder, Observation(time, served, snapshot.id))

    def dismiss(self, document_id: str, dismissal: Dismissal) -> None:
        """Notes that an import left a capture out."""
        with self._writing(document_id) as folder:
            dismissed.append(folder / "left-out.jsonl", dismissal)

    def accept(
        self, document_id: str, snapshot_id: str, *, claims: Sequence[str] = (), who: str, why: str,
        time: dt.datetime, forced: bool = False,
    ) -> Accepted:  # fmt: skip
        """Makes a snapshot the baseline: of the claims named, or of the whole document and every claim.

        ``forced``: the snapshot was made to be accepted, of a page that no check believed; see `uncounted`.
        """
        snapshot = self._own(document_id, snapshot_id)
        named = tuple(names.check_id(claim, "claim") for claim in claims)
        with self._writing(document_id) as folder:
            forced = forced or snapshot.id in self.uncounted(document_id)
            entry = LogEntry(time, sealed.inert(who), sealed.inert(why), "accept", snapshot.id, named, forced)
            return self._log(folder, entry)

    def undo(
        self, document_id: str, *, who: str, why: str, time: dt.datetime, afresh: bool = False
    ) -> Accepted:  # fmt: skip
        """Takes the last acceptance back that stands; `UsageError` where none does. The log keeps both.

        After that no check accepts an edition by itself, unless it is taken back to begin ``afresh``.
        """
        with self._writing(document_id) as folder:
            standing = acceptance.standing(self.accepted(document_id).log)
            if not standing:
                raise UsageError(f"{document_id}: nothing was accepted that could be taken back.")
            last = standing[-1]
            who, why = sealed.inert(who), sealed.inert(why)
            return self._log(folder, LogEntry(time, who, why, "undo", last.snapshot, last.claims, afresh=afresh))

    def set_aside(self, document_id: str, capture: Capture, reason: str) -> Path:
        """Keeps a refused page for inspection, and the two refused before it; gives its folder."""
        archive = warc.write(capture)
        facts = {
            "time": names.iso(capture.time), "url": capture.url, "status": capture.status,
            "reason": sealed.inert(reason), "capture_digest": digest(archive),
        }  # fmt: skip
        with self._writing(document_id) as document:
            folder = _own_folder(document / "unusable")
            disk.make_folder(folder)
            disk.sweep(folder)
            there = _stamped(folder)
            path = folder / names.stamp(capture.time, there)
            disk.add_folder(path, {"capture.warc.gz": archive, "reason.json": sealed.dump(facts)})
            for stamp in there[: 1 - UNUSABLE_KEPT]:
                disk.remove(folder / stamp)
        return path

    @contextmanager
    def remembering(self) -> Iterator[None]:
        """While it lasts, each snapshot is read from the disk once: they never change, and an import adds many.

        Else each that is added would read all those before it, which for thousands of them takes hours.
        """
        before, self._remembered = self._remembered, {} if self._remembered is None else self._remembered
        try:
            yield
        finally:
            self._remembered = before

    # ── Below ────────────────────────────────────────────────────────────────────────────────────────

    def _folder(self, document_id: str) -> Path:
        return _own_folder(self.path / names.check_id(document_id, "document"))

    def _stamps(self, document_id: str) -> list[str]:
        return _stamped(self._folder(document_id))

    def _counted(self, document_id: str) -> list[str]:
        gone = self.uncounted(document_id)
        return [id_ for stamp in self._stamps(document_id) if (id_ := f"{document_id}/{stamp}") not in gone]

    def _chain(self, document_id: str) -> list[Link]:
        """By time; the order of the chain itself is that of writing."""
        return [*self._newest_first(document_id)][::-1]

    def _newest_first(self, document_id: str) -> Iterator[Link]:
        folder = self._folder(document_id)
        return (self._link(folder / stamp) for stamp in reversed(_stamped(folder)))

    def _link(self, folder: Path) -> Link:
        if self._remembered is None:
            return snapshots.load(folder)
        if folder not in self._remembered:
            self._remembered[folder] = snapshots.load(folder)
        return self._remembered[folder]

    def _file(self, snapshot: Snapshot, name: str, limit: int) -> bytes:
        path = self.path / snapshot.id / name
        data = disk.read(path, limit)
        if data is None:
            raise StoreDamagedError(str(path), "is missing.", hint=disk.GONE)
        return data

    def _own(self, document_id: str, snapshot_id: str) -> Snapshot:
        if names.split(snapshot_id)[0] != names.check_id(document_id, "document"):
            raise UsageError(f"{snapshot_id} is no snapshot of {document_id}.")
        return self.get(snapshot_id)

    def _log(self, folder: Path, entry: LogEntry) -> Accepted:
        path = folder / "accepted.json"
        accepted = acceptance.replay([*acceptance.load(path).log, entry])
        acceptance.write(path, accepted)
        return accepted

    @contextmanager
    def _writing(self, document_id: str) -> Iterator[Path]:
        """The document's folder, made and swept, while no other process writes to the store."""
        folder = self._folder(document_id)
        with disk.explained(self.path, "written"):
            disk.make_folder(self.path)
            with self._locked():
                disk.sweep(self.path)
                for name in _FOR_GIT.keys() - {entry.name for entry in disk.entries(self.path)}:
                    disk.replace(self.path / name, _FOR_GIT[name])
                disk.make_folder(folder)
                disk.sweep(folder)
                yield folder

    @contextmanager
    def _locked(self) -> Iterator[None]:
        from filelock import FileLock, Timeout

        path = self.path / ".lock"
        lock = FileLock(path, timeout=self.timeout)
        try:
            lock.acquire()
        except Timeout:
            raise self._busy(path) from None
        try:
            with suppress(OSError):  # for the message of those who wait; Windows lets no one write to it
                path.write_text(f"process {os.getpid()} on {socket.gethostname()}\n", "utf-8")
            yield
        finally:
            lock.release()

    def _busy(self, path: Path) -> StoreBusyError:
        holder = "another process"
        with suppress(OSError, StoreDamagedError, UnicodeDecodeError):
            holder = sealed.inert((disk.read(path, 1_000) or b"").decode()) or holder
        return StoreBusyError(
            f"{self.path}: {holder} is writing to the store; waited {self.timeout:g} seconds. "
            "Try again when it has finished."
        )


def _stamped(folder: Path) -> list[str]:
    return [entry.name for entry in disk.entries(folder) if names.is_stamp(entry.name)]


def _stamped_folders(folder: Path) -> list[Path]:
    return [folder / stamp for stamp in _stamped(folder)]


def _has_text(folder: Path) -> bool:
    """Whether a snapshot was captured here, not given by others without its text."""
    return not (folder / redacted.CONTENT).exists()


def _own_folder(path: Path) -> Path:
    if disk.is_link(path):
        raise UsageError(f"{path} is a symbolic link, which a store does not follow.")
    return path


def _observe(folder: Path, observation: Observation) -> None:
    observed.append(folder / "observations.jsonl", observation)


def _utc(time: dt.datetime) -> dt.datetime:
    return time.replace(tzinfo=time.tzinfo or dt.UTC).astimezone(dt.UTC)


def _validators(capture: Capture) -> dict[str, str]:
    """What a conditional request sends back (RFC 9110, section 13.1)."""
    found = {name: capture.header(name) for name in ("etag", "last-modified")}
    return {name: value for name, value in found.items() if value}
