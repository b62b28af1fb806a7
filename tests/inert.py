"""For each format, what must hold of a report, whatever texts and addresses it was given."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable
from urllib.parse import urlsplit

from bs4 import BeautifulSoup

_COMMAND = re.compile(r"^\s*::|##\[", re.MULTILINE)
"""What a runner of GitHub Actions takes for a command when it is printed (ActionCommand.cs of actions/runner)."""


def no_controls(content: bytes, *, also: str = "\n") -> str:
    """The text, in which nothing steers a terminal or turns the direction of writing, and nothing is a command."""
    text = content.decode("utf-8")
    odd = {c for c in text if unicodedata.category(c) in {"Cc", "Cf", "Cs", "Cn", "Co"} and c not in also + "\u200d"}
    assert not odd, odd
    assert not _COMMAND.search(text), _COMMAND.search(text)
    return text


def plain(content: bytes, _: str) -> None:
    """Text in lines that are no longer than they may be made."""
    no_controls(content)


def as_json(content: bytes, _: str) -> None:
    """One document, which says what it was given, in characters that steer nothing."""
    json.loads(no_controls(content))


def as_html(content: bytes, _: str) -> None:
    """A page with no script, style, image or frame but ours, and no link but to the web, the page or a snapshot."""
    page = BeautifulSoup(no_controls(content), "html.parser")
    assert [len(page(name)) for name in ("script", "style", "title", "h1")] == [1, 1, 1, 1]
    assert not page(["img", "iframe", "object", "embed", "form", "input", "link", "base", "video", "audio"])
    assert "default-src 'none'" in page("meta", {"http-equiv": "Content-Security-Policy"})[0]["content"]
    for element in page(True):
        assert not [name for name in element.attrs if name.startswith("on") or name in ("style", "src", "srcset")]
    ids = [each["id"] for each in page(id=True)]
    assert len(ids) == len(set(ids))
    for link in page("a", href=True):
        href = str(link["href"])
        assert re.match(r"#|https?://", href), href
        if href.startswith("#"):
            assert href[1:] in ids, href
        else:
            parts = urlsplit(href)
            assert parts.hostname == "tarn.example", href
            assert "@" not in parts.netloc


INERT: dict[str, Callable[[bytes, str], None]] = {"html": as_html, "json": as_json, "txt": plain}
"""By format; ``(content, evil)`` fails where the report does more than say ``evil``."""
