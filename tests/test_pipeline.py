"""The road from a page to a report, on a real server and a real store."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from claimtrack import warc
from claimtrack.errors import ClaimtrackError, PageError, StoreDamagedError, UsageError
from claimtrack.records import Capture
from tests.checks import OTHER, Site
from tests.samples import CLAIM_FILE, claim_set, policy
from tests.server import HTML, Answer, Server, page, redirect


@pytest.fixture
def site(server: Server, tmp_path: Path) -> Site:
    return Site(server, tmp_path)


def test_the_first_check_stores_and_accepts_the_page(site: Site) -> None:
    run = site.check(page(policy()))
    report = run.reports[0]
    assert run.exit == 0
    assert (report.page.status, report.before) == ("first", None)
    assert report.after is not None
    assert report.after.id == "tarn-privacy/20260703T120000Z" == site.store.accepted("tarn-privacy").default
    assert report.generated == report.after.time == dt.datetime(2026, 7, 3, 12, tzinfo=dt.UTC)
    assert {each.status for each in report.claims} == {"baseline"}
    assert [each.id for each in report.claims] == ["phone-number-required", "logs-deleted"]
    assert report.claims[0].evidence.after[0].snapshot == report.after.id


def test_the_same_words_with_other_nonces_store_nothing(site: Site) -> None:
    site.check(page(policy()))
    before = site.contents()
    run = site.check(page(policy(nonce="b2")))
    assert run.exit == 0
    assert run.reports[0].page.status == "unchanged"
    assert {each.status for each in run.reports[0].claims} <= {"unchanged", "not-stated"}
    assert site.contents() == before
    assert len(site.store.observations("tarn-privacy")) == 1


def test_observations_can_be_left_out(site: Site) -> None:
    site.check(page(policy()))
    site.check(page(policy(nonce="b2")), observations=False)
    assert site.store.observations("tarn-privacy") == []


def test_a_server_that_says_not_modified_is_believed(site: Site) -> None:
    site.check(page(policy(), ETag='"1"'))
    report = site.report(Answer(304, {}))
    assert site.server.requests[-1].headers["if-none-match"] == '"1"'
    assert report.page.status == "unchanged"
    assert len(site.store.observations("tarn-privacy")) == 1
    assert site.check(observations=False).exit == 0
    assert len(site.store.observations("tarn-privacy")) == 1


def test_validators_of_another_address_are_not_sent(site: Site) -> None:
    """Its server knows nothing of them, and a date alone may make it say that nothing changed."""
    site.check(page(policy(), Last_Modified="Fri, 03 Jul 2026 00:00:00 GMT"))
    site.claims = claim_set(site.folder, url=site.server.answer("/moved", page(policy(*OTHER))))
    assert site.report().page.status == "changed"
    assert "if-modified-since" not in site.server.requests[-1].headers


@pytest.mark.parametrize("answer", [page(policy(nonce="b2")), Answer(304, {})])
def test_other_selectors_are_no_other_edition(site: Site, answer: Answer) -> None:
    """Both sides are read with the selectors of today, whatever was read when the first was stored."""
    site.check(page(policy(), ETag='"1"'))
    before = site.contents()
    selected = CLAIM_FILE.replace("controller: [Tarn]", "controller: [Tarn]\n    remove: ['p:last-of-type']")
    site.claims = claim_set(site.folder, selected, site.server.url("/privacy"))
    run = site.check(answer)
    assert (run.exit, run.reports[0].page.status) == (0, "unchanged")
    assert site.contents() == before
    assert len(site.store.observations("tarn-privacy")) == 1


def test_another_edition_is_stored_and_compared_with_the_accepted_one(site: Site) -> None:
    site.check(page(policy()))
    for _ in range(2):  # until it is accepted, it is reported again
        report = site.report(page(policy(*OTHER)))
        assert report.page.status == "changed"
        assert report.before is not None
        assert report.before.id == site.ids()[0] == site.store.accepted("tarn-privacy").default
        assert report.after is not None
        assert report.after.id == site.ids()[1]
        assert {each.before for each in report.claims} == {site.ids()[0]}
    assert len(site.ids()) == 2


def test_a_claim_whose_text_changed_is_flagged_and_no_other(site: Site) -> None:
    site.check(page(policy()))
    run = site.check(page(policy(*OTHER)))
    assert [each.id for each in run.reports[0].flagged] == ["logs-deleted"]
    assert run.exit == 1
    assert site.check(fail_on="never").exit == 0


def test_a_text_that_came_back_is_named(site: Site) -> None:
    first = site.report(page(policy()))
    site.check(page(policy(*OTHER)))
    report = site.report(page(policy(nonce="c3")))
    assert first.after is not None
    assert report.page.seen_before == first.after.id
    assert report.page.status == "unchanged"
    assert len(site.ids()) == 2


def test_claims_may_have_accepted_snapshots_of_their_own(site: Site) -> None:
    site.check(page(policy()))
    site.check(page(policy(*OTHER)))
    old, new = site.ids()
    now = dt.datetime(2026, 8, 1, tzinfo=dt.UTC)
    site.store.accept("tarn-privacy", new, claims=["logs-deleted"], who="t", why="t", time=now)
    run = site.check()
    assert [(each.id, each.before) for each in run.reports[0].claims] == [
        ("phone-number-required", old),
        ("logs-deleted", new),
    ]
    assert run.reports[0].before is not None
    assert run.reports[0].before.id == old
    assert run.exit == 0


HINDI = "यह नीति बताती है कि हम आपकी जानकारी कैसे रखते हैं। " * 20

# (what the server does, what the reason says, whether the page is kept aside)
UNUSABLE: list[tuple[str, Callable[[Site], Answer], str, bool]] = [
    ("shell", lambda _: page("<html lang=en><nav>Home Help Jobs</nav></html>"), "words", True),
    ("hindi", lambda _: page(policy(HINDI, lang="hi")), "Hindi", True),
    ("empty", lambda _: page(""), "empty", False),
    ("binary", lambda _: Answer(headers=HTML, body=bytes(range(256)) * 20), "", True),
    ("deep", lambda _: page("<div>" * 10_000 + "x"), "", True),
    ("403", lambda _: Answer(403), "403", False),
    ("404", lambda _: Answer(404), "404", False),
    ("429", lambda _: Answer(429, {"Retry-After": "7200"}), "429", False),
    ("500", lambda _: Answer(500), "500", False),
    ("redirect", lambda _: redirect("http://elsewhere.example/"), "elsewhere.example", False),
    ("truncated", lambda _: Answer(headers={**HTML, "Content-Length": "999999"}, body=b"<p>We"), "", False),
    ("huge", lambda _: Answer(body=(b"x" * 65_536 for _ in range(2_000))), "", False),
    ("pdf", lambda _: Answer(headers={"Content-Type": "application/pdf"}, body=b"%PDF-1.7"), "pdf", False),
]  # fmt: skip


@pytest.mark.parametrize(
    ("answer", "said", "kept"), [each[1:] for each in UNUSABLE], ids=[each[0] for each in UNUSABLE]
)
def test_a_page_that_cannot_be_used_changes_nothing(
    site: Site, answer: Callable[[Site], Answer], said: str, kept: bool
) -> None:
    first = site.report(page(policy()))
    before = site.contents()
    run = site.check(answer(site))
    report = run.reports[0]
    assert run.exit == 3
    assert report.page.status == "unusable"
    assert report.page.reason is not None
    assert said in report.page.reason
    assert report.page.reason.endswith(".")
    assert "\n" not in report.page.reason
    assert {each.status for each in report.claims} == {"unverifiable"}
    assert not report.flagged
    assert (report.before, report.after) == (first.after, None)
    assert site.contents() == before
    assert (site.store.path / "tarn-privacy" / "unusable").exists() == kept
    assert site.check(unusable_ok=True).exit == 0


def test_a_server_that_is_down_is_said(site: Site) -> None:
    site.check(page(policy()))
    before = site.contents()
    site.server.close()
    run = site.check()
    assert run.exit == 3
    assert run.reports[0].page.reason
    assert site.contents() == before
    assert site.check(offline=True).exit == 0


def test_an_unusable_first_page_is_never_accepted(site: Site) -> None:
    assert site.check(page("<p>Sorry, something went wrong.")).exit == 3
    assert site.ids() == []
    assert site.store.accepted("tarn-privacy").default is None
    assert site.report(page(policy())).page.status == "first"


def test_one_failing_document_stops_no_other(site: Site) -> None:
    more = (
        "  - {id: tarn-terms, title: Terms, url: 'https://tarn.example/privacy/terms', expect: {words: 60}}\n"
    )
    site.claims = claim_set(
        site.folder, CLAIM_FILE.replace("claims:\n", more + "claims:\n"), site.server.url("/privacy")
    )
    site.server.answer("/privacy/terms", page(policy()))
    run = site.check(Answer(500))
    assert [each.page.status for each in run.reports] == ["unusable", "first"]
    assert run.exit == 3
    assert [each.document.id for each in site.check(documents=["tarn-terms"]).reports] == ["tarn-terms"]


def test_offline_takes_the_newest_stored_snapshot(site: Site) -> None:
    nothing = site.check(offline=True)
    assert nothing.exit == 3
    assert "without --offline" in str(nothing.reports[0].page.reason)
    site.check(page(policy()))
    site.check(page(policy(*OTHER)))
    asked = len(site.server.requests)
    report = site.report(offline=True)
    assert report.after is not None
    assert report.after.id == site.ids()[1]
    assert len(site.server.requests) == asked


def test_a_page_saved_by_hand_is_stored_like_a_fetched_one(site: Site) -> None:
    saved = site.folder / "saved.html"
    saved.write_text(policy())
    report = site.report(page=saved)
    assert report.page.status == "first"
    assert site.server.requests == []
    assert site.report(page(policy())).page.status == "unchanged"


def test_a_saved_warc_keeps_its_time(site: Site) -> None:
    captured = Capture(site.claims.documents[0].url, dt.datetime(2025, 1, 2, tzinfo=dt.UTC), 200,
                       (("Content-Type", "text/html"),), policy().encode())  # fmt: skip
    saved = site.folder / "saved.warc.gz"
    saved.write_bytes(warc.write(captured))
    report = site.report(page=saved)
    assert report.after is not None
    assert report.after.id == "tarn-privacy/20250102T000000Z"


def test_an_older_capture_that_was_never_seen_did_not_come_back(site: Site) -> None:
    site.check(page(policy()))
    old = dt.datetime(2025, 1, 2, tzinfo=dt.UTC)
    kind = (("Content-Type", "text/html"),)
    saved = site.folder / "saved.warc.gz"
    saved.write_bytes(warc.write(Capture(site.claims.documents[0].url, old, 200, kind, policy(*OTHER).encode())))
    found = [site.report(page=saved).page for _ in range(2)]
    assert [each.status for each in found] == ["changed", "changed"]
    assert [each.seen_before for each in found] == [None, "tarn-privacy/20250102T000000Z"]


def test_a_saved_page_of_several_documents_is_ambiguous(site: Site) -> None:
    more = "  - {id: tarn-terms, title: Terms, url: 'https://tarn.example/terms'}\n"
    site.claims = claim_set(site.folder, CLAIM_FILE.replace("claims:\n", more + "claims:\n"))
    with pytest.raises(UsageError, match="tarn-privacy, tarn-terms"):
        site.check(page=site.folder / "saved.html")


@pytest.mark.parametrize(
    ("options", "error", "said"),
    [
        ({"documents": ["tarn-privcy"]}, UsageError, "Did you mean 'tarn-privacy'"),
        ({"fail_on": "chnaged"}, UsageError, "Did you mean 'changed'"),
        ({"fail_on": "zzz"}, UsageError, "withdrawn"),
        ({"page": "nowhere.html"}, PageError, "nowhere.html"),
    ],
)
def test_what_was_asked_wrongly_is_said(
    site: Site, options: dict[str, object], error: type[ClaimtrackError], said: str
) -> None:
    with pytest.raises(error, match=said):
        site.check(page(policy()), **options)


def test_a_damaged_snapshot_stops_the_run(site: Site) -> None:
    site.check(page(policy()))
    capture = site.store.path / site.ids()[0] / "capture.warc.gz"
    capture.write_bytes(capture.read_bytes()[:-20])
    with pytest.raises(StoreDamagedError) as caught:
        site.check(page(policy(*OTHER)))
    assert str(capture) in str(caught.value)


def test_progress_says_what_is_done(site: Site) -> None:
    said: list[str] = []
    site.check(page(policy()), progress=said.append)
    assert said == [f"{verb} Tarn Privacy Policy" for verb in ("Fetching", "Reading", "Comparing")]


def test_an_accepted_snapshot_that_is_gone_is_damage(site: Site) -> None:
    site.check(page(policy()))
    site.check(page(policy(*OTHER)))
    shutil.rmtree(site.store.path / site.ids()[0])
    with pytest.raises(StoreDamagedError, match=r"accepted\.json.* accept --document tarn-privacy"):
        site.check()
    now = dt.datetime(2026, 8, 1, tzinfo=dt.UTC)
    site.store.accept("tarn-privacy", site.ids()[0], who="t", why="t", time=now)
    assert site.check(offline=True).exit == 0
