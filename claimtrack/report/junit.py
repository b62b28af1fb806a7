"""The report as JUnit XML (.xml): a test case a claim, so that any CI shows it.

There is no standard; the elements and attributes are those that Jenkins, GitLab and the report actions of GitHub read
(testsuites, testsuite, testcase, failure, error, skipped, properties), as testmoapp/junitxml collects them. The schema
of Jenkins (junit-10.xsd of its xunit plugin) has all but three: a case's ``file`` and ``line``, and the sum ``skipped``
of all suites, which other readers show and Jenkins passes over.
"""

from __future__ import annotations

from xml.etree import ElementTree as ET

from claimtrack.records import Result, SnapshotFacts, Status
from claimtrack.report import entries, quote
from claimtrack.report.entries import Entry, Group

MAX_NAME = 300
SKIPPED: dict[Status, str] = {
    "not-stated": "The policy does not state it, and did not before.",
    "unverifiable": "The page could not be used, or two fetches of it did not agree.",
}
"""Statuses that are no answer about the claim, and why."""
COUNTED = {"tests": "testcase", "failures": "testcase/failure", "errors": "testcase/error",
           "skipped": "testcase/skipped"}  # fmt: skip


def render(result: Result) -> str:
    """One ``testsuites`` with a suite a document; of a history the claims in the newest edition."""
    root = ET.Element("testsuites", {"name": "claimtrack"})
    root.extend(map(_suite, entries.groups(result)))
    for name, path in COUNTED.items():
        root.set(name, str(len(root.findall(f"testsuite/{path}"))))
    ET.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root, encoding="unicode") + "\n"


def _suite(group: Group) -> ET.Element:
    suite = ET.Element("testsuite", {"name": quote.inert(group.document.title)})
    suite.set("timestamp", f"{group.generated:%Y-%m-%dT%H:%M:%S}")
    suite.set("time", "0")
    properties = ET.SubElement(suite, "properties")
    for name, value in _facts(group):
        ET.SubElement(properties, "property", {"name": name, "value": quote.inert(value)})
    if group.trouble:  # one error, not one a claim: the claims are skipped
        case = _case(suite, group, "the page can be used")
        ET.SubElement(case, "error", {"message": quote.inert(group.trouble), "type": "page"})
    for entry in group.entries:
        _outcome(_case(suite, group, f"{entry.claim}: {entry.statement}", entry.lines), entry)
    for name, path in COUNTED.items():
        suite.set(name, str(len(suite.findall(path))))
    return suite


def _facts(group: Group) -> list[tuple[str, str]]:
    sides: list[tuple[str, SnapshotFacts | None]] = [("before", group.before), ("after", group.after)]
    snapshots = [(name, side) for name, side in sides if side]
    return [
        ("url", group.document.url),
        *((f"{name}.snapshot", side.id) for name, side in snapshots),
        *((f"{name}.digest", side.digest) for name, side in snapshots),
    ]


def _case(suite: ET.Element, group: Group, name: str, lines: tuple[int, int] | None = None) -> ET.Element:
    case = ET.SubElement(suite, "testcase", {"name": quote.shortened(quote.inert(name), MAX_NAME)})
    case.set("classname", f"{group.claimset.id}.{group.document.id}")
    case.set("time", "0")
    if group.claimset.file:
        case.set("file", quote.inert(group.claimset.file))
    if lines:
        case.set("line", str(lines[0]))
    return case


def _outcome(case: ET.Element, entry: Entry) -> None:
    if entry.flagged:
        said = quote.inert("; ".join(entry.reasons)) or entry.status
        failure = ET.SubElement(case, "failure", {"message": said, "type": entry.status})
        failure.text = "\n".join(filter(None, [quote.inert(entry.verdict), entries.as_text(entry)]))
    elif entry.status in SKIPPED:
        ET.SubElement(case, "skipped", {"message": SKIPPED[entry.status]})
    else:
        ET.SubElement(case, "system-out").text = "\n".join(filter(None, [entry.status, quote.inert(entry.verdict)]))
