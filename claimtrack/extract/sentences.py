"""Where one sentence ends and the next begins: rules of our own for the prose of policies, offsets kept.

Every look behind or ahead is bounded, so that the time is linear in the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from .blocks import Span
from .wordlists import NEVER_LAST, NUMBERED, OPENERS, SELDOM_LAST

_END = re.compile(r"""(?:[.!?…]+|[।。！？])["'”’»)\]]*""")
_NEXT = re.compile(r"""\s*["'“‘«(\[*]*([^\W_][\w']{0,30}|\S)""")
_ACRONYM = re.compile(r"(?:[A-Za-z]\.)+[A-Za-z]")
_NUMBERING = re.compile(
    r"\W*(?:\d{1,3}(?:\.\d{1,3})*|[A-Za-z]|[ivxIVX]{1,5}|(?:Section|Article|Part|Annex)\s\S+)\.?"
)
_NUMBER = re.compile(r"\s*(?:[\d(§]|[IVX]+\b)")
_GLUED = re.compile(
    r"(?<=[a-z)])\.(?=(?:We|You|Your|Our|The|This|These|If|It|For|When|In|Please|To|They)\s)"
)
_LONGEST = 40  # characters of a short form or a section's number
LONGEST = 2500
"""Characters of a sentence; what has more is cut between words. The longest real one has 1,600."""
_PAIRS = {")": "(", "]": "["}


def split(text: str) -> list[Span]:
    """The sentences of one passage as (start, end), in order; together they hold every word of it."""
    spans: list[Span] = []
    start = 0
    for end in _ends(text):
        if _closes(text, start, end):
            spans.append((start, end))
            start = end + 1 if text[end : end + 1] == " " else end
    if start < len(text):
        spans.append((start, len(text)))
    return [piece for span in spans for piece in _pieces(text, *span)]


def _pieces(text: str, start: int, end: int) -> Iterator[Span]:
    """A sentence in pieces that are neither quoted nor compared at any length; a word is never cut."""
    while end - start > LONGEST:
        cut = text.rfind(" ", start, start + LONGEST)
        cut = cut if cut > start else text.find(" ", start + LONGEST, end)
        if cut < 0:
            break
        yield start, cut
        start = cut + 1
    yield start, end


def _ends(text: str) -> Iterator[int]:
    """Behind each mark that may end a sentence, closing quotes taken along; brackets are not broken up."""
    brackets = _brackets(text)
    glued = {match.end() for match in _GLUED.finditer(text)}
    inside = 0
    for match in _END.finditer(text):
        end = match.end()
        while inside < len(brackets) and brackets[inside][1] <= end:
            inside += 1
        if inside < len(brackets) and brackets[inside][0] < end:
            continue
        following = _NEXT.match(text, end)
        spaced = text[end : end + 1].isspace() and following and not following[1][0].islower()
        if spaced or end in glued or match[0][0] in "।。！？":
            yield end


def _brackets(text: str) -> list[Span]:
    """The outermost pairs of brackets that close; a bracket left open holds nothing together."""
    opened: list[int] = []
    pairs: list[Span] = []
    for match in re.finditer(r"[()\[\]]", text):
        if match[0] not in _PAIRS:
            opened.append(match.start())
        elif opened and text[opened[-1]] == _PAIRS[match[0]]:
            start = opened.pop()
            while pairs and pairs[-1][0] > start:
                pairs.pop()
            pairs.append((start, match.end()))
    return pairs


def _closes(text: str, start: int, end: int) -> bool:
    """Whether the mark in front of ``end`` ends the sentence that began at ``start``."""
    said = text[max(start, end - _LONGEST) : end]
    if end - start < _LONGEST and _NUMBERING.fullmatch(said):
        return False
    if not said.endswith(".") or said.endswith(".."):
        return True
    following = _NEXT.match(text, end)
    token = re.split(r"""[\s(\["'“‘]""", said[:-1])[-1]
    short = token.lower()
    if short in NEVER_LAST or (short in NUMBERED and _NUMBER.match(text, end)):
        return False
    initial = len(token) == 1 and token.isupper()
    if initial or short in SELDOM_LAST or _ACRONYM.fullmatch(token):
        return following is None or following[1].lower() in OPENERS
    return True
