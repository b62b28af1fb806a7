"""The JSON report: the records as they are (`claimtrack schema report`, `run` and `history`)."""

from __future__ import annotations

import json
from typing import Any

from claimtrack.records import Practices, Result
from claimtrack.report.quote import shows


def render(result: Result | Practices) -> str:
    """One JSON document; every text in it is as it was."""
    return written(result.model_dump(mode="json", by_alias=True))


def written(data: Any) -> str:
    """Data as indented JSON that ends in a newline.

    Characters that would steer a terminal, and what a CI runner would take for a command, are written as escapes
    (RFC 8259, section 7).
    """
    content = json.dumps(data, indent=2, ensure_ascii=False)
    odd = {ord(each): _escaped(each) for each in set(content) if not shows(each) and each != "\n"}
    return content.translate(odd).replace("##[", "\\u0023#[") + "\n"


def _escaped(character: str) -> str:
    """The character as JSON escapes it, in two halves where it is beyond the first plane."""
    return json.dumps(character)[1:-1]
