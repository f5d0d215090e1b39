"""Timelines as they are seen: letters that can be read and do not meet, and the list where there is no room."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.watching import watched

DRAWN = (
    "services/it/laptop-repair/",
    "services/marketing/campaign-launch/",
    "services/it/new-application/",
    "services/delivery/same-day-delivery/",
    "services/purchasing/auction-purchase/",
)

A4 = 718
"""The width of a sheet of paper between its margins, in pixels."""

MEETING = """svg => {
  const [, , width, height] = svg.getAttribute("viewBox").split(" ").map(Number);
  const boxes = [...svg.querySelectorAll("text")].map(one => ({ box: one.getBBox(), text: one.textContent.trim() }));
  const faults = [];
  for (const { box, text } of boxes) {
    const beside = box.x < -1 || box.x + box.width > width + 1;
    if (beside || box.y < 0 || box.y + box.height > height) faults.push(`outside: ${text}`);
  }
  boxes.forEach((one, index) => boxes.slice(index + 1).forEach(other => {
    const [a, b] = [one.box, other.box];
    const across = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
    const down = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
    if (across > 1 && down > 4) faults.push(`${one.text} | ${other.text}`);
  }));
  return faults;
}"""
SMALLEST = """svg => Math.min(...[...svg.querySelectorAll("text")].map(
  one => parseFloat(getComputedStyle(one).fontSize))) * svg.getBoundingClientRect().width / svg.viewBox.baseVal.width"""


@pytest.mark.parametrize("path", DRAWN)
def test_words_of_a_drawing_neither_meet_nor_leave_it(browser: Browser, example: str, path: str) -> None:
    with watched(browser, example) as watch:
        drawing = watch.open(f"{path}#how").locator("svg.sb-line")
        expect(drawing).to_be_visible()
        assert drawing.evaluate(MEETING) == []


@pytest.mark.parametrize("width", [1280, 1000, 760])
def test_letters_of_a_drawing_can_be_read(browser: Browser, example: str, width: int) -> None:
    with watched(browser, example, width=width) as watch:
        drawing = watch.open(f"{DRAWN[0]}#how").locator("svg.sb-line")
        if drawing.is_visible():
            assert drawing.evaluate(SMALLEST) >= 11.5


def test_on_paper_there_is_a_drawing(browser: Browser, example: str) -> None:
    with watched(browser, example, width=A4) as watch:
        page = watch.open(DRAWN[0])
        page.emulate_media(media="print")
        expect(page.locator("svg.sb-line")).to_be_visible()
        assert page.locator("svg.sb-line").evaluate(SMALLEST) >= 9.5


def test_on_a_phone_the_list_of_steps_has_the_bars(browser: Browser, example: str) -> None:
    with watched(browser, example, width=360) as watch:
        page = watch.open(f"{DRAWN[0]}#how")
        expect(page.locator("svg.sb-line")).to_be_hidden()
        steps = page.locator("#how .sb-line__list > li")
        expect(steps).to_have_count(3)
        expect(steps.first).to_contain_text("Mon 23 Nov 10:00 → Mon 23 Nov 14:00")
        expect(steps.first.locator("svg")).to_be_visible()


def test_who_cannot_see_the_drawing_is_told_its_steps_once(browser: Browser, example: str) -> None:
    with watched(browser, example) as watch:
        told = watch.open(f"{DRAWN[0]}#how").locator("#how").aria_snapshot()
    assert 'img "How it is done, step by step"' in told
    assert told.count("Find the fault and say whether a part is needed") == 1
    assert "Mon 23 Nov 10:00 → Mon 23 Nov 14:00" in told
