"""What a claim's statement calls the things it is on, and what that changes on the pages it is held against."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimtrack import reading, text
from claimtrack.records import Claim
from claimtrack.vocabulary import Vocabulary
from tests.editions import claim, comparison, policy
from tests.readings import words

Facets = dict[str, Any]
CLICKS: Facets = {"action": "collect", "data": ["usage-data"]}
BOTH: Facets = {"action": "collect", "data": ["usage-data", "age"]}
NOT_SHARED: Facets = {"action": "share", "data": ["usage-data"], "polarity": "is-not"}


def named(claims: list[Claim]) -> dict[str, tuple[str, ...]]:
    """The phrases that claims add to each id."""
    known = words().concepts
    extended = reading.for_claims(words(), claims).concepts
    return {id: extended[id].phrases[len(known[id].phrases) :] for id in known if extended[id] != known[id]}


NAMED: list[tuple[str, Facets, str]] = [
    ("Tarn collects your page turns.", CLICKS, "page turns"),
    ("Tarn collects your page turns and your knots.", CLICKS, "page turns"),
    ("Your page turns are collected by Tarn.", CLICKS, "page turns"),
    ("Tarn may not share your page turns with advertisers.", NOT_SHARED, "page turns"),
    ("Tarn keeps page turns for 30 days.", {"action": "store", "data": ["usage-data"]}, "page turns"),
    ("Tarn collects your age and your page turns.", BOTH, "page turns"),
    ("Tarn collects page turns.", {"action": "collect", "data": ["personal-data", "usage-data"]}, "page turns"),
]  # fmt: skip


@pytest.mark.parametrize(("statement", "asserted", "name"), NAMED)
def test_a_statement_names_what_its_practice_names_by_an_id(statement: str, asserted: Facets, name: str) -> None:
    assert named([claim(statement, **asserted)]) == {"usage-data": (name,)}


UNNAMED: list[tuple[str, str, Facets]] = [
    ("named already", "Tarn collects your usage data.", CLICKS),
    ("a kind of it is named", "Tarn collects your clicks.", CLICKS),
    ("what holds it is named", "Tarn collects your information.", CLICKS),
    ("named beside other words", "Tarn collects your usage data and your page turns.", CLICKS),
    ("either of two ids", "Tarn collects your page turns.", BOTH),
    ("no id", "Tarn collects your page turns.", {"action": "collect"}),
    ("the broadest id", "Tarn collects your page turns.", {"action": "collect", "data": ["personal-data"]}),
    ("too long", "Tarn collects old brass bells rung at dusk.", CLICKS),
    ("a number", "Tarn collects 3 page turns.", CLICKS),
    ("a pronoun", "Tarn collects it.", CLICKS),
    ("a pronoun that points", "Tarn collects these.", CLICKS),
    ("a question", "Tarn collects what you do.", CLICKS),
    ("everything", "Tarn collects everything.", CLICKS),
    ("some things", "Tarn collects other things.", CLICKS),
    ("a prepositional phrase", "Tarn collects wind at sea.", CLICKS),
    ("nothing", "Tarn is a messenger for small boats.", CLICKS),
]


@pytest.mark.parametrize(("why", "statement", "asserted"), UNNAMED, ids=[row[0] for row in UNNAMED])
def test_nothing_is_named_and_the_vocabulary_stays_the_same(why: str, statement: str, asserted: Facets) -> None:
    assert reading.for_claims(words(), [claim(statement, **asserted)]) is words()


def test_longer_phrases_of_a_name_that_is_known_go_with_it() -> None:
    (phrases,) = named([claim("Tarn collects photos.", **CLICKS)]).values()
    assert phrases[0] == "photos"
    assert len(phrases) > 1
    assert all({"photo"} < set(text.stems(phrase)) for phrase in phrases[1:])


# ── On the page ──────────────────────────────────────────────────────────────────────────────────────

SPOKEN: list[tuple[str, str, str]] = [
    ("Tarn collects your page turns.", "We collect your page turns.", "stated"),
    ("Tarn collects your page turns.", "We collect every page turn.", "stated"),
    ("Tarn collects your page turns.", "We never collect page turns.", "contradicted"),
    ("Tarn collects your page turns.", "We collect your clicks.", "stated"),
    ("Tarn collects your page turns.", "We collect your age.", "not-stated"),
    ("Tarn collects your page turns.", "We delete your page turns.", "not-stated"),
    ("Tarn collects your usage data.", "We collect your page turns.", "not-stated"),
]


@pytest.mark.parametrize(("statement", "said", "support"), SPOKEN)
def test_what_a_claim_calls_a_thing_is_found_on_the_page(statement: str, said: str, support: str) -> None:
    (found,) = comparison([claim(statement, **CLICKS)], None, policy(said)).findings
    assert found.support == support


# ── Laws ─────────────────────────────────────────────────────────────────────────────────────────────

STATEMENTS = [(statement, facets) for statement, facets, _ in NAMED] + [
    ("Tarn collects your knots.", {"action": "collect", "data": ["age"]}),
    ("Tarn collects your page turns.", {"action": "collect", "data": ["location"]}),
    ("Tarn collects your photos.", {"action": "collect", "data": ["age"]}),
]
CLAIMS = [
    Claim(**{**claim(statement, **facets).model_dump(), "id": f"claim-{n}"})
    for n, (statement, facets) in enumerate(STATEMENTS)
]
BEFORE = policy("We collect your page turns and your photos.", "We share page turns with partners.")
AFTER = policy("We collect your page turns and your knots.", "We never share page turns with advertisers.")


@settings(max_examples=15)
@given(st.permutations(CLAIMS))
def test_the_order_of_claims_changes_no_finding(order: list[Claim]) -> None:
    found = {finding.id: finding for finding in comparison(order, BEFORE, AFTER).findings}
    assert list(found) == [each.id for each in order]
    assert found == {finding.id: finding for finding in comparison(CLAIMS, BEFORE, AFTER).findings}


STOPS = sorted(stop for (stop, *rest) in words().lists["stopwords"] if not rest)
PHRASES = st.lists(st.sampled_from([*STOPS, "page", "turns", "everything", "7", ","]), min_size=1, max_size=6)


@given(PHRASES)
def test_a_name_is_short_and_never_of_stopwords_only(phrase: list[str]) -> None:
    for phrases in named([claim(f"Tarn collects {' '.join(phrase)}.", **CLICKS)]).values():
        stems = text.stems(phrases[0])
        assert len(stems) <= reading.statements.LONGEST
        assert set(stems) - {*STOPS, "everyth"}


@given(st.lists(st.sampled_from([row[1:] for row in UNNAMED])))
def test_claims_that_name_nothing_leave_the_vocabulary_alone(rows: list[tuple[str, Facets]]) -> None:
    claims = [claim(statement, **asserted) for statement, asserted in rows]
    assert reading.for_claims(words(), claims) is words()


def test_the_same_claims_share_a_vocabulary() -> None:
    def anew() -> Vocabulary:
        return reading.for_claims(words(), [claim(NAMED[0][0], **CLICKS)])

    assert anew() is anew() is not words()
