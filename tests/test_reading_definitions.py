"""Terms that a document defines for itself hold what it says they hold."""

from __future__ import annotations

import pytest

from claimtrack import reading
from claimtrack.reading import definitions
from claimtrack.records import Page, Value
from tests.readings import ids, readings, sentence, words

DEFINED = [
    # means, refers to, includes
    ("“Trail Data” means your location and your IP address.", "Trail Data", "location ip-address"),
    ("'Trail Data' means your location and your IP address.", "Trail Data", "location ip-address"),
    ("The term “Trail Data” refers to your location.", "Trail Data", "location"),
    ("In this policy, “Trail Data” means your location.", "Trail Data", "location"),
    ("By “Trail Data” we mean your location.", "Trail Data", "location"),
    ("Trail Data means your location and your age.", "Trail Data", "location age"),
    ("Trail Data includes your location and your age.", "Trail Data", "location age"),
    ("Trail data consists of your location and your age.", "Trail Data", "location age"),
    ("“Trail Data” is all information about the pages you visit.", "Trail Data", "usage-data"),
    # in brackets, behind what they hold
    ("We collect your age and your gender (“Crew Facts”).", "Crew Facts", "age gender"),
    ("We log your age and your gender (collectively, the “Crew Data”).", "Crew Data", "age gender"),
    ("We log your age and your gender (together, Crew Data).", "Crew Data", "age gender"),
    ("We use facts about you, such as your age (hereinafter “Crew Data”).", "Crew Data", "age"),
    ("We store the phone number that you tell us (“Crew Data”).", "Crew Data", "phone-number"),
    # we call this
    ("We log your age, which we call “Crew Data”.", "Crew Data", "age"),
    ("We log your age. We call this “Crew Data”.", "Crew Data", "age"),
    ("We log your age. We refer to this information as Crew Data.", "Crew Data", "age"),
    # of the members of a list the last alone, where it has the term's own name
    ("We collect your age and data on your device (“Device Data”).", "Device Data", "device-information"),
    ("We collect your age, your device (together, “Device Data”).", "Device Data", "age device-information"),
    # a term keeps what its own words mean
    ("“Usage Data” means your location.", "Usage Data", "usage-data location"),
    ("“Personal Data” means your name and your location.", "Personal Data", "personal-data"),
    # near misses: abbreviations and names that hold nothing
    ("We publish this policy (“Trail Notes”).", "Trail Notes", "?"),
    ("We collect your age (e.g. “Trail Notes”).", "Trail Notes", "?"),
    ("Trail Notes are part of your age.", "Trail Notes", "?"),
]


def after(text: str, said: str) -> list[Value]:
    """The data of the practice that a sentence states behind a paragraph."""
    whole = [sentence(part.strip(" .") + ".", passage=0) for part in text.split(". ")]
    return list(readings(*whole, sentence(said, passage=1))[-1].practices[0].data)


@pytest.mark.parametrize(("definition", "term", "expected"), DEFINED)
def test_a_term_holds_what_its_definition_says(definition: str, term: str, expected: str) -> None:
    assert ids(tuple(after(definition, f"We share {term} with advertisers."))) == set(expected.split())


def test_the_words_of_a_term_stand_beside_what_it_holds() -> None:
    found = after("“Crew Facts” means your age and your gender.", "We share Crew Facts with banks.")
    assert found == [Value("crew facts", "age"), Value("crew facts", "gender")]


PEOPLE = [
    ("We work with our affiliates and subsidiaries (“Family Companies”).", "Family Companies", "group-company"),
    ("We share your name with banks and merchants (the “Harbour Circle”).", "Harbour Circle",
     "financial-institution business"),
    ("“Harbour Circle” means advertisers to whom we show your location.", "Harbour Circle", "advertiser"),
    ("Tarn Ltd (“Harbour Circle”) runs this site.", "Harbour Circle", "?"),
]  # fmt: skip


@pytest.mark.parametrize(("definition", "term", "expected"), PEOPLE)
def test_people_are_defined_too(definition: str, term: str, expected: str) -> None:
    last = readings(definition, f"We share your age with the {term}.")[-1].practices[0]
    assert (ids(last.recipients), ids(last.data)) == (set(expected.split()), {"age"})


def test_a_term_may_hold_terms_and_the_items_of_a_list() -> None:
    said = readings(
        sentence("your age", lead_in="“Crew Data” means:", kind="item", passage=0),
        sentence("your gender", lead_in="“Crew Data” means:", kind="item", passage=1),
        "“Boat Data” means Crew Data and your location.",
        "We sell Boat Data.",
    )
    assert ids(said[-1].practices[0].data) == {"age", "gender", "location"}


@pytest.mark.parametrize(
    ("text", "states"),
    [
        ("“Crew Data” means the age that we collect.", False),
        ("We call this “Crew Data”.", False),
        ("We collect your age (“Crew Data”).", True),
        ("We collect your age, which we call “Crew Data”.", True),
    ],
)
def test_a_definition_states_no_practice(text: str, states: bool) -> None:
    assert bool(readings(text)[0].practices) == states


COMMON = [
    "Our sites, apps and messages (“Services”) are free.",
    "Tarn Ltd, a maker of maps of your location (“Tarn”), is here.",
    "This information includes your age.",
    "“You” means somebody with an age.",
]


@pytest.mark.parametrize("text", COMMON)
def test_what_has_a_common_meaning_is_no_term(text: str) -> None:
    assert definitions.terms(Page((), (sentence(text),), ""), words()) == ()


def test_a_term_is_found_only_where_it_is_written_with_its_capitals() -> None:
    definition = "We collect your age (“Content”)."
    assert ids(readings(definition, "We sell Content.")[-1].practices[0].data) >= {"age"}
    assert "age" not in ids(readings(definition, "We sell content.")[-1].practices[0].data)


def test_editions_that_define_a_term_otherwise_are_each_read_by_their_own() -> None:
    for held in ("age", "gender"):
        texts = (f"“Crew Data” means your {held}.", "We sell Crew Data.")
        page = Page((), tuple(sentence(t, passage=n) for n, t in enumerate(texts)), "")
        last = reading.page(page, words())[-1]
        assert ids(last.practices[0].data) == {held}


def test_there_is_an_end_to_terms() -> None:
    texts = [f"“Term {n} Data” means your age." for n in range(definitions.MAX_TERMS + 50)]
    page = Page((), tuple(map(sentence, texts)), "")
    assert len(definitions.terms(page, words())) == definitions.MAX_TERMS
