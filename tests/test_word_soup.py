"""Any words in any order are read and compared without an error: pages are untrusted."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from claimtrack import vocabulary
from claimtrack.records import Claim
from tests.editions import claim, finding

CLOSED = (
    "we you they it who that which this these such any all no not never only also and or but nor neither if when "
    "where unless until before after while as to with by from for of in on at about including between each the a our "
    "your their is are was be been may must can will have has do does what how whose than up 30 days years"
).split()
OPEN = "ringers owl pickled hovers gives seen keep vendors Acme Fellmere data messages location phone number".split()
MARKS = [*",;:.?!()[]-/\"'", "\n\n", "\n* ", "\n\n## ", "| a | b |\n| - | - |\n| ", " | "]
PHRASES = sorted({phrase for concept in vocabulary.load().concepts.values() for phrase in concept.phrases})
LISTED = sorted({" ".join(words) for members in vocabulary.load().lists.values() for words in members})

SOUP = st.lists(
    st.one_of(*(st.sampled_from(words) for words in (CLOSED, OPEN, MARKS, PHRASES, LISTED))), max_size=40
).map(" ".join)
ASKED = [
    claim(action="share", data=["location"], recipients=["advertiser"], polarity="is-not"),
    claim(action="use", data=["personal-data"], purposes=["marketing"]),
    claim(action="store", data=["message-content"], quantities=["<= 30 days"]),
]


@settings(max_examples=150, deadline=None)
@given(SOUP, SOUP, st.sampled_from(ASKED))
def test_any_words_are_compared(before: str, after: str, asked: Claim) -> None:
    found = finding(asked, before, after)
    assert found.flagged == bool(found.changes) or found.status in ("withdrawn", "introduced")
