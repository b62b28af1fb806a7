"""From a sentence to tokens that know their concepts: the reader's first step."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import lru_cache

from claimtrack import text
from claimtrack.records import Sentence, Slot
from claimtrack.vocabulary import Hit, Vocabulary

_TOKEN = re.compile(
    r"(?i:\be\.\s?g\b\.?|\bi\.\s?e\b\.?)|[^\W_]+(?:['’][^\W_]+)*|[,;:.?!()\[\]{}/%–—]|(?<=\s)-(?=\s)"
)
"""Words, and the marks that part clauses and list members; quotes and hyphens inside words are passed over."""
_CONTRACTION = re.compile(r"(?i)^(.+?)(n['’]t|['’](?:ll|re|ve|d|m))$")
JOINERS = frozenset("-‐‑")
"""Hyphens between the parts of one word."""
_ONE = {"“": '"', "”": '"', "’": "'", "‘": "'", "–": "-", "—": "-"}
MONTHS = frozenset(
    "january february march april may june july august september october november december jan feb mar apr jun jul aug "
    "sep sept oct nov dec".split()
)
TECHNOLOGY = "IT"
"""What is no pronoun in a sentence that is not all in capitals: "IT support"."""
DENYING = frozenset(("unencrypted", "unhashed", "unanonymised", "unanonymized"))
"""Words that deny what stands behind their "un": of a safeguard that a page says is not there."""
_NOTHING: Mapping[str, int] = {}
_ALSO = (["only"], ["mere"], ["merely"], ["just"])
"""Words behind a "not" that then denies nothing."""
MODAL = frozenset(("may", "must"))
"""Word lists of modals."""
MAX_TOKENS = 1500
"""A sentence longer than this is read only so far; the longest real one has 320 words."""


@dataclass(slots=True)
class Word:
    """A token while it is being read.

    ``own`` is False for words of the lead-in; ``lists`` names the word lists it is part of, ``opens`` those
    whose phrase begins here, with the phrase's length in words.
    """

    text: str
    stem: str
    start: int
    end: int
    opens: Mapping[str, int]
    own: bool = True
    hits: tuple[Hit, ...] = ()
    lists: frozenset[str] = frozenset()
    slot: Slot = "other"
    clause: int = 0
    verb: bool = False
    name: bool = False
    """Whether it is written with a capital, as names are."""
    joined: bool = False
    """Whether a hyphen ties it to the word before: the "in" of "plug-in" opens no phrase."""
    deed: bool = False
    """Whether the order of its sentence makes it a verb: the "sale" of "there is no sale of your data"."""

    @property
    def modal(self) -> bool:
        """Whether it is part of a modal: "may", "have to"."""
        return not MODAL.isdisjoint(self.lists)

    def ids(self, group: str) -> list[str]:
        """The ids of a group that this word is part of."""
        return [hit.id for hit in self.hits if hit.group == group] if self.hits else []


def lex(sentence: Sentence, vocabulary: Vocabulary) -> list[Word]:
    """The words of the lead-in and of the sentence, each with its concepts and word lists."""
    words = _all(sentence)
    _know(words, vocabulary)
    return words


def put(
    sentence: Sentence, places: Sequence[int], deeds: AbstractSet[int], vocabulary: Vocabulary
) -> list[Word]:
    """The same in another order; a place below 0 is a comma that the sentence has not. ``deeds`` are verbs by
    that order.
    """
    words = _all(sentence)
    for i in deeds:
        words[i].deed = True
    turned = [words[i] if i >= 0 else Word(",", ",", -1, -1, _NOTHING) for i in places]
    _know(turned, vocabulary)
    return turned


def _all(sentence: Sentence) -> list[Word]:
    lead = [Word(w.text, w.stem, -1, -1, _NOTHING, own=False) for w in _split(sentence.lead_in)]
    return (lead + _split(sentence.text))[:MAX_TOKENS]


def _know(words: Sequence[Word], vocabulary: Vocabulary) -> None:
    """Give each word its concepts and word lists."""
    stems = [word.stem for word in words]
    _pass_over_references(words)
    _pass_over_dates(words)
    for hit in vocabulary.find(stems):
        for i in hit.at:
            words[i].hits += (hit,)
        if tuple(stems[i] for i in hit.at) in vocabulary.names:
            _rename([words[i] for i in hit.at], hit.id)
    _mark_lists(words, stems, vocabulary)


def _pass_over_references(words: Sequence[Word]) -> None:
    """Footnote marks and "(see section 4)" say nothing: they are fillers."""
    for i, word in enumerate(words):
        if word.text in ("[", "(") and i + 1 < len(words):
            opens = words[i + 1]
            if (word.text == "[" and opens.text.isdecimal()) or (word.text == "(" and opens.stem == "see"):
                end = next((k for k in range(i, len(words)) if words[k].text in "])"), i)
                for inner in words[i : end + 1]:
                    inner.lists |= {"fillers"}


def _pass_over_dates(words: Sequence[Word]) -> None:
    """A date of effect says nothing of a practice, however it is written: "From 4 January 2021"."""
    for i, word in enumerate(words):
        if word.text in MONTHS and _is_month(words, i):
            for near in words[max(0, i - 1) : i + 4]:
                if near is word or near.text.isdecimal():
                    near.lists |= {"fillers"}


def _rename(words: Sequence[Word], id: str) -> None:
    """Give the names of one thing one stem, so that one for the other is no difference."""
    for word in words:
        word.stem = ""
    words[0].stem = "name" + id.replace("-", "")


def _split(source: str) -> list[Word]:
    words: list[Word] = []
    loud = source.isupper()
    for match in _TOKEN.finditer(source):
        raw = match.group()
        contraction = _CONTRACTION.match(raw) if "'" in raw or "’" in raw else None
        if contraction and raw.lower() not in ("can't", "can’t", "won't", "won’t"):
            middle = match.start() + contraction.end(1)
            words.append(_word(contraction[1], match.start(), middle))
            words.append(
                _word("not" if "n" in contraction[2].lower()[:1] else contraction[2], middle, match.end())
            )
        else:
            words += _parted(raw, match.start(), match.end(), loud=loud)
            words[-1].joined = match.start() > 0 and source[match.start() - 1] in JOINERS
    return words


def _parted(raw: str, start: int, end: int, *, loud: bool) -> list[Word]:
    """A word, or the denial inside it and the rest: "unencrypted" is not encrypted."""
    if raw == TECHNOLOGY and not loud:
        return [Word(raw, raw, start, end, _NOTHING, name=True)]
    if raw.lower() not in DENYING:
        return [_word(raw, start, end)]
    return [_word("not", start, start + 2), _word(raw[2:], start + 2, end)]


def _word(raw: str, start: int, end: int) -> Word:
    lower, stem, name = _forms(raw)
    return Word(lower, stem, start, end, _NOTHING, name=name)


@lru_cache(maxsize=16384)
def _forms(raw: str) -> tuple[str, str, bool]:
    """A word in lower case, its stem, and whether it is written with a capital."""
    lower = _ONE.get(raw, raw.lower().replace("’", "'"))
    if lower[1:2] == ".":
        lower = lower.replace(".", "").replace(" ", "")
    stem = text.stem(lower) if lower[0].isalnum() else lower
    return lower, {"cant": "cannot", "wont": "not"}.get(stem, stem), raw[0].isupper()


def _mark_lists(words: Sequence[Word], stems: Sequence[str], vocabulary: Vocabulary) -> None:
    found = [(at, name) for at, name in vocabulary.marks(stems) if name != "may" or not _is_month(words, at[0])]
    bound, denied = (
        {i for at, other in found if other == name and 1 < len(at) > at[-1] - at[0] for i in at}
        for name in ("must", "negators")
    )
    for at, name in found:
        if name == "negators" and bound.issuperset(at):
            continue  # "no choice but to"
        if name == "negators" and len(at) == 1 and stems[at[0] + 1 : at[0] + 2] in _ALSO:
            continue  # "not only", "not merely"
        if name == "condition_openers" and denied.issuperset(at):
            continue  # "not once"
        for i in at:
            words[i].lists |= {name}
        first = words[at[0]]
        first.opens = {**first.opens, name: max(at[-1] + 1 - at[0], first.opens.get(name, 0))}
    _mark_inverted(words)


def _mark_inverted(words: Sequence[Word]) -> None:
    """A sentence that begins with "should" or "were" opens with a condition: "Should it rain, we …"."""
    first = next((word for word in words if word.own), None)
    if first and first.text in ("should", "were", "had") and any(word.text == "," for word in words):
        first.lists = first.lists - {"may"} | {"condition_openers"}
        first.opens = {"condition_openers": 1, **first.opens}


def _is_month(words: Sequence[Word], i: int) -> bool:
    """Whether a "May" is the month: written as a name, and next to a number."""
    if not words[i].name:
        return False
    beside = [word.text for word in (*words[max(0, i - 1) : i], *words[i + 1 : i + 2])]
    return any(text.isdecimal() for text in beside)
