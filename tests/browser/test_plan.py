"""When must it be done? The page's script, the command line and the calendar file give one and the same plan."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from servicebook.analysis.plan import plan
from servicebook.model.catalog import Catalog
from servicebook.model.clocks import Clocks
from servicebook.reports import plan_ics, plan_json
from tests.browser.watching import watched
from tests.sites import DAY, build_well, copy_of_example, served
from tests.support import REPOSITORY, example_on, opened, run

DAYS = (
    "2027-01-29",
    "2027-02-01",
    "2027-03-28",
    "2027-03-29",
    "2027-03-30",
    "2027-05-18",
    "2027-11-02",
    "2028-01-01",
)
"""After the holidays, around a change of clocks, after Whit Monday, after the other change, where knowledge ends."""

COUNT = """async ([root, days]) => {
  const { plan, ics } = await import(new URL("assets/plan.js", root).href);
  const { clockAt } = await import(new URL("assets/clocks.js", root).href);
  const data = JSON.parse(document.getElementById("plan_data").content.textContent);
  const clocks = await Promise.all(data.clocks.map(clockAt));
  return days.map(by => {
    try {
      const steps = plan(data, clocks, by);
      const known = steps.every(one => one.askBy !== null);
      return { ics: known ? ics(data, steps, by) : null,
        steps: steps.map(one => [one.task.id, one.askBy, one.due, one.task.calendar, one.why]) };
    } catch (error) { return error.constructor.name; }
  });
}"""


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    return example_on(date.fromisoformat(DAY)).catalog


@contextmanager
def planning(browser: Browser, base: str, journey: str = "day-one", **options: Any) -> Iterator[Page]:
    """A journey's page at noon of the catalog's day, once its script has counted."""
    with watched(browser, base, **{"timezone_id": "Europe/Amsterdam", **options}) as watch:
        watch.open(f"journeys/{journey}/")
        watch.page.wait_for_selector("#plan_form:not([hidden])")
        yield watch.page
        assert watch.faults == []


@pytest.mark.parametrize(
    "journey", ["day-one", "launch-a-campaign", "leaving-us", "new-wholesale-customer", "wedding-order"]
)
def test_the_page_plans_as_the_command_line_does(
    browser: Browser, example: str, catalog: Catalog, journey: str
) -> None:
    clocks = Clocks(catalog)
    with planning(browser, example, journey, timezone_id="America/New_York") as page:
        found = page.evaluate(COUNT, [example, list(DAYS)])
    for by, answer in zip(DAYS, found, strict=True):
        expected = plan(clocks, catalog.journeys[journey], date.fromisoformat(by))
        steps = json.loads(plan_json.render(catalog, expected))["steps"]
        assert answer["steps"] == [
            [s["id"], _seconds(s["ask_by"]), _seconds(s["due"]), s["calendar"], s["why"]] for s in steps
        ], by
        assert answer["ics"] == plan_ics.render(catalog, expected), by


NOTICES = {
    "late": (
        "effect: delayed\nadds: 3 working days",
        "{departments: [it, facilities]}",
        "2027-01-04",
        "2027-01-22",
    ),
    "later": ("effect: delayed\nadds: 5 hours", "{services: [it/laptop-order]}", "2027-01-11", "2027-03-19"),
    "other": ("effect: changed", "{departments: [people]}", "2027-03-10", "2027-03-31"),
}


def test_the_page_plans_with_delays_as_the_command_line_does(browser: Browser, tmp_path: Path) -> None:
    root = copy_of_example(tmp_path / "house")
    organization = root / "site_config/organization.yml"
    text = organization.read_text(encoding="utf-8")
    # what its search knows of English takes half of its build
    organization.write_text(text.replace("\nlanguage: en-GB\n", "\nlanguage: eo\n"), encoding="utf-8")
    for name, (effect, affects, first, last) in NOTICES.items():
        (root / f"catalog/notices/{name}.yml").write_text(
            f"title: Notice {name}\n{effect}\naffects: {affects}\nfrom: {first}\nuntil: {last}\n",
            encoding="utf-8",
        )
    catalog = opened(root, date.fromisoformat(DAY)).catalog
    clocks, days = (
        Clocks(catalog),
        [f"2027-{month:02}-{day:02}" for month in (1, 2, 3, 4) for day in (4, 11, 19, 26)],
    )
    said = ""
    with served(build_well(root, root / "site")) as base, planning(browser, base) as page:
        found = page.evaluate(COUNT, [base, days])
    for by, answer in zip(days, found, strict=True):
        expected = plan(clocks, catalog.journeys["day-one"], date.fromisoformat(by))
        steps = json.loads(plan_json.render(catalog, expected))["steps"]
        known = [step for step in answer["steps"] if step[1] is not None]
        assert known == [
            [s["id"], _seconds(s["ask_by"]), _seconds(s["due"]), s["calendar"], s["why"]]
            for s in steps[len(steps) - len(known) :]
        ], by
        said += json.dumps(known)
    assert "With 3 working days more: Notice late." in said
    assert "With 5 hours more: Notice later." in said
    assert "Uncertain: Notice other." in said


def _seconds(iso: str) -> int:
    return int(datetime.fromisoformat(iso).timestamp())


def test_picking_a_day_shows_its_plan_in_the_readers_zone(browser: Browser, example: str) -> None:
    with planning(browser, example, timezone_id="Africa/Nairobi") as page:
        page.fill("#plan_form [name=by]", "2027-03-30")
        rows = page.locator("#plan_rows > li")
        expect(rows).to_have_count(11)
        badge = page.locator("#step-badge")
        expect(badge.locator(".sb-plan__ask")).to_have_text(
            "before Mon 22 Mar 2027, 17:00 (15:00 in Amsterdam)"
        )
        expect(badge.locator(".sb-plan__why")).to_contain_text("Within 2 working days (cutoff 15:00)")
        expect(page.locator("#plan_said")).to_have_text(
            "To be ready by 30 Mar 2027 (start of the day), request each step by these dates."
        )


def test_what_is_too_late_is_marked(browser: Browser, example: str) -> None:
    with planning(browser, example) as page:
        page.fill("#plan_form [name=by]", "2026-12-11")
        expect(page.locator("#plan_said")).to_contain_text(
            'Too late for 2 of 11 steps to be ready by 11 Dec 2026: "One list, kept until every line is ticked"'
        )
        late = page.locator("#plan_rows > li.is-late")
        expect(late).to_have_count(2)
        expect(late.first).to_contain_text("before 15 Nov 2026 too late")
        expect(page.locator("#plan_file")).to_be_hidden()


@pytest.mark.parametrize(
    ("by", "said"),
    [
        ("2026-11-01", "This page plans for days from 22 Nov 2026 until 22 Jan 2028."),
        ("2030-01-01", "This page plans for days from 22 Nov 2026 until 22 Jan 2028."),
        ("2028-01-20", "No plan can be given for 20 Jan 2028: not all calendars are known until then."),
        ("", "Pick the day by which everything must be ready."),
    ],
)
def test_a_day_without_a_plan_says_so(browser: Browser, example: str, by: str, said: str) -> None:
    with planning(browser, example) as page:
        page.fill("#plan_form [name=by]", by)
        expect(page.locator("#plan_said")).to_have_text(said)
        expect(page.locator("#plan_rows > li")).to_have_count(11)
        expect(page.locator("#plan_rows time")).to_have_count(0)
        expect(page.locator("#plan_file")).to_be_hidden()


def test_the_saved_file_is_the_one_of_the_command_line(
    browser: Browser, example: str, tmp_path: Path
) -> None:
    with planning(browser, example) as page:
        page.fill("#plan_form [name=by]", "2027-03-29")
        with page.expect_download() as waiting:
            page.click("#plan_save")
        download = waiting.value
        assert download.suggested_filename == "day-one-2027-03-29.ics"
        download.save_as(tmp_path / "plan.ics")
    root = ("--root", str(REPOSITORY), "--today", DAY)
    done = run("plan", "day-one", *root, "--by", "2027-03-29", "--format", "ics")
    assert (tmp_path / "plan.ics").read_bytes().decode() == done.stdout


def test_without_scripts_a_typical_day_is_planned(browser: Browser, example: str) -> None:
    with watched(browser, example, java_script_enabled=False) as watch:
        page = watch.open("journeys/day-one/")
        expect(page.locator("#plan_form")).to_be_hidden()
        expect(page.locator("#plan_said")).to_contain_text(
            "by 1 Feb 2027 (start of the day, Europe/Amsterdam)"
        )
        expect(page.locator("#plan_rows > li")).to_have_count(11)
        expect(page.locator("#plan_rows > li").last).to_contain_text("by Thu 28 Jan 2027, 17:00")


def test_a_calendar_out_of_reach_leaves_the_typical_plan(browser: Browser, example: str) -> None:
    with watched(browser, example) as watch:
        watch.page.route("**/clock/**", lambda route: route.fulfill(status=200, body="not JSON"))
        page = watch.open("journeys/day-one/")
        expect(page.locator("#plan_form")).to_have_count(0)
        expect(page.locator("#plan_rows > li")).to_have_count(11)


def test_what_is_too_late_is_said_before_the_steps(browser: Browser, example: str) -> None:
    with planning(browser, example, width=360) as page:
        page.fill("#plan_form [name=by]", "2026-12-11")
        expect(page.locator("#plan_said b").first).to_have_text("Too late for 2 of 11 steps")
        said, rows = (page.locator(one).bounding_box() for one in ("#plan_said", "#plan_rows"))
        assert said is not None and rows is not None
        assert said["y"] + said["height"] <= rows["y"]


def test_the_script_draws_the_bars_that_the_page_has(browser: Browser, example: str) -> None:
    bars = "paths => paths.map(path => path.getAttribute('d'))"
    with watched(browser, example, java_script_enabled=False) as watch:
        made = watch.open("journeys/day-one/").locator("#plan_rows path").all()
        before = [one.get_attribute("d") for one in made]
    with planning(browser, example, width=360) as page:
        assert page.locator("#plan_rows path").evaluate_all(bars) == before
        expect(page.locator("#plan_rows svg").first).to_be_visible()
        page.fill("#plan_form [name=by]", "2027-03-30")
        assert page.locator("#plan_rows path").evaluate_all(bars) != before
