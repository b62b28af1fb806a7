"""The differences between two readings of a sentence, without those that a reader would not call one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from difflib import SequenceMatcher

from claimtrack.comparing import sameness
from claimtrack.comparing.hunks import Hunk, at_place
from claimtrack.comparing.normal import Placed, placed
from claimtrack.comparing.spans import span
from claimtrack.records import Reading
from claimtrack.vocabulary import Vocabulary

REWRITTEN = 4
"""Places that differ from which on a sentence was written anew rather than edited."""


def between(before: Sequence[Reading], after: Sequence[Reading], vocabulary: Vocabulary) -> list[Hunk]:
    """The differences between sentences that became others; several on a side are read as one."""
    left, right = placed(before, after, vocabulary), placed(after, before, vocabulary)
    matcher = SequenceMatcher(None, [p.form for p in left], [p.form for p in right], autojunk=False)
    raw = [
        hunk
        for op, i1, i2, j1, j2 in matcher.get_opcodes()
        if op != "equal"
        for hunk in at_place(span(left, i1, i2), span(right, j1, j2), vocabulary)
    ]
    rewritten = sum(op != "equal" for op, *_ in matcher.get_opcodes()) >= REWRITTEN
    if rewritten:
        raw = [hunk for hunk in raw if not sameness.stands_elsewhere(hunk, left, right)]
    hunks = sameness.without_moves(raw, rewritten=rewritten)
    split = len(before) != len(after)
    if sameness.same_words(hunks, left, right, split=split) and sameness.same_deeds(before, after):
        return [replace(hunk, kind="wording") for hunk in hunks]
    if sameness.same_practices(before, after, hunks, vocabulary):
        return [replace(hunk, kind="wording") for hunk in hunks]
    return [_judged(hunk, left, right, vocabulary, rewritten=rewritten) for hunk in hunks]


def _judged(
    hunk: Hunk, left: Sequence[Placed], right: Sequence[Placed], vocabulary: Vocabulary, *, rewritten: bool
) -> Hunk:
    """A difference with its kind, which is mere wording where a reader would not call it one."""
    same = sameness.says_nothing(hunk, left, right, vocabulary)
    same = same or (rewritten and sameness.unsure(hunk, left, right, vocabulary))
    return replace(hunk, kind="wording") if same else hunk
