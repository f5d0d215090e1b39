"""What the tests see a site with: a browser that thinks that it is the day of the tests."""

from __future__ import annotations

from datetime import datetime

import pytest
from playwright.sync_api import Browser

from tests.browser.watching import watched
from tests.sites import DAY

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
TODAY = "new Date().toISOString().slice(0, 10)"


def test_every_window_has_the_day_of_the_tests_and_its_timers_run(browser: Browser, example: str) -> None:
    with watched(browser, example) as watch:
        page = watch.open("")
        assert page.evaluate(TODAY) == DAY
        assert watch.page.context.new_page().evaluate(TODAY) == DAY
        assert page.evaluate("new Promise(done => setTimeout(done, 1, 'it rang'))") == "it rang"


def test_rest_waits_for_timers_and_answers_and_what_they_set_off(browser: Browser, example: str) -> None:
    with watched(browser, example, fresh=True) as watch:
        watch.slow_down()
        page = watch.open("departments/")
        page.evaluate(LATE)
        watch.rest()
        assert page.evaluate("window.ended") == "../roles/ clock"


def test_a_request_to_another_place_is_a_fault(browser: Browser, example: str) -> None:
    with watched(browser, example) as watch:
        page = watch.open("")
        page.evaluate("fetch('https://elsewhere.example.org/').catch(() => 0)")
        watch.rest()
        assert any("elsewhere.example.org" in fault for fault in watch.faults)


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
    with watched(browser, example) as watch:
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
