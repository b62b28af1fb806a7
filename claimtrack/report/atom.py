"""The flagged findings as an Atom feed (.atom; RFC 4287), the newest first.

An entry's id is made of what was found (claim set, document, claim, edition, status), not of when: read again, it is
the same entry. So a feed that is written anew after every check shows each finding once.

The content is XHTML, since readers run the lines of plain text together (RFC 4287, section 3.1.1.1).
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterator, Sequence
from xml.etree import ElementTree as ET

from claimtrack import __version__
from claimtrack.records import History, Report, Result
from claimtrack.report import entries, links, quote, reports, sentences
from claimtrack.report.entries import Entry

ATOM = "http://www.w3.org/2005/Atom"
XHTML = "http://www.w3.org/1999/xhtml"
HOME = "https://github.com/claimtrack/claimtrack"
NAMESPACE = uuid.uuid5(uuid.NAMESPACE_URL, HOME)
MAX_ENTRIES = 500
MAX_TITLE = 200
MAX_PASSAGES = 20
"""Passages of an entry; the reports that it comes from have all."""
START = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)


def render(result: Result) -> str:
    """The feed; it is as new as its newest entry, so that the same findings make the same feed."""
    found = list({_id(each): each for each in entries.over_time(result)}.values())[:MAX_ENTRIES]
    titles, key = _about(result)
    feed = ET.Element("feed", xmlns=ATOM)
    _add(feed, "id", _urn(*key))
    _add(feed, "title", quote.shortened(f"Claims that changed: {', '.join(titles) or 'no document'}", MAX_TITLE))
    _add(feed, "updated", _time(max((each.time for each in found), default=_made(result))))
    _add(_add(feed, "author"), "name", "claimtrack")
    _add(feed, "generator", "claimtrack", uri=HOME, version=__version__)
    feed.extend(map(_entry, found))
    ET.indent(feed)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(feed, encoding="unicode") + "\n"


def _about(result: Result) -> tuple[list[str], list[str]]:
    """The titles of the documents, and what makes it the same feed: claim sets and documents."""
    parts: Sequence[Report | entries.Group] = entries.groups(result)
    titles = dict.fromkeys(quote.inert(each.document.title) for each in parts)
    return list(titles), [f"{each.claimset.id}:{each.document.id}" for each in parts]


def _made(result: Result) -> dt.datetime:
    """When a result without findings was made."""
    if isinstance(result, History):
        return result.generated
    return max((each.generated for each in reports(result)), default=START)


def _id(entry: Entry) -> str:
    return _urn(entry.claimset.id, entry.document.id, entry.claim, entry.edition, entry.status)


def _entry(entry: Entry) -> ET.Element:
    found = ET.Element("entry")
    _add(found, "id", _id(entry))
    title = f"{entry.status}: {quote.inert(entry.statement) or entry.claim}"
    _add(found, "title", quote.shortened(title, MAX_TITLE))
    _add(found, "published", _time(entry.time))
    _add(found, "updated", _time(entry.time))
    _add(found, "category", term=entry.status)
    _add(found, "category", term=entry.claim)
    passages = entries.passages(entry)
    said = next((new for _, _, new in passages if new), "")
    if link := links.passage(entry.document.url, said):
        _add(found, "link", rel="alternate", type="text/html", href=link)
    content = _add(found, "content", type="xhtml")
    content.append(_content(entry, passages))
    return found


def _content(entry: Entry, passages: Sequence[tuple[str, str, str]]) -> ET.Element:
    """The claim, what became of it and why, and both passages with the words marked that only one has."""
    div = ET.Element("div", xmlns=XHTML)
    dated = f"{entry.document.title}, edition of {sentences.dated(entry.after)}" if entry.after else ""
    for said in filter(None, [entry.claim, dated, entry.verdict]):
        _add(div, "p", said)
    reasons = _add(div, "ul") if entry.reasons else div
    for each in entry.reasons:
        _add(reasons, "li", each)
    for passage in passages[:MAX_PASSAGES]:
        div.extend(_passage(*passage))
    if (left := len(passages) - MAX_PASSAGES) > 0:
        _add(div, "p", f"and {sentences.count(left, 'more passage')} in the JSON report")
    return div


def _passage(section: str, old: str, new: str) -> Iterator[ET.Element]:
    holder = ET.Element("div")
    if section:
        _add(_add(holder, "p"), "em", section)
    left, right = quote.marked(old, new)
    if old:
        _redline(_add(_add(holder, "blockquote"), "p"), "Before: ", "del", left)
    if new:
        _redline(_add(_add(holder, "blockquote"), "p"), "Now: ", "ins", right)
    yield from holder


def _redline(place: ET.Element, before: str, tag: str, pieces: Sequence[quote.Piece]) -> None:
    """Words as the text of an element, those that are changed in elements of their own."""
    place.text, last = before, None
    for each in pieces:
        if each.changed:
            last = ET.SubElement(place, tag)
            last.text = each.text
        elif last is None:
            place.text += each.text
        else:
            last.tail = each.text


def _add(parent: ET.Element, name: str, said: str = "", /, **attributes: str) -> ET.Element:
    element = ET.SubElement(parent, name, attributes)
    element.text = quote.inert(said) or None
    return element


def _urn(*parts: str) -> str:
    """A name that is the same whenever it is made (RFC 4122, version 5)."""
    return f"urn:uuid:{uuid.uuid5(NAMESPACE, '/'.join(parts))}"


def _time(time: dt.datetime) -> str:
    return time.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
