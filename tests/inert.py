"""For each format, what must hold of a report, whatever texts and addresses it was given."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import re
import unicodedata
from collections import Counter
from collections.abc import Callable
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

import feedparser
import rdflib
from bs4 import BeautifulSoup
from bs4.element import NavigableString
from junitparser import JUnitXml
from markdown_it import MarkdownIt

from claimtrack.records.rows import COLUMNS
from claimtrack.report import svg

SVG = "{http://www.w3.org/2000/svg}"

_COMMAND = re.compile(r"^\s*::|##\[", re.MULTILINE)
"""What a runner of GitHub Actions takes for a command when it is printed (ActionCommand.cs of actions/runner)."""


def no_controls(content: bytes, *, also: str = "\n") -> str:
    """The text, in which nothing steers a terminal or turns the direction of writing, and nothing is a command."""
    text = content.decode("utf-8")
    odd = {c for c in text if unicodedata.category(c) in {"Cc", "Cf", "Cs", "Cn", "Co"} and c not in also + "\u200d"}
    assert not odd, odd
    assert not _COMMAND.search(text), _COMMAND.search(text)
    return text


def plain(content: bytes, _: str) -> None:
    """Text in lines that are no longer than they may be made."""
    no_controls(content)


def as_json(content: bytes, _: str) -> None:
    """One document, which says what it was given, in characters that steer nothing."""
    json.loads(no_controls(content))


def as_html(content: bytes, _: str) -> None:
    """A page with no script, style, image or frame but ours, and no link but to the web, the page or a snapshot."""
    page = BeautifulSoup(no_controls(content), "html.parser")
    assert [len(page.select(name)) for name in ("script", "style", "head > title", "h1")] == [1, 1, 1, 1]
    assert not page(["img", "iframe", "object", "embed", "form", "input", "link", "base", "video", "audio"])
    assert "default-src 'none'" in page("meta", {"http-equiv": "Content-Security-Policy"})[0]["content"]
    for element in page(True):
        assert not [name for name in element.attrs if name.startswith("on") or name in ("style", "src", "srcset")]
    ids = [each["id"] for each in page(id=True)]
    assert len(ids) == len(set(ids))
    for link in page("a", href=True):
        href = str(link["href"])
        assert re.match(r"#|https?://", href), href
        if href.startswith("#"):
            assert href[1:] in ids, href
        else:
            parts = urlsplit(href)
            assert parts.hostname == "tarn.example", href
            assert "@" not in parts.netloc


def as_markdown(content: bytes, evil: str) -> None:
    """Elements of ours alone, and nothing for any extension of GitHub: no link, mention, reference or emoji."""
    assert len(content) < 2**20
    page = BeautifulSoup(as_github(no_controls(content)), "html.parser")
    assert {each.name for each in page(True)} <= OURS, {each.name for each in page(True)} - OURS
    for each in page(True):
        assert set(each.attrs) <= {"href", "style"}, each
    for link in page("a"):
        parts = urlsplit(str(link["href"]))
        assert (parts.scheme, parts.hostname, "@" in parts.netloc) == ("https", "tarn.example", False)
        assert link.text in ("live page", "on the live page")
    for said in page(string=lambda each: type(each) is NavigableString):
        if said.parent and said.parent.name != "code":
            assert not GITHUB.search(str(said)), said


def as_github(markdown: str) -> str:
    """HTML as GitHub makes it, but for what it does to finished HTML: `GITHUB`."""
    return str(MarkdownIt("gfm-like", {"html": True, "linkify": True}).render(markdown))


OURS = {
    "h1", "h2", "h3", "p", "strong", "em", "a", "code", "ul", "li", "blockquote", "del", "ins", "span", "details",
    "summary", "table", "thead", "tbody", "tr", "th", "td",
}  # fmt: skip
GITHUB = re.compile(r"@\w|#\d|\bGH-\d|:[a-z_]+:|www\.\w|https?://|\$[^$]+\$")
"""What GitHub looks for in the texts of finished HTML; `markdown` parts these by comments."""


def as_csv(content: bytes, _: str) -> None:
    """Rows of one length, without a cell that a spreadsheet would compute."""
    first, *rows = csv.reader(io.StringIO(no_controls(content)), strict=True)
    assert first == list(COLUMNS)
    assert {len(row) for row in rows} == {len(first)}
    for row in rows:
        for cell in row:
            assert "\n" not in cell
            for part in cell.split(";"):
                assert not re.match(r"""["“”‘’ ]*[=+\-@\t\r＝＋－＠]""", part), cell


def as_junit(content: bytes, _: str) -> None:
    """XML of the elements of JUnit, which another reader counts alike."""
    root = as_xml(content, {"testsuites", "testsuite", "properties", "property", "testcase", "failure", "error",
                            "skipped", "system-out"})  # fmt: skip
    found = JUnitXml.fromstring(content)
    assert (found.tests, found.failures) == (len(root.findall(".//testcase")), len(root.findall(".//failure")))


ATOM = "{http://www.w3.org/2005/Atom}"
XHTML = "{http://www.w3.org/1999/xhtml}"


def as_atom(content: bytes, _: str) -> None:
    """A feed that readers take without complaint, whose links lead to the policy, and in which nothing is active."""
    names = "feed id title updated published author name generator entry category link content".split()
    shown = "div p ul li blockquote em del ins".split()
    root = as_xml(content, {f"{ATOM}{name}" for name in names} | {f"{XHTML}{name}" for name in shown})
    for link in root.iter(f"{ATOM}link"):
        parts = urlsplit(link.attrib["href"])
        assert (parts.scheme, parts.hostname, "@" in parts.netloc) == ("https", "tarn.example", False)
    assert not [each for name in shown for each in root.iter(f"{XHTML}{name}") if each.attrib]
    as_rfc_4287(root)
    found = feedparser.parse(content)
    assert not found.bozo, found.get("bozo_exception")
    assert len(found.entries) == len(root.findall(f"{ATOM}entry"))
    assert all(each.content[0].type == "application/xhtml+xml" for each in found.entries)


def as_rfc_4287(root: ET.Element) -> None:
    """What the RFC asks of feeds and entries (sections 4.1.1, 4.1.2), dates (3.3), ids (4.2.6) and XHTML (3.1.1.3)."""
    for holder in (root, *root.findall(f"{ATOM}entry")):
        counts = Counter(each.tag.removeprefix(ATOM) for each in holder)
        assert (counts["id"], counts["title"], counts["updated"]) == (1, 1, 1)
        assert max(counts["published"], counts["content"], counts["generator"], counts["author"]) <= 1
        alternates = [(each.get("type"), each.get("hreflang")) for each in holder.findall(f"{ATOM}link")]
        assert len(alternates) == len(set(alternates))
    assert root.findtext(f"{ATOM}author/{ATOM}name")
    for date in (*root.iter(f"{ATOM}updated"), *root.iter(f"{ATOM}published")):
        assert dt.datetime.fromisoformat(date.text or "").tzinfo
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", date.text or "")
    ids = [each.text or "" for each in root.iter(f"{ATOM}id")]
    assert len(ids) == len(set(ids))
    assert all(re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", each) for each in ids)
    for content in root.iter(f"{ATOM}content"):
        assert (content.get("type"), [each.tag for each in content]) == ("xhtml", [f"{XHTML}div"])


def as_xml(content: bytes, names: set[str]) -> ET.Element:
    no_controls(content)
    root = ET.fromstring(content)
    assert {each.tag for each in root.iter()} <= names
    assert not re.search(rb"<!(DOCTYPE|ENTITY)|<\?xml-stylesheet", content)
    return root


def as_sarif(content: bytes, _: str) -> None:
    """A log within GitHub's limits: places below the root of the repository or in a file, and no link in a text."""
    log = json.loads(no_controls(content))
    assert len(log["runs"]) <= 20
    for run in log["runs"]:
        rules = run["tool"]["driver"]["rules"]
        ids = [each["id"] for each in rules]
        assert len(ids) == len(set(ids))
        for rule in rules:
            assert 0 < len(rule["shortDescription"]["text"]) <= 1024
            assert 0 < len(rule["fullDescription"]["text"]) <= 1024
            as_help(rule["help"]["markdown"])
            assert urlsplit(rule.get("helpUri", "https://tarn.example")).hostname == "tarn.example"
        for result in run["results"]:
            assert ids[result["ruleIndex"]] == result["ruleId"]
            assert not re.search(r"\]\(|\{\d+\}", result["message"]["text"])
            uri = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
            assert re.fullmatch(r"(file://)?[\w%./~-]+", uri, re.ASCII), uri


def as_help(markdown: str) -> None:
    """Two paragraphs and a command, and nothing that GitHub makes something of."""
    page = BeautifulSoup(as_github(markdown), "html.parser")
    assert [each.name for each in page(True) if each.name != "span"] == ["p", "p", "pre", "code"], markdown
    for said in page(string=lambda each: type(each) is NavigableString):
        assert not GITHUB.search(str(said)), said


def as_jsonld(content: bytes, _: str) -> None:
    """A graph that is read without a network, in which every node has a name: ours, a standard's, or the policy's."""
    data = no_controls(content)
    assert isinstance(json.loads(data)["@context"], dict)
    graph = rdflib.Graph().parse(data=data, format="json-ld")
    assert not [each for triple in graph for each in triple if isinstance(each, rdflib.BNode)]
    for iri in {str(each) for triple in graph for each in triple if isinstance(each, rdflib.URIRef)}:
        assert re.match(
            r"urn:uuid:|https://w3id\.org/dpv|http://www\.w3\.org/|https://schema\.org/|https://tarn\.example/"
            r"|https://github\.com/claimtrack/claimtrack/vocabulary#", iri,
        ), iri  # fmt: skip


DRAWN = {"svg", "title", "desc", "style", "g", "a", "rect", "path", "text"}
"""All that a picture is made of."""


def as_svg(content: bytes, _: str) -> None:
    """XML of known elements, that runs nothing, loads nothing and leads nowhere but to its own page or the web."""
    root = ET.fromstring(no_controls(content))
    assert [each.text for each in root.iter(f"{SVG}style")] == [svg.STYLE + svg.ALONE]
    for element in root.iter():
        assert element.tag.removeprefix(SVG) in DRAWN
        for name, value in element.attrib.items():
            assert not name.startswith("on")
            assert "href" not in name or value.startswith(("#", "https://", "http://"))
            assert "url(" not in value


INERT: dict[str, Callable[[bytes, str], None]] = {
    "html": as_html, "md": as_markdown, "txt": plain, "json": as_json, "csv": as_csv, "xml": as_junit,
    "sarif": as_sarif, "atom": as_atom, "jsonld": as_jsonld, "svg": as_svg,
}  # fmt: skip
"""By format; ``(content, evil)`` fails where the report does more than say ``evil``."""
