"""The nouns of claimtrack: frozen records, and nothing that acts on them.

Two families. What the core handles by the thousand (passages, sentences, practices) are plain dataclasses.
What crosses the border as a file (claim sets, reports) are pydantic models, so that one definition
validates, serialises and prints its JSON Schema; this is the only module that names pydantic.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

__all__ = ["ValidationError"]  # for those who validate: the rest is public by its name

# ── What the core handles ────────────────────────────────────────────────────────────────────────────

PassageKind = Literal["heading", "paragraph", "item", "cell"]


@dataclass(frozen=True, slots=True)
class Link:
    """A link inside a passage: ``start`` and ``end`` are offsets into the passage's text."""

    start: int
    end: int
    href: str


@dataclass(frozen=True, slots=True)
class Passage:
    """A block of visible text: a heading, a paragraph, a list item or a block inside a table cell.

    ``text`` has its white space collapsed. ``section`` is the path of headings above it, outermost first; a
    bold label that opens an item ("**Usage Information.** We collect …") is a heading of its own and part of
    the path. ``lead_in`` is the stem that a list item completes ("We share with Meta:"), stems of outer lists
    first, joined by a space. ``level`` is the rank of a heading (1 is the top) or the depth of a list item.
    ``start`` is the offset of the text in `Page.text`.
    """

    kind: PassageKind
    text: str
    section: tuple[str, ...] = ()
    lead_in: str = ""
    level: int = 0
    links: tuple[Link, ...] = ()
    anchor: str | None = None
    start: int = 0


@dataclass(frozen=True, slots=True)
class Sentence:
    """A span of a passage. Meaning is read from ``text`` *with* ``section`` and ``lead_in``.

    ``start`` is the offset in `Page.text`, ``passage`` the index in `Page.passages`; ``kind`` is the passage's.
    """

    text: str
    section: tuple[str, ...] = ()
    lead_in: str = ""
    kind: PassageKind = "paragraph"
    start: int = 0
    passage: int = 0

    @property
    def end(self) -> int:
        """The offset in `Page.text` just behind the sentence."""
        return self.start + len(self.text)


@dataclass(frozen=True, slots=True)
class Page:
    """What a reader sees of a captured page: its passages in order, and its sentences.

    ``text`` is the passages' texts joined by newlines; all offsets count in it. ``language`` is what the page
    declares (``<html lang>``), lower case, or None.
    """

    passages: tuple[Passage, ...]
    sentences: tuple[Sentence, ...]
    text: str
    language: str | None = None
    title: str = ""


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a practice: the words it was read from, and the vocabulary id they resolve to, if any."""

    words: str
    id: str | None = None


@dataclass(frozen=True, slots=True)
class Practice:
    """What one statement says is done with data; see the design's "Words" for the facets.

    ``section`` and ``lead_in`` are the sentence's. ``actor`` and ``action`` may be read from the lead-in.
    """

    sentence: str
    section: tuple[str, ...]
    lead_in: str
    actor: Value
    action: Value
    data: tuple[Value, ...] = ()
    recipients: tuple[Value, ...] = ()
    purposes: tuple[Value, ...] = ()
    modality: Value = Value("", "does")
    polarity: Value = Value("", "is")
    conditions: tuple[Value, ...] = ()
    quantities: tuple[Value, ...] = ()
    safeguards: tuple[Value, ...] = ()
    clause: int = 0
    """Which clause of the sentence states it; `Token.clause` counts the same."""


Slot = Literal[
    "actor", "action", "data", "recipient", "purpose", "modality", "polarity", "condition", "quantity",
    "safeguard", "other",
]  # fmt: skip
"""The place of a word in its sentence; a difference there is a change of that kind."""


@dataclass(frozen=True, slots=True)
class Token:
    """A word or punctuation mark of a sentence: offsets into its text, its slot, clause and concepts."""

    text: str
    stem: str
    start: int
    end: int
    slot: Slot = "other"
    clause: int = 0
    ids: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Reading:
    """A sentence as it was read: its own words with their places (the lead-in's are not among them), and its
    practices, to which section and lead-in have contributed.
    """

    sentence: Sentence
    tokens: tuple[Token, ...]
    practices: tuple[Practice, ...]


@dataclass(frozen=True, slots=True)
class Match:
    """A sentence that bears on a claim: its index, how strongly (0 to 1), and by which of its practices."""

    sentence: int
    weight: float
    practices: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Pair:
    """Sentences that became others, as indexes; several on a side are a split or a merge. ``score`` is 0..1."""

    before: tuple[int, ...]
    after: tuple[int, ...]
    score: float


@dataclass(frozen=True, slots=True)
class Alignment:
    """How the sentences of two editions correspond: pairs in the order of the later edition, and the rest."""

    pairs: tuple[Pair, ...]
    removed: tuple[int, ...]
    added: tuple[int, ...]


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

    def header(self, name: str) -> str | None:
        """The first header of that name, whatever its case."""
        return next((v for k, v in self.headers if k.lower() == name.lower()), None)


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a page can be used as the document; ``reason`` is one sentence when it cannot."""

    usable: bool
    reason: str = ""


# ── Claim files (the contract; `claimtrack schema claims`) ───────────────────────────────────────────


class Model(BaseModel):
    """A frozen record that crosses the border as a file."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Written(Model):
    """A record of a claim file, where a text of more than a few pages is a mistake."""

    model_config = ConfigDict(str_max_length=20_000)


Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9._-]{0,79}$")]
Words = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
Modality = Literal["does", "may", "must"]
Polarity = Literal["is", "is-not"]


class Expect(Written):
    """What a usable page of the document holds."""

    words: int = Field(500, ge=1, description="At least so many words.")
    headings: list[list[Words]] = Field(
        [], description="Of each inner list at least one must be among the page's headings."
    )


class Document(Written):
    """A tracked policy."""

    id: Id
    title: Words
    url: Annotated[str, StringConstraints(pattern=r"^https?://[^\s]+$")]
    language: str = Field("en", description="BCP 47 language the policy is tracked in.")
    controller: list[Words] = Field([], description='Who "we" is: names the policy calls itself by.')
    aliases: dict[Id, list[Words]] = Field(
        {}, description="Names in this policy by vocabulary id; names of one id are spellings of one thing."
    )
    select: list[Words] = Field([], description="CSS selectors; the first that matches holds the text.")
    remove: list[Words] = Field([], description="CSS selectors of what is no part of the text.")
    expect: Expect = Expect()
    hosts: list[Words] = Field([], description="Other sites that a redirect may lead to.")


class Source(Written):
    """Where the claims were made."""

    title: Words
    kind: str = ""
    published: str = ""
    url: str = ""


class ClaimSource(Written):
    """The part of the source that one claim comes from."""

    section: str = ""
    item: str = ""


class Assertion(Written):
    """The practice that a claim asserts, in vocabulary ids; what is left out the claim does not speak about."""

    action: Id
    actor: Id = "controller"
    data: list[Id] = []
    recipients: list[Id] = []
    purposes: list[Id] = []
    modality: Modality | None = None
    polarity: Polarity = "is"
    conditions: list[Words] = []
    quantities: list[Words] = []
    safeguards: list[Id] = []


class Claim(Written):
    """One sentence somebody published about a policy, as the practice it asserts."""

    id: Id
    statement: Words
    source: ClaimSource = ClaimSource()
    practice: Assertion
    cues: list[Words] = Field([], description="Phrases that help to find and rank evidence.")
    about: list[list[Words]] = Field(
        [], description="Evidence must hold one phrase of every inner list, in sentence, lead-in or section."
    )
    quote: Words | None = Field(None, description="The exact words, once a person has chosen them.")
    documents: list[Id] = Field([], description="The documents it is about; all where left out.")


class VocabularyEntry(Written):
    """A vocabulary entry of a claim file: an id and the phrases that policies use for it."""

    id: Id
    label: Words
    broader: Id | None = None
    phrases: list[Words] = []


class ClaimSet(Written):
    """A claim file: claims about the documents of one company, and where they were made."""

    claimtrack: Literal[1] = Field(1, description="Version of this format.")
    id: Id
    title: Words
    source: Source | None = None
    documents: list[Document] = Field(min_length=1)
    claims: list[Claim] = Field(min_length=1)
    vocabulary: list[VocabularyEntry] = []


# ── Reports (the contract; `claimtrack schema report`) ───────────────────────────────────────────────

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
PageStatus = Literal["first", "unchanged", "changed", "unusable"]


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
    """A sentence that bears on a claim: a W3C TextQuoteSelector, its offsets, section and snapshot."""

    exact: str
    prefix: str
    suffix: str
    start: int
    end: int
    section: list[str]
    snapshot: str
    practices: list[PracticeFacts] = []


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


class PageFacts(Model):
    """What became of the page itself."""

    status: PageStatus
    reason: str | None = None
    seen_before: str | None = None


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
    claims: list[Finding]
    unclaimed: list[Unclaimed] = []

    @property
    def flagged(self) -> list[Finding]:
        """The findings that a person should look at."""
        return [finding for finding in self.claims if finding.flagged]


class Run(Model):
    """One `check`: a report for each document, and what the command exits with."""

    model_config = ConfigDict(serialize_by_alias=True, validate_by_name=True)

    format: Literal["claimtrack/run/1"] = Field("claimtrack/run/1", alias="schema")
    reports: list[Report]
    exit: int


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


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A capture that was judged usable and kept; the id is ``<document-id>/<UTC time>``.

    ``digest`` is of the body's bytes, ``text_digest`` of the page's normalised words: two snapshots with the
    same text digest say the same. ``capture_digest`` is of the file ``capture.warc.gz``, ``previous`` the
    digest of the snapshot.json before it, or None for the first.
    """

    id: str
    document: str
    time: dt.datetime
    url: str
    digest: str
    text_digest: str
    words: int
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
