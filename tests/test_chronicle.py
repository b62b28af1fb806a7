"""A history in words: what is counted, what strips fold, and what a terminal of any width gets."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimtrack.records import DocumentHistory, History
from claimtrack.report import over_time, render, sentences, terminal
from tests.findings import history
from tests.test_pictures import LETTERS, document

SPAN = "2 editions, 1 January 2020 to 31 January 2020"


def told(*documents: DocumentHistory, width: int = 80, quiet: bool = False, verbose: bool = False) -> str:
    """What a terminal of that width shows, without colours."""
    out = io.StringIO()
    whole = history().model_copy(update={"documents": list(documents)})
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("COLUMNS", str(width))
        terminal.show(whole, out, color=False, quiet=quiet, verbose=verbose)
    return out.getvalue()


@pytest.mark.parametrize(
    ("claims", "said"),
    [
        (["b"], "One edition, of 1 January 2020, compared with nothing: it states 1 of 1 claim."),
        (["bn", "b"], "One edition, of 1 January 2020, compared with nothing: it states 1 of 2 claims."),
        (["b=", "bc"], f"None of 2 claims changed ({SPAN})."),
        (["b=", "b~"], f"None of 2 claims changed ({SPAN})."),
        (["b=", "b!"], f"1 of 2 claims changed, 1 time in all ({SPAN})."),
        (["b!!", "bxn+"], "2 of 2 claims changed, 4 times in all (3 editions, 1 January 2020 to 1 March 2020)."),
    ],
)
def test_the_answer_in_a_sentence(claims: list[str], said: str) -> None:
    assert sentences.document_headline(document(*claims)) == said


def test_nothing_is_said_of_nothing() -> None:
    empty = document("b").model_copy(update={"editions": [], "claims": []})
    assert sentences.document_headline(empty) == "No edition is stored."
    assert told(empty) == "Tarn Privacy Policy\nNo edition is stored.\n"


@pytest.mark.parametrize(
    ("claims", "found"),
    [
        (["b=="], []), (["b=!"], [(2, "c0")]), (["b!x"], [(1, "c0"), (2, "c0")]),
        (["b=x", "b!="], [(1, "c1"), (2, "c0")]), (["b!=", "b!="], [(1, "c0"), (1, "c1")]), (["bcm~"], []),
    ],
)  # fmt: skip
def test_events_come_in_the_order_of_time(claims: list[str], found: list[tuple[int, str]]) -> None:
    assert [(each.at, each.claim.id) for each in over_time.events(document(*claims))] == found


@pytest.mark.parametrize(
    ("claim", "said"),
    [
        ("b!", "The claim is stated."), ("bxn", "The claim was stated and is now not stated."),
        ("bn+", "The claim was not stated and is now stated."),
        ("bp!p", "The claim is partly stated."), ("bxa", "The claim was stated and is now contradicted."),
    ],
)  # fmt: skip
def test_what_an_edition_says_of_a_claim(claim: str, said: str) -> None:
    assert over_time.support(document(claim).claims[0], 1) == said


# ── Strips ───────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("states", "room", "folded"),
    [
        ("b=!=", 4, "b=!="), ("b=!=", 9, "b=!="), ("b=!=", 2, "b!"), ("b=x!", 2, "bx"), ("b=~=", 2, "b~"),
        ("b==x=", 3, "bx="), ("b!x+", 1, "x"), ("b..+", 2, "b+"), ("b", 1, "b"), ("b=", 0, "b"),
    ],
)  # fmt: skip
def test_a_column_is_the_weightiest_of_its_editions(states: str, room: int, folded: str) -> None:
    (claim,) = document(states).claims
    found = over_time.folded(claim.states, room)
    assert [each.status for each in found] == [LETTERS[each] for each in folded]


@given(st.text("b=~!x+.", min_size=1, max_size=90), st.integers(1, 50))
def test_no_change_is_lost_in_a_fold(states: str, room: int) -> None:
    (claim,) = document(states).claims
    found = over_time.folded(claim.states, room)
    assert len(found) <= room
    assert any(each.flagged for each in found) == any(each.flagged for each in claim.states)


def test_many_editions_share_columns() -> None:
    said = told(document("b" + "=" * 98 + "!"))
    assert "●" + "=" * 32 + "! stated" in said
    assert "A column is the weightiest of 3 editions, the oldest first" in said


@pytest.mark.parametrize("width", [40, 60, 80, 120, 300])
def test_it_fits_any_terminal(width: int) -> None:
    long = "Tarn deletes its logs within 30 days of the end of your trip, wherever you went. " * 3
    said = told(document("b" + "=!x+" * 60, "b" + "." * 240, statement=long), width=width)
    assert max(map(len, said.splitlines())) <= max(min(width, 120), 40)


def test_a_change_of_many_reasons_is_cut() -> None:
    found = document("b!")
    (claim,) = found.claims
    state = claim.states[1]
    changes = [state.changes[0].model_copy(update={"text": f"reason {at}"}) for at in range(7)]
    claim = claim.model_copy(update={"states": [claim.states[0], state.model_copy(update={"changes": changes})]})
    found = found.model_copy(update={"claims": [claim]})
    assert "  • reason 3\n    and 3 more in the JSON report\n" in told(found)
    assert "  • reason 6\n" in told(found, verbose=True)


def test_quiet_leaves_out_where_nothing_changed() -> None:
    assert told(document("b="), quiet=True) == ""
    assert "! changed" in told(document("b="), document("b!"), quiet=True)


def test_two_documents_are_told_one_after_the_other() -> None:
    whole: History = history()
    twice = whole.model_copy(update={"documents": whole.documents * 2})
    one = str(render(whole, "txt"))
    assert render(twice, "txt") == f"{one}\n{one}"
