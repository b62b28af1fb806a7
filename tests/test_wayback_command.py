"""The command `import wayback`: what it takes, what it prints, and what it leaves when it is stopped."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimtrack import fetch
from claimtrack.errors import UsageError
from claimtrack.importers.wayback import index, is_same_page, period, places
from claimtrack.importers.wayback.places import INTERNET_ARCHIVE, Place
from claimtrack.store import Store
from tests import waybacks
from tests.archivers import needs_pywb
from tests.commands import process, run
from tests.samples import CLAIM_FILE
from tests.server import Answer
from tests.waybacks import DOC, Front, stamps

SECOND_DOCUMENT = """\
  - id: tarn-cookies
    title: Tarn Cookies
    url: https://tarn.example/cookies
claims:"""


@pytest.fixture
def here(front: Front, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Front:
    """A server before the archive; the command runs where the claim file is."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("NO_COLOR", "1")
    Path("claims").mkdir()
    Path("claims/tarn.yaml").write_text(CLAIM_FILE.replace("https://tarn.example/privacy", front.page), "utf-8")
    return front


def command(front: Front, *options: str) -> list[str]:
    return ["import", "wayback", front.page, "--archive", front.root, *options]


# ── What it prints ───────────────────────────────────────────────────────────────────────────────────


@needs_pywb
def test_the_lines_for_people(here: Front) -> None:
    result = run(*command(here, "--from", "2017", "--to", "2019", "--every", "year"), exit_code=0)
    assert result.stdout.splitlines() == [
        "2017-06-01T10:00:00Z  stored              tarn-privacy/20170601T100000Z",
        "2018-01-01T10:00:00Z  left out            The page shows an error and has only 9",
        "    words; it stands in place of the policy.",
        "2019-06-01T10:00:00Z  stored              tarn-privacy/20190601T100000Z",
    ]
    assert result.stderr.splitlines() == [
        "2 stored, 1 left out.",
        "Accepted, as the first snapshot: tarn-privacy/20170601T100000Z. Another: claimtrack accept --snapshot ID",
        "3 more captures are listed, in the same periods as these.",
    ]
    assert run(*command(here, "--quiet"), exit_code=0).stderr == ""


@needs_pywb
def test_verbose_says_it_as_it_comes(here: Front) -> None:
    here.answer("20210601100000", Answer(503, {"Retry-After": "0"}), here.through)
    options = command(here, "--from", "2021", "--verbose")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(fetch.Manners, "towards", lambda _: waybacks.hurried())
        said = run(*options, exit_code=0).stderr.splitlines()
    assert said == [
        "Storing Tarn Privacy Policy",
        f"Asking {here.root} which captures it has",
        "It lists 2 captures",
        "2021-01-01T10:00:00Z  left out            The site answered 503 Service",
        "    Unavailable.",
        "The archive answered 503 Service Unavailable. Asking again in 2 seconds",
        "2021-06-01T10:00:00Z  stored              tarn-privacy/20210601T100000Z",
        "1 stored, 1 left out.",
        "Accepted, as the first snapshot: tarn-privacy/20210601T100000Z. Another: claimtrack accept --snapshot ID",
    ]


@needs_pywb
def test_data_names_the_capture_in_the_archive(here: Front) -> None:
    found = json.loads(run(*command(here, "--format", "json"), exit_code=0).stdout)
    assert [it["result"] for it in found].count("stored") == 4
    assert {it["source"] for it in found} == {f"{here.root}/{it}id_/{here.page}" for it in stamps("20")}
    shown = json.loads(run("snapshots", "show", found[0]["snapshot"], "--format", "json", exit_code=0).stdout)
    assert shown["origin"]["memento"] == found[0]["source"]


@needs_pywb
def test_an_archive_that_stops_answering_is_exit_3(here: Front) -> None:
    here.answer("20190601100000", Answer(403))
    result = run(*command(here), exit_code=3)
    assert "4 left out." in result.stderr.splitlines()[0]
    assert "20170601T100000Z" in result.stdout
    assert result.stderr.splitlines()[-1].startswith(f"claimtrack: {here.root}: The archive answered 403 Forbidden")
    nothing = run(*command(here, "--from", "1999", "--to", "2001"), exit_code=3)
    said = f"{here.root} has no capture of it from 1999-01-01 to 2001-12-31; check the address and the dates."
    assert (nothing.stdout, nothing.stderr) == ("", f"claimtrack: {here.page}: {said}\n")
    run(*command(here, "--from", "2018-01", "--to", "2018-01", "--store", "other"), exit_code=3)


@needs_pywb
@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGKILL])
def test_a_stopped_import_leaves_what_it_has(here: Front, stop: signal.Signals) -> None:
    """While it waits for the third capture: the first two stay, and are not downloaded again."""
    here.answer("20190601100000", Answer(200, {}, here.drip()))
    with subprocess.Popen(
        [sys.executable, "-m", "claimtrack", *command(here)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as running:
        until(lambda: "20190601100000" in here.asked())
        running.send_signal(stop)
        out, err = running.communicate(timeout=60)
    if stop == signal.SIGINT:
        assert running.returncode == 130
        assert "Stopped. What is imported stays; the same command goes on from there." in err
        assert "2 stored, 2 text stored before, 4 left out." in err
        assert "tarn-privacy/20170601T100000Z" in out
    assert len(Store("snapshots").snapshots(DOC)) == 2
    here.answer("20190601100000", here.through)
    here.requests.clear()
    assert "2 stored, 1 text stored before, 4 imported before, 6 left out." in run(*command(here), exit_code=0).stderr
    assert here.asked() == ["cdx", *stamps("2019-06", "2021-06")]
    assert Store("snapshots").verify() == []


def until(ready: Callable[[], bool]) -> None:
    for _ in range(2_400):
        if ready():
            return
        time.sleep(0.025)
    raise AssertionError("it did not come so far")


@needs_pywb
@pytest.mark.skipif(not hasattr(os, "openpty"), reason="there are no terminals of this kind here")
def test_a_terminal_gets_a_bar(here: Front) -> None:
    """And what is printed is printed below it."""
    master, slave = os.openpty()
    done = subprocess.run(
        [sys.executable, "-m", "claimtrack", *command(here)], stdout=subprocess.PIPE, stderr=slave, check=True,
        timeout=60, env=os.environ | {"TERM": "xterm", "COLUMNS": "100"},
    )  # fmt: skip
    os.close(slave)
    said = os.read(master, 200_000).decode()
    os.close(master)
    assert "Storing Tarn Privacy Policy" in said
    assert "13/13" in said
    assert done.stdout.decode().count("stored  ") == 4


# ── What it takes ────────────────────────────────────────────────────────────────────────────────────


@needs_pywb
def test_the_document_is_the_one_that_has_the_address(here: Front) -> None:
    text = Path("claims/tarn.yaml").read_text("utf-8")
    Path("claims/tarn.yaml").write_text(text.replace("claims:", SECOND_DOCUMENT, 1), "utf-8")
    address = here.page.replace("http://", "")
    run("import", "wayback", address, "--archive", here.root, exit_code=0)
    assert Store("snapshots").documents() == [DOC]
    result = run("import", "wayback", "tarn.example/old", "--archive", here.root, exit_code=2)
    assert "no document has the address https://tarn.example/old: say with --document" in result.stderr
    result = run("import", "wayback", "tarn.example/old", "--archive", here.root, "--document", DOC, exit_code=3)
    assert "has no capture of it" in result.stderr


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["ftp://tarn.example/"], "is no address of a page: it begins with https:// or http:// and a host"),
        (["https://"], "is no address of a page"),
        (["https://tarn.example/a b"], "is no address of a page"),
        (["https://me:secret@tarn.example/"], "the address holds a user or password"),
        (["https://tarn.example/", "--archive", "file:///etc"], "--archive 'file:///etc' cannot be asked"),
        (["https://tarn.example/", "--archive", "ftp://a.example"], "cannot be asked: name the address of a"),
        (["https://tarn.example/", "--archive", "http://me:secret@a.example/x"], "without a password"),
        (["https://tarn.example/", "--from", "last year"], "--from 'last year' is no date: give a year, 2016"),
        (["https://tarn.example/", "--to", "2016-13"], "--to '2016-13' is no date"),
        (["https://tarn.example/", "--from", "2020", "--to", "2016"], "--from 2020 is after --to 2016."),
        (["https://tarn.example/", "--every", "hour"], "'hour' is not one of"),
        (["https://tarn.example/", "--document", "tarn-privcy"], "Did you mean 'tarn-privacy'?"),
    ],
)
def test_wrong_usage(tmp_path: Path, options: list[str], said: str) -> None:
    (tmp_path / "claims.yaml").write_text(CLAIM_FILE, "utf-8")
    result = process("import", "wayback", *options, "--claims", "claims.yaml", cwd=tmp_path)
    assert result.returncode == 2
    assert said in " ".join(result.stderr.split())
    assert "secret" not in result.stderr
    assert not (tmp_path / "snapshots").exists()


# ── Addresses and dates ──────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("address", "root", "cdx"),
    [
        ("", INTERNET_ARCHIVE, "https://web.archive.org/cdx/search/cdx"),
        ("http://web.archive.org", INTERNET_ARCHIVE, "https://web.archive.org/cdx/search/cdx"),
        ("https://a.example/all/", "https://a.example/all", "https://a.example/all/cdx"),
        ("http://localhost:8080/all", "http://localhost:8080/all", "http://localhost:8080/all/cdx"),
    ],
)
def test_where_an_archive_is(address: str, root: str, cdx: str) -> None:
    place = Place.of(address)
    assert (place.root, place.cdx) == (root, cdx)
    assert place.capture("20160101000000", "http://x.example/?a=b#c") == (
        f"{root}/20160101000000id_/http://x.example/?a=b%23c"
    )


@pytest.mark.parametrize(
    "other",
    [
        "http://tarn.example/Privacy?b=2&a=1", "https://www.tarn.example/privacy/?a=1&b=2",
        "https://www2.TARN.example.:443/privacy?A=1&b=2#top", "http://tarn.example:80/%70rivacy?b=2&a=1",
    ],
)  # fmt: skip
def test_addresses_of_one_page(other: str) -> None:
    assert is_same_page("https://tarn.example/privacy?a=1&b=2", other)


@pytest.mark.parametrize(
    "other",
    [
        "https://tarn.example/privacy", "https://tarn.example/privacy?a=1", "https://eu.tarn.example/privacy?a=1&b=2",
        "https://tarn.example:8080/privacy?a=1&b=2", "https://tarn.example.evil.example/privacy?a=1&b=2", "no address",
    ],
)  # fmt: skip
def test_addresses_of_other_pages(other: str) -> None:
    assert not is_same_page("https://tarn.example/privacy?a=1&b=2", other)


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("http://tarn.example:80/privacy", "http://tarn.example/privacy"),
        ("https://tarn.example:443/:443", "https://tarn.example/:443"),
        ("https://tarn.example:80/privacy", "https://tarn.example:80/privacy"),
    ],
)
def test_a_port_that_the_scheme_stands_for(url: str, expected: str) -> None:
    assert places.plain(url) == expected


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        (None, None, index.ALWAYS),
        ("2016", "2016", ("20160101000000", "20161231235959")),
        ("2016-02", "2016-02", ("20160201000000", "20160229235959")),
        ("20160203", "2016-02-03", ("20160203000000", "20160203235959")),
        ("1999", None, ("19990101000000", index.ALWAYS.last)),
    ],
)
def test_a_period(first: str | None, last: str | None, expected: tuple[str, str]) -> None:
    assert tuple(period(first, last)) == tuple(expected)


@pytest.mark.parametrize("text", ["", "16", "2016-1", "2016-02-30", "0000", "2016-00", "٢٠١٦", "2016-05-25T10:00"])
def test_no_period(text: str) -> None:
    if text:
        with pytest.raises(UsageError, match="is no date"):
            period(text, None)


# ── Whatever an archive says ─────────────────────────────────────────────────────────────────────────


@given(st.one_of(st.binary(), st.text().map(str.encode), st.recursive(
    st.none() | st.integers() | st.text(), lambda it: st.lists(it) | st.dictionaries(st.text(), it)
).map(lambda it: json.dumps(it).encode())))  # fmt: skip
def test_any_answer_is_a_list_or_none(body: bytes) -> None:
    with suppress(ValueError):
        lines, resume = index.parsed(body)
        assert isinstance(resume, str)
        assert isinstance(lines, list)


@given(st.text(), st.text(), st.sampled_from(["", "http://", "https://", "http://[", "//", "/all/20160101000000id_/"]))
def test_any_address_has_a_key_and_leads_somewhere_or_nowhere(one: str, other: str, start: str) -> None:
    url = start + one
    assert places.key(url) == places.key(url)
    assert isinstance(Place.of("https://a.example/all").original(url, f"https://{other}"), str)
    if places.is_address(url):
        assert is_same_page(url, places.plain(url))
