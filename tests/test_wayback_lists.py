"""The list of an archive: its two forms, its parts, and the answers and rows that cannot be right."""

from __future__ import annotations

import json
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from claimtrack.errors import FetchError
from claimtrack.importers import Kept, LeftOut
from claimtrack.importers.wayback import index, period
from claimtrack.store import Store
from tests.archivers import needs_pywb
from tests.server import Answer, page
from tests.waybacks import BOMB, TAKEN, Front, Taken, became, imported, rows, stamps

pytestmark = needs_pywb


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """An empty store."""
    return Store(tmp_path / "snapshots")


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (page("<!doctype html><h1>Hello"), "answered with text/html, which is no list of captures; check the address"),
        (Answer(200, {"Content-Type": "application/json"}, b'{"error": '), "no list of captures"),
        (Answer(200, {}, b'["a", "b"]'), "no list of captures"),
        (Answer(200, {}, b'[["a"], ["b"]]'), "no list of captures"),
        (Answer(200, {}, b"[" * 100_000), "no list of captures"),
        (Answer(200, {}, b"\xff\x00\x1b[31m"), "no list of captures"),
        (Answer(404), "answered 404 Not Found where its list of captures should be; check the address after --archive"),
        (Answer(200, {}, b""), "has no capture of it; check the address and the dates"),
        (Answer(200, {}, b"[]"), "has no capture of it; check the address and the dates"),
        (Answer(403, {}, b"org.archive.wayback.exception.AdministrativeAccessControlException: Blocked Site Error"),
         "does not show this page: its owner had it taken out"),
        (Answer(403, {}, b"RobotAccessControlException"), "the site's robots.txt asked it not to"),
        (Answer(403, {}, b"Forbidden"), "refuses requests from here for now. Wait an hour"),
        (Answer(200, {"Content-Encoding": "gzip"}, BOMB), "list of captures is too long to be read"),
        (Answer(200, {"Content-Length": "90000000"}, b""), "list of captures is too long to be read"),
    ],
)  # fmt: skip
def test_an_answer_that_is_no_list(taken: Taken, front: Front, store: Store, answer: Answer, said: str) -> None:
    front.answer("cdx", answer)
    with pytest.raises(FetchError) as caught:
        imported(store, front.root, taken.url)
    assert said in str(caught.value)
    assert not store.path.exists()


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ({"url": "https://other.example/privacy"}, "it is a capture of another page"),
        ({"url": "http://127.0.0.1/privacy"}, "it is a capture of another page"),
        ({"url": "javascript:alert(1)"}, "it is a capture of another page"),
        ({"url": "http://[::1"}, "it is a capture of another page"),
        ({"url": "http://x/\x1b[31m"}, "it is a capture of another page"),
        ({"url": "https://x.example/" + "a" * 9_000}, "it is a capture of another page"),
        ({"timestamp": "20160230100000"}, "lists it with a time that is none"),
        ({"timestamp": "2016"}, "lists it with a time that is none"),
        ({"timestamp": "../../../etc/x"}, "lists it with a time that is none"),
        ({"timestamp": "19990301100000"}, "it is not of the period that was asked for"),
        ({"timestamp": 20160301100001}, "a line that cannot be read"),
        ({"timestamp": "20160401100000", "status": "abc"}, "'abc', which is no HTTP status"),
        ({"timestamp": "20160401100000", "mime": "image/png"}, "image/png there, which is no web page"),
        ('{"timestamp": "2016', "a line that cannot be read"),
        ("[1, 2]", "a line that cannot be read"),
        ("nonsense \x1b[31m", "a line that cannot be read"),
        ('{"a": "' + "x" * 30_000 + '"}', "a line that cannot be read"),
        ('{"a": ' + "[" * 10_000 + "}", "a line that cannot be read"),
        ('{"a": ' + "1" * 9_000 + "}", "a line that cannot be read"),
    ],
)  # fmt: skip
def test_a_row_that_cannot_be_right_is_left_out(
    taken: Taken, front: Front, store: Store, line: object, said: str
) -> None:
    front.answer("cdx", rows(taken.url, line))
    found = imported(store, front.root, taken.url, period("2016", "2026"))
    assert [it.result for it in found if isinstance(it, Kept)] == ["stored"]
    (left,) = (it for it in found if isinstance(it, LeftOut))
    assert said in left.reason
    assert len(left.reason) + len(left.url) + len(str(left.time)) < 500
    assert front.asked() == ["cdx", "20160301100000"]


def test_of_one_second_the_page_counts(taken: Taken, front: Front, store: Store) -> None:
    front.answer("cdx", rows(taken.url, {"status": "301", "mime": "unk"}, {"status": "404"}))
    assert became(imported(store, front.root, taken.url)) == [("2016-03", "stored 2016")]


FIELDS = ["urlkey", "timestamp", "original", "mimetype", "statuscode", "digest", "length"]


def table(url: str, *stamps: str, resume: str = "") -> Answer:
    """A list in the form of the Internet Archive, as the README of its CDX server documents it."""
    lines = [["key", stamp, url, "text/html", "200", f"D{stamp}", "900"] for stamp in stamps]
    rest = [[], [resume]] if resume else []
    return Answer(200, {"Content-Type": "application/json"}, json.dumps([FIELDS, *lines, *rest]).encode())


def test_the_form_of_the_internet_archive(taken: Taken, front: Front, store: Store) -> None:
    """With its key to go on from; the port that its oldest rows name is none."""
    front.answer("cdx", table(taken.url, *stamps("2016-03-01"), resume="key+2016%21"),
                 table(taken.url, *stamps("2017-06", "2019-06")))  # fmt: skip
    found = imported(store, front.root, taken.url)
    assert became(found) == [("2016-03", "stored 2016"), ("2017-06", "stored 2017"), ("2019-06", "stored 2019")]
    queries = [parse_qs(urlsplit(it.path).query) for it in front.requests if "/cdx?" in it.path]
    assert [it.get("resumeKey") for it in queries] == [None, ["key+2016%21"]]
    assert queries[0] == {"url": [taken.url], "output": ["json"], "matchType": ["exact"], "limit": ["5000"],
                          "showResumeKey": ["true"]}  # fmt: skip


def test_a_list_without_end_ends(taken: Taken, front: Front, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    front.answer("cdx", table(taken.url, *stamps("2016-03-01"), resume="again"))
    with pytest.raises(FetchError, match="repeats a part of its list without end"):
        imported(store, front.root, taken.url)
    monkeypatch.setattr(index, "MAX_ROWS", 12)
    front.answer("cdx", front.through)
    with pytest.raises(FetchError, match="more than 12 captures; take fewer: --from and --to"):
        imported(store, front.root, taken.url)


def test_a_long_list_comes_in_parts(taken: Taken, front: Front, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """pywb gives no key to go on from, so that it is asked again from the last time on."""
    monkeypatch.setattr(index, "PART", 4)
    assert [str(it.time)[:10] for it in imported(store, front.root, taken.url)] == [day[:10] for day, _ in TAKEN]
    queries = [parse_qs(urlsplit(it.path).query) for it in front.requests if "/cdx?" in it.path]
    froms = [it.get("from", [""])[0][:6] for it in queries]
    assert froms == ["", "201701", "201806", "202001", "202106"]
    assert {it["limit"][0] for it in queries} == {"4"}
