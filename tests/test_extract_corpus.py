"""Recorded pages: figures that a careful reader counted, and laws that hold on all of them."""

from __future__ import annotations

import re

import pytest

from claimtrack import extract
from claimtrack.records import Page

from .corpus import CORPUS, needs_corpus
from .test_extract_bytes import check

pytestmark = [needs_corpus, pytest.mark.corpus]

PAGES = [
    path.relative_to(CORPUS).as_posix()
    for folder in ("whatsapp-eea", "whatsapp-raw", "linkedin")
    for path in sorted((CORPUS / folder).glob("*.*"))
]


def load(name: str) -> Page:
    media_type = extract.media_type(name)
    assert media_type
    return extract.page((CORPUS / name).read_bytes(), media_type, name=name)


@pytest.mark.parametrize("name", PAGES)
def test_laws(name: str) -> None:
    check(load(name))


def test_every_word_of_an_edition_in_markdown_is_kept() -> None:
    name = "whatsapp-eea/2026-07-03.md"
    source = (CORPUS / name).read_text("utf-8")
    plain = re.sub(r"\]\((?:[^()]|\([^()]*\))*\)|<br>|^\|[ |-]+$", " ", source, flags=re.MULTILINE)
    assert re.findall(r"[^\W_]+", load(name).text) == re.findall(r"[^\W_]+", plain)


def test_sentences_of_a_large_edition() -> None:
    page = load("whatsapp-eea/2025-10-03.md")
    assert 1050 <= len(page.sentences) <= 1200


def test_cells_carry_their_stems() -> None:
    page = load("whatsapp-eea/2026-07-03.md")
    items = [passage for passage in page.passages if passage.kind == "cell" and passage.level]
    assert len(items) > 500
    assert sum(not passage.lead_in for passage in items) < 0.1 * len(items)


def test_the_shell_is_short_and_the_page_in_hindi_says_so() -> None:
    assert len(load("whatsapp-raw/2021-05-30-shell.html").text.split()) < 300
    assert load("whatsapp-raw/2025-06-02-hindi.html").language == "hi"
