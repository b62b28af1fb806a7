"""What was accepted as the baseline, by whom and why: a log, and the state that follows from it."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from claimtrack.errors import StoreDamagedError
from claimtrack.store import disk, names, sealed

LOST = (
    "is missing, so which of the {} snapshots was accepted is lost. Restore it from a backup or from git, or "
    "accept one again: claimtrack accept --snapshot ID (see claimtrack snapshots list)."
)

_FLAGS = ("forced", "afresh")
"""What only stands in a log where it is true, as in logs that know nothing of it."""


@dataclass(frozen=True, slots=True)
class LogEntry:
    """An acceptance, or one taken back; ``claims`` is empty where it is about the whole document.

    ``forced``: no check believes the page; the snapshot was made of it to be accepted. ``afresh``: nobody decided
    against the edition; it is taken back to start over.
    """

    time: dt.datetime
    who: str
    why: str
    action: Literal["accept", "undo"]
    snapshot: str
    claims: tuple[str, ...] = ()
    forced: bool = False
    afresh: bool = False


@dataclass(frozen=True, slots=True)
class Accepted:
    """The accepted snapshot of a document, those that single claims have of their own, and the log."""

    default: str | None = None
    claims: Mapping[str, str] = field(default_factory=dict)
    log: tuple[LogEntry, ...] = ()

    def of(self, claim: str) -> str | None:
        """The id of the snapshot that is accepted for a claim."""
        return self.claims.get(claim, self.default)

    def since(self, claim: str) -> dt.datetime | None:
        """Since when that snapshot is the accepted one; None where none is."""
        found = None
        for end in range(len(self.log), 0, -1):
            if replay(self.log[:end]).of(claim) != self.of(claim):
                break
            found = self.log[end - 1].time
        return found if self.of(claim) else None

    def taken_back(self) -> Mapping[str, dt.datetime]:
        """The snapshots that were accepted by force and are no more, each with the time since when.

        No check believed such a page: what was seen of it until then does not count.
        """
        found: dict[str, dt.datetime] = {}
        stack: list[LogEntry] = []
        for entry in self.log:
            if entry.action == "accept":
                stack.append(entry)
            elif stack and (last := stack.pop()).forced:
                found[last.snapshot] = entry.time
        stands = {each.snapshot for each in stack}
        return {snapshot: time for snapshot, time in found.items() if snapshot not in stands}

    def decided(self) -> bool:
        """Whether an edition was accepted without force since it all began afresh, also where that was taken back."""
        start = max((at for at, each in enumerate(self.log, 1) if each.afresh), default=0)
        return any(each.action == "accept" and not each.forced for each in self.log[start:])


def standing(log: Sequence[LogEntry]) -> list[LogEntry]:
    """The acceptances that were not taken back, oldest first."""
    stack: list[LogEntry] = []
    for entry in log:
        if entry.action == "accept":
            stack.append(entry)
        elif stack:
            stack.pop()
    return stack


def replay(log: Sequence[LogEntry]) -> Accepted:
    """The state that follows from a log: accepting the whole document forgets what single claims had."""
    default: str | None = None
    claims: dict[str, str] = {}
    for entry in standing(log):
        if entry.claims:
            claims |= dict.fromkeys(entry.claims, entry.snapshot)
        else:
            default, claims = entry.snapshot, {}
    return Accepted(default, claims, tuple(log))


def load(path: Path, stored: Callable[[], int] = lambda: 0) -> Accepted:
    """What accepted.json says; nothing accepted where it is missing.

    Raises `StoreDamagedError` where it was changed, does not follow from its own log, or is missing though
    more than one snapshot is ``stored`` with its text: a check accepts the first, so it was there.
    """
    facts = sealed.load(path)
    if facts is None:
        if (count := stored()) > 1:
            raise StoreDamagedError(str(path), LOST.format(count))
        return Accepted()
    try:
        accepted = replay([_entry(entry) for entry in facts["log"]])
    except (KeyError, TypeError, ValueError):
        raise StoreDamagedError(str(path), "has a log that cannot be read.", hint=disk.RESTORE) from None
    if (accepted.default, accepted.claims) != (facts.get("default"), facts.get("claims")):
        raise StoreDamagedError(str(path), "does not follow from its own log.", hint=disk.RESTORE)
    return accepted


def write(path: Path, accepted: Accepted) -> None:
    """Puts accepted.json in the place of the one before."""
    log = [_facts(entry) for entry in accepted.log]
    facts = {"default": accepted.default, "claims": dict(accepted.claims), "log": log}
    disk.replace(path, sealed.dump(facts))


def _facts(entry: LogEntry) -> dict[str, Any]:
    facts = dataclasses.asdict(entry) | {"time": names.iso(entry.time)}
    return {name: value for name, value in facts.items() if name not in _FLAGS or value}


def _entry(facts: dict[str, Any]) -> LogEntry:
    texts = (facts["who"], facts["why"], facts["snapshot"], *facts["claims"])
    forced, afresh = (facts.get(name, False) for name in _FLAGS)
    if facts["action"] not in ("accept", "undo") or not all(isinstance(text, str) for text in texts):
        raise ValueError
    if not (isinstance(forced, bool) and isinstance(afresh, bool)):
        raise TypeError
    return LogEntry(
        time=names.moment(facts["time"]), who=facts["who"], why=facts["why"], action=facts["action"],
        snapshot=facts["snapshot"], claims=tuple(facts["claims"]), forced=forced, afresh=afresh,
    )  # fmt: skip
