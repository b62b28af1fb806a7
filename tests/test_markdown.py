"""Markdown says what it was given, and no more, however GitHub reads it."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup, Comment
from hypothesis import example, given
from hypothesis import strategies as st

from claimtrack.report import markdown, quote
from tests.findings import canonical, finding, history, run
from tests.hostile import HOSTILE
from tests.inert import GITHUB, as_github

PLACES = {
    "paragraph": "{}", "quote": "> {}", "heading": "## {}", "behind a word": "### changed: {}", "item": "- {}",
    "cell": "| a |\n| --- |\n| {} |", "bold": "**x {} x**", "changed": "> <del>{}</del>",
}  # fmt: skip
"""Where a report puts words that are not its own."""


def shown(said: str, place: str = "> {}") -> BeautifulSoup:
    return BeautifulSoup(as_github(place.replace("{}", markdown.text(said))), "html.parser")


@pytest.mark.parametrize("place", PLACES.values(), ids=PLACES.keys())
@given(said=st.text())
@example(said="A.PW")
@example(said="mail ann@gmail.com")
@example(said="C #")
@example(said="☃.com/a ends in ##")
def test_any_text_comes_out_as_it_is(said: str, place: str) -> None:
    stays_text(said, place)


def stays_text(said: str, place: str) -> None:
    page, plain = shown(said, place), shown("QQ", place)
    if said.strip():
        names = [each.name for each in page(True) if each.name != "span"]
        assert set(names) <= {each.name for each in plain(True)}
        assert len(names) <= len(plain(True))
    assert page.get_text().split() == plain.get_text().replace("QQ", quote.inert(said)).split()


@pytest.mark.parametrize("place", PLACES.values(), ids=PLACES.keys())
@pytest.mark.parametrize("said", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_text_comes_out_as_it_is(said: str, place: str) -> None:
    stays_text(said, place)


@pytest.mark.parametrize(
    "said",
    ["@ann", "mail ann@tarn.example", "closes #12", "tarn/tarn#3", "GH-4", ":tada:", "www.tarn.example",
     "https://tarn.example/a", "HTTP://TARN.EXAMPLE", "costs $5 or $6", "//tarn.example"],
)  # fmt: skip
def test_what_github_looks_for_is_parted(said: str) -> None:
    texts = [str(each) for each in shown(said)(string=True) if not isinstance(each, Comment)]
    assert len([each for each in texts if each.strip()]) > 1
    assert not [each for each in texts if GITHUB.search(each)]


@pytest.mark.parametrize(
    "said", ["a @ b", "24:00", "# of users", "and/or", "a:b", "$ 5", "e.g. this", "3 #s", "v1.2", "it."]
)
def test_plain_text_reads_well_in_the_source_too(said: str) -> None:
    assert len(markdown.text(said)) - len(said) <= len("<span></span>")


def test_the_changed_words_are_marked() -> None:
    text = markdown.render(canonical())
    assert "> **Before:** We delete logs within <del>30</del> days." in text
    assert "> **Now:** We delete logs within <ins>90</ins> days." in text
    assert "[on the live page](<https://tarn.example/privacy#:~:text=We%20delete%20logs%20within%2090%20days.>)" in text


def test_flagged_claims_come_first() -> None:
    rows = [line for line in markdown.render(canonical()).splitlines() if line.startswith("| ")]
    statuses = [row.split("|")[1].split()[-1] for row in rows[2:12]]
    assert statuses[:3] == ["changed", "withdrawn", "introduced"]


@pytest.mark.parametrize(
    ("limit", "end"),
    [(markdown.SUMMARY_LIMIT, "é"), (markdown.BODY_LIMIT, "word "), (markdown.BODY_LIMIT, "x"), (3000, "x")],
)
def test_a_long_report_is_cut_between_its_parts(limit: int, end: str) -> None:
    one = finding("changed", before=[end * 900 + "one"], after=[end * 900 + "two"])
    claims = [one.model_copy(update={"id": f"c-{n}"}) for n in range(1200)]
    text = markdown.render(canonical(claims=claims), limit)
    assert len(text.encode()) <= limit
    assert text.count("<details") == text.count("</details>")
    assert "**Cut here:**" in text.splitlines()[-1]
    left = int(text.splitlines()[-1].split()[2])
    blocks = text.count("\n\n### ") + (not text.count("| --- |"))
    assert left + blocks >= 1200


def test_claims_that_stand_are_folded_away_with_a_passage() -> None:
    text = markdown.render(canonical())
    (folded,) = [part for part in text.split("<details>") if part.startswith("<summary>Claims that stand")]
    assert folded.startswith("<summary>Claims that stand, and what the page says (5)</summary>")
    assert "`claim-moved` Tarn deletes its logs within 30 days.\n\n> *What we collect › Logs*\n>\n> We" in folded
    assert "claim-changed" not in folded
    others = [finding("changed"), finding("not-stated"), finding("unchanged", support="contradicted")]
    assert "Claims that stand" not in markdown.render(canonical(claims=others))


def test_many_claims_that_stand_leave_room_for_the_rest() -> None:
    claims = [finding("unchanged", id=f"c-{n}", after=["word " * 900]) for n in range(markdown.MAX_STANDING + 2)]
    text = markdown.render(canonical(claims=claims), markdown.BODY_LIMIT)
    assert "\n\nand 2 more\n\n</details>" in text
    assert "How this was made" in text


def test_long_statements_leave_room_for_what_changed() -> None:
    claims = [finding("changed", id=f"c-{n}", statement="word " * 2000) for n in range(150)]
    assert markdown.render(canonical(claims=claims), markdown.BODY_LIMIT).count("\n### ") > 5


def test_a_short_report_is_whole() -> None:
    for result in (canonical(), run(), history()):
        assert "Cut here" not in markdown.render(result)


def test_a_history_of_many_editions_shows_the_newest() -> None:
    one = history().documents[0]
    many = one.model_copy(
        update={
            "editions": one.editions * 20,
            "claims": [each.model_copy(update={"states": each.states * 20}) for each in one.claims],
        }
    )
    text = markdown.render(history().model_copy(update={"documents": [many]}))
    head = next(line for line in text.splitlines() if line.startswith("| claim |"))
    assert head.count("|") == markdown.MAX_COLUMNS + 2
