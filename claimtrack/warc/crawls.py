"""All captures of one page in the WARC files of a crawl, which may refer to each other."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import BinaryIO, NamedTuple

from claimtrack.errors import PageError
from claimtrack.records import Capture
from claimtrack.warc import reader
from claimtrack.warc.records import MAX_KEPT, Record, records
from claimtrack.warc.revisits import resolved

_MANY = "the files"


class Unread(NamedTuple):
    """An answer for the page that cannot be read: its WARC-Date as it stands there, and why, as a sentence."""

    url: str
    date: str
    reason: str


def visits(files: Iterable[tuple[str, bytes | BinaryIO]], urls: Collection[str]) -> list[Capture | Unread]:
    """What the files, each with its name, hold of a page that has these addresses, by time.

    The scheme of an address does not count. A revisit is the page that it refers to, at its own time, also
    where that is in another of the files. Raises `PageError` for a file that is damaged or no WARC, and where
    none holds an answer for the page.
    """
    names, kept = _read(files)
    name = names[0] if len(names) == 1 else _MANY
    wanted = {_key(url) for url in urls}
    whole = list(resolved(kept))
    unread = [Unread(it.target, it.date, why) for it in whole if _key(it.target) in wanted and (why := _trouble(it))]
    usable = [it for it in whole if not _trouble(it)]
    if unread and not any(it.kind == "response" for it in usable):
        return [*unread]
    exchanges = reader.exchanges(usable, name)
    found = [_visit(it, name) for it in exchanges if wanted & {_key(it.requested), _key(it.arrived)}]
    if not found and not unread:
        raise reader.not_there(", ".join(urls), exchanges, name, "Name the address that it was captured at: --url.")
    return sorted([*found, *unread], key=_date)


def _read(files: Iterable[tuple[str, bytes | BinaryIO]]) -> tuple[list[str], list[Record]]:
    """The names of the files, and the records of all."""
    names: list[str] = []
    kept: list[Record] = []
    size = 0
    for name, data in files:
        names.append(name)
        for record in records(data, name):
            size += len(record.block)
            if size > MAX_KEPT:
                problem = f"the files together hold more than {MAX_KEPT:,} bytes of pages."
                raise PageError(name, problem, hint="Give fewer at once, those with the oldest captures first.")
            kept.append(record)
    return names, kept


def _key(url: str) -> str:
    return url.partition("#")[0].partition("://")[2]


def _trouble(record: Record) -> str:
    """Why a record is no answer that can be read, or nothing: one in a large crawl must not hide the rest."""
    if record.kind == "revisit":
        return "it refers to an earlier answer that is not in these files; give the file that holds it, too."
    return reader.trouble(record) if record.kind == "response" else ""


def _visit(exchange: reader.Exchange, name: str) -> Capture | Unread:
    try:
        return reader.capture(exchange, name)
    except PageError as error:
        return Unread(exchange.requested, exchange.answer.record.date, error.problem)


def _date(visit: Capture | Unread) -> str:
    return visit.date if isinstance(visit, Unread) else visit.time.isoformat()
