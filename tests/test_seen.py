"""What a page said over time: a text that comes back, what changed since it was last seen, what is not new."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest

from claimtrack.pipeline import seen
from claimtrack.records import Report, Sighting
from claimtrack.report import render, sentences
from claimtrack.store import Observation, Store
from tests.checks import OTHER, Site
from tests.commands import run, site_here
from tests.findings import canonical, finding
from tests.samples import PARAGRAPHS, policy
from tests.server import Answer, Server, page
from tests.stores import DOC, HOUR, TIME, WHO, add

A, B = policy(), policy(*OTHER)
C = policy(PARAGRAPHS[0], PARAGRAPHS[1].replace("30 days", "three years"), PARAGRAPHS[2])
D = policy(PARAGRAPHS[0].replace("must", "may"), OTHER[1], PARAGRAPHS[2])
TEXTS = {"A": A, "B": B, "C": C, "D": D}


@pytest.fixture
def site(server: Server, tmp_path: Path) -> Site:
    return Site(server, tmp_path)


def history(texts: str) -> list[Sighting]:
    """A text each hour."""
    return [Sighting(snapshot=text, time=TIME + n * HOUR) for n, text in enumerate(texts)]


# ── The times a text was seen ────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("past", "now", "times"),
    [
        ("", "A", 0), ("A", "A", 0), ("AA", "A", 0), ("A", "B", 0), ("AB", "B", 0),
        ("AB", "A", 1), ("ABA", "A", 1), ("ABB", "A", 1), ("ABA", "B", 2), ("ABAB", "A", 3),
        ("ABABABABA", "B", 8), ("ABC", "A", 1), ("ABCA", "B", 2), ("ABCA", "C", 2),
        ("ABAC", "D", 0),  # a new text ends it
        ("ABAC", "A", 1), ("ABABC", "C", 0), ("ABABCB", "C", 2),
    ],
)  # fmt: skip
def test_how_often_a_text_came_back(past: str, now: str, times: int) -> None:
    assert seen.alternations(history(past), now) == times


@pytest.mark.parametrize(
    ("past", "now", "left"),
    [("", "A", ""), ("A", "A", ""), ("AB", "B", "A"), ("ABB", "B", "A"), ("ABA", "B", "A"), ("ABA", "A", "AB"),
     ("AB", "C", "")],
)  # fmt: skip
def test_what_was_seen_before(past: str, now: str, left: str) -> None:
    assert "".join(each.snapshot for each in seen.before(history(past), now)) == left


@pytest.mark.parametrize(
    ("past", "since", "at"),
    [("AB", 0, 1), ("ABAB", 0, 1), ("ABAB", 1, 1), ("ABAB", 2, 3), ("ABAB", 4, None), ("A", 0, None),
     ("AB", None, None)],
)  # fmt: skip
def test_when_it_was_first_seen_with_the_same_baseline(past: str, since: int | None, at: int | None) -> None:
    found = seen.first(history(past), "B", None if since is None else TIME + since * HOUR)
    assert found == (None if at is None else TIME + at * HOUR)


def test_sightings_are_in_order_of_time_and_know_their_snapshots(tmp_path: Path) -> None:
    store = Store(tmp_path)
    one, two = add(store, "One."), add(store, "Two.", TIME + HOUR)
    add(store, "One.", TIME + 2 * HOUR)
    old = add(store, "Zero.", TIME - HOUR)
    told = [*store.observations(DOC), Observation(TIME, "sha256:0", f"{DOC}/20200101T000000Z")]
    found = seen.sightings(store.times(DOC), told)
    assert [each.snapshot for each in found] == [old, one, two, one]


@pytest.mark.parametrize(
    ("steps", "counted"),
    [
        ("accept a", "ab"), ("force b", "ab"), ("force b, undo", "a"), ("accept b, undo", "ab"),
        ("force b, accept a, undo", "ab"), ("force b, accept a, undo, undo", "a"),
        ("force b, accept b, undo", "ab"), ("force b, undo, accept b", "ab"), ("force b, undo, accept b, undo", "a"),
        ("force b, see b, undo", "a"), ("force b, undo, see b", "ab"), ("force b, undo, see a", "a"),
        ("force b, undo, see b, accept b, undo", "ab"), ("force b, undo, accept b, see b, undo", "a"),
        ("force b, undo, force b", "ab"), ("force a, undo", "b"),
    ],
)  # fmt: skip
def test_a_page_taken_in_by_force_counts_while_that_stands_or_since_a_check_believes_it(
    tmp_path: Path, steps: str, counted: str
) -> None:
    store = Store(tmp_path)
    ids = {"a": add(store, "One."), "b": add(store, "Two.", TIME + HOUR)}
    for n, step in enumerate(filter(None, steps.split(", ")), 2):
        verb, _, name = step.partition(" ")
        time = TIME + n * HOUR
        match verb:
            case "undo":
                store.undo(DOC, who="Ada", why="", time=time)
            case "see":
                store.observe(DOC, ids[name], time)
            case _:
                store.accept(DOC, ids[name], who="Ada", why="", time=time, forced=verb == "force")
    gone = {ids[each] for each in "ab" if each not in counted}
    assert store.uncounted(DOC) == gone
    newest = store.newest(DOC)
    assert newest is not None
    assert newest.id == ids[counted[-1]]
    assert store.is_first(ids[counted[0]])
    past = seen.sightings(store.times(DOC), store.observations(DOC), store.accepted(DOC).taken_back())
    assert {each.snapshot for each in past} == {ids[each] for each in counted}
    assert store.verify() == []


@pytest.mark.parametrize(
    ("steps", "hours"),
    [([], None), (["one"], 0), (["one", "two"], 1), (["one", "one"], 0), (["one", "two", "undo"], 2),
     (["one", "two for a"], 1), (["one", "two for b"], 0), (["one", "two for b", "undo"], 0), (["one", "undo"], None)],
)  # fmt: skip
def test_since_when_a_snapshot_is_the_accepted_one(tmp_path: Path, steps: list[str], hours: int | None) -> None:
    store = Store(tmp_path)
    ids = {"one": add(store, "One."), "two": add(store, "Two.")}
    if not steps:
        (tmp_path / DOC / "20260703T081234Z").rename(tmp_path / "elsewhere")
    for n, step in enumerate(steps):
        name, _, claim = step.partition(" for ")
        who = {**WHO, "time": TIME + n * HOUR}
        if name == "undo":
            store.undo(DOC, **who)  # type: ignore[arg-type]
        else:
            store.accept(DOC, ids[name], claims=[claim] if claim else [], **who)  # type: ignore[arg-type]
    assert store.accepted(DOC).since("a") == (None if hours is None else TIME + hours * HOUR)


# ── Checks ───────────────────────────────────────────────────────────────────────────────────────────


def checks(site: Site, texts: str) -> list[Report]:
    return [site.report(page(TEXTS[each])) for each in texts]


def minute(number: int) -> dt.datetime:
    return dt.datetime(2026, 7, 3, 12, number, tzinfo=dt.UTC)


def test_a_page_that_flips_is_one_finding(site: Site) -> None:
    """Accepted: A. Each return says which it is; each report on B after the first says since when it is reported."""
    found = checks(site, "ABABABB")
    a, b = site.ids()
    assert [each.page.alternations for each in found] == [0, 0, 1, 2, 3, 4, 4]
    assert [each.page.seen_before for each in found] == [None, None, a, b, a, b, b]
    assert {each.id for one in found for each in one.flagged} == {"logs-deleted"}
    assert [[each.reported for each in one.flagged] for one in found] == [
        [], [None], [], [minute(1)], [], [minute(1)], [minute(1)],
    ]  # fmt: skip
    assert len(site.ids()) == 2
    said = str(render(found[5], "txt"))
    assert f"The page is back at the text of 3 July 2026, the 4th time it alternates: {b}." in " ".join(said.split())
    assert "What is flagged was first reported on 3 July 2026." in said


def test_a_text_that_stays_is_said_to_be_back_once(site: Site) -> None:
    """Where nothing is flagged, there is nothing to do about it."""
    back, still = checks(site, "ABAA")[2:]
    assert "is back at the text" in " ".join(sentences.notes(back))
    assert "is back at the text" not in " ".join(sentences.notes(still))
    assert (still.page.seen_before, still.page.alternations) == (site.ids()[0], 1)


def test_accepting_makes_it_another_finding(site: Site) -> None:
    checks(site, "AB")
    b = site.ids()[1]
    site.store.accept("tarn-privacy", b, who="t", why="t", time=minute(2))
    first, again = site.report(page(A)), site.report(page(A))
    assert [(each.id, each.reported) for each in first.flagged] == [("logs-deleted", None)]
    assert [each.reported for each in again.flagged] == [first.generated]


def test_accepting_one_claim_leaves_the_others_as_they_were_reported(site: Site) -> None:
    checks(site, "AD")
    site.store.accept("tarn-privacy", site.ids()[1], claims=["logs-deleted"], who="t", why="t", time=minute(30))
    (report,) = checks(site, "D")
    assert [(each.id, each.reported) for each in report.flagged] == [("phone-number-required", minute(1))]


def test_alternations_are_counted_without_observations_too(site: Site) -> None:
    """Then the store knows only of the snapshots."""
    for each in "ABA":
        found = site.report(page(TEXTS[each]), observations=False)
    assert found.page.alternations == 1
    assert site.store.observations("tarn-privacy") == []


def test_a_page_that_did_not_change_since_is_said_once(site: Site) -> None:
    checks(site, "A")
    site.report(page(B, ETag='"b"'))
    report = site.report(Answer(304, {}))
    assert report.last_seen == Sighting(snapshot=site.ids()[1], time=minute(1))
    assert {each.since_seen for each in report.claims} == {"unchanged"}
    said = str(render(report, "txt"))
    assert "The page is as it was last seen on 3 July 2026, 12:01 UTC." in said
    assert said.count("last seen") == 1


def test_drift_and_the_last_edit_are_both_visible(site: Site) -> None:
    """B changed one claim, D another: against A both are flagged, since B only one."""
    report = checks(site, "ABD")[2]
    assert report.last_seen is not None
    assert report.last_seen.snapshot == site.ids()[1]
    assert [(each.id, each.status, each.since_seen) for each in report.claims] == [
        ("phone-number-required", "changed", "changed"),
        ("logs-deleted", "withdrawn", "unchanged"),
    ]
    said = str(render(report, "txt"))
    first, second, third = (f"3 July 2026, 12:0{n} UTC" for n in range(3))
    assert f"{first} → {third} · " in said
    assert f"2 of 2 claims changed since {first}." in said
    assert f"Since it was last seen on {second}, 1 claim changed" in said
    assert f"Changed since it was last seen on {second}." in said
    assert f"No change since it was last seen on {second}." in said
    found = json.loads(str(render(report, "json")))
    assert found["last_seen"] == {"snapshot": site.ids()[1], "time": "2026-07-03T12:01:00Z"}


def test_the_accepted_edition_being_the_last_seen_says_nothing_twice(site: Site) -> None:
    report = checks(site, "AB")[1]
    assert [each.since_seen for each in report.claims] == [each.status for each in report.claims]
    assert "last seen" not in str(render(report, "txt"))


def test_a_claim_that_was_accepted_since_is_no_news(site: Site) -> None:
    """D changed two claims; of the one that was accepted nothing is to be said, of the other nothing twice."""
    checks(site, "AD")
    site.store.accept("tarn-privacy", site.ids()[1], claims=["logs-deleted"], who="t", why="t", time=minute(30))
    report = site.report(offline=True)
    assert [each.id for each in report.flagged] == ["phone-number-required"]
    assert {each.since_seen for each in report.claims} == {"changed", "withdrawn"}
    assert "last seen" not in str(render(report, "txt"))
    report = checks(site, "B")[0]
    assert "Since it was last seen on 3 July 2026, 12:01 UTC, 1 claim changed (phone-number-required)." in " ".join(
        str(render(report, "txt")).split()
    )


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        ((0, None, None), "3 July 2026"), ((0, 0, 0), "3 July 2026"), ((0, 86_400, None), "3 July 2026"),
        ((0, 60, None), "3 July 2026, 08:12 UTC"), ((0, None, 3_600), "3 July 2026, 08:12 UTC"),
        ((0, 20, None), "3 July 2026, 08:12:33 UTC"), ((0, 3_600, 20), "3 July 2026, 08:12:33 UTC"),
        ((0, 86_400, 86_460), "3 July 2026"),
    ],
)  # fmt: skip
def test_times_of_one_day_are_told_apart(seconds: tuple[int, int | None, int | None], said: str) -> None:
    """Of what is compared, what it is compared with, and what was last seen."""
    before, after, seen_at = (TIME + dt.timedelta(seconds=n) if n is not None else None for n in seconds)
    report = canonical()
    assert report.before
    assert report.after
    report = report.model_copy(update={
        "before": report.before.model_copy(update={"time": before, "effective_date": None}),
        "after": report.after.model_copy(update={"time": after}),
        "last_seen": Sighting(snapshot="a/1", time=seen_at) if seen_at else None,
    })  # fmt: skip
    assert sentences.when(TIME, report) == said
    assert sentences.headline(report).endswith(f"since {said}.")


@pytest.mark.parametrize("texts", ["A", ""])
def test_nothing_was_seen_before_a_first_check(site: Site, texts: str) -> None:
    found = checks(site, texts) or [site.report(Answer(500))]
    assert found[0].last_seen is None
    assert {each.since_seen for each in found[0].claims} == {None}


def test_offline_repeats_what_the_check_said(site: Site) -> None:
    online = checks(site, "ABD")[2]
    report = site.report(offline=True)
    assert report.last_seen == online.last_seen
    assert [each.since_seen for each in report.claims] == [each.since_seen for each in online.claims]
    assert [each.reported for each in report.flagged] == [online.generated] * 2
    assert report.page.reason is None


def test_offline_says_that_the_page_left_the_newest_text(site: Site) -> None:
    checks(site, "ABA")
    report = site.report(offline=True)
    assert report.after is not None
    assert report.after.id == site.ids()[1]
    assert report.page.alternations == 0
    assert str(report.page.reason).endswith(f"the page went back to that of {site.ids()[0]} since.")


def test_a_damaged_text_that_is_accepted_no_more_stops_no_check(site: Site) -> None:
    checks(site, "ABC")
    site.store.accept("tarn-privacy", site.ids()[2], who="t", why="t", time=minute(5))
    (site.store.path / site.ids()[1] / "capture.warc.gz").unlink()
    report = site.report(offline=True)
    assert (report.page.status, report.last_seen) == ("unchanged", None)


def test_the_command_says_it(server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site = site_here(server, tmp_path, monkeypatch)
    for each, exit_code in zip("ABABA", (0, 1, 0, 1, 0), strict=True):
        site.server.answer("/privacy", page(TEXTS[each]))
        found = run("check", exit_code=exit_code)
    assert "the 3rd time it alternates" in " ".join(found.stdout.split())
    assert "Nothing changed since" in found.stdout


# ── Words ────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("number", "said"),
    [(1, "1st"), (2, "2nd"), (3, "3rd"), (4, "4th"), (11, "11th"), (12, "12th"), (13, "13th"), (21, "21st"),
     (102, "102nd"), (111, "111th"), (1003, "1,003rd")],
)  # fmt: skip
def test_places_in_a_row(number: int, said: str) -> None:
    assert sentences.ordinal(number) == said


def test_one_new_finding_is_told_from_those_reported() -> None:
    old, new = finding("changed", reported=TIME), finding("withdrawn")
    assert sentences.last_seen(canonical(claims=[old, old])) == ["What is flagged was first reported on 3 July 2026."]
    assert sentences.last_seen(canonical(claims=[old, new])) == []
    assert sentences.last_seen(canonical(claims=[finding("unchanged")])) == []
