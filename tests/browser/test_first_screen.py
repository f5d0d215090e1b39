"""Phones: how far down lies what readers look for, and how long pages are, in screens of 360 by 740 pixels."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.watching import watched
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


@pytest.mark.parametrize("department", DEPARTMENTS)
def test_a_department_begins_with_how_to_reach_it(browser: Browser, example: str, department: str) -> None:
    with watched(browser, example, width=WIDTH) as watch:
        page = watch.open(f"departments/{department}/")
        assert bottom(page, "#ask :is(a, b)") <= SCREEN, "a link, or the words of a way that has none"
        assert bottom(page, "#ask .sb-hours") <= 2 * SCREEN
        assert bottom(page, "#ask .sb-hours") <= bottom(page, "#services a"), "hours come before services"
        assert screens(page) <= 5


@pytest.mark.parametrize("journey", ids("journeys"))
def test_a_journey_begins_with_the_day(browser: Browser, example: str, journey: str) -> None:
    with watched(browser, example, width=WIDTH) as watch:
        page = watch.open(f"journeys/{journey}/")
        page.wait_for_selector("#plan_form:not([hidden])")
        assert bottom(page, "#plan_form input") <= SCREEN
        assert screens(page) <= 6.5


def test_home_is_short(browser: Browser, example: str) -> None:
    with watched(browser, example, width=WIDTH) as watch:
        assert screens(watch.open("")) <= 3
    with watched(browser, example) as watch:
        assert screens(watch.open("")) * SCREEN <= 1600


def test_all_services_are_a_few_screens_while_they_are_folded(browser: Browser, example: str) -> None:
    with watched(browser, example, width=WIDTH) as watch:
        assert screens(watch.open("services/")) <= 4


@pytest.mark.parametrize(("path", "most"), [("sla/", 12)])
def test_a_directory_is_short_on_a_phone(browser: Browser, example: str, path: str, most: int) -> None:
    with watched(browser, example, width=WIDTH) as watch:
        assert screens(watch.open(path)) <= most
