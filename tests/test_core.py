"""The pure half from pages to findings: every status, what a finding quotes, and the laws."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from claimtrack.records import FLAGGED, Claim
from tests.editions import claim, comparison, finding, page, policy

LOGS = claim(
    "Tarn deletes its server logs within 30 days.", action="delete", data=["log-data"], quantities=["<= 30 days"]
)
NUMBER = claim("Tarn shares your phone number with Fellmere.", action="share", data=["phone-number"],
               recipients=["group-company"])  # fmt: skip
SEALED = claim("Messages are end-to-end encrypted.", action="encrypt", data=["message-content"],
               safeguards=["end-to-end-encryption"])  # fmt: skip
NO_ADS = claim("Tarn does not use your messages for ads.", action="use", data=["message-content"],
               purposes=["advertising"], polarity="is-not")  # fmt: skip
GIVEN_AWAY = claim("Tarn shares your phone number.", action="share", data=["phone-number"])
CLAIMS = [
    Claim(**{**each.model_dump(), "id": name})
    for name, each in (("logs", LOGS), ("number", NUMBER), ("sealed", SEALED), ("no-ads", NO_ADS))
]

SAID = "We delete our server logs within 30 days."
GIVEN = "We share your phone number with Fellmere."
NEVER = "We do not use your messages for advertising."

STATUSES: list[tuple[str, Claim, str, str, str]] = [
    ("unchanged", LOGS, SAID, SAID, "none"),
    ("unchanged", LOGS, SAID, f"{SAID}\n\nOwls hunt at night.", "none"),
    ("cosmetic", LOGS, SAID, SAID.replace("server logs", "**Server logs**"), "none"),
    ("cosmetic", NUMBER, GIVEN, GIVEN.replace("Fellmere", "the Fellmere Group"), "none"),
    ("moved", LOGS, f"{SAID}\n\n### Boats", f"### Boats\n\n{SAID}", "note"),
    ("reworded", LOGS, SAID, f"{SAID[:-1]}, as you would expect.", "note"),
    ("reworded", LOGS, SAID, "We erase our server logs within 30 days.", "note"),
    ("changed", NUMBER, GIVEN, GIVEN.replace("We", "If you opt in, we"), "warning"),
    ("changed", NUMBER, GIVEN, GIVEN.replace("share", "may share"), "warning"),
    ("changed", SEALED, "Your messages are end-to-end encrypted.", "Your messages are encrypted.", "warning"),
    ("withdrawn", LOGS, SAID, SAID.replace("30", "90"), "error"),
    ("withdrawn", LOGS, SAID, "Owls hunt at night.", "error"),
    ("withdrawn", NUMBER, GIVEN, GIVEN.replace("share", "do not share"), "error"),
    ("withdrawn", NO_ADS, NEVER, NEVER.replace("do not use", "use"), "error"),
    ("introduced", LOGS, "Owls hunt at night.", SAID, "warning"),
    ("introduced", LOGS, SAID.replace("30", "90"), SAID, "warning"),
    ("introduced", NO_ADS, NEVER.replace("do not use", "use"), NEVER, "warning"),
    ("not-stated", LOGS, "Owls hunt at night.", "Owls hunt by day.", "warning"),
    ("reworded", LOGS, SAID, "Our server logs are erased by us within 30 days.", "note"),
    ("reworded", LOGS, SAID, "Our server logs are deleted within 30 days.", "note"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("status", "asked", "before", "after", "level"), STATUSES
)
def test_status(status: str, asked: Claim, before: str, after: str, level: str) -> None:
    found = finding(asked, before, after)
    assert (found.status, found.level, found.flagged) == (status, level, status in FLAGGED)
    assert bool(found.changes) >= found.flagged or found.support != found.support_before
    assert found.before == "before"


BASELINES = [
    (LOGS, SAID, "stated", "none"),
    (LOGS, SAID.replace("30", "90"), "contradicted", "warning"),
    (SEALED, "Your messages are encrypted.", "partly-stated", "none"),
    (NUMBER, "Owls hunt at night.", "not-stated", "warning"),
]


@pytest.mark.parametrize(("asked", "text", "support", "level"), BASELINES)
def test_a_first_edition_is_a_baseline(asked: Claim, text: str, support: str, level: str) -> None:
    found = comparison([asked], None, policy(text))
    (only,) = found.findings
    assert (only.status, only.support, only.level, only.flagged) == ("baseline", support, level, False)
    assert (only.before, only.support_before, only.evidence.before) == (None, None, [])
    assert found.unclaimed == ()


# ── What a finding quotes ────────────────────────────────────────────────────────────────────────────


def test_a_flag_quotes_what_changed_and_not_all_that_bears_on_the_claim() -> None:
    beside = "Server logs of our shop are deleted within 24 hours."
    found = finding(LOGS, f"{SAID} {beside}", f"{SAID.replace('30', '90')} {beside}")
    assert [each.exact for each in found.evidence.before] == [SAID]
    assert [each.exact for each in found.evidence.after] == [SAID.replace("30", "90")]


def test_a_quote_is_found_again_in_its_page() -> None:
    text = policy(f"“Quoted” – {SAID} {GIVEN}")
    (found,) = comparison([NUMBER], text, text).findings
    (quote,) = found.evidence.after
    whole = page(text).text
    assert quote.exact == whole[quote.start : quote.end] == GIVEN
    assert whole[: quote.start].endswith(quote.prefix)
    assert whole[quote.end :].startswith(quote.suffix)
    assert quote.snapshot == "after"
    assert quote.section == ["Tarn Privacy Policy", "Our practices"]
    assert [(p.action, p.data, p.recipients) for p in quote.practices] == [
        ("share", ["phone-number"], ["group-company"])
    ]


def test_no_more_is_quoted_than_a_reader_wants() -> None:
    many = " ".join(SAID.replace("server", f"server {n}") for n in range(20))
    (found,) = comparison([LOGS], policy(many), policy(many)).findings
    assert 0 < len(found.evidence.after) <= 5


WEAK = "We share your account information with Fellmere."


def test_weak_matching_is_said() -> None:
    strong, weak = finding(NUMBER, GIVEN, GIVEN), finding(NUMBER, WEAK, WEAK)
    assert weak.support == "partly-stated"
    assert weak.confidence < strong.confidence == 1.0


def test_findings_come_in_the_order_of_the_claims() -> None:
    for claims in (CLAIMS, CLAIMS[::-1]):
        found = comparison(claims, policy(SAID), policy(GIVEN))
        assert [each.id for each in found.findings] == [each.id for each in claims]


def test_a_claim_is_judged_the_same_whoever_stands_beside_it() -> None:
    before, after = policy(SAID, GIVEN, NEVER), policy(SAID.replace("30", "90"), GIVEN)
    together = comparison(CLAIMS, before, after).findings
    assert list(together) == [comparison([each], before, after).findings[0] for each in CLAIMS]


# ── Laws ─────────────────────────────────────────────────────────────────────────────────────────────

QUIET = {"unchanged", "not-stated"}
SENTENCES = st.sampled_from(
    [
        SAID, GIVEN, NEVER, WEAK, "### Boats", "## Logs", "* your phone number", "* to advertisers", "We share with:",
        "Your messages are end-to-end encrypted.", "If you opt in, we share your phone number.", "| a | b |",
        "Learn more about logs.", "[Logs](#logs)", "> We delete.", "1. We keep logs for 90 days; or never.",
    ]
)  # fmt: skip
ODD = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1, max_size=80)
POLICIES = st.lists(st.one_of(SENTENCES, ODD), max_size=8).map(lambda blocks: policy(*blocks))
SLOW = settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@SLOW
@given(POLICIES)
def test_a_policy_compared_with_itself_has_no_change(text: str) -> None:
    found = comparison(CLAIMS, text, text)
    assert {each.status for each in found.findings} <= QUIET
    assert not any(each.changes for each in found.findings)
    assert found.unclaimed == ()
    for each in found.findings:
        assert each.support == each.support_before


@SLOW
@given(POLICIES, POLICIES)
def test_any_two_policies_can_be_compared(before: str, after: str) -> None:
    for each in comparison(CLAIMS, before, after).findings:
        assert each.flagged == (each.status in FLAGGED)
        assert 0.0 <= each.confidence <= 1.0
        assert all(change.text for change in each.changes)


HELD, LOST_SUPPORT = {"stated", "partly-stated"}, {"not-stated", "contradicted"}


@pytest.mark.xfail(strict=True, reason="evidence that is weak alone turns the support and is no change")
@SLOW
@example(policy("We share:\n\n* your phone number"), policy("We never share:\n\n* your phone number"))
@example(policy(), policy(WEAK))
@given(POLICIES, POLICIES)
def test_support_that_turned_is_withdrawn_or_introduced(before: str, after: str) -> None:
    for each in comparison([*CLAIMS, GIVEN_AWAY], before, after).findings:
        if each.support_before in HELD and each.support in LOST_SUPPORT:
            assert each.status == "withdrawn"
        if each.support_before in LOST_SUPPORT and each.support in HELD:
            assert each.status == "introduced"


@SLOW
@example(policy(WEAK))
@given(POLICIES)
def test_what_a_first_edition_supports_is_what_the_next_one_finds_supported(text: str) -> None:
    first = comparison(CLAIMS, None, text).findings
    again = comparison(CLAIMS, text, text).findings
    for one, other in zip(first, again, strict=True):
        assert one.support == other.support


def test_equal_pages_of_other_bytes_are_unchanged() -> None:
    text = policy(SAID, GIVEN)
    found = comparison(CLAIMS, text, text.replace("\n\n", "\n\n\n"))
    assert {each.status for each in found.findings} <= QUIET


# ── The same everywhere ──────────────────────────────────────────────────────────────────────────────

REPORT = """
from tests.editions import comparison, policy
from tests.test_core import CLAIMS, GIVEN, NEVER, SAID

clauses = ["our partners", "banks", "researchers", "the police", "anyone", "İstanbul ferries", "ſhops"]
data = ["age", "location", "contacts", "photos", "card number", "frob count", "device, e.g. its model"]
lines = [f"We share your {what} with {who} for {n} days." for n, (what, who) in enumerate(zip(data, clauses))]
before = policy(SAID, GIVEN, *lines, "Your messages are end-to-end encrypted.", NEVER)
after = policy(
    GIVEN, SAID.replace("30", "90"), *(line.replace("for", "unless you object, for") for line in lines[1:]),
    "Your messages are encrypted.", "On 3 July 2026 we sell your age, gender and income to İstanbul ferries.",
)
found = comparison(CLAIMS, before, after)
print("\\n".join(each.model_dump_json() for each in (*found.findings, *found.unclaimed)))
"""
PLACES = [
    {"PYTHONHASHSEED": "0"},
    {"PYTHONHASHSEED": "1", "LC_ALL": "C"},
    {"PYTHONHASHSEED": "2", "LC_ALL": "tr_TR.UTF-8", "TZ": "Asia/Kathmandu"},
    {"PYTHONHASHSEED": "3", "LC_ALL": "C.UTF-8", "TZ": "America/St_Johns", "PYTHONOPTIMIZE": "1"},
]


def test_findings_do_not_hang_on_hash_seed_locale_or_zone() -> None:
    root = Path(__file__).parents[1]
    said = {
        subprocess.run(
            [sys.executable, "-c", REPORT], cwd=root, capture_output=True, check=True,
            env={**os.environ, "PYTHONPATH": str(root), "PYTHONIOENCODING": "utf-8", **place},
        ).stdout
        for place in PLACES
    }  # fmt: skip
    (only,) = said
    assert b'"withdrawn"' in only
    assert only.count(b"\n") > len(CLAIMS)
