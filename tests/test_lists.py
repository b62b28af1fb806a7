"""Members that a list gained or lost: news for a claim that the list states, whether an id knows them or not."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.editions import claim, finding, kinds
from tests.readings import failing
from tests.test_comparing_context import items

ADS = claim(action="share", data=["phone-number"], recipients=["advertiser"])
NOT_ADS = claim(action="share", data=["phone-number"], recipients=["advertiser"], polarity="is-not")
FRAUD = claim(action="use", data=["payment-data"], purposes=["fraud-prevention"])
ANYTHING = claim(action="use", data=["personal-data"], purposes=["fraud-prevention"])
USED = claim(action="use", data=["ip-address"])
NUMBERS = claim(action="collect", data=["phone-number", "email-address", "age"])
DEVICE = claim(action="collect", data=["device-information"])

SHARED = "We share your phone number with:"
COLLECTED = "We collect:"
THREE = ("your phone number", "your email address", "your age")
Row = tuple[Any, str, tuple[str, ...], str, str]
GAINED: list[Row] = [
    # claim, stem, members, one more, kind
    (ADS, SHARED, ("advertisers", "banks"), "airlines", "recipient"),
    (ADS, SHARED, ("advertisers", "banks"), "ringers of bells", "recipient"),
    (ADS, SHARED, ("advertisers;", "banks; and"), "Norvik Glop.", "recipient"),
    (NOT_ADS, "We do not share your phone number with:", ("advertisers", "banks"), "airlines", "recipient"),
    (FRAUD, "We use your payment data for:", ("fraud prevention",), "bells", "purpose"),
    (FRAUD, "We use your payment data to:", ("prevent fraud",), "ring the bells", "purpose"),
    (FRAUD, "We use your payment data to:", ("prevent fraud",), "show you ads", "purpose"),
    (USED, "We use your IP address to:", ("prevent fraud", "improve our services"), "ring bells", "added"),
    (DEVICE, COLLECTED, ("your device model",), "your IP address", "added"),
]  # fmt: skip
GAINED_WRONG = [
    (NUMBERS, COLLECTED, THREE, "the colour of your sail", "data",
     "that the claim enumerates is seen within a sentence only, not from item to item"),
    (ADS, "We share your phone number with advertisers:", ("at dawn",), "when it rains", "condition",
     "an item that is nothing but a condition has no place in its list"),
]  # fmt: skip


@pytest.mark.parametrize(("asked", "stem", "members", "more", "kind"), [*GAINED, *failing(GAINED_WRONG)])
def test_a_list_gains_or_loses_a_member(
    asked: Any, stem: str, members: tuple[str, ...], more: str, kind: str
) -> None:
    few, many = items(stem, *members), items(stem, *members, more)
    gained, lost = finding(asked, few, many), finding(asked, many, few)
    assert kinds(gained) == {kind}
    assert kinds(lost) == {"removed" if kind == "added" else kind}
    assert [each.exact for each in gained.evidence.after] == [each.exact for each in lost.evidence.before] == [more]


SAME = items(SHARED, "advertisers", "banks")
SILENT: list[tuple[str, Any, str, str]] = [
    ("a member of another list", ADS, SAME, SAME + "\n\n" + items("We share your age with:", "ringers of bells")),
    ("a list that does not state the claim", DEVICE, SAME, items(SHARED, "advertisers", "banks", "airlines")),
    ("a statement of its own", ADS, SAME, items(SHARED, "advertisers", "banks", "We delete your logs.")),
    ("a member that goes on", ADS, SAME, items(SHARED, "advertisers", "banks. Banks like boats")),
    ("data that the claim is not on", NUMBERS, items(COLLECTED, *THREE), items(COLLECTED, *THREE, "your location")),
    ("another use of anything", ANYTHING, items("We use your information to:", "prevent fraud"),
     items("We use your information to:", "prevent fraud", "show you ads")),
    ("another order", ADS, SAME, items(SHARED, "banks", "advertisers")),
    ("other marks", ADS, SAME, items(SHARED, "advertisers; and", "banks.")),
]  # fmt: skip


@pytest.mark.parametrize(("why", "asked", "before", "after"), SILENT, ids=[row[0] for row in SILENT])
def test_what_is_no_news_of_a_list(why: str, asked: Any, before: str, after: str) -> None:
    for found in (finding(asked, before, after), finding(asked, after, before)):
        assert not found.flagged
        assert kinds(found) == set()


MEMBERS = ["advertisers", "banks", "airlines", "ringers of bells", "Norvik Glop"]


@settings(max_examples=25)
@given(st.permutations(MEMBERS), st.permutations(MEMBERS))
def test_the_order_of_a_list_says_nothing(one: list[str], other: list[str]) -> None:
    assert not finding(ADS, items(SHARED, *one), items(SHARED, *other)).flagged


@settings(max_examples=25)
@given(st.permutations(MEMBERS), st.sampled_from(MEMBERS[1:]))
def test_a_member_that_goes_is_news_wherever_it_stands(order: list[str], gone: str) -> None:
    left = [member for member in order if member != gone]
    found = finding(ADS, items(SHARED, *order), items(SHARED, *left))
    assert (found.flagged, kinds(found)) == (True, {"recipient"})
