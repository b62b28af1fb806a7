"""Before alarming, a second look: only what every fetch of a page says is flagged."""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from claimtrack.errors import UsageError
from claimtrack.report import render
from tests.checks import OTHER, Site
from tests.commands import run, site_here
from tests.samples import CLAIM_FILE, PARAGRAPHS, claim_set, policy
from tests.server import Answer, Server, page

NOTE = "We have a new office by the harbour, and you are welcome to visit us there on any day of the week."
TEXTS = {
    "A": policy(),
    "a": policy(nonce="b2"),  # the same words
    "n": policy(*PARAGRAPHS, NOTE),  # other words, the same claims
    "B": policy(*OTHER),  # logs-deleted
    "b": policy(*OTHER, NOTE),  # logs-deleted, in another text
    "P": policy(PARAGRAPHS[0].replace("must", "may"), *PARAGRAPHS[1:]),  # phone-number-required
    "D": policy(PARAGRAPHS[0].replace("must", "may"), *OTHER[1:]),  # both
}
LOGS, PHONE = "logs-deleted", "phone-number-required"


@dataclass
class Clock:
    """Seconds that pass only where someone waits, or fetches."""

    now: float = 100.0
    waits: list[float] = field(default_factory=list)

    def sleep(self, seconds: float) -> None:
        self.waits.append(round(seconds, 3))
        self.now += seconds

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def site(server: Server, tmp_path: Path) -> Site:
    site = Site(server, tmp_path)
    site.check(page(TEXTS["A"]))
    server.requests.clear()
    return site


def served(texts: str) -> list[Answer]:
    special = {"5": Answer(500), "s": page("<p>Sorry."), "h": Answer(403)}
    return [special.get(each) or page(TEXTS[each]) for each in texts]


CASES = [
    # (what is served, more fetches, requests, page, flagged, unverifiable, exit, snapshots)
    ("B", 1, 2, "changed", {LOGS}, set(), 1, 2),
    ("B", 3, 4, "changed", {LOGS}, set(), 1, 2),
    ("B", 0, 1, "changed", {LOGS}, set(), 1, 2),
    ("n", 1, 1, "changed", set(), set(), 0, 2),
    ("a", 1, 1, "unchanged", set(), set(), 0, 1),
    ("BA", 1, 2, "unstable", set(), {LOGS}, 3, 1),
    ("Bn", 1, 2, "unstable", set(), {LOGS}, 3, 1),
    ("BP", 1, 2, "unstable", set(), {LOGS, PHONE}, 3, 1),
    ("BBA", 1, 2, "changed", {LOGS}, set(), 1, 2),
    ("BBA", 2, 3, "unstable", set(), {LOGS}, 3, 1),
    ("BAB", 2, 2, "unstable", set(), {LOGS}, 3, 1),  # nothing is left to confirm
    ("Bb", 1, 2, "changed", {LOGS}, set(), 1, 2),  # another text, but it says the same of the claims
    ("DB", 1, 2, "unstable", {LOGS}, {PHONE}, 1, 1),
    ("BD", 1, 2, "unstable", {LOGS}, {PHONE}, 1, 1),
    ("DBP", 2, 3, "unstable", set(), {LOGS, PHONE}, 3, 1),
    ("Bs", 1, 2, "unstable", set(), {LOGS}, 3, 1),
    ("Bh", 1, 2, "unstable", set(), {LOGS}, 3, 1),
    ("B5B", 1, 3, "changed", {LOGS}, set(), 1, 2),  # tried again, as any fetch is
    ("s", 1, 1, "unusable", set(), {LOGS, PHONE}, 3, 1),
]  # fmt: skip


@pytest.mark.parametrize(
    ("texts", "confirm", "requests", "status", "flagged", "unverifiable", "code", "stored"), CASES,
    ids=[f"{each[0]}-{each[1]}" for each in CASES],
)  # fmt: skip
def test_what_every_fetch_says_is_flagged(
    site: Site, texts: str, confirm: int, requests: int, status: str, flagged: set[str], unverifiable: set[str],
    code: int, stored: int,
) -> None:  # fmt: skip
    before = site.contents()
    found = site.check(*served(texts), confirm=confirm)
    report = found.reports[0]
    assert (report.page.status, found.exit, len(site.server.requests)) == (status, code, requests)
    assert {each.id for each in report.flagged} == flagged
    assert {each.id for each in report.claims if each.status == "unverifiable"} == unverifiable
    assert len(site.ids()) == stored
    assert before.items() <= site.contents().items()
    assert site.store.accepted("tarn-privacy").default == site.ids()[0]


def test_the_second_request_asks_the_server_itself(server: Server, tmp_path: Path) -> None:
    site = Site(server, tmp_path)
    site.check(page(TEXTS["A"], ETag='"1"'))
    site.check(page(TEXTS["B"], ETag='"2"'))
    _, first, second = (each.headers for each in server.requests)
    assert (first["if-none-match"], "cache-control" in first) == ('"1"', False)
    assert ("if-none-match" in second, second["cache-control"]) == (False, "no-cache")


def test_an_unstable_page_says_what_is_disputed_and_is_kept_aside(site: Site) -> None:
    report = site.report(*served("BA"))
    said = "When the page was fetched again, it said something else: logs-deleted was flagged once and once not."
    assert report.page.reason == said
    assert report.page.kept is not None
    assert report.page.kept.startswith("tarn-privacy/unusable/2026")
    assert report.after is not None
    assert report.after.id == report.page.kept
    reason = json.loads((site.store.path / report.page.kept / "reason.json").read_text("utf-8"))
    assert reason["reason"] == said
    assert site.store.verify() == []
    text = str(render(report, "txt"))
    assert "The page is unstable: no change since 3 July 2026, 12:00 UTC was confirmed, so no" in " ".join(text.split())
    assert "? unverifiable" in text


def test_what_is_confirmed_on_an_unstable_page_is_quoted_from_where_it_is_kept(site: Site) -> None:
    report = site.report(*served("DB"))
    assert report.after is not None
    assert {quote.snapshot for each in report.flagged for quote in each.evidence.after} == {report.after.id}
    assert report.unclaimed == []
    assert "1 of 2 claims changed since 3 July 2026, 12:00 UTC." in str(render(report, "txt"))


def test_why_a_second_fetch_gave_no_page_is_said(site: Site) -> None:
    assert "it could not be used. " in str(site.report(*served("Bs")).page.reason)
    assert "403" in str(site.report(*served("Bh")).page.reason)


def test_an_unstable_page_can_be_a_warning(site: Site) -> None:
    assert site.check(*served("BA"), unusable_ok=True).exit == 0
    assert site.check(*served("DB"), unusable_ok=True).exit == 1


def test_later_checks_do_not_trust_what_was_not_confirmed(site: Site) -> None:
    site.check(*served("BA"))
    report = site.report(*served("B"))
    assert [(each.id, each.reported) for each in report.flagged] == [(LOGS, None)]
    assert report.page.seen_before is None


@pytest.mark.parametrize("text", ["B", "AB"])
def test_a_text_that_is_stored_was_confirmed_before(site: Site, text: str) -> None:
    site.check(*served("B"))
    for each in text[:-1]:
        site.check(*served(each))
    site.server.requests.clear()
    assert site.check(*served(text[-1])).exit == 1
    assert len(site.server.requests) == 1


def test_neither_stored_nor_saved_pages_are_confirmed(site: Site) -> None:
    saved = site.folder / "saved.html"
    saved.write_text(TEXTS["B"])
    assert site.check(page=saved).exit == 1
    assert site.check(offline=True).exit == 1
    assert site.server.requests == []


# ── Waiting ──────────────────────────────────────────────────────────────────────────────────────────


def several(site: Site, number: int) -> None:
    """As many documents, all with the same policy."""
    more = [
        f"  - {{id: tarn-{n}, title: Terms {n}, url: 'https://tarn.example/privacy/{n}', expect: {{words: 60}}}}\n"
        for n in range(1, number)
    ]
    text = CLAIM_FILE.replace("claims:\n", "".join(more) + "claims:\n")
    site.claims = claim_set(site.folder, text, site.server.url("/privacy"))


@pytest.mark.parametrize(
    ("documents", "confirm", "wait", "waits"),
    [(1, 1, 10, [10]), (1, 3, 2.5, [2.5] * 3), (1, 1, 0, []), (1, 0, 10, []), (3, 1, 10, [10]), (2, 2, 10, [10] * 3)],
)  # fmt: skip
def test_one_wait_serves_all_documents(
    site: Site, documents: int, confirm: int, wait: float, waits: list[float]
) -> None:
    several(site, documents)
    paths = ["/privacy", *(f"/privacy/{n}" for n in range(1, documents))]
    for path in paths:
        site.server.answer(path, page(TEXTS["A"]))
    site.check()
    for path in paths:
        site.server.answer(path, page(TEXTS["B"]))
    clock = Clock()
    found = site.check(confirm=confirm, confirm_wait=wait, sleep=clock.sleep, clock=clock)
    assert [bool(each.flagged) for each in found.reports] == [True] * documents
    assert clock.waits == waits


def test_time_that_other_documents_took_counts(site: Site) -> None:
    several(site, 2)
    for path in ("/privacy", "/privacy/1"):
        site.server.answer(path, page(TEXTS["A"]))
    site.check()
    ticks = _ticks(site)
    waits: list[float] = []
    site.check(confirm_wait=10, sleep=waits.append, clock=lambda: next(ticks))
    assert waits
    assert all(0 < each < 10 for each in waits)


def _ticks(site: Site) -> Iterator[float]:
    """Every look at the clock is a second later."""
    for path in ("/privacy", "/privacy/1"):
        site.server.answer(path, page(TEXTS["B"]))
    return itertools.count(0.0, 1.0)


@pytest.mark.parametrize("options", [{"confirm": -1}, {"confirm_wait": -1}, {"confirm_wait": float("inf")},
                                     {"confirm_wait": float("nan")}])  # fmt: skip
def test_what_cannot_be_waited_for_is_refused(site: Site, options: dict[str, float]) -> None:
    with pytest.raises(UsageError, match="times more"):
        site.check(**options)


def test_what_is_done_is_said(site: Site) -> None:
    said: list[str] = []
    site.check(*served("B"), progress=said.append, confirm_wait=5, sleep=lambda _: None)
    its = "Tarn Privacy Policy"
    assert said[:3] == [f"Fetching {its}", f"Reading {its}", f"Comparing {its}"]
    assert said[3:5] == [f"Waiting 5 seconds to fetch {its} again", f"Fetching {its} again"]


# ── The command ──────────────────────────────────────────────────────────────────────────────────────


def test_the_command_confirms(server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site = site_here(server, tmp_path, monkeypatch)
    run("check", exit_code=0)
    server.answer("/privacy", *served("BA"))
    unstable = run("check", exit_code=3)
    assert "unstable" in unstable.stdout
    assert "claimtrack accept --unusable tarn-privacy/unusable/" in unstable.stderr
    server.answer("/privacy", *served("BA"))
    assert "logs-deleted: " in run("check", "--confirm", "0", exit_code=1).stdout
    assert len(site.ids()) == 2


@pytest.mark.parametrize("args", [["--confirm", "-1"], ["--confirm", "x"], ["--confirm-wait", "-1"]])
def test_wrong_numbers_are_wrong_usage(args: list[str]) -> None:
    assert "Invalid value" in run("check", *args, exit_code=2).stderr
