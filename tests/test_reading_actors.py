"""Who does what: the practices of a sentence by actor and action, denied or not."""

from __future__ import annotations

import pytest

from claimtrack import reading, vocabulary
from claimtrack.records import Practice
from tests.editions import page
from tests.readings import DOCUMENT, read, readings, says, sentence


def stated(text: str) -> set[str]:
    """What a sentence says is done with data, as "controller share" or "user not delete"."""
    return {says(p) for p in read(text).practices if _on_data(p)}


def _on_data(practice: Practice) -> bool:
    return bool(practice.action.id) and any(value.id for value in practice.data)


ACTORS: list[tuple[str, str]] = [
    # several practices in one sentence
    ("We collect and use your phone number.", "controller collect, controller use"),
    ("We collect your name and share it with advertisers.", "controller collect, controller share"),
    ("We collect, store and use your location.", "controller collect, controller store, controller use"),
    ("We encrypt your messages and delete them after delivery.", "controller encrypt, controller delete"),
    ("We collect your age; our partners use your age for ads.", "controller collect, partner use"),
    # the controller, its group, and others by name
    ("Tarn collects your email address.", "controller collect"),
    ("Tarn never sells your data.", "controller not sell"),
    ("Tarn's servers store your messages.", "controller store"),
    ("Our servers log your IP address.", "controller collect"),
    ("Fellmere uses your usage data to improve its products.", "group-company use"),
    ("Our affiliates use your age to choose the ads you see.", "group-company use"),
    ("Our partners use your location to show you ads.", "partner use"),
    ("A broker obtains your credit score.", "broker collect"),
    ("Norvik Analytics uses your location.", "norvik analytics use"),
    ("The law requires us to keep your invoices for ten years.", "controller store"),
    # what others receive, the controller shares
    ("Advertisers receive your email address.", "controller share"),
    ("The Fellmere Companies receive your phone number.", "controller share"),
    ("Other users can see your profile picture.", "controller share"),
    ("Your contacts can see your status updates.", "controller share"),
    ("Your employer can read your calendar.", "controller share"),
    ("Advertisers do not receive your email address.", "controller not share"),
    # passive voice
    ("Your photo is shared with your contacts.", "controller share"),
    ("Your logs are deleted after 30 days.", "controller delete"),
    ("Your location is never sold.", "controller not sell"),
    ("Your battery level is recorded.", "controller collect"),
    ("Your phone number is used by Fellmere to improve its products.", "group-company use"),
    ("Your messages may be used by advertisers.", "advertiser use"),
    ("Messages are stored and can be deleted by you.", "controller store, user delete"),
    # the subject of a passive is given something
    ("Couriers are given your delivery address.", "controller share"),
    ("Advertisers are provided with your phone number.", "controller share"),
    ("Advertisers are not told your phone number.", "controller not share"),
    ("Your phone number is given to advertisers.", "controller share"),
    # several who act
    ("We and our partners use your location.", "controller use, partner use"),
    ("Neither we nor our partners use your location.", "controller not use, partner not use"),
    ("Advertisers and partners use your age.", "advertiser use, partner use"),
    ("Our partners use your age.", "partner use"),
    # the user
    ("You can delete your account information at any time.", "user delete"),
    ("You may share your location with your contacts.", "user share"),
    # "you provide" is collection
    ("You must provide your phone number to create an account.", "controller collect"),
    # verbs of engagement share
    ("We rely on other companies to store your photos.", "controller share"),
    # what is asked for is collected
    ("We ask for your date of birth.", "controller collect"),
    ("We never ask you for your password.", "controller not collect"),
    # denials
    ("We use your location but never store it.", "controller use, controller not store"),
    ("Nobody at Tarn can read your messages.", "controller not read"),
    ("No one, not even Tarn, can read your messages.", "controller not read"),
    ("You give us your phone number, and we show it to others.", "controller collect, controller share"),
    ("You provide your email address when you register.", "controller collect"),
    ("You send us your phone number.", "controller collect"),
    ("You can give us your email address.", "controller collect"),
    ("We receive the photos that you upload.", "controller collect"),
    ("Neither Tarn nor its partners read your messages.", "controller not read, controller not share"),
    ("We show your name to your contacts and they may use it.", "controller share, contacts use"),
    ("Our partners get your location.", "controller share"),
    ("We ask you to provide your date of birth.", "controller collect"),
    # verbs joined to others share their subject, and what it is said of
    ("We share your name with the landlord and may hand it to our partners.", "controller share"),
    ("You can share your photos with contacts and delete them later.", "user share, user delete"),
    ("We may receive your email address from partners and combine it with your profile.",
     "controller collect, controller use"),
    ("Your messages are shared with the police and stored for 30 days.", "controller share, controller store"),
    ("Chats are stored and are then permanently deleted.", "controller store, controller delete"),
    ("We use your data for research, sharing it with universities.", "controller use, controller share"),
    ("We retain information for backups, archiving and analytics.", "controller store"),
    # who gives, who has, who is let in
    ("Advertisers give us your age.", "controller collect"),
    ("Our partners provide us with information about you.", "controller collect"),
    ("We do not have access to your card number.", "controller not collect"),
    ("Your messages may be accessed by moderators.", "controller collect"),
    ("We share your age with our bank, which receives your card number.", "controller share"),
    ("The information we collect includes your age.", "controller collect"),
    ("The data we hold about you may include your credit history.", "controller store"),
    ("Cookies may be used by us, and by third parties.", "controller use, third-party use"),
    ("We never hand your personal information to anybody in return for money.", "controller not sell"),
    ("Your messages are unencrypted.", "controller not encrypt"),
    ("Children are dear to us, which is why Tarn does not knowingly collect your age.", "controller not collect"),
]


@pytest.mark.parametrize(
    ("text", "expected"),
    ACTORS,
)
def test_who_does_what(text: str, expected: str) -> None:
    assert stated(text) == set(expected.split(", "))


UNKNOWN = [
    ("The doorbell films your face.", "doorbell collect"),
    ("When somebody rings the bell, the doorbell records video.", "doorbell collect"),
    ("We collect your age, and the doorbell films your face.", "doorbell collect"),
    ("Our app remembers your location.", "controller remembers"),
    ("Our cameras film the street.", "controller collect"),
    ("Advertisers film your face.", "controller share"),
    ("If you live in Norway, Tarn films your face.", "controller collect"),
]
NO_VERBS = [
    # two nouns, and what hangs on one
    "The map settings that your friends see are yours.",
    "The location you share with friends is stored.",
    "We work in the united states that join us.",
    "The app notifications are loud.",
]


@pytest.mark.parametrize(("text", "expected"), UNKNOWN)
def test_a_noun_before_an_unknown_verb_acts(text: str, expected: str) -> None:
    assert expected in {says(p) for p in read(text).practices}


@pytest.mark.parametrize("text", NO_VERBS)
def test_a_noun_behind_a_noun_does_not_act(text: str) -> None:
    found = {says(p) for p in read(text).practices if p.action.id is None and p.actor.id != "user"}
    assert {said for said in found if not said.startswith("controller work")} == set()


NOTHING = [
    "This policy describes how we use your data.",
    "You can contact us about your data at any time.",
    "Learn more about how we share your data.",
    "The app store is run by another company.",
    "Our store in Hamburg is open on Sundays.",
    "We keep in touch with our users.",
    "Terms of use apply to your use of the app.",
    "Your use of the map is free of charge.",
    "Shared folders are a feature of the paid plan.",
    "We take the security of your data seriously.",
    "Your data is safe with us.",
    "We are bound by data protection law.",
    "Please read this policy with care.",
    "You have the right to object.",
    "Tarn was founded in 2014 by two brothers.",
    "The share price of Fellmere is published each day.",
    "Used batteries may be left at our shops.",
    "We process your request within a week.",
    "We will tell you about changes to this policy.",
    "If you have questions, write to our data protection officer.",
    "A collection of our recipes is sold in our shops.",
    "We may transfer you to a colleague.",
]


@pytest.mark.parametrize("text", NOTHING)
def test_what_speaks_of_no_practice_states_none(text: str) -> None:
    assert stated(text) == set()


def test_a_heading_states_nothing() -> None:
    (reading,) = readings(sentence("We share your phone number with advertisers", kind="heading"))
    assert reading.practices == ()


def test_a_document_may_give_its_controller_more_names() -> None:
    document = DOCUMENT.model_copy(update={"aliases": {"controller": ["Skiff"]}})
    known = reading.for_document(vocabulary.load(), document)
    for name in ("Tarn", "Skiff"):
        found = reading.page(page(f"{name} shares your location with banks."), known)
        assert [p.actor.id for p in found[0].practices] == ["controller"]
