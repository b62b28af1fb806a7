"""YAML in and out, and the only module that names ruamel.yaml.

Two ways in: `load` for data we only read, `load_marked` for files people wrote, where an error must say
the line. Neither runs tags, follows includes or expands anchors beyond ``MAX_BYTES`` of input.
"""

from __future__ import annotations

from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError

MAX_BYTES = 2_000_000
"""A claim file larger than this is refused unread; the largest real one is under 100 kB."""

__all__ = ["MAX_BYTES", "YAMLError", "load", "load_marked", "position", "problem"]


def load(text: str) -> Any:
    """Plain lists, dicts and scalars of a YAML text."""
    return YAML(typ="safe", pure=True).load(text)


def load_marked(text: str) -> Any:
    """The same with positions kept: pass the result and a path of keys to `position`."""
    return YAML(typ="rt", pure=True).load(text)


def position(marked: Any, path: tuple[str | int, ...]) -> int | None:
    """The line, from 1, of the value at ``path`` in what `load_marked` gave; of its parent if it has none."""
    line: int | None = None
    for key in path:
        mark = getattr(marked, "lc", None)
        if mark is None:
            break
        try:
            line = (mark.value(key) if isinstance(marked, dict) else mark.item(key))[0] + 1
            marked = marked[key]
        except (KeyError, IndexError, TypeError, AttributeError):
            break
    return line


def problem(error: YAMLError) -> tuple[int | None, str]:
    """Line, from 1, and what is wrong there, of an error that `load` or `load_marked` raised."""
    if isinstance(error, MarkedYAMLError) and error.problem_mark is not None:
        return error.problem_mark.line + 1, str(error.problem)
    return None, str(error).splitlines()[0]
