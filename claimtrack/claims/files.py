"""What stands in a claim file, and all that is wrong with it."""

from __future__ import annotations

import datetime as dt
from contextlib import suppress
from pathlib import Path
from typing import Any

from claimtrack import yamlio
from claimtrack.claims.problems import Key, Problem, problems
from claimtrack.errors import ClaimFileError

_MEND = "Look at the indents, quotes and brackets there and above."
MAX_PROBLEMS = 20
"""Problems of one file that are said at once; who has more has the wrong file."""


def text(source: Path) -> str:
    """The text of a file, without a byte order mark; raises `ClaimFileError`."""
    try:
        with source.open("rb") as file:
            content = file.read(yamlio.MAX_BYTES + 1)
    except OSError as error:
        if source.is_dir():
            raise ClaimFileError(str(source), "it is a folder.", hint=_in_folder(source)) from None
        raise ClaimFileError(str(source), f"it cannot be read: {error.strerror or error}.") from error
    if len(content) > yamlio.MAX_BYTES:
        raise ClaimFileError(str(source), f"it is larger than {yamlio.MAX_BYTES:,} bytes: too large.")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        problem = "this is not UTF-8 text."
        raise ClaimFileError(str(source), problem, place=f"line {line}", hint="Save it as UTF-8.") from None


def _in_folder(folder: Path) -> str:
    """The way out where a folder was named: the claim files that may be meant."""
    with suppress(OSError):
        there = sorted(str(each) for each in folder.iterdir() if each.suffix in (".yaml", ".yml"))
        if there:
            return f"Name a claim file in it: {', '.join(there[:5])}{', …' * (len(there) > 5)}."
    return "Name a claim file; none is in it."


def checked(source: str, content: str) -> dict[str, Any]:
    """The data in a claim file's text; raises `ClaimFileError` with all that is wrong in it."""
    return placed(source, content)[0]


def placed(source: str, content: str) -> tuple[dict[str, Any], list[tuple[int, int]]]:
    """The same, and the first and last line of each claim."""
    data, lines = _parsed(source, content)
    found = problems(data)
    if found:
        raise _error(source, content, found)
    return data, lines


def _parsed(source: str, content: str) -> tuple[dict[str, Any], list[tuple[int, int]]]:
    try:
        data, lines = yamlio.load_placed(content, "claims")
        data = _plain(data)
    except yamlio.YAMLError as error:
        line, problem = yamlio.problem(error, content)
        place = f"line {line}" if line else ""
        raise ClaimFileError(source, f"this is not YAML: {problem}.", place=place, hint=_MEND) from None
    if not isinstance(data, dict):
        hint = "See `claimtrack schema claims`."
        raise ClaimFileError(source, "a claim file holds id, title, documents and claims.", hint=hint)
    return data, lines


def _plain(node: Any) -> Any:
    """The same with dates as the text they were: YAML 1.2 has no dates, ruamel reads them all the same."""
    if isinstance(node, dict):
        return {str(key): _plain(value) for key, value in node.items()}
    if isinstance(node, list):
        return [_plain(value) for value in node]
    return node.isoformat() if isinstance(node, dt.date) else node


def _error(source: str, content: str, found: list[Problem]) -> ClaimFileError:
    """All problems as one error, in the order of their lines."""
    marked = yamlio.load_marked(content)
    placed = sorted(((yamlio.position(marked, each.key) or 1, each) for each in found), key=lambda p: p[0])
    errors = [
        ClaimFileError(source, each.text, place=_place(line, each.key), hint=each.hint)
        for line, each in placed[:MAX_PROBLEMS]
    ]
    if len(placed) > MAX_PROBLEMS:
        errors.append(ClaimFileError(source, f"and {len(placed) - MAX_PROBLEMS} more problems."))
    errors[0].others = tuple(errors[1:])
    return errors[0]


def _place(line: int, key: Key) -> str:
    path = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in key)
    return f"line {line}, {path[1:]}" if path else f"line {line}"
