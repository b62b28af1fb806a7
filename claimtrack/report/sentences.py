"""What a report says in words, for every format that people read."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable

from claimtrack.records import (
    FLAGGED,
    Change,
    DocumentHistory,
    Evidence,
    Finding,
    History,
    PracticeFacts,
    Report,
    Run,
    SnapshotFacts,
    State,
    Status,
    Support,
)
from claimtrack.redacting import FACETS, in_words

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip

SUPPORT: dict[Support, str] = {
    "stated": "stated", "partly-stated": "partly stated",
    "not-stated": "not stated", "contradicted": "contradicted",
}  # fmt: skip

SYMBOLS: dict[Status, str] = {
    "unchanged": "=", "cosmetic": "≈", "moved": "→", "reworded": "~", "changed": "!", "withdrawn": "✗",
    "introduced": "+", "not-stated": "·", "baseline": "●", "unverifiable": "?",
}  # fmt: skip
"""What stands for each status, so that colour is never all that tells."""

SUPPORT_SYMBOLS: dict[Support, str] = {"stated": "●", "partly-stated": "◐", "not-stated": "○", "contradicted": "✗"}


def day(moment: dt.date) -> str:
    """A date as people write it, the same in every locale: "8 June 2026"."""
    return f"{moment.day} {MONTHS[moment.month - 1]} {moment.year}"


def moment(time: dt.datetime) -> str:
    """A time to the minute, in UTC: "8 June 2026, 12:30 UTC"."""
    return f"{day(time)}, {time.astimezone(dt.UTC):%H:%M} UTC"


def when(time: dt.datetime, report: Report) -> str:
    """A day; with the time of day where the report tells of another time on that day."""
    told = (*(side.time for side in (report.before, report.after) if side), report.last_seen and report.last_seen.time)
    others = [each for each in told if each and each != time and day(each) == day(time)]
    if not others:
        return day(time)
    exact = any(moment(each) == moment(time) for each in others)
    return f"{day(time)}, {time.astimezone(dt.UTC):%H:%M:%S} UTC" if exact else moment(time)


def count(number: int, noun: str, plural: str = "") -> str:
    """A number with its noun: "1 claim", "2 claims", "1,200 words"."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def ordinal(number: int) -> str:
    """A place in a row: "1st", "2nd", "11th", "23rd"."""
    last = "th" if number // 10 % 10 == 1 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number:,}{last}"


def named(side: SnapshotFacts) -> str:
    """A snapshot by its day, a file by its name."""
    return day(side.time) if side.time else side.id


def facts(report: Report) -> list[str]:
    """When both sides were captured, how they are dated, how long they are; of a refused page what it was before."""
    if report.after is None:
        return [f"last accepted: {named(report.before)}"] if report.before else []
    sides = [side for side in (report.before, report.after) if side]
    seen = [when(side.time, report) if side.time else side.id for side in sides]
    dates = [day(side.effective_date) for side in sides if side.effective_date]
    words = [f"{side.words:,}" for side in sides]
    rows = (("", _short(seen), ""), ("dated ", dates, ""), ("", words, " words"))
    return [before + " → ".join(dict.fromkeys(values)) + after for before, values, after in rows if values]


def _short(names: list[str]) -> list[str]:
    """Names of files without their folders, unless that makes two of them one."""
    short = [name.rpartition("/")[2] for name in names]
    return short if len(set(short)) == len(set(names)) else names


def needs_attention(report: Report) -> bool:
    """Whether a claim is flagged or the page could not be used, relied on or compared with anything."""
    return bool(report.flagged) or report.page.alone or report.page.status in ("unstable", "unusable")


def headline(report: Report) -> str:
    """The answer in one sentence."""
    claims, flagged = count(len(report.claims), "claim"), len(report.flagged)
    since = f" since {_before(report.before, report)}" if report.before else ""
    if report.page.status == "unusable":
        return "The page could not be used, so no claim was judged."
    if report.page.status == "unstable" and not flagged:
        return f"The page is unstable: no change{since} was confirmed, so no claim is flagged."
    if report.page.status == "first":
        stated = sum(each.support == "stated" for each in report.claims)
        if report.page.reason:
            return f"Compared with nothing: the page states {stated} of {claims}."
        return f"First snapshot: it states {stated} of {claims}. Later checks compare with it."
    if flagged:
        return f"{flagged} of {claims} changed{since}."
    if report.page.status == "unchanged":
        return f"Nothing changed{since}."
    return f"The page changed{since}, but no claim did."


def _before(side: SnapshotFacts, report: Report) -> str:
    """The edition before: by its day, by its own date where both were captured on one day, a file by its name."""
    if not side.time:
        return side.id.rpartition("/")[2]
    after = report.after
    one_day = after and after.time and after.time.date() == side.time.date()
    if after and one_day and side.effective_date and side.effective_date != after.effective_date:
        return f"the edition of {day(side.effective_date)}"
    return when(side.time, report)


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
    found += _alternation(report)
    return found


def _alternation(report: Report) -> list[str]:
    """That an older text came back; not again while it stays and nothing is flagged."""
    back = report.page.seen_before
    if not back or (report.last_seen and report.last_seen.snapshot == back and not report.flagged):
        return []
    times = f", the {ordinal(report.page.alternations)} time it alternates" if report.page.alternations > 1 else ""
    of = f" of {day(report.after.time)}" if report.after and report.after.time else ""
    found = [f"The page is back at the text{of}{times}: {back}."]
    if report.flagged:
        found.append(f"To take that as accepted: claimtrack accept --snapshot {back}")
    return found


def last_seen(report: Report) -> list[str]:
    """What changed since the page was last seen, where that is not what it is compared with; and what is not new."""
    found = []
    last, now = report.last_seen, report.after and report.after.id
    still_open = [each for each in report.claims if each.before != now]  # of the others this very text is accepted
    if last and last.snapshot == now:
        found += [f"The page is as it was last seen on {when(last.time, report)}."] * bool(report.flagged)
    elif last and any(each.before != last.snapshot for each in still_open):
        changed = [each.id for each in still_open if each.since_seen in FLAGGED]
        verb = f"{count(len(changed), 'claim')} changed ({', '.join(changed)})" if changed else "no claim changed"
        found.append(f"Since it was last seen on {when(last.time, report)}, {verb}.")
    if since := _all_reported(report):
        found.append(f"What is flagged was first reported on {day(since)}.")
    return found


def _all_reported(report: Report) -> dt.datetime | None:
    """Since when all that is flagged is reported; None where something is new."""
    times = [each.reported for each in report.flagged]
    known = [each for each in times if each]
    return max(known) if known and len(known) == len(times) else None


def news(finding: Finding, report: Report) -> str:
    """Whether a flagged finding is new since the page was last seen; nothing where all are reported alike."""
    last = report.last_seen
    if last is None or finding.before == last.snapshot or _all_reported(report):
        return ""
    new = "Changed" if finding.since_seen in FLAGGED else "No change"
    since = f"; first reported on {day(finding.reported)}" if finding.reported else ""
    return f"{new} since it was last seen on {when(last.time, report)}{since}."


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
    pages = Counter(report.page.status for report in run.reports)
    parts = [f"{count(flagged, 'claim')} flagged" if flagged else "no claim flagged"]
    parts += [f"{count(pages['unusable'], 'page')} could not be used"] if pages["unusable"] else []
    parts += [f"{count(pages['unstable'], 'page')} unstable"] if pages["unstable"] else []
    return f"{count(len(run.reports), 'document')}: {', '.join(parts)}."


def edited(added: int, removed: int, changed: int) -> str:
    """How many sentences of a page became others."""
    numbers = {"added": added, "removed": removed, "changed": changed}
    said = [f"{number:,} {verb}" for verb, number in numbers.items() if number]
    return f"Sentences: {', '.join(said)}." if said else "Its sentences are the same, in another order or place."


def stated(practice: PracticeFacts) -> str:
    """A practice in a few words: "controller: share phone number with third party"."""
    facets = {name: [value.replace("-", " ") for value in getattr(practice, name)] for name in FACETS}
    action = practice.action.replace("-", " ")
    return in_words(practice.actor, practice.modality, practice.polarity == "is-not", action, facets)


def reasons(changes: Iterable[Change]) -> list[str]:
    """Why a claim has its status, each reason once."""
    return list(dict.fromkeys(change.text for change in changes))


def unquoted(evidence: Evidence) -> str:
    """A passage whose text was not kept: what was read in it; by which reader, a note says once."""
    said = "; ".join(map(stated, evidence.practices))
    return f"{said} (text not kept)".strip()


# ── Over time ────────────────────────────────────────────────────────────────────────────────────────


def dated(edition: SnapshotFacts) -> str:
    """An edition by the date it gives itself, else by its capture."""
    return day(edition.effective_date) if edition.effective_date else named(edition)


def short_day(edition: SnapshotFacts) -> str:
    """The same for an axis: "2026-06-08"."""
    at = edition.effective_date or (edition.time.date() if edition.time else None)
    return at.isoformat() if at else edition.id


def in_edition(state: State, edition: SnapshotFacts) -> str:
    """What became of a claim in an edition, with the reasons: "8 June 2026: changed; data: age → location"."""
    support_now = f" ({SUPPORT[state.support]})" if state.support else ""
    return "; ".join([f"{dated(edition)}: {state.status}{support_now}", *reasons(state.changes)])


def document_headline(history: DocumentHistory) -> str:
    """How often the claims about a document changed."""
    if not history.editions:
        return "None of its editions could be replayed." if history.left_out else "No edition is stored."
    if len(history.editions) == 1:
        stated = sum(claim.states[0].support == "stated" for claim in history.claims)
        claims = count(len(history.claims), "claim")
        return f"One edition, of {dated(history.editions[0])}, compared with nothing: it states {stated} of {claims}."
    flags = [state for claim in history.claims for state in claim.states if state.flagged]
    moved = sum(any(state.flagged for state in claim.states) for claim in history.claims)
    first, last = dated(history.editions[0]), dated(history.editions[-1])
    span = f"{count(len(history.editions), 'edition')}, {first}" + f" to {last}" * (first != last)
    if not flags:
        return f"None of {count(len(history.claims), 'claim')} changed ({span})."
    return f"{moved} of {count(len(history.claims), 'claim')} changed, {count(len(flags), 'time')} in all ({span})."


def history_headline(history: History) -> str:
    """The answer in one sentence for all documents."""
    if len(history.documents) == 1:
        return document_headline(history.documents[0])
    flags = sum(state.flagged for each in history.documents for claim in each.claims for state in claim.states)
    changed = f"{count(flags, 'change')} of claims" if flags else "no claim changed"
    return f"{count(len(history.documents), 'document')}: {changed}."
