"""The commands that move the baseline, which nothing else does: accept, review."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from claimtrack.cli.options import (
    claim_files,
    claim_set,
    claim_sets,
    claims_option,
    opened,
    store_option,
    stored_documents,
    stored_option,
    talk_options,
)
from claimtrack.cli.progress import progress
from claimtrack.cli.user import user
from claimtrack.errors import UsageError

if TYPE_CHECKING:
    from claimtrack.records import ClaimSet, Finding, Report
    from claimtrack.review import Desk, Item
    from claimtrack.store import Store

reason_option = click.option("--reason", metavar="TEXT", help="Why; kept in the log with your name and the time.")


@click.command()
@click.argument("claims", metavar="[CLAIM]...", nargs=-1)
@click.option("--snapshot", metavar="ID", help="The snapshot to accept; default: the newest.")
@click.option("--unusable", "kept", metavar="TIME",
              help="Accept a page that was refused or unstable: its time in the store, or 'newest'.")  # fmt: skip
@stored_option
@reason_option
@click.option("--undo", is_flag=True, help="Take the last acceptance back.")
@claims_option
@store_option
@talk_options
def accept(claims: Sequence[str], snapshot: str | None, kept: str | None, document: str | None,
           reason: str | None, undo: bool, files: Sequence[Path], folder: Path, **talk: Any) -> None:  # fmt: skip
    """Take a snapshot as the accepted one: what later checks compare with.

    Without CLAIM it is accepted for all claims, else for the claims named. Without --document it is done for
    every stored document that the claims are about, and never for another. Your name is taken from git where you
    gave it one.

    A page that a check refused (it is much shorter than before, say) or that was unstable is kept aside for a
    while. Where it is the policy all the same, --unusable makes a snapshot of it and accepts that; a reason must
    be given.

    \b
    Examples:
      claimtrack accept
      claimtrack accept location-shared-by-choice --reason "read it"
      claimtrack accept --snapshot acme-privacy/20260703T081233Z
      claimtrack accept --unusable newest --reason "it really shrank"
      claimtrack accept --undo --document acme-privacy

    Exit codes: 0, 2 wrong usage, 4 the store is damaged.
    """
    if undo and (claims or snapshot or kept):
        raise UsageError("--undo takes back the last acceptance as a whole: leave CLAIM and --snapshot out.")
    if snapshot and kept:
        raise UsageError("--snapshot and --unusable name two pages: leave one of them out.")
    store = opened(folder, must_exist=True)
    document = document or next((each.split("/")[0] for each in (snapshot, kept) if each and "/" in each), None)
    sets = claim_sets(files)
    wanted, left = _in_force(sets, stored_documents(store, document))
    about = _about(claims, sets)
    concerned = [each for each in wanted if document or not claims or any(each in ids for ids in about)]
    if undo:
        said = [_undone(store, each, reason or "") for each in _single(wanted)]
    elif kept:
        said = _taken(store, concerned, kept, claims, files, reason or "")
    else:
        said = [_accepted(store, each, snapshot, claims, reason or "") for each in concerned]
        said += [f"Left as they are: {_not_in_force(left)}"] * bool(left)
    if not talk["quiet"]:
        click.echo("\n".join(said), err=True)


def _in_force(sets: Sequence[ClaimSet], stored: Sequence[str]) -> tuple[list[str], list[str]]:
    """The stored documents that the sets are about, and the others; raises `UsageError` where there are others only.

    A store may hold documents of other claims, which are not to be touched by the way.
    """
    known = {tracked.id for each in sets for tracked in each.documents}
    wanted, left = [each for each in stored if each in known], [each for each in stored if each not in known]
    if left and not wanted:
        raise UsageError(_not_in_force(left))
    return wanted, left


def _not_in_force(documents: Sequence[str]) -> str:
    return f"no claim in force is about {', '.join(documents)}. To accept one, name its claim file: --claims FILE"


def _about(claims: Sequence[str], sets: Sequence[ClaimSet]) -> list[set[str]]:
    """The documents that each claim is about; raises `UsageError` for a claim that is in no set."""
    from claimtrack.claims import about, nearest

    if not claims:
        return []
    known: dict[str, set[str]] = {}
    for each in sets:
        for tracked in each.documents:
            for claim in about(each, tracked):
                known.setdefault(claim.id, set()).add(tracked.id)
    for name in claims:
        if name not in known:
            raise UsageError(f"there is no claim {name!r}. {nearest(name, known)}".rstrip())
    return [known[name] for name in claims]


def _single(documents: Sequence[str]) -> Sequence[str]:
    if len(documents) != 1:
        raise UsageError(f"say with --document which of {', '.join(documents) or 'no documents'} is meant.")
    return documents


def _accepted(store: Store, document: str, snapshot: str | None, claims: Sequence[str], reason: str) -> str:
    from claimtrack.pipeline import utc_now

    newest = store.newest(document)
    chosen = snapshot or (newest.id if newest else None)
    if chosen is None:
        raise UsageError(f"no snapshot of {document!r} is stored.")
    store.accept(document, chosen, claims=claims, who=user(), why=reason, time=utc_now())
    return f"{chosen} is now accepted for {', '.join(claims) or 'all claims'}."


def _undone(store: Store, document: str, reason: str) -> str:
    from claimtrack.pipeline import utc_now

    accepted = store.undo(document, who=user(), why=reason, time=utc_now())
    own = "".join(f"; {claim}: {snapshot}" for claim, snapshot in accepted.claims.items())
    again = f"Accepted again: {accepted.default or 'nothing'}{own}."
    left = "" if accepted.default else (
        " To accept a snapshot: claimtrack accept --snapshot ID. Until then checks can flag nothing, and exit 3."
    )  # fmt: skip
    return f"{document}: taken back. {again}{left}"


def _taken(
    store: Store, documents: Sequence[str], kept: str, claims: Sequence[str], files: Sequence[Path], reason: str
) -> list[str]:
    """What was said of a page that became the accepted snapshot though a check had refused it."""
    from claimtrack import pipeline

    if not reason.strip():
        way_out = f'claimtrack accept --unusable {kept} --reason "it really shrank"'
        raise UsageError(f"a page that was not believed is accepted for a reason: say with --reason which. {way_out}")
    (document,) = _single([each for each in documents if len(documents) == 1 or store.aside(each)])
    taken = pipeline.take(
        claim_set(files, document), store, document, kept.rsplit("/", 1)[-1], only=claims, who=user(), why=reason,
        time=pipeline.utc_now(),
    )  # fmt: skip
    said = [f"{taken.snapshot.id} is now accepted for {', '.join(claims) or 'all claims'}."]
    said += [f"What the check had said of it: {taken.why_not}"]
    later = "Later editions like it are refused until `expect` in the claim file is put right"
    return said + [f"{later}: {taken.later}"] * bool(taken.later)


# ── Review ───────────────────────────────────────────────────────────────────────────────────────────


@click.command()
@click.argument("files", metavar="[CLAIMSET]...", nargs=-1, type=click.Path(path_type=Path))
@click.option("--document", "documents", metavar="ID", multiple=True, help="Only this document; repeatable.")
@reason_option
@store_option
@talk_options
def review(files: Sequence[Path], documents: Sequence[str], reason: str | None, folder: Path, **talk: Any) -> None:
    """Walk through the flagged claims on a terminal, and decide one by one.

    Each is shown as `claimtrack check` shows it, with the newest stored snapshot; nothing is fetched. Then you
    say what is to be done: accept the new text for this claim, skip it, edit the claim's statement in its file
    (everything else in the file stays as it is), show more, or quit. What was accepted before you quit stays
    accepted; `claimtrack accept --undo` takes it back, one step at a time.

    \b
    Examples:
      claimtrack review
      claimtrack review claims/acme.yaml --reason "monthly review"

    Exit codes: 0, also where nothing is to be reviewed, 2 wrong usage or no terminal, 4 the store is damaged,
    130 interrupted.
    """
    from claimtrack import pipeline
    from claimtrack import review as walking

    store = opened(folder, must_exist=True)
    found = claim_files(files)
    sets = claim_sets(files)
    with progress(quiet=talk["quiet"], verbose=talk["verbose"]) as said:
        run = pipeline.check(sets, store, documents=documents, offline=True, progress=said)
    items = walking.items(run, dict(zip([each.id for each in sets], found, strict=False)))
    for line in walking.missing(run):
        click.echo(line, err=True)
    if not items:
        click.echo("Nothing to review: no claim is flagged on the newest stored snapshots.", err=True)
        return
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        way_out = "run it on one, or accept without questions: claimtrack accept CLAIM --reason TEXT"
        raise UsageError(f"review asks questions, and this is no terminal: {way_out}")
    click.echo(walking.walk(items, _desk(store, talk), reason))


def _desk(store: Store, talk: dict[str, Any]) -> Desk:
    """Where a review talks and what it changes: this terminal, this store, claim files."""
    from claimtrack.claims import restate
    from claimtrack.pipeline import utc_now
    from claimtrack.review import Desk

    with suppress(ImportError):  # Windows has none
        import readline  # noqa: F401  (input() then edits the line)

    def accept(item: Item, claims: Sequence[str], why: str) -> None:
        assert item.report.after  # else there was nothing to show
        document = item.report.document.id
        store.accept(document, item.report.after.id, claims=claims, who=user(), why=why, time=utc_now())

    return Desk(input, click.echo, partial(_show, color=talk["color"]), accept, restate)


def _show(report: Report, finding: Finding, *, whole: bool, color: bool | None) -> None:
    from claimtrack.report import terminal

    terminal.show_finding(report, finding, sys.stdout, color=color, whole=whole)
