"""Normal forms of words: what is the same to a reader is the same here.

Three depths, each built on the one before:

- `normal`: one code point a character where Unicode has several (quotes, dashes, spaces, ligatures).
- `words`: the words of a text in lower case, with their offsets in the original.
- `stem`: a word without its inflection and in one spelling ("customised", "customizing" → "custom-iz").

The stemmer is a handful of suffix rules of our own, weaker on purpose than Porter's (1980), which folds
"organisation" and "organ" together: only number, tense, the gerund and -ise/-ize, -our/-or go.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from claimtrack import normalform


class Word(NamedTuple):
    """A word in lower case, and where it stands in the text it was taken from."""

    text: str
    start: int
    end: int


_APOSTROPHES = "‘’‚‛′ʼ`´"
_ONE_FOR_ONE = {
    ord(c): to
    for chars, to in (
        (_APOSTROPHES, "'"),
        ("“”„‟″«»", '"'),
        ("‐‑‒–—―−", "-"),
        ("\u00a0\u1680\u202f\u205f\u3000\t\r\n\v\f" + "".join(map(chr, range(0x2000, 0x200B))), " "),
        ("•·‣◦", "*"),
    )
    for c in chars
}  # fmt: skip
_INVISIBLE = re.compile(
    "[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufe00-\ufe0f\x00-\x08\x0e-\x1f\x7f-\x9f]"
)
_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)?(?:\.[^\W_]{1,2}(?=\.))*", re.UNICODE)
_WHITE = re.compile(r"\s+")

_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety hundred"
NUMBERS = {word: n for n, word in enumerate(_ONES.split())} | {
    word: 10 * n for n, word in enumerate(_TENS.split(), 2)
}
"""Words for numbers, and what each counts."""


def normal(text: str) -> str:
    """One spelling of quotes, dashes, spaces and ligatures, invisible characters gone, spaces collapsed."""
    plain = _INVISIBLE.sub("", unicodedata.normalize("NFKC", text)).translate(_ONE_FOR_ONE)
    return _WHITE.sub(" ", plain).strip()


def words(text: str) -> list[Word]:
    """The words of a text in lower case, each with its offsets in ``text``; hyphens part words."""
    plain = text.translate(_ONE_FOR_ONE)  # one for one: offsets stay
    return [Word(m.group().lower(), m.start(), m.end()) for m in _WORD.finditer(plain)]


def plain_words(text: str) -> list[str]:
    """The words of a text in lower case, without their offsets."""
    if not text.isascii() or "`" in text:
        for mark in _APOSTROPHES:  # of all marks only these stand inside words
            text = text.replace(mark, "'")
    found = _WORD.findall(text)
    return "\n".join(found).lower().split("\n") if found else []


OWN_PLURALS = frozenset(
    ["contacts", "customs", "goods", "groups", "likes", "news", "orders", "others", "posts", "settings"]
)
"""Plurals that keep their ending, since without it they are another word: "contacts" and "contact us"."""

IRREGULAR = {
    form: base
    for base, forms in (
        ("give", "gave given"), ("sell", "sold"), ("keep", "kept"), ("hold", "held"), ("send", "sent"),
        ("show", "shown"), ("make", "made"), ("see", "saw seen"), ("take", "took taken"), ("know", "knew known"),
        ("tell", "told"), ("choose", "chose chosen"), ("write", "wrote written"), ("get", "got gotten"),
        ("buy", "bought"), ("pay", "paid"), ("build", "built"), ("child", "children"), ("person", "people"),
        ("hide", "hid hidden"), ("speak", "spoke spoken"), ("think", "thought"), ("bring", "brought"),
        ("draw", "drew drawn"), ("hear", "heard"), ("teach", "taught"), ("learn", "learnt"),
        ("center", "centre centres"), ("meter", "metre metres"), ("theater", "theatre theatres"),
        ("program", "programme programmes"), ("catalog", "catalogue catalogues"), ("license", "licence licences"),
    )
    for form in forms.split()
}  # fmt: skip
"""Forms and spellings that no suffix rule reaches, among the verbs and nouns that policies use."""


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """A lower-case word without number, tense or gerund, in one spelling; the result is no word to show."""
    word = word.removesuffix("'s").replace("'", "")
    if word.isdigit():
        return word
    word = IRREGULAR.get(word, word)
    if word in OWN_PLURALS:
        return word
    if len(word) > 3:
        word = _untensed(_singular(word))
    if len(word) > 4:
        word = word.replace("isation", "ization").replace("our", "or").replace("yz", "ys")
        if word.endswith(("is", "ise")) and len(word) > 5:
            word = word.removesuffix("e")[:-1] + "z"
        word = word.removesuffix("e")
        word = word[:-1] + "y" if word.endswith("i") else word  # "cookie" as "cookies"
    if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "aeiou":
        word = word[:-1]
    return word


def _singular(word: str) -> str:
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes", "zzes")):
        return word[:-2]
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


_LOST_E = re.compile("[^aeiou]?[aeiou][^aeiouwxy]|[aeiou]s")


def _untensed(word: str) -> str:
    if word.endswith("ied") and len(word) > 4:
        return word[:-3] + "y"
    for suffix in ("ing", "ed"):
        base = word.removesuffix(suffix)
        if base == word or not re.search("[aeiouy]", base):
            continue
        if _LOST_E.fullmatch(base):
            return base + "e"
        if len(base) > 2:
            return base
    return word


def stems(text: str) -> list[str]:
    """The stems of all words of a text, in order."""
    return [stem(word) for word in plain_words(text)]


def stem_set(words: str) -> frozenset[str]:
    """The stems of words that spaces part: a closed class, as code writes one."""
    return frozenset(map(stem, words.split()))


def digest(data: bytes) -> str:
    """``sha256:`` and the hexadecimal SHA-256 of some bytes."""
    return "sha256:" + hashlib.sha256(data).hexdigest()


@lru_cache(maxsize=4)
def words_digest(text: str) -> str:
    """The digest of a text's normalised words: the same for two texts that differ in typography alone."""
    return normalform.digest(text)
