"""Which data a statement is about; "?" stands for words that no id names."""

from __future__ import annotations

import pytest

from tests.readings import ids, practice

DATA = [
    # nouns that look like verbs
    ("People who follow you can see your heart rate readings.", "share", "health-data"),
    ("Your partner can see your blood pressure reading.", "share", "health-data"),
    ("We delete your meter reading, and keep your age.", "delete", "energy-data"),
    ("We are reading your messages.", "read", "message-content"),
    ("Our staff stop reading your messages.", "read", "message-content"),
    # lists
    ("We collect your phone number, email address and profile picture.", "collect",
     "phone-number email-address profile-picture"),
    ("We collect device and usage information.", "collect", "device-information usage-data"),
    ("We do not collect your name or your address.", "collect", "profile-name postal-address"),
    ("We collect your shoe size and phone number.", "collect", "? phone-number"),
    ("We collect your shoe size.", "collect", "?"),
    ("We share your email/phone number with partners.", "share", "email-address phone-number"),
    # including, such as, e.g., brackets
    ("We collect information about your device, such as the hardware model and operating system.", "collect",
     "device-information hardware-model operating-system"),
    ("We use your data, e.g. your age, to recommend films.", "use", "personal-data age"),
    ("We collect data (for example: age, gender).", "collect", "personal-data age gender"),
    ("We collect identifiers [such as your IP address].", "collect", "device-identifier ip-address"),
    ("We collect log data, including your IP address.", "collect", "log-data ip-address"),
    ("We store account information (your email address and your phone number) for you.", "store",
     "account-information email-address phone-number"),
    ("We share usage data, like the features you use, with partners.", "share", "usage-data"),
    ("We collect personal data, namely your age.", "collect", "personal-data age"),
    ("We collect cookies and similar identifiers, among others your IP address.", "collect",
     "cookies device-identifier ip-address"),
    # passive: the subject is what is done with
    ("Your phone number and your name are shown to other users.", "share", "phone-number profile-name"),
    ("Information about your purchases is kept for six years.", "store", "transaction-data"),
    ("Your battery level and signal strength are recorded.", "collect", "device-information"),
    ("What you write to a shop is not shared with advertisers.", "share", "?"),
    ("Your photos are collected, used and shared.", "share", "media"),
    # relative clauses
    ("We store the messages you send.", "store", "message-content"),
    ("We share with our partners the phone number that you registered.", "share", "phone-number"),
    ("We keep a copy of your ID and the photo on it.", "store", "government-id media"),
    ("We read the contacts in your address book.", "read", "contact-list"),
    # from somewhere
    ("We obtain your credit score from a credit agency.", "collect", "financial-data"),
    ("We receive payment information when you buy something.", "collect", "payment-data"),
    # narrow and broad
    ("We share your approximate location with our partners.", "share", "approximate-location"),
    ("We share your precise location with our partners.", "share", "precise-location"),
    ("We share your location with our partners.", "share", "location"),
    ("We collect personal data.", "collect", "personal-data"),
    ("We store your fingerprint.", "store", "biometric-data"),
    ("We keep details of your order.", "store", "transaction-data"),
    ("We use cookies to keep you signed in.", "use", "cookies"),
    # exceptions
    ("We share your messages, except your photos, with businesses.", "share", "message-content"),
    ("We share your messages, excluding your photos, with businesses.", "share", "message-content"),
    # what the second practice takes from the first
    ("We collect your name and share it with advertisers.", "share", "profile-name"),
    ("We collect your age but do not sell it.", "sell", "age"),
    # near misses: "contact", "message", "address", "location" and "record" as other words
    ("We contact you to collect your age.", "collect", "age"),
    ("We address complaints and store your name.", "store", "profile-name"),
    ("Wherever you live, we collect your name.", "collect", "profile-name"),
    ("We keep your phone number even if you change your number plate holder.", "store", "phone-number"),
    ("Your logs are deleted after 30 days.", "delete", "log-data"),
    ("We collect your location, but not your contacts.", "collect", "location"),
    ("Your photos are stored and never sold.", "sell", "media"),
    ("We collect account information (your phone number, profile name and email address).", "collect",
     "account-information phone-number profile-name email-address"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "action", "expected"),
    DATA,
)
def test_data(text: str, action: str, expected: str) -> None:
    assert ids(practice(text, action).data) == set(expected.split())


@pytest.mark.parametrize(
    ("text", "action", "words"),
    [
        ("We collect your shoe size.", "collect", "shoe size"),
        ("We share the titles of the books on your shelf with Norvik.", "share", "titles of the books on your shelf"),
        ("We share your mobile number with Norvik.", "share", "mobile number"),
        ("We collect your name.", "collect", "your name"),
    ],
)  # fmt: skip
def test_a_value_keeps_the_words_it_was_read_from(text: str, action: str, words: str) -> None:
    assert words in [value.words for value in practice(text, action).data]
