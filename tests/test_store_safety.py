"""Nothing in a store changes unnoticed, and what a process was doing when it died is whole or not there."""

from __future__ import annotations

import errno
import itertools
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimtrack.errors import StoreAccessError, StoreBusyError, StoreDamagedError
from claimtrack.store import Store, disk, sealed
from tests import stores
from tests.killing import killed
from tests.stores import DOC, HOUR, TIME, WHO, add, capture, files, page, resealed


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "snapshots")


@pytest.fixture
def filled(tmp_path: Path) -> Store:
    return stores.filled(tmp_path / "snapshots")


def problems(store: Store) -> list[str]:
    return [problem.path for problem in store.verify() if not problem.note]


# ── Damage ───────────────────────────────────────────────────────────────────────────────────────────


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_every_flipped_byte_is_found(shared: Store, data: st.DataObject) -> None:
    watched = [path for path in files(shared) if not path.name.startswith(".") and path.suffix != ".jsonl"]
    path = data.draw(st.sampled_from(watched))
    whole = path.read_bytes()
    flipped = bytearray(whole)
    flipped[data.draw(st.integers(0, len(whole) - 1))] ^= data.draw(st.integers(1, 255))
    try:
        path.write_bytes(flipped)
        assert str(path) in problems(shared)
    finally:
        path.write_bytes(whole)
    assert shared.verify() == []


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Store:
    return stores.filled(tmp_path_factory.mktemp("shared") / "snapshots")


def edited(**changes: object) -> Callable[[Path], object]:
    return lambda path: resealed(path, **changes)


def test_a_sealed_file_is_frozen() -> None:
    data = sealed.dump({"b": "Zoë", "a": {"seal": ""}})
    assert data.decode() == (
        '{\n  "a": {\n    "seal": ""\n  },\n  "b": "Zoë",\n  "format": 1,\n'
        '  "seal": "sha256:72f7d0b2e0d29b6b380d727253f88a828d6ee61ddeae64b8b1b772530b694868"\n}\n'
    )
    assert sealed.parse(Path("x"), data)["b"] == "Zoë"


FIRST, SECOND = "20260703T081233Z", "20260703T091233Z"
FACTS, WARC, TEXT = f"{FIRST}/snapshot.json", f"{FIRST}/capture.warc.gz", f"{FIRST}/text.md"
NEXT, LOG, SEEN = f"{SECOND}/snapshot.json", "accepted.json", "observations.jsonl"


def renamed(path: Path) -> None:
    path.rename(path.with_name("20250101T000000Z"))


def linked(path: Path) -> None:
    path.rename(path.with_name("x"))
    path.symlink_to("x")


def piped(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


def foldered(path: Path) -> None:
    path.unlink()
    path.mkdir()


def text(words: str) -> Callable[[Path], object]:
    return lambda path: path.write_text(words)


def cut(size: int) -> Callable[[Path], object]:
    return lambda path: os.truncate(path, size)


@pytest.mark.parametrize(
    ("where", "damage", "named", "sentence"),
    [
        (FACTS, Path.unlink, FACTS, "is missing"),
        (WARC, Path.unlink, WARC, "is missing"),
        (TEXT, Path.unlink, TEXT, "is missing"),
        (f"{FIRST}/derived.json", Path.unlink, f"{FIRST}/derived.json", "is missing"),
        (TEXT, text("Other."), TEXT, "was edited"),
        (FIRST, shutil.rmtree, NEXT, "was changed or removed"),
        (FIRST, shutil.rmtree, LOG, "is not in the store"),
        (FIRST, renamed, "20250101T000000Z/snapshot.json", "another folder"),
        (FACTS, edited(words=8), NEXT, "was changed or removed"),
        (NEXT, edited(previous=None), NEXT, "the same snapshot before"),
        (FACTS, edited(words="many"), FACTS, "wrong kind"),
        (FACTS, edited(time="noon"), FACTS, "wrong kind"),
        (FACTS, edited(digest="sha256:0"), WARC, "another page"),
        (FACTS, edited(format=2), FACTS, "newer claimtrack"),
        (FACTS, text("[" * 100_000), FACTS, "no JSON"),
        (FACTS, text("[]"), FACTS, "no JSON object"),
        (FACTS, cut(40), FACTS, "cut short"),
        (FACTS, cut(1 << 30), FACTS, "larger than"),
        (LOG, edited(default=f"{DOC}/{SECOND}"), LOG, "follow from its own log"),
        (LOG, edited(log=[{}]), LOG, "log that cannot be read"),
        (SEEN, text("no\n"), SEEN, "line 1"),
        (SEEN, Path.unlink, "", ""),
        ("unusable", shutil.rmtree, "", ""),
        (FIRST, linked, FIRST, "symbolic link"),
        (FACTS, edited(status="200"), FACTS, "wrong kind"),
        *[
            (where, damage, where, sentence)
            for where in (FACTS, WARC, TEXT, LOG, SEEN)
            for damage, sentence in ((linked, "symbolic link"), (foldered, "no plain file"), (piped, "no plain file"))
        ],
    ],
)
def test_damage(
    filled: Store, where: str, damage: Callable[[Path], object], named: str, sentence: str
) -> None:
    folder = filled.path / DOC
    damage(folder / where)
    found = {problem.path: problem.sentence for problem in filled.verify() if not problem.note}
    assert not named or sentence in found[str(folder / named)]
    assert bool(found) == bool(named)


@pytest.mark.parametrize("where", ["snapshot.json", "capture.warc.gz"])
def test_damage_is_found_by_whoever_reads(filled: Store, where: str) -> None:
    snapshot = filled.snapshots(DOC)[0]
    path = filled.path / snapshot.id / where
    path.write_bytes(path.read_bytes()[:-9])
    with pytest.raises(StoreDamagedError, match="Restore it from") as caught:
        filled.capture(filled.get(snapshot.id))
    assert (caught.value.path, caught.value.exit_code) == (str(path), 4)


@pytest.mark.parametrize("damage", [linked, foldered, piped])
def test_nothing_is_written_to_what_is_no_plain_file(filled: Store, damage: Callable[[Path], object]) -> None:
    """A pipe would hang, a link lead out of the store."""
    path = filled.path / DOC / "observations.jsonl"
    damage(path)
    with pytest.raises(StoreDamagedError, match=re.escape(str(path))):
        filled.observe(DOC, filled.snapshots(DOC)[0].id, TIME)


def test_a_text_that_was_edited_is_not_shown(filled: Store) -> None:
    snapshot = filled.snapshots(DOC)[0]
    assert filled.text(snapshot) == "# Privacy\n\nWe keep logs for 30 days.\n"
    path = filled.path / snapshot.id / "text.md"
    path.write_bytes(bytes(range(256)))
    with pytest.raises(StoreDamagedError, match=r"text\.md: was edited.* Restore it"):
        filled.text(snapshot)


def test_half_a_line_is_passed_over_and_removed(filled: Store) -> None:
    path = filled.path / DOC / "observations.jsonl"
    whole = path.read_bytes()
    path.write_bytes(whole + whole[:20])
    assert len(filled.observations(DOC)) == 1
    assert [problem.note for problem in filled.verify()] == [True]
    filled.observe(DOC, filled.snapshots(DOC)[0].id, TIME)
    assert len(filled.observations(DOC)) == 2
    assert filled.verify() == []


def test_strangers_are_noted(filled: Store) -> None:
    (filled.path / "README.md").write_text("What this is.")
    (filled.path / DOC / "notes.txt").write_text("Ours.")
    (filled.path / DOC / ".new-20260101T000000Z").mkdir()
    assert [(Path(it.path).name, it.note) for it in filled.verify()] == [
        (".new-20260101T000000Z", True), ("notes.txt", True)
    ]  # fmt: skip
    assert len(filled.snapshots(DOC)) == 2


# ── What the disk refuses ────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        (errno.ENOSPC, "the disk is full"),
        (errno.EACCES, "permission is missing"),
        (errno.EROFS, "the disk is read-only"),
        (errno.EIO, os.strerror(errno.EIO)),
    ],
)
def test_reasons(tmp_path: Path, code: int, reason: str) -> None:
    with pytest.raises(StoreAccessError, match=reason), disk.explained(tmp_path, "written"):
        raise OSError(code, os.strerror(code))


def test_a_file_in_the_place_of_the_store(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    for path in (tmp_path / "file", tmp_path / "file" / "below"):
        with pytest.raises(StoreAccessError, match="the store cannot be written"):
            add(Store(path), "Hello.")
        with pytest.raises(StoreAccessError, match="the store cannot be read"):
            Store(path).documents()


# ── Processes ────────────────────────────────────────────────────────────────────────────────────────

# Runs in a process of its own: what it does to the store, it does in front of the others.
PRELUDE = f"""
import os, signal, sys
sys.path.insert(0, {str(Path(__file__).parent.parent)!r})
from pathlib import Path
from tests.test_store_safety import *
from tests.stores import *
store = Store(sys.argv[1])
"""


def python(code: str, *args: object) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", PRELUDE + code, *map(str, args)]
    pipes = subprocess.PIPE
    return subprocess.Popen(command, stdin=pipes, stdout=pipes, stderr=pipes, text=True)


@pytest.fixture
def holder(store: Store) -> Iterator[subprocess.Popen[str]]:
    """A process that holds the store until its input ends."""
    code = "with store._locked(): print('held', flush=True); sys.stdin.read()"
    store.path.mkdir()
    with python(code, store.path) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        yield process
        process.kill()


def test_a_busy_store_says_who_holds_it(store: Store, holder: subprocess.Popen[str]) -> None:
    busy = f"process {holder.pid} on .* is writing to the store; waited 0.1 sec"
    with pytest.raises(StoreBusyError, match=busy):
        add(Store(store.path, timeout=0.1), "Hello.")
    assert store.snapshots(DOC) == []
    holder.send_signal(signal.SIGKILL)
    holder.wait()
    assert add(store, "Hello.")


def test_two_processes_store_one_snapshot(store: Store, holder: subprocess.Popen[str]) -> None:
    code = "print('ready', flush=True); print(store.add(DOC, capture('Hello.'), page('Hello.')).new)"
    with python(code, store.path) as one, python(code, store.path) as two:
        for process in (one, two):
            assert process.stdout is not None
            assert process.stdout.readline() == "ready\n"
        holder.kill()
        answers = sorted(process.communicate()[0] for process in (one, two))
    assert answers == ["False\n", "True\n"]
    assert (len(store.snapshots(DOC)), len(store.observations(DOC)), store.verify()) == (1, 1, [])


DEEDS: dict[str, Callable[[Store], object]] = {
    "add": lambda store: add(store, "Third.", TIME + 3 * HOUR),
    "observe": lambda store: add(store, "We keep logs for 90 days.", TIME + 3 * HOUR),
    "accept": lambda store: store.accept(DOC, store.snapshots(DOC)[1].id, **WHO),
    "set aside": lambda store: [store.set_aside(DOC, capture("No."), "No.") for _ in range(4)],
}


def kill_everywhere(path: Path, name: str) -> int:
    """Kills a process that does it before each of its calls; the number of calls."""
    whole = [it for it in files(Store(path)) if it.name != ".lock" and "unusable" not in it.parts]
    kept = [it for it in whole if it.parent.parent.name == DOC]
    for nth in itertools.count(1):
        copy = Store(shutil.copytree(path, path.with_name(f"{nth}")))
        was_killed = killed(DEEDS[name], copy, nth)
        assert problems(copy) == []
        assert all((copy.path / it.relative_to(path)).read_bytes() == it.read_bytes() for it in kept)
        assert copy.accepted(DOC).default
        assert add(copy, "After.", TIME + 9 * HOUR) == copy.snapshots(DOC)[-1].id
        copy.set_aside(DOC, capture("Oops.", TIME + 9 * HOUR), "An error.")
        assert copy.verify() == []
        if not was_killed:
            return nth
        shutil.rmtree(copy.path)
    raise AssertionError


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
@pytest.mark.parametrize("deed", DEEDS)
def test_killed_at_any_point(filled: Store, deed: str) -> None:
    with python("print(kill_everywhere(store.path, sys.argv[2]))", filled.path, deed) as process:
        calls, complaint = process.communicate()
    assert complaint == ""
    assert int(calls) > 5


READING = ["documents()", "snapshots(DOC)", "accepted(DOC)", "observations(DOC)", "verify()", "get(one.id)"]
WRITING = ["observe(DOC, one.id, TIME)", "accept(DOC, one.id, **WHO)", "set_aside(DOC, capture('x'), 'x')"]


@pytest.mark.skipif(sys.platform == "win32", reason="permissions are those of POSIX")
@pytest.mark.parametrize(
    ("mode", "denied", "granted"), [(0o555, WRITING, READING), (0o444, [*READING[1:], *WRITING], READING[:1])]
)
def test_permissions(tmp_path: Path, mode: int, denied: list[str], granted: list[str]) -> None:
    code = """
import filelock
one = store.snapshots(DOC)[0]
Path(store.path).chmod(int(sys.argv[2]))
if os.geteuid() == 0:
    os.setuid(65534)
for call in sys.argv[3:]:
    try:
        eval("store." + call)
        print("granted")
    except StoreAccessError as error:
        print("permission is missing" in str(error))
"""
    with tempfile.TemporaryDirectory() as folder:  # the folders of pytest are its user's alone
        Path(folder).chmod(0o755)
        store = stores.filled(Path(folder) / "snapshots")
        with python(code, store.path, mode, *denied, *granted) as process:
            answers, complaint = process.communicate()
        store.path.chmod(0o755)
    assert complaint == ""
    assert answers.split() == ["True"] * len(denied) + ["granted"] * len(granted)


@pytest.mark.skipif(sys.platform == "win32", reason="limits on files are a thing of POSIX")
@pytest.mark.parametrize("limit", [0, 100, 500])
def test_a_full_disk(filled: Store, limit: int) -> None:
    code = """
import resource
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]), resource.RLIM_INFINITY))
try:
    store.add("other", capture("Hello." * 1000), page("Hello."))
except StoreAccessError as error:
    print(error)
"""
    before = filled.snapshots(DOC)
    with python(code, filled.path, limit) as process:
        answer, complaint = process.communicate()
    assert (complaint, "would grow over the limit" in answer) == ("", True)
    assert (filled.snapshots(DOC), filled.snapshots("other"), problems(filled)) == (before, [], [])
    assert filled.add("other", capture("Hello."), page("Hello.")).new
    assert filled.verify() == []
