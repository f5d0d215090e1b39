"""The navigation: five sections, the same on every screen, and what lies beside them."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.watching import watched

PHONE, LAPTOP = 360, 1280
SECTIONS = {
    "Services": "services/",
    "Departments": "departments/",
    "People & roles": "roles/",
    "Promises": "sla/",
    "Help": "help/",
}


@pytest.mark.parametrize("width", [PHONE, LAPTOP])
def test_tabs_and_menu_have_the_same_five_sections_and_each_is_called_what_its_page_is_called(
    browser: Browser, example: str, width: int
) -> None:
    with watched(browser, example, width=width) as watch:
        page = watch.open("services/it/laptop-repair/")
        bar = ".sb-tabs" if width == LAPTOP else ".sb-menu nav"
        if width == PHONE:
            page.locator(".sb-menu summary").click()
        sections = page.locator(f"{bar} > ul > li > a").filter(has_not_text="About the catalog")
        assert sections.all_inner_texts() == list(SECTIONS)
        expect(page.locator(f"{bar} a[aria-current]")).to_have_text("Services")
        expect(page.locator(bar).get_by_role("link", name="About the catalog")).to_be_visible()
        for title, path in SECTIONS.items():
            page = watch.open(path)
            expect(page.locator("h1")).to_have_text(title)
            assert page.title() == f"{title} - Fernhill Flowers"
            expect(page.locator(".sb-tabs > ul > li > a[aria-current]")).to_have_text(title)


def test_what_is_asked_more_seldom_is_two_steps_away(browser: Browser, example: str) -> None:
    for name in ("Who serves whom", "Agreements", "Journeys", "Hours", "Catalog health"):
        with watched(browser, example) as watch:
            page = watch.open("services/it/laptop-repair/")
            page.get_by_role("link", name="About the catalog").first.click()
            page.locator("main").get_by_role("link", name=name, exact=True).click()
            expect(page.locator("h1")).to_have_text(name)
            expect(page.locator(".sb-tabs a[aria-current]")).to_have_text("About the catalog")
            expect(page.locator(".sb-crumb a")).to_have_text(["About the catalog"])


@pytest.mark.parametrize("width", [PHONE, LAPTOP])
def test_a_part_of_a_department_is_reached_from_within_its_tile(
    browser: Browser, example: str, width: int
) -> None:
    with watched(browser, example, width=width) as watch:
        page = watch.open("departments/")
        page.locator(".sb-tile__facts").get_by_role("link", name="Payroll").click()
        expect(page.locator("h1")).to_have_text("Payroll")


def test_a_journey_is_found_among_the_services(browser: Browser, example: str) -> None:
    with watched(browser, example) as watch:
        page = watch.open("services/#journeys")
        page.get_by_role("link", name="Day one of a new colleague").click()
        expect(page.locator("h1")).to_contain_text("Day one of a new colleague")


def test_the_menu_of_a_phone_has_what_the_foot_of_the_page_leads_to(browser: Browser, example: str) -> None:
    with watched(browser, example, width=PHONE) as watch:
        page = watch.open("services/it/laptop-repair/")
        for _ in range(3):  # opened again, it has them once
            page.locator(".sb-menu summary").click()
        below = page.locator(".sb-menu").get_by_role("listitem").filter(has_text="About the catalog")
        below = below.get_by_role("list").get_by_role("link")
        assert below.all_inner_texts() == page.locator(".sb-foot__about > a").all_inner_texts() != []
        below.filter(has_text="Journeys").click()
        expect(page.locator("h1")).to_have_text("Journeys")
        assert watch.faults == []
