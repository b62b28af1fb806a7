"""What is being done, on a terminal's stderr; the only module of the command line that names rich."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import NamedTuple

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


class Bar(NamedTuple):
    """What moves a bar: ``step`` says that one more is done, ``say`` what is going on, ``begin`` how many there are."""

    step: Callable[[], None]
    say: Callable[[str], None]
    begin: Callable[[int], None]


@contextmanager
def counted(what: str, count: int | None, *, quiet: bool = False, verbose: bool = False) -> Iterator[Bar]:
    """A bar on a terminal, lines when ``verbose``; ``count`` is None where it is not known before `Bar.begin`."""
    if verbose or quiet or not sys.stderr.isatty():
        click.echo(what, err=True) if verbose else None
        yield Bar(lambda: None, lambda said: click.echo(said, err=True) if verbose else None, lambda _: None)
        return
    from rich.console import Console
    from rich.markup import escape
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(escape(what), total=count)
        yield Bar(
            lambda: bar.advance(task),
            lambda said: bar.update(task, description=escape(said)),
            lambda there: bar.update(task, description=escape(what), total=there),
        )
