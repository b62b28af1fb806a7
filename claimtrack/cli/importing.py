"""The commands that bring in editions which others captured: import warc."""

from __future__ import annotations

import dataclasses
import json
import textwrap
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from claimtrack.cli.options import (
    claim_set,
    claims_option,
    document_option,
    opened,
    store_option,
    talk_options,
    text_or_json,
)
from claimtrack.cli.program import Group
from claimtrack.cli.progress import progress

if TYPE_CHECKING:
    from claimtrack.importers import Kept, LeftOut

UNUSABLE = 3
WIDTH = 80
_WORDS = {"stored": "stored", "same": "text stored before", "known": "imported before", "left-out": "left out"}


@click.group("import", cls=Group)
def importing() -> None:
    """Bring in editions that others captured."""


@importing.command("warc")
@click.argument("archives", metavar="FILE...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--url", "urls", metavar="URL", multiple=True,
              help="The address it was captured at; repeatable.  [default: the document's]")  # fmt: skip
@document_option
@claims_option
@store_option
@text_or_json
@talk_options
def from_warc(archives: Sequence[Path], urls: Sequence[str], document: str | None, files: Sequence[Path],
              folder: Path, form: str, quiet: bool, verbose: bool, **_: Any) -> int:  # fmt: skip
    """Store the editions of a document that WARC files hold, and say why others are left out.

    FILE is what crawlers, archives and browser tools write, compressed or not. Give all files of a crawl at
    once: a file may refer to a page in another one (a revisit). Of each file, the answers from the document's
    address are taken, whether http or https, oldest first, each judged as a check judges it. A text that is
    stored already becomes an observation; the first snapshot of a document is accepted. Nothing is compared:
    `claimtrack compare` does that, with two of the ids.

    \b
    Examples:
      claimtrack import warc crawl-00001.warc.gz crawl-00002.warc.gz
      claimtrack import warc old.warc.gz --document acme-privacy \\
          --url https://acme.example/legal/privacy

    Exit codes: 0 something is stored, 2 wrong usage or a bad file, 3 every capture was left out, 4 the store is
    damaged.
    """
    from claimtrack import importers, pipeline
    from claimtrack.pipeline import sources

    claims = claim_set(files, document)
    tracked, store = sources.tracked(claims, document), opened(folder)
    with progress(quiet=quiet, verbose=verbose) as said:
        said("Reading the files")
        captures = importers.from_warc(archives, urls or [tracked.url])
        said(f"Storing {tracked.title}")
        had = store.accepted(tracked.id).default
        found = [*importers.keep(captures, tracked, store, pipeline.utc_now())]
    _print(found, form)
    if not quiet:
        accepted = store.accepted(tracked.id).default
        _summarise(found, accepted if accepted != had else None)
    return 0 if any(it.result != "left-out" for it in found) else UNUSABLE


def _print(found: Sequence[Kept | LeftOut], form: str) -> None:
    if form == "json":
        click.echo(json.dumps([_facts(it) for it in found], indent=2, ensure_ascii=False))
        return
    click.echo("\n".join(_line(it) for it in found))


def _facts(it: Kept | LeftOut) -> dict[str, Any]:
    empty = {"snapshot": None, "reason": None}
    return empty | dataclasses.asdict(it) | {"time": _time(it)}


def _time(it: Kept | LeftOut) -> str:
    return it.time if isinstance(it.time, str) else it.time.isoformat().replace("+00:00", "Z")


def _line(it: Kept | LeftOut) -> str:
    from claimtrack.report.quote import inert

    width = max(map(len, _WORDS.values()))
    start = f"{inert(_time(it))[:20]:<20}  {_WORDS[it.result]:<{width}}  "
    rest = inert(it.reason) if it.result == "left-out" else it.snapshot
    return "\n".join(
        textwrap.wrap(start + rest, WIDTH, subsequent_indent="    ", break_long_words=False, break_on_hyphens=False)
    )


def _summarise(found: Sequence[Kept | LeftOut], accepted: str | None) -> None:
    counts = Counter[str](it.result for it in found)
    click.echo(f"{', '.join(f'{counts[each]:,} {words}' for each, words in _WORDS.items() if counts[each])}.", err=True)
    if accepted:
        click.echo(f"Accepted, as the first snapshot: {accepted}. Another: claimtrack accept --snapshot ID", err=True)
