"""JSON files that notice when they were edited: readable, diffable, each with a digest of itself.

``seal`` is the digest of the file's own bytes with the seal left empty: ``sed 's/"seal": ".*"/"seal": ""/'
snapshot.json | sha256sum`` gives it on any machine.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from claimtrack.errors import StoreDamagedError
from claimtrack.store.disk import RESTORE, read
from claimtrack.text import digest

FORMAT = 1
"""Version of every JSON file of the store, and with it of the normal form that ``text_digest`` is of."""
MAX_BYTES = 10_000_000

_EMPTY = '\n  "seal": ""'
_UNSAFE = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")


def dump(facts: Mapping[str, Any]) -> bytes:
    """The facts as a sealed file, sorted by name."""
    text = json.dumps({"format": FORMAT, **facts, "seal": ""}, indent=2, sort_keys=True, ensure_ascii=False)
    text += "\n"
    return text.replace(_EMPTY, f'{_EMPTY[:-1]}{digest(text.encode())}"').encode()


def load(path: Path) -> dict[str, Any] | None:
    """The facts of a sealed file, or None where there is none."""
    data = read(path, MAX_BYTES)
    return None if data is None else parse(path, data)


def parse(path: Path, data: bytes) -> dict[str, Any]:
    """The facts in a sealed file's bytes.

    Raises `StoreDamagedError` where it is no JSON, was changed, or was written by a newer version.
    """
    try:
        facts = json.loads(data)
    except (ValueError, RecursionError):
        raise StoreDamagedError(str(path), "is cut short or damaged: it is no JSON.", hint=RESTORE) from None
    if not isinstance(facts, dict):
        raise StoreDamagedError(str(path), "is damaged: it is no JSON object.", hint=RESTORE)
    version = facts.get("format")
    if isinstance(version, int) and version > FORMAT:
        problem = f"was written by a newer claimtrack (format {version}; this one reads up to {FORMAT})."
        raise StoreDamagedError(str(path), problem, hint="Upgrade claimtrack.")
    seal = str(facts.get("seal", "")).encode("utf-8", "replace")
    if not seal or digest(data.replace(b'"' + seal + b'"', b'""', 1)).encode() != seal:
        raise StoreDamagedError(str(path), "was changed: it does not match its own digest.", hint=RESTORE)
    return facts


def inert(text: str, limit: int = 2_000) -> str:
    """Text on one line, without characters that steer a terminal or turn the writing direction."""
    return " ".join(_UNSAFE.sub(" ", text[:limit]).split())
