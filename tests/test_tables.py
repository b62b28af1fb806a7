"""What stands above the cells of a table, and how cells and bare items are read under it. The company is invented."""

from __future__ import annotations

import pytest

from claimtrack import extract, reading
from claimtrack.records import Page, Practice
from tests.readings import ids, readings, says, sentence, words

Cells = tuple[str, ...]
HEAD: Cells = ("Data", "Why")


def html(*rows: Cells, head: str = "th", label: str = "td") -> Page:
    """A page with a table; ``head`` is the tag of its first row's cells, ``label`` of the other rows' first cells."""
    drawn = [
        "".join(f"<{tag}>{cell}</{tag}>" for tag, cell in zip(tags, row, strict=False))
        for row, tags in zip(rows, [[head] * 9, *[[label, *["td"] * 8]] * len(rows)], strict=False)
    ]
    return extract.page(f"<table>{''.join(f'<tr>{row}</tr>' for row in drawn)}</table>".encode(), "text/html")


def above(page: Page) -> dict[str, str]:
    """The headings above each passage."""
    return {passage.text: " > ".join(passage.section) for passage in page.passages}


GREETED, FLOWN = ("Names", "To greet you."), ("Routes", "To fly.")
TITLED: list[tuple[str, Page]] = [
    ("a header row", html(HEAD, GREETED, FLOWN)),
    ("a bold header row", html(("<b>Data</b>", "<b>Why</b>"), GREETED, FLOWN, head="td")),
    ("a single row", html(HEAD, GREETED)),
    ("the same words in other columns", html(HEAD, GREETED, ("Routes", "To greet you."))),
    ("titles of several blocks", html(HEAD, ("<p>Names</p><p>of birds</p>", "To greet you."), FLOWN)),
    ("a row without title", html(HEAD, ("", "To rest."), GREETED)),
]  # fmt: skip


@pytest.mark.parametrize(("why", "page"), TITLED, ids=[row[0] for row in TITLED])
def test_the_title_of_a_row_stands_above_its_cells(why: str, page: Page) -> None:
    assert above(page)["To greet you."] == "Names > Why" or why == "the same words in other columns"
    assert above(page)["Names"] == "Data"


LONG = "Names and the routes that a bird flies on each of the days of a very long year"
UNTITLED: list[tuple[str, Page, str]] = [
    ("a title stands twice", html(HEAD, GREETED, ("Names", "To fly.")), "Why"),
    ("a first cell is a sentence", html(HEAD, GREETED, ("We keep routes.", "To fly.")), "Why"),
    ("a first cell ends in a semicolon", html(HEAD, GREETED, ("Routes;", "To fly.")), "Why"),
    ("first cells are stems", html(HEAD, GREETED, ("To fly, we use:", "Wings.")), "Why"),
    ("first cells are open", html(HEAD, GREETED, ("Wings for", "Flying.")), "Why"),
    ("a first cell is long", html(HEAD, GREETED, (LONG, "To fly.")), "Why"),
    ("no header", html(GREETED, FLOWN, head="td"), ""),
    ("half a header", html(("Data", "<b>Why</b>"), GREETED, FLOWN, head="td"), ""),
    ("one cell that heads all", html(("Data", ""), GREETED, FLOWN), ""),
    ("a header that is a sentence", html(("We keep data.", "Why"), GREETED, FLOWN), ""),
]  # fmt: skip


@pytest.mark.parametrize(("why", "page", "section"), UNTITLED, ids=[row[0] for row in UNTITLED])
def test_rows_without_titles_of_their_own(why: str, page: Page, section: str) -> None:
    assert above(page)["To greet you."] == section


MARKED = [
    ("marked as a title, though it stands twice", html(HEAD, GREETED, ("Names", "To fly."), label="th"), "Names > Why"),
    ("marked as a title, without a header", html(("Data", "Why"), GREETED, head="td", label="th"), "Names"),
    ("marked, but a sentence", html(HEAD, ("We keep names.", "To greet you."), label="th"), "Why"),
    ("below an empty header", html(("", "Why"), GREETED, ("Names", "To fly.")), "Names > Why"),
]


@pytest.mark.parametrize(("why", "page", "section"), MARKED, ids=[row[0] for row in MARKED])
def test_cells_marked_as_titles(why: str, page: Page, section: str) -> None:
    assert above(page)["To greet you."] == section


def test_cells_without_a_header_above_stand_below_their_row_alone() -> None:
    assert above(html(HEAD, ("Names", "To greet you.", "At dawn."), FLOWN))["At dawn."] == "Names"


# ── Bold words that say "we may share" and are a heading all the same ────────────────────────────────

BOLD: list[tuple[str, bool]] = [
    ("Information we may share", True),
    ("Letters that we will carry", True),
    ("Birds who may fly", True),
    ("Reasons that may apply", True),
    ("How we may share information", True),
    # near misses: they state something
    ("We may share information", False),
    ("Information may be shared", False),
    ("Information we may share is not sold", False),
    ("Birds we carry may fly", False),
    ("In Tarn Please See Our Other Notice Here", False),
    ("We will carry letters that you may send", False),
]


@pytest.mark.parametrize(("bold", "heads"), BOLD)
def test_bold_words_with_a_relative_clause(bold: str, heads: bool) -> None:
    page = extract.page(f"<p><b>{bold}</b></p><p>We keep letters for a year.</p>".encode(), "text/html")
    assert (page.passages[0].kind == "heading") is heads


# ── Reading them ─────────────────────────────────────────────────────────────────────────────────────


def stated(text: str, section: str, *, lead_in: str = "", kind: str = "cell") -> list[Practice]:
    """What a cell or item states; its headings stand on the page too."""
    assert kind in ("cell", "item", "paragraph")
    said = sentence(text, section=section, lead_in=lead_in, kind=kind)  # type: ignore[arg-type]
    return [p for p in readings(said)[-1].practices if p.action.id]


ACTED: list[tuple[str, str, str, str]] = [
    ("Your phone number", "Information we collect", "controller collect", "phone-number"),
    ("Phone number and location", "What we share", "controller share", "phone-number location"),
    ("Phone number", "Sharing > Fellmere", "controller share", "phone-number"),
    ("Location", "What we collect > How we use it", "controller use", "location"),
]


@pytest.mark.parametrize(("text", "section", "who", "data"), ACTED)
@pytest.mark.parametrize("kind", ["cell", "item"])
def test_bare_cells_and_items_take_the_action_of_their_heading(
    text: str, section: str, who: str, data: str, kind: str
) -> None:
    (found,) = stated(text, section, kind=kind)
    assert says(found) == who
    assert ids(found.data) >= set(data.split())


IDLE: list[tuple[str, str, str, str, str]] = [
    ("a paragraph", "Your phone number", "Information we collect", "", "paragraph"),
    ("no data", "Bells and whistles", "Information we collect", "", "item"),
    ("no action above", "Your phone number", "Your rights", "", "item"),
    ("two actions above", "Your phone number", "How we collect and share information", "", "item"),
    ("a heading of its own", "Phone number", "Information we collect > Phone number", "", "cell"),
    ("it completes a stem", "Your phone number", "Information we collect", "Bells ring for:", "item"),
]


@pytest.mark.parametrize(("why", "text", "section", "lead_in", "kind"), IDLE, ids=[row[0] for row in IDLE])
def test_others_state_nothing(why: str, text: str, section: str, lead_in: str, kind: str) -> None:
    assert stated(text, section, lead_in=lead_in, kind=kind) == []


def test_a_cell_with_a_verb_says_itself_what_is_done() -> None:
    assert [p.action.id for p in stated("We delete your phone number", "Information we collect")] == ["delete"]


TABLE = html(("Information we collect", "Why we use it"), ("Phone number", "To prevent fraud."), ("Age", "For ads."))


def test_the_title_of_a_row_states_nothing_itself() -> None:
    read = {r.sentence.text: r.practices for r in reading.page(TABLE, words())}
    assert [p for p in read["Phone number"] if p.action.id] == []


@pytest.mark.parametrize(
    ("cell", "data", "purpose"),
    [("To prevent fraud.", "phone-number", "fraud-prevention"), ("For ads.", "age", "advertising")],
)
def test_a_cell_of_a_purpose_is_on_the_data_of_its_row(cell: str, data: str, purpose: str) -> None:
    read = {r.sentence.text: r.practices for r in reading.page(TABLE, words())}
    (used,) = (p for p in read[cell] if p.action.id)
    assert (says(used), ids(used.data), ids(used.purposes)) == ("controller use", {data}, {purpose})
