"""Pictures: what they show, in how many marks, to whom, and however much there is."""

from __future__ import annotations

import datetime as dt
import os
import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import claimtrack
from claimtrack.records import DocumentHistory, History, Run
from claimtrack.report import render, svg
from claimtrack.report.svg import canvas, grid, matrices, timelines
from tests.findings import FLAGGED, canonical, finding, history, run
from tests.inert import SVG, as_svg

LETTERS = {
    "b": "baseline", "=": "unchanged", "~": "reworded", "m": "moved", "c": "cosmetic", "!": "changed",
    "x": "withdrawn", "+": "introduced", ".": "not-stated", "?": "unverifiable",
}  # fmt: skip
SUPPORTS = {"s": "stated", "p": "partly-stated", "n": "not-stated", "a": "contradicted"}


def document(*claims: str, statement: str = "Tarn deletes its logs.", dated: bool = True) -> DocumentHistory:
    """A history in letters: of each edition a status, and "s" (stated) unless a support follows it: "bxn.n"."""
    rows = [re.findall(r"([b=~mc!x+.?])([spna]?)", each) for each in claims]
    days = [dt.datetime(2020, 1, 1, tzinfo=dt.UTC) + dt.timedelta(days=30 * at) for at in range(max(map(len, rows)))]
    editions: list[dict[str, Any]] = [
        {
            "id": f"tarn/{day:%Y%m%dT%H%M%SZ}", "time": day, "url": "https://tarn.example/", "digest": "sha256:00",
            "words": 9, "effective_date": day.date() if dated else None,
        }
        for day in days
    ]  # fmt: skip
    change = {"kind": "data", "before": "names", "after": "ages", "text": "data: names → ages"}
    states = [
        [
            {
                "status": LETTERS[status], "flagged": LETTERS[status] in FLAGGED, "support": SUPPORTS[support or "s"],
                "changes": [change] * (LETTERS[status] in FLAGGED),
            }
            for status, support in row
        ]
        for row in rows
    ]  # fmt: skip
    return DocumentHistory.model_validate(
        {
            "claimset": {"id": "tarn", "title": "Tarn"},
            "document": {"id": "tarn", "title": "Tarn Privacy Policy", "url": "https://tarn.example/"},
            "editions": editions,
            "claims": [{"id": f"c{at}", "statement": statement, "states": row} for at, row in enumerate(states)],
        }
    )


def drawn(text: str) -> ET.Element:
    return ET.fromstring(text)


def marks(root: ET.Element) -> list[ET.Element]:
    return [each for each in root.iter() if "ct-cell" in each.get("class", "").split()]


def texts(root: ET.Element) -> list[str]:
    return [each.text or "" for each in root.iter(f"{SVG}text")]


def hints(root: ET.Element) -> Iterator[str]:
    for parent in root.iter(f"{SVG}g"):
        yield from (each.text or "" for each in parent.findall(f"{SVG}title"))


# ── The timeline ─────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("claim", "cells"),
    [
        ("b", [(0, 0)]), ("b=", [(0, 1)]), ("b===", [(0, 3)]), ("b=!=", [(0, 1), (2, 2), (3, 3)]),
        ("b=n", [(0, 0), (1, 1)]),  # another support looks otherwise
        ("b!!", [(0, 0), (1, 1), (2, 2)]), ("b~=", [(0, 0), (1, 1), (2, 2)]), ("b~~", [(0, 0), (1, 1), (2, 2)]),
        ("bn.n.n+=", [(0, 2), (3, 3), (4, 4)]), ("bcm=", [(0, 0), (1, 1), (2, 2), (3, 3)]),
    ],
)  # fmt: skip
def test_neighbours_that_look_the_same_are_one(claim: str, cells: list[tuple[int, int]]) -> None:
    (row,) = timelines.grid(document(claim)).rows
    assert [(each.first, each.last) for each in row.cells] == cells


def test_every_flagged_state_is_a_mark_that_tells_what_it_is() -> None:
    root = drawn(svg.timeline(document("b!=xn", "b==+p", "b===", "bn.n.n.n"), "t"))
    assert [each.get("aria-label", "").split(". ")[0] for each in marks(root)] == [
        "31 January 2020: changed", "31 March 2020: withdrawn", "31 March 2020: introduced",
    ]  # fmt: skip
    assert all(each.get("tabindex") == "0" and each.get("role") == "img" for each in marks(root))
    assert all("data: names → ages" in each.get("aria-label", "") for each in marks(root))
    told = [said for said in texts(root) if said.startswith("• ")]
    assert told == ["• data: names → ages"] * 3
    assert "The claim was stated and is now not stated." in texts(root)


def test_what_is_not_flagged_is_told_by_a_hint() -> None:
    said = [each for each in hints(drawn(svg.timeline(document("b=~"), "t"))) if "2020" in each]
    assert "1 January 2020 to 31 January 2020: stated. Tarn deletes its logs." in said
    assert "1 March 2020: reworded, stated. Tarn deletes its logs." in said


def test_marks_lead_where_the_page_says() -> None:
    def link(claim: str, at: int) -> str | None:
        return f"{claim} at {at}" if claim == "c0" else None

    root = drawn(svg.timeline(document("b!", "b!"), "t", link=link))
    assert [(each.tag, each.get("href")) for each in marks(root)] == [
        (f"{SVG}a", "#c0%20at%201"), (f"{SVG}g", None),
    ]  # fmt: skip


def test_a_picture_has_a_name_and_ids_of_its_own() -> None:
    one, other = (drawn(svg.timeline(document("b!"), key)) for key in ("one", "o ther"))
    ids = [[each.get("id") for each in root.iter() if each.get("id")] for root in (one, other)]
    assert ids == [["one-title", "one-description"], ["o-ther-title", "o-ther-description"]]
    assert (one.get("aria-labelledby"), one.get("aria-describedby")) == tuple(ids[0])
    described = one.findtext(f"{SVG}desc")
    assert described == (
        "1 of 1 claim changed, 1 time in all (2 editions, 1 January 2020 to 31 January 2020). "
        "Captured 1 January 2020 – 31 January 2020."
    )


def test_a_page_gets_no_prolog_and_no_style() -> None:
    assert svg.timeline(document("b!"), "t").startswith("<svg ")
    assert "<style" not in svg.timeline(document("b!"), "t")
    assert render(history(), "svg").startswith('<?xml version="1.0" encoding="UTF-8"?>\n<svg ')  # type: ignore[arg-type]


def test_dates_are_those_of_the_editions_else_of_their_capture() -> None:
    dated, undated = (timelines.grid(document("b=", dated=each)) for each in (True, False))
    assert [each.label for each in dated.columns] == ["1 Jan 2020", "31 Jan 2020"]
    assert [each.style for each in undated.columns] == ["ct-captured"] * 2
    assert undated.note == "Dates are the days when the editions were captured."


def test_a_date_that_stays_gives_way_to_the_day_of_capture() -> None:
    found = document("b==")
    same = [each.model_copy(update={"effective_date": found.editions[0].effective_date}) for each in found.editions]
    shown = timelines.grid(found.model_copy(update={"editions": same})).columns
    assert [(each.label, each.style) for each in shown] == [
        ("1 Jan 2020", ""), ("31 Jan 2020", "ct-captured"), ("1 Mar 2020", "ct-captured"),
    ]  # fmt: skip


# ── However much there is ────────────────────────────────────────────────────────────────────────────


@given(st.lists(st.integers(0, 5), max_size=60), st.floats(3, 46))
def test_labels_never_stand_on_each_other(weights: list[int], cell: float) -> None:
    shown = grid._chosen(weights, cell)
    assert all((b - a) * cell >= grid.LABEL_GAP for a, b in pairwise(shown))
    assert bool(shown) == bool(weights)


@pytest.mark.parametrize("editions", [1, 2, 13, 60, 150, 400])
@pytest.mark.parametrize("claims", [1, 19, 100])
def test_every_size_is_drawn_within_its_frame(editions: int, claims: int) -> None:
    row = "".join((["b"] + ["="] * 9 + ["!", "=", "~", *["="] * 9, "xn", *["=n"] * 9, "+"] * 20)[:editions])
    root = drawn(svg.timeline(document(*[row] * claims), "t"))
    width, height = (float(root.get(each, "")) for each in ("width", "height"))
    for box in root.iter(f"{SVG}rect"):
        x, y, wide, high = (float(box.get(each, "")) for each in ("x", "y", "width", "height"))
        assert x >= -4
        assert x + wide <= width + 4
        assert y >= 0
        assert y + high <= height


@pytest.mark.parametrize("width", [320, 380, 559, 560, 960])
def test_a_picture_is_as_wide_as_was_asked_for(width: int) -> None:
    root = drawn(svg.timeline(document("b!=~", "b==x"), "t", width=width, heading=True))
    assert float(root.get("width", "")) <= max(width, 320)


def test_nothing_to_draw_is_drawn() -> None:
    nothing = History(generated=dt.datetime(2026, 7, 3, tzinfo=dt.UTC), documents=[])
    as_svg(str(render(nothing, "svg")).encode(), "")
    as_svg(str(render(Run(reports=[], exit=0), "svg")).encode(), "")
    as_svg(str(render(canonical(claims=[]), "svg")).encode(), "")
    empty = document("b").model_copy(update={"editions": [], "claims": []})
    as_svg(str(render(nothing.model_copy(update={"documents": [empty]}), "svg")).encode(), "")


@settings(max_examples=40, deadline=None)
@given(st.text(min_size=1, max_size=60))
def test_any_statement_is_text(said: str) -> None:
    one = History(generated=dt.datetime(2026, 7, 3, tzinfo=dt.UTC), documents=[document("b!x", statement=said)])
    as_svg(str(render(one, "svg")).encode(), said)


@given(st.text(max_size=200), st.integers(4, 60), st.integers(0, 4))
def test_lines_are_no_more_and_no_longer_than_there_is_room(said: str, columns: int, most: int) -> None:
    found = canvas.lines(said, columns, most)
    assert len(found) <= most
    assert all(len(each) <= columns for each in found)


@pytest.mark.parametrize(
    ("said", "columns", "most", "found"),
    [
        ("", 10, 2, []), ("one two", 10, 2, ["one two"]), ("one two three", 7, 2, ["one two", "three"]),
        ("one two three four", 7, 2, ["one two", "three…"]), ("one two", 7, 0, []),
        ("x" * 12, 5, 2, ["xxxxx", "xxxx…"]),
    ],
)  # fmt: skip
def test_what_has_no_room_is_cut_with_a_sign(said: str, columns: int, most: int, found: list[str]) -> None:
    assert canvas.lines(said, columns, most) == found


# ── The matrix and the strip ─────────────────────────────────────────────────────────────────────────


def test_a_matrix_has_a_row_a_claim_and_a_column_a_document() -> None:
    result = run()
    root = drawn(svg.matrix(result, "m", link=lambda document, claim: f"{document}-{claim}"))
    assert {"Tarn Privacy Policy", "Tarn (EEA)"} <= set(texts(root))
    assert [each.get("href") for each in marks(root)] == [
        f"#tarn-privacy-claim-{each}" for each in ("changed", "withdrawn", "introduced")
    ]


def test_claim_sets_do_not_mix_in_a_matrix() -> None:
    one = canonical(claims=[finding("changed")])
    other = one.model_copy(update={"claimset": one.claimset.model_copy(update={"id": "others"})})
    shown = matrices.grid(Run(reports=[one, other], exit=1))
    assert [[(cell.first, cell.last) for cell in row.cells] for row in shown.rows] == [[(0, 0)], [(1, 1)]]


def test_a_strip_has_what_is_flagged_first_and_counts_all() -> None:
    root = drawn(svg.strip(canonical(), "s", heading=True))
    assert [each.get("class") for each in marks(root)] == [
        "ct-cell ct-withdrawn", "ct-cell ct-changed", "ct-cell ct-introduced",
    ]  # fmt: skip
    assert {"1 withdrawn", "1 unchanged", "1 unverifiable", "3 of 10 claims changed since 8 June 2026."} <= set(
        texts(root)
    )


def test_a_strip_of_many_claims_takes_more_lines() -> None:
    root = drawn(svg.strip(canonical(claims=[finding("changed")] * 100), "s", width=380))
    boxes = [each for each in root.iter(f"{SVG}rect") if each.get("class") == "ct-mark"]
    assert len({each.get("y") for each in boxes}) > 3
    assert max(float(each.get("x", "")) for each in boxes) < 380


# ── The picture in the README ────────────────────────────────────────────────────────────────────────

ROOT = Path(__file__).parents[1]


def test_the_picture_of_the_readme_is_that_of_the_sample() -> None:
    """To write it anew: CLAIMTRACK_WRITE=1 python -m pytest tests/test_pictures.py"""
    claims = claimtrack.load_claims(ROOT / "claimtrack" / "demo" / "claims.yaml")
    found = str(render(claimtrack.history(claims, claimtrack.Store(ROOT / "snapshots")), "svg"))
    kept = ROOT / "tests" / "pictures" / "timeline.svg"
    if os.environ.get("CLAIMTRACK_WRITE"):
        kept.parent.mkdir(exist_ok=True)
        kept.write_bytes(found.encode())
    assert kept.read_text("utf-8") == found
    assert f"]({kept.relative_to(ROOT).as_posix()})" in (ROOT / "README.md").read_text("utf-8")


# ── Colours ──────────────────────────────────────────────────────────────────────────────────────────


def luminance(colour: str) -> float:
    """Relative luminance (WCAG 2.2)."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


PAIRS = [
    ("ink", "paper", 7), ("soft", "paper", 4.5), ("ink", "stated", 4.5), ("ink", "empty", 4.5), ("soft", "stated", 3),
    ("withdrawn-ink", "withdrawn", 4.5), ("changed-ink", "changed", 4.5), ("introduced-ink", "introduced", 4.5),
    ("withdrawn", "stated", 2), ("against", "empty", 3), ("withdrawn", "paper", 3), ("introduced", "paper", 3),
]  # fmt: skip


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(("one", "other", "least"), PAIRS)
def test_colours_have_contrast(one: str, other: str, least: float, scheme: int) -> None:
    light, dark = (dict(re.findall(r"--ct-([\w-]+): (#\w{6})", part)) for part in svg.STYLE.split("@media")[:2])
    assert light.keys() == dark.keys()
    colours = (light, dark)[scheme]
    assert contrast(colours[one], colours[other]) >= least
