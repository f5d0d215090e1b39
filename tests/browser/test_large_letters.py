"""Letters twice as large on a phone of 360 pixels, which leave as much room as half the pixels do: words stay whole."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.browser.watching import Watched, watched

HALF = 180
BROKEN = """() => {
  const broken = [];
  const range = document.createRange();
  for (const place of document.querySelectorAll(".sb-brand, .sb-row__by, .sb-field > span, .sb-hours, .is-two-lines")) {
    const texts = document.createTreeWalker(place, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
      const text = texts.currentNode;
      if (!text.parentElement.checkVisibility()) continue;
      for (const word of text.data.matchAll(/(?<!\\p{L})\\p{L}{2,12}(?!\\p{L})/gu)) {
        range.setStart(text, word.index);
        range.setEnd(text, word.index + word[0].length);
        const lines = new Set([...range.getClientRects()].map(one => one.top));
        if (lines.size > 1) broken.push(word[0]);
      }
    }
  }
  return broken;
}"""
"""The words that are not in one line; the longest ones have no room in any."""
CUT = """() => [...document.querySelectorAll(".is-two-lines td, .sb-field > span")]
  .filter(one => one.checkVisibility() && one.scrollWidth > one.clientWidth + 1).map(one => one.textContent)"""
OVERLAPPING = """() => {
  const fields = [...document.querySelectorAll("main :is(input[type=search], .sb-button)")]
    .filter(one => one.checkVisibility());
  const boxes = fields.map(one => one.getBoundingClientRect());
  return boxes.flatMap((a, i) => boxes.slice(i + 1).filter(b =>
    a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom)).length;
}"""
"""How many of the fields to search in and of the buttons lie on another."""


@pytest.fixture(scope="module")
def reader(browser: Browser, example: str) -> Iterator[Watched]:
    with watched(browser, example, width=HALF) as watch:
        yield watch


@pytest.mark.parametrize("path", ["find/", "people/", "roles/", "faq/", "departments/it/"])
def test_no_word_is_broken_or_cut_off_and_nothing_lies_on_anything(reader: Watched, path: str) -> None:
    page = reader.open(path)
    assert page.evaluate(BROKEN) == []
    assert page.evaluate(CUT) == []
    assert page.evaluate(OVERLAPPING) == 0


@pytest.mark.parametrize("path", ["", "find/"])
def test_there_is_room_for_words_in_the_search_box(reader: Watched, path: str) -> None:
    box = reader.open(path).locator("main input[name=q]").bounding_box()
    assert box
    assert box["width"] > 0.7 * HALF


def test_a_share_is_not_torn_from_its_sign(reader: Watched) -> None:
    page = reader.open("results/it/")
    lines = """[...document.querySelectorAll(".sb-matrix b")].map(one =>
      one.offsetHeight / parseFloat(getComputedStyle(one).lineHeight))"""
    assert max(page.evaluate(lines)) < 1.5
