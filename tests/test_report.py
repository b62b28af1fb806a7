"""Reports as text: a format is a function of the records, and nothing in them is trusted."""

from __future__ import annotations

import datetime as dt
import io
import json
import re
from typing import Any, get_args

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from claimtrack.errors import UsageError
from claimtrack.records import Practices, Report, Run, Status
from claimtrack.report import FORMATS, practices, render, schema, sentences, terminal
from tests.findings import AFTER, EVIL, canonical, finding, snapshot

# ── Words ────────────────────────────────────────────────────────────────────────────────────────────

HEADLINES = [
    (canonical(), "3 of 10 claims changed since 8 June 2026."),
    (canonical(claims=[finding("moved")]), "The page changed since 8 June 2026, but no claim did."),
    (canonical(claims=[finding("changed")]), "1 of 1 claim changed since 8 June 2026."),
    (canonical(claims=[finding("unchanged")], page="unchanged"), "Nothing changed since 8 June 2026."),
    (canonical(claims=[finding("baseline")] * 2, page="first", before=None),
     "First snapshot: it states 2 of 2 claims. Later checks compare with it."),
    (canonical(page="unusable"), "The page could not be used, so no claim was judged."),
    (canonical(before=snapshot(time=None, id="old.md")), "3 of 10 claims changed since old.md."),
    (canonical(before=snapshot(time=AFTER.time)), "3 of 10 claims changed since the edition of 1 June 2026."),
    (canonical(before=snapshot(time=AFTER.time, effective_date=AFTER.effective_date)),
     "3 of 10 claims changed since 3 July 2026."),
    (canonical(before=snapshot(time=AFTER.time, effective_date=None)), "3 of 10 claims changed since 3 July 2026."),
]  # fmt: skip


@pytest.mark.parametrize(("report", "sentence"), HEADLINES)
def test_the_answer_is_one_sentence(report: Report, sentence: str) -> None:
    assert sentences.headline(report) == sentence


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({}, "The claim is stated."),
        ({"support": None}, ""),
        ({"support_before": "not-stated"}, "The claim was not stated and is now stated."),
        ({"support": "partly-stated", "missing": ["data: age"]},
         "The claim is partly stated; what is missing: data: age."),
        ({"confidence": 0.5}, "The claim is stated. (confidence 50%)"),
        ({"confidence": 0.6}, "The claim is stated."),
    ],
)  # fmt: skip
def test_support_is_said_with_its_doubt(changes: dict[str, Any], sentence: str) -> None:
    assert sentences.support(finding("changed", **changes), unsure=0.6) == sentence


def test_what_is_no_change_is_noted() -> None:
    report = canonical(
        claims=[finding("not-stated", support="not-stated"), finding("unchanged", support="contradicted")],
        seen_before="tarn-privacy/20250101T000000Z",
    )
    assert sentences.notes(report) == [
        "1 claim is not stated on the page.",
        "1 claim is contradicted by the page.",
        "The page is back at the text of 3 July 2026: tarn-privacy/20250101T000000Z.",
    ]
    assert sentences.notes(canonical(claims=[finding("unchanged")])) == []
    assert "accept --snapshot d/1" in sentences.notes(canonical(seen_before="d/1"))[-1]


# ── JSON ─────────────────────────────────────────────────────────────────────────────────────────────

RESULTS: list[tuple[Report | Run, schema.Name]] = [
    (canonical(), "report"),
    (canonical(page="unusable", before=None, after=None), "report"),
    (canonical(evil=EVIL), "report"),
    (Run(reports=[canonical()], exit=1), "run"),
    (Run(reports=[], exit=0), "run"),
]


@pytest.mark.parametrize(("result", "name"), RESULTS)
def test_json_is_one_document_that_its_schema_describes(result: Report | Run, name: schema.Name) -> None:
    text = render(result, "json")
    assert isinstance(text, str)
    found = json.loads(text)
    jsonschema.Draft202012Validator(json.loads(schema.schema(name))).validate(found)
    assert found["schema"] == f"claimtrack/{name}/1"
    assert text.endswith("}\n")
    assert type(result).model_validate_json(text).model_dump() == result.model_dump()


@pytest.mark.parametrize("name", schema.NAMES)
def test_every_schema_is_a_schema(name: schema.Name) -> None:
    found = json.loads(schema.schema(name))
    jsonschema.Draft202012Validator.check_schema(found)
    assert found["$schema"].endswith("2020-12/schema")


def test_the_fields_of_the_report_are_those_of_the_contract() -> None:
    found = json.loads(str(render(canonical(), "json")))
    assert list(found) == [
        "schema", "generated", "claimset", "document", "before", "after", "page", "last_seen", "claims", "unclaimed",
    ]  # fmt: skip
    assert set(found["claims"][0]) >= {
        "id", "statement", "status", "flagged", "level", "support", "support_before", "missing", "confidence",
        "before", "changes", "evidence", "since_seen", "reported",
    }  # fmt: skip
    assert list(found["page"]) == ["status", "reason", "seen_before", "alternations", "kept"]
    assert list(found["before"]) == [
        "id", "time", "url", "digest", "effective_date", "language", "words", "redacted", "reader",
    ]  # fmt: skip


# ── The terminal ─────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("form", FORMATS)
def test_every_format_renders_reports_and_runs(form: str) -> None:
    for result in (canonical(), canonical(evil=EVIL), Run(reports=[canonical(), canonical()], exit=1)):
        assert len(render(result, form)) > 200


def test_an_unknown_format_is_refused_with_those_there_are() -> None:
    with pytest.raises(UsageError, match="json"):
        render(canonical(), "docx")


def shown(result: Report | Run, **options: Any) -> str:
    out = io.StringIO()
    terminal.show(result, out, **options)
    return out.getvalue()


def test_every_status_has_its_symbol() -> None:
    assert set(terminal.STYLES) == set(sentences.SYMBOLS) == set(get_args(Status))
    assert len(set(sentences.SYMBOLS.values())) == len(sentences.SYMBOLS)


def test_a_line_for_each_claim_and_a_block_for_each_flagged_one() -> None:
    text = str(render(canonical(), "txt"))
    lines = text.splitlines()
    assert max(map(len, lines)) <= 80
    assert not [line for line in lines if line != line.rstrip()]
    for each in canonical().claims:
        assert sum(each.id in line for line in lines) == 1 + each.flagged
    assert lines[:3] == [
        "Tarn Privacy Policy",
        "8 June 2026 → 3 July 2026 · dated 1 June 2026 → 1 July 2026",
        "1,200 → 1,250 words",
    ]
    assert "• bound: 30 days → 90 days" in text
    assert "  - We delete logs within [-30-] days." in text
    assert "  + We delete logs within {+90+} days." in text
    assert "What we collect › Logs" in text
    assert "Also changed, covered by no claim (7):" in text
    assert "and 2 more in the JSON report" in text


def test_the_first_snapshot_shows_what_each_claim_finds() -> None:
    claims = [finding("baseline"), finding("baseline", support="not-stated", after=[])]
    report = canonical(claims=claims, page="first",
                       before=None)  # fmt: skip
    text = str(render(report, "txt"))
    assert "● stated" in text
    assert "● not stated" in text
    assert text.count("“We delete logs within 90 days.”") == 1


def test_an_unusable_page_is_one_sentence_and_no_list() -> None:
    text = str(render(canonical(page="unusable", reason="The page has 141 words."), "txt"))
    assert "The page could not be used, so no claim was judged.\nThe page has 141 words.\n" in text
    assert "claim-changed" not in text


def test_colours_are_for_terminals_or_on_demand(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("NO_COLOR", raising=False)
    plain, coloured, without = (
        shown(canonical()),
        shown(canonical(), color=True),
        shown(canonical(), color=False),
    )
    assert "\x1b[" not in plain
    assert "[-30-]" in plain
    assert "\x1b[" in coloured
    assert "[-30-]" not in coloured
    assert re.sub(r"\x1b\[[0-9;]*m", "", without) == plain


def test_quiet_says_only_what_needs_attention() -> None:
    fine = canonical(claims=[finding("unchanged")])
    assert shown(fine, quiet=True) == ""
    assert "claim-unchanged" not in shown(canonical(), quiet=True)
    assert "claim-changed" in shown(canonical(), quiet=True)
    assert "could not be used" in shown(canonical(page="unusable"), quiet=True)
    assert shown(Run(reports=[fine, fine], exit=0), quiet=True) == ""


def test_a_claim_with_its_own_accepted_snapshot_says_so() -> None:
    own = finding("changed", before_id="tarn-privacy/20250101T000000Z")
    assert "own accepted snapshot, tarn-privacy/20250101T000000Z." in shown(canonical(claims=[own]))
    assert "own accepted snapshot" not in shown(canonical())


def test_very_many_passages_are_counted_not_compared() -> None:
    texts = [[f"We delete {kind} logs number {n}." for n in range(3000)] for kind in ("old", "new")]
    text = shown(canonical(claims=[finding("changed", before=texts[0], after=texts[1])]))
    assert "more passages in the JSON report" in text


def test_verbose_quotes_every_claim() -> None:
    assert shown(canonical(), verbose=True).count("“") > shown(canonical()).count("“")


def test_verbose_shows_both_passages_of_what_was_reworded() -> None:
    old, new = "We delete logs within 30 days.", "Within 30 days, logs are deleted by us."
    report = canonical(claims=[finding("reworded", before=[old], after=[new])])
    said = shown(report, verbose=True)
    assert "  - " in said
    assert "  + " in said
    assert "  - " not in shown(report).split("Also changed")[0]


def test_what_a_partly_stated_claim_lacks_is_said_on_the_first_snapshot() -> None:
    lacking = finding("baseline", support="partly-stated", missing=["quantity: <= 30 days", EVIL])
    said = shown(canonical(claims=[lacking, finding("baseline")], page="first"))
    assert said.count("missing: quantity: <= 30 days") == 1
    assert "\x1b" not in said


@pytest.mark.parametrize(
    ("edits", "counted", "listed"),
    [
        ((["A one.", "B."], ["A two."]), "Sentences: 1 removed, 1 changed.", 3),
        (([], ["X.", EVIL]), "Sentences: 2 added.", 2),
        (([], []), "Its sentences are the same, in another order or place.", 0),
        ((["old"] * 1, [f"new {n}" for n in range(2000)]), "Sentences: 2,000 added, 1 removed.", None),
    ],
)
def test_edits_that_no_claim_noticed_are_counted_and_listed(
    edits: tuple[list[str], list[str]], counted: str, listed: int | None
) -> None:
    report = canonical(claims=[finding("unchanged")]).model_copy(update={"unclaimed": []})
    found = {"tarn-privacy": edits}
    brief, long = shown(report, edits=found), shown(report, edits=found, verbose=True)
    assert counted in brief
    assert counted in long
    assert "\x1b" not in long
    lines = [line for line in long.splitlines() if line.startswith(("  - ", "  + "))]
    assert listed is None or len(lines) == listed
    assert not [line for line in brief.splitlines() if line.startswith(("  - ", "  + "))]
    assert counted not in shown(report, edits=found, quiet=True)
    assert "Sentences" not in shown(report, edits={"another": edits})


def test_several_documents_end_in_one_line() -> None:
    text = shown(Run(reports=[canonical(), canonical(page="unusable")], exit=1))
    assert text.endswith("2 documents: 3 claims flagged, 1 page could not be used.\n")


TABLE = re.compile(r"[=≈→~!✗+·●?] [a-z-]+ {2,}\S")


@pytest.mark.parametrize("width", [20, 40, 80, 200])
def test_no_line_is_wider_than_the_terminal(monkeypatch: pytest.MonkeyPatch, width: int) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    for line in shown(canonical()).splitlines():
        widest = width if TABLE.match(line) else min(width, terminal.MAX_WIDTH)
        assert len(line) <= max(widest, 40), line


@pytest.mark.parametrize(("width", "whole"), [(80, False), (120, False), (200, True)])
def test_a_statement_is_cut_only_where_the_terminal_ends(
    monkeypatch: pytest.MonkeyPatch, width: int, whole: bool
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    statement = "We keep " + "word after word of " * 6 + "what you say."
    said = shown(canonical(claims=[finding("unchanged", statement=statement)]))
    assert (statement in said) == whole
    assert ("…" in said) == (not whole)


def test_wide_characters_take_two_columns() -> None:
    text = str(render(canonical(claims=[finding("unchanged", statement="位置情報" * 30)]), "txt"))
    assert max(map(cell_len, text.splitlines())) <= 80


@pytest.mark.parametrize("color", [True, False, None])
def test_nothing_from_a_page_steers_the_terminal(color: bool | None) -> None:
    text = shown(canonical(evil=EVIL), color=color, verbose=True)
    assert EVIL not in text
    assert "PWNED" not in text
    assert not set(re.sub(r"\x1b\[[0-9;]*m", "", text)) & set("\x1b\x07\x9b\x00\u202e\u2066")
    assert "[bold red]" in text  # shown as it was written, not obeyed


@settings(max_examples=60, deadline=None)
@given(said=st.text(max_size=80))
def test_any_text_is_shown(said: str) -> None:
    report = canonical(claims=[finding("changed", statement=said or "x", before=[said], after=[said[::-1]])])
    assert not set(shown(report)) & set("\x1b\x00\x07\x9b")


# ── Practices ────────────────────────────────────────────────────────────────────────────────────────


def stated(sentence: str) -> Practices:
    return Practices.model_validate(
        {
            "page": {"source": "p.html", "words": 5, "sentences": 1},
            "practices": [
                {
                    "sentence": sentence, "section": ["A", "B"], "lead_in": "", "actor": "controller",
                    "action": "collect", "data": ["age", "location"], "modality": "may", "polarity": "is",
                }
            ],
        }
    )  # fmt: skip


def test_practices_are_json_by_their_schema_or_csv() -> None:
    found = json.loads(practices.render(stated("We may collect it.")))
    jsonschema.Draft202012Validator(json.loads(schema.schema("practices"))).validate(found)
    rows = practices.render(stated("We, too, may."), "csv").splitlines()
    assert rows[0].split(",") == list(practices.COLUMNS)
    assert rows[1:] == ['"We, too, may.",A > B,,controller,collect,age; location,,,may,is,,,']


@pytest.mark.parametrize("said", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1+1", "\x1b[0m=1"])
def test_no_cell_is_a_formula(said: str) -> None:
    assert practices.render(stated(said), "csv").splitlines()[1].startswith("'")


def test_a_day_is_the_same_in_every_locale() -> None:
    assert sentences.day(dt.date(2026, 6, 8)) == "8 June 2026"
    assert [sentences.count(n, "page") for n in (0, 1, 2, 1200)] == [
        "0 pages",
        "1 page",
        "2 pages",
        "1,200 pages",
    ]
