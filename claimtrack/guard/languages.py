"""Which language a text is in: by script, and for Latin script by the share of common words.

Prose in a language consists of its function words to 40–50 %, a menu or a list of links to 20 % at most; so
the share tells both the language and whether there is prose at all. The lists are our own
(``common_words.txt``: a block a language, its code first): articles, pronouns, prepositions, conjunctions and
auxiliaries, the words that no subject can do without.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import lru_cache
from importlib import resources

PROSE = 0.25
"""The least share of common words in a usable page: those seen have 0.44–0.48, unusable ones 0.21 at most."""

_NEAR = 0.8
"""Two close languages share so much of their common words: Danish prose has a Norwegian share, too."""

_NAMES = {
    "en": "English", "de": "German", "fr": "French", "es": "Spanish", "it": "Italian",
    "pt": "Portuguese", "nl": "Dutch", "sv": "Swedish", "da": "Danish", "no": "Norwegian",
    "fi": "Finnish", "pl": "Polish", "cs": "Czech", "ro": "Romanian", "hu": "Hungarian",
    "tr": "Turkish", "id": "Indonesian", "vi": "Vietnamese", "hi": "Hindi", "mr": "Marathi",
    "ne": "Nepali", "bn": "Bengali", "ta": "Tamil", "te": "Telugu", "th": "Thai", "ru": "Russian",
    "uk": "Ukrainian", "bg": "Bulgarian", "sr": "Serbian", "el": "Greek", "he": "Hebrew",
    "ar": "Arabic", "fa": "Persian", "ur": "Urdu", "zh": "Chinese", "ja": "Japanese", "ko": "Korean",
}  # fmt: skip
_SCRIPTS = {
    "DEVANAGARI": ("hi", "mr", "ne"), "BENGALI": ("bn",), "TAMIL": ("ta",), "TELUGU": ("te",),
    "THAI": ("th",),
    "CYRILLIC": ("ru", "uk", "bg", "sr"), "GREEK": ("el",), "HEBREW": ("he",), "ARABIC": ("ar", "fa", "ur"),
    "CJK": ("zh", "ja"), "HIRAGANA": ("ja",), "KATAKANA": ("ja",), "HANGUL": ("ko",),
}  # fmt: skip
_SAME = {"nb": "no", "nn": "no", "iw": "he", "in": "id"}
_SAMPLE = 20_000  # characters, from the middle of the text: menus stand at both ends


def base(tag: str) -> str:
    """The language of a BCP 47 tag without script and region: "pt-BR" → "pt"."""
    code = tag.lower().replace("_", "-").split("-")[0]
    return _SAME.get(code, code)


def name(tag: str) -> str:
    """The English name of a language, or its tag where it is none we know."""
    return _NAMES.get(base(tag), tag)


def common_share(words: list[str], tag: str) -> float | None:
    """The share of words that are common words of a language; None for one without a list."""
    common = _common_words().get(base(tag))
    return _share(Counter(words), common) if common else None


def foreign(text: str, words: list[str], tag: str, declared: str | None) -> str | None:
    """The name of another language that a text is clearly in, or None.

    ``tag`` is the one it should be in, ``declared`` what the page says of itself, which settles what two
    close languages, or those of one script, leave open.
    """
    script = _script(text)
    if script == "LATIN":
        return _foreign_words(words, base(tag), base(declared or ""))
    codes = _SCRIPTS.get(script, ())
    code = next((it for it in (base(declared or ""), base(tag), *codes) if it in codes), "")
    return None if code == base(tag) else _script_name(script, code)


def _foreign_words(words: list[str], code: str, declared: str) -> str | None:
    counts = Counter(words)  # of the words of a text few are distinct, and many languages are asked for each
    shares = {it: _share(counts, common) for it, common in _common_words().items()}
    best = max(shares, key=lambda it: shares[it])
    scripted = any(code in codes for codes in _SCRIPTS.values())
    own = 0.0 if scripted else shares.get(code, 1.0)  # a language without a list is not judged
    settled = own >= PROSE and declared == code
    return None if settled or shares[best] < PROSE or own >= _NEAR * shares[best] else name(best)


@lru_cache(maxsize=1)
def _common_words() -> dict[str, frozenset[str]]:
    text = resources.files(__package__).joinpath("common_words.txt").read_text(encoding="utf-8")
    blocks = (block.split() for block in text.split("\n\n"))
    return {code: frozenset(words) for code, *words in blocks}


def _share(counts: Counter[str], common: frozenset[str]) -> float:
    return sum(counts[word] for word in common & counts.keys()) / max(1, counts.total())


def _script(text: str) -> str:
    """The script of most letters, as Unicode's names of characters begin; LATIN where there are none."""
    middle = max(0, (len(text) - _SAMPLE) // 2)
    scripts: Counter[str] = Counter()
    for letter, count in Counter(text[middle : middle + _SAMPLE]).items():
        if letter.isalpha():
            scripts[re.split("[ -]", unicodedata.name(letter, "LATIN"))[0]] += count
    return max(scripts, key=lambda it: scripts[it], default="LATIN")


def _script_name(script: str, code: str) -> str:
    label = "Chinese" if script == "CJK" else script.title()
    return f"{_NAMES[code]} ({label} script)" if code else f"the {label} script"
