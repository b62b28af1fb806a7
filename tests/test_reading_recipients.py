"""Whom data is given to; "?" stands for words that no id names."""

from __future__ import annotations

import pytest

from tests.readings import failing, ids, practice

RECIPIENTS = [
    # users that are not you, and see what is yours
    ("Drivers see your phone number.", "share", "other-users"),
    ("Your phone number is hidden from drivers.", "share", "other-users"),
    ("Members can view your photos.", "share", "other-users"),
    # whose people they are
    ("Your age may be seen by the child's parents.", "share", "parent"),
    ("Your age can be seen by teachers and by parents.", "share", "school parent"),
    ("Teachers have access to your photos.", "share", "school"),
    # who is meant of all
    ("People who follow you can see your heart rate readings.", "share", "other-users"),
    ("People you follow can see your age.", "share", "other-users"),
    ("Anyone who follows you can view your photos.", "share", "other-users"),
    ("Those you invite can see your photos.", "share", "other-users"),
    ("Users you have blocked cannot see your photos.", "share", "other-users"),
    ("Colleagues who know you can see your age.", "share", "other-users"),
    # after with, to, by
    ("We share your data with advertisers, banks and the police.", "share",
     "advertiser financial-institution law-enforcement"),
    ("We disclose your email address to researchers.", "share", "researcher"),
    ("Your number is visible to anyone.", "share", "anyone"),
    ("We disclose your email address to Norvik Analytics.", "share", "?"),
    ("We share your email address with Norvik Analytics and our partners.", "share", "? partner"),
    ("We transfer your data to our affiliates.", "transfer", "group-company"),
    ("We sell nothing to data brokers.", "sell", "data-broker"),
    ("We make your profile available to other users.", "share", "other-users"),
    ("We publish your profile.", "share", "anyone"),
    ("We share your order with the courier who brings it.", "share", "delivery-provider"),
    ("We share your order with the piper who plays for you.", "share", "?"),
    ("We share your data among the Fellmere Companies.", "share", "group-company"),
    ("Your messages can be read by nobody but the police.", "share", "law-enforcement"),
    ("We share your messages, if you agree, with businesses.", "share", "business"),
    ("We hire vendors to process your payments.", "share", "service-provider"),
    ("We provide advertisers with aggregated figures.", "share", "advertiser"),
    ("We only give advertisers aggregated figures.", "share", "advertiser"),
    ("Your profile can be viewed publicly.", "share", "anyone"),
    ("By default, your picture is visible to all users.", "share", "other-users"),
    # names of one thing
    ("We share your email address with Fellmere.", "share", "group-company"),
    ("We share your email address with the Fellmere Group and with our partners.", "share",
     "group-company partner"),
    # those who receive, see or get access
    ("Advertisers receive your age.", "share", "advertiser"),
    ("Our parent company receives your usage data.", "share", "group-company"),
    ("Businesses you message can see your phone number.", "share", "business"),
    ("Only your contacts can see your photo.", "share", "contacts"),
    ("We give researchers access to usage data.", "share", "researcher"),
    ("Auditors may access your messages.", "share", "service-provider"),
    ("Couriers are given your delivery address.", "share", "delivery-provider"),
    ("Hotels may be sent your booking details by us.", "share", "travel-provider"),
    ("Partners may be granted access to your location.", "share", "partner"),
    ("Insurers are barred from the health data that you enter.", "share", "financial-institution"),
    ("We hide your location from advertisers.", "share", "advertiser"),
    ("Your data is shared.", "share", ""),
    # verbs of engagement
    ("We work with service providers to deliver your messages.", "share", "service-provider"),
    ("We use service providers to host your photos.", "share", "service-provider"),
    # the user shares
    ("You share your location with the people you choose.", "share", "other-users"),
    ("You can share your photos with anyone.", "share", "anyone"),
    # users who are given something are others
    ("Your photo is shown to the users you choose.", "share", "other-users"),
    ("We show your photo to users who follow you.", "share", "other-users"),
    ("We share your photo with users of the map.", "share", "other-users"),
    ("Your photo is shown to you.", "share", "user"),
    # public is anyone's
    ("We publish your photo.", "share", "anyone"),
    ("We make your photo public.", "share", "anyone"),
    ("Your profile name is public.", "share", "anyone"),
    ("Your photo is publicly available.", "share", "anyone"),
    ("We publish your photo to your contacts.", "share", "contacts"),
    # near misses: with, to and by that open something else
    ("We share your data with your permission.", "share", ""),
    ("We share your data in accordance with the law.", "share", ""),
    ("We share your data to improve our services.", "share", ""),
    ("We collect identifiers associated with your browser.", "collect", ""),
    ("We collect your data from advertisers.", "collect", ""),
    ("We store your photos by default.", "store", ""),
    ("We share your data, subject to your settings.", "share", ""),
    ("We collect your name by asking you.", "collect", ""),
    ("We share up to ten photos of you.", "share", ""),
    ("Your number is visible only to your contacts.", "share", "contacts"),
    ("We engage vendors to process your payments.", "share", "service-provider"),
    ("We link your phone number with your email address.", "use", ""),
    ("We keep your messages to ourselves.", "store", ""),
    ("We share your messages, except your photos, with businesses.", "share", "business"),
]  # fmt: skip
WRONG = [
    ("Your photo is shared with the public library.", "share", "?",
     "“the public” in front of a noun is read as anyone"),
    ("We compare your photo with your ID.", "use", "", "what data is compared with is read as a recipient"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "action", "expected"), [*RECIPIENTS, *failing(WRONG)])
def test_recipients(text: str, action: str, expected: str) -> None:
    assert ids(practice(text, action).recipients) == set(expected.split())
