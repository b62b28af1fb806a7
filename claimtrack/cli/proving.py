"""The commands that prove what is stored: snapshots verify, snapshots head."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from claimtrack.cli.options import (
    opened,
    store_option,
    stored_documents,
    stored_option,
    talk_options,
    text_or_json,
)
from claimtrack.errors import StoreDamagedError, UsageError

if TYPE_CHECKING:
    from claimtrack.records import Snapshot
    from claimtrack.store import Problem, Store

DAMAGED = 4
_DIGEST = re.compile(r"(?:sha256:)?([0-9a-f]{64})")


@click.command()
@stored_option
@click.option("--head", "heads", metavar="DIGEST", multiple=True,
              help="A digest that `snapshots head` printed earlier; repeatable.")  # fmt: skip
@store_option
@talk_options
def verify(document: str | None, heads: Sequence[str], folder: Path, quiet: bool, **_: Any) -> int:
    """Check every digest, and name the first link that does not hold.

    It notices whatever was changed, removed, added or put in another order in the middle of the chain. By
    itself it cannot notice that the newest snapshots were cut off: what is left is a whole chain. --head does:
    with a digest that was published elsewhere, it proves that this snapshot and all that were stored before it
    are what they were. Each document has a chain, and a digest is of one of them.

    What is not captured is outside the chain: text.md and accepted.json carry digests of their own, so an edit is
    noticed, unless whoever made it computed them anew. Of what was removed, accepted.json is missed only
    where several snapshots are stored, and observations.jsonl, left-out.jsonl and unusable/ never. Keep the
    store in git: it remembers these too.

    \b
    Examples:
      claimtrack snapshots verify
      claimtrack snapshots verify --store archive/
      claimtrack snapshots verify --document acme-privacy --head sha256:5d41…

    Exit codes: 0 everything holds, 2 wrong usage, 4 something is damaged or not proven.
    """
    from claimtrack.report.sentences import count

    digests = [_digest(head) for head in heads]
    store = opened(folder, must_exist=True)
    documents = stored_documents(store, document)
    found = store.verify(document)
    proofs = [_proof(store, documents, head) for head in digests]
    unproven = [said for ids, said in proofs if not ids]
    _say(found, unproven)
    damaged = sum(not problem.note for problem in found)
    if damaged or unproven:
        numbers = {"damaged": damaged, "not proven": len(unproven)}
        click.echo(", ".join(f"{number} {what}" for what, number in numbers.items() if number) + ".", err=True)
        return DAMAGED
    if not quiet:
        click.echo(f"{count(sum(map(store.count, documents)), 'snapshot')}, everything as it was written.")
        for _ids, said in proofs:
            click.echo(said)
    return 0


def _digest(text: str) -> str:
    """A digest as the store writes it; raises `UsageError` for what is none."""
    found = _DIGEST.fullmatch(text.strip().lower())
    if found is None:
        shape = "sha256: and 64 digits of 0-9 and a-f"
        raise UsageError(f"--head {text[:100]!r} is no digest: one is {shape}, as `claimtrack snapshots head` has it.")
    return f"sha256:{found[1]}"


def _proof(store: Store, documents: Sequence[str], head: str) -> tuple[list[str], str]:
    """The snapshots that a digest proves, and the sentence that says so, or that there are none."""
    from claimtrack.report.sentences import count

    for each in documents:
        if found := store.proven(each, head):
            ids = [snapshot.id for snapshot in found]
            rest = store.count(each) - len(ids)
            later = f" {count(rest, 'snapshot')} came later." if rest else ""
            gone = f" What was stored before {ids[0]} is not here." if found[0].previous else ""
            return ids, f"{head} is {ids[-1]}{_as_then(found)}{gone}{later}"
    return [], f"{store.path}: {_another(store, documents, head) or _nowhere(documents, head)}"


def _another(store: Store, documents: Sequence[str], digest: str) -> str:
    """That a digest is one of the store, but of no chain; nothing where it is none of the store."""
    from claimtrack.text import digest as digest_of

    for snapshot in (snapshot for each in documents for snapshot in _readable(store, each)):
        known = {snapshot.digest: "page", snapshot.text_digest: "text", snapshot.capture_digest: "WARC file"}
        if name := known.get(digest):
            proves = f"which proves no chain. Its head is {digest_of(store.facts(snapshot))}"
            return f"{digest} is the digest of the {name} of {snapshot.id}, {proves}"
    return ""


def _readable(store: Store, document: str) -> list[Snapshot]:
    """The snapshots of a document; none where one is damaged, which is said already."""
    try:
        return store.snapshots(document)
    except StoreDamagedError:
        return []


def _nowhere(documents: Sequence[str], digest: str) -> str:
    where = f"of {documents[0]} " if len(documents) == 1 else ""
    return (
        f"no snapshot {where}has the digest {digest}. Either it is mistyped: compare it with what was published. "
        "Or the snapshot that had it was changed, or cut off with all that were stored after it: restore them from a "
        "backup or from git."
    )


def _as_then(found: Sequence[Snapshot]) -> str:
    if len(found) == 1:
        return ", as it was then." if found[0].previous else ", the first, as it was then."
    before = "the one" if len(found) == 2 else f"the {len(found) - 1:,}"
    return f": it and {before} stored before it are as they were then."


def _say(found: Sequence[Problem], unproven: Sequence[str]) -> None:
    for problem in found:
        click.echo(f"{'note' if problem.note else 'damaged'}: {problem.path}: {problem.sentence}", err=True)
    for said in unproven:
        click.echo(f"not proven: {said}", err=True)


@click.command()
@stored_option
@store_option
@text_or_json
@talk_options
def head(document: str | None, folder: Path, form: str, **_: Any) -> int:
    """Print the digest at the end of each document's chain, a line each.

    Publish it where you cannot change it later: in an article, a mail, a commit that others have. Whoever has
    the store and this digest can prove that no snapshot up to it was changed, removed or cut off since:
    `claimtrack snapshots verify --head DIGEST`.

    \b
    Examples:
      claimtrack snapshots head
      claimtrack snapshots head --document acme-privacy --format json

    Exit codes: 0, 2 wrong usage, 4 the store is damaged.
    """
    store = opened(folder, must_exist=True)
    found = [(each, store.head(each)) for each in stored_documents(store, document)]
    if form == "json":
        click.echo(json.dumps([_facts(store, *each) for each in found], indent=2))
    for line in () if form == "json" else _lines(found):
        click.echo(line)
    return 0


def _facts(store: Store, document: str, digest: str | None) -> dict[str, Any]:
    ids = [snapshot.id for snapshot in store.proven(document, digest)] if digest else []
    return {"document": document, "head": digest, "snapshot": ids[-1] if ids else None, "snapshots": len(ids)}


def _lines(found: Sequence[tuple[str, str | None]]) -> Iterator[str]:
    width = max((len(document) for document, _ in found), default=0)
    for document, digest in found:
        yield f"{document:<{width}}  {digest or '-'}"
