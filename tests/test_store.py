"""A text is stored once, under a name of its own, and what was accepted follows from a log."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimtrack.errors import StoreDamagedError, UsageError
from claimtrack.records import Page, Passage, Sentence
from claimtrack.store import Observation, Store, derived
from claimtrack.text import digest
from tests import stores
from tests.stores import DOC, HOUR, TIME, WHO, add, capture, files, page


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "snapshots")


@pytest.fixture
def filled(tmp_path: Path) -> Store:
    return stores.filled(tmp_path / "snapshots")


# ── Storing ──────────────────────────────────────────────────────────────────────────────────────────


def test_missing_folder_is_an_empty_store(store: Store) -> None:
    assert not [*store.documents(), *store.snapshots(DOC), *store.observations(DOC), *store.verify()]
    assert (store.newest(DOC), store.head(DOC), store.accepted(DOC).default) == (None, None, None)
    assert not store.path.exists()


def test_what_was_captured_is_read(store: Store) -> None:
    stored = store.add(DOC, capture("Hello."), page("Hello."), effective_date=TIME.date(), language="en")
    snapshot = stored.snapshot
    assert (stored.new, snapshot.id, snapshot.words) == (True, f"{DOC}/20260703T081233Z", 2)
    assert snapshot.validators == {"etag": '"5f2"', "last-modified": "Fri, 03 Jul 2026 00:00:00 GMT"}
    assert store.get(snapshot.id) == store.newest(DOC) == snapshot
    assert store.snapshots(DOC) == [snapshot]
    assert store.capture(snapshot) == capture("Hello.")
    assert (store.documents(), store.verify()) == ([DOC], [])


texts = st.text(st.characters(categories=["L", "N", "P", "Zs"]), min_size=1, max_size=30)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(texts, st.integers(0, 3)), max_size=5))
def test_any_texts(editions: list[tuple[str, int]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        store = Store(folder)
        seen: dict[str, str] = {}
        for text, seconds in editions:
            stored = store.add(DOC, capture(text, TIME + dt.timedelta(seconds=seconds)), page(text))
            assert stored.new == (stored.snapshot.text_digest not in seen)
            seen.setdefault(stored.snapshot.text_digest, text)
        kept = {it.text_digest: store.capture(it).body.decode() for it in store.snapshots(DOC)}
        assert kept == {key: f"<p>{text}</p>" for key, text in seen.items()}
        assert len(store.observations(DOC)) == len(editions) - len(seen)
        for each in store.snapshots(DOC)[:1]:
            store.accept(DOC, each.id, **WHO)
        assert store.verify() == []


def test_text_seen_before_is_an_observation(store: Store) -> None:
    first = add(store, "We keep logs for 30 days.")
    add(store, "We keep logs for 90 days.", TIME + HOUR)
    later, typography = TIME + 2 * HOUR, "We  keep logs\u00a0for 30 days."
    assert add(store, typography, later) == first
    seen = Observation(later, digest(capture(typography).body), first)
    assert store.observations(DOC) == [seen]
    again = store.add(DOC, capture(typography, later), page(typography), observations=False)
    assert (again.snapshot.id, again.new, store.observations(DOC)) == (first, False, [seen])
    assert len(store.snapshots(DOC)) == 2


def test_not_modified_is_an_observation(store: Store) -> None:
    snapshot = store.get(add(store, "Hello."))
    store.observe(DOC, snapshot.id, TIME + HOUR)
    assert store.observations(DOC) == [Observation(TIME + HOUR, snapshot.digest, snapshot.id)]


def test_a_second_holds_one_snapshot(store: Store) -> None:
    ids = [add(store, text) for text in ("One.", "Two.", "Three.")]
    assert [it.split("T")[1] for it in ids] == ["081233Z", "081234Z", "081235Z"]
    assert [it.id for it in store.snapshots(DOC)] == ids


def test_older_captures_are_chained_as_they_come(store: Store) -> None:
    late = add(store, "Late.", TIME + HOUR)
    early = add(store, "Early.", TIME)
    assert [it.id for it in store.snapshots(DOC)] == [early, late]
    newest = store.newest(DOC)
    assert newest is not None
    assert newest.id == late
    late_digest = digest((store.path / late / "snapshot.json").read_bytes())
    assert (store.get(late).previous, store.get(early).previous) == (None, late_digest)
    assert store.head(DOC) == digest((store.path / early / "snapshot.json").read_bytes())
    store.accept(DOC, early, **WHO)
    assert store.verify() == []


def test_refused_pages_are_kept_for_a_while(store: Store) -> None:
    times = [TIME, *(TIME + HOUR * n for n in range(5))]
    pages = [capture(str(number), time) for number, time in enumerate(times)]
    kept = [store.set_aside(DOC, it, f"Reason {it.body.decode()}.\x1b[31m") for it in pages][-3:]
    assert sorted((store.path / DOC / "unusable").iterdir()) == sorted(kept)
    reasons = [json.loads((folder / "reason.json").read_text())["reason"] for folder in kept]
    assert reasons == ["Reason <p>3</p>. [31m", "Reason <p>4</p>. [31m", "Reason <p>5</p>. [31m"]
    assert (store.snapshots(DOC), store.verify()) == ([], [])


def test_git_keeps_the_bytes_and_not_the_lock(filled: Store) -> None:
    assert (filled.path / ".gitattributes").read_text() == "* -text\n"
    assert ".lock" in (filled.path / ".gitignore").read_text()


# ── text.md ──────────────────────────────────────────────────────────────────────────────────────────


def blocks(*passages: Passage) -> Page:
    sentences = tuple(
        Sentence(f"{part}.", passage=number)
        for number, passage in enumerate(passages)
        for part in passage.text.rstrip(".").split(". ")
    )
    return Page(passages, sentences, "\n".join(passage.text for passage in passages))


@pytest.mark.parametrize(
    ("page", "text"),
    [
        (Page((), (), ""), ""),
        (blocks(Passage("paragraph", "One. Two.")), "One.\nTwo.\n"),
        (blocks(Passage("item", "One. Two."), Passage("item", "In.", level=2)), "- One.\n  Two.\n  - In.\n"),
        (blocks(Passage("item", "One."), Passage("paragraph", "Two.")), "- One.\n\nTwo.\n"),
        (blocks(Passage("cell", "One."), Passage("cell", "Two.")), "One.\n\nTwo.\n"),
        (Page((Passage("heading", "Deep", level=9),), (), "Deep"), "###### Deep\n"),
        (blocks(Passage("paragraph", "# A [b](c) <img> `d`.")), "\\# A \\[b](c) \\<img> \\`d\\`.\n"),
        (blocks(Passage("paragraph", "A \\ b.")), "A \\\\ b.\n"),
        (blocks(Passage("paragraph", "A\x1b[31m\u202eb\u2028c.")), "A \\[31m b c.\n"),
        (blocks(Passage("paragraph", "5 < 6 - 4.")), "5 \\< 6 - 4.\n"),
    ],
)  # fmt: skip
def test_markdown(page: Page, text: str) -> None:
    assert derived.markdown(page) == text


# ── Accepting ────────────────────────────────────────────────────────────────────────────────────────


def test_acceptance(store: Store) -> None:
    one, two, three = (add(store, text) for text in ("One.", "Two.", "Three."))
    store.accept(DOC, one, **WHO)
    store.accept(DOC, two, claims=["logs", "calls"], **WHO)
    state = store.accept(DOC, three, claims=["logs"], **WHO)
    assert (state.default, state.claims) == (one, {"logs": three, "calls": two})
    whole = store.accept(DOC, three, **WHO)
    assert (whole.default, whole.claims) == (three, {})
    undone = [store.undo(DOC, **WHO) for _ in range(4)]
    assert [(it.default, dict(it.claims)) for it in undone] == [
        (one, {"logs": three, "calls": two}), (one, {"logs": two, "calls": two}), (one, {}), (None, {}),
    ]  # fmt: skip
    assert [entry.action for entry in store.accepted(DOC).log] == ["accept"] * 4 + ["undo"] * 4
    assert store.accepted(DOC) == undone[-1]
    with pytest.raises(UsageError, match="nothing was accepted"):
        store.undo(DOC, **WHO)
    assert store.verify() == []


# ── Names from outside ───────────────────────────────────────────────────────────────────────────────

BAD_IDS = ["", ".", "..", "../x", "a/b", "/etc", "A", "ä", "a\n", "a\0", "-a", ".a", "x" * 81, "a\\b", "a b"]


@pytest.mark.parametrize("name", BAD_IDS)
def test_bad_document_ids(filled: Store, name: str) -> None:
    before = files(filled)
    calls: list[Callable[[], object]] = [
        lambda: filled.snapshots(name), lambda: filled.newest(name), lambda: filled.accepted(name),
        lambda: filled.observations(name), lambda: filled.head(name), lambda: filled.verify(name),
        lambda: filled.add(name, capture("x"), page("x")), lambda: filled.undo(name, **WHO),
        lambda: filled.set_aside(name, capture("x"), "x"), lambda: filled.get(f"{name}/20260703T081233Z"),
    ]  # fmt: skip
    for call in calls:
        with pytest.raises(UsageError):
            call()
    assert files(filled) == before


@pytest.mark.parametrize(
    "name",
    ["", DOC, f"{DOC}/", f"{DOC}/unusable", f"{DOC}/../{DOC}/20260703T081233Z", f"{DOC}/20260703T081233Z\n",
     f"{DOC}/٢٠٢٦٠٧٠٣T081233Z", f"{DOC}/20260703T081233Z/x", f"{DOC}/19990101T000000Z",
     "other/20260703T081233Z"],
)  # fmt: skip
def test_bad_snapshot_ids(filled: Store, name: str) -> None:
    snapshot = filled.snapshots(DOC)[0]
    calls: list[Callable[[], object]] = [
        lambda: filled.get(name), lambda: filled.accept(DOC, name, **WHO),
        lambda: filled.observe(DOC, name, TIME),
        lambda: filled.capture(dataclasses.replace(snapshot, id=f"../{name}")),
    ]  # fmt: skip
    for call in calls:
        with pytest.raises(UsageError):
            call()


def test_bad_claim_id(filled: Store) -> None:
    with pytest.raises(UsageError, match="no claim id"):
        filled.accept(DOC, filled.snapshots(DOC)[0].id, claims=["ok", "../x"], **WHO)


def test_nearest_snapshots_are_named(filled: Store) -> None:
    with pytest.raises(UsageError, match=f"The nearest: {DOC}/20260703T081233Z, "):
        filled.get(f"{DOC}/20260703T081234Z")


def test_links_are_not_followed(filled: Store, tmp_path: Path) -> None:
    shutil.copytree(filled.path / DOC, tmp_path / "elsewhere")
    (filled.path / "linked").symlink_to(tmp_path / "elsewhere")
    assert filled.documents() == [DOC]
    with pytest.raises(UsageError, match="symbolic link"):
        filled.snapshots("linked")
    folder = filled.path / filled.snapshots(DOC)[0].id
    (folder / "snapshot.json").rename(tmp_path / "facts")
    (folder / "snapshot.json").symlink_to(tmp_path / "facts")
    with pytest.raises(StoreDamagedError, match="symbolic link"):
        filled.snapshots(DOC)
