"""What a sentence owes to its lead-in, its headings and the sentence before it."""

from __future__ import annotations

import pytest

from claimtrack.records import Value
from tests.readings import failing, ids, practice, read, readings, says, sentence

Facets = dict[str, str]

LEAD_INS: list[tuple[str, str, str, Facets]] = [
    ("We collect:", "your phone number", "controller collect", {"data": "phone-number"}),
    ("We collect:", "your phone number;", "controller collect", {"data": "phone-number"}),
    ("We do not share:", "your phone number", "controller not share", {"data": "phone-number"}),
    ("We never sell:", "your location, or", "controller not sell", {"data": "location"}),
    ("We share your data with:", "advertisers", "controller share",
     {"data": "personal-data", "recipients": "advertiser"}),
    ("We share your data with:", "service providers, to process payments", "controller share",
     {"recipients": "service-provider", "purposes": "payment-processing"}),
    ("We share your data with:", "Norvik Analytics", "controller share", {"recipients": "?"}),
    ("We use your IP address:", "to prevent fraud", "controller use",
     {"data": "ip-address", "purposes": "fraud-prevention"}),
    ("We use your IP address to:", "prevent fraud", "controller use", {"purposes": "fraud-prevention"}),
    ("We use your IP address for:", "advertising", "controller use", {"purposes": "advertising"}),
    ("You can:", "delete your account information", "user delete", {"data": "account-information"}),
    ("We may collect:", "device information (such as your IP address)", "controller collect",
     {"data": "device-information ip-address", "modality": "may"}),
    ("If you choose to, we collect:", "your location", "controller collect",
     {"data": "location", "conditions": "user-choice"}),
    ("Others can see:", "your profile picture", "controller share",
     {"data": "profile-picture", "recipients": "other-users"}),
    ("Fellmere uses:", "your usage data, to improve its products", "group-company use",
     {"data": "usage-data", "purposes": "service-improvement"}),
    # near misses: an item that is a sentence of its own
    ("Here is what we do:", "We delete your logs.", "controller delete", {"data": "log-data"}),
    ("We collect your data in two ways:", "You give us your age.", "controller collect", {"data": "age"}),
    ("We share the following with advertisers:", "your age", "controller share",
     {"data": "age", "recipients": "advertiser"}),
    ("After a crash we share:", "your phone number", "controller share", {"data": "phone-number"}),
]  # fmt: skip


@pytest.mark.parametrize(("lead_in", "text", "who", "facets"), LEAD_INS)
def test_an_item_completes_its_stem(lead_in: str, text: str, who: str, facets: Facets) -> None:
    found = [p for p in read(text, lead_in=lead_in).practices if says(p) == who]
    values = [{name: _ids(p, name) for name in facets} for p in found]
    assert {name: set(expected.split()) for name, expected in facets.items()} in values


def _ids(practice: object, name: str) -> set[str]:
    value = getattr(practice, name)
    return ids((value,) if isinstance(value, Value) else value)


SECTIONS: list[tuple[str, str, str, str, str]] = [
    ("Advertisers", "We share your usage data.", "share", "recipients", "advertiser"),
    ("Sharing > Service providers", "We share your email address.", "share", "recipients", "service-provider"),
    ("Service providers > Delivery", "We share your address.", "share", "recipients", "service-provider"),
    ("Phone number", "We collect this when you register.", "collect", "data", "phone-number"),
    ("Your location", "We share this with advertisers.", "share", "data", "location"),
    # near misses
    ("Advertisers", "We collect your usage data.", "collect", "recipients", ""),
    ("Advertisers", "We share your usage data with banks.", "share", "recipients", "financial-institution"),
    ("Advertisers > Banks", "We share your usage data.", "share", "recipients", "financial-institution"),
    ("Information we share", "We share your usage data.", "share", "recipients", ""),
    ("Your rights", "We share your usage data.", "share", "recipients", ""),
    ("How you can contact us", "We share your usage data.", "share", "recipients", ""),
    ("Phone number", "We collect your location.", "collect", "data", "location"),
    ("Information you provide", "We collect your location.", "collect", "data", "location"),
]  # fmt: skip


@pytest.mark.parametrize(("section", "text", "action", "facet", "expected"), SECTIONS)
def test_headings_say_what_a_sentence_leaves_out(
    section: str, text: str, action: str, facet: str, expected: str
) -> None:
    assert _ids(practice(text, action, section=section), facet) == set(expected.split())


SHARED = "We share your account information with advertisers."
PREVIOUS: list[tuple[str, str, str, Facets]] = [
    (SHARED, "This includes your phone number.", "controller share",
     {"data": "phone-number", "recipients": "advertiser"}),
    (SHARED, "Such information includes your email address.", "controller share",
     {"data": "email-address", "recipients": "advertiser"}),
    ("We collect log data.", "This includes your IP address.", "controller collect", {"data": "ip-address"}),
    ("We do not collect your age.", "We collect your name.", "controller collect", {"data": "profile-name"}),
    # near misses: nothing points back
    (SHARED, "We share your age.", "controller share", {"data": "age", "recipients": ""}),
    (SHARED, "We keep your messages.", "controller store", {"data": "message-content", "recipients": ""}),
    (SHARED, "We share your location with banks.", "controller share", {"recipients": "financial-institution"}),
    ("Owls hunt at night.", "This includes your phone number.", "", {}),
    (SHARED, "They use your age to show you ads.", "advertiser use",
     {"data": "age", "purposes": "advertising"}),
    ("We collect your phone number.", "We do not share it with anyone.", "controller not share",
     {"data": "phone-number", "recipients": "anyone"}),
]  # fmt: skip


COLLECTED = "We collect your IP address and your age."
SPOKEN_OF: list[tuple[str, str, str]] = [
    (COLLECTED, "We use this information to prevent fraud.", "ip-address age personal-data"),
    (COLLECTED, "We use it to prevent fraud.", "ip-address age"),
    (COLLECTED, "We use these to prevent fraud.", "ip-address age"),
    ("We collect your IP address.", "We use this device information to prevent fraud.",
     "ip-address device-information"),
    # near misses
    (COLLECTED, "We use the information to prevent fraud.", "personal-data"),
    (COLLECTED, "We use this phone number to prevent fraud.", "phone-number"),
    (COLLECTED, "We use this boat to prevent fraud.", "?"),
    (COLLECTED, "We use these boats to prevent fraud.", "?"),
    ("We collect information.", "We use this information to prevent fraud.", "personal-data"),
    ("Owls hunt at night.", "We use this information to prevent fraud.", "personal-data"),
]  # fmt: skip


SPOKEN_OF_WRONG = [
    (COLLECTED, "We use all of this data to prevent fraud.", "ip-address age personal-data",
     "what points back is looked for among the first four words"),
]  # fmt: skip


@pytest.mark.parametrize(("previous", "text", "expected"), [*SPOKEN_OF, *failing(SPOKEN_OF_WRONG)])
def test_this_information_is_what_the_sentence_before_spoke_of(previous: str, text: str, expected: str) -> None:
    assert ids(practice(text, "use", previous=previous).data) == set(expected.split())


@pytest.mark.parametrize(("previous", "text", "who", "facets"), PREVIOUS)
def test_a_sentence_may_point_back(previous: str, text: str, who: str, facets: Facets) -> None:
    stated = [p for p in read(text, previous=previous).practices if p.action.id and any(v.id for v in p.data)]
    values = [{name: _ids(p, name) for name in facets} for p in stated if says(p) == who]
    if who:
        assert {name: set(expected.split()) for name, expected in facets.items()} in values
    else:
        assert not stated


def test_a_new_paragraph_points_back_to_nothing() -> None:
    first, second = sentence(SHARED), sentence("This includes your phone number.", passage=1)
    assert not [p for p in readings(first, second)[1].practices if p.action.id == "share"]
