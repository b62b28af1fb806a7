"""The flagged findings as an Atom feed (.atom; RFC 4287), the newest first.

An entry's id is made of what was found (claim, document, edition, status), not of when: read again, it is the same
entry. So a feed that is written anew after every check shows each finding once.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Sequence
from xml.etree import ElementTree as ET

from claimtrack import __version__
from claimtrack.records import History, Report, Result
from claimtrack.report import entries, links, quote, reports, sentences
from claimtrack.report.entries import Entry

ATOM = "http://www.w3.org/2005/Atom"
HOME = "https://github.com/claimtrack/claimtrack"
NAMESPACE = uuid.uuid5(uuid.NAMESPACE_URL, HOME)
MAX_ENTRIES = 500
MAX_TITLE = 200
START = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)


def render(result: Result) -> str:
    """The feed; a text as its content, with the reasons and the passages."""
    ET.register_namespace("", ATOM)
    found = entries.over_time(result)
    titles, sets = _about(result)
    feed = ET.Element(_name("feed"))
    _add(feed, "id", f"urn:uuid:{uuid.uuid5(NAMESPACE, '/'.join(sets))}")
    _add(feed, "title", f"Claims that changed: {', '.join(titles) or 'no document'}")
    _add(feed, "updated", _time(max((each.time for each in found), default=_made(result))))
    _add(_add(feed, "author"), "name", "claimtrack")
    _add(feed, "generator", "claimtrack", uri=HOME, version=__version__)
    for each in found[:MAX_ENTRIES]:
        feed.append(_entry(each))
    ET.indent(feed)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(feed, encoding="unicode") + "\n"


def _about(result: Result) -> tuple[list[str], list[str]]:
    """The titles of the documents, and what makes it the same feed: claim sets and documents."""
    parts: Sequence[Report | entries.Group] = entries.groups(result)
    titles = dict.fromkeys(each.document.title for each in parts)
    return list(titles), [f"{each.claimset.id}:{each.document.id}" for each in parts]


def _made(result: Result) -> dt.datetime:
    if isinstance(result, History):
        return result.generated
    return max((each.generated for each in reports(result)), default=START)


def _entry(entry: Entry) -> ET.Element:
    found = ET.Element(_name("entry"))
    edition = entry.after.id if entry.after else ""
    key = "/".join([entry.claimset.id, entry.document.id, entry.claim, edition, entry.status])
    title = f"{entry.status}: {quote.inert(entry.statement)}"
    _add(found, "id", f"urn:uuid:{uuid.uuid5(NAMESPACE, key)}")
    _add(found, "title", quote.shortened(title, MAX_TITLE))
    _add(found, "updated", _time(entry.time))
    _add(found, "category", term=entry.status)
    _add(found, "category", term=entry.claim)
    said = next((new for _, _, new in entries.passages(entry) if new), "")
    if link := links.passage(entry.document.url, said):
        _add(found, "link", rel="alternate", href=link)
    dated = f"Edition: {sentences.dated(entry.after)}" if entry.after else ""
    _add(found, "content", "\n".join(filter(None, [dated, entry.verdict, entries.as_text(entry)])), type="text")
    return found


def _add(parent: ET.Element, name: str, said: str = "", /, **attributes: str) -> ET.Element:
    element = ET.SubElement(parent, _name(name), attributes)
    element.text = "\n".join(map(quote.inert, said.split("\n"))) or None
    return element


def _name(name: str) -> str:
    return f"{{{ATOM}}}{name}"


def _time(time: dt.datetime) -> str:
    return time.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
