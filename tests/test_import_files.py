"""Editions saved as files: each dated by its name or its time, stored or left out with a reason, or refused."""

from __future__ import annotations

import datetime as dt
import json
import os
import shlex
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimtrack import warc
from claimtrack.importers import dates
from claimtrack.records import Capture
from claimtrack.store import Store
from tests.checks import OTHER
from tests.commands import run
from tests.samples import CLAIM_FILE, PARAGRAPHS, policy

DOC, URL = "tarn-privacy", "https://tarn.example/privacy"
FIRST, SECOND, THIRD = (policy(*each) for each in (PARAGRAPHS, OTHER, (*PARAGRAPHS, "We have never sold a thing.")))
MARKDOWN = "\n\n".join(["# Tarn Privacy Policy", "## What we collect", *PARAGRAPHS, "Write to us when you want to."])


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the command runs; the claim file is there, and nothing is stored."""
    monkeypatch.chdir(tmp_path)
    Path("claims").mkdir()
    Path("claims/tarn.yaml").write_text(CLAIM_FILE, "utf-8")
    return tmp_path


def write(name: str, content: str | bytes = FIRST, modified: str = "") -> Path:
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    if modified:
        seconds = dt.datetime.fromisoformat(modified).timestamp()
        os.utime(path, (seconds, seconds))
    return path


def imported(*patterns: str, by: str = "name", code: int = 0) -> list[dict[str, Any]]:
    result = run("import", "files", *patterns, "--date-from", by, "--format", "json", exit_code=code)
    found: list[dict[str, Any]] = json.loads(result.stdout)
    return found


def became(found: Sequence[dict[str, Any]]) -> list[tuple[str, str]]:
    return [(it["time"][:10], it["reason"] or it["result"]) for it in found]


def refused(*patterns: str, by: str = "name") -> str:
    result = run("import", "files", *patterns, "--date-from", by, exit_code=2)
    assert not Path("snapshots").exists()
    return result.stderr


# ── What becomes of files ────────────────────────────────────────────────────────────────────────────


def test_files_are_taken_oldest_first(here: Path) -> None:
    write("b/2019-07-03.html", SECOND)
    write("a/20200703.html", FIRST)
    write("c/2018-07-03T08-12-33Z.html", FIRST)
    found = imported("*/*.html")
    assert became(found) == [("2018-07-03", "stored"), ("2019-07-03", "stored"), ("2020-07-03", "same")]
    assert [it["source"] for it in found] == ["c/2018-07-03T08-12-33Z.html", "b/2019-07-03.html", "a/20200703.html"]
    store = Store("snapshots")
    assert store.verify() == []
    assert store.accepted(DOC).default == f"{DOC}/20180703T081233Z"
    assert {it["result"] for it in imported("*/*.html")} == {"known"}


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("2019-01-01.html", FIRST, "text/html"),
        ("2019-01-01.htm", FIRST, "text/html"),
        ("2019-01-01.md", MARKDOWN, "text/markdown"),
        ("2019-01-01.txt", MARKDOWN, "text/plain"),
        ("2019-01-01.php", FIRST, "text/html"),
        ("2019-01-01", f"\n {FIRST}", "text/html"),
        ("2019-01-01.TXT.bak", MARKDOWN, "text/markdown"),
    ],
)
def test_what_kind_of_page_it_is(here: Path, name: str, content: str, kind: str) -> None:
    Path("claims/tarn.yaml").write_text(CLAIM_FILE.replace(", headings: [[What we collect]]", ""), "utf-8")
    write(f"saved/{name}", content)
    assert became(imported(f"saved/{name}")) == [("2019-01-01", "stored")]
    store = Store("snapshots")
    capture = store.capture(store.snapshots(DOC)[0])
    assert (capture.header("content-type"), capture.url, capture.body) == (kind, URL, content.encode())
    assert capture.origin == (("file", f"saved/{name}"), ("date-from", "name"))


LEFT_OUT = [
    ("", "The page is empty."),
    ("%PDF-1.7", "This is a PDF, not a page of text."),
    ("Sorry!", "The page has 1 word; at least 60 are expected."),
    (warc.write(Capture(URL, dt.datetime(2019, 1, 1, tzinfo=dt.UTC), 200, (), FIRST.encode())), "gzip"),
    ("WARC/1.1\r\n", "It is a WARC file: claimtrack import warc takes it."),
    ("From: <Saved by Blink>\r\n", "It is a page saved with all its pictures, as one file (MHTML)"),
    (b"x" * 20_000_001, "It has 20,000,001 bytes; at most 20,000,000 are read."),
]


@pytest.mark.parametrize(("content", "reason"), LEFT_OUT)
def test_what_is_left_out(here: Path, content: str | bytes, reason: str) -> None:
    write("2018-01-01.html")
    write("2019-01-01.html", content)
    found = imported("*.html")
    assert [it["result"] for it in found] == ["stored", "left-out"]
    assert reason in found[1]["reason"]
    assert found[1]["source"] == "2019-01-01.html"


def test_all_left_out_is_exit_3(here: Path) -> None:
    write("2019-01-01.html", "Sorry!")
    assert became(imported("2019-01-01.html", code=3)) == [
        ("2019-01-01", "The page has 1 word; at least 60 are expected.")
    ]


def test_the_time_of_the_file(here: Path) -> None:
    write("old.html", FIRST, "2018-05-06T07:08:09+00:00")
    write("new 2001-01-01.html", SECOND, "2019-05-06T07:08:09+02:00")
    found = imported("*.html", by="mtime")
    assert [it["time"] for it in found] == ["2018-05-06T07:08:09Z", "2019-05-06T05:08:09Z"]


def test_the_lines_for_people(here: Path) -> None:
    write("2018-01-01.html")
    write("2019-01-01.html", "Sorry!")
    result = run("import", "files", "*.html", "--date-from", "name", exit_code=0)
    assert result.stdout.splitlines() == [
        "2018-01-01T00:00:00Z  stored              tarn-privacy/20180101T000000Z",
        "2019-01-01T00:00:00Z  left out            The page has 1 word; at least 60 are",
        "    expected. (2019-01-01.html)",
    ]
    assert result.stderr.splitlines()[0] == "1 stored, 1 left out."


def test_one_of_the_future_is_left_out(here: Path) -> None:
    """It would stay the newest, and every check would look no further."""
    write("2018-01-01.html")
    write("2097-01-01.html", SECOND)
    assert became(imported("*.html"))[1][1].startswith("It is dated in the future")


# ── Which files ──────────────────────────────────────────────────────────────────────────────────────


def test_patterns_that_the_shell_took_apart(here: Path) -> None:
    names = [str(write(f"saved/2018-01-0{n}.html", FIRST.replace("30 days", f"{n} years"))) for n in range(1, 4)]
    assert len(imported(*names)) == len(imported("saved/*.html")) == 3
    assert len(imported("saved/*.html", *names, f"{here}/saved/*", "saved/2018-01-0[12].html")) == 3


def test_all_folders_below(here: Path) -> None:
    write("2018-01-01.html")
    write("saved/2018-01-02.html", SECOND)
    write("saved/deep/down/2018-01-03.html", THIRD)
    Path("saved/2018-01-04.html").mkdir()
    assert [day for day, _ in became(imported("**/*.html"))] == ["2018-01-01", "2018-01-02", "2018-01-03"]
    assert len(imported("saved/**")) == 2


def test_a_name_that_is_there_is_no_pattern(here: Path) -> None:
    write("[2018-01-01] *.html")
    assert became(imported("[2018-01-01] *.html")) == [("2018-01-01", "stored")]


def test_links(here: Path) -> None:
    """A link to a file that is there counts once, by the file's own name; any other like a file."""
    write("2018-01-01.html")
    Path("latest.html").symlink_to("2018-01-01.html")
    os.link("2018-01-01.html", "2018-01-01 (copy).html")
    elsewhere = write("elsewhere/page.html", SECOND).absolute()
    Path("2019-01-01.html").symlink_to(elsewhere)
    Path("2020-01-01.html").symlink_to("nowhere")
    Path("2021-01-01.html").symlink_to("2021-01-01.html")
    found = became(imported("*.html"))
    assert found[:2] == [("2018-01-01", "stored"), ("2019-01-01", "stored")]
    assert found[2] == ("2020-01-01", "It cannot be read: No such file or directory.")
    assert found[3][1].startswith("It cannot be read: ")
    assert len(found) == 4


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_a_pipe_is_not_waited_for(here: Path) -> None:
    write("2018-01-01.html")
    os.mkfifo("2019-01-01.html")
    assert became(imported("*.html"))[1] == ("2019-01-01", "It is no plain file.")


def test_a_file_that_cannot_be_opened(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write("2018-01-01.html")
    write("2019-01-01.html", SECOND)
    opening = Path.open

    def refuse(self: Path, *args: Any, **more: Any) -> Any:
        if self.name == "2019-01-01.html":
            raise PermissionError(13, "Permission denied")
        return opening(self, *args, **more)

    monkeypatch.setattr(Path, "open", refuse)
    assert became(imported("*.html"))[1] == ("2019-01-01", "It cannot be read: Permission denied.")


def test_a_name_of_any_bytes(here: Path) -> None:
    try:
        Path(os.fsdecode(b"2018-01-01 \xff\x1b[31m.html")).write_text(FIRST, "utf-8")
    except OSError:
        pytest.skip("this disk takes no such names")
    (found,) = imported("*.html")
    assert (found["result"], found["source"] == "2018-01-01 \ufffd [31m.html") == ("stored", True)


# ── What is refused, and stores nothing ──────────────────────────────────────────────────────────────

WAY_OUT = "Rename it so that it says one date, as in 2026-07-03.html, or take the time of the file: --date-from mtime."
REFUSED = [
    (["nowhere.html"], "nowhere.html: there is no such file."),
    (["nowhere/*.html"], "nowhere/*.html: no file matches it."),
    (["2018-01-01.html", "*.none"], "*.none: no file matches it."),
    (["claims"], "claims: this is a folder. Name its files, in quotes, as in 'claims/**/*.html'"),
    (["policy.html"], f"policy.html: its name says no date. {WAY_OUT}"),
    (["*.html"], f"03-07-2026.html: its name says 03-07-2026, of which day and month cannot be told apart. {WAY_OUT}"),
    (["2018-01-01 to 2018-02-01.html"], "its name says more than one date (2018-01-01, 2018-02-01)."),
    (["2018-13-45.html"], "its name says 2018-13-45, which is no date that there is."),
]


@pytest.mark.parametrize(("patterns", "said"), REFUSED)
def test_what_is_refused(here: Path, patterns: list[str], said: str) -> None:
    for name in ("2018-01-01", "policy", "03-07-2026", "2018-01-01 to 2018-02-01", "2018-13-45"):
        write(f"{name}.html")
    assert said in refused(*patterns)


def test_where_the_date_is_from_must_be_said(here: Path) -> None:
    write("2018-01-01.html")
    assert "--date-from" in run("import", "files", "2018-01-01.html", exit_code=2).stderr


def test_the_example_of_the_help_runs_in_a_shell(here: Path) -> None:
    write("saved/2018-01-01.html")
    line = next(it for it in run("import", "files", "--help").stdout.splitlines() if "'saved/*.html'" in it)
    assert shlex.split(line)[:4] == ["claimtrack", "import", "files", "saved/*.html"]
    done = subprocess.run(
        [sys.executable, "-m", *shlex.split(line)], capture_output=True, text=True, check=False, timeout=60
    )
    assert (done.returncode, done.stdout.split()[1]) == (0, "stored"), done.stderr


# ── Dates in names ───────────────────────────────────────────────────────────────────────────────────

NAMES = [
    ("2026-07-03.html", "2026-07-03T00:00:00"),
    ("20260703.html", "2026-07-03T00:00:00"),
    ("policy_2026_07_03.md", "2026-07-03T00:00:00"),
    ("policy-2026.07.03-en.md", "2026-07-03T00:00:00"),
    ("v20260703", "2026-07-03T00:00:00"),
    ("2026-07-03T08-12-33Z.html", "2026-07-03T08:12:33"),
    ("20260703T081233Z", "2026-07-03T08:12:33"),
    ("20260703T081233Z.warc.html", "2026-07-03T08:12:33"),
    ("20260703t0812z.html", "2026-07-03T08:12:00"),
    ("20260703081233.html", "2026-07-03T08:12:33"),
    ("2026-07-03 08.12.33.html", "2026-07-03T08:12:33"),
    ("2026-07-03_08:12.html", "2026-07-03T08:12:00"),
    ("2026-07-03T08:12:33.250Z.html", "2026-07-03T08:12:33"),
    ("2026-07-03T08-12-33+0200.html", "2026-07-03T06:12:33"),
    ("2026-07-03T08:12:33-05:30", "2026-07-03T13:42:33"),
    ("20260703-1.html", "2026-07-03T00:00:00"),
    ("2026-07-03-12.html", "2026-07-03T00:00:00"),
    ("2026-07-03 (2).html", "2026-07-03T00:00:00"),
    ("1234567890-2026-07-03.html", "2026-07-03T00:00:00"),
    ("2026-07-03, saved 20260703.html", "2026-07-03T00:00:00"),
    ("2024-02-29.html", "2024-02-29T00:00:00"),
]
NO_DATES = [
    ("policy.html", "says no date"),
    ("2026-07.html", "says no date"),
    ("2026.html", "says no date"),
    ("12345678.html", "says no date"),
    ("120260703.html", "says no date"),
    ("202607031.html", "says no date"),
    ("2026-0703.html", "says no date"),
    ("03.07.2026.html", "says 03.07.2026, of which"),
    ("7-3-26.html", "says 7-3-26, of which"),
    ("2026-02-29.html", "says 2026-02-29, which is no date"),
    ("2026-07-03T25-00.html", "says 2026-07-03T25-00, which is no date"),
    ("2026-07-03-2026-08-01.html", "says more than one date (2026-07-03, 2026-08-01)"),
    ("20260703-20260801.html", "says more than one date (20260703, 20260801)"),
    ("2026-07-03 and 2026-07-04T10-00.html", "says more than one date"),
]


@pytest.mark.parametrize(("name", "time"), NAMES)
def test_dates_in_names(name: str, time: str) -> None:
    assert dates.in_name(name) == dt.datetime.fromisoformat(f"{time}+00:00")


@pytest.mark.parametrize(("name", "said"), NO_DATES)
def test_names_without_a_date(name: str, said: str) -> None:
    with pytest.raises(dates.DateError) as caught:
        dates.in_name(name)
    assert str(caught.value).startswith(said)


def test_the_date_of_the_folder(here: Path) -> None:
    write("2018-01-01/policy.html")
    write("2019-01-01/2020-01-01.html", SECOND)
    assert [day for day, _ in became(imported("*/*.html"))] == ["2018-01-01", "2020-01-01"]


FORMS = ["%Y-%m-%dT%H-%M-%SZ", "%Y%m%dT%H%M%SZ", "%Y%m%d%H%M%S", "%Y-%m-%d %H.%M.%S", "%Y-%m-%dT%H:%M:%S+00:00"]
around = st.text(st.characters(exclude_categories=["Cs", "Nd"]), max_size=8).filter(lambda it: it[-1:] not in "-+_.:")
moments = st.integers(-2_208_988_800, 4_102_444_799).map(lambda it: dt.datetime.fromtimestamp(it, dt.UTC))  # 1900–2099


@given(moments, st.sampled_from(FORMS), around, around)
def test_every_form_says_the_time_it_was_made_of(time: dt.datetime, form: str, before: str, after: str) -> None:
    assert dates.in_name(f"{before}{time.strftime(form)} {after}") == time


@given(st.text())
def test_any_name_says_a_time_or_none(name: str) -> None:
    with suppress(dates.DateError):
        assert dates.in_name(name).tzinfo is dt.UTC
