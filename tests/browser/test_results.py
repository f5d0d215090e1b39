"""Results as readers use them: months are reached by keyboard and on a phone, fit on paper; lists filter by them."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.watching import watched

RIGHTMOST = "cell => Math.ceil(cell.getBoundingClientRect().right)"


def shown(page: Page) -> int:
    """How many services the directory of promises shows."""
    return page.locator("#list_ [data-item]:visible").count()


@pytest.mark.parametrize("path", ["results/", "results/it/"])
def test_months_are_reached_by_keyboard_while_names_stay_in_sight(
    browser: Browser, example: str, path: str
) -> None:
    with watched(browser, example, width=360) as watch:
        page = watch.open(path)
        table = page.get_by_role("region", name="By ")
        name, last = table.locator("tbody th").first, table.locator("tbody tr").first.locator("td").last
        assert last.evaluate(RIGHTMOST) > 360
        before = name.bounding_box()
        table.focus()
        for _ in range(30):
            page.keyboard.press("ArrowRight")
        page.wait_for_function("() => document.querySelector('.sb-matrix').scrollLeft > 0")
        page.keyboard.press("End")
        after = name.bounding_box()
        assert before and after and before["x"] == after["x"]
        assert watch.faults == []


def test_every_cell_says_without_color_what_it_means(browser: Browser, example: str) -> None:
    with watched(browser, example) as watch:
        page = watch.open("results/")
        cells = page.locator(".sb-matrix [data-verdict=missed]")
        assert cells.count() > 0
        assert all("issed" in cell.inner_text() and "%" in cell.inner_text() for cell in cells.all())
        others = page.locator(".sb-matrix [data-verdict=kept]")
        assert not any("issed" in cell.inner_text() for cell in others.all())


def test_sums_are_those_of_the_rows_that_are_shown(browser: Browser, example: str) -> None:
    with watched(browser, example) as watch:
        for path in ("results/", "results/delivery/"):
            page = watch.open(path)
            sums = page.evaluate(
                """() => {
                  const rows = [...document.querySelectorAll(".sb-matrix__table tbody tr")];
                  const at = (row, name) =>
                    [...row.querySelectorAll("td")].map(cell => Number(cell.dataset[name] ?? 0));
                  const [all, ...each] = rows;
                  const added = name => at(all, name).map((_, column) =>
                    each.reduce((sum, row) => sum + at(row, name)[column], 0));
                  return ["kept", "counted"].map(name => [at(all, name), added(name)]);
                }"""
            )
            assert all(said == added for said, added in sums), path


@pytest.mark.parametrize("path", ["results/", "results/it/"])
def test_all_months_fit_on_a_sheet_of_paper(browser: Browser, example: str, path: str) -> None:
    """1,045 CSS pixels are what is left of A4 on its longer side, with margins of 1 cm."""
    with watched(browser, example, width=1045) as watch:
        page = watch.open(path)
        page.emulate_media(media="print")
        last = page.locator(".sb-matrix__table tr td:last-child")
        assert all(cell.evaluate(RIGHTMOST) <= 1045 for cell in last.all())
        page.emulate_media(media="null")


def test_everything_is_there_without_scripts(browser: Browser, example: str) -> None:
    with watched(browser, example, java_script_enabled=False) as watch:
        page = watch.open("results/")
        expect(page.locator(".sb-matrix tbody tr").nth(1)).to_be_visible()
        page.locator("#how > summary").click()
        expect(page.locator("#how li").first).to_be_visible()
        page.goto(watch.base + "sla/")
        expect(page.locator("[data-key=result][data-verdict=missed]").first).to_be_visible()
        page.goto(watch.base + "find/")
        expect(page.locator(".sb-row [data-verdict=missed]").first).to_be_visible()
        assert watch.faults == []


def test_find_shows_services_by_whether_their_promise_was_kept(browser: Browser, example: str) -> None:
    with watched(browser, example) as watch:
        page = watch.open("find/")
        label = page.locator("label", has=page.locator("input[name=kept][value=missed]"))
        count = int(label.locator(".sb-count").inner_text())
        label.locator("input").check(force=True)
        expect(page).to_have_url(f"{watch.base}find/?kept=missed")
        rows = page.locator(".sb-find__results > li")
        expect(rows).to_have_count(count)
        assert rows.locator("[data-verdict=missed]").count() == count
        page.reload()
        watch.settle()
        expect(rows).to_have_count(count)
        assert watch.faults == []


def test_promises_are_filtered_and_sorted_by_their_last_result(browser: Browser, example: str) -> None:
    with watched(browser, example) as watch:
        page = watch.open("sla/?verdict=missed")
        missed = shown(page)
        assert (
            0
            < missed
            == page.locator("#list_ [data-item]:visible [data-key=result][data-verdict=missed]").count()
        )
        page.goto(watch.base + "sla/")
        page.locator(".sb-sort[data-key=result]").click()
        expect(page).to_have_url(f"{watch.base}sla/?sort=result")
        shares = page.locator("#list_ [data-sorted] [data-key=result][data-sort]").evaluate_all(
            "cells => cells.map(cell => Number(cell.dataset.sort))"
        )
        assert len(shares) > 10
        assert shares == sorted(shares)
        assert watch.faults == []


def test_home_shows_what_is_popular(browser: Browser, example: str) -> None:
    with watched(browser, example, width=360) as watch:
        page = watch.open("")
        expect(page.get_by_role("heading", name="Popular")).to_be_visible()
        assert page.locator(".sb-briefs > li").count() == 6
        assert watch.faults == []
