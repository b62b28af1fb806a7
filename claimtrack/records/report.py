"""Reports (the contract; `claimtrack schema report`)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Literal

from claimtrack.records import rows
from claimtrack.records.claims import Modality, Polarity
from claimtrack.records.model import ConfigDict, Field, Model, SkipJsonSchema
from claimtrack.records.page import PagePair

Status = Literal[
    "unchanged", "cosmetic", "moved", "reworded", "changed", "withdrawn", "introduced", "not-stated",
    "baseline", "unverifiable",
]  # fmt: skip
Support = Literal["stated", "partly-stated", "not-stated", "contradicted"]
Level = Literal["none", "note", "warning", "error"]
ChangeKind = Literal[
    "action", "actor", "data", "recipient", "purpose", "modality", "polarity", "condition", "quantity",
    "safeguard", "added", "removed", "moved", "wording",
]  # fmt: skip
FLAGGED: frozenset[Status] = frozenset({"changed", "withdrawn", "introduced"})
"""What becomes of a claim that a person should look at."""
LEVELS: Mapping[Status, Level] = {
    "moved": "note", "reworded": "note", "changed": "warning", "introduced": "warning", "withdrawn": "error",
}  # fmt: skip
"""How grave each status is; none where it is not named."""
PageStatus = Literal["first", "unchanged", "changed", "unstable", "unusable"]


class SnapshotFacts(Model):
    """What a report says of one side of a comparison; ``digest`` is ``sha256:`` of the captured body."""

    id: str
    time: dt.datetime | None
    url: str
    digest: str
    effective_date: dt.date | None = None
    language: str | None = None
    words: int
    redacted: bool = False
    reader: str | None = Field(None, description="What read the practices of a redacted snapshot.")


class PracticeFacts(Model):
    """A practice as reports and `claimtrack read` show it.

    Values are vocabulary ids, or the words themselves where no id names them; ``words`` gives, facet by facet
    and in the same order, the words each value was read from.
    """

    sentence: str
    section: list[str]
    lead_in: str
    actor: str
    action: str
    data: list[str] = []
    recipients: list[str] = []
    purposes: list[str] = []
    modality: Modality
    polarity: Polarity
    conditions: list[str] = []
    quantities: list[str] = []
    safeguards: list[str] = []
    words: dict[str, list[str]] = {}


class Evidence(Model):
    """A sentence that bears on a claim: a W3C TextQuoteSelector, its offsets, section and snapshot.

    A sentence whose text was not kept has an empty ``exact`` and no offsets.
    """

    exact: str
    prefix: str
    suffix: str
    start: int
    end: int
    section: list[str]
    snapshot: str
    practices: list[PracticeFacts] = []
    reader: str | None = Field(None, description="What read the practices, where the text was not kept.")


class Change(Model):
    """One difference, its kind, the words before and after, and a sentence for people."""

    kind: ChangeKind
    before: str
    after: str
    text: str


class EvidencePair(Model):
    """Evidence on both sides of a comparison."""

    before: list[Evidence] = []
    after: list[Evidence] = []


class Finding(Model):
    """What became of one claim between two snapshots."""

    id: str
    statement: str
    status: Status
    flagged: bool
    level: Level
    support: Support | None
    support_before: Support | None = None
    missing: list[str] = []
    confidence: float = Field(1.0, ge=0, le=1)
    before: str | None = Field(None, description="The snapshot it is compared with.")
    changes: list[Change] = []
    evidence: EvidencePair = EvidencePair()
    since_seen: Status | None = Field(
        None, description="What became of it since the page was last seen; null where it was not seen before."
    )
    reported: dt.datetime | None = Field(
        None,
        description="Where it is flagged: when this text was first seen with the same snapshot accepted; "
        "null where that is now.",
    )
    lines: tuple[int, int] | None = Field(
        None, description="The first and last line of the claim in its file, from 1; null where that is not known."
    )


class PageFacts(Model):
    """What became of the page itself."""

    status: PageStatus = Field(
        description="unstable: fetched again at once, it gave other findings; flagged is what all fetches gave."
    )
    reason: str | None = None
    seen_before: str | None = Field(None, description="The older snapshot whose text came back.")
    alternations: int = Field(
        0, ge=0, description="How often an older text came back, this time included, since the last new text."
    )
    kept: str | None = Field(
        None, description="Where the store keeps a capture that is no snapshot: it was refused, or unstable."
    )

    @property
    def alone(self) -> bool:
        """Whether nothing is accepted to compare it with, though it is no first edition: a check can flag nothing."""
        return self.status == "first" and self.reason is not None


class Sighting(Model):
    """At ``time`` the page said what ``snapshot`` says."""

    snapshot: str
    time: dt.datetime


class Unclaimed(Model):
    """A changed statement about data that no claim covers."""

    kind: Literal["added", "removed", "changed"]
    before: str
    after: str
    section: list[str]
    practices: list[PracticeFacts] = []


class ClaimSetFacts(Model):
    """The claim set a report is about."""

    id: str
    title: str
    file: str | None = Field(
        None, description="Its file, with / between folders; relative where it is below the working directory."
    )


class DocumentFacts(Model):
    """The document a report is about."""

    id: str
    title: str
    url: str


class Report(Model):
    """The result for one document (`claimtrack schema report`)."""

    model_config = ConfigDict(serialize_by_alias=True, validate_by_name=True)

    format: Literal["claimtrack/report/1"] = Field("claimtrack/report/1", alias="schema")
    generated: dt.datetime
    claimset: ClaimSetFacts
    document: DocumentFacts
    before: SnapshotFacts | None
    after: SnapshotFacts | None
    page: PageFacts
    last_seen: Sighting | None = Field(None, description="What the page said last, before this check.")
    claims: list[Finding]
    unclaimed: list[Unclaimed] = []
    pages: SkipJsonSchema[PagePair] = Field(PagePair(), exclude=True, repr=False)
    """Both texts in full, for reports that show them; no part of the JSON report."""

    @property
    def flagged(self) -> list[Finding]:
        """The findings that a person should look at."""
        return [finding for finding in self.claims if finding.flagged]

    def to_rows(self) -> list[rows.Row]:
        """A row a claim, for pandas, polars or csv; the columns are those of `rows.COLUMNS`.

        ``pandas.DataFrame(rows)`` takes them as they are. polars guesses a column from its first 100 rows, which may
        all be empty: ``polars.DataFrame(rows, infer_schema_length=None)`` looks at every row.
        """
        return rows.of_report(self)

    def _repr_html_(self) -> str:
        return _in_a_notebook(self)


class Run(Model):
    """One `check`: a report for each document, and what the command exits with."""

    model_config = ConfigDict(serialize_by_alias=True, validate_by_name=True)

    format: Literal["claimtrack/run/1"] = Field("claimtrack/run/1", alias="schema")
    reports: list[Report]
    exit: int

    def to_rows(self) -> list[rows.Row]:
        """The rows of every report; see `Report.to_rows`."""
        return [row for each in self.reports for row in rows.of_report(each)]

    def _repr_html_(self) -> str:
        return _in_a_notebook(self)


class EditionFacts(SnapshotFacts):
    """A snapshot in its place in time; ``time`` is when the page was first seen to say this, in this place.

    A text that came back after another is an edition of its own, with the id of the snapshot that holds it.
    """

    last_seen: dt.datetime | None = Field(None, description="When the page was last seen to say this, before another.")
    returned: bool = Field(False, description="Whether this is an older text that came back.")


class Omitted(Model):
    """A snapshot that a history could not take in, and why."""

    snapshot: str
    time: dt.datetime
    reason: str


class State(Model):
    """What became of a claim in one edition, beside the edition before it; quoted where its evidence changed."""

    status: Status
    flagged: bool
    support: Support | None
    missing: list[str] = Field([], description="What the edition leaves out of a claim that it states in part.")
    confidence: float = Field(1.0, ge=0, le=1)
    changes: list[Change] = []
    evidence: EvidencePair = EvidencePair()


class ClaimHistory(Model):
    """One claim over time: a state for each edition of its document, in the same order."""

    id: str
    statement: str
    lines: tuple[int, int] | None = None
    states: list[State]


class DocumentHistory(Model):
    """A document's editions, oldest first, and what became of each claim in each."""

    claimset: ClaimSetFacts
    document: DocumentFacts
    editions: list[EditionFacts]
    claims: list[ClaimHistory]
    left_out: list[Omitted] = []


class History(Model):
    """Stored editions replayed, each compared with the one before it (`claimtrack schema history`)."""

    model_config = ConfigDict(serialize_by_alias=True, validate_by_name=True)

    format: Literal["claimtrack/history/1"] = Field("claimtrack/history/1", alias="schema")
    generated: dt.datetime
    documents: list[DocumentHistory]

    def to_rows(self) -> list[rows.Row]:
        """A row a claim and edition, with the columns of `Report.to_rows`."""
        return [row for each in self.documents for row in rows.of_history(each)]

    def _repr_html_(self) -> str:
        return _in_a_notebook(self)


Result = Report | Run | History
"""What a report can be made of."""


def _in_a_notebook(result: Result) -> str:
    """What Jupyter shows of a result: the one place where a record knows that reports exist."""
    from claimtrack.report import notebook

    return notebook.render(result)


class PageSummary(Model):
    """What `claimtrack read` says of the page."""

    source: str
    title: str = ""
    language: str | None = None
    words: int
    sentences: int
    effective_date: dt.date | None = None


class Practices(Model):
    """Every practice a page states, in page order (`claimtrack read`)."""

    model_config = ConfigDict(serialize_by_alias=True, validate_by_name=True)

    format: Literal["claimtrack/practices/1"] = Field("claimtrack/practices/1", alias="schema")
    page: PageSummary
    practices: list[PracticeFacts]
