"""What was read stays known: nothing comes out otherwise for it, and no cache grows without bound."""

from __future__ import annotations

import pkgutil
from dataclasses import replace
from functools import _lru_cache_wrapper
from importlib import import_module
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import claimtrack
from claimtrack import reading, vocabulary
from claimtrack.pipeline import core
from claimtrack.records import Document
from claimtrack.vocabulary import Concept, Vocabulary
from tests.editions import claim, page, policy
from tests.readings import DOCUMENT, words

CLAIMS = [
    claim("Tarn shares your phone number.", action="share", data=["phone-number"]),
    claim("Tarn keeps logs for 30 days.", action="store", data=["log-data"], quantities=["<= 30 days"], cues=["log"]),
    claim("Tarn rents out boats at dawn.", action="use", data=["precise-location"], about=[["boats", "privacy"]]),
]  # fmt: skip
BLOCKS = [
    "We share your phone number with Fellmere.", "For example, partners receive it.", "We keep logs for 30 days.",
    "## Partners", "### Photos", "## Your rights", "- your email address", "We collect:", "It is never sold.",
    "“Trip Data” means your location and your photos.", "We may sell Trip Data.", "You can delete it at any time.",
]  # fmt: skip
POLICIES = st.lists(st.sampled_from(BLOCKS), max_size=8).map(lambda blocks: policy(*blocks))


def anew() -> Vocabulary:
    """The vocabulary as a process has it that has read nothing yet."""
    return replace(vocabulary.load())


def compared(known: Vocabulary, before: str, after: str) -> core.Comparison:
    return core.compare(CLAIMS, DOCUMENT, known, core.Side("1", page(before)), core.Side("2", page(after)))


@settings(max_examples=30)
@given(POLICIES, POLICIES)
def test_a_page_reads_the_same_after_another(first: str, second: str) -> None:
    known = replace(words())
    reading.page(page(first), known)
    assert reading.page(page(second), known) == reading.page(page(second), replace(words()))


@settings(max_examples=30)
@given(POLICIES, POLICIES)
def test_a_comparison_gives_the_same_the_second_time(before: str, after: str) -> None:
    known = anew()
    first = compared(known, before, after)
    compared(known, after, before)
    assert compared(known, before, after) == first == compared(anew(), before, after)


@settings(max_examples=30)
@given(POLICIES)
def test_a_page_fetched_again_has_what_the_page_itself_has(text: str) -> None:
    known, seen = anew(), page(text)
    itself = core.compare(CLAIMS, DOCUMENT, known, core.Side("1", seen), core.Side("2", seen))
    assert compared(anew(), text, text) == itself == compared(known, text, text)


@settings(max_examples=30)
@given(POLICIES)
def test_a_practice_stands_in_the_section_of_its_sentence(text: str) -> None:
    for found in reading.page(page(text), words()):
        assert all(practice.section == found.sentence.section for practice in found.practices)


# ── One document's names are not another's ───────────────────────────────────────────────────────────


def document(**fields: Any) -> Document:
    return Document(**{"id": "any", "title": "Any", "url": "https://any.example/", **fields})


def recipients(of: Document, text: str) -> list[list[str]]:
    return [practice.recipients for practice in core.practices(page(text), of, vocabulary.load())]


NAMES = [
    ({"aliases": {"group-company": ["Fellmere"]}}, ["group-company"]),
    ({"aliases": {"service-provider": ["Fellmere"]}}, ["service-provider"]),
    ({"aliases": {"group-company": ["Fell"]}}, ["fellmere"]),
    ({}, ["fellmere"]),
]


@pytest.mark.parametrize("order", [1, -1])
def test_a_name_is_what_its_own_document_says(order: int) -> None:
    for fields, expected in NAMES[::order]:
        assert recipients(document(**fields), "We share your phone number with Fellmere.") == [expected]


@pytest.mark.parametrize("order", [1, -1])
def test_an_entry_is_known_where_it_was_added_alone(order: int) -> None:
    entry = Concept("trip-data", "data", "Trips", phrases=("voyage book",))
    cases = [(vocabulary.load(), [None]), (vocabulary.load().with_entries([entry]), ["trip-data"])]
    for known, expected in cases[::order]:
        found = reading.page(page("We store your voyage book."), known)
        assert [value.id for each in found for p in each.practices for value in p.data] == expected


def test_the_same_entries_make_the_same_vocabulary() -> None:
    base, entry = anew(), Concept("trip-data", "data", "Trips", phrases=("voyage book",))
    other = replace(entry, phrases=("voyage books",))
    assert base.with_entries([entry]) is base.with_entries(iter([replace(entry)]))
    assert base.with_entries([entry]) is not base.with_entries([other])
    assert base.with_entries([entry]) is not base.with_names({"trip-data": ["voyage book"]})
    assert base.with_names({"controller": ["Tarn"]}) is not base.with_names({"controller": ["Fellmere"]})
    assert not base.with_entries([entry]).names


# ── Bounds ───────────────────────────────────────────────────────────────────────────────────────────

MODULES = [import_module(each.name) for each in pkgutil.walk_packages(claimtrack.__path__, "claimtrack.")
           if not each.name.endswith("__main__")]  # fmt: skip


CACHES = [
    pytest.param(value, id=f"{module.__name__}.{name}")
    for module in MODULES
    for name, value in vars(module).items()
    if isinstance(value, _lru_cache_wrapper)
]


@pytest.mark.parametrize("cache", CACHES)
def test_a_cache_is_bounded(cache: _lru_cache_wrapper[Any]) -> None:
    assert cache.cache_parameters()["maxsize"] is not None


def test_pages_are_forgotten_for_newer_ones() -> None:
    known = anew()
    for n in range(20):
        core.practices(page(f"We keep logs for {n} days."), DOCUMENT, known)
        compared(known, policy(f"We keep logs for {n} days."), policy(f"We keep logs for {n + 1} days."))
    pages = core._read
    assert pages.cache_info().currsize <= pages.cache_parameters()["maxsize"] < 20
