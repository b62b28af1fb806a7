"""What is told of one text to many others is bounded: headings, stems, and sentences that are quoted."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimtrack import extract
from claimtrack.extract import sentences
from claimtrack.extract.outline import HEADING, STEM
from claimtrack.records import Page

WORDS = "birds carry letters and "
BIRDS = "We say that our birds "


def page_of(markup: str) -> Page:
    return extract.page(f"<main>{markup}</main>".encode(), "text/html")


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        (WORDS * 20, 1),
        (WORDS * 1000, 10),
        ("a" * (sentences.LONGEST + 1), 1),
        ("a" * (sentences.LONGEST + 1) + " b" * sentences.LONGEST, 3),
    ],
)
def test_a_sentence_without_end_is_cut_between_words(text: str, pieces: int) -> None:
    found = [text[start:end] for start, end in sentences.split(text.strip())]
    assert " ".join(found).split() == text.split()
    assert len(found) == pieces


@given(st.text(alphabet="ab .", min_size=1).map(lambda s: s * 300))
def test_pieces_hold_every_word_in_order(text: str) -> None:
    assert " ".join(text[start:end] for start, end in sentences.split(text)).split() == text.split()


def test_a_heading_without_end_is_told_in_part_to_what_stands_below_it() -> None:
    page = page_of(f"<h1>{WORDS * 1000}</h1><p>They rest.</p>")
    assert page.passages[0].text == (WORDS * 1000).strip()
    assert page.sentences[-1].section == ((WORDS * 1000)[:HEADING],)


@pytest.mark.parametrize("before", [WORDS, WORDS * 1000, "Birds rest. " * 1000])
def test_items_are_told_the_end_of_their_stem(before: str) -> None:
    page = page_of(f"<p>{before}{BIRDS}bring:</p><ul><li>letters</li><li>seeds</li></ul>")
    for sentence in page.sentences[-2:]:
        assert len(sentence.lead_in) <= STEM
        assert sentence.lead_in.endswith(f"{BIRDS}bring:")


def test_stems_of_lists_in_lists_do_not_add_up() -> None:
    page = page_of("<ul><li>We bring this:" * 100 + "<ul><li>seeds</li></ul>" + "</li></ul>" * 100)
    assert page.sentences[-1].text == "seeds"
    assert len(page.sentences[-1].lead_in) <= STEM
