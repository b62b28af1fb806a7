"""Words that stay while what they hang on changes: stems of lists, headings, the sentence before."""

from __future__ import annotations

from typing import Any

import pytest

from tests.editions import claim, finding
from tests.readings import failing

SHARED = claim(action="share", data=["phone-number"])
COLLECTED = claim(action="collect", data=["phone-number"])
REQUIRED = claim(action="collect", data=["phone-number"], modality="must")
GROUP = claim(action="share", data=["phone-number"], recipients=["group-company"])
ADS = claim(action="share", data=["phone-number"], recipients=["advertiser"])
FRAUD = claim(action="use", data=["ip-address"], purposes=["fraud-prevention"])


def items(stem: str, *items: str) -> str:
    """A list below its stem; about a phone number and an age where nothing else is said."""
    return "\n".join([f"{stem}\n", *(f"* {item}" for item in items or ("your phone number", "your age"))])


Row = tuple[Any, str, str, str]
STEMS: list[Row] = [
    (ADS, items("We share your phone number with:", "advertisers", "banks"),
     items("We do not share your phone number with:", "advertisers", "banks"), "withdrawn"),
    (FRAUD, items("We use your IP address to:", "prevent fraud", "improve our services"),
     items("We use your age to:", "prevent fraud", "improve our services"), "withdrawn"),
    (SHARED, items("We share:"), items("We share the following:"), "unchanged reworded cosmetic"),
    (COLLECTED, items("We collect the following:"), items("We collect the following information:"),
     "unchanged reworded cosmetic"),
    (SHARED, items("We share:"), items("We never share:"), "withdrawn"),
    (SHARED, items("We never share:"), items("We share:"), "introduced"),
    (SHARED, items("We may share:"), items("We share:"), "changed"),
    (SHARED, items("We share:"), items("If you opt in, we share:"), "changed"),
    (COLLECTED, items("We collect:"), items("We do not collect:"), "withdrawn"),
    (COLLECTED, items("We collect:"), items("We delete:"), "withdrawn"),
    (GROUP, items("Fellmere receives:"), items("Norvik receives:"), "withdrawn changed"),
    (ADS, items("Advertisers receive:"), items("Researchers receive:"), "withdrawn changed"),
    (GROUP, items("We share with Fellmere:"), items("We never share with Fellmere:"), "withdrawn"),
    (GROUP, items("We share these with Fellmere:"), items("We share these with Norvik:"), "withdrawn changed"),
    (REQUIRED, items("You must give us:"), items("You may give us:"), "changed"),
]  # fmt: skip


@pytest.mark.parametrize(("asked", "before", "after", "statuses"), STEMS)
def test_the_stem_of_a_list_changed(asked: Any, before: str, after: str, statuses: str) -> None:
    assert finding(asked, before, after).status in statuses.split()


ITEMS: list[Row] = [
    (COLLECTED, items("We collect:"), items("We collect:", "your age"), "withdrawn"),
    (COLLECTED, items("We collect:", "your age"), items("We collect:"), "introduced"),
    (COLLECTED, items("We collect:"), items("We collect:", "your age", "your phone number"), "unchanged"),
    (COLLECTED, items("We collect:"), items("We collect:", "your phone number", "your gender"), "unchanged"),
    (COLLECTED, items("We collect:"), items("We collect:", "your phone number;", "and your age."),
     "unchanged cosmetic"),
    (ADS, items("We share your phone number with:", "advertisers", "banks"),
     items("We share your phone number with:", "banks"), "withdrawn changed"),
    (FRAUD, items("We use your IP address to:", "prevent fraud", "improve our services"),
     items("We use your IP address to:", "improve our services"), "withdrawn changed"),
    (COLLECTED, items("We collect:"), "We collect your phone number and your age.", "reworded"),
]  # fmt: skip


@pytest.mark.parametrize(("asked", "before", "after", "statuses"), ITEMS)
def test_the_items_of_a_list_changed(asked: Any, before: str, after: str, statuses: str) -> None:
    assert finding(asked, before, after).status in statuses.split()


NUMBER = "We share your phone number."
INCLUDES = "This includes your phone number."
ACCOUNT = "We share account information with advertisers."
AROUND: list[Row] = [
    (ADS, f"### Advertisers\n\n{NUMBER}", f"### To advertisers\n\n{NUMBER}", "moved unchanged"),
    (SHARED, f"### What is shared\n\n{NUMBER}", f"### Sharing\n\n{NUMBER}", "moved unchanged"),
    (ADS, f"{ACCOUNT} {INCLUDES}", f"{ACCOUNT.replace('We', 'Tarn')} {INCLUDES}", "unchanged reworded"),
    (ADS, f"### Advertisers\n\n{NUMBER}", f"### Researchers\n\n{NUMBER}", "withdrawn changed"),
]  # fmt: skip
AROUND_WRONG: list[tuple[Any, str, str, str, str]] = [
    (ADS, f"{ACCOUNT} {INCLUDES}", f"{ACCOUNT.replace('advertisers', 'researchers')} {INCLUDES}",
     "withdrawn changed", "a sentence whose words stay is unchanged, whatever the one before became"),
    (ADS, f"{ACCOUNT} {INCLUDES}", f"{ACCOUNT.replace('share', 'never share')} {INCLUDES}", "withdrawn",
     "a denial is not handed on to the sentence that points back"),
]  # fmt: skip


@pytest.mark.parametrize(("asked", "before", "after", "statuses"), [*AROUND, *failing(AROUND_WRONG)])
def test_what_a_sentence_points_back_to_changed(asked: Any, before: str, after: str, statuses: str) -> None:
    assert finding(asked, before, after).status in statuses.split()


@pytest.mark.parametrize(("asked", "before", "after"), [row[:3] for row in STEMS if "withdrawn" in row[3]])
def test_support_that_turned_is_never_called_unchanged(asked: Any, before: str, after: str) -> None:
    found = finding(asked, before, after)
    assert found.support_before == "stated"
    assert found.support != "stated"
    assert found.flagged


DEFINED = "We collect Letter Data when you write to the helm."


@pytest.mark.parametrize(
    ("before", "after", "flagged"),
    [
        ("“Letter Data” means your messages.", "“Letter Data” means your messages and your moods.", True),
        ("“Letter Data” means your messages.", "'Letter Data' means your messages!", False),
        ("“Rig Data” means the knots of your boat.", "“Rig Data” means the knots of your boat and its sails.", False),
    ],
    ids=["what the claim's data holds", "marks", "another term"],
)
def test_what_a_term_means_is_evidence_for_claims_on_it(before: str, after: str, flagged: bool) -> None:
    asked = claim(action="collect", data=["message-content"])
    assert finding(asked, f"{DEFINED}\n\n{before}", f"{DEFINED}\n\n{after}").flagged is flagged
