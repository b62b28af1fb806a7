"""Checks of a fictional policy on a real server and a real store."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

from claimtrack import fetch, pipeline
from claimtrack.records import Report, Run
from claimtrack.store import Store
from tests.samples import PARAGRAPHS, claim_set
from tests.server import Answer, Server

FAST = fetch.Options(timeout=2, deadline=5, attempts=2, backoff=0.001, max_wait=0.01, max_bytes=1_000_000)
OTHER = (PARAGRAPHS[0], PARAGRAPHS[1].replace("30 days", "two years"), PARAGRAPHS[2])


class Site:
    """A policy on a server, its claims, and a store; every check is a minute after the one before."""

    def __init__(self, server: Server, folder: Path) -> None:
        self.server, self.folder = server, folder
        self.store = Store(folder / "snapshots")
        self.claims = claim_set(folder, url=server.url("/privacy"))
        self.clock = self._minutes()

    def check(self, *answers: Answer, **options: object) -> Run:
        if answers:
            self.server.answer("/privacy", *answers)
        now = lambda: next(self.clock)  # noqa: E731
        options = {"confirm_wait": 0, **options}
        return pipeline.check(self.claims, self.store, fetching=FAST, now=now, **options)  # type: ignore[arg-type]

    def report(self, *answers: Answer, **options: object) -> Report:
        return self.check(*answers, **options).reports[0]

    def ids(self) -> list[str]:
        return [each.id for each in self.store.snapshots("tarn-privacy")]

    def contents(self) -> dict[str, bytes]:
        """Every stored and accepted byte."""
        files = sorted(self.store.path.glob("*/2*/*")) + sorted(self.store.path.glob("*/accepted.json"))
        return {str(file): file.read_bytes() for file in files}

    @staticmethod
    def _minutes() -> Iterator[dt.datetime]:
        time = dt.datetime(2026, 7, 3, 12, tzinfo=dt.UTC)
        while True:
            yield time
            time += dt.timedelta(minutes=1)
