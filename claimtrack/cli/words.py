"""The command that shows the vocabulary: claims vocabulary."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import click

from claimtrack.cli.options import talk_options

if TYPE_CHECKING:
    from claimtrack.vocabulary import Concept, Vocabulary


@click.command()
@click.argument("words", metavar="[WORD]...", nargs=-1)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True,
              help="What stdout gets.")  # fmt: skip
@talk_options
def vocabulary(words: Sequence[str], form: str, **_: Any) -> None:
    """List the ids that claims are written in, by group, or say which ids words name.

    WORD is an id, or a word or phrase as a policy has it, in quotes where it has spaces.

    \b
    Examples:
      claimtrack claims vocabulary
      claimtrack claims vocabulary "phone number" police
      claimtrack claims vocabulary --format json > vocabulary.json

    Exit code: 0, also for a word that names nothing.
    """
    from claimtrack import vocabulary as vocabularies
    from claimtrack.report.quote import inert

    known = vocabularies.load()
    named = {word: _named(word, known) for word in words}
    if form == "json":
        found = [{"word": word, "concepts": list(map(_facts, each))} for word, each in named.items()]
        every = found if words else list(map(_facts, known.concepts.values()))
        click.echo(json.dumps(every, indent=2, ensure_ascii=False))
    elif words:
        for word, concepts in named.items():
            click.echo(f"{inert(word)}:" if concepts else f"{inert(word)}: names nothing.")
            _list(concepts, group=True)
    else:
        for group in vocabularies.GROUPS:
            click.echo(f"{group}:")
            _list([each for each in known.concepts.values() if each.group == group])


def _named(word: str, known: Vocabulary) -> list[Concept]:
    """The concepts of an id, and of the phrases in a text."""
    from claimtrack import text

    hits = known.find(text.stems(text.normal(word)))
    ids = [word] * (word in known.concepts) + [hit.id for hit in hits]
    return [known.concepts[id_] for id_ in dict.fromkeys(ids)]


def _facts(concept: Concept) -> dict[str, str | None]:
    return {name: getattr(concept, name) for name in ("id", "group", "label", "broader", "iri")}


def _list(concepts: Sequence[Concept], *, group: bool = False) -> None:
    for line in _lines(concepts, group=group):
        click.echo(line)


def _lines(concepts: Sequence[Concept], *, group: bool) -> Iterator[str]:
    width = max((len(each.id) for each in concepts), default=0)
    for each in concepts:
        notes = [each.group] * group + [f"a kind of {each.broader}"] * bool(each.broader)
        said = f" ({', '.join(notes)})" if notes else ""
        yield f"  {each.id:<{width}}  {each.label}{said}"
