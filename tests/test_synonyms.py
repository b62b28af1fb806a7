"""Words that replace each other: one group a phrase, and no group that leads to another."""

from __future__ import annotations

from collections import Counter
from importlib.resources import files

import pytest

from claimtrack import text, vocabulary
from claimtrack.vocabulary import Vocabulary

WORDS = vocabulary.load()
SOURCE = files("claimtrack").joinpath("synonyms.txt").read_text(encoding="utf-8")
GROUPS = [line.partition(":") for line in SOURCE.splitlines() if line.strip() and not line.startswith("#")]


def stems(phrase: str) -> str:
    return " ".join(text.stems(phrase))


def form(phrase: str, words: Vocabulary = WORDS) -> str:
    """What stands for a phrase in a comparison; the phrase itself where no group has it."""
    wanted = tuple(text.stems(phrase))
    return next((said for known, said in words.synonyms.get(wanted[0], ()) if known == wanted), stems(phrase))


def test_every_line_is_a_group() -> None:
    assert len(GROUPS) > 400
    assert all(colon and others.strip() for _, colon, others in GROUPS)


def test_no_phrase_is_in_two_groups() -> None:
    members = [stems(other) for _, _, others in GROUPS for other in others.split(",")]
    assert [phrase for phrase, times in Counter(members).items() if times > 1] == []


def test_what_stands_for_others_stands_for_itself() -> None:
    heads = [head for head, _, _ in GROUPS if head]
    assert [head for head in heads if form(head) not in (stems(head), "".join(text.stems(head)))] == []


@pytest.mark.parametrize(
    ("one", "other"),
    [("prior to", "before"), ("in the event that", "if"), ("subsequent to", "after"), ("doing so", "do so")],
)
def test_replaceable(one: str, other: str) -> None:
    assert form(one) == form(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("may", "will"), ("must", "may"), ("all", "some"), ("sell", "share"), ("partners", "affiliates"),
        ("encrypted", "end-to-end encrypted"), ("before", "after"), ("if", "unless"), ("opt in", "opt out"),
        ("turn on", "turn off"), ("delete", "deactivate"), ("precise", "approximate"), ("30", "90"),
        ("court order", "request"), ("consent", "notice"), ("not", "only"),
    ],
)  # fmt: skip
def test_never_replaceable(one: str, other: str) -> None:
    assert form(one) != form(other)
