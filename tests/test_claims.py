"""Claim files: what is right is read, and what is wrong is said with file, line, field and the way out."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimtrack import claims as claimsets
from claimtrack import yamlio
from claimtrack.claims import files, load_claims, nearest
from claimtrack.errors import ClaimFileError, UsageError
from tests.samples import CLAIM_FILE, claim_set


def refused(tmp_path: Path, content: str | bytes) -> ClaimFileError:
    path = tmp_path / "claims.yaml"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    with pytest.raises(ClaimFileError) as caught:
        load_claims(path)
    return caught.value


def test_a_right_file_is_read(tmp_path: Path) -> None:
    claims = claim_set(tmp_path)
    assert [each.id for each in claims.claims] == ["phone-number-required", "logs-deleted"]
    assert claims.documents[0].expect.words == 60
    assert claims.source is not None
    assert claims.source.published == "2024-12"


def test_the_built_in_file_is_right() -> None:
    claims = load_claims()
    assert len(claims.claims) == len({each.id for each in claims.claims}) > 0
    assert claims.id == load_claims(claimsets.builtin()).id


# (what is replaced, by what, the place that is named, what the message says)
WRONG = [
    ("action: collect", "action: colect", "line 13, claims[0].practice.action", "'colect'", "'collect'"),
    (
        "[phone-number]",
        "[phone-numbr]",
        "line 13, claims[0].practice.data[0]",
        "'phone-numbr'",
        "'phone-number'",
    ),
    ("[phone-number]", "[third-party]", "claims[0].practice.data[0]", "one of the actors", "takes data"),
    ("[log-data]", "[advertising]", "claims[1].practice.data[0]", "one of the purposes", "takes data"),
    ("modality: must", "modality: msut", "claims[0].practice.modality", "'msut'", "'must'"),
    ("modality: must", "modalty: must", "claims[0].practice.modalty", "no field 'modalty'", "'modality'"),
    ("modality: must", "actor: controler", "claims[0].practice.actor", "'controler'", "'controller'"),
    ("modality: must", "safeguards: [hashin]", "practice.safeguards[0]", "'hashin'", "'hashing'"),
    ("modality: must", "conditions: [permision]", "practice.conditions[0]", "'permision'", "'permission'"),
    ("modality: must", "polarity: not", "practice.polarity", "'not'", "is-not"),
    ('["<= 30 days"]', "[30 days, thirty]", "practice.quantities[1]", "'thirty'", "<= 24 hours"),
    ('["<= 30 days"]', "[60 dayz]", "practice.quantities[0]", "'dayz'", "Did you mean 'days'?"),
    ('["<= 30 days"]', "[14 days max]", "practice.quantities[0]", "'days max'", '"<= 30 days"'),
    ('["<= 30 days"]', "[3 lightyears of it]", "practice.quantities[0]", "no unit", "It can be: seconds, minutes"),
    ("modality: must", "recipients: [the-police]", "recipients[0]", "not among the actors", "law-enforcement"),
    ("modality: must", "recipients: [zzz]", "recipients[0]", "not among the actors", "The nearest are"),
    ('["<= 30 days"]', "[30]", "practice.quantities[0]", "30 is not text", '"30"'),
    ('["<= 30 days"]', "<= 30 days", "practice.quantities", "should be a list", "and is text"),
    (
        "  - id: logs-deleted",
        "  - id: phone-number-required",
        "line 14, claims[1].id",
        "stands twice",
        "own",
    ),
    ("  - id: logs-deleted", "  - id: Logs Deleted", "line 14, claims[1].id", "not an id", "lower-case"),
    (
        "    statement: Tarn deletes its logs within 30 days.\n",
        "",
        "line 14, claims[1]",
        "'statement'",
        "missing",
    ),
    (
        "statement: Tarn deletes its logs within 30 days.",
        "statement: [a]",
        "claims[1].statement",
        "text",
        "a list",
    ),
    ("id: tarn-claims", "id: tarn-claims\ntitel: x", "line 2, titel", "no field 'titel'", "'title'"),
    ("published: 2024-12", "published: 2024", "line 3, source.published", "2024 is not text", '"2024"'),
    (
        "url: https://tarn.example/privacy",
        "url: tarn.example",
        "line 7, documents[0].url",
        "web address",
        "https",
    ),
    ("words: 60", "words: many", "line 9, documents[0].expect.words", "'many'", "whole number"),
    ("words: 60", "words: 0.5", "documents[0].expect.words", "0.5", "whole number"),
    ("words: 60", "words: .inf", "documents[0].expect.words", "inf", "whole number"),
    ("words: 60", "words: 0", "documents[0].expect.words", "0", "greater than or equal to 1"),
    ("controller: [Tarn]", 'controller: [""]', "documents[0].controller[0]", "empty", "leave the field out"),
    ("words: 60", "wrods: 60", "line 9, documents[0].expect.wrods", "no field 'wrods'", "'words'"),
    (
        "controller: [Tarn]",
        "aliases: {group-compny: [A]}",
        "aliases.group-compny",
        "'group-compny'",
        "group-company",
    ),
    ("controller: [Tarn]", "controller: Tarn", "documents[0].controller", "should be a list", "and is text"),
    (
        "    practice: {action: delete",
        "    documents: [tarn-terms]\n    practice: {action: delete",
        "line 16, claims[1].documents[0]",
        "no document 'tarn-terms'",
        "tarn-privacy",
    ),
    (
        "claims:\n",
        "vocabulary: [{id: sms, label: Texts, broader: messages-content}]\nclaims:\n",
        "vocabulary[0].broader",
        "'messages-content'",
        "'message-content'",
    ),
]


@pytest.mark.parametrize(("old", "new", "place", "problem", "hint"), WRONG, ids=[each[1] for each in WRONG])
def test_a_wrong_value_is_named_with_its_place_and_the_nearest_good_one(
    tmp_path: Path, old: str, new: str, place: str, problem: str, hint: str
) -> None:
    assert old in CLAIM_FILE
    error = refused(tmp_path, CLAIM_FILE.replace(old, new))
    assert error.path == str(tmp_path / "claims.yaml")
    assert place in error.place
    assert problem in str(error)
    assert hint in str(error)
    assert error.others == ()


NEAR_MISSES = [
    ("modality: must", 'quantities: [">=16 years", "<= 1.5 hours", "100 %", "30 days"]'),
    ("modality: must", 'quantities: [1 day, 5 business days, "<= 1 Year", 3 seconds, 5 percent]'),
    ("modality: must", "conditions: [court-order, when an agency asks]"),
    ("modality: must", "purposes: [advertising], recipients: [advertiser], polarity: is-not"),
    ("published: 2024-12", "published: 2024-12-24"),
    ("published: 2024-12", 'published: "2024"'),
    ("id: tarn-claims", "claimtrack: 1\nid: tarn-claims"),
    ("controller: [Tarn]", "aliases: {group-company: [Lake, Lake Inc.], data-of-lake: [x]}"),
    ("claims:\n", "vocabulary: [{id: sms, label: Texts, broader: message-content}]\nclaims:\n"),
]


@pytest.mark.parametrize(("old", "new"), NEAR_MISSES)
def test_unusual_but_right_values_are_taken(tmp_path: Path, old: str, new: str) -> None:
    own = "vocabulary: [{id: data-of-lake, label: Lake}]\n" if "data-of-lake" in new else ""
    assert claim_set(tmp_path, own + CLAIM_FILE.replace(old, new)).id == "tarn-claims"


# (the whole file, what the message says)
NO_CLAIM_FILE = [
    (b"", "holds id, title, documents and claims"),
    (b"just a sentence", "holds id, title, documents and claims"),
    (b"- a\n- b\n", "holds id, title, documents and claims"),
    (b"id: x\ntitle: x\ndocuments: []\nclaims: []\n", "the list of documents is empty. It needs"),
    (b"id: x\ntitle: x\n", "'documents' is missing. See"),
    (b"id: [a\n", "line 2"),
    (b"id: [a\n", "Look at the indents, quotes and brackets"),
    (b"a: 1\na: 2\n", "duplicate key"),
    (b"a:\n\tb: 1\n", "line 2"),
    (b"id: x\ntitle: \xff\xfe\n", "line 2: this is not UTF-8 text"),
    (b"id: x\ntitle: a\x00b\n", "line 2: this is not YAML"),
    (b"\x89PNG\r\n\x1a\n", "not UTF-8 text"),
    (b"id: 2024-13-45\n", "cannot be read"),
    (b"id: !!python/object:os.system x\n", "line 1"),
    (b"[" * 50_000, "nested too deeply"),
    (b"a: &a [*a]\n", "aliases"),
    (b"#" * (yamlio.MAX_BYTES + 1), "too large"),
    (b"a: 1\n---\nb: 2\n", "single document"),
    (
        "\n".join(
            ["a0: &a0 [x]", *(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 9))]
        ).encode(),
        "aliases",
    ),
]


@pytest.mark.parametrize(("content", "problem"), NO_CLAIM_FILE, ids=range(len(NO_CLAIM_FILE)))
def test_what_is_no_claim_file_is_refused(tmp_path: Path, content: bytes, problem: str) -> None:
    error = refused(tmp_path, content)
    assert problem in str(error)
    assert str(error).startswith(str(tmp_path / "claims.yaml"))


@pytest.mark.parametrize("name", ["missing.yaml", "missing/claims.yaml"])
def test_a_file_that_is_not_there_is_named(tmp_path: Path, name: str) -> None:
    with pytest.raises(ClaimFileError, match="cannot be read"):
        load_claims(tmp_path / name)


def test_all_problems_are_said_at_once_in_the_order_of_lines(tmp_path: Path) -> None:
    text = (
        CLAIM_FILE.replace("collect", "colect")
        .replace("title: What", "titel: What")
        .replace("log-data", "lgo")
    )
    error = refused(tmp_path, text)
    lines = [int(each.place.split()[1].rstrip(",")) for each in (error, *error.others)]
    assert lines == sorted(lines)
    assert len(str(error).splitlines()) == len(lines) == 4  # the title is missing, too


def test_a_flood_of_problems_is_cut(tmp_path: Path) -> None:
    claims = "".join(f"  - {{id: c{n}, statement: x, practice: {{action: none-such}}}}\n" for n in range(50))
    error = refused(tmp_path, CLAIM_FILE + claims)
    assert len(error.others) == files.MAX_PROBLEMS
    assert "30 more" in str(error)


@pytest.mark.parametrize(
    ("broader", "group"),
    [
        ("message-content", "data"),
        ("advertising", "purposes"),
        ("service-provider", "actors"),
        (None, "data"),
    ],
)
def test_an_entry_joins_the_group_of_what_is_broader(tmp_path: Path, broader: str | None, group: str) -> None:
    entry = f"{{id: own-id, label: Own, phrases: [own words]{f', broader: {broader}' if broader else ''}}}"
    claims = claim_set(tmp_path, f"vocabulary: [{entry}]\n" + CLAIM_FILE)
    vocabulary = claimsets.vocabulary(claims)
    assert vocabulary.concepts["own-id"].group == group
    assert vocabulary.concepts["own-id"].phrases == ("own words",)


def test_entries_may_stand_below_each_other_and_in_a_ring(tmp_path: Path) -> None:
    ring = "{id: a1, label: A, broader: b1}, {id: b1, label: B, broader: a1}"
    below = "{id: c1, label: C, broader: d1}, {id: d1, label: D, broader: advertising}"
    claims = claim_set(tmp_path, f"vocabulary: [{ring}, {below}]\n" + CLAIM_FILE)
    vocabulary = claimsets.vocabulary(claims)
    assert [vocabulary.concepts[each].group for each in ("a1", "c1")] == ["data", "purposes"]


def test_documents_are_found_by_id(tmp_path: Path) -> None:
    claims = claim_set(tmp_path)
    assert claimsets.document(claims).id == "tarn-privacy"
    assert claimsets.document(claims, "tarn-privacy") == claims.documents[0]
    with pytest.raises(UsageError, match="Did you mean 'tarn-privacy'"):
        claimsets.document(claims, "tarn-privcy")


def test_claims_are_about_the_documents_they_name(tmp_path: Path) -> None:
    text = CLAIM_FILE.replace(
        "claims:\n", "  - {id: tarn-terms, title: Terms, url: 'https://tarn.example/terms'}\nclaims:\n"
    ).replace("    practice: {action: delete", "    documents: [tarn-terms]\n    practice: {action: delete")
    claims = claim_set(tmp_path, text)
    about = [[c.id for c in claimsets.about(claims, d)] for d in claims.documents]
    assert about == [["phone-number-required"], ["phone-number-required", "logs-deleted"]]


@pytest.mark.parametrize(
    ("bad", "good", "sentence"),
    [
        ("colect", ["collect", "share"], "Did you mean 'collect'?"),
        ("zzz", ["collect", "share"], "It can be: collect, share."),
        ("zzz", [], ""),
        ("zzz", [f"id-{n}" for n in range(40)], ""),
        (3, ["3"], "Did you mean '3'?"),
    ],
)
def test_the_nearest_good_value_or_the_few_there_are(bad: object, good: list[str], sentence: str) -> None:
    assert nearest(bad, good) == sentence


YAML_VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-5, 5)
    | st.sampled_from(["", "x", "data", "phone-number", "<= 3 days"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                [
                    "id",
                    "title",
                    "documents",
                    "claims",
                    "vocabulary",
                    "practice",
                    "aliases",
                    "action",
                    "data",
                    "broader",
                ]
            ),
            inner,
            max_size=5,
        )
    ),
    max_leaves=20,
)


@settings(max_examples=150, deadline=None)
@given(data=YAML_VALUES)
def test_any_yaml_is_read_or_refused_with_its_own_error(
    tmp_path_factory: pytest.TempPathFactory, data: object
) -> None:
    import json

    path = tmp_path_factory.mktemp("any") / "claims.yaml"
    path.write_text(json.dumps(data))  # every JSON text is YAML
    with pytest.raises(ClaimFileError):
        load_claims(path)


@settings(max_examples=150, deadline=None)
@given(noise=st.binary(max_size=200))
def test_any_bytes_are_read_or_refused_with_their_own_error(
    tmp_path_factory: pytest.TempPathFactory, noise: bytes
) -> None:
    path = tmp_path_factory.mktemp("any") / "claims.yaml"
    path.write_bytes(noise)
    with pytest.raises(ClaimFileError):
        load_claims(path)
