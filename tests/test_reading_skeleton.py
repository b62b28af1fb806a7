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
