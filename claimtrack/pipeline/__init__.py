"""From a policy page to a report: what the command line and importers of claimtrack call."""

from __future__ import annotations

import datetime as dt
import math
import os
import time
from collections.abc import Callable, Collection, Iterable, Sequence
from pathlib import Path

from claimtrack import claims as claimsets
from claimtrack import fetch, guard, text
from claimtrack.errors import UsageError
from claimtrack.pipeline import confirming, core, outcome, reader, redaction, reports, road, sides, sources, visit
from claimtrack.pipeline.asked import utc_now, wanted
from claimtrack.pipeline.edits import Edits, edits
from claimtrack.pipeline.looking import standing, with_texts
from claimtrack.pipeline.replay import history
from claimtrack.pipeline.sources import Edition, Source
from claimtrack.pipeline.taking import NEWEST, take
from claimtrack.records import (
    ClaimSet,
    Document,
    PageFacts,
    PagePair,
    PageSummary,
    PracticeFacts,
    Practices,
    Report,
    Run,
)
from claimtrack.store import Store, write_redacted

__all__ = [
    "NEWEST", "Edits", "Source", "check", "compare", "edits", "history", "practices", "read", "redact", "standing",
    "take", "utc_now", "with_texts",
]  # fmt: skip

CONFIRM_WAIT = 10.0
"""Seconds before a page that would flag a claim is fetched again."""


def check(
    claims: ClaimSet | Sequence[ClaimSet],
    store: Store,
    *,
    documents: Collection[str] = (),
    offline: bool = False,
    page: str | os.PathLike[str] | None = None,
    observations: bool = True,
    fail_on: str | Iterable[str] = outcome.FAIL_ON,
    unusable_ok: bool = False,
    confirm: int = 1,
    confirm_wait: float = CONFIRM_WAIT,
    fetching: fetch.Options | None = None,
    now: Callable[[], dt.datetime] = utc_now,
    progress: Callable[[str], None] | None = None,
    sleep: Callable[[float], object] = time.sleep,
    clock: Callable[[], float] = time.monotonic,
) -> Run:
    """Fetches, judges, stores and compares each document (those named, else all) with what was accepted.

    ``offline`` takes the newest stored snapshot, ``page`` a page saved by hand, instead of fetching. A page
    that cannot be fetched or used is part of its report and stops no other document. The first usable
    snapshot of a document is accepted by itself. ``fail_on`` names the statuses and supports that make
    `Run.exit` 1; ``progress`` hears what is being done.

    A fetched page that would flag a claim is fetched ``confirm`` times more, ``confirm_wait`` seconds after the
    time before (``sleep`` waits, ``clock`` tells how long other documents took): flagged is what every fetch
    says, and a page that said something else is unstable. A text that is stored was confirmed before.

    Raises `UsageError` for a document that is in no set, `PageError` for a saved page that is not
    there, and the errors of the store.
    """
    failing = outcome.causes(fail_on)
    if confirm < 0 or not 0 <= confirm_wait < math.inf:
        raise UsageError(f"a page cannot be fetched {confirm} times more, {confirm_wait:g} seconds later.")
    every = wanted(claims, documents)
    if page is not None and len(every) > 1:
        which = ", ".join(document.id for _, document in every)
        raise UsageError(f"a saved page is one document: say with --document which of {which} it is.")
    time_, saved = now(), Path(page) if page is not None else None
    looked = []
    for each, document in every:
        job = visit.Job(
            each, claimsets.vocabulary(each), store, time_, offline, saved, observations,
            fetching or fetch.Options(), progress or (lambda _: None),
            visit.Confirming(confirm, confirm_wait, sleep, clock),
        )  # fmt: skip
        looked.append(road.look(job, document))
    found = confirming.settled(looked)
    return Run(reports=found, exit=outcome.exit_code(found, failing, unusable_ok=unusable_ok))


def compare(
    before: Source,
    after: Source,
    claims: ClaimSet | None = None,
    document: str | None = None,
    *,
    store: Store | None = None,
    now: Callable[[], dt.datetime] = utc_now,
) -> Report:
    """Compares two editions of a document (the set's first where none is named), and stores nothing.

    A side is a path (.html, .md, .txt, .warc, .warc.gz), the bytes of a page, a snapshot or its id; the last
    two need a ``store``. The side before may be a redacted snapshot, also as the path of its folder. Where a page
    cannot be used as the document, the report says why and every claim is unverifiable. Raises `PageError` for a
    file that cannot be read, `UsageError` for an unknown id and for a redacted ``after``.
    """
    claims = claims or claimsets.load_claims()
    tracked = sources.tracked(claims, document)
    old, new = sources.edition(before, tracked, store), sources.with_text(sources.edition(after, tracked, store))
    facts, reason = (old.facts, new.facts), _unusable(tracked, old, new)
    relevant = claimsets.about(claims, tracked)
    if reason:
        comparison = reports.unverifiable(relevant, lambda _: old.facts.id)
        page = PageFacts(status="unusable", reason=reason)
    else:
        left, right = sides.side(old), core.Side(new.facts.id, new.page)
        comparison = core.compare(relevant, tracked, claimsets.vocabulary(claims), left, right)
        same = text.words_digest(sides.known(old, new.page).text) == text.words_digest(new.page.text)
        page = PageFacts(status="unchanged" if same else "changed")
    pages = PagePair(None if old.redacted else old.page, new.page)
    return reports.report(claims, tracked, facts, page, comparison, now(), pages=pages)


def redact(snapshot: str, into: str | os.PathLike[str], claims: ClaimSet, *, store: Store) -> Path:
    """Writes a stored snapshot without its text to ``into/<document-id>/<time>``, and gives that folder.

    ``claims`` are those of the document: what they are about is looked for in the text while it is there. Raises
    `UsageError` for an unknown or redacted snapshot, and where the folder is there already.
    """
    found = store.get(snapshot)
    tracked = sources.tracked(claims, found.document)
    edition = sources.with_text(sources.of_snapshot(found, tracked, store))
    original = store.facts(found)
    kept = redaction.redacted(
        edition.page, tracked, claimsets.about(claims, tracked), claimsets.vocabulary(claims),
        snapshot=found.id, original=text.digest(original), reader=reader.reader(claims),
    )  # fmt: skip
    folder = Path(into) / found.id
    write_redacted(folder, original, kept)
    return folder


def practices(
    source: Source, claims: ClaimSet | None = None, document: str | None = None, *, store: Store | None = None
) -> Practices:
    """Every practice that a page states, in page order; the same sources and errors as `compare`."""
    claims = claims or claimsets.load_claims()
    tracked = sources.tracked(claims, document)
    edition = sources.with_text(sources.edition(source, tracked, store))
    found = core.practices(edition.page, tracked, claimsets.vocabulary(claims))
    summary = PageSummary(
        source=edition.facts.id, title=edition.page.title, language=edition.page.language,
        words=edition.facts.words, sentences=len(edition.page.sentences),
        effective_date=edition.facts.effective_date,
    )  # fmt: skip
    return Practices(page=summary, practices=found)


def read(
    source: Source, claims: ClaimSet | None = None, document: str | None = None, *, store: Store | None = None
) -> list[PracticeFacts]:
    """The practices alone; see `practices`."""
    return practices(source, claims, document, store=store).practices


def _unusable(document: Document, old: Edition, new: Edition) -> str:
    """Why the two cannot be compared, or nothing."""
    first = None if old.redacted else guard.judge(old.page, document)
    if first and not first.usable:
        return f"The page before: {first.reason}"
    return guard.judge(new.page, document, sides.known(old, new.page)).reason
