"""Markdown to HTML, which then goes the very road of a page. The only module that parses Markdown."""

from __future__ import annotations

from claimtrack.errors import PageError

from .decode import TEXT_ALONE

_MAX_NESTING = 60
_MAX_LENGTH = 2_000_000  # characters: the parser takes seconds for so many


def html(source: str, name: str) -> str:
    """The HTML of a CommonMark text with tables; raises `PageError` where it is too long or too deep."""
    from markdown_it import MarkdownIt

    if len(source) > _MAX_LENGTH:
        raise PageError(name, f"the text has more than {_MAX_LENGTH:,} characters.", hint=TEXT_ALONE)
    parser = MarkdownIt("commonmark", {"html": True, "maxNesting": _MAX_NESTING}).enable("table")
    tokens = parser.parse(source)
    if any(token.level >= _MAX_NESTING - 1 for token in tokens):  # the parser leaves out what is deeper
        raise PageError(name, f"the text is nested more than {_MAX_NESTING} levels deep.", hint=TEXT_ALONE)
    return str(parser.renderer.render(tokens, parser.options, {}))
