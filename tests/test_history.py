"""The history of claims: what is replayed, in which order, and that it is what comparing two by two gives."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import claimtrack
from claimtrack import extract, pipeline
from claimtrack.claims import vocabulary
from claimtrack.pipeline import core, sources
from claimtrack.pipeline.sources import Edition
from claimtrack.records import Capture, ClaimSet, Document, DocumentHistory, Page, Snapshot
from claimtrack.store import Store
from tests.samples import CLAIM_FILE, PARAGRAPHS, claim_set, policy

DOC = "tarn-privacy"
START = dt.datetime(2024, 5, 1, 12, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)
PHONE, LOGS, NAME = PARAGRAPHS
TEXTS = {
    "A": policy(),
    "B": policy(PHONE, LOGS.replace("30 days", "two years"), NAME),
    "C": policy(PHONE, LOGS.replace("30 days", "90 days"), NAME),
    "D": policy(NAME, "We have nothing to say about what our servers write down."),
}
REGIONS = CLAIM_FILE.replace(
    "claims:\n",
    "  - {id: tarn-eea, title: Tarn in Europe, url: https://tarn.example/eea, controller: [Tarn]}\nclaims:\n",
    1,
)


def kept(store: Store, texts: str, claims: ClaimSet, document: str = DOC) -> list[str]:
    """Stores a text a day; those that are there already become observations."""
    return [_kept(store, TEXTS[text].encode(), START + at * DAY, claims, document) for at, text in enumerate(texts)]


def _kept(store: Store, body: bytes, time: dt.datetime, claims: ClaimSet, document: str = DOC) -> str:
    tracked = sources.tracked(claims, document)
    capture = Capture(tracked.url, time, 200, (("Content-Type", "text/html"),), body)
    page = sources.page_of(capture, tracked)
    return store.add(document, capture, page, language="en").snapshot.id


@pytest.fixture
def claims(tmp_path: Path) -> ClaimSet:
    return claim_set(tmp_path)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "snapshots")


def replayed(claims: ClaimSet, store: Store) -> DocumentHistory:
    return claimtrack.history(claims, store, documents=[DOC]).documents[0]


def statuses(document: DocumentHistory, claim: str = "logs-deleted") -> list[str]:
    (found,) = [each for each in document.claims if each.id == claim]
    return [state.status for state in found.states]


# ── What the page said when ──────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("texts", "editions", "logs"),
    [
        ("A", "A", "baseline"),
        ("AA", "A", "baseline"),
        ("AB", "AB", "baseline withdrawn"),
        ("ABB", "AB", "baseline withdrawn"),
        ("AC", "AC", "baseline withdrawn"),
        ("AD", "AD", "baseline withdrawn"),
        ("DA", "DA", "baseline introduced"),
        ("DD", "D", "baseline"),
        ("BC", "BC", "baseline changed"),
        ("ABA", "ABA", "baseline withdrawn introduced"),
        ("ABAB", "ABAB", "baseline withdrawn introduced withdrawn"),
        ("ABCA", "ABCA", "baseline withdrawn changed introduced"),
        ("AABBAA", "ABA", "baseline withdrawn introduced"),
    ],
)  # fmt: skip
def test_editions_are_what_the_page_said_in_turn(
    texts: str, editions: str, logs: str, claims: ClaimSet, store: Store
) -> None:
    ids = dict(zip(texts, kept(store, texts, claims), strict=True))
    found = replayed(claims, store)
    assert [each.id for each in found.editions] == [ids[each] for each in editions]
    assert statuses(found) == logs.split()
    assert [each.returned for each in found.editions] == [each in editions[:at] for at, each in enumerate(editions)]
    assert all(len(each.states) == len(editions) for each in found.claims)


def test_an_edition_says_when_it_was_seen(claims: ClaimSet, store: Store) -> None:
    kept(store, "AABBBA", claims)
    found = replayed(claims, store).editions
    assert [each.time for each in found] == [START, START + 2 * DAY, START + 5 * DAY]
    assert [each.last_seen for each in found] == [START + DAY, START + 4 * DAY, START + 5 * DAY]


def test_a_page_that_only_force_took_in_is_an_edition_while_that_stands(claims: ClaimSet, store: Store) -> None:
    first, forced = kept(store, "AD", claims)
    for forced_in, editions in ((True, [first, forced]), (False, [first])):
        if forced_in:
            store.accept(DOC, forced, who="Ada", why="it shrank", time=START + 2 * DAY, forced=True)
        else:
            store.undo(DOC, who="Ada", why="it did not", time=START + 3 * DAY)
        (found,) = pipeline.history(claims, store).documents
        assert [each.id for each in found.editions] == editions


def test_what_was_accepted_does_not_matter(claims: ClaimSet, store: Store) -> None:
    ids = kept(store, "ABC", claims)
    before = replayed(claims, store)
    store.accept(DOC, ids[-1], who="Ada", why="read it", time=START)
    assert replayed(claims, store) == before


def test_only_news_is_quoted(claims: ClaimSet, store: Store) -> None:
    kept(store, "AB", claims)
    found = {each.id: each.states for each in replayed(claims, store).claims}
    first, second = found["phone-number-required"]
    assert (first.status, len(first.evidence.after)) == ("baseline", 1)
    assert (second.status, second.evidence.after, second.support) == ("unchanged", [], "stated")
    _, gone = found["logs-deleted"]
    assert "30 days" in gone.evidence.before[0].exact
    assert "two years" in gone.evidence.after[0].exact
    assert gone.missing == ["quantity: <= 30 days"]


# ── No edition, one, several documents ───────────────────────────────────────────────────────────────


def test_what_is_not_stored_has_no_editions(claims: ClaimSet, store: Store) -> None:
    found = replayed(claims, store)
    assert (found.editions, [each.states for each in found.claims]) == ([], [[], []])
    assert not store.path.exists()


def test_regions_have_histories_of_their_own(tmp_path: Path, store: Store) -> None:
    claims = claim_set(tmp_path, REGIONS)
    kept(store, "AB", claims)
    kept(store, "CCD", claims, "tarn-eea")
    found = claimtrack.history(claims, store)
    assert [each.document.id for each in found.documents] == [DOC, "tarn-eea"]
    assert [statuses(each) for each in found.documents] == [["baseline", "withdrawn"], ["baseline", "changed"]]
    only = claimtrack.history([claims], store, documents=["tarn-eea"]).documents
    assert only == found.documents[1:]


def test_an_unknown_document_is_an_error(claims: ClaimSet, store: Store) -> None:
    with pytest.raises(claimtrack.errors.UsageError, match="Did you mean 'tarn-privacy'"):
        claimtrack.history(claims, store, documents=["tarn-privcy"])


# ── What cannot be replayed ──────────────────────────────────────────────────────────────────────────


def test_a_redacted_edition_is_left_out(claims: ClaimSet, store: Store, tmp_path: Path) -> None:
    ids = kept(store, "ABC", claims)
    pipeline.redact(ids[1], tmp_path / "shared", claims, store=store)
    shutil.rmtree(store.path / ids[1])
    shutil.copytree(tmp_path / "shared" / ids[1], store.path / ids[1])
    found = replayed(claims, store)
    assert [each.id for each in found.editions] == [ids[0], ids[2]]
    assert [(each.snapshot, each.reason) for each in found.left_out] == [
        (ids[1], "It is redacted: its text was not kept.")
    ]
    assert statuses(found) == ["baseline", "withdrawn"]


def test_an_edition_that_cannot_be_read_is_left_out(claims: ClaimSet, store: Store) -> None:
    ids = kept(store, "A", claims)
    capture = Capture("https://tarn.example/privacy", START + DAY, 200, (("Content-Type", "text/html"),), b"\x00\x01")
    bad = store.add(DOC, capture, Page((), (), "no page at all")).snapshot.id
    late = _kept(store, TEXTS["B"].encode(), START + 2 * DAY, claims)
    found = replayed(claims, store)
    assert [each.id for each in found.editions] == [*ids, late]
    assert [each.snapshot for each in found.left_out] == [bad]
    assert found.left_out[0].reason.startswith("It cannot be read:")


def test_damage_is_an_error(claims: ClaimSet, store: Store) -> None:
    (first,) = kept(store, "A", claims)
    (store.path / first / "capture.warc.gz").write_bytes(b"")
    with pytest.raises(claimtrack.errors.StoreDamagedError):
        replayed(claims, store)


# ── Laws ─────────────────────────────────────────────────────────────────────────────────────────────


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(texts=st.lists(st.sampled_from("ABCD"), min_size=1, max_size=5))
def test_a_replay_is_comparing_two_by_two(texts: list[str], tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("store")
    claims, store = claim_set(folder), Store(folder / "snapshots")
    kept(store, "".join(texts), claims)
    found = replayed(claims, store)
    tracked, words = sources.tracked(claims, DOC), vocabulary(claims)
    sides = [
        core.Side(each.id, extract.page(store.capture(store.get(each.id)).body, "text/html", tracked))
        for each in found.editions
    ]
    for at, (before, after) in enumerate(zip([None, *sides], sides, strict=False)):
        expected = core.compare(claims.claims, tracked, words, before, after).findings
        states = [each.states[at] for each in found.claims]
        assert [state.status for state in states] == [each.status for each in expected]
        assert [state.changes for state in states] == [each.changes for each in expected]
        assert [state.support for state in states] == [each.support for each in expected]


def test_each_page_is_read_once_though_it_comes_back(
    claims: ClaimSet, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    ids = kept(store, "ABABABC", claims)
    read: list[str] = []
    real = sources.of_snapshot

    def of_snapshot(snapshot: Snapshot, document: Document, store: Store) -> Edition:
        read.append(snapshot.id)
        return real(snapshot, document, store)

    monkeypatch.setattr(sources, "of_snapshot", of_snapshot)
    assert len(replayed(claims, store).editions) == 7
    assert read == list(dict.fromkeys(ids))


def test_nothing_in_the_store_changes(claims: ClaimSet, store: Store) -> None:
    first, *_ = kept(store, "ABA", claims)
    store.accept(DOC, first, who="Ada", why="read it", time=START)
    before = {path: path.read_bytes() for path in store.path.rglob("*") if path.is_file()}
    claimtrack.history(claims, store)
    pipeline.standing(claims, store)
    assert {path: path.read_bytes() for path in store.path.rglob("*") if path.is_file()} == before


def test_looking_at_the_only_snapshot_accepts_nothing(claims: ClaimSet, store: Store) -> None:
    kept(store, "A", claims)
    run = pipeline.standing(claims, store)
    assert [each.page.status for each in run.reports] == ["first"]
    assert not store.accepted(DOC).log


def test_it_says_what_it_does(claims: ClaimSet, store: Store) -> None:
    kept(store, "AB", claims)
    said: list[str] = []
    pipeline.history(claims, store, progress=said.append)
    assert said == [f"Replaying Tarn Privacy Policy: edition {at} of 2" for at in (1, 2)]
