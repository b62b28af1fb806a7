"""The commands about what is stored: accept, snapshots."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from claimtrack.cli.options import claim_sets, claims_option, opened, store_option, talk_options
from claimtrack.cli.program import Group
from claimtrack.errors import StoreDamagedError, UsageError

if TYPE_CHECKING:
    from claimtrack.records import Redacted, Snapshot
    from claimtrack.store import Accepted, Store

DAMAGED = 4

text_or_json = click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True,
    help="What stdout gets.",
)  # fmt: skip
document_option = click.option("--document", metavar="ID", help="Only this; default: every one stored.")


@click.command()
@click.argument("claims", metavar="[CLAIM]...", nargs=-1)
@click.option("--snapshot", metavar="ID", help="The snapshot to accept; default: the newest.")
@document_option
@click.option("--reason", metavar="TEXT", default="", help="Why; kept in the log.")
@click.option("--undo", is_flag=True, help="Take the last acceptance back.")
@claims_option
@store_option
@talk_options
def accept(claims: Sequence[str], snapshot: str | None, document: str | None, reason: str, undo: bool,
           files: Sequence[Path], folder: Path, **talk: Any) -> None:  # fmt: skip
    """Take a snapshot as the accepted one: what later checks compare with.

    Without CLAIM it is accepted for all claims, else for the claims named. Without --document it is done for
    every stored document that the claims are about.

    \b
    Examples:
      claimtrack accept
      claimtrack accept location-shared-by-choice --reason "read it, our text is updated"
      claimtrack accept --snapshot acme-privacy/20260703T081233Z
      claimtrack accept --undo --document acme-privacy

    Exit codes: 0, 2 wrong usage, 4 the store is damaged.
    """
    if undo and (claims or snapshot):
        raise UsageError("--undo takes back the last acceptance as a whole: leave CLAIM and --snapshot out.")
    store = opened(folder, must_exist=True)
    document = document or (snapshot.split("/")[0] if snapshot else None)
    wanted = _documents(store, document)
    if undo:
        said = [_undone(store, each, reason) for each in _single(wanted)]
    else:
        about = _about(claims, files)
        said = [
            _accepted(store, each, snapshot, claims, reason)
            for each in wanted
            if document or not claims or any(each in ids for ids in about)
        ]
    if not talk["quiet"]:
        click.echo("\n".join(said), err=True)


def _documents(store: Store, document: str | None) -> list[str]:
    """The stored documents, or the one that is named; raises `UsageError` where that is not stored."""
    from claimtrack.claims import nearest

    known = store.documents()
    if document is not None and document not in known:
        raise UsageError(f"no document {document!r} is stored. {nearest(document, known)}".rstrip())
    return [document] if document is not None else known


def _about(claims: Sequence[str], files: Sequence[Path]) -> list[set[str]]:
    """The documents that each claim is about; raises `UsageError` for a claim that is in no set."""
    from claimtrack.claims import about, nearest

    if not claims:
        return []
    sets = claim_sets(files)
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
    store.accept(document, chosen, claims=claims, who=_user(), why=reason, time=utc_now())
    return f"{chosen} is now accepted for {', '.join(claims) or 'all claims'}."


def _undone(store: Store, document: str, reason: str) -> str:
    from claimtrack.pipeline import utc_now

    accepted = store.undo(document, who=_user(), why=reason, time=utc_now())
    own = "".join(f"; {claim}: {snapshot}" for claim, snapshot in accepted.claims.items())
    return f"{document}: taken back. Accepted again: {accepted.default or 'nothing'}{own}."


def _user() -> str:
    import getpass

    try:
        return getpass.getuser()
    except (OSError, KeyError):  # a container whose user has no name
        return "unknown"


@click.group(cls=Group)
def snapshots() -> None:
    """List, show and verify what is stored."""


@snapshots.command("list")
@document_option
@store_option
@text_or_json
@talk_options
def list_snapshots(document: str | None, folder: Path, form: str, **_: Any) -> int:
    """List the stored snapshots, oldest first.

    \b
    Examples:
      claimtrack snapshots list
      claimtrack snapshots list --document acme-privacy --format json

    Exit codes: 0, 2 wrong usage, 4 the store is damaged.
    """
    store = opened(folder, must_exist=True)
    documents = _documents(store, document)
    found = [snapshot for each in documents for snapshot in store.snapshots(each)]
    if form == "json":
        click.echo(json.dumps([each.facts().model_dump(mode="json") for each in found], indent=2))
        return 0
    accepted, lost = _baselines(store, documents)
    for snapshot in found:
        click.echo(f"{_line(snapshot)}{_accepted_for(snapshot, accepted.get(snapshot.document))}")
    for error in lost:
        click.echo(f"claimtrack: {error}", err=True)
    return DAMAGED if lost else 0


def _baselines(store: Store, documents: Sequence[str]) -> tuple[dict[str, Accepted], list[StoreDamagedError]]:
    """What is accepted of each document; where that is damaged, the list is needed to accept one again."""
    found: dict[str, Accepted] = {}
    lost = []
    for each in documents:
        try:
            found[each] = store.accepted(each)
        except StoreDamagedError as error:
            lost.append(error)
    return found, lost


def _accepted_for(snapshot: Snapshot, accepted: Accepted | None) -> str:
    if accepted is None:
        return ""
    own = [claim for claim, id_ in accepted.claims.items() if id_ == snapshot.id]
    note = "  accepted" if snapshot.id == accepted.default else ""
    return note + (f"  accepted for {', '.join(own)}" if own else "")


def _line(snapshot: Snapshot) -> str:
    dated = f"  dated {snapshot.effective_date}" if snapshot.effective_date else ""
    return f"{snapshot.id}  {snapshot.words:,} words{dated}{'  redacted' * snapshot.redacted}"


@snapshots.command()
@click.argument("snapshot", metavar="ID")
@store_option
@text_or_json
@talk_options
def show(snapshot: str, folder: Path, form: str, **_: Any) -> None:
    """Show the facts and the text of one snapshot.

    ID is as `claimtrack snapshots list` prints it.

    \b
    Example:
      claimtrack snapshots show acme-privacy/20260703T081233Z

    Exit codes: 0, 2 wrong usage, 4 the store is damaged.
    """
    from claimtrack.report.quote import inert

    store = opened(folder, must_exist=True)
    found = store.get(snapshot)
    kept = store.redacted(found) if found.redacted else None
    facts = found.facts().model_dump(mode="json") | ({"reader": str(kept.reader)} if kept else {})
    if form == "json":
        click.echo(json.dumps(facts, indent=2))
        return
    text = _stated(kept) if kept else store.text(found).splitlines()
    for name, value in facts.items():
        click.echo(f"{name + ':':<16}{inert(str(value)) if value is not None else '-'}")
    click.echo()
    for line in text:
        click.echo(inert(line))


def _stated(kept: Redacted) -> list[str]:
    """What is there in place of the text: the practices, a sentence a line."""
    from claimtrack.redacting import not_kept, told_facts

    return [not_kept(kept.reader), "", *filter(None, map(told_facts, kept.sentences))]


@snapshots.command()
@document_option
@store_option
@talk_options
def verify(document: str | None, folder: Path, quiet: bool, **_: Any) -> int:
    """Check every digest of the store.

    \b
    Examples:
      claimtrack snapshots verify
      claimtrack snapshots verify --store archive/

    Exit codes: 0 everything holds, 2 wrong usage, 4 something is damaged.
    """
    from claimtrack.report.sentences import count

    store = opened(folder, must_exist=True)
    documents = _documents(store, document)
    found = [problem for each in documents for problem in store.verify(each)]
    for problem in found:
        click.echo(f"{'note' if problem.note else 'damaged'}: {problem.path}: {problem.sentence}", err=True)
    damaged = sum(not problem.note for problem in found)
    if damaged:
        click.echo(f"{damaged} damaged.", err=True)
        return DAMAGED
    if not quiet:
        snapshots = sum(len(store.snapshots(each)) for each in documents)
        click.echo(f"{count(snapshots, 'snapshot')}, everything as it was written.")
    return 0
