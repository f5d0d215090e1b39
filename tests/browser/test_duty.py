"""Who answers this week: on the first screen of a phone, without barriers, wide and narrow, light and dark."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.barriers import violations
from tests.browser.watching import Scheme, Watched, watched

LOOKS: dict[str, tuple[Scheme, int]] = {
    "wide": ("light", 1280),
    "light": ("light", 320),
    "dark": ("dark", 320),
}
PAGES = (
    "services/it/laptop-repair/",
    "roles/it/desk-lead/",
    "departments/it/",
    "people/tariq-aziz/",
    "roles/purchasing/indirect-buyer/",
)
FIRST_SCREEN = 740


@pytest.fixture(scope="module", params=LOOKS)
def reader(request: pytest.FixtureRequest, browser: Browser, example: str) -> Iterator[Watched]:
    scheme, width = LOOKS[request.param]
    with watched(browser, example, scheme=scheme, width=width) as watch:
        yield watch


@pytest.mark.parametrize("path", PAGES)
def test_it_has_no_barrier_and_fits_the_screen(reader: Watched, path: str) -> None:
    page = reader.open(path)
    expect(page.locator(".sb-duty").first).to_be_visible()
    assert violations(reader) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize(
    ("path", "selector"),
    [
        ("services/it/laptop-repair/", ".sb-facts a[href='#who']"),
        ("roles/it/desk-lead/", ".sb-duty"),
        ("departments/it/", ".sb-facts a[href='#on-duty']"),
        ("people/tariq-aziz/", ".sb-duty"),
    ],
)
def test_it_is_on_the_first_screen_of_a_phone(
    browser: Browser, example: str, path: str, selector: str
) -> None:
    with watched(browser, example, width=360) as watch:
        page = watch.open(path)
        box = page.locator(selector).first.bounding_box()
        assert box is not None
        assert box["y"] + box["height"] <= FIRST_SCREEN
