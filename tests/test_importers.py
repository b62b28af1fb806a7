"""Editions out of WARC files: each is stored, known or left out with a reason, and none is lost without a word."""

from __future__ import annotations

import datetime as dt
import gzip
import io
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from claimtrack import warc
from claimtrack.cli.progress import counted as bar
from claimtrack.errors import PageError
from claimtrack.records import Capture, Hop
from claimtrack.store import Store, snapshots
from tests.checks import OTHER
from tests.commands import run
from tests.samples import CLAIM_FILE, PARAGRAPHS, policy
from tests.test_warc import record, response

URL, DOC = "https://tarn.example/privacy", "tarn-privacy"
HTML = ("Content-Type", "text/html")
FIRST, SECOND, THIRD = (policy(*each) for each in (PARAGRAPHS, OTHER, (*PARAGRAPHS, "We have never sold a thing.")))


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    """An empty store, in the folder where the command runs; the claim file is there."""
    monkeypatch.chdir(tmp_path)
    Path("claims").mkdir()
    Path("claims/tarn.yaml").write_text(CLAIM_FILE, "utf-8")
    return Store("snapshots")


def answer(page: str, year: int, url: str = URL, status: str = "200 OK", **more: str) -> bytes:
    more = {"WARC_Date": f"{year}-05-01T10:00:00Z", "WARC_Record_ID": f"<urn:{year}:{url}>"} | more
    return record(response(page.encode(), HTML, status=status), url, **more)


def moved(url: str, there: str, year: int) -> bytes:
    block = response(b"", ("Location", there), status="301 Moved")
    return record(block, url, WARC_Date=f"{year}-05-01T10:00:00Z")


def revisit(year: int, block: bytes = b"", url: str = URL, profile: str = "identical-payload-digest",
            **more: str) -> bytes:  # fmt: skip
    profile = f"http://netpreserve.org/warc/1.1/revisit/{profile}"
    return record(block, url, "revisit", WARC_Date=f"{year}-05-01T10:00:00Z", WARC_Profile=profile, **more)


def imported(*files: bytes, options: Sequence[str] = (), code: int = 0) -> list[dict[str, Any]]:
    names = [f"{number}.warc" for number in range(len(files))]
    for name, data in zip(names, files, strict=True):
        Path(name).write_bytes(data)
    found: list[dict[str, Any]] = json.loads(
        run("import", "warc", *names, "--format", "json", *options, exit_code=code).stdout
    )
    return found


def became(found: Sequence[dict[str, Any]]) -> list[tuple[str, str]]:
    """The year of each, and the year of its snapshot or the first words of the reason."""
    return [
        (each["time"][:4], (each["snapshot"] or "").removeprefix(f"{DOC}/")[:4] or each["reason"]) for each in found
    ]


# ── What becomes of captures ─────────────────────────────────────────────────────────────────────────

SHELL = "<html lang=en><nav>Home</nav></html>"
CASES = [
    ("in order of time", [answer(SECOND, 2020) + answer(FIRST, 2018)], [("2018", "2018"), ("2020", "2020")]),
    ("two files", [answer(SECOND, 2020), answer(FIRST, 2018)], [("2018", "2018"), ("2020", "2020")]),
    ("a text that comes back", [answer(FIRST, 2018) + answer(SECOND, 2019) + answer(FIRST, 2020)],
     [("2018", "2018"), ("2019", "2019"), ("2020", "2018")]),
    ("other pages are passed over", [answer(FIRST, 2018) + answer(SECOND, 2019, f"{URL}?lang=de")],
     [("2018", "2018")]),
    ("http is the same address", [answer(FIRST, 2018, URL.replace("https", "http"))], [("2018", "2018")]),
    ("a fragment is none", [answer(FIRST, 2018, f"{URL}#top")], [("2018", "2018")]),
    ("a shell", [answer(FIRST, 2018) + answer(SHELL, 2019)],
     [("2018", "2018"), ("2019", "The page has 1 word; at least 60 are expected.")]),
    ("a server's error", [answer(FIRST, 2018) + answer(SECOND, 2019, status="503 Busy")],
     [("2018", "2018"), ("2019", "The server answered 503.")]),
    ("an encoding", [answer(FIRST, 2018) + record(response(b"x", HTML, ("Content-Encoding", "br")), URL)],
     [("2018", "2018"), ("2020", "The file has a body in the encoding 'br'; only gzip and deflate are read.")]),
    ("no HTTP status", [answer(FIRST, 2018) + record(b"HTTP/1.1 Fine\r\n\r\n", URL)],
     [("2018", "2018"), ("2020", "The file has an answer without an HTTP status.")]),
    ("no HTTP status of another page", [answer(FIRST, 2018) + record(b"HTTP/1.1 Fine\r\n\r\n", "https://x/")],
     [("2018", "2018")]),
    ("a redirect", [moved(URL, "/legal", 2018) + answer(FIRST, 2018, "https://tarn.example/legal")],
     [("2018", "2018")]),
    ("a redirect to what is not there", [answer(FIRST, 2018) + moved(URL, "/legal", 2019)],
     [("2018", "2018"), ("2019", "The server answered 301 and led to /legal, which is not there.")]),
    ("a redirect of another year", [moved("https://tarn.example/", URL, 2018) + answer(FIRST, 2019)],
     [("2019", "2019")]),
    ("a revisit by id", [answer(FIRST, 2018, WARC_Record_ID="<urn:a>"), revisit(2020, WARC_Refers_To="<urn:a>")],
     [("2018", "2018"), ("2020", "2018")]),
    ("a revisit by place", [revisit(2020, WARC_Refers_To_Target_URI=URL, WARC_Refers_To_Date="2018-05-01T10:00:00Z"),
                            answer(FIRST, 2018)],
     [("2018", "2018"), ("2020", "2018")]),
    ("a revisit by digest", [answer(SECOND, 2018, "https://x/", WARC_Payload_Digest="sha1:AB") + answer(FIRST, 2018)
                             + revisit(2020, response(b"", HTML), WARC_Payload_Digest="sha1:AB")],
     [("2018", "2018"), ("2020", "2020")]),
    ("not modified", [answer(FIRST, 2018) + answer(SECOND, 2019) + answer(THIRD, 2021)
                      + revisit(2020, response(b"", status="304 Not Modified"), profile="server-not-modified")],
     [("2018", "2018"), ("2019", "2019"), ("2020", "2019"), ("2021", "2021")]),
    ("not modified since nothing", [answer(FIRST, 2018) + revisit(2017, profile="server-not-modified")],
     [("2017", "It refers to an earlier answer that is not in these files; give the file that holds it, too."),
      ("2018", "2018")]),
    ("a revisit of nothing", [answer(FIRST, 2018) + revisit(2020, WARC_Refers_To="<urn:x>")],
     [("2018", "2018"),
      ("2020", "It refers to an earlier answer that is not in these files; give the file that holds it, too.")]),
    ("a digest of a longer block", [answer(FIRST, 2018, WARC_Record_ID="<urn:a>")
                                    + revisit(2020, WARC_Refers_To="<urn:a>", WARC_Block_Digest="sha1:ABC")],
     [("2018", "2018"), ("2020", "2018")]),
]  # fmt: skip


@pytest.mark.parametrize(("files", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_what_becomes_of_captures(
    store: Store, pack: Any, files: list[bytes], expected: list[tuple[str, str]]
) -> None:
    assert became(imported(*map(pack, files))) == expected
    assert store.verify() == []
    stored = {year for _, year in expected if year.isdecimal()}
    assert {it.id.split("/")[1][:4] for it in store.snapshots(DOC)} == stored
    assert store.accepted(DOC).default == store.snapshots(DOC)[0].id


def test_all_left_out_is_exit_3(store: Store) -> None:
    found = imported(answer(SHELL, 2018), code=3)
    assert [each["result"] for each in found] == ["left-out"]
    assert not store.path.exists()
    assert [it["result"] for it in imported(revisit(2020), code=3)] == ["left-out"]


def test_a_second_import_leaves_no_trace(store: Store) -> None:
    data = answer(FIRST, 2018) + answer(SECOND, 2019) + answer(FIRST, 2020)
    assert [each["result"] for each in imported(data)] == ["stored", "stored", "same"]
    before = {path: path.read_bytes() for path in store.path.rglob("*.json*")}
    assert [each["result"] for each in imported(data)] == ["known", "known", "known"]
    assert {path: path.read_bytes() for path in store.path.rglob("*.json*")} == before


def test_what_was_accepted_stays(store: Store) -> None:
    """An import adds to the history; a baseline that somebody chose is not its business."""
    imported(answer(SECOND, 2019))
    chosen = store.accepted(DOC)
    assert became(imported(answer(FIRST, 2018) + answer(THIRD, 2020)))[0] == ("2018", "2018")
    assert store.accepted(DOC) == chosen
    assert [it.id[-16:-12] for it in store.snapshots(DOC)] == ["2018", "2019", "2020"]
    assert store.verify() == []


def test_each_edition_is_judged_beside_the_one_before(store: Store) -> None:
    """Half of a page is refused, and the whole one after it is not held against that."""
    whole = policy(*PARAGRAPHS * 8)
    half = policy(*PARAGRAPHS)
    found = imported(answer(whole, 2018) + answer(half, 2019) + answer(policy(*PARAGRAPHS * 8, "We moved."), 2020))
    assert [each["result"] for each in found] == ["stored", "left-out", "stored"]
    assert found[1]["reason"] == "The page has 97 words; at least 40% of the edition before's 280 are expected."


def test_captures_of_claimtrack_keep_their_way(store: Store) -> None:
    hops = (Hop("https://tarn.example/old", 301, (("Location", URL),)),)
    time = dt.datetime(2020, 5, 1, 10, tzinfo=dt.UTC)
    mine = Capture("https://tarn.example/old", time, 200, (HTML,), FIRST.encode(), URL, hops=hops)
    imported(warc.write(mine))
    assert store.capture(store.snapshots(DOC)[0]) == mine


def test_a_store_is_read_once_however_many_are_added(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Else ten times the editions would take a hundred times as long."""
    pages = [policy(*PARAGRAPHS, f"This is what we said in the year {year}.") for year in range(2000, 2020)]
    data = b"".join(answer(page, year) for year, page in enumerate(pages, 2000))
    loads: list[Path] = []
    load = snapshots.load

    def counted(folder: Path, **more: Any) -> snapshots.Link:
        loads.append(folder)
        return load(folder, **more)

    monkeypatch.setattr(snapshots, "load", counted)
    assert {each["result"] for each in imported(data)} == {"stored"}
    assert len(loads) < 2 * len(pages)
    monkeypatch.undo()
    assert Store("snapshots").verify() == []


def test_one_of_the_future_is_left_out(store: Store) -> None:
    found = imported(answer(FIRST, 2018) + answer(SECOND, 2999))
    assert [each["result"] for each in found] == ["stored", "left-out"]
    assert found[1]["reason"].startswith("It is dated in the future: it would be taken for the newest edition")


def test_a_first_snapshot_that_nothing_accepted_is_accepted(store: Store) -> None:
    """An import that was killed right after it, or a check."""
    imported(answer(FIRST, 2018))
    (store.path / DOC / "accepted.json").unlink()
    imported(answer(FIRST, 2018) + answer(SECOND, 2019))
    assert store.accepted(DOC).default == f"{DOC}/20180501T100000Z"
    assert store.verify() == []


# ── The command ──────────────────────────────────────────────────────────────────────────────────────


def test_the_lines_for_people(store: Store) -> None:
    Path("a.warc").write_bytes(answer(FIRST, 2018) + answer(SHELL, 2019) + answer(FIRST, 2020))
    result = run("import", "warc", "a.warc", exit_code=0)
    assert result.stdout.splitlines() == [
        "2018-05-01T10:00:00Z  stored              tarn-privacy/20180501T100000Z",
        "2019-05-01T10:00:00Z  left out            The page has 1 word; at least 60 are",
        "    expected.",
        "2020-05-01T10:00:00Z  text stored before  tarn-privacy/20180501T100000Z",
    ]
    assert result.stderr.splitlines() == [
        "1 stored, 1 text stored before, 1 left out.",
        "Accepted, as the first snapshot: tarn-privacy/20180501T100000Z. Another: claimtrack accept --snapshot ID",
    ]
    assert run("import", "warc", "a.warc", "--quiet", exit_code=0).stderr == ""


def test_another_address(store: Store) -> None:
    data = answer(FIRST, 2018, "https://old.example/p") + answer(SECOND, 2019, "https://older.example/p")
    options = ["--url", "http://old.example/p", "--url", "https://older.example/p", "--document", DOC]
    assert became(imported(data, options=options)) == [("2018", "2018"), ("2019", "2019")]


WHOLE = answer(FIRST, 2018)


@pytest.mark.parametrize(
    ("data", "options", "said"),
    [
        (WHOLE, ["nowhere.warc"], "nowhere.warc: it cannot be read: No such file"),
        (WHOLE, ["claims"], "claims: it cannot be read"),
        (WHOLE, ["claims/tarn.yaml"], "claims/tarn.yaml: the file is not a WARC"),
        (WHOLE[:-20], [], "a.warc: the file is damaged: its last record breaks off"),
        (WHOLE, ["--url", "https://x.example/"], "no answer for https://x.example/; the first in it: https://tarn."),
        (WHOLE, ["--url", "https://x.example/"], "Name the address that it was captured at: --url."),
        (WHOLE, ["--document", "tarn-privcy"], "Did you mean 'tarn-privacy'?"),
        (WHOLE, ["--store", "claims/tarn.yaml"], "the store cannot be read: a file is in the place of a folder"),
        (b"", [], "holds no HTTP answer"),
    ],
)
def test_what_cannot_be_imported(store: Store, data: bytes, options: list[str], said: str) -> None:
    """Nothing is stored where one of the files cannot be read."""
    Path("a.warc").write_bytes(data)
    assert said in run("import", "warc", "a.warc", *options, exit_code=2).stderr
    assert not store.path.exists()


def test_files_that_are_too_large_together(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("claimtrack.warc.crawls.MAX_KEPT", len(WHOLE) + 9)
    assert len(warc.visits([("a", WHOLE)], [URL])) == 1
    with pytest.raises(PageError, match="Give fewer at once"):
        warc.visits([("a", WHOLE), ("b", WHOLE)], [URL])


def test_a_damaged_store_takes_nothing(store: Store) -> None:
    imported(answer(FIRST, 2018) + answer(SECOND, 2019))
    (store.path / DOC / "accepted.json").unlink()
    Path("a.warc").write_bytes(answer(THIRD, 2020))
    assert "accepted.json: is missing" in run("import", "warc", "a.warc", exit_code=4).stderr
    assert len(store.snapshots(DOC)) == 2


class Terminal(io.StringIO):
    """What a user sees."""

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("stream", "options", "shown"),
    [
        (Terminal, {}, "2/2"), (Terminal, {"quiet": True}, ""), (Terminal, {"verbose": True}, "Storing\n"),
        (io.StringIO, {}, ""), (io.StringIO, {"verbose": True}, "Storing\n"),
    ],
)  # fmt: skip
def test_a_bar_is_shown_on_a_terminal(
    monkeypatch: pytest.MonkeyPatch, stream: type[io.StringIO], options: dict[str, bool], shown: str
) -> None:
    seen = stream()
    monkeypatch.setattr(sys, "stderr", seen)
    with bar("Storing", 2, **options) as moving:
        moving.step()
        moving.step()
    assert shown in seen.getvalue()
    assert bool(shown) == bool(seen.getvalue())
