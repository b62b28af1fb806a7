"""What stands above and beside a sentence: its headings, and in a table the title of its row and the other cells."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from claimtrack import text
from claimtrack.reading.parse import Context
from claimtrack.records import Page, Sentence, Value
from claimtrack.vocabulary import TOP, Vocabulary

LABEL = 8
"""Words up to which a cell is a label; what is longer is read as a statement of its own."""
FEW = 5
"""Data up to which the other cells of a row are on each of them; a row on more is on data at large."""
Section = tuple[str, ...]


@dataclass(frozen=True)
class Above:
    """The titles of a page, and what the short cells of each row of its tables name, by the row's section."""

    titles: frozenset[str]
    rows: Mapping[Section, tuple[Value, ...]]
    vocabulary: Vocabulary

    def context(self, sentence: Sentence) -> Context:
        """What the headings above a sentence say; in tables and bare lists also what is done with what they hold, but
        for a cell that is itself the title of its row.
        """
        found = _headings(sentence.section, self.vocabulary)
        row = self.rows.get(sentence.section[:-1], ()) if sentence.kind == "cell" else ()
        bare = sentence.kind in ("cell", "item") and not sentence.lead_in and sentence.text not in self.titles
        if not (bare or row):
            return found
        acts = (_action(heading, self.vocabulary) for heading in reversed(sentence.section))
        return found._replace(action=next(filter(None, acts), None), data=found.data or row)


def above(page: Page, vocabulary: Vocabulary) -> Above:
    """What the page holds above and beside its sentences."""
    titles = frozenset(heading for sentence in page.sentences for heading in sentence.section)
    cells = [sentence for sentence in page.sentences if sentence.kind == "cell"]
    labels = titles.intersection(cell.text for cell in cells)
    rows: dict[Section, list[Value]] = defaultdict(list)
    for cell in cells:
        if cell.section[-2:-1] and cell.section[-2] in labels and len(cell.text.split()) <= LABEL:
            rows[cell.section[:-1]] += _heading(cell.text, vocabulary).data
    named = {row: tuple(dict.fromkeys(values)) for row, values in rows.items()}
    return Above(titles, {row: values for row, values in named.items() if len(values) <= FEW}, vocabulary)


@lru_cache(maxsize=4096)
def _action(heading: str, vocabulary: Vocabulary) -> Value | None:
    """The one thing that a heading says is done: "Information we collect", "Reason for sharing"."""
    ids = {hit.id for hit in vocabulary.find(text.stems(heading)) if hit.group == "actions"}
    return Value("", ids.pop()) if len(ids) == 1 else None


def _headings(section: tuple[str, ...], vocabulary: Vocabulary) -> Context:
    """The data and recipients that the nearest headings name."""
    for heading in reversed(section[-2:]):
        found = _heading(heading, vocabulary)
        if found != Context():
            return found
    return Context()


@lru_cache(maxsize=4096)
def _heading(heading: str, vocabulary: Vocabulary) -> Context:
    hits = vocabulary.find(text.stems(heading))
    data = tuple(Value(heading, hit.id) for hit in hits if hit.group == "data" and hit.id != TOP)
    people = tuple(
        Value(heading, hit.id)
        for hit in hits
        if hit.group == "actors" and hit.id not in ("controller", "user")
    )
    return Context(data=data, recipients=people)
