"""What claimtrack captured, programs of others check and replay; what they captured, claimtrack reads."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator

from claimtrack import demo, pipeline
from claimtrack.demo import site
from claimtrack.records import ClaimSet
from claimtrack.store import Store
from tests import archivers
from tests.archivers import needs_pywb, needs_wget
from tests.checks import OTHER
from tests.commands import run
from tests.samples import claim_set, policy
from tests.server import HTML, Answer, Server, page, redirect

DOC = "tarn-privacy"


def captured(claims: ClaimSet, folder: Path) -> Path:
    """The WARC file of a first check."""
    store = Store(folder)
    pipeline.check(claims, store)
    (snapshot,) = store.snapshots(claims.documents[0].id)
    return store.path / snapshot.id / "capture.warc.gz"


# ── What claimtrack writes ───────────────────────────────────────────────────────────────────────────


@pytest.fixture
def through_redirects(server: Server, tmp_path: Path) -> Iterator[tuple[Path, str, str]]:
    """The demo's policy, captured over two redirects: the WARC file, the address asked for, and the last one."""
    with site.serving() as served:
        served.page = demo.page("first.html")
        server.answer("/legal", redirect(served.url, 302))
        asked = server.answer("/old", redirect("/legal", 301))
        yield captured(demo.claim_set(asked), tmp_path / "snapshots"), asked, served.url


def test_warcio_finds_nothing_wrong(through_redirects: tuple[Path, str, str]) -> None:
    file, asked, arrived = through_redirects
    said = archivers.check(file)
    assert said.count("digest pass") == said.count("WARC-Record-ID") == file.read_bytes().count(b"\x1f\x8b\x08") == 6
    with file.open("rb") as stream:
        records = [
            (it.rec_type, it.rec_headers.get_header("WARC-Target-URI"), it.content_stream().read())
            for it in ArchiveIterator(stream, check_digests="raise")
        ]
    legal = asked.replace("/old", "/legal")
    assert [(kind, target) for kind, target, _ in records] == [
        ("warcinfo", None), ("response", asked), ("response", legal), ("request", arrived), ("metadata", arrived),
        ("response", arrived),
    ]  # fmt: skip
    assert records[-1][2] == demo.page("first.html")


@needs_pywb
def test_pywb_replays_a_page_over_its_redirects(
    through_redirects: tuple[Path, str, str], tmp_path: Path, server: Server
) -> None:
    """Byte by byte; also one that was served gzipped. The sites themselves are gone by then."""
    file, asked, arrived = through_redirects
    body = gzip.compress(policy().encode(), mtime=0)
    zipped = server.answer("/privacy", Answer(headers={**HTML, "Content-Encoding": "gzip"}, body=body))
    other = captured(claim_set(tmp_path, url=zipped), tmp_path / "others")
    server.close()
    time = file.parent.name[:8] + file.parent.name[9:-1]
    (tmp_path / "pywb").mkdir()
    with archivers.replaying(tmp_path / "pywb", [file, other]) as replay:
        assert replay.get(arrived, time, "id_") == (200, f"{replay.root}/archive/{time}id_/{arrived}",
                                                    demo.page("first.html"))  # fmt: skip
        shown = replay.get(asked, time, "mp_")
        assert (shown.status, shown.url.endswith(arrived)) == (200, True)
        assert b"Larkpost is a messenger" in shown.body
        assert replay.get(zipped, time, "id_").body == policy().encode()


# ── What claimtrack reads ────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, server: Server) -> Path:
    """Where the programs run; a policy is served, behind a redirect."""
    monkeypatch.chdir(tmp_path)
    server.answer("/old", redirect("/privacy", 301))
    server.answer("/privacy", page(policy()))
    claim_set(tmp_path, url=server.url("/privacy"))
    return tmp_path


Recorder = Callable[[Path, str, str], Path]
TOOLS = [pytest.param(archivers.wget, marks=needs_wget, id="Wget"), pytest.param(archivers.recorded, id="warcio")]


@pytest.mark.parametrize("record", TOOLS)
@pytest.mark.parametrize("path", ["/privacy", "/old"])
def test_files_of_other_programs_are_compared(here: Path, server: Server, record: Recorder, path: str) -> None:
    before = record(here, server.url(path), "before")
    server.answer("/privacy", page(policy(*OTHER)))
    after = record(here, server.url(path), "after")
    result = run("compare", before.name, after.name, "--claims", "claims.yaml", "--format", "json", exit_code=1)
    report = json.loads(result.stdout)
    flagged = [each["id"] for each in report["claims"] if each["flagged"]]
    assert (flagged, report["page"]["status"]) == (["logs-deleted"], "changed")
    again = run("compare", before.name, before.name, "--claims", "claims.yaml", "--format", "json", exit_code=0)
    assert json.loads(again.stdout)["page"]["status"] == "unchanged"


@pytest.mark.parametrize("record", TOOLS)
def test_files_of_other_programs_are_imported(here: Path, server: Server, record: Recorder) -> None:
    file = record(here, server.url("/old"), "crawl")
    found = json.loads(
        run("import", "warc", file.name, "--claims", "claims.yaml", "--format", "json", exit_code=0).stdout
    )
    assert [each["result"] for each in found] == ["stored"]
    store = Store("snapshots")
    stored = store.capture(store.get(found[0]["snapshot"]))
    assert (stored.body, stored.url, stored.final_url) == (
        policy().encode(), server.url("/old"), server.url("/privacy"),
    )  # fmt: skip
    assert [(hop.url, hop.status) for hop in stored.hops] == [(server.url("/old"), 301)]
    assert store.verify() == []


@needs_wget
def test_revisits_of_wget_are_imported(here: Path, server: Server) -> None:
    """Each answer again, as a reference to the first; its block digest is that of the block it stands for."""
    first = archivers.wget(here, server.url("/old"), "first", "--warc-cdx")
    second = archivers.wget(here, server.url("/old"), "second", "--warc-dedup=first.cdx")
    assert gzip.decompress(second.read_bytes()).count(b"WARC-Type: revisit") == 2
    args = ["import", "warc", "--claims", "claims.yaml", "--format", "json"]
    alone = json.loads(run(*args, second.name, exit_code=3).stdout)
    assert "not in these files" in alone[0]["reason"]
    both = json.loads(run(*args, second.name, first.name, exit_code=0).stdout)
    assert [each["result"] for each in both] == ["stored", "same"]
    assert len(Store("snapshots").snapshots(DOC)) == 1
