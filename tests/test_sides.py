"""What can be compared and read: files, bytes, archives and snapshots."""

from __future__ import annotations

import datetime as dt
import gzip
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from claimtrack import pipeline, warc
from claimtrack.errors import PageError, UsageError
from claimtrack.pipeline import Source
from claimtrack.records import Capture, ClaimSet
from claimtrack.report import render
from claimtrack.store import Store
from tests.checks import OTHER, Site
from tests.commands import run
from tests.samples import PARAGRAPHS, claim_set, policy
from tests.server import Server, page


@pytest.fixture
def site(server: Server, tmp_path: Path) -> Site:
    return Site(server, tmp_path)


@pytest.fixture
def claims(tmp_path: Path) -> ClaimSet:
    return claim_set(tmp_path)


def _warc(claims: ClaimSet, text: str) -> bytes:
    time = dt.datetime(2026, 7, 3, tzinfo=dt.UTC)
    headers = (("Content-Type", "text/html; charset=utf-8"),)
    return warc.write(Capture(claims.documents[0].url, time, 200, headers, text.encode()))


MARKDOWN = (
    "# Tarn Privacy Policy\n\n## What we collect\n\n" + "\n\n".join(PARAGRAPHS) + "\n\nWrite to us. " * 5
)

FILES: list[tuple[str, Callable[[ClaimSet], bytes]]] = [
    ("page.html", lambda _: policy().encode()),
    ("page.htm", lambda _: policy().encode()),
    ("page.md", lambda _: MARKDOWN.encode()),
    ("page.warc.gz", lambda claims: _warc(claims, policy())),
    ("page.warc", lambda claims: gzip.decompress(_warc(claims, policy()))),
    ("no-suffix", lambda _: policy().encode()),
    ("no-suffix-md", lambda _: MARKDOWN.encode()),
]


@pytest.mark.parametrize(("name", "content"), FILES, ids=[each[0] for each in FILES])
@pytest.mark.parametrize("kind", ["str", "path", "bytes"])
def test_every_kind_of_file_is_a_side(
    claims: ClaimSet, tmp_path: Path, name: str, content: Callable[[ClaimSet], bytes], kind: str
) -> None:
    file = tmp_path / name
    file.write_bytes(content(claims))
    side: Source = str(file) if kind == "str" else file if kind == "path" else file.read_bytes()
    report = pipeline.compare(side, side, claims)
    assert report.page.reason is None
    assert report.page.status == "unchanged"
    assert not report.flagged
    assert report.after is not None
    assert report.after.id == ("bytes" if kind == "bytes" else str(file))


def test_snapshots_are_sides(site: Site) -> None:
    site.check(page(policy()))
    site.check(page(policy(*OTHER)))
    old, new = site.store.snapshots("tarn-privacy")
    by_id = pipeline.compare(old.id, new.id, site.claims, store=site.store)
    by_record = pipeline.compare(old, new, site.claims, store=site.store)
    assert by_id.claims == by_record.claims
    assert by_id.page.status == "changed"
    assert by_id.before == old.facts()


@pytest.mark.parametrize("swapped", [False, True])
def test_a_side_that_cannot_be_used_makes_every_claim_unverifiable(claims: ClaimSet, swapped: bool) -> None:
    sides = [policy().encode(), b"<html lang=en><p>Sorry, something went wrong."]
    before, after = reversed(sides) if swapped else sides
    report = pipeline.compare(before, after, claims)
    assert report.page.status == "unusable"
    assert str(report.page.reason).startswith("The page before: ") is swapped
    assert {each.status for each in report.claims} == {"unverifiable"}
    assert report.before is not None
    assert report.after is not None


BAD_FILES: list[tuple[str, bytes | None, str]] = [
    ("missing.html", None, "cannot be read"),
    ("empty.html", b"", "empty"),
    ("binary.html", bytes(range(256)) * 50, "binary"),
    ("empty.warc.gz", b"", "empty"),
    ("cut.warc.gz", gzip.compress(b"WARC/1.1\r\nWARC-Type: response\r\n")[:-9], ""),
    ("deep.html", b"<div>" * 10_000, ""),
    ("deep.md", b"> " * 10_000 + b"x", ""),
]


@pytest.mark.parametrize(("name", "content", "said"), BAD_FILES, ids=[each[0] for each in BAD_FILES])
def test_a_capture_that_is_no_page_is_named(
    claims: ClaimSet, tmp_path: Path, name: str, content: bytes | None, said: str
) -> None:
    file = tmp_path / name
    if content is not None:
        file.write_bytes(content)
    said_so = outcome_of(file, claims)
    assert said_so.startswith((str(file), "The page before: "))
    assert said in said_so


def outcome_of(source: Source, claims: ClaimSet, before: Source | None = None) -> str:
    """Why a source cannot be compared, as an error or as the page's reason; "" where it can."""
    try:
        return pipeline.compare(before or source, source, claims).page.reason or ""
    except PageError as error:
        return str(error)


@pytest.mark.parametrize("charset", ["utf-16", "latin-1"])
def test_a_page_in_another_encoding_than_it_says_is_read_or_refused(claims: ClaimSet, charset: str) -> None:
    said = policy(PARAGRAPHS[0] + " Café.", *PARAGRAPHS[1:]).replace("<head>", '<head><meta charset="utf-8">')
    source = said.encode(charset)
    reason = outcome_of(source, claims, before=policy().encode())
    assert reason or not pipeline.compare(policy().encode(), source, claims).flagged


@pytest.mark.parametrize("source", ["tarn-privacy/20260703T120000Z"])
def test_a_snapshot_id_needs_a_store_that_has_it(claims: ClaimSet, tmp_path: Path, source: str) -> None:
    with pytest.raises(UsageError, match="no store"):
        pipeline.compare(source, source, claims)
    with pytest.raises(UsageError, match="no such snapshot"):
        pipeline.compare(source, source, claims, store=Store(tmp_path / "empty"))


def test_practices_come_with_the_page_they_are_of(claims: ClaimSet, tmp_path: Path) -> None:
    file = tmp_path / "page.html"
    file.write_text(policy())
    found = pipeline.practices(file, claims)
    assert found.page.source == str(file)
    assert found.page.language == "en"
    assert found.page.sentences > 5
    assert [each.sentence for each in found.practices] == [
        each.sentence for each in pipeline.read(file, claims)
    ]
    assert any(each.action == "delete" for each in found.practices)


def test_a_sentence_of_a_book_is_one_like_any_other(claims: ClaimSet) -> None:
    book = "We delete our server logs within 30 days and our access logs too, " * 900 + "and that is all."
    before, after = policy(book).encode(), policy(book.replace("30", "90")).encode()
    report = pipeline.compare(before, after, claims)
    assert report.page.reason is None
    assert len(str(render(report, "txt"))) < len(book) / 4


def test_a_file_may_have_any_name(claims: ClaimSet, tmp_path: Path) -> None:
    file = os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.html")
    Path(file).write_text(policy())
    report = pipeline.compare(file, file, claims)
    assert report.after is not None
    assert report.after.id.endswith("/caf\ufffd.html")


SENTENCES = st.sampled_from(
    [
        *PARAGRAPHS,
        "We may share your phone number with service providers if the law requires it.",
        "We do not sell your contact list to advertisers.",
        "If you choose to share your location, we use it for as long as you do.",
        "Messages are end-to-end encrypted, so we cannot read them.",
        "This policy takes effect on 3 July 2026.",
    ]
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(paragraphs=st.lists(SENTENCES, min_size=3, max_size=8), nonce=st.text("abc", max_size=5))
def test_a_page_compared_with_itself_has_no_change(
    claims: ClaimSet, paragraphs: list[str], nonce: str
) -> None:
    before, after = policy(*paragraphs).encode(), policy(*paragraphs, nonce=nonce).encode()
    report = pipeline.compare(before, after, claims)
    assert {each.status for each in report.claims} <= {"unchanged", "not-stated", "unverifiable"}
    assert not report.unclaimed


GARBAGE = [b"", b"nothing of the kind\n", b"<h1>Privacy</h1>", bytes(range(256)), b"\x1f\x8b nor this"]


@pytest.mark.parametrize("data", GARBAGE)
@pytest.mark.parametrize("name", ["page.warc", "page.WARC.gz"])
@pytest.mark.parametrize("args", [("read", "{}"), ("compare", "{}", "{}"), ("check", "--page", "{}")])
def test_what_is_called_an_archive_must_be_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, data: bytes, name: str, args: tuple[str, ...]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path(name).write_bytes(data)
    claim_set(tmp_path)
    claims = ["claims.yaml"] if args[0] == "check" else ["--claims", "claims.yaml"]
    result = run(*(each.format(name) for each in args), *claims, exit_code=2)
    assert result.stdout == ""
    assert name in result.stderr
    assert "Traceback" not in result.stderr
