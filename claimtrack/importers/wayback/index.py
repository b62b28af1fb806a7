"""The index of an archive: which captures it has of a page.

It is asked over the CDX server API, in the two forms that are in use. The Internet Archive's answers with one array of
arrays, the first of which names the fields, and with a key to go on from after an empty one (README of
wayback-cdx-server in internetarchive/wayback). pywb answers with an object a line, under other names, and knows no key:
it is asked again from the last time on (docs/manual/cdxserver_api of webrecorder/pywb). All of it is untrusted.
"""

from __future__ import annotations

import calendar
import datetime as dt
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple
from urllib.parse import urlencode

from claimtrack import fetch
from claimtrack.errors import FetchError, UsageError
from claimtrack.importers.keeping import LeftOut
from claimtrack.importers.wayback import places, refusals
from claimtrack.importers.wayback.places import Place

PART = 5_000
"""Captures that are asked for at once."""
MAX_ROWS = 100_000
MAX_LINE = 20_000

_STAMP = re.compile(r"\d{14}", re.ASCII)
_DAY = re.compile(r"(\d{4})(?:-?(\d\d)(?:-?(\d\d))?)?", re.ASCII)
_NAMES = {"url": "original", "mime": "mimetype", "status": "statuscode"}
_FIELDS = ("timestamp", "original")
PAGES = ("text/html", "application/xhtml+xml", "text/plain", "text/markdown", "text/x-markdown")
_UNTOLD = ("", "-", "unk", "warc/revisit")


class Period(NamedTuple):
    """From one second to another, both included, as 14 digits."""

    first: str = "00010101000000"
    last: str = "99991231235959"


ALWAYS = Period()


def period(first: str | None, last: str | None) -> Period:
    """The period from the beginning of one year, month or day to the end of another; raises `UsageError`."""
    start = _day(first, "--from", last=False) if first else ALWAYS.first
    end = _day(last, "--to", last=True) if last else ALWAYS.last
    if end < start:
        raise UsageError(f"--from {first} is after --to {last}.")
    return Period(start, end)


def _day(text: str, option: str, *, last: bool) -> str:
    found = _DAY.fullmatch(text)
    try:
        if found is None:
            raise ValueError
        year, month, day = (int(part or 0) for part in found.groups())
        month = month if found[2] else (12 if last else 1)
        day = day if found[3] else (calendar.monthrange(year, month)[1] if last else 1)
        return f"{dt.date(year, month, day):%Y%m%d}{'235959' if last else '000000'}".rjust(14, "0")
    except ValueError:
        raise UsageError(f"{option} {text[:40]!r} is no date: give a year, 2016, or 2016-05, or 2016-05-25.") from None


@dataclass(frozen=True, slots=True)
class Row:
    """A capture as the index lists it; what it does not know is "-", or empty."""

    stamp: str
    time: dt.datetime
    url: str
    mime: str
    status: str
    digest: str

    @property
    def is_redirect(self) -> bool:
        """Whether the page led elsewhere then."""
        return self.status.startswith("3") and self.status != "304"

    @property
    def is_page(self) -> bool:
        """Whether it can be a page of text; a revisit, which stands for an earlier capture, is not told apart."""
        return self.status in ("200", "-", "") and self.mime in (*PAGES, *_UNTOLD)


def captures(archive: fetch.Archive, place: Place, page: str, asked: Period, said: fetch.Said) -> list[Row | LeftOut]:
    """What the archive lists of a page, oldest first, of each second one; rows that cannot be right are left out.

    Raises `FetchError` where the archive gives no list, or one that is empty or too long.
    """
    query = {"url": page, "output": "json", "matchType": "exact", "limit": str(PART), "showResumeKey": "true"}
    query |= {"from": asked.first, "to": asked.last} if asked != ALWAYS else {}
    lines: dict[str, Any] = {}
    said(f"Asking {place.root} which captures it has")
    for part in _parts(archive, place, query, page):
        lines |= part
        said(f"It lists {len(lines):,} captures")
        if len(lines) > MAX_ROWS:
            raise FetchError(page, f"The archive lists more than {MAX_ROWS:,} captures; take fewer: --from and --to.")
    if not lines:
        raise FetchError(page, f"{place.root} has no capture of it{_within(asked)}; check the address and the dates.")
    return _in_order(_row(line, places.key(page), asked) for line in lines.values())


def _parts(archive: fetch.Archive, place: Place, query: dict[str, str], page: str) -> Iterator[dict[str, Any]]:
    """The list part by part, each line under its own text, since the next part begins with the last line of one."""
    before: set[str] = set()
    while True:
        lines, resume = _asked(archive, f"{place.cdx}?{urlencode(query)}", place)
        part = {repr(line): line for line in lines}
        yield part
        if not resume and len(lines) < PART:
            return
        if part.keys() <= before:
            raise FetchError(page, f"The archive repeats a part of its list without end; {refusals.CHECK}.")
        before |= part.keys()
        query |= {"resumeKey": resume} if resume else {"from": _last(lines, query.get("from", ALWAYS.first))}


def _within(asked: Period) -> str:
    days = [f"{stamp[:4]}-{stamp[4:6]}-{stamp[6:8]}" for stamp in asked]
    return "" if asked == ALWAYS else f" from {days[0]} to {days[1]}"


def _last(part: Iterable[Any], before: str) -> str:
    """The latest time in a part of the list: where to go on from."""
    stamps = (str(line.get("timestamp")) for line in part if isinstance(line, dict))
    return max([before, *filter(_STAMP.fullmatch, stamps)])


# ── What the archive answers ─────────────────────────────────────────────────────────────────────────


def _asked(archive: fetch.Archive, url: str, place: Place) -> tuple[list[Any], str]:
    """A part of the list, and the key to go on from, or nothing."""
    answer = archive.ask(url, "index")
    if isinstance(answer, fetch.Failure):
        raise FetchError(place.cdx, f"{answer.reason} {refusals.way_on(answer.status)}")
    if reason := refusals.of(answer):
        way_on = f" {refusals.way_on(403)}" if reason == refusals.BLOCKED else ""
        raise FetchError(place.cdx, f"{reason}{way_on}")
    if answer.status != 200:
        said = f"The archive answered {fetch.named(answer.status)} where its list of captures should be"
        raise FetchError(place.cdx, f"{said}; {refusals.CHECK}.")
    try:
        return parsed(answer.body)
    except ValueError:
        kind = (answer.header("content-type") or "something").split(";")[0][:80]
        said = f"The archive answered with {kind}, which is no list of captures"
        raise FetchError(place.cdx, f"{said}; {refusals.CHECK}.") from None


def parsed(body: bytes) -> tuple[list[Any], str]:
    """The lines of an answer, each an object under the names of the Internet Archive, and the key to go on from.

    A line that cannot be read is given as its text. Raises ValueError for what is no list.
    """
    text = body.decode("utf-8", "replace").strip()
    if not text:
        return [], ""
    if text.startswith("{"):
        lines = [_renamed(_object(line)) for line in text.split("\n") if line.strip()]
        if not any(isinstance(line, dict) for line in lines):
            raise ValueError
        return lines, ""
    if not text.startswith("["):
        raise ValueError
    return _table(_json(text))


def _table(rows: Any) -> tuple[list[Any], str]:
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise ValueError
    resume = ""
    if len(rows) > 1 and rows[-2] == [] and len(rows[-1]) == 1:
        resume = str(rows[-1][0])[:MAX_LINE]
        rows = rows[:-2]
    if not rows:
        return [], ""
    names = [str(name) for name in rows[0]]
    if not set(_FIELDS) <= set(names):
        raise ValueError
    return [dict(zip(names, row, strict=True)) if len(row) == len(names) else str(row) for row in rows[1:]], resume


def _object(line: str) -> Any:
    try:
        found = _json(line) if len(line) <= MAX_LINE else None
    except ValueError:
        found = None
    return found if isinstance(found, dict) else line


def _json(text: str) -> Any:
    try:
        return json.loads(text)
    except RecursionError:
        raise ValueError from None


def _renamed(line: Any) -> Any:
    return {_NAMES.get(name, name): value for name, value in line.items()} if isinstance(line, dict) else line


# ── Rows ─────────────────────────────────────────────────────────────────────────────────────────────


def _row(line: Any, page: tuple[str, ...], asked: Period) -> Row | LeftOut:
    """A line as a row, or why it cannot be right."""
    if not isinstance(line, dict) or not all(isinstance(line.get(name), str) for name in _FIELDS):
        return LeftOut("", "", f"The archive's list has a line that cannot be read: {str(line)[:80]}")
    stamp, url = line["timestamp"], line["original"]
    time = _time(stamp)
    if time is None:
        return LeftOut(stamp[:40], url[:200], "The archive lists it with a time that is none.")
    if not places.is_address(url) or places.key(url) != page:
        return LeftOut(time, url[:200], "The archive lists it, but it is a capture of another page.")
    if not asked.first <= stamp <= asked.last:
        return LeftOut(time, url, "The archive lists it, but it is not of the period that was asked for.")
    mime, status, digest = (str(line.get(name) or "")[:100] for name in ("mimetype", "statuscode", "digest"))
    return Row(stamp, time, places.plain(url), mime.split(";")[0].strip().lower(), status, digest)


def _time(stamp: str) -> dt.datetime | None:
    if not _STAMP.fullmatch(stamp):
        return None
    try:
        return dt.datetime.strptime(stamp, "%Y%m%d%H%M%S").replace(tzinfo=dt.UTC)
    except ValueError:
        return None


def _in_order(rows: Iterable[Row | LeftOut]) -> list[Row | LeftOut]:
    """By time; of the captures of one second the one that is a page: a redirect to https is beside it.

    What has no time comes first.
    """
    chosen: dict[str, Row] = {}
    others: list[Row | LeftOut] = []
    for row in rows:
        if isinstance(row, LeftOut):
            others.append(row)
        elif row.stamp not in chosen or (row.is_page and not chosen[row.stamp].is_page):
            chosen[row.stamp] = row
    return sorted([*others, *chosen.values()], key=lambda it: "" if isinstance(it.time, str) else it.time.isoformat())
