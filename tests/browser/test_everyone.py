"""Whoever reads it, and however: by keyboard alone, from right to left, on paper."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.barriers import violations
from tests.browser.watching import watched
from tests.sites import build_well, served
from tests.support import REPOSITORY, write

A4 = 680
"""A sheet of paper without its margins, in CSS pixels."""

PRINTED = ("services/it/laptop-repair/", "departments/it/", "sla/")


# by keyboard alone


def tab_to(page: Page, wanted: str) -> None:
    """Press Tab until an element of this selector has the focus."""
    for _ in range(150):
        page.keyboard.press("Tab")
        if page.evaluate("wanted => document.activeElement.matches(wanted)", wanted):
            return
    raise AssertionError(f"Tab never comes to {wanted}")


@pytest.mark.parametrize("path", ["", "find/", "departments/it/", "help/editing/", "404.html"])
def test_a_key_leads_to_the_search_box_of_every_page(browser: Browser, example: str, path: str) -> None:
    with watched(browser, example) as watch:
        page = watch.open(path)
        search = page.locator(
            ".sb-search input[type=search]"
        ).first  # pages of help have one for the help below it
        for keys in ("/", "Control+k", "Meta+k"):
            page.evaluate("document.activeElement.blur()")
            expect(search).not_to_be_focused()
            page.keyboard.press(keys)
            expect(search).to_be_focused()
            expect(search).to_have_value("")
        assert watch.faults == []


def test_control_k_goes_to_the_search_box_from_another_field_too(browser: Browser, example: str) -> None:
    with watched(browser, example) as watch:
        page = watch.open("people/")
        page.locator("input[name=words]").focus()
        page.keyboard.press("/")
        expect(page.locator("input[name=words]")).to_have_value("/")
        page.keyboard.press("Control+k")
        expect(page.locator(".sb-header input[type=search]")).to_be_focused()


def test_somebody_without_a_mouse_learns_when_a_cracked_screen_is_mended(
    browser: Browser, example: str
) -> None:
    with watched(browser, example) as watch:
        page = watch.open("")
        page.keyboard.press("Control+k")
        page.keyboard.type("cracked screen")
        expect(page.locator("[role=option]").first).to_be_visible()
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        page.wait_for_url("**/services/it/laptop-repair/")
        tab_to(page, "form.sb-when select, form.sb-when input")
        expect(page.locator("#promise_line > .is-goal strong")).to_contain_text("1 Dec")
        assert watch.faults == []


def test_somebody_without_a_mouse_sees_what_one_department_does_for_another(
    browser: Browser, example: str
) -> None:
    with watched(browser, example) as watch:
        page = watch.open("")
        tab_to(page, ".sb-foot a[href$='map/']")
        page.keyboard.press("Enter")
        page.wait_for_url("**/map/")
        tab_to(page, ".sb-map__table td > a")
        name = page.evaluate("document.activeElement.querySelector('.sb-hidden').textContent")
        page.keyboard.press("Enter")
        page.wait_for_url("**/map/*/**")
        expect(page.locator("h1")).to_contain_text(name.split(" serves ")[0])
        assert watch.faults == []


def test_somebody_without_a_mouse_filters_the_promises(browser: Browser, example: str) -> None:
    with watched(browser, example) as watch:
        page = watch.open("sla/")
        tab_to(page, ".sb-filters input[type=checkbox]")
        page.keyboard.press("Space")
        expect(page.locator(".sb-filters input:checked")).to_have_count(1)
        total = page.locator("#list_ [data-item]").count()
        expect(page.locator("#list_ [data-item]:visible")).not_to_have_count(total)
        seen = page.locator("#list_ [data-item]:visible").count()
        assert 0 < seen < total
        expect(page.locator(".sb-filters__result[role=status]")).to_contain_text(f"{seen} of")
        assert watch.faults == []


# pages in use


def _menu(page: Page) -> None:
    page.locator(".sb-menu summary").click()


def _results(page: Page) -> None:
    page.locator(".sb-header input[type=search]").fill("laptop")
    expect(page.locator("[role=option]").first).to_be_visible()


def _filter(page: Page) -> None:
    page.locator(".sb-filters__first > .sb-button:visible").click()
    page.locator(".sb-filters input[type=checkbox]").first.check(force=True)


def _another_moment(page: Page) -> None:
    page.locator("form.sb-when input[type=datetime-local]").fill("2026-12-24T15:00")
    page.keyboard.press("Tab")


def _folds(page: Page) -> None:
    page.evaluate("for (const one of document.querySelectorAll('#sb-content details')) one.open = true")


USES: dict[str, tuple[str, Callable[[Page], None]]] = {
    "menu": ("departments/it/", _menu),
    "results": ("departments/it/", _results),
    "filter": ("sla/", _filter),
    "another moment": ("services/it/laptop-repair/", _another_moment),
    "folds": ("services/it/laptop-repair/", _folds),
    "folds of a role": ("roles/it/desk-lead/", _folds),
}


@pytest.mark.parametrize("use", USES)
def test_a_page_in_use_has_no_barrier_and_fits(browser: Browser, example: str, use: str) -> None:
    path, act = USES[use]
    with watched(browser, example, width=320) as watch:
        act(watch.open(path))
        assert violations(watch) == []
        assert watch.too_wide() == []
        assert watch.faults == []


# on paper


WRONGLY_FOLDED = """() => {
  const folds = [...document.querySelectorAll(
    "#sb-content :is(.sb-fold, .sb-faq > details, .sb-accordion, .sb-lines details, details.sb-card)")];
  // a leaf on a wall has neither what is second nor dates for asking now, nor ways to forms
  const isPrinted = fold => !fold.closest("details.sb-card:not(.is-on-paper), .sb-service #when, .sb-ways-in");
  const isSeen = part => part.checkVisibility({ visibilityProperty: true }) && part.getBoundingClientRect().height > 0;
  const wrong = folds.filter(fold => isSeen(fold.querySelector(":scope > :not(summary)")) !== isPrinted(fold));
  return [folds.length, wrong.map(fold => `${fold.id} ${fold.className} ${fold.textContent.slice(0, 60)}`)];
}"""
"""How many parts can be folded, and which of them are open or closed though they should not be."""


@pytest.mark.parametrize("path", PRINTED)
def test_paper_has_everything_but_what_is_pressed(browser: Browser, example: str, path: str) -> None:
    with watched(browser, example, width=A4, scheme="dark") as watch:
        page = watch.open(path)
        page.emulate_media(media="print", color_scheme="dark")
        for gone in ("header", ".sb-foot", "form", "input", "nav.sb-jump"):
            assert page.locator(f"{gone}:visible").count() == 0, gone
        folds, wrong = page.evaluate(WRONGLY_FOLDED)
        assert folds > 0 and wrong == []
        assert watch.too_wide() == []
        assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
        assert page.pdf(format="A4").startswith(b"%PDF")


def test_paper_has_room_for_rows_columns_and_drawings(browser: Browser, example: str) -> None:
    with watched(browser, example, width=A4) as watch:
        watch.page.emulate_media(media="print")
        page = watch.open("departments/it/")
        for summary in page.locator(".sb-row__summary").all():
            box = summary.bounding_box()
            assert box and box["width"] > 120
        page = watch.open("services/it/laptop-repair/")
        expect(page.locator("svg.sb-line")).to_be_visible()
        page = watch.open("sla/")
        for line in page.locator("#list_ [data-item]").all():
            box = line.locator("[data-key=service]").bounding_box()
            assert box and box["width"] > 80
        assert page.pdf(format="A4").count(b"/Type /Page\n") <= 7, "a line a service"


def test_each_department_starts_on_one_sheet(browser: Browser, example: str) -> None:
    # without those of former ids, which lead on
    sheets = sorted(folder.name for folder in (REPOSITORY / "catalog/departments").iterdir())
    assert len(sheets) > 12
    with watched(browser, example, width=A4) as watch:
        watch.page.emulate_media(media="print")
        for department in sheets:
            page = watch.open(f"start/{department}/")
            assert page.pdf(format="A4").count(b"/Type /Page\n") == 1, department


# from right to left


@pytest.fixture(scope="module")
def arabic(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A house whose departments write Arabic."""
    folder = tmp_path_factory.mktemp("arabic")
    with served(build_well(write(folder / "root", ARABIC), folder / "site")) as address:
        yield address


NAME, WORDS = "تقنية المعلومات", "نصلح الحاسوب المحمول الذي تعطل أو نستبدله، ونعيرك جهازا آخر في أثناء ذلك."
ARABIC = {
    "site_config/organization.yml": f"name: {NAME}\nlanguage: ar\n",
    "site_config/calendars.yml": f'office:\n  name: {NAME}\n  open: {{sun: ["09:00-17:00"], mon: ["09:00-17:00"]}}\n',
    "site_config/priorities.yml": "default: normal\npriorities:\n  high: {name: عاجل}\n  normal: {name: عادي}\n",
    "catalog/departments/it/department.yml": f"name: {NAME}\nsummary: {WORDS}\nhead: it/lead\nsupport_hours: office\n",
    "catalog/departments/it/roles.yml": f"lead: {{title: {NAME}, holders: [ana]}}\n",
    "catalog/departments/it/faqs.yml": f"- {{id: why, question: {WORDS}, answer: {WORDS}}}\n",
    "catalog/departments/it/services/repair.yml": (
        f"name: {NAME}\nsummary: {WORDS}\nroles: {{owner: it/lead}}\ndescription: {WORDS}\n"
        "targets: [{measure: response_time, within: 4 hours}]\n"
    ),
    "catalog/people.yml": "ana: {name: آنا}\n",
}
WIDTHS = (1280, 320)
PATHS = (
    "", "find/", "departments/", "departments/it/", "services/it/repair/", "sla/", "roles/", "roles/it/lead/",
    "people/ana/", "faq/it/", "hours/", "state/",
)  # fmt: skip


def test_a_house_that_writes_arabic_reads_from_right_to_left(browser: Browser, arabic: str) -> None:
    with watched(browser, arabic) as watch:
        for path in PATHS:
            watch.open(path)
            for width in WIDTHS:
                watch.resize(width)
                assert watch.too_wide() == [], (path, width)
            assert watch.faults == [], path


def test_what_stands_beside_a_name_from_right_to_left_is_on_its_right(browser: Browser, arabic: str) -> None:
    with watched(browser, arabic) as watch:
        for path, name in (("departments/it/", "h1"), ("departments/", ".sb-tile__name")):
            page = watch.open(path)
            for width in WIDTHS:
                watch.resize(width)
                head = page.locator(name).bounding_box()
                badge = page.locator(f"{name} > .sb-badge").bounding_box()
                assert head and badge and badge["x"] + badge["width"] > head["x"] + head["width"] - 2, (
                    path,
                    width,
                )
        page = watch.open("services/it/repair/")
        expect(page.locator("h1")).to_have_css("direction", "rtl")
