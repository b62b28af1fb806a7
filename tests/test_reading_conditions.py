"""On what condition, for how long and how well guarded; "?" stands for words that no id names."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.readings import ids, practice, read

CONDITIONS = [
    # only, unless, if, with
    ("If you choose to, we share your location.", "share", "user-choice"),
    ("We share your location if you choose to do so.", "share", "user-choice"),
    ("We share your location unless you opt out.", "share", "user-choice"),
    ("With your permission, we read your contacts.", "read", "permission"),
    ("We read your contacts only with your consent.", "read", "permission"),
    ("We do not read your contacts without your permission.", "read", "permission"),
    ("We share your data only with a court order.", "share", "court-order"),
    ("We share your data only when the law requires it.", "share", "law"),
    ("Where the law requires it, we share your data.", "share", "law"),
    ("We show your photo to others depending on your settings.", "share", "settings"),
    ("We show your photo to contacts, according to your privacy settings.", "share", "settings"),
    ("When you use the map, we collect your location.", "collect", "if-used"),
    ("We collect your location while you use the map.", "collect", "if-used"),
    ("Your location is shared at your request.", "share", "user-choice"),
    ("If you agree we share your location.", "share", "permission"),
    # in words that no id names: the clause itself
    ("We share your data where a judge's clerk asks.", "share", "?"),
    ("We share your data as soon as an agency asks.", "share", "?"),
    ("Until the moon is full, we store your messages.", "store", "?"),
    ("Provided that it rains, we sell your data.", "sell", "?"),
    ("We share your data, except on Sundays, with partners.", "share", "?"),
    ("In the event of a flood, we move your data to third parties and share it.", "share", "?"),
    # near misses: words that only look like a condition
    ("We collect usage information (when you last opened the app).", "collect", ""),
    ("We ask whether you are 16 and store your age.", "store", ""),
    ("We share your name with partners.", "share", ""),
    ("We use how often you call your friends to rank your contacts.", "use", ""),
    ("We record when you last used the app.", "collect", ""),
    ("We collect where you are.", "collect", ""),
]


@pytest.mark.parametrize(("text", "action", "expected"), CONDITIONS)
def test_conditions(text: str, action: str, expected: str) -> None:
    assert ids(practice(text, action).conditions) == set(expected.split())


@pytest.mark.parametrize(
    ("text", "action", "words"),
    [
        ("We share your data where a judge's clerk asks.", "share", "where a judge's clerk asks"),
        ("If it rains on the roof, we sell your data.", "sell", "if it rains on the roof"),
        ("We sell your data if it rains, and we keep your name.", "sell", "if it rains"),
        ("We sell your data if it rains; we keep your name.", "sell", "if it rains"),
        ("We sell (if it rains) your data.", "sell", "if it rains"),
    ],
)
def test_a_condition_keeps_its_clause(text: str, action: str, words: str) -> None:
    assert [value.words.strip(" ,") for value in practice(text, action).conditions] == [words]


ASKED: list[tuple[str, str]] = [
    ("We ask for your consent before we collect your location.", "collect"),
    ("We will ask you for permission before we share your photos with partners.", "share"),
    ("We obtain your consent before collecting your location.", "collect"),
    ("Before we collect your location, we ask for your consent.", "collect"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "action"), ASKED)
def test_what_permission_is_asked_for_before_it_is_done_is_done_on_it(text: str, action: str) -> None:
    assert "permission" in ids(practice(text, action).conditions)


NOT_ASKED = [
    "We ring a bell before we collect your location.",
    "Your consent matters to us before we collect your location.",
]


@pytest.mark.parametrize("text", NOT_ASKED)
def test_what_something_else_is_done_before_is_only_supposed(text: str) -> None:
    assert "collect" not in {p.action.id for p in read(text).practices}


@pytest.mark.parametrize(
    ("text", "supposed"),
    [
        ("While you may object, we share your location.", False),
        ("While you can write under another name, we collect your age.", False),
        ("We share your location, while the map is drawn on your device.", False),
        ("While you use the map, we collect your location.", True),
        ("We collect your location while the map is open.", True),
    ],
)
def test_while_may_set_one_statement_against_another(text: str, supposed: bool) -> None:
    assert any(p.conditions for p in read(text).practices) is supposed


QUANTITIES = [
    ("We keep your messages for 30 days.", "30 days"),
    ("We keep your messages for a 30-day period.", "30 days"),
    ("We keep your messages for thirty (30) days.", "30 days"),
    ("We keep your messages for thirty days.", "30 days"),
    ("We keep your messages for 7 working days.", "7 days"),
    ("We keep your messages for six months.", "6 months"),
    ("We keep your messages for one year.", "1 years"),
    ("We keep your messages for 2 weeks and your photos for 3 hours.", "2 weeks, 3 hours"),
    # numbers of several words or signs
    ("We delete your messages after forty-eight hours.", "48 hours"),
    ("We keep your messages for one hundred and twenty days.", "120 days"),
    ("We keep your messages for 1,000 days.", "1000 days"),
    ("We keep your messages for 1,234,567 days.", "1234567 days"),
    ("We keep your messages for 2.5 years.", "2.5 years"),
    ("We store your name in 2, 300 days at most.", "<= 300 days"),
    # at most
    ("We keep your messages for up to 30 days.", "<= 30 days"),
    ("We delete your messages within 24 hours.", "<= 24 hours"),
    ("We keep your messages for no more than ninety days.", "<= 90 days"),
    ("We keep your messages for no longer than 90 days.", "<= 90 days"),
    ("We keep your messages for a maximum of 90 days.", "<= 90 days"),
    ("We keep your messages for less than 90 days.", "<= 90 days"),
    ("We keep your messages for 90 days or less.", "<= 90 days"),
    ("We keep your messages for 90 days at the latest.", "<= 90 days"),
    # at least
    ("We keep your messages for at least 30 days.", ">= 30 days"),
    ("We keep your messages for a minimum of 30 days.", ">= 30 days"),
    ("We keep your messages for 30 days or more.", ">= 30 days"),
    ("We keep your messages for more than 5 years.", ">= 5 years"),
    # ages
    ("We store your name only if you are at least 16 years old.", ">= 16 years"),
    ("We collect your name if you are 13 or older.", ">= 13 years"),
    ("We collect no name from children under 13.", "<= 13 years"),
    ("We store your name from the age of 16.", "16 years"),
    # other units, and none
    ("We keep your messages for a year.", "1 years"),
    ("We keep your messages for a decade.", "1 decades"),
    ("We delete your messages within a fortnight.", "<= 1 fortnights"),
    ("We delete your messages after 5 sessions.", "5 sessions"),
    ("We store your name for up to three gadgets.", "<= 3 gadgets"),
    # near misses: numbers that measure nothing
    ("We share your name once a year.", ""),
    ("Two quarters of our users share their age.", ""),
    ("We share up to three photos.", ""),
    ("We share your name with three partners.", ""),
    ("We collected your name in 2024.", ""),
    ("We store your name as section 5 says.", ""),
    ("We share your name with version 2 of the app.", ""),
    ("We store your name with one of our partners.", ""),
    ("We store a second phone number.", ""),
    ("We store your name around the clock, 24/7.", ""),
    ("We share your messages with number 112.", ""),
    ("We keep your messages for not less than 30 days.", ">= 30 days"),
    ("We delete your name if you are under the age of 16.", "<= 16 years"),
]


@pytest.mark.parametrize(("text", "expected"), QUANTITIES)
def test_quantities(text: str, expected: str) -> None:
    found = {value.id for p in read(text).practices[:1] for value in p.quantities}
    assert found == set(filter(None, expected.split(", ")))


ONES = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
WORDS = [*ONES.split(), "eighteen", "nineteen"]
TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()


def spelt(number: int) -> str:
    """A number below a thousand in words."""
    hundreds, rest = divmod(number, 100)
    below = WORDS[rest] if rest < 20 else f"{TENS[rest // 10 - 2]}-{WORDS[rest % 10]}".removesuffix("-zero")
    return below if not hundreds else f"{WORDS[hundreds]} hundred" + (f" and {below}" if rest else "")


@given(st.integers(1, 999))
def test_a_number_in_words_is_the_number_in_figures(number: int) -> None:
    said = [f"We keep your messages for {each} days." for each in (spelt(number), number)]
    assert [[v.id for v in read(text).practices[0].quantities] for text in said] == [[f"{number} days"]] * 2


SAFEGUARDS = [
    ("We store your messages in encrypted form.", "store", "encryption"),
    ("Your messages are end-to-end encrypted.", "encrypt", "end-to-end-encryption"),
    ("Your messages are encrypted end-to-end.", "encrypt", "end-to-end-encryption"),
    ("Your messages are encrypted.", "encrypt", "encryption"),
    ("We encrypt your messages.", "encrypt", "encryption"),
    ("We store your password in hashed form.", "store", "hashing"),
    ("We share aggregated usage data with partners.", "share", "aggregation"),
    ("We share anonymised usage data with partners.", "share", "anonymisation"),
    ("We share usage data that does not identify you.", "share", "anonymisation"),
    ("We share anonymous, aggregated usage data.", "share", "anonymisation aggregation"),
    ("Your call is protected with end-to-end encryption.", "encrypt", "end-to-end-encryption"),
    ("Secret chats use end-to-end encryption.", "encrypt", "end-to-end-encryption"),
    ("Your messages use encryption.", "encrypt", "encryption"),
    ("We use end-to-end encryption for your calls.", "encrypt", "end-to-end-encryption"),
    # near misses
    ("Your messages use bells.", "use", ""),
    ("We use your messages and encryption.", "use", "encryption"),
    ("We store your messages in a vault.", "store", ""),
    ("We share the end of your messages with partners.", "share", ""),
]


@pytest.mark.parametrize(("text", "action", "expected"), SAFEGUARDS)
def test_safeguards(text: str, action: str, expected: str) -> None:
    assert ids(practice(text, action).safeguards) == set(expected.split())
