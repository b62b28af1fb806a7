"""The commands about claim files and formats: claims, schema."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from claimtrack.cli.options import claim_sets, talk_options
from claimtrack.cli.program import Group
from claimtrack.cli.words import vocabulary
from claimtrack.errors import ClaimFileError, UsageError

if TYPE_CHECKING:
    from claimtrack.records import ClaimSet

files_argument = click.argument("files", metavar="[CLAIMSET]...", nargs=-1, type=click.Path(path_type=Path))


@click.group(cls=Group)
def claims() -> None:
    """List claims, check claim files, and show the vocabulary that they are written in."""


@claims.command("list")
@files_argument
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True,
              help="What stdout gets.")  # fmt: skip
@talk_options
def list_claims(files: Sequence[Path], form: str, **_: Any) -> None:
    """List the claims of each set with their ids.

    \b
    Examples:
      claimtrack claims list
      claimtrack claims list claims/acme.yaml --format json

    Exit codes: 0, 2 a bad file.
    """
    from claimtrack.report.quote import inert

    sets = claim_sets(files)
    if form == "json":
        every = [each.model_dump(mode="json", exclude_defaults=True) for each in sets]
        click.echo(json.dumps(every, indent=2))
        return
    lines = []
    for each in sets:
        lines.append(f"{each.id}: {inert(each.title)}")
        lines += [f"  document {document.id}  {document.url}" for document in each.documents]
        width = max(len(claim.id) for claim in each.claims)
        lines += [f"  {claim.id:<{width}}  {inert(claim.statement)}" for claim in each.claims]
    click.echo("\n".join(lines))  # at once: how it ends does not depend on how fast `head` is


@claims.command()
@files_argument
@talk_options
def validate(files: Sequence[Path], quiet: bool, **_: Any) -> int:
    """Check claim files and say everything that is wrong in them.

    \b
    Examples:
      claimtrack claims validate
      claimtrack claims validate claims/*.yaml

    Exit codes: 0 all are right, 2 one is not.
    """
    from claimtrack.report.sentences import count

    bad = 0
    groups: list[list[Path]] = [[file] for file in files] or [[]]
    for group in groups:
        try:
            sets = claim_sets(group)
            for each in sets:
                _check_selectors(each)
        except (ClaimFileError, UsageError) as error:
            bad += 1
            where = f"{group[0]}: " if group and isinstance(error, UsageError) else ""
            click.echo("\n".join(f"claimtrack: {where}{line}" for line in str(error).splitlines()), err=True)
            continue
        for each in () if quiet else sets:
            said = f"{count(len(each.claims), 'claim')} about {count(len(each.documents), 'document')}"
            click.echo(f"{group[0] if group else each.id}: {said}, nothing wrong.")
    return 2 if bad else 0


def _check_selectors(claims: ClaimSet) -> None:
    from claimtrack.pipeline import sources

    for document in claims.documents:
        sources.tracked(claims, document.id)


claims.add_command(vocabulary)


@click.command()
@click.argument("name", type=click.Choice(["claims", "report", "run", "history", "practices"]))
@talk_options
def schema(name: Any, **_: Any) -> None:
    """Print the JSON Schema of a claim file, a report, a run of `check`, a history, or what `read` prints.

    \b
    Examples:
      claimtrack schema claims > claims.schema.json
      claimtrack schema report

    Exit code: 0.
    """
    from claimtrack.report.schema import schema as schema_of

    click.echo(schema_of(name), nl=False)
