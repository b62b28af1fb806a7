"""A fictional company's claim file and pages, to build tests from."""

from __future__ import annotations

from typing import Any

from claimtrack.claims import load_claims
from claimtrack.records import ClaimSet

CLAIM_FILE = """\
id: tarn-claims
title: What Tarn says about your data
source: {title: A talk about Tarn, kind: talk, published: 2024-12}
documents:
  - id: tarn-privacy
    title: Tarn Privacy Policy
    url: https://tarn.example/privacy
    controller: [Tarn]
    expect: {words: 60, headings: [[What we collect]]}
claims:
  - id: phone-number-required
    statement: Tarn needs your phone number to open an account.
    practice: {action: collect, data: [phone-number], modality: must}
  - id: logs-deleted
    statement: Tarn deletes its logs within 30 days.
    practice: {action: delete, data: [log-data], quantities: ["<= 30 days"]}
"""
"""A right claim file; tests break it one line at a time."""

PARAGRAPHS = (
    "You must give us your phone number when you open an account, so that people who know you find you.",
    "We delete our server logs within 30 days, and we keep nothing else about how you have used the service.",
    "We share your name with the people that you have chosen to talk to, and with nobody else in the world.",
)


def policy(*paragraphs: str, title: str = "Tarn Privacy Policy", nonce: str = "a1", lang: str = "en") -> str:
    """The policy as an HTML page, with what differs at every fetch."""
    body = "".join(f"<p>{each}</p>" for each in paragraphs or PARAGRAPHS)
    head = f'<head><title>{title}</title><script nonce="{nonce}"></script></head>'
    return (
        f'<!doctype html><html lang="{lang}">{head}'
        f"<body><main><h1>{title}</h1><h2>What we collect</h2>{body}<h2>How to reach us</h2>"
        "<p>Write to us about this policy whenever you want to know what we have about you, and we will "
        "answer you as soon as we can.</p></main></body></html>"
    )


def claim_set(tmp_path: Any, text: str = CLAIM_FILE, url: str = "") -> ClaimSet:
    """The claim set of a text, read from a file; ``url`` takes the place of the document's address."""
    path = tmp_path / "claims.yaml"
    path.write_text(
        text.replace("https://tarn.example/privacy", url or "https://tarn.example/privacy"), "utf-8"
    )
    return load_claims(path)
