"""A page that stands twice on itself: the second copy goes, what only it says stays."""

from __future__ import annotations

from bisect import bisect_left

from claimtrack.records import Passage

_LEAST_WORDS = 200  # a shorter page may well repeat itself
_SHARE = 0.8
_SKIP = 30

Key = tuple[bool, str]


def once(passages: list[Passage]) -> list[Passage]:
    """The passages without a second copy of the page, if it holds one; else as they are."""
    sizes = [len(passage.text.split()) for passage in passages]
    total = sum(sizes)
    if total < 2 * _LEAST_WORDS:
        return passages
    keys = [(passage.kind == "heading", passage.text) for passage in passages]
    for middle in _middles(keys, sizes, total):
        again = _repeated(keys, middle)
        if sum(sizes[i] for i in again) >= _SHARE * sum(sizes[middle:]):
            return [passage for i, passage in enumerate(passages) if i not in again]
    return passages


def _middles(keys: list[Key], sizes: list[int], total: int) -> list[int]:
    """Where a second copy may begin: near the middle, with a passage that is one of the first five."""
    first, before, found = set(keys[:5]), 0, []
    for index, key in enumerate(keys):
        if 0.4 * total <= before <= 0.6 * total and key in first:
            found.append(index)
        before += sizes[index]
    return found[:3]


def _repeated(keys: list[Key], middle: int) -> set[int]:
    """The passages from ``middle`` on that repeat the ones before it, in order, at most `_SKIP` left out."""
    places: dict[Key, list[int]] = {}
    for index, key in enumerate(keys[:middle]):
        places.setdefault(key, []).append(index)
    again, at = set(), 0
    for index in range(middle, len(keys)):
        found = places.get(keys[index], [])
        place = bisect_left(found, at)
        if place < len(found) and found[place] <= at + _SKIP:
            again.add(index)
            at = found[place] + 1
    return again
