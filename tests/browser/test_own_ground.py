"""Every control of every kind of page is used, and nothing is asked of any other place than the site."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from tests.browser.watching import KINDS, watched
from tests.sites import SUB_PATH

USE_EVERYTHING = """async () => {
  const used = [];
  const rest = () => new Promise(done => setTimeout(done, 5));
  const told = (control, ...names) => names.forEach(name => control.dispatchEvent(new Event(name, { bubbles: true })));
  const controls = () => [...document.querySelectorAll("summary, button, select, input, dialog button, dialog select")];
  const seen = window.usedControls ??= new Set();
  for (const control of controls()) {
    if (seen.has(control) || control.disabled || !control.checkVisibility({ visibilityProperty: true })) continue;
    if (control.type === "submit" && control.closest("[role=search]")) continue;   // leaves the page
    seen.add(control);
    used.push(control.tagName.toLowerCase());
    if (control.tagName === "SELECT") {
      for (const option of [...control.options]) { control.value = option.value; told(control, "input", "change"); }
    } else if (control.tagName === "INPUT" && !["checkbox", "radio"].includes(control.type)) {
      control.focus();
      const days = { date: "2026-12-01", "datetime-local": "2026-12-01T10:00", time: "10:00" };
      control.value = days[control.type] ?? "laptop";
      told(control, "input", "change");
    } else control.click();
    await rest();
  }
  return used;
}"""
"""Every control that can be seen and was not used yet."""


@pytest.mark.parametrize("kind", KINDS)
def test_every_control_of_a_page_works_on_the_sites_own_ground(
    browser: Browser, example: str, kind: str
) -> None:
    # the page for unknown addresses is shown at any address, so that it is made for one place
    base = example if kind == "unknown address" else example.rstrip("/") + SUB_PATH
    with watched(browser, base) as watch:
        elsewhere: list[str] = []
        watch.page.context.route(
            lambda address: not address.startswith((base, "data:", "blob:")),
            lambda route: (elsewhere.append(route.request.url), route.abort())[1],
        )
        page = watch.open(KINDS[kind])
        used = []
        for _ in range(2):  # what a control opens has controls, too
            used += page.evaluate(USE_EVERYTHING)
            watch.rest()
        assert elsewhere == []
        assert watch.faults == []
        assert {"button", "input"} <= set(used), used


def test_a_request_to_another_place_would_be_seen(browser: Browser, example: str) -> None:
    with watched(browser, example) as watch:
        page = watch.open("")
        page.evaluate("fetch('https://elsewhere.example.org/').catch(() => 0)")
        watch.rest()
        assert any("elsewhere.example.org" in fault for fault in watch.faults)
