"""Who is at the keyboard, for the log of what was accepted."""

from __future__ import annotations

import getpass
import shutil
import subprocess
from contextlib import suppress

SECONDS = 5


def user() -> str:
    """The name that git knows where it knows one, else the login name."""
    return _git_name() or _login() or "unknown"


def _git_name() -> str:
    git = shutil.which("git")
    if git is None:
        return ""
    with suppress(OSError, subprocess.SubprocessError):
        asked = subprocess.run(  # noqa: S603  (fixed words)
            [git, "config", "--get", "user.name"], stdin=subprocess.DEVNULL, capture_output=True, timeout=SECONDS,
            check=False,
        )  # fmt: skip
        return asked.stdout.decode("utf-8", "replace").strip()
    return ""


def _login() -> str:
    with suppress(OSError, KeyError, ImportError):  # a container whose user has no name
        return getpass.getuser()
    return ""
