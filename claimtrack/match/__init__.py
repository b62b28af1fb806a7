"""Which sentences bear on a claim, how strongly, and whether they state it.

A sentence bears on a claim by one of its practices, facet by facet (`weigh`): what the text leaves unsaid is
unknown, not a mismatch, for actor, recipients and purposes; it is a mismatch for data and action. Modality and
polarity never decide whether a sentence is evidence, only what it says.
"""

from __future__ import annotations

from claimtrack.match.bearing import WEAK, evidence
from claimtrack.match.nearest import worded
from claimtrack.match.stating import support
from claimtrack.match.usable import Statements, holding, statements
from claimtrack.match.weights import BROADER, weigh

__all__ = ["BROADER", "WEAK", "Statements", "evidence", "holding", "statements", "support", "weigh", "worded"]
