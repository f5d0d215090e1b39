"""The look of the catalog's pages is ours alone: Material could be taken away."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.watching import watched

PAGES = ("", "departments/it/", "services/it/laptop-repair/", "map/", "sla/", "journeys/day-one/", "state/")
STYLES = """() => {
  const sides = ["top", "right", "bottom", "left"];
  const properties = [
    "display", "position", "font-size", "font-weight", "font-family", "line-height", "color", "background-color",
    "text-decoration-line", "list-style-type", "white-space-collapse", "vertical-align", "text-align", "overflow-wrap",
    ...sides.flatMap(side => [`margin-${side}`, `padding-${side}`, `border-${side}-width`]),
  ];
  const seen = new Map();
  for (const one of document.querySelectorAll("article.sb-page, article.sb-page *")) {
    for (const pseudo of [undefined, "::before", "::after"]) {
      const style = getComputedStyle(one, pseudo);
      if (pseudo && style.content === "none") continue;
      const name = `${one.tagName.toLowerCase()}.${one.getAttribute("class") ?? ""}${pseudo ?? ""}`;
      const values = properties.map(property => `${property}: ${style.getPropertyValue(property)}`);
      seen.set(`${seen.size} ${name}`, values);
    }
  }
  return Object.fromEntries(seen);
}"""
OWN_RULE = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync("h1 { color: rgb(1, 2, 3) }");
  document.adoptedStyleSheets.push(sheet);
}"""
WITHOUT_MATERIAL = """() => {
  let gone = 0;
  for (const sheet of document.styleSheets) {
    for (let at = sheet.cssRules.length - 1; at >= 0; at -= 1) {
      if (sheet.cssRules[at].name === "material") { sheet.deleteRule(at); gone += 1; }
    }
  }
  return gone;
}"""


def styles(page: Page) -> dict[str, list[str]]:
    """What each element of the page's body looks like, in order."""
    found: dict[str, Any] = page.evaluate(STYLES)
    return found


@pytest.mark.parametrize("path", PAGES)
def test_a_page_of_the_catalog_looks_the_same_without_material(
    browser: Browser, example: str, path: str
) -> None:
    with watched(browser, example, traffic=True) as watch:
        page = watch.open(path)
        watch.rest()
        before = styles(page)
        assert page.evaluate(WITHOUT_MATERIAL) == 2
        after = styles(page)
    changed = {
        name: sorted(set(before[name]) ^ set(after[name])) for name in before if before[name] != after[name]
    }
    assert changed == {}


def test_a_rule_of_the_organization_s_own_wins_whatever_it_weighs(browser: Browser, example: str) -> None:
    with watched(browser, example) as watch:
        page = watch.open("services/it/laptop-repair/")
        page.evaluate(OWN_RULE)
        expect(page.locator("h1")).to_have_css("color", "rgb(1, 2, 3)")
