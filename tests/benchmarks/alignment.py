"""How many hand-labelled sentences are aligned rightly: `python -m tests.benchmarks.alignment`.

The labels (one old sentence a line, what became of it, and the new one, several joined by ``||``) and the two
editions are recorded pages, which are no part of the repository. A line is right when, for its old sentence,
every new sentence that it names is found, and none where it was removed. Beside `align.sentences` stands what
one would write first: the most alike new sentence by rapidfuzz's plain ratio, if it is alike enough.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from rapidfuzz.fuzz import ratio

from claimtrack import align, extract, reading, text, vocabulary
from claimtrack.claims import load_claims
from claimtrack.records import Reading
from tests.corpus import CORPUS

LABELS = CORPUS.parent / "eval" / "alignment" / "whatsapp-eea-2022-2025.tsv"
EDITIONS = [CORPUS / "whatsapp-eea" / f"{day}.md" for day in ("2022-10-13", "2025-07-03")]
DOCUMENT = "whatsapp-privacy-policy-eea"
FLOOR = 60
"""Out of 100: sentences less alike by plain ratio are two sentences."""

Found = Callable[[str], list[list[str]]]
"""For an old sentence, the new ones found for each place at which it stands."""


class Label(NamedTuple):
    """What a person says became of an old sentence; ``new`` is empty where it was removed."""

    kind: str
    old: str
    new: tuple[str, ...]


def labels() -> Iterator[Label]:
    """The labelled lines, in order."""
    with LABELS.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines, delimiter="\t"):
            new = tuple(filter(None, (part.strip() for part in row["new"].split("||"))))
            yield Label(row["kind"], row["old"], new)


def is_right(label: Label, found: Sequence[str]) -> bool:
    """Whether these new sentences are the ones of the label."""
    if not label.new:
        return not found
    return all(any(_same(named, sentence) for sentence in found) for named in label.new)


def _same(one: str, other: str) -> bool:
    """Whether two texts are one sentence, or one is most of the other: splitters differ at their ends."""
    short, long = sorted((_words(one), _words(other)), key=len)
    return short in long and 2 * len(short) >= len(long)


def _words(sentence: str) -> str:
    return f" {' '.join(word.text for word in text.words(text.normal(sentence)))} "


def _readings() -> list[list[Reading]]:
    document = next(each for each in load_claims().documents if each.id == DOCUMENT)
    words = reading.for_document(vocabulary.load(), document)
    pages = [extract.page(path.read_bytes(), "text/markdown") for path in EDITIONS]
    return [reading.page(page, words) for page in pages]


def by_alignment(before: Sequence[Reading], after: Sequence[Reading]) -> Found:
    """What `align.sentences` says became of a sentence."""
    pairs = {i: pair.after for pair in align.sentences(before, after).pairs for i in pair.before}

    def found(old: str) -> list[list[str]]:
        places = [i for i, each in enumerate(before) if _same(old, each.sentence.text)]
        return [[after[j].sentence.text for j in pairs.get(i, ())] for i in places]

    return found


def by_ratio(before: Sequence[Reading], after: Sequence[Reading]) -> Found:
    """What plain rapidfuzz finds: the most alike new sentence, or none."""
    new = [each.sentence.text for each in after]

    def found(old: str) -> list[list[str]]:
        places = [each.sentence.text for each in before if _same(old, each.sentence.text)]
        best = (max(new, key=lambda text: ratio(place, text)) for place in places)
        return [[text] if ratio(place, text) >= FLOOR else [] for place, text in zip(places, best, strict=True)]

    return found


def right() -> dict[str, dict[Label, bool]]:
    """Which labels either method gets right."""
    before, after = _readings()
    methods = {"align.sentences": by_alignment(before, after), "rapidfuzz ratio": by_ratio(before, after)}
    return {
        name: {label: any(is_right(label, each) for each in found(label.old)) for label in labels()}
        for name, found in methods.items()
    }


def table() -> str:
    """Right lines by kind for either method, in plain text."""
    scores = right()
    every = next(iter(scores.values()))
    lines = [f"{'':<12}{'labels':>8}" + "".join(f"{name:>18}" for name in scores)]
    for kind in [*dict.fromkeys(label.kind for label in every), "all"]:
        counts = [[held for label, held in of.items() if kind in (label.kind, "all")] for of in scores.values()]
        lines.append(f"{kind:<12}{len(counts[0]):>8}" + "".join(f"{sum(held):>18}" for held in counts))
    return "\n".join(lines)


def main() -> None:
    """Print the table, or a sentence where the recorded pages are missing."""
    missing = [path for path in (LABELS, *EDITIONS) if not path.is_file()]
    print(f"Skipped: {missing[0].name} is not here; it is one of the recorded pages." if missing else table())


if __name__ == "__main__":
    main()
