"""Where a report's links lead: the live page, the stored snapshot, the full text below."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote

from claimtrack.records import Evidence, Report
from claimtrack.report import links, sentences

Marks = Mapping[tuple[str, int], str]
"""The anchor of a marked sentence in the full text, by side ("before", "after") and offset."""

_STORED = re.compile(r"[a-z0-9][a-z0-9._-]*/\d{8}T\d{6}Z[\w-]*")


@dataclass(frozen=True, slots=True)
class Places:
    """What the links of one report are made from; ``prefix`` is in front of its anchors."""

    report: Report
    prefix: str
    snapshots: str
    marks: Marks

    def claim(self, id_: str) -> str:
        """The anchor of a claim."""
        return f"{self.prefix}claim-{id_}"

    def live(self, passage: str = "") -> str:
        """The page as it is on the web, at a passage."""
        return links.passage(self.report.document.url, passage)

    def text(self, side: str, evidence: Evidence) -> str:
        """The anchor of evidence in the full text, or nothing."""
        facts = getattr(self.report, side)
        here = facts is not None and facts.id == evidence.snapshot
        return self.marks.get((side, evidence.start), "") if here else ""

    def stored(self, snapshot: str) -> str:
        """The stored text of a snapshot, where the folder is known and the text was kept."""
        sides = (self.report.before, self.report.after)
        redacted = any(side and side.id == snapshot and side.redacted for side in sides)
        return stored(self.snapshots, snapshot) if not redacted else ""

    def named(self, side: str) -> str:
        """A side by its day or its file."""
        facts = getattr(self.report, side)
        return sentences.named(facts) if facts else ""


def stored(snapshots: str, snapshot: str) -> str:
    """The address of a snapshot's text in the folder of snapshots; nothing for a file that is no snapshot."""
    return f"{snapshots}/{quote(snapshot)}/text.md" if snapshots and _STORED.fullmatch(snapshot) else ""
