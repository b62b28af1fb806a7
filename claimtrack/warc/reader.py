"""Captures out of WARC files: which records belong together, and which of them is the page."""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import BinaryIO, NamedTuple
from urllib.parse import urljoin

from claimtrack.errors import PageError
from claimtrack.records import Capture, Hop
from claimtrack.warc import message
from claimtrack.warc.records import Record, records

_MAX_HOPS = 20
_STATUS_LINE = re.compile(r"HTTP/\d(?:\.\d)? ([1-9]\d\d)(?: (.*))?", re.DOTALL)
_TEXT = ("text/html", "application/xhtml", "text/plain", "text/markdown")


_Places = tuple[str, str]


class _Answer(NamedTuple):
    """A response record with its head parsed; nothing of the body is unpacked yet."""

    record: Record
    status: int
    reason: str
    message: message.Message

    @property
    def location(self) -> str:
        """Where a redirect leads, without the fragment; empty for what is none."""
        there = message.values(self.message.headers, "location")
        try:
            return _bare(urljoin(self.record.target, there)) if there and 300 <= self.status < 400 else ""
        except ValueError:  # "http://[": no address
            return ""


class _Exchange(NamedTuple):
    """An answer and what belongs to it."""

    answer: _Answer
    requested: str
    arrived: str
    hops: tuple[_Answer, ...]
    request: Record | None


def read(data: bytes | BinaryIO, *, url: str | None = None, name: str = "") -> Capture:
    """The capture of ``url`` in a WARC file; without a URL, of the first page that was served with 200.

    Where a URL was captured more than once, the newest good answer counts. ``name`` is what errors call the
    file. Raises `PageError` for a file that is damaged, is no WARC, or does not hold the page, and for a
    body in an encoding that is not read.
    """
    name = name or "WARC"
    exchanges = _exchanges(data, name)
    if url is None:
        return _capture(next(filter(_is_page, exchanges), exchanges[0]), name)
    found = [it for it in exchanges if _bare(url) in (_bare(it.requested), _bare(it.arrived))]
    if not found:
        there = ", ".join(dict.fromkeys(it.requested[:200] for it in exchanges[:3]))
        raise PageError(name, f"the file holds no answer for {url[:200]}; the first in it: {there}.")
    return _capture(max(found, key=lambda it: (it.answer.status == 200, it.answer.record.date)), name)


def captures(data: bytes | BinaryIO, name: str = "") -> Iterator[Capture]:
    """Every HTTP answer of a WARC file in the file's order; redirects are hops of what they led to.

    Raises `PageError` as `read` does, at the first answer that cannot be read.
    """
    return (_capture(it, name or "WARC") for it in _exchanges(data, name or "WARC"))


def _is_page(exchange: _Exchange) -> bool:
    content_type = message.values(exchange.answer.message.headers, "content-type").lower()
    return exchange.answer.status == 200 and content_type.startswith(_TEXT)


def _bare(url: str) -> str:
    return url.partition("#")[0]


# ── What belongs together ────────────────────────────────────────────────────────────────────────────


def _exchanges(data: bytes | BinaryIO, name: str) -> list[_Exchange]:
    """All answers of the file that are no hop of another; never an empty list."""
    kept = list(records(data, name))
    answers = {it.id: _answer(it, name) for it in kept if it.kind == "response" and _is_http(it)}
    beside = _beside(kept)
    told = {key: places for key in answers if (places := _places(beside[key]))}
    hops = {key: it for key, it in answers.items() if key not in told and told.keys() & {*it.record.partners}}
    others = {key: it for key, it in answers.items() if key not in told and key not in hops}
    redirects = {there: it for it in others.values() if (there := it.location)}
    ways = {key: _way(it, redirects) for key, it in others.items()}
    hops |= {hop.record.id: hop for way in ways.values() for hop in way}
    exchanges = [
        _told(it, beside[key], hops, told[key]) if key in told else _found(it, beside[key], ways[key])
        for key, it in answers.items() if key not in hops
    ]  # fmt: skip
    if not exchanges:
        raise PageError(name, "the file holds no HTTP answer; it may be cut short.")
    return exchanges


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


def _told(answer: _Answer, beside: list[Record], hops: Mapping[str, _Answer], places: _Places) -> _Exchange:
    """An exchange as claimtrack wrote it: hops are concurrent to what they led to."""
    way = tuple(hops[it.id] for it in beside if it.id in hops)
    return _Exchange(answer, *places, way, _request(beside))


def _found(answer: _Answer, beside: list[Record], way: tuple[_Answer, ...]) -> _Exchange:
    """An exchange as any other tool wrote it: redirects are known by where they lead."""
    target = answer.record.target
    return _Exchange(answer, way[0].record.target if way else target, target, way, _request(beside))


def _request(beside: list[Record]) -> Record | None:
    return next((it for it in beside if it.kind == "request"), None)


def _places(beside: list[Record]) -> _Places | None:
    """What was asked for and where that led, from the metadata record that claimtrack writes."""
    for record in beside:
        if record.kind == "metadata" and record.block.startswith(b"requested: "):
            lines = (line.partition(": ") for line in record.block.decode("utf-8", "replace").split("\r\n"))
            fields = {name: value for name, _, value in lines}
            return fields["requested"], fields.get("arrived", "")
    return None


def _way(answer: _Answer, redirects: Mapping[str, _Answer]) -> tuple[_Answer, ...]:
    """The redirects that led to an answer that is none itself, first one first."""
    way: list[_Answer] = []
    here = answer
    while not answer.location and (hop := redirects.get(_bare(here.record.target))) and len(way) < _MAX_HOPS:
        way.insert(0, hop)
        here = hop
    return tuple(way)


# ── One capture ──────────────────────────────────────────────────────────────────────────────────────


def _answer(record: Record, name: str) -> _Answer:
    try:
        parsed = message.parse(record.block)
    except message.MalformedError as error:
        raise PageError(name, f"the file {error}.") from None
    line = _STATUS_LINE.fullmatch(parsed.first)
    if line is None:
        raise PageError(name, "the file has an answer without an HTTP status.")
    return _Answer(record, int(line[1]), line[2] or "", parsed)


def _capture(exchange: _Exchange, name: str) -> Capture:
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
    )  # fmt: skip


def _hop(answer: _Answer) -> Hop:
    return Hop(answer.record.target, answer.status, message.original(answer.message.headers))


def _time(date: str, name: str) -> dt.datetime:
    try:
        time = dt.datetime.fromisoformat(date)
        return time.replace(tzinfo=time.tzinfo or dt.UTC).astimezone(dt.UTC)
    except (ValueError, OverflowError):
        raise PageError(name, f"the file has an answer without a date: {date[:40]!r} is none.") from None
