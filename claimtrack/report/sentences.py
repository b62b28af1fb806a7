"""What a report says in words, for every format that people read."""

from __future__ import annotations

import datetime as dt
from collections import Counter

from claimtrack.records import Finding, Report, Run, SnapshotFacts, Support

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip

SUPPORT: dict[Support, str] = {
    "stated": "stated", "partly-stated": "partly stated",
    "not-stated": "not stated", "contradicted": "contradicted",
}  # fmt: skip


def day(moment: dt.date) -> str:
    """A date as people write it, the same in every locale: "8 June 2026"."""
    return f"{moment.day} {MONTHS[moment.month - 1]} {moment.year}"


def count(number: int, noun: str, plural: str = "") -> str:
    """A number with its noun: "1 claim", "2 claims", "1,200 words"."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def named(side: SnapshotFacts) -> str:
    """A snapshot by its day, a file by its name."""
    return day(side.time) if side.time else side.id


def headline(report: Report) -> str:
    """The answer in one sentence."""
    total, flagged = len(report.claims), len(report.flagged)
    since = f" since {named(report.before)}" if report.before else ""
    if report.page.status == "unusable":
        return f"The page could not be used, so no claim was judged: {report.page.reason}"
    if report.page.status == "first":
        stated = sum(each.support == "stated" for each in report.claims)
        return f"First snapshot: {stated} of {count(total, 'claim')} stated. Later checks compare with it."
    if flagged:
        return f"{flagged} of {count(total, 'claim')} changed{since}."
    if report.page.status == "unchanged":
        return f"Nothing changed{since}: the page says the same, and so do its {count(total, 'claim')}."
    return f"The page changed{since}, but none of the {count(total, 'claim')} did."


def warnings(report: Report) -> list[str]:
    """What is no change, but worth a look at every run."""
    found = []
    supports = Counter(each.support for each in report.claims)
    for support, words in (("not-stated", "not stated on"), ("contradicted", "contradicted by")):
        number = supports[support]  # type: ignore[index]
        if number:
            found.append(f"{count(number, 'claim')} {'is' if number == 1 else 'are'} {words} the page.")
    if report.page.seen_before:
        found.append(f"The page went back to a text that was seen before: {report.page.seen_before}.")
    return found


def conclusion(run: Run) -> str:
    """What a run over several documents came to."""
    flagged = sum(len(report.flagged) for report in run.reports)
    unusable = sum(report.page.status == "unusable" for report in run.reports)
    parts = [f"{count(flagged, 'claim')} flagged" if flagged else "no claim flagged"]
    parts += [f"{count(unusable, 'page')} could not be used"] if unusable else []
    return f"{count(len(run.reports), 'document')}: {', '.join(parts)}."


def reasons(finding: Finding) -> list[str]:
    """Why a finding has its status, each reason once."""
    return list(dict.fromkeys(change.text for change in finding.changes))
