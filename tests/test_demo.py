"""The demo: a real check, three times, of a site on this machine."""

from __future__ import annotations

import datetime as dt
import io
import os
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import get_args

import pytest

from claimtrack import demo, pipeline
from claimtrack.demo import site
from claimtrack.errors import StoreAccessError, StoreDamagedError, UsageError
from claimtrack.records import Run, Status
from claimtrack.store import Store
from tests.shown import shown

REPOSITORY = Path(__file__).parents[1]
SNAPSHOTS = REPOSITORY / "snapshots"
ANEW = "write it anew, see snapshots/README.md"


@pytest.fixture(autouse=True)
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the demo makes its temporary folder."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


# ── What it shows ────────────────────────────────────────────────────────────────────────────────────


def test_every_status_of_the_design_is_shown() -> None:
    statuses = {status for step in demo.STEPS for status in step.statuses.values()}
    assert statuses == set(get_args(Status))


def test_every_claim_has_an_expected_status() -> None:
    assert {claim.id for claim in demo.claim_set().claims} == set(demo.EXPECTED)


def test_it_shows_what_it_is_to_show(temporary: Path) -> None:
    code, text = shown()
    assert (code, "not what the demo was to show" in text) == (0, False), text
    for status in get_args(Status):
        assert f" {status}" in text
    for step in demo.STEPS:
        assert f"\n  {step.exit} on {step.title}: " in text
    folder = next(temporary.iterdir())
    assert Run.model_validate_json((folder / "report.json").read_bytes()).exit == 1
    assert str(folder / "report.json") in text


def test_it_fits_a_terminal_and_has_no_colours_in_a_pipe() -> None:
    text = shown()[1]
    paths = ("Snapshots: ", "Report:    ", "As data:   ")
    assert [it for it in text.splitlines() if len(it) > demo.WIDTH and not it.startswith(paths)] == []
    assert [it for it in text.splitlines() if it != it.rstrip()] == []
    assert "\x1b" not in text


def test_colours_are_shown_where_they_are_wanted() -> None:
    assert "\x1b[" in shown(color=True)[1]


def test_quiet_leaves_what_needs_attention() -> None:
    text = shown(quiet=True)[1]
    assert "withdrawn ──" in text
    assert "An account needs a phone number." not in text


def test_a_surprise_is_said_and_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    first, unusable, second = demo.STEPS
    wrong = replace(second, exit=0, statuses={**demo.EXPECTED, "crash-reports": "moved", "no-such": "moved"})
    monkeypatch.setattr(demo, "STEPS", (first, unusable, wrong))
    code, text = shown()
    assert code == 1
    assert "a second edition: crash-reports was to be moved and is reworded." in text
    assert "a second edition: no-such was to be moved and is not there." in text
    assert "a second edition: check was to exit with 0 and exits with 1." in text


# ── Its store ────────────────────────────────────────────────────────────────────────────────────────


def test_it_can_be_run_again_on_its_store(tmp_path: Path) -> None:
    first, second = shown(tmp_path / "store"), shown(tmp_path / "store")
    assert first[0] == second[0] == 0, second[1]
    store = Store(tmp_path / "store")
    assert len(store.snapshots(demo.DOCUMENT)) == 2
    assert store.verify() == []


def test_it_starts_over_whatever_was_accepted_since(tmp_path: Path) -> None:
    shown(tmp_path)
    store = Store(tmp_path)
    newest = store.snapshots(demo.DOCUMENT)[-1].id
    when = dt.datetime(2026, 7, 3, 13, tzinfo=dt.UTC)
    store.accept(demo.DOCUMENT, newest, who="ann", why="read it", time=when)
    store.accept(demo.DOCUMENT, newest, claims=["crash-reports"], who="ann", why="read it", time=when)
    assert shown(tmp_path)[0] == 0


def test_other_documents_of_the_store_stay_as_they_are(tmp_path: Path) -> None:
    other = tmp_path / "other-policy" / "accepted.json"
    other.parent.mkdir()
    other.write_text("not ours")
    assert shown(tmp_path)[0] == 0
    assert other.read_text() == "not ours"


def test_a_damaged_store_is_an_error(tmp_path: Path) -> None:
    shown(tmp_path)
    (tmp_path / demo.DOCUMENT / "accepted.json").write_text("{}")
    with pytest.raises(StoreDamagedError):
        demo.run(tmp_path, file=io.StringIO())


# ── Its site ─────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("proxy", ["http://127.0.0.1:9", "socks5://127.0.0.1:9", "no address"])
def test_the_site_is_reached_past_a_proxy(
    proxy: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = {"HTTP_PROXY": proxy, "all_proxy": proxy, "no_proxy": "intranet.example"}
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    with site.serving() as served:
        served.page = demo.page("first.html")
        assert pipeline.check(demo.claim_set(served.url), Store(tmp_path)).exit == 0
    assert {name: os.environ[name] for name in settings} == settings


def test_a_machine_without_loopback_is_told_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(site, "HOST", "192.0.2.1")  # TEST-NET-1 (RFC 5737): nobody's own address
    with pytest.raises(UsageError, match=r"cannot serve its site on 192\.0\.2\.1: .+\.$"):
        demo.run(file=io.StringIO())


def test_a_temporary_folder_that_cannot_be_made_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "gone"))
    with pytest.raises(UsageError, match="cannot make a temporary folder"):
        demo.run(file=io.StringIO())


def test_the_environment_is_left_as_it_was() -> None:
    with site.serving():
        pass
    assert "no_proxy" not in os.environ


def test_the_site_has_one_page(tmp_path: Path) -> None:
    with site.serving() as served:
        claims = demo.claim_set(served.url.replace("/privacy", "/elsewhere"))
        run = pipeline.check(claims, Store(tmp_path))
    assert (run.exit, "404" in (run.reports[0].page.reason or "")) == (3, True)


@pytest.mark.parametrize("name", [step.page for step in demo.STEPS])
def test_pages_are_utf_8_and_inert(name: str) -> None:
    text = demo.page(name).decode("utf-8")
    assert "http" not in text
    assert "src=" not in text


# ── The sample in snapshots/ ─────────────────────────────────────────────────────────────────────────


def test_the_sample_is_as_the_store_wrote_it() -> None:
    assert Store(SNAPSHOTS).verify(demo.DOCUMENT) == []


def test_the_sample_holds_the_pages_of_the_demo() -> None:
    store = Store(SNAPSHOTS)
    bodies = [store.capture(each).body for each in store.snapshots(demo.DOCUMENT)]
    assert bodies == [demo.page("first.html"), demo.page("second.html")], ANEW


def test_the_sample_shows_what_the_demo_shows() -> None:
    store = Store(SNAPSHOTS)
    first, second = store.snapshots(demo.DOCUMENT)
    report = pipeline.compare(first.id, second.id, demo.claim_set(), store=store)
    assert {each.id: each.status for each in report.claims} == demo.EXPECTED, ANEW
    assert store.accepted(demo.DOCUMENT).default == first.id


def test_the_sample_is_safe_in_git() -> None:
    assert ".lock" in (SNAPSHOTS / ".gitignore").read_text().splitlines()
    assert (SNAPSHOTS / ".gitattributes").read_text() == "* -text\n"


def test_a_demo_that_fails_leaves_no_folder(temporary: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", "utf-8")
    with pytest.raises(StoreAccessError):
        demo.run(tmp_path / "file")
    assert list(temporary.iterdir()) == []
    assert demo.run(tmp_path / "kept", quiet=True) in (0, 1)
    assert [path.name for path in temporary.glob("*/*")] == ["report.html", "report.json"]
