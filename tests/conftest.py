"""Fixtures of every test."""

from __future__ import annotations

import os
from collections.abc import Generator, Iterator

import pytest
from hypothesis import settings

from tests import waybacks
from tests.corpus import needs_corpus
from tests.server import Server
from tests.waybacks import Front, Taken

settings.register_profile("untimed", deadline=None)  # a slow machine is no failure
settings.load_profile("untimed")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Under CLAIMTRACK_CI a skip is a failure: CI installs what tests need.

    Recorded pages may be missing, and the right to mount a disk.
    """
    report = yield
    excused = needs_corpus.mark in item.iter_markers("skipif") or item.get_closest_marker("mount")
    expected = hasattr(report, "wasxfail") or excused
    if report.skipped and os.environ.get("CLAIMTRACK_CI") and not expected:
        report.outcome, report.longrepr = "failed", f"skipped under CLAIMTRACK_CI: {report.longrepr}"
    return report


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tests talk to loopback, whatever the machine's proxy is."""
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


@pytest.fixture(scope="session")
def taken(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Taken]:
    """A web archive with captures of one page; nothing that a test does changes it."""
    with waybacks.archive(tmp_path_factory.mktemp("archive")) as running:
        yield running


@pytest.fixture
def front(taken: Taken) -> Iterator[Front]:
    """A server before that archive."""
    with Front(taken) as running:
        yield running


@pytest.fixture
def server() -> Iterator[Server]:
    """A real HTTP server on loopback."""
    with Server() as running:
        yield running
