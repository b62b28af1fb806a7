"""Flags the claims about a policy that stopped being true when the policy changed.

    import claimtrack

    claims = claimtrack.load_claims("claims/acme.yaml")      # no argument: the built-in claims
    store = claimtrack.Store("snapshots")
    run = claimtrack.check(claims, store)                    # fetches; a report for each document
    report = claimtrack.compare("before.html", "after.html", claims)
    history = claimtrack.history(claims, store)              # all stored editions, each beside the one before
    practices = claimtrack.read("policy.html", claims)
    print(claimtrack.render(report, "txt"))

What stands in ``__all__`` is the public interface: records are frozen, and every error is one of
`claimtrack.errors`. Each name is imported when it is first used, so that importing claimtrack costs nothing.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

from claimtrack import errors
from claimtrack.errors import ClaimtrackError

__version__ = "0.1.0"

if TYPE_CHECKING:
    from claimtrack.claims import load_claims
    from claimtrack.pipeline import check, compare, history, read
    from claimtrack.records import (
        Capture,
        Change,
        Claim,
        ClaimSet,
        Document,
        Evidence,
        Finding,
        History,
        PracticeFacts,
        Report,
        Run,
        Snapshot,
        SnapshotFacts,
    )
    from claimtrack.report import render
    from claimtrack.store import Store

__all__ = [
    "Capture",
    "Change",
    "Claim",
    "ClaimSet",
    "ClaimtrackError",
    "Document",
    "Evidence",
    "Finding",
    "History",
    "PracticeFacts",
    "Report",
    "Run",
    "Snapshot",
    "SnapshotFacts",
    "Store",
    "__version__",
    "check",
    "compare",
    "errors",
    "history",
    "load_claims",
    "read",
    "render",
]

_HOMES = {
    "Store": "store",
    "check": "pipeline",
    "compare": "pipeline",
    "history": "pipeline",
    "load_claims": "claims",
    "read": "pipeline",
    "render": "report",
}
"""The module that a name comes from; what is not named here is a record."""


if not TYPE_CHECKING:  # a type checker takes the names above, and no others

    def __getattr__(name: str) -> object:
        """The public name, from its home."""
        if name not in __all__:
            raise AttributeError(f"module 'claimtrack' has no attribute {name!r}")
        home = importlib.import_module(f"claimtrack.{_HOMES.get(name, 'records')}")
        return getattr(home, name)


def __dir__() -> list[str]:
    return __all__
