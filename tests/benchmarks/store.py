"""How long a store of many snapshots takes: `python -m tests.benchmarks.store [SNAPSHOTS]`, 2,000 by default.

The snapshots are of an invented policy, each with another number of days in it, linked as a store links them.
Then the store is opened and listed, and checked as a scheduled job does: a thousand times the same text, then
one that is new. Each figure is the processor time of the best of a few runs, of the command's own process too; what
the disk takes to flush is not in it. Figures are printed and never asserted: they hang on the machine. That a
store grows by observations alone, tests/test_store_growth.py asserts.
"""

from __future__ import annotations

import datetime as dt
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from claimtrack import pipeline, warc
from claimtrack.records import Capture, ClaimSet, Page, Snapshot
from claimtrack.store import Store, snapshots
from claimtrack.text import digest, words, words_digest
from tests.samples import PARAGRAPHS, claim_set, policy

SNAPSHOTS, CHECKS, RUNS = 2_000, 1_000, 3
DOC, URL = "tarn-privacy", "https://tarn.example/privacy"
START, HOUR = dt.datetime(2020, 1, 1, tzinfo=dt.UTC), dt.timedelta(hours=1)


def edition(number: int) -> str:
    """The policy with a number of its own."""
    return policy(*PARAGRAPHS, f"This is edition {number} of the policy, and it says nothing else that is new.")


def build(store: Store, count: int) -> None:
    """Stores so many snapshots, as `Store.add` would, which looks through all of those before each new one."""
    claims = claim_set(store.path.parent)
    folder = store.path / DOC
    folder.mkdir(parents=True)
    previous = None
    for number in range(count):
        snapshot, archive, page = _snapshot(claims, number, previous)
        snapshots.write(store.path / snapshot.id, snapshot, archive, page)
        previous = digest((store.path / snapshot.id / "snapshot.json").read_bytes())
    store.accept(DOC, snapshot.id, who="Ada", why="the newest", time=START)


def _snapshot(claims: ClaimSet, number: int, previous: str | None) -> tuple[Snapshot, bytes, Page]:
    moment = START + number * HOUR
    captured = Capture(URL, moment, 200, (("Content-Type", "text/html"),), edition(number).encode())
    page, archive = pipeline.sources.page_of(captured, claims.documents[0]), warc.write(captured)
    return (
        Snapshot(
            id=f"{DOC}/{moment:%Y%m%dT%H%M%SZ}", document=DOC, time=moment, url=URL, digest=digest(captured.body),
            text_digest=words_digest(page.text), words=len(words(page.text)), capture_digest=digest(archive),
            previous=previous, language="en",
        ),
        archive,
        page,
    )  # fmt: skip


class Figure(NamedTuple):
    """What was done, and the seconds it took."""

    what: str
    seconds: float


def best(job: Callable[[], object], runs: int = RUNS) -> float:
    """The least processor time of some runs, with that of the processes they start, in seconds."""
    times = []
    for _ in range(runs):
        start = sum(os.times()[:4])
        job()
        times.append(sum(os.times()[:4]) - start)
    return min(times)


def figures(store: Store, count: int) -> Iterator[Figure]:
    """Each figure as it is known."""
    claims, saved = claim_set(store.path.parent), store.path.with_name("page.html")
    command = [sys.executable, "-m", "claimtrack", "snapshots", "list", "--store", str(store.path)]
    yield Figure("open and list", best(lambda: Store(store.path).snapshots(DOC)))
    yield Figure("claimtrack snapshots list", best(lambda: subprocess.run(command, check=True, capture_output=True)))
    yield Figure("open and find the newest", best(lambda: Store(store.path).newest(DOC)))
    yield Figure("head", best(lambda: store.head(DOC)))
    yield Figure("verify", best(store.verify, 1))
    saved.write_text(edition(count - 1), "utf-8")

    def check() -> object:
        return pipeline.check(claims, store, page=saved)

    yield Figure("check, the same text", best(check))
    yield Figure(f"{CHECKS:,} such checks", best(lambda: [check() for _ in range(CHECKS)], 1))
    yield Figure("check after them", best(check))
    saved.write_text(edition(count), "utf-8")
    yield Figure("check, a new text", best(check, 1))


def main() -> None:
    """Builds a store and prints the figures."""
    count = int(sys.argv[1]) if sys.argv[1:] else SNAPSHOTS
    with tempfile.TemporaryDirectory() as folder:
        store = Store(Path(folder) / "snapshots")
        print(f"{count:,} snapshots, written in {best(lambda: build(store, count), 1):.1f} s")
        before = store.path.joinpath(DOC).stat().st_nlink
        for figure in figures(store, count):
            print(f"{figure.what:<28}{figure.seconds:>9.3f} s", flush=True)
        size = (store.path / DOC / "observations.jsonl").stat().st_size
        print(f"observations: {size:,} bytes; snapshots before and after: {before - 2:,}, {store.count(DOC):,}")


if __name__ == "__main__":
    main()
