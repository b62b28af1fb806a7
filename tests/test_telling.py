"""The commands history and report, as they are used."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import jsonschema
import pytest

from claimtrack import pipeline
from claimtrack.claims import load_claims
from claimtrack.records import Report
from claimtrack.report import FORMATS, loading, render, schema
from claimtrack.store import Store
from tests.checks import OTHER, Site
from tests.commands import process, run, site_here
from tests.findings import canonical, history
from tests.findings import run as both
from tests.samples import PARAGRAPHS, policy
from tests.server import Server, page

THIRD = policy(PARAGRAPHS[0], PARAGRAPHS[1].replace("30 days", "90 days"), PARAGRAPHS[2])
CHECKED = ["check", "--offline", "--format", "json", "--fail-on", "never"]


@pytest.fixture
def site(server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Site:
    """Three editions are stored, the first is accepted."""
    site = site_here(server, tmp_path, monkeypatch)
    site.check(page(policy()))
    for text in (policy(*OTHER), THIRD):
        assert site.check(page(text), page(text)).exit == 1
    return site


def contents() -> dict[str, bytes]:
    return {str(each): each.read_bytes() for each in Path("snapshots").rglob("*") if each.is_file()}


# ── history ──────────────────────────────────────────────────────────────────────────────────────────


def test_a_history_has_a_strip_for_each_claim_and_every_change(site: Site) -> None:
    there = contents()
    said = run("history", exit_code=0).stdout
    head, changes = said.split("A column is an edition", 1)
    assert head.startswith("Tarn Privacy Policy\nCaptured 3 July 2026.\n1 of 2 claims changed, 2 times in all")
    assert "phone-number-required ●== stated " in head
    assert "logs-deleted          ●✗! contradicted " in head
    assert changes.count("✗ withdrawn: Tarn deletes its logs within 30 days.") == 1
    assert changes.count("! changed: Tarn deletes its logs within 30 days.") == 1
    assert max(map(len, said.splitlines())) <= 80
    assert contents() == there


def test_quiet_says_what_changed_alone_and_verbose_quotes_it(site: Site) -> None:
    quiet, verbose = (run("history", each, exit_code=0).stdout for each in ("--quiet", "--verbose"))
    assert "✗ withdrawn" in quiet
    assert "●" not in quiet
    assert "  - We delete our server logs within [-30 days,-]" in verbose


def test_a_history_is_json_by_its_schema(site: Site) -> None:
    found = json.loads(run("history", "--format", "json", exit_code=0).stdout)
    jsonschema.Draft202012Validator(json.loads(run("schema", "history", exit_code=0).stdout)).validate(found)
    assert [len(each["states"]) for each in found["documents"][0]["claims"]] == [3, 3]
    assert found["documents"][0]["claimset"]["file"] == "claims/tarn.yaml"


def test_a_history_is_written_in_every_format(site: Site) -> None:
    outputs = [f"h.{form}" for form in FORMATS]
    run("history", *(word for each in outputs for word in ("--output", each)), exit_code=0)
    assert all(Path(each).stat().st_size > 100 for each in outputs)
    assert ET.parse("h.svg").getroot().tag.endswith("svg")


def test_one_edition_is_a_history_too(server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site_here(server, tmp_path, monkeypatch).check()
    said = run("history", exit_code=0).stdout
    assert "One edition, of 3 July 2026, compared with nothing: it states 2 of 2 claims." in said


def test_the_page_went_back(site: Site) -> None:
    site.check(page(policy()))
    said = run("history", exit_code=0).stdout
    assert "●✗!+ stated" in said
    assert "3 July 2026, an older text that came back" in said


WRONG = [
    (["history", "--store", "nowhere"], "there is no store at nowhere"),
    (["history", "--document", "tarn-privcy"], "Did you mean 'tarn-privacy'?"),
    (["history", "nowhere.yaml"], "nowhere.yaml: it cannot be read"),
    (["history", "--output", "h.docx"], "no report format has this suffix"),
    (["history", "--claims", "claims/tarn.yaml"], "claimtrack history claims/acme.yaml"),
    (["history", "other.yaml"], "snapshots: no edition of other is stored. Run `claimtrack check` first."),
    (["report", "other.json"], "other.json: it cannot be read"),
    (["report", "claims/tarn.yaml"], "claims/tarn.yaml: line 1, column 1: it is no JSON"),
    (["report", "claims"], "claims: it cannot be read: Is a directory"),
    (["report", "bad.json"], "bad.json: claims[0].status: Input should be"),
    (["report", "r.json", "--document", "tarn-privacy"], "--document is for what is stored"),
    (["report", "r.json", "h.json"], "h.json is a history and r.json is not"),
    (["report", "--store", "nowhere"], "there is no store at nowhere"),
    (["report", "--document", "tarn-privcy"], "Did you mean 'tarn-privacy'?"),
]


@pytest.mark.parametrize(("args", "said"), WRONG, ids=[" ".join(args) for args, _ in WRONG])
def test_wrong_usage_is_a_sentence(args: list[str], said: str, site: Site) -> None:
    written = json.loads(str(render(canonical(), "json")))
    Path("r.json").write_text(json.dumps(written), "utf-8")
    Path("h.json").write_text(str(render(history(), "json")), "utf-8")
    written["claims"][0]["status"] = "gone"
    Path("bad.json").write_text(json.dumps(written), "utf-8")
    mine = Path("claims/tarn.yaml").read_text("utf-8")
    Path("other.yaml").write_text(mine.replace("tarn-privacy", "other"), "utf-8")
    result = run(*args, exit_code=2)
    assert said in result.stderr.replace("\n", " ")
    assert "Traceback" not in result.output


# ── report, from files ───────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("result", [canonical(), both(), history()], ids=["report", "run", "history"])
def test_a_json_report_becomes_any_format(result: Any, form: str, tmp_path: Path, monkeypatch: Any) -> None:
    monkeypatch.chdir(tmp_path)
    content = str(render(result, "json"))
    Path("r.json").write_text(content, "utf-8")
    run("report", "r.json", "--output", f"out.{form}", exit_code=0)
    made = render(loading.load(content.encode(), "r.json"), form)
    assert Path(f"out.{form}").read_bytes() == (made.encode() if isinstance(made, str) else made)


def test_what_check_prints_goes_through_a_pipe(site: Site) -> None:
    checked = run(*CHECKED, exit_code=0).stdout
    done = process("report", "-", "--format", "json", input=checked)
    assert (done.returncode, done.stderr, json.loads(done.stdout)) == (0, "", json.loads(checked))


def test_several_files_are_one_report(site: Site) -> None:
    run(*CHECKED, "--output", "a.json", exit_code=0)
    Path("b.json").write_text(str(render(canonical(), "json")), "utf-8")
    found = json.loads(run("report", "a.json", "b.json", "--format", "json", exit_code=0).stdout)
    assert [each["claimset"]["id"] for each in found["reports"]] == ["tarn-claims"] * 2
    assert found["exit"] == 1


# ── the texts of a report that was read from a file ──────────────────────────────────────────────────


@pytest.fixture
def loaded(site: Site) -> Report:
    (report,) = json.loads(run(*CHECKED, exit_code=0).stdout)["reports"]
    found = loading.load(json.dumps(report).encode(), "r.json")
    assert isinstance(found, Report)
    return found


def filled(report: Report) -> tuple[bool, bool]:
    """Whether the texts before and after are there."""
    pages = pipeline.with_texts(report, [load_claims("claims/tarn.yaml")], Store("snapshots")).pages
    return pages.before is not None, pages.after is not None


def test_the_texts_are_those_of_the_store(loaded: Report) -> None:
    sets, store = [load_claims("claims/tarn.yaml")], Store("snapshots")
    (fresh,) = pipeline.check(sets, store, offline=True).reports
    found = pipeline.with_texts(loaded, sets, store)
    assert found.pages == fresh.pages
    assert found.pages.before is not None


def test_of_what_did_not_change_there_is_one_text(loaded: Report) -> None:
    page = loaded.page.model_copy(update={"status": "unchanged"})
    assert filled(loaded.model_copy(update={"page": page})) == (False, True)


@pytest.mark.parametrize(
    "changes",
    [{"digest": "sha256:00"}, {"id": "tarn-privacy/20010101T000000Z"}, {"id": "other/20260703T120000Z"},
     {"id": "../../etc/passwd"}, {"id": "tarn-privacy/../../x"}, {"id": ""}, {"redacted": True}],
    ids=str,
)  # fmt: skip
def test_a_snapshot_that_is_another_one_gives_no_text(changes: dict[str, Any], loaded: Report) -> None:
    assert loaded.after
    other = loaded.after.model_copy(update=changes)
    expected = changes == {"redacted": True}  # what the report says of that, the store knows better
    assert filled(loaded.model_copy(update={"after": other})) == (True, expected)


def test_a_text_without_the_quotes_is_left_out(loaded: Report) -> None:
    assert filled(loaded) == (True, True)
    first, *rest = loaded.claims
    (quoted,) = first.evidence.after
    moved = quoted.model_copy(update={"start": quoted.start + 1, "end": quoted.end + 1})
    first = first.model_copy(update={"evidence": first.evidence.model_copy(update={"after": [moved]})})
    assert filled(loaded.model_copy(update={"claims": [first, *rest]})) == (True, False)


def test_a_damaged_snapshot_gives_no_text(loaded: Report) -> None:
    assert loaded.after
    (Path("snapshots") / loaded.after.id / "capture.warc.gz").write_bytes(b"")
    assert filled(loaded) == (True, False)


def test_a_document_of_no_claim_set_has_no_text(loaded: Report) -> None:
    other = loaded.document.model_copy(update={"id": "other"})
    assert filled(loaded.model_copy(update={"document": other})) == (False, False)


def test_a_file_can_be_shown_where_no_store_is(loaded: Report) -> None:
    Path("r.json").write_text(str(render(loaded, "json")), "utf-8")
    shutil.rmtree("snapshots")
    assert "logs-deleted" in run("report", "r.json", exit_code=0).stdout


# ── report, from what is stored ──────────────────────────────────────────────────────────────────────


def test_without_a_file_it_is_what_a_check_offline_says(site: Site) -> None:
    there = contents()
    found = json.loads(run("report", "--format", "json", exit_code=0).stdout)
    assert contents() == there
    jsonschema.Draft202012Validator(json.loads(schema.schema("run"))).validate(found)
    checked = json.loads(run(*CHECKED, exit_code=0).stdout)
    for each in (found, checked):
        each.pop("exit")
        each["reports"][0].pop("generated")
    assert found == checked


def test_the_only_snapshot_is_not_accepted_by_looking(
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site_here(server, tmp_path, monkeypatch).check()
    Path("snapshots/tarn-privacy/accepted.json").unlink()
    assert "First snapshot" in run("report", exit_code=0).stdout
    assert not Path("snapshots/tarn-privacy/accepted.json").exists()
