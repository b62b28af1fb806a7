"""The commands that tell what is known already: history, report."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Unpack

import click

from claimtrack.cli.checking import no_option, unnoticed
from claimtrack.cli.options import (
    claim_sets,
    claims_option,
    documents_option,
    format_option,
    opened,
    output_option,
    store_option,
    talk_options,
)
from claimtrack.cli.output import Talk, check_outputs, deliver
from claimtrack.cli.progress import progress
from claimtrack.errors import FileError, UsageError

if TYPE_CHECKING:
    from claimtrack.records import ClaimSet, Result
    from claimtrack.store import Store

STDIN = "-"


@click.command()
@click.option("--claims", multiple=True, hidden=True, expose_value=False, callback=no_option)
@click.argument("files", metavar="[CLAIMSET]...", nargs=-1, type=click.Path(path_type=Path))
@documents_option
@store_option
@format_option
@output_option
@talk_options
def history(files: Sequence[Path], documents: Sequence[str], folder: Path, form: str, outputs: Sequence[Path],
            **talk: Unpack[Talk]) -> int:  # fmt: skip
    """Tell what became of each claim over all stored editions of a document.

    The editions are replayed in the order of time, each compared with the one before it, whatever was
    accepted: the answer to "when did this stop being true?". CLAIMSET is as for `claimtrack check`. Each claim
    has a strip of its states, and each change its date and reason; --verbose quotes both editions. Nothing is
    fetched, and nothing in the store changes.

    \b
    Examples:
      claimtrack history
      claimtrack history --document acme-privacy --output timeline.svg
      claimtrack history claims/acme.yaml --format json > history.json

    Exit codes: 0, 2 wrong usage, a bad file or nothing stored, 4 the store is damaged.
    """
    from claimtrack import pipeline

    check_outputs(outputs)
    sets, store = claim_sets(files), opened(folder, must_exist=True)
    with progress(quiet=talk["quiet"], verbose=talk["verbose"]) as said:
        found = pipeline.history(sets, store, documents=_stored(sets, store, documents), progress=said)
    return deliver(found, form, outputs, 0, talk, folder)


@click.command()
@click.argument("sources", metavar="[FILE]...", nargs=-1)
@claims_option
@documents_option
@store_option
@format_option
@output_option
@talk_options
def report(sources: Sequence[str], files: Sequence[Path], documents: Sequence[str], folder: Path, form: str,
           outputs: Sequence[Path], **talk: Unpack[Talk]) -> int:  # fmt: skip
    """Make a report in another format, from JSON reports or from what is stored.

    FILE is a JSON report that check, compare or history wrote, "-" one on stdin; several become one. Where the
    store has the snapshots that it is about, formats which show the full text take it from there. Without FILE,
    the newest stored snapshots are compared with what was accepted, as `claimtrack check --offline` does, but
    nothing in the store changes.

    \b
    Examples:
      claimtrack report report.json --output report.svg
      claimtrack check --format json | claimtrack report -
      claimtrack report --document acme-privacy

    Exit codes: 0 the report was made, whatever it says, 2 wrong usage or a bad file, 4 the store is damaged.
    """
    check_outputs(outputs)
    if sources and documents:
        raise UsageError("--document is for what is stored; a file holds the documents that it holds.")
    if sources:
        return deliver(_loaded(sources, files, folder), form, outputs, 0, talk, folder)
    return _standing(files, documents, folder, form, outputs, talk)


def _standing(files: Sequence[Path], documents: Sequence[str], folder: Path, form: str, outputs: Sequence[Path],
              talk: Talk) -> int:  # fmt: skip
    """The report on what is stored."""
    from claimtrack import pipeline

    sets, store = claim_sets(files), opened(folder, must_exist=True)
    with progress(quiet=talk["quiet"], verbose=talk["verbose"]) as said:
        run = pipeline.standing(sets, store, documents=_stored(sets, store, documents), progress=said)
    return deliver(run, form, outputs, 0, talk, folder, unnoticed(run, sets, store))


def _stored(sets: Sequence[ClaimSet], store: Store, documents: Sequence[str]) -> list[str]:
    """The documents named, else those that are stored; raises `UsageError` where none is."""
    known = [each.id for claims in sets for each in claims.documents]
    found = [*documents] or [each for each in known if store.count(each)]
    if not any(store.count(each) for each in found if each in known) and set(found) <= set(known):
        which = ", ".join(found or known)
        raise UsageError(f"{store.path}: no edition of {which} is stored. Run `claimtrack check` first.")
    return found


def _loaded(names: Sequence[str], files: Sequence[Path], folder: Path) -> Result:
    """What the files hold, as one, with the texts that the store has."""
    from claimtrack import pipeline
    from claimtrack.pipeline.outcome import FAIL_ON, causes, exit_code
    from claimtrack.records import History, Run
    from claimtrack.report import loading, reports

    found = [(name, loading.load(_content(name, loading.MAX_BYTES), _called(name))) for name in names]
    every = [each for _, it in found if not isinstance(it, History) for each in reports(it)]
    result = loading.joined(found, exit_code(every, causes(FAIL_ON)))
    if isinstance(result, History) or not folder.is_dir():
        return result
    sets, store = claim_sets(files), opened(folder)
    filled = [pipeline.with_texts(each, sets, store) for each in reports(result)]
    return result.model_copy(update={"reports": filled}) if isinstance(result, Run) else filled[0]


def _called(name: str) -> str:
    return "stdin" if name == STDIN else name


def _content(name: str, limit: int) -> bytes:
    """The bytes of a file or of stdin, and one more than the limit at most."""
    try:
        if name == STDIN:
            return sys.stdin.buffer.read(limit + 1)
        with Path(name).open("rb") as file:
            return file.read(limit + 1)
    except AttributeError:  # `<&-`: there is no stdin
        raise FileError("stdin", "it is closed.") from None
    except OSError as error:
        raise FileError(name, f"it cannot be read: {error.strerror or error}.") from error
