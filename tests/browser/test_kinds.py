"""A page of every kind, opened twice and looked at from all sides: by day on a wide screen, at night on a phone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from servicebook.comparing.kept_history import read_changes
from servicebook.comparing.told_history import told_history
from servicebook.pages import MAKERS
from servicebook.pages.rendering.context import render_context
from tests.browser.barriers import BY_LOOK, violations
from tests.browser.watching import KINDS, Scheme, Watched, watched
from tests.browser.windows import forget
from tests.sites import DAY, SUB_PATH, page_files
from tests.support import REPOSITORY, example_on


@dataclass(frozen=True, slots=True)
class Look:
    """How a page is opened, and at which other widths it is seen afterwards, in CSS pixels."""

    scheme: Scheme
    opened_at: int
    resized_to: int
    barriers_at: int
    folder: str = ""


LOOKS = {
    # in a folder of a server, so that whatever is asked for beside the site would be seen
    "light": Look("light", opened_at=1280, resized_to=360, barriers_at=1280, folder=SUB_PATH.lstrip("/")),
    "dark": Look("dark", opened_at=320, resized_to=1280, barriers_at=360),
}
ONLY_LIGHT = pytest.mark.parametrize("visit", ["light"], indirect=True, scope="module")
ONLY_DARK = pytest.mark.parametrize("visit", ["dark"], indirect=True, scope="module")
MOVING = """() => [...document.querySelectorAll("*")].flatMap(one => ["", "::before", "::after"].flatMap(part => {
  const style = getComputedStyle(one, part || null);
  const times = `${style.animationName === "none" ? "" : style.animationDuration},${style.transitionDuration}`;
  const long = times.split(",").some(time => parseFloat(time) > 0.001);
  return long || style.scrollBehavior === "smooth" ? [`${one.tagName}.${one.className}${part} ${times}`] : [];
}))"""
"""What takes longer than a millisecond to move."""
FRAMED = ("home", "find", "service, rich", "written by hand", "unknown address")
"""The frame is the same around every page: its own controls are used on these."""
FRAME = ".sb-header, .sb-foot"
USE_EVERYTHING = """async without => {
  const used = [];
  const rest = () => new Promise(done => setTimeout(done, 5));
  const told = (control, ...names) => names.forEach(name => control.dispatchEvent(new Event(name, { bubbles: true })));
  const controls = () => [...document.querySelectorAll("summary, button, select, input, dialog button, dialog select")];
  const seen = window.usedControls ??= new Set();
  for (const control of controls()) {
    if (seen.has(control) || control.disabled || !control.checkVisibility({ visibilityProperty: true })) continue;
    if (without && control.closest(without)) continue;
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
"""Every control that can be seen and was not used yet, but for those within some selector."""


@dataclass(frozen=True, slots=True)
class Visit:
    """A page that was just opened, and how."""

    watch: Watched
    look: Look

    def faults_at(self, width: int) -> list[str]:
        """What went wrong so far, and what sticks out at a width."""
        self.watch.resize(width)
        return self.watch.faults + self.watch.too_wide()


@pytest.fixture(scope="module", params=KINDS)
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def readers(browser: Browser, example: str) -> Iterator[dict[str, Watched]]:
    """Two who go from page to page."""
    with (
        watched(browser, example, scheme="light", traffic=True) as light,
        watched(browser, example, scheme="dark", traffic=True) as dark,
    ):
        yield {"light": light, "dark": dark}


@pytest.fixture(scope="module", params=LOOKS)
def visit(request: pytest.FixtureRequest, example: str, kind: str, readers: dict[str, Watched]) -> Visit:
    """The page of a kind, opened once for all the tests below, of which the one that uses its controls is the last."""
    watch, look = readers[request.param], LOOKS[request.param]
    watch.faults.clear()
    forget(watch.page)
    watch.page.emulate_media(reduced_motion="no-preference")
    watch.resize(look.opened_at)
    # the page for unknown addresses is shown at any address, so that it is made for one place
    watch.base = example if kind == "unknown address" else example + look.folder
    watch.open(KINDS[kind])
    return Visit(watch, look)


def test_the_list_of_kinds_has_a_page_of_every_maker_and_all_are_there(
    example_site: Path,
) -> None:
    listed = {path.partition("?")[0] for path in KINDS.values()}
    assert listed <= page_files(example_site).keys()
    loaded = example_on(date.fromisoformat(DAY))
    past = read_changes(REPOSITORY, 10)
    assert past is not None
    context = render_context(loaded, history=told_history(past, loaded.catalog))
    for make in MAKERS:
        made = [page.path for page in make(context)]  # of what is gone the example may have none
        assert not made or not listed.isdisjoint(made), make.__module__


def test_a_page_loads_without_a_fault_and_fits_the_screen(visit: Visit) -> None:
    assert visit.faults_at(visit.look.opened_at) == []
    assert visit.watch.page.locator("h1").is_visible()
    assert visit.faults_at(visit.look.resized_to) == []


def test_a_page_has_no_barrier_that_a_machine_can_find(visit: Visit) -> None:
    visit.watch.resize(visit.look.barriers_at)
    rules = None if visit.look.scheme == "light" else BY_LOOK  # it is the same document in the dark
    assert violations(visit.watch, rules=rules) == []


@ONLY_DARK
def test_letters_twice_as_large_fit_the_narrowest_screen_and_nothing_moves(visit: Visit) -> None:
    watch, page = visit.watch, visit.watch.page
    watch.resize(320)
    page.emulate_media(reduced_motion="reduce")
    page.evaluate("document.documentElement.style.setProperty('font-size', '250%', 'important')")
    watch.rest()  # scripts may lay it out anew
    assert watch.too_wide() == []
    # last, since Chromium leaves a list as wide as it was when the styles of all its parts were asked for before
    assert page.evaluate(MOVING) == []


@ONLY_LIGHT
def test_every_control_of_a_page_works_on_the_sites_own_ground(visit: Visit, kind: str) -> None:
    watch, used = visit.watch, []
    without = "" if kind in FRAMED else FRAME
    watch.resize(1280)
    for _ in range(2):  # what a control opens has controls, too
        used += watch.page.evaluate(USE_EVERYTHING, without)
        watch.rest()
    assert watch.faults == []
    assert without or {"button", "input"} <= set(used), used
