"""YAML in and out, and the only module that names ruamel.yaml.

Two ways in: `load` for data we only read, `load_marked` for files people wrote, where an error must say the line;
`load_placed` is `load` that tells where the items of a list stand, `load_simple` is `load` for the long files of our
own. One way to edit: `replaced`, which leaves every other character as it is. None of them runs tags or follows
includes, and all raise `YAMLError`, whatever is wrong with the text.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, SequenceNode
from ruamel.yaml.reader import ReaderError

MAX_BYTES = 1_000_000
"""A claim file larger than this is refused unread; the largest real one is under 100 kB."""
MAX_NODES = 200_000
"""Values a text may come to once its aliases are written out: nine lines of aliases can make a billion."""

__all__ = [
    "MAX_BYTES",
    "MAX_NODES",
    "YAMLError",
    "load",
    "load_marked",
    "load_placed",
    "load_simple",
    "position",
    "problem",
    "replaced",
]

_ENTRY = re.compile(
    r"^( *)([a-z][\w-]*):"
    r"(?: (?!(?i:true|false|null)$)([A-Za-z](?:(?!: | #|:$| $).)*)"
    r"| >-((?:\n(?P<block>\1 +)\S.*)(?:\n(?P=block)\S.*)*)"
    r"|(?=(?:\n *#.*|\n)*\n\1 +[a-z]))$",
    re.MULTILINE,
)
"""A key with a text on its line, with a folded one (``>-``) on those below, or with keys of its own."""
_SKIPPED = re.compile(r"(?m:^ *#.*$)|\s")


def load(text: str) -> Any:
    """Plain lists, dicts and scalars of a YAML text."""
    return _bounded(text, "safe")


def load_simple(text: str) -> dict[str, Any]:
    """The same as `load`, many times as fast where a text has nothing but mappings, their texts and comments.

    Every command reads the vocabulary, which takes `load` longer than to read a policy.
    """
    if _SKIPPED.sub("", _ENTRY.sub("", text)):
        return dict(load(text))
    root: dict[str, Any] = {}
    path = [(-1, root)]
    for entry in _ENTRY.finditer(text):
        indent = len(entry[1])
        while path[-1][0] >= indent:
            path.pop()
        holder = path[-1][1]
        holder[entry[2]] = entry[3] or " ".join((entry[4] or "").split()) or {}
        if not (entry[3] or entry[4]):
            path.append((indent, holder[entry[2]]))
    return root


def load_marked(text: str) -> Any:
    """The same with positions kept: pass the result and a path of keys to `position`."""
    return _bounded(text, "rt")


def load_placed(text: str, key: str) -> tuple[Any, list[tuple[int, int]]]:
    """The same as `load`, and the first and last line, from 1, of each item of the list at ``key``."""
    yaml = YAML(typ="safe", pure=True)
    root = _guarded(yaml.compose, text)
    data = None if root is None else _checked(_guarded(yaml.constructor.construct_document, root))
    items = [value for name, value in root.value if name.value == key] if isinstance(root, MappingNode) else []
    lines = text.splitlines()
    return data, [_extent(each, lines) for node in items[-1:] if isinstance(node, SequenceNode) for each in node.value]


def _extent(node: Node, lines: list[str]) -> tuple[int, int]:
    """The lines of a node, without the empty ones and the comments that follow it."""
    first, last = node.start_mark.line + 1, node.end_mark.line + (node.end_mark.column > 0)
    while last > first and (not (said := lines[last - 1].strip()) or said.startswith("#")):
        last -= 1
    return first, last


def _bounded(text: str, typ: str) -> Any:
    return _checked(_guarded(YAML(typ=typ, pure=True).load, text))


def _guarded(step: Callable[[Any], Any], given: Any) -> Any:
    """What a step of reading gives; raises `YAMLError` whatever is wrong."""
    try:
        return step(given)
    except RecursionError:
        raise YAMLError("it is nested too deeply") from None
    except (ValueError, TypeError, AttributeError, LookupError) as error:  # odd scalars: 2024-13-45, !!int x
        raise YAMLError(f"a value cannot be read: {error}") from error


def _checked(data: Any) -> Any:
    if _size(data, {}) > MAX_NODES:
        raise YAMLError(f"its aliases (*name) repeat each other into more than {MAX_NODES:,} values")
    return data


def _size(node: Any, known: dict[int, int]) -> int:
    """Values below a node with aliases written out; each shared node is counted once and remembered."""
    if not isinstance(node, dict | list):
        return 1
    if id(node) not in known:
        known[id(node)] = MAX_NODES + 1  # what it counts for if it holds itself
        inner = node.values() if isinstance(node, dict) else node
        known[id(node)] = 1 + sum(_size(child, known) for child in inner)
    return known[id(node)]


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


def problem(error: YAMLError, text: str) -> tuple[int | None, str]:
    """Line, from 1, and what is wrong there, of an error that `load` or `load_marked` of a text raised."""
    if isinstance(error, ReaderError):
        return text.count("\n", 0, error.position) + 1, str(error).splitlines()[0]
    if isinstance(error, MarkedYAMLError) and error.problem_mark is not None:
        said = [str(part) for part in (error.context, error.problem) if part]
        return error.problem_mark.line + 1, ", ".join(said)
    return None, str(error).splitlines()[0]


def replaced(text: str, path: tuple[str | int, ...], value: str) -> str:
    """The text with another scalar at ``path``: comments, layout and all other values stay as they were written.

    Raises `YAMLError` where that cannot be done in its place alone: the value is an alias, or others are aliases
    of it, or nothing is there.
    """
    node = _node(text, path)
    start, end = node.start_mark.index, node.end_mark.index
    there = text[start:end]
    rest = there[len(there.rstrip()) :]  # a block scalar ends where the next line begins
    wanted = _with(load(text), path, value)
    quoted = json.dumps(value, ensure_ascii=False)
    for written in [quoted] if there.startswith(("'", '"')) else [value, quoted]:
        found = text[:start] + written + rest + text[end:]
        if _reads_as(found, wanted):
            return found
    raise YAMLError("its value is shared with another place")


def _node(text: str, path: tuple[str | int, ...]) -> Node:
    node: Node = YAML(typ="rt", pure=True).compose(text)
    for key in path:
        if isinstance(node, MappingNode):
            inner = [each for name, each in node.value if name.value == key]
        else:
            inner = node.value[key : key + 1] if isinstance(node, SequenceNode) and isinstance(key, int) else []
        if not inner:
            raise YAMLError("there is no such value")
        node = inner[0]
    return node


def _with(data: Any, path: tuple[str | int, ...], value: str) -> Any:
    """A copy of plain data with another value at ``path``."""
    if not path:
        return value
    copy = data.copy()
    copy[path[0]] = _with(data[path[0]], path[1:], value)
    return copy


def _reads_as(text: str, wanted: Any) -> bool:
    try:
        return bool(load(text) == wanted)
    except YAMLError:
        return False
