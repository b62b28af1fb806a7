"""Revisit records: a crawler that was served what it has already stores a reference in its place.

Two profiles are in use (ISO 28500:2017, 6.7): "identical-payload-digest" has the headers of the new answer,
"server-not-modified" a 304. Either way the page is that of the answer it refers to, as it was that day.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from claimtrack.warc import message
from claimtrack.warc.records import Record


def resolved(kept: Sequence[Record]) -> Iterator[Record]:
    """The records with each revisit as the response that it stands for.

    One that refers to what is not among them stays a revisit.
    """
    originals = _Originals(kept)
    for record in kept:
        original = originals.of(record) if record.kind == "revisit" else None
        yield record._replace(kind="response", block=_block(record, original)) if original else record


class _Originals:
    """The responses of some files, to be found by whatever tools refer to them with."""

    def __init__(self, kept: Sequence[Record]) -> None:
        answers = [it for it in kept if it.kind == "response"]
        self._by_id = {it.id: it for it in answers}
        self._by_place = {(it.target, it.date): it for it in answers}
        self._by_digest = {it.payload_digest: it for it in answers if it.payload_digest}
        self._by_target: dict[str, list[Record]] = {}
        for it in answers:
            self._by_target.setdefault(it.target, []).append(it)

    def of(self, revisit: Record) -> Record | None:
        """By the id, by address and date, by the digest; a 304 that says nothing is of the answer before it."""
        found = (
            self._by_id.get(revisit.refers_to)
            or self._by_place.get((revisit.refers_to_target, revisit.refers_to_date))
            or self._by_digest.get(revisit.payload_digest)
        )
        if found or "not-modified" not in revisit.profile:
            return found
        earlier = [it for it in self._by_target.get(revisit.target, ()) if it.date <= revisit.date]
        return max(earlier, key=lambda it: it.date, default=None)


def _block(revisit: Record, original: Record) -> bytes:
    """The answer as it was: the new headers where there are any that describe the page, before the old body."""
    try:
        new, old = message.parse(revisit.block), message.parse(original.block)
        if new.first.split(" ")[1:2] == ["304"]:
            return original.block
        headers = tuple((key, value) for key, value in new.headers if key.lower() != "transfer-encoding")
        return message.head(new.first, headers) + message.payload(old)
    except message.MalformedError:  # a revisit may leave its block empty
        return original.block
