"""axe-core finds nothing on any kind of page, in light and in dark, wide and narrow."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.watching import KINDS, Scheme, Watched, watched

AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"]
LOOKS: dict[Scheme, int] = {"light": 1280, "dark": 360}


RUN = """async tags => {
  const told = one => [...one.attributes].map(({ name, value }) => (VALUES.has(name) ? `${name}=${value}` : name));
  const VALUES = new Set(["class", "role", "type", "hidden", "lang", "dir", "disabled", "open"]);
  const shape = row => [row, ...row.querySelectorAll("*")].map(one => [one.tagName, ...told(one)].join(" ")).join();
  const places = [];
  for (const list of document.querySelectorAll("tbody, ul, ol, dl")) {
    const times = new Map();
    for (const row of [...list.children]) {
      const key = shape(row);
      times.set(key, (times.get(key) ?? 0) + 1);
      if (times.get(key) > 3 && !row.contains(document.activeElement)) {
        const place = document.createComment("");
        row.replaceWith(place);
        places.push([place, row]);
      }
    }
  }
  const found = await axe.run({ runOnly: tags, resultTypes: ["violations"] });
  for (const [place, row] of places) place.replaceWith(row);
  return found.violations;
}"""
"""Of rows that differ in their words and addresses alone, axe looks at three: the fourth has no other faults."""


def violations(watch: Watched) -> list[str]:
    """What axe finds on the page as it is now, a line for each element."""
    watch.page.evaluate(AXE)
    found: list[dict[str, Any]] = watch.page.evaluate(RUN, RULES)
    return [
        f"{one['id']}: {node['html'][:200]} {node.get('failureSummary', '')}"
        for one in found
        for node in one["nodes"][:5]
    ]


@pytest.fixture(scope="module", params=LOOKS)
def reader(request: pytest.FixtureRequest, browser: Browser, example: str) -> Iterator[Watched]:
    with watched(browser, example, scheme=request.param, width=LOOKS[request.param]) as watch:
        yield watch


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_has_no_barrier_that_a_machine_can_find(reader: Watched, kind: str) -> None:
    reader.open(KINDS[kind])
    assert violations(reader) == []


def test_the_results_below_the_search_box_have_none(reader: Watched) -> None:
    page = reader.open("departments/")
    page.locator(".sb-header input[type=search]").fill("cracked screen")
    page.keyboard.press("ArrowDown")
    expect(page.locator("[role=option]").first).to_be_visible()
    page.keyboard.press("ArrowDown")
    assert violations(reader) == []


def test_opened_menus_filters_and_questions_have_none(reader: Watched) -> None:
    for path in ("find/?department=it", "agreements/", "faq/it/", "services/it/laptop-repair/"):
        page = reader.open(path)
        page.evaluate(
            "document.querySelectorAll('details:not(.sb-menu)').forEach(one => { one.open = true; })"
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


def test_the_last_of_many_rows_is_looked_at_where_it_is_another_and_all_rows_stay(reader: Watched) -> None:
    page = reader.open("people/")
    many, before = page.evaluate("[document.querySelectorAll('tbody > tr').length, document.body.innerHTML]")
    assert many > 10 and violations(reader) == []
    assert page.evaluate("document.body.innerHTML") == before
    page.evaluate(
        "[...document.querySelectorAll('tbody > tr')].at(-1).lastElementChild.append(document.createElement('input'))"
    )
    assert [fault.partition(":")[0] for fault in violations(reader)] == ["label"]
