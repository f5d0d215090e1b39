"""Every kind of page, wide and narrow, light and dark: nothing fails, nothing sticks out."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from playwright.sync_api import Browser

from servicebook.pages import MAKERS
from servicebook.pages.rendering.context import render_context
from tests.browser.watching import KINDS, Scheme, Watched, watched
from tests.sites import DAY, SUB_PATH, Html
from tests.support import REPOSITORY, opened

WIDTHS: dict[Scheme, tuple[int, int]] = {"light": (1280, 360), "dark": (320, 1280)}
"""The width at which a page is loaded, and that of the window afterwards."""


@pytest.fixture(scope="module", params=WIDTHS)
def reader(request: pytest.FixtureRequest, browser: Browser, example: str) -> Iterator[Watched]:
    """Somebody who goes from page to page."""
    with watched(browser, example, scheme=request.param) as watch:
        yield watch


def test_the_list_of_kinds_has_a_page_of_every_maker_and_all_are_there(
    example_pages: dict[str, Html],
) -> None:
    listed = {path.partition("?")[0] for path in KINDS.values()}
    assert listed <= example_pages.keys()
    site = render_context(opened(REPOSITORY, date.fromisoformat(DAY)))
    for make in MAKERS:
        assert listed.intersection(page.path for page in make(site)), make.__module__


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_loads_without_a_fault_and_fits_the_screen(reader: Watched, kind: str) -> None:
    reader.faults.clear()
    before, after = WIDTHS[reader.scheme]
    reader.resize(before)
    page = reader.open(KINDS[kind])
    assert reader.too_wide() == []
    assert page.locator("h1").is_visible()
    reader.resize(after)
    assert reader.too_wide() == []
    assert reader.faults == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_has_the_colors_that_the_reader_s_system_wants(
    browser: Browser, example: str, scheme: Scheme
) -> None:
    with watched(browser, example, scheme=scheme) as watch:
        page = watch.open("services/it/laptop-repair/")
        red, green, blue = page.evaluate(
            "getComputedStyle(document.body).backgroundColor.match(/[\\d.]+/g).slice(0, 3).map(Number)"
        )
        assert (red + green + blue > 3 * 128) == (scheme == "light")


def test_an_unknown_address_shows_the_way_on(browser: Browser, example: str) -> None:
    with watched(browser, example) as watch:
        watch.expected = ("404",)
        page = watch.open("no/such/page/")
        assert page.locator("h1").inner_text() == "This page is not here"
        assert watch.faults == []
        page.locator("#sb-content input[type=search]").fill("laptop repair")
        page.keyboard.press("Enter")
        page.wait_for_url("**/find/?q=laptop+repair")
        watch.settle()
        assert page.locator('a[data-result="service:it/laptop-repair"]').is_visible()
        assert watch.faults == []


def test_the_site_works_in_a_folder_of_a_server(browser: Browser, example: str) -> None:
    with watched(browser, example.rstrip("/") + SUB_PATH) as watch:
        page = watch.open("services/it/laptop-repair/")
        page.locator(".sb-header input[type=search]").fill("loan laptop")
        page.locator('a[role=option][data-result="service:it/loan-laptop"]').click()
        page.wait_for_url(f"**{SUB_PATH}services/it/loan-laptop/")
        page.locator(".sb-brand").click()
        page.wait_for_url(f"**{SUB_PATH}")
        assert page.locator("h1").inner_text() == "What do you need?"
        assert watch.faults == []


def test_the_menu_of_a_phone_opens_and_closes_from_the_keyboard(browser: Browser, example: str) -> None:
    with watched(browser, example, width=360) as watch:
        page = watch.open("departments/it/")
        menu = page.locator(".sb-menu")
        menu.locator("summary").focus()
        page.keyboard.press("Enter")
        assert menu.locator("a", has_text="Departments").is_visible()
        assert watch.too_wide() == []
        page.keyboard.press("Escape")
        assert not menu.locator("a", has_text="Departments").is_visible()
        assert page.evaluate("document.activeElement.tagName") == "SUMMARY"
        assert watch.faults == []


def test_the_first_key_leads_past_the_header(browser: Browser, example: str) -> None:
    with watched(browser, example) as watch:
        page = watch.open("services/it/laptop-repair/")
        page.keyboard.press("Tab")
        assert page.locator(".sb-skip:focus").is_visible()
        page.keyboard.press("Enter")
        page.wait_for_url("**#sb-content")
        assert page.evaluate("document.activeElement.id") == "sb-content"
        assert watch.faults == []


def test_an_address_of_a_question_opens_it(browser: Browser, example: str) -> None:
    with watched(browser, example) as watch:
        page = watch.open("faq/it/")
        target = page.evaluate(
            "(document.querySelector('details[id]') ?? document.querySelector('details [id]')).id"
        )
        watch.open("departments/")
        watch.open(f"faq/it/#{target}")
        assert page.evaluate("id => document.getElementById(id).closest('details').open", target)
        assert watch.faults == []
