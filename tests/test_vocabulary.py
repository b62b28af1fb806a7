"""The vocabulary: the contract's ids, what each phrase resolves to, and the laws of the loader."""

from __future__ import annotations

import csv
import os
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimtrack import text
from claimtrack.vocabulary import GROUPS, Concept, Hit, load

VOCABULARY = load()
REFERENCE = Path(os.environ.get("CLAIMTRACK_REFERENCE", Path(__file__).parents[2] / "shared/reference"))

CONTRACT = {
    "data": (
        "personal-data account-information phone-number email-address profile-name profile-picture username "
        "about-text device-information operating-system hardware-model ip-address device-identifier "
        "usage-data business-interactions log-data contact-list group-information status-updates location "
        "precise-location approximate-location message-content message-metadata calls media "
        "business-messages payment-data transaction-data customer-support-data cookies age biometric-data "
        "user-choices authentication-data"
    ),
    "actions": "collect share use store delete transfer encrypt read sell",
    "purposes": (
        "service-provision service-improvement security fraud-prevention infrastructure delivery "
        "payment-processing customer-support personalisation advertising marketing analytics research "
        "legal-compliance account-verification"
    ),
    "actors": (
        "controller user other-users contacts business group-company third-party service-provider "
        "advertiser authority other-service anyone"
    ),
    "safeguards": "end-to-end-encryption encryption hashing anonymisation aggregation",
    "conditions": "user-choice permission settings law court-order if-used",
}
LISTS = (
    "may must negators exceptions condition_openers purpose_openers recipient_openers including engage "
    "units numbers at_most at_least stopwords idioms"
)


def found(words: str, group: str) -> list[str]:
    """The ids of a group that a text names, in order, each once."""
    return list(dict.fromkeys(hit.id for hit in VOCABULARY.find(text.stems(words)) if hit.group == group))


# ── The file ─────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("group", GROUPS)
def test_every_id_of_the_contract_is_in_its_group(group: str) -> None:
    assert set(CONTRACT[group].split()) <= set(VOCABULARY.ids(group))


def test_every_word_list_has_words() -> None:
    assert all(VOCABULARY.lists.get(name) for name in LISTS.split())


def test_every_iri_is_a_dpv_concept_of_version_2_3() -> None:
    concepts = REFERENCE / "dpv-concepts.csv"
    if not concepts.is_file():
        pytest.skip("the list of DPV concepts is not here")
    with concepts.open(encoding="utf-8", newline="") as rows:
        known = {row["iri"] for row in csv.DictReader(rows) if row["in_2_3"] == "True"}
    assert {c.iri for c in VOCABULARY.concepts.values() if c.iri} <= known


def test_broader_concepts_exist_in_the_same_group_and_have_no_cycle() -> None:
    for concept in VOCABULARY.concepts.values():
        above = VOCABULARY.ancestors(concept.id)
        assert concept.id not in above
        assert all(VOCABULARY.concepts[name].group == concept.group for name in above)


def test_all_data_is_personal_data() -> None:
    assert all(VOCABULARY.is_a(name, "personal-data") for name in VOCABULARY.ids("data"))


@pytest.mark.parametrize("kind", ["phrases", "compounds"])
@pytest.mark.parametrize("group", GROUPS)
def test_no_phrase_stands_twice_in_a_group(group: str, kind: str) -> None:
    concepts = [c for c in VOCABULARY.concepts.values() if c.group == group]
    phrases = [p.split("…") for c in concepts for p in getattr(c, kind)]
    times = Counter(" … ".join(" ".join(text.stems(part)) for part in parts) for parts in phrases)
    assert [words for words, n in times.items() if n > 1] == []


def test_every_concept_has_words_of_its_own() -> None:
    assert [c.id for c in VOCABULARY.concepts.values() if not c.phrases and not c.compounds] == []


# ── What words resolve to ────────────────────────────────────────────────────────────────────────────

DATA = [
    ("telephone numbers", "phone-number"),
    ("your mobile phone number", "phone-number"),
    ("cell-phone number", "phone-number"),
    ("e-mail addresses", "email-address"),
    ("email address", "email-address"),
    ("contact details", "contact-details"),
    ("mailing address", "postal-address"),
    ("shipping addresses", "postal-address"),
    ("your full name", "profile-name"),
    ("display names", "profile-name"),
    ("user names", "username"),
    ("screen name", "username"),
    ("profile photos", "profile-picture"),
    ("an avatar", "profile-picture"),
    ("a short bio", "about-text"),
    ("log-in credentials", "authentication-data"),
    ("passwords", "authentication-data"),
    ("account details", "account-information"),
    ("registration information", "account-information"),
    ("dates of birth", "age"),
    ("your birthday", "age"),
    ("gender identity", "gender"),
    ("passport numbers", "government-id"),
    ("driver's license", "government-id"),
    ("driving licences", "government-id"),
    ("social security number", "government-id"),
    ("religious beliefs", "sensitive-data"),
    ("special categories of personal data", "sensitive-data"),
    ("heart rate", "health-data"),
    ("medical records", "health-data"),
    ("fingerprints", "biometric-data"),
    ("faceprints", "biometric-data"),
    ("genetic data", "genetic-data"),
    ("hardware model", "hardware-model"),
    ("device models", "hardware-model"),
    ("operating systems", "operating-system"),
    ("operating system version", "operating-system"),
    ("browser type", "browser"),
    ("IP addresses", "ip-address"),
    ("Internet Protocol (IP) address", "ip-address"),
    ("unique device identifiers", "device-identifier"),
    ("advertising ID", "device-identifier"),
    ("IMEI", "device-identifier"),
    ("MAC address", "device-identifier"),
    ("mobile carriers", "network-information"),
    ("connection information", "network-information"),
    ("device settings", "device-information"),
    ("battery level", "device-information"),
    ("information on your device", "device-information"),
    ("cookies", "cookies"),
    ("a cookie", "cookies"),
    ("web beacons", "cookies"),
    ("accelerometers", "sensor-data"),
    ("usage information", "usage-data"),
    ("pages you visited", "usage-data"),
    ("how you use our services", "usage-data"),
    ("behavioral data", "usage-data"),
    ("frequency of use", "usage-data"),
    ("how you interacted with businesses", "business-interactions"),
    ("log files", "log-data"),
    ("crash reports", "log-data"),
    ("performance data", "log-data"),
    ("search queries", "search-history"),
    ("browsing histories", "browsing-history"),
    ("websites you visited", "browsing-history"),
    ("ads you viewed", "ad-interactions"),
    ("privacy choices", "user-choices"),
    ("marketing preferences", "user-choices"),
    ("content you posted", "user-content"),
    ("your messages", "message-content"),
    ("contents of the message", "message-content"),
    ("chat histories", "message-content"),
    ("call logs", "message-metadata"),
    ("delivery receipts", "message-metadata"),
    ("voice calls", "calls"),
    ("photographs", "media"),
    ("videos", "media"),
    ("voice recordings", "media"),
    ("status updates", "status-updates"),
    ("messages with businesses", "business-messages"),
    ("messages you exchanged with businesses", "business-messages"),
    ("group names", "group-information"),
    ("address books", "contact-list"),
    ("your contacts", "contact-list"),
    ("phone-book contacts", "contact-list"),
    ("geolocation data", "location"),
    ("location histories", "location"),
    ("precise locations", "precise-location"),
    ("GPS signals", "precise-location"),
    ("live location", "precise-location"),
    ("coarse location", "approximate-location"),
    ("city and country", "approximate-location"),
    ("billing details", "payment-data"),
    ("credit card numbers", "payment-data"),
    ("payment data", "payment-data"),
    ("bank account numbers", "financial-account"),
    ("credit scores", "financial-data"),
    ("purchase history", "transaction-data"),
    ("order details", "transaction-data"),
    ("support requests", "customer-support-data"),
    ("your feedback", "customer-support-data"),
    ("conclusions about you", "inferences"),
    ("job title", "employment"),
    ("educational records", "education"),
    ("your prompts", "ai-interactions"),
    ("personally identifiable information", "personal-data"),
    ("customer data", "personal-data"),
]
ACTIONS = [
    ("we gathered", "collect"),
    ("information you provide", "collect"),
    ("you send it to us", "collect"),
    ("our servers automatically record", "collect"),
    ("partners disclose it", "share"),
    ("a disclosure", "share"),
    ("we provide your address to couriers", "share"),
    ("make your profile available", "share"),
    ("is made available to others", "share"),
    ("give partners access to", "share"),
    ("is visible to everyone", "share"),
    ("passed on", "share"),
    ("we utilize", "use"),
    ("analyzing", "use"),
    ("analysed", "use"),
    ("we process", "use"),
    ("retained", "store"),
    ("is kept", "store"),
    ("are held", "store"),
    ("erasure", "delete"),
    ("disposing of", "delete"),
    ("exported", "transfer"),
    ("encrypting", "encrypt"),
    ("listening to", "read"),
    ("scanned", "read"),
    ("sold", "sell"),
    ("rents", "sell"),
    ("hanging on to logs", "store"),
    ("get rid of it", "delete"),
    ("turned over", "share"),
    ("buy information from suppliers", "collect"),
    ("drew conclusions", "use"),
    ("moves it to other countries", "transfer"),
    ("open your messages", "read"),
    ("scrambled", "encrypt"),
]
PURPOSES = [
    ("operating our services", "service-provision"),
    ("provide you with the services", "service-provision"),
    ("to fulfill your order", "service-provision"),
    ("create an account", "account-management"),
    ("improving our products", "service-improvement"),
    ("develop new features", "service-improvement"),
    ("fixing bugs", "service-improvement"),
    ("train our AI models", "ai-training"),
    ("customising the feed", "personalisation"),
    ("tailored content", "personalisation"),
    ("showing you ads", "advertising"),
    ("third-party banner ads", "advertising"),
    ("targeted advertisements", "personalised-advertising"),
    ("interest-based advertising", "personalised-advertising"),
    ("measuring the effectiveness of ads", "ad-measurement"),
    ("promotional emails", "marketing"),
    ("send you newsletters", "marketing"),
    ("notify you", "communication"),
    ("delivering messages", "delivery"),
    ("technical infrastructure", "infrastructure"),
    ("cloud hosting", "infrastructure"),
    ("decides which ads you see", "personalised-advertising"),
    ("telling how well their campaigns did", "ad-measurement"),
    ("two-step verification", "account-verification"),
    ("if our company is bought", "business-transfer"),
    ("helping when something goes wrong", "customer-support"),
    ("keep your account secure", "security"),
    ("detect security incidents", "security"),
    ("keep our users safe", "safety"),
    ("fight spam", "abuse-prevention"),
    ("violations of our terms", "abuse-prevention"),
    ("detecting fraud", "fraud-prevention"),
    ("prevention of fraud", "fraud-prevention"),
    ("verify your account", "account-verification"),
    ("confirming your identity", "account-verification"),
    ("process your payments", "payment-processing"),
    ("responding to your requests", "customer-support"),
    ("customer service", "customer-support"),
    ("site analytics", "analytics"),
    ("understand how people use them", "analytics"),
    ("scientific research", "research"),
    ("comply with applicable laws", "legal-compliance"),
    ("legal obligations", "legal-compliance"),
    ("defending legal claims", "legal-claims"),
    ("a merger", "business-transfer"),
]
ACTORS = [
    ("affiliated companies", "group-company"),
    ("our subsidiaries", "group-company"),
    ("third parties", "third-party"),
    ("trusted partners", "partner"),
    ("third-party service providers", "service-provider"),
    ("vendors", "service-provider"),
    ("payment processors", "payment-provider"),
    ("advertisers", "advertiser"),
    ("ad networks", "advertiser"),
    ("data brokers", "data-broker"),
    ("the police", "law-enforcement"),
    ("government agencies", "authority"),
    ("supervisory authorities", "regulator"),
    ("other users", "other-users"),
    ("with others", "other-users"),
    ("your friends", "contacts"),
    ("your contacts", "contacts"),
    ("everyone", "anyone"),
    ("the public", "anyone"),
    ("merchants", "business"),
    ("third-party apps", "other-service"),
    ("app stores", "app-store"),
    ("researchers", "researcher"),
    ("your employer", "employer"),
    ("parents", "parent"),
    ("sister brands", "group-company"),
    ("companies we hired", "service-provider"),
    ("strangers", "other-users"),
    ("couriers", "delivery-provider"),
    ("card schemes", "financial-institution"),
    ("teachers", "school"),
]
OTHERS = [
    ("end-to-end encrypted", "safeguards", "end-to-end-encryption"),
    ("encrypted", "safeguards", "encryption"),
    ("de-identified", "safeguards", "anonymisation"),
    ("anonymized", "safeguards", "anonymisation"),
    ("in aggregate form", "safeguards", "aggregation"),
    ("cryptographically hashed", "safeguards", "hashing"),
    ("if you choose to", "conditions", "user-choice"),
    ("with your consent", "conditions", "permission"),
    ("if you allow us", "conditions", "permission"),
    ("depending on your settings", "conditions", "settings"),
    ("as required by law", "conditions", "law"),
    ("a search warrant", "conditions", "court-order"),
    ("when you use our services", "conditions", "if-used"),
    ("you can turn it off", "conditions", "user-choice"),
    ("with your parent's permission", "actors", "parent"),
    ("never leaves your device", "safeguards", "on-device"),
    ("pseudonymized", "safeguards", "pseudonymisation"),
]
ROWS = [
    *((words, "data", name) for words, name in DATA),
    *((words, "actions", name) for words, name in ACTIONS),
    *((words, "purposes", name) for words, name in PURPOSES),
    *((words, "actors", name) for words, name in ACTORS),
    *OTHERS,
]


@pytest.mark.parametrize(("words", "group", "expected"), ROWS)
def test_words_name_a_concept(words: str, group: str, expected: str) -> None:
    assert expected in found(words, group)


@pytest.mark.parametrize(("words", "group"), sorted({(words, group) for words, group, _ in ROWS}))
def test_case_does_not_matter(words: str, group: str) -> None:
    assert found(words.upper(), group) == found(words, group)


SEVERAL = [
    ("device and usage information", "data", ["device-information", "usage-data"]),
    ("payment or contact details", "data", ["payment-data", "contact-details"]),
    ("your name, phone number and email address", "data", ["profile-name", "phone-number", "email-address"]),
    ("we collect, use and share it", "actions", ["collect", "use", "share"]),
    ("safety, security and integrity", "purposes", ["safety", "security", "abuse-prevention"]),
    ("make your phone number available to everyone", "data", ["phone-number"]),
    ("make your phone number available to everyone", "actions", ["share"]),
    ("provide your location to the business", "data", ["location"]),
]


@pytest.mark.parametrize(("words", "group", "expected"), SEVERAL)
def test_words_name_several_concepts(words: str, group: str, expected: list[str]) -> None:
    assert found(words, group) == expected


NEAR_MISSES = [
    ("customer support", "data"),
    ("contact us", "data"),
    ("contact us", "actors"),
    ("address the issue", "data"),
    ("in the name of a company", "data"),
    ("in order to", "data"),
    ("domain names of companies", "actors"),
    ("app store", "actions"),
    ("terms of use", "actions"),
    ("privacy policy", "data"),
    ("please read this", "actions"),
    ("a business day", "actors"),
    ("business operations", "actors"),
    ("the age of majority", "data"),
    ("other websites", "data"),
    ("set out below", "conditions"),
    ("for more information", "data"),
    ("data protection officer", "data"),
    ("united states", "actors"),
    ("federal trade commission", "actions"),
    ("trade union membership", "actions"),
    ("national security number", "actions"),
    ("we like it", "data"),
    ("so-called trackers", "data"),
    ("an organisation", "actions"),
    ("legitimate interests", "data"),
    ("in connection with", "data"),
    ("secure connections", "data"),
    ("a host of reasons", "purposes"),
    ("keep in mind", "actions"),
    ("apply to you", "actions"),
    ("steps we take", "data"),
    ("to the degree", "data"),
    ("we post changes", "data"),
    ("a set of rules", "conditions"),
]


@pytest.mark.parametrize(("words", "group"), NEAR_MISSES)
def test_words_that_only_look_like_a_concept(words: str, group: str) -> None:
    assert found(words, group) == []


@pytest.mark.parametrize(
    ("narrow", "broad", "expected"),
    [
        ("phone-number", "account-information", True),
        ("precise-location", "location", True),
        ("location", "precise-location", False),
        ("ip-address", "device-information", True),
        ("log-data", "usage-data", True),
        ("end-to-end-encryption", "encryption", True),
        ("fraud-prevention", "security", True),
        ("contacts", "other-users", True),
        ("advertiser", "third-party", True),
        ("service-provider", "third-party", False),
        ("group-company", "third-party", False),
        ("authority", "third-party", False),
        ("advertising", "marketing", False),
        ("business-messages", "message-content", False),
        ("contacts", "anyone", False),
    ],
)
def test_what_lies_below_what(narrow: str, broad: str, expected: bool) -> None:
    assert VOCABULARY.is_a(narrow, broad) is expected


# ── Laws ─────────────────────────────────────────────────────────────────────────────────────────────

SOME_WORDS = sorted({w for c in VOCABULARY.concepts.values() for p in c.phrases for w in text.stems(p)})
TEXTS = st.lists(st.sampled_from([*SOME_WORDS, ",", "-", "."]), max_size=25)
IDS = st.sampled_from(VOCABULARY.ids())


@given(TEXTS)
def test_two_hits_are_of_the_same_words_or_begin_apart(stems: list[str]) -> None:
    hits = VOCABULARY.find(stems)
    for one in hits:
        for other in hits:
            assert one.at == other.at or not set(one.own) & set(other.own)


@given(TEXTS)
def test_hits_lie_in_the_text_in_order_and_once(stems: list[str]) -> None:
    hits = VOCABULARY.find(stems)
    assert hits == sorted(set(hits))
    assert all(0 <= i < len(stems) for hit in hits for i in hit.at)
    assert all(VOCABULARY.concepts[hit.id].group == hit.group for hit in hits)


@given(IDS, IDS, IDS)
def test_is_a_is_an_order(a: str, b: str, c: str) -> None:
    is_a = VOCABULARY.is_a
    assert is_a(a, a)
    assert not (is_a(a, b) and is_a(b, c)) or is_a(a, c)
    assert not (is_a(a, b) and is_a(b, a)) or a == b


@given(IDS, TEXTS)
def test_a_name_adds_and_loses_nothing(name: str, stems: list[str]) -> None:
    named = VOCABULARY.with_names({name: ["Zanzibar Quux"], "no-such-id": ["quux"]})
    assert named.find(stems) == VOCABULARY.find(stems)
    assert Hit((0, 1), name, VOCABULARY.concepts[name].group) in named.find(["zanzibar", "quux"])
    assert named.ids() == VOCABULARY.ids()


def test_an_entry_adds_a_concept_and_extends_a_known_one() -> None:
    new = Concept("shoe-size", "data", "Shoe size", "health-data", phrases=("shoe size",))
    more = Concept("phone-number", "data", "ignored", phrases=("blower",))
    wider = VOCABULARY.with_entries([new, more])
    assert wider.is_a("shoe-size", "personal-data")
    assert [hit.id for hit in wider.find(text.stems("shoe sizes, blowers"))] == ["shoe-size", "phone-number"]
    assert wider.concepts["phone-number"].label == VOCABULARY.concepts["phone-number"].label
    assert set(VOCABULARY.ids()) < set(wider.ids())


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("we may", "may"),
        ("you are required to", "must"),
        ("never", "negators"),
        ("we no longer", "negators"),
        ("as long as", "condition_openers"),
        ("in order to", "purpose_openers"),
        ("available to", "recipient_openers"),
        ("for example", "including"),
        ("we partner with", "engage"),
        ("no longer than", "at_most"),
        ("at least", "at_least"),
        ("other than", "exceptions"),
    ],
)
def test_word_lists_are_marked(words: str, name: str) -> None:
    assert name in {mark for _, mark in VOCABULARY.marks(text.stems(words))}


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("provided to us", "condition_openers"),
        ("with your friends", "condition_openers"),
        ("as required by law", "must"),
        ("would not", "may"),
    ],
)
def test_words_that_are_in_no_list(words: str, name: str) -> None:
    assert name not in {mark for _, mark in VOCABULARY.marks(text.stems(words))}
