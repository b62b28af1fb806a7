"""The command that gives snapshots away: `claimtrack snapshots export`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from claimtrack.cli.options import claims_option, opened, store_option, talk_options
from claimtrack.cli.redacting import export_redacted
from claimtrack.errors import UsageError


@click.command()
@click.argument("snapshot", metavar="ID")
@click.option("--redact", is_flag=True, help="Without the text: digests of its sentences, and what was read in them.")
@click.option("--output", metavar="DIR", type=click.Path(path_type=Path),
              help="Folder to write to; the snapshot becomes DIR/ID.")  # fmt: skip
@claims_option
@store_option
@talk_options
def export(snapshot: str, redact: bool, output: Path | None, files: Sequence[Path], folder: Path,
           quiet: bool, **_: Any) -> None:  # fmt: skip
    """Write a snapshot to be given to others.

    With --redact it holds none of the page's sentences, so that giving it away republishes nothing: a digest
    of each sentence and heading, and the practices that claimtrack read in them. `compare` takes it as BEFORE,
    and so does `check` where it lies in the store and is accepted. The claims say where on the page the text
    is, and what is looked for in it while it is there.

    Digests keep no secret: who guesses a sentence can compare its digest.

    \b
    Examples:
      claimtrack snapshots export acme-privacy/20260703T081233Z --redact --output shared
      claimtrack compare shared/acme-privacy/20260703T081233Z new.html

    Exit codes: 0, 2 wrong usage, 4 the store is damaged.
    """
    if not redact:
        raise UsageError("say --redact: a snapshot is written without its text only.")
    if output is None:
        raise UsageError("say with --output which folder to write to.")
    export_redacted(snapshot, files, opened(folder, must_exist=True), output, quiet=quiet)
