"""What is exported is what was captured, other tools read it, and nothing is written over."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from claimtrack import warc
from claimtrack.records import Capture
from claimtrack.store import Store
from tests import stores
from tests.checks import Site
from tests.commands import run, site_here
from tests.samples import policy
from tests.server import Server
from tests.stores import DOC, TIME

FILES = ["capture.warc.gz", "page.html", "snapshot.json", "text.md"]


@pytest.fixture
def site(server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Site:
    """A policy that was checked once."""
    here = site_here(server, tmp_path, monkeypatch)
    here.check()
    return here


def test_a_folder_of_files(site: Site) -> None:
    (id_,) = site.ids()
    name = id_.replace("/", "-")
    assert run("snapshots", "export", id_, exit_code=0).stderr == f"Written: {name}\n"
    assert sorted(path.name for path in Path(name).iterdir()) == FILES
    assert Path(name, "page.html").read_text("utf-8") == policy()
    stored = site.store.path / id_
    for file in set(FILES) - {"page.html"}:
        assert Path(name, file).read_bytes() == (stored / file).read_bytes()
    assert run("snapshots", "export", id_, "--output", "b", "--quiet", exit_code=0).output == ""


@pytest.mark.parametrize("name", ["a.warc.gz", "A.WARC.GZ", "a.warc", "a.Warc"])
def test_a_warc_file(site: Site, name: str) -> None:
    (id_,) = site.ids()
    run("snapshots", "export", id_, "--output", name, exit_code=0)
    data = Path(name).read_bytes()
    assert data.startswith(b"\x1f\x8b" if name.lower().endswith("gz") else b"WARC/1.1\r\n")
    assert warc.read(data) == site.store.capture(site.store.get(id_))
    found = json.loads(run("compare", id_, name, "--format", "json", exit_code=0).stdout)
    assert found["page"]["status"] == "unchanged"


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        ("text/html; charset=utf-8", "page.html"), ("application/xhtml+xml", "page.html"), ("", "page.html"),
        ("Text/Plain;charset=utf-8", "page.txt"), ("text/markdown", "page.md"), ("text/x-markdown", "page.md"),
    ],
)  # fmt: skip
def test_the_page_is_named_by_its_type(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str, name: str
) -> None:
    monkeypatch.chdir(tmp_path)
    headers = (("Content-Type", kind), ("Content-Encoding", "gzip"))
    captured = Capture(stores.URL, TIME, 200, headers, b"Hello.", payload=gzip.compress(b"Hello.", mtime=0))
    stored = Store("snapshots").add(DOC, captured, stores.page("Hello."))
    run("snapshots", "export", stored.snapshot.id, "--output", "out", exit_code=0)
    assert Path("out", name).read_bytes() == b"Hello."


@pytest.mark.parametrize(
    ("outputs", "said"),
    [
        (["there"], "there: it is there already"),
        (["there.warc.gz"], "there.warc.gz: it is there already"),
        (["link"], "link: it is there already"),
        (["new.warc", "there"], "there: it is there already"),
        (["new", "nowhere/x.warc"], "nowhere/x.warc: the folder nowhere is missing. Make it first."),
        (["new", "there.warc.gz/x"], "the folder there.warc.gz is missing"),
    ],
)
def test_nothing_is_written_over(site: Site, outputs: list[str], said: str) -> None:
    Path("there").mkdir()
    Path("there.warc.gz").write_bytes(b"Mine.")
    Path("link").symlink_to("elsewhere")
    before = sorted(Path().rglob("*"))
    result = run("snapshots", "export", site.ids()[0], *(f"--output={each}" for each in outputs), exit_code=2)
    assert said in result.stderr
    assert sorted(Path().rglob("*")) == before
    assert Path("there.warc.gz").read_bytes() == b"Mine."


@pytest.mark.parametrize("outputs", [["a", "a"], ["a.warc", "./a.warc"]])
def test_the_same_place_twice_is_said(site: Site, outputs: list[str]) -> None:
    result = run("snapshots", "export", site.ids()[0], *(f"--output={each}" for each in outputs), exit_code=2)
    assert "is named twice" in result.stderr
    assert not Path(outputs[0]).exists()


@pytest.mark.parametrize("damaged", ["capture.warc.gz", "text.md", "snapshot.json"])
def test_damage_is_not_exported(site: Site, damaged: str) -> None:
    (id_,) = site.ids()
    path = Path("snapshots", id_, damaged)
    path.write_bytes(path.read_bytes()[:-20])
    before = sorted(Path().iterdir())
    result = run("snapshots", "export", id_, "--output=a", "--output=b", exit_code=4)
    assert str(path) in result.stderr
    assert sorted(Path().iterdir()) == before


@pytest.mark.parametrize("id_", ["tarn-privacy", "tarn-privacy/20200101T000000Z", "../x/20200101T000000Z", ""])
def test_what_is_not_there_is_said(site: Site, id_: str) -> None:
    assert "snapshot" in run("snapshots", "export", id_, exit_code=2).stderr
