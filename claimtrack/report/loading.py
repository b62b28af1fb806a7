"""Reports that were written as JSON, read again: from whoever, so bounded and checked to the last field."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from typing import Any

from claimtrack.errors import FileError, UsageError
from claimtrack.records import History, Report, Result, Run, ValidationError
from claimtrack.report import quote, reports

MAX_BYTES = 100_000_000
"""A larger file is refused: that is thousands of editions, or no report."""
MAX_PROBLEM = 300

_MODELS: dict[str, type[Report | Run | History]] = {
    "claimtrack/report/1": Report, "claimtrack/run/1": Run, "claimtrack/history/1": History,
}  # fmt: skip
_TIMES = frozenset({"generated", "time", "last_seen", "reported"})
_ZONE = re.compile(r"(?:Z|[+-]\d\d:?\d\d)$", re.IGNORECASE)
_OURS = "It can be what check, compare or history wrote with --output report.json."


def load(content: bytes, name: str) -> Result:
    """What a JSON report holds: a report, a run or a history; ``name`` is said in errors.

    Raises `FileError` with the place and the first thing that is wrong there.
    """
    if len(content) > MAX_BYTES:
        raise FileError(name, f"it is larger than {MAX_BYTES:,} bytes: too large for a report.")
    data = _parsed(content, name)
    kind = data.get("schema") if isinstance(data, dict) else None
    if not isinstance(kind, str) or kind not in _MODELS:
        said = f"its schema is {_shown(kind)}" if kind is not None else "it names no schema of claimtrack"
        raise FileError(name, f"it is no report: {said}.", hint=_OURS)
    for place, problem in _unfit(data):
        raise FileError(name, problem, place=place)
    try:
        found = _MODELS[kind].model_validate(data)
    except ValidationError as error:
        first = error.errors(include_url=False, include_context=False)[0]
        raise FileError(name, f"{_shown(first['msg'])}.", place=_place(first["loc"])) from None
    for place, problem in _uneven(found):
        raise FileError(name, problem, place=place)
    return found


def joined(found: Sequence[tuple[str, Result]], exit_code: int) -> Result:
    """Several results as one, each with its file's name: reports and runs as a run, histories as a history.

    ``exit_code`` is the run's. Raises `UsageError` where they are of both kinds.
    """
    results = [result for _, result in found]
    if len(results) == 1:
        return results[0]
    histories = [each for each in results if isinstance(each, History)]
    if not histories:
        return Run(reports=[each for it in results for each in _reports(it)], exit=exit_code)
    if len(histories) < len(results):
        names = {isinstance(result, History): name for name, result in found}
        raise UsageError(f"{names[True]} is a history and {names[False]} is not: they are no one report.")
    documents = [document for each in histories for document in each.documents]
    return History(generated=max(each.generated for each in histories), documents=documents)


def _reports(result: Result) -> list[Report]:
    return [] if isinstance(result, History) else reports(result)


def _parsed(content: bytes, name: str) -> Any:
    """The JSON in a file."""
    try:
        return json.loads(content)
    except json.JSONDecodeError as error:
        place = f"line {error.lineno}, column {error.colno}"
        raise FileError(name, f"it is no JSON: {error.msg}.", place=place, hint=_OURS) from None
    except (ValueError, RecursionError):  # no UTF-8, a number of thousands of digits, lists in lists in lists
        raise FileError(name, "it is no JSON that could be read.", hint=_OURS) from None


def _unfit(data: Any, place: str = "") -> Iterator[tuple[str, str]]:
    """What the records would take, and a report cannot have: times of no zone, and texts that it never holds."""
    if isinstance(data, list):
        for at, each in enumerate(data):
            yield from _unfit(each, f"{place}[{at}]")
    if isinstance(data, dict):
        for key, each in data.items():
            here = f"{place}.{key}" if place else str(key)
            if key == "pages":
                yield _shown(here), "a report has no such field."
            if key in _TIMES and isinstance(each, str) and not _ZONE.search(each):
                yield _shown(here), f"{_shown(each)} is a time without its zone, such as Z."
            yield from _unfit(each, here)


def _uneven(result: Result) -> Iterator[tuple[str, str]]:
    """Claims of a history that have not a state for each edition."""
    for number, document in enumerate(result.documents if isinstance(result, History) else ()):
        for at, claim in enumerate(document.claims):
            if len(claim.states) != len(document.editions):
                said = f"it has {len(claim.states)} states, and there are {len(document.editions)} editions."
                yield f"documents[{number}].claims[{at}].states", said


def _place(path: Sequence[int | str]) -> str:
    """Where in the file: "claims[3].status"."""
    return _shown("".join(f"[{each}]" if isinstance(each, int) else f".{each}" for each in path).lstrip("."))


def _shown(said: object) -> str:
    return quote.shortened(quote.inert(str(said)[: 2 * MAX_PROBLEM]), MAX_PROBLEM)
