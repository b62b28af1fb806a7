"""The feed: every flagged finding once, however often it is written anew."""

from __future__ import annotations

from typing import Any

import feedparser
import pytest

from claimtrack.records import Report, Result, Run
from claimtrack.report import atom
from tests.findings import canonical, finding, history, run, snapshot


def feed(result: Result) -> Any:
    found = feedparser.parse(atom.render(result))
    assert not found.bozo
    return found


def test_an_entry_a_flagged_finding() -> None:
    found = feed(canonical())
    assert found.feed.title == "Claims that changed: Tarn Privacy Policy"
    assert found.version == "atom10"
    assert {each.title.split(":")[0] for each in found.entries} == {"changed", "withdrawn", "introduced"}
    first = next(each for each in found.entries if each.title.startswith("changed"))
    assert first.title == "changed: Tarn deletes its logs within 30 days."
    assert first.updated == "2026-07-03T12:00:00Z"
    assert [each.term for each in first.tags] == ["changed", "claim-changed"]
    assert first.link == "https://tarn.example/privacy#:~:text=We%20delete%20logs%20within%2090%20days."
    said = first.content[0].value
    assert "<li>bound: 30 days → 90 days</li>" in said
    assert "Before: We delete logs within <del>30 </del>days." in said
    assert "Now: We delete logs within <ins>90 </ins>days." in said
    assert first.published == first.updated


def test_a_history_is_a_feed_newest_first() -> None:
    found = feed(history())
    assert [each.updated[:10] for each in found.entries] == ["2026-04-05", "2025-04-11", "2025-04-10"]
    assert found.feed.updated == "2026-04-05T09:00:00Z"


def test_a_finding_that_was_reported_before_keeps_its_date() -> None:
    reported = finding("changed").model_copy(update={"reported": history().generated})
    (found,) = feed(canonical(claims=[reported])).entries
    assert (found.published, found.updated) == ("2026-04-05T09:00:00Z", "2026-04-05T09:00:00Z")


@pytest.mark.parametrize(
    ("url", "links"),
    [
        ("https://tarn.example/privacy?a=1&b=2", 1), ("https://tärn.example/", 1), ("ftp://tarn.example/", 0),
        ("javascript:alert(1)", 0), ("https://tarn.example/##[error]x", 0),
    ],
)  # fmt: skip
def test_an_entry_leads_to_a_web_page_or_nowhere(url: str, links: int) -> None:
    (found,) = feed(canonical(claims=[finding("changed")], url=url)).entries
    assert len(found.get("links", [])) == links


def test_the_same_findings_are_the_same_feed() -> None:
    again = canonical().model_copy(update={"generated": history().generated})
    assert atom.render(canonical()) == atom.render(again)


def test_very_many_passages_are_counted() -> None:
    old, new = ([f"{word} {word}{n}." for n in range(30)] for word in ("Apples", "Pears"))
    (found,) = feed(canonical(claims=[finding("changed", before=old, after=new)])).entries
    said = found.content[0].value
    assert said.count("<blockquote>") == atom.MAX_PASSAGES
    assert "and 20 more passages in the JSON report" in said


def test_a_statement_without_words_is_named_by_its_id() -> None:
    (found,) = feed(canonical(claims=[finding("changed", statement="\u202e")])).entries
    assert found.title == "changed: claim-changed"


def ids(report: Report | Run) -> list[str]:
    return [str(each.id) for each in feed(report).entries]


def test_an_entry_is_the_same_until_the_edition_or_the_status_is_another() -> None:
    again = canonical().model_copy(update={"generated": history().generated})
    assert ids(canonical()) == ids(again)
    assert not set(ids(canonical())) & set(ids(canonical(after=snapshot(id="tarn-privacy/20270101T000000Z"))))
    assert ids(canonical(claims=[finding("changed", id="a")])) != ids(canonical(claims=[finding("withdrawn", id="a")]))


def test_a_text_that_came_back_is_another_entry() -> None:
    (document,) = history().documents
    again = [document.editions[1].model_copy(update={"time": document.editions[3].time, "returned": True})]
    moving = document.claims[0]
    states = [moving.states[0], moving.states[1], moving.states[2], moving.states[1]]
    changed = {
        "editions": [*document.editions[:3], *again],
        "claims": [moving.model_copy(update={"states": states})],
    }
    result = history().model_copy(update={"documents": [document.model_copy(update=changed)]})
    found = feed(result).entries
    assert [each.title.split(":")[0] for each in found] == ["introduced", "changed", "introduced"]
    assert len({each.id for each in found}) == 3


def test_a_file_that_kept_its_name_is_another_edition() -> None:
    one, other = (snapshot(id="policy.html", time=None, digest=f"sha256:{n}") for n in "ab")
    assert ids(canonical(after=one)) == ids(canonical(after=one))
    assert not set(ids(canonical(after=one))) & set(ids(canonical(after=other)))


def test_a_report_that_is_there_twice_is_told_once() -> None:
    assert ids(Run(reports=[canonical(), canonical()], exit=1)) == ids(canonical())


def test_a_feed_without_findings_is_a_feed() -> None:
    found = feed(canonical(claims=[finding("unchanged")]))
    assert (found.entries, found.feed.updated) == ([], "2026-07-03T12:00:00Z")
    assert feed(run()).feed.id != found.feed.id


def test_a_feed_is_bounded() -> None:
    many = canonical(claims=[finding("changed", id=f"c-{n}") for n in range(atom.MAX_ENTRIES + 5)])
    assert len(feed(many).entries) == atom.MAX_ENTRIES
