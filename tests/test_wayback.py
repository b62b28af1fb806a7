"""Editions out of a web archive: a real pywb, and the trouble that archives make, from a server in front of it."""

from __future__ import annotations

import datetime as dt
import gzip
from pathlib import Path

import pytest

from claimtrack import fetch
from claimtrack.errors import FetchError
from claimtrack.importers import Kept, LeftOut
from claimtrack.importers.wayback import Every, index, period
from claimtrack.store import Store
from tests import archivers, waybacks
from tests.archivers import needs_pywb
from tests.killing import killed
from tests.samples import PARAGRAPHS, policy
from tests.server import HTML, Answer, Request, page, redirect
from tests.waybacks import (
    BOMB,
    DOC,
    FIRST,
    PATH,
    SECOND,
    TAKEN,
    Front,
    Taken,
    became,
    hurried,
    imported,
    memento,
    rows,
    stamps,
)  # fmt: skip

pytestmark = needs_pywb


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """An empty store."""
    return Store(tmp_path / "snapshots")


ALL = [
    ("2016-03", "stored 2016"),
    ("2016-03", "same 2016"),
    ("2016-03", "same 2016"),
    ("2017-01", "A redirect (301) to {there}. What is there: claimtrack import wayback {there}"),
    ("2017-06", "stored 2017"),
    ("2018-01", "The page shows an error and has only 9 words; it stands in place of the policy."),
    ("2018-06", "The page has 97 words; at least 40% of the edition before's 280 are expected."),
    ("2019-01", "The site answered 404 Not Found."),
    ("2019-06", "stored 2019"),
    ("2020-01", "The archive has application/pdf there, which is no web page."),
    ("2020-06", "same 2016"),
    ("2021-01", "The site answered 503 Service Unavailable."),
    ("2021-06", "stored 2021"),
]
DOWNLOADED = ("2016-03-01", "2017", "2018", "2019-06", "2021-06")


def expected(url: str) -> list[tuple[str, str]]:
    there = url.replace(PATH, "/legal/privacy")
    return [(month, said.format(there=there)) for month, said in ALL]


# ── What becomes of captures ─────────────────────────────────────────────────────────────────────────


def test_what_becomes_of_each_capture(taken: Taken, front: Front, store: Store) -> None:
    """Only what is not the same as before, by the archive's digest, is downloaded, and nothing twice."""
    found = imported(store, front.root, taken.url)
    assert became(found) == expected(taken.url)
    assert front.asked() == ["cdx", *stamps(*DOWNLOADED)]
    assert store.verify() == []
    assert [it.time for it in store.snapshots(DOC)] == [
        dt.datetime(2016, 3, 1, 10, tzinfo=dt.UTC), dt.datetime(2017, 6, 1, 10, tzinfo=dt.UTC),
        dt.datetime(2019, 6, 1, 10, tzinfo=dt.UTC), dt.datetime(2021, 6, 1, 10, tzinfo=dt.UTC),
    ]  # fmt: skip
    assert store.accepted(DOC).default == store.snapshots(DOC)[0].id
    seen = [(f"{it.time:%Y-%m-%d}", it.snapshot, it.digest) for it in store.observations(DOC)]
    first = store.snapshots(DOC)[0]
    assert seen == [(day, first.id, first.digest) for day in ("2016-03-02", "2016-03-09", "2020-06-01")]


def test_a_capture_is_kept_as_it_was_served(taken: Taken, front: Front, store: Store) -> None:
    imported(store, front.root, taken.url)
    first, second, *_ = (store.capture(it) for it in store.snapshots(DOC))
    assert (first.url, first.final_url, first.status, first.hops) == (taken.url, taken.url, 200, ())
    assert (first.body, first.payload) == (FIRST.encode(), b"")
    assert (first.header("etag"), first.header("content-type")) == ('"first"', "text/html; charset=utf-8")
    assert (first.header("x-frame-options"), first.header("link")) == ("deny", None)  # the links are the archive's
    assert first.origin == (
        ("archive", front.root),
        ("memento", f"{front.root}/20160301100000id_/{taken.url}"),
        ("memento-time", "Tue, 01 Mar 2016 10:00:00 GMT"),
    )
    assert (second.body, second.payload) == (SECOND.encode(), gzip.compress(SECOND.encode(), mtime=0))
    assert (second.header("content-encoding"), second.header("x-frame-options")) == ("gzip", "deny")
    file = store.path / store.snapshots(DOC)[1].id / "capture.warc.gz"
    assert "digest pass" in archivers.check(file)


def test_the_archive_is_told_who_asks(taken: Taken, front: Front, store: Store) -> None:
    imported(store, front.root, taken.url)
    assert {it.headers["user-agent"] for it in front.requests} == {fetch.USER_AGENT}


def test_a_second_import_downloads_nothing(taken: Taken, front: Front, store: Store) -> None:
    imported(store, front.root, taken.url)
    trace = files_of(store)
    front.requests.clear()
    again = became(imported(store, front.root, taken.url))
    assert front.asked() == ["cdx"]
    assert again == [(month, said.replace("stored", "known").replace("same", "known"))
                     for month, said in expected(taken.url)]  # fmt: skip
    assert files_of(store) == trace


def files_of(store: Store) -> dict[str, bytes]:
    return {str(it): it.read_bytes() for it in store.path.rglob("*") if it.is_file() and it.name != ".lock"}


def test_what_was_left_out_is_looked_at_when_the_document_expects_something_else(
    taken: Taken, front: Front, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    imported(store, front.root, taken.url)
    front.requests.clear()
    other = waybacks.document(taken.url).model_copy(update={"title": "Tarn's policy"})
    monkeypatch.setattr(waybacks, "document", lambda _: other)
    imported(store, front.root, taken.url)
    assert front.asked() == ["cdx", *stamps("2017-01", "2018")]


def test_the_page_is_found_whatever_its_address_begins_with(taken: Taken, front: Front, store: Store) -> None:
    url = taken.url.replace("http://", "https://").upper().replace("HTTPS", "https") + "/#top"
    assert became(imported(store, front.root, url))[0] == ("2016-03", "stored 2016")


@pytest.mark.parametrize("nth", [1, 7, 20, 45, 80, 120])
def test_a_killed_import_goes_on(taken: Taken, front: Front, store: Store, nth: int) -> None:
    """Whenever it dies: what was stored is not asked for again, and at the end nothing is missing."""
    assert killed(lambda it: imported(it, front.root, taken.url), store, nth)
    done = {f"{it.time:%Y%m%d%H%M%S}" for it in store.snapshots(DOC)} if store.path.exists() else set()
    front.requests.clear()
    found = became(imported(store, front.root, taken.url))
    assert not done & set(front.asked())
    assert [month for month, _ in found] == [month for month, _ in ALL]
    assert [f"{it.time:%Y-%m}" for it in store.snapshots(DOC)] == ["2016-03", "2017-06", "2019-06", "2021-06"]
    assert len({it.time for it in store.observations(DOC)}) == len(store.observations(DOC)) == 3
    assert store.accepted(DOC).default == store.snapshots(DOC)[0].id
    assert [it for it in store.verify() if not it.note] == []


@pytest.mark.parametrize(
    ("every", "days"),
    [
        ("day", [day[:10] for day, _ in TAKEN]),
        ("week", [day[:10] for day, _ in TAKEN if day[:10] != "2016-03-02"]),
        ("month", [day[:10] for day, _ in TAKEN if day[:10] not in ("2016-03-02", "2016-03-09")]),
        ("year", ["2016-03-01", "2017-06-01", "2018-01-01", "2019-06-01", "2020-06-01", "2021-06-01"]),
    ],
)
def test_one_capture_a_period(taken: Taken, store: Store, every: Every, days: list[str]) -> None:
    """The first that is listed as a page, where there is one: not the redirect of 2017, nor the error of 2019."""
    found = imported(store, taken.root, taken.url, every=every)
    assert [str(it.time)[:10] for it in found] == days


@pytest.mark.parametrize(
    ("first", "last", "days"),
    [
        ("2019", "2020", ["2019-01-01", "2019-06-01", "2020-01-01", "2020-06-01"]),
        ("2021-06", None, ["2021-06-01"]),
        (None, "2016-03-01", ["2016-03-01"]),
        ("20160302", "2016-03-09", ["2016-03-02", "2016-03-09"]),
    ],
)
def test_only_a_period(taken: Taken, store: Store, first: str | None, last: str | None, days: list[str]) -> None:
    found = imported(store, taken.root, taken.url, period(first, last))
    assert [str(it.time)[:10] for it in found] == days


# ── Trouble on the way ───────────────────────────────────────────────────────────────────────────────

BUSY = Answer(429, {"Retry-After": "30"})
LATER = Answer(429, {"Retry-After": "7200"})


@pytest.mark.parametrize("name", ["cdx", "20160301100000"])
@pytest.mark.parametrize(
    ("answers", "waits"),
    [
        ([BUSY], [30]),
        ([Answer(429)], [60]),
        ([Answer(429, {"Retry-After": "Sun, 01 Nov 2026 00:01:30 GMT"})], [90]),
        ([Answer(503), Answer(503)], [2, 4]),
        ([Answer(503, {"Retry-After": "1"})], [2]),
        ([Answer(body=b"<html>", headers={"Content-Length": "99"})], [2]),
    ],
)
def test_what_passes_is_waited_for(
    taken: Taken, front: Front, store: Store, name: str, answers: list[Answer], waits: list[float]
) -> None:
    front.answer(name, *answers, front.through)
    slept: list[float] = []
    found = imported(store, front.root, taken.url, manners=hurried(slept))
    assert became(found) == expected(taken.url)
    assert slept == waits


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (BUSY, "429 Too Many Requests. Wait an hour or more"),
        (LATER, "429 Too Many Requests, and asks to come back in 2 hours. Wait an hour or more"),
        (Answer(403), "403 Forbidden: it refuses requests from here for now. Wait an hour or more"),
    ],
)
def test_an_archive_that_has_enough_is_left_alone(
    taken: Taken, front: Front, store: Store, answer: Answer, said: str
) -> None:
    """What was imported before stays; the same command goes on."""
    front.answer("20170601100000", answer)
    found: list[Kept | LeftOut] = []
    with pytest.raises(FetchError) as caught:
        imported(store, front.root, taken.url, found=found)
    assert said in str(caught.value)
    assert "What is imported stays; the same command goes on from there." in str(caught.value)
    assert became(found) == expected(taken.url)[:4]
    front.answer("20170601100000", front.through)
    front.requests.clear()
    imported(store, front.root, taken.url)
    assert front.asked() == ["cdx", *stamps(*DOWNLOADED)[2:]]
    assert len(store.snapshots(DOC)) == 4


ELSEWHERE = {"Memento-Datetime": "Thu, 01 Jun 2017 10:00:01 GMT", **HTML}
THEN = {"Memento-Datetime": "Thu, 01 Jun 2017 10:00:00 GMT", **HTML}
NOT_GIVEN = [
    (Answer(503), "The archive answered 503 Service Unavailable."),
    (Answer(404), "The archive lists this capture, and then says that it does not have it (404 Not Found)."),
    (Answer(200, HTML, b"<h1>Not archived</h1>"), "The archive answered with a page of its own, which is no capture."),
    (Answer(200, ELSEWHERE, b"<p>"), "The archive gave the capture of 2017-06-01 10:00:01 in its place."),
    (Answer(200, THEN | {"Link": '<https://other.example/>; rel="original"'}, b"<p>"),
     "The archive gave a capture of https://other.example/ in its place."),
    (Answer(200, {"Memento-Datetime": "yesterday"}, b"<p>"), "a page of its own"),
    (redirect("https://other.example/"), "The archive lists this capture, and then leads to another one"),
    (redirect("/archive/20210601100000id_/{url}"), "The archive gave the capture of 2021-06-01 10:00:00 in its place."),
    (Answer(404, HTML, b"<p>URL has been excluded"), "does not show this page: its owner had it taken out."),
    (Answer(200, THEN | {"Content-Encoding": "gzip"}, BOMB), "too large"),
    (Answer(200, THEN | {"Content-Length": "90000000"}, b""), "too large"),
    (Answer(200, THEN | {"Content-Encoding": "gzip"}, b"\x1f\x8bnothing"), "damaged"),
    (Answer(200, THEN | {"Content-Encoding": "br"}, b"x"), "packed the page as br"),
]  # fmt: skip


@pytest.mark.parametrize(("answer", "said"), NOT_GIVEN)
def test_a_capture_that_is_not_given_is_asked_for_the_next_time(
    taken: Taken, front: Front, store: Store, answer: Answer, said: str
) -> None:
    if place := answer.headers.get("Location"):
        answer = redirect(place.format(url=taken.url))
    front.answer("20170601100000", answer)
    found = imported(store, front.root, taken.url)
    (left,) = (it for it in found if f"{it.time:%Y-%m}" == "2017-06")
    assert isinstance(left, LeftOut)
    assert said in left.reason
    assert left.reason.endswith(". The same command tries it again.")
    front.answer("20170601100000", front.through)
    front.requests.clear()
    found = imported(store, front.root, taken.url)
    assert ("2017-06", "stored 2017") in became(found)
    assert "20170601100000" in front.asked()


def test_an_archive_that_fails_again_and_again_is_left_alone(taken: Taken, front: Front, store: Store) -> None:
    for stamp in stamps("2017", "2018-01"):
        front.answer(stamp, Answer(500))
    with pytest.raises(FetchError, match="500 Internal Server Error"):
        imported(store, front.root, taken.url)
    assert stamps("2018-06")[0] not in front.asked()
    assert len(store.snapshots(DOC)) == 1


def test_a_silent_archive_is_not_waited_for_long(taken: Taken, front: Front, store: Store) -> None:
    front.answer("20160301100000", Answer(200, THEN, front.drip(every=0.2)))
    found = imported(store, front.root, taken.url, manners=hurried(timeout=0.1, attempts=1))
    assert "did not answer within 0.1 seconds" in became(found)[0][1]
    assert became(found)[1] == ("2016-03", "stored 2016")  # served the same, so it is as good


def test_an_archive_that_is_gone(taken: Taken, front: Front, store: Store) -> None:
    front.close()
    with pytest.raises(FetchError, match=r"No connection to 127.0.0.1.*may close the door for an hour"):
        imported(store, front.root, taken.url)


def test_an_archive_may_move(taken: Taken, front: Front, store: Store) -> None:
    """As the Internet Archive does from http to https."""
    for stamp in ["cdx", *stamps("2016-03-01")]:
        front.answer(stamp, lambda it: redirect(f"{it.path}?x=" if "cdx" not in it.path else f"{it.path}&x="))
    front.answer("20160301100000", redirect(f"/archive/20160301100000mp_/{taken.url}"), front.through)
    front.answer("cdx", lambda it: redirect(it.path + "&moved=1"), front.through)
    assert became(imported(store, front.root, taken.url))[1] == ("2016-03", "same 2016")


# ── Captures that are not like those of pywb ─────────────────────────────────────────────────────────


def test_redirects_without_a_body_are_looked_at_once_a_year(taken: Taken, front: Front, store: Store) -> None:
    """To a digest they are all the same, wherever they lead."""
    days = ["20160401000000", "20160501000000", "20170401000000"]
    listed = [{"timestamp": it, "status": "301", "digest": "3I42H3S6NNFQ2MSVX7XZKYAYSCX5QBYJ"} for it in days]
    front.answer("cdx", rows(taken.url, *listed))
    for day in days:
        there = f"{front.root}/{day}id_/https://new.example/{day[:4]}"  # as the Internet Archive has it
        front.answer(day, Answer(301, {"Memento-Datetime": memento(day), "Location": there}))
    said = [reason for _, reason in became(imported(store, front.root, taken.url))[1:]]
    assert said[0].startswith("A redirect (301) to https://new.example/2016. What is there: claimtrack import wayback")
    assert said[1] == f"The same as at 2016-04-01 00:00:00, by the list: {said[0]}"
    assert said[2].startswith("A redirect (301) to https://new.example/2017.")
    assert front.asked() == ["cdx", "20160301100000", days[0], days[2]]


def test_a_redirect_to_the_same_page_is_told(taken: Taken, front: Front, store: Store) -> None:
    front.answer("cdx", rows(taken.url, {"timestamp": "20160401000000", "status": "302"}))
    answer = Answer(302, {"Memento-Datetime": "Fri, 01 Apr 2016 00:00:00 GMT", "Location": f"{taken.url}/"})
    front.answer("20160401000000", answer)
    ((_, said),) = became(imported(store, front.root, taken.url))[1:]
    assert said == f"A redirect (302) to {taken.url}/, which is the same page; captures of that are listed beside it."


@pytest.mark.parametrize(
    "given",
    [
        {"Content-Encoding": "gzip"},
        {"X-Archive-Orig-Content-Encoding": "gzip"},  # and nothing said of the answer itself
        {"X-Archive-Orig-Content-Encoding": "gzip", "Content-Encoding": ", gzip"},
    ],
)
def test_codings_that_the_internet_archive_muddles(
    taken: Taken, front: Front, store: Store, given: dict[str, str]
) -> None:
    front.answer("20170601100000", Answer(200, THEN | given, gzip.compress(SECOND.encode())))
    assert became(imported(store, front.root, taken.url)) == expected(taken.url)
    stored = store.capture(store.snapshots(DOC)[1])
    assert (stored.body, stored.payload) == (SECOND.encode(), b"")  # other bytes than the digest in the list is of
    assert store.verify() == []


def test_what_was_refused_is_judged_anew_beside_another_edition(taken: Taken, front: Front, store: Store) -> None:
    """A policy may really shrink, so that what was half a page once is the page later."""
    half, more = policy(*PARAGRAPHS), policy(*PARAGRAPHS * 5)
    texts = {"20160401000000": (half, "H"), "20160402000000": (half, "H"), "20160501000000": (more, "M"),
             "20160601000000": (half, "H")}  # fmt: skip
    front.answer("cdx", rows(taken.url, *({"timestamp": it, "digest": key} for it, (_, key) in texts.items())))
    for day, (text, _) in texts.items():
        front.answer(day, page(text, Memento_Datetime=memento(day)))
    said = [reason for _, reason in became(imported(store, front.root, taken.url))]
    assert said[1] == "The page has 97 words; at least 40% of the edition before's 280 are expected."
    assert said[2] == f"The same as at 2016-04-01 00:00:00, by the list: {said[1]}"
    assert said[4] == "The page has 97 words; at least 40% of the edition before's 341 are expected."
    assert front.asked() == ["cdx", "20160301100000", "20160401000000", "20160501000000", "20160601000000"]


def test_pauses_are_kept(taken: Taken, front: Front, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """The list 0.4 times a second, captures 8 times, by a clock that goes on only while something sleeps."""
    monkeypatch.setattr(index, "PART", 8)
    times, slept = [100.0], list[float]()

    def sleep(seconds: float) -> None:
        slept.append(seconds)
        times[0] += seconds

    manners = fetch.Manners(sleep=sleep, clock=lambda: times[0])
    assert became(imported(store, front.root, taken.url, manners=manners)) == expected(taken.url)
    assert front.asked()[:3] == ["cdx", "cdx", "20160301100000"]
    assert slept == pytest.approx([1 / 0.4] + [1 / 8] * (len(front.asked()) - 3))


@pytest.mark.parametrize(
    ("address", "paced"),
    [
        ("https://web.archive.org/web", True), ("https://archive.example/all", True), ("http://127.example/all", True),
        ("http://localhost:8080/all", False), ("http://127.0.0.1/all", False), ("http://[::1]:8080/all", False),
    ],
)  # fmt: skip
def test_only_an_archive_of_our_own_is_asked_without_pauses(address: str, paced: bool) -> None:
    assert all(fetch.Manners.towards(address).rates.values()) == paced


def test_the_front_passes_on(taken: Taken, front: Front) -> None:
    """The server in front changes nothing of what the archive answers."""
    asked = Request(f"/archive/20160301100000id_/{taken.url}", {})
    assert front.through(asked).body == FIRST.encode()
