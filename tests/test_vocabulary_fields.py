"""Words of one field each: what health, banking, insurance, schools, energy, travel and others call things.

Every table holds near misses as well: words of the field that look like a concept and name none of its group.
"""

from __future__ import annotations

import pytest

from claimtrack import text
from claimtrack.vocabulary import load

VOCABULARY = load()


def found(words: str, group: str) -> list[str]:
    """The ids of a group that a text names, in order, each once."""
    return list(dict.fromkeys(hit.id for hit in VOCABULARY.find(text.stems(words)) if hit.group == group))


DATA = {
    "health": [
        ("your blood glucose and your sleep stages", "health-data"),
        ("notes from your therapy sessions", "health-data"),
        ("vaccination records", "health-data"),
        ("your saliva samples", "genetic-data"),
        ("a scan of your iris", "biometric-data"),
        ("eye colour", "physical-characteristics"),
    ],
    "money": [
        ("account balances", "financial-account"),
        ("bank details", "financial-account"),
        ("your spending habits", "financial-data"),
        ("source of wealth", "financial-data"),
        ("the last four digits of the card", "payment-data"),
        ("a handwritten signature", "signature"),
    ],
    "insurance": [
        ("policy numbers", "insurance-data"),
        ("your claims history", "insurance-data"),
        ("named drivers", "insurance-data"),
        ("criminal convictions", "criminal-records"),
    ],
    "school and work": [
        ("quiz results", "education"),
        ("your report cards", "education"),
        ("your career history", "employment"),
        ("payslips", "employment"),
        ("a CV or resume", "employment"),
    ],
    "home and energy": [
        ("half-hourly meter readings", "energy-data"),
        ("electricity usage", "energy-data"),
        ("thermostat data", "device-information"),
        ("footage from the doorbell", "media"),
        ("a floor plan", "sensor-data"),
    ],
    "travel and cars": [
        ("your flight number", "travel-data"),
        ("length of stay", "travel-data"),
        ("passenger name records", "travel-data"),
        ("harsh braking", "vehicle-data"),
        ("vehicle location", "vehicle-data"),
    ],
    "calls and networks": [
        ("dialled numbers", "message-metadata"),
        ("voicemails", "message-content"),
        ("router connections", "network-information"),
        ("cell towers", "approximate-location"),
    ],
    "play and people": [
        ("your sexual orientation", "sexual-orientation"),
        ("religious beliefs", "religious-beliefs"),
        ("ethnicity", "ethnic-origin"),
        ("how you voted in our polls, or your voting intention", "political-opinions"),
        ("title selections", "usage-data"),
        ("saved memories", "ai-interactions"),
        ("name, address, email and age", "postal-address"),
        ("name, address, email and age", "email-address"),
    ],
}
PURPOSES = {
    "money": [
        ("affordability checks", "lending"),
        ("credit decisions", "lending"),
        ("underwriting", "insuring"),
        ("handling claims", "insuring"),
        ("to provide you with a quote", "pricing"),
        ("collecting debts", "payment-processing"),
    ],
    "care": [("to coordinate your care", "care"), ("medical treatment", "care")],
    "giving": [("to claim gift aid", "fundraising"), ("fundraising appeals", "fundraising")],
    "work": [
        ("payroll", "personnel"),
        ("to train our employees", "personnel"),
        ("to shortlist candidates", "recruiting"),
    ],
    "school": [("tracking attendance", "education-services"), ("marking your work", "education-services")],
    "services": [
        ("administering your purchases", "service-provision"),
        ("assessing marketing campaigns", "ad-measurement"),
        ("running our servers", "infrastructure"),
        ("calling an ambulance in an emergency, for your safety", "safety"),
        ("scientific discoveries", "research"),
    ],
}
ACTORS = {
    "authorities": [
        ("HM courts", "court"),
        ("the fire brigade", "emergency-services"),
        ("customs officials", "border-authority"),
        ("the tax office", "tax-authority"),
        ("a government department", "authority"),
        ("the data protection commission", "regulator"),
        ("the attorney general", "law-enforcement"),
    ],
    "trades": [
        ("the fitter", "installer"),
        ("an electrician", "installer"),
        ("letting agents", "landlord"),
        ("grid operators", "utility"),
        ("car makers", "vehicle-company"),
        ("rental car companies", "travel-provider"),
        ("parcel carriers", "delivery-provider"),
        ("mobile network operators", "telecom-operator"),
    ],
    "professions": [
        ("your physician", "healthcare-provider"),
        ("underwriters", "financial-institution"),
        ("loss adjusters", "financial-institution"),
        ("tutors", "school"),
        ("solicitors", "service-provider"),
    ],
    "firms and people": [
        ("model providers", "ai-provider"),
        ("social media platforms", "social-network"),
        ("aid agencies", "charity"),
        ("market data providers", "data-broker"),
        ("ad companies", "advertiser"),
        ("your spouse", "family"),
        ("bidders", "acquirer"),
        ("line managers", "employer"),
    ],
}
OTHERS = [
    ("once your account is closed", "conditions", "account-open"),
    ("in exigent circumstances", "conditions", "emergency"),
    ("our legitimate interests", "conditions", "legitimate-interest"),
    ("necessary for the performance of a contract", "conditions", "contract-need"),
    ("we surrender it to them", "actions", "share"),
    ("we glean it", "actions", "collect"),
    ("held on file", "actions", "store"),
    ("it is thrown away", "actions", "delete"),
    ("make money from your data", "actions", "sell"),
    ("key-coded", "safeguards", "pseudonymisation"),
    ("identifiers removed", "safeguards", "anonymisation"),
    ("least privilege", "safeguards", "access-restriction"),
    ("never uploaded", "safeguards", "on-device"),
    ("data sharing agreements", "safeguards", "contract"),
]
ROWS = [
    *((words, "data", name) for rows in DATA.values() for words, name in rows),
    *((words, "purposes", name) for rows in PURPOSES.values() for words, name in rows),
    *((words, "actors", name) for rows in ACTORS.values() for words, name in rows),
    *OTHERS,
]


@pytest.mark.parametrize(("words", "group", "expected"), ROWS)
def test_words_of_a_field_name_a_concept(words: str, group: str, expected: str) -> None:
    assert expected in found(words, group)


NEAR_MISSES = [
    ("resume playing where you stopped", "data"),
    ("contact us by telephone", "data"),
    ("send you an email", "data"),
    ("a web address", "data"),
    ("to address fraud", "data"),
    ("a leasing company", "actions"),
    ("your rental agreement", "actions"),
    ("sales representatives", "actions"),
    ("the bot name", "purposes"),
    ("a bot", "purposes"),
    ("records of the meeting", "data"),
    ("our servers", "purposes"),
    ("data centres in other countries", "purposes"),
    ("we deliver what we promise", "purposes"),
    ("plain language", "data"),
    ("interest rates", "data"),
    ("security vulnerabilities", "data"),
    ("how long we keep it", "data"),
    ("the laws of your country", "data"),
    ("premium services", "data"),
    ("the price of a ticket", "purposes"),
    ("an image of our brand", "data"),
    ("we infer it", "safeguards"),
]


@pytest.mark.parametrize(("words", "group"), NEAR_MISSES)
def test_words_of_a_field_that_only_look_like_a_concept(words: str, group: str) -> None:
    assert found(words, group) == []


KEPT = [
    ("incoming calls", "data", ["calls"]),
    ("IP address and phone number", "data", ["ip-address", "phone-number"]),
    ("we record calls", "data", ["calls"]),
    ("verify your age", "data", ["age"]),
    ("law enforcement requests", "actors", ["law-enforcement"]),
    ("collect your credit score when you rent", "data", ["financial-data"]),
    ("the doorbell records video", "data", ["media"]),
    ("name of the device and its IP address", "data", ["device-information", "ip-address"]),
]


@pytest.mark.parametrize(("words", "group", "expected"), KEPT)
def test_no_longer_phrase_takes_a_word_that_another_place_needs(words: str, group: str, expected: list[str]) -> None:
    assert found(words, group) == expected


MARKS = [
    ("we are free to", "may"),
    ("at our option", "may"),
    ("it is for us to decide whether", "may"),
    ("tends to", "may"),
    ("we have no choice but to", "must"),
    ("we cannot avoid", "must"),
    ("on no account", "negators"),
    ("held back from", "withholding"),
    ("on the understanding that", "condition_openers"),
    ("with a view to", "purpose_openers"),
    ("inter alia", "including"),
    ("join forces with", "engage"),
]


@pytest.mark.parametrize(("words", "name"), MARKS)
def test_idioms_of_a_word_list_are_marked(words: str, name: str) -> None:
    assert name in {mark for _, mark in VOCABULARY.marks(text.stems(words))}


@pytest.mark.parametrize(
    ("words", "name"),
    [("the information provided you with", "condition_openers"), ("free of charge", "may"), ("a choice", "must")],
)
def test_words_that_only_look_like_an_idiom(words: str, name: str) -> None:
    assert name not in {mark for _, mark in VOCABULARY.marks(text.stems(words))}


@pytest.mark.parametrize(
    ("narrow", "broad"),
    [
        ("sexual-orientation", "sensitive-data"),
        ("criminal-records", "sensitive-data"),
        ("travel-data", "transaction-data"),
        ("energy-data", "usage-data"),
        ("court", "authority"),
        ("border-authority", "authority"),
        ("emergency-services", "authority"),
        ("family", "other-users"),
        ("travel-provider", "business"),
        ("social-network", "other-service"),
        ("ai-provider", "service-provider"),
        ("installer", "service-provider"),
        ("charity", "third-party"),
    ],
)
def test_new_concepts_lie_below_what_claims_already_name(narrow: str, broad: str) -> None:
    assert VOCABULARY.is_a(narrow, broad)


SPELLINGS = [("data centre", "data center"), ("gas metre", "gas meter"), ("loyalty programme", "loyalty program")]


@pytest.mark.parametrize(("one", "other"), SPELLINGS)
def test_two_spellings_are_one_word(one: str, other: str) -> None:
    assert text.stems(one) == text.stems(other)
