"""The commands about what is stored: snapshots."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from claimtrack.cli.options import opened, store_option, stored_documents, stored_option, talk_options
from claimtrack.cli.program import Group
from claimtrack.errors import StoreDamagedError

if TYPE_CHECKING:
    from claimtrack.records import Snapshot
    from claimtrack.store import Accepted, Store

DAMAGED = 4

text_or_json = click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True,
    help="What stdout gets.",
)  # fmt: skip


@click.group(cls=Group)
def snapshots() -> None:
    """List, show and verify what is stored."""


@snapshots.command("list")
@stored_option
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
    documents = stored_documents(store, document)
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
    return f"{snapshot.id}  {snapshot.words:,} words{dated}"


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
    facts = found.facts().model_dump(mode="json")
    if form == "json":
        click.echo(json.dumps(facts, indent=2))
        return
    text = store.text(found).splitlines()
    for name, value in facts.items():
        click.echo(f"{name + ':':<16}{inert(str(value)) if value is not None else '-'}")
    click.echo()
    for line in text:
        click.echo(inert(line))


@snapshots.command()
@stored_option
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
    documents = stored_documents(store, document)
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
