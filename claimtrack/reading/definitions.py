"""Terms that a document defines for itself, and what it says they hold.

Three ways of defining are read: "“Usage Data” means the pages you visit", also with "includes" or "refers to"
and over the items of a list; "the pages you visit (collectively, the “Usage Data”)"; and "we call this Usage
Data". A term stands for concepts of one group, data or people, wherever else it is written the same way.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from claimtrack import text
from claimtrack.reading import grammar as g
from claimtrack.reading.tokens import Word, lex
from claimtrack.records import Page, Sentence
from claimtrack.vocabulary import TOP, Hit, Vocabulary

Terms = tuple[tuple[str, tuple[str, ...]], ...]
"""Terms as their definitions write them, each with the ids that it holds, of data or of people."""
MAX_TERMS = 200
LONGEST = 1500
"""Characters of a sentence in which definitions are looked for; real ones have a few hundred."""
REACH = 120
"""Characters in front of a term in which the words that define it may begin."""

_TERM = re.compile(
    r"[\"“”‘«](?P<quoted>[^\W_][^\"“”‘«»().;:]{1,50}?),?[\"“”’»]|(?<!\w)'(?P<single>[A-Z][^'\"(),.;:]{2,50})'"
    r"|\b(?P<plain>[A-Z][\w-]{1,30}(?: (?:(?:and|or|of) )?[A-Z][\w-]{1,30}){1,4}"
    r"|[A-Z][\w-]{1,30}(?: [a-z-]{2,30}){0,2} (?:information|data|details))\b"
)
"""What may be a term: words in quotes, words with capitals, "Device information"."""
_OPENS = re.compile(r"(?i)(?:in this [\w ]{3,30}, )?(?:(?:the|our|by|terms?|words?|when we say) )*")
_MEANS = re.compile(
    r",? (?:(?P<only>means?|refers? to|stands? for|we mean|is defined as|are defined as)"
    r"|includes?|consists? of|comprises?|covers?|(?:is|are)(?= (?:the|any|all)\b))\b(?P<body>.+)", re.DOTALL,
)  # fmt: skip
_ALL = r"collectively|together|jointly"
_BRACKET = re.compile(
    rf"(?i)\((?P<how>(?:(?:{_ALL}|hereinafter|hereafter|referred to|as|each|an?|the|our|or|these|this"
    r"|we call (?:this|these|it|them))[, ]+){0,6})$"
)
_CALLS = re.compile(
    r"(?i)\b(?:we (?:will )?(?:call|refer to)(?: all)?(?: of)? (?:this|these|it|them|such|that)"
    rf"|(?:which|that) we (?:will )?(?:call|refer to))(?: information| data)?(?: {_ALL})?(?: as)?(?: the| our| your)? $"
)
_SHORT = frozenset(text.stems("services site website app platform product policy terms notice agreement account"))
"""What documents shorten and is neither data nor people."""
_NO_NAME = g.DETERMINERS | g.ANAPHORS
_ASKED = g.SECOND | g.PRONOUNS | g.RELATIVES
_GROUPS = ("data", "actors")
_PARTIES = frozenset(("user", "controller"))
_COMMON = frozenset((TOP, *_PARTIES))
"""What has its common meaning whatever a document says: every policy spells out "personal data"."""


class Definition(NamedTuple):
    """A term, and the words that say what it holds."""

    term: str
    body: str
    behind: bool
    """Whether the body stands behind the term."""
    only: bool = False
    """Whether the sentence says nothing else, and so states no practice."""
    whole: bool = True
    """Whether the term holds the whole list in front of it, whatever its last member is."""


def terms(page: Page, vocabulary: Vocabulary) -> Terms:
    """The terms that a page defines, found in one pass; each may hold those before it."""
    found: dict[str, tuple[str, ...]] = {}
    previous = ""
    for sentence in page.sentences:
        for definition in definitions(sentence):
            body = definition.body or (previous if definition.only else "")
            ids = _held(definition._replace(body=body), tuple(found.items()), vocabulary)
            if ids and (len(found) < MAX_TERMS or definition.term in found):
                found[definition.term] = tuple(dict.fromkeys((*found.get(definition.term, ()), *ids)))
        previous = sentence.text[-LONGEST:]
    return tuple(found.items())


def defines(sentence: Sentence) -> bool:
    """Whether a sentence only says what a term means: such a one states no practice."""
    return any(definition.only for definition in definitions(sentence))


def definitions(sentence: Sentence) -> Sequence[Definition]:
    """The definitions in a sentence, its lead-in counted in; the body is empty where "we call this" speaks of the
    sentence before.
    """
    if sentence.kind == "heading":
        return ()
    return _definitions(f"{sentence.lead_in} {sentence.text}".strip()[:LONGEST])


@lru_cache(maxsize=4096)
def _definitions(said: str) -> Sequence[Definition]:
    return tuple(_defined(said))


def _defined(said: str) -> Iterator[Definition]:
    for match in _TERM.finditer(said):
        term = match["quoted"] or match["single"] or match["plain"]
        start = max(0, match.start() - REACH)
        means = _MEANS.match(said, match.end())
        bracket = _BRACKET.search(said[start : match.start()])
        calls = _CALLS.search(said[start : match.start()])
        if means and _OPENS.fullmatch(said[: match.start()]):
            yield Definition(term, means["body"], True, only=bool(means["only"]))
        elif bracket and (bracket["how"] or not match["plain"]):
            together = bool(re.match(_ALL, bracket["how"], re.IGNORECASE))
            yield Definition(term, said[: start + bracket.start()], False, whole=together)
        elif calls:
            body = said[: start + calls.start()]
            yield Definition(term, body, False, only=not body)


def relevant(sentence: Sentence, terms: Terms) -> Terms:
    """The terms that may stand in a sentence or its lead-in, by their first letters."""
    if not terms:
        return ()
    said = f"{sentence.lead_in} {sentence.text}".lower()
    return tuple((term, ids) for term, ids in terms if term[:4].lower() in said)


def mark(words: Sequence[Word], terms: Terms, vocabulary: Vocabulary) -> None:
    """Give words that are a term what it holds, beside what they mean of themselves."""
    for term, ids in terms:
        stems = text.stems(term)
        capitals = all(part[0].isupper() for part in term.split() if part not in ("and", "or", "of"))
        for i in range(len(words) - len(stems) + 1):
            span = words[i : i + len(stems)]
            if [word.stem for word in span] == stems and (span[0].name or not capitals):
                _hold(words, tuple(range(i, i + len(stems))), ids, vocabulary)


def _hold(words: Sequence[Word], at: tuple[int, ...], ids: Sequence[str], vocabulary: Vocabulary) -> None:
    """Add concepts to the words of a term; what only some of its words name is not meant."""
    held = [Hit(at, id, vocabulary.concepts[id].group) for id in ids]
    for i in at:
        own = [hit for hit in words[i].hits if set(hit.at) >= set(at)]
        words[i].hits = (*own, *(hit for hit in held if hit not in own))


def _held(definition: Definition, known: Terms, vocabulary: Vocabulary) -> tuple[str, ...]:
    """The ids that a term holds beside those its own words name."""
    stems = text.stems(definition.term)
    named = vocabulary.find(stems)
    if _is_common(stems, named):
        return ()
    words = lex(Sentence(definition.body.rstrip(" .,;:")), vocabulary)
    mark(words, known, vocabulary)
    body = words if definition.behind else _nearest(words)
    own = {hit.id for hit in named}
    last = _last_member(body)
    if not definition.whole and own & {hit.id for word in last for hit in word.hits}:
        body = last  # "your name and data on your device (“Device Data”)"
    hits = [hit for word in body for hit in word.hits if hit.group in _GROUPS]
    if not definition.behind and not (named or stems[-1] in vocabulary.heads or (body and body[-1].hits)):
        return ()  # "where your interests do not outweigh ours in it (“balance”)"
    group = _group(stems, named, hits if definition.behind else hits[::-1], vocabulary)
    ids = dict.fromkeys(hit.id for hit in hits if hit.group == group and hit.id not in _PARTIES)
    return tuple(id for id in ids if id not in own and (id != TOP or (not own and len(ids) == 1)))


def _is_common(stems: Sequence[str], named: Sequence[Hit]) -> bool:
    """Whether a term keeps its common meaning, or is no name: "personal data", "our services", "this information"."""
    if not stems or stems[0] in _NO_NAME or stems[-1] in _SHORT:
        return True
    return any(hit.id in _COMMON and len(hit.at) == len(stems) for hit in named)


def _group(stems: Sequence[str], named: Sequence[Hit], nearest: Sequence[Hit], vocabulary: Vocabulary) -> str:
    """Whether a term is for data or for people: as its own words say, else as what stands nearest to it."""
    if stems[-1] in vocabulary.heads:
        return "data"
    return next((hit.group for hit in (*named, *nearest) if hit.group in _GROUPS), "")


def _nearest(words: Sequence[Word]) -> Sequence[Word]:
    """The words in front of a term back to the verb or mark that parts them from the rest of the sentence."""
    for i in range(len(words) - 1, 0, -1):
        asked = words[i - 1].stem in _ASKED
        verb = any(hit.group == "actions" and hit.start == i for hit in words[i].hits)
        if words[i].text in ".:;" or (verb and not words[i].ids("data") and not asked):
            return words[i + 1 :]
    return words


def _last_member(words: Sequence[Word]) -> Sequence[Word]:
    ends = (i for i in range(len(words) - 1, -1, -1) if words[i].text in (",", "and", "or"))
    return words[next(ends, -1) + 1 :]
