"""Subject, verb and object in sentences whose words nobody knows: found by their place alone."""

from __future__ import annotations

import pytest

from tests.readings import meant, practice, read

AGENTS = [
    # behind "by", after a passive: known or not, whatever hangs on it
    ("Your letters are stored by us.", "store", "controller"),
    ("Your letters are stored by our archivist.", "store", "controller"),
    ("Your letters are stored by a league of retired beekeepers.", "store", "league of retired beekeepers"),
    ("Your letters are stored by the porter who lives downstairs.", "store", "porter"),
    ("Your letters are stored by volunteers.", "store", "volunteers"),
    ("Your letters are stored by Norvik.", "store", "norvik"),
    ("Your age is used by one of our partners.", "use", "partner"),
    ("Your age is used by us and by our partners.", "use", "controller"),
    ("Your letters are stored by a beekeeper, by letter or by telephone.", "store", "beekeeper"),
    # means, manner, time and law are no agents
    ("Your letters are stored by hand.", "store", "controller"),
    ("Your letters are stored by letter or by telephone.", "store", "controller"),
    ("Your letters are stored by folding them.", "store", "controller"),
    ("Your letters are stored by law.", "store", "controller"),
    ("Your letters are stored by default.", "store", "controller"),
    ("Your letters are stored by means of a camera.", "store", "controller"),
    ("Your letters are deleted by the end of the year.", "delete", "controller"),
    ("Your letters are stored by the use of cookies.", "store", "controller"),
]
HEADS = [
    # the head of the subject decides who acts, not who is named beside it
    ("Beekeepers in our village use your age.", "use", "beekeepers"),
    ("The owner of your house uses your age.", "use", "owner of your house"),
    ("Our beekeepers use your age.", "use", "controller"),
    ("Partners of our beekeepers use your age.", "use", "partner"),
    ("Some of our partners use your age.", "use", "partner"),
    ("The publisher of an add-on uses your age.", "use", "publisher"),
    ("Our website uses your age.", "use", "controller"),
    ("The app uses your age.", "use", "controller"),
    ("Unlike other companies, we use your age.", "use", "controller"),
    ("As of last June, advertisers use your age.", "use", "advertiser"),
    ("However, our partners use your age.", "use", "partner"),
]


@pytest.mark.parametrize(("text", "action", "actor"), [*AGENTS, *HEADS])
def test_who_acts(text: str, action: str, actor: str) -> None:
    assert meant(practice(text, action).actor) == actor


@pytest.mark.parametrize(
    ("text", "word", "slot"),
    [
        ("Your letters are stored by a league of beekeepers.", "beekeepers", "actor"),
        ("Your letters are stored by a league of beekeepers, by letter.", "letter", "other"),
        ("Your letters are stored by a league to please them.", "please", "purpose"),
        ("Your letters are stored by a league if it rains.", "rains", "condition"),
        ("Your letters are shared by a league with Norvik.", "norvik", "recipient"),
    ],
)
def test_an_agent_ends_where_something_else_begins(text: str, word: str, slot: str) -> None:
    assert {token.slot for token in read(text).tokens if token.text == word} == {slot}


VERBS = [
    # a noun and what hangs on it, an unknown verb that agrees with it, an object
    ("The janitor of your house records your name.", "collect", "janitor of your house", "profile-name"),
    ("When it rains, the janitor of your house films your face.", "collect", "janitor of your house", "?"),
    ("Our minder of meters also takes note of your name.", "collect", "controller", "profile-name"),
    ("For the safety of the goods, our cameras film your name tag.", "collect", "controller", "profile-name"),
    ("The audio guide records which songs you hear.", "collect", "controller", "?"),
    ("We take note of your age.", "collect", "controller", "age"),
    ("We make use of your age.", "use", "controller", "age"),
    ("We keep hold of your age.", "store", "controller", "age"),
    ("Your age is put by in a ledger.", "store", "controller", "age"),
    ("Once you have gone, your age lingers in our systems.", "store", "controller", "age"),
    # what opens a sentence swallows neither subject nor verb
    ("For better tickets, your age is collected by us.", "collect", "controller", "age"),
    ("For fun, games and prizes, your age is collected by our partners.", "share", "controller", "age"),
    ("From the moment you knock, the app collects your age.", "collect", "controller", "age"),
    ("Between trips, too, the app collects your age.", "collect", "controller", "age"),
    ("Five years after the voyage we still hold your age.", "store", "controller", "age"),
    ("Should you lose it, we may collect your age.", "collect", "controller", "age"),
    ("In this town, we have no choice but to collect your age.", "collect", "controller", "age"),
]


@pytest.mark.parametrize(("text", "action", "actor", "data"), VERBS)
def test_subject_verb_object(text: str, action: str, actor: str, data: str) -> None:
    found = practice(text, action)
    assert (meant(found.actor), {value.id or "?" for value in found.data} & {data}) == (actor, {data})


@pytest.mark.parametrize(
    "text",
    [
        "Your browser records in our files.",
        "The records of your calls and the logs of our servers.",
        "You can log in to our site.",
        "The terms that our partners note.",
    ],
)
def test_nouns_alone_collect_nothing(text: str) -> None:
    assert not any(p.action.id == "collect" for p in read(text).practices)


SLOTS = [
    ("For the safety of the goods, cameras in the hall film you.", "hall", "actor"),
    ("For the safety of the goods, cameras in the hall film you.", "safety", "purpose"),
    ("In this town, the app collects your age.", "town", "other"),
    ("Unlike other firms, we collect your age.", "firms", "other"),
    ("From the moment you knock, the app collects your age.", "knock", "condition"),
    ("Should it rain, we collect your age.", "rain", "condition"),
    ("We have no choice but to share your age.", "choice", "modality"),
    # questions are objects, also behind whom something is reported to
    ("The gauge reports to us how much water you have drawn.", "water", "data"),
    ("The guide records which songs you hear and where you stop.", "stop", "data"),
    ("The guide records which songs you hear, when you stop and how you sing.", "stop", "data"),
    ("The guide records which songs you hear when you stop.", "stop", "condition"),
    ("We share your age with us who sing.", "sing", "recipient"),
]


@pytest.mark.parametrize(("text", "word", "slot"), SLOTS)
def test_the_place_of_words_nobody_knows(text: str, word: str, slot: str) -> None:
    assert {token.slot for token in read(text).tokens if token.text == word} == {slot}


PERIODS = [
    ("We keep your age for a full sailing season.", "a full sailing season"),
    ("We keep your age for the span of a generation after you left.", "the span of a generation"),
    ("We keep your age for three sailing seasons.", "three sailing seasons"),
    ("Your age is wiped a quarter of a year after the trip.", "a quarter of a year"),
    ("Your age is kept for half a century.", "half a century"),
    # numbers and units that are known are measured
    ("We keep your age for ten years.", "10 years"),
    # no lengths of time
    ("We keep your age for the season tickets that you buy.", ""),
    ("We keep your age for the rest of our guests.", ""),
    ("We use your age for a background check.", ""),
    ("We use your age for the fun of it.", ""),
]


@pytest.mark.parametrize(("text", "expected"), PERIODS)
def test_lengths_of_time(text: str, expected: str) -> None:
    (found,) = read(text).practices
    assert [value.words for value in found.quantities] == [expected][: bool(expected)]
    assert not (expected and found.purposes)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The app collects your age down to the last day.", set()),
        ("We collect your age rounded to the nearest year.", set()),
        ("Your age is shared with a partner that decides how to use it.", {"partner"}),
        ("We send your age down to our partners.", {"partner"}),
    ],
)
def test_what_to_does_not_open(text: str, expected: set[str]) -> None:
    assert {meant(value) for p in read(text).practices for value in p.recipients} == expected
