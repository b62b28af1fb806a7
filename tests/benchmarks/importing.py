"""How long an import takes: `python -m tests.benchmarks.importing [EDITIONS]`, 1,000 by default.

First the recorded archive, where it is here: the 24 commits of its three documents, into an empty store, and again.
Then an archive of an invented policy of 16,000 words is made, with so many editions: of each ten, six change a
sentence, three where a link leads to, and one brings the text before back. It is imported, imported again, and
once more with one new edition. Figures are seconds on the clock, with the disk's, and the most memory that was held.
They are printed and never asserted: they hang on the machine.
"""

from __future__ import annotations

import multiprocessing
import resource
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import NamedTuple

from claimtrack import importers, pipeline
from claimtrack.records import Document, Expect
from claimtrack.store import Store
from tests import archives
from tests.benchmarks import speed
from tests.corpus import CORPUS

EDITIONS = 1_000
BUNDLE = CORPUS / "open-terms-archive-whatsapp.bundle"
SERVICE = "WhatsApp"
TERMS = ("Privacy Policy", "Terms of Service", "Trackers Policy")


class Figure(NamedTuple):
    """What was imported, the seconds it took, and what became of how many."""

    what: str
    seconds: float
    found: Counter[str]

    def __str__(self) -> str:
        became = ", ".join(f"{count:,} {what}" for what, count in self.found.items())
        return f"{self.what:<44}{self.seconds:>8.2f} s   {became}"


def imported(place: Path, service: str, terms: str, document: Document, store: Store) -> Counter[str]:
    """What became of the editions of one document."""
    with importers.from_opentermsarchive(str(place), service, terms, document) as archive:
        return Counter(it.result for it in importers.keep(archive.captures(), document, store, pipeline.utc_now()))


def timed(what: str, job: Callable[[], Counter[str]]) -> Figure:
    """A figure, with the seconds on the clock."""
    start = time.perf_counter()
    found = job()
    return Figure(what, time.perf_counter() - start, found)


# ── What was recorded ────────────────────────────────────────────────────────────────────────────────


def recorded(store: Store) -> Counter[str]:
    """The import of all that the recorded archive holds."""
    found = Counter[str]()
    for terms in TERMS:
        id_ = terms.lower().replace(" ", "-")
        url, expect = f"https://messenger.example/{id_}", Expect(words=200)
        document = Document(id=id_, title=terms, url=url, expect=expect)
        found += imported(BUNDLE, SERVICE, terms, document, store)
    return found


# ── What is made ─────────────────────────────────────────────────────────────────────────────────────


def texts(count: int) -> Iterator[str]:
    """Editions of the long policy, each a little other than the one before."""
    chosen: list[str] = speed.editions()[0]
    before = chosen
    for number in range(count):
        kind = number % 10
        if kind == 9:
            chosen, before = before, chosen
        elif number and kind not in (2, 5, 8):
            at = number * 37 % len(chosen)
            new = f"We keep the book of day {number} for two years."
            before, chosen = chosen, [*chosen[:at], new, *chosen[at + 1 :]]
        yield f"{speed.markdown(chosen)}\n[Top](#{number})\n"


def entries(count: int) -> Iterator[archives.Entry]:
    """Their commits, one a day."""
    for day, text in enumerate(texts(count)):
        yield archives.edition(text, day)


def invented(folder: Path, count: int) -> Iterator[Figure]:
    """The figures of the made archive."""
    store, document, place = Store(folder / "long"), speed.DOCUMENT, folder / "archive.git"
    _made(place, count)

    def job() -> Counter[str]:
        return imported(place, "Tarn", "Privacy Policy", document, store)

    yield timed(f"{count:,} editions of {speed.WORDS:,} words", job)
    yield timed("the same again", job)
    _made(place, count + 1)
    yield timed("the same with one more", job)


def _made(place: Path, count: int) -> None:
    """Makes the archive in a process of its own: what it holds meanwhile is not held by the import."""
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as process:
        process.submit(_make, place, count).result()


def _make(place: Path, count: int) -> None:
    archives.made(place, entries(count))


def main() -> None:
    """Prints the figures."""
    count = int(sys.argv[1]) if sys.argv[1:] else EDITIONS
    with tempfile.TemporaryDirectory() as folder:
        if BUNDLE.exists():
            store = Store(Path(folder) / "recorded")
            print(timed("24 recorded commits of three documents", lambda: recorded(store)), flush=True)
            print(timed("the same again", lambda: recorded(store)), flush=True)
        else:
            print("the recorded archive is not here")
        for figure in invented(Path(folder), count):
            print(figure, flush=True)
    print(f"most memory held: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MB")


if __name__ == "__main__":
    main()
