"""Edits of sentences, and what a careful reader would say of them: `python -m tests.benchmarks.mutations`.

The files of `edits/` hold one fictional company each: its claims, sentences that each state one of them, and
what becomes of the sentence. `edits` change what the claim speaks of, and name the kinds of change that a
reader would accept (`kinds`); half of them do so in words that no vocabulary can be expected to have
(`known: false`). `silent` ones change nothing for the claim (`how` says what they do instead) and must not be
flagged. In `text`, "[30 days|90 days]" stands for the words before and after; what is rewritten as a whole is
given as `before` and `after`. Both sides are embedded in the same page of Markdown and go through the whole
core, from bytes to findings. All sentences were written for this file, of companies that do not exist, by
somebody who had not read the vocabulary or the core.

The files of `edits/` are what the core was raised on. Those of `unseen/` were written in the same way later, as a
check on that: charity, energy, hotel, museum and translation have been worked on since, the others were kept shut.
What the next policy will see lies nearer to their figures.

The result is a table a folder: of the edits, how many were found with a right kind, found with another, and missed; of
the silent ones, how many were flagged. `--verbose` lists each of `edits/` that went wrong.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Any, Literal

from claimtrack import extract, vocabulary, yamlio
from claimtrack.pipeline import core
from claimtrack.records import Claim, Document, Finding, Page

EDITS = Path(__file__).with_name("edits")
UNSEEN = Path(__file__).with_name("unseen")
KINDS = (
    "data", "recipient", "purpose", "modality", "polarity", "condition", "quantity", "safeguard", "added",
    "removed", "action", "actor",
)  # fmt: skip
Verdict = Literal["right", "other kind", "missed", "silent", "false alarm"]

_EDIT = re.compile(r"\[([^\[\]|]*)\|([^\[\]|]*)\]")


@dataclass(frozen=True)
class Case:
    """A sentence before and after; ``kinds`` is empty where nothing changed for the claim."""

    name: str
    document: Document
    claim: Claim
    before: str
    after: str
    kinds: tuple[str, ...] = ()
    known: bool = True
    how: str = ""


@dataclass(frozen=True)
class Result:
    """What the core made of a case."""

    case: Case
    finding: Finding
    verdict: Verdict


def cases(field: str | None = None, folder: Path = EDITS) -> Iterator[Case]:
    """Every case of a folder, or those of one field (the name of its file), in the order of the files."""
    for path in sorted(folder.glob(f"{field or '*'}.yaml")):
        yield from _of_file(path.stem, yamlio.load(path.read_text(encoding="utf-8")))


def _of_file(field: str, data: Any) -> Iterator[Case]:
    document = Document(id=field, url=f"https://{field}.example/privacy", **data["document"])
    claims = {name: Claim(id=name, **body) for name, body in data["claims"].items()}
    pages = partial(_page, document.title, data["heading"], data["filler"])
    for group in ("edits", "silent"):
        for number, case in enumerate(data[group], start=1):
            yield _case(f"{field}/{group}/{number}", document, claims[case["claim"]], pages, case)


def _case(name: str, document: Document, claim: Claim, page: Callable[[str], str], data: Any) -> Case:
    before, after = (page(_side(data, side)) for side in (0, 1))
    return Case(name, document, claim, before, after,
                tuple(data.get("kinds", ())), data.get("known", True), data.get("how", ""))  # fmt: skip


def _side(data: Any, side: int) -> str:
    if "text" not in data:
        return str(data[("before", "after")[side]])
    return _EDIT.sub(lambda m: m[side + 1], data["text"])


def _page(title: str, heading: str, filler: Sequence[str], text: str) -> str:
    """A policy in Markdown whose last section holds the text between sentences that stay."""
    first, second, third, *rest = filler
    blocks = (f"# {title}", first, "## About this page", " ".join(rest), f"## {heading}", second, text, third)
    return "\n\n".join(blocks) + "\n"


def result(case: Case) -> Result:
    """Run the core on a case."""
    before, after = (core.Side(name, _read(page)) for name, page in (("1", case.before), ("2", case.after)))
    comparison = core.compare([case.claim], case.document, vocabulary.load(), before, after)
    return Result(case, comparison.findings[0], _verdict(case, comparison.findings[0]))


def _read(page: str) -> Page:
    return extract.page(page.encode(), "text/markdown")


def _verdict(case: Case, finding: Finding) -> Verdict:
    if not case.kinds:
        return "false alarm" if finding.flagged else "silent"
    if not finding.flagged:
        return "missed"
    return "right" if {change.kind for change in finding.changes} & set(case.kinds) else "other kind"


Row = tuple[str, Counter[Verdict]]


def rows(results: Iterable[Result]) -> Iterator[Row]:
    """Counts by kind (an edit counts under the first of its kinds), by words known or not, and in all."""
    results = list(results)
    edits = [each for each in results if each.case.kinds]
    silent = [each for each in results if not each.case.kinds]
    yield from _by(edits, lambda case: case.kinds[0], KINDS)
    yield from _by(edits, lambda case: "known words" if case.known else "unknown words")
    yield from _by(edits, lambda _: "all edits")
    yield from _by(silent, lambda case: case.how)
    yield from _by(silent, lambda _: "all silent")


def _by(results: Sequence[Result], label: Callable[[Case], str], order: Sequence[str] = ()) -> Iterator[Row]:
    labels = {label(each.case) for each in results}
    for name in [*(name for name in order if name in labels), *sorted(labels.difference(order))]:
        yield name, Counter(each.verdict for each in results if label(each.case) == name)


def table(results: Iterable[Result]) -> str:
    """The counts as a table in plain text."""
    columns: tuple[Verdict, ...] = ("right", "other kind", "missed", "silent", "false alarm")
    lines = [f"{'':<16}" + "".join(f"{name:>12}" for name in columns) + f"{'good':>8}"]
    for name, counts in rows(results):
        good = (counts["right"] + counts["silent"]) / counts.total()
        lines.append(f"{name:<16}" + "".join(f"{counts[c] or '':>12}" for c in columns) + f"{good:>8.0%}")
    return "\n".join(lines)


def _failure(result: Result) -> str:
    case, finding = result.case, result.finding
    changes = [f"    {change.kind}: {change.before!r} → {change.after!r}" for change in finding.changes]
    wanted = " or ".join(case.kinds) or f"silent ({case.how})"
    head = f"{case.name} [{case.claim.id}] {result.verdict}: {finding.status}, {finding.support_before} → "
    return "\n".join([head + f"{finding.support}; wanted {wanted}", *_different(case), *changes])


def _different(case: Case) -> Iterator[str]:
    sides = [page.splitlines() for page in (case.before, case.after)]
    gone, come = ([line for line in mine if line not in other] for mine, other in (sides, sides[::-1]))
    yield from chain((f"  - {line}" for line in gone), (f"  + {line}" for line in come))


def main() -> None:
    """Print the table, and with ``--verbose`` what went wrong."""
    parser = argparse.ArgumentParser(description="Edits that must be found, and edits that must not.")
    parser.add_argument("--verbose", action="store_true", help="list each case that went wrong")
    parser.add_argument("--field", help="one file, without its suffix")
    options = parser.parse_args()
    for folder in (EDITS, UNSEEN):
        results = [result(case) for case in cases(options.field, folder)]
        if options.verbose and folder == EDITS:
            print(*(_failure(each) for each in results if each.verdict not in ("right", "silent")), sep="\n\n")
        if results:
            print(f"{folder.name}\n{table(results)}\n")


if __name__ == "__main__":
    main()
