from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimtrack import guard
from claimtrack.guard import blocks, shapes
from claimtrack.records import Document, Page, Verdict
from claimtrack.text import words
from tests.policies import ACCEPTED, EXPECTED, SECTIONS, document, page, policy, prose, refusal

# ── Usable ───────────────────────────────────────────────────────────────────────────────────────────────


GROWN = [*SECTIONS[:4], "Payments", "Machine Learning", *SECTIONS[4:]]
NUMBERED = [f"{n}. {it.upper()}" for n, it in enumerate(SECTIONS, 1)]
REWRITTEN = [*SECTIONS[:1], "Information We Collect", *(f"Our Way {c}" for c in "ABCDEFGHIJ"), SECTIONS[4]]
MERGED = page(*(line for it in SECTIONS[::2] for line in (f"# {it}", *prose(it, 2), *prose(f"{it} etc."))))


@pytest.mark.parametrize(
    ("given", "doc"),
    [
        pytest.param(ACCEPTED, document(), id="the same page"),
        pytest.param(policy(GROWN), document(), id="two new sections"),
        pytest.param(policy(SECTIONS[:6] + SECTIONS[7:]), document(), id="a section less"),
        pytest.param(policy(SECTIONS[:-1]), document(), id="the last section less"),
        pytest.param(policy(SECTIONS[::-1]), document(), id="another order"),
        pytest.param(policy(NUMBERED), document(headings=EXPECTED), id="numbers and capitals"),
        pytest.param(MERGED, document(), id="half of the sections, merged and shorter"),
        pytest.param(policy(SECTIONS, 8), document(), id="twice as long"),
        pytest.param(policy(SECTIONS, 3), document(), id="shorter sections, all there"),
        pytest.param(policy(REWRITTEN), document(headings=EXPECTED), id="a rewrite with what is expected"),
        pytest.param(policy(REWRITTEN), document(), id="a rewrite under the same title"),
        pytest.param(policy(SECTIONS), document(headings=[["What We Know"]]), id="expected once"),
        pytest.param(policy(SECTIONS[:5] + REWRITTEN[2:6]), document(), id="an end rewritten shorter"),
    ],
)
def test_an_edition_of_the_accepted_policy_is_used(given: Page, doc: Document) -> None:
    assert refusal(given, doc, ACCEPTED) == ""


def test_a_first_page_is_judged_by_what_is_expected() -> None:
    assert refusal(ACCEPTED, document(headings=EXPECTED)) == ""
    assert refusal(policy(["Welcome"], 20), document(headings=EXPECTED)) == (
        "No heading “Information We Collect” and none of the headings “Information We Share”, "
        "“Who We Share With” is on the page."
    )


@pytest.mark.parametrize(
    "heading",
    [
        "Information We Collect", "2. Information we collect", "The Information We Collect From You",
        "INFORMATION WE COLLECT:",
    ],
)
def test_an_expected_heading_may_have_company(heading: str) -> None:
    assert refusal(policy(["Parley", heading], 8), document(headings=[["Information We Collect"]])) == ""


@pytest.mark.parametrize(
    "heading",
    ["Information You Collect", "Information", "What we mean when we say the information we collect here"],
)
def test_another_heading_is_not_the_expected_one(heading: str) -> None:
    reason = refusal(policy(["Parley", heading], 8), document(headings=[["Information We Collect"]]))
    assert reason == "No heading “Information We Collect” is on the page."


def test_text_is_no_heading() -> None:
    given = page("# Parley", *prose("words", 12), "Information We Collect")
    assert "No heading" in refusal(given, document(headings=[["Information We Collect"]]))


# ── Size ─────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(("limit", "usable"), [(1, True), (30, True), (60, False)])
def test_a_short_page_is_measured_by_the_document(limit: int, usable: bool) -> None:
    given = page("# Parley", *prose("words", 1))
    assert bool(refusal(given, document(limit))) is not usable


def test_sizes_are_told() -> None:
    assert refusal(page("# Parley", *prose("words", 7)), document(2500)) == (
        "The page has 218 words; at least 2,500 are expected."
    )
    assert refusal(page(), document(1)) == "The page has 0 words; at least 1 are expected."
    short = policy(SECTIONS, 1)
    assert refusal(short, document(), policy(SECTIONS, 10)) == (
        f"The page has {len(words(short.text))} words; "
        f"at least 40% of the accepted edition's {len(words(policy(SECTIONS, 10).text)):,} are expected."
    )


# ── A part of the page, another page ─────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (policy(SECTIONS[:6]), "The end of the page is missing: 30 of the accepted edition's 60"),
        (policy(SECTIONS[:9]), "The end of the page is missing: 15 of"),
        (policy(SECTIONS[:10]), "The end of the page is missing: 10 of"),
        (policy([*SECTIONS[:9], "Something Else"]), "The end of the page is missing: 15 of"),
        (policy([*SECTIONS[:3], *SECTIONS[7:]]), "A part of the page is missing: 20 of"),
        (policy(SECTIONS[6:]), "A part of the page is missing: 30 of"),
    ],
)
def test_a_page_that_half_loaded_is_refused(given: Page, said: str) -> None:
    assert refusal(given, document(), ACCEPTED).startswith(said)


def test_a_page_without_headings_can_break_off_too() -> None:
    accepted = page(*prose("words", 30))
    reason = refusal(page(*prose("words", 20)), document(), accepted)
    assert "10 of the accepted edition's 30 passages and 33% of its words are not there" in reason
    assert refusal(page(*prose("words", 28)), document(), accepted) == ""
    assert refusal(page(*prose("words", 12), *prose("names", 8)), document(), accepted) == ""  # rewritten


def test_a_heading_that_was_there_and_is_expected_must_not_get_lost() -> None:
    given = policy([it for it in SECTIONS if it not in ("Information We Share", "Advertising")])
    assert refusal(given, document(), ACCEPTED) == ""
    assert "A part of the page is missing" in refusal(given, document(headings=EXPECTED), ACCEPTED)


def test_a_rewrite_that_names_every_section_anew_is_used() -> None:
    lines = [f"# Part {p.text[::-1]}" if p.kind == "heading" else p.text for p in ACCEPTED.passages]
    assert refusal(page(*lines), document(), ACCEPTED) == ""


TERMS = [f"Rule {c}" for c in "ABCDEFGHIJKL"]


def test_another_document_of_the_same_company_is_refused() -> None:
    rules = [
        f"Members who break rule {n} of the club lose their seat at table {n}, and the house decides within {n} weeks "
        "whether they may come back." for n in range(1, 49)
    ]
    given = page("# Parley Terms of Use", *(line for name in TERMS for line in (f"# {name}", *rules[:4])))
    assert refusal(given, document(), ACCEPTED) == (
        "The page is another document, with 0 of the accepted edition's 12 headings."
    )
    assert refusal(policy(["Parley Privacy Policy", *TERMS]), document(headings=EXPECTED), ACCEPTED) == (
        "No heading “Information We Collect” and none of the headings “Information We Share”, "
        "“Who We Share With” is on the page, with 1 of the accepted edition's 12 headings."
    )


# ── Known shapes ─────────────────────────────────────────────────────────────────────────────────────────


MENU = ["Features", "Download", "Help Centre", "Blog", "For Business", "© Parley Ltd."]


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (["Sorry, something went wrong.", "Go back"], "shows an error"),
        (["Something Went Wrong", "We are on it and hope to be back soon."], "shows an error"),
        (["# 404", "Page not found"], "shows an error"),
        (["# Oops!", "We can't find it: this page isn’t available right now."], "shows an error"),
        (["# Access Denied", "You don't have permission.", "Reference #18.2f"], "shows an error"),
        (["The service is temporarily unavailable. Please try again later."], "shows an error"),
        (["502 Bad Gateway", "nginx"], "shows an error"),
        (["Please enable JavaScript to view this page."], "asks for JavaScript"),
        (["You need to enable JavaScript to run this app."], "asks for JavaScript"),
        (["Your browser is not supported"], "asks for JavaScript"),
        (["Checking your browser before you go on", "Ray ID: 7f"], "proof that a person is asking"),
        (["# Just a moment...", "Verify you are human by doing as we say."], "proof that a person"),
        (["We have seen unusual traffic from your network", "CAPTCHA"], "proof that a person is asking"),
        (["We value you", "Accept all cookies", "Reject all cookies"], "consent to cookies"),
        (["# Before you continue", "Accept all", "More options"], "consent to cookies"),
        (["This content is not available in your country."], "not available in this country or region"),
        (["Sorry, Parley isn’t available in your region yet"], "not available in this country or region"),
        (["# Log in to Parley", "Email", "Password", "Forgot password?"], "asks for a login"),
        (["You must log in to continue."], "asks for a login"),
    ],
)
@pytest.mark.parametrize("around", [[], MENU])
def test_a_page_that_stands_in_place_of_the_policy(lines: list[str], said: str, around: list[str]) -> None:
    given = page(*around, *lines)
    reason = refusal(given, document(), ACCEPTED)
    assert said in reason
    assert f"only {len(words(given.text))} words" in reason


CLAUSES = ["We use cookies on our website", "You can manage preferences at any time", "Sign in to see your data"]


@pytest.mark.parametrize("consent", ["# Cookie settings", "Accept all cookies", "Before you continue, read this."])
@pytest.mark.parametrize("times", [15, 60])
@pytest.mark.parametrize(
    ("doc", "said"),
    [
        (document(2500), "The page has {:,} words; at least 2,500 are expected."),
        (document(40, [["Information We Collect"]]), "No heading “Information We Collect” is on the page."),
    ],
)
def test_a_policy_in_short_lines_that_speaks_of_cookies_is_no_consent_wall(
    consent: str, times: int, doc: Document, said: str
) -> None:
    given = page("# Parley", consent, *CLAUSES * times)
    assert len(words(given.text)) > 250
    assert refusal(given, doc) == said.format(len(words(given.text)))


def test_the_title_tells_too() -> None:
    assert "shows an error" in refusal(page("Nothing to see", title="404 Not Found"))


@pytest.mark.parametrize(
    "line",
    [
        "Sorry, something went wrong.", "Please enable JavaScript.", "Accept all cookies", "Log in to Parley",
        "Parley is not available in your country", "Access denied",
    ],
)  # fmt: skip
def test_a_policy_may_hold_such_a_line(line: str) -> None:
    assert refusal(page(line, *(p.text for p in ACCEPTED.passages), line)) == ""
    assert refusal(page("# Parley", line, *prose("words", 2)), document(40)) == ""  # as short as expected


@pytest.mark.parametrize(
    ("days", "usable"),
    [
        ([f"{n} January 2021 (archived)" for n in range(1, 30)], False),
        ([f"Effective January {n}, 2021" for n in range(1, 30)], False),
        ([f"2021-01-{n:02}" for n in range(1, 29)], False),
        ([f"Version of Part {n}" for n in range(1, 30)], True),
    ],
)
def test_a_list_of_past_revisions_is_no_policy(days: list[str], usable: bool) -> None:
    given = page("# Parley Privacy Policy", "Past versions of what we say to you and how it was:", *days)
    reason = refusal(given, document(20))
    assert ("lists past revisions" in reason) is not usable


def test_a_policy_with_dates_is_a_policy() -> None:
    assert refusal(page(*(p.text for p in ACCEPTED.passages), *["Changed on 1 January 2021"] * 9)) == ""


def test_a_menu_is_no_text() -> None:
    menu = page(*[f"{a} {b}" for a in ("Chat", "Pay", "Call", "Shop", "News") for b in MENU * 5])
    assert refusal(menu, document(300)) == (
        "The page is no running text in English: 7% of its words are common ones; at least 25% are expected."
    )


# ── Laws ─────────────────────────────────────────────────────────────────────────────────────────────────


texts = st.text(max_size=60)
pages = st.lists(st.tuples(st.booleans(), texts), max_size=12).map(
    lambda lines: page(*(f"# {text}" if heading else text for heading, text in lines))
)


@given(pages, st.none() | pages, texts)
def test_any_page_is_judged(given: Page, accepted: Page | None, language: str) -> None:
    verdict = guard.judge(given, document(language=language), accepted)
    assert isinstance(verdict, Verdict)
    assert verdict.usable is (verdict.reason == "")


@given(st.lists(st.sampled_from(SECTIONS), min_size=1), st.integers(4, 9))
def test_an_accepted_page_is_accepted_again(headings: list[str], sentences: int) -> None:
    given = policy(headings, sentences)
    assert guard.judge(given, document(1), given) == Verdict(True)


@given(st.lists(st.sampled_from(SECTIONS)), st.lists(st.sampled_from(SECTIONS)))
def test_headings_are_counted_once(before: list[str], after: list[str]) -> None:
    it = blocks.heading_overlap(policy(before, 0), policy(after, 0))
    assert it.before == len(before) == it.kept + it.lost
    assert len(after) == it.kept + it.new
    assert 0 <= it.tail <= it.before
    assert 0 <= it.beyond <= len(after)
    assert 0 <= it.share <= 1


def test_no_shape_takes_long_on_a_hostile_line() -> None:
    hostile = page("page " * 24, "not " * 24, "checking " * 24, "a" * 1_000_000)
    assert shapes.shape(hostile) is None
