"""What `claimtrack snapshots export --redact` does."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from claimtrack.cli.options import claim_set
from claimtrack.cli.output import say

if TYPE_CHECKING:
    from claimtrack.store import Store


def export_redacted(snapshot: str, files: Sequence[Path], store: Store, output: Path, *, quiet: bool) -> None:
    """Writes a snapshot without its text into a folder, and says how it is compared with.

    ``files`` are the claim files, of which one must have the snapshot's document.
    """
    from claimtrack import pipeline

    found = store.get(snapshot)
    written = pipeline.redact(snapshot, output, claim_set(files, found.document), store=store)
    if not quiet:
        say(f"{written}: without its text. Compare with it: claimtrack compare {written} PAGE")
