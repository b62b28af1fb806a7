"""Which claims a difference is one for: purposes of data that is the claim's own, and periods in conditions."""

from __future__ import annotations

from typing import Any

import pytest

from tests.editions import claim, finding, kinds

FRAUD = claim(action="use", data=["ip-address"], purposes=["fraud-prevention"])
DEVICE = claim(action="use", data=["device-information"], purposes=["fraud-prevention"])
ANYTHING = claim(action="use", data=["personal-data"], purposes=["fraud-prevention"])
USED = "We use your IP address to prevent fraud and to {}."
BOTH = "We use your IP address and your photos to prevent fraud and to {}."

PURPOSES: list[tuple[str, Any, str, bool]] = [
    ("the very data of the claim", FRAUD, USED, True),
    ("a kind of the claim's data", DEVICE, USED, True),
    ("other data beside it", FRAUD, BOTH, True),
]  # fmt: skip


@pytest.mark.parametrize(("why", "asked", "said", "news"), PURPOSES, ids=[row[0] for row in PURPOSES])
@pytest.mark.parametrize(("old", "new"), [("improve our services", "show you ads"), ("show you ads", "help you shop")])
def test_a_further_purpose_beside_the_claims_own(
    why: str, asked: Any, said: str, news: bool, old: str, new: str
) -> None:
    found = finding(asked, said.format(old), said.format(new))
    assert kinds(found) == ({"purpose"} if news else set())
    assert found.flagged is news


def test_a_claim_on_data_at_large_is_about_its_own_purposes_alone() -> None:
    found = finding(ANYTHING, USED.format("improve our services"), USED.format("show you ads"))
    assert kinds(found) == set()


KEPT = claim(action="delete", data=["account-information"])
PERIODS: list[tuple[str, Any, str, str, bool]] = [
    ("in a condition in front", KEPT, "If you do not sign in for {}, we delete your account.", "6|12 months", True),
    ("in a condition behind", KEPT, "We delete your account if you do not sign in for {}.", "six|nine months", True),
    ("in the clause itself", KEPT, "We delete your account within {}.", "6|12 months", True),
    ("of another statement", KEPT, "We delete your account, and we store your photos for {}.", "6|12 months", False),
    ("of a statement in front", KEPT, "We store your photos for {}, and we delete your account.", "6|12 months", False),
    ("of another sentence", KEPT, "We delete your account. We store your photos for {}.", "6|12 months", False),
]  # fmt: skip


@pytest.mark.parametrize(("why", "asked", "said", "periods", "news"), PERIODS, ids=[row[0] for row in PERIODS])
def test_a_period_in_a_condition_reaches_the_statement(
    why: str, asked: Any, said: str, periods: str, news: bool
) -> None:
    numbers, unit = periods.split()
    before, after = (said.format(f"{number} {unit}") for number in numbers.split("|"))
    for found in (finding(asked, before, after), finding(asked, after, before)):
        assert kinds(found) == ({"quantity"} if news else set())
        assert found.flagged is news
