"""Where one sentence ends and the next begins: rules of our own for the prose of policies, offsets kept."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .blocks import Span
from .wordlists import NEVER_LAST, NUMBERED, OPENERS, SELDOM_LAST

_END = re.compile(r"""(?:[.!?…]+|[।。！？])["'”’»)\]]*""")
_NEXT = re.compile(r"""\s+["'“‘«(\[*]*(\S)""")
_TOKEN = re.compile(r"[^\s(\[\"'“‘]*$")
_ACRONYM = re.compile(r"(?:[A-Za-z]\.)+[A-Za-z]")
_NUMBERING = re.compile(
    r"\W*(?:\d{1,3}(?:\.\d{1,3})*|[A-Za-z]|[ivxIVX]{1,5}|(?:Section|Article|Part|Annex)\s\S+)\.?"
)
_GLUED = re.compile(r"(?<=[a-z)])\.(?=(?:We|You|Your|Our|The|This|These|If|It|For|When|In|Please|To|They)\s)")


def split(text: str) -> list[Span]:
    """The sentences of one passage as (start, end), in order; together they hold every word of it."""
    spans: list[Span] = []
    start = 0
    for end in _ends(text):
        if _closes(text, start, end):
            spans.append((start, end))
            start = end + len(text[end:]) - len(text[end:].lstrip())
    if start < len(text):
        spans.append((start, len(text)))
    return spans


def _ends(text: str) -> Iterator[int]:
    """Behind each mark that may end a sentence, closing quotes and brackets taken along."""
    glued = {match.end() for match in _GLUED.finditer(text)}
    for match in _END.finditer(text):
        following = _NEXT.match(text, match.end())
        if match.end() in glued or match[0][0] in "।。！？" or (following and not following[1].islower()):
            yield match.end()


def _closes(text: str, start: int, end: int) -> bool:
    said = text[start:end]
    if said.count("(") > said.count(")") and ")" in text[end:]:
        return False
    if said.count("[") > said.count("]") and "]" in text[end:]:
        return False
    if _NUMBERING.fullmatch(said):
        return False
    return not said.endswith(".") or said.endswith("..") or _full_stop(said[:-1], text[end:])


def _full_stop(said: str, rest: str) -> bool:
    """Whether a full stop behind ``said`` ends the sentence rather than a short form."""
    found = _TOKEN.search(said)
    token = found[0] if found else ""
    short = token.lower()
    if short in NEVER_LAST:
        return False
    if short in NUMBERED and re.match(r"\s*(?:[\d(§]|[IVX]+\b)", rest):
        return False
    initial = len(token) == 1 and token.isupper()
    if initial or short in SELDOM_LAST or _ACRONYM.fullmatch(token):
        word = re.match(r"\W*([\w']+)", rest)
        return word is None or word[1].lower() in OPENERS
    return True
