"""A walk through the flagged claims with the person who decides on them.

Everything it does to the outside goes through a `Desk`: a terminal, a store and claim files, or what a test
puts in their place.
"""

from __future__ import annotations

import shlex
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal, Protocol

from claimtrack import claims as claimsets
from claimtrack.errors import ClaimFileError
from claimtrack.records import Finding, Report, Run
from claimtrack.report import sentences
from claimtrack.report.quote import inert

Decision = Literal["accept", "skip", "edit", "more", "quit"]
DECISIONS: Mapping[Decision, str] = {
    "accept": "take the new text as accepted for this claim",
    "skip": "decide later; it stays flagged",
    "edit": "put the claim's statement in other words, in its file",
    "more": "show all evidence, uncut",
    "quit": "stop here; what was accepted stays accepted",
}
"""What can be answered, by name or first letter, and what it does."""

QUESTION = "Accept, skip, edit, more, quit? [a/s/e/m/q] "
WHY = "Why? (kept in the log for all you accept now; Enter: no reason) "


class Shows(Protocol):
    """What shows a finding."""

    def __call__(self, report: Report, finding: Finding, *, whole: bool) -> None:
        """Shows it, ``whole`` with all its evidence."""


@dataclass(frozen=True, slots=True)
class Item:
    """A flagged claim, and the file it is from; None where it is built in."""

    report: Report
    finding: Finding
    file: Path | None


@dataclass(frozen=True, slots=True)
class Desk:
    """The outside of a walk.

    ``ask`` gives the answer to a question and raises EOFError where nobody answers any more, ``say`` prints a
    line. ``accept`` takes the new text of an item as accepted, for these claims or for all, with the reason;
    ``restate`` is `claims.restate`.
    """

    ask: Callable[[str], str]
    say: Callable[[str], object]
    show: Shows
    accept: Callable[[Item, Sequence[str], str], None]
    restate: Callable[[Path, str, str, str], None]


@dataclass(slots=True)
class _Done:
    """What came of a walk so far."""

    reason: str | None
    accepted: list[Item] = field(default_factory=list)
    skipped: list[Item] = field(default_factory=list)
    edited: list[Item] = field(default_factory=list)


def items(run: Run, files: Mapping[str, Path]) -> list[Item]:
    """The flagged claims of a run; ``files`` gives the file of a claim set by its id."""
    return [
        Item(report, finding, files.get(report.claimset.id)) for report in run.reports for finding in report.flagged
    ]


def missing(run: Run) -> Iterator[str]:
    """Why documents cannot be reviewed."""
    for report in run.reports:
        if report.page.status == "unusable":
            yield f"{inert(report.document.title)}: {inert(report.page.reason or '')}"


def walk(found: Sequence[Item], desk: Desk, reason: str | None = None) -> str:
    """Shows each item and does what is answered; gives what came of it in a sentence.

    Without a ``reason`` it is asked for once, at the first acceptance.
    """
    done = _Done(reason)
    try:
        for number, item in enumerate(found, 1):
            desk.say(f"\n{number} of {len(found)} · {inert(item.report.document.title)}")
            desk.show(item.report, item.finding, whole=False)
            if _decided(item, desk, done) == "quit":
                break
    except EOFError:
        desk.say("")
    return _summary(found, done)


def _decided(item: Item, desk: Desk, done: _Done) -> Decision:
    """Asks until the item is accepted or skipped, or the walk is over."""
    while True:
        decision = _answer(desk)
        match decision:
            case "accept":
                _accept(item, desk, done)
                return decision
            case "skip":
                done.skipped.append(item)
                return decision
            case "edit":
                item = _edit(item, desk, done)
            case "more":
                desk.show(item.report, item.finding, whole=True)
            case "quit":
                return decision


def _answer(desk: Desk) -> Decision:
    while True:
        said = desk.ask(QUESTION).strip().lower()
        for decision in DECISIONS:
            if said in (decision, decision[0]):
                return decision
        for decision, meaning in DECISIONS.items():
            desk.say(f"  {decision[0]}  {decision}: {meaning}")


def _accept(item: Item, desk: Desk, done: _Done) -> None:
    """Accepts the claim's new text; after the last of the page, offers to accept the whole edition."""
    if done.reason is None:
        done.reason = inert(desk.ask(WHY))
    desk.accept(item, [item.finding.id], done.reason)
    done.accepted.append(item)
    desk.say(f"Accepted for {item.finding.id}.")
    report, after = item.report, item.report.after
    accepted = {each.finding.id for each in done.accepted if each.report is report}
    if not after or {each.id for each in report.flagged} - accepted:
        return
    desk.say(f"\nAll that was flagged on {inert(report.document.title)} is accepted.")
    if _yes(desk, f"Accept the whole edition of {sentences.named(after)} too, for every claim? [y/n] "):
        desk.accept(item, [], done.reason)
        desk.say(f"{after.id} is now accepted for all claims.")


def _yes(desk: Desk, question: str) -> bool:
    while (said := desk.ask(question).strip().lower()) not in ("y", "yes", "n", "no"):
        desk.say("Answer y or n.")
    return said in ("y", "yes")


def _edit(item: Item, desk: Desk, done: _Done) -> Item:
    """Puts the statement in other words, or says why that cannot be done; gives the item as it is then."""
    finding = item.finding
    if item.file is None:
        desk.say("This claim is built in, and the built-in file is not edited. Copy it, and edit the copy:")
        desk.say(f"  mkdir -p claims && cp {shlex.quote(str(claimsets.builtin()))} claims/")
        return item
    desk.say(f"Now: {inert(finding.statement)}")
    new = inert(desk.ask("New, on one line (Enter: as it is): "))
    if new in ("", finding.statement):
        desk.say("The statement stays as it is.")
        return item
    try:
        desk.restate(item.file, finding.id, finding.statement, new)
    except ClaimFileError as error:
        desk.say(str(error))
        return item
    desk.say(f"Written to {item.file}.")
    desk.say("Its practice, cues and quote stay: change them there if the meaning did.")
    changed = replace(item, finding=finding.model_copy(update={"statement": new}))
    done.edited.append(changed)
    return changed


def _summary(found: Sequence[Item], done: _Done) -> str:
    left = len(found) - len(done.accepted) - len(done.skipped)
    numbers = {"accepted": len(done.accepted), "skipped": len(done.skipped), "not decided": left}
    said = [f"{number} {verb}" for verb, number in numbers.items() if number]
    edited = ", ".join(dict.fromkeys(each.finding.id for each in done.edited))
    return f"\n{', '.join(said)}." + (f" Edited: {edited}." if edited else "")
