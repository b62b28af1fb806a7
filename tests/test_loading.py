"""Reports read again from JSON: what was written comes back, and everything else is refused with its place."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimtrack.errors import FileError, UsageError
from claimtrack.records import PagePair, Report, Result, Run
from claimtrack.report import FORMATS, loading, render
from tests.findings import EVIL, canonical, history, run
from tests.hostile import HOSTILE

RESULTS: dict[str, Callable[..., Result]] = {"report": canonical, "run": run, "history": history}


def written(result: Result) -> bytes:
    return str(render(result, "json")).encode()


def data(result: Result) -> Any:
    return json.loads(written(result))


def without_texts(result: Result) -> Result:
    if isinstance(result, Report):
        return result.model_copy(update={"pages": PagePair()})
    if isinstance(result, Run):
        return result.model_copy(update={"reports": [without_texts(each) for each in result.reports]})
    return result


@pytest.mark.parametrize("name", RESULTS)
@pytest.mark.parametrize("evil", ["", *HOSTILE.values()], ids=["plain", *HOSTILE])
def test_what_was_written_comes_back(name: str, evil: str) -> None:
    result = without_texts(RESULTS[name](evil=evil))
    assert loading.load(written(result), "r.json") == result


# ── What is refused ──────────────────────────────────────────────────────────────────────────────────


def changed(result: Result, *path: int | str, to: Any) -> bytes:
    """The JSON of a result with another value somewhere."""
    whole = data(result)
    at = whole
    for step in path[:-1]:
        at = at[step]
    at[path[-1]] = to
    return json.dumps(whole).encode()


WRONG: dict[str, tuple[bytes, str]] = {
    "nothing": (b"", "line 1, column 1: it is no JSON"),
    "half": (written(canonical())[:2000], ": it is no JSON"),
    "a comma": (b'{\n  "schema": 1,\n}', "line 3, column 1: it is no JSON"),
    "a list": (b"[]", "it names no schema of claimtrack"),
    "a number": (b"1", "it names no schema of claimtrack"),
    "another file": (b'{"name": "tarn"}', "it names no schema of claimtrack"),
    "another schema": (b'{"schema": "claimtrack/practices/1"}', "its schema is claimtrack/practices/1"),
    "a later version": (b'{"schema": "claimtrack/report/2"}', "its schema is claimtrack/report/2"),
    "a schema that is none": (b'{"schema": {"a": 1}}', "it is no report"),
    "an evil schema": (json.dumps({"schema": EVIL}).encode(), "its schema is"),
    "not in UTF-8": (b'{"schema": "\xff"}', "it is no JSON that could be read"),
    "deep": (b"[" * 200_000, "it is no JSON that could be read"),
    "a long number": (b"9" * 10_000, "it is no JSON that could be read"),
    "nothing but the schema": (b'{"schema": "claimtrack/report/1"}', "generated: Field required"),
    "a status": (changed(canonical(), "claims", 3, "status", to="gone"), "claims[3].status: Input should be"),
    "a support": (changed(run(), "reports", 1, "claims", 0, "support", to=1), "reports[1].claims[0].support"),
    "a new field": (changed(canonical(), "x", to=1), "x: Extra inputs are not permitted"),
    "a text": (changed(canonical(), "pages", to={}), "pages: a report has no such field"),
    "a text in a run": (changed(run(), "reports", 0, "pages", to={}), "reports[0].pages: a report has no such"),
    "no zone": (changed(canonical(), "generated", to="2026-07-03T12:00"), "generated: 2026-07-03T12:00 is a time"),
    "a state too few": (
        changed(history(), "documents", 0, "claims", 1, "states", to=[]),
        "documents[0].claims[1].states: it has 0 states, and there are 4 editions",
    ),
    "an edition too few": (changed(history(), "documents", 0, "editions", to=[]), "it has 4 states, and there are 0"),
    "an evil field": (changed(canonical(), EVIL, to=1), "Extra inputs are not permitted"),
}  # fmt: skip


@pytest.mark.parametrize(("content", "said"), WRONG.values(), ids=WRONG.keys())
def test_what_is_no_report_is_refused_with_its_place(content: bytes, said: str) -> None:
    with pytest.raises(FileError) as raised:
        loading.load(content, "r.json")
    assert str(raised.value).startswith("r.json: ")
    assert said in str(raised.value)
    assert str(raised.value).isprintable()
    assert len(str(raised.value)) < 1000


def test_a_file_too_large_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loading, "MAX_BYTES", 10)
    with pytest.raises(FileError, match="larger than 10 bytes"):
        loading.load(b"x" * 11, "r.json")


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-2, 2**70) | st.floats() | st.text(max_size=5)
    | st.sampled_from(["changed", "stated", "2026-07-03", "2026-07-03T12:00:00Z", "9999-12-31T23:59:59Z"]),
    lambda some: st.lists(some, max_size=3) | st.dictionaries(st.text(max_size=4), some, max_size=3), max_leaves=4,
)  # fmt: skip


def places(value: Any, path: tuple[int | str, ...] = ()) -> list[tuple[int | str, ...]]:
    found = [path] if path else []
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return found + [place for key, each in items for place in places(each, (*path, key))]


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_whatever_stands_in_a_file_is_refused_or_can_be_shown(draw: st.DataObject) -> None:
    result = RESULTS[draw.draw(st.sampled_from(sorted(RESULTS)))]()
    path = draw.draw(st.sampled_from(places(data(result))))
    content = changed(result, *path, to=draw.draw(VALUES))
    try:
        found = loading.load(content, "r.json")
    except FileError:
        return
    for form in FORMATS:
        assert render(found, form)


# ── Several files ────────────────────────────────────────────────────────────────────────────────────


def test_several_reports_are_a_run() -> None:
    one, other = canonical(), run()
    files: list[tuple[str, Result]] = [("a", one), ("b", other)]
    found = loading.joined(files, 1)
    assert found == Run(reports=[one, *other.reports], exit=1)


def test_several_histories_are_a_history() -> None:
    found = loading.joined([("a", history()), ("b", history())], 0)
    assert len(data(found)["documents"]) == 2


def test_one_stays_what_it_is() -> None:
    assert loading.joined([("a", canonical())], 1) == canonical()


@pytest.mark.parametrize("order", [1, -1])
def test_reports_and_histories_do_not_mix(order: int) -> None:
    files: list[tuple[str, Result]] = [("h.json", history()), ("r.json", canonical())]
    with pytest.raises(UsageError, match=r"h\.json is a history and r\.json is not"):
        loading.joined(files[::order], 0)
