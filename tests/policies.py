"""Pages made of lines, and policies of a fictional messenger made of sections."""

from __future__ import annotations

from claimtrack import guard
from claimtrack.records import Document, Expect, Page, Passage

SECTIONS = [
    "Parley Privacy Policy", "Information You Provide", "Information We Collect", "How We Use Information",
    "Information We Share", "Advertising", "Your Choices", "Children", "Storage and Deletion",
    "International Transfers", "Changes to This Policy", "How to Contact Us",
]  # fmt: skip


def page(*lines: str, language: str | None = "en", title: str = "") -> Page:
    """A page of lines; "# " makes a heading."""
    passages = tuple(block(line) for line in lines)
    return Page(passages, (), "\n".join(passage.text for passage in passages), language, title)


def block(line: str) -> Passage:
    text = line.removeprefix("# ")
    return Passage("paragraph" if text == line else "heading", text)


def prose(topic: str, sentences: int = 4) -> list[str]:
    """Paragraphs of about 30 words, no two the same."""
    return [
        f"When you use part {n} of Parley, we keep what you tell us about {topic.lower()} for {n} days, "
        "and we may give it to those who run the service for us."
        for n in range(1, sentences + 1)
    ]


def policy(headings: list[str], sentences: int = 4) -> Page:
    """A policy of about 30 words for every sentence of every section."""
    return page(*(line for it in headings for line in (f"# {it}", *prose(it, sentences))))


def document(words: int = 300, headings: list[list[str]] | None = None, language: str = "en") -> Document:
    expect = Expect(words=words, headings=headings or [])
    return Document(id="parley", title="P", url="https://parley.example/", language=language, expect=expect)


ACCEPTED = policy(SECTIONS)
EXPECTED = [["Information We Collect"], ["Information We Share", "Who We Share With"]]


def refusal(given: Page, doc: Document | None = None, accepted: Page | None = None) -> str:
    verdict = guard.judge(given, doc or document(), accepted)
    assert verdict.usable is (not verdict.reason)
    assert not verdict.reason or verdict.reason.endswith(".")
    return verdict.reason
