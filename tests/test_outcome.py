"""What a run ends with, and how parts of a report become one."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path
from typing import get_args

import pytest

from claimtrack import pipeline
from claimtrack.errors import UsageError
from claimtrack.pipeline import core, outcome, reports
from claimtrack.records import ClaimSet, Finding, Page, Report, Status, Support, Unclaimed
from tests.checks import OTHER, Site
from tests.commands import run
from tests.samples import claim_set, policy
from tests.server import Server, page


@pytest.fixture
def site(server: Server, tmp_path: Path) -> Site:
    return Site(server, tmp_path)


@pytest.fixture
def claims(tmp_path: Path) -> ClaimSet:
    return claim_set(tmp_path)


def finding(status: str = "unchanged", support: str | None = "stated", id_: str = "c") -> Finding:
    return Finding.model_validate(
        {"id": id_, "statement": "s", "status": status, "flagged": False, "level": "none", "support": support}
    )


def report(*findings: Finding, status: str = "changed", reason: str | None = None) -> Report:
    return Report.model_validate(
        {
            "generated": dt.datetime(2026, 7, 3, tzinfo=dt.UTC),
            "claimset": {"id": "s", "title": "S"},
            "document": {"id": "d", "title": "D", "url": "https://d.example"},
            "before": None,
            "after": None,
            "page": {"status": status, "reason": reason},
            "claims": findings,
        }
    )


@pytest.mark.parametrize(
    ("fail_on", "found"),
    [
        ("never", set()),
        ([" never "], set()),
        ("changed,,changed", {"changed"}),
        ("changed", {"changed"}),
        (" changed , contradicted ", {"changed", "contradicted"}),
        (["not-stated"], {"not-stated"}),
        (outcome.FAIL_ON, {"changed", "withdrawn", "introduced"}),
    ],
)
def test_what_fails_a_run_is_a_comma_list(fail_on: str | list[str], found: set[str]) -> None:
    assert outcome.causes(fail_on) == found


@pytest.mark.parametrize(
    ("fail_on", "said"),
    [
        ("", "nothing is named"),
        (" , ", "nothing is named"),
        ([], "nothing is named"),
        ("never,changed", "cannot fail on something too: never,changed"),
        ("changed,never", "cannot fail on something too"),
        ("chnaged", "Did you mean 'changed'?"),
        ("changed,zzz", "cannot fail on 'zzz'"),
        ("Never", "cannot fail on 'Never'"),
    ],
)
def test_what_a_run_cannot_fail_on_is_said_with_all_that_it_can(fail_on: str | list[str], said: str) -> None:
    with pytest.raises(UsageError) as error:
        outcome.causes(fail_on)
    text = str(error.value)
    assert said in text
    listed = text.split("with commas between: ")[1].rstrip(".").split(", ")
    assert listed == list(outcome.CAUSES)
    assert len(set(listed)) == len(listed) == len({*get_args(Status), *get_args(Support)})
    assert "'never'" in text


def test_the_help_and_the_readme_say_what_a_run_can_fail_on() -> None:
    help_text = run("check", "--help", exit_code=0).stdout
    readme = (Path(__file__).parents[1] / "README.md").read_text("utf-8")
    for each in outcome.CAUSES:
        assert re.search(rf"(?<![\w-]){each}(?![\w-])", help_text.split("--fail-on takes")[1])
        assert f"| {each} |" in readme
    assert all(re.search(rf"^ +{each} {{2,}}\w", help_text, re.MULTILINE) for each in get_args(Support))
    assert all(f"\n| {code} |" in readme for code in (70, 130))


OK, BAD = report(finding()), report(finding("changed"))
GONE = report(finding("unverifiable", None), status="unusable")

ALONE = report(finding("baseline"), status="first", reason="No snapshot is accepted to compare with.")


@pytest.mark.parametrize(
    ("found", "fail_on", "unusable_ok", "code"),
    [
        ([], outcome.FAIL_ON, False, 0),
        ([OK], outcome.FAIL_ON, False, 0),
        ([OK, BAD], outcome.FAIL_ON, False, 1),
        ([BAD, GONE], outcome.FAIL_ON, False, 1),
        ([BAD, GONE], "never", False, 3),
        ([OK, GONE], outcome.FAIL_ON, False, 3),
        ([OK, GONE], outcome.FAIL_ON, True, 0),
        ([BAD, GONE], outcome.FAIL_ON, True, 1),
        ([OK], "stated", False, 1),
        ([OK], "unchanged", False, 1),
        ([GONE], "unverifiable", False, 1),
        ([report(finding("baseline"), status="first")], outcome.FAIL_ON, False, 0),
        ([ALONE], outcome.FAIL_ON, False, 3),
        ([OK, ALONE], outcome.FAIL_ON, True, 0),
        ([BAD, ALONE], outcome.FAIL_ON, False, 1),
        ([report(finding("not-stated", "not-stated"))], outcome.FAIL_ON, False, 0),
        ([report(finding("unchanged", "contradicted"))], "contradicted", False, 1),
    ],
)
def test_the_exit_code_follows_from_the_findings(
    found: list[Report], fail_on: str, unusable_ok: bool, code: int
) -> None:
    assert outcome.exit_code(found, outcome.causes(fail_on), unusable_ok=unusable_ok) == code


def test_parts_are_merged_in_the_order_of_the_claims(claims: ClaimSet) -> None:
    left = Unclaimed(kind="added", before="", after="new", section=[])
    parts = [
        core.Comparison((finding(id_="logs-deleted"),), (left,)),
        core.Comparison((finding(id_="phone-number-required"),), (left,)),
    ]
    merged = reports.merged(claims.claims, parts)
    assert [each.id for each in merged.findings] == ["phone-number-required", "logs-deleted"]
    assert merged.unclaimed == (left,)


def test_what_one_part_quotes_is_not_unclaimed_in_another(site: Site) -> None:
    site.check(page(policy()))
    site.check(page(policy(*OTHER)))
    now = dt.datetime(2026, 8, 1, tzinfo=dt.UTC)
    site.store.accept(
        "tarn-privacy", site.ids()[1], claims=["phone-number-required"], who="t", why="t", time=now
    )
    found = site.report(offline=True)
    quoted = {
        each.exact
        for claim in found.claims
        for side in (claim.evidence.before, claim.evidence.after)
        for each in side
    }
    assert not quoted & {each.after for each in found.unclaimed}


def test_the_fixture_has_pages_that_can_be_used(claims: ClaimSet) -> None:
    assert isinstance(pipeline.sources.edition(policy().encode(), claims.documents[0]).page, Page)
