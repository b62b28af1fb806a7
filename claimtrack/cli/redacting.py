"""What `claimtrack snapshots export --redact` does."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from claimtrack.cli.options import claim_set
from claimtrack.cli.output import say
from claimtrack.errors import UsageError

if TYPE_CHECKING:
    from claimtrack.store import Store


def export_redacted(
    snapshot: str, files: Sequence[Path], store: Store, outputs: Sequence[Path], *, quiet: bool
) -> None:
    """Writes a snapshot without its text into a folder, ``redacted`` here by default, and says how it is compared with.

    ``files`` are the claim files, of which one must have the snapshot's document.
    """
    from claimtrack import pipeline

    output = outputs[0] if outputs else Path("redacted")
    if len(outputs) > 1 or output.name.lower().endswith((".warc", ".warc.gz")):
        raise UsageError("--redact writes one folder, and no WARC file, which would hold the page: name that one.")
    found = store.get(snapshot)
    written = pipeline.redact(snapshot, output, claim_set(files, found.document), store=store)
    if not quiet:
        say(f"Written without its text: {written}\nTo compare with it: claimtrack compare {written} PAGE")
