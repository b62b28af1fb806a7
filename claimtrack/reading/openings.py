"""How sentences open: phrases that stand in front of the subject, and where the subject begins behind them."""

from __future__ import annotations

from collections.abc import Sequence

from claimtrack.reading import grammar as g
from claimtrack.reading.tokens import Word
from claimtrack.reading.verbs import is_embedded

_OPENERS = g.PREPOSITIONS | g.LINKS
_ARTICLES = g.ARTICLES | g.PEOPLE
_SUBJECTS = _ARTICLES | g.PRONOUNS
REACH = 30
"""Words of a subject, with what hangs on it, in front of its verb."""


def opening(words: Sequence[Word]) -> range:
    """The words of a phrase that opens the sentence and of the comma behind it: "For the sake of peace, …".

    Empty where the sentence opens with its subject or a condition.
    """
    start = next((k for k, word in enumerate(words) if word.own), len(words))
    none = range(start, start)
    if start == len(words) or words[start].stem not in _OPENERS:
        return none
    depth = 0
    for k in range(start, len(words)):
        depth += (words[k].text in g.OPEN) - (words[k].text in g.CLOSE)
        if words[k].text in (".", ";", ":") or "condition_openers" in words[k].opens:
            return none
        if words[k].text == "," and depth == 0 and _subject_follows(words, k + 1):
            return range(start, k + 1)
    return none


def _subject_follows(words: Sequence[Word], i: int) -> bool:
    """Whether a noun phrase begins at ``i`` that comes to a verb, and is no further member of what opens."""
    if i >= len(words) or not _begins_subject(words[i]):
        return False
    for k in range(i, min(i + REACH, len(words))):
        word = words[k]
        if word.text in ".;:" or "condition_openers" in word.opens or word.ids("purposes"):
            return False
        if k > i and word.stem in ("we", "you") and words[i].stem not in _ARTICLES:
            return False  # "…, groups and topics you follow"
        if _is_predicate(words, k):
            return k > i
    return False


def _is_predicate(words: Sequence[Word], k: int) -> bool:
    word = words[k]
    if word.stem in g.AUXILIARIES or word.modal:
        following = next((n for n in range(k + 1, len(words)) if words[n].verb), k)
        return not is_embedded(words, following)
    return word.verb and not is_embedded(words, k)


def _begins_subject(word: Word) -> bool:
    plural = word.text.endswith("s") and not word.text.endswith(("ss", "us"))
    return word.stem in _SUBJECTS or bool(word.ids("actors")) or plural
