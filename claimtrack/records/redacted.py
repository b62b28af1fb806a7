"""What a redacted snapshot keeps of a page: digests and facts, and none of its sentences (``redacted.json``)."""

from __future__ import annotations

from typing import Annotated, Literal

from claimtrack.records.claims import Modality, Polarity
from claimtrack.records.model import Field, Model, StringConstraints
from claimtrack.records.page import PassageKind

MAX_WORDS = 5
"""The most words of the page that a value without an id is kept with; of more only the digest is kept."""

Digest = Annotated[str, StringConstraints(pattern=r"^sha256:[0-9a-f]{64}$")]
Short = Annotated[str, StringConstraints(max_length=200)]


class RedactedValue(Model):
    """A value of a practice: its ``id``; where none is known its few ``words``, or the ``digest`` and ``count`` of
    more than `MAX_WORDS`. ``turned`` where the words turn a condition round ("unless"); ``unsaid`` where no words
    say it but the heading or the sentence before.
    """

    id: Short | None = None
    words: Short = ""
    digest: Digest | None = None
    count: int = Field(0, ge=0)
    turned: bool = False
    unsaid: bool = False


Values = Annotated[list[RedactedValue], Field(max_length=500)]


class RedactedPractice(Model):
    """A practice of a redacted sentence, facet by facet."""

    actor: RedactedValue
    action: RedactedValue
    data: Values = []
    recipients: Values = []
    purposes: Values = []
    modality: Modality = "does"
    polarity: Polarity = "is"
    conditions: Values = []
    quantities: Values = []
    safeguards: Values = []


class RedactedSentence(Model):
    """A sentence without its text.

    ``digest`` is of its normal form and ``words`` how many that has; ``section`` has the digests of the headings above
    it, outermost first, ``lead_in`` that of the stem it completes. ``passage`` counts as in `Page.passages`.
    ``cues`` and ``about`` are those phrases of the claims that it holds, itself or with what stands above it.
    ``practices`` are those of a sentence that can be evidence; headings and pointers have none.
    """

    digest: Digest
    words: int = Field(ge=0)
    kind: PassageKind = "paragraph"
    passage: int = Field(ge=0)
    section: Annotated[list[Digest], Field(max_length=100)] = []
    lead_in: Digest | None = None
    practices: Annotated[list[RedactedPractice], Field(max_length=500)] = []
    defines: Annotated[list[Short], Field(max_length=500)] = []
    cues: Annotated[list[int], Field(max_length=2_000)] = []
    about: Annotated[list[int], Field(max_length=2_000)] = []


class Reader(Model):
    """Who read the practices: the version of claimtrack, of its reading rules (a digest of them), and the claims whose
    vocabulary and phrases took part.
    """

    claimtrack: Short
    rules: Short
    claims: Short

    def __str__(self) -> str:
        return f"{self.claimtrack} (rules {self.rules})"


class Redacted(Model):
    """A page without its text: its sentences in page order, and what they were read with.

    ``snapshot`` is the id of the snapshot it was made from, ``original`` the digest of that snapshot's snapshot.json.
    ``phrases`` are what was looked for in the sentences, which name them by their place in this list.
    """

    normal_form: Literal[1] = Field(1, description="Version of the form of the words that digests are of.")
    snapshot: Short
    original: Digest
    reader: Reader
    phrases: Annotated[list[Annotated[str, StringConstraints(max_length=20_000)]], Field(max_length=2_000)] = []
    sentences: Annotated[list[RedactedSentence], Field(max_length=100_000)]
