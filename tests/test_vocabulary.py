"""The vocabulary: the contract's ids, what each phrase resolves to, and the laws of the loader."""

from __future__ import annotations

import csv
import os
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimtrack import text, yamlio
from claimtrack.vocabulary import GROUPS, Concept, Hit, load

VOCABULARY = load()
REFERENCE = Path(os.environ.get("CLAIMTRACK_REFERENCE", Path(__file__).parents[2] / "shared/reference"))

CONTRACT = {
    "data": (
        "personal-data account-information phone-number email-address profile-name profile-picture username "
        "about-text device-information operating-system hardware-model ip-address device-identifier "
        "usage-data business-interactions log-data contact-list group-information status-updates location "
        "precise-location approximate-location message-content message-metadata calls media "
        "business-messages payment-data transaction-data customer-support-data cookies age biometric-data "
        "user-choices authentication-data"
    ),
    "actions": "collect share use store delete transfer encrypt read sell",
    "purposes": (
        "service-provision service-improvement security fraud-prevention infrastructure delivery "
        "payment-processing customer-support personalisation advertising marketing analytics research "
        "legal-compliance account-verification"
    ),
    "actors": (
        "controller user other-users contacts business group-company third-party service-provider "
        "advertiser authority other-service anyone"
    ),
    "safeguards": "end-to-end-encryption encryption hashing anonymisation aggregation",
    "conditions": "user-choice permission settings law court-order if-used",
}
LISTS = (
    "may must negators exceptions condition_openers purpose_openers recipient_openers including engage "
    "at_most at_least stopwords idioms"
)


def found(words: str, group: str) -> list[str]:
    """The ids of a group that a text names, in order, each once."""
    return list(dict.fromkeys(hit.id for hit in VOCABULARY.find(text.stems(words)) if hit.group == group))


# ── The file ─────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("group", GROUPS)
def test_every_id_of_the_contract_is_in_its_group(group: str) -> None:
    assert set(CONTRACT[group].split()) <= set(VOCABULARY.ids(group))


def test_every_word_list_has_words() -> None:
    assert all(VOCABULARY.lists.get(name) for name in LISTS.split())


def test_every_iri_is_a_dpv_concept_of_version_2_3() -> None:
    concepts = REFERENCE / "dpv-concepts.csv"
    if not concepts.is_file():
        pytest.skip("the list of DPV concepts is not here")
    with concepts.open(encoding="utf-8", newline="") as rows:
        known = {row["iri"] for row in csv.DictReader(rows) if row["in_2_3"] == "True"}
    assert {c.iri for c in VOCABULARY.concepts.values() if c.iri} <= known


def test_broader_concepts_exist_in_the_same_group_and_have_no_cycle() -> None:
    for concept in VOCABULARY.concepts.values():
        above = VOCABULARY.ancestors(concept.id)
        assert concept.id not in above
        assert all(VOCABULARY.concepts[name].group == concept.group for name in above)


def test_all_data_is_personal_data() -> None:
    assert all(VOCABULARY.is_a(name, "personal-data") for name in VOCABULARY.ids("data"))


@pytest.mark.parametrize("kind", ["phrases", "compounds"])
@pytest.mark.parametrize("group", GROUPS)
def test_no_phrase_stands_twice_in_a_group(group: str, kind: str) -> None:
    concepts = [c for c in VOCABULARY.concepts.values() if c.group == group]
    phrases = [p.split("…") for c in concepts for p in getattr(c, kind)]
    times = Counter(" … ".join(" ".join(text.stems(part)) for part in parts) for parts in phrases)
    assert [words for words, n in times.items() if n > 1] == []


def test_every_concept_has_words_of_its_own() -> None:
    assert [c.id for c in VOCABULARY.concepts.values() if not c.phrases and not c.compounds] == []


# ── Laws ─────────────────────────────────────────────────────────────────────────────────────────────

SOME_WORDS = sorted({w for c in VOCABULARY.concepts.values() for p in c.phrases for w in text.stems(p)})
TEXTS = st.lists(st.sampled_from([*SOME_WORDS, ",", "-", "."]), max_size=25)
IDS = st.sampled_from(VOCABULARY.ids())


@given(TEXTS)
def test_two_hits_are_of_the_same_words_or_begin_apart(stems: list[str]) -> None:
    hits = VOCABULARY.find(stems)
    for one in hits:
        for other in hits:
            assert one.at == other.at or not set(one.own) & set(other.own)


@given(TEXTS)
def test_hits_lie_in_the_text_in_order_and_once(stems: list[str]) -> None:
    hits = VOCABULARY.find(stems)
    assert hits == sorted(set(hits))
    assert all(0 <= i < len(stems) for hit in hits for i in hit.at)
    assert all(VOCABULARY.concepts[hit.id].group == hit.group for hit in hits)


@given(IDS, IDS, IDS)
def test_is_a_is_an_order(a: str, b: str, c: str) -> None:
    is_a = VOCABULARY.is_a
    assert is_a(a, a)
    assert not (is_a(a, b) and is_a(b, c)) or is_a(a, c)
    assert not (is_a(a, b) and is_a(b, a)) or a == b


@given(IDS, TEXTS)
def test_a_name_adds_and_loses_nothing(name: str, stems: list[str]) -> None:
    named = VOCABULARY.with_names({name: ["Zanzibar Quux"], "no-such-id": ["quux"]})
    assert named.find(stems) == VOCABULARY.find(stems)
    assert Hit((0, 1), name, VOCABULARY.concepts[name].group) in named.find(["zanzibar", "quux"])
    assert named.ids() == VOCABULARY.ids()


def test_an_entry_adds_a_concept_and_extends_a_known_one() -> None:
    new = Concept("shoe-size", "data", "Shoe size", "health-data", phrases=("shoe size",))
    more = Concept("phone-number", "data", "ignored", phrases=("blower",))
    wider = VOCABULARY.with_entries([new, more])
    assert wider.is_a("shoe-size", "personal-data")
    assert [hit.id for hit in wider.find(text.stems("shoe sizes, blowers"))] == ["shoe-size", "phone-number"]
    assert wider.concepts["phone-number"].label == VOCABULARY.concepts["phone-number"].label
    assert set(VOCABULARY.ids()) < set(wider.ids())


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("we may", "may"),
        ("you are required to", "must"),
        ("never", "negators"),
        ("we no longer", "negators"),
        ("as long as", "condition_openers"),
        ("in order to", "purpose_openers"),
        ("available to", "recipient_openers"),
        ("for example", "including"),
        ("we partner with", "engage"),
        ("no longer than", "at_most"),
        ("at least", "at_least"),
        ("other than", "exceptions"),
    ],
)
def test_word_lists_are_marked(words: str, name: str) -> None:
    assert name in {mark for _, mark in VOCABULARY.marks(text.stems(words))}


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("provided to us", "condition_openers"),
        ("with your friends", "condition_openers"),
        ("as required by law", "must"),
        ("would not", "may"),
    ],
)
def test_words_that_are_in_no_list(words: str, name: str) -> None:
    assert name not in {mark for _, mark in VOCABULARY.marks(text.stems(words))}


def test_the_file_is_read_as_the_yaml_it_is() -> None:
    source = Path(text.__file__).with_name("vocabulary.yaml").read_text(encoding="utf-8")
    assert yamlio.load_simple(source) == yamlio.load(source)


@pytest.mark.parametrize(
    "source",
    [
        "a: [1, 2]\n",
        "a:\n  - b\n",
        "a: 'b'\n",
        "a: b\n  c\n",
        "a: >-\n  b\n\n  c\n",
        "a: >\n  b\n",
        "a: b  # c\n",
        "a: b \n",
        "a: true\n",
        "a: >-\n  b\n    c\n  d\n",
        "a:\n",
    ],
)
def test_yaml_that_is_not_so_simple_is_read_all_the_same(source: str) -> None:
    assert yamlio.load_simple(source) == yamlio.load(source)
