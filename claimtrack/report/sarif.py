"""The report as SARIF 2.1.0 (.sarif), the OASIS format that GitHub code scanning takes.

A rule is a claim, a result a flagged finding, and its place the claim's lines in the claim file. GitHub tells alerts
apart by ``primaryLocationLineHash``; here that is made of claim set, document, claim, status and the kinds of change,
and of no date, line or wording. So the same finding stays one alert from run to run, another change is another alert.

Each document is a run of its own, in a category of its own, so that several reports in one file or in several uploads
do not replace each other. Of a history only the newest edition is told: an alert is about what is so now, and one of an
earlier edition would stay open for ever.

The limits are those of GitHub's "SARIF support for code scanning" and "SARIF results exceed one or more limits".
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from pathlib import PurePosixPath, PureWindowsPath
from typing import Any
from urllib.parse import quote as percent_encoded

from claimtrack import __version__
from claimtrack.records import Result
from claimtrack.report import entries, links, markdown, quote
from claimtrack.report.entries import Entry, Group
from claimtrack.report.json import written

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
HOME = "https://github.com/claimtrack/claimtrack"
MAX_RUNS = 20
"""GitHub refuses a file with more."""
MAX_RULES = 25_000
"""GitHub refuses a run with more."""
MAX_RESULTS = 5000
"""GitHub shows so many results of a run, and refuses more than 25,000."""
MAX_IN_ALL = 25_000
"""Results of a file, which may have 10 MB when compressed."""
MAX_DESCRIPTION = 1000
"""Characters of a rule's description; GitHub takes 1,024."""
MAX_MESSAGE = 8000
"""Characters of a result's message."""
MAX_MESSAGES = 8_000_000
"""Characters of all messages, for the same 10 MB."""
NO_FILE = "claims.yaml"
"""Where claims are placed that were made in Python: GitHub shows no result without a file."""
TAGS = ["claim", "policy"]
_LEVELS = ("error", "warning", "note", "none")
_MEANT = re.compile(r"\](?=\()|\{(?=\d+\})")
"""Where a reader of SARIF sees a link or a placeholder in a plain message (sections 3.11.5 and 3.11.6)."""

_Object = dict[str, Any]


def render(result: Result) -> str:
    """A run for each document; for each claim set where there are more documents than a file may have runs."""
    parts = _parts(entries.groups(result))
    shown = parts[:MAX_RUNS]
    flagged = sum(each.flagged for part in shown for group in part for each in group.entries)
    size = max(min(MAX_MESSAGE, MAX_MESSAGES // max(min(flagged, MAX_IN_ALL), 1)), 1)
    runs = [_run(each, min(MAX_RESULTS, MAX_IN_ALL // len(shown)), size) for each in shown]
    if left := len(parts) - len(shown):
        told = runs[-1]["invocations"][0]["toolExecutionNotifications"]
        told.append(_notice("warning", f"{left} more claim sets are left out: a file may have {MAX_RUNS} runs."))
    return written({"$schema": SCHEMA, "version": "2.1.0", "runs": runs})


def _parts(groups: Sequence[Group]) -> list[list[Group]]:
    """What becomes a run; no two have the same claim set and document, since GitHub refuses two of one category."""
    by_document: dict[tuple[str, str], list[Group]] = {}
    by_set: dict[str, list[Group]] = {}
    for each in groups:
        by_document.setdefault((each.claimset.id, each.document.id), []).append(each)
        by_set.setdefault(each.claimset.id, []).append(each)
    return list((by_document if len(by_document) <= MAX_RUNS else by_set).values())


def _run(groups: Sequence[Group], most: int, size: int) -> _Object:
    flagged = [each for group in groups for each in group.entries if each.flagged]
    shown = sorted(flagged, key=lambda each: _LEVELS.index(each.level))[:most]
    claims: dict[str, list[Entry]] = {}
    for each in (each for group in groups for each in group.entries):
        claims.setdefault(each.claim, []).append(each)
    if len(claims) > MAX_RULES:
        claims = {each.claim: claims[each.claim] for each in shown}
    places = {claim: at for at, claim in enumerate(claims)}
    return {
        "tool": {
            "driver": {
                "name": "claimtrack", "version": __version__, "semanticVersion": __version__,
                "informationUri": HOME, "rules": [_rule(each) for each in claims.values()],
            }
        },
        "automationDetails": {"id": _category(groups)},
        "invocations": [_invocation(groups, len(flagged), len(shown))],
        "results": [_result(each, places[each.claim], size) for each in shown],
        "properties": {"documents": {each.document.id: quote.inert(each.document.url) for each in groups}},
    }  # fmt: skip


def _category(groups: Sequence[Group]) -> str:
    """What tells the run from others; GitHub takes what stands before the last slash."""
    documents = dict.fromkeys(each.document.id for each in groups)
    return "/".join(["claimtrack", groups[0].claimset.id, *(documents if len(documents) == 1 else []), ""])


def _invocation(groups: Iterable[Group], flagged: int, shown: int) -> _Object:
    """How it went: the pages that could not be used, and what was cut."""
    told = [_notice("error", each.trouble, each.document.id) for each in groups if each.trouble]
    successful = not told
    if shown < flagged:
        told.append(_notice("warning", f"Only {shown} of {flagged} flagged claims are shown."))
    return {"executionSuccessful": successful, "toolExecutionNotifications": told}


def _notice(level: str, said: str, document: str = "") -> _Object:
    place = {"locations": [{"logicalLocations": [{"name": document}]}]} if document else {}
    return {"level": level, "message": _text(said, MAX_MESSAGE), **place}


def _rule(found: Sequence[Entry]) -> _Object:
    """A claim; ``found`` is what became of it in each document of the run."""
    entry = found[0]
    statement = quote.inert(entry.statement) or entry.claim
    titles = ", ".join(dict.fromkeys(quote.inert(each.document.title) for each in found))
    advice = "Read what changed and put right what was published. Then accept what is there now:"
    url = links.iri(entry.document.url)
    return {
        "id": entry.claim,
        "shortDescription": _text(statement, MAX_DESCRIPTION),
        "fullDescription": _text(f"{statement} (Claimed of: {titles})", MAX_DESCRIPTION),
        "help": {
            **_text(f"This is claimed of: {titles}. {advice} claimtrack accept {entry.claim}", MAX_MESSAGE),
            "markdown": f"This is claimed of: {_marked(titles)}.\n\n{advice}\n\n    claimtrack accept {entry.claim}\n",
        },
        "defaultConfiguration": {"level": "warning"},
        "properties": {"tags": TAGS, "precision": "high", "problem.severity": "warning"},
    } | ({"helpUri": _ascii(url)} if url else {})  # fmt: skip


def _marked(said: str) -> str:
    return _MEANT.sub(r"\g<0> ", markdown.text(quote.shortened(said, MAX_DESCRIPTION)))


def _ascii(url: str) -> str:
    """An address as a URI, which has no characters beyond ASCII (RFC 3987, section 3.1)."""
    return percent_encoded(url, safe="%/?#[]@!$&'()*+,;=:~")


def _result(entry: Entry, rule: int, size: int) -> _Object:
    said = [f"{entry.status}: {entry.statement}", entry.verdict, *entries.as_text(entry).split("\n")]
    return {
        "ruleId": entry.claim,
        "ruleIndex": rule,
        "level": entry.level,
        "message": _text("\n".join(filter(None, said)), size),
        "locations": [_location(entry)],
        "partialFingerprints": {"primaryLocationLineHash": fingerprint(entry)},
        "properties": {
            "status": entry.status,
            "support": entry.support,
            "before": entry.compared,
            "after": entry.after.id if entry.after else None,
        },
    }


def _text(said: str, size: int) -> _Object:
    """A message of plain text, in which nothing is a link or stands for something else."""
    plain = "\n".join(map(quote.inert, said.split("\n")))
    plain = _MEANT.sub(r"\g<0> ", plain)
    return {"text": plain if len(plain) <= size else plain[: size - 1] + "…"}


def fingerprint(entry: Entry) -> str:
    """What makes it the same alert in every run: claim set, document, claim, status and kinds of change."""
    kinds = sorted({each.kind for each in entry.changes})
    parts: Sequence[str] = [entry.claimset.id, entry.document.id, entry.claim, entry.status, *kinds]
    return f"{hashlib.sha256('/'.join(parts).encode()).hexdigest()[:32]}:1"


def _location(entry: Entry) -> _Object:
    first, last = entry.lines or (1, 1)
    return {
        "physicalLocation": {
            "artifactLocation": _artifact(entry.claimset.file or NO_FILE),
            "region": {"startLine": first, "endLine": last},
        },
        "logicalLocations": [
            {"name": entry.document.id, "fullyQualifiedName": f"{entry.claimset.id}/{entry.document.id}"}
        ],
    }


def _artifact(file: str) -> _Object:
    """A file below the root of the repository, or an absolute one, also of Windows."""
    plain = quote.inert(file).replace("\\", "/")
    if PurePosixPath(plain).is_absolute():
        return {"uri": f"file://{percent_encoded(plain)}"}
    if PureWindowsPath(plain).is_absolute():
        return {"uri": f"file:///{plain[:2]}{percent_encoded(plain[2:])}"}
    return {"uri": percent_encoded(plain) or NO_FILE, "uriBaseId": "%SRCROOT%"}
