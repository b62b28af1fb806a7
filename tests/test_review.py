"""The walk through the flagged claims: without a terminal, and the whole command on a real one."""

from __future__ import annotations

import os
import re
import select
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from claimtrack import review
from claimtrack.claims import builtin
from claimtrack.errors import ClaimFileError
from claimtrack.records import Finding, Report, Run
from tests.checks import OTHER, Site
from tests.commands import run, site_here
from tests.findings import EVIL, canonical, finding
from tests.samples import CLAIM_FILE, PARAGRAPHS, policy
from tests.server import Server, page

pty = pytest.importorskip("pty", reason="no pseudo-terminals here")

BOTH = (PARAGRAPHS[0].replace("must", "may"), *OTHER[1:])
INTERRUPT = "\x03"
STATEMENT = "Tarn deletes its logs within 30 days."


# ── Without a terminal ───────────────────────────────────────────────────────────────────────────────


@dataclass
class Fake:
    """A desk whose answers are given before; what it is asked and told is kept."""

    answers: list[str]
    said: list[str] = field(default_factory=list)
    accepted: list[tuple[str, tuple[str, ...], str]] = field(default_factory=list)
    restated: list[tuple[str, ...]] = field(default_factory=list)
    trouble: ClaimFileError | None = None

    def ask(self, question: str) -> str:
        self.said.append(question)
        if not self.answers:
            raise EOFError
        return self.answers.pop(0)

    def show(self, report: Report, finding: Finding, *, whole: bool) -> None:
        self.said.append(f"<{finding.id}{' whole' * whole}>")

    def accept(self, item: review.Item, claims: Sequence[str], why: str) -> None:
        self.accepted.append((item.report.document.id, tuple(claims), why))

    def restate(self, path: Path, *words: str) -> None:
        if self.trouble:
            raise self.trouble
        self.restated.append((str(path), *words))

    @property
    def desk(self) -> review.Desk:
        return review.Desk(self.ask, self.said.append, self.show, self.accept, self.restate)


def items(file: Path | None = Path("claims/tarn.yaml"), reports: int = 1) -> list[review.Item]:
    """Two flagged claims of each report, and one that is not."""
    claims = [finding("changed"), finding("unchanged"), finding("withdrawn")]
    found = Run(reports=[canonical(claims=claims) for _ in range(reports)], exit=1)
    return review.items(found, {"We keep names.": file, "tarn-claims": file} if file else {})


C, W, ALL = ("claim-changed",), ("claim-withdrawn",), ()

WALKS = [
    # (the answers, what was accepted, how it ends)
    ("s s", [], "2 skipped."),
    ("a why s", [(C, "why")], "1 accepted, 1 skipped."),
    ("s a why", [(W, "why")], "1 accepted, 1 skipped."),  # one was skipped: the edition is not offered
    ("a why a n", [(C, "why"), (W, "why")], "2 accepted."),
    ("a why a y", [(C, "why"), (W, "why"), (ALL, "why")], "2 accepted."),
    ("a why a x YES", [(C, "why"), (W, "why"), (ALL, "why")], "2 accepted."),
    ("a - a n", [(C, ""), (W, "")], "2 accepted."),
    ("q", [], "2 not decided."),
    ("a why q", [(C, "why")], "1 accepted, 1 not decided."),
    ("", [], "2 not decided."),  # nobody answers
    ("a", [], "2 not decided."),  # nor why
    ("a why", [(C, "why")], "1 accepted, 1 not decided."),
    ("x - accept why skip", [(C, "why")], "1 accepted, 1 skipped."),
    ("m s QUIT", [], "1 skipped, 1 not decided."),
    ("acc s s", [], "2 skipped."),
]  # fmt: skip


@pytest.mark.parametrize(("answers", "accepted", "end"), WALKS, ids=[each[0] or "nothing" for each in WALKS])
def test_each_claim_is_decided(answers: str, accepted: list[tuple[tuple[str, ...], str]], end: str) -> None:
    fake = Fake(["" if each == "-" else each for each in answers.split()])
    assert review.walk(items(), fake.desk).strip() == end
    assert [each[1:] for each in fake.accepted] == accepted
    assert fake.answers == []


def test_a_reason_that_was_given_is_not_asked_for() -> None:
    fake = Fake(["a", "a", "n"])
    review.walk(items(), fake.desk, "monthly review")
    assert {why for *_, why in fake.accepted} == {"monthly review"}
    assert review.WHY not in fake.said


def test_the_edition_is_offered_a_page_at_a_time() -> None:
    fake = Fake(["a", "a", "n", "a", "s"])
    review.walk(items(reports=2), fake.desk, "")
    assert sum("whole edition of 3 July 2026" in each for each in fake.said) == 1


def test_more_shows_all_evidence_and_asks_again() -> None:
    fake = Fake(["m", "s", "q"])
    review.walk(items(), fake.desk)
    shown = [each for each in fake.said if each.startswith("<")]
    assert shown == ["<claim-changed>", "<claim-changed whole>", "<claim-withdrawn>"]


def test_what_is_no_answer_is_explained() -> None:
    fake = Fake(["what?", "q"])
    review.walk(items(), fake.desk)
    for decision in review.DECISIONS:
        assert any(each.startswith(f"  {decision[0]}  {decision}: ") for each in fake.said)
    assert len({each[0] for each in review.DECISIONS}) == len(review.DECISIONS)


@pytest.mark.parametrize(
    ("answers", "restated", "end"),
    [
        (["e", "  It keeps logs.  ", "s", "s"], ["It keeps logs."], "2 skipped. Edited: claim-changed."),
        (["e", "", "s", "s"], [], "2 skipped."),
        (["e", STATEMENT, "s", "s"], [], "2 skipped."),
        (["e", "One.", "e", "Two.", "a", "", "q"], ["One.", "Two."],
         "1 accepted, 1 not decided. Edited: claim-changed."),
        (["e", f"Safe {EVIL}", "q"], ["Safe [bold red]x[/]2J<script>alert(1)</script>"],
         "2 not decided. Edited: claim-changed."),
    ],
)  # fmt: skip
def test_a_statement_is_put_in_other_words(answers: list[str], restated: list[str], end: str) -> None:
    fake = Fake(answers)
    assert review.walk(items(), fake.desk).strip() == end
    assert [each[-1] for each in fake.restated] == restated
    assert [each[2] for each in fake.restated] == [STATEMENT, *restated][: len(restated)]


def test_what_cannot_be_edited_is_said_and_asked_again() -> None:
    fake = Fake(["e", "Other words.", "s", "s"], trouble=ClaimFileError("c.yaml", "it is odd.", hint="Mend it."))
    assert review.walk(items(), fake.desk).strip() == "2 skipped."
    assert "c.yaml: it is odd. Mend it." in fake.said


def test_a_built_in_claim_is_not_edited_but_can_be_copied() -> None:
    fake = Fake(["e", "s", "s"])
    review.walk(items(file=None), fake.desk)
    (command,) = [each for each in fake.said if each.startswith("  mkdir -p claims && cp ")]
    assert str(builtin()) in command
    assert fake.restated == []


def test_titles_are_inert() -> None:
    fake = Fake(["a", "", "n"])
    evil = canonical(evil=EVIL, claims=[finding("changed", statement=EVIL)])
    review.walk(review.items(Run(reports=[evil], exit=1), {}), fake.desk)
    assert not set("".join(fake.said)) & set("\x1b\x07\x9b\u202e")


# ── The command ──────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def site(server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Site:
    """Two editions; the second flags both claims."""
    site = site_here(server, tmp_path, monkeypatch)
    site.check()
    site.check(page(policy(*BOTH)))
    return site


def test_without_a_terminal_it_says_the_way_out(site: Site) -> None:
    result = run("review", exit_code=2)
    assert result.stdout == ""
    assert "this is no terminal" in result.stderr
    assert "claimtrack accept CLAIM --reason" in result.stderr


def test_nothing_to_review_is_no_failure(site: Site) -> None:
    run("accept", exit_code=0)
    assert run("review", exit_code=0).stderr.startswith("Nothing to review")


def test_a_document_without_a_snapshot_is_said(site: Site) -> None:
    text = CLAIM_FILE.replace("tarn-privacy", "tarn-terms").replace("tarn-claims", "other")
    Path("other.yaml").write_text(text, "utf-8")
    said = run("review", "other.yaml", exit_code=0).stderr
    assert said.startswith("Tarn Privacy Policy: No snapshot of it is stored yet")


@pytest.mark.parametrize(
    ("args", "said"),
    [(["nowhere.yaml"], "nowhere.yaml: it cannot be read"), (["--document", "tarn-privcy"], "'tarn-privacy'"),
     (["--store", "nowhere"], "there is no store at nowhere")],
)  # fmt: skip
def test_what_is_not_there_cannot_be_reviewed(site: Site, args: list[str], said: str) -> None:
    assert said in run("review", *args, exit_code=2).stderr


class Screen:
    """The command on a pseudo-terminal of 80 columns; what it prints is read up to what is waited for."""

    def __init__(self, *args: str) -> None:
        self._master, slave = pty.openpty()
        environment = {**os.environ, "TERM": "xterm", "COLUMNS": "80", "NO_COLOR": "1"}
        command = [sys.executable, "-m", "claimtrack", *args]
        self._process = subprocess.Popen(
            command, stdin=slave, stdout=slave, stderr=slave, env=environment, start_new_session=True
        )
        os.close(slave)
        self._read = ""

    def until(self, words: str) -> str:
        """What was printed up to and with these words."""
        end = time.monotonic() + 60
        while words not in self._read:
            assert time.monotonic() < end, self._read
            if not self._more():
                raise AssertionError(f"{words!r} never came: {self._read}")
        found, _, self._read = self._read.partition(words)
        return found + words

    def _more(self) -> bool:
        ready, _, _ = select.select([self._master], [], [], 1)
        try:
            data = os.read(self._master, 65_536) if ready else None
        except OSError:  # how Linux says that the other side is closed
            data = b""
        self._read += re.sub(r"\x1b\[[0-?]*[ -/]*[@-~]|\r", "", (data or b"").decode())
        return data != b""

    def type(self, line: str) -> None:
        if line == INTERRUPT:  # the terminal would turn the key into the signal, were it the controlling one
            self._wait_until_it_waits()
            self._process.send_signal(signal.SIGINT)
        else:
            os.write(self._master, line.encode())

    def _wait_until_it_waits(self) -> None:
        """Until the process sleeps: it prompts a moment before it waits for the answer."""
        state = Path(f"/proc/{self._process.pid}/stat")
        end = time.monotonic() + 30
        while state.exists() and state.read_text().rpartition(")")[2].split()[0] != "S":
            assert time.monotonic() < end, self._read

    def end(self) -> tuple[int, str]:
        """The exit code, and what was printed last."""
        end = time.monotonic() + 30
        while self._more():
            assert time.monotonic() < end, self._read
        os.close(self._master)
        return self._process.wait(10), self._read


@pytest.fixture
def screen(site: Site) -> Iterator[Callable[..., Screen]]:
    screens: list[Screen] = []

    def opened(*args: str) -> Screen:
        screens.append(Screen(*args))
        return screens[-1]

    yield opened
    for each in screens:
        each._process.kill()


def test_a_whole_review_on_a_terminal(site: Site, screen: Callable[..., Screen]) -> None:
    asked = len(site.server.requests)
    seen = screen("review")
    first = seen.until("[a/s/e/m/q] ")
    assert "1 of 2 · Tarn Privacy Policy" in first
    assert "phone-number-required: changed" in first
    seen.type("e\n")
    assert "Now: Tarn needs your phone number to open an account." in seen.until("as it is): ")
    seen.type("Tarn may ask for your phone number.\n")
    assert "Written to claims/tarn.yaml." in seen.until("[a/s/e/m/q] ")
    seen.type("a\n")
    seen.until("no reason) ")
    seen.type("read it\n")
    assert "2 of 2" in seen.until("[a/s/e/m/q] ")
    seen.type("accept\n")
    seen.until("[y/n] ")
    seen.type("y\n")
    code, last = seen.end()
    assert code == 0, last
    assert "2 accepted. Edited: phone-number-required." in last
    log = site.store.accepted("tarn-privacy").log[1:]
    assert [each.claims for each in log] == [("phone-number-required",), ("logs-deleted",), ()]
    assert {(each.why, each.snapshot) for each in log} == {("read it", site.ids()[1])}
    text = Path("claims/tarn.yaml").read_text("utf-8")
    assert text.count("statement: Tarn may ask for your phone number.\n") == 1
    assert len(site.server.requests) == asked
    run("check", "--offline", exit_code=0)


@pytest.mark.parametrize(("key", "exit_code"), [("\x04", 0), (INTERRUPT, 130), ("q\n", 0)])
def test_a_review_can_be_left(site: Site, screen: Callable[..., Screen], key: str, exit_code: int) -> None:
    seen = screen("review", "--reason", "r")
    seen.until("[a/s/e/m/q] ")
    seen.type("a\n")
    seen.until("[a/s/e/m/q] ")
    seen.type(key)
    code, last = seen.end()
    assert (code, "Traceback" in last) == (exit_code, False)
    assert site.store.accepted("tarn-privacy").claims == {"phone-number-required": site.ids()[1]}
