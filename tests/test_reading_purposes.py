"""What data is used for; "?" stands for words that no id names."""

from __future__ import annotations

import pytest

from tests.readings import ids, practice

PURPOSES = [
    # to, in order to, so that, for
    ("We use your data to improve our services.", "use", "service-improvement"),
    ("We use your data in order to comply with the law.", "use", "legal-compliance"),
    ("We use your data for advertising and analytics.", "use", "advertising analytics"),
    ("We use your location to personalise your feed.", "use", "personalisation"),
    ("We collect your phone number for security purposes.", "collect", "security"),
    ("We use your email address for the purpose of marketing.", "use", "marketing"),
    ("We share your card number with banks to process payments.", "share", "payment-processing"),
    ("We use your messages to answer your questions to customer support.", "use", "customer-support"),
    ("We read your address book to feed the ducks.", "read", "?"),
    ("We use your photos to guess the breed of your dog.", "use", "?"),
    # in front of the sentence
    ("To prevent fraud, we collect your IP address.", "collect", "fraud-prevention"),
    ("For research, we use aggregated usage data.", "use", "research"),
    # gerunds and lists
    ("We use your data for preventing fraud.", "use", "fraud-prevention"),
    ("We use your data, including to prevent fraud.", "use", "fraud-prevention"),
    ("We use your data to prevent fraud and to improve our services.", "use",
     "fraud-prevention service-improvement"),
    ("We use your data to measure ads, prevent fraud and improve our services.", "use",
     "ad-measurement fraud-prevention service-improvement"),
    # denied
    ("We do not use your messages for advertising.", "use", "advertising"),
    ("Your contacts are never used for advertising.", "use", "advertising"),
    # passive
    ("Your usage data is analysed to improve our services.", "use", "service-improvement"),
    # near misses: to and for that open something else
    ("We give your age to advertisers.", "share", ""),
    ("You need to give us your age.", "collect", ""),
    ("We share your name with those you talk to.", "share", ""),
    ("We plan to sell your data.", "sell", ""),
    ("We collect data relating to your device.", "collect", ""),
    ("We continue to store your name.", "store", ""),
    ("We started to collect your age.", "collect", ""),
    ("We store your data up to the day on which you leave.", "store", ""),
    ("We keep your invoices for ten years.", "store", ""),
    ("Your orders are kept for six months.", "store", ""),
    ("In order to show you ads, our partners use your age.", "use", "advertising"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "action", "expected"),
    PURPOSES,
)
def test_purposes(text: str, action: str, expected: str) -> None:
    assert ids(practice(text, action).purposes) == set(expected.split())
