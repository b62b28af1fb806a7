"""What all commands share: how errors end, and a hint for a mistyped command."""

from __future__ import annotations

import difflib
import os
import sys
import traceback
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NoReturn

import click

from claimtrack.cli.output import PipeClosedError, printing
from claimtrack.errors import ClaimtrackError

INTERRUPTED, PIPE_CLOSED, INTERNAL = 130, 141, 70
"""As shells say it: 128 and the signal; 70 is EX_SOFTWARE of BSD's sysexits.h."""

EXIT_CODES = """\b
Exit codes:
  0    nothing flagged
  1    claims are flagged
  2    wrong usage, or a file that cannot be used
  3    nothing flagged, but a page could not be fetched or used, was unstable,
       or no snapshot of it is accepted
  4    the store is damaged
  70   an error in claimtrack itself
  130  interrupted
"""


class Group(click.Group):
    """A group that knows what a mistyped command was meant to be."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """As click's, with the nearest command in the error."""
        name = args[0]
        if self.get_command(ctx, name) is None and not name.startswith("-"):
            close = difflib.get_close_matches(name, self.commands, n=1)
            hint = f"Did you mean {close[0]!r}?" if close else f"There are: {', '.join(self.commands)}."
            ctx.fail(f"No such command {name!r}. {hint}")
        return super().resolve_command(ctx, args)

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  (click's signature)
        """In the order they were added: what users need first comes first."""
        return list(self.commands)


class Program(Group):
    """The root of all commands: turns what they return or raise into an exit code."""

    def main(self, args: Sequence[str] | None = None, *_: Any, **extra: Any) -> NoReturn:
        """Runs the command line (`sys.argv` where ``args`` is None) and exits."""
        given = list(sys.argv[1:] if args is None else args)
        sys.stdout = sys.stdout or Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115  (closed by >&-)
        sys.stderr = sys.stderr or Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115
        for stream in (sys.stdout, sys.stderr):
            _never_fail_to_print(stream)
        sys.exit(self._run(given, extra))

    def _run(self, args: list[str], extra: dict[str, Any]) -> int:
        extra |= {"prog_name": "claimtrack", "standalone_mode": False}
        try:
            result = super().main(args, **extra)
            return result if isinstance(result, int) else 0
        except click.exceptions.Abort:
            return INTERRUPTED
        except click.ClickException as error:
            error.show()
            return error.exit_code
        except ClaimtrackError as error:
            for line in str(error).splitlines():
                click.echo(f"claimtrack: {line}", err=True)
            return error.exit_code
        except PipeClosedError:
            return PIPE_CLOSED
        except Exception as error:  # noqa: BLE001  (the last resort: a sentence instead of a traceback)
            return _unexpected(error, verbose="--verbose" in args or "-v" in args)

    def make_context(self, *args: Any, **extra: Any) -> click.Context:
        """As click's; it prints the help."""
        with printing():
            return super().make_context(*args, **extra)

    def invoke(self, ctx: click.Context) -> Any:
        """As click's; it runs the command. A reader that left while the last was printed changes no result."""
        result = None
        try:
            with printing():
                result = super().invoke(ctx)
        except PipeClosedError:
            if not isinstance(result, int):
                raise
        return result


def _never_fail_to_print(stream: Any) -> None:
    """UTF-8 in files and pipes; a terminal that lacks a character shows another."""
    if hasattr(stream, "reconfigure"):
        stream.reconfigure(errors="replace", encoding=None if stream.isatty() else "utf-8")


def _unexpected(error: Exception, *, verbose: bool) -> int:
    if verbose:
        traceback.print_exception(error)
    kind = f"{type(error).__name__}: {error}".rstrip(": ")
    way_out = "Please report it with the traceback" + (" above." if verbose else " that --verbose prints.")
    click.echo(f"claimtrack: an error in claimtrack itself ({kind[:300]}). {way_out}", err=True)
    return INTERNAL
