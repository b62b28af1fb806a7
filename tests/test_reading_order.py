"""Sentences that are turned round: who does what with which data, for whom, denied or on which condition."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.readings import ids, practice, read, says

TURNED = [
    # a denial in front of the verb
    ("Never do we sell your messages.", "sell", "controller not sell", "message-content", ""),
    ("Never ever will we sell your photos.", "sell", "controller not sell", "media", ""),
    ("Under no circumstances will we share your age with insurers.", "share", "controller not share", "age",
     "financial-institution"),
    ("Under no circumstances, however, will your age or photos be given to advertisers.", "share",
     "controller not share", "age media", "advertiser"),
    ("At no time is your location shared with advertisers.", "share", "controller not share", "location", "advertiser"),
    ("At no point are your photos stored.", "store", "controller not store", "media", ""),
    ("Not once have we read your messages.", "read", "controller not read", "message-content", ""),
    ("In no event shall our staff read your messages.", "read", "controller not read", "message-content", ""),
    ("We do not read your messages, nor are they shared with the police.", "share", "controller not share",
     "message-content", "law-enforcement"),
    ("We keep your age, but under no circumstances do we sell it.", "sell", "controller not sell", "age", ""),
    ("With no advertiser do we share your messages.", "share", "controller not share", "message-content", "advertiser"),
    ("To nobody do we sell your photos.", "sell", "controller not sell", "media", "?"),
    ("To no one is your phone number disclosed.", "share", "controller not share", "phone-number", "?"),
    ("Never has your age been sold.", "sell", "controller not sell", "age", ""),
    ("In no way are your photos sold.", "sell", "controller not sell", "media", ""),
    ("In no way is advertising based on your messages.", "use", "controller not use", "message-content", ""),
    ("Seldom do we share your age with advertisers.", "share", "controller share", "age", "advertiser"),
    ("Not only do we collect your age, but we also share it with advertisers.", "collect", "controller collect", "age",
     ""),
    # a condition in front of the verb
    ("Only while you are sailing do we collect your location.", "collect", "controller collect", "location", ""),
    ("Only with your consent do we share your contacts with advertisers.", "share", "controller share", "contact-list",
     "advertiser"),
    ("Only if you ask us will we delete your photos.", "delete", "controller delete", "media", ""),
    ("Only after you agree is your location collected.", "collect", "controller collect", "location", ""),
    ("Only when you press the button does the app record your voice.", "collect", "controller collect", "media", ""),
    ("Not until you agree do we collect your location.", "collect", "controller collect", "location", ""),
    ("We keep your age, and only with your permission will we share it with banks.", "share", "controller share", "age",
     "financial-institution"),
    ("It is only with your consent that we share your age with advertisers.", "share", "controller share", "age",
     "advertiser"),
    # what is denied in front of its denial
    ("Your location is not something we sell, ever.", "sell", "controller not sell", "location", ""),
    ("Your photos are something that we would never share with advertisers.", "share", "controller not share", "media",
     "advertiser"),
    ("Your age is not information we collect.", "collect", "controller not collect", "age", ""),
    ("Data about you is never something we would sell.", "sell", "controller not sell", "personal-data", ""),
    ("Your messages are not anything we read.", "read", "controller not read", "message-content", ""),
    ("Your location is something we collect.", "collect", "controller collect", "location", ""),
    ("Selling your photos is something we do not do.", "sell", "controller not sell", "media", ""),
    ("Reading your messages is not something that we would ever do.", "read", "controller not read", "message-content",
     ""),
    ("Sharing your age with advertisers is something we do.", "share", "controller share", "age", "advertiser"),
    ("What we never do is sell your photos.", "sell", "controller not sell", "media", ""),
    # deeds told by a noun
    ("There is no sale of your location.", "sell", "controller not sell", "location", ""),
    ("There will never be any disclosure of your age to advertisers.", "share", "controller not share", "age",
     "advertiser"),
    ("No sale of your photos ever takes place.", "sell", "controller not sell", "media", ""),
    ("Selling your photos never happens.", "sell", "controller not sell", "media", ""),
    ("Sharing your age with advertisers is out of the question.", "share", "controller not share", "age", "advertiser"),
    ("Your location is not for sale.", "sell", "controller not sell", "location", ""),
]  # fmt: skip


@pytest.mark.parametrize(("text", "action", "expected", "data", "recipients"), TURNED)
def test_turned_round(text: str, action: str, expected: str, data: str, recipients: str) -> None:
    found = practice(text, action)
    assert says(found) == expected
    assert ids(found.data) == set(data.split())
    assert ids(found.recipients) == set(recipients.split())


CONDITIONS = [
    ("Only while you are sailing do we collect your location.", "collect", "while you are sailing"),
    ("Only with your consent do we share your contacts with advertisers.", "share", "with your consent"),
    ("Only if you ask us will we delete your photos.", "delete", "only if you ask us"),
    ("Not until you agree do we collect your location.", "collect", "not until you agree"),
    ("It is only with your consent that we share your age.", "share", "with your consent"),
]


@pytest.mark.parametrize(("text", "action", "words"), CONDITIONS)
def test_a_condition_in_front_ends_where_the_verb_begins(text: str, action: str, words: str) -> None:
    assert [value.words for value in practice(text, action).conditions] == [words]


STRAIGHT = [
    ("Only you can see your messages.", "share", "user share"),
    ("Only your contacts are able to see your photos.", "share", "controller share"),
    ("Never share your password.", "share", "controller not share"),
    ("If you are the owner, we collect your age.", "collect", "controller collect"),
    ("This is information that we collect.", "collect", "controller collect"),
    ("Your location is something that others may find useful, and we collect it.", "collect", "controller collect"),
    ("Only the data that you enter is the data we store.", "store", "controller store"),
]


@pytest.mark.parametrize(("text", "action", "expected"), STRAIGHT)
def test_near_misses_keep_their_order(text: str, action: str, expected: str) -> None:
    assert says(practice(text, action)) == expected


FRONTS = st.sampled_from(["never", "at no time", "only if you agree", "not until then", "nor", "with no one"])
WORDS = "do is will we your the location app sold sell , with never ever".split()
MIDDLES = st.lists(st.sampled_from(WORDS), max_size=9)


@given(FRONTS, MIDDLES)
def test_every_word_stays_in_its_place(front: str, middle: list[str]) -> None:
    text = " ".join([front, *middle, "."])
    tokens = read(text).tokens
    assert [token.start for token in tokens] == sorted({token.start for token in tokens})
    assert [text[token.start : token.end] for token in tokens] == text.split()
