"""Reading: what the sentences of a policy say is done with data.

A sentence is read once however often it stands, on whichever page, with what the headings above it name, the
stem it completes and what the sentence before it in its passage left it to say.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from claimtrack.reading import definitions
from claimtrack.reading.above import above
from claimtrack.reading.definitions import Terms
from claimtrack.reading.order import plain
from claimtrack.reading.parse import Context, Parse
from claimtrack.reading.practices import context, practices, settle
from claimtrack.reading.quantities import periods, quantities
from claimtrack.reading.slots import clauses
from claimtrack.reading.statements import names
from claimtrack.reading.tokens import Word, lex, put
from claimtrack.records import Claim, Document, Page, Practice, Reading, Sentence, Token
from claimtrack.vocabulary import Vocabulary

NONE: frozenset[str] = frozenset()

__all__ = ["for_claims", "for_document", "page"]


def for_document(vocabulary: Vocabulary, document: Document) -> Vocabulary:
    """The vocabulary with the names that a document uses: its aliases and the controller's own."""
    controller = [*document.controller, *document.aliases.get("controller", ())]
    return vocabulary.with_names({**document.aliases, "controller": controller})


def for_claims(vocabulary: Vocabulary, claims: Iterable[Claim]) -> Vocabulary:
    """The vocabulary with what claims call the things they are on; ``vocabulary`` is `for_document`'s."""
    found = [name for claim in claims for name in names(claim.practice, _stated(claim, vocabulary), vocabulary)]
    return vocabulary.with_entries(found) if found else vocabulary


def _stated(claim: Claim, vocabulary: Vocabulary) -> tuple[Practice, ...]:
    """A claim's statement, read as if it stood alone on a page."""
    return _read(claim.statement, "", False, Context(), (), vocabulary)[1]


def page(page: Page, vocabulary: Vocabulary) -> list[Reading]:
    """Read every sentence of a page, in order; ``vocabulary`` is `for_document`'s."""
    readings: list[Reading] = []
    previous: tuple[Practice, ...] = ()
    passage = -1
    terms = definitions.terms(page, vocabulary)
    headings = above(page, vocabulary)
    for sentence in page.sentences:
        if sentence.passage != passage:
            previous, passage = (), sentence.passage
        found = context(sentence, previous, headings.context(sentence))
        held = definitions.relevant(sentence, terms)
        heading = sentence.kind == "heading"
        lead_in = "" if previous and _is_whole(sentence) else sentence.lead_in
        tokens, stated, defined = _read(sentence.text, lead_in, heading, found, held, vocabulary)
        reading = Reading(sentence, tokens, _under(sentence.section, stated), defined)
        previous = reading.practices or previous
        readings.append(reading)
    return readings


def _is_whole(sentence: Sentence) -> bool:
    """Whether a further sentence of a list item has a subject of its own: it completes no stem."""
    return sentence.text.split(maxsplit=1)[:1] != [] and sentence.text.split(maxsplit=1)[0].lower() in SUBJECTS


def _under(section: tuple[str, ...], stated: tuple[Practice, ...]) -> tuple[Practice, ...]:
    """The practices of a sentence with the section that it stands in here."""
    return tuple([Practice(practice.sentence, section, *practice[2:]) for practice in stated]) if section else stated


SUBJECTS = frozenset("we you it they this these those our your such".split())
"""How a further sentence of an item begins that has a subject of its own."""
KNOWN = 8192
"""Readings that are kept: those of a dozen long policies, at about 8 kB each."""


@lru_cache(maxsize=KNOWN)
def _read(
    said: str, lead_in: str, heading: bool, found: Context, terms: Terms, vocabulary: Vocabulary
) -> tuple[tuple[Token, ...], tuple[Practice, ...], frozenset[str]]:
    """What a sentence says, whichever page and section it stands in; headings and definitions state nothing."""
    sentence = Sentence(said, lead_in=lead_in)
    words, aside = _in_order(sentence, vocabulary)
    definitions.mark(words, terms, vocabulary)
    parts = clauses(words)
    spans = periods(words)
    measures = [q for q in quantities(words) if not any(start < q.start < end for start, end in spans)]
    for quantity in measures:
        for word in words[quantity.start : quantity.end]:
            word.slot, word.stem = "quantity", ""
        words[quantity.at].stem = quantity.measure
    spans = [span for span in spans if not any(q.start < span[1] and span[0] < q.end for q in measures)]
    for start, end in spans:
        for word in words[start:end]:
            word.slot = "quantity"
    parse = Parse(sentence, words, parts, found, vocabulary, measures, spans)
    only_defines = definitions.defines(sentence)
    stated = () if heading or only_defines else tuple(practices(parse))
    settle(parse)
    for word in words if only_defines else ():
        word.slot, word.clause = "data", 0  # whatever its place, it tells what the term holds
    own = (word for word in (*words, *aside) if word.own and word.start >= 0)
    tokens = tuple([_token(word) for word in sorted(own, key=lambda word: word.start)])
    return tokens, stated, frozenset().union(*(token.ids for token in tokens)) if only_defines else frozenset()


def _in_order(sentence: Sentence, vocabulary: Vocabulary) -> tuple[list[Word], list[Word]]:
    """The words of a sentence in plain order, and those that say nothing in it."""
    words = lex(sentence, vocabulary)
    order = plain(words)
    if order is None:
        return words, []
    return put(sentence, order.places, order.deeds, vocabulary), [words[i] for i in sorted(order.aside)]


def _token(word: Word) -> Token:
    ids = frozenset([hit.id for hit in word.hits]) if word.hits else NONE
    stem = "" if "fillers" in word.lists else word.stem
    return Token(word.text, stem, word.start, word.end, word.slot, word.clause, ids)
