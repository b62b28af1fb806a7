"""Snapshots on disk: immutable, chained, written whole or not at all.

    snapshots/<document-id>/<UTC time, 20260703T081233Z>/
        capture.warc.gz           request and response, WARC/1.1
        snapshot.json             facts, digests, the link to the one before
        derived.json, text.md     for people; never read back
    snapshots/<document-id>/
        accepted.json             the baseline, and the log it follows from
        observations.jsonl        checks that found a text already stored
        left-out.jsonl            captures of archives that an import looked at and left out
        unusable/<UTC time>/      the last three refused pages: capture.warc.gz, reason.json

Every snapshot.json names the digest of the one written before it: a chain in the order of writing, which is
not the order of time where older captures were imported later. Folders are sorted by time. The digest at its
end, published elsewhere, proves all that was stored before it.
"""

from claimtrack.store.acceptance import Accepted, LogEntry
from claimtrack.store.aside import Aside
from claimtrack.store.dismissals import Dismissal
from claimtrack.store.folder import Store, Stored
from claimtrack.store.observations import Observation
from claimtrack.store.outside import redacted_outside
from claimtrack.store.redacted import write as write_redacted
from claimtrack.store.verification import Problem

__all__ = [
    "Accepted",
    "Aside",
    "Dismissal",
    "LogEntry",
    "Observation",
    "Problem",
    "Store",
    "Stored",
    "redacted_outside",
    "write_redacted",
]
