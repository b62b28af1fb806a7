"""Which sentences are evidence for a claim, how strongly, and whether they state it."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimtrack import match, records
from claimtrack.records import Assertion
from tests.editions import claim, evidence, policy
from tests.readings import read, words

NUMBER: dict[str, Any] = {"action": "share", "data": ["phone-number"]}
ADS: dict[str, Any] = {"action": "share", "data": ["usage-data"], "recipients": ["advertiser"]}
LOGS: dict[str, Any] = {"action": "delete", "data": ["log-data"], "quantities": ["<= 30 days"]}
FRAUD: dict[str, Any] = {"action": "use", "data": ["ip-address"], "purposes": ["fraud-prevention"]}
SEALED: dict[str, Any] = {
    "action": "encrypt", "data": ["message-content"], "safeguards": ["end-to-end-encryption"],
}  # fmt: skip
NO_ADS: dict[str, Any] = {
    "action": "share", "data": ["contact-list"], "recipients": ["group-company"],
    "purposes": ["advertising"], "polarity": "is-not",
}  # fmt: skip


def weight(asserted: dict[str, Any], text: str) -> float:
    found = [match.weigh(Assertion(**asserted), p, words()) for p in read(text).practices]
    return max(found, default=0.0)


STRONG: list[tuple[dict[str, Any], str]] = [
    (NUMBER, "We share your phone number."),
    (NUMBER, "We disclose your mobile number to partners."),
    (NUMBER, "Your telephone number is visible to anyone."),
    (NUMBER, "We may share your phone number."),
    (NUMBER, "We do not share your phone number."),
    (NUMBER, "We transfer your phone number to our affiliates."),
    (ADS, "We share usage data with advertisers."),
    (ADS, "Advertisers receive the features you use."),
    (ADS, "We share usage data with third parties."),
    (LOGS, "We delete our server logs within 30 days."),
    (LOGS, "Logs are deleted after 90 days."),
    (LOGS, "We keep server logs for 30 days."),
    (FRAUD, "We use your IP address to prevent fraud."),
    (FRAUD, "We collect your IP address to prevent fraud."),
    (SEALED, "Your messages are end-to-end encrypted."),
    (SEALED, "Your messages are encrypted."),
    (NO_ADS, "We do not share your contacts with Fellmere for advertising."),
    ({"action": "share", "data": ["location"]}, "We share your precise location."),
    ({"action": "collect", "data": ["phone-number"], "modality": "must"}, "You must give us your phone number."),
]  # fmt: skip
WEAK: list[tuple[dict[str, Any], str]] = [
    (NUMBER, "We share your account information with partners."),
    (NUMBER, "We share your personal data with partners."),
    ({"action": "collect", "data": ["phone-number"], "modality": "must"}, "We collect your phone number."),
    ({"action": "share", "data": ["precise-location"]}, "We share your location."),
]
NONE: list[tuple[dict[str, Any], str]] = [
    (NUMBER, "We share your email address with partners."),
    (NUMBER, "We delete your phone number."),
    (NUMBER, "We share the number of stars with partners."),
    (NUMBER, "You can call our phone number."),
    (NUMBER, "Owls hunt at night."),
    (ADS, "We collect usage data."),
    (ADS, "We share usage data with banks and researchers."),
    (LOGS, "We share server logs with partners."),
    (FRAUD, "We use your photos to prevent fraud."),
    (SEALED, "We share your messages with partners."),
    (SEALED, "Your payment data is encrypted."),
]


@pytest.mark.parametrize(("asserted", "text"), STRONG)
def test_strong_evidence(asserted: dict[str, Any], text: str) -> None:
    assert weight(asserted, text) >= records.STRONG


COLLECT: dict[str, Any] = {"action": "collect", "data": ["phone-number"]}
LESS: list[tuple[str, dict[str, Any], str, str]] = [
    # claim, what tells more of it, what tells less
    ("denied for a purpose", COLLECT, "We never use your phone number.", "We never use your phone number for ads."),
    ("shared with somebody", COLLECT, "You may share your phone number.",
     "You may share your phone number with Norvik."),
    ("shared by another", COLLECT, "You may share your phone number.", "Norvik may share your phone number."),
    ("for another purpose", FRAUD, "We collect your IP address to prevent fraud.",
     "We collect your IP address to show you ads."),
    ("without a bound", LOGS, "We keep server logs for 30 days.", "We keep server logs."),
    ("with nobody", ADS, "We share usage data with advertisers.", "We share usage data."),
    ("encrypted somehow", SEALED, "Your messages are end-to-end encrypted.", "Your messages are encrypted."),
]  # fmt: skip


@pytest.mark.parametrize(("why", "asserted", "more", "less"), LESS, ids=[row[0] for row in LESS])
def test_what_tells_less_weighs_less(why: str, asserted: dict[str, Any], more: str, less: str) -> None:
    assert weight(asserted, more) > weight(asserted, less)


@pytest.mark.parametrize(("asserted", "text"), WEAK)
def test_weak_evidence(asserted: dict[str, Any], text: str) -> None:
    assert match.WEAK <= weight(asserted, text) < records.STRONG


@pytest.mark.parametrize(("asserted", "text"), NONE)
def test_no_evidence(asserted: dict[str, Any], text: str) -> None:
    assert weight(asserted, text) < match.WEAK


# ── Support ──────────────────────────────────────────────────────────────────────────────────────────

SUPPORT: list[tuple[dict[str, Any], str, str, list[str]]] = [
    # stated, narrower is stated too
    (NUMBER, "We share your phone number.", "stated", []),
    ({"action": "share", "data": ["location"]}, "We share your precise location.", "stated", []),
    ({"action": "share", "data": ["account-information"]}, "We share your phone number.", "stated", []),
    ({**NUMBER, "recipients": ["third-party"]}, "We share your phone number with advertisers.", "stated", []),
    ({**NUMBER, "recipients": ["contacts"]}, "Anyone can see your phone number.", "stated", []),
    ({**NUMBER, "recipients": ["group-company"]}, "Fellmere receives your phone number.", "stated", []),
    # up the hierarchy nothing is stated
    (NUMBER, "We share your account information with partners.", "partly-stated", ["data: phone-number"]),
    ({**NUMBER, "recipients": ["advertiser"]}, "We share your phone number with third parties.", "partly-stated",
     ["recipient: advertiser"]),
    (SEALED, "Your messages are encrypted.", "partly-stated", ["safeguard: end-to-end-encryption"]),
    # missing facets, in words
    (FRAUD, "We use your IP address for riddles.", "partly-stated", ["purpose: fraud-prevention"]),
    ({**NUMBER, "purposes": ["fraud-prevention"]}, "We share your phone number with partners.", "partly-stated",
     ["purpose: fraud-prevention"]),
    ({"action": "share", "data": ["phone-number", "age"]}, "We share your age with partners.", "partly-stated",
     ["data: phone-number"]),
    ({"action": "share", "data": ["phone-number", "age"]}, "We share your age and your phone number.", "stated", []),
    ({**NUMBER, "conditions": ["user-choice"]}, "We share your phone number with partners.", "partly-stated",
     ["condition: user-choice"]),
    ({**NUMBER, "conditions": ["user-choice"]}, "If you choose to, we share your phone number.", "stated", []),
    ({"action": "collect", "data": ["phone-number"], "modality": "must"}, "We collect your phone number.",
     "partly-stated", ["modality: must"]),
    # several sentences together
    ({"action": "share", "data": ["phone-number", "age"]}, "We share your age. We share your phone number.",
     "stated", []),
    # denials go down the hierarchy
    (NO_ADS, "We do not share your contacts with Fellmere for advertising.", "stated", []),
    ({**NUMBER, "recipients": ["advertiser"], "polarity": "is-not"},
     "We do not share your phone number with third parties.", "stated", []),
    ({**NUMBER, "recipients": ["advertiser"], "polarity": "is-not"},
     "We do not share your phone number with anyone.", "stated", []),
    ({"action": "share", "data": ["account-information"], "polarity": "is-not"},
     "We do not share your phone number.", "stated", []),
    ({**NUMBER, "polarity": "is-not"}, "We do not share your account information.", "stated", []),
    ({**NUMBER, "polarity": "is-not"}, "We do not share your personal data.", "stated", []),
    ({**NUMBER, "polarity": "is-not"}, "We do not share any data.", "stated", []),
    (NO_ADS, "We do not share your contacts with any company of the Fellmere Group.", "stated", []),
    # contradicted
    (NUMBER, "We do not share your phone number.", "contradicted", []),
    (NUMBER, "Your phone number is never disclosed.", "contradicted", []),
    ({**NUMBER, "polarity": "is-not"}, "We share your phone number.", "contradicted", []),
    (NO_ADS, "We share your contacts with Fellmere for advertising.", "contradicted", []),
    # not stated
    (NUMBER, "We share your email address.", "not-stated", []),
    (NUMBER, "Owls hunt at night.", "not-stated", []),
    (NUMBER, "We never share photos of owls.", "not-stated", []),
    # a use for nothing in particular, or for something else, is no part of a claim on a use
    (FRAUD, "We use your IP address.", "not-stated", []),
    (FRAUD, "We use your IP address to show you ads.", "not-stated", []),
    # another action is denied
    ({"action": "collect", "data": ["phone-number"]}, "We do not store your phone number.", "not-stated", []),
    ({"action": "collect", "data": ["phone-number"]}, "We never use your phone number.", "not-stated", []),
    ({"action": "share", "data": ["phone-number"]}, "We never transfer your phone number.", "contradicted", []),
    # what the user gives is what the controller collects
    ({"action": "collect", "data": ["phone-number"]}, "You may share your phone number.", "stated", []),
    ({"action": "collect", "data": ["phone-number"]}, "You share your phone number with your contacts.", "not-stated",
     []),
    # what is done for other purposes
    ({**NUMBER, "purposes": ["advertising"]}, "We share your phone number to prevent fraud.", "not-stated", []),
    # whoever no id names is a third party
    ({**NUMBER, "recipients": ["third-party"]}, "We share your phone number with ringers of bells.", "stated", []),
    ({**NUMBER, "recipients": ["advertiser"]}, "We share your phone number with ringers of bells.", "partly-stated",
     ["recipient: advertiser"]),
]  # fmt: skip


@pytest.mark.parametrize(("asserted", "text", "expected", "missing"), SUPPORT)
def test_support(asserted: dict[str, Any], text: str, expected: str, missing: list[str]) -> None:
    asked = claim(**asserted)
    matches, readings = evidence(asked, policy(text))
    assert match.support(asked, matches, readings, words()) == (expected, missing)


SAILING, LANTERN = "while you are sailing", "if the lantern is lit"
IN_WORDS = [
    (SAILING, "We collect your location while you are sailing.", True),
    (SAILING, "We collect your location only while you are sailing a boat of ours.", True),
    (SAILING, "Only while you are sailing do we collect your location.", True),
    (SAILING, "Whenever you sail, we collect your location.", True),
    (SAILING, "Your location is collected for as long as you sail.", True),
    (SAILING, "We do not collect your location unless you are sailing.", True),
    (SAILING, "We collect your location while you are rowing.", False),
    (SAILING, "We collect your location while you are not sailing.", False),
    (SAILING, "We collect your location even while you are sailing.", False),
    (SAILING, "We collect your location unless you are sailing.", False),
    (SAILING, "We collect your location after you have sailed.", False),
    (SAILING, "We collect your location before you sail.", False),
    (SAILING, "We collect your location once you stop sailing.", False),
    (SAILING, "We collect your location.", False),
    ("after you stop sailing", "We collect your location after you stop sailing.", True),
    ("after you stop sailing", "We collect your location once you have stopped sailing.", True),
    ("after you stop sailing", "We collect your location while you are sailing.", False),
    (LANTERN, "We collect your location when the ship's lantern is lit.", True),
    (LANTERN, "We collect your location when the lamp is lit.", False),
    (LANTERN, "We collect your location when the lantern is out.", False),
    # words that name what an id stands for
    ("with your consent", "We collect your location with your permission.", True),
    ("with your consent", "We collect your location if you agree.", True),
    ("with your consent", "We collect your location without your permission.", False),
    ("with your consent given by lantern", "We collect your location with your permission.", False),
]


@pytest.mark.parametrize(("condition", "text", "held"), IN_WORDS)
def test_a_condition_in_words(condition: str, text: str, held: bool) -> None:
    asked = claim(action="collect", data=["location"], conditions=[condition])
    matches, readings = evidence(asked, policy(text))
    missing = [] if held else [f"condition: {condition}"]
    assert match.support(asked, matches, readings, words()) == ("stated" if held else "partly-stated", missing)


BOUNDS = [
    ("<= 30 days", "We delete our logs within 30 days.", "stated"),
    ("<= 30 days", "We delete our logs within 24 days.", "stated"),
    ("<= 30 days", "Logs are deleted after 30 days.", "stated"),
    ("<= 30 days", "We delete our logs within 31 days.", "contradicted"),
    ("<= 30 days", "We delete our logs within ninety days.", "contradicted"),
    ("<= 30 days", "We delete our logs.", "partly-stated"),
    ("30 days", "We delete our logs after 30 days.", "stated"),
    ("30 days", "We delete our logs after 90 days.", "contradicted"),
    (">= 30 days", "We delete our logs after at least 40 days.", "stated"),
    (">= 30 days", "We delete our logs after at least 20 days.", "contradicted"),
    ("<= 30 days", "We delete our logs within 24 hours.", "stated"),
    ("<= 30 days", "We delete our logs within two months.", "contradicted"),
    ("<= 30 days", "We delete our logs after 1,000,000 days.", "contradicted"),
    ("<= 30 days", "We delete our logs after 1,234,567 days.", "contradicted"),
    ("<= 30 days", "We delete our logs after a decade.", "contradicted"),
    ("<= 30 days", "We delete our logs within a fortnight.", "stated"),
    ("<= 30 days", "We delete our logs after the length of a sailing season.", "partly-stated"),
    ("<= 10 seconds", "We delete our logs within 30 seconds.", "contradicted"),
    ("12 months", "We delete our logs after 1 year.", "stated"),
    # however a claim file writes them
    ("<=30 days", "We delete our logs after 20 days.", "stated"),
    ("<=30 days", "We delete our logs after 90 days.", "contradicted"),
    ("<= 30 calendar days", "We delete our logs after 20 days.", "stated"),
    ("<= 1,000 days", "We delete our logs after 900 days.", "stated"),
    ("<= 1.5 days", "We delete our logs after 24 hours.", "stated"),
    ("<= 1.2.3 days", "We delete our logs after 900 days.", "contradicted"),
]


@pytest.mark.parametrize(("bound", "text", "expected"), BOUNDS)
def test_bounds(bound: str, text: str, expected: str) -> None:
    asked = claim(**{**LOGS, "quantities": [bound]})
    matches, readings = evidence(asked, policy(text))
    assert match.support(asked, matches, readings, words())[0] == expected


# ── The sentences of a page ──────────────────────────────────────────────────────────────────────────


def quoted(text: str, **fields: Any) -> list[str]:
    matches, readings = evidence(claim(**{**NUMBER, **fields}), text)
    return [readings[m.sentence].sentence.text for m in matches]


SHARED = "We share your phone number with partners."
NEVER = [
    ("a heading", "## We share your phone number with partners\n\nOwls hunt at night."),
    ("an entry of the contents", "* [We share your phone number with partners.](#numbers)"),
    ("a pointer elsewhere", "Learn more about how we share your phone number with partners."),
    ("a pointer elsewhere, in front", "For more information on how we share your phone number, see below."),
    ("a note on what changed", "## What's new\n\nWe share your phone number with partners."),
    ("a change log", "## Summary of changes\n\n* We share your phone number with partners."),
]


@pytest.mark.parametrize(("why", "text"), NEVER, ids=[row[0] for row in NEVER])
def test_never_evidence(why: str, text: str) -> None:
    assert quoted(policy(text)) == []


STILL = [
    ("a link elsewhere", "[We share your phone number with partners.](https://tarn.example/partners)"),
    ("a link inside a sentence", "We share your [phone number](#number) with partners."),
    ("a heading on updates of yours", "## Status updates\n\nWe share your phone number with partners."),
]


@pytest.mark.parametrize(("why", "text"), STILL, ids=[row[0] for row in STILL])
def test_still_evidence(why: str, text: str) -> None:
    assert quoted(policy(text)) == [SHARED]


ABOUT: list[tuple[str, list[list[str]], str, bool]] = [
    ("in the sentence", [["partners"]], SHARED, True),
    ("in another form", [["partner"]], SHARED, True),
    ("one phrase of each list", [["crash", "partner"], ["phone"]], SHARED, True),
    ("not all lists", [["crash"], ["partner"]], SHARED, False),
    ("nowhere", [["crash report"]], SHARED, False),
    ("a part of a word", [["part"]], SHARED, False),
    ("words apart", [["share phone"]], SHARED, False),
    ("in the heading", [["crash"]], f"## Crash reports\n\n{SHARED}", True),
    ("in the stem", [["crash"]], "When there is a crash, we share:\n\n* your phone number", True),
    ("in another paragraph", [["crash"]], f"Boats crash.\n\n{SHARED}", False),
]


@pytest.mark.parametrize(("why", "about", "text", "held"), ABOUT, ids=[row[0] for row in ABOUT])
def test_about_restricts(why: str, about: list[list[str]], text: str, held: bool) -> None:
    assert bool(quoted(policy(text), about=about)) is held


def test_a_cue_makes_weak_evidence_strong() -> None:
    text = policy("We share your account information on the notice board.")
    for cues, strong in (([], False), (["notice board"], True), (["notice"], True), (["board notice"], False)):
        (found,) = evidence(claim(**NUMBER, cues=cues), text)[0]
        assert (found.weight >= records.STRONG) is strong


def test_a_cue_finds_a_sentence_without_a_practice_but_makes_it_no_strong_evidence() -> None:
    (found,) = evidence(claim(**NUMBER, cues=["notice board"]), policy("The notice board is green."))[0]
    assert found.weight == match.WEAK


def test_evidence_is_in_page_order_and_names_its_practices() -> None:
    text = policy("We share your phone number. We keep logs, and we share your phone number with partners.")
    matches, readings = evidence(claim(**NUMBER), text)
    assert [m.sentence for m in matches] == sorted(m.sentence for m in matches)
    for found in matches:
        chosen = [readings[found.sentence].practices[k] for k in found.practices]
        assert [p.action.id for p in chosen] == ["share"]


# ── Laws ─────────────────────────────────────────────────────────────────────────────────────────────

CLAIMS = st.sampled_from([NUMBER, ADS, LOGS, FRAUD, SEALED, NO_ADS])
SENTENCES = st.sampled_from([text for _, text in [*STRONG, *WEAK, *NONE]])


@given(CLAIMS, SENTENCES)
def test_weights_lie_between_none_and_all(asserted: dict[str, Any], text: str) -> None:
    assert 0.0 <= weight(asserted, text) <= 1.0


@given(CLAIMS, SENTENCES)
def test_polarity_never_decides_what_is_evidence(asserted: dict[str, Any], text: str) -> None:
    assert weight({**asserted, "polarity": "is-not"}, text) == weight({**asserted, "polarity": "is"}, text)


@given(CLAIMS, st.lists(SENTENCES, max_size=4))
def test_what_is_missing_is_said_of_partly_stated_and_broken_bounds_only(
    asserted: dict[str, Any], texts: list[str]
) -> None:
    asked = claim(**asserted)
    matches, readings = evidence(asked, policy(*texts))
    support, missing = match.support(asked, matches, readings, words())
    if support in ("stated", "not-stated"):
        assert missing == []
    elif support == "partly-stated":
        assert missing


def test_an_action_of_the_claim_file_is_akin_to_no_other() -> None:
    assert weight({"action": "fingerprinting", "data": ["phone-number"]}, "We share your phone number.") == 0.0
