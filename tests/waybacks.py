"""A web archive to import from: a real pywb with captures of a real server, and a server in front of it for faults.

The captures are what a server on loopback answered, stored under days of the past. That server is gone when they are
replayed.
"""

from __future__ import annotations

import base64
import datetime as dt
import email.utils
import gzip
import hashlib
import http.client
import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

from claimtrack import importers
from claimtrack.fetch import Manners, Options
from claimtrack.importers import Kept, LeftOut
from claimtrack.importers.wayback import ALWAYS, Every, Listing, Period
from claimtrack.records import Document
from claimtrack.store import Store
from tests import archivers
from tests.checks import OTHER
from tests.samples import PARAGRAPHS, policy
from tests.server import HTML, Answer, Request, Server, page, redirect
from tests.test_warc import record, response

DOC = "tarn-privacy"
NOW = dt.datetime(2026, 11, 1, tzinfo=dt.UTC)
PATH = "/privacy"
FIRST = policy(*PARAGRAPHS * 4)
SECOND = policy(*OTHER * 4)
THIRD = policy(*PARAGRAPHS * 4, "We have never sold anything that we know about you to anybody.")
FOURTH = policy(*PARAGRAPHS * 4, "We have sold what we know about you to those who asked us for it.")
HALF = policy(*PARAGRAPHS)
SOFT_404 = '<html lang="en"><title>Page not found</title><h1>Page not found</h1><p>Sorry, we could not find it.</html>'

PACKED = {**HTML, "Content-Encoding": "gzip", "ETag": '"second"', "X-Frame-Options": "deny"}
TAKEN: tuple[tuple[str, Answer], ...] = (
    ("2016-03-01T10:00:00Z", page(FIRST, ETag='"first"', X_Frame_Options="deny")),
    ("2016-03-02T10:00:00Z", page(FIRST, ETag='"first"')),  # a duplicate
    ("2016-03-09T10:00:00Z", page(FIRST)),  # a revisit
    ("2017-01-01T10:00:00Z", redirect("/legal/privacy", 301)),
    ("2017-06-01T10:00:00Z", Answer(headers=PACKED, body=gzip.compress(SECOND.encode(), mtime=0))),
    ("2018-01-01T10:00:00Z", page(SOFT_404)),
    ("2018-06-01T10:00:00Z", page(HALF)),
    ("2019-01-01T10:00:00Z", Answer(404, body=b"<p>Not here.")),
    ("2019-06-01T10:00:00Z", page(THIRD)),
    ("2020-01-01T10:00:00Z", Answer(headers={"Content-Type": "application/pdf"}, body=b"%PDF-1.7")),
    ("2020-06-01T10:00:00Z", page(FIRST, ETag='"first"')),  # a text that comes back
    ("2021-01-01T10:00:00Z", Answer(503, body=b"Busy.")),
    ("2021-06-01T10:00:00Z", page(FOURTH)),
)
BOMB = gzip.compress(bytes(30_000_000), 9)
REVISIT = "2016-03-09T10:00:00Z"
"""Of these captures the one that is stored as a reference to the first."""


def stamps(*months: str) -> list[str]:
    """The captures whose days begin like one of these, as they are asked for."""
    days = [day for day, _ in TAKEN if day.startswith(months)]
    return [day.translate(dict.fromkeys(map(ord, "-:TZ"))) for day in days]


def memento(stamp: str) -> str:
    """The time of a capture as an archive's header has it."""
    return email.utils.format_datetime(dt.datetime.strptime(stamp, "%Y%m%d%H%M%S").replace(tzinfo=dt.UTC), usegmt=True)


def became(found: Sequence[Kept | LeftOut]) -> list[tuple[str, str]]:
    """The month of each capture, and the year of its snapshot or why it was left out."""
    return [
        (str(it.time)[:7], it.reason if isinstance(it, LeftOut) else f"{it.result} {it.snapshot[-16:-12]}")
        for it in found
    ]


class Taken(NamedTuple):
    """An archive that runs: the address of its collection, and that of the page which was captured."""

    root: str
    url: str


@contextmanager
def archive(folder: Path, taken: Sequence[tuple[str, Answer]] = TAKEN) -> Iterator[Taken]:
    """pywb with the page as a server answered it on these days."""
    file = folder / "captured.warc.gz"
    with Server() as server:
        url = server.url(PATH)
        server.answer(PATH, *(answer for _, answer in taken))
        server.answer("/legal/privacy", page(THIRD))
        file.write_bytes(b"".join(gzip.compress(_capture(url, day)) for day, _ in taken))
    with archivers.replaying(folder, [file]) as replay:
        yield Taken(f"{replay.root}/archive", url)


def _capture(url: str, day: str) -> bytes:
    """Asks for the page, and gives what comes as the record that a crawler of that day would write."""
    parts = urlsplit(url)
    connection = http.client.HTTPConnection(parts.netloc, timeout=20)
    connection.request("GET", parts.path)
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    digest = "sha1:" + base64.b32encode(hashlib.sha1(body).digest()).decode()
    more = {"WARC_Date": day, "WARC_Record_ID": f"<urn:{day}>", "WARC_Payload_Digest": digest}
    status = f"{answer.status} {answer.reason}"
    if day != REVISIT:
        return record(response(body, *answer.getheaders(), status=status), url, **more)
    profile = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"
    more |= {"WARC_Profile": profile, "WARC_Refers_To_Target_URI": url, "WARC_Refers_To_Date": TAKEN[0][0]}
    return record(response(b"", *answer.getheaders(), status=status), url, "revisit", **more)


class Front(Server):
    """A server before an archive: what has no route of its own is answered by the archive."""

    def __init__(self, behind: Taken) -> None:
        self.page = behind.url
        self._behind = urlsplit(behind.root)
        super().__init__()

    @property
    def root(self) -> str:
        """The address of the collection."""
        return self.url(self._behind.path)

    def respond(self, request: Request) -> Answer:
        """As a server's, but that the archive is behind it; routes are named as `asked` names requests."""
        self.requests.append(request)
        routes = self._routes.get(self._name(request), [self.through])
        route = routes.pop(0) if len(routes) > 1 else routes[0]
        return route(request) if callable(route) else route

    def through(self, request: Request) -> Answer:
        """What the archive answers."""
        connection = http.client.HTTPConnection(self._behind.netloc, timeout=20)
        connection.request("GET", request.path, headers=dict(request.headers))
        answer = connection.getresponse()
        body = answer.read()
        connection.close()
        dropped = ("transfer-encoding", "connection", "date", "server", "content-length")
        headers = {name: value for name, value in answer.getheaders() if name.lower() not in dropped}
        return Answer(answer.status, headers, body)

    def asked(self) -> list[str]:
        """The times of the captures that were asked for, with the index as "cdx", in order."""
        return [self._name(it) for it in self.requests]

    def _name(self, request: Request) -> str:
        below = request.path.removeprefix(self._behind.path)
        return "cdx" if below.startswith("/cdx?") else below[1:15]


def rows(url: str, *lines: object) -> Answer:
    """A list as pywb gives it: the right row of the first capture, and these."""
    right = {"timestamp": "20160301100000", "url": url, "mime": "text/html", "status": "200", "digest": "AAAA"}
    given = [json.dumps(right | line) if isinstance(line, dict) else str(line) for line in ({}, *lines)]
    return Answer(200, {"Content-Type": "text/x-ndjson"}, "\n".join(given).encode())


def hurried(slept: list[float] | None = None, **bounds: float) -> Manners:
    """Manners without real waits; what would have been slept is put into the list."""
    options = Options(**{"timeout": 5, "deadline": 10, "attempts": 3, "backoff": 2, "max_wait": 300} | bounds)  # type: ignore[arg-type]
    sleep = slept.append if slept is not None else lambda _: None
    return Manners(rates={"index": 0, "capture": 0}, bounds=options, sleep=sleep, now=lambda: NOW)


def document(url: str) -> Document:
    """The policy that is imported."""
    expect = {"words": 60, "headings": [["What we collect"]]}
    return Document.model_validate({"id": DOC, "title": "Tarn Privacy Policy", "url": url, "expect": expect})


def imported(
    store: Store, root: str, url: str, asked: Period = ALWAYS, *, every: Every | None = None,
    manners: Manners | None = None, found: list[Kept | LeftOut] | None = None,
) -> list[Kept | LeftOut]:  # fmt: skip
    """What became of each capture; ``found`` has it also where the import ends before its time."""
    found = [] if found is None else found
    with importers.from_wayback(url, asked, every=every, archive=root, manners=manners or hurried()) as listing:
        found.extend(_each(listing, url, store))
    return found


def _each(listing: Listing, url: str, store: Store) -> Iterator[Kept | LeftOut]:
    return importers.keep(listing.captures(), document(url), store, NOW)
