"""Pages to passages: headings, stems, labels, lists, tables, main text. The company is invented."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

import pytest

from claimtrack import extract
from claimtrack.errors import PageError
from claimtrack.records import Document, Page, Passage


class Seen(NamedTuple):
    """What a test says of a passage; ``section`` joined by " > "."""

    kind: str
    text: str
    section: str = ""
    lead_in: str = ""


def seen(page: Page) -> list[Seen]:
    return [Seen(p.kind, p.text, " > ".join(p.section), p.lead_in) for p in page.passages]


def html(body: str, **document: object) -> Page:
    url = "https://pigeon.example/"
    settings = Document.model_validate({"id": "d", "title": "D", "url": url, **document})
    return extract.page(body.encode(), "text/html", settings)


def markdown(text: str) -> Page:
    return extract.page(text.encode(), "text/markdown")


def texts(page: Page) -> list[str]:
    return [passage.text for passage in page.passages]


def find(page: Page, text: str) -> Passage:
    return next(passage for passage in page.passages if passage.text == text)


# ── Headings ─────────────────────────────────────────────────────────────────────────────────────────


def test_headings_nest_and_several_documents_stand_on_one_page() -> None:
    page = html("<h1>Terms</h1><h2>Fees</h2><p>None.</p><h1>Privacy</h1><p>We store letters.</p>")
    assert seen(page) == [
        Seen("heading", "Terms"),
        Seen("heading", "Fees", "Terms"),
        Seen("paragraph", "None.", "Terms > Fees"),
        Seen("heading", "Privacy"),
        Seen("paragraph", "We store letters.", "Privacy"),
    ]


@pytest.mark.parametrize(
    ("text", "level"),
    [("Pigeon\n======", 1), ("Pigeon\n------", 2), ("### Pigeon", 3), ("### **Pigeon**", 3)],
)
def test_markdown_headings(text: str, level: int) -> None:
    passage = markdown(f"{text}\n\nWe store letters.").passages[0]
    assert (passage.kind, passage.text, passage.level) == ("heading", "Pigeon", level)


@pytest.mark.parametrize(
    "bold",
    [
        "<b>Where letters go</b>", "<strong>Letters:</strong>", "<b>When do you sell data?</b>",
        "<b>1. Your Letters</b>", "<b>What We Do</b>", '<span style="font-weight: 600">Letters</span>',
        "<b>Your <i>Letters</i></b>.", "<b><a href='/x'>Letters</a></b>",
    ],
)  # fmt: skip
def test_bold_paragraph_acts_as_heading(bold: str) -> None:
    page = html(f"<h2>Pigeon</h2><p>{bold}</p><p>We store letters for a week.</p>")
    assert page.passages[1].kind == "heading"
    assert page.passages[1].level == 3
    assert len(page.passages[2].section) == 2


@pytest.mark.parametrize(
    "bold",
    [
        "<b>We never sell your letters.</b>", "<b>Your letters are sealed</b>", "<b>Sealed; always</b>",
        "<b>Letters are sealed. No one opens them.</b>", "<b>Letters</b> fly", "The <b>letters</b>",
        "<b>" + "letters " * 20 + "</b>",
    ],
)  # fmt: skip
def test_bold_statement_is_no_heading(bold: str) -> None:
    page = html(f"<h2>Pigeon</h2><p>{bold}</p><p>We store letters for a week.</p>")
    assert page.passages[1].kind == "paragraph"
    assert page.passages[2].section == ("Pigeon",)


def test_bold_headings_are_siblings_and_end_with_the_next_real_one() -> None:
    page = html(
        "<h2>A</h2><p><b>One</b></p><p>x y.</p><p><b>Two</b></p><p>y z.</p><h2>B</h2><p>z a.</p>"
    )
    assert [p.section for p in page.passages if p.kind == "paragraph"] == [("A", "One"), ("A", "Two"), ("B",)]


def test_bold_words_at_the_end_head_nothing() -> None:
    page = html("<p>We store letters.</p><p><b>Pigeon Post</b></p>")
    assert page.passages[1].kind == "paragraph"


@pytest.mark.parametrize("tag", ['<div role="heading" aria-level="3">{}</div>', "<div role=heading>{}</div>"])
def test_role_heading(tag: str) -> None:
    assert html(tag.format("Letters") + "<p>x y.</p>").passages[1].section == ("Letters",)


def test_list_items_that_hold_headings_are_sections() -> None:
    page = html("<ol><li><h2>Letters</h2><p>We store them.</p></li><li><h2>Fees</h2><p>None.</p></li></ol>")
    assert seen(page)[1] == Seen("paragraph", "We store them.", "Letters")
    assert seen(page)[3] == Seen("paragraph", "None.", "Fees")


def test_definition_lists_and_details_bound_their_titles() -> None:
    details = "<details><summary>Fees</summary>None.</details>"
    page = html(f"<dl><dt>Letter</dt><dd>A sheet.</dd></dl>{details}<p>End.</p>")
    assert [s.section for s in seen(page) if s.kind != "heading"] == ["Letter", "Fees", ""]


# ── Labels ───────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("item", "label"),
    [
        ("**Flight Log.** We keep it.", "Flight Log."),
        ("**Flight Log**. We keep it.", "Flight Log."),
        ("**Flight Log:** We keep it.", "Flight Log:"),
        ("**Flight Log** – We keep it.", "Flight Log –"),
        ("**Flight Log**.  \n  We keep it.", "Flight Log."),
        ("**Flight Log. We keep it.**", "Flight Log."),
        ("**Flight Log.**\n\n  We keep it.", "Flight Log."),
    ],
)
def test_label_opens_an_item(item: str, label: str) -> None:
    page = markdown(f"## Birds\n\n* {item}\n* Other.")
    assert seen(page) == [
        Seen("heading", "Birds"),
        Seen("heading", label, "Birds"),
        Seen("item", "We keep it.", "Birds > Flight Log"),
        Seen("item", "Other.", "Birds"),
    ]
    assert page.passages[1].level == 3


@pytest.mark.parametrize(
    "item",
    [
        "**We** keep it.", "We **log.** It stays.", "**Pigeon Post** keeps a log: daily.",
        "**If you write:** we keep it.",
    ],
)
def test_bold_words_in_a_sentence_are_no_label(item: str) -> None:
    assert markdown(f"* {item}\n* Other.").passages[0].kind == "item"


def test_label_holds_for_nested_items_and_the_rest_of_its_item() -> None:
    page = markdown("* **Content.**\n    * **Letters:** Sealed.\n    * Parcels too.\n* Else.")
    assert seen(page) == [
        Seen("heading", "Content."),
        Seen("heading", "Letters:", "Content"),
        Seen("item", "Sealed.", "Content > Letters"),
        Seen("item", "Parcels too.", "Content"),
        Seen("item", "Else."),
    ]


def test_label_of_a_paragraph_holds_for_it_and_its_list() -> None:
    page = html("<p><b>Log.</b> We keep:</p><ul><li>dates</li></ul><p>Other words.</p>")
    assert seen(page)[1:] == [
        Seen("paragraph", "We keep:", "Log"),
        Seen("item", "dates", "Log", "We keep:"),
        Seen("paragraph", "Other words."),
    ]


# ── Stems ────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("before", "lead_in"),
    [
        ("<p>We share with:</p>", "We share with:"),
        ("<p>We fly. We share with:</p>", "We share with:"),
        ("<p><b>To guard letters, we:</b></p>", "To guard letters, we:"),
        ("<p><b>We guard letters by</b></p>", "We guard letters by"),
        ("<p>We share letters with the following birds.</p>", "We share letters with the following birds."),
        ("<p>We share letters.</p>", ""),
        ("<p>We share with:</p><p>Oh.</p>", ""),
        ("<p><b>Our Birds</b></p>", ""),
        ("<h3>We share with:</h3>", "We share with:"),
        ("<h3>Birds</h3>", ""),
    ],
)
def test_stem_leads_into_the_list(before: str, lead_in: str) -> None:
    page = html(f"{before}<ul><li>pigeons</li><li>owls</li></ul><p>End.</p>")
    assert [p.lead_in for p in page.passages if p.kind == "item"] == [lead_in, lead_in]
    assert page.passages[-1].lead_in == ""


def test_stems_nest() -> None:
    page = markdown("We work with birds in:\n\n* Spain that:\n    * fly;\n    * sing.\n* Peru.")
    assert [(p.text, p.lead_in, p.level) for p in page.passages[1:]] == [
        ("Spain that:", "We work with birds in:", 1),
        ("fly;", "We work with birds in: Spain that:", 2),
        ("sing.", "We work with birds in: Spain that:", 2),
        ("Peru.", "We work with birds in:", 1),
    ]


def test_a_finished_sentence_is_no_stem_of_nested_items_and_an_open_one_is() -> None:
    page = html("<ul><li>We fly.<ul><li>Daily.</li></ul></li><li>Letters<ul><li>sealed</li></ul></li></ul>")
    assert [p.lead_in for p in page.passages] == ["", "", "", "Letters"]


def test_a_list_right_inside_a_list_belongs_to_the_item_before() -> None:
    page = html("<ul><li>Birds:</li><ul><li>owls</li></ul></ul>")
    assert find(page, "owls").lead_in == "Birds:"


def test_a_list_right_behind_a_list_completes_the_same_stem() -> None:
    page = html("<p>We keep:</p><ul><li>dates</li></ul><ul><li>routes</li></ul>")
    assert [p.lead_in for p in page.passages[1:]] == ["We keep:", "We keep:"]


def test_lists_drawn_with_bullets_or_numbers() -> None:
    numbered = "<p>And:</p><p>(a) names;</p><p>(b) ages.</p>"
    page = html(f"<p>We keep:<br>• dates<br>• routes</p>{numbered}<p>End.</p>")
    assert seen(page)[1:3] == [Seen("item", "dates", "", "We keep:"), Seen("item", "routes", "", "We keep:")]
    assert seen(page)[4:] == [
        Seen("item", "(a) names;", "", "And:"),
        Seen("item", "(b) ages.", "", "And:"),
        Seen("paragraph", "End."),
    ]


# ── Tables ───────────────────────────────────────────────────────────────────────────────────────────

DRAWN = "*   fly:<br>    *   by day<br>    *   by night<br>*   rest."
TABLE = f"""
|     |     |
| --- | --- |
| **Why** | **Data Used** |
| **To carry letters, we:**<br><br>{DRAWN}<br><br>**Care.** We feed birds. | \
*   [Names](#names)<br>*   [Routes](#routes) (daily) |
"""


def test_lists_in_markdown_cells() -> None:
    assert seen(markdown(TABLE)) == [
        Seen("cell", "Why"),
        Seen("cell", "Data Used"),
        Seen("cell", "To carry letters, we:", "Why"),
        Seen("cell", "fly:", "Why", "To carry letters, we:"),
        Seen("cell", "by day", "Why", "To carry letters, we: fly:"),
        Seen("cell", "by night", "Why", "To carry letters, we: fly:"),
        Seen("cell", "rest.", "Why", "To carry letters, we:"),
        Seen("heading", "Care.", "Why"),
        Seen("cell", "We feed birds.", "Why > Care"),
        Seen("cell", "Names", "Data Used"),
        Seen("cell", "Routes (daily)", "Data Used"),
    ]


def test_lists_in_html_cells() -> None:
    page = html(
        "<h2>Law</h2><table><tr><th>Why</th><th>Data</th></tr>"
        "<tr><td><p>To fly, we:</p><ul><li>map winds</li></ul></td><td>Routes</td></tr></table><p>End.</p>"
    )
    assert seen(page)[1:] == [
        Seen("cell", "Why", "Law"),
        Seen("cell", "Data", "Law"),
        Seen("cell", "To fly, we:", "Law > Why"),
        Seen("cell", "map winds", "Law > Why", "To fly, we:"),
        Seen("cell", "Routes", "Law > Data"),
        Seen("paragraph", "End.", "Law"),
    ]


def test_row_labels_stand_above_the_cells_beside_them() -> None:
    page = markdown("|   | How | Data |\n| --- | --- | --- |\n| **Safety:** | We watch nests. | Names |\n")
    assert seen(page)[2:] == [
        Seen("cell", "Safety:"),
        Seen("cell", "We watch nests.", "Safety > How"),
        Seen("cell", "Names", "Safety > Data"),
    ]


def test_a_table_without_header_row() -> None:
    rows = "<tr><td>We fly.</td><td>Names</td></tr><tr><td>We rest.</td><td>Ages</td></tr>"
    page = html(f"<table>{rows}</table>")
    assert {p.section for p in page.passages} == {()}


def test_a_long_word_list_in_a_cell_stays_in_pieces_and_a_broken_sentence_does_not() -> None:
    page = html("<p>names<br>ages<br>routes</p><p>We carry your letters over hills<br>and far away.</p>")
    assert texts(page) == ["names", "ages", "routes", "We carry your letters over hills and far away."]


# ── What is text, and where it is ────────────────────────────────────────────────────────────────────

NAV = "<nav><a href=/>Home</a></nav>"
FOOTER = "<footer>Imprint</footer>"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (f"{NAV}<main><h1>P</h1><p>Text.</p></main>{FOOTER}", ["P", "Text."]),
        (f"{NAV}<div role=main><header><h1>P</h1></header><p>Text.</p></div>{FOOTER}", ["P", "Text."]),
        (f"{NAV}<article><p>Text of it.</p></article>{FOOTER}", ["Text of it."]),
        ("<article>Teaser</article><p>The text is longer.</p>", ["Teaser", "The text is longer."]),
        (f"<header>{NAV}Shop</header><p>Text.</p>{FOOTER}", ["Text."]),
        (f"<header><h1>P</h1></header><p>Text.</p>{FOOTER}", ["P", "Text."]),
        ("<aside>Note.</aside><p>Text.</p>", ["Text."]),
        (f"{NAV}{FOOTER}", ["Home", "Imprint"]),
        ("<main></main><p>Text.</p>", ["Text."]),
        ("<div style='display:none'>Text.</div>", ["Text."]),
        ("<script>x</script><style>y</style><noscript>z</noscript><p>Text.</p>", ["Text."]),
        ("<svg><text>u</text></svg><select><option>v</select><!-- w --><p>Text.</p>", ["Text."]),
        ("<template>t</template><p>Text.</p>", ["Text."]),
    ],
)  # fmt: skip
def test_main_text(body: str, expected: list[str]) -> None:
    assert texts(html(f"<html><head><title>T</title></head><body>{body}</body></html>")) == expected


@pytest.mark.parametrize(
    ("select", "remove", "expected"),
    [
        (["#a"], [], ["One.", "Top"]),
        (["#none", "#a"], [], ["One.", "Top"]),
        (["#empty", "#b"], [], ["Two."]),
        (["#none"], [], ["One.", "Top", "Two."]),
        (["div"], [], ["One.", "Top", "Two."]),
        (["#a"], ["[href='#top']"], ["One."]),
        (["#a"], ["#a"], ["Two."]),
    ],
)
def test_selectors(select: list[str], remove: list[str], expected: list[str]) -> None:
    body = "<div id=a><p>One.</p><a href='#top'>Top</a></div><div id=b>Two.</div><div id=empty></div>"
    assert texts(html(body, select=select, remove=remove)) == expected


@pytest.mark.parametrize("selector", ["p[[", "p::before", ":nope", ">"])
def test_a_bad_selector_is_an_error_of_the_page(selector: str) -> None:
    with pytest.raises(PageError, match="selector"):
        html("<p>x", select=[selector])


def test_links_and_anchors() -> None:
    contents = '<ul id=toc><li><a href="#a">Our <b>birds</b></a></li></ul>'
    page = html(contents + "<h2><a name=a></a>Our birds</h2><p>See <a href=/x>this</a>.</p>")
    link = page.passages[0].links[0]
    assert (link.start, link.end, link.href) == (0, len("Our birds"), "#a")
    assert page.passages[1].anchor == "a"
    assert [page.passages[2].text[k.start : k.end] for k in page.passages[2].links] == ["this"]


def test_links_of_listed_cells_cover_the_whole_passage() -> None:
    passage = find(markdown(TABLE), "Names")
    assert [(k.start, k.end, k.href) for k in passage.links] == [(0, 5, "#names")]


def test_language_and_title() -> None:
    page = html("<html lang='pt-BR'><head><title>Our\n post</title></head><p>x</p></html>")
    assert (page.language, page.title) == ("pt-br", "Our post")
    assert markdown("x").language is None


def test_inline_markup_neither_glues_nor_parts_words() -> None:
    buttons = "<button>Yes</button><button>No</button>"
    page = html(f"<p>un<b>lock</b>ed <i>box</i>es</p>{buttons}<p>a&nbsp;b\u200b c</p>")
    assert texts(page) == ["unlocked boxes", "Yes No", "a b c"]


# ── A page that stands twice on itself ───────────────────────────────────────────────────────────────

LETTERS = "".join(f"<p>We carry letter {n} over hill and dale for you.</p>" for n in range(40))
EDITION = f"<h1>Post</h1>{LETTERS}"


def test_the_second_copy_of_a_page_goes() -> None:
    once = html(EDITION)
    assert texts(html(EDITION + EDITION)) == texts(once)
    assert texts(html(EDITION + EDITION + "<p>Only here.</p>")) == [*texts(once), "Only here."]


def test_what_only_resembles_a_copy_stays() -> None:
    other = EDITION.replace("letter", "parcel")
    assert len(html(EDITION + other).passages) == 2 * 41
    assert texts(html("<p>We fly.</p><p>We fly.</p>")) == ["We fly.", "We fly."]


# ── Plain text, media types, dates ───────────────────────────────────────────────────────────────────


def test_plain_text_is_one_sentence_a_line() -> None:
    page = extract.page(b"We fly. Daily.\n\n  We  rest.\r\n* x\n", "text/plain; charset=utf-8")
    assert [s.text for s in page.sentences] == texts(page) == ["We fly. Daily.", "We rest.", "* x"]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("a.html", "text/html"), ("b/A.HTM", "text/html"), ("x.md", "text/markdown"),
        ("x.markdown", "text/markdown"), ("x.txt", "text/plain"), ("x.pdf", None), ("html", None),
    ],
)  # fmt: skip
def test_media_type(name: str, expected: str | None) -> None:
    assert extract.media_type(name) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Effective June 8, 2026 (archive)", dt.date(2026, 6, 8)),
        ("Effective as of 8th June 2026", dt.date(2026, 6, 8)),
        ("Last updated: 4 January 2021", dt.date(2021, 1, 4)),
        ("Effective date: 2021-01-04", dt.date(2021, 1, 4)),
        ("Effective date\n\nJan. 4, 2021", dt.date(2021, 1, 4)),
        ("Last Revised: 25/12/2023", dt.date(2023, 12, 25)),
        ("Last Revised: 12/25/2023", dt.date(2023, 12, 25)),
        ("Last Revised: 09/12/2023", None),
        ("Last modified 1.2.2024", dt.date(2024, 2, 1)),
        ("Last updated May 1, 2020. Effective June 1, 2020", dt.date(2020, 6, 1)),
        ("On May 3, 2025, we updated this.\n\nEffective June 1, 2025", dt.date(2025, 6, 1)),
        ("Effective February 31, 2020", None),
        ("We are effective. 4 January 2021 was cold.", None),
        ("Founded 4 January 2021", None),
        ("Filler.\n\n" * 20 + "Effective June 8, 2026", None),
    ],
)
def test_effective_date(text: str, expected: dt.date | None) -> None:
    assert extract.effective_date(markdown(text)) == expected
