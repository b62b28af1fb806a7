"""Bytes that are hostile, broken or in another encoding: `extract.page` returns or raises `PageError`."""

from __future__ import annotations

import contextlib
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimtrack import extract
from claimtrack.errors import PageError
from claimtrack.records import Page

TYPES = ("text/html", "text/markdown", "text/plain", "", "text/html; charset=nonsense")


def check(page: Page) -> None:
    """The laws of every page: offsets are right, passages and sentences hold the same words."""
    assert page.text == "\n".join(passage.text for passage in page.passages)
    for passage in page.passages:
        assert page.text[passage.start :].startswith(passage.text)
        assert passage.text == " ".join(passage.text.split())
        assert all(0 <= link.start < link.end <= len(passage.text) for link in passage.links)
    for sentence in page.sentences:
        assert page.text[sentence.start : sentence.end] == sentence.text
        assert sentence.text.strip() == sentence.text != ""
    assert "".join(s.text for s in page.sentences).replace(" ", "") == "".join(page.text.split())


@settings(deadline=None)
@given(st.binary(max_size=400), st.sampled_from(TYPES))
def test_any_bytes(body: bytes, media_type: str) -> None:
    with contextlib.suppress(PageError):
        check(extract.page(body, media_type))


PARTS = (
    "<p> </p> <ul> <li> </li> </ul> <b> </b> <h2> </h2> <table> <tr> <td> <th> </table> <br> </a> <pre> "
    "</pre> <dl> <dt> <dd> <main> <nav> <header> <script> <details> <a/href=#x> <!-- --> &amp; "
    "We fly. you: * ** | # - > 1. (a)"
)
MARKUP = st.lists(st.sampled_from([*PARTS.split(), "\n", "\n\n", "    "]), max_size=40).map(" ".join)


@settings(deadline=None)
@given(MARKUP, st.sampled_from(TYPES))
def test_any_markup(text: str, media_type: str) -> None:
    with contextlib.suppress(PageError):
        check(extract.page(text.encode(), media_type))


WORD = st.sampled_from(("We", "fly", "You", "rest", "Birds:", "letters.", "(daily)", "e.g.", "30", "Über"))
WORDS = st.lists(WORD, min_size=1)
STYLES = st.sampled_from(("{}", "<b>{}</b>", "<a href='#x'>{}</a>", "<i>{}</i>."))
INLINE = st.tuples(STYLES, WORDS.map(" ".join))
BLOCK = st.lists(INLINE.map(lambda pair: pair[0].format(pair[1])), min_size=1, max_size=3).map(" ".join)
TREE = st.recursive(
    BLOCK.map("<p>{}</p>".format) | BLOCK.map("<h3>{}</h3>".format) | BLOCK,
    lambda inner: st.lists(inner, min_size=1, max_size=3).flatmap(
        lambda parts: st.sampled_from(
            (
                "<div>" + " ".join(parts) + "</div>",
                "<ul>" + "".join(f"<li>{part}</li>" for part in parts) + "</ul>",
                "<table><tr>" + "".join(f"<td>{part}</td>" for part in parts) + "</tr></table>",
                "<blockquote>" + "<br>".join(parts) + "</blockquote>",
            )
        )
    ),
    max_leaves=12,
)


@settings(deadline=None)
@given(TREE)
def test_visible_words_stay_in_order_and_are_neither_lost_nor_doubled(tree: str) -> None:
    page = extract.page(f"<body>{tree}</body>".encode(), "text/html")
    check(page)
    visible = re.sub(r"<[^>]*>", " ", tree)
    assert re.findall(r"\w+", page.text) == re.findall(r"\w+", visible)


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        (b"", "empty"), (b" \n\t", "empty"),
        (b"%PDF-1.7 x", "PDF"), (b"\x89PNG\r\n", "PNG"), (b"PK\x03\x04x", "ZIP"),
        (b"\xff\xd8\xff\xe0", "JPEG"), (b"<p>a" + b"\0" * 99, "binary"), (b"\x00" * 50, "binary"),
        (b"x" * (extract.MAX_BYTES + 1), "bytes"), (b"<div>" * 10_000 + b"x", "deep"),
        (b"<ul><li>" * 10_000 + b"x", "deep"), (b"<b>" * 10_000 + b"x", "deep"),
        (b"<table><tr><td>" * 10_000, "deep"), (b"<p>" * 250_000, "tags"), (b"<p>a" * 60_000, "passages"),
    ],
)  # fmt: skip
def test_refused(body: bytes, problem: str) -> None:
    with pytest.raises(PageError, match=problem) as caught:
        extract.page(body, "text/html", name="post.html")
    assert caught.value.path == "post.html"


@pytest.mark.parametrize("level", ["9" * 6000, "-1", "x", ""])
def test_attributes_are_not_trusted(level: str) -> None:
    body = f"<p role=heading aria-level='{level}'>Birds</p><table><tr><td colspan='{level}'>Owl</table>"
    assert extract.page(body.encode(), "text/html").text == "Birds\nOwl"


def test_markdown_nested_too_deep_is_refused_rather_than_cut() -> None:
    with pytest.raises(PageError, match="deep"):
        extract.page(b">" * 10_000 + b" x", "text/markdown")


@pytest.mark.parametrize(
    ("body", "media_type"),
    [
        ("Über".encode(), "text/html"),
        ("Über".encode("cp1252"), "text/html"),
        ("Über".encode("cp1252"), "text/html; charset=utf-8"),
        ("Über".encode(), "text/html; charset=ISO-8859-1"),
        ("Über".encode("utf-16"), "text/html"),
        (b"\xef\xbb\xbf" + "Über".encode(), "text/html; charset=latin-1"),
        ("Über".encode("utf-16-le"), 'text/html; charset="utf-16le"'),
        (b'<meta charset="iso-8859-2">' + "Über".encode("iso-8859-2"), "text/html"),
        (b'<meta http-equiv=x content="text/html; charset=koi8-r"><p>' + "Über".encode(), "text/html"),
        (b'<?xml version="1.0" encoding="iso-8859-15"?><p>' + "Über".encode("iso-8859-15"), "text/html"),
        (b'<meta charset="utf-16"><p>' + "Über".encode(), "text/html"),
        (b'<?xml version="1.0" encoding="utf-16"?><p>' + "Über".encode(), "text/html"),
        ("Über".encode(), "text/html; charset=utf-16"),
        ("Über".encode(), "text/html; charset=rot13"),
        ("Über".encode(), "text/html; charset=no-such"),
    ],
)
def test_encodings(body: bytes, media_type: str) -> None:
    assert extract.page(body, media_type).text == "Über"


def test_cyrillic_by_declaration() -> None:
    body = b'<meta charset="windows-1251"><p>' + "Письмо".encode("cp1251")
    assert extract.page(body, "text/html").text == "Письмо"


def test_a_page_without_words_is_a_page_without_passages() -> None:
    assert extract.page(b"<script>let x</script><div></div>", "text/html").passages == ()
