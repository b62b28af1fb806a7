"""Practices before and after, facet by facet: what DeepDiff says came and what went.

The only module that names deepdiff; it is imported when something did differ, since its import costs time.
"""

from __future__ import annotations

from typing import NamedTuple

from claimtrack.records import ChangeKind, Practice, Value

FACETS: dict[ChangeKind, str] = {
    "data": "data", "recipient": "recipients", "purpose": "purposes", "condition": "conditions",
    "quantity": "quantities", "safeguard": "safeguards",
}  # fmt: skip
SINGLE: dict[ChangeKind, str] = {
    "action": "action",
    "actor": "actor",
    "modality": "modality",
    "polarity": "polarity",
}


class Difference(NamedTuple):
    """The values of one facet that went and that came, in words."""

    gone: tuple[str, ...]
    come: tuple[str, ...]


def differences(before: Practice, after: Practice) -> dict[ChangeKind, Difference]:
    """What differs between two practices, by the kind of change."""
    from deepdiff.diff import DeepDiff

    old, new = _record(before), _record(after)
    tree = DeepDiff(old, new, view="tree", threshold_to_diff_deeper=0)
    touched = {str(item.path(output_format="list")[0]) for group in tree.values() for item in group}
    return {kind: _difference(old[kind], new[kind]) for kind in (*FACETS, *SINGLE) if kind in touched}


def _difference(old: dict[str, str], new: dict[str, str]) -> Difference:
    return Difference(
        tuple(words for key, words in old.items() if key not in new),
        tuple(words for key, words in new.items() if key not in old),
    )


def _record(practice: Practice) -> dict[str, dict[str, str]]:
    """Facets as mappings from what a value means to the words for it."""
    values = {kind: getattr(practice, name) for kind, name in FACETS.items()}
    values |= {kind: (getattr(practice, name),) for kind, name in SINGLE.items()}
    return {kind: {_meaning(v): v.words or v.id or "" for v in found} for kind, found in values.items()}


def _meaning(value: Value) -> str:
    return value.id or value.words
