"""What axe-core finds on a page: barriers that a machine can find."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from tests.browser.watching import Watched
from tests.sites import AXE

LOAD = "async address => { window.axe ?? await import(address); }"
TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa")
BY_LOOK = ("color-contrast", "link-in-text-block", "scrollable-region-focusable", "target-size")
"""The rules that depend on colors and sizes: all that a document needs that was looked at in another scheme."""
ALIKE = 1
"""Of things that are alike, axe looks at this many: one more has no other faults. It makes a long page several times
faster: contrast alone takes three quarters of axe's time."""

RUN = """async ([only, scope, enough]) => {
  const VALUES = new Set(["class", "role", "type", "hidden", "lang", "dir", "disabled", "open"]);
  const PAINT = ["color", "backgroundColor", "backgroundImage", "opacity", "filter", "mixBlendMode", "textShadow",
    "fontSize", "fontWeight", "position"];
  const within = document.querySelector(scope);

  // rows whose elements differ from those of rows before them in their words and addresses alone
  const told = one => [...one.attributes].map(({ name, value }) => (VALUES.has(name) ? `${name}=${value}` : name));
  const shapes = row => {
    const paths = new Map();
    for (const one of [row, ...row.querySelectorAll("*")]) {
      paths.set(one, `${paths.get(one.parentElement) ?? ""}>${one.tagName} ${told(one).join(" ")}`);
    }
    return new Set(paths.values());
  };
  const places = [];
  for (const list of within.querySelectorAll("tbody, ul, ol, dl")) {
    const times = new Map();
    for (const row of list.isConnected ? [...list.children] : []) {
      const keys = [...shapes(row)];
      if (keys.some(key => (times.get(key) ?? 0) < enough) || row.contains(document.activeElement)) {
        keys.forEach(key => times.set(key, (times.get(key) ?? 0) + 1));
      } else {
        const place = document.createComment("");
        row.replaceWith(place);
        places.push([place, row]);
      }
    }
  }

  // texts that are painted as others are, and stand in the same within the same
  const paint = new Map([[null, ""]]);
  const painted = one => {
    if (!paint.has(one)) {
      const style = getComputedStyle(one);
      paint.set(one, `${painted(one.parentElement)}>${PAINT.map(name => style[name]).join()}`);
    }
    return paint.get(one);
  };
  const seen = new Map();
  const isSeenEnough = key => { seen.set(key, (seen.get(key) ?? 0) + 1); return seen.get(key) > enough; };
  const alike = [...document.body.querySelectorAll("*")].filter(one =>
    [...one.childNodes].some(node => node.nodeType === Node.TEXT_NODE && node.data.trim())
    && one.checkVisibility({ visibilityProperty: true }) && isSeenEnough(painted(one)));
  alike.forEach(one => { one.dataset.alike = ""; });
  axe.configure({ rules: [{ id: "color-contrast", selector: ":not([data-alike])" }] });

  // left to itself, axe parses all style sheets anew for a rule that is not among these
  const preload = { assets: ["media"] };
  const found = await axe.run(within, { runOnly: only, resultTypes: ["violations"], preload });
  alike.forEach(one => { delete one.dataset.alike; });
  for (const [place, row] of places) place.replaceWith(row);
  return found.violations;
}"""


def violations(watch: Watched, scope: str = "html", *, rules: Sequence[str] | None = None) -> list[str]:
    """What axe finds on the page as it is now, or in a part of it, a line for each element; by all rules, or some."""
    watch.page.evaluate(LOAD, watch.base + AXE)
    found: list[dict[str, Any]] = watch.page.evaluate(RUN, [rules or TAGS, scope, ALIKE])
    return [
        f"{one['id']}: {node['html'][:200]} {node.get('failureSummary', '')}"
        for one in found
        for node in one["nodes"][:5]
    ]
