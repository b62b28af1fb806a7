"""The command that takes a snapshot out of the store: snapshots export."""

from __future__ import annotations

import gzip
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from claimtrack.cli.options import claims_option, opened, store_option, talk_options
from claimtrack.cli.output import check_folder
from claimtrack.cli.redacting import export_redacted
from claimtrack.errors import FileError, UsageError

if TYPE_CHECKING:
    from claimtrack.records import Snapshot
    from claimtrack.store import Store

_PAGES = {"text/plain": "page.txt", "text/markdown": "page.md", "text/x-markdown": "page.md"}


@click.command()
@click.argument("snapshot", metavar="ID")
@click.option("--output", "outputs", metavar="PATH", multiple=True, type=click.Path(path_type=Path),
              help="Where to; a name that ends in .warc.gz or .warc makes a WARC file, any other a folder; "
              "repeatable.  [default: a folder here]")  # fmt: skip
@click.option("--redact", is_flag=True, help="Without the text, into one folder: PATH/ID.")
@claims_option
@store_option
@talk_options
def export(snapshot: str, outputs: Sequence[Path], redact: bool, files: Sequence[Path], folder: Path,
           quiet: bool, **_: Any) -> None:  # fmt: skip
    """Write a snapshot as plain files, for other tools and people.

    ID is as `claimtrack snapshots list` prints it. A WARC file has the request and the response as they were;
    archives and replay tools read it. A folder has

    \b
      page.html        the body of the page (page.md or page.txt for Markdown or text)
      text.md          its text, a sentence a line
      snapshot.json    when and where it was captured, and the digests
      capture.warc.gz  the capture as a whole, which the digests are of

    Every digest is checked before anything is written, and nothing that is there is written over.

    With --redact it holds none of the page's sentences, so that giving it away republishes nothing: a digest
    of each sentence and heading, and the practices that claimtrack read in them. `compare` takes it as BEFORE.
    PATH is laid out as a store, so `check` takes it too, where it is accepted. The claims say where on the page
    the text is, and what is looked for in it while it is there. Digests keep no secret: who guesses a sentence
    can compare its digest.

    \b
    Examples:
      claimtrack snapshots export acme-privacy/20260703T081233Z
      claimtrack snapshots export acme-privacy/20260703T081233Z --output a.warc.gz
      claimtrack snapshots export acme-privacy/20260703T081233Z --redact \\
          --output shared
      claimtrack compare shared/acme-privacy/20260703T081233Z new.html

    Exit codes: 0, 2 wrong usage or PATH cannot be written, 4 the store is damaged.
    """
    store = opened(folder, must_exist=True)
    if redact:
        export_redacted(snapshot, files, store, outputs, quiet=quiet)
        return
    if files:
        raise UsageError("--claims is for --redact: a snapshot with its text is written as it was captured.")
    found = store.get(snapshot)
    wanted = list(outputs) or [Path(found.id.replace("/", "-"))]
    for number, output in enumerate(wanted):
        _check_free(output, wanted[:number])
    contents = [_content(store, found, output) for output in wanted]
    for output, content in zip(wanted, contents, strict=True):
        _write(output, content)
        if not quiet:
            click.echo(f"Written: {output}", err=True)


def _check_free(output: Path, before: Sequence[Path]) -> None:
    if output in before:
        raise UsageError(f"--output {output} is named twice.")
    if output.exists() or output.is_symlink():
        raise UsageError(f"{output}: it is there already, and is not written over. Remove it, or name another.")
    check_folder(output)


def _content(store: Store, snapshot: Snapshot, output: Path) -> bytes | dict[str, bytes]:
    """What is written there: the bytes of a file, or the files of a folder by name."""
    from claimtrack import fetch

    archive = store.archive(snapshot)
    if output.name.lower().endswith(".warc.gz"):
        return archive
    if output.name.lower().endswith(".warc"):
        return gzip.decompress(archive)
    capture = store.capture(snapshot)
    kind = fetch.media_type(capture).split(";")[0].strip().lower()
    return {
        _PAGES.get(kind, "page.html"): capture.body,
        "text.md": store.text(snapshot).encode(),
        "snapshot.json": store.facts(snapshot),
        "capture.warc.gz": archive,
    }


def _write(output: Path, content: bytes | Mapping[str, bytes]) -> None:
    """Writes a new file or folder; raises `FileError`."""
    try:
        _write_file(output, content) if isinstance(content, bytes) else _write_folder(output, content)
    except OSError as error:
        raise FileError(str(output), f"it cannot be written: {error.strerror or error}.") from error


def _write_file(path: Path, content: bytes) -> None:
    """Half a file, where the disk is full, does not stay."""
    with path.open("xb") as file:
        try:
            file.write(content)
            file.flush()
        except OSError:
            path.unlink()
            raise


def _write_folder(path: Path, files: Mapping[str, bytes]) -> None:
    path.mkdir()
    try:
        for name, content in files.items():
            _write_file(path / name, content)
    except OSError:
        shutil.rmtree(path, ignore_errors=True)
        raise
