"""HTML to a tree, and the part of it that holds the policy. The only module that parses HTML."""

from __future__ import annotations

import re
import warnings
from typing import NamedTuple

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString
from soupsieve import SelectorSyntaxError

from claimtrack.errors import PageError
from claimtrack.records import Document

from .wordlists import NEVER

MAX_DEPTH = 500
MAX_TAGS = 400_000

_CHROME = (
    "nav, header, footer, aside, [role=navigation], [role=banner], [role=contentinfo], [role=complementary]"
)
_MAIN = ("main", "[role=main]", "article")
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*>")


class Source(NamedTuple):
    """A parsed page: where its text is, the ``id()`` of tags that are no part of it, and what it declares."""

    roots: list[Tag]
    skip: set[int]
    language: str | None
    title: str


def parse(html: str, document: Document | None, name: str) -> Source:
    """A page's tree and its main text; raises `PageError` where it is too large or deep, or selectors are bad."""
    if html.count("<") > MAX_TAGS:
        raise PageError(name, f"the page has more than {MAX_TAGS:,} tags.")
    soup = _soup(html)
    _refuse_depth(soup, name)
    try:
        roots, skip = _main_text(soup, document)
    except SelectorSyntaxError as error:
        problem = str(error).splitlines()[0]
        raise PageError(name, f"a CSS selector of the document cannot be read: {problem}") from None
    return Source(roots, skip, _language(soup), _title(soup))


def _soup(html: str) -> BeautifulSoup:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # XML that is served as HTML, text that looks like a file name
        utf8 = _DECLARATION.sub("", html).encode("utf-8", "replace")
        return BeautifulSoup(utf8, "lxml", from_encoding="utf-8")


def _refuse_depth(soup: BeautifulSoup, name: str) -> None:
    stack: list[tuple[Tag, int]] = [(soup, 0)]
    while stack:
        tag, depth = stack.pop()
        if depth > MAX_DEPTH:
            raise PageError(name, f"the page is nested more than {MAX_DEPTH} levels deep.")
        stack.extend((child, depth + 1) for child in tag.children if isinstance(child, Tag))


def _main_text(soup: BeautifulSoup, document: Document | None) -> tuple[list[Tag], set[int]]:
    selects, removes = (document.select, document.remove) if document else ([], [])
    removed = {id(tag) for selector in removes for tag in soup.select(selector)}
    for selector in selects:
        roots = _outermost(soup.select(selector))
        if any(_words(root, removed) for root in roots):
            return roots, removed
    body = soup.body or soup
    for selector in _MAIN:
        roots = _outermost(body.select(selector))
        words = sum(_words(root, removed) for root in roots)
        if words and (selector != "article" or words * 2 >= _words(body, removed)):
            return roots, removed | {id(tag) for root in roots for tag in root.select("nav, footer")}
    chrome = removed | {id(tag) for tag in body.select(_CHROME) if not _holds_title(tag)}
    return [body], chrome if _words(body, chrome) else removed


def _holds_title(tag: Tag) -> bool:
    """Whether a header belongs to the text: it has the title, or it is that of an article or section."""
    if tag.name != "header":
        return False
    heading = tag.find("h1")
    return bool(heading and heading.get_text(strip=True)) or tag.find_parent(["article", "section"]) is not None


def _outermost(tags: list[Tag]) -> list[Tag]:
    chosen = {id(tag) for tag in tags}
    return [tag for tag in tags if not any(id(parent) in chosen for parent in tag.parents)]


def _words(root: Tag, skip: set[int]) -> int:
    """How many words stand below a tag; 0 for a tag that is skipped itself."""
    if id(root) in skip or any(id(parent) in skip for parent in root.parents):
        return 0
    count, stack = 0, [root]
    while stack:
        for child in stack.pop().children:
            if isinstance(child, Tag):
                if child.name not in NEVER and id(child) not in skip:
                    stack.append(child)
            elif type(child) is NavigableString:
                count += len(child.split())
    return count


def _language(soup: BeautifulSoup) -> str | None:
    language = soup.html.get("lang") if soup.html else None
    return language.strip().lower() or None if isinstance(language, str) else None


def _title(soup: BeautifulSoup) -> str:
    return " ".join(soup.title.get_text().split()) if soup.title else ""
