"""The passages nearest to a claim by its own words, where no practice that could be read bears on it."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimtrack import match, reading
from claimtrack.records import STRONG, Claim, Match, Reading
from tests.editions import claim, finding, page, policy
from tests.readings import words

TRAINING = "Tarn trains its speech models on voice notes."
HEARD = "Voice notes help our speech models to learn."


def matches(asked: Claim, *blocks: str) -> tuple[list[Match], list[Reading]]:
    found = page(policy(*blocks))
    readings = reading.page(found, words())
    return match.worded(asked, match.statements(readings, found, words()), words()), readings


def nearest(statement: str, *blocks: str, **fields: Any) -> list[str]:
    """The sentences of a policy that are nearest to a statement."""
    found, readings = matches(claim(statement, **{"action": "use", **fields}), *blocks)
    return [readings[m.sentence].sentence.text for m in found]


NEAR: list[tuple[str, str, str]] = [
    ("the same words", TRAINING, HEARD),
    ("inflected", TRAINING, "A model of speech may learn from your voice note."),
    ("other words for an id", "Tarn shows your phone number to a postman.", "A postman reads your mobile number."),
    ("a denial", TRAINING, "Voice notes never reach our speech models."),
    ("more words", TRAINING, "At night, when the sea is calm, our speech models listen to voice notes that you mark."),
]  # fmt: skip


@pytest.mark.parametrize(("why", "statement", "said"), NEAR, ids=[row[0] for row in NEAR])
def test_near_by_its_words(why: str, statement: str, said: str) -> None:
    assert nearest(statement, said, "Owls hunt at night.") == [said]


FAR: list[tuple[str, str, str]] = [
    ("one unit", TRAINING, "Speech is free."),
    ("one unit by two names of it", "Tarn hears speech in voice notes.", "A video is long."),
    ("one unit of two words", "Tarn hands your phone number to bell ringers.", "Your phone number is long."),
    ("too small a share", "Tarn trains speech models, tide tables, buoy lamps and winches on voice notes.",
     "Speech models are big."),
    ("the action alone", "Tarn shares riddles with bell ringers.", "We share boats, and we share ropes."),
    ("the controller alone", "Tarn rings.", "Tarn is a messenger, and Tarn is a harbour."),
    ("stopwords alone", "Tarn has what it has, and more.", "We have what we have, and more."),
    ("a heading", TRAINING, f"### {HEARD}"),
    ("an entry of the contents", TRAINING, f"* [{HEARD}](#voice)"),
    ("a pointer elsewhere", TRAINING, "Learn more about how voice notes train speech models."),
    ("a note on what changed", TRAINING, f"### What's new\n\n{HEARD}"),
    ("the words of two sentences", TRAINING, "Voice carries far. Models of boats are made of wood."),
]  # fmt: skip


@pytest.mark.parametrize(("why", "statement", "said"), FAR, ids=[row[0] for row in FAR])
def test_not_near(why: str, statement: str, said: str) -> None:
    assert nearest(statement, said) == []


def test_a_stem_belongs_to_its_items() -> None:
    assert nearest(TRAINING, "Our speech models learn from:\n\n* voice notes\n* ropes") == ["voice notes"]


def test_rare_words_weigh_more_than_common_ones() -> None:
    common = [f"A boat carries a lamp of kind {n}." for n in range(9)]
    rare, beside = "Boats ring brass bells.", "Boats carry lamps."
    assert nearest("Boats carry brass bells and lamps.", rare, beside, *common) == [rare]


def test_of_several_the_nearest_count_and_those_that_come_close() -> None:
    twin = "Speech models learn from voice notes."
    assert nearest(TRAINING, HEARD, twin) == [HEARD, twin]
    assert nearest(TRAINING, HEARD, "Tarn trains its speech models on voice notes at dawn.") == [
        "Tarn trains its speech models on voice notes at dawn."
    ]


CUES: list[tuple[str, list[str], list[list[str]], list[str]]] = [
    ("no cue", [], [], []),
    ("a cue and a unit", ["free"], [], ["Speech is free."]),
    ("a cue of several words", ["speech is free"], [], ["Speech is free."]),
    ("a part of a word", ["fre"], [], []),
    ("words apart", ["speech free"], [], []),
    ("another cue", ["bells"], [], []),
    ("about it", ["free"], [["speech"]], ["Speech is free."]),
    ("not about it", ["free"], [["owls"]], []),
]


@pytest.mark.parametrize(("why", "cues", "about", "expected"), CUES, ids=[row[0] for row in CUES])
def test_a_cue_needs_less_of_the_statement(
    why: str, cues: list[str], about: list[list[str]], expected: list[str]
) -> None:
    assert nearest("Tarn trains speech models.", "Speech is free.", cues=cues, about=about) == expected


def test_a_cue_alone_is_not_near() -> None:
    assert nearest(TRAINING, "Owls are free.", cues=["free"]) == []


def test_a_cue_brings_a_sentence_nearer() -> None:
    twin = "Speech models learn from voice notes by moonlight."
    assert nearest(TRAINING, HEARD, twin, cues=["moonlight"]) == [twin]


# ── Which practices, and what becomes of it ──────────────────────────────────────────────────────────


def test_practices_that_bear_on_the_claim_are_chosen_else_all() -> None:
    said = "We share voice notes with partners, and speech models delete your age."
    for facets, actions in (
        ({"action": "share", "recipients": ["partner"]}, ["share"]),
        ({"action": "encrypt", "data": ["cookies"]}, ["share", "delete"]),
    ):
        (found,), readings = matches(claim(TRAINING, **facets), said)
        chosen = [readings[found.sentence].practices[k].action.id for k in found.practices]
        assert set(actions) <= set(chosen)


UNREAD = claim(TRAINING, action="use", data=["voice-recordings"], purposes=["model-training"])
EDITS = [
    (HEARD, "Voice notes no longer help our speech models to learn.", "polarity"),
    (HEARD, "If you opt in, voice notes help our speech models to learn.", "condition"),
    (HEARD, HEARD, ""),
    (HEARD, f"{HEARD} Owls hunt at night.", ""),
]


@pytest.mark.parametrize(("before", "after", "kind"), EDITS)
def test_what_only_its_words_find_is_compared_but_supports_nothing(before: str, after: str, kind: str) -> None:
    found = finding(UNREAD, before, after)
    assert found.support == "not-stated"
    assert {change.kind for change in found.changes} == ({kind} if kind else set())
    assert found.flagged is bool(kind)


# ── Laws ─────────────────────────────────────────────────────────────────────────────────────────────

SAID = [*(row[2] for row in NEAR), *(row[2] for row in FAR), "We share your phone number.", "Speech models:\n\n* ropes"]
BLOCKS = st.lists(st.sampled_from(SAID), max_size=6)
PARAGRAPHS = st.lists(st.sampled_from([said for said in SAID if "\n" not in said and said[0] not in "#*"]), max_size=6)
STATEMENTS = st.sampled_from([*dict.fromkeys(row[1] for row in (*NEAR, *FAR)), "Tarn", "It.", "…"])
CUE = st.lists(st.sampled_from(["free", "voice", "your", "…"]), max_size=2)


@settings(max_examples=60)
@given(STATEMENTS, BLOCKS, CUE)
def test_near_passages_are_strong_statements_in_page_order(statement: str, blocks: list[str], cues: list[str]) -> None:
    found, readings = matches(claim(statement, action="use", cues=cues), *blocks)
    places = [m.sentence for m in found]
    assert places == sorted(set(places))
    assert {m.weight for m in found} <= {STRONG}
    assert all(set(m.practices) <= set(range(len(readings[m.sentence].practices))) for m in found)
    assert "heading" not in {readings[i].sentence.kind for i in places}


@settings(max_examples=40)
@given(STATEMENTS, PARAGRAPHS.flatmap(lambda blocks: st.tuples(st.just(blocks), st.permutations(blocks))))
def test_the_order_of_paragraphs_does_not_matter(statement: str, orders: tuple[list[str], list[str]]) -> None:
    one, other = (nearest(statement, *blocks) for blocks in orders)
    assert sorted(one) == sorted(other)
