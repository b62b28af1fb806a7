"""Which code reads: its version, and a digest of the rules and phrases that it reads by."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from claimtrack import __version__
from claimtrack.records import ClaimSet, Reader

SOURCES = ("extract", "reading", "text.py", "vocabulary.py", "vocabulary.yaml")
"""What decides what is read in a page."""
SHOWN = 12
"""Hexadecimal digits of the digest of the rules."""


def reader(claims: ClaimSet) -> Reader:
    """Today's code with the names and phrases of a claim set."""
    return Reader(claimtrack=__version__, rules=rules(), claims=claims.id)


@lru_cache(maxsize=1)
def rules() -> str:
    """A digest of the reading rules, which changes with every one of them."""
    digest = hashlib.sha256()
    for name in SOURCES:
        for file in _files(files("claimtrack") / name):
            digest.update(file.read_bytes().replace(b"\r\n", b"\n"))
    return digest.hexdigest()[:SHOWN]


def _files(source: Traversable) -> list[Traversable]:
    if source.is_file():
        return [source]
    found = (each for each in source.iterdir() if each.name.endswith((".py", ".txt", ".yaml")))
    return sorted(found, key=lambda each: each.name)
