"""Where a report's links lead: the live page, the stored snapshot, the full text below."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from claimtrack.records import Evidence, Report
from claimtrack.report import links, sentences

Marks = Mapping[tuple[str, int], str]
"""The anchor of a marked sentence in the full text, by side ("before", "after") and offset."""

_ODD = re.compile(r"[^\w.-]", re.ASCII)
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
        return claim_anchor(self.prefix, id_)

    def live(self, evidence: Evidence | None = None) -> str:
        """The page as it is on the web, at the evidence; with what stands around it where it stands there twice."""
        url, page = self.report.document.url, self.report.pages.after
        if evidence is None:
            return links.web(url)
        twice = page is not None and page.text.count(evidence.exact) > 1
        around = (evidence.prefix, evidence.suffix) if twice else ("", "")
        return links.passage(url, evidence.exact, prefix=around[0], suffix=around[1])

    def text(self, side: str, evidence: Evidence) -> str:
        """The anchor of evidence in the full text, or nothing."""
        facts = getattr(self.report, side)
        here = facts is not None and facts.id == evidence.snapshot
        return self.marks.get((side, evidence.start), "") if here else ""

    def section(self, path: Sequence[str]) -> list[str]:
        """A path of headings without the document's own title, which the page has on top."""
        title = self.report.document.title.casefold()
        return list(path[1:] if path and path[0].casefold() == title else path)

    def stored(self, snapshot: str) -> str:
        """The stored text of a snapshot, where the folder is known and the text was kept."""
        sides = (self.report.before, self.report.after)
        redacted = any(side and side.id == snapshot and side.redacted for side in sides)
        return stored(self.snapshots, snapshot) if not redacted else ""

    def when(self, snapshot: str) -> str:
        """When a snapshot of either side was captured; nothing for a file."""
        times = [each.time for each in (self.report.before, self.report.after) if each and each.id == snapshot]
        return sentences.when(times[0], self.report) if times and times[0] else ""


def anchor(name: str) -> str:
    """A name as the id of an element: what is neither letter, digit, dot, line nor hyphen by its number."""
    return _ODD.sub(lambda found: f"_{ord(found[0]):x}_", name)


def claim_anchor(prefix: str, id_: str) -> str:
    """The anchor of a claim; a permanent link, so it is made of nothing but the claim's id where the page has one."""
    return f"{prefix}claim-{anchor(id_)}"


def stored(snapshots: str, snapshot: str) -> str:
    """The address of a snapshot's text in the folder of snapshots; nothing for a file that is no snapshot."""
    return f"{snapshots}/{quote(snapshot)}/text.md" if snapshots and _STORED.fullmatch(snapshot) else ""
