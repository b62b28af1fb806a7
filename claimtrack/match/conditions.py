"""Conditions that a claim gives in its own words, held against those that a text states.

A claim file may say `conditions: [while you are recording]` where no id of the vocabulary says it. Then the text has to
have a condition that holds the same words and turns the same way: "whenever you record", and neither "while you are
not recording" nor "after you stop recording".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from claimtrack import text
from claimtrack.records import Value
from claimtrack.text import stem, stem_set
from claimtrack.vocabulary import Vocabulary

OPENERS = stem_set(
    "if when whenever wherever where as while during should event case only just solely in on at by upon"
)
"""Words that open a condition, and say no more of it than that it is one."""
TURNING = stem_set(
    "unless until without except not never no nobody none cannot off out even regardless whether although "
    "stop end finish cease quit pause refuse decline withdraw"
)
"""Words that make another condition of the same words."""
TIMES = dict.fromkeys(stem_set("after once since soon following"), "after") | {stem("before"): "before"}
"""Words that set a condition in front of, or behind, what it names."""
IDLE = stem_set("you your yours yourself we us our they them their it its he she will would may might can could choose")
"""Words that any condition may have."""


def told(words: str, condition: Value, vocabulary: Vocabulary) -> bool:
    """Whether a condition of a text is the one that a claim gives in these words."""
    asked, said = _content(words, vocabulary), _content(condition.words, vocabulary)
    if _turns(asked) != _turns(said):
        return False
    named = _named(words, vocabulary)
    wanted = _kept(asked)
    return (bool(wanted) and wanted <= _kept(said)) or (condition.id is not None and condition.id in named)


def _kept(stems: Sequence[str]) -> frozenset[str]:
    return frozenset(stems) - TURNING - TIMES.keys()


def _turns(stems: Sequence[str]) -> tuple[frozenset[str], frozenset[str]]:
    """What turns a condition round, and when it holds."""
    return frozenset(stems) & TURNING, frozenset(TIMES[stem] for stem in stems if stem in TIMES)


@lru_cache(maxsize=4096)
def _content(words: str, vocabulary: Vocabulary) -> tuple[str, ...]:
    """The stems of a condition that say something, of synonyms the one that stands for all."""
    stops = vocabulary.lists.get("stopwords", frozenset())
    said = _said(text.stems(words), vocabulary)
    turning = TURNING | TIMES.keys()
    return tuple(s for s in said if s in turning or not (s in OPENERS or s in IDLE or (s,) in stops))


def _said(stems: Sequence[str], vocabulary: Vocabulary) -> Iterator[str]:
    skip = 0
    for i, said in enumerate(stems):
        skip -= 1
        if skip > 0:
            continue
        found = ((p, form) for p, form in vocabulary.synonyms.get(said, ()) if p == tuple(stems[i : i + len(p)]))
        phrase, form = next(found, ((said,), said))
        skip = len(phrase)
        if form:
            yield form


@lru_cache(maxsize=1024)
def _named(words: str, vocabulary: Vocabulary) -> frozenset[str]:
    """The conditions of the vocabulary that words name, where these say nothing else."""
    stems = text.stems(words)
    hits = [hit for hit in vocabulary.find(stems) if hit.group == "conditions"]
    left = [stem for i, stem in enumerate(stems) if not any(i in hit.at for hit in hits)]
    return frozenset() if _kept(_content(" ".join(left), vocabulary)) else frozenset(hit.id for hit in hits)
