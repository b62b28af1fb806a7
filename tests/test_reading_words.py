"""The words of a reading: their offsets, places and concepts; and the laws of reading."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimtrack.reading.tokens import MAX_TOKENS
from claimtrack.records import Sentence, Slot
from tests.readings import read, readings, sentence

PLACES: list[tuple[str, str, Slot]] = [
    ("We share your phone number with advertisers.", "number", "data"),
    ("We share your phone number with advertisers.", "share", "action"),
    ("We share your phone number with advertisers.", "advertisers", "recipient"),
    ("We share your phone number with Norvik Glop.", "glop", "recipient"),
    ("We share your frobs with advertisers.", "frobs", "data"),
    ("We use your age to feed the ducks.", "ducks", "purpose"),
    ("We use your age to prevent fraud.", "fraud", "purpose"),
    ("We share your age if it rains.", "rains", "condition"),
    ("If it rains, we share your age.", "rains", "condition"),
    ("If it rains, we share your age.", "age", "data"),
    ("We may share your age.", "may", "modality"),
    ("We do not share your age.", "not", "polarity"),
    ("We keep your age for 30 days.", "30", "quantity"),
    ("We keep your age for 30 days.", "days", "quantity"),
    ("Messages are end-to-end encrypted.", "encrypted", "safeguard"),
    ("Our partners use your age.", "partners", "actor"),
    ("Advertisers receive your age.", "advertisers", "recipient"),
    ("Your frobs are shared with advertisers.", "frobs", "data"),
    ("Your age is used by Fellmere to prevent fraud.", "fellmere", "actor"),
    ("Your age is used by Norvik to prevent fraud.", "norvik", "actor"),
]


@pytest.mark.parametrize(("text", "word", "slot"), PLACES)
def test_the_place_of_a_word(text: str, word: str, slot: Slot) -> None:
    (found,) = {token.slot for token in read(text).tokens if token.text == word}
    assert found == slot


def test_words_of_the_lead_in_are_not_the_sentence_s_own() -> None:
    tokens = read("your phone number", lead_in="We do not share:").tokens
    assert [token.text for token in tokens] == ["your", "phone", "number"]
    assert {token.slot for token in tokens} == {"data"}


def test_an_item_behind_a_stem_that_names_recipients_is_data() -> None:
    tokens = read("your phone number", lead_in="We share with advertisers:").tokens
    assert {token.slot for token in tokens} == {"data"}


def test_names_of_one_thing_have_one_stem() -> None:
    stems = {read(f"We share your age with {name}.").tokens[5].stem for name in ("Fellmere", "Fellmere Group")}
    assert len(stems) == 1
    assert stems.isdisjoint({read("We share your age with Norvik.").tokens[5].stem})


CONTRACTED = [
    ("We don’t sell it.", "not"), ("We can't sell it.", "cannot"), ("We won't sell it.", "not"),
    ("It isn't sold.", "not"), ("You're asked.", "you"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "stem"), CONTRACTED)
def test_contractions_come_apart(text: str, stem: str) -> None:
    assert stem in [token.stem for token in read(text).tokens]


# ── Laws ─────────────────────────────────────────────────────────────────────────────────────────────

SAID = st.sampled_from(
    "we you Tarn advertisers share not never collect may must your phone number location messages age with to "
    "for if unless only when and or nor , . ; ( ) : / % 30 days encrypted it they which such as no one – ’ “ \u202e é"
    .split(" ")
)  # fmt: skip
TEXTS = st.one_of(st.text(max_size=60), st.lists(SAID, max_size=25).map(" ".join))


@given(TEXTS, TEXTS, TEXTS)
def test_any_text_is_read_and_its_words_stand_where_they_say(text: str, lead_in: str, heading: str) -> None:
    reading = read(text, lead_in=lead_in, section=heading)
    ends = [0]
    for token in reading.tokens:
        assert ends[-1] <= token.start < token.end <= len(text)
        ends.append(token.end)
    clauses = {token.clause for token in reading.tokens}
    assert all(practice.clause >= 0 for practice in reading.practices)
    assert all(clause >= 0 for clause in clauses)


@given(TEXTS)
def test_a_reading_hangs_on_nothing_but_the_sentence(text: str) -> None:
    alone = read(text)
    beside = readings("We share your age with advertisers.", text, "We keep logs.")[1]
    assert (alone.tokens, alone.practices) == (beside.tokens, beside.practices)


@given(TEXTS)
def test_a_heading_states_no_practice(text: str) -> None:
    assert readings(sentence(text, kind="heading"))[0].practices == ()


@given(st.lists(TEXTS, max_size=5))
def test_there_is_a_reading_for_every_sentence_in_order(texts: list[str]) -> None:
    assert [reading.sentence.text for reading in readings(*texts)] == texts


def test_a_sentence_is_read_once_for_all_its_places() -> None:
    first, second = readings(
        Sentence("We keep logs.", ("A",), passage=0), Sentence("We keep logs.", ("B", "A"), passage=1)
    )
    assert first.tokens is second.tokens
    assert second.sentence.section == ("B", "A")


def test_a_sentence_of_a_book_is_read_so_far() -> None:
    assert len(read("We share your age, " * 5000).tokens) == MAX_TOKENS
