"""What Material's script looks for is there once it runs, though pages are spared it."""

from __future__ import annotations

from playwright.sync_api import Browser, expect

from tests.browser.watching import watched

PAGE = "services/it/laptop-repair/"
NAMED = [
    f"[data-md-component={part}]" for part in ("dialog", "header", "palette", "container", "main", "content")
]
"""The parts by the names under which it looks for them."""


def test_readers_change_the_colors_and_keep_them(browser: Browser, example: str) -> None:
    with watched(browser, example) as watch:
        page = watch.open(PAGE)
        body = page.locator("body")
        expect(body).to_have_attribute("data-md-color-scheme", "default")
        page.get_by_title("Use dark colors").click()
        expect(body).to_have_attribute("data-md-color-scheme", "slate")
        expect(body).to_have_attribute("data-md-color-primary", "custom")
        expect(page.get_by_role("radio", name="Use light colors")).to_be_checked()
        page = watch.open("departments/")
        expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
        page.get_by_title("Use light colors").click()
        expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "default")


def test_the_script_of_material_finds_its_parts(browser: Browser, example: str) -> None:
    with watched(browser, example) as watch:
        page = watch.open(PAGE)
        for part in ("[data-md-toggle=drawer]", "[data-md-toggle=search]", *NAMED):
            assert page.locator(part).count() == 1, part
    with watched(browser, example, java_script_enabled=False) as watch:
        page = watch.open(PAGE)
        assert page.locator("form[data-dark]").inner_html() == ""  # nor anything that only scripts use
        for part in ("[data-md-toggle]", *NAMED):
            assert page.locator(part).count() == 0, part
