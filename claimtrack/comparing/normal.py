"""The words of a sentence that count in a comparison, in one form where several say the same to a reader.

What says nothing of a practice is left out: function words, the number of a section, where else to read of it
("as explained in our report"), the common noun beside a company's name. Of synonyms among the function words
one stands for all ("prior to", "before"); of a verb and its noun the root ("measuring", "measurement").
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from claimtrack.records import Reading, Token
from claimtrack.text import stem, stem_set
from claimtrack.vocabulary import Vocabulary

TURNING = stem_set("unless until without except not out off never before")
"""Words that turn a condition round; synonyms must agree on them ("if you opt in", "unless you opt out")."""
EMPTY = stem_set("purpose reason")
"""Nouns that say nothing behind another: "for security reasons", "for security"."""
FIRMS = stem_set("company member entity parent")
"""Common nouns that a company's name may carry, and `LINKS` that may stand between: "members of the X Group"."""
LINKS = stem_set("of the our its") | {","}
REPORTED = frozenset(
    "explained described detailed outlined stated noted discussed mentioned specified listed defined indicated "
    "set".split()
)
"""What follows "as" where the sentence points elsewhere: "as explained in our report" …"""
REPORTS = frozenset("explain explains describe describes outline outlines state states sets".split())
"""… or stands behind the name of a text: "as our guide explains"."""
MARKS = frozenset(",;:.()[]")
POINTER = 6
"""Words behind "as" in which its verb stands."""
RELATIVES = frozenset(("which", "who", "whose"))
IDLE = frozenset(("controller", "user", "use", "infrastructure"))
"""Concepts that an aside may name and still say nothing of a practice."""
TELLING = frozenset(("polarity", "modality", "quantity", "condition", "safeguard"))
ANAPHORS = stem_set("it them they this these those such")
ALIKE = 0.4
"""The share of their words that two asides have in common where one became the other."""
DO = stem_set("do does did doing done")
ABLE = frozenset(("can", "could", "may", "might"))
CAN = frozenset(("can", "could"))
SEEING = stem_set("see seen view viewed read find found access accessed")
"""Verbs of what people do to whom a thing is shown."""
SO = 7
"""Words behind "so (that)" in which its modal stands."""
NEITHER = frozenset(("neither", "nor"))
"""Words that carry a denial on, as "not" does in front of `TO`: "not to banks or to airlines"."""
PLAIN = stem_set("not never")
"""Denials of one word that say nothing but that."""
PHRASE = 5
"""Words of a phrase of denial."""
AUXILIARIES = stem_set("do does did is are was were will would shall can could has have had be been")
JOINED = frozenset((",", "and", "or"))
TO = frozenset(("to", "with", "for", "by", "from", "even"))
NOUNS = (
    ("iveness", "ive"), ("ification", "ify"), ("ation", ""), ("ition", ""), ("tion", "t"), ("ment", ""), ("able", ""),
)  # fmt: skip
"""Endings that make a noun of a verb, and what they stand in place of."""


class Placed(NamedTuple):
    """A token that counts: its number among them, its normal form, and where it stands in which sentence."""

    number: int
    token: Token
    form: str
    reading: Reading
    at: int

    @property
    def sentence(self) -> str:
        """The sentence it stands in."""
        return self.reading.sentence.text


def placed(readings: Sequence[Reading], others: Sequence[Reading], vocabulary: Vocabulary) -> list[Placed]:
    """The words of one side that count; ``others`` are the sentences they are compared with."""
    compounds = frozenset(token.text for reading in others for token in reading.tokens)
    twins = [aside for reading in others for aside in asides(reading.tokens)]
    said: list[tuple[Token, Reading]] = []
    for reading in readings:
        tokens = _said(_unnumbered(reading.tokens), vocabulary.lists.get("pointers", frozenset()))
        idle = {token for aside in asides(tokens) if _has_twin(aside, twins) for token in aside}
        said += [(token, reading) for token in tokens if token not in idle]
    places = {id(token): at for reading in readings for at, token in enumerate(reading.tokens)}
    forms = _forms([token for token, _ in said], compounds, vocabulary)
    return [Placed(n, said[i][0], form, said[i][1], places[id(said[i][0])]) for n, (i, form) in enumerate(forms)]


def _unnumbered(tokens: Sequence[Token]) -> Sequence[Token]:
    """Without the number that a section or item begins with: "4.2", "Section 7."."""
    start = 0
    while start < len(tokens) and (
        tokens[start].text.isdecimal() or tokens[start].text in (".", "(", ")", "section", "article", "§")
    ):
        start += 1
    return tokens[start:] if start < len(tokens) and any(t.text in ".)" for t in tokens[:start]) else tokens


def _said(tokens: Sequence[Token], pointers: frozenset[tuple[str, ...]]) -> list[Token]:
    """Without what only points elsewhere: "as explained in our report", "; read more in our guide"."""
    found: list[Token] = []
    end = 0
    for i, token in enumerate(tokens):
        if i >= end and token.text == "as":
            end = _reference_end(tokens, i)
        elif i >= end and i and tokens[i - 1].text in MARKS and _points(tokens, i, pointers):
            end = _next_mark(tokens, i)
        if i >= end:
            found.append(token)
    return found


def _next_mark(tokens: Sequence[Token], i: int) -> int:
    return next((k for k in range(i, len(tokens)) if tokens[k].text in MARKS), len(tokens))


def _points(tokens: Sequence[Token], i: int, pointers: frozenset[tuple[str, ...]]) -> bool:
    stems = tuple(token.stem for token in tokens[i : i + 4])
    return tokens[i].text == "see" or any(stems[:length] in pointers for length in (2, 3, 4))


def _reference_end(tokens: Sequence[Token], i: int) -> int:
    """Where the reference that begins at ``i`` ends, at a mark or with a condition; ``i`` where there is none."""
    inside = i > 0 and tokens[i - 1].text == "("
    closing = (k for k in range(i, len(tokens)) if tokens[k].text == ")")
    end = next(closing, len(tokens)) if inside else _next_mark(tokens, i)
    end = next((k for k in range(i, end) if tokens[k].slot == "condition"), end)
    words = [token.text for token in tokens[i + 1 : min(end, i + POINTER)]]
    reported = any(word in REPORTED for word in words[:4])
    reports = words[:1] and words[0] in ("we", "our", "the", "this") and any(w in REPORTS for w in words)
    return end if (reported or reports) and tokens[max(i - 1, 0)].text != "such" else i


def asides(tokens: Sequence[Token]) -> Iterator[Sequence[Token]]:
    """Clauses that hang on a statement and say nothing of data: "…; signs remind you", "…, which is why …"."""
    for i, token in enumerate(tokens[:-1]):
        relative = tokens[i + 1].text in RELATIVES and (token.text == "," or token.slot == "recipient")
        if token.text == ";" or relative:
            ends = ".;" if token.text == ";" else ".;,"
            end = next((k for k in range(i + 1, len(tokens)) if tokens[k].text in ends), len(tokens))
            aside = tokens[i + 1 : end]
            if not any(t.slot in TELLING or t.stem in ANAPHORS for t in aside):
                yield aside


def _has_twin(aside: Sequence[Token], others: Sequence[Sequence[Token]]) -> bool:
    """Whether the other side has such a clause too: it names the same concepts and shares words (Dice 1945)."""
    mine, named = _content(aside)
    twins = [theirs for theirs, ids in map(_content, others) if ids == named]
    return any(2 * len(mine & theirs) >= ALIKE * (len(mine) + len(theirs)) for theirs in twins)


def _content(aside: Sequence[Token]) -> tuple[frozenset[str], frozenset[str]]:
    """The longer words of an aside, and what it names."""
    stems = frozenset(token.stem for token in aside if len(token.stem) > 3)
    return stems, frozenset(id for token in aside for id in token.ids) - IDLE


def _forms(
    tokens: Sequence[Token], compounds: frozenset[str], vocabulary: Vocabulary
) -> Iterator[tuple[int, str]]:
    """The numbers of the words that count, with their normal forms."""
    stopwords = vocabulary.lists.get("stopwords", frozenset())
    skip = 0
    counted = False
    for i in range(len(tokens)):
        skip -= 1
        if skip > 0:
            continue
        form, skip = _form(tokens, i, compounds, vocabulary)
        counts = _counts(tokens, i, form, stopwords) and not (form in EMPTY and counted)
        counted = counts
        if counts:
            yield i, form


def _form(tokens: Sequence[Token], i: int, compounds: frozenset[str], vocabulary: Vocabulary) -> tuple[str, int]:
    """The normal form of what begins at a word, and how many words it takes."""
    said = tokens[i].stem or stem(tokens[i].text)
    for phrase, form in vocabulary.synonyms.get(said, ()):
        if phrase == tuple(token.stem or stem(token.text) for token in tokens[i : i + len(phrase)]):
            return form, len(phrase)
    glued = "".join(token.text for token in tokens[i : i + 2])
    if glued in compounds and i + 1 < len(tokens):
        return stem(glued), 2
    if tokens[i].stem in NEITHER or (tokens[i].text == "not" and {t.text for t in tokens[i + 1 : i + 2]} <= TO):
        return "" if any(t.slot == "polarity" for t in tokens[:i]) else "not", 1  # a denial carried on
    if tokens[i].slot == "polarity" and (length := _denial(tokens, i, vocabulary)):
        return "" if _denied_again(tokens, i) else "not", length
    if tokens[i].text == "using" and i and tokens[i - 1].text.endswith("ed"):
        return "", 1  # "trained using", "trained on"
    form = root(tokens[i].stem)
    return next((same for phrase, same in vocabulary.synonyms.get(form, ()) if phrase == (form,)), form), 1


def _denial(tokens: Sequence[Token], i: int, vocabulary: Vocabulary) -> int:
    """How many words the phrase of denial has that begins here: "not", "under no circumstances"."""
    denials = vocabulary.lists.get("negators", frozenset())
    run = next((k for k in range(i, min(i + PHRASE, len(tokens))) if tokens[k].slot != "polarity"), i + PHRASE) - i
    said = tuple(token.stem for token in tokens[i : i + run])
    length = next((n for n in range(len(said), 0, -1) if said[:n] in denials), 0)
    return length if length > 1 or (length and tokens[i].stem in PLAIN) else 0


def _denied_again(tokens: Sequence[Token], i: int) -> bool:
    """Whether a denial only repeats the one before it: "we do not and will [not] sell"."""
    k = i - 1
    while k > 0 and (tokens[k].stem in AUXILIARIES | JOINED or tokens[k].text in JOINED):
        k -= 1
    return 0 <= k < i - 1 and tokens[k].slot == "polarity"


def root(word: str) -> str:
    """A stem without the ending that makes a noun of a verb ("measurement" as "measure"), a short one without its s."""
    if word in ("ads", "ids"):
        return word[:-1]
    for ending, instead in NOUNS:
        base = word.removesuffix(ending)
        if base != word and len(base) > 3:
            return stem(base + instead)
    return word


def _must_not(tokens: Sequence[Token], i: int) -> bool:
    """Whether a "shall" stands beside a denial, where it says no more than "will"."""
    return tokens[i].text == "shall" and any(t.slot == "polarity" for t in tokens[max(0, i - SO) : i + 3])


def _counts(tokens: Sequence[Token], i: int, form: str, stopwords: frozenset[tuple[str, ...]]) -> bool:
    """Whether a word takes part: function words do where they carry the meaning, the controller's names nowhere."""
    token = tokens[i]
    if not form[:1].isalnum() or "controller" in token.ids:
        return False
    if token.stem in DO or (token.text in ABLE and _enabled(tokens, i)) or _must_not(tokens, i):
        return False
    if token.slot in ("polarity", "modality", "quantity") or form in TURNING:
        return True
    return (form,) not in stopwords and not (token.stem in FIRMS and _beside_name(tokens, i))


def _enabled(tokens: Sequence[Token], i: int) -> bool:
    """Whether a modal says nothing of its own: what something is for ("so that you [can] find friends"), or that
    somebody sees what is shown ("[can] be viewed by", "viewable by").
    """
    able = tokens[i].text in CAN
    so = any(one.text == "so" and two.text[0].isalnum() for one, two in pairwise(tokens[max(0, i - SO) : i]))
    sees = any(token.stem in SEEING for token in tokens[i + 1 : i + 4])
    return tokens[i].slot == "purpose" or (able and (so or sees))


def _beside_name(tokens: Sequence[Token], i: int) -> bool:
    """Whether a common noun belongs to a name of the document's that stands beside it."""
    for step in (1, -1):
        k = i + step
        while 0 <= k < len(tokens) and (tokens[k].text in LINKS or tokens[k].stem in FIRMS | LINKS):
            k += step
        if 0 <= k < len(tokens) and tokens[k].stem.startswith("name") and tokens[k].ids:
            return True
    return False
