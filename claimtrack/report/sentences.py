"""What a report says in words, for every format that people read."""

from __future__ import annotations

import datetime as dt
from collections import Counter

from claimtrack.records import Finding, PracticeFacts, Report, Run, SnapshotFacts, Support

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


def needs_attention(report: Report) -> bool:
    """Whether a claim is flagged or the page could not be used."""
    return bool(report.flagged) or report.page.status == "unusable"


def headline(report: Report) -> str:
    """The answer in one sentence."""
    claims, flagged = count(len(report.claims), "claim"), len(report.flagged)
    since = f" since {named(report.before)}" if report.before else ""
    if report.page.status == "unusable":
        return "The page could not be used, so no claim was judged."
    if report.page.status == "first":
        stated = sum(each.support == "stated" for each in report.claims)
        return f"First snapshot: it states {stated} of {claims}. Later checks compare with it."
    if flagged:
        return f"{flagged} of {claims} changed{since}."
    if report.page.status == "unchanged":
        return f"Nothing changed{since}."
    return f"The page changed{since}, but no claim did."


def notes(report: Report) -> list[str]:
    """What is no change, but worth a look at every run."""
    found = []
    supports = Counter(each.support for each in report.claims)
    for each, words in (("not-stated", "not stated on"), ("contradicted", "contradicted by")):
        number = supports[each]  # type: ignore[index]
        if number:
            found.append(f"{count(number, 'claim')} {'is' if number == 1 else 'are'} {words} the page.")
    if report.before and report.before.redacted and report.after:
        found.append(
            f"The snapshot before is redacted: equal digests prove that a sentence is unchanged; for the rest the "
            f"practices that claimtrack {report.before.reader} read are compared with those of today."
        )
    if report.page.seen_before:
        back = report.page.seen_before
        found.append(f"The page went back to a text that was stored before: {back}.")
        if report.flagged:
            found.append(f"To take that as accepted: claimtrack accept --snapshot {back}")
    return found


def support(finding: Finding, *, unsure: float = 0) -> str:
    """Whether the policy states the claim, what it leaves out, and how sure that is where it is less."""
    if finding.support is None:
        return ""
    now = SUPPORT[finding.support]
    was = SUPPORT[finding.support_before] if finding.support_before else now
    said = f"was {was} and is now {now}" if was != now else f"is {now}"
    missing = f"; what is missing: {', '.join(finding.missing)}" if finding.missing else ""
    doubt = f" (confidence {finding.confidence:.0%})" if finding.confidence < unsure else ""
    return f"The claim {said}{missing}.{doubt}"


def conclusion(run: Run) -> str:
    """What a run over several documents came to."""
    flagged = sum(len(report.flagged) for report in run.reports)
    unusable = sum(report.page.status == "unusable" for report in run.reports)
    parts = [f"{count(flagged, 'claim')} flagged" if flagged else "no claim flagged"]
    parts += [f"{count(unusable, 'page')} could not be used"] if unusable else []
    return f"{count(len(run.reports), 'document')}: {', '.join(parts)}."


def edited(added: int, removed: int, changed: int) -> str:
    """How many sentences of a page became others."""
    numbers = {"added": added, "removed": removed, "changed": changed}
    said = [f"{number:,} {verb}" for verb, number in numbers.items() if number]
    return f"Sentences: {', '.join(said)}." if said else "Its sentences are the same, in another order or place."


def not_kept(reader: str | None) -> str:
    """What stands in place of a text that a redacted snapshot does not have."""
    return f"(text not kept: redacted snapshot, practices read by claimtrack {reader})"


def stated(practice: PracticeFacts) -> str:
    """A practice in a few words: "controller share phone-number with third-party"."""
    denied = "not" * (practice.polarity == "is-not")
    modality = practice.modality * (practice.modality != "does")
    facets = (
        ("", practice.data), ("with", practice.recipients), ("for", practice.purposes), ("on", practice.conditions),
        ("within", practice.quantities), ("by", practice.safeguards),
    )  # fmt: skip
    said = [f"{word} {', '.join(values)}".strip() for word, values in facets if values]
    return " ".join(filter(None, [practice.actor, modality, denied, practice.action, *said]))


def reasons(finding: Finding) -> list[str]:
    """Why a finding has its status, each reason once."""
    return list(dict.fromkeys(change.text for change in finding.changes))
