"""The HTML report as people see it: in a real browser, from disk, by keyboard, on a phone, without its script."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

import claimtrack
from claimtrack import demo
from claimtrack.records import Report, Result
from claimtrack.report import render
from tests.browser import DESK, PHONE, needs_chromium, opened, started
from tests.corpus import CORPUS, needs_corpus
from tests.findings import canonical, history, run, snapshot
from tests.hostile import HOSTILE

pytestmark = needs_chromium

SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")


SAMPLE = Path(__file__).parents[1] / "snapshots"


@cache
def demo_report() -> Report:
    """The two editions of the demo, as the sample store has them."""
    run = claimtrack.check(demo.claim_set(), claimtrack.Store(SAMPLE), offline=True, observations=False)
    return run.reports[0]


def recorded() -> Report:
    """Two recorded editions of a real policy."""
    before, after = (CORPUS / "whatsapp-eea" / f"{day}.md" for day in ("2025-10-03", "2026-07-03"))
    return claimtrack.compare(before, after, claimtrack.load_claims())


RESULTS: dict[str, Callable[[], Result]] = {
    "demo": demo_report,
    "all-statuses": canonical,
    "first": lambda: canonical(page="first", before=None, claims=[each.model_copy(
        update={"status": "baseline", "flagged": False}) for each in canonical().claims]),
    "unusable": lambda: canonical(page="unusable", reason="The page is in German.", after=None),
    "files": lambda: canonical(before=snapshot(time=None, id="a/very/long/path/to/a/file/of/an/older-edition.html")),
    "run": run,
    "history": history,
}  # fmt: skip


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with started() as found:
        yield found


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("html")


def written(folder: Path, name: str, result: Result) -> Path:
    path = folder / f"{name}.html"
    path.write_bytes(str(render(result, "html")).encode())
    return path


def nothing_odd(browser: Browser, path: Path, judged: str = "details") -> None:
    """No request but for the file, no complaint, nothing beside the screen, nothing that axe finds serious.

    Axe takes a minute for the text of a long policy; ``judged`` are the details that are open for it.
    """
    for scheme in SCHEMES:
        with opened(browser, path, scheme=scheme, width=PHONE if scheme == "dark" else 1100) as seen:
            unfold(seen.page, judged)
            found = Axe().run(seen.page).response["violations"]
            serious = [each for each in found if each["impact"] in ("serious", "critical")]
            assert [(each["id"], [node["html"] for node in each["nodes"]][:3]) for each in serious] == []
            unfold(seen.page, "details")
            assert seen.requests == [path.as_uri()]
            assert seen.complaints == []
            assert seen.page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def unfold(page: Page, which: str) -> None:
    page.evaluate("which => { for (const each of document.querySelectorAll(which)) each.open = true }", which)


@pytest.mark.parametrize("name", RESULTS)
def test_every_page_is_quiet_accessible_and_fits(browser: Browser, folder: Path, name: str) -> None:
    nothing_odd(browser, written(folder, name, RESULTS[name]()))


@needs_corpus
def test_a_recorded_policy_is_quiet_accessible_and_fits(browser: Browser, folder: Path) -> None:
    nothing_odd(browser, written(folder, "recorded", recorded()), "details:not(.text)")


@pytest.mark.parametrize("name", ["run", "history"])
@pytest.mark.parametrize("width", [DESK, PHONE])
def test_one_picture_is_shown_and_fits(browser: Browser, folder: Path, name: str, width: int) -> None:
    with opened(browser, written(folder, name, RESULTS[name]()), width=width) as seen:
        (picture,) = seen.page.locator(".picture").filter(visible=True).all()
        assert "narrow" in str(picture.get_attribute("class")) or width == DESK
        assert picture.evaluate("element => element.scrollWidth <= element.clientWidth")
        expect(seen.page.locator(".grid")).to_be_hidden()


@pytest.mark.parametrize("evil", [each for name, each in HOSTILE.items() if "long" not in name])
def test_hostile_text_does_nothing_in_a_browser(browser: Browser, folder: Path, evil: str) -> None:
    path = written(folder, "hostile", canonical(evil=evil, url="https://tarn.example/privacy"))
    with opened(browser, path) as seen:
        assert seen.requests == [path.as_uri()]
        assert seen.complaints == []
        assert seen.page.locator("main script, main img, main iframe, [onerror], [onmouseover]").count() == 0


@pytest.mark.parametrize("evil", [each for name, each in HOSTILE.items() if "long" in name], ids=["text", "word"])
def test_endless_text_stays_on_a_phone_screen(browser: Browser, folder: Path, evil: str) -> None:
    with opened(browser, written(folder, "endless", canonical(evil=evil)), width=PHONE) as seen:
        assert seen.page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_filters_work_by_keyboard_and_say_what_is_shown(browser: Browser, folder: Path) -> None:
    with opened(browser, written(folder, "demo", demo_report())) as seen:
        page, claims = seen.page, seen.page.locator("[data-status]")
        withdrawn = page.get_by_role("button", name="2 withdrawn")
        withdrawn.focus()
        page.keyboard.press("Enter")
        expect(withdrawn).to_have_attribute("aria-pressed", "true")
        expect(page.get_by_role("status")).to_have_text("2 of 14 claims shown")
        assert [each.get_attribute("data-status") for each in claims.filter(visible=True).all()] == ["withdrawn"] * 2
        expect(page.get_by_role("heading", name="The claims that did not change")).to_be_hidden()
        page.get_by_role("button", name="3 unchanged").press("Space")
        expect(page.get_by_role("status")).to_have_text("5 of 14 claims shown")
        page.get_by_role("button", name="All").press("Enter")
        expect(page.get_by_role("status")).to_be_empty()
        assert claims.filter(visible=True).count() == claims.count()


def test_a_link_into_what_is_filtered_out_shows_it(browser: Browser, folder: Path) -> None:
    with opened(browser, written(folder, "demo", demo_report())) as seen:
        seen.page.get_by_role("button", name="2 withdrawn").click()
        seen.page.locator(".strip a").nth(2).click()
        expect(seen.page.locator("#claim-phone-number-needed")).to_have_attribute("open", "")
        expect(seen.page.locator("#claim-phone-number-needed")).to_be_in_viewport()


@pytest.mark.parametrize("script", [True, False], ids=["with its script", "without"])
def test_evidence_is_found_in_the_full_text(browser: Browser, folder: Path, script: bool) -> None:
    path = written(folder, "demo", demo_report())
    with opened(browser, path, java_script_enabled=script) as seen:
        link = seen.page.locator("#claim-logs-deleted .after a", has_text="In the full text")
        target = str(link.get_attribute("href"))
        link.click()
        mark = seen.page.locator(f'[id="{target[1:]}"]')
        expect(mark).to_be_in_viewport()
        expect(mark).to_have_text("We delete our server logs within 90 days.")
        back = mark.locator("xpath=following-sibling::a").first
        expect(back).to_have_accessible_name("evidence for logs-deleted")
        back.click()
        expect(seen.page.locator("#claim-logs-deleted")).to_be_in_viewport()


def test_without_its_script_everything_is_there_but_the_filters(browser: Browser, folder: Path) -> None:
    with opened(browser, written(folder, "demo", demo_report()), java_script_enabled=False) as seen:
        expect(seen.page.locator(".filters")).to_be_hidden()
        expect(seen.page.locator(".legend").first).to_be_visible()
        assert seen.page.locator(".card").filter(visible=True).count() == 6
        assert seen.page.locator("details.row").filter(visible=True).count() == 8


def test_the_first_stop_of_the_keyboard_leads_past_the_head(browser: Browser, folder: Path) -> None:
    with opened(browser, written(folder, "demo", demo_report())) as seen:
        seen.page.keyboard.press("Tab")
        skip = seen.page.get_by_role("link", name="Skip to the claims")
        expect(skip).to_be_focused()
        expect(skip).to_be_in_viewport()


def test_what_is_printed_has_every_passage_and_no_controls(browser: Browser, folder: Path) -> None:
    with opened(browser, written(folder, "demo", demo_report())) as seen:
        seen.page.emulate_media(media="print")
        seen.page.evaluate("dispatchEvent(new Event('beforeprint'))")
        for hidden in (".filters", ".fulltext", ".ways >> nth=0"):
            expect(seen.page.locator(hidden)).to_be_hidden()
        assert seen.page.locator("details.row:not([open])").count() == 0
        expect(seen.page.locator("#claim-phone-number-needed blockquote").first).to_be_visible()


PICTURE = Path(__file__).parent / "pictures" / "report.png"


def test_the_picture_in_the_readme_is_of_this_report(browser: Browser, folder: Path) -> None:
    """To take it anew: CLAIMTRACK_WRITE=1 python -m pytest tests/test_html_browser.py (fonts differ by machine)."""
    with opened(browser, written(folder, "demo", demo_report()), device_scale_factor=1.5) as seen:
        taken = seen.page.screenshot(path=PICTURE if os.environ.get("CLAIMTRACK_WRITE") else None)
    kept = PICTURE.read_bytes()
    assert kept[:24] == taken[:24], "it has another size; take it anew"  # the size stands in the head of a PNG
    assert f"(tests/pictures/{PICTURE.name})" in (PICTURE.parents[2] / "README.md").read_text("utf-8")
