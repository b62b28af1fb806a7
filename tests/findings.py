"""One canonical report with every status, to try every format on; and what no format may let through."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any, get_args

from claimtrack.records import Finding, History, Page, PagePair, Passage, Report, Run, Sentence, SnapshotFacts, Status

EVIL = "\x1b]0;PWNED\x07\x1b[31m[bold red]x[/]\u202e\u2066\x00\x9b2J<script>alert(1)</script>"
"""Words that steer a terminal, a markup language or a browser when they are not made inert."""

SECTION = ("What we collect", "Logs")
FLAGGED = {"changed": "warning", "withdrawn": "error", "introduced": "warning"}


def finding(
    status: str, *, before: list[str] | None = None, after: list[str] | None = None, **changes: Any
) -> Finding:
    """A claim of that status, about how long logs are kept."""
    section = changes.pop("section", SECTION)
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
        "evidence": {side: [evidence(said, section) for said in texts] for side, texts in quoted.items()},
        "lines": (14, 16),
    }  # fmt: skip
    facts["before"] = changes.pop("before_id", None)
    return Finding.model_validate(facts | changes)


def evidence(said: str, section: Sequence[str] = SECTION) -> dict[str, Any]:
    return {
        "exact": said, "prefix": "", "suffix": "", "start": 0, "end": len(said),
        "section": list(section), "snapshot": "tarn-privacy/20260703T120000Z",
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
    evil: str = "", url: str = "https://tarn.example/privacy",
) -> Report:  # fmt: skip
    """A report with a claim of every status; ``evil`` is put into every text that a page or a claim file can bring."""
    said = evil or "We keep names."
    statuses = ["unverifiable"] * 2 if page == "unusable" else get_args(Status)
    named = [f"claim-{status}" + "-again" * (status in statuses[:at]) for at, status in enumerate(statuses)]
    every = [finding(status, id=id_) for status, id_ in zip(statuses, named, strict=True)]
    if evil:
        changes = [{"kind": "data", "before": said, "after": said, "text": said}]
        every = [
            finding(
                s, id=id_, statement=said, before=[said + " 1"], after=[said + " 2"], changes=changes,
                missing=[said], section=[said, said],
            )
            for s, id_ in zip(statuses, named, strict=True)
        ]  # fmt: skip
    return Report.model_validate(
        {
            "generated": dt.datetime(2026, 7, 3, 12, tzinfo=dt.UTC),
            "claimset": {"id": "tarn-claims", "title": said, "file": said if evil else "claims/tarn.yaml"},
            "document": {
                "id": "tarn-privacy",
                "title": said if evil else "Tarn Privacy Policy",
                "url": url,
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
            "pages": PagePair(text(30, said), text(90, said)),
        }
    )


def text(days: int, said: str = "We keep names.") -> Page:
    """The whole text of an edition, in which the evidence stands."""
    quoted = said + f" {1 if days == 30 else 2}" if said != "We keep names." else f"We delete logs within {days} days."
    blocks = [("heading", SECTION[0], 1), ("paragraph", quoted, 0), ("heading", said, 2), ("item", said, 1)]
    passages, sentences, start = [], [], 0
    for at, (kind, words, level) in enumerate(blocks):
        passages.append(Passage(kind, words, level=level, start=start))  # type: ignore[arg-type]
        sentences.append(Sentence(words, kind=kind, start=start, passage=at))  # type: ignore[arg-type]
        start += len(words) + 1
    return Page(tuple(passages), tuple(sentences), "\n".join(words for _, words, _ in blocks), "en", "Tarn")


def run(**changes: Any) -> Run:
    """Two regions of a policy, of which one could not be used, and a report on every status for the other."""
    other = canonical(page="unusable", reason="The page is in German.", after=None, **changes)
    other = other.model_copy(
        update={"document": other.document.model_copy(update={"id": "tarn-privacy-eea", "title": "Tarn (EEA)"})}
    )
    return Run(reports=[canonical(**changes), other], exit=1)


def history(evil: str = "", url: str = "https://tarn.example/privacy") -> History:
    """Four editions, in which one claim comes, changes and goes, and the other stands."""
    said = evil or "We keep names."
    days = [dt.datetime(2025, 3, 1, 9, tzinfo=dt.UTC) + dt.timedelta(days=n) for n in (0, 40, 41, 400)]
    editions = [
        snapshot(id=f"tarn-privacy/{day:%Y%m%dT%H%M%SZ}", time=day, effective_date=day.date(), url=url).model_dump()
        for day in days
    ]
    quoted = {"before": [evidence(said + " 1", [said])], "after": [evidence(said + " 2", [said])]}
    changes = [{"kind": "data", "before": said, "after": said, "text": said}]

    def states(*pairs: tuple[str, str]) -> list[dict[str, Any]]:
        return [
            {
                "status": status, "flagged": status in FLAGGED, "support": support,
                "changes": changes * (status in FLAGGED), "evidence": quoted if status in FLAGGED else {},
            }
            for status, support in pairs
        ]  # fmt: skip

    moving = (
        ("baseline", "not-stated"), ("introduced", "stated"),
        ("changed", "partly-stated"), ("withdrawn", "contradicted"),
    )  # fmt: skip
    standing = (("baseline", "stated"), ("unchanged", "stated"), ("cosmetic", "stated"), ("reworded", "stated"))
    document = {
        "claimset": {"id": "tarn-claims", "title": said, "file": "claims/tarn.yaml"},
        "document": {"id": "tarn-privacy", "title": evil or "Tarn Privacy Policy", "url": url},
        "editions": editions,
        "claims": [
            {"id": "claim-moving", "statement": said, "lines": (14, 16), "states": states(*moving)},
            {"id": "claim-standing", "statement": said, "lines": (18, 20), "states": states(*standing)},
        ],
        "left_out": [
            {"snapshot": "tarn-privacy/20250501T090000Z", "time": days[1], "reason": evil or "It is redacted."}
        ],
    }
    return History.model_validate({"generated": days[-1], "documents": [document]})
