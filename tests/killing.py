"""Processes that die in the middle of what they do to a store."""

from __future__ import annotations

import functools
import itertools
import os
import signal
from collections.abc import Callable

from claimtrack.store import Store


def killed(deed: Callable[[Store], object], store: Store, nth: int) -> bool:
    """Does it in a process that dies right before its nth call into the system; whether it got that far."""
    child = os.fork()
    if not child:
        calls = itertools.count(1)

        def deadly(function: Callable[..., object], *args: object, **more: object) -> object:
            if next(calls) == nth:
                os.kill(os.getpid(), signal.SIGKILL)
            return function(*args, **more)

        for name in ("mkdir", "rename", "replace", "fsync", "unlink", "rmdir", "open", "close"):
            setattr(os, name, functools.partial(deadly, getattr(os, name)))
        deed(store)
        os._exit(0)
    status = os.waitpid(child, 0)[1]
    assert status == 0 or os.WTERMSIG(status) == signal.SIGKILL
    return status != 0
