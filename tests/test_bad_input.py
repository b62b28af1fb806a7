"""Bad files and damaged stores, on the command line: each is named with the way out, and nothing is lost."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from pathlib import Path

import pytest

from claimtrack import warc
from claimtrack.records import Capture
from tests.checks import OTHER, Site
from tests.commands import run, site_here
from tests.samples import CLAIM_FILE, policy
from tests.server import Server, page
from tests.stores import TIME


@pytest.fixture
def site(server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Site:
    """Two editions, the first of which is accepted; a command runs where they are."""
    site = site_here(server, tmp_path, monkeypatch)
    site.check()
    site.check(page(policy(*OTHER)))
    Path("good.html").write_text(policy(), "utf-8")
    return site


# ── Claim files ──────────────────────────────────────────────────────────────────────────────────────


def edited(old: str, new: str) -> bytes:
    assert old in CLAIM_FILE
    return CLAIM_FILE.replace(old, new).encode()


# (the kind, the file, the place, the way out)
CLAIM_FILES: list[tuple[str, bytes, str, str]] = [
    ("unknown id", edited("[log-data]", "[log-dta]"), "line 16, claims[1].practice.data[0]", "'log-data'?"),
    ("unknown field", edited("modality", "modalty"), "line 13, claims[0].practice.modalty", "'modality'?"),
    ("wrong type", edited("[Tarn]", "Tarn"), "line 8, documents[0].controller", "Write [a, b]."),
    ("duplicate id", edited("logs-deleted", "phone-number-required"), "line 14, claims[1].id", "Give each its own."),
    ("missing document", CLAIM_FILE.encode() + b"    documents: [tarn-terms]\n", "line 17, claims[1].documents[0]",
     "It can be: tarn-privacy."),
    ("no documents", CLAIM_FILE.split("documents:")[0].encode(), "line 1: the field 'documents'", "schema claims"),
    ("bad YAML", edited("claims:\n", "claims: [\n"), "line 11", "Look at the indents"),
    ("deep YAML", b"id: " + b"[" * 1_000, "nested too deeply", "Look at the indents"),
    ("empty", b"", "a claim file holds", "claimtrack schema claims"),
    ("no text", b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "line 1", "Save it as UTF-8."),
    ("another encoding", CLAIM_FILE.replace("What", "À").encode("latin-1"), "line 2", "Save it as UTF-8."),
    ("bad selector", edited("controller: [Tarn]", 'remove: ["p[["]'), "'p[['", "Correct it in the claim file."),
]  # fmt: skip


@pytest.mark.parametrize(
    ("content", "place", "way_out"), [each[1:] for each in CLAIM_FILES], ids=[each[0] for each in CLAIM_FILES]
)
def test_a_bad_claim_file_ends_in_2_wherever_it_is_used(
    site: Site, content: bytes, place: str, way_out: str
) -> None:
    Path("bad.yaml").write_bytes(content)
    before, asked = site.contents(), len(site.server.requests)
    for args in (
        ["claims", "validate", "bad.yaml"],
        ["check", "bad.yaml"],
        ["compare", "good.html", "good.html", "--claims", "bad.yaml"],
        ["read", "good.html", "--claims", "bad.yaml"],
    ):
        result = run(*args, exit_code=2)
        assert result.stdout == ""
        assert place in result.stderr
        assert way_out in result.stderr
        assert "bad.yaml: " in result.stderr or "tarn-claims: document tarn-privacy: " in result.stderr
        assert "Traceback" not in result.stderr
    assert (site.contents(), len(site.server.requests)) == (before, asked)


def test_a_bad_selector_is_said_with_the_file_when_it_is_validated(site: Site) -> None:
    Path("bad.yaml").write_bytes(edited("controller: [Tarn]", 'select: [main, ":nope"]'))
    assert "claimtrack: bad.yaml: tarn-claims: document" in run("claims", "validate", "bad.yaml").stderr


# ── Pages and captures ───────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def elsewhere(site: Site) -> Site:
    """The claims name a public address, and pages of it are saved by hand."""
    Path("claims/tarn.yaml").write_text(CLAIM_FILE, "utf-8")
    return site


def archived(text: str) -> bytes:
    kind = ("Content-Type", "text/html; charset=utf-8")
    return warc.write(Capture("https://tarn.example/privacy", TIME, 200, (kind,), text.encode()))


# (the file, its content, what is said, the way out)
PAGES: list[tuple[str, bytes, str, str]] = [
    ("empty.html", b"", "the page is empty", "save it again"),
    ("blank.md", b" \n\n", "the page is empty", "save it again"),
    ("binary.html", bytes(range(256)) * 50, "line 1: the page is binary data", "Save it as text in UTF-8."),
    ("binary.txt", bytes(range(256)) * 50, "binary data", "Save it as text in UTF-8."),
    ("page.pdf", b"%PDF-1.7\n", "this is a PDF", "Save the page as HTML or text."),
    ("utf16.html", policy().encode("utf-16-le"), "an encoding that it does not declare", "UTF-8."),
    ("deep.html", b"<div>" * 10_000 + b"x", "nested more than 250 levels deep", "text alone"),
    ("deep.md", b"> " * 10_000 + b"x", "nested more than 60 levels deep", "text alone"),
    ("tags.html", b"<b>x" * 200_001, "more than 200,000 tags", "text alone"),
    ("large.html", b"x" * 20_000_001, "20,000,00", "text alone"),
    ("damaged.warc.gz", archived(policy())[:-30], "damaged", "Fetch or export it again."),
    ("half.warc.gz", archived(policy())[:200], "breaks off", "Fetch or export it again."),
    ("deep.warc.gz", archived("<div>" * 10_000), "nested more than 250 levels deep", "text alone"),
]


@pytest.mark.parametrize(("name", "content", "said", "way_out"), PAGES, ids=[each[0] for each in PAGES])
def test_a_bad_page_is_named_with_the_way_out(
    elsewhere: Site, name: str, content: bytes, said: str, way_out: str
) -> None:
    Path(name).write_bytes(content)
    before = elsewhere.contents()
    for args in (["compare", "good.html", name], ["compare", name, "good.html"], ["read", name]):
        result = run(*args, exit_code=2)
        assert (result.stdout, result.stderr.count("\n")) == ("", 1)
        assert result.stderr.startswith(f"claimtrack: {name}: ")
        assert said in result.stderr
        assert way_out in result.stderr
    checked = run("check", "--page", name)
    assert checked.exit_code in (2, 3), checked.output  # a page that cannot be read is a page that cannot be used
    assert name in checked.output
    assert way_out in " ".join(checked.output.split())
    assert "Traceback" not in checked.output
    assert elsewhere.contents() == before


@pytest.mark.parametrize(
    ("name", "ending"),
    [
        ("claims.yaml", ".yaml"), ("policy.PDF", ".pdf"), ("report.json", ".json"), ("policy.docx", ".docx"),
        ("policy.tar.gz", ".gz"), ("policy", None), ("policy-1.2", None), ("policy 2026.07.03", None),
        ("index.html?lang=en", None), (".policy", None), ("policy.XHTML", None), ("policy.Markdown", None),
        ("policy.", None),
    ],
)  # fmt: skip
def test_a_file_that_is_no_page_by_its_name_is_refused(elsewhere: Site, name: str, ending: str | None) -> None:
    """What is in it may be text, but is no policy; without a suffix the first bytes tell."""
    Path(name).write_text(policy(), "utf-8")
    before = elsewhere.contents()
    for args in (["read", name], ["compare", name, name], ["check", "--page", name]):
        result = run(*args, exit_code=2 if ending else 0)
        assert (f"claimtrack: {name}: a file that ends in {ending} is not read as a page." in result.stderr) == (
            ending is not None
        )
        assert (" .html, .htm, .xhtml, .md, .markdown, .txt, .warc, .warc.gz" in result.stderr) == bool(ending)
        assert not ending or elsewhere.contents() == before


def test_an_archive_may_have_any_name(elsewhere: Site) -> None:
    for name in ("crawl.gz", "crawl.open"):
        Path(name).write_bytes(archived(policy()))
        assert "Nothing changed" in run("compare", "good.html", name, exit_code=0).stdout


READABLE = {
    "UTF-16 that says UTF-8": policy().replace("<head>", '<head><meta charset="utf-8">').encode("utf-16"),
    "UTF-8 that says UTF-16": policy().replace("<head>", '<head><meta charset="utf-16">').encode(),
    "UTF-8 that says Latin-1": policy().replace("<head>", '<head><meta charset="latin-1">').encode(),
    "windows-1252 that says UTF-8": policy().replace("<head>", '<head><meta charset="utf-8">').encode("cp1252"),
    "an encoding that is none": policy().replace("<head>", '<head><meta charset="klingon">').encode(),
    "gzip in a WARC file": archived(policy()),
    "a bare WARC file": gzip.decompress(archived(policy())),
}


@pytest.mark.parametrize("content", READABLE.values(), ids=READABLE)
def test_a_page_in_another_encoding_than_it_says_is_read_all_the_same(elsewhere: Site, content: bytes) -> None:
    Path("odd").write_bytes(content)
    assert "Nothing changed" in run("compare", "good.html", "odd", exit_code=0).stdout


# ── Stores ───────────────────────────────────────────────────────────────────────────────────────────


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-40])


def spoiled(path: Path) -> None:
    path.write_bytes(bytes(range(256)))


def deep(path: Path) -> None:
    path.write_bytes(b"[" * 10_000)


EVERY = {
    "check": ["check"],
    "offline": ["check", "--offline"],
    "compare": ["compare", "{0}", "{1}"],
    "read": ["read", "{0}"],
    "accept": ["accept"],
    "undo": ["accept", "--undo"],
    "list": ["snapshots", "list"],
    "show": ["snapshots", "show", "{0}"],
    "verify": ["snapshots", "verify"],
}
# the damaged file, and the commands that do not need it
DAMAGED = [
    ("{0}/snapshot.json", {"accept", "undo"}),
    ("{1}/snapshot.json", {"read", "undo", "show"}),
    ("{0}/capture.warc.gz", {"accept", "undo", "list", "show"}),
    ("{1}/capture.warc.gz", {"check", "accept", "undo", "list", "show", "read"}),
    ("{0}/text.md", set(EVERY) - {"show", "verify"}),
    ("{0}/derived.json", set(EVERY) - {"show", "verify"}),
    ("tarn-privacy/accepted.json", {"compare", "read", "show"}),
]


@pytest.mark.parametrize("damage", [cut, spoiled, deep])
@pytest.mark.parametrize(("name", "unneeded"), DAMAGED, ids=[each[0] for each in DAMAGED])
def test_a_damaged_file_of_the_store_is_named_with_the_way_out(
    site: Site, name: str, unneeded: set[str], damage: Callable[[Path], object]
) -> None:
    ids = site.ids()
    damaged = site.store.path / name.format(*ids)
    damage(damaged)
    before = {path: text for path, text in site.contents().items() if path != str(damaged)}
    for command in set(EVERY) - unneeded:
        result = run(*(word.format(*ids) for word in EVERY[command]))
        assert result.exit_code == 4, (command, result.output)
        assert damaged.name in result.stderr, command
        assert command == "verify" or "Restore it" in result.stderr or "accept --snapshot" in result.stderr
        assert "Traceback" not in result.output
    assert {path: text for path, text in site.contents().items() if path != str(damaged)} == before


def test_a_half_written_snapshot_is_removed_and_nothing_else(site: Site) -> None:
    before = site.contents()
    half = site.store.path / "tarn-privacy" / ".new-20260801T000000Z"
    half.mkdir()
    (half / "capture.warc.gz").write_bytes(b"\x1f\x8b")
    assert "note: " in run("snapshots", "verify", exit_code=0).stderr
    run("check", exit_code=1)
    assert not half.exists()
    assert site.contents() == before
