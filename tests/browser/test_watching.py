"""What the tests see a site with: a browser that thinks that it is the day of the tests."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

import pytest
from playwright.sync_api import Browser

from tests.browser.watching import watched
from tests.sites import DAY, SUB_PATH, served
from tests.support import write

LATE = """() => {
  const soon = act => setTimeout(act, 90);
  const fetched = path => fetch(path).then(() => { window.ended = path; });
  soon(() => fetched("../people/").then(() => soon(() => fetched("../roles/").then(
    () => import("../assets/clock.js").then(() => { window.ended += " clock"; })))));
}"""
"""Timers and answers that set one another off."""
KEEP = """() => {
  localStorage.said = sessionStorage.said = "sales";
  document.cookie = "said=sales; path=/";
}"""
KEPT = """() => [localStorage.said, sessionStorage.said, document.cookie, innerWidth, matchMedia("print").matches,
  matchMedia("(prefers-color-scheme: dark)").matches, document.querySelector("a:hover")]"""
NOTHING = [None, None, "", 1280, False, False, None]
ASKS = (
    "address => { fetch(address).catch(() => 0); }",
    "address => { document.body.append(Object.assign(new Image(), { src: address })); }",
    "address => { navigator.sendBeacon(address); }",
)
"""Ways to ask for an address, of which the page's own scripts hear nothing."""
TODAY = "new Date().toISOString().slice(0, 10)"


def test_every_window_has_the_day_of_the_tests_and_its_timers_run(browser: Browser, example: str) -> None:
    with watched(browser, example) as watch:
        page = watch.open("")
        assert page.evaluate(TODAY) == DAY
        assert watch.page.context.new_page().evaluate(TODAY) == DAY
        assert page.evaluate("new Promise(done => setTimeout(done, 1, 'it rang'))") == "it rang"


def test_rest_waits_for_timers_and_answers_and_what_they_set_off(browser: Browser, example: str) -> None:
    with watched(browser, example, traffic=True, fresh=True) as watch:
        watch.slow_down()
        page = watch.open("departments/")
        page.evaluate(LATE)
        watch.rest()
        assert page.evaluate("window.ended") == "../roles/ clock"


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A site of one page that forbids nothing."""
    folder = write(tmp_path_factory.mktemp("bare"), {"index.html": "<!doctype html><title>Bare</title>\n"})
    with served(folder) as address:
        yield address


def test_a_request_to_another_machine_is_a_fault_where_nothing_forbids_it(
    browser: Browser, bare: str
) -> None:
    with watched(browser, bare) as watch:
        page = watch.open("")
        for address in ("https://elsewhere.example.org/it", "http://192.0.2.1/it"):
            for ask in ASKS:
                watch.faults.clear()
                with page.expect_console_message():
                    page.evaluate(ask, address)
                assert watch.faults
                assert all("ERR_NAME_NOT_RESOLVED" in fault and address in fault for fault in watch.faults)


def test_an_answer_that_there_is_none_is_a_fault(browser: Browser, bare: str) -> None:
    with watched(browser, bare) as watch:
        page = watch.open("")
        with page.expect_console_message():
            page.evaluate(ASKS[0], f"{bare}nothing.js")
        assert watch.faults and all("404" in fault and f"{bare}nothing.js" in fault for fault in watch.faults)


def test_a_request_beside_the_folder_of_a_site_is_a_fault(browser: Browser, bare: str) -> None:
    with watched(browser, bare + SUB_PATH.lstrip("/"), traffic=True) as watch:
        page = watch.open("")
        assert watch.faults == []
        page.evaluate(ASKS[0], f"{bare}index.html")
        assert watch.faults == [f"request to {bare}index.html"]


def test_another_moment_can_be_asked_for(browser: Browser, example: str) -> None:
    with watched(browser, example, at=datetime.fromisoformat("2027-03-28T00:30:00+00:00")) as watch:
        assert watch.open("").evaluate("Date.now()") == 1_806_193_800_000


def test_who_comes_later_finds_nothing_of_a_reader_who_was_there_before(
    browser: Browser, example: str
) -> None:
    with watched(browser, example) as watch:
        page, context = watch.open("departments/"), watch.page.context
        page.evaluate(KEEP)
        other = context.new_page()
        page.locator(".sb-tabs a").first.hover()
        page.route("**/people/", lambda route: route.abort())
        watch.resize(360)
        page.emulate_media(media="print", color_scheme="dark")
        assert watch.open("agreements/").evaluate(KEPT)[:-1] == [
            "sales",
            "sales",
            "said=sales",
            360,
            True,
            True,
        ]
    with watched(browser, example, traffic=True) as watch:
        assert watch.page is page and other.is_closed()
        watch.open("departments/")
        watch.rest()
        assert page.evaluate(KEPT) == NOTHING
        watch.open("people/")
        assert watch.faults == []


def test_a_fresh_window_and_one_in_which_a_test_failed_are_used_once(browser: Browser, example: str) -> None:
    with watched(browser, example, fresh=True) as watch:
        fresh = watch.page
    with pytest.raises(AssertionError, match="so it is"), watched(browser, example) as watch:
        failed = watch.page
        raise AssertionError("so it is")
    assert fresh.is_closed() and failed.is_closed()
