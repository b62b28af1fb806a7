"""The command that brings in what a web archive captured: import wayback."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from claimtrack.cli.imported import code, kept, line, reported, target, titled
from claimtrack.cli.options import (
    claim_sets,
    claims_option,
    store_option,
    talk_options,
    text_or_json,
)
from claimtrack.cli.progress import counted
from claimtrack.errors import UsageError

if TYPE_CHECKING:
    from claimtrack.importers.wayback import Every

PERIODS = ("day", "week", "month", "year")


@click.command("wayback")
@click.argument("url", metavar="URL")
@click.option("--from", "first", metavar="DATE", help="From this year, month or day on: 2016, 2016-05, 2016-05-25.")
@click.option("--to", "last", metavar="DATE", help="Up to the end of this one.")
@click.option("--every", type=click.Choice(PERIODS), help="Only the first capture of each; see above.")
@click.option("--archive", metavar="URL", default="", show_default="https://web.archive.org/web",
              help="Another archive: the address before a capture's time and address.")  # fmt: skip
@click.option("--document", metavar="ID", help="Which; default: the one with this address, or the only one.")
@claims_option
@store_option
@text_or_json
@talk_options
def from_wayback(url: str, first: str | None, last: str | None, every: Every | None, archive: str, document: str | None,
                 files: Sequence[Path], **given: Any) -> int:  # fmt: skip
    """Store the editions of a document that the Wayback Machine captured, and say why others are left out.

    URL is the address that the page was captured at. Whether it begins with https or http, or with www., makes no
    difference; what it redirected to is told, and is an import of its own.

    Captures are taken oldest first, each as it was served, dated when it was captured, and judged as a check judges a
    page. One that the archive's digest says is the same as an earlier one is noted without being downloaded. With
    --every, the first capture of each period is taken: the first that is listed as a page, where there is one.

    The archive is asked no faster than it allows, so that years of captures take minutes. The import can be stopped
    at any time; the same command then downloads what is missing. What was left out is looked at again where the claim
    file expects something else of the document by then.

    --archive takes any collection that pywb or another Wayback serves, over http or https. One on this computer is
    asked as fast as it answers.

    \b
    Examples:
      claimtrack import wayback https://www.whatsapp.com/legal/privacy-policy \\
          --from 2016 --to 2026 --every week
      claimtrack import wayback acme.example/privacy --document acme-privacy \\
          --archive http://localhost:8080/my-collection

    Exit codes: 0 something is stored, 2 wrong usage, 3 nothing is stored, or the archive could not be asked, or not
    to the end, 4 the store is damaged.
    """
    from claimtrack.importers import wayback

    url = url if "://" in url else f"https://{url}"
    period = wayback.period(first, last)
    to = target(document or _having(url, files), files, **given)
    notes: list[str] = []
    with (
        reported(to) as found,
        _resumable(),
        counted(titled(to), None, quiet=to.quiet, verbose=to.verbose) as bar,
        wayback.from_wayback(url, period, every=every, archive=archive, said=bar.say) as listing,
    ):
        notes += listing.notes
        bar.begin(len(listing))
        for it in kept(listing.captures(), to):
            found.append(it)
            bar.step()
            bar.say(line(it)) if to.verbose else None
    for note in () if to.quiet else notes:
        click.echo(note, err=True)
    return code(found)


@contextmanager
def _resumable() -> Iterator[None]:
    """Says what remains when somebody stops it."""
    try:
        yield
    except KeyboardInterrupt:
        click.echo("\nStopped. What is imported stays; the same command goes on from there.", err=True)
        raise


def _having(url: str, files: Sequence[Path]) -> str:
    """The id of the document that has an address, or the only one there is."""
    from claimtrack.importers import wayback

    documents = {each.id: each for claims in claim_sets(files) for each in claims.documents}
    for each in documents.values():
        if wayback.is_same_page(each.url, url):
            return each.id
    if len(documents) > 1:
        raise UsageError(f"no document has the address {url[:200]}: say with --document whose editions these are.")
    return next(iter(documents))
