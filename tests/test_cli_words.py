"""The vocabulary at the command line, and where `read` writes to."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from claimtrack import vocabulary
from claimtrack.vocabulary import GROUPS
from tests.commands import run
from tests.samples import claim_set, policy

KNOWN = vocabulary.load()


def test_all_ids_are_listed_by_group_with_label_and_broader_concept() -> None:
    text = run("claims", "vocabulary", exit_code=0).stdout
    assert [line.rstrip(":") for line in text.splitlines() if not line.startswith(" ")] == list(GROUPS)
    listed = {line.split()[0]: line for line in text.splitlines() if line.startswith("  ")}
    assert list(listed) == [each.id for group in GROUPS for each in KNOWN.concepts.values() if each.group == group]
    for each in KNOWN.concepts.values():
        assert each.label in listed[each.id]
        assert (f"(a kind of {each.broader})" in listed[each.id]) == bool(each.broader)


def test_all_ids_as_json() -> None:
    every = json.loads(run("claims", "vocabulary", "--format", "json", exit_code=0).stdout)
    assert [each["id"] for each in every] == list(KNOWN.concepts)
    assert set(every[0]) == {"id", "group", "label", "broader", "iri"}


@pytest.mark.parametrize(
    ("word", "ids"),
    [
        ("phone number", ["phone-number"]),
        ("Phone Numbers", ["phone-number"]),
        ("phone-number", ["phone-number"]),
        ("share", ["share"]),
        ("advertisers", ["advertiser"]),
        ("zyzzyva", []),
        ("", []),
        ("\x1b[31m", []),
    ],
)
def test_words_are_resolved(word: str, ids: list[str]) -> None:
    (found,) = json.loads(run("claims", "vocabulary", "--format", "json", "--", word, exit_code=0).stdout)
    assert found["word"] == word
    assert [each["id"] for each in found["concepts"]][: len(ids) or None] == ids
    text = run("claims", "vocabulary", "--", word, exit_code=0).stdout
    assert "\x1b" not in text
    assert ("names nothing" in text) == (not ids)
    assert all(f"  {each}  " in text and KNOWN.concepts[each].group in text for each in ids)


@pytest.mark.parametrize(("name", "begin"), [("p.json", "{"), ("p.CSV", "sentence")])
def test_read_writes_to_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, begin: str) -> None:
    monkeypatch.chdir(tmp_path)
    claim_set(tmp_path)
    Path("page.html").write_text(policy(), "utf-8")
    args = ["read", "page.html", "--claims", "claims.yaml"]
    assert run(*args, "--output", name, exit_code=0).stdout == ""
    assert Path(name).read_text("utf-8").startswith(begin)
    missing = run(*args, "--output", "no/p.csv", exit_code=2)
    assert "the folder no is missing" in missing.stderr
    assert not Path("no").exists()
