"""Links lead to web pages only, and to the passage that is quoted."""

from __future__ import annotations

from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimtrack.report import links
from tests.hostile import URLS

PAGE = "https://tarn.example/privacy"


@pytest.mark.parametrize(
    "url",
    [PAGE, "http://tarn.example", "https://tarn.example:8443/a?lang=en&b=%20#part", "https://xn--trn-5cd.example/",
     "https://tärn.example/straße", "http://[2001:db8::1]/", "HTTPS://TARN.EXAMPLE/"],
)  # fmt: skip
def test_web_pages_are_linked(url: str) -> None:
    assert links.web(url) == url


@pytest.mark.parametrize("url", [
    *(each for name, each in URLS.items() if name != "fragment"), "", "tarn.example/privacy", "/privacy", "https://",
    "https:tarn.example", "ftp://tarn.example/", "mailto:a@tarn.example", "https://tarn.example:port/",
    "https://tarn.example/a b", "https://tarn.example/\u202efdp", "vbscript:x", "//tarn.example/",
    "https://" + "a" * 2000,
])  # fmt: skip
def test_nothing_else_is(url: str) -> None:
    assert links.web(url) == ""
    assert links.passage(url, "Some words.") == ""


@pytest.mark.parametrize(
    ("url", "iri"),
    [
        (PAGE, PAGE), ("https://tarn.example/a[b]?c=[d]#e[f]", "https://tarn.example/a%5Bb%5D?c=%5Bd%5D#e%5Bf%5D"),
        ("http://[2001:db8::1]:80/[a]", "http://[2001:db8::1]:80/%5Ba%5D"),
        ("https://tärn.example/ß", "https://tärn.example/ß"),
        ("https://tarn.example/100%/%20%2", "https://tarn.example/100%25/%20%252"), ("https://", ""), ("data:x", ""),
        ("https://https", "https://https"),
    ],
)  # fmt: skip
def test_addresses_are_made_valid(url: str, iri: str) -> None:
    assert links.iri(url) == iri


@pytest.mark.parametrize(
    ("text", "fragment"),
    [
        ("We delete logs.", "#:~:text=We%20delete%20logs."),
        ("end-to-end, a & b", "#:~:text=end%2Dto%2Dend%2C%20a%20%26%20b"),
        (" ".join(f"w{n}" for n in range(12)), "#:~:text=" + "%20".join(f"w{n}" for n in range(12))),
        (" ".join(f"w{n}" for n in range(13)),
         "#:~:text=w0%20w1%20w2%20w3%20w4%20w5,w7%20w8%20w9%20w10%20w11%20w12"),
        ("“Straße” 100%", "#:~:text=%E2%80%9CStra%C3%9Fe%E2%80%9D%20100%25"),
        ("", ""),
        (" \n ", ""),
    ],
)  # fmt: skip
def test_a_passage_is_pointed_to_whole_or_by_its_ends(text: str, fragment: str) -> None:
    assert links.passage(PAGE, text) == PAGE + fragment


@pytest.mark.parametrize(
    ("prefix", "suffix", "fragment"),
    [
        ("", "", "#:~:text=We%20share%20data."),
        ("alf of a word before.", " And so", "#:~:text=a%20word%20before.-,We%20share%20data.,-And"),
        ("cut", " cut", "#:~:text=We%20share%20data."),  # half a word on either side
        ("a heading\nTo you: ", "\nNext block", "#:~:text=To%20you%3A-,We%20share%20data.,-Next"),
        ("above\nOne\n", " After it.\nBelow", "#:~:text=One-,We%20share%20data.,-After%20it."),
        ("x a-b, c & d ", " ", "#:~:text=c%20%26%20d-,We%20share%20data."),
        ("one two three four five ", " six seven eight nine ten",
         "#:~:text=three%20four%20five-,We%20share%20data.,-six%20seven%20eight"),
        (" \n ", "\n", "#:~:text=We%20share%20data."),
    ],
)  # fmt: skip
def test_words_around_a_passage_tell_it_from_others(prefix: str, suffix: str, fragment: str) -> None:
    assert links.passage(PAGE, "We share data.", prefix=prefix, suffix=suffix) == PAGE + fragment


@pytest.mark.parametrize("text", ["x" * 3000, "ẞ" * 400, "-" * 700])
def test_a_passage_that_makes_the_address_too_long_is_left_out(text: str) -> None:
    assert links.passage(PAGE, text) == PAGE


def test_a_fragment_of_the_page_is_kept() -> None:
    assert links.passage(PAGE + "#logs", "We delete logs.") == PAGE + "#logs:~:text=We%20delete%20logs."
    assert links.passage(URLS["fragment"], "We delete logs.") == URLS["fragment"]


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_any_passage_is_a_link_with_one_directive(text: str) -> None:
    found = links.passage(PAGE, text)
    directive = found.removeprefix(PAGE).removeprefix("#:~:text=")
    assert directive.isascii()
    assert not set(directive) & set(" \"<>&-#")
    words = text.split()
    assert [unquote(part) for part in directive.split(",") if part] == (
        [] if not words else [" ".join(words)] if len(words) <= links.WHOLE
        else [" ".join(words[: links.WORDS]), " ".join(words[-links.WORDS :])]
    )  # fmt: skip
