"""The whole road on recorded pages, served on loopback: raw ones as they came, and editions rendered as pages.

The claims are the built-in ones, with the addresses of their documents on the server.
"""

from __future__ import annotations

import datetime as dt
import gzip
import importlib.util
import json
import shutil
import sys
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import jsonschema
import pytest

from claimtrack import claims as claimsets
from claimtrack import fetch, pipeline
from claimtrack.extract import markdown
from claimtrack.records import Run
from claimtrack.report import render
from claimtrack.store import Store
from tests.commands import run
from tests.corpus import CORPUS, needs_corpus
from tests.server import HTML, Answer, Server, page, redirect

pytestmark = [needs_corpus, pytest.mark.corpus]

WORLD, EEA, UK = "whatsapp-privacy-policy", "whatsapp-privacy-policy-eea", "whatsapp-privacy-policy-uk"
BEFORE, AFTER = "2026-06-09", "2026-07-03"
FAST = fetch.Options(timeout=5, deadline=20, attempts=2, backoff=0.001, max_wait=0.01)  # sizes as they are
NOON = dt.datetime(2026, 7, 3, 12, tzinfo=dt.UTC)


def rendered(date: str, nonce: str = "a1") -> str:
    """An edition as a page, with what differs at every fetch."""
    name = f"whatsapp-eea/{date}.md"
    text = markdown.html((CORPUS / name).read_text("utf-8"), name)
    head = f'<title>Policy</title><script nonce="{nonce}">build("{nonce}")</script>'
    return (
        f'<!doctype html><html lang="en"><head>{head}</head><body><nav id="m{nonce}">Home Help Jobs</nav>'
        f'<div id="content-wrapper" class="x{nonce}" style="display: none">{text}</div></body></html>'
    )


def raw(name: str) -> Answer:
    """A recorded page as it came."""
    return Answer(headers=HTML, body=(CORPUS / "whatsapp-raw" / f"{name}.html").read_bytes())


class Policies:
    """The documents of the built-in claims on a server, and a store."""

    def __init__(self, server: Server, folder: Path) -> None:
        self.server, self.store, self.file = server, Store(folder / "snapshots"), folder / "claims.yaml"
        text = claimsets.builtin().read_text("utf-8")
        self.file.write_text(text.replace("https://www.whatsapp.com", server.url("")), "utf-8")
        self.claims = claimsets.load_claims(self.file)

    def serve(self, document: str, *answers: Answer) -> None:
        address = urlsplit(claimsets.document(self.claims, document).url)
        self.server.answer(f"{address.path}?{address.query}", *answers)

    def check(self, *documents: str) -> Run:
        return pipeline.check(
            self.claims, self.store, documents=documents, fetching=FAST, now=lambda: NOON + dt.timedelta(1)
        )

    def command(self, *args: str, exit_code: int) -> str:
        where = ["--store", str(self.store.path), "--document", EEA]
        return run("check", str(self.file), *where, *args, exit_code=exit_code).stdout

    def contents(self) -> dict[str, bytes]:
        """Every stored and accepted byte."""
        files = [*self.store.path.glob("*/2*/*"), *self.store.path.glob("*/accepted.json")]
        return {str(file): file.read_bytes() for file in sorted(files)}


@pytest.fixture
def policies(server: Server, tmp_path: Path) -> Policies:
    return Policies(server, tmp_path)


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with an edition, saved by hand, and the raw page, each accepted."""
    folder = tmp_path_factory.mktemp("first")
    saved = folder / "saved.html"
    saved.write_text(rendered(BEFORE), "utf-8")
    claims, store = claimsets.load_claims(), Store(folder / "snapshots")
    full = CORPUS / "whatsapp-raw" / "2020-08-12-full.html"
    for document, file in ((EEA, saved), (WORLD, full)):
        found = pipeline.check(claims, store, documents=[document], page=file, now=lambda: NOON)
        assert (found.exit, found.reports[0].page.status) == (0, "first")
    return store.path


@pytest.fixture
def stored(first: Path, policies: Policies) -> Policies:
    shutil.copytree(first, policies.store.path)
    return policies


# ── Usable pages ─────────────────────────────────────────────────────────────────────────────────────


def test_the_life_of_an_edition(policies: Policies) -> None:
    """First edition, the same with other nonces, the next edition, and that once more."""
    policies.serve(EEA, page(rendered(BEFORE)))
    found = policies.command(exit_code=0)
    assert "First snapshot: it states" in found
    for claim in policies.claims.claims:
        assert f" {claim.id}" in found
    assert "● stated        phone-number-required" in found
    assert "· not stated" in found or "● not stated" in found
    (snapshot,) = policies.store.snapshots(EEA)
    assert policies.store.accepted(EEA).default == snapshot.id
    before = policies.contents()
    policies.serve(EEA, page(rendered(BEFORE, nonce="b2")))
    assert "Nothing changed since" in policies.command(exit_code=0)
    assert policies.contents() == before
    assert len(policies.store.observations(EEA)) == 1
    policies.serve(EEA, page(rendered(AFTER, nonce="c3")))
    for _ in range(2):
        assert "! changed       location-shared-by-choice" in policies.command(exit_code=1)
        assert len(policies.store.snapshots(EEA)) == 2
        assert policies.store.accepted(EEA).default == snapshot.id
    assert before.items() <= policies.contents().items()
    assert policies.store.verify() == []


def test_two_fetches_of_one_raw_page_say_the_same(stored: Policies) -> None:
    before = stored.contents()
    stored.serve(WORLD, raw("2020-09-30-full"))
    found = stored.check(WORLD)
    assert (found.exit, found.reports[0].page.status) == (0, "unchanged")
    assert {each.status for each in found.reports[0].claims} <= {"unchanged", "not-stated"}
    assert stored.contents() == before


def test_all_documents_are_checked_and_one_that_fails_stops_no_other(stored: Policies) -> None:
    stored.serve(WORLD, raw("2020-09-30-full"))
    stored.serve(EEA, Answer(403))
    stored.serve(UK, page(rendered(AFTER)))
    found = stored.check()
    assert [each.document.id for each in found.reports] == [WORLD, EEA, UK]
    assert [each.page.status for each in found.reports] == ["unchanged", "unusable", "first"]
    assert found.exit == 3
    assert [each.document.id for each in stored.check(UK).reports] == [UK]


# ── Unusable pages ───────────────────────────────────────────────────────────────────────────────────


def refused(policies: Policies, document: str) -> str:
    """The reason of a check that changed nothing and flagged nothing."""
    before = policies.contents()
    found = policies.check(document)
    (report,) = found.reports
    assert (found.exit, report.page.status, report.after) == (3, "unusable", None)
    assert {(each.status, each.flagged) for each in report.claims} == {("unverifiable", False)}
    assert len(report.claims) == 19
    assert policies.contents() == before
    assert policies.store.verify() == []
    reason = str(report.page.reason)
    assert reason in " ".join(str(render(found, "txt")).split())
    assert reason.endswith(".")
    return reason


@pytest.mark.parametrize("document", [WORLD, EEA])
@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("2020-11-26-shell", "words; at least 2,500 are expected"),
        ("2021-05-30-shell", "words; at least 2,500 are expected"),
        ("2025-05-07-hindi", "The page is in Hindi"),
        ("2025-06-02-hindi", "The page is in Hindi"),
    ],
)
def test_a_page_in_place_of_the_policy_is_refused_and_kept_aside(
    stored: Policies, document: str, name: str, said: str
) -> None:
    stored.serve(document, raw(name))
    assert said in refused(stored, document)
    (aside,) = (stored.store.path / document / "unusable").iterdir()
    assert said in json.loads((aside / "reason.json").read_bytes())["reason"]


@pytest.mark.parametrize("name", ["2021-05-30-shell", "2025-06-02-hindi"])
def test_a_page_in_place_of_the_first_edition_is_no_snapshot(policies: Policies, name: str) -> None:
    policies.serve(EEA, raw(name))
    refused(policies, EEA)
    assert policies.store.snapshots(EEA) == []


MEGABYTE = b"x" * 1_000_000
FAILURES = {
    "403": (Answer(403), "403 Forbidden: it refuses automated requests; save the page"),
    "429": (Answer(429, {"Retry-After": "7200"}), "429 Too Many Requests: it asks to come back in 2 hours"),
    "500": (Answer(500), "500 Internal Server Error: something is wrong on its side; try again later"),
    "redirect": (redirect("https://elsewhere.example/policy"), "to another site, https://elsewhere.example/policy;"),
    "truncated": (Answer(headers={**HTML, "Content-Length": "300000"}, body=b"<p>We"), "broke off before its end"),
    "100 MB": (Answer(body=(MEGABYTE for _ in range(100))), "too large for a policy: it has over 20.0 MB"),
    "100 MB, declared": (Answer(headers={**HTML, "Content-Length": "100000000"}, body=(MEGABYTE,)), "it has 100.0 MB"),
    "100 MB, packed": (
        Answer(headers={**HTML, "Content-Encoding": "gzip"}, body=gzip.compress(MEGABYTE * 100, 1)), "unpacks to over"
    ),
}  # fmt: skip


@pytest.mark.parametrize(("answer", "said"), FAILURES.values(), ids=FAILURES)
def test_a_failed_fetch_is_one_clear_sentence(stored: Policies, answer: Answer, said: str) -> None:
    stored.serve(EEA, answer)
    assert said in refused(stored, EEA)
    assert not (stored.store.path / EEA / "unusable").exists()


def test_half_an_edition_is_refused(stored: Policies) -> None:
    """The server breaks off after half of the page, and says that this was all."""
    half = rendered(AFTER).encode()
    stored.serve(EEA, Answer(body=half[: len(half) // 2]))
    assert "missing" in refused(stored, EEA)


def test_a_server_that_is_down_is_one_clear_sentence(stored: Policies) -> None:
    stored.server.close()
    assert "No connection to 127.0.0.1" in refused(stored, EEA)


# ── compare, and the labels of careful readers ───────────────────────────────────────────────────────

REPORT = ["schema", "generated", "claimset", "document", "before", "after", "page", "last_seen", "claims", "unclaimed"]
SNAPSHOT = ["id", "time", "url", "digest", "effective_date", "language", "words", "redacted", "reader"]
CLAIM = [
    "id", "statement", "status", "flagged", "level", "support", "support_before", "missing", "confidence",
    "before", "changes", "evidence", "since_seen", "reported", "lines",
]  # fmt: skip
CHANGE = ["kind", "before", "after", "text"]
EVIDENCE = ["exact", "prefix", "suffix", "start", "end", "section", "snapshot", "practices", "reader"]


@pytest.fixture(scope="module")
def compared() -> Any:
    """The report on two real editions, as JSON."""
    sides = [str(CORPUS / "whatsapp-eea" / f"{date}.md") for date in (BEFORE, AFTER)]
    where = ["--claims", str(claimsets.builtin())]
    return json.loads(run("compare", *sides, "--document", EEA, *where, "--format", "json", exit_code=1).stdout)


def test_the_claim_about_location_is_named(compared: Any) -> None:
    (claim,) = (each for each in compared["claims"] if each["id"] == "location-shared-by-choice")
    assert (claim["status"], claim["flagged"], claim["level"]) == ("changed", True, "warning")
    assert "safeguard" in [change["kind"] for change in claim["changes"]]
    quoted = [evidence["exact"] for side in claim["evidence"].values() for evidence in side]
    assert any("end-to-end encrypted" in each for each in quoted)


def test_the_report_has_the_keys_of_the_contract(compared: Any) -> None:
    jsonschema.validate(compared, json.loads(run("schema", "report", exit_code=0).stdout))
    assert list(compared) == REPORT
    assert list(compared["claimset"]) == ["id", "title", "file"]
    assert list(compared["document"]) == ["id", "title", "url"]
    assert list(compared["page"]) == ["status", "reason", "seen_before", "alternations", "kept"]
    assert [list(compared[side]) for side in ("before", "after")] == [SNAPSHOT, SNAPSHOT]
    for claim in compared["claims"]:
        assert list(claim) == CLAIM
        assert all(list(each) == CHANGE for each in claim["changes"])
        assert all(list(each) == EVIDENCE for side in claim["evidence"].values() for each in side)
    assert compared["unclaimed"]
    for each in compared["unclaimed"]:
        assert list(each) == ["kind", "before", "after", "section", "practices"]


LABELS = CORPUS.parent / "eval"


@pytest.mark.skipif(not LABELS.is_dir(), reason="the labels of the recorded pages are not here")
@pytest.mark.parametrize(("name", "least"), [("whatsapp-eea", 0.8), ("linkedin", 0.0), ("reddit", 0.0)])
def test_every_usable_page_of_the_labels_is_accepted_and_every_unusable_one_refused(
    name: str, least: float, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The scorer as it is, but for the process that it starts for each pair."""
    spec = importlib.util.spec_from_file_location("score", LABELS / "score.py")
    assert spec
    assert spec.loader
    score: Any = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(score)

    def compare(_: object, before: Path, after: Path, extra: list[str]) -> tuple[object, float]:
        return json.loads(run("compare", str(before), str(after), "--format", "json", *extra).stdout), 0.0

    score.compare = compare
    monkeypatch.setattr(sys, "argv", ["score.py", str(LABELS / f"{name}.json"), "--json"])
    monkeypatch.chdir(CORPUS)
    assert score.main() == 0
    figures = json.loads(capsys.readouterr().out)
    caught, unusable = figures["unusable_caught"].split("/")
    assert (figures["usable_refused"], caught) == (0, unusable)
    assert figures["f1"] >= least
