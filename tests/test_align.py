"""Alignment: what became of each sentence, and the laws that hold for any two editions."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimtrack import align
from claimtrack.records import Alignment, Pair, Reading, Sentence
from tests.readings import readings, sentence

LOGS = "We delete our server logs within thirty days of writing them."
LOGS_90 = "We delete our server logs within ninety days of writing them."
NAME = "Your profile name is shown to the people that you talk to."
PLACE = "If you choose to share your location, we keep it for one hour and then forget it."
CARDS = "Payment cards are charged by a bank that works under a contract with Tarn."
OWLS = "Owls hunt at night because mice come out of their holes."
LONG = (
    "We collect the model of your device and the version of its operating system, and we collect the address "
    "of the network through which you reach our servers."
)
SPLIT = (
    "We collect the model of your device and the version of its operating system.",
    "We also collect the address of the network through which you reach our servers.",
)
MANY = ", ".join(f"logs of kind number {number}" for number in range(250))


def aligned(before: list[Sentence | str], after: list[Sentence | str]) -> Alignment:
    return align.sentences(readings(*before), readings(*after))


def under(section: str, *texts: str) -> list[Sentence | str]:
    """A section: its heading, then its sentences."""
    head = sentence(section, kind="heading")
    return [head, *(sentence(text, section=section, passage=n) for n, text in enumerate(texts, 1))]


# ── Tables ───────────────────────────────────────────────────────────────────────────────────────────

Indexes = tuple[tuple[int, ...], tuple[int, ...]]
WHOLE: list[Indexes] = [((0,), (0,))]
CASES: list[tuple[str, list[str], list[str], list[Indexes], list[int], list[int]]] = [
    ("equal", [LOGS, NAME], [LOGS, NAME], [((0,), (0,)), ((1,), (1,))], [], []),
    ("in another order", [LOGS, NAME], [NAME, LOGS], [((1,), (0,)), ((0,), (1,))], [], []),
    ("edited", [LOGS], [LOGS_90], WHOLE, [], []),
    ("edited among equals", [NAME, LOGS, CARDS], [NAME, LOGS_90, CARDS],
     [((0,), (0,)), ((1,), (1,)), ((2,), (2,))], [], []),
    ("the equal one wins over the edited one", [LOGS], [LOGS_90, LOGS], [((0,), (1,))], [], [0]),
    ("added", [LOGS], [LOGS, OWLS], WHOLE, [], [1]),
    ("removed", [LOGS, OWLS], [LOGS], WHOLE, [1], []),
    ("nothing alike", [LOGS], [OWLS], [], [0], [0]),
    ("nothing before", [], [LOGS, NAME], [], [], [0, 1]),
    ("nothing after", [LOGS, NAME], [], [], [0, 1], []),
    ("nothing at all", [], [], [], [], []),
    ("split", [LONG], list(SPLIT), [((0,), (0, 1))], [], []),
    ("merge", list(SPLIT), [LONG], [((0, 1), (0,))], [], []),
    ("a new sentence beside an edited one is no split", [LOGS], [LOGS_90, OWLS], WHOLE, [], [1]),
    ("one twin goes", [NAME, LOGS, NAME], [NAME, LOGS], [((0,), (0,)), ((1,), (1,))], [2], []),
    ("a twin comes", [NAME, LOGS], [NAME, LOGS, NAME], [((0,), (0,)), ((1,), (1,))], [], [2]),
    ("case and marks", ["We keep your logs, always."], ["We keep your LOGS – always!"], WHOLE, [], []),
    ("spelling", ["We customise and analyse."], ["We customize and analyze."], WHOLE, [], []),
    ("names of one thing", ["Fellmere Companies get it."], ["Fellmere Group gets it."], WHOLE, [], []),
    ("a denial is no equal", ["We share your name."], ["We do not share your name."], WHOLE, [], []),
    ("marks alone", ["…"], ["!"], [((0,), (0,))], [], []),
]  # fmt: skip
EQUAL = {"equal", "in another order", "case and marks", "spelling", "names of one thing", "marks alone"}


@pytest.mark.parametrize(
    ("name", "before", "after", "pairs", "removed", "added"), CASES, ids=[case[0] for case in CASES]
)
def test_what_became_of_sentences(
    name: str, before: list[Sentence | str], after: list[Sentence | str],
    pairs: list[Indexes], removed: list[int], added: list[int],
) -> None:  # fmt: skip
    found = aligned(before, after)
    assert [(pair.before, pair.after) for pair in found.pairs] == pairs
    assert (list(found.removed), list(found.added)) == (removed, added)
    if name in EQUAL:
        assert {pair.score for pair in found.pairs} == {1.0}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (LOGS, LOGS_90),
        ("We share your name.", "We do not share your name."),
        ("We keep logs for 100 days.", "We keep logs for 10 days."),
        ("Others can see your photo.", "Others cannot see your photo."),
        (NAME, NAME.replace("people", "businesses")),
        (
            "We do not share your name, but we share your photo.",
            "We share your name, but we do not share your photo.",
        ),
        (
            "Advertisers give us your name and parents see your photo.",
            "Parents give us your name and advertisers see your photo.",
        ),
        (f"We delete {MANY} within 30 days.", f"We delete {MANY} within 90 days."),
        (f"We delete {MANY} and {MANY} within 30 days.", f"We delete {MANY} and {MANY} within 90 days."),
        ("We keep logs for 100 days.", "We keep logs for 1000 days."),
    ],
)  # fmt: skip
def test_an_edit_is_never_as_good_as_equal(before: str, after: str) -> None:
    (pair,) = aligned([before], [after]).pairs
    assert align.FLOOR <= pair.score < 1.0


# ── Sections ─────────────────────────────────────────────────────────────────────────────────────────


def test_a_sentence_is_found_under_another_heading() -> None:
    found = aligned(under("Logs", LOGS, NAME), under("Logs", NAME) + under("Deletion", LOGS))
    assert Pair((1,), (3,), 1.0) in found.pairs
    assert found.removed == ()
    assert found.added == (2,)  # the heading


def test_of_twins_the_one_under_the_same_heading_is_taken() -> None:
    before = under("Apps", NAME) + under("Web", NAME)
    after = under("Web", NAME) + under("Apps", NAME)
    found = aligned(before, after)
    assert {(pair.before, pair.after) for pair in found.pairs} == {
        ((0,), (2,)), ((1,), (3,)), ((2,), (0,)), ((3,), (1,))
    }  # fmt: skip


def test_the_twin_that_went_is_the_one_whose_heading_went() -> None:
    found = aligned(under("Apps", NAME) + under("Web", NAME), under("Web", NAME))
    assert found.removed == (0, 1)


def test_a_stem_that_changed_leaves_its_items_paired() -> None:
    before = [sentence("your phone number", lead_in="We share:"), sentence("your name", lead_in="We share:")]
    after = [
        sentence("your phone number", lead_in="We sell:"),
        sentence("your name", lead_in="We sell:"),
    ]
    assert [pair.score for pair in aligned([*before], [*after]).pairs] == [1.0, 1.0]


def test_a_heading_becomes_a_heading_only() -> None:
    before = [sentence("How we share your information", kind="heading")]
    after: list[Sentence | str] = ["How we share your information with others."]
    found = aligned([*before], after)
    assert found.pairs == ()


def test_a_renamed_heading_is_paired() -> None:
    before = [sentence("Information we collect about you", kind="heading")]
    after = [sentence("Information we collect", kind="heading")]
    assert [(p.before, p.after) for p in aligned([*before], [*after]).pairs] == WHOLE


CELL = "At dawn"


def cells(*sections: str, text: str = CELL) -> list[Sentence | str]:
    """Cells of the same words, each under a path of headings."""
    return [sentence(text, section=each, kind="cell", passage=n) for n, each in enumerate(sections)]


@pytest.mark.parametrize(
    ("why", "before", "after", "pairs"),
    [
        ("the whole path first", cells("A > Why", "B > Why"), cells("B > Why", "A > Why"),
         [((1,), (0,)), ((0,), (1,))]),
        ("the nearest two next", cells("A > B > Why", "A > C > Why"), cells("D > C > Why", "D > B > Why"),
         [((1,), (0,)), ((0,), (1,))]),
        ("a short cell is tied to its nearest headings", cells("A > Names > Why"), cells("B > Routes > Why"), []),
        ("a sentence in a cell is not", cells("A > Names > Why", text=LOGS), cells("B > Routes > Why", text=LOGS),
         WHOLE),
        ("nor is a paragraph of as few words", [sentence(CELL, section="A > Names")],
         [sentence(CELL, section="B > Why")], WHOLE),
    ],
)  # fmt: skip
def test_equal_words_are_paired_by_their_headings_first(
    why: str, before: list[Sentence | str], after: list[Sentence | str], pairs: list[Indexes]
) -> None:
    found = [(pair.before, pair.after) for pair in aligned(before, after).pairs if pair.score == 1.0]
    assert found == pairs


# ── What stands around ───────────────────────────────────────────────────────────────────────────────

STORE = "We store the photos that you send for thirty days."
STORE_APP = "We store the photos that you send in the app for ninety days."
STORE_WEB = "We store the photos that you send on the web for ninety days."


@pytest.mark.parametrize(
    ("before", "after", "pair"),
    [
        (under("In the app", STORE), under("In the app", STORE_WEB) + under("On paper", STORE_WEB), (1, 1)),
        (under("On paper", STORE), under("In the app", STORE_WEB) + under("On paper", STORE_WEB), (1, 3)),
        ([OWLS, STORE], [STORE_APP, CARDS, NAME, OWLS, STORE_APP], (1, 4)),
        ([STORE, OWLS], [STORE_APP, CARDS, NAME, STORE_APP, OWLS], (0, 3)),
        # near misses: the words weigh more than what stands around
        (under("In the app", STORE), under("In the app", LOGS) + under("On paper", STORE_WEB), (1, 3)),
        ([OWLS, LOGS], [OWLS, STORE, CARDS, LOGS_90], (1, 3)),
    ],
)  # fmt: skip
def test_of_two_alike_the_one_in_the_same_place_is_taken(
    before: list[Sentence | str], after: list[Sentence | str], pair: tuple[int, int]
) -> None:
    found = {i: p.after for p in aligned(before, after).pairs for i in p.before}
    assert found[pair[0]] == (pair[1],)


def test_the_same_place_does_not_make_two_sentences_one() -> None:
    found = aligned([NAME, OWLS, LOGS], [NAME, CARDS, LOGS])
    assert (found.removed, found.added) == ((1,), (1,))


# ── Splits and merges ────────────────────────────────────────────────────────────────────────────────

FAR = [f"Rule {word} of the harbour has nothing to do with it." for word in "one two three four five six".split()]
FAR += [f"Boat {word} is painted in another colour each spring." for word in "one two three four five".split()]
BERTH = (
    "We also learn the address of the network through which your boat, its radio and its sails reach a harbour."
)
LISTED = (
    "We disclose your name where a court orders it, to answer claims against us, or to warn people who are in "
    "danger of being robbed."
)
LIST = [
    "We disclose your name:", "where a court orders it;", "to answer claims against us;",
    "to warn people who are in danger of being robbed.",
]  # fmt: skip


@pytest.mark.parametrize(
    ("why", "before", "after", "pairs"),
    [
        ("beside it", [LONG, OWLS], [*SPLIT, OWLS], [((0,), (0, 1)), ((1,), (2,))]),
        ("with something new between", [LONG], [SPLIT[0], OWLS, SPLIT[1]], [((0,), (0, 2))]),
        ("far away it is another statement", [LONG, *FAR], [SPLIT[0], *FAR, SPLIT[1]], [((0,), (0,))]),
        ("what is said already completes nothing", [LONG], [*SPLIT, SPLIT[1]], [((0,), (0, 1))]),
        ("labels complete nothing", [LONG], [SPLIT[0], "Network address"], [((0,), (0,))]),
        ("a few of the words are no part", [LONG], [SPLIT[0], BERTH], [((0,), (0,))]),
        ("into a list", [LISTED], LIST, [((0,), (0, 1, 2, 3))]),
    ],
)  # fmt: skip
def test_the_parts_of_a_split_stand_near_and_add_something(
    why: str, before: list[Sentence | str], after: list[Sentence | str], pairs: list[Indexes]
) -> None:
    both = aligned(before, after), aligned(after, before)
    edited = [[(p.before, p.after) for p in found.pairs if p.score < 1.0] for found in both]
    kept = [pair for pair in pairs if pair[0] != (1,)]
    assert edited == [kept, [(new, old) for old, new in kept]]


# ── Laws ─────────────────────────────────────────────────────────────────────────────────────────────

SOME = [*SPLIT, LOGS, LOGS_90, NAME, PLACE, CARDS, OWLS, LONG, "We share your name.", "Never.", "…"]
EDITIONS = st.lists(st.sampled_from(SOME), max_size=12).map(lambda texts: readings(*texts))
ANY = st.lists(st.text(st.sampled_from("ab we share. 3"), max_size=20), max_size=6).map(
    lambda texts: readings(*texts)
)


@given(st.one_of(EDITIONS, ANY), st.one_of(EDITIONS, ANY))
def test_every_sentence_is_in_exactly_one_place(before: list[Reading], after: list[Reading]) -> None:
    found = align.sentences(before, after)
    old = [i for pair in found.pairs for i in pair.before]
    new = [j for pair in found.pairs for j in pair.after]
    assert sorted([*old, *found.removed]) == list(range(len(before)))
    assert sorted([*new, *found.added]) == list(range(len(after)))


@given(st.one_of(EDITIONS, ANY))
def test_an_edition_is_its_own_equal(edition: list[Reading]) -> None:
    found = align.sentences(edition, edition)
    assert [(pair.before, pair.after, pair.score) for pair in found.pairs] == [
        ((i,), (i,), 1.0) for i in range(len(edition))
    ]
    assert (found.removed, found.added) == ((), ())


@given(EDITIONS, EDITIONS)
def test_the_same_editions_are_aligned_the_same(before: list[Reading], after: list[Reading]) -> None:
    assert align.sentences(before, after) == align.sentences(list(before), list(after))


@given(EDITIONS, EDITIONS)
def test_pairs_stand_in_the_order_of_the_later_edition(before: list[Reading], after: list[Reading]) -> None:
    firsts = [pair.after[0] for pair in align.sentences(before, after).pairs]
    assert firsts == sorted(firsts)


@given(EDITIONS, EDITIONS)
def test_scores_lie_between_the_floor_and_one(before: list[Reading], after: list[Reading]) -> None:
    for pair in align.sentences(before, after).pairs:
        assert align.FLOOR <= pair.score <= 1.0
        assert len(pair.before) == 1 or len(pair.after) == 1


@given(st.sampled_from(SOME), st.sampled_from(SOME))
def test_two_sentences_are_as_alike_either_way(one: str, other: str) -> None:
    there, back = aligned([one], [other]), aligned([other], [one])
    assert [pair.score for pair in there.pairs] == [pair.score for pair in back.pairs]


@given(EDITIONS, EDITIONS)
def test_the_parts_of_a_pair_stand_near_one_another(before: list[Reading], after: list[Reading]) -> None:
    for pair in align.sentences(before, after).pairs:
        for side in (pair.before, pair.after):
            assert side[-1] - side[0] <= 2 * align.REACH


@given(st.permutations([LOGS, NAME, PLACE, CARDS, OWLS]))
def test_shuffling_changes_nothing_but_the_order(order: list[str]) -> None:
    found = align.sentences(readings(LOGS, NAME, PLACE, CARDS, OWLS), readings(*order))
    assert {pair.score for pair in found.pairs} == {1.0}
