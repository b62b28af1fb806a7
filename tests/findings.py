"""One canonical report with every status, to try every format on; and what no format may let through."""

from __future__ import annotations

import datetime as dt
from typing import Any, get_args

from claimtrack.records import Finding, Report, SnapshotFacts, Status

EVIL = "\x1b]0;PWNED\x07\x1b[31m[bold red]x[/]\u202e\u2066\x00\x9b2J<script>alert(1)</script>"
"""Words that steer a terminal, a markup language or a browser when they are not made inert."""

FLAGGED = {"changed": "warning", "withdrawn": "error", "introduced": "warning"}


def finding(
    status: str, *, before: list[str] | None = None, after: list[str] | None = None, **changes: Any
) -> Finding:
    """A claim of that status, about how long logs are kept."""
    quoted = {
        "before": ["We delete logs within 30 days."] if before is None else before,
        "after": ["We delete logs within 90 days."] if after is None else after,
    }
    facts = {
        "id": f"claim-{status}", "statement": "Tarn deletes its logs within 30 days.", "status": status,
        "flagged": status in FLAGGED, "level": FLAGGED.get(status, "none"), "support": "stated",
        "changes": [
            {"kind": "quantity", "before": "30 days", "after": "90 days", "text": "bound: 30 days → 90 days"}
        ] * (status in FLAGGED),
        "evidence": {side: [evidence(said) for said in texts] for side, texts in quoted.items()},
    }  # fmt: skip
    facts["before"] = changes.pop("before_id", None)
    return Finding.model_validate(facts | changes)


def evidence(said: str) -> dict[str, Any]:
    return {
        "exact": said, "prefix": "", "suffix": "", "start": 0, "end": len(said),
        "section": ["What we collect", "Logs"], "snapshot": "tarn-privacy/20260703T120000Z",
    }  # fmt: skip


def snapshot(**changes: Any) -> SnapshotFacts:
    facts = {
        "id": "tarn-privacy/20260608T120000Z", "time": dt.datetime(2026, 6, 8, 12, tzinfo=dt.UTC),
        "url": "https://tarn.example/privacy", "digest": "sha256:00", "effective_date": dt.date(2026, 6, 1),
        "language": "en", "words": 1200,
    }  # fmt: skip
    return SnapshotFacts.model_validate(facts | changes)


AFTER = snapshot(
    id="tarn-privacy/20260703T120000Z", time=dt.datetime(2026, 7, 3, 12, tzinfo=dt.UTC),
    effective_date=dt.date(2026, 7, 1), words=1250,
)  # fmt: skip


def canonical(
    *, claims: list[Finding] | None = None, page: str = "changed", reason: str | None = None,
    seen_before: str | None = None, before: SnapshotFacts | None = AFTER, after: SnapshotFacts | None = AFTER,
    evil: bool = False,
) -> Report:  # fmt: skip
    """A report with a claim of every status; ``evil`` puts `EVIL` into every text a page can bring."""
    said = EVIL if evil else "We keep names."
    statuses = ["unverifiable"] * 2 if page == "unusable" else get_args(Status)
    every = [finding(status) for status in statuses]
    if evil:
        changes = [{"kind": "data", "before": said, "after": said, "text": said}]
        every = [
            finding(
                s, statement=said, before=[said + " 1"], after=[said + " 2"], changes=changes, missing=[said]
            )
            for s in statuses
        ]
    return Report.model_validate(
        {
            "generated": dt.datetime(2026, 7, 3, 12, tzinfo=dt.UTC),
            "claimset": {"id": "tarn-claims", "title": said},
            "document": {
                "id": "tarn-privacy",
                "title": said if evil else "Tarn Privacy Policy",
                "url": "https://tarn.example/privacy",
            },
            "before": snapshot() if before is AFTER else before,
            "after": after,
            "page": {"status": page, "reason": said if evil else reason, "seen_before": seen_before},
            "claims": every if claims is None else claims,
            "unclaimed": [
                {
                    "kind": kind,
                    "before": said * (kind != "added"),
                    "after": (said + "!") * (kind != "removed"),
                    "section": [said],
                }
                for kind in ("added", "removed", "changed", "added", "added", "added", "added")
            ],
        }
    )
