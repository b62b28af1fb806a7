"""A statement put in other words: everything else in the claim file stays as a person wrote it."""

from __future__ import annotations

import difflib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimtrack import yamlio
from claimtrack.claims import load_claims, restate
from claimtrack.errors import ClaimFileError
from tests.samples import CLAIM_FILE

OLD = "Tarn deletes its logs within 30 days."
NEW = "Tarn deletes its logs within two years."
LINE = f"    statement: {OLD}\n"
ODD = """\
# the head of the file
id:   tarn-claims      # odd spaces stay
title: 'What Tarn says'
documents: [ {id: tarn-privacy, title: T, url: "https://tarn.example/privacy"} ]

# before the claims
claims:
- id: logs-deleted  # no indent here
  STATEMENT
  practice: {action: delete,   data: [ log-data ]}   # a comment

  # the last words
"""

WRITTEN = [
    # (how the statement is written, how the new one is)
    (f"statement: {OLD}  # why", f"statement: {NEW}  # why"),
    (f"statement:   '{OLD}'", f'statement:   "{NEW}"'),
    (f'"statement": "{OLD}"   # q', f'"statement": "{NEW}"   # q'),
    (f"statement: &it {OLD}", f"statement: {NEW}"),
    ("statement: Tarn deletes its logs\n    within 30 days.", f"statement: {NEW}"),
    ("statement: >-\n    Tarn deletes its logs\n    within 30 days.\n\n  # below", f"statement: {NEW}\n\n  # below"),
    (f"statement: |\n    {OLD}", f"statement: {NEW}"),
    (f"? statement\n  : {OLD}", f"? statement\n  : {NEW}"),
]  # fmt: skip


@pytest.mark.parametrize(("before", "after"), WRITTEN)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_all_else_stays(tmp_path: Path, before: str, after: str, end: str) -> None:
    path = tmp_path / "claims.yaml"
    path.write_bytes(ODD.replace("STATEMENT", before).replace("\n", end).encode())
    restate(path, "logs-deleted", OLD, NEW)
    assert path.read_bytes().decode() == ODD.replace("STATEMENT", after).replace("\n", end)
    assert load_claims(path).claims[0].statement == NEW
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize(
    "new",
    ["It deletes: logs", "# not a comment", "a #b", "'quoted'", '"twice"', "- item", "{a: b}", "yes", "12", "null",
     "*alias", "&anchor x", "!tag", "%", "@x", "`x`", "back\\slash", "Ünïcode “quotes” … 位置", "x: |", "---", "a, b]"],
)  # fmt: skip
@pytest.mark.parametrize("form", ["    statement: {}\n    practice: {{}}", "    {{statement: {}, id: x}}"])
def test_any_words_are_written_so_that_they_are_read_again(new: str, form: str) -> None:
    text = "claims:\n  -\n" + form.format(OLD) + "\n"
    found = yamlio.replaced(text, ("claims", 0, "statement"), new)
    assert yamlio.load(found)["claims"][0]["statement"] == new
    assert len(found.splitlines()) == len(text.splitlines())


@given(new=st.text(st.characters(exclude_categories=["Cc", "Cs"]), min_size=1, max_size=60))
def test_whatever_is_written_is_read_again(new: str) -> None:
    try:
        found = yamlio.replaced(CLAIM_FILE, ("claims", 1, "statement"), new)
    except yamlio.YAMLError:  # characters that YAML has no place for
        return
    data, was = yamlio.load(found), yamlio.load(CLAIM_FILE)
    assert data["claims"][1].pop("statement") == new
    was["claims"][1].pop("statement")
    assert data == was


@pytest.mark.parametrize(
    "text",
    [
        f"claims:\n  - id: a\n    statement: &it {OLD}\n  - id: b\n    statement: *it\n",
        f"title: &it {OLD}\nclaims:\n  - statement: *it\n",
        f"base: &base {{statement: {OLD}}}\nclaims:\n  - <<: *base\n",
    ],
)
def test_what_is_shared_is_left_alone(text: str) -> None:
    with pytest.raises(yamlio.YAMLError):
        yamlio.replaced(text, ("claims", 0, "statement"), NEW)


def test_what_is_shared_is_said_with_the_line(tmp_path: Path) -> None:
    path = tmp_path / "claims.yaml"
    shared = CLAIM_FILE.replace(LINE, LINE.replace("statement: ", "statement: &it ") + "    cues: [*it]\n")
    path.write_text(shared, "utf-8")
    with pytest.raises(ClaimFileError, match=r"claims\.yaml: line \d+: .* Edit it by hand\."):
        restate(path, "logs-deleted", OLD, NEW)
    assert path.read_text("utf-8") == shared


@pytest.mark.parametrize(
    ("claim", "old", "new", "said"),
    [
        ("logs-deleted", "Tarn deletes nothing.", NEW, "was changed since it was read"),
        ("logs-delete", OLD, NEW, "was changed since it was read"),
        ("logs-deleted", OLD, " ", "statement"),
        ("logs-deleted", OLD, "x" * 20_001, "statement"),
    ],
)
def test_what_cannot_be_is_not_written(tmp_path: Path, claim: str, old: str, new: str, said: str) -> None:
    path = tmp_path / "claims.yaml"
    path.write_text(CLAIM_FILE, "utf-8")
    with pytest.raises(ClaimFileError, match=said):
        restate(path, claim, old, new)
    assert path.read_text("utf-8") == CLAIM_FILE


def test_a_link_a_mode_and_a_byte_order_mark_stay(tmp_path: Path) -> None:
    target, link = tmp_path / "real.yaml", tmp_path / "claims.yaml"
    target.write_bytes(b"\xef\xbb\xbf" + CLAIM_FILE.encode())
    target.chmod(0o640)
    link.symlink_to(target)
    restate(link, "logs-deleted", OLD, NEW)
    assert link.is_symlink()
    assert target.read_bytes().startswith(b"\xef\xbb\xbfid")
    assert target.stat().st_mode & 0o777 == 0o640
    lines = difflib.unified_diff(CLAIM_FILE.splitlines(), target.read_text("utf-8-sig").splitlines(), n=0)
    changed = [line for line in lines if line[1:].startswith("    ")]
    assert changed == [f"-    statement: {OLD}", f"+    statement: {NEW}"]


def test_a_file_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    """No file can stand beside it under a longer name, so it is not touched."""
    path = tmp_path / f"{'x' * 245}.yaml"
    path.write_text(CLAIM_FILE, "utf-8")
    with pytest.raises(ClaimFileError, match="it cannot be written: File name too long"):
        restate(path, "logs-deleted", OLD, NEW)
    assert [each.read_text("utf-8") for each in tmp_path.iterdir()] == [CLAIM_FILE]
