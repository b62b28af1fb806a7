"""What the commands do, on a real server and a real store."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from tests.checks import OTHER, Site
from tests.commands import process, run, site_here
from tests.samples import CLAIM_FILE, PARAGRAPHS, policy
from tests.server import Answer, Server, page


@pytest.fixture
def site(server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Site:
    """A policy on a server; the command runs where its claims and snapshots are."""
    return site_here(server, tmp_path, monkeypatch)


# ── check ────────────────────────────────────────────────────────────────────────────────────────────


def test_the_life_of_a_policy(site: Site) -> None:
    """First edition, the same again, another edition, a shell, the other edition accepted."""
    first = run("check", exit_code=0)
    assert "First snapshot" in first.stdout
    assert first.stderr == ""
    assert "Nothing changed" in run("check", exit_code=0).stdout
    site.server.answer("/privacy", page(policy(*OTHER)))
    changed = run("check", exit_code=1)
    assert "logs-deleted: " in changed.stdout
    assert "claimtrack accept" in changed.stderr
    site.server.answer("/privacy", page("<nav>Home"))
    refused = run("check", exit_code=3)
    assert "could not be used" in refused.stdout
    assert run("check", "--unusable-ok", exit_code=0).stdout == refused.stdout
    assert "logs-deleted: " in run("check", "--offline", exit_code=1).stdout
    accepted = run("accept", "--reason", "read it", exit_code=0)
    assert accepted.stderr == f"{site.ids()[1]} is now accepted for all claims.\n"
    assert site.store.accepted("tarn-privacy").log[-1].why == "read it"
    run("check", "--offline", exit_code=0)
    assert f"Accepted again: {site.ids()[0]}" in run("accept", "--undo", exit_code=0).stderr
    run("check", "--offline", exit_code=1)


def test_stdout_of_json_is_one_document(site: Site) -> None:
    found = process("check", "--format", "json", "--verbose")
    assert found.returncode == 0
    document = json.loads(found.stdout)
    assert document["schema"] == "claimtrack/run/1"
    assert document["exit"] == 0
    assert document["reports"][0]["page"]["status"] == "first"
    assert found.stderr.splitlines() == [
        f"{verb} Tarn Privacy Policy" for verb in ("Fetching", "Reading", "Comparing")
    ]


def test_reports_are_written_in_the_format_of_their_suffix(site: Site) -> None:
    result = run("check", "--output", "report.json", "--output", "report.TXT", exit_code=0)
    assert json.loads(Path("report.json").read_text("utf-8"))["schema"] == "claimtrack/run/1"
    assert Path("report.TXT").read_text("utf-8") == result.stdout
    Path("folder.txt").mkdir()
    assert (
        "folder.txt: it cannot be written"
        in run("check", "--output", "folder.txt", exit_code=2).stderr
    )


def test_quiet_says_nothing_where_nothing_changed(site: Site) -> None:
    assert run("check", "--quiet", exit_code=0).output == ""
    assert run("check", "-q", exit_code=0).output == ""
    site.server.answer("/privacy", Answer(403))
    assert "403" in run("check", "--quiet", exit_code=3).stdout


def test_fail_on_names_statuses_and_supports(site: Site) -> None:
    run("check", exit_code=0)
    run("check", "--fail-on", "unchanged", exit_code=1)
    site.server.answer("/privacy", page(policy(*OTHER)))
    run("check", "--fail-on", "never", exit_code=0)


def test_a_page_saved_by_hand_is_checked(site: Site) -> None:
    Path("saved.html").write_text(policy(), "utf-8")
    run("check", "--page", "saved.html", exit_code=0)
    assert len(site.ids()) == 1
    more = CLAIM_FILE.replace("tarn-privacy", "other").replace("tarn-claims", "others")
    Path("claims/more.yaml").write_text(more, "utf-8")
    assert "--document" in run("check", "--page", "saved.html", exit_code=2).stderr
    run("check", "--page", "saved.html", "--document", "other", exit_code=0)
    assert site.store.documents() == ["other", "tarn-privacy"]


def test_claim_files_of_the_folder_are_taken_and_the_built_in_one_else(site: Site) -> None:
    assert run("claims", "list", exit_code=0).stdout.startswith("tarn-claims: ")
    (site.folder / "claims" / "tarn.yaml").rename("elsewhere.yaml")
    assert not run("claims", "list", exit_code=0).stdout.startswith("tarn-claims: ")
    assert run("claims", "list", "elsewhere.yaml", exit_code=0).stdout.startswith("tarn-claims: ")


def test_several_claim_files_make_one_run(site: Site, tmp_path: Path) -> None:
    terms = CLAIM_FILE.replace("tarn-privacy", "tarn-terms").replace("tarn-claims", "terms-claims")
    Path("claims/terms.yaml").write_text(terms.replace("https://tarn.example", site.server.url("")), "utf-8")
    found = json.loads(run("check", "--format", "json", exit_code=0).stdout)
    assert [each["document"]["id"] for each in found["reports"]] == ["tarn-privacy", "tarn-terms"]
    site.server.answer("/privacy", Answer(500))
    assert (
        json.loads(run("check", "--format", "json", "--document", "tarn-terms", "--offline").stdout)["exit"]
        == 0
    )


def test_a_damaged_store_ends_in_4(site: Site) -> None:
    run("check", exit_code=0)
    assert run("snapshots", "verify", exit_code=0).stdout == "1 snapshot, everything as it was written.\n"
    facts = Path("snapshots", site.ids()[0], "snapshot.json")
    facts.write_text(facts.read_text().replace("en", "de"))
    for args in (
        ["check"],
        ["snapshots", "list"],
        ["compare", f"{facts.parent.parent.name}/{facts.parent.name}", "x"],
    ):
        result = run(*args, exit_code=4)
        assert str(facts) in result.stderr
        assert "Traceback" not in result.stderr
    verified = run("snapshots", "verify", exit_code=4)
    assert "damaged: " in verified.stderr
    assert verified.stderr.endswith("damaged.\n")
    assert verified.stdout == ""


# ── accept and snapshots ─────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def two(site: Site) -> Site:
    """A document with two editions, the first of which is accepted."""
    site.check()
    site.check(page(policy(*OTHER)))
    return site


def test_single_claims_can_be_accepted(two: Site) -> None:
    run("accept", "logs-deleted", exit_code=0)
    assert two.store.accepted("tarn-privacy").claims == {"logs-deleted": two.ids()[1]}
    run("accept", "phone-number-required", "--snapshot", two.ids()[0], exit_code=0)
    listed = run("snapshots", "list", exit_code=0).stdout.splitlines()
    assert listed[0].endswith("  accepted  accepted for phone-number-required")
    assert listed[1].endswith("  accepted for logs-deleted")


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["accept", "logs-delted"], "Did you mean 'logs-deleted'?"),
        (["accept", "--snapshot", "tarn-privacy/20200101T000000Z"], "no such snapshot"),
        (["accept", "--document", "tarn-terms"], "'tarn-terms'"),
        (["accept", "--undo", "--document", "tarn-terms"], "'tarn-terms'"),
        (["accept", "--document", "../etc"], "'../etc'"),
        (["snapshots", "list", "--document", "tarn-privcy"], "Did you mean 'tarn-privacy'?"),
        (["snapshots", "verify", "--document", "tarn-privcy"], "Did you mean 'tarn-privacy'?"),
        (["snapshots", "show", "tarn-privacy"], "no snapshot id"),
        (["snapshots", "show", "nope"], "claimtrack snapshots list has those"),
        (["claims", "list", "claims"], "claims: it is a folder. Name a claim file in it: claims/tarn.yaml."),
        (["accept", "--claims", "claims"], "Name a claim file in it: claims/tarn.yaml."),
        (["accept", "--claims", "snapshots"], "Name a claim file; none is in it."),
        (["check", "--confirm", "x"], "'x' is no whole number from 0 on, such as 1; 0 fetches no second time"),
        (["check", "--confirm", "-1"], "'-1' is no whole number from 0 on"),
        (["check", "--confirm-wait", "soon"], "'soon' is no number of seconds from 0 to 3600, such as 10"),
        (["check", "--confirm-wait", "1e9"], "is no number of seconds from 0 to 3600"),
    ],
)
def test_what_is_not_there_cannot_be_accepted(two: Site, args: list[str], said: str) -> None:
    before = two.contents()
    assert said in run(*args, exit_code=2).stderr
    assert two.contents() == before


def test_undo_needs_to_know_which_document(two: Site) -> None:
    other = two.store.path / "tarn-terms"
    other.mkdir()
    terms = CLAIM_FILE.replace("tarn-privacy", "tarn-terms").replace("tarn-claims", "terms-claims")
    Path("claims/terms.yaml").write_text(terms, "utf-8")
    assert "tarn-privacy, tarn-terms" in run("accept", "--undo", exit_code=2).stderr


@pytest.mark.parametrize(
    ("args", "code"),
    [
        ([], 2), (["--document", "tarn-privacy"], 2), (["--snapshot", "{}"], 2), (["--undo"], 2),
        (["--unusable", "newest", "--reason", "r"], 2), (["--undo", "--document", "tarn-privacy"], 2),
        (["--claims", "elsewhere.yaml"], 0), (["--claims", "elsewhere.yaml", "--undo"], 0),
    ],
)  # fmt: skip
def test_a_document_that_no_claim_in_force_is_about_is_left_alone(two: Site, args: list[str], code: int) -> None:
    """As in a fresh clone, whose store holds a sample and whose claims are the built-in ones."""
    two.store.set_aside("tarn-privacy", two.store.capture(two.store.snapshots("tarn-privacy")[1]), "too short")
    Path("claims/tarn.yaml").rename("elsewhere.yaml")
    before = two.contents()
    said = run("accept", *(each.format(two.ids()[1]) for each in args), exit_code=code).stderr
    assert ("no claim in force is about tarn-privacy" in said) == (code == 2)
    assert ("--claims FILE" in said) == (code == 2)
    assert (two.contents() == before) == (code == 2)


def test_of_several_documents_those_in_force_are_accepted(two: Site) -> None:
    sample = two.store.path / "sample-privacy"
    sample.mkdir()
    (two.store.path / "tarn-terms").mkdir()
    said = run("accept", exit_code=0).stderr.splitlines()
    assert said == [
        f"{two.ids()[1]} is now accepted for all claims.",
        ("Left as they are: no claim in force is about sample-privacy, tarn-terms. "
        "To accept one, name its claim file: --claims FILE"),
    ]
    assert run("accept", "--quiet", exit_code=0).stderr == ""


def test_snapshots_are_listed_and_shown(two: Site) -> None:
    listed = json.loads(run("snapshots", "list", "--format", "json", exit_code=0).stdout)
    assert [each["id"] for each in listed] == two.ids()
    text = run("snapshots", "show", two.ids()[1], exit_code=0).stdout
    assert "We delete our server logs within two years" in text
    head = two.store.head("tarn-privacy")
    assert json.loads(run("snapshots", "show", two.ids()[1], "--format", "json").stdout) == listed[1] | {"head": head}
    facts = dict(line.split(":", 1) for line in text.splitlines()[:12] if ":" in line)
    assert (facts["page digest"].strip(), facts["head digest"].strip()) == (listed[1]["digest"], head)
    assert "digest" not in facts


# ── compare, read, claims, schema ────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("before", "after", "code"),
    [
        (policy(), policy(nonce="2"), 0),
        (policy(), policy(*OTHER), 1),
        (policy(), "<p>Sorry", 3),
    ],
)
def test_compare_always_prints_the_report(site: Site, before: str, after: str, code: int) -> None:
    Path("before.html").write_text(before, "utf-8")
    Path("after.html").write_text(after, "utf-8")
    result = run(
        "compare", "before.html", "after.html", "--format", "json", "--output", "r.json", exit_code=code
    )
    assert json.loads(result.stdout)["schema"] == "claimtrack/report/1"
    assert Path("r.json").read_text("utf-8") == result.stdout
    assert not site.store.path.exists()


def test_findings_do_not_depend_on_hash_seed_locale_or_time_zone(site: Site) -> None:
    Path("before.html").write_text(policy(), "utf-8")
    Path("after.html").write_text(policy(*OTHER), "utf-8")
    found = []
    for seed, locale, zone in (("0", "C", "UTC"), ("1", "C.UTF-8", "Pacific/Kiritimati")):
        env = {**os.environ, "PYTHONHASHSEED": seed, "LC_ALL": locale, "TZ": zone}
        done = process("compare", "before.html", "after.html", "--format", "json", env=env)
        found.append({name: value for name, value in json.loads(done.stdout).items() if name != "generated"})
    assert found[0] == found[1]


def test_snapshots_can_be_compared_with_files(two: Site) -> None:
    Path("after.html").write_text(policy(*OTHER), "utf-8")
    found = json.loads(run("compare", two.ids()[0], "after.html", "--format", "json", exit_code=1).stdout)
    assert found["before"]["id"] == two.ids()[0]
    assert found["after"]["id"] == "after.html"


def test_read_prints_practices(site: Site) -> None:
    Path("said.txt").write_text("We share your phone number with advertisers.\nWe delete logs.\n", "utf-8")
    found = json.loads(run("read", "said.txt", exit_code=0).stdout)
    assert found["schema"] == "claimtrack/practices/1"
    assert [each["action"] for each in found["practices"]] == ["share", "delete"]
    assert run("read", "said.txt", "--format", "csv").stdout.startswith("sentence,section,")


def test_every_bad_claim_file_is_said(site: Site) -> None:
    assert "2 claims about 1 document, nothing wrong." in run("claims", "validate", exit_code=0).stdout
    Path("a.yaml").write_text(CLAIM_FILE.replace("collect", "colect").replace("delete,", "dlete,"), "utf-8")
    Path("b.yaml").write_bytes(b"\xff\xfe")
    result = run("claims", "validate", "a.yaml", "b.yaml", "claims/tarn.yaml", exit_code=2)
    lines = result.stderr.splitlines()
    assert [line.split(":")[1].strip() for line in lines] == ["a.yaml", "a.yaml", "b.yaml"]
    assert "claims/tarn.yaml: " in result.stdout
    assert "Did you mean 'collect'?" in run("check", "a.yaml", exit_code=2).stderr


def test_claims_are_listed_as_json(site: Site) -> None:
    found = json.loads(run("claims", "list", "--format", "json", exit_code=0).stdout)
    assert [each["id"] for each in found[0]["claims"]] == ["phone-number-required", "logs-deleted"]


@pytest.mark.parametrize("name", ["claims", "report", "run", "practices"])
def test_schemas_are_printed(name: str) -> None:
    assert json.loads(run("schema", name, exit_code=0).stdout)["$schema"]


# ── Changes that no claim noticed ────────────────────────────────────────────────────────────────────


def test_a_page_that_changed_says_how_even_where_no_claim_did(site: Site) -> None:
    run("check", exit_code=0)
    added = "Our office is painted green."
    site.server.answer("/privacy", page(policy(*PARAGRAPHS, added)))
    counted = "Sentences: 1 added."
    brief, long = run("check", exit_code=0).stdout, run("check", "--offline", "--verbose", exit_code=0).stdout
    assert "but no claim did.\n" + counted in brief
    assert counted in long
    assert "painted green" in long
    assert "painted green" not in brief
    assert counted not in run("check", "--format", "json", exit_code=0).stdout
    assert "Sentences:" not in run("compare", site.ids()[0], site.ids()[0], exit_code=0).stdout
    assert counted in run("compare", *site.ids(), exit_code=0).stdout
    Path("new.html").write_text(policy(*PARAGRAPHS, added), "utf-8")
    assert counted in run("compare", site.ids()[0], "new.html", exit_code=0).stdout


# ── Claim files given together ───────────────────────────────────────────────────────────────────────

OWN_ID = ("id: tarn-claims", "id: other-claims")
OWN_URL = ("https://tarn.example/privacy", "https://tarn.example/other")


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ([], "both claim sets have the id 'tarn-claims'"),
        ([OWN_URL], "both claim sets have the id 'tarn-claims'"),
        ([OWN_ID, OWN_URL], "the document 'tarn-privacy' has two addresses"),
        ([OWN_ID], ""),
        ([OWN_ID, OWN_URL, ("id: tarn-privacy", "id: tarn-other")], ""),
    ],
)
@pytest.mark.parametrize("args", [["check", "a.yaml", "b.yaml"], ["claims", "list", "a.yaml", "b.yaml"]])
def test_claim_files_given_together_must_be_told_apart(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, args: list[str], changes: list[tuple[str, str]], said: str
) -> None:
    monkeypatch.chdir(tmp_path)
    other = CLAIM_FILE
    for old, new in changes:
        other = other.replace(old, new)
    Path("a.yaml").write_text(CLAIM_FILE, "utf-8")
    Path("b.yaml").write_text(other, "utf-8")
    offline = ["--offline"] if args[0] == "check" else []
    result = run(*args, *offline, exit_code=2 if said else 3 if offline else 0)
    assert said in result.stderr
    assert ("a.yaml and b.yaml: " in result.stderr) == bool(said)
