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


@contextmanager
def counted(what: str, count: int, *, quiet: bool = False, verbose: bool = False) -> Iterator[Callable[[], None]]:
    """Gives a function that says that one more of ``count`` is done: a bar on a terminal, a line when ``verbose``."""
    if verbose or quiet or not sys.stderr.isatty():
        click.echo(what, err=True) if verbose else None
        yield lambda: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(what, total=count)
        yield lambda: bar.advance(task)
