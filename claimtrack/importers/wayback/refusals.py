"""What an archive says where it does not give what was asked for, and what to do then."""

from __future__ import annotations

from claimtrack import fetch

CHECK = "check the address after --archive"
AGAIN = "The same command tries it again."
GO_ON = "What is imported stays; the same command goes on from there."

_EXCLUDED = ("AdministrativeAccessControlException", "Blocked Site Error", "URL has been excluded")
_ROBOTS = ("RobotAccessControlException",)
BLOCKED = "The archive answered 403 Forbidden: it refuses requests from here for now."
_LOOKED_AT = 20_000


def of(answer: fetch.Answer) -> str:
    """Why an answer that is no capture is none that will come; nothing where it is not refused.

    These are the words that the Internet Archive and OpenWayback use.
    """
    if answer.memento is not None or answer.status == 200:
        return ""
    said = answer.header("x-archive-wayback-runtime-error") + answer.body[:_LOOKED_AT].decode("utf-8", "replace")
    if any(word in said for word in _EXCLUDED):
        return "The archive does not show this page: its owner had it taken out."
    if any(word in said for word in _ROBOTS):
        return "The archive does not show this page: the site's robots.txt asked it not to."
    return BLOCKED if answer.status == 403 else ""


def way_on(status: int | None) -> str:
    """What to do when the archive does not answer, or answers that it is asked too much."""
    if status in (403, 429):
        return f"Wait an hour or more, and ask for less at once (--from, --to, --every). {GO_ON}"
    if status is None:
        return f"An archive that was asked too much may close the door for an hour. {GO_ON}"
    return GO_ON
