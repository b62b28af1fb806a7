"""A digest that was published proves what was stored before it, and verify names the first link that does not hold."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from claimtrack.errors import StoreDamagedError
from claimtrack.store import Store
from tests import stores
from tests.commands import run
from tests.stores import DOC, HOUR, TIME, WHO, add, resealed

STAMPS = ["20260703T081233Z", "20260703T091233Z", "20260703T121233Z", "20260703T131233Z"]


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    """Four snapshots, the first of which is accepted."""
    monkeypatch.chdir(tmp_path)
    filled = stores.filled(Path("snapshots"))
    add(filled, "We keep logs for a year.", TIME + 4 * HOUR)
    add(filled, "We keep logs for ever.", TIME + 5 * HOUR)
    return filled


def heads(store: Store) -> list[str]:
    """The digest of every link, as it was at the end of the chain one day."""
    return [link.digest for link in store._chain(DOC)]


# ── What can be done to a chain ──────────────────────────────────────────────────────────────────────


def flipped(name: str, byte: int = 40) -> Callable[[Path], None]:
    def flip(folder: Path) -> None:
        data = bytearray((folder / name).read_bytes())
        data[byte] ^= 1
        (folder / name).write_bytes(data)

    return flip


def removed(*numbers: int) -> Callable[[Path], None]:
    def remove(folder: Path) -> None:
        for number in numbers:
            shutil.rmtree(folder / STAMPS[number])

    return remove


def swapped(folder: Path) -> None:
    """Two snapshots change places."""
    (folder / STAMPS[1]).rename(folder / "x")
    (folder / STAMPS[2]).rename(folder / STAMPS[1])
    (folder / "x").rename(folder / STAMPS[2])


def relinked(number: int, before: int) -> Callable[[Path], None]:
    """A snapshot names another one before it, sealed anew by somebody who knows how."""

    def link(folder: Path) -> None:
        resealed(folder / STAMPS[number] / "snapshot.json", previous=heads(Store(folder.parent))[before])

    return link


def rewritten(number: int) -> Callable[[Path], None]:
    """A fact is changed and sealed anew."""
    return lambda folder: resealed(folder / STAMPS[number] / "snapshot.json", url="https://else.example/")


def forged(folder: Path) -> None:
    """A fact is changed, and everything after it linked and sealed anew: a chain that is whole in itself."""
    rewritten(1)(folder)
    relinked(2, 1)(folder)
    relinked(3, 2)(folder)


def reworded(folder: Path) -> None:
    (folder / STAMPS[2] / "text.md").write_text("We keep no logs.\n")


def accepted_else(folder: Path) -> None:
    path = folder / "accepted.json"
    path.write_bytes(path.read_bytes().replace(STAMPS[0].encode(), STAMPS[1].encode()))


NOTHING = ""
TAMPERED = [
    (flipped(f"{STAMPS[1]}/capture.warc.gz"), f"{STAMPS[1]}/capture.warc.gz", "does not match its digest"),
    (flipped(f"{STAMPS[1]}/snapshot.json"), f"{STAMPS[1]}/snapshot.json", "does not match its own digest"),
    (flipped(f"{STAMPS[0]}/derived.json"), f"{STAMPS[0]}/derived.json", "does not match its own digest"),
    (flipped("accepted.json"), "accepted.json", "does not match its own digest"),
    (removed(0), f"{STAMPS[1]}/snapshot.json", "was changed or removed"),
    (removed(1, 2), f"{STAMPS[3]}/snapshot.json", "was changed or removed"),
    (swapped, f"{STAMPS[1]}/snapshot.json", "another folder than it was written to"),
    (relinked(3, 1), f"{STAMPS[3]}/snapshot.json", "names the same snapshot before it"),
    (rewritten(1), f"{STAMPS[2]}/snapshot.json", "was changed or removed"),
    (reworded, f"{STAMPS[2]}/text.md", "was edited"),
    (accepted_else, "accepted.json", "does not match its own digest"),
]
UNSEEN = [
    (rewritten(3), [0, 1, 2]),
    (removed(3), [0, 1, 2]),
    (removed(2, 3), [0, 1]),
    (forged, [0]),
    (lambda folder: (folder / "observations.jsonl").unlink(), [0, 1, 2, 3]),
    (lambda _: None, [0, 1, 2, 3]),
]
"""What no chain can show by itself, and which of the heads that were published still hold."""


@pytest.mark.parametrize(("tamper", "named", "sentence"), TAMPERED)
def test_the_first_link_that_does_not_hold_is_named(
    store: Store, tamper: Callable[[Path], None], named: str, sentence: str
) -> None:
    tamper(store.path / DOC)
    first, *_ = run("snapshots", "verify", exit_code=4).stderr.splitlines()
    assert first.startswith(f"damaged: {store.path / DOC / named}: ")
    assert sentence in first


@pytest.mark.parametrize(("tamper", "holding"), UNSEEN)
def test_what_only_a_published_head_shows(
    store: Store, tamper: Callable[[Path], object], holding: list[int]
) -> None:
    published = heads(store)
    tamper(store.path / DOC)
    run("snapshots", "verify", exit_code=0)
    for number, head in enumerate(published):
        result = run("snapshots", "verify", "--head", head, exit_code=0 if number in holding else 4)
        assert (f"{head} is {DOC}/{STAMPS[number]}" in result.stdout) == (number in holding)
        assert (f"no snapshot of {DOC} has the digest {head}" in result.stderr) == (number not in holding)


def test_a_head_is_found_where_something_else_is_damaged(store: Store) -> None:
    published = heads(store)
    reworded(store.path / DOC)
    result = run("snapshots", "verify", "--head", published[0], exit_code=4)
    assert result.stderr.splitlines()[-1] == "1 damaged."


# ── The command ──────────────────────────────────────────────────────────────────────────────────────


def test_the_head_is_printed_a_line_a_document(store: Store) -> None:
    store.add("other", stores.capture("Hello."), stores.page("Hello."))
    store.set_aside("third", stores.capture("Sorry."), "No.")
    mine, other = heads(store)[-1], store.head("other")
    lines = run("snapshots", "head", exit_code=0).stdout.splitlines()
    assert [line.split() for line in lines] == [["other", other], [DOC, mine], ["third", "-"]]
    facts = json.loads(run("snapshots", "head", "--document", DOC, "--format", "json", exit_code=0).stdout)
    assert facts == [{"document": DOC, "head": mine, "snapshot": f"{DOC}/{STAMPS[3]}", "snapshots": 4}]


def test_heads_of_several_documents_are_proven_at_once(store: Store) -> None:
    store.add("other", stores.capture("Hello."), stores.page("Hello."))
    mine, other = heads(store)[1], str(store.head("other"))
    said = run("snapshots", "verify", "--head", mine, "--head", other, exit_code=0).stdout.splitlines()
    assert said == [
        "5 snapshots, everything as it was written.",
        f"{mine} is {DOC}/{STAMPS[1]}: it and the one stored before it are as they were then. 2 snapshots came later.",
        f"{other} is other/{STAMPS[0]}, the first, as it was then.",
    ]
    assert "has the digest" in run("snapshots", "verify", "--document", "other", "--head", mine, exit_code=4).stderr


@pytest.mark.parametrize("fact", ["digest", "text_digest", "capture_digest"])
@pytest.mark.parametrize("harmed", [False, True])
def test_another_digest_of_the_store_is_told_from_a_head(store: Store, fact: str, harmed: bool) -> None:
    """What `snapshots show` prints beside it; that proves nothing, but says nothing of damage."""
    digest = getattr(store.snapshots(DOC)[1], fact)
    flipped(f"{STAMPS[0]}/snapshot.json")(store.path / DOC) if harmed else None
    said = run("snapshots", "verify", "--head", digest, exit_code=4).stderr
    if harmed:
        assert "Either it is mistyped" in said
        return
    what = {"digest": "page", "text_digest": "text", "capture_digest": "WARC file"}[fact]
    assert said.splitlines() == [
        (f"not proven: {store.path}: {digest} is the digest of the {what} of {DOC}/{STAMPS[1]}, which proves no chain. "
        f"Its head is {heads(store)[1]}"),
        "1 not proven.",
    ]


def test_a_head_that_is_none_may_be_mistyped_or_cut_off(store: Store) -> None:
    head = heads(store)[0]
    said = run("snapshots", "verify", "--head", head[:-1] + ("0" if head[-1] != "0" else "1"), exit_code=4).stderr
    assert "Either it is mistyped: compare it with what was published. Or the snapshot that had it was changed" in said
    assert "damaged" not in said


@pytest.mark.parametrize(
    ("spelling", "code"),
    [
        ("{}", 0), (" {}", 0), ("sha256:{}", 0), ("SHA256:{}", 0), ("sha1:{}", 2), ("{}0", 2), ("", 2), ("sha256:", 2),
        ("../{}", 2),
    ],
)  # fmt: skip
def test_how_a_digest_may_be_spelled(store: Store, spelling: str, code: int) -> None:
    hexadecimal = heads(store)[0].removeprefix("sha256:")
    for digest in (hexadecimal, hexadecimal.upper()):
        result = run("snapshots", "verify", "--head", spelling.format(digest), exit_code=code)
        assert ("is no digest" in result.stderr) == (code == 2)


def test_a_broken_chain_has_no_head(store: Store) -> None:
    removed(1)(store.path / DOC)
    with pytest.raises(StoreDamagedError, match="was changed or removed"):
        store.head(DOC)
    assert STAMPS[2] in run("snapshots", "head", exit_code=4).stderr


def test_what_came_later_or_was_accepted_changes_no_proof(store: Store) -> None:
    """Also a capture of an earlier day, imported later: it stands at the end of the chain."""
    published = heads(store)
    early = add(store, "We keep logs for a week.", TIME - HOUR)
    store.accept(DOC, early, **WHO)
    run("snapshots", "verify", *(f"--head={head}" for head in published), exit_code=0)
    assert [it.id for it in store.proven(DOC, str(store.head(DOC)))][-2:] == [f"{DOC}/{STAMPS[3]}", early]
