"""The report in a notebook: what Jupyter shows of a result that ends a cell."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from jinja2 import Environment, StrictUndefined, Template

from claimtrack.records import DocumentHistory, History, Report, Result
from claimtrack.report import over_time, quote, reports, sentences

MAX_ROWS = 100
"""Rows of one table; the rest is a call of `to_rows` away."""

_TEMPLATE = """\
{% set cell = "text-align:left;vertical-align:top;padding:.2em .6em" %}
{% for table in tables %}
<div style="margin:.5em 0;max-width:70em">
<p style="margin:0 0 .2em;opacity:.75">{{ table.title }}</p>
<p style="margin:0 0 .5em;font-size:1.2em;font-weight:600">{{ table.answer }}</p>
<table style="text-align:left">
<thead><tr>{% for name in table.head %}<th style="{{ cell }}">{{ name }}</th>{% endfor %}</tr></thead>
<tbody>
{% for row in table.rows %}
<tr>
{% for value in row %}
<td style="{{ cell }}{{ ";white-space:nowrap" * loop.first }}">{{ value }}</td>
{% endfor %}
</tr>
{% endfor %}
</tbody>
</table>
{% if table.more %}
<p style="opacity:.75">{{ table.more }} more: see to_rows().</p>
{% endif %}
</div>
{% endfor %}
"""


class Table(NamedTuple):
    """A headline over rows of text."""

    title: str
    answer: str
    head: tuple[str, ...]
    rows: list[tuple[str, ...]]
    more: int


def render(result: Result) -> str:
    """An HTML fragment without script, style sheet or network, in the notebook's own colours."""
    tables = map(_history, result.documents) if isinstance(result, History) else map(_report, reports(result))
    return _template().render(tables=[_inert(each) for each in tables])


@lru_cache(1)
def _template() -> Template:
    options = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True, undefined=StrictUndefined)
    return options.from_string(_TEMPLATE)


def _report(report: Report) -> Table:
    every = [*report.flagged, *(each for each in report.claims if not each.flagged)]
    rows = [
        (
            f"{sentences.SYMBOLS[each.status]} {each.status}", each.id, each.statement,
            sentences.SUPPORT[each.support] if each.support else "", "; ".join(sentences.reasons(each.changes)),
        )
        for each in every
    ]  # fmt: skip
    return _table(report.document.title, sentences.headline(report), ("status", "claim", "", "support", "why"), rows)


def _history(history: DocumentHistory) -> Table:
    rows = [
        (
            sentences.dated(history.editions[at]), f"{sentences.SYMBOLS[state.status]} {state.status}", claim.id,
            claim.statement, "; ".join(sentences.reasons(state.changes)),
        )
        for at, claim, state in over_time.events(history)
    ]  # fmt: skip
    answer = sentences.document_headline(history)
    return _table(history.document.title, answer, ("edition", "status", "claim", "", "why"), rows)


def _table(title: str, answer: str, head: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> Table:
    return Table(title, answer, head, list(rows[:MAX_ROWS]), max(len(rows) - MAX_ROWS, 0))


def _inert(table: Table) -> Table:
    rows = [tuple(map(quote.inert, row)) for row in table.rows]
    return table._replace(title=quote.inert(table.title), answer=quote.inert(table.answer), rows=rows)
