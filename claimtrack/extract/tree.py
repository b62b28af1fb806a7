"""A page's tree to runs of text, each with what holds where it stands.

There is no recursion: how deep a page is nested is not ours to choose.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from bs4 import Tag
from bs4.element import NavigableString, PreformattedString

from .blocks import Cell, Context, Path, Run, Scope
from .wordlists import INLINE, NEVER, SPACED

HEADINGS = {f"h{rank}": rank for rank in range(1, 7)}
_MAX_COLUMN = 1000


@dataclass(slots=True)
class Layout:
    """What is known of the page as a whole: items that are sections, and how far each table is laid out."""

    sectional: set[int]
    rows: Counter[int] = field(default_factory=Counter)
    columns: Counter[int] = field(default_factory=Counter)


def runs(roots: list[Tag], skip: set[int]) -> Iterator[Run]:
    """The visible text below some tags, in order; tags whose ``id()`` is in ``skip`` are left out."""
    layout = Layout(_sectional(roots))
    for root in roots:
        stack = [(root, Context(), iter(root.children))]
        while stack:
            tag, context, children = stack[-1]
            child = next(children, None)
            if child is None:
                stack.pop()
                yield from _edge(tag, context)
            elif isinstance(child, NavigableString):
                yield from _text(child, context)
            elif isinstance(child, Tag) and child.name == "br":
                yield Run("", context, "break")
            elif isinstance(child, Tag) and child.name not in NEVER and id(child) not in skip:
                inner = _inside(child, context, layout)
                yield from _edge(child, inner)
                yield from _anchor(child, inner)
                stack.append((child, inner, iter(child.children)))
        yield Run("", Context(), "edge")


def _text(child: NavigableString, context: Context) -> Iterator[Run]:
    if isinstance(child, PreformattedString):  # comments, declarations
        return
    if not context.pre:
        yield Run(str(child), context)
        return
    for number, line in enumerate(str(child).split("\n")):
        if number:
            yield Run("", context, "break")
        yield Run(line, context)


def _edge(tag: Tag, context: Context) -> Iterator[Run]:
    if tag.name in SPACED:
        yield Run(" ", context)
    elif tag.name not in INLINE:
        yield Run("", context, "edge")


def _anchor(tag: Tag, context: Context) -> Iterator[Run]:
    name = tag.get("id") or (tag.get("name") if tag.name == "a" else None)
    if isinstance(name, str) and name:
        yield Run(name, context, "anchor")


def _inside(tag: Tag, outer: Context, layout: Layout) -> Context:
    """What holds inside a tag."""
    context = outer._replace(
        rank=outer.rank or _rank(tag),
        bold=outer.bold or _bold(tag),
        href=_href(tag) if tag.name == "a" else outer.href,
        pre=outer.pre or tag.name == "pre",
    )
    if tag.name in ("td", "th"):
        return _cell(tag, context, layout)
    return context._replace(scope=outer.scope + _scope(tag, layout))


def _rank(tag: Tag) -> int:
    if tag.get("role") == "heading":
        level = str(tag.get("aria-level", "2"))[:2]
        return min(int(level), 6) if level.isdecimal() and level != "0" else 2
    return HEADINGS.get(tag.name, 0)


def _bold(tag: Tag) -> bool:
    if tag.name in ("b", "strong", "dt", "summary"):
        return True
    style = str(tag.get("style") or "").replace(" ", "").lower()
    return "font-weight:bold" in style or any(f"font-weight:{w}00" in style for w in "6789")


def _href(tag: Tag) -> str | None:
    href = tag.get("href")
    return href.strip() if isinstance(href, str) else None


def _scope(tag: Tag, layout: Layout) -> Path:
    if tag.name in ("dl", "details"):
        return (Scope("group", id(tag)),)
    if tag.name == "li" and id(tag) not in layout.sectional:
        return (Scope("list", id(tag.parent)), Scope("item", id(tag)))
    if tag.name in ("ul", "ol") and tag.parent is not None and tag.parent.name in ("ul", "ol"):
        item = tag.find_previous_sibling("li")  # a list right inside a list belongs to the item before it
        if item is not None and id(item) not in layout.sectional:
            return (Scope("list", id(tag.parent)), Scope("item", id(item)))
    return ()


def _cell(tag: Tag, context: Context, layout: Layout) -> Context:
    row = tag.find_parent("tr") or tag
    table = tag.find_parent("table") or row
    if id(row) not in layout.columns:
        layout.rows[id(table)] += 1
    column = layout.columns[id(row)]
    span = str(tag.get("colspan", "1"))
    layout.columns[id(row)] = min(column + (int(span[:4]) if span.isdecimal() else 1), _MAX_COLUMN)
    head = tag.name == "th" or tag.find_parent("thead") is not None
    cell = Cell(id(table), layout.rows[id(table)], column, head)
    return context._replace(
        cell=cell, scope=(*context.scope, Scope("table", id(table)), Scope("cell", id(tag)))
    )


def _sectional(roots: list[Tag]) -> set[int]:
    """List items that hold a heading: sections of the page, drawn as a list."""
    found: set[int] = set()
    for root in roots:
        for heading in root.find_all(list(HEADINGS)):
            found.update(id(parent) for parent in heading.parents if parent.name == "li")
    return found
