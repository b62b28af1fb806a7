"""Who accepts, and accepting a page that a check did not believe."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path

import pytest

from claimtrack import pipeline
from claimtrack.cli.user import user
from claimtrack.pipeline import utc_now
from tests.checks import OTHER, Site
from tests.commands import run, site_here
from tests.samples import policy
from tests.server import Server, page

SHORT = "<html lang=en><h1>Tarn Privacy Policy</h1><h2>What we collect</h2><p>We keep the name that you give us.</html>"
needs_git = pytest.mark.skipif(shutil.which("git") is None, reason="no git here")


@pytest.fixture
def site(server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Site:
    site = site_here(server, tmp_path, monkeypatch)
    site.check()
    return site


# ── Who ──────────────────────────────────────────────────────────────────────────────────────────────


@needs_git
@pytest.mark.parametrize(
    ("config", "name"),
    [("[user]\n name = Ada Lovelace\n", "Ada Lovelace"), ("[user]\n name =\n", "login"), ("", "login"),
     ("[[", "login")],
)  # fmt: skip
def test_the_name_is_that_of_git_else_the_login(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, config: str, name: str
) -> None:
    file = tmp_path / "gitconfig"
    file.write_text(config, "utf-8")
    monkeypatch.chdir(tmp_path)
    for variable, value in (("GIT_CONFIG_GLOBAL", str(file)), ("GIT_CONFIG_NOSYSTEM", "1"), ("LOGNAME", "login")):
        monkeypatch.setenv(variable, value)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    assert user() == name


def test_without_git_it_is_the_login(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    monkeypatch.setenv("LOGNAME", "login")
    assert user() == "login"


@needs_git
def test_the_log_has_name_reason_and_time(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    file = site.folder / "gitconfig"
    file.write_text("[user]\n name = \"Eve \x1b[31m\"\n", "utf-8")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(file))
    run("accept", "--reason", "read it", exit_code=0)
    entry = site.store.accepted("tarn-privacy").log[-1]
    assert (entry.who.split()[0], entry.why, "\x1b" in entry.who) == ("Eve", "read it", False)


# ── What a check refused ─────────────────────────────────────────────────────────────────────────────


def refuse(site: Site, text: str = SHORT) -> str:
    """Checks a page that is refused, and gives the time under which it is kept."""
    report = site.report(page(text))
    assert report.page.status == "unusable"
    return str(report.page.kept).rsplit("/", 1)[-1]


@pytest.mark.parametrize("name", ["newest", "{stamp}", "tarn-privacy/unusable/{stamp}"])
def test_a_refused_page_is_accepted_for_a_reason(site: Site, name: str) -> None:
    stamp = refuse(site)
    said = run("accept", "--unusable", name.format(stamp=stamp), "--reason", "it shrank", exit_code=0).stderr
    assert said.splitlines()[0] == f"tarn-privacy/{stamp} is now accepted for all claims."
    assert "What the check had said of it: The page has" in said
    assert "until `expect` in the claim file is put right: The page has" in said
    accepted = site.store.accepted("tarn-privacy")
    assert (accepted.default, accepted.log[-1].why) == (f"tarn-privacy/{stamp}", "it shrank")
    assert (site.report().page.status, site.store.verify()) == ("unchanged", [])


def test_it_can_be_accepted_for_one_claim(site: Site) -> None:
    stamp = refuse(site)
    run("accept", "logs-deleted", "--unusable", stamp, "--reason", "r", exit_code=0)
    assert site.store.accepted("tarn-privacy").claims == {"logs-deleted": f"tarn-privacy/{stamp}"}


def test_an_unstable_page_can_be_accepted(site: Site) -> None:
    """It is what the claim file expects, so nothing is said of later editions."""
    site.check(page(policy(*OTHER)), page(policy()))
    said = run("accept", "--unusable", "newest", "--reason", "saw it", exit_code=0).stderr
    assert "logs-deleted was flagged once and once not" in said
    assert "Later editions" not in said
    site.server.answer("/privacy", page(policy(*OTHER)))
    assert "Nothing changed" in run("check", exit_code=0).stdout


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["--unusable", "newest"], 'claimtrack accept --unusable newest --reason "it really shrank"'),
        (["--unusable", "newest", "--reason", "  "], "say with --reason"),
        (["--unusable", "20200101T000000Z", "--reason", "r"], "there are: 2026"),
        (["--unusable", "../../x", "--reason", "r"], "no document '..'"),
        (["--unusable", "newest", "--reason", "r", "--snapshot", "x/y"], "two pages"),
        (["--unusable", "newest", "--reason", "r", "--undo"], "leave CLAIM"),
        (["--unusable", "newest", "--reason", "r", "--document", "tarn-privcy"], "Did you mean"),
        (["logs-delted", "--unusable", "newest", "--reason", "r"], "Did you mean"),
    ],
)  # fmt: skip
def test_what_cannot_be_accepted_so_is_said(site: Site, args: list[str], said: str) -> None:
    refuse(site)
    before = site.contents()
    assert said in run("accept", *args, exit_code=2).stderr
    assert site.contents() == before


def test_a_page_that_is_no_page_cannot_be_accepted(site: Site) -> None:
    refuse(site, "<div>" * 10_000 + "x")
    before = site.contents()
    assert "tarn-privacy/unusable/" in run("accept", "--unusable", "newest", "--reason", "r", exit_code=2).stderr
    assert site.contents() == before


def test_what_was_taken_in_by_force_and_taken_back_is_neither_compared_nor_seen(site: Site) -> None:
    """Its snapshot stays, and counts again where it is accepted again."""
    stamp, (first,) = refuse(site), site.ids()
    by_force = ("accept", "--unusable", stamp, "--reason", "it shrank")
    run(*by_force, exit_code=0)
    assert "Nothing changed" in run("check", "--offline", exit_code=0).stdout
    run("accept", "--undo", exit_code=0)
    report = site.report(offline=True)
    assert (report.after and report.after.id, report.page.status, report.page.reason) == (first, "unchanged", None)
    assert (site.ids(), site.store.verify()) == ([first, f"tarn-privacy/{stamp}"], [])
    first_line, second_line = run("snapshots", "list", exit_code=0).stdout.splitlines()
    assert second_line.endswith("  refused; its acceptance was taken back")
    assert first_line.endswith("  accepted")
    assert run("accept", exit_code=0).stderr.startswith(f"{first} is now accepted")
    run("accept", "--undo", exit_code=0)
    run(*by_force, exit_code=0)
    report = site.report(offline=True)
    assert (report.after and report.after.id, report.page.status) == (f"tarn-privacy/{stamp}", "unchanged")


def test_what_was_taken_back_was_not_seen_either_while_it_stood(site: Site) -> None:
    """Nor is it the edition that the server is asked about, or the one last seen."""
    refuse(site)
    run("accept", "--unusable", "newest", "--reason", "it shrank", exit_code=0)
    run("check", exit_code=0)
    assert [each.snapshot for each in site.store.observations("tarn-privacy")] == site.ids()[1:]
    run("accept", "--undo", exit_code=0)
    assert "could not be used" in run("check", exit_code=3).stdout
    site.server.answer("/privacy", page(policy(*OTHER)))
    found = run("check", exit_code=1).stdout
    assert "last seen" not in found
    assert "back at the text" not in found
    site.server.answer("/privacy", page(policy()))
    assert "Nothing changed" in run("check", exit_code=0).stdout


@pytest.mark.parametrize("options", [(), ("--no-observations",)])
def test_a_text_that_was_taken_back_is_confirmed_like_a_new_one_and_then_counts(
    site: Site, options: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    site.check(page(policy(*OTHER)), page(policy()))  # unstable, so it is kept aside
    run("accept", "--unusable", "newest", "--reason", "saw it", exit_code=0)
    run("accept", "--undo", exit_code=0)
    later = utc_now() + dt.timedelta(minutes=1)
    before = len(site.server.requests)
    site.server.answer("/privacy", page(policy(*OTHER)))
    check = pipeline.check
    monkeypatch.setattr(pipeline, "check", lambda *args, **given: check(*args, **{"now": lambda: later, **given}))
    assert "logs-deleted" in run("check", *options, exit_code=1).stdout
    assert len(site.server.requests) == before + 2
    report = site.report(offline=True)
    assert (report.after and report.after.id, len(report.flagged)) == (site.ids()[1], 1)


def test_where_nothing_is_kept_that_is_said(site: Site) -> None:
    assert "is kept" in run("accept", "--unusable", "newest", "--reason", "r", exit_code=2).stderr


def test_what_was_kept_and_changed_since_is_damage(site: Site) -> None:
    kept = site.store.path / "tarn-privacy" / "unusable" / refuse(site)
    (kept / "capture.warc.gz").write_bytes(b"other")
    said = run("accept", "--unusable", "newest", "--reason", "r", exit_code=4).stderr
    assert str(kept.relative_to(site.folder) / "capture.warc.gz") in said
    assert "damaged: " in run("snapshots", "verify", exit_code=4).stderr
