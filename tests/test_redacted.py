"""A snapshot without its text: what it keeps, that it ties to its chain, and what is found when a page is compared
with it.
"""

from __future__ import annotations

import dataclasses
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimtrack import normalform, pipeline, reading, redacting, text
from claimtrack.errors import PageError, StoreDamagedError, UsageError
from claimtrack.pipeline import core, redaction
from claimtrack.pipeline.reader import rules
from claimtrack.records import Claim, Finding, Reader, Redacted, Report, Value
from claimtrack.records.redacted import MAX_WORDS
from claimtrack.report import render
from claimtrack.store import Store, sealed
from claimtrack.store.redacted import CONTENT, FACTS, ORIGINAL
from tests import editions
from tests.checks import OTHER, Site
from tests.commands import run
from tests.readings import DOCUMENT, words
from tests.samples import PARAGRAPHS, policy
from tests.server import Server, page

READER = Reader(claimtrack="0.0.1", rules="abc", claims="tests")
NOTE = "(text not kept: redacted snapshot, practices read by claimtrack"


def kept(said: str, *claims: Claim) -> Redacted:
    """A page in Markdown as a redacted snapshot has it, through its JSON."""
    found = redaction.redacted(
        editions.page(said), DOCUMENT, claims, words(), snapshot="it", original=f"sha256:{0:064}", reader=READER
    )
    return Redacted.model_validate_json(found.model_dump_json(exclude_defaults=True))


def compared(before: str, after: str, *claims: Claim, knew: bool = True) -> core.Comparison:
    """What became of claims, where the text before was not kept; ``knew``: the export looked for their phrases."""
    old = core.Redacted("before", kept(before, *claims[: len(claims) * knew]))
    return core.compare(claims, DOCUMENT, words(), old, core.Side("after", editions.page(after)))


def finding(asked: Claim, before: str, after: str, *, knew: bool = True) -> Finding:
    return compared(editions.policy(before), editions.policy(after), asked, knew=knew).findings[0]


# ── What is kept ─────────────────────────────────────────────────────────────────────────────────────


SENTENCES = st.sampled_from(
    [
        *PARAGRAPHS,
        "We may share your phone number with service providers if the law requires it.",
        "We do not sell your contact list to advertisers.",
        "If you choose to share your location, we use it for as long as you do.",
        "Messages are end-to-end encrypted, so we cannot read them.",
        "Our harbour master writes the weight of your boat and the colour of its sails into the great old book.",
        "Unless you opt out, Norvik Analytics receives your email address to count visits for the fishing fleet.",
    ]
)


def strings(value: Any) -> list[str]:
    """All texts in a JSON value."""
    if isinstance(value, dict):
        return [text for each in value.values() for text in strings(each)]
    if isinstance(value, list):
        return [text for each in value for text in strings(each)]
    return [value] if isinstance(value, str) else []


@settings(max_examples=30, deadline=None)
@given(st.lists(SENTENCES, min_size=1, max_size=6))
def test_no_run_of_more_than_a_few_words_of_the_page_is_kept(said: list[str]) -> None:
    whole = editions.policy(*said)
    found = kept(whole, editions.claim(action="share", about=[["harbour master"]]))
    on_page = f" {' '.join(normalform.words(whole))} "
    for each in strings(found.model_dump(exclude={"reader"})):
        spoken = normalform.words(each)
        assert not any(
            f" {' '.join(spoken[n : n + MAX_WORDS + 1])} " in on_page for n in range(len(spoken) - MAX_WORDS)
        ), each
    assert len(found.sentences) == len(editions.page(whole).sentences)


VALUES: list[tuple[Value, dict[str, Any]]] = [
    (Value("phone number", "phone-number"), {"id": "phone-number"}),
    (Value("", "collect"), {"id": "collect", "unsaid": True}),
    (Value("unless you opt out", "user-choice"), {"id": "user-choice", "turned": True}),
    (Value("a barge licence"), {"words": "a barge licence"}),
    (Value("one two three four five"), {"words": "one two three four five"}),
    (Value("one two three four five six"),
     {"digest": text.digest(" ".join(text.stems("one two three four five six")).encode()), "count": 6}),
    (Value("x" * 101), {"digest": text.digest(("x" * 100).encode()), "count": 1}),
]  # fmt: skip


@pytest.mark.parametrize(("value", "facts"), VALUES)
def test_values_are_ids_or_few_words(value: Value, facts: dict[str, Any]) -> None:
    said = reading.page(editions.page("We share your phone number."), words())[0].practices[0]
    (sentence,) = redacting.sentences(
        [dataclasses.replace(_reading(), practices=(said._replace(conditions=(value,)),))], {0}, {}, {}
    )
    assert sentence.model_dump(exclude_defaults=True)["practices"][0]["conditions"] == [facts]


def _reading() -> Any:
    return reading.page(editions.page("We share your phone number."), words())[0]


def test_order_headings_and_what_it_was_read_with_are_kept() -> None:
    whole = editions.policy("We share your email address.", "We delete your photos within 30 days.")
    found = kept(whole)
    assert [each.digest for each in found.sentences] == [
        normalform.digest(each.text) for each in editions.page(whole).sentences
    ]
    digests = {name: normalform.digest(name) for name in ("Tarn Privacy Policy", "Our practices")}
    assert found.sentences[-1].section == list(digests.values())
    assert (found.normal_form, found.reader) == (normalform.VERSION, READER)
    told = "\n".join(map(redacting.told_facts, found.sentences))
    assert "share email address" in told
    assert "within <= 30 days" in told


def test_headings_state_nothing() -> None:
    heading = kept("# We share your email address with advertisers\n\nWe sail.").sentences[0]
    assert (heading.kind, heading.practices) == ("heading", [])


def test_the_rules_have_a_version_of_their_own() -> None:
    assert len(rules()) == 12
    assert rules() == rules()


# ── What is found ────────────────────────────────────────────────────────────────────────────────────


LOGS = editions.claim(action="delete", data=["log-data"], quantities=["<= 30 days"])
SHARED = editions.claim(action="share", data=["email-address"], recipients=["service-provider"])
UNSOLD = editions.claim(action="sell", data=["contact-list"], polarity="is-not")
CRASH = editions.claim(action="collect", data=["log-data"], about=[["crash"]])

ROWS: list[tuple[Claim, str, str, str, set[str]]] = [
    (LOGS, "We delete our logs within 30 days.", "We delete our logs within 30 days.", "unchanged", set()),
    (LOGS, "We delete our logs within 30 days.", "We delete our logs, within 30 days!", "unchanged", set()),
    (LOGS, "We delete our logs within 30 days.", "We erase our logs within 30 days.", "reworded", set()),
    (LOGS, "We delete our logs within 30 days.", "We delete our logs within 90 days.", "withdrawn", {"quantity"}),
    (LOGS, "We delete our logs within 90 days.", "We delete our logs within 30 days.", "introduced", {"quantity"}),
    (LOGS, "We delete our logs within 30 days.", "We like the sea.", "withdrawn", {"removed"}),
    (LOGS, "We like the sea.", "We delete our logs within 30 days.", "introduced", {"added"}),
    (SHARED, "We share your email address with service providers.",
     "We share your email address with service providers and advertisers.", "changed", {"recipient"}),
    (SHARED, "We share your email address with service providers.",
     "We may share your email address with service providers.", "changed", {"modality"}),
    (SHARED, "We share your email address with service providers.",
     "We share your email address and photos with service providers.", "reworded", set()),
    (UNSOLD, "We do not sell your contact list.", "We sell your contact list.", "withdrawn", {"polarity"}),
    (CRASH, "We collect logs of each crash.", "We gather logs of each crash.", "reworded", set()),
    (CRASH, "We collect logs of each crash.", "We like the sea.", "withdrawn", {"removed"}),
    (CRASH, "We collect logs of each voyage.", "We like the sea.", "not-stated", set()),
]  # fmt: skip


@pytest.mark.parametrize(("asked", "before", "after", "status", "kinds"), ROWS)
def test_findings(asked: Claim, before: str, after: str, status: str, kinds: set[str]) -> None:
    found = finding(asked, before, after)
    assert (found.status, editions.kinds(found)) == (status, kinds)
    assert found.flagged == editions.finding(asked, before, after).flagged


def test_words_that_no_id_names_can_go_by_unseen() -> None:
    """What only the text tells: the limit of comparing practices."""
    before, after = "We collect logs of each crash.", "We collect logs of each crash that you see."
    assert editions.finding(CRASH, before, after).flagged
    assert finding(CRASH, before, after).status == "reworded"


def test_what_was_not_looked_for_is_taken_from_what_a_sentence_became() -> None:
    rows = [("We collect logs of each crash.", "We collect logs of each crash that you see.")]
    for before, after in rows:
        assert finding(CRASH, before, after, knew=False).status == "reworded"


def test_moved_under_another_heading() -> None:
    before = editions.policy("## Logs", "We delete our logs within 30 days.")
    after = editions.policy("## Records", "We delete our logs within 30 days.")
    assert compared(before, after, LOGS).findings[0].status == "moved"


def test_equal_words_under_another_stem_say_something_else() -> None:
    before = editions.policy("We share with service providers:\n\n- your email address\n- your age")
    after = editions.policy("We never share with service providers:\n\n- your email address\n- your age")
    found = compared(before, after, SHARED).findings[0]
    assert (found.status, editions.kinds(found)) == ("withdrawn", {"polarity"})


def test_evidence_without_text_is_empty_and_says_who_read_it() -> None:
    found = finding(LOGS, "We delete our logs within 30 days.", "We delete our logs within 90 days.")
    (old,), (new,) = found.evidence.before, found.evidence.after
    assert (old.exact, old.prefix, old.suffix, old.start, old.end) == ("", "", "", 0, 0)
    assert old.reader == str(READER)
    assert old.section == ["Tarn Privacy Policy", "Our practices"]
    (practice,) = old.practices
    assert (practice.sentence, practice.action, practice.quantities) == ("", "delete", ["<= 30 days"])
    assert (new.exact, new.reader) == ("We delete our logs within 90 days.", None)


def test_a_removed_statement_is_told_by_what_it_stated() -> None:
    found = compared(editions.policy("We sell your email address."), editions.policy("We like the sea."))
    (removed,) = found.unclaimed
    assert removed.kind == "removed"
    assert removed.before == f"we: sell email address {NOTE} 0.0.1 (rules abc))".replace("we:", "controller:")


@settings(max_examples=25, deadline=None)
@given(st.lists(SENTENCES, min_size=1, max_size=6))
def test_a_page_compared_with_itself_has_no_change(said: list[str]) -> None:
    whole = editions.policy(*said)
    found = compared(whole, whole, LOGS, SHARED, UNSOLD, CRASH)
    assert {each.status for each in found.findings} <= {"unchanged", "not-stated"}
    assert not found.unclaimed


@settings(max_examples=25, deadline=None)
@given(st.lists(SENTENCES, min_size=1, max_size=5), st.lists(SENTENCES, min_size=1, max_size=5))
def test_any_two_pages_can_be_compared(before: list[str], after: list[str]) -> None:
    found = compared(editions.policy(*before), editions.policy(*after), LOGS, SHARED, UNSOLD, CRASH)
    assert len(found.findings) == 4


def test_ids_that_nobody_knows_are_words() -> None:
    facts = kept(editions.policy("We delete our logs within 30 days."))
    strange = Redacted.model_validate_json(facts.model_dump_json().replace('"log-data"', '"moon-dust"'))
    side = core.Side("after", editions.page(editions.policy("We delete our logs within 90 days.")))
    found = core.compare([LOGS], DOCUMENT, words(), core.Redacted("before", strange), side).findings[0]
    assert found.support_before == "not-stated"


# ── In the store and in folders ──────────────────────────────────────────────────────────────────────


@pytest.fixture
def site(server: Server, tmp_path: Path) -> Site:
    found = Site(server, tmp_path)
    found.check(page(policy()))
    found.check(page(policy(*OTHER)))
    return found


@pytest.fixture
def folder(site: Site, tmp_path: Path) -> Path:
    """The first edition, exported."""
    return pipeline.redact(site.ids()[0], tmp_path / "shared", site.claims, store=site.store)


def changed(report: Report) -> dict[str, str]:
    return {each.id: each.status for each in report.claims}


def test_an_exported_folder_is_a_side_before(site: Site, folder: Path, tmp_path: Path) -> None:
    whole = pipeline.compare(site.ids()[0], site.ids()[1], site.claims, store=site.store)
    sides: list[Path | str] = [folder, str(folder), folder / FACTS, folder / CONTENT, tmp_path / "shared"]
    moved = tmp_path / "of any name"
    shutil.copytree(folder, moved)
    for side in (*sides, moved):
        report = pipeline.compare(side, site.ids()[1], site.claims, store=site.store)
        assert report.before is not None
        assert (report.before.redacted, report.before.id) == (True, site.ids()[0])
        assert str(report.before.reader).endswith(f"(rules {rules()})")
        assert report.page.status == "changed"
        assert changed(report) == changed(whole)
    same = pipeline.compare(folder, site.ids()[0], site.claims, store=site.store)
    assert (same.page.status, bool(same.flagged)) == ("unchanged", False)


def test_the_later_side_must_have_a_text(site: Site, folder: Path) -> None:
    for call in (lambda: pipeline.compare(folder, folder, site.claims), lambda: pipeline.read(folder, site.claims)):
        with pytest.raises(UsageError, match=r"is a redacted snapshot: its text was not kept"):
            call()


def test_half_a_page_is_refused_as_beside_a_whole_one(site: Site, folder: Path) -> None:
    half = policy(PARAGRAPHS[0]).encode()
    refused = pipeline.compare(folder, half, site.claims).page
    assert refused.status == "unusable"
    assert refused.reason == pipeline.compare(policy().encode(), half, site.claims).page.reason


def test_the_export_ties_to_the_chain(site: Site, folder: Path) -> None:
    first, second = site.store.snapshots("tarn-privacy")
    original = (folder / ORIGINAL).read_bytes()
    assert original == (site.store.path / first.id / FACTS).read_bytes()
    facts = json.loads((folder / FACTS).read_bytes())
    assert text.digest(original) == second.previous == facts["original"]
    assert {**json.loads(original), **facts} == facts
    assert facts["redacted"] is True


def test_a_store_holds_redacted_snapshots_beside_whole_ones(site: Site, folder: Path) -> None:
    first, head = site.ids()[0], site.store.head("tarn-privacy")
    whole = site.report(offline=True)
    shutil.rmtree(site.store.path / first)
    shutil.copytree(folder, site.store.path / first)
    assert site.store.head("tarn-privacy") == head
    (note,) = site.store.verify()
    assert note.note
    assert "is redacted" in note.sentence
    report = site.report(offline=True)  # accepted.json names it
    assert changed(report) == changed(whole)
    assert report.before is not None
    assert report.before.reader
    assert not site.report(page(policy())).flagged
    assert len(site.ids()) == 3, "a text that was not kept is stored when it comes back"
    with pytest.raises(UsageError, match="its text was not kept"):
        site.store.text(site.store.get(first))


def test_a_store_of_redacted_snapshots_alone(site: Site, folder: Path, tmp_path: Path) -> None:
    store = Store(tmp_path / "shared")
    assert [each.redacted for each in store.snapshots("tarn-privacy")] == [True]
    report = pipeline.check(site.claims, store, offline=True).reports[0]
    assert report.page.status == "unusable"
    assert "is redacted" in str(report.page.reason)
    assert report.before is not None


def test_exporting_twice_writes_nothing(site: Site, folder: Path, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="is there already"):
        pipeline.redact(site.ids()[0], tmp_path / "shared", site.claims, store=site.store)
    with pytest.raises(UsageError, match="is a redacted snapshot"):
        pipeline.redact(site.ids()[0], tmp_path / "again", site.claims, store=Store(tmp_path / "shared"))


# ── Files from strangers ─────────────────────────────────────────────────────────────────────────────


def resealed(folder: Path, change: Callable[[dict[str, Any]], object]) -> None:
    """Changes redacted.json the way somebody would who makes all digests fit."""
    content = json.loads((folder / CONTENT).read_bytes())
    change(content)
    (folder / CONTENT).write_bytes(sealed.dump(content))
    facts = json.loads((folder / FACTS).read_bytes())
    facts["redacted_digest"] = text.digest((folder / CONTENT).read_bytes())
    (folder / FACTS).write_bytes(sealed.dump(facts))


def _nested(content: dict[str, Any]) -> None:
    content["phrases"] = [[[[["deep"]]]]]


STRANGE: list[tuple[Callable[[dict[str, Any]], object], str]] = [
    (lambda it: it["sentences"][1].update(digest="sha256:xyz"), r"sentences\[1\]\.digest"),
    (lambda it: it["sentences"][1].update(words=-1), r"sentences\[1\]\.words"),
    (lambda it: it["sentences"][1].update(text="We sail."), r"sentences\[1\]\.text"),
    (lambda it: it["sentences"][1].update(cues=[7]), r"sentences\[1\]: names a phrase"),
    (lambda it: it["sentences"][1].update(practices=[{}]), r"sentences\[1\]\.practices\[0\]\.actor"),
    (lambda it: it.update(sentences={}), "sentences: "),
    (lambda it: it.update(phrases=["x" * 20_001]), r"phrases\[0\]"),
    (lambda it: it.update(normal_form=2), "newer normal form"),
    (lambda it: it.update(snapshot="other/20260703T120000Z"), "belongs to another snapshot"),
    (_nested, r"phrases\[0\]"),
]


@pytest.mark.parametrize(("change", "said"), STRANGE)
def test_what_cannot_be_is_refused_with_its_place(
    site: Site, folder: Path, change: Callable[[dict[str, Any]], object], said: str
) -> None:
    resealed(folder, change)
    with pytest.raises(PageError, match=said) as raised:
        pipeline.compare(folder, policy().encode(), site.claims)
    assert CONTENT in str(raised.value)
    assert raised.value.hint


@pytest.mark.parametrize("name", [FACTS, ORIGINAL, CONTENT])
@pytest.mark.parametrize("harm", ["edited", "cut", "missing", "deep"])
def test_damage_is_noticed(site: Site, folder: Path, tmp_path: Path, name: str, harm: str) -> None:
    path = folder / name
    data = path.read_bytes()
    harmed = {"edited": data.replace(b"tarn", b"tern", 1), "cut": data[:-40], "deep": b"[" * 100_000}
    path.unlink() if harm == "missing" else path.write_bytes(harmed[harm])
    store = Store(tmp_path / "shared")
    assert [each for each in store.verify() if not each.note]
    with pytest.raises((PageError, StoreDamagedError)):
        pipeline.compare(folder, policy().encode(), site.claims)


def test_several_without_a_baseline_are_no_damage(site: Site, folder: Path, tmp_path: Path) -> None:
    pipeline.redact(site.ids()[1], tmp_path / "shared", site.claims, store=site.store)
    store = Store(tmp_path / "shared")
    assert [each.redacted for each in store.snapshots("tarn-privacy")] == [True, True]
    assert all(each.note for each in store.verify())
    assert store.head("tarn-privacy") == site.store.head("tarn-privacy")
    site.store = store
    report = site.report(page(policy()))
    assert (report.page.status, report.before) == ("first", None)
    assert report.page.reason
    assert report.page.reason.startswith("No snapshot is accepted")
    assert store.accepted("tarn-privacy").default is None


# ── The command ──────────────────────────────────────────────────────────────────────────────────────


def test_the_command(site: Site, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    first, second = site.ids()
    options = ("--claims", "claims.yaml")
    done = run("snapshots", "export", first, "--redact", "--output", "given", *options, exit_code=0)
    assert done.stdout == ""
    assert f"claimtrack compare given/{first} PAGE" in done.stderr.replace("\\", "/")
    report = run("compare", "given", second, *options, exit_code=1)
    assert "(text not kept)" in " ".join(report.stdout.split())
    assert "equal digests prove" in " ".join(report.stdout.split())
    assert "redacted" in run("snapshots", "list", "--store", "given", exit_code=0).stdout
    shown = run("snapshots", "show", first, "--store", "given", exit_code=0).stdout
    assert NOTE in shown
    assert "delete log data within <= 30 days" in shown
    verified = run("snapshots", "verify", "--store", "given", exit_code=0)
    assert "no text or capture is there" in verified.stderr
    data = json.loads(run("compare", "given", second, *options, "--format", "json", exit_code=1).stdout)
    assert data["before"]["redacted"] is True
    assert data["before"]["reader"]


WRONG: list[tuple[list[str], str]] = [
    (["{first}", "--claims", "claims.yaml"], "--redact"),
    (["{first}", "--redact", "--output", "given.warc.gz", "--claims", "claims.yaml"], "no WARC file"),
    (["{first}", "--redact", "--output", "a", "--output", "b", "--claims", "claims.yaml"], "writes one folder"),
    (["{first}", "--redact", "--output", "given"], "no claim set has a document 'tarn-privacy'"),
    (["tarn-privacy/19990101T000000Z", "--redact", "--output", "given", "--claims", "claims.yaml"], "no such snapshot"),
    (["{first}", "--redact", "--output", "claims.yaml", "--claims", "claims.yaml"], "claims.yaml/tarn-privacy"),
]


@pytest.mark.parametrize(("args", "said"), WRONG)
def test_mistakes(site: Site, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, args: list[str], said: str) -> None:
    monkeypatch.chdir(tmp_path)
    filled = [each.format(first=site.ids()[0]) for each in args]
    result = run("snapshots", "export", *filled, exit_code=2)
    assert said in result.stderr
    assert not (tmp_path / "given").exists()


def test_reports_show_what_was_not_kept(site: Site, folder: Path) -> None:
    report = pipeline.compare(folder, site.ids()[1], site.claims, store=site.store)
    said = " ".join(str(render(report, "txt")).split())
    assert "(text not kept)" in said
    assert said.count("practices that claimtrack 0.") == said.count("redacted") == 1
    assert '"exact": ""' in str(render(report, "json"))
