"""Pages and the ways between them, with colors as the reader's system wants them, and by keyboard."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.watching import Scheme, watched
from tests.sites import SUB_PATH


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


def test_material_s_script_is_told_what_is_usual(browser: Browser, example: str) -> None:
    with watched(browser, example) as watch:
        page = watch.open("services/it/laptop-repair/")
        (told,) = page.locator("#__config").all_text_contents()
        assert json.loads(told) == {
            "base": "../../..",
            "features": ["navigation.tabs", "content.code.copy"],
            "translations": {
                "clipboard.copy": "Copy to clipboard",
                "clipboard.copied": "Copied to clipboard",
            },
        }
        assert watch.faults == []


def test_each_button_of_a_block_of_code_copies_its_own(browser: Browser, example: str) -> None:
    with watched(browser, example, permissions=["clipboard-read", "clipboard-write"]) as watch:
        page = watch.open("help/editing/")
        blocks = page.locator("pre:has(button)")
        assert blocks.count() > 1
        for block in blocks.all():
            block.scroll_into_view_if_needed()
            block.locator("button").click()
            expect(page.locator(".md-dialog--active")).to_have_text("Copied to clipboard")
            assert page.evaluate("navigator.clipboard.readText()") == block.inner_text().strip()
            page.evaluate(
                "document.querySelector('.md-dialog--active').classList.remove('md-dialog--active')"
            )
        assert watch.faults == []
