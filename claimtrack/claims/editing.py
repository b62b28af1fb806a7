"""One statement of a claim file put in other words; everything else in the file stays as a person wrote it."""

from __future__ import annotations

import codecs
import os
import tempfile
from contextlib import suppress
from pathlib import Path

from claimtrack import yamlio
from claimtrack.claims import files
from claimtrack.errors import ClaimFileError


def restate(path: Path, claim: str, old: str, new: str) -> None:
    """Writes another statement of a claim into its file, which is the old or the new one, whatever happens.

    ``old`` is the statement that the person saw. Raises `ClaimFileError` where the file says something else by
    now, cannot be written, or would be no claim file any more.
    """
    content = files.text(path)
    data = files.checked(str(path), content)
    found = [n for n, each in enumerate(data["claims"]) if each["id"] == claim and each["statement"].strip() == old]
    if not found:
        problem = f"the statement of {claim} was changed since it was read."
        raise ClaimFileError(str(path), problem, hint="Start the review again.")
    place = ("claims", found[0], "statement")
    try:
        changed = yamlio.replaced(content, place, new)
    except yamlio.YAMLError as error:
        line = yamlio.position(yamlio.load_marked(content), place)
        problem = f"the statement cannot be put in place: {error}."
        raise ClaimFileError(str(path), problem, place=f"line {line}", hint="Edit it by hand.") from None
    files.checked(str(path), changed)
    _replace(path, changed)


def _replace(path: Path, content: str) -> None:
    """The file with other content, in one step; where it is a link, what it leads to."""
    try:
        target = path.resolve()
        mark = codecs.BOM_UTF8 if target.read_bytes().startswith(codecs.BOM_UTF8) else b""
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}-")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(mark + content.encode())
                file.flush()
                os.fsync(file.fileno())
            Path(name).chmod(target.stat().st_mode & 0o7777)
            Path(name).replace(target)
        except BaseException:
            with suppress(OSError):
                Path(name).unlink()
            raise
    except OSError as error:
        problem = f"it cannot be written: {error.strerror or error}."
        raise ClaimFileError(str(path), problem, hint="The file is as it was.") from error
