"""Captures out of WARC files: which records belong together, and which of them is the page."""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import BinaryIO, NamedTuple
from urllib.parse import urljoin

from claimtrack.errors import PageError
from claimtrack.records import Capture, Hop
from claimtrack.warc import message
from claimtrack.warc.records import Record, records
from claimtrack.warc.revisits import resolved

_MAX_HOPS = 20
_STATUS_LINE = re.compile(r"HTTP/\d(?:\.\d)? ([1-9]\d\d)(?: (.*))?", re.DOTALL)
_ONE = "Extract the page into a file of its own; that is read whatever its address."
_TEXT = ("text/html", "application/xhtml", "text/plain", "text/markdown")


class _Told(NamedTuple):
    """What the metadata record that claimtrack writes tells of an answer."""

    requested: str
    arrived: str
    origin: tuple[tuple[str, str], ...]


class _Answer(NamedTuple):
    """A response record with its head parsed; nothing of the body is unpacked yet."""

    record: Record
    status: int
    reason: str
    message: message.Message

    @property
    def day(self) -> str:
        """The date without the time."""
        return self.record.date[:10]

    @property
    def location(self) -> str:
        """Where a redirect leads, without the fragment; empty for what is none."""
        there = message.values(self.message.headers, "location")
        try:
            return _bare(urljoin(self.record.target, there)) if there and 300 <= self.status < 400 else ""
        except ValueError:  # "http://[": no address
            return ""


class Exchange(NamedTuple):
    """An answer and what belongs to it: what was asked for, where that led, over which redirects, and its origin."""

    answer: _Answer
    requested: str
    arrived: str
    hops: tuple[_Answer, ...]
    request: Record | None
    origin: tuple[tuple[str, str], ...] = ()


def read(
    data: bytes | BinaryIO, *, url: str | None = None, name: str = "", or_only: bool = False
) -> Capture:
    """The capture of ``url`` in a WARC file; without a URL, of the first page that was served with 200.

    Where a URL was captured more than once, the newest good answer counts. With ``or_only``, a file that holds
    one page alone is read whatever its address. ``name`` is what errors call the file. Raises `PageError` for
    a file that is damaged, is no WARC, or does not hold the page, and for a body in an encoding that is not
    read.
    """
    name = name or "WARC"
    there = exchanges(list(records(data, name)), name)
    pages = [*filter(_is_page, there)]
    if url is None:
        return capture(pages[0] if pages else there[0], name)
    found = [it for it in there if _bare(url) in (_bare(it.requested), _bare(it.arrived))]
    found = found or (pages if or_only and len(pages) == 1 else [])
    if not found:
        raise not_there(url, there, name)
    return capture(max(found, key=lambda it: (it.answer.status == 200, it.answer.record.date)), name)


def captures(data: bytes | BinaryIO, name: str = "") -> Iterator[Capture]:
    """Every HTTP answer of a WARC file in the file's order; redirects are hops of what they led to.

    Raises `PageError` as `read` does, at the first answer that cannot be read.
    """
    name = name or "WARC"
    return (capture(it, name) for it in exchanges(list(records(data, name)), name))


def not_there(url: str, there: Sequence[Exchange], name: str, hint: str = _ONE) -> PageError:
    """The error for a page that is not among the exchanges of a file."""
    first = ", ".join(dict.fromkeys(it.requested[:200] for it in there[:3]))
    return PageError(name, f"the file holds no answer for {url[:200]}; the first in it: {first}.", hint=hint)


def _is_page(exchange: Exchange) -> bool:
    content_type = message.values(exchange.answer.message.headers, "content-type").lower()
    return exchange.answer.status == 200 and content_type.startswith(_TEXT)


def _bare(url: str) -> str:
    return url.partition("#")[0]


# ── What belongs together ────────────────────────────────────────────────────────────────────────────


def exchanges(kept: Sequence[Record], name: str) -> list[Exchange]:
    """All answers among the records that are no hop of another, revisits too; never an empty list."""
    kept = list(resolved(kept))
    answers = {it.id: _answer(it, name) for it in kept if it.kind == "response" and _is_http(it)}
    beside = _beside(kept)
    told = {key: places for key in answers if (places := _places(beside[key]))}
    hops = {key: it for key, it in answers.items() if key not in told and told.keys() & {*it.record.partners}}
    others = {key: it for key, it in answers.items() if key not in told and key not in hops}
    redirects: dict[str, list[_Answer]] = defaultdict(list)
    for it in filter(lambda it: it.location, others.values()):
        redirects[it.location].append(it)
    ways = {key: _way(it, redirects) for key, it in others.items()}
    hops |= {hop.record.id: hop for way in ways.values() for hop in way}
    found = [
        _told(it, beside[key], hops, told[key]) if key in told else _found(it, beside[key], ways[key])
        for key, it in answers.items() if key not in hops
    ]  # fmt: skip
    if not found:
        raise PageError(name, "the file holds no HTTP answer; it may be cut short.")
    return found


def _is_http(record: Record) -> bool:
    return record.block.startswith(b"HTTP/")  # a crawler stores its DNS look-ups as responses, too


def _beside(kept: list[Record]) -> Mapping[str, list[Record]]:
    """By record id, the records that were made at the same time; tools name the partner on either side."""
    ids = {it.id: it for it in kept}
    beside: dict[str, list[Record]] = defaultdict(list)
    for record in kept:
        for partner in record.partners:
            beside[partner].append(record)
            beside[record.id] += [ids[partner]] if partner in ids else []
    return beside


def _told(answer: _Answer, beside: list[Record], hops: Mapping[str, _Answer], said: _Told) -> Exchange:
    """An exchange as claimtrack wrote it: hops are concurrent to what they led to."""
    way = tuple(hops[it.id] for it in beside if it.id in hops)
    return Exchange(answer, said.requested, said.arrived, way, _request(beside), said.origin)


def _found(answer: _Answer, beside: list[Record], way: tuple[_Answer, ...]) -> Exchange:
    """An exchange as any other tool wrote it: redirects are known by where they lead."""
    target = answer.record.target
    return Exchange(answer, way[0].record.target if way else target, target, way, _request(beside))


def _request(beside: list[Record]) -> Record | None:
    return next((it for it in beside if it.kind == "request"), None)


def _places(beside: list[Record]) -> _Told | None:
    """What was asked for, where that led and its origin, from the metadata record that claimtrack writes."""
    for record in beside:
        if record.kind == "metadata" and record.block.startswith(b"requested: "):
            text = record.block.decode("utf-8", "replace").removesuffix("\r\n").replace("\r\n ", "\n")
            fields = [(name, value) for name, _, value in (line.partition(": ") for line in text.split("\r\n"))]
            places = dict(fields)
            origin = tuple(each for each in fields if each[0] not in ("requested", "arrived"))
            return _Told(places["requested"], places.get("arrived", ""), origin)
    return None


def _way(answer: _Answer, redirects: Mapping[str, Sequence[_Answer]]) -> tuple[_Answer, ...]:
    """The redirects that led to an answer that is none itself, first one first."""
    way: list[_Answer] = []
    here = answer
    while not answer.location and len(way) < _MAX_HOPS and (hop := _hop_to(here, redirects)):
        way.insert(0, hop)
        here = hop
    return tuple(way)


def _hop_to(answer: _Answer, redirects: Mapping[str, Sequence[_Answer]]) -> _Answer | None:
    """The redirect that led to an answer: the nearest in time, since a crawl of years holds one for each visit."""
    there = [it for it in redirects.get(_bare(answer.record.target), ()) if it.day == answer.day]
    return max(there, key=lambda it: (it.record.date <= answer.record.date, it.record.date), default=None)


# ── One capture ──────────────────────────────────────────────────────────────────────────────────────


def trouble(record: Record) -> str:
    """Why a response has no head that can be read, or nothing."""
    try:
        _answer(record, "") if _is_http(record) else None
    except PageError as error:
        return error.problem
    return ""


def _answer(record: Record, name: str) -> _Answer:
    try:
        parsed = message.parse(record.block)
    except message.MalformedError as error:
        raise PageError(name, f"the file {error}.") from None
    line = _STATUS_LINE.fullmatch(parsed.first)
    if line is None:
        raise PageError(name, "the file has an answer without an HTTP status.")
    return _Answer(record, int(line[1]), line[2] or "", parsed)


def capture(exchange: Exchange, name: str) -> Capture:
    """An exchange as a capture; raises `PageError` for a body or a date that cannot be read."""
    record, status, reason, answer = exchange.answer
    try:
        payload = message.payload(answer)
        coded = message.looks_coded(payload, answer.headers)
        body = message.decoded(payload, answer.headers) if coded else payload
        sent = message.parse(exchange.request.block).headers if exchange.request else ()
    except message.MalformedError as error:
        raise PageError(name, f"the file {error}.", place=record.target[:200]) from None
    return Capture(
        url=exchange.requested, time=_time(record.date, name), status=status, body=body,
        headers=message.original(answer.headers), final_url=exchange.arrived, reason=reason,
        request_headers=sent, hops=tuple(map(_hop, exchange.hops)), payload=payload if coded else b"",
        origin=exchange.origin,
    )  # fmt: skip


def _hop(answer: _Answer) -> Hop:
    return Hop(answer.record.target, answer.status, message.original(answer.message.headers))


def _time(date: str, name: str) -> dt.datetime:
    try:
        time = dt.datetime.fromisoformat(date)
        return time.replace(tzinfo=time.tzinfo or dt.UTC).astimezone(dt.UTC)
    except (ValueError, OverflowError):
        raise PageError(name, f"the file has an answer without a date: {date[:40]!r} is none.") from None
