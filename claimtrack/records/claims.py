"""Claim files (the contract; `claimtrack schema claims`)."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Annotated, Literal, NamedTuple

from claimtrack.records.model import Field, PrivateAttr, StringConstraints, Written

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


class Place(NamedTuple):
    """Where claims were read: their file, and the first and last line of each in it, from 1, by the claim's id."""

    file: str | None = None
    lines: Mapping[str, tuple[int, int]] = MappingProxyType({})


class ClaimSet(Written):
    """A claim file: claims about the documents of one company, and where they were made."""

    claimtrack: Literal[1] = Field(1, description="Version of this format.")
    id: Id
    title: Words
    source: Source | None = None
    documents: list[Document] = Field(min_length=1)
    claims: list[Claim] = Field(min_length=1)
    vocabulary: list[VocabularyEntry] = []
    _place: Place | None = PrivateAttr(None)

    @property
    def place(self) -> Place:
        """Where it was read from; nowhere for one that was made in Python."""
        return self._place or Place()

    def read_from(self, place: Place) -> ClaimSet:
        """The same, from that place."""
        found = self.model_copy()
        found._place = place
        return found
