from __future__ import annotations

from itertools import pairwise

import pytest

from claimtrack import extract
from claimtrack.records import Document, Page
from tests.corpus import CORPUS, needs_corpus
from tests.policies import document, page, refusal

# ── Recorded pages ───────────────────────────────────────────────────────────────────────────────────────


SHARE = ["Information You And We Share", "Information Shared by You"]
EEA = document(2500, [["Information We Collect"], SHARE])
SOCIAL = document(4000, [["Your Privacy Matters"]])
NOTICE = document(4000, [["LinkedIn European Regional Privacy Notice"]])
MOVED = "2025-06-10"  # from then on the recorded address led to another document


def edition(path: str, doc: Document) -> Page:
    kind = "text/markdown" if path.endswith(".md") else "text/html"
    return extract.page((CORPUS / path).read_bytes(), kind, doc)


def part(whole: Page, first: float, last: float) -> Page:
    lines = [f"# {it.text}" if it.kind == "heading" else it.text for it in whole.passages]
    return page(*lines[int(first * len(lines)) : int(last * len(lines))])


@needs_corpus
@pytest.mark.corpus
@pytest.mark.parametrize(
    ("folder", "doc", "first", "last"),
    [("whatsapp-eea", EEA, "", "9"), ("linkedin", SOCIAL, "", MOVED), ("linkedin", NOTICE, MOVED, "9")],
)
def test_every_recorded_edition_is_used(folder: str, doc: Document, first: str, last: str) -> None:
    names = sorted(path.name for path in (CORPUS / folder).glob("*.md") if first <= path.name < last)
    assert len(names) >= 6
    editions = [edition(f"{folder}/{name}", doc) for name in names]
    assert [refusal(it, doc) for it in editions] == [""] * len(names)
    assert [refusal(after, doc, before) for before, after in pairwise(editions)] == [""] * (len(names) - 1)
    assert refusal(editions[-1], doc, editions[0]) == ""


@needs_corpus
@pytest.mark.corpus
def test_a_document_that_took_the_address_of_another_is_refused() -> None:
    before, after = edition("linkedin/2025-04-22.md", SOCIAL), edition(f"linkedin/{MOVED}.md", SOCIAL)
    assert "No heading “Your Privacy Matters” is" in refusal(after, SOCIAL, before)
    assert "another document" in refusal(after, document(4000), before)
    assert "heading" in refusal(before, NOTICE)


@needs_corpus
@pytest.mark.corpus
@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("2020-08-12-full", ""),
        ("2020-09-30-full", ""),
        ("2020-11-26-shell", "at least 2,500 are expected"),
        ("2021-05-30-shell", "at least 2,500 are expected"),
        ("2025-05-07-hindi", "in Hindi (Devanagari script)"),
        ("2025-06-02-hindi", "in Hindi (Devanagari script)"),
    ],
)
@pytest.mark.parametrize("select", [[], ["#content-wrapper"]])
def test_raw_pages(name: str, reason: str, select: list[str]) -> None:
    doc = EEA.model_copy(update={"select": select})
    for accepted in (None, edition("whatsapp-raw/2020-08-12-full.html", doc)):
        found = refusal(edition(f"whatsapp-raw/{name}.html", doc), doc, accepted)
        assert reason in found
        assert bool(found) is bool(reason)


@needs_corpus
@pytest.mark.corpus
@pytest.mark.parametrize("last", [0.4, 0.6, 0.75])
def test_an_edition_that_changed_and_broke_off_is_refused(last: float) -> None:
    before, after = (edition(f"linkedin/{name}.md", SOCIAL) for name in ("2022-07-11", "2025-04-22"))
    assert refusal(part(after, 0, last), document(), before)


@needs_corpus
@pytest.mark.corpus
@pytest.mark.parametrize("path", ["whatsapp-eea/2022-10-13", "linkedin/2025-04-22", "linkedin/2026-08-22"])
@pytest.mark.parametrize(("first", "last"), [(0, 0.4), (0, 0.6), (0, 0.8), (0.5, 1)])
def test_parts_of_recorded_pages_are_refused(path: str, first: float, last: float) -> None:
    whole = edition(f"{path}.md", document())
    half = part(whole, first, last)
    assert refusal(half, document(), whole)
    assert refusal(whole, document(), half) == ""
