"""A headless Chromium, driven by Playwright; the browser is the system's, none is downloaded."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

CHROMIUM = os.environ.get("CLAIMTRACK_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
needs_chromium = pytest.mark.skipif(not CHROMIUM, reason="no Chromium: install it, or name it in CLAIMTRACK_CHROMIUM")

FLAGS = [
    "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--no-first-run", "--disable-dev-shm-usage",
]  # fmt: skip
DESK, PHONE = 1100, 380
"""Widths in CSS pixels."""


@dataclass
class Seen:
    """What the browser did beside showing the page."""

    page: Page
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)


@contextmanager
def started() -> Iterator[Browser]:
    """A browser; in its sandbox unless it runs as root, which it refuses to."""
    flags = FLAGS + ["--no-sandbox"] * (os.getuid() == 0)
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=flags)
        yield browser
        browser.close()


@contextmanager
def opened(
    browser: Browser, file: Path, *, width: int = DESK, scheme: Literal["light", "dark"] = "light",
    fragment: str = "", **options: Any,
) -> Iterator[Seen]:  # fmt: skip
    """A page in a profile of its own, and what it asked for and complained of."""
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme, **options)
    seen = Seen(context.new_page())
    seen.page.on("request", lambda request: seen.requests.append(request.url))
    seen.page.on("console", lambda message: seen.complaints.append(message.text))
    seen.page.on("pageerror", lambda error: seen.complaints.append(str(error)))
    seen.page.goto(file.as_uri() + fragment)
    yield seen
    context.close()
