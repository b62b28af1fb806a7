"""The report as one HTML file (.html): no network, no other file, readable without its script.

`views` says what the page shows, the templates say where; all text goes through `quote.inert`, and Jinja escapes it.
"""

from __future__ import annotations

import base64
import hashlib
from functools import lru_cache
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from claimtrack import __version__
from claimtrack.records import Result
from claimtrack.report import quote, svg
from claimtrack.report.html import claims, views

POLICY = "default-src 'none'; style-src {style}; script-src {script}; base-uri 'none'; form-action 'none'"
"""What the page may do, for browsers (Content Security Policy): its own style and script, and nothing else."""


def render(result: Result, snapshots: str = "") -> str:
    """The whole page; ``snapshots`` is the address of the folder of snapshots, as seen from the page."""
    template = _environment().get_template("page.html.jinja")
    style, script = _file("style.css") + svg.STYLE, _file("script.js")
    policy = POLICY.format(style=_digest(style), script=_digest(script))
    return template.render(
        page=views.page(result, snapshots), policy=policy, style=Markup(style), script=Markup(script),  # noqa: S704
        version=__version__,
    ).rstrip() + "\n"  # fmt: skip


@lru_cache(1)
def _environment() -> Environment:
    found = Environment(
        loader=PackageLoader(__name__, "."), autoescape=True, trim_blocks=True, lstrip_blocks=True,
        undefined=StrictUndefined,
    )  # fmt: skip
    found.filters |= {"inert": quote.inert, "shortened": quote.shortened}
    found.globals |= {"open_pairs": claims.OPEN_PAIRS, "open_unclaimed": views.OPEN_UNCLAIMED}
    return found


@lru_cache(2)
def _file(name: str) -> str:
    """A file of this package; style and script are ours, and are not escaped."""
    return (files(__name__) / name).read_text("utf-8")


def _digest(text: str) -> str:
    """A text as a Content Security Policy names it."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
