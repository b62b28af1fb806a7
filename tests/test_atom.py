"""The feed: every flagged finding once, however often it is written anew."""

from __future__ import annotations

from typing import Any

import feedparser

from claimtrack.records import Report, Result
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
    assert "- We delete logs within 30 days.\n+ We delete logs within 90 days." in first.content[0].value


def test_a_history_is_a_feed_newest_first() -> None:
    found = feed(history())
    assert [each.updated[:10] for each in found.entries] == ["2026-04-05", "2025-04-11", "2025-04-10"]
    assert found.feed.updated == "2026-04-05T09:00:00Z"


def ids(report: Report) -> list[str]:
    return [str(each.id) for each in feed(report).entries]


def test_an_entry_is_the_same_until_the_edition_or_the_status_is_another() -> None:
    again = canonical().model_copy(update={"generated": history().generated})
    assert ids(canonical()) == ids(again)
    assert not set(ids(canonical())) & set(ids(canonical(after=snapshot(id="tarn-privacy/20270101T000000Z"))))
    assert ids(canonical(claims=[finding("changed", id="a")])) != ids(canonical(claims=[finding("withdrawn", id="a")]))


def test_a_feed_without_findings_is_a_feed() -> None:
    found = feed(canonical(claims=[finding("unchanged")]))
    assert (found.entries, found.feed.updated) == ([], "2026-07-03T12:00:00Z")
    assert feed(run()).feed.id != found.feed.id


def test_a_feed_is_bounded() -> None:
    many = canonical(claims=[finding("changed", id=f"c-{n}") for n in range(atom.MAX_ENTRIES + 5)])
    assert len(feed(many).entries) == atom.MAX_ENTRIES
