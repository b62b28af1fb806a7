"""The whole job on a made-up policy, without a network: what `claimtrack demo` shows.

A fictional messenger's site is served on this machine. It is checked three times, by the code that `check`
runs: a first edition, a page that cannot be used, a second edition. The pages and the claims are files of
this package. To change what is shown, edit them and `EXPECTED`, then write snapshots/ anew as its README
says.
"""

from __future__ import annotations

import datetime as dt
import shutil
import sys
import tempfile
import textwrap
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.resources import as_file, files
from pathlib import Path
from typing import IO, get_args

from claimtrack import pipeline
from claimtrack.claims import load_claims
from claimtrack.demo import site
from claimtrack.errors import FileError, UsageError
from claimtrack.records import ClaimSet, Run, Status
from claimtrack.report import render, terminal
from claimtrack.store import Store

__all__ = ["DOCUMENT", "EXPECTED", "STEPS", "Step", "claim_set", "page", "run"]

WIDTH = 80
_JOINED = "\u00a0"  # no line breaks between a number and its noun
DOCUMENT = "larkpost-privacy-policy"

EXPECTED: Mapping[str, Status] = {
    "messages-encrypted": "changed",
    "logs-deleted": "withdrawn",
    "phone-number-needed": "unchanged",
    "profile-visible": "unchanged",
    "address-book-read": "cosmetic",
    "location-by-choice": "moved",
    "crash-reports": "reworded",
    "device-data-shared": "changed",
    "group-gets-account": "cosmetic",
    "court-order-needed": "changed",
    "data-not-sold": "unchanged",
    "no-ads-from-messages": "withdrawn",
    "advertisers-get-data": "introduced",
    "face-data-collected": "not-stated",
}
"""What a reader of both editions says became of each claim."""


@dataclass(frozen=True, slots=True)
class Step:
    """One check: the page that is served, what it is, what `check` exits with, and the claims' statuses."""

    page: str
    title: str
    exit: int
    statuses: Mapping[str, Status]


STEPS = (
    Step("first.html", "a first edition", 0, dict.fromkeys(EXPECTED, "baseline")),
    Step("unusable.html", "a page that did not load", 3, dict.fromkeys(EXPECTED, "unverifiable")),
    Step("second.html", "a second edition", 1, EXPECTED),
)


def page(name: str) -> bytes:
    """A page of the site, by the name of its file."""
    return (files(__name__) / name).read_bytes()


def claim_set(url: str | None = None) -> ClaimSet:
    """The claims about the site; ``url`` is where it is served."""
    with as_file(files(__name__) / "claims.yaml") as path:
        claims = load_claims(path)
    document = claims.documents[0]
    return claims.model_copy(update={"documents": [document.model_copy(update={"url": url or document.url})]})


def run(
    folder: Path | None = None, *, color: bool | None = None, quiet: bool = False, verbose: bool = False,
    file: IO[str] | None = None, now: Callable[[], dt.datetime] = pipeline.utc_now,
) -> int:  # fmt: skip
    """Shows the three checks on ``file`` (stdout) and returns 0, or 1 where they did not come out as meant.

    Snapshots are kept in ``folder``, where an earlier demo may have kept its own, else in a new temporary
    folder, as is the report on the second edition. Raises the errors of the store, `UsageError` where no site
    can be served, and `FileError` where the report cannot be written.
    """
    out = file or sys.stdout
    with _temporary() as own:
        store = Store(folder or own / "snapshots")
        _start_over(store, now())
        runs = []
        with site.serving() as served:
            for number, step in enumerate(STEPS, 1):
                served.page = page(step.page)
                runs.append(pipeline.check(claim_set(served.url), store, confirm_wait=0, now=now))
                print(_rule(f"{number} of {len(STEPS)}: {step.title}"), "", sep="\n", file=out)
                terminal.show(runs[-1], out, color=color, quiet=quiet, verbose=verbose)
                print(file=out)
        reports = [_written(own / f"report.{form}", runs[-1], store.path) for form in ("html", "json")]
        surprises = list(_surprises(runs))
        print(*_summary(runs, surprises, store.path, reports), sep="\n", file=out)
    return 1 if surprises else 0


@contextmanager
def _temporary() -> Iterator[Path]:
    """A folder that stays where its files are named at the end, and goes where the demo does not get there."""
    try:
        folder = Path(tempfile.mkdtemp(prefix="claimtrack-demo-"))
    except OSError as error:
        raise UsageError(f"the demo cannot make a temporary folder: {error.strerror or error}.") from error
    try:
        yield folder
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise


def _written(path: Path, result: Run, snapshots: Path) -> Path:
    content = render(result, path.suffix.removeprefix("."), snapshots=snapshots.absolute().as_uri())
    try:
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    except OSError as error:
        raise FileError(str(path), f"the report cannot be written: {error.strerror or error}.") from error
    return path


def _start_over(store: Store, now: dt.datetime) -> None:
    """Takes back what an earlier demo accepted, so that the first edition is the first again."""
    while (accepted := store.accepted(DOCUMENT)).default or accepted.claims:
        store.undo(DOCUMENT, who="claimtrack", why="the demo starts over", time=now, afresh=True)


def _surprises(runs: Sequence[Run]) -> Iterator[str]:
    """Where the checks did not come out as they were to."""
    for step, result in zip(STEPS, runs, strict=True):
        found = {each.id: each.status for report in result.reports for each in report.claims}
        for claim, status in step.statuses.items():
            if found.get(claim) != status:
                yield f"{step.title}: {claim} was to be {status} and is {found.get(claim, 'not there')}."
        if result.exit != step.exit:
            yield f"{step.title}: check was to exit with {step.exit} and exits with {result.exit}."


def _summary(runs: Sequence[Run], surprises: Sequence[str], store: Path, reports: Sequence[Path]) -> Iterator[str]:
    yield _rule("what was shown")
    yield ""
    yield "claimtrack check would have exited with"
    for step, result in zip(STEPS, runs, strict=True):
        said = f"  {result.exit} on {step.title}: {_counted(result)}"
        lines = textwrap.wrap(said, WIDTH, subsequent_indent="    ")
        yield from (line.replace(_JOINED, " ") for line in lines)
    yield ""
    yield f"Snapshots: {store}"
    for name, report in zip(("Report:   ", "As data:  "), reports, strict=True):
        yield f"{name} {report}"
    yield ""
    if surprises:
        yield "This is not what the demo was to show:"
        yield from (f"  {each}" for each in surprises)
    else:
        yield "Now on a live page:  claimtrack check"


def _counted(result: Run) -> str:
    """How many claims have each status, in the order of the design."""
    found = Counter(each.status for report in result.reports for each in report.claims)
    return ", ".join(f"{found[status]}{_JOINED}{status}" for status in get_args(Status) if found[status])


def _rule(title: str) -> str:
    return f"━━ {title} ".ljust(WIDTH, "━")
