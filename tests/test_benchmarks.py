"""The benchmarks measure what they say: editions as long and as alike as they promise, labels judged rightly."""

from __future__ import annotations

from itertools import pairwise

import pytest

from tests.benchmarks import alignment, importing, redacted, speed
from tests.corpus import needs_corpus

# ── Speed ────────────────────────────────────────────────────────────────────────────────────────────


def test_the_editions_are_as_long_and_as_alike_as_they_promise() -> None:
    before = speed.body(speed.sentences())
    after = speed.edited(before)
    assert sum(len(each.split()) for each in before) == pytest.approx(speed.WORDS, rel=0.02)
    assert len(set(before)) / len(before) == pytest.approx(speed.DISTINCT, abs=0.05)
    assert sum(map(str.__ne__, before, after)) / len(before) == pytest.approx(speed.CHANGED, abs=0.005)


def test_there_are_nineteen_claims_that_differ() -> None:
    claims = speed.claims()
    assert len({each.practice.model_dump_json() for each in claims}) == len(claims) == 19


# ── Alignment ────────────────────────────────────────────────────────────────────────────────────────

OLD, NEW, MORE = "We keep logs of what you do.", "We keep all logs of what you do.", "We share them with nobody."
JUDGED = [
    ((NEW,), [NEW], True),
    ((NEW,), [NEW.upper().replace(".", "!")], True),
    ((NEW,), [MORE, NEW], True),
    ((NEW, MORE), [MORE, NEW], True),
    ((NEW,), [f"So: {NEW}"], True),
    ((NEW, MORE), [NEW], False),
    ((NEW,), [MORE], False),
    ((NEW,), [], False),
    ((NEW,), ["logs"], False),
    ((), [], True),
    ((), [NEW], False),
]


@pytest.mark.parametrize(("named", "found", "expected"), JUDGED)
def test_a_label_is_judged(named: tuple[str, ...], found: list[str], expected: bool) -> None:
    assert alignment.is_right(alignment.Label("any", OLD, named), found) is expected
RIGHT = 37
"""Labels that came out right when this was last raised."""


@needs_corpus
def test_the_alignment_does_not_fall_behind() -> None:
    scores = {name: sum(of.values()) for name, of in alignment.right().items()}
    assert scores["align.sentences"] >= RIGHT
    assert scores["align.sentences"] > scores["rapidfuzz ratio"]


# ── Redacted snapshots ───────────────────────────────────────────────────────────────────────────────

AGREE = 0.96
"""The least share of findings that must be flagged alike without the text; 97.7 % were when this was written."""


def test_a_line_of_the_table_counts_what_differs() -> None:
    line = redacted.Score(findings=200, both=7, whole=2, redacted=1, statuses=150).line("Tarn")
    assert line.split() == ["Tarn", "200", "10", "7", "2", "1", "98.5%", "75.0%"]


@needs_corpus
def test_redacted_snapshots_do_not_fall_behind() -> None:
    score = next(redacted.score(*each) for each in redacted.sets())
    assert 1 - (score.whole + score.redacted) / score.findings >= AGREE

# ── Importing ────────────────────────────────────────────────────────────────────────────────────────


def test_the_made_archive_is_what_it_promises() -> None:
    """Of ten editions six say something new, in one sentence; the others change what no reader sees, or come back."""
    texts = list(importing.texts(21))
    said = [text.rpartition("\n[Top]")[0].splitlines() for text in texts]
    assert len(set(texts)) == len(texts)
    assert sum(now != before for before, now in pairwise(said)) == 14
    assert len({tuple(lines) for lines in said}) == 13
    changed = [sum(map(str.__ne__, *pair)) for pair in pairwise(said)]
    assert max(changed) == 1
