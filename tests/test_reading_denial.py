"""Negation and its scope, and modality, at the practice they belong to."""

from __future__ import annotations

import pytest

from tests.readings import practice

DENIED = [
    ("We do not share your contacts.", "share"),
    ("We don't keep logs.", "store"),
    ("We don’t keep logs.", "store"),
    ("We cannot read your messages.", "read"),
    ("We can't read your messages.", "read"),
    ("We won't sell your data.", "sell"),
    ("We never sell your contacts.", "sell"),
    ("We will not, under any circumstances, sell your data.", "sell"),
    ("Under no circumstances do we sell your data.", "sell"),
    ("At no time do we read your messages.", "read"),
    ("We no longer collect your location.", "collect"),
    ("We refrain from selling your data.", "sell"),
    ("We are not allowed to read your messages.", "read"),
    ("We are unable to read your messages.", "read"),
    ("We abstain from selling your data.", "sell"),
    # what is kept from somebody is not shared
    ("We withhold your location from advertisers.", "share"),
    ("Your location is off limits to advertisers.", "share"),
    ("We keep your messages out of the hands of advertisers.", "share"),
    ("Insurers are barred from the health data that you enter.", "share"),
    # or, nor
    ("We do not share or sell your contacts.", "share"),
    ("We do not share or sell your contacts.", "sell"),
    ("We do not collect, store or use your fingerprint.", "use"),
    ("We neither sell nor share your contacts.", "sell"),
    ("We neither sell nor share your contacts.", "share"),
    ("We do not read your messages, nor do we store them.", "store"),
    ("We do not sell your data or give it to advertisers.", "share"),
    ("We never read your messages or use them for ads.", "use"),
    # no one, nobody, nothing, none
    ("No one can read your messages.", "read"),
    ("No one, not even Tarn, can read your messages.", "read"),
    ("Nobody can read your messages.", "read"),
    ("None of your messages are stored.", "store"),
    ("We share nothing with advertisers about your messages.", "share"),
    ("We share no data with advertisers.", "share"),
    ("No messages are stored.", "store"),
    ("We share your contacts with nobody.", "share"),
    ("We share your contacts with no one.", "share"),
    ("Your messages are read by nobody.", "read"),
    ("Your messages are read by no employee of ours.", "read"),
    ("We give advertisers no access to your messages.", "share"),
    ("We make no copies of your messages.", "store"),
    # passive
    ("Your messages are never stored.", "store"),
    ("Your messages are not stored.", "store"),
    ("Your location is not, and will not be, shared.", "share"),
    ("Your photos are stored and never sold.", "sell"),
    # only the denied one of two
    ("We do not sell your age, but we share it.", "sell"),
    ("Although we collect your age, we do not share it.", "share"),
    ("We collect your age but do not sell it.", "sell"),
    ("We collect your age and do not sell it.", "sell"),
    ("We collect your age, and never sell it.", "sell"),
    ("We use your location but never store it.", "store"),
]
AFFIRMED = [
    ("We do not hide your location from advertisers.", "share"),
    ("We keep data that we receive from partners.", "store"),
    ("We keep your messages in our data centre.", "store"),
    ("We collect your age but do not sell it.", "collect"),
    ("We do not sell your age, but we share it.", "share"),
    ("If you do not agree, we delete your data.", "delete"),
    ("We share your data unless you say no.", "share"),
    ("We collect your name, whether or not you have an account.", "collect"),
    ("We delete data we do not need.", "delete"),
    ("We use your data not only to help you but also for ads.", "use"),
    ("We store your messages until they are no longer needed.", "store"),
    ("We share your phone number, but not your name, with businesses.", "share"),
    ("We keep your messages no longer than 30 days.", "store"),
    ("We keep your messages for not more than 30 days.", "store"),
    ("We share data that does not identify you.", "share"),
    ("We share your data with partners who may not use it for ads.", "share"),
    ("You need not register for us to collect your IP address.", "collect"),
    ("We collect your notes.", "collect"),
    ("Your messages are read by our staff, and by nobody we do not employ.", "read"),
    ("We give advertisers access to your messages at no charge.", "share"),
    ("We use your data to make sure that no one harms you.", "use"),
    ("We store your name and not just your number.", "store"),
    ("Although we collect your age, we do not share it.", "collect"),
]


@pytest.mark.parametrize(("text", "action"), DENIED)
def test_denied(text: str, action: str) -> None:
    assert practice(text, action).polarity.id == "is-not"


@pytest.mark.parametrize(("text", "action"), AFFIRMED)
def test_affirmed(text: str, action: str) -> None:
    assert practice(text, action).polarity.id == "is"


MODALITY = [
    ("Your email address and age are necessary to order.", "collect", "must"),
    ("Your location is stored where it is required.", "store", "does"),
    ("We share your name with partners.", "share", "does"),
    ("We will share your name with partners.", "share", "does"),
    ("Your name is shared with partners.", "share", "does"),
    ("We do share your name with partners.", "share", "does"),
    ("We may share your name with partners.", "share", "may"),
    ("We might share your name with partners.", "share", "may"),
    ("We can share your name with partners.", "share", "may"),
    ("We could share your name with partners.", "share", "may"),
    ("We sometimes share your name with partners.", "share", "may"),
    ("We are permitted to share your name with partners.", "share", "may"),
    ("We reserve the right to share your name with partners.", "share", "may"),
    ("Your name may be shared with partners.", "share", "may"),
    ("From time to time we share your name with partners.", "share", "may"),
    ("We must share your name with the police.", "share", "must"),
    ("We have to share your name with the police.", "share", "must"),
    ("We are required to share your name with the police.", "share", "must"),
    ("You must give us your phone number.", "collect", "must"),
    ("You need to give us your phone number.", "collect", "must"),
    ("We need your phone number to open an account.", "collect", "must"),
    # near misses: the modal of another clause or of none
    ("We collect your age, and we may share it.", "collect", "does"),
    ("We collect your age, and we may share it.", "share", "may"),
    ("We delete your data, which you must not regret.", "delete", "does"),
    ("We share the photos that you may have sent us.", "share", "does"),
    ("If you may not use the app, we delete your data.", "delete", "does"),
    ("We store your name as you must know.", "store", "does"),
    ("We use the contents of the bin can to guess your age.", "use", "does"),
    ("Your phone number is required to open an account.", "collect", "must"),
]


@pytest.mark.parametrize(("text", "action", "expected"), MODALITY)
def test_modality(text: str, action: str, expected: str) -> None:
    assert practice(text, action).modality.id == expected
