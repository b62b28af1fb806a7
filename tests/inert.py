"""For each format, what must hold of a report, whatever texts and addresses it was given."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable

_COMMAND = re.compile(r"^\s*::|##\[", re.MULTILINE)
"""What a runner of GitHub Actions takes for a command when it is printed (ActionCommand.cs of actions/runner)."""


def no_controls(content: bytes, *, also: str = "\n") -> str:
    """The text, in which nothing steers a terminal or turns the direction of writing, and nothing is a command."""
    text = content.decode("utf-8")
    odd = {c for c in text if unicodedata.category(c) in {"Cc", "Cf", "Cs", "Cn", "Co"} and c not in also + "\u200d"}
    assert not odd, odd
    assert not _COMMAND.search(text), _COMMAND.search(text)
    return text


def plain(content: bytes, _: str) -> None:
    """Text in lines that are no longer than they may be made."""
    no_controls(content)


def as_json(content: bytes, _: str) -> None:
    """One document, which says what it was given, in characters that steer nothing."""
    json.loads(no_controls(content))


INERT: dict[str, Callable[[bytes, str], None]] = {"json": as_json, "txt": plain}
"""By format; ``(content, evil)`` fails where the report does more than say ``evil``."""
