"""Sentences: where one ends and where it does not."""

from __future__ import annotations

import pytest

from claimtrack import extract
from claimtrack.extract import sentences

PARTED = [
    ("We fly.", "You write."),
    ("Do we fly?", "We do!", "Always."),
    ("It is run by Pigeon Post Inc.", "We fly."),
    ("We serve the U.S.", "Our birds rest."),
    ("We keep names, ages, etc.", "You may ask."),
    ("He said “fly.”", "We flew."),
    ("We fly (daily).", "You write."),
    ("We fly.", "(See our map.)", "You write."),
    ("We keep it 30 days.", "5 birds rest."),
    ("See https://pigeon.example/a.b.", "We fly."),
    ("We wait…", "Then we fly."),
    ("We open nothing (see below.", "We do fly (daily)."),
    ("This is plan B.", "The birds rest."),
    ("No.", "We never sell."),
    ("We rest.", "“You” means the writer."),
    ("हम उड़ते हैं।", "आप लिखते हैं।"),
    ("We share it with our Services.", "You agree."),
]


@pytest.mark.parametrize("parts", PARTED)
def test_parted(parts: tuple[str, ...]) -> None:
    text = " ".join(parts)
    assert [text[start:end] for start, end in sentences.split(text)] == list(parts)


WHOLE = [
    "Pigeon Post Inc. and Owl Ltd. carry letters.",
    "We use data, e.g. Names, and more, i.e. Ages.",
    "See No. 3 and Art. 6(1)(f) or Sec. 4.",
    "The U.S. Department and Dr. J. R. Dove agree.",
    "1. Introduction",
    "1.2. Data We Collect",
    "It costs 3.5 coins at pigeon.example or Post.Com today.",
    "We send names, ages, etc. to birds.",
    "We collect letters; We keep them.",
    "We share data (We never sell it. Really.) with birds.",
    "Wait... and see.",
    "we rest. and fly.",
    "Yahoo! birds fly.",
    "At 5 p.m. Eastern we rest.",
]


@pytest.mark.parametrize("text", WHOLE)
def test_whole(text: str) -> None:
    assert sentences.split(text) == [(0, len(text))]


def test_a_missing_space_does_not_glue_sentences() -> None:
    text = "We share letters.You may object."
    assert [text[s:e] for s, e in sentences.split(text)] == ["We share letters.", "You may object."]


def test_sentences_carry_section_stem_kind_and_offsets() -> None:
    page = extract.page(b"<h2>Birds</h2><p>We:</p><ul><li>fly. We rest.</li></ul>", "text/html")
    assert [(s.text, s.kind, s.section, s.lead_in, s.passage) for s in page.sentences] == [
        ("Birds", "heading", (), "", 0),
        ("We:", "paragraph", ("Birds",), "", 1),
        ("fly.", "item", ("Birds",), "We:", 2),
        ("We rest.", "item", ("Birds",), "We:", 2),
    ]
    assert all(page.text[s.start : s.end] == s.text for s in page.sentences)
