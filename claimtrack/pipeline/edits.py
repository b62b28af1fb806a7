"""What a changed page says that it did not say before, sentence by sentence, whatever claims are about."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from claimtrack import claims as claimsets
from claimtrack import text
from claimtrack.pipeline import sources
from claimtrack.records import ClaimSet, Page
from claimtrack.store import Store


class Edits(NamedTuple):
    """The sentences that only one of two pages has, each once, in page order."""

    removed: list[str]
    added: list[str]


def edits(
    before: sources.Source, after: sources.Source, claims: ClaimSet, document: str, *, store: Store
) -> Edits:
    """The sentences of two editions whose words the other lacks; sources and errors as of `pipeline.compare`."""
    tracked = claimsets.document(claims, document)
    old, new = (dict(_sentences(sources.edition(side, tracked, store).page)) for side in (before, after))
    return Edits([old[key] for key in old if key not in new], [new[key] for key in new if key not in old])


def _sentences(page: Page) -> Iterator[tuple[str, str]]:
    """Each sentence by its words: typography makes no other sentence."""
    for each in page.sentences:
        yield " ".join(word.text for word in text.words(text.normal(each.text))), each.text
