"""What stands on the HTML page, and that all of it hangs together."""

from __future__ import annotations

import datetime as dt
import itertools
import re
from collections.abc import Callable
from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag

from claimtrack.records import Finding, Page, PagePair, Passage, Report, Result, Run, Unclaimed
from claimtrack.records.report import Sighting
from claimtrack.report import render
from claimtrack.report.html import claims, fulltext, overtime, places, views
from tests.findings import AFTER, canonical, evidence, finding, history, run, snapshot

RESULTS: dict[str, Callable[[], Result]] = {
    "report": canonical, "run": run, "history": history,
    "odd ids": lambda: canonical(claims=[finding("changed", id="a b/<c>%20\u202e")]),
    "nothing": lambda: Run(reports=[], exit=0),
    "one document in two claim sets": lambda: Run(reports=[canonical(), canonical()], exit=1),
    "no claim": lambda: canonical(claims=[]),
}  # fmt: skip


def shown(result: Result, snapshots: str = "") -> BeautifulSoup:
    return BeautifulSoup(str(render(result, "html", snapshots=snapshots)), "html.parser")


def said(element: Tag | None) -> str:
    """The words of an element in one line."""
    assert element is not None
    return " ".join(element.get_text(" ").split())


def with_text(text: list[tuple[str, str, int]], claims: list[Any] | None = None) -> Report:
    """A report on a page of these passages: kind, words, level."""
    passages, start = [], 0
    for kind, words, level in text:
        passages.append(Passage(kind, words, level=level, start=start))  # type: ignore[arg-type]
        start += len(words) + 1
    page = Page(tuple(passages), (), "\n".join(words for _, words, _ in text))
    return canonical(claims=claims).model_copy(update={"pages": PagePair(None, page)})


# ── How it hangs together ────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("name", RESULTS)
def test_every_link_and_label_leads_to_one_element(name: str) -> None:
    page = shown(RESULTS[name](), "store")
    ids = [str(each["id"]) for each in page(id=True)]
    assert len(ids) == len(set(ids))
    assert not [each for each in ids if not re.fullmatch(r"[\w.-]+", each, re.ASCII)]
    targets = [str(each["href"])[1:] for each in page("a", href=re.compile("^#"))]
    named = [str(each.get(key, "")) for each in page(True) for key in ("aria-labelledby", "aria-describedby")]
    labels = " ".join(named).split()
    assert set(targets) | set(labels) <= set(ids)


@pytest.mark.parametrize("name", RESULTS)
def test_headings_are_in_order(name: str) -> None:
    levels = [int(each.name[1]) for each in shown(RESULTS[name]())(re.compile("^h[1-6]$"))]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels)), levels


@pytest.mark.parametrize(
    ("names", "found"),
    [
        (["a", "b"], ["document-a", "document-b"]),
        (["a", "a", "a-2"], ["document-a", "document-a-2", "document-a-2-2"]),
        (["a b", "a_20_b"], ["document-a_20_b", "document-a_20_b-2"]),
    ],
)
def test_documents_have_anchors_of_their_own(names: list[str], found: list[str]) -> None:
    assert overtime.anchors(names) == found


def test_a_claim_keeps_its_anchor() -> None:
    assert places.claim_anchor("", "logs-deleted") == "claim-logs-deleted"


# ── What it says ─────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("quantity: <= 30 days → >= 90 days", "quantity: at most 30 days → at least 90 days"),
        ("a <= b", "a <= b"),
        ("<=30 days", "at most 30 days"),
        ("none", "none"),
    ],
)
def test_bounds_are_said_in_words(words: str, found: str) -> None:
    assert claims.plainly(words) == found


def test_a_card_says_what_is_not_in_its_passages() -> None:
    card = finding(
        "withdrawn", support="contradicted", support_before="stated", missing=["quantity: <= 30 days"], confidence=0.4,
        before_id="tarn-privacy/20260101T000000Z", since_seen="unchanged",
        reported=dt.datetime(2026, 6, 9, tzinfo=dt.UTC),
    )  # fmt: skip
    other = finding("changed", before_id="tarn-privacy/20260608T120000Z")
    last = Sighting(snapshot="tarn-privacy/20260607T000000Z", time=dt.datetime(2026, 6, 7, tzinfo=dt.UTC))
    report = canonical(claims=[card, other]).model_copy(update={"last_seen": last})
    text = said(shown(report).find(id="claim-claim-withdrawn"))
    for words in (
        "✗ withdrawn", "(confidence 40%)",
        "was stated and is now contradicted; what is missing: quantity: at most 30 days.",
        "Compared with its own accepted snapshot, tarn-privacy/20260101T000000Z.",
        "No change since it was last seen on 7 June 2026; first reported on 9 June 2026.",
    ):  # fmt: skip
        assert words in text


def test_what_a_claim_is_no_longer_or_never_was_is_seen_without_opening_it() -> None:
    against, missing = finding("unchanged", support="contradicted"), finding("not-stated", support="not-stated")
    page = shown(canonical(claims=[against, missing]))
    assert [said(each.summary) for each in page(class_="warning") if each.name == "details"] == [
        "= Tarn deletes its logs within 30 days. unchanged contradicted",
        "· Tarn deletes its logs within 30 days. not stated",
    ]


def test_a_text_that_was_not_kept_is_told_and_not_quoted() -> None:
    lost = evidence("") | {"reader": "0.1.0"}
    told = finding("changed").model_dump() | {"evidence": {"before": [lost], "after": [evidence("We keep logs.")]}}
    report = canonical(claims=[Finding.model_validate(told)], before=snapshot(redacted=True, reader="0.1.0"))
    card = shown(report, "s").find(id="claim-claim-changed")
    assert isinstance(card, Tag)
    assert "(text not kept)" in said(card.find(class_="lost"))
    assert [said(each) for each in card("blockquote")] == ["We keep logs."]


def test_a_section_is_told_without_the_title_of_the_document() -> None:
    page = shown(canonical(claims=[finding("changed", section=["TARN privacy policy", "Logs"])]))
    assert said(page.find(class_="section")) == "Logs"


def test_many_passages_are_folded_and_very_many_are_counted() -> None:
    said_before = [f"Passage {n} about {'abcdefghijklmnopqrst'[n]}{n}{n}." for n in range(18)]
    card = shown(canonical(claims=[finding("changed", before=said_before, after=[])])).find(id="claim-claim-changed")
    assert isinstance(card, Tag)
    assert len(card(class_="pair")) == claims.MAX_PAIRS
    assert said(card.details and card.details.summary) == f"{claims.MAX_PAIRS - claims.OPEN_PAIRS} more passages"
    assert f"{18 - claims.MAX_PAIRS} more passages are in the JSON report." in said(card)


def test_unclaimed_changes_are_bounded() -> None:
    many = [Unclaimed(kind="added", before="", after=f"We collect {n}.", section=[]) for n in range(1000)]
    page = shown(canonical().model_copy(update={"unclaimed": many}))
    section = page.find("section", {"aria-labelledby": "unclaimed"})
    assert isinstance(section, Tag)
    assert len(section(class_="pair")) == views.MAX_UNCLAIMED
    assert "800 more are in the JSON report." in said(section)


# ── Where its links lead ─────────────────────────────────────────────────────────────────────────────


def hrefs(page: BeautifulSoup, words: str) -> list[str]:
    return [str(each["href"]) for each in page("a", string=words)]


def test_snapshots_are_linked_where_they_are_known_to_be() -> None:
    report = canonical(claims=[finding("changed")])
    assert hrefs(shown(report, "../my%20store"), "Stored snapshot") == [f"../my%20store/{AFTER.id}/text.md"] * 2
    assert hrefs(shown(report), "Stored snapshot") == []
    assert said(shown(report)).count(AFTER.id) == 1


def test_a_passage_that_stands_twice_is_told_apart_on_the_live_page() -> None:
    here = evidence("We keep logs.") | {"prefix": "heading\nApp. ", "suffix": " Web. more"}
    claim = finding("unchanged").model_dump() | {"evidence": {"before": [], "after": [here]}}
    once, twice = (
        with_text([("paragraph", "App. We keep logs. Web.", 0)] * n, [Finding.model_validate(claim)])
        for n in (1, 2)
    )  # fmt: skip
    assert hrefs(shown(once), "On the live page")[0].endswith("#:~:text=We%20keep%20logs.")
    assert hrefs(shown(twice), "On the live page")[0].endswith("#:~:text=App.-,We%20keep%20logs.,-Web.")


# ── The full text ────────────────────────────────────────────────────────────────────────────────────


def test_headings_and_lists_of_the_policy_are_headings_and_lists() -> None:
    body = shown(with_text([
        ("heading", "Policy", 1), ("heading", "Deep", 5), ("item", "one", 1), ("item", "inner", 2),
        ("paragraph", "p", 0), ("item", "alone", 1), ("heading", "Next", 2), ("cell", "c", 0),
    ])).find(class_="body")  # fmt: skip
    assert isinstance(body, Tag)
    assert [(each.name, said(each)) for each in body.find_all(True, recursive=False)] == [
        ("h3", "Policy"), ("h4", "Deep"), ("ul", "one inner"), ("p", "p"), ("ul", "alone"), ("h4", "Next"), ("p", "c"),
    ]  # fmt: skip
    assert [each["aria-level"] for each in body("li")] == ["1", "2", "1"]


def test_a_very_long_text_is_cut_and_no_link_leads_into_what_is_left_out() -> None:
    last = evidence("The end.") | {"start": 50_000 * 6, "end": 50_000 * 6 + 8}
    claim = finding("unchanged").model_dump() | {"evidence": {"before": [], "after": [last]}}
    text = [("paragraph", "Words", 0)] * 50_000 + [("paragraph", "The end.", 0)]
    page = shown(with_text(text, [Finding.model_validate(claim)]))
    body = page.find(class_="body")
    assert isinstance(body, Tag)
    assert len(body("p")) == fulltext.MAX_PASSAGES + 1
    assert f"{50_001 - fulltext.MAX_PASSAGES:,} more passages are left out here" in said(body)
    assert hrefs(page, "In the full text") == []


# ── Several documents, and history ───────────────────────────────────────────────────────────────────


def test_a_run_begins_with_its_documents() -> None:
    page = shown(run())
    assert [said(each) for each in page.select(".overview a")] == ["Tarn Privacy Policy", "Tarn (EEA)"]
    assert said(page.select(".overview .said")[1]) == "The page could not be used, so no claim was judged."


def test_what_could_not_be_judged_has_no_support_in_the_matrix() -> None:
    cells = shown(run()).select(".grid tbody tr:last-child td")
    assert [said(each) for each in cells] == ["not about this document", "? could not be judged"]


def test_what_a_history_leaves_out_is_said() -> None:
    assert history().documents[0].left_out
    page = shown(history())
    for each in history().documents[0].left_out:
        assert f"{each.snapshot}: {each.reason}" in said(page.main)
