"""Sentences of a fictional company's policy, read the way the core reads them."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Any

import pytest

from claimtrack import reading, vocabulary
from claimtrack.records import Document, Page, PassageKind, Practice, Reading, Sentence, Value
from claimtrack.vocabulary import Vocabulary

DOCUMENT = Document(
    id="tarn-privacy", title="Tarn Privacy Policy", url="https://tarn.example/privacy", controller=["Tarn"],
    aliases={"group-company": ["Fellmere Group", "Fellmere Companies", "Fellmere"]},
)  # fmt: skip
"""Tarn belongs to the Fellmere Group, which once called itself the Fellmere Companies."""


@cache
def words() -> Vocabulary:
    """The vocabulary with the document's names."""
    return reading.for_document(vocabulary.load(), DOCUMENT)


def sentence(
    text: str, *, section: str = "", lead_in: str = "", kind: PassageKind = "paragraph", passage: int = 0
) -> Sentence:
    """A sentence; ``section`` is a path of headings joined by " > "."""
    return Sentence(text, tuple(filter(None, section.split(" > "))), lead_in, kind, 0, passage)


def readings(*sentences: Sentence | str) -> list[Reading]:
    """Sentences of one page, read in order; plain texts each stand in a passage of their own."""
    whole = [sentence(s, passage=n) if isinstance(s, str) else s for n, s in enumerate(sentences)]
    return reading.page(Page((), tuple(whole), ""), words())


def read(text: str, *, section: str = "", lead_in: str = "", previous: str = "") -> Reading:
    """One sentence; ``previous`` is the one before it in its paragraph."""
    before = [sentence(previous, section=section)] if previous else []
    return readings(*before, sentence(text, section=section, lead_in=lead_in))[-1]


def practice(text: str, action: str, **context: str) -> Practice:
    """The first practice of that action that a sentence states."""
    found = read(text, **context).practices
    chosen = next((p for p in found if meant(p.action) == action), None)
    assert chosen, f"no {action} in {text!r}: {[meant(p.action) for p in found]}"
    return chosen


def meant(value: Value) -> str:
    """The id of a value, else its words."""
    return value.id or value.words


def ids(values: tuple[Value, ...]) -> set[str]:
    """What values mean: ids, or "?" for words that no id names."""
    return {value.id or "?" for value in values}


def says(practice: Practice) -> str:
    """Who does what: "controller share", with "not" behind the actor where it is denied."""
    denied = " not" if practice.polarity.id == "is-not" else ""
    return f"{meant(practice.actor)}{denied} {meant(practice.action)}"


def failing(rows: Iterable[tuple[Any, ...]]) -> list[Any]:
    """Rows that a careful reader would sign and the core does not reach yet; the last column says why."""
    return [
        pytest.param(*row, marks=pytest.mark.xfail(strict=True, reason=reason)) for *row, reason in rows
    ]
