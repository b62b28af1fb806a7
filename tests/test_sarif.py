"""SARIF: valid by the official schema, placed at the claim's lines, one alert a finding whenever it is found."""

from __future__ import annotations

import gzip
import json
import os
import random
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from claimtrack.claims import builtin
from claimtrack.records import Change, Report, Result, Run
from claimtrack.report import sarif
from tests.commands import run as command
from tests.findings import canonical, finding, history, run, snapshot
from tests.hostile import HOSTILE, URLS
from tests.samples import CLAIM_FILE, PARAGRAPHS, policy

SCHEMA = os.environ.get("CLAIMTRACK_SARIF_SCHEMA", "")
needs_schema = pytest.mark.skipif(not SCHEMA, reason="CLAIMTRACK_SARIF_SCHEMA names no schema; .ci/run fetches it")


def log(result: Result) -> Any:
    return json.loads(sarif.render(result))


def results(result: Result) -> list[Any]:
    return [each for part in log(result)["runs"] for each in part["results"]]


@needs_schema
@pytest.mark.parametrize(
    "result",
    [canonical(), canonical(page="unusable", after=None), run(), history(), canonical(claims=[]),
     Run(reports=[], exit=0),
     *(canonical(evil=each) for name, each in HOSTILE.items() if "long" not in name),
     *(canonical(url=each) for each in (*URLS.values(), "https://tärn.example/straße?a=[b]"))],
)  # fmt: skip
def test_the_official_schema_takes_it(result: Result) -> None:
    schema = json.loads(Path(SCHEMA).read_text("utf-8"))
    validator = jsonschema.validators.validator_for(schema)(schema, format_checker=jsonschema.FormatChecker())
    assert [error.message for error in validator.iter_errors(log(result))] == []


def test_a_rule_a_claim_and_a_result_a_flagged_one() -> None:
    (part,) = log(canonical())["runs"]
    assert [each["id"] for each in part["tool"]["driver"]["rules"]] == [each.id for each in canonical().claims]
    assert [(each["ruleId"], each["level"]) for each in part["results"]] == [
        ("claim-withdrawn", "error"), ("claim-changed", "warning"), ("claim-introduced", "warning"),
    ]  # fmt: skip
    said = part["results"][1]["message"]["text"]
    assert "bound: 30 days → 90 days" in said
    assert "- We delete logs within 30 days.\n+ We delete logs within 90 days." in said


def test_a_page_that_cannot_be_used_is_told() -> None:
    usable, unusable = log(run())["runs"]
    assert usable["invocations"][0] == {"executionSuccessful": True, "toolExecutionNotifications": []}
    assert not unusable["invocations"][0]["executionSuccessful"]
    (told,) = unusable["invocations"][0]["toolExecutionNotifications"]
    assert (told["level"], told["message"]) == ("error", {"text": "The page is in German."})
    assert told["locations"][0]["logicalLocations"] == [{"name": "tarn-privacy-eea"}]
    assert usable["automationDetails"]["id"] != unusable["automationDetails"]["id"]


def test_a_result_says_what_became_of_the_claim_first() -> None:
    assert [each["message"]["text"].split("\n")[0] for each in results(canonical())] == [
        f"{status}: Tarn deletes its logs within 30 days." for status in ("withdrawn", "changed", "introduced")
    ]
    own = finding("changed", before_id="tarn-privacy/20250101T000000Z")
    (found,) = results(canonical(claims=[own]))
    assert found["properties"] == {
        "status": "changed", "support": "stated",
        "before": "tarn-privacy/20250101T000000Z", "after": "tarn-privacy/20260703T120000Z",
    }  # fmt: skip
    assert found["locations"][0]["logicalLocations"][0]["name"] == "tarn-privacy"


def test_a_rule_has_all_that_github_asks_for() -> None:
    (part,) = log(canonical(claims=[finding("unchanged", statement="It *keeps* @nothing.")]))["runs"]
    (rule,) = part["tool"]["driver"]["rules"]
    assert rule["shortDescription"]["text"] == "It *keeps* @nothing."
    assert rule["fullDescription"]["text"].endswith("(Claimed of: Tarn Privacy Policy)")
    assert "claimtrack accept claim-unchanged" in rule["help"]["text"]
    assert "claimtrack accept claim-unchanged" in rule["help"]["markdown"]
    assert rule["defaultConfiguration"]["level"] == "warning"
    assert len(rule["properties"]["tags"]) <= 20
    assert rule["helpUri"] == "https://tarn.example/privacy"
    assert part["results"] == []


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("[click](https://evil.example)", "[click] (https://evil.example)"),
        ("a [b] (c) [d]", "a [b] (c) [d]"),
        ("{0} and {12}", "{ 0} and { 12}"),
        ("{a} {{x}} { 0}", "{a} {{x}} { 0}"),
    ],
)
def test_nothing_in_a_message_is_a_link_or_a_placeholder(said: str, shown: str) -> None:
    (found,) = results(report_of(said))
    assert found["message"]["text"].split("\n")[0] == f"changed: {shown}"


def test_a_history_alerts_of_its_newest_edition() -> None:
    assert [(each["ruleId"], each["properties"]["status"]) for each in results(history())] == [
        ("claim-moving", "withdrawn")
    ]


# ── The same alert ───────────────────────────────────────────────────────────────────────────────────


def fingerprint(**changes: Any) -> str:
    report = canonical(claims=[finding(changes.pop("status", "changed"), **changes)])
    return str(results(report)[0]["partialFingerprints"]["primaryLocationLineHash"])


def change(kind: str, words: str = "x") -> Change:
    return Change.model_validate({"kind": kind, "before": "", "after": words, "text": words})


def test_a_fingerprint_is_of_the_claim_and_the_kinds_of_change() -> None:
    same = fingerprint(changes=[change("data"), change("purpose")])
    assert same == fingerprint(changes=[change("purpose", "other words"), change("data"), change("data")])
    assert same == fingerprint(changes=[change("data"), change("purpose")], lines=(3, 4), statement="Else.")
    others = {
        fingerprint(changes=[change("data")]),
        fingerprint(changes=[change("data"), change("recipient")]),
        fingerprint(changes=[change("data"), change("purpose")], id="another"),
        fingerprint(changes=[change("data"), change("purpose")], status="withdrawn"),
    }
    assert len(others | {same}) == 5


def test_a_fingerprint_knows_no_dates() -> None:
    later = canonical(after=snapshot(id="tarn-privacy/20270101T000000Z"))
    assert [each["partialFingerprints"] for each in results(later)] == [
        each["partialFingerprints"] for each in results(canonical())
    ]


# ── The place ────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("file", "place"),
    [
        ("claims/tarn.yaml", {"uri": "claims/tarn.yaml", "uriBaseId": "%SRCROOT%"}),
        ("claims/straße & co.yaml", {"uri": "claims/stra%C3%9Fe%20%26%20co.yaml", "uriBaseId": "%SRCROOT%"}),
        ("/etc/tarn.yaml", {"uri": "file:///etc/tarn.yaml"}),
        ("javascript:alert(1)", {"uri": "javascript%3Aalert%281%29", "uriBaseId": "%SRCROOT%"}),
        ("claims\\tarn.yaml", {"uri": "claims/tarn.yaml", "uriBaseId": "%SRCROOT%"}),
        ("C:/My Claims/tarn.yaml", {"uri": "file:///C:/My%20Claims/tarn.yaml"}),
        ("c:tarn.yaml", {"uri": "c%3Atarn.yaml", "uriBaseId": "%SRCROOT%"}),
        ("100%/#1?.yaml", {"uri": "100%25/%231%3F.yaml", "uriBaseId": "%SRCROOT%"}),
        (None, {"uri": "claims.yaml", "uriBaseId": "%SRCROOT%"}),
    ],
)  # fmt: skip
def test_a_file_is_named_from_the_root_of_the_repository(file: str | None, place: dict[str, str]) -> None:
    report = canonical()
    report = report.model_copy(update={"claimset": report.claimset.model_copy(update={"file": file})})
    physical = results(report)[0]["locations"][0]["physicalLocation"]
    assert physical == {"artifactLocation": place, "region": {"startLine": 14, "endLine": 16}}


def test_a_claim_that_stands_nowhere_is_placed_on_the_first_line() -> None:
    (found,) = results(canonical(claims=[finding("changed", lines=None)]))
    assert found["locations"][0]["physicalLocation"]["region"] == {"startLine": 1, "endLine": 1}


LOGS = """  - id: logs-deleted
    statement: Tarn deletes its logs within 30 days.
    practice: {action: delete, data: [log-data], quantities: ["<= 30 days"]}
"""
FILES = {
    "block": (CLAIM_FILE, (14, 16)),
    "flow": (CLAIM_FILE.replace(LOGS, """
  # how long logs are kept
  - {id: logs-deleted, statement: Tarn deletes its logs within 30 days.,
     practice: {action: delete, data: [log-data], quantities: ["<= 30 days"]}}

  # the end
"""), (16, 17)),
    "all in one line": (CLAIM_FILE.replace(LOGS, "  - {"
        + ", ".join(line.strip(" -") for line in LOGS.splitlines()) + "}\n"), (14, 14)),
    "comments between": (CLAIM_FILE.replace(LOGS, f"""
  # ── Logs ──

{LOGS.replace("    practice", "    # as they said in a talk" + chr(10) + "    practice")}
# - id: another
"""), (17, 20)),
    "anchor and alias": (CLAIM_FILE.replace(LOGS, """  - &first
    id: logs-kept
    statement: Tarn keeps its logs.
    practice: &logs {action: delete, data: [log-data], quantities: ["<= 30 days"]}
    about: [[nothing like it]]
  - id: logs-deleted
    statement: Tarn deletes its logs within 30 days.
    practice: *logs
"""), (19, 21)),
    "folded to the end": (CLAIM_FILE.replace(LOGS, LOGS.replace(
        "statement: Tarn deletes its logs within 30 days.",
        "statement: >-\n      Tarn deletes its logs\n      within 30 days.",
    )), (14, 18)),
    "claims before documents": (
        "id: tarn-claims\ntitle: Of Tarn\nclaims:\n" + LOGS
        + CLAIM_FILE[CLAIM_FILE.index("documents:"):CLAIM_FILE.index("claims:\n")], (4, 6),
    ),
    "lines of another system": (CLAIM_FILE.replace("\n", "\r\n"), (14, 16)),
}  # fmt: skip
"""A claim written in several ways, and its first and last line."""


@pytest.mark.parametrize(("text", "lines"), FILES.values(), ids=FILES.keys())
def test_the_command_places_a_finding_at_the_claims_lines(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, lines: tuple[int, int]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("claims").mkdir()
    Path("claims/tarn.yaml").write_bytes(text.encode())
    Path("before.html").write_text(policy(), "utf-8")
    Path("after.html").write_text(policy(*(each.replace("30 days", "90 days") for each in PARAGRAPHS)), "utf-8")
    command(
        "compare", "before.html", "after.html", "--claims", "claims/tarn.yaml", "--output", "report.sarif", exit_code=1
    )
    (found,) = json.loads(Path("report.sarif").read_text("utf-8"))["runs"][0]["results"]
    assert found["ruleId"] == "logs-deleted"
    place = found["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "claims/tarn.yaml"
    assert (place["region"]["startLine"], place["region"]["endLine"]) == lines


def test_a_claim_of_the_built_in_set_is_placed_in_its_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    filler = [f"This is what we say of part {n} of it, and how it is for you and for us." for n in range(200)]
    heads = "<h1>A policy</h1><h2>Information We Collect</h2>"
    end = "<h2>Information You And We Share</h2>" + "".join(f"<p>{each}</p>" for each in filler)
    for name, words in (("before.html", "end-to-end encrypted"), ("after.html", "encrypted")):
        said = f"<p>Your messages are {words}.</p>"
        Path(name).write_text(f'<html lang="en"><body><main>{heads}{said}{end}</main></body></html>', "utf-8")
    command("compare", "before.html", "after.html", "--output", "report.sarif", exit_code=1)
    found = json.loads(Path("report.sarif").read_text("utf-8"))["runs"][0]["results"][0]
    place = found["locations"][0]["physicalLocation"]
    assert place["artifactLocation"] == {"uri": "claimtrack/catalog/whatsapp.yaml", "uriBaseId": "%SRCROOT%"}
    lines = builtin().read_text("utf-8").splitlines()
    assert lines[place["region"]["startLine"] - 1].strip() == f"- id: {found['ruleId']}"


# ── The limits of GitHub ─────────────────────────────────────────────────────────────────────────────


LIMIT = 10 * 2**20
"""Bytes of a file, compressed."""


def test_too_many_results_are_cut_with_a_notice() -> None:
    chance = random.Random(1)
    size = 2 * sarif.MAX_MESSAGES // sarif.MAX_RESULTS
    said = "".join(chance.choices(" abcdefghijklmnopqrstuvwxyz", k=size))
    many = canonical(
        claims=[
            finding("changed", id=f"c-{n}", before=[], after=["".join(chance.sample(said, size))])
            for n in range(sarif.MAX_RESULTS)
        ]
        + [finding("withdrawn", id="gravest")]
    )
    content = sarif.render(many)
    (part,) = json.loads(content)["runs"]
    assert part["results"][0]["ruleId"] == "gravest"
    assert len(part["results"]) == sarif.MAX_RESULTS
    assert len(gzip.compress(content.encode())) < LIMIT
    assert "5001" in part["invocations"][0]["toolExecutionNotifications"][0]["message"]["text"]


def report_of(statement: str) -> Report:
    return canonical(claims=[finding("changed", statement=statement, after=[statement])])


def test_descriptions_and_messages_stay_below_githubs_limits() -> None:
    (part,) = log(report_of("word " * 5000))["runs"]
    assert len(part["tool"]["driver"]["rules"][0]["fullDescription"]["text"]) <= 1024
    assert len(part["results"][0]["message"]["text"]) <= sarif.MAX_MESSAGE


def others(count: int, sets: int = 1) -> Run:
    """Reports on so many documents, of so many claim sets in turn."""
    report = canonical(claims=[finding("changed"), finding("unchanged")])
    every = [
        report.model_copy(
            update={
                "document": report.document.model_copy(update={"id": f"policy-{n}", "title": f"Policy {n}"}),
                "claimset": report.claimset.model_copy(update={"id": f"claims-{n % sets}"}),
            }
        )
        for n in range(count)
    ]
    return Run(reports=every, exit=1)


@pytest.mark.parametrize(
    ("documents", "sets", "runs", "alerts", "notices"),
    [
        (1, 1, 1, 1, 0), (20, 1, 20, 20, 0), (21, 1, 1, 21, 0), (40, 3, 3, 40, 0), (20, 20, 20, 20, 0),
        (24, 24, 20, 20, 1),
    ],
)  # fmt: skip
def test_a_file_has_no_more_runs_than_github_takes(
    documents: int, sets: int, runs: int, alerts: int, notices: int
) -> None:
    parts = log(others(documents, sets))["runs"]
    assert len(parts) == runs
    assert sum(len(each["results"]) for each in parts) == alerts
    assert len({each["automationDetails"]["id"] for each in parts}) == runs
    hashes = [each["partialFingerprints"]["primaryLocationLineHash"] for part in parts for each in part["results"]]
    assert len(set(hashes)) == alerts
    told = [each for part in parts for each in part["invocations"][0]["toolExecutionNotifications"]]
    assert len(told) == notices
    for part in parts:
        rules = [each["id"] for each in part["tool"]["driver"]["rules"]]
        assert rules == ["claim-changed", "claim-unchanged"]
        assert part["automationDetails"]["id"].endswith("/")


def test_reports_on_the_same_document_share_a_run() -> None:
    (part,) = log(Run(reports=[canonical(), canonical()], exit=1))["runs"]
    assert len(part["tool"]["driver"]["rules"]) == len(canonical().claims)


def test_too_many_rules_are_cut_to_those_with_results(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sarif, "MAX_RULES", 5)
    (part,) = log(canonical())["runs"]
    rules = [each["id"] for each in part["tool"]["driver"]["rules"]]
    assert rules == [each["ruleId"] for each in part["results"]]
    assert [each["ruleIndex"] for each in part["results"]] == [0, 1, 2]
