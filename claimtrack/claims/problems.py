"""What can be wrong in a claim file: its shape, the ids it names, and its references to itself.

Each check takes the parsed data, of whatever shape, so that all problems of a file are said at once.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection, Iterator, Mapping
from typing import Any, NamedTuple, get_args

from claimtrack import text
from claimtrack import vocabulary as vocabularies
from claimtrack.records import ClaimSet, ValidationError
from claimtrack.vocabulary import Vocabulary

_GROUPS = {
    "action": "actions", "actor": "actors", "data": "data", "recipients": "actors",
    "purposes": "purposes", "safeguards": "safeguards", "conditions": "conditions",
}  # fmt: skip
_QUANTITY = re.compile(r"(?:[<>]=\s*)?\d+(?:[.,]\d+)*\s*(%|[a-z][a-z -]*)", re.IGNORECASE)
_UNITS = ("seconds", "minutes", "hours", "days", "weeks", "months", "years", "percent")
_ONE = {unit.removesuffix("s") for unit in _UNITS}
_KINDS_OF_DAY = re.compile(r"(?:calendar|business|working)[ -]", re.IGNORECASE)

_NO_NUMBER = ("{shown} is not a whole number.", "Write one, such as 500.")
_NO_FIELDS = ("this should hold fields, and is {kind}.", "See `claimtrack schema claims`.")
_PLAIN = {
    "string_type": ("this should be text, and is {kind}.", "Write one value."),
    "string_too_short": ("the text is empty.", "Write some, or leave the field out."),
    "list_type": ("this should be a list, and is {kind}.", "Write [a, b]."),
    "too_short": ("the list of {last} is empty.", "It needs at least one."),
    "int_type": _NO_NUMBER, "int_parsing": _NO_NUMBER, "int_from_float": _NO_NUMBER, "finite_number": _NO_NUMBER,
    "model_type": _NO_FIELDS, "dict_type": _NO_FIELDS,
}  # fmt: skip
"""What pydantic calls a problem, what we say of it, and the way out."""

Key = tuple[str | int, ...]


class Problem(NamedTuple):
    """One thing wrong in a claim file: the path of keys to it, what is wrong, and the way out."""

    key: Key
    text: str
    hint: str = ""


def problems(data: Any) -> list[Problem]:
    """Everything that is wrong in the data of a claim file."""
    return [*_shape_problems(data), *_id_problems(data), *_reference_problems(data)]


def nearest(bad: object, good: Collection[str]) -> str:
    """A sentence that names the good value a mistyped one was meant to be, or the few there are."""
    close = difflib.get_close_matches(str(bad), good, n=1, cutoff=0.6)
    if close:
        return f"Did you mean {close[0]!r}?"
    return f"It can be: {', '.join(good)}." if 0 < len(good) <= 12 else ""


# ── The shape ────────────────────────────────────────────────────────────────────────────────────────


def _shape_problems(data: Any) -> Iterator[Problem]:
    try:
        ClaimSet.model_validate(data)
    except ValidationError as error:
        for each in error.errors(include_url=False):
            yield _shape_problem(each["loc"], each["type"], each["msg"], each["input"], each.get("ctx", {}))


def _shape_problem(key: Key, kind: str, message: str, value: Any, context: Mapping[str, Any]) -> Problem:
    shown = _shown(value)
    match kind:
        case "missing":
            return Problem(key[:-1], f"the field {key[-1]!r} is missing.", "See `claimtrack schema claims`.")
        case "extra_forbidden":
            return Problem(key, f"there is no field {key[-1]!r} here.", nearest(key[-1], _fields(key[:-1])))
        case "literal_error":
            good = re.findall(r"'([^']*)'", context["expected"]) or [context["expected"]]
            return Problem(key, f"{shown} is not a value of {_last(key)}.", nearest(value, good))
        case "string_pattern_mismatch" if _last(key) == "url":
            return Problem(key, f"{shown} is not a web address.", "It begins with https://, without spaces.")
        case "string_pattern_mismatch":
            return Problem(key, f"{shown} is not an id.", "Use lower-case letters, digits and hyphens.")
        case "string_type" if isinstance(value, bool | int | float):
            return Problem(key, f"{shown} is not text.", f'Put it in quotes: "{value}".')
    if kind in _PLAIN:
        said, hint = _PLAIN[kind]
        return Problem(key, said.format(shown=shown, kind=_kind(value), last=_last(key)), hint)
    return Problem(key, f"{shown}: {message[:1].lower()}{message[1:]}.")


def _fields(key: Key) -> list[str]:
    """The fields of the record at a path of keys."""
    model: Any = ClaimSet
    for part in key:
        if isinstance(part, str):
            model = _record(model.model_fields[part].annotation)
    return list(model.model_fields)


def _record(annotation: Any) -> Any:
    """The record inside an annotation such as ``list[Claim]`` or ``Source | None``."""
    if hasattr(annotation, "model_fields"):
        return annotation
    return next((inner for part in get_args(annotation) if (inner := _record(part))), None)


def _last(key: Key) -> str:
    return next((part for part in reversed(key) if isinstance(part, str)), "file")


def _kind(value: Any) -> str:
    names = {dict: "a mapping", list: "a list", str: "text", bool: "true or false", type(None): "empty"}
    return names.get(type(value), "a number")


def _shown(value: Any) -> str:
    shown = repr(value)
    return shown if len(shown) <= 60 else shown[:57] + "…" + shown[-1]


# ── The ids and references ───────────────────────────────────────────────────────────────────────────


def _id_problems(data: Any) -> Iterator[Problem]:
    """Vocabulary ids that are not there, or in another group; works on any shape of data."""
    groups = _known_groups(data)
    for n, entry in _records(data, "vocabulary"):
        broader = entry.get("broader")
        if isinstance(broader, str) and broader not in groups:
            yield Problem(("vocabulary", n, "broader"), *_missing(broader, groups))
    for n, each in _records(data, "documents"):
        for alias in each["aliases"] if isinstance(each.get("aliases"), dict) else ():
            if alias not in groups:
                yield Problem(("documents", n, "aliases", alias), *_missing(alias, groups))
    for n, claim in _records(data, "claims"):
        if isinstance(claim.get("practice"), dict):
            yield from _practice_problems(("claims", n, "practice"), claim["practice"], groups)


def _known_groups(data: Any) -> dict[str, str]:
    """Every id, built-in or of the file itself, with its group."""
    known = vocabularies.load()
    own = {e["id"]: e.get("broader") for _, e in _records(data, "vocabulary") if isinstance(e.get("id"), str)}
    groups = {name: concept.group for name, concept in known.concepts.items()}
    return groups | {name: group(name, own, known) for name in own}


def _missing(name: str, good: Collection[str]) -> tuple[str, str]:
    return f"{name!r} is not in the vocabulary.", nearest(name, good)


def _practice_problems(key: Key, practice: Mapping[str, Any], groups: Mapping[str, str]) -> Iterator[Problem]:
    for field, wanted in _GROUPS.items():
        for at, value in _strings((*key, field), practice.get(field)):
            if groups.get(value) != wanted and not (field == "conditions" and " " in value.strip()):
                yield Problem(at, *_unknown(value, field, wanted, groups))
    for at, value in _strings((*key, "quantities"), practice.get("quantities")):
        yield from _quantity_problems(at, value)


def _quantity_problems(key: Key, value: str) -> Iterator[Problem]:
    found = _QUANTITY.fullmatch(value.strip())
    if not found:
        hint = 'Write "30 days", "<= 24 hours" or ">= 16 years".'
        yield Problem(key, f"{value!r} is not a number with its unit.", hint)
        return
    unit = _KINDS_OF_DAY.sub("", found[1].strip().lower())
    if unit != "%" and unit not in _UNITS and unit not in _ONE:
        hint = f'{nearest(unit, _UNITS)} Write a bound in front: "<= 30 days", ">= 16 years".'
        yield Problem(key, f"{value!r} has no unit that is known: {found[1].strip()!r}.", hint)


def _unknown(value: str, field: str, wanted: str, groups: Mapping[str, str]) -> tuple[str, str]:
    good = [name for name, each in groups.items() if each == wanted]
    hint = _related(value, good)
    if value in groups:
        return f"{value!r} is one of the {groups[value]}, and {field} takes {wanted}.", hint
    return f"{value!r} is not among the {wanted} of the vocabulary.", hint


def _related(value: str, good: Collection[str]) -> str:
    """The id that was mistyped, else those that its words name in policies, else those spelled most like it."""
    stems = text.stems(text.normal(value.replace("-", " ")))
    meant = [hit.id for hit in vocabularies.load().find(stems) if hit.id in good]
    typo, close, near = (
        difflib.get_close_matches(value, good, n, cutoff) for n, cutoff in ((1, 0.8), (1, 0.6), (3, 0))
    )
    ids = list(dict.fromkeys(typo or meant or close or near))
    if len(ids) == 1:
        return f"Did you mean {ids[0]!r}?"
    return f"The nearest are {', '.join(ids)}; `claimtrack claims vocabulary` lists all."


def _reference_problems(data: Any) -> Iterator[Problem]:
    """Ids that stand twice, and documents that claims name but the file lacks."""
    for field in ("documents", "claims", "vocabulary"):
        ids = [(n, each.get("id")) for n, each in _records(data, field)]
        for at, (n, name) in enumerate(ids):
            if isinstance(name, str) and name in (other for _, other in ids[:at]):
                said = f"the id {name!r} stands twice among the {field}."
                yield Problem((field, n, "id"), said, "Give each its own.")
    documents = [each["id"] for _, each in _records(data, "documents") if isinstance(each.get("id"), str)]
    for n, claim in _records(data, "claims"):
        for key, name in _strings(("claims", n, "documents"), claim.get("documents")):
            if name not in documents:
                yield Problem(key, f"this file has no document {name!r}.", nearest(name, documents))


def group(name: str, own: Mapping[str, Any], known: Vocabulary) -> str:
    """The group of an entry: that of the nearest broader concept claimtrack knows, else ``data``."""
    seen: set[str] = set()
    while name not in known.concepts and name not in seen and isinstance(own.get(name), str):
        seen.add(name)
        name = own[name]
    return known.concepts[name].group if name in known.concepts else "data"


def _records(data: Any, field: str) -> Iterator[tuple[int, dict[str, Any]]]:
    items = data.get(field)
    for n, item in enumerate(items if isinstance(items, list) else ()):
        if isinstance(item, dict):
            yield n, item


def _strings(key: Key, value: Any) -> Iterator[tuple[Key, str]]:
    """The strings in a value that is one or a list of them, each with its path."""
    if isinstance(value, str):
        yield key, value
    for n, item in enumerate(value if isinstance(value, list) else ()):
        if isinstance(item, str):
            yield (*key, n), item
