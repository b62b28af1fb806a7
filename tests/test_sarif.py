"""SARIF: valid by the official schema, placed at the claim's lines, one alert a finding whenever it is found."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from claimtrack.records import Change, Report, Result
from claimtrack.report import sarif
from tests.commands import run as command
from tests.findings import canonical, finding, history, run, snapshot
from tests.hostile import HOSTILE
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
     *(canonical(evil=each) for name, each in HOSTILE.items() if "long" not in name)],
)  # fmt: skip
def test_the_official_schema_takes_it(result: Result) -> None:
    schema = json.loads(Path(SCHEMA).read_text("utf-8"))
    validator = jsonschema.validators.validator_for(schema)(schema)
    assert [error.message for error in validator.iter_errors(log(result))] == []


def test_a_rule_a_claim_and_a_result_a_flagged_one() -> None:
    (part,) = log(canonical())["runs"]
    assert [each["id"] for each in part["tool"]["driver"]["rules"]] == [each.id for each in canonical().claims]
    assert [(each["ruleId"], each["level"]) for each in part["results"]] == [
        ("claim-changed", "warning"), ("claim-withdrawn", "error"), ("claim-introduced", "warning"),
    ]  # fmt: skip
    said = part["results"][0]["message"]["text"]
    assert "bound: 30 days → 90 days" in said
    assert "- We delete logs within 30 days.\n+ We delete logs within 90 days." in said


def test_a_page_that_cannot_be_used_is_told() -> None:
    usable, unusable = log(run())["runs"]
    assert usable["invocations"][0] == {"executionSuccessful": True, "toolExecutionNotifications": []}
    assert not unusable["invocations"][0]["executionSuccessful"]
    (told,) = unusable["invocations"][0]["toolExecutionNotifications"]
    assert told == {"level": "error", "message": {"text": "The page is in German."}}
    assert usable["automationDetails"]["id"] != unusable["automationDetails"]["id"]


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
        (None, {"uri": "claims.yaml", "uriBaseId": "%SRCROOT%"}),
    ],
)  # fmt: skip
def test_a_file_is_named_from_the_root_of_the_repository(file: str | None, place: dict[str, str]) -> None:
    report = canonical()
    report = report.model_copy(update={"claimset": report.claimset.model_copy(update={"file": file})})
    physical = results(report)[0]["locations"][0]["physicalLocation"]
    assert physical == {"artifactLocation": place, "region": {"startLine": 14, "endLine": 16}}


FLOW = CLAIM_FILE.replace(
    """  - id: logs-deleted
    statement: Tarn deletes its logs within 30 days.
    practice: {action: delete, data: [log-data], quantities: ["<= 30 days"]}
""",
    """
  # how long logs are kept
  - {id: logs-deleted, statement: Tarn deletes its logs within 30 days.,
     practice: {action: delete, data: [log-data], quantities: ["<= 30 days"]}}

  # the end
""",
)


@pytest.mark.parametrize(("text", "lines"), [(CLAIM_FILE, (14, 16)), (FLOW, (16, 17))], ids=["block", "flow"])
def test_the_command_places_a_finding_at_the_claims_lines(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, lines: tuple[int, int]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("claims").mkdir()
    Path("claims/tarn.yaml").write_text(text, "utf-8")
    Path("before.html").write_text(policy(), "utf-8")
    Path("after.html").write_text(policy(*(each.replace("30 days", "90 days") for each in PARAGRAPHS)), "utf-8")
    command("compare", "before.html", "after.html", "--output", "report.sarif", exit_code=1)
    (found,) = json.loads(Path("report.sarif").read_text("utf-8"))["runs"][0]["results"]
    assert found["ruleId"] == "logs-deleted"
    place = found["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "claims/tarn.yaml"
    assert (place["region"]["startLine"], place["region"]["endLine"]) == lines


def test_too_many_results_are_cut_with_a_notice() -> None:
    many = canonical(claims=[finding("changed", id=f"c-{n}") for n in range(sarif.MAX_RESULTS + 1)])
    (part,) = log(many)["runs"]
    assert len(part["results"]) == sarif.MAX_RESULTS
    assert "5001" in part["invocations"][0]["toolExecutionNotifications"][0]["message"]["text"]


def report_of(statement: str) -> Report:
    return canonical(claims=[finding("changed", statement=statement, after=[statement])])


def test_descriptions_and_messages_stay_below_githubs_limits() -> None:
    (part,) = log(report_of("word " * 5000))["runs"]
    assert len(part["tool"]["driver"]["rules"][0]["fullDescription"]["text"]) <= 1024
    assert len(part["results"][0]["message"]["text"]) <= sarif.MAX_MESSAGE
