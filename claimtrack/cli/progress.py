"""What is being done, on a terminal's stderr; the only module of the command line that names rich."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click


@contextmanager
def progress(*, quiet: bool = False, verbose: bool = False) -> Iterator[Callable[[str], None]]:
    """Gives a function that says what is being done: a spinner on a terminal, lines when ``verbose``."""
    if verbose:
        yield lambda said: click.echo(said, err=True)
    elif quiet or not sys.stderr.isatty():
        yield lambda _: None
    else:
        from rich.console import Console
        from rich.text import Text

        with Console(stderr=True).status("Working") as status:
            yield lambda said: status.update(Text(said))
