"""Phones: how far down lies what readers look for, and how long pages are, in screens of 360 by 740 pixels."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from statistics import median

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.watching import Watched, watched
from tests.support import REPOSITORY

WIDTH, SCREEN = 360, 740
CATALOG = REPOSITORY / "catalog"
DEPARTMENTS = sorted(file.parent.name for file in CATALOG.glob("departments/*/department.yml"))
BOTTOM = """selector => {
  const found = [...document.querySelectorAll(selector)].find(one => one.checkVisibility());
  return found ? found.getBoundingClientRect().bottom + scrollY : Infinity;
}"""


def ids(folder: str) -> list[str]:
    """Of the files of a folder of the catalog."""
    return sorted(file.stem for file in Path(CATALOG, folder).glob("*.yml"))


def bottom(page: Page, selector: str) -> float:
    """Where the first thing that is seen of these ends."""
    found: float = page.evaluate(BOTTOM, selector)
    return found


def screens(page: Page) -> float:
    """How long the page is."""
    height: int = page.evaluate("document.documentElement.scrollHeight")
    return height / SCREEN


@pytest.fixture(scope="module")
def phone(browser: Browser, example: str) -> Iterator[Watched]:
    """A reader who goes from page to page."""
    with watched(browser, example, width=WIDTH) as watch:
        yield watch


@pytest.mark.parametrize("department", DEPARTMENTS)
def test_a_department_begins_with_how_to_reach_it_and_its_head_s_role_with_who_holds_it(
    phone: Watched, department: str
) -> None:
    page = phone.open(f"departments/{department}/")
    assert bottom(page, "#ask :is(a, b)") <= SCREEN, "a link, or the words of a way that has none"
    assert bottom(page, "#ask .sb-hours") <= 2 * SCREEN
    assert bottom(page, "#ask .sb-hours") <= bottom(page, "#services a"), "hours come before services"
    assert screens(page) <= 5
    role = page.evaluate("document.querySelector('#head small a').getAttribute('href')")
    page = phone.open(f"departments/{department}/{role}")
    assert bottom(page, "#held") <= 1.5 * SCREEN
    assert bottom(page, "#held :is(.sb-people > li, p)") <= SCREEN
    assert screens(page) <= 4


OWNER = """() => {
  const bottom = one => one ? one.getBoundingClientRect().bottom + scrollY : Infinity;
  const seen = selector => [...document.querySelectorAll(selector)].filter(one => one.checkVisibility());
  const dated = /\\b\\d{1,2} (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)/;
  const dates = seen("#promise time").filter(one => dated.test(one.textContent));
  return { name: bottom(seen("h1")[0]), ask: bottom(seen("#ask :is(a, button)")[0]), owner: bottom(seen("#who a")[0]),
    date: bottom(dates[0]), counted: document.querySelector("#promise_when") !== null,
    height: document.documentElement.scrollHeight };
}"""
"""How far down the parts of a service's first screen end; a date only where one can be counted."""
COUNTED = """async () => {
  const form = document.getElementById("promise_when");
  while (form?.hidden) await new Promise(done => setTimeout(done, 5));
}"""
"""Wait until a date is given, where there is one to count."""


LIMITS = {
    WIDTH: ({"name": SCREEN, "ask": SCREEN, "date": 1000, "owner": 1000}, 5.15 * SCREEN),
    1280: ({"name": 900, "ask": 900, "date": 900, "owner": 900}, 3 * 900),
}
"""By the width of a screen: how far down the parts may end, and how long a page in the middle may be."""


def test_a_service_says_what_matters_in_its_first_screen(browser: Browser, example: str) -> None:
    """All services in one test: a page of each is enough for every limit.

    A page is opened once, at the width that the one before it was left with, since to resize takes as long as to open.
    """
    heights: dict[int, list[int]] = {width: [] for width in LIMITS}
    low = []
    widths = list(LIMITS)
    with watched(browser, example, width=widths[0]) as watch:
        for service in sorted(CATALOG.glob("departments/*/services/*.yml")):
            where = f"services/{service.parent.parent.name}/{service.stem}/"
            page = watch.open(where)
            page.evaluate(COUNTED)
            for width in widths:
                if width != widths[0]:
                    watch.resize(width)
                limits, _ = LIMITS[width]
                found = page.evaluate(OWNER)
                heights[width].append(found["height"])
                low += [
                    (where, width, part, found[part])
                    for part, limit in limits.items()
                    if found[part] > limit and (part != "date" or found["counted"])
                ]
            widths.reverse()
    assert low == []
    for width, (_, longest) in LIMITS.items():
        assert len(heights[width]) > 70
        assert median(heights[width]) <= longest


@pytest.mark.parametrize("journey", ids("journeys"))
def test_a_journey_begins_with_the_day(phone: Watched, journey: str) -> None:
    page = phone.open(f"journeys/{journey}/")
    page.wait_for_selector("#plan_form:not([hidden])")
    assert bottom(page, "#plan_form input") <= SCREEN
    assert screens(page) <= 6.5


def test_home_is_short(browser: Browser, example: str, phone: Watched) -> None:
    assert screens(phone.open("")) <= 2.9, "three, with room for a longer word of thanks"
    with watched(browser, example) as watch:
        assert screens(watch.open("")) * SCREEN <= 1600


def test_all_services_are_a_few_screens_while_they_are_folded(phone: Watched) -> None:
    assert screens(phone.open("services/")) <= 4


@pytest.mark.parametrize(("width", "columns"), [(1280, 3), (1920, 4)])
def test_all_services_stand_open_side_by_side_where_there_is_room(
    browser: Browser, example: str, width: int, columns: int
) -> None:
    with watched(browser, example, width=width) as watch:
        page = watch.open("services/")
        assert page.locator(".sb-shelf:not([open])").count() == 0
        lefts = page.locator(".sb-shelf > summary").evaluate_all("all => all.map(one => one.offsetLeft)")
        assert len(set(lefts)) == columns
        page = watch.open("services/#department-it")
        assert 0 <= page.locator(".sb-shelf:has(#department-it)").bounding_box()["y"] < 700  # type: ignore[index]


@pytest.mark.parametrize(("path", "most"), [("sla/", 12), ("faq/", 10), ("roles/", 10), ("people/", 10)])
@pytest.mark.parametrize("scripts", [True, False])
def test_a_directory_is_short_on_a_phone(
    browser: Browser, example: str, path: str, most: int, scripts: bool
) -> None:
    with watched(browser, example, width=WIDTH, java_script_enabled=scripts) as watch:
        assert screens(watch.open(path)) <= most


SECOND_LINES = """([rows, parts]) => [...document.querySelectorAll(rows)].map(row => {
  const seen = [...row.querySelectorAll(parts)].filter(part => part.checkVisibility());
  const words = document.createRange();
  const lines = seen.flatMap(part => (words.selectNodeContents(part), [...words.getClientRects()]));
  return Math.max(...lines.map(line => line.bottom)) - Math.min(...lines.map(line => line.top));
}).filter(Number.isFinite)"""
"""From the top of what stands below the names of rows to its bottom."""


@pytest.mark.parametrize(
    ("path", "rows", "line"),
    [
        ("sla/", "details[open] .sb-lines > li", ":scope > div:not([data-key=service])"),
        ("roles/", "tbody tr", "td"),
        ("people/", "tbody tr", "td"),
        ("state/", "#departments tbody tr", "td"),
    ],
)
def test_the_second_line_of_a_row_is_the_last_on_a_phone(
    browser: Browser, example: str, path: str, rows: str, line: str
) -> None:
    with watched(browser, example, width=WIDTH) as watch:
        page = watch.open(path)
        page.evaluate("document.querySelectorAll('.sb-accordion').forEach(one => { one.open = true; })")
        heights = page.evaluate(SECOND_LINES, [rows, line])
        assert len(heights) >= 15
        assert max(heights) < 36, "two lines have more"


@pytest.mark.parametrize("agreement", ids("agreements"))
def test_an_agreement_begins_with_whether_it_holds_and_what_is_promised(
    phone: Watched, agreement: str
) -> None:
    page = phone.open(f"agreements/{agreement}/")
    assert bottom(page, ".sb-notice b") <= SCREEN
    assert bottom(page, "#promise h2") <= SCREEN
    assert bottom(page, "#promise") < bottom(page, "#accepted")
    assert screens(page) <= 5


def test_the_hash_of_an_agreement_is_for_its_owner(browser: Browser, example: str) -> None:
    with watched(browser, example) as watch:
        page = watch.open("agreements/delivery-customer-service/")
        assert "sha256" not in page.locator("#sb-content").inner_text()
        page.locator("summary", has_text="For the owner").click()
        assert "sha256" in page.locator("#for-owner").inner_text()


@pytest.mark.parametrize("department", ["it", "finance"])
def test_a_department_on_paper_is_a_leaf(browser: Browser, example: str, department: str) -> None:
    with watched(browser, example, width=718) as watch:
        page = watch.open(f"departments/{department}/")
        page.emulate_media(media="print")
        seen = page.locator("#sb-content")
        for part in ("#ask", "#ask .sb-hours", "#services .sb-row__promise", "#roles"):
            assert seen.locator(part).first.is_visible(), part
        for part in ("#questions", "#agreements", "#about", ".is-now"):
            assert not seen.locator(part).first.is_visible(), part
        assert page.evaluate("document.documentElement.scrollHeight") <= 1.5 * 1040
