"""The commands that judge claims: check, demo, compare, read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Unpack

import click

from claimtrack.cli.options import (
    claim_set,
    claim_sets,
    claims_option,
    document_option,
    documents_option,
    format_option,
    opened,
    output_option,
    store_option,
    talk_options,
)
from claimtrack.cli.output import Talk, check_outputs, deliver, say, suffix, write
from claimtrack.cli.progress import progress

if TYPE_CHECKING:
    from claimtrack.records import ClaimSet, Report, Run
    from claimtrack.report.terminal import Edits
    from claimtrack.store import Store

FAIL_ON = "changed,withdrawn,introduced"
MAX_WAIT = 3600


class Times(click.IntRange):
    """How often something is done again."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """As click's, with the way out in the error."""
        try:
            return super().convert(value, param, ctx)
        except click.BadParameter:
            self.fail(f"{value!r} is no whole number from 0 on, such as 1; 0 fetches no second time.", param, ctx)


class Seconds(click.FloatRange):
    """A wait."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """As click's, with the way out in the error."""
        try:
            return super().convert(value, param, ctx)
        except click.BadParameter:
            self.fail(f"{value!r} is no number of seconds from 0 to {MAX_WAIT}, such as 10.", param, ctx)


def no_option(context: click.Context, _: click.Parameter, value: Sequence[str]) -> None:
    """``--claims`` is a slip that other commands invite."""
    if value:
        name = context.info_name
        raise click.UsageError(f"Claim files are arguments of {name}: claimtrack {name} claims/acme.yaml", context)


@click.command()
@click.option("--claims", multiple=True, hidden=True, expose_value=False, callback=no_option)
@click.argument("files", metavar="[CLAIMSET]...", nargs=-1, type=click.Path(path_type=Path))
@documents_option
@store_option
@click.option("--offline", is_flag=True, help="Take the newest stored snapshot instead of fetching.")
@click.option("--page", metavar="FILE", type=click.Path(path_type=Path), help="Take a page saved by hand.")
@format_option
@output_option
@click.option("--fail-on", metavar="LIST", default=FAIL_ON, show_default=True,
              help="What exits 1: statuses and supports, or 'never'; see above.")  # fmt: skip
@click.option("--unusable-ok", is_flag=True,
              help="What else exits 3, such as a page that cannot be used, is a warning.")  # fmt: skip
@click.option("--confirm", metavar="N", type=Times(min=0), default=1, show_default=True,
              help="Fetch a page that would flag a claim N times more; flagged is what all say.")  # fmt: skip
@click.option("--confirm-wait", metavar="SECONDS", type=Seconds(0, MAX_WAIT), default=10,
              show_default=True, help="The wait before each of these.")  # fmt: skip
@click.option("--no-observations", is_flag=True, help="Keep no record of checks that found nothing new.")
@talk_options
def check(files: Sequence[Path], outputs: Sequence[Path], form: str, **given: Any) -> int:
    """Fetch, store and compare every document, and flag the claims that changed.

    CLAIMSET is a claim file. Without one, the files claims/*.yaml of the working directory are taken, and
    where there are none, the built-in claims. The first usable snapshot of a document is accepted by itself;
    later ones are compared with what was accepted (see `claimtrack accept` and `claimtrack review`).

    Before a new text flags a claim, the page is fetched again. What the fetches do not agree on is not
    flagged, and the page is reported as unstable.

    \b
    Examples:
      claimtrack check
      claimtrack check claims/acme.yaml --document acme-privacy --output report.json
      claimtrack check --page saved.html --document acme-privacy
      claimtrack check --offline --fail-on withdrawn,contradicted

    \b
    --fail-on takes 'never', or of these, with commas between. What became of a claim (its status):
      unchanged, cosmetic, moved, reworded, changed, withdrawn, introduced, not-stated, baseline,
      unverifiable
    and whether the policy states it now (its support):
      stated         it says what the claim says
      partly-stated  it says a part of it; the report says what is missing
      not-stated     nothing on the page says it
      contradicted   it says the opposite

    \b
    Exit codes: 0 nothing flagged, 1 claims flagged, 2 wrong usage or a bad file,
    3 a page could not be fetched or used, was unstable, or no snapshot of it is accepted,
    4 the store is damaged, 70 an error in claimtrack itself, 130 interrupted.
    """
    check_outputs(outputs)
    talk = Talk(**{name: given.pop(name) for name in ("color", "quiet", "verbose")})  # type: ignore[typeddict-item]
    sets, store = claim_sets(files), opened(given.pop("folder"))
    run = _checked(sets, store, talk, given)
    code = deliver(run, form, outputs, run.exit, talk, store.path, unnoticed(run, sets, store))
    for line in () if talk["quiet"] else _ways_on(run):
        say(line)
    return code


def _ways_on(run: Run) -> Iterator[str]:
    """What a user may want to do next."""
    if any(report.flagged and report.page.status == "changed" for report in run.reports):
        yield "\nTo take the new text as accepted:\n  claimtrack review, or claimtrack accept [CLAIM]..."
    for report in run.reports:
        if report.page.kept and report.before:
            way_on = f"claimtrack accept --unusable {report.page.kept} --reason TEXT"
            yield f"\nTo take the new page all the same:\n  {way_on}"


def _checked(sets: list[ClaimSet], store: Store, talk: Talk, given: dict[str, Any]) -> Run:
    """One run over all claim sets."""
    from claimtrack import pipeline

    observations = not given.pop("no_observations")
    with progress(quiet=talk["quiet"], verbose=talk["verbose"]) as said:
        return pipeline.check(sets, store, observations=observations, progress=said, **given)


def unnoticed(run: Run, sets: list[ClaimSet], store: Store) -> Edits:
    """What changed on the pages that no claim noticed, by document."""
    from claimtrack import pipeline

    claims = {each.id: each for each in sets}
    return {
        each.document.id: pipeline.edits(
            each.before.id, each.after.id, claims[each.claimset.id], each.document.id, store=store
        )
        for each in run.reports
        if each.before and each.after and _needs_edits(each)
    }


def _needs_edits(report: Report) -> bool:
    """Not where the text before was not kept."""
    redacted = report.before is not None and report.before.redacted
    return report.page.status == "changed" and not report.flagged and not redacted


@click.command()
@click.option("--store", "folder", metavar="DIR", type=click.Path(path_type=Path),
              help="Keep the demo's snapshots in DIR; default: a temporary folder.")  # fmt: skip
@talk_options
def demo(folder: Path | None, **talk: Any) -> int:
    """Show the whole job on a made-up policy, without a network.

    A small policy site runs on this machine: a first edition, a page that cannot be used, a second edition.
    Every status that a claim can have is shown.

    \b
    Examples:
      claimtrack demo
      claimtrack demo --store demo-snapshots

    Exit code: 0 when it showed what it was to show.
    """
    from claimtrack.demo import run

    return run(folder, **talk)


@click.command()
@click.argument("before")
@click.argument("after")
@claims_option
@document_option
@store_option
@format_option
@output_option
@talk_options
def compare(before: str, after: str, files: Sequence[Path], document: str | None, folder: Path, form: str,
            outputs: Sequence[Path], **talk: Unpack[Talk]) -> int:  # fmt: skip
    """Compare two editions of a document, and store nothing.

    BEFORE and AFTER are files (.html, .md, .txt, .warc, .warc.gz) or ids of stored snapshots
    (document/time, see `claimtrack snapshots list`). BEFORE may also be the folder of a snapshot without its
    text (see `claimtrack snapshots export --redact`). The report is printed in any case, also when a page
    cannot be used.

    \b
    Examples:
      claimtrack compare 2026-06.html 2026-07.html
      claimtrack compare old.md new.md --claims claims/acme.yaml --document acme-privacy
      claimtrack compare acme-privacy/20260609T081233Z new.html --format json

    \b
    Exit codes: 0 nothing flagged, 1 claims flagged, 2 wrong usage or a bad file,
    3 a page could not be used, 4 the store is damaged.
    """
    from claimtrack import pipeline
    from claimtrack.pipeline.outcome import FAIL_ON, causes, exit_code

    check_outputs(outputs)
    claims = claim_set(files, document)
    with progress(quiet=talk["quiet"], verbose=talk["verbose"]) as said:
        said("Comparing")
        report = pipeline.compare(before, after, claims, document, store=opened(folder))
    edits = {}
    if _needs_edits(report):
        edits[report.document.id] = pipeline.edits(before, after, claims, report.document.id, store=opened(folder))
    return deliver(report, form, outputs, exit_code([report], causes(FAIL_ON)), talk, folder, edits)


@click.command()
@click.argument("source", metavar="FILE")
@claims_option
@document_option
@store_option
@click.option("--format", "form", type=click.Choice(["json", "csv"]), default="json", show_default=True,
              help="What stdout gets.")  # fmt: skip
@click.option("--output", metavar="FILE", type=click.Path(path_type=Path),
              help="Write to FILE instead; its suffix names the format (.json, .csv).")  # fmt: skip
@talk_options
def read(source: str, files: Sequence[Path], document: str | None, folder: Path, form: Any,
         output: Path | None, **talk: Any) -> None:  # fmt: skip
    """Print every practice that a page states, one record each, in page order.

    FILE is a page (.html, .md, .txt, .warc, .warc.gz) or the id of a stored snapshot. A .txt file is read as
    one sentence a line. The document says who "we" is and where on the page the text stands.

    \b
    Examples:
      claimtrack read policy.html --output practices.csv
      claimtrack read sentences.txt --claims claims/acme.yaml

    Exit codes: 0, 2 wrong usage or a bad file, 4 the store is damaged.
    """
    from claimtrack import pipeline
    from claimtrack.report import practices

    check_outputs([output] if output else [], ("json", "csv"))
    with progress(quiet=talk["quiet"], verbose=talk["verbose"]) as said:
        said(f"Reading {source}")
        found = pipeline.practices(source, claim_set(files, document), document, store=opened(folder))
    form = suffix(output) if output else form
    content = practices.render(found, form)
    write(output, content) if output else click.echo(content, nl=False)
