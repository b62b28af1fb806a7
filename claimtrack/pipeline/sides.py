"""Editions as sides of a comparison: whole ones, and redacted ones, which can only be the side before."""

from __future__ import annotations

from claimtrack.pipeline import core, redaction
from claimtrack.pipeline.sources import Edition
from claimtrack.records import Page


def side(edition: Edition) -> core.Side | core.Redacted:
    """An edition as the core compares it, when it is the one before."""
    if edition.redacted:
        return core.Redacted(edition.facts.id, edition.redacted)
    return core.Side(edition.facts.id, edition.page)


def known(edition: Edition, later: Page) -> Page:
    """The page of an edition; of a redacted one what a later page tells of it."""
    return redaction.page(edition.redacted, later) if edition.redacted else edition.page
