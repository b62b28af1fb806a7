"""The kind of a difference that all words at its place tell together, whatever slots they fell into."""

from __future__ import annotations

from typing import Any

import pytest

from tests.editions import claim, finding, kinds

Facets = dict[str, Any]
LOCATION: Facets = {"action": "collect", "data": ["location"]}
NUMBER: Facets = {"action": "collect", "data": ["phone-number"]}
SHARED: Facets = {"action": "share", "data": ["location"], "recipients": ["third-party"]}
HIDDEN: Facets = {"action": "share", "data": ["phone-number"], "polarity": "is-not"}
POLICE: Facets = {"action": "share", "data": ["location"], "recipients": ["authority"]}
CLICKS: Facets = {"action": "collect", "data": ["usage-data"]}
KEPT_NOT: Facets = {"action": "store", "data": ["location"], "polarity": "is-not"}
LOGS: Facets = {"action": "delete", "data": ["log-data"]}
PICTURE: Facets = {"action": "share", "data": ["profile-picture"], "recipients": ["other-users"]}
CONTACTS: Facets = {"action": "collect", "data": ["contact-list"]}
PASSPORT: Facets = {"action": "collect", "data": ["government-id"]}
DEVICE: Facets = {"action": "collect", "data": ["device-information"]}
ADS: Facets = {"action": "use", "data": ["location"], "purposes": ["advertising"]}

KINDS: list[tuple[str, Facets, str, str]] = [
    # who acts: in front of the verb, or behind "by"
    ("actor", NUMBER, "We collect your phone number.", "Our payment provider collects your phone number."),
    ("actor", NUMBER, "We collect your phone number.", "The harbour master collects your phone number."),
    ("actor", NUMBER, "Your phone number is collected by us.", "Your phone number is collected by the boatswain."),
    ("actor", NUMBER, "Your phone number is collected by Tarn.",
     "Your phone number is collected by a fellowship of boatmen."),
    ("actor", NUMBER, "At sign-up, your phone number is collected by us.",
     "At sign-up, your phone number is collected by our advertising partners."),
    ("actor", NUMBER, "Our app collects your phone number.", "The makers of your sails collect your phone number."),
    ("actor", NUMBER, "Your phone number is asked for and written down by us.",
     "Your phone number is asked for and written down by the boatswain."),
    ("actor", {"action": "store", "data": ["payment-data"]}, "Your card details are stored by us.",
     "Your card details are stored by Brinewell Counting Houses."),
    # what is kept from somebody, or is not
    ("polarity", HIDDEN, "Your phone number is hidden from other skippers.",
     "Your phone number is displayed to other skippers."),
    ("polarity", HIDDEN, "Your phone number is kept secret from other skippers.",
     "Your phone number is in plain sight of other skippers."),
    ("polarity", {"action": "read", "data": ["message-content"], "polarity": "is-not"},
     "Nobody at Tarn can read your messages.", "Everybody at Tarn can read your messages."),
    # how often, and with what licence
    ("modality", SHARED, "Your location is from time to time shared with our partners.",
     "Your location is usually shared with our partners."),
    ("modality", SHARED, "We are at liberty to share your location with our partners.",
     "We are under an obligation to share your location with our partners."),
    ("modality", SHARED, "In general, we share your location with our partners.",
     "We share your location with our partners."),
    ("modality", SHARED, "We seldom share your location with our partners.",
     "We share your location with our partners."),
    ("modality", SHARED, "We share your location with our partners now and again.",
     "We share your location with our partners day in, day out."),
    # how long
    ("quantity", LOGS, "We delete our server logs after a fortnight.", "We delete our server logs after a generation."),
    ("quantity", LOGS, "We delete our server logs at the end of the season.",
     "We delete our server logs at the end of the century."),
    # what is done, in verbs that nobody knows
    ("action", {"action": "store", "data": ["transaction-data"]}, "Your order history is stored in our cellar.",
     "Your order history is bellowed in our cellar."),
    ("polarity", KEPT_NOT, "Your location is scrubbed from our servers after the trip.",
     "Your location is still stored on our servers after the trip."),
    # what belongs to the data of a claim
    ("data", CONTACTS, "We collect the phone numbers in your address book.",
     "We collect the phone numbers and birthdays in your address book."),
    ("data", PASSPORT, "We collect the number of your passport.",
     "We collect the number of your passport and the stamps in it."),
    ("data", DEVICE, "We collect device information such as your operating system and battery level.",
     "We collect device information such as your operating system, your frob count and battery level."),
    # for what
    ("purpose", ADS, "We use your location to show you ads.",
     "We use your location to show you ads and to guess one day whom you will marry."),
    # at whose will
    ("condition", POLICE, "We share your location with the police at a judge's behest.",
     "We share your location with the police on the whim of a clerk."),
    ("condition", POLICE, "We share your location with the police at the insistence of a court.",
     "We share your location with the police upon a hunch."),
    ("condition", POLICE, "We share your location with the police in the gravest of cases.",
     "We share your location with the police in the most trivial of cases."),
    ("condition", LOCATION, "We collect your location at the push of a button.",
     "We collect your location at the drop of a hat."),
    ("condition", LOCATION, "We collect your location with your blessing.",
     "We collect your location without your knowing."),
    ("condition", LOCATION, "We collect your location only while the map is open.",
     "We collect your location even while the map is shut."),
    # to whom
    ("recipient", PICTURE, "Your profile picture can be seen by fellow sailors.",
     "Your profile picture can be seen by the whole harbour."),
    # whom a relative clause names
    ("recipient", {**NUMBER, "action": "share", "recipients": ["anyone"]},
     "Your phone number is published in a list that everyone can read.",
     "Your phone number is published in a list that lock keepers of the upper canal can read."),
    # how exact
    ("data", LOCATION, "We collect your location rounded to the nearest mile.",
     "We collect your location down to the last inch."),
    ("data", CLICKS, "We record which buttons you press and how fast you scroll.",
     "We record which buttons you press, how fast you scroll and how hard you tap."),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "facets", "before", "after"), KINDS)
@pytest.mark.parametrize("back", [False, True], ids=["forth", "back"])
def test_the_kind_of_a_place(kind: str, facets: Facets, before: str, after: str, back: bool) -> None:
    found = finding(claim(**facets), *((after, before) if back else (before, after)))
    assert found.flagged
    assert kinds(found) == {kind}


def test_who_acts_is_quoted_where_it_is_we() -> None:
    found = finding(claim(**NUMBER), "We collect your phone number.", "The boatswain collects your phone number.")
    assert [(c.before, c.after) for c in found.changes] == [("We", "The boatswain")]


SILENT: list[tuple[Facets, str, str]] = [
    (NUMBER, "We collect your phone number.", "Our crew collects your phone number."),
    (NUMBER, "We collect your phone number.", "The app collects your phone number."),
    (NUMBER, "We collect your phone number.", "Tarn collects your phone number."),
    (NUMBER, "We collect your phone number.", "Your phone number is collected by us."),
    (SHARED, "We share your location with our partners.", "We routinely share your location with our partners."),
    (LOGS, "We delete our server logs after a month; signs at every quay tell you.",
     "We delete our server logs after a month; signs at each jetty tell you."),
    (NUMBER, "We collect your phone number.", "As you know, we collect your phone number."),
    (HIDDEN, "Your phone number is hidden from other skippers.",
     "Your phone number is concealed from other skippers."),
    (SHARED, "We usually share your location with our partners.",
     "We normally share your location with our partners."),
    (SHARED, "We may share your location with our partners.",
     "We might share your location with our partners."),
    (NUMBER, "We collect your phone number and your anchor.",
     "We collect your phone number and your anchor and the rust on its chain."),
    (DEVICE, "We collect device information such as your operating system; we also collect your name.",
     "We collect device information such as your operating system; we also collect your name and your shoe size."),
    (ADS, "We use your location for advertising and your tariff to print a bill.",
     "We use your location for advertising and your tariff to settle a feud."),
    (DEVICE, "We collect the following from you and from the phone you use, which includes its system.",
     "We collect the following from you, from your crew and from the phone you use, which includes its system."),
    (ADS, "We use your location to show you ads regarding boats.", "We use your location to show you ads about boats."),
    (SHARED, "We share your location with our partners.",
     "We always share your location with our partners."),
]  # fmt: skip


@pytest.mark.parametrize(("facets", "before", "after"), SILENT)
@pytest.mark.parametrize("back", [False, True], ids=["forth", "back"])
def test_no_change_of_a_place(facets: Facets, before: str, after: str, back: bool) -> None:
    found = finding(claim(**facets), *((after, before) if back else (before, after)))
    assert not found.flagged


# ── What a change quotes ─────────────────────────────────────────────────────────────────────────────

JUDGE = "We share your location with the police only if a court, or a judge, orders it."


@pytest.mark.parametrize(
    ("before", "after", "quotes"),
    [
        ("We share your location with the police only on a court order.",
         "We share your location with the police when an agency asks us for it.",
         ("only on a court order", "when an agency asks")),
        ("We share your location with the police only if a court orders it.",
         "We share your location with the police only when an agency asks us for it.",
         ("only if a court orders", "only when an agency asks")),
        ("We share your location with the police only if a court orders it.",
         "We share your location with the police if a court orders it.", ("only", "")),
        ("We share your location only with the police, on a court order.",
         "We share your location only with the police, when an agency asks us for it.",
         ("court order", "when an agency asks")),
    ],
)  # fmt: skip
def test_a_condition_is_quoted_with_the_only_that_it_hangs_on(
    before: str, after: str, quotes: tuple[str, str]
) -> None:
    change = next(each for each in finding(claim(**POLICE), before, after).changes if each.kind == "condition")
    assert (change.before, change.after) == quotes


@pytest.mark.parametrize(
    ("before", "said"),
    [
        (JUDGE, "only if a court, or a judge, orders it"),
        ("We share your location with the police if the law (a statute, say) requires it.", "if the law"),
        ("We share your location with the police if they come by boat (under sail) at night.",
         "if they come by boat, at night"),
    ],
)  # fmt: skip
def test_marks_cling_to_the_words_of_a_condition(before: str, said: str) -> None:
    found = finding(claim(**POLICE), before, "We share your location with the police.")
    change = next(each for each in found.changes if each.kind == "condition")
    assert said in change.text
    assert " ," not in change.text
