"""The command line. The only package that names click; everything heavy is imported inside the commands.

To add a command: a function with ``@click.command`` in a module of this package, named in `COMMANDS`.
"""

from __future__ import annotations

import click

from claimtrack import __version__
from claimtrack.cli.accepting import accept, review
from claimtrack.cli.checking import check, compare, demo, read
from claimtrack.cli.describing import claims, schema
from claimtrack.cli.importing import importing
from claimtrack.cli.keeping import snapshots
from claimtrack.cli.program import EXIT_CODES, Program
from claimtrack.cli.telling import history, report
from claimtrack.cli.wayback import from_wayback

COMMANDS = (check, demo, compare, history, report, read, accept, review, snapshots, importing, claims, schema)


@click.group(
    cls=Program,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog=EXIT_CODES,
)
@click.version_option(__version__, "-V", "--version", prog_name="claimtrack", message="%(prog)s %(version)s")
def main() -> None:
    """Tells you, with evidence, the day a claim about a policy stops being true.

    claimtrack fetches the policies that your claims are about, keeps each edition, and flags the claims whose
    meaning changed.

    \b
    Try it without a network:       claimtrack demo
    Check the built-in claims:      claimtrack check
    Decide what is flagged:         claimtrack review
    Compare two editions at hand:   claimtrack compare before.html after.html
    See when claims changed:        claimtrack history
    """


importing.add_command(from_wayback)
for _command in COMMANDS:
    main.add_command(_command)
