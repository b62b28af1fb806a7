"""The accepted baseline is never lost in silence: without it, a change would be taken for a first edition."""

from __future__ import annotations

from pathlib import Path

import pytest

from claimtrack.errors import StoreDamagedError
from claimtrack.store import Store
from tests.checks import OTHER, Site
from tests.commands import run, site_here
from tests.samples import policy
from tests.server import Answer, Server, page
from tests.stores import DOC, HOUR, TIME, WHO, add

WAY_OUT = "claimtrack accept --snapshot"
BASELINE = "snapshots/tarn-privacy/accepted.json"


@pytest.fixture
def site(server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Site:
    return site_here(server, tmp_path, monkeypatch)


@pytest.fixture
def changed(site: Site) -> Site:
    """Two editions are stored, the first is accepted."""
    run("check", exit_code=0)
    site.server.answer("/privacy", page(policy(*OTHER)))
    run("check", exit_code=1)
    return site


@pytest.mark.parametrize("args", [["check", "--offline"], ["check"], ["snapshots", "verify"]], ids=" ".join)
def test_a_lost_baseline_is_damage_with_the_way_out(changed: Site, args: list[str]) -> None:
    Path(BASELINE).unlink()
    result = run(*args, exit_code=4)
    assert result.stdout == ""
    assert "accepted.json" in result.stderr
    assert "of the 2 snapshots" in result.stderr
    assert WAY_OUT in result.stderr
    assert not Path(BASELINE).exists()


def test_the_way_out_of_a_lost_baseline_works(changed: Site) -> None:
    Path(BASELINE).unlink()
    listed = run("snapshots", "list", exit_code=4)
    first, second = (line.split()[0] for line in listed.stdout.splitlines())
    assert WAY_OUT in listed.stderr
    run("accept", "--snapshot", first, exit_code=0)
    run("snapshots", "verify", exit_code=0)
    run("check", "--offline", exit_code=1)
    run("accept", "--snapshot", second, exit_code=0)
    run("check", "--offline", exit_code=0)


@pytest.mark.parametrize(("body", "exit_code"), [(policy(), 0), (policy(*OTHER), 1)])
def test_one_snapshot_without_a_baseline_was_stored_by_a_check_that_was_killed(
    site: Site, body: str, exit_code: int
) -> None:
    run("check", exit_code=0)
    (first,) = site.ids()
    Path(BASELINE).unlink()
    run("snapshots", "verify", exit_code=0)
    site.server.answer("/privacy", page(body))
    run("check", exit_code=exit_code)
    assert site.store.accepted("tarn-privacy").default == first


def test_an_acceptance_that_was_taken_back_is_no_damage(site: Site) -> None:
    run("check", exit_code=0)
    run("accept", "--undo", exit_code=0)
    run("snapshots", "verify", exit_code=0)



@pytest.mark.parametrize("answer", [page(policy()), page(policy(*OTHER)), Answer(304, {})])
@pytest.mark.parametrize("args", [[], ["--offline"], ["--quiet"]], ids=" ".join)
def test_a_check_without_a_baseline_is_no_success_and_says_what_to_do(
    site: Site, answer: Answer, args: list[str]
) -> None:
    """It could flag nothing, however the page changed; what a person took back, no check accepts by itself."""
    site.check(page(policy(), ETag='"a"'))
    run("accept", "--undo", exit_code=0)
    site.server.answer("/privacy", answer)
    said = " ".join(run("check", *args, exit_code=3).stdout.split())
    newest = site.ids()[-1]
    assert "Compared with nothing: the page states" in said
    assert f"so no claim can be flagged. To accept this one: claimtrack accept --snapshot {newest}" in said
    assert "Later checks compare with it" not in said
    assert site.store.accepted("tarn-privacy").default is None
    run("check", *args, "--unusable-ok", exit_code=0)
    run("accept", "--snapshot", newest, exit_code=0)
    run("check", "--offline", exit_code=0)


def test_a_first_page_that_was_taken_in_by_force_and_taken_back_leaves_the_first_edition_to_come(site: Site) -> None:
    site.check(page("<h1>Tarn Privacy Policy</h1><p>We keep your name, and we share it with nobody."))
    run("accept", "--unusable", "newest", "--reason", "it is short", exit_code=0)
    run("accept", "--undo", exit_code=0)
    assert "No snapshot of it is stored yet" in run("check", "--offline", exit_code=3).stdout
    assert "First snapshot" in run("check", "--page", str(saved(site)), exit_code=0).stdout
    assert site.store.accepted("tarn-privacy").default == site.ids()[-1]


def saved(site: Site) -> Path:
    file = site.folder / "saved.html"
    file.write_text(policy(), "utf-8")
    return file


def test_a_later_snapshot_is_not_accepted_by_itself(changed: Site) -> None:
    said = run("accept", "--undo", exit_code=0).stderr
    assert "Accepted again: nothing. To accept a snapshot: claimtrack accept --snapshot ID" in said
    assert "Until then checks can flag nothing, and exit 3." in said
    for offline in ([], ["--offline"]):
        said = " ".join(run("check", *offline, exit_code=3).stdout.split())
        assert "Compared with nothing: the page states" in said
        assert "No snapshot is accepted" in said
    assert changed.store.accepted("tarn-privacy").default is None
    run("accept", "--snapshot", changed.ids()[0], exit_code=0)
    assert run("check", "--offline").exit_code == 1


@pytest.mark.parametrize(("stored", "lost"), [(0, False), (1, False), (2, True), (3, True)])
def test_only_several_snapshots_prove_that_one_was_accepted(tmp_path: Path, stored: int, lost: bool) -> None:
    store = Store(tmp_path)
    ids = [add(store, f"Edition {n}.", TIME + n * HOUR) for n in range(stored)]
    assert bool(store.verify()) == lost
    if not lost:
        assert store.accepted(DOC).default is None
        return
    with pytest.raises(StoreDamagedError, match=WAY_OUT):
        store.accepted(DOC)
    with pytest.raises(StoreDamagedError):
        store.undo(DOC, **WHO)
    assert store.accept(DOC, ids[0], **WHO).default == ids[0]
    assert store.verify() == []


# ── A snapshot whose page is gone ────────────────────────────────────────────────────────────────────


def test_a_missing_capture_names_ways_out_that_work(changed: Site, tmp_path: Path) -> None:
    first, second = changed.ids()
    (changed.store.path / first / "capture.warc.gz").unlink()
    said = run("check", "--offline", exit_code=4).stderr
    assert "capture.warc.gz: is missing. Restore it" in said
    assert "claimtrack accept --snapshot ID" in said
    assert "out of the store" in said
    run("accept", "--snapshot", second, exit_code=0)
    run("check", "--offline", exit_code=0)
    (changed.store.path / "tarn-privacy").rename(tmp_path / "aside")
    assert "First snapshot" in run("check", exit_code=0).stdout
