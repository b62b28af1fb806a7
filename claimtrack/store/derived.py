"""What a snapshot says, for people: ``git diff`` of two ``text.md`` is the redline they want.

A heading a line, a sentence a line, and nothing in it that Markdown would act on. It is derived from the
capture by the code of the day and never read back for its meaning; ``derived.json`` holds its digest.
"""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import pairwise
from pathlib import Path

from claimtrack import __version__
from claimtrack.errors import StoreDamagedError
from claimtrack.records import Page, Passage
from claimtrack.store import disk, sealed
from claimtrack.text import digest, words_digest

MAX_TEXT = 100_000_000
_ACTIVE = re.compile(r"[\\`<\[]|^[#>=~|+-]")


def files(page: Page) -> dict[str, bytes]:
    """The derived files of a snapshot by name."""
    text = markdown(page).encode("utf-8", "replace")
    facts = {
        "reader": __version__,
        "text_digest": words_digest(page.text),
        "text_md": digest(text),
        "passages": len(page.passages),
        "sentences": len(page.sentences),
    }
    return {"text.md": text, "derived.json": sealed.dump(facts)}


def load(folder: Path) -> str:
    """The text of ``text.md``; raises `StoreDamagedError` where it is not as it was written."""
    facts = sealed.load(folder / "derived.json")
    text = disk.read(folder / "text.md", MAX_TEXT)
    for name, found in (("derived.json", facts), ("text.md", text)):
        if found is None:
            raise StoreDamagedError(str(folder / name), "is missing.", hint=disk.RESTORE)
    if facts and digest(text or b"") != facts.get("text_md"):
        problem = "was edited: it does not match its digest."
        raise StoreDamagedError(str(folder / "text.md"), problem, hint=disk.RESTORE)
    return (text or b"").decode("utf-8", "replace")


def markdown(page: Page) -> str:
    """The page as Markdown: ``#`` headings, ``- `` items, one sentence a line."""
    sentences: dict[int, list[str]] = defaultdict(list)
    for sentence in page.sentences:
        sentences[sentence.passage].append(sentence.text)
    blocks = [_block(passage, sentences[n] or [passage.text]) for n, passage in enumerate(page.passages)]
    kinds = [passage.kind for passage in page.passages]
    tight = [a == b == "item" for a, b in pairwise(kinds)]
    ends = ["\n" if is_tight else "\n\n" for is_tight in tight] + ["\n"]
    return "".join(block + end for block, end in zip(blocks, ends, strict=False))


def _block(passage: Passage, sentences: list[str]) -> str:
    lines = [_ACTIVE.sub(r"\\\g<0>", sealed.inert(sentence, 100_000)) for sentence in sentences]
    match passage.kind:
        case "heading":
            return f"{'#' * min(max(passage.level, 1), 6)} {' '.join(lines)}"
        case "item":
            indent = "  " * min(max(passage.level - 1, 0), 10)
            return f"{indent}- " + f"\n{indent}  ".join(lines)
        case _:
            return "\n".join(lines)
