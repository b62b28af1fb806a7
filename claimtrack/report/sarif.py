"""The report as SARIF 2.1.0 (.sarif), the OASIS format that GitHub code scanning takes.

A rule is a claim, a result a flagged finding, and its place the claim's lines in the claim file. GitHub tells alerts
apart by ``primaryLocationLineHash``; here that is made of the claim, its document and the kinds of change, so that the
same finding stays one alert from run to run, and another change is another alert.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import quote as percent_encoded

from claimtrack import __version__
from claimtrack.records import Result
from claimtrack.report import entries, links, quote
from claimtrack.report.entries import Entry, Group
from claimtrack.report.json import written

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
HOME = "https://github.com/claimtrack/claimtrack"
MAX_RESULTS = 5000
"""GitHub shows so many results of a run, and refuses more than 25,000."""
MAX_DESCRIPTION = 1000
"""Characters of a rule's description; GitHub cuts at 1,024."""
MAX_MESSAGE = 8000
NO_FILE = "claims.yaml"
"""Where claims are placed that were made in Python: GitHub shows no result without a file."""

_Object = dict[str, Any]


def render(result: Result) -> str:
    """A run for each document; of a history the newest edition, since an alert is about what is so now."""
    runs = [_run(each) for each in entries.groups(result)]
    return written({"$schema": SCHEMA, "version": "2.1.0", "runs": runs})


def _run(group: Group) -> _Object:
    flagged = [each for each in group.entries if each.flagged]
    notices = [("error", group.trouble)] if group.trouble else []
    if len(flagged) > MAX_RESULTS:
        notices.append(("warning", f"Only {MAX_RESULTS} of {len(flagged)} flagged claims are shown."))
    places = {each.claim: at for at, each in enumerate(group.entries)}
    return {
        "tool": {
            "driver": {
                "name": "claimtrack", "version": __version__, "semanticVersion": __version__,
                "informationUri": HOME, "rules": [_rule(each) for each in group.entries],
            }
        },
        "automationDetails": {"id": f"claimtrack/{group.claimset.id}/{group.document.id}/"},
        "invocations": [
            {
                "executionSuccessful": not group.trouble,
                "toolExecutionNotifications": [
                    {"level": level, "message": {"text": quote.inert(said)}} for level, said in notices
                ],
            }
        ],
        "results": [_result(each, places[each.claim]) for each in flagged[:MAX_RESULTS]],
        "properties": {"document": group.document.id, "url": quote.inert(group.document.url)},
    }  # fmt: skip


def _rule(entry: Entry) -> _Object:
    statement = quote.shortened(quote.inert(entry.statement), MAX_DESCRIPTION) or entry.claim
    return {
        "id": entry.claim,
        "name": entry.claim,
        "shortDescription": {"text": statement},
        "fullDescription": {"text": statement},
        "help": {"text": f"This claim is made of {quote.inert(entry.document.title)}. Read what changed, put right "
                         f"what was published, then: claimtrack accept {entry.claim}"},
        "defaultConfiguration": {"level": "warning"},
        "properties": {"tags": ["claim", "policy"], "precision": "high"},
    } | ({"helpUri": url} if (url := links.web(entry.document.url)) else {})  # fmt: skip


def _result(entry: Entry, rule: int) -> _Object:
    said = "\n".join(filter(None, [quote.inert(entry.statement), quote.inert(entry.verdict), entries.as_text(entry)]))
    return {
        "ruleId": entry.claim,
        "ruleIndex": rule,
        "level": entry.level,
        "message": {"text": _cut(said)},
        "locations": [_location(entry)],
        "partialFingerprints": {"primaryLocationLineHash": fingerprint(entry)},
        "properties": {
            "status": entry.status,
            "support": entry.support,
            "before": entry.before.id if entry.before else None,
            "after": entry.after.id if entry.after else None,
        },
    }


def _cut(text: str) -> str:
    return text if len(text) <= MAX_MESSAGE else text[: MAX_MESSAGE - 1] + "…"


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
        "logicalLocations": [{"name": entry.claim, "fullyQualifiedName": f"{entry.document.id}/{entry.claim}"}],
    }


def _artifact(file: str) -> _Object:
    """A file below the root of the repository, or an absolute one."""
    name = percent_encoded(quote.inert(file).replace("\\", "/")) or NO_FILE
    if PurePosixPath(file).is_absolute():
        return {"uri": f"file://{name}"}
    return {"uri": name, "uriBaseId": "%SRCROOT%"}
