"""Text from pages, made fit to show."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimtrack.report import quote


@pytest.mark.parametrize(
    ("before", "after", "left", "right"),
    [
        ("We keep it.", "We keep it.", "We keep it.", "We keep it."),
        (
            "We keep it for 30 days.",
            "We keep it for 90 days.",
            "We keep it for [30] days.",
            "We keep it for [90] days.",
        ),
        ("We may share it.", "We share it.", "We [may] share it.", "We share it."),
        ("We keep “it”, now.", "We keep it; now", "We keep “it”, now.", "We keep it; now"),
        ("a b c", "x b y", "[a b c]", "[x b y]"),
        ("a b c d", "x b c y", "[a] b c [d]", "[x] b c [y]"),
        ("", "We keep it.", "", "We keep it."),
        ("We keep it.", "", "We keep it.", ""),
    ],
)
def test_the_words_that_changed_are_marked(before: str, after: str, left: str, right: str) -> None:
    def shown(pieces: list[quote.Piece]) -> str:
        parts = [(each.text.rstrip(), each.text[len(each.text.rstrip()) :], each.changed) for each in pieces]
        return "".join(f"[{text}]{space}" if changed else text + space for text, space, changed in parts)

    assert tuple(map(shown, quote.marked(before, after))) == (left, right)


TEXTS = st.text(st.sampled_from("ab \n\t.,\x1b[31m\u202eé"), max_size=60)


@given(before=TEXTS, after=TEXTS)
def test_marking_loses_no_word(before: str, after: str) -> None:
    for text, pieces in zip((before, after), quote.marked(before, after), strict=True):
        assert "".join(each.text for each in pieces) == quote.inert(text)


@given(text=st.text(max_size=200))
def test_inert_text_can_neither_steer_nor_turn(text: str) -> None:
    said = quote.inert(text)
    assert quote.inert(said) == said
    assert not {unicodedata.category(each) for each in said} & {"Cc", "Cs", "Co"}
    assert not set(said) & set("\x1b\n\r\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("\x1b[31mred\x1b[0m", "red"),
        ("\x1b]0;title\x07text", "text"),
        ("\x1b]8;;http://evil.example\x1b\\click\x1b]8;;\x1b\\", "click"),
        ("a\u202eb\u2066c\u200bd", "abcd"),
        ("a\r\nb\tc\x00d\x9b31m", "a b cd31m"),
        ("[bold]stays[/bold]", "[bold]stays[/bold]"),
        ("\U000e0041tag", "tag"),
        ("  a   b ", "a b"),
    ],
)
def test_what_steers_a_terminal_is_taken_out(text: str, said: str) -> None:
    assert quote.inert(text) == said


@pytest.mark.parametrize(
    ("text", "width", "said"),
    [("short", 10, "short"), ("exactly te", 10, "exactly te"), ("some longer words", 12, "some longer…"),
     ("unbreakable-word", 8, "unbreak…"), ("a, b", 3, "a…")],
)  # fmt: skip
def test_what_is_cut_ends_at_a_word(text: str, width: int, said: str) -> None:
    assert quote.shortened(text, width) == said
    assert len(said) <= width


def test_sentences_are_paired_with_what_they_became() -> None:
    before = ["We keep logs for a month.", "We sell nothing.", "Same."]
    after = ["Same.", "We share names with advertisers.", "We keep logs for two months."]
    assert quote.pairs(before, after) == [
        ("We keep logs for a month.", "We keep logs for two months."),
        ("We sell nothing.", ""),
        ("", "We share names with advertisers."),
    ]
    assert quote.pairs(["Same."], ["Same."]) == [("Same.", "Same.")]
    assert quote.pairs([], []) == []


def test_the_middle_of_a_long_unchanged_run_is_left_out() -> None:
    long = " ".join(f"w{n}" for n in range(100))
    left, _ = quote.marked(f"{long} old {long} end", f"{long} new {long} fin")
    said = "".join(each.text for each in quote.elided(left))
    assert re.sub(r"\s+", " ", said).startswith("… w88")
    assert "w99 old w0 w1" in said
    assert said.count("…") == 2
    assert len(said.split()) < 60
    assert quote.elided([quote.Piece(long, False)]) == [quote.Piece(long, False)]


def test_a_passage_of_a_book_is_not_compared_word_by_word() -> None:
    book = "word " * (quote.MAX_WORDS + 1)
    assert [len(side) for side in quote.marked(book, book + "end")] == [1, 1]
