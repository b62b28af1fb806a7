"""HTML to a tree, and the part of it that holds the policy. The only module that parses HTML."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

import soupsieve
from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString
from bs4.exceptions import ParserRejectedMarkup
from soupsieve import SelectorSyntaxError

from claimtrack.errors import PageError
from claimtrack.records import Document

from .decode import TEXT_ALONE
from .wordlists import CHROME, NEVER

MAX_DEPTH = 250
MAX_TAGS = 200_000

_DECLARATION = re.compile(r"^\s*<\?xml[^>]*>")


class Source(NamedTuple):
    """A parsed page: where its text is, the ``id()`` of tags that are no part of it, and what it declares."""

    roots: list[Tag]
    skip: set[int]
    language: str | None
    title: str


@dataclass(slots=True)
class Landmarks:
    """The tags of a page that say what is its text, and what stands around it."""

    main: list[Tag] = field(default_factory=list)
    article: list[Tag] = field(default_factory=list)
    chrome: list[Tag] = field(default_factory=list)


def parse(html: str, document: Document | None, name: str) -> Source:
    """A page's tree and its main text; raises `PageError` where it is too large or deep."""
    if html.count("<") > MAX_TAGS:
        raise PageError(name, f"the page has more than {MAX_TAGS:,} tags.", hint=TEXT_ALONE)
    soup = _soup(html, name)
    landmarks = _landmarks(soup, name)
    try:
        roots, skip = _main_text(soup, landmarks, document)
    except (SelectorSyntaxError, NotImplementedError) as error:
        problem = str(error).splitlines()[0]
        raise PageError(name, f"a CSS selector of the document cannot be read: {problem}") from None
    return Source(roots, skip, _language(soup), _title(soup))


def bad_selectors(document: Document) -> Iterator[tuple[str, str]]:
    """The document's selectors that cannot be read, each with the reason."""
    for selector in (*document.select, *document.remove):
        try:
            soupsieve.compile(selector)
        except (SelectorSyntaxError, NotImplementedError) as error:
            yield selector, str(error).splitlines()[0]


def _soup(html: str, name: str) -> BeautifulSoup:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # XML that is served as HTML, text that looks like a file name
        utf8 = _DECLARATION.sub("", html).encode("utf-8", "replace")
        try:
            return BeautifulSoup(utf8, "lxml", from_encoding="utf-8")
        except ParserRejectedMarkup:
            raise PageError(name, "the page cannot be parsed as HTML.", hint=TEXT_ALONE) from None


def _landmarks(soup: BeautifulSoup, name: str) -> Landmarks:
    """The landmarks in page order; the one walk over all tags also measures how deep they are nested."""
    found = Landmarks()
    stack: list[tuple[Tag, int]] = [(soup, 0)]
    while stack:
        tag, depth = stack.pop()
        if depth > MAX_DEPTH:
            raise PageError(name, f"the page is nested more than {MAX_DEPTH} levels deep.", hint=TEXT_ALONE)
        role = tag.get("role")
        if tag.name == "main" or role == "main":
            found.main.append(tag)
        elif tag.name == "article":
            found.article.append(tag)
        elif tag.name in CHROME or role in CHROME:
            found.chrome.append(tag)
        stack.extend((child, depth + 1) for child in reversed(tag.contents) if isinstance(child, Tag))
    return found


def _main_text(
    soup: BeautifulSoup, landmarks: Landmarks, document: Document | None
) -> tuple[list[Tag], set[int]]:
    """The tags that hold the text, and the ``id()`` of those in them that do not."""
    selects, removes = (document.select, document.remove) if document else ([], [])
    removed = {id(tag) for selector in removes for tag in soup.select(selector)}
    for selector in selects:
        roots = _outermost(soup.select(selector))
        if _words(roots, removed):
            return roots, removed
    body = soup.body or soup
    chrome = removed | {id(tag) for tag in landmarks.chrome if not _holds_title(tag)}
    around = removed | {id(tag) for tag in landmarks.chrome if tag.name in ("nav", "footer")}
    main, article = _outermost(landmarks.main), _outermost(landmarks.article)
    if _words(main, around):
        return main, around
    if article and _words(article, around) * 2 >= _words([body], chrome):
        return article, around
    return [body], chrome if _words([body], chrome) else removed


def _holds_title(tag: Tag) -> bool:
    """Whether a header belongs to the text: it has the title, or it is that of an article or section."""
    if tag.name != "header":
        return False
    heading = tag.find("h1")
    titled = heading is not None and bool(heading.get_text(strip=True))
    return titled or tag.find_parent(["article", "section"]) is not None


def _outermost(tags: list[Tag]) -> list[Tag]:
    chosen = {id(tag) for tag in tags}
    return [tag for tag in tags if not any(id(parent) in chosen for parent in tag.parents)]


def _words(roots: list[Tag], skip: set[int]) -> int:
    """How many words stand below some tags; tags that are skipped, or inside one that is, count nothing."""
    stack = [root for root in roots if not skip.intersection(id(tag) for tag in (root, *root.parents))]
    count = 0
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
