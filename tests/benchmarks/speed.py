"""How long the core takes on two long editions: `python -m tests.benchmarks.speed`.

Two editions of an invented policy of about 16,000 words, as long as the longest real ones, are made from
templates: about 60 % of the sentences are distinct, since real policies repeat themselves, and 3 % differ
between the editions. 19 claims are compared, in process, from Markdown to findings. Each figure is the best of
three; the vocabulary is loaded before. Figures are printed and never asserted: they hang on the machine.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from itertools import product
from random import Random
from typing import TypeVar

from claimtrack import extract, vocabulary
from claimtrack.pipeline import core
from claimtrack.records import Assertion, Claim, Document, Page

T = TypeVar("T")

WORDS = 16_000
DISTINCT = 0.6
CHANGED = 0.03
RUNS = 3
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


def timed(job: Callable[[], T]) -> tuple[float, T]:
    """The best of a few runs, in seconds, and what the job returned."""
    best, result = float("inf"), job()
    for _ in range(RUNS):
        start = time.perf_counter()
        result = job()
        best = min(best, time.perf_counter() - start)
    return best, result


def table() -> str:
    """The figures as a table in plain text."""
    texts = [markdown(chosen) for chosen in (body(sentences()), edited(body(sentences())))]
    words = vocabulary.load()
    extracting, pages = timed(lambda: [_page(text) for text in texts])
    sides = [core.Side(str(n), page) for n, page in enumerate(pages)]
    every = claims()
    first, found = timed(lambda: core.compare(every, DOCUMENT, words, sides[0], sides[1]))
    again, _ = timed(lambda: core.compare(every, DOCUMENT, words, sides[0], core.Side("1", pages[0])))
    said = [each.text for each in pages[0].sentences]
    flagged = sum(each.flagged for each in found.findings)
    return "\n".join(
        (
            f"{len(texts[0].split()):,} words in {len(said):,} sentences, {len(set(said)) / len(said):.0%} distinct",
            f"{len(every)} claims, {flagged} flagged",
            f"{'extract both editions':<28}{extracting:>8.3f} s",
            f"{'first compare':<28}{first:>8.3f} s",
            f"{'compare of an unchanged page':<28}{again:>8.3f} s",
            f"{'unchanged : first':<28}{again / first:>8.2f}",
        )
    )


def _page(text: str) -> Page:
    return extract.page(text.encode(), "text/markdown")


if __name__ == "__main__":
    print(table())
