"""What a reader would call each edit of a sentence; what is silent; what bears on a claim and what does not."""

from __future__ import annotations

from typing import Any

import pytest

from tests.editions import claim, finding, kinds
from tests.readings import failing

Facets = dict[str, Any]
LOGS: Facets = {"action": "delete", "data": ["log-data"], "quantities": ["<= 30 days"]}
COURT: Facets = {"action": "share", "data": ["message-content"], "recipients": ["authority"]}
PHOTO: Facets = {"action": "share", "data": ["profile-picture"], "recipients": ["other-users"]}
PARTNERS: Facets = {"action": "share", "data": ["location"], "recipients": ["third-party"]}
NO_ADS: Facets = {
    "action": "use", "data": ["message-content"], "purposes": ["advertising"], "polarity": "is-not",
}  # fmt: skip
SHARED: Facets = {"action": "share", "data": ["personal-data"], "recipients": ["service-provider"]}
SEALED: Facets = {
    "action": "encrypt", "data": ["message-content"], "safeguards": ["end-to-end-encryption"],
}  # fmt: skip
COLLECTED: Facets = {"action": "collect", "data": ["location"]}
GROUP: Facets = {"action": "share", "data": ["phone-number"], "recipients": ["group-company"]}
IMPROVE: Facets = {"action": "use", "data": ["usage-data"], "purposes": ["service-improvement"]}

READERS: list[tuple[str, Facets, str, str]] = [
    ("quantity", LOGS, "We delete our server logs within 30 days.", "We delete our server logs within 90 days."),
    ("condition", COURT, "We share your messages with the police on a court order.",
     "We share your messages with the police when an agency asks."),
    ("recipient", PHOTO, "Your profile picture is visible to anyone.",
     "Your profile picture is visible to those who have your number."),
    ("modality", PARTNERS, "We may share your location with our partners.",
     "We will share your location with our partners."),
    ("polarity", NO_ADS, "We do not use your messages for advertising.",
     "We use your messages for advertising."),
    ("data", SHARED, "We share your information with service providers.",
     "We share your payment details with service providers."),
    ("safeguard", SEALED, "Your messages are end-to-end encrypted.", "Your messages are encrypted."),
    ("recipient", GROUP, "We share your phone number with Fellmere Maps and Fellmere Pay.",
     "We share your phone number with Fellmere Maps, Fellmere Pay and Fellmere Ads."),
    ("added", {**GROUP, "data": ["personal-data"]}, "Fellmere receives your phone number.",
     "Fellmere receives your phone number. Fellmere also receives the phone numbers of your contacts."),
]  # fmt: skip
"""The changes that the project promises to name."""
SAME_ID = "one member of a list for another of the same id passes for a synonym"
WRONG = [
    ("data", {"action": "collect", "data": ["device-information"]}, "We collect your battery level.",
     "We collect your screen size.", SAME_ID),
    ("data", {"action": "collect", "data": ["financial-data"]}, "We collect your credit score.",
     "We collect your income.", SAME_ID),
    ("recipient", PARTNERS, "We share your location with merchants.", "We share your location with restaurants.",
     SAME_ID),
    ("polarity", PARTNERS, "We do not share your age, but we share your location with our partners.",
     "We share your age, but we do not share your location with our partners.",
     "the same words in another order count as equal"),
    ("recipient", PARTNERS, "We share your location with some of our partners.",
     "We share your location with all of our partners.", "“some” and “all” are words that do not count"),
]  # fmt: skip

KINDS: list[tuple[str, Facets, str, str]] = [
    ("polarity", PARTNERS, "We share your location with our partners, who may not sell it.",
     "We share your location with our partners, who may sell it."),
    # quantities
    ("quantity", LOGS, "We delete our server logs within 30 days.",
     "We delete our server logs within ninety days."),
    ("quantity", LOGS, "We delete our server logs within 30 days.",
     "We delete our server logs within 30 months."),
    ("quantity", LOGS, "We delete our server logs within 30 days.", "We delete our server logs."),
    ("quantity", LOGS, "We delete our server logs within 30 days.",
     "We delete our server logs after at least 30 days."),
    # conditions
    ("condition", PARTNERS, "We share your location with our partners if you opt in.",
     "We share your location with our partners unless you opt out."),
    ("condition", PARTNERS, "With your permission, we share your location with our partners.",
     "We share your location with our partners."),
    ("condition", PARTNERS, "We share your location with our partners.",
     "We share your location with our partners while the app is open."),
    ("condition", COURT, "We share your messages with the police where a judge signs a paper.",
     "We share your messages with the police where a sergeant makes a call."),
    # recipients
    ("recipient", PARTNERS, "We share your location with our partners.",
     "We share your location with our partners and with Norvik."),
    ("recipient", PARTNERS, "We share your location with banks and airlines.",
     "We share your location with banks."),
    ("recipient", PHOTO, "Your profile picture is visible to your contacts.",
     "Your profile picture is visible to all users."),
    ("recipient", PARTNERS, "We share your location with our partners.",
     "We share your location only with our partners."),
    # modality
    ("modality", PARTNERS, "We share your location with our partners.",
     "We may share your location with our partners."),
    ("modality", {"action": "collect", "data": ["phone-number"], "modality": "must"},
     "You must provide your phone number.", "You may provide your phone number."),
    # polarity
    ("polarity", NO_ADS, "We never use your messages for advertising.",
     "We use your messages for advertising."),
    ("polarity", PARTNERS, "We share your location with our partners.",
     "We do not share your location with our partners."),
    # data
    ("data", {"action": "collect", "data": ["device-information"]},
     "We collect device information, such as your operating system.",
     "We collect device information, such as your operating system and battery level."),
    ("data", {"action": "collect", "data": ["device-information"]},
     "We collect device information (e.g. app version and frob count).",
     "We collect device information (e.g. app version)."),
    ("data", {"action": "collect", "data": ["location"]}, "We collect your approximate location.",
     "We collect your precise location."),
    # purposes
    ("purpose", {"action": "use", "data": ["usage-data"]}, "We use your usage data to improve our services.",
     "We use your usage data to improve our services and to show you ads."),
    ("purpose", IMPROVE, "We use your usage data to improve our services.",
     "We use your usage data to train our parrots."),
    # safeguards
    ("safeguard", {"action": "store", "data": ["authentication-data"], "safeguards": ["hashing"]},
     "We store your password in hashed form.", "We store your password in plain form."),
    ("safeguard", SEALED, "Your messages are end-to-end encrypted.",
     "Your messages are encrypted between you and our servers."),
    # actions
    ("action", {"action": "store", "data": ["calls"]}, "We store your calls for your safety.",
     "We delete your calls for your safety."),
    ("action", PARTNERS, "We share your location with our partners.",
     "We sell your location to our partners."),
    # who acts: known or not, behind "by" or in front, also where the controller then shares
    ("actor", COLLECTED, "Your location is collected by us.", "Your location is collected by our payment provider."),
    ("actor", COLLECTED, "Your location is collected by us.", "Your location is collected by a league of harpers."),
    ("actor", COLLECTED, "We collect your location.", "Resellers in our circle collect your location."),
    ("actor", COLLECTED, "When it rains, Tarn films your location.",
     "When it rains, the keeper of your lighthouse films your location."),
    ("actor", PARTNERS, "We share your location with our partners who use it.",
     "The maker of your boat shares your location with our partners who use it."),
    ("quantity", {"action": "store", "data": ["location"]}, "We keep your location for a fortnight.",
     "We keep your location for a full sailing season."),
    # added and removed
    ("removed", GROUP, "Fellmere receives your phone number. Fellmere also receives your contact list.",
     "Fellmere also receives your contact list."),
    ("added", NO_ADS, "Owls hunt at night.",
     "Owls hunt at night. We use your messages for advertising."),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "facets", "before", "after"), [*READERS, *KINDS, *failing(WRONG)])
def test_the_kind_that_a_reader_would_name(kind: str, facets: Facets, before: str, after: str) -> None:
    found = finding(claim(**facets), before, after)
    assert found.flagged
    assert kind in kinds(found)


@pytest.mark.parametrize(("kind", "facets", "before", "after"), READERS)
def test_no_other_kind_is_named(kind: str, facets: Facets, before: str, after: str) -> None:
    assert kinds(finding(claim(**facets), before, after)) == {kind}


BACK = {"added": "removed", "removed": "added"}


@pytest.mark.parametrize(("kind", "facets", "before", "after"), READERS)
def test_the_way_back_is_a_change_of_the_same_kind(kind: str, facets: Facets, before: str, after: str) -> None:
    assert BACK.get(kind, kind) in kinds(finding(claim(**facets), after, before))


QUOTED = [
    (LOGS, "We delete our server logs within 30 days.", "We delete our server logs within 90 days.", "30", "90"),
    (PHOTO, "Your profile picture is visible to anyone.", "Your profile picture is visible to your contacts.",
     "anyone", "contacts"),
    (COURT, "We share your messages with the police where a judge signs a paper.",
     "We share your messages with the police where a sergeant makes a call.", "judge signs a paper",
     "sergeant makes a call"),
    (SEALED, "Your messages are end-to-end encrypted.", "Your messages are encrypted.", "end-to-end", ""),
]  # fmt: skip


@pytest.mark.parametrize(("facets", "before", "after", "gone", "come"), QUOTED)
def test_a_change_quotes_the_words_that_differ(
    facets: Facets, before: str, after: str, gone: str, come: str
) -> None:
    found = finding(claim(**facets), before, after)
    (change,) = found.changes
    assert (change.before, change.after) == (gone, come)
    assert change.text
    assert [each.exact for each in found.evidence.before] == [before]
    assert [each.exact for each in found.evidence.after] == [after]
