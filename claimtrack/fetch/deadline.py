"""Work that is waited for until a deadline, and no longer."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from typing import TypeVar

from claimtrack.fetch.outcome import Bounds, too_slow

T = TypeVar("T")


def in_time(bounds: Bounds, work: Callable[[], T]) -> T:
    """The result of ``work``, waited for until the deadline.

    A timeout of every single read never ends an answer whose headers drip byte by byte, so the work runs in a
    thread of its own and is left behind: each of its reads is bounded, and it ends with the process.
    """
    result: Future[T] = Future()

    def run() -> None:
        try:
            result.set_result(work())
        except BaseException as error:  # noqa: BLE001  (raised again where the result is asked for)
            result.set_exception(error)

    threading.Thread(target=run, name="claimtrack-fetch", daemon=True).start()
    try:
        return result.result(max(0.0, bounds.end - time.monotonic()))
    except TimeoutError:
        raise too_slow(bounds) from None
