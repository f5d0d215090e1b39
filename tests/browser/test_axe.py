"""axe-core finds nothing on pages in use, in light and in dark, wide and narrow, and it finds what there is."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.barriers import violations
from tests.browser.watching import Scheme, Watched, watched

LOOKS: dict[Scheme, int] = {"light": 1280, "dark": 360}


@pytest.fixture(scope="module", params=LOOKS)
def reader(request: pytest.FixtureRequest, browser: Browser, example: str) -> Iterator[Watched]:
    with watched(browser, example, scheme=request.param, width=LOOKS[request.param]) as watch:
        yield watch


def test_the_results_below_the_search_box_have_none(reader: Watched) -> None:
    page = reader.open("departments/")
    page.locator(".sb-header input[type=search]").fill("cracked screen")
    page.keyboard.press("ArrowDown")
    expect(page.locator("[role=option]").first).to_be_visible()
    page.keyboard.press("ArrowDown")
    assert violations(reader) == []


def test_opened_menus_filters_and_questions_have_none(reader: Watched) -> None:
    for path in ("find/?department=it", "agreements/", "faq/it/", "changes/", "services/it/laptop-repair/"):
        page = reader.open(path)
        page.evaluate(
            "document.querySelectorAll('details:not(.sb-menu > *)').forEach(one => { one.open = true; })"
        )
        assert violations(reader) == [], path
    page = reader.open("departments/it/")
    if page.locator(".sb-menu summary").is_visible():
        page.locator(".sb-menu summary").click()
        assert violations(reader) == []


def test_axe_finds_a_barrier_where_there_is_one(reader: Watched) -> None:
    page = reader.open("departments/")
    page.evaluate("document.querySelector('#sb-content').append(document.createElement('input'))")
    assert [fault.partition(":")[0] for fault in violations(reader)] == ["label"]


@pytest.mark.parametrize(
    "reader", ["light"], indirect=True, scope="module"
)  # in the dark only looks are looked at
def test_the_last_of_many_rows_is_looked_at_where_it_is_another_and_all_rows_stay(reader: Watched) -> None:
    page = reader.open("people/")
    many, before = page.evaluate("[document.querySelectorAll('tbody > tr').length, document.body.innerHTML]")
    assert many > 10 and violations(reader) == []
    assert page.evaluate("document.body.innerHTML") == before
    page.evaluate(
        "[...document.querySelectorAll('tbody > tr')].at(-1).firstElementChild.append(document.createElement('input'))"
    )
    assert [fault.partition(":")[0] for fault in violations(reader)] == ["label"]


def test_the_last_of_many_texts_is_looked_at_where_it_is_painted_in_another_way(reader: Watched) -> None:
    page = reader.open("people/")
    link = page.locator("tbody > tr").last.locator("a").first
    link.evaluate("link => { link.style.color = '#777'; link.style.backgroundColor = '#888'; }")
    assert [fault.partition(":")[0] for fault in violations(reader)] == ["color-contrast"]
    assert page.locator("[data-alike]").count() == 0
