"""The commands that bring in editions which others captured: import opentermsarchive, import warc, import files."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import click

from claimtrack.cli.imported import store, target
from claimtrack.cli.options import claims_option, document_option, store_option, talk_options, text_or_json
from claimtrack.cli.program import Group
from claimtrack.cli.progress import progress


@click.group("import", cls=Group)
def importing() -> None:
    """Bring in editions that others captured."""


@importing.command("opentermsarchive")
@click.argument("repository", metavar="REPO")
@click.option("--service", metavar="NAME", required=True, help="The service, as the archive names it: WhatsApp.")
@click.option("--terms", metavar="NAME", required=True, help="Which of its terms: 'Privacy Policy'.")
@document_option
@claims_option
@store_option
@text_or_json
@talk_options
def from_opentermsarchive(repository: str, service: str, terms: str, **given: Any) -> int:
    """Store the editions of a document that an Open Terms Archive recorded, and say why others are left out.

    REPO is a repository of versions (Markdown) or of snapshots (HTML): a folder, a git bundle, or an address
    that begins with https://, ssh:// or file://, of which only the history and the wanted texts are fetched.
    Nothing is checked out, and no setting or hook of the repository is run.

    Each commit that changed the file of the service and terms is an edition, dated when the archive fetched it
    and judged as a check judges it; PDF is not read. The commit, its message and the archive are kept with the
    snapshot, as `claimtrack snapshots show` tells. What the archive itself marks as technical (an old page that
    it read anew) is stored as such. To go on after an interruption, or a month later, give the same command: what
    is imported already is known.

    \b
    Examples:
      claimtrack import opentermsarchive pga-versions \\
          --service WhatsApp --terms "Privacy Policy"
      claimtrack import opentermsarchive https://git.example/archive-versions.git \\
          --service Acme --terms "Terms of Service" --document acme-terms

    Exit codes: 0 something is stored, 2 wrong usage, or a repository that cannot be read, 3 every commit was
    left out, 4 the store is damaged.
    """
    from claimtrack import importers

    to = target(**given)
    with ExitStack() as stack:
        with progress(quiet=to.quiet, verbose=to.verbose) as said:
            opening = importers.from_opentermsarchive(repository, service, terms, to.document, said)
            archive = stack.enter_context(opening)
        return store(archive.captures(), len(archive), to, archive.notes)


@importing.command("warc")
@click.argument("archives", metavar="FILE...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--url", "urls", metavar="URL", multiple=True,
              help="The address it was captured at; repeatable.  [default: the document's]")  # fmt: skip
@document_option
@claims_option
@store_option
@text_or_json
@talk_options
def from_warc(archives: Sequence[Path], urls: Sequence[str], **given: Any) -> int:
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
    from claimtrack import importers

    to = target(**given)
    with progress(quiet=to.quiet, verbose=to.verbose) as said:
        said("Reading the files")
        captures = importers.from_warc(archives, urls or [to.document.url])
    return store(captures, len(captures), to)


@importing.command("files")
@click.argument("patterns", metavar="FILE...", nargs=-1, required=True)
@click.option("--date-from", type=click.Choice(["name", "mtime"]), required=True,
              help="When each was captured: its name says so, or the time it was last changed.")  # fmt: skip
@document_option
@claims_option
@store_option
@text_or_json
@talk_options
def from_files(patterns: Sequence[str], date_from: Any, **given: Any) -> int:
    """Store the editions of a document that were saved as files, and say why others are left out.

    FILE is a page as HTML, Markdown or text, saved by hand or by any tool, or a pattern in quotes that stands
    for several: '*.html', or '**/*.html' for those in all folders below, too. They are taken oldest first, each
    judged as a check judges it. A text that is stored already becomes an observation; the first snapshot of a
    document is accepted.

    A name says a date as 2026-07-03 or 20260703, with or without a time: 2026-07-03T08-12-33Z,
    20260703T081233Z, 20260703081233. A time without an offset is UTC. Where the file's name says none, that of
    its folder may.

    \b
    Examples:
      claimtrack import files 'saved/*.html' --date-from name
      claimtrack import files policy.md --date-from mtime --document acme-privacy

    Exit codes: 0 something is stored, 2 wrong usage, or a file that no date can be told of, 3 every file was left
    out, 4 the store is damaged.
    """
    from claimtrack import importers

    to = target(**given)
    files = importers.from_files(patterns, to.document, date_from)
    return store(files.captures(), len(files), to)
