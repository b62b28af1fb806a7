"""How long the core takes on two long editions: `python -m tests.benchmarks.speed`.

Two editions of an invented policy of about 16,000 words, as long as the longest real ones, are made from
templates: about 60 % of the sentences are distinct, since real policies repeat themselves, and 3 % differ
between the editions. 19 claims are compared, in process, from pages to findings: the two editions; then the later
one with itself, fetched again; then with one of its sentences changed. What was read stays known, so each run is a
process of its own; the vocabulary and all imports are loaded before. Each figure is the processor time of the best
run. Figures are printed and never asserted: they hang on the machine.
"""

from __future__ import annotations

import multiprocessing
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from itertools import product
from random import Random
from typing import NamedTuple, TypeVar

from claimtrack import extract, vocabulary
from claimtrack.pipeline import core
from claimtrack.records import Assertion, Claim, Document, Page

T = TypeVar("T")

WORDS = 16_000
DISTINCT = 0.6
CHANGED = 0.03
RUNS = 5
DOCUMENT = Document(
    id="murrel-privacy", title="Murrel Privacy Policy", url="https://murrel.example/privacy", controller=["Murrel"],
    aliases={"group-company": ["Ostrel Group", "Ostrel Companies"]},
)  # fmt: skip

DATA = [
    "phone number", "email address", "profile picture", "precise location", "contacts", "IP address",
    "operating system and hardware model", "usage information (such as the features you use)", "messages",
    "payment information", "date of birth", "voice recordings", "calendar entries", "log files",
]  # fmt: skip
PEOPLE = [
    "advertisers", "our service providers", "the Ostrel Group", "your contacts", "the police", "researchers",
    "Norvik Analytics", "businesses you message", "other users", "our partners",
]  # fmt: skip
AIMS = [
    "improve our services", "prevent fraud", "show you ads", "answer your questions", "process payments",
    "comply with the law", "keep our harbours tidy", "personalise your feed", "measure how our ads perform",
]  # fmt: skip
CLAUSES = [
    "if you choose to", "unless you opt out", "with your permission", "when you use the map",
    "where the law requires it", "depending on your settings", "as soon as the harbour master asks",
]  # fmt: skip
TEMPLATES = [
    "We collect your {data} in order to {aim}.",
    "We may share your {data} with {people} {clause}, so that they can {aim} for us.",
    "Your {data} is stored for up to {days} days and is then deleted from our servers.",
    "We do not sell your {data} to {people} or use it to {aim}.",
    "For example, {people} receive your {data} {clause}.",
    "You can delete your {data} at any time, and we erase what is left within {days} days.",
    "{clause}, we use your {data} to {aim} and to {other}, and no one else can read it.",
    "Your {data} is end-to-end encrypted, which means that neither we nor {people} can read it.",
    "Please read this part with care, since it tells you what {people} may do on the boats you rent.",
]
SWAPS = [
    ("We may share", "We share"), ("do not sell", "sell"), ("advertisers", "data brokers"), ("30 days", "one year"),
    ("We collect", "With your permission, we collect"), ("end-to-end encrypted", "encrypted"), ("your", "all your"),
    ("Your", "Our copy of your"), ("boats", "ships"),
]  # fmt: skip
"""What an edited sentence says instead: the first that it can."""


def sentences() -> list[str]:
    """Distinct sentences in a fixed disorder."""
    found: list[str] = []
    for n, (template, data, people) in enumerate(product(TEMPLATES, DATA, PEOPLE)):
        found.append(_filled(template, data, people, n))
    distinct = list(dict.fromkeys(found))
    Random(7).shuffle(distinct)
    return distinct


def _filled(template: str, data: str, people: str, n: int) -> str:
    text = template.format(
        data=data, people=people, clause=CLAUSES[n % len(CLAUSES)], aim=AIMS[n % len(AIMS)],
        other=AIMS[(n + 4) % len(AIMS)], days=(7, 30, 90, 180)[n % 4],
    )  # fmt: skip
    return text[0].upper() + text[1:]


def body(pool: Sequence[str]) -> list[str]:
    """Sentences of about ``WORDS`` words, ``DISTINCT`` of them different."""
    random = Random(11)
    chosen: list[str] = []
    fresh = iter(pool)
    count = 0
    while count < WORDS:
        text = next(fresh) if not chosen or random.random() < DISTINCT else random.choice(chosen)
        chosen.append(text)
        count += len(text.split())
    return chosen


def edited(chosen: Sequence[str]) -> list[str]:
    """The later edition: ``CHANGED`` of the sentences say something else."""
    later = list(chosen)
    for i in range(0, len(later), round(1 / CHANGED)):
        swap = next((swap for swap in SWAPS if swap[0] in later[i]), ("", ""))
        later[i] = later[i].replace(*swap, 1)
    return later


def markdown(chosen: Sequence[str]) -> str:
    """A policy: a heading every forty sentences, a paragraph every four."""
    return "\n\n".join(("# Murrel Privacy Policy", *_blocks(chosen))) + "\n"


def _blocks(chosen: Sequence[str]) -> Iterator[str]:
    for start in range(0, len(chosen), 4):
        if start % 40 == 0:
            yield f"## Part {start // 40 + 1}"
        yield " ".join(chosen[start : start + 4])


def claims() -> list[Claim]:
    """Nineteen claims: of each kind of data, of sharing, of purposes and of periods."""
    data = [
        "phone-number", "email-address", "profile-picture", "precise-location", "contact-list", "ip-address",
        "operating-system", "usage-data", "message-content", "payment-data",
    ]  # fmt: skip
    asserted = [Assertion(action="share", data=[id], recipients=["third-party"]) for id in data]
    asserted += [Assertion(action="sell", data=[id], polarity="is-not") for id in data[:4]]
    asserted += [Assertion(action="store", data=[id], quantities=["<= 180 days"]) for id in data[:3]]
    asserted += [
        Assertion(action="use", data=["personal-data"], purposes=["service-improvement"]),
        Assertion(action="encrypt", data=["message-content"], safeguards=["end-to-end-encryption"]),
    ]
    return [Claim(id=f"c{n}", statement=f"Claim {n}.", practice=each) for n, each in enumerate(asserted, 1)]


class Figures(NamedTuple):
    """Seconds of one run."""

    extract: float
    first: float
    unchanged: float
    one_changed: float


def timed(job: Callable[[], T]) -> tuple[float, T]:
    """The processor time that a job takes, in seconds, and what it returned."""
    start = time.process_time()
    result = job()
    return time.process_time() - start, result


def compared(before: Page, after: Page, document: Document = DOCUMENT) -> core.Comparison:
    """What became of the claims between two pages."""
    return core.compare(claims(), document, vocabulary.load(), core.Side("1", before), core.Side("2", after))


def run(_: int = 0) -> Figures:
    """One run, in a process that has compared nothing yet."""
    owls = Document(id="owls", title="Owls", url="https://owls.example/", controller=["Owls"])
    compared(_page("# Owls\n\nWe share your email address.\n"), _page("# Owls\n\nWe sell it.\n"), owls)
    old, new = editions()
    extracting, pages = timed(lambda: [_page(markdown(old)), _page(markdown(new))])
    again, touched = _page(markdown(new)), _page(markdown(one_changed(new)))
    first, _found = timed(lambda: compared(pages[0], pages[1]))
    unchanged, _found = timed(lambda: compared(pages[1], again))
    changed, _found = timed(lambda: compared(pages[1], touched))
    return Figures(extracting, first, unchanged, changed)


def editions() -> tuple[list[str], list[str]]:
    """The sentences of the two editions."""
    old = body(sentences())
    return old, edited(old)


def one_changed(chosen: Sequence[str]) -> list[str]:
    """An edition in which the sentence in the middle says something else."""
    middle = len(chosen) // 2
    return [*chosen[:middle], "We sell your payment information to data brokers.", *chosen[middle + 1 :]]


def best() -> Figures:
    """The least of each figure over the runs."""
    fresh = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=fresh, max_tasks_per_child=1) as processes:
        return Figures(*map(min, zip(*processes.map(run, range(RUNS)), strict=True)))


def table() -> str:
    """The figures as a table in plain text."""
    old, new = editions()
    flagged = sum(each.flagged for each in compared(_page(markdown(old)), _page(markdown(new))).findings)
    figures = best()
    words = len(" ".join(old).split())
    return "\n".join(
        (
            f"{words:,} words in {len(old):,} sentences, {len(set(old)) / len(old):.0%} distinct",
            f"{len(claims())} claims, {flagged} flagged",
            f"{'extract both editions':<28}{figures.extract:>8.3f} s",
            f"{'first compare':<28}{figures.first:>8.3f} s",
            *(
                f"{name:<28}{seconds:>8.3f} s{seconds / figures.first:>8.2f} of the first"
                for name, seconds in (("again, unchanged", figures.unchanged),
                                      ("again, one sentence changed", figures.one_changed))
            ),
        )
    )  # fmt: skip


def _page(text: str) -> Page:
    return extract.page(text.encode(), "text/markdown")


if __name__ == "__main__":
    print(table())
