"""Bold words that act as headings, told from bold words that state something."""

from __future__ import annotations

import re
from itertools import pairwise

from .blocks import Block
from .wordlists import POINTERS, QUESTION, RELATIVE, STEM, SUBJECT, VERB

_MAX_WORDS = 15
_MAX_LABEL = 6
_NUMBERING = re.compile(r"\(?(?:\d{1,2}(?:\.\d{1,2})*|[A-Za-z]|[ivxIVX]{1,5})[.)]?\s+")
_BEHIND = re.compile(r"\s*[.:]|\s+[-–—](?=\s)")
_CLOSED = re.compile(r"[.:!?]$|\s?[-–—]$")
_FIRST = re.compile(r"[^.?!:]{2,80}[.:](?=\s+[A-Z])")


def is_title(text: str) -> bool:
    """Whether bold words name something ("Your Contacts.") rather than state it ("We never sell data.")."""
    numbering = _NUMBERING.match(text)
    body = text[numbering.end() :] if numbering else text
    words = re.findall(r"[^\W_]+(?:['’][^\W_]+)?", body.lower().replace("’", "'"))
    if not 0 < len(words) <= _MAX_WORDS or re.search(r"[.!?;]\s", body) or body.endswith((";", ",", "!")):
        return False
    if "please" in words:
        return False
    if words[0] in QUESTION or body.endswith("?") or _title_case(body):
        return True
    states = any(word in VERB and before not in RELATIVE for before, word in pairwise(["", *words]))
    return words[0] not in SUBJECT and not states


def _title_case(text: str) -> bool:
    """Whether most of the longer words begin with a capital."""
    long = [word for word in re.findall(r"[^\W\d_]+", text) if len(word) > 3]
    return len(long) > 1 and sum(word[0].isupper() for word in long) >= 0.7 * len(long)


def label_end(block: Block) -> int:
    """Where the bold label that opens a block ends, 0 where none does.

    A label ends with a full stop, a colon or a dash, in the bold or right behind it, and more text follows.
    """
    if not block.bold or block.bold[0][0] > 0:
        return 0
    end = block.bold[0][1]
    if block.is_bold:
        first = _FIRST.match(block.text)
        end = first.end() if first and len(first[0].split()) <= _MAX_LABEL else 0
    elif behind := _BEHIND.match(block.text, end):
        end = behind.end()
    elif not _CLOSED.search(block.text[:end]):
        return 0
    named = is_title(block.text[:end].rstrip(" .:-–—"))
    return end if named and re.search(r"\w", block.text[end:]) else 0


def is_stem(text: str) -> bool:
    """Whether words in front of a list are completed by it ("To provide support, we:")."""
    return text.endswith(":") or text.rstrip(" ,").lower().rpartition(" ")[2] in STEM


def points_at_list(text: str) -> bool:
    """Whether a sentence in front of a list belongs to it: it is open, or it names what follows."""
    open_end = not text.endswith((".", "!", "?", ";"))
    return is_stem(text) or open_end or not POINTERS.isdisjoint(text.lower().split())
