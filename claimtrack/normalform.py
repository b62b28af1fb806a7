"""The normal form of words whose digests are stored, version 1: frozen, whatever becomes of `claimtrack.text`.

A stored digest must mean the same in ten years, so nothing here may change: not the characters that are one to a
reader, not what a word is, not how words are joined. The tables repeat those of `claimtrack.text` on purpose, which
are free to change. Another form is another version, beside this one; ``tests/test_normalform.py`` holds inputs with
their exact digests. Unicode keeps its own promise: NFKC and case of an assigned character stay as they are.

Punctuation and symbols count for nothing in it, the signs of currencies and percent among them.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata

VERSION = 1

_APOSTROPHES = dict.fromkeys(map(ord, "‘’‚‛′ʼ`´"), "'")
_INVISIBLE = re.compile(
    "[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufe00-\ufe0f\x00-\x08\x0e-\x1f\x7f-\x9f]"
)
_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)?(?:\.[^\W_]{1,2}(?=\.))*")


def words(text: str) -> list[str]:
    """The words of a text in lower case: without punctuation, symbols, white space and invisible characters."""
    plain = _INVISIBLE.sub("", unicodedata.normalize("NFKC", text)).translate(_APOSTROPHES)
    return [word.lower() for word in _WORD.findall(plain)]


def digest(text: str) -> str:
    """``sha256:`` and the hexadecimal SHA-256 of a text's words, joined by single spaces, in UTF-8."""
    return "sha256:" + hashlib.sha256(" ".join(words(text)).encode()).hexdigest()
