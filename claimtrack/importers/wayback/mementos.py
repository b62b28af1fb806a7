"""A capture as an archive gives it, turned into one as claimtrack keeps them (RFC 7089, Memento).

Archives put ``X-Archive-Orig-`` before the names of headers that the page's server sent, so that they do not act on
whoever looks at it today; they leave only those that a browser needs. Here all get their names back, as in any WARC
file, where `claimtrack.warc` marks in the same way what would be untrue of the bytes kept. Of the archive's own
headers, those that tell when and where from it has the capture are kept as its origin.
"""

from __future__ import annotations

import base64
import hashlib
import re
import shlex

from claimtrack import fetch
from claimtrack.importers.keeping import LeftOut
from claimtrack.importers.wayback import places, refusals
from claimtrack.importers.wayback.index import PAGES, Row
from claimtrack.importers.wayback.places import Place
from claimtrack.records import Capture

_ORIGINAL = "x-archive-orig-"
_ORIGIN = {"archive-file": "x-archive-src", "memento-time": "memento-datetime"}
_LINK = re.compile(r"<([^<>]*)>[^,<]*;\s*rel=\"?original\b", re.IGNORECASE)
_EMPTY = base64.b32encode(hashlib.sha1(b"", usedforsecurity=False).digest()).decode()


def unwanted(row: Row) -> str:
    """Why a capture need not be fetched, by the list alone, or nothing. Where a redirect led, the list does not say."""
    if row.is_page or row.is_redirect:
        return ""
    if row.status in ("200", "-", ""):
        return f"The archive has {row.mime[:60]} there, which is no web page."
    return f"The site answered {_status(row.status)}."


def _status(text: str) -> str:
    return fetch.named(int(text)) if re.fullmatch("[1-9][0-9]{2}", text) else f"{text[:20]!r}, which is no HTTP status"


def key(row: Row) -> str:
    """What captures have in common that were served the same, or nothing where the list does not know.

    Of a redirect without a body, which are all the same to a digest, one a year is looked at.
    """
    if row.digest in ("", "-"):
        return ""
    if not row.is_redirect:
        return row.digest
    return f"{row.status} {row.url} {row.digest} {row.time.year if row.digest == _EMPTY else ''}"


def read(answer: fetch.Answer | fetch.Failure, row: Row, place: Place) -> Capture | LeftOut | fetch.Failure:
    """What an archive gave for a row: the capture, why it is no page, or why it was not given."""
    if isinstance(answer, fetch.Failure):
        return answer
    if trouble := _not_given(answer, row):
        return fetch.Failure(row.url, trouble, answer.status)
    if reason := _no_page(answer, row, place):
        return LeftOut(row.time, row.url, reason, source=place.capture(row.stamp, row.url))
    return _capture(answer, row, place)


def _not_given(answer: fetch.Answer, row: Row) -> str:
    """Why an answer is not the capture that was asked for, or nothing."""
    if answer.memento is None:
        return refusals.of(answer) or _own(answer)
    if answer.memento != row.time:
        return f"The archive gave the capture of {answer.memento:%Y-%m-%d %H:%M:%S} in its place."
    found = _LINK.search(answer.header("link"))
    if found and places.key(found[1]) != places.key(row.url):
        return f"The archive gave a capture of {found[1][:200]} in its place."
    return ""


def _own(answer: fetch.Answer) -> str:
    """An answer of the archive itself."""
    if answer.status == 404:
        return "The archive lists this capture, and then says that it does not have it (404 Not Found)."
    if 300 <= answer.status < 400:
        return "The archive lists this capture, and then leads to another one in its place."
    if answer.status == 200:
        return "The archive answered with a page of its own, which is no capture."
    return f"The archive answered {fetch.named(answer.status)} in place of the capture."


def _no_page(answer: fetch.Answer, row: Row, place: Place) -> str:
    """Why a capture is none of a page, or nothing."""
    if 300 <= answer.status < 400 and (there := _location(answer, row, place)):
        redirect = f"A redirect ({answer.status}) to {there[:300]}"
        if places.key(there) == places.key(row.url):
            return f"{redirect}, which is the same page; captures of that are listed beside it."
        return f"{redirect}. What is there: claimtrack import wayback {shlex.quote(there[:300])}"
    if answer.status != 200:
        return f"The site answered {fetch.named(answer.status)}."
    kind = answer.header("content-type").split(";")[0].strip().lower()
    return f"The archive has {kind[:60]} there, which is no web page." if kind and kind not in PAGES else ""


def _location(answer: fetch.Answer, row: Row, place: Place) -> str:
    location = answer.header(f"{_ORIGINAL}location") or answer.header("location")
    return place.original(location, row.url) if location else ""


def _capture(answer: fetch.Answer, row: Row, place: Place) -> Capture:
    told = ((name, " ".join(answer.header(header).split())[:300]) for name, header in _ORIGIN.items())
    origin = (("archive", place.root), ("memento", place.capture(row.stamp, row.url)), *(it for it in told if it[1]))
    as_served = _is_as_served(answer, row)
    return Capture(
        url=row.url, time=row.time, status=answer.status, headers=_headers(answer, as_served=as_served),
        body=answer.body, final_url=row.url, payload=answer.payload if as_served else b"", origin=origin,
    )  # fmt: skip


def _is_as_served(answer: fetch.Answer, row: Row) -> bool:
    """Whether the bytes on the wire are those of the page's server, still packed: the index has the digest of them."""
    digest = base64.b32encode(hashlib.sha1(answer.payload, usedforsecurity=False).digest()).decode()
    return answer.payload != answer.body and row.digest.removeprefix("sha1:").upper() == digest


def _headers(answer: fetch.Answer, *, as_served: bool) -> tuple[tuple[str, str], ...]:
    """Those of the page's server; a content coding that is not marked may be the archive's own."""
    marked = [(name[len(_ORIGINAL) :], value) for name, value in answer.headers if name.lower().startswith(_ORIGINAL)]
    there = {"", *(name.lower() for name, _ in marked)}
    wanted = {"content-type", *(["content-encoding"] if as_served else [])} - there
    unmarked = [(name, value) for name, value in answer.headers if name.lower() in wanted and value]
    return (*unmarked, *((name, value) for name, value in marked if name))
