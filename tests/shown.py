"""What the demo shows, always at the same time of the same day."""

from __future__ import annotations

import datetime as dt
import io
from pathlib import Path

from claimtrack import demo

NOON = dt.datetime(2026, 7, 3, 12, tzinfo=dt.UTC)


def shown(
    folder: Path | None = None, *, color: bool | None = None, quiet: bool = False
) -> tuple[int, str]:
    """The exit code of the demo, and its output."""
    out = io.StringIO()
    code = demo.run(folder, color=color, quiet=quiet, file=out, now=lambda: NOON)
    return code, out.getvalue()
