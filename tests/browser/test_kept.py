"""Whether promises were kept, as it is seen: without scripts, on a phone, on paper, by keyboard, and read out."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.barriers import violations
from tests.browser.test_timeline import SMALLEST
from tests.browser.watching import watched

PATH = "services/it/laptop-repair/"
OUTSIDE = """svg => {
  const [, , width, height] = svg.getAttribute("viewBox").split(" ").map(Number);
  return [...svg.querySelectorAll("text")].filter(one => {
    const box = one.getBBox();
    return box.x < 0 || box.x + box.width > width || box.y < 0 || box.y + box.height > height;
  }).map(one => one.textContent);
}"""

BROKEN = """table => {
  const broken = [];
  const texts = document.createTreeWalker(table, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    for (const { 0: word, index } of texts.currentNode.data.matchAll(/[a-z]+/gi)) {
      const range = document.createRange();
      range.setStart(texts.currentNode, index);
      range.setEnd(texts.currentNode, index + word.length);
      const hidden = texts.currentNode.parentElement.closest("thead, caption");
      if (!hidden && range.getClientRects().length > 1) broken.push(word);
    }
  }
  return broken;
}"""
"""The words of a table that begin on one line and end on another."""


def test_without_scripts_the_line_leads_to_the_figures(browser: Browser, example: str) -> None:
    with watched(browser, example, width=360, java_script_enabled=False) as watch:
        page = watch.open(PATH)
        line = page.locator("#promise .sb-kept")
        expect(line).to_contain_text("times")
        line.locator("a").click()
        expect(page.locator("#kept svg.sb-bars")).to_be_visible()


def test_the_keyboard_reaches_the_table(browser: Browser, example: str) -> None:
    with watched(browser, example) as watch:
        page = watch.open(f"{PATH}#kept")
        expect(page.locator("#kept svg")).to_be_visible()
        page.locator("#kept summary").focus()
        page.keyboard.press("Enter")
        expect(page.locator("#kept table")).to_be_visible()


def test_the_drawing_is_read_out_as_one_sentence(browser: Browser, example: str) -> None:
    with watched(browser, example) as watch:
        page = watch.open(f"{PATH}#kept")
        drawing = page.get_by_role("img", name="Share of promises kept by month")
        expect(drawing).to_be_visible()
        said = drawing.get_attribute("aria-label") or ""
        assert said.endswith(".") and said.count(". ") == 0


@pytest.mark.parametrize("width", [1280, 760, 360])
def test_letters_of_the_bars_can_be_read_and_stay_within(browser: Browser, example: str, width: int) -> None:
    with watched(browser, example, width=width) as watch:
        drawing = watch.open(f"{PATH}#kept").locator("svg.sb-bars")
        expect(drawing).to_be_visible()
        assert drawing.evaluate(SMALLEST) >= 11.5
        assert drawing.evaluate(OUTSIDE) == []


@pytest.mark.parametrize("width", [360, 320])
def test_the_table_fits_a_phone(browser: Browser, example: str, width: int) -> None:
    with watched(browser, example, width=width) as watch:
        page = watch.open(f"{PATH}#kept")
        page.evaluate("document.querySelectorAll('#kept details').forEach(one => { one.open = true; })")
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert page.locator("#kept table").evaluate(BROKEN) == []
        assert violations(watch, "#kept") == []


def test_on_paper_there_are_bars_and_figures(browser: Browser, example: str) -> None:
    with watched(browser, example, width=718) as watch:
        page = watch.open(PATH)
        page.emulate_media(media="print")
        expect(page.locator("#kept svg.sb-bars")).to_be_visible()
        expect(page.locator("#kept table")).to_be_visible()
