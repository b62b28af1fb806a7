"""The commands about what is stored: snapshots."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from claimtrack.cli.exporting import export
from claimtrack.cli.options import opened, store_option, stored_documents, stored_option, talk_options, text_or_json
from claimtrack.cli.program import Group
from claimtrack.cli.proving import DAMAGED, head, verify
from claimtrack.errors import StoreDamagedError

if TYPE_CHECKING:
    from claimtrack.records import Redacted, Snapshot
    from claimtrack.store import Accepted, Store

_BELOW = f"\n{'':<16}"
LABELS = {"digest": "page digest", "head": "head digest"}
"""Facts that people would take for each other under their names as data."""
TAKEN_BACK = "  refused; its acceptance was taken back"


@click.group(cls=Group)
def snapshots() -> None:
    """List, show, verify and export what is stored."""


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
    gone = {id_ for each in accepted for id_ in store.uncounted(each)}
    lines = [
        f"{_line(each)}{_accepted_for(each, accepted.get(each.document))}{TAKEN_BACK * (each.id in gone)}"
        for each in found
    ]
    click.echo("\n".join(lines), nl=bool(lines))
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
    from claimtrack.report.sentences import count

    dated = f"  dated {snapshot.effective_date}" if snapshot.effective_date else ""
    return f"{snapshot.id}  {count(snapshot.words, 'word')}{dated}{'  redacted' * snapshot.redacted}"


@snapshots.command()
@click.argument("snapshot", metavar="ID")
@store_option
@text_or_json
@talk_options
def show(snapshot: str, folder: Path, form: str, **_: Any) -> None:
    """Show the facts and the text of one snapshot.

    ID is as `claimtrack snapshots list` prints it. The page digest is of the page as it was served; the head digest
    is the one that `claimtrack snapshots verify --head` takes. Of one that was imported, where it came from is told,
    too.

    \b
    Example:
      claimtrack snapshots show acme-privacy/20260703T081233Z

    Exit codes: 0, 2 wrong usage, 4 the store is damaged.
    """
    from claimtrack.report.quote import inert
    from claimtrack.text import digest

    store = opened(folder, must_exist=True)
    found = store.get(snapshot)
    kept = store.redacted(found) if found.redacted else None
    facts = found.facts().model_dump(mode="json") | ({"reader": str(kept.reader)} if kept else {})
    origin = dict(() if kept else store.capture(found).origin)
    facts["head"] = digest(store.facts(found))
    if form == "json":
        click.echo(json.dumps(facts | ({"origin": origin} if origin else {}), indent=2))
        return
    text = _stated(kept) if kept else store.text(found).splitlines()
    for name, value in facts.items() if kept else [fact for fact in facts.items() if fact[0] != "reader"]:
        click.echo(f"{LABELS.get(name, name) + ':':<16}{inert(str(value)) if value is not None else '-'}")
    for name, value in origin.items():
        lines = filter(None, map(inert, value.splitlines()))
        click.echo(f"{name + ':':<16}{_BELOW.join(lines)}")
    click.echo()
    for line in text:
        click.echo(inert(line))


def _stated(kept: Redacted) -> list[str]:
    """What is there in place of the text: the practices, a sentence a line."""
    from claimtrack.redacting import not_kept, told_facts

    return [not_kept(kept.reader), "", *filter(None, map(told_facts, kept.sentences))]


snapshots.add_command(verify)
snapshots.add_command(head)
snapshots.add_command(export)
