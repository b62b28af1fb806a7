"""The JSON Schemas (draft 2020-12) of what crosses the border as a file."""

from __future__ import annotations

import json
from typing import Literal, get_args

from claimtrack.records import ClaimSet, History, Model, Practices, Report, Run

Name = Literal["claims", "report", "run", "history", "practices"]
NAMES: tuple[Name, ...] = get_args(Name)

_MODELS: dict[Name, type[Model]] = {
    "claims": ClaimSet, "report": Report, "run": Run, "history": History, "practices": Practices,
}  # fmt: skip
_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schema(name: Name) -> str:
    """The JSON Schema of a claim file (as JSON reads it), a report, a run, a history or a list of practices."""
    mode: Literal["validation", "serialization"] = "validation" if name == "claims" else "serialization"
    model = _MODELS[name].model_json_schema(by_alias=True, mode=mode)
    return json.dumps({"$schema": _DIALECT, **model}, indent=2, ensure_ascii=False) + "\n"
