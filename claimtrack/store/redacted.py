"""A snapshot without its text, to be given away: digests and facts that tie to the chain it was captured in.

    <document-id>/<UTC time>/
        snapshot.json     the facts, ``redacted``, the digest of the file they were taken from, and of redacted.json
        original.json     that file, byte for byte: ``sha256sum`` gives the digest that the next snapshot names
        redacted.json     digests of sentences and headings, and the practices that were read from them

The folder is laid out as in a store, and one holds such snapshots beside whole ones. This is about republishing, not
about secrecy: whoever guesses a sentence can compare its digest, and short sentences are easily guessed.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from claimtrack.errors import FileError, StoreDamagedError, UsageError
from claimtrack.records import Redacted, ValidationError
from claimtrack.store import disk, sealed
from claimtrack.text import digest

FACTS, ORIGINAL, CONTENT = "snapshot.json", "original.json", "redacted.json"
NAMES = {FACTS, ORIGINAL, CONTENT}
MAX_BYTES = 50_000_000
AGAIN = "Export it again from the store that has the text, or restore it."


def write(folder: Path, original: bytes, content: Redacted) -> None:
    """A new folder ``<document-id>/<time>``, there at once; ``original`` are the bytes of the snapshot's facts.

    Raises `UsageError` where the folder is there already, `FileError` where it cannot be written.
    """
    facts = sealed.parse(folder / FACTS, original)
    kept = sealed.dump(content.model_dump(mode="json", exclude_defaults=True) | {"normal_form": content.normal_form})
    facts |= {"redacted": True, "original": digest(original), "redacted_digest": digest(kept)}
    if folder.exists():
        raise UsageError(f"{folder} is there already. Move it away, or name another folder with --output.")
    try:
        disk.make_folder(folder.parent)
        disk.sweep(folder.parent)
        disk.add_folder(folder, {FACTS: sealed.dump(facts), ORIGINAL: original, CONTENT: kept})
    except OSError as error:
        problem = f"cannot be written: {error.strerror or error}."
        raise FileError(str(folder), problem, hint="Name another folder with --output.") from error


def link(folder: Path, facts: dict[str, Any]) -> str:
    """The digest of the snapshot.json that the facts were taken from, which the next snapshot names.

    Raises `StoreDamagedError` where original.json is missing, is another file, or says otherwise.
    """
    path = folder / ORIGINAL
    data = disk.read(path, sealed.MAX_BYTES)
    if data is None:
        raise StoreDamagedError(str(path), "is missing: nothing ties the snapshot to its chain.", hint=AGAIN)
    if digest(data) != facts.get("original"):
        raise StoreDamagedError(str(path), "is not the file that snapshot.json was made from.", hint=AGAIN)
    own = {"redacted", "original", "redacted_digest", "seal"}
    was = sealed.parse(path, data)
    if {k: v for k, v in was.items() if k not in own} != {k: v for k, v in facts.items() if k not in own}:
        raise StoreDamagedError(str(folder / FACTS), "says otherwise than original.json.", hint=AGAIN)
    return digest(data)


def load(folder: Path) -> Redacted:
    """What was kept of the page.

    Raises `StoreDamagedError` where redacted.json is missing, was changed, belongs to another snapshot, or holds what
    it cannot hold: then it names the place.
    """
    path = folder / CONTENT
    data = disk.read(path, MAX_BYTES)
    facts = sealed.load(folder / FACTS)
    if data is None or facts is None:
        raise StoreDamagedError(str(path if data is None else folder / FACTS), "is missing.", hint=AGAIN)
    if digest(data) != facts.get("redacted_digest"):
        raise StoreDamagedError(str(path), "was changed: it does not match its digest.", hint=AGAIN)
    found = _checked(path, data)
    if (found.snapshot, found.original) != (facts.get("id"), facts.get("original")):
        raise StoreDamagedError(str(path), "belongs to another snapshot.", hint=AGAIN)
    return found


def _checked(path: Path, data: bytes) -> Redacted:
    values = {name: value for name, value in sealed.parse(path, data).items() if name not in ("format", "seal")}
    form = values.get("normal_form")
    if isinstance(form, int) and form > 1:
        problem = f"has digests of a newer normal form (version {form}; this claimtrack knows version 1)."
        raise StoreDamagedError(str(path), problem, hint="Upgrade claimtrack.")
    try:
        found = Redacted.model_validate(values)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        problem = f"{_place(first['loc'])}: {sealed.inert(str(first['msg']))}."
        raise StoreDamagedError(str(path), problem, hint=AGAIN) from None
    for n, sentence in enumerate(found.sentences):
        if not all(0 <= at < len(found.phrases) for at in (*sentence.cues, *sentence.about)):
            problem = f"sentences[{n}]: names a phrase that is not in the list."
            raise StoreDamagedError(str(path), problem, hint=AGAIN)
    return found


def _place(location: tuple[int | str, ...]) -> str:
    """``sentences[3].practices[0].action``."""
    parts = (f"[{each}]" if isinstance(each, int) else f".{sealed.inert(each, 40)}" for each in location)
    return "".join(parts).lstrip(".") or "the file"
