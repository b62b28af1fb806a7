"""What every import does and prints: each capture with what became of it, and the sum at the end."""

from __future__ import annotations

import dataclasses
import json
import textwrap
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from claimtrack.cli.options import claim_set, opened
from claimtrack.cli.progress import counted

if TYPE_CHECKING:
    from claimtrack.importers import Kept, LeftOut, Listed
    from claimtrack.records import Capture, Document
    from claimtrack.store import Store

UNUSABLE = 3
WIDTH = 80
_WORDS = {"stored": "stored", "same": "text stored before", "known": "imported before", "left-out": "left out"}


class Target(NamedTuple):
    """Where captures are imported to, and how much is said."""

    document: Document
    store: Store
    form: str
    quiet: bool
    verbose: bool


def target(document: str | None, files: Sequence[Path], folder: Path, form: str, quiet: bool, verbose: bool,
           **_: Any) -> Target:  # fmt: skip
    """The document that the options of an import name, and its store."""
    from claimtrack.pipeline import sources

    return Target(sources.tracked(claim_set(files, document), document), opened(folder), form, quiet, verbose)


def store(captures: Iterable[Capture | LeftOut], count: int, to: Target, notes: Iterable[str] = ()) -> int:
    """Stores what can be used of some captures, and prints what became of each; gives the exit code."""
    with reported(to) as found, counted(titled(to), count, quiet=to.quiet, verbose=to.verbose) as bar:
        for it in kept(captures, to):
            found.append(it)
            bar.step()
    if not to.quiet:
        for note in notes:
            click.echo(note, err=True)
    return code(found)


def titled(to: Target) -> str:
    """What an import is doing."""
    return f"Storing {to.document.title}"


def kept(captures: Iterable[Capture | Listed | LeftOut], to: Target) -> Iterator[Kept | LeftOut]:
    """What becomes of each capture, one by one."""
    from claimtrack import importers, pipeline

    return importers.keep(captures, to.document, to.store, pipeline.utc_now())


def code(found: Iterable[Kept | LeftOut]) -> int:
    """What an import that came to its end exits with."""
    return 0 if any(it.result != "left-out" for it in found) else UNUSABLE


@contextmanager
def reported(to: Target) -> Iterator[list[Kept | LeftOut]]:
    """Prints what became of the captures that are put into the list; also where an import ends before its time."""
    had = to.store.accepted(to.document.id).default
    found: list[Kept | LeftOut] = []
    try:
        yield found
    except BaseException:
        if found:
            _report(found, to, had)
        raise
    _report(found, to, had)


def _report(found: Sequence[Kept | LeftOut], to: Target, had: str | None) -> None:
    _print(found, to.form)
    if not to.quiet:
        accepted = to.store.accepted(to.document.id).default
        _summarise(found, accepted if accepted != had else None)


def _print(found: Sequence[Kept | LeftOut], form: str) -> None:
    if form == "json":
        click.echo(json.dumps([_facts(it) for it in found], indent=2, ensure_ascii=False))
        return
    click.echo("\n".join(line(it) for it in found))


def _facts(it: Kept | LeftOut) -> dict[str, Any]:
    empty = {"snapshot": None, "reason": None, "technical": False}
    return empty | dataclasses.asdict(it) | {"time": _time(it), "source": it.source or None}


def _time(it: Kept | LeftOut) -> str:
    return it.time if isinstance(it.time, str) else it.time.isoformat().replace("+00:00", "Z")


def line(it: Kept | LeftOut) -> str:
    """What became of a capture, for people."""
    from claimtrack.report.quote import inert

    width = max(map(len, _WORDS.values()))
    start = f"{inert(_time(it))[:20]:<20}  {_WORDS[it.result]:<{width}}  "
    if it.result == "left-out":
        rest = f"{it.reason} ({it.source[:100]})" if it.source and "://" not in it.source else it.reason
    else:
        rest = f"{it.snapshot} (technical)" if it.technical else it.snapshot
    return "\n".join(
        textwrap.wrap(
            start + inert(rest), WIDTH, subsequent_indent="    ", break_long_words=False, break_on_hyphens=False
        )
    )


def _summarise(found: Sequence[Kept | LeftOut], accepted: str | None) -> None:
    counts = Counter[str](it.result for it in found)
    technical = sum(it.result != "left-out" and it.technical for it in found)
    sums = [f"{counts[each]:,} {words}" for each, words in _WORDS.items() if counts[each]]
    note = f" The archive marks {technical:,} as technical." if technical else ""
    click.echo(f"{', '.join(sums)}.{note}", err=True)
    if accepted:
        click.echo(f"Accepted, as the first snapshot: {accepted}. Another: claimtrack accept --snapshot ID", err=True)
