"""What is no change for a claim: cosmetic edits, moved and reworded text, twins, and what does not bear on it."""

from __future__ import annotations

from typing import Any

import pytest

from claimtrack.records import Claim
from tests.editions import claim, comparison, finding, kinds, policy

LOGS = claim(action="delete", data=["log-data"], quantities=["<= 30 days"])
GROUP = claim(action="share", data=["phone-number"], recipients=["group-company"])
PARTNERS = claim(action="share", data=["location"], recipients=["third-party"])
DENIAL = claim(action="share", data=["location"], recipients=["third-party"], polarity="is-not")
IMPROVE = claim(action="use", data=["usage-data"], purposes=["service-improvement"])
NUMBER = claim(action="collect", data=["phone-number"])
PAYMENTS = claim(action="use", data=["payment-data"], purposes=["payment-processing"])

COSMETIC: list[tuple[str, Claim, str, str]] = [
    ("quotes and dashes", IMPROVE, "We use your usage data – “clicks” – to improve Tarn’s services.",
     "We use your usage data - \"clicks\" - to improve Tarn's services."),
    ("case", GROUP, "Fellmere receives your Phone Number.", "Fellmere receives your phone number."),
    ("marks", LOGS, "We delete our server logs, within 30 days.", "We delete our server logs within 30 days!"),
    ("spaces", LOGS, "We delete our  server logs within 30 days.", "We delete our server logs within 30\u00a0days."),
    ("markup", LOGS, "We delete our **server logs** within 30 days.",
     "We delete our server logs within *30 days*."),
    ("link targets", LOGS, "We delete our [server logs](https://tarn.example/a) within 30 days.",
     "We delete our [server logs](https://tarn.example/b) within 30 days."),
    ("spelling", IMPROVE, "We analyse your usage data to improve customised services.",
     "We analyze your usage data to improve customized services."),
    ("more spelling", IMPROVE, "We use your usage data on favours and behaviour to improve our services.",
     "We use your usage data on favors and behavior to improve our services."),
    ("names of one thing", GROUP, "The Fellmere Companies receive your phone number.",
     "The Fellmere Group receives your phone number."),
    ("contraction", DENIAL, "We do not share your location with our partners.",
     "We don't share your location with our partners."),
    ("hyphens", NUMBER, "We collect your phone number at sign-up.", "We collect your phone number at sign up."),
]  # fmt: skip


@pytest.mark.parametrize(("why", "asked", "before", "after"), COSMETIC, ids=[row[0] for row in COSMETIC])
def test_cosmetic(why: str, asked: Claim, before: str, after: str) -> None:
    found = finding(asked, before, after)
    assert found.status in ("cosmetic", "unchanged")
    assert found.changes == []
    assert (found.flagged, found.level) == (False, "none")


REWORDED: list[tuple[str, Claim, str, str]] = [
    ("order of a list", PARTNERS, "We share your location with banks, airlines and our partners.",
     "We share your location with our partners, banks and airlines."),
    ("voice", PARTNERS, "We share your location with our partners.",
     "Your location is shared with our partners."),
    ("synonyms of known words", PARTNERS, "We share your location with our partners.",
     "We disclose your location to our partners."),
    ("function words", IMPROVE, "We use your usage data in order to improve our services.",
     "We use your usage data to improve our services."),
    ("an aside", LOGS, "We delete our server logs within 30 days.",
     "As you would expect, we delete our server logs within 30 days."),
    ("split", PARTNERS, "We share your location with our partners and we delete our server logs every night.",
     "We share your location with our partners. We delete our server logs every night."),
    ("merge", PARTNERS, "We share your location with our partners. We delete our server logs every night.",
     "We share your location with our partners and we delete our server logs every night."),
    ("a number on the item", NUMBER, "4.2 We collect your phone number.", "5.1 We collect your phone number."),
    ("may and might", PARTNERS, "We may share your location with our partners.",
     "We might share your location with our partners."),
    ("if and when", PARTNERS, "If you open the map, we share your location with our partners.",
     "When you open the map, we share your location with our partners."),
    ("a number in figures", LOGS, "We delete our server logs within thirty days.",
     "We delete our server logs within 30 days."),
]  # fmt: skip


@pytest.mark.parametrize(("why", "asked", "before", "after"), REWORDED)
@pytest.mark.parametrize("back", [False, True], ids=["forth", "back"])
def test_reworded(why: str, asked: Claim, before: str, after: str, back: bool) -> None:
    found = finding(asked, after, before) if back else finding(asked, before, after)
    assert kinds(found) == set()
    assert found.status in ("reworded", "cosmetic")
    assert not found.flagged


# ── What does not bear on the claim ──────────────────────────────────────────────────────────────────

ELSEWHERE: list[tuple[str, Claim, str, str]] = [
    ("another practice of the sentence", PAYMENTS,
     "We use your payment data to process payments, and we use your IP address to prevent fraud.",
     "We use your payment data to process payments, and we use your IP address to show you ads."),
    ("data beside the claim's", NUMBER, "We collect your phone number and your age.",
     "We collect your phone number and your gender."),
    ("another sentence", NUMBER, "We collect your phone number. We collect your age.",
     "We collect your phone number. We collect your gender."),
    ("a sentence on another subject is added", LOGS, "We delete our server logs within 30 days.",
     "We delete our server logs within 30 days. We share your photos with partners."),
    ("a sentence on another subject goes", LOGS,
     "We delete our server logs within 30 days. We keep your photos for 10 days.",
     "We delete our server logs within 30 days."),
    ("a heading", LOGS, "### Our logs\n\nWe delete our server logs within 30 days.",
     "### The logs of our servers\n\nWe delete our server logs within 30 days."),
    ("a pointer", LOGS, "We delete our server logs within 30 days. Learn more about how we delete server logs.",
     "We delete our server logs within 30 days. Read more about how we keep server logs for 90 days."),
]  # fmt: skip


@pytest.mark.parametrize(("why", "asked", "before", "after"), ELSEWHERE, ids=[row[0] for row in ELSEWHERE])
def test_not_flagged_for_what_does_not_bear_on_it(why: str, asked: Claim, before: str, after: str) -> None:
    assert kinds(finding(asked, before, after)) == set()
    assert not finding(asked, before, after).flagged


BESIDE: list[tuple[str, Claim, str, str]] = [
    ("the other practice of the sentence",
     claim(action="use", data=["ip-address"], purposes=["fraud-prevention"]), *ELSEWHERE[0][2:]),
    ("a purpose beside the claim's", IMPROVE, "We use your usage data and your age to improve our services.",
     "We use your usage data and your age to improve our services and to show you ads."),
    ("the claim on the data that went", claim(action="collect", data=["age"]), *ELSEWHERE[1][2:]),
    ("the claim on the sentence that went", claim(action="store", data=["media"]), *ELSEWHERE[4][2:]),
]  # fmt: skip


@pytest.mark.parametrize(("why", "asked", "before", "after"), BESIDE, ids=[row[0] for row in BESIDE])
def test_the_same_edit_is_flagged_where_it_bears(why: str, asked: Claim, before: str, after: str) -> None:
    assert finding(asked, before, after).flagged


# ── Moved, and twins ─────────────────────────────────────────────────────────────────────────────────

SAID = "We delete our server logs within 30 days."


def test_the_same_words_under_another_heading_are_moved() -> None:
    before = policy("### Logs", SAID, "### Boats", "Boats are fine.")
    after = policy("### Logs", "### Boats", "Boats are fine.", SAID)
    (found,) = comparison([LOGS], before, after).findings
    assert (found.status, found.level, found.flagged) == ("moved", "note", False)


def test_moved_and_edited_is_changed() -> None:
    before = policy("### Logs", SAID, "### Boats", "Boats are fine.")
    after = policy("### Logs", "### Boats", "Boats are fine.", SAID.replace("30", "90"))
    (found,) = comparison([LOGS], before, after).findings
    assert kinds(found) == {"quantity"}


TWINS = [
    ("a twin goes", [SAID, "Boats are fine.", SAID], [SAID, "Boats are fine."]),
    ("a twin comes", [SAID, "Boats are fine."], [SAID, "Boats are fine.", SAID]),
    ("in other words", [SAID, "Server logs are deleted within 30 days."], [SAID]),
]


@pytest.mark.parametrize(("why", "before", "after"), TWINS, ids=[row[0] for row in TWINS])
def test_evidence_whose_twin_still_stands_is_not_missed(why: str, before: list[str], after: list[str]) -> None:
    (found,) = comparison([LOGS], policy(*before), policy(*after)).findings
    assert kinds(found) == set()
    assert not found.flagged


HOSTS = claim(
    action="share", data=["personal-data"], recipients=["service-provider"], purposes=["infrastructure"]
)
RUN = "We work with service providers that run our servers, such as to deliver mail, print tickets or paint boats."
HOST = "To host its data centers, Tarn hands personal data to contractors."
STANDS = "We share your information with service providers for hosting."


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (["### Partners", RUN, "### Boats"], ["### Partners", "### Boats", HOST], {"removed", "added"}),
        (["### Partners", RUN, STANDS], ["### Partners", STANDS], set()),
        (["### Partners", STANDS, "### Boats"], ["### Partners", STANDS, "### Boats", HOST], set()),
    ],
)  # fmt: skip
def test_only_what_stands_in_both_editions_is_a_twin(before: list[str], after: list[str], expected: set[str]) -> None:
    (found,) = comparison([HOSTS], policy(*before), policy(*after)).findings
    assert kinds(found) == expected


def test_a_sentence_that_stands_twice_is_quoted_once() -> None:
    text = policy(SAID, "Boats are fine.", SAID)
    (found,) = comparison([LOGS], text, text).findings
    assert [each.exact for each in found.evidence.after] == [SAID]


def test_a_sentence_that_stands_twice_changes_once() -> None:
    before = policy(SAID, "Boats are fine.", SAID)
    (found,) = comparison([LOGS], before, before.replace("30", "90")).findings
    assert [(each.before, each.after) for each in found.changes] == [("30", "90")]


# ── Unclaimed ────────────────────────────────────────────────────────────────────────────────────────

NEWS = [
    "We sell your gender to data brokers.",
    "We share your age with advertisers for advertising.",
    "We share your fingerprint with banks.",
    "We collect your credit score from an agency when you rent a boat.",
    "We use your photos.",
]
"""The weightiest first."""


def unclaimed(before: list[str], after: list[str], *claims: Claim) -> list[Any]:
    return list(comparison(list(claims) or [LOGS], policy(SAID, *before), policy(SAID, *after)).unclaimed)


def test_the_weightiest_statement_that_no_claim_covers_comes_first() -> None:
    found = unclaimed([], NEWS[::-1])
    assert [(each.kind, each.after) for each in found[2:]] == [("added", text) for text in NEWS[2:]]
    assert {each.after for each in found[:2]} == set(NEWS[:2])


def test_statements_that_went_or_changed_are_listed_too() -> None:
    found = unclaimed([NEWS[0], NEWS[3]], [NEWS[3].replace("credit score", "gender")])
    assert [(each.kind, each.before, each.after) for each in found] == [
        ("removed", NEWS[0], ""),
        ("changed", NEWS[3], NEWS[3].replace("credit score", "gender")),
    ]
    assert all(each.section[-1] == "Our practices" and each.practices for each in found)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ([], ["Owls hunt at night."]),
        ([], ["You can write to us."]),
        ([], ["Learn more about how we share your data."]),
        (["### Owls"], ["### We share your data"]),
        ([NEWS[0]], [NEWS[0].upper()]),
        ([NEWS[0]], [NEWS[0]]),
    ],
)
def test_what_speaks_of_no_data_is_not_listed(before: list[str], after: list[str]) -> None:
    assert unclaimed(before, after) == []


def test_what_a_claim_covers_is_not_listed() -> None:
    assert unclaimed([], [NEWS[2]], claim(action="share", data=["biometric-data"])) == []
