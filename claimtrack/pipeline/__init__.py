"""From a policy page to a report: what the command line and importers of claimtrack call."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable, Collection, Iterable
from pathlib import Path

from claimtrack import claims as claimsets
from claimtrack import fetch, guard, text
from claimtrack.errors import UsageError
from claimtrack.pipeline import core, outcome, reader, redaction, reports, road, sources
from claimtrack.pipeline.edits import Edits, edits
from claimtrack.pipeline.sources import Edition, Source
from claimtrack.records import (
    ClaimSet,
    Document,
    PageFacts,
    PageSummary,
    PracticeFacts,
    Practices,
    Report,
    Run,
)
from claimtrack.store import Store, write_redacted

__all__ = ["Edits", "Source", "check", "compare", "edits", "practices", "read", "redact", "utc_now"]


def utc_now() -> dt.datetime:
    """The time, in UTC and whole seconds."""
    return dt.datetime.now(dt.UTC).replace(microsecond=0)


def check(
    claims: ClaimSet,
    store: Store,
    *,
    documents: Collection[str] = (),
    offline: bool = False,
    page: str | os.PathLike[str] | None = None,
    observations: bool = True,
    fail_on: str | Iterable[str] = outcome.FAIL_ON,
    unusable_ok: bool = False,
    fetching: fetch.Options | None = None,
    now: Callable[[], dt.datetime] = utc_now,
    progress: Callable[[str], None] | None = None,
) -> Run:
    """Fetches, judges, stores and compares each document (those named, else all) with what was accepted.

    ``offline`` takes the newest stored snapshot, ``page`` a page saved by hand, instead of fetching. A page
    that cannot be fetched or used is part of its report and stops no other document. The first usable
    snapshot of a document is accepted by itself. ``fail_on`` names the statuses and supports that make
    `Run.exit` 1; ``progress`` hears what is being done.

    Raises `UsageError` for a document that is not in the set, `PageError` for a saved page that is not
    there, and the errors of the store.
    """
    failing = outcome.causes(fail_on)
    names = list(documents) or [each.id for each in claims.documents]
    wanted = [sources.tracked(claims, each) for each in names]
    if page is not None and len(wanted) > 1:
        which = ", ".join(names)
        raise UsageError(f"a saved page is one document: say with --document which of {which} it is.")
    job = road.Job(
        claims, claimsets.vocabulary(claims), store, now(), offline, Path(page) if page is not None else None,
        observations, fetching or fetch.Options(), progress or (lambda _: None),
    )  # fmt: skip
    found = [road.report(job, each) for each in wanted]
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
        left, right = road.side(old), core.Side(new.facts.id, new.page)
        comparison = core.compare(relevant, tracked, claimsets.vocabulary(claims), left, right)
        same = text.words_digest(road.known(old, new.page).text) == text.words_digest(new.page.text)
        page = PageFacts(status="unchanged" if same else "changed")
    return reports.report(claims, tracked, facts, page, comparison, now())


def redact(snapshot: str, into: str | os.PathLike[str], claims: ClaimSet, *, store: Store) -> Path:
    """Writes a stored snapshot without its text to ``into/<document-id>/<time>``, and gives that folder.

    ``claims`` are those of the document: what they are about is looked for in the text while it is there. Raises
    `UsageError` for an unknown or redacted snapshot, and where the folder is there already.
    """
    found = store.get(snapshot)
    tracked = sources.tracked(claims, found.document)
    edition = sources.with_text(sources.of_snapshot(found, tracked, store))
    original = store.original(found)
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
    return guard.judge(new.page, document, road.known(old, new.page)).reason
