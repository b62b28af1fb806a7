"""Text from pages and claim files, made fit to show: inert, shortened, with the changed words marked."""

from __future__ import annotations

import difflib
import itertools
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

MAX_WORDS = 1200
"""Longer passages are not compared word by word: difflib takes quadratic time."""

LIKE = 0.3
"""Share of words that two sentences have in common from which on they are shown side by side."""
MAX_PAIRED = 20
CONTEXT = 12
"""Unchanged words shown on each side of a changed one in a long sentence."""

_KEPT = "\u200d"  # joins emoji and the letters of some scripts, and does nothing else
_ESCAPE = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)?|.)?")
_COMMAND = re.compile(r":(?=:)|#(?=#\[)")
"""Where a runner of GitHub Actions would see a command ("::error::", "##[error]") in a printed line."""
_TOKEN = re.compile(r"\S+\s*")


class Piece(NamedTuple):
    """A run of words of a passage, and whether it differs from the other side."""

    text: str
    changed: bool


def inert(text: str) -> str:
    """The text in one line, without escape sequences, control characters, turns of direction and CI commands."""
    plain = _ESCAPE.sub("", text)
    plain = plain.translate({ord(c): " " if c.isspace() else None for c in set(plain) if c.isspace() or not shows(c)})
    plain = re.sub(" {2,}", " ", plain).strip()
    return _COMMAND.sub(r"\g<0> ", plain)


def shows(character: str) -> bool:
    """Whether a character is seen where it stands, and steers nothing."""
    return character in _KEPT or unicodedata.category(character) not in {"Cc", "Cf", "Cs", "Co", "Cn"}


def shortened(text: str, width: int) -> str:
    """At most ``width`` characters, cut at a word where one ends near."""
    if len(text) <= width:
        return text
    cut = text[: max(width - 1, 0)]
    at_word = cut.rsplit(" ", 1)[0]
    return ((at_word if len(at_word) > width * 2 // 3 else cut).rstrip(" ,;:.") + "…")[: max(width, 0)]


def marked(before: str, after: str) -> tuple[list[Piece], list[Piece]]:
    """Both texts, inert, in pieces: words that the other has not are changed; no marks where one is empty."""
    old, new = _TOKEN.findall(inert(before)), _TOKEN.findall(inert(after))
    if not old or not new or max(len(old), len(new)) > MAX_WORDS:
        return [Piece("".join(old), False)], [Piece("".join(new), False)]
    runs = difflib.SequenceMatcher(None, _keys(old), _keys(new), autojunk=False).get_opcodes()
    left, right = [], []
    for at, (kind, i1, i2, j1, j2) in enumerate(runs):
        alone = i2 - i1 == 1 and 0 < at < len(runs) - 1  # one word between two changes reads as part of them
        left.append(("".join(old[i1:i2]), kind != "equal" or alone))
        right.append(("".join(new[j1:j2]), kind != "equal" or alone))
    return _pieces(left), _pieces(right)


def _pieces(runs: Iterable[tuple[str, bool]]) -> list[Piece]:
    """Neighbours of the same kind joined."""
    return [
        Piece("".join(text for text, _ in group), changed)
        for changed, group in itertools.groupby((run for run in runs if run[0]), key=lambda run: run[1])
    ]


def _keys(tokens: list[str]) -> list[str]:
    return [token.strip().strip(".,;:()[]\"'“”‘’").lower() for token in tokens]


def pairs(before: list[str], after: list[str]) -> list[tuple[str, str]]:
    """What became of the sentences: those that differ, each with its most similar one; "" stands for none.

    Where the two sides are the same, the first sentence stands for all. Of very many on a side only the first
    ``MAX_PAIRED`` are paired; nobody reads more of them.
    """
    said_before, said_after = set(before), set(after)
    left = list(dict.fromkeys(each for each in before if each not in said_after))[:MAX_PAIRED]
    right = list(dict.fromkeys(each for each in after if each not in said_before))[:MAX_PAIRED]
    if not left and not right:
        return [(each, each) for each in before[:1]]
    found = []
    for old in left:
        new = max(right, key=lambda each: _likeness(old, each), default="")
        new = new if new and _likeness(old, new) >= LIKE else ""
        right = [each for each in right if each != new]
        found.append((old, new))
    return found + [("", new) for new in right]


def _likeness(old: str, new: str) -> float:
    """The share of words that both have, 0 to 1 (the Dice coefficient of their bags of words)."""
    left, right = (Counter(_keys(inert(each).split()[:MAX_WORDS])) for each in (old, new))
    return 2 * (left & right).total() / max(left.total() + right.total(), 1)


def elided(pieces: list[Piece]) -> list[Piece]:
    """The same with the middle of long unchanged runs left out."""
    last = len(pieces) - 1
    return [
        piece if piece.changed or not last else Piece(_elided(piece.text, at > 0, at < last), False)
        for at, piece in enumerate(pieces)
    ]


def _elided(text: str, has_left: bool, has_right: bool) -> str:
    """The words next to a change on either side, where there are many more."""
    words = text.split(" ")
    if len(words) <= 3 * CONTEXT:
        return text
    return " ".join([*words[: CONTEXT * has_left], "…", *words[-CONTEXT - 1 :][: has_right * len(words)]])


_FORMULA = re.compile(r"""(^(?=["“”'‘’ ]*[=+\-@＝＋－＠])|;\s*(?=["']*[=+\-@＝＋－＠]))""")
"""Where a formula begins, also in full width: at the start of a cell, behind quotes that an import may take off, and
behind a semicolon, at which spreadsheets set to many languages of Europe part the cells of any CSV file."""


def cell(text: str) -> str:
    """The text as a cell that no spreadsheet takes for a formula (OWASP, CSV injection); `inert` took line breaks."""
    return _FORMULA.sub(r"\1'", inert(text))
