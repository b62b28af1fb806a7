"""Asks a web archive politely: no faster than it allows, again only after the wait it asks for, and not for ever.

The Internet Archive takes 30 requests a minute for its index and 600 for captures, and asks clients to stay at 80 %
of that. Whoever goes on after a 429 is shut out for an hour, and longer the next time. Its 429 names no wait, so a
minute is taken. These figures are those that the library ``wayback`` (0.5.1) keeps to, whose makers ask the Archive
for them. That library itself is not used: its two addresses are constants, so that no other archive could be asked,
and no test; it reads answers of any size into memory; and it brings a second HTTP library, which it changes for the
whole process. Waits go through ``Manners.sleep``, since one after a 429 holds back every other request too: that is
why the retries are counted here and not by stamina.

After RFC 9110 (10.2.3 Retry-After, 15.4 redirects) and RFC 7089 (Memento): an answer with a ``Memento-Datetime`` is a
capture, and its status is that of the page in it, also where that is 429 or 503.
"""

from __future__ import annotations

import datetime as dt
import email.utils
import ipaddress
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal
from urllib.parse import urljoin, urlsplit

from claimtrack.errors import FetchError
from claimtrack.fetch import answer
from claimtrack.fetch.deadline import in_time
from claimtrack.fetch.identity import USER_AGENT
from claimtrack.fetch.network import client, explained
from claimtrack.fetch.outcome import Bounds, Failure, Options, TooLargeError, TroubleError, shown
from claimtrack.fetch.unpack import unpack

if TYPE_CHECKING:
    import httpx

Kind = Literal["index", "capture"]
Said = Callable[[str], None]

MAX_REDIRECTS = 3
"""An archive moves its own addresses to https, or to a host with another name."""

PAUSE = 60.0
"""Seconds to wait after a 429 that names no wait."""

_LATER = (408, 421, 429)
_BOUNDS = Options(timeout=60, deadline=180, attempts=5, backoff=2, max_wait=300)
_GZIP = b"\x1f\x8b"


def _utc_now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


@dataclass(frozen=True, slots=True)
class Manners:
    """How an archive is asked; rates in requests a second, 0 for as fast as it answers.

    ``bounds`` are those of each request; of several attempts, the wait before the second is ``backoff``, and each
    later one twice as long, or what the archive asks for. ``sleep`` waits, ``clock`` tells how long something took.
    """

    rates: dict[Kind, float] = field(default_factory=lambda: {"index": 0.4, "capture": 8})
    bounds: Options = _BOUNDS
    sleep: Callable[[float], object] = time.sleep
    clock: Callable[[], float] = time.monotonic
    now: Callable[[], dt.datetime] = _utc_now

    @classmethod
    def towards(cls, url: str) -> Manners:
        """Those that an address calls for: what runs on this computer is nobody else's, and asked without a pause."""
        return cls(rates={"index": 0, "capture": 0}) if _is_here(url) else cls()


def _is_here(url: str) -> bool:
    host = urlsplit(url).hostname or ""
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


@dataclass(frozen=True, slots=True)
class Answer:
    """What an archive answered; ``body`` has its content coding undone, ``payload`` is as it came over the wire."""

    url: str
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    payload: bytes

    def header(self, name: str) -> str:
        """The first header of that name, whatever its case; empty where there is none."""
        return next((value for key, value in self.headers if key.lower() == name), "")

    @property
    def memento(self) -> dt.datetime | None:
        """When what is in it was captured; None for an answer that is no capture (RFC 7089, 2.1.1)."""
        try:
            time = email.utils.parsedate_to_datetime(self.header("memento-datetime"))
            return time.replace(tzinfo=time.tzinfo or dt.UTC).astimezone(dt.UTC)
        except (ValueError, OverflowError):
            return None


class Archive:
    """A connection to a web archive that keeps its manners."""

    def __init__(self, connection: httpx.Client, manners: Manners, said: Said) -> None:
        self._connection, self._manners, self._said = connection, manners, said
        self._next: dict[Kind, float] = {}

    def ask(self, url: str, kind: Kind) -> Answer | Failure:
        """What it answers, whatever the status; a `Failure` where it cannot be reached, or not now."""
        bounds, wait = self._manners.bounds, self._manners.bounds.backoff
        for attempt in range(1, bounds.attempts + 1):
            try:
                return self._in_turn(url, kind)
            except TroubleError as trouble:
                if trouble.again is False or attempt == bounds.attempts:
                    return _failure(url, kind, trouble)
                pause = wait if trouble.again is True else max(wait, trouble.again)
                if pause > bounds.max_wait:
                    reason = f"{trouble.reason[:-1]}, and asks to come back in {answer.span(pause)}."
                    return Failure(url, reason, trouble.status)
                self._said(f"{trouble.reason} Asking again in {answer.span(pause)}")
                self._manners.sleep(pause)
                wait *= 2
        raise AssertionError("the last attempt returns")

    def _in_turn(self, url: str, kind: Kind) -> Answer:
        """One attempt, when it may be made; raises `TroubleError`."""
        manners = self._manners
        if rate := manners.rates[kind]:
            now = manners.clock()
            if (wait := self._next.get(kind, now) - now) > 0:
                manners.sleep(wait)
            self._next[kind] = manners.clock() + 1 / rate
        bounds = Bounds(manners.bounds, time.monotonic() + manners.bounds.deadline)
        return in_time(bounds, lambda: self._followed(url, bounds))

    def _followed(self, url: str, bounds: Bounds) -> Answer:
        """Follows where the archive moves its own address, but no redirect that it captured."""
        for _ in range(MAX_REDIRECTS):
            found = self._once(url, bounds)
            there = urljoin(url, found.header("location"))
            if not 300 <= found.status < 400 or found.memento or not _same_site(url, there):
                return found
            url = there
        return found

    def _once(self, url: str, bounds: Bounds) -> Answer:
        with explained(bounds.options), self._connection.stream("GET", url) as response:
            headers = answer.headers(response.headers)
            found = Answer(url, response.status_code, headers, b"", b"")
            if found.memento is None:
                self._check_status(found)
            payload = answer.wire(bounds, response)
            body = unpack(payload, _coding(found, payload), bounds.options.max_body)
            return Answer(url, response.status_code, headers, body, payload)

    def _check_status(self, found: Answer) -> None:
        if found.status not in _LATER and found.status < 500:
            return
        asked = answer.seconds(found.header("retry-after"), self._manners.now())
        pause = PAUSE if found.status == 429 else True
        reason = f"The archive answered {answer.named(found.status)}."
        raise TroubleError(reason, status=found.status, again=pause if asked is None else asked)


def _failure(url: str, kind: Kind, trouble: TroubleError) -> Failure:
    if isinstance(trouble, TooLargeError) and kind == "index":
        return Failure(url, "The archive's list of captures is too long to be read.", trouble.status)
    return Failure(url, trouble.reason, trouble.status)


def _coding(found: Answer, payload: bytes) -> str:
    """The content coding of a body.

    The Internet Archive sends an empty one beside that of the page, or names it as the page's own alone, so what it
    says is compared with what came.
    """
    named = ",".join(value for key, value in found.headers if key.lower() == "content-encoding").lower()
    given = [each.strip() for each in named.split(",") if each.strip()]
    if not given and payload.startswith(_GZIP) and "gzip" in found.header("x-archive-orig-content-encoding").lower():
        return "gzip"
    return ", ".join(given)


def _same_site(here: str, there: str) -> bool:
    try:
        one, other = urlsplit(here), urlsplit(there)
    except ValueError:
        return False
    return one.hostname == other.hostname and other.scheme in (one.scheme, "https")


@contextmanager
def asking(url: str, manners: Manners | None = None, said: Said | None = None) -> Iterator[Archive]:
    """A connection to the archive at an address, which is kept open; ``said`` hears why something is asked again.

    Raises `FetchError` where the environment names a proxy that is none.
    """
    manners = manners or Manners.towards(url)
    headers = {"User-Agent": USER_AGENT, "Accept": "*/*", "Accept-Encoding": "gzip, deflate"}
    try:
        connection = client(manners.bounds, headers)
    except TroubleError as trouble:
        raise FetchError(shown(url), trouble.reason) from None
    with connection:
        yield Archive(connection, manners, said or (lambda _: None))
