"""My department: said once, remembered in this browser, followed everywhere, and never needed."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import datetime

import pytest
from playwright.sync_api import Browser, Locator, Page, Request, expect

from tests.browser.barriers import BY_LOOK, violations
from tests.browser.watching import Scheme, Watched, watched
from tests.sites import SUB_PATH

HERE = "Europe/Amsterdam"
SATURDAY = datetime.fromisoformat("2026-11-21T14:05:00+01:00")
REPAIR = "services/it/laptop-repair/"
AGREED = "Agreed with your department, Sales: Laptops for people on the road, until 31 Dec 2036."
ASSETS = "document.querySelector('script[src$=\"assets/servicebook.js\"]').src"
SAID = f"async () => (await import(new URL('mine.js', {ASSETS}))).mine()"
KEPT = "Object.keys(localStorage).filter(key => key.startsWith('servicebook.'))"
KEEP = """([department, zone]) => {
  localStorage["servicebook.department"] = department;
  localStorage["servicebook.zone"] = zone;
}"""
CHANGES = [
    f"{month}-{day:02}"
    for month, days in (("2026-03", range(7, 10)), ("2026-03", range(28, 31)), ("2026-04", range(4, 7)),
                        ("2026-10", (3, 4, 5, 24, 25, 26)), ("2026-10", (31,)), ("2026-11", (1, 2)), ("2027-01", (1,)))
    for day in days
]  # fmt: skip
"""Days around those on which the clocks of the zones tried here change."""
FORBIDDEN = """Object.defineProperty(window, "localStorage", {
  get() { throw new DOMException("The operation is insecure.", "SecurityError"); },
});"""
FULL = """Storage.prototype.setItem = () => { throw new DOMException("full", "QuotaExceededError"); };"""
EVERY_HALF_HOUR = """async ([assets, days]) => {
  const { fieldTime, instantOf } = await import(new URL("clocks.js", assets));
  const faults = [];
  let tried = 0;
  for (const day of days) {
    for (let minute = 0; minute < 1440; minute += 30) {
      const text = `${day}T${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;
      const right = new Date(text).getTime() / 1000;
      tried += 1;
      if (instantOf(text) !== right) faults.push(`${text}: ${instantOf(text)}, not ${right}`);
      const date = new Date(right * 1000);
      const shown = new Date(date - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
      if (fieldTime(right) !== shown) faults.push(`${text}: shown as ${fieldTime(right)}, not ${shown}`);
    }
  }
  return [tried, faults];
}"""


@pytest.fixture
def reader(browser: Browser, example: str) -> Iterator[Watched]:
    """A reader in Amsterdam on a Saturday, who meets no fault."""
    with watched(browser, example, timezone_id=HERE, at=SATURDAY) as watch:
        yield watch
        assert watch.faults == []


def opened_panel(page: Page) -> None:
    if page.locator(".sb-menu summary").is_visible():
        page.locator(".sb-menu summary").click()
    page.locator(".sb-mine:visible").click()
    expect(page.locator("dialog.sb-panel")).to_be_visible()


def chosen(page: Page, field: str) -> Locator:
    return page.get_by_role("dialog").get_by_role("combobox", name=field, exact=True)


def say(page: Page, *, department: str | None = None, zone: str | None = None) -> None:
    opened_panel(page)
    if department is not None:
        page.select_option("dialog select[name=department]", department)
    if zone is not None:
        page.select_option("dialog select[name=zone]", zone)
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator("dialog.sb-panel")).to_be_hidden()


def test_a_department_is_chosen_by_keyboard_and_remembered_on_another_page(reader: Watched) -> None:
    page = reader.open(REPAIR)
    button = page.get_by_role("button", name="My department")
    button.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog", name="My department")).to_be_visible()
    expect(chosen(page, "Department")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("dialog.sb-panel")).to_be_hidden()
    expect(button).to_be_focused()
    page.keyboard.press("Enter")
    expect(chosen(page, "Department")).to_be_focused()
    page.keyboard.type("Sales")
    page.keyboard.press("Tab")
    expect(chosen(page, "Time zone")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("dialog.sb-panel")).to_be_hidden()
    named = page.get_by_role("button", name="My department: Sales")
    expect(named).to_be_focused()
    expect(named).to_have_text("Sales")
    reader.open("departments/it/")
    expect(page.get_by_role("button", name="My department: Sales")).to_be_visible()


def test_nothing_is_asked_for_and_nothing_shown_until_somebody_says_something(reader: Watched) -> None:
    asked: list[str] = []

    def note(request: Request) -> None:
        asked.append(request.url)

    reader.page.on("request", note)
    page = reader.open(REPAIR)
    expect(page.locator("#promise_when")).to_be_visible()
    reader.page.remove_listener("request", note)  # the window is used again
    assert asked and not [url for url in asked if "mine.json" in url or "mine_panel" in url]
    expect(page.locator("[data-yours]").first).to_be_hidden()
    assert page.evaluate(KEPT) == []


def test_the_agreement_of_my_department_is_told_at_the_promise(reader: Watched) -> None:
    page = reader.open(REPAIR)
    told = page.locator("#promise [data-yours]:visible")
    say(page, department="sales")
    expect(told).to_have_text(AGREED)
    expect(page.locator("select[name=customer]")).to_have_value("sales")
    expect(page.locator("#promise_line")).to_contain_text("by agreement")
    say(page, department="customer-service")
    expect(told).to_contain_text("Agreed with Sales, which your department is part of:")
    expect(page.locator("#promise_line")).to_contain_text("by agreement")
    say(page, department="legal")
    expect(told).to_have_count(0)
    expect(page.locator("#promise_line")).not_to_contain_text("by agreement")
    say(page, department="people")
    reader.open("services/facilities/access-badge/")
    expect(told).to_contain_text("(not accepted yet). The same is promised to you as to everybody.")
    page.locator("#promise [data-yours]:visible a").click()
    expect(page.locator("h1")).to_have_text("A desk and a key on day one")
    expect(page.locator(".sb-facts")).to_contain_text("With your department")


def test_lists_mark_what_is_mine_and_offer_the_promises_to_my_department(reader: Watched) -> None:
    page = reader.open("agreements/")
    say(page, department="sales")
    marked = page.locator(".sb-row", has=page.locator(".is-yours:visible"))
    expect(marked).to_have_count(3)
    for row in marked.all():
        expect(row.locator(".sb-row__by")).to_contain_text("Sales")
    reader.open("departments/it/#agreements")  # which unfolds them
    expect(page.locator("#agreements li", has=page.locator(".is-yours:visible"))).to_contain_text(["Sales"])
    reader.open("departments/sales/")
    expect(page.locator("#agreements .is-yours:visible")).to_have_count(0)
    reader.open("sla/#agreements")
    expect(page.locator("#agreements tr", has=page.locator(".is-yours:visible"))).to_have_count(3)
    offer = page.get_by_role("link", name="for Sales, your department")
    number = re.match(r"\d+", offer.inner_text())
    assert number is not None
    assert page.locator("[data-item]:visible").count() > int(number.group())
    offer.click()
    page.wait_for_url("**/sla/?customer=sales")
    expect(page.locator("[data-item]:visible")).to_have_count(int(number.group()))
    expect(page.locator("[data-item]:visible:not([data-customer~=sales])")).to_have_count(0)


def test_forget_forgets(reader: Watched) -> None:
    page = reader.open(REPAIR)
    opened_panel(page)
    expect(page.get_by_role("button", name="Forget")).to_have_count(0)
    page.get_by_role("button", name="Cancel").click()
    say(page, department="sales", zone="Africa/Nairobi")
    opened_panel(page)
    expect(chosen(page, "Department")).to_have_value("sales")
    expect(chosen(page, "Time zone")).to_have_value("Africa/Nairobi")
    page.get_by_role("button", name="Forget").click()
    expect(page.locator("dialog.sb-panel")).to_be_hidden()
    expect(page.get_by_role("button", name="My department", exact=True)).to_be_focused()
    expect(page.locator("#promise [data-yours]:visible")).to_have_count(0)
    assert page.evaluate(KEPT) == []
    assert page.evaluate(SAID) == {"department": None, "zone": None}


def test_what_is_chosen_in_the_calculator_is_mine_everywhere(reader: Watched) -> None:
    page = reader.open(REPAIR)
    page.select_option("select[name=customer]", "sales")
    expect(page.get_by_role("button", name="My department: Sales")).to_be_visible()
    page.select_option("select[name=customer]", "")
    expect(page.get_by_role("button", name="My department", exact=True)).to_be_visible()


NEVER_SAID = [
    ('"><img src=x onerror=alert(1)>', "Nowhere/Else"),
    ("no-such-department", "+05:00"),
    ("sales sales", "<b>UTC</b>"),
    ("constructor", "constructor"),
    ("", ""),
    ("a" * 100_000, "a" * 100_000),
]


def test_what_nobody_could_have_said_is_ignored(reader: Watched) -> None:
    page = reader.open(REPAIR)
    for department, zone in NEVER_SAID:
        page.evaluate(KEEP, [department, zone])
        page.reload()
        opened_panel(page)
        expect(chosen(page, "Department")).to_have_value("")
        expect(chosen(page, "Time zone")).to_have_value("")
        page.keyboard.press("Escape")
        expect(page.locator(".sb-mine:visible")).to_have_text("My department")
        expect(page.locator("#promise_line strong").first).to_have_text("today, 21 Nov, 14:05")
        expect(page.locator("#promise [data-yours]:visible")).to_have_count(0)
        assert page.evaluate(SAID) == {"department": None, "zone": None}


def test_what_could_not_be_an_id_is_ignored_even_before_the_list_is_there(
    browser: Browser, example: str
) -> None:
    with watched(browser, example) as watch:
        watch.expected = ("mine.json", "Failed to load resource")
        watch.page.route("**/mine.json", lambda route: route.fulfill(status=503))
        page = watch.open("departments/")
        for department in ('"><img src=x onerror=alert(1)>', "Sales", "a" * 64, " sales"):
            page.evaluate(KEEP, [department, HERE])
            page.reload()
            assert page.evaluate(SAID) == {"department": None, "zone": HERE}
        assert watch.faults == []


@pytest.mark.parametrize("script", [FORBIDDEN, FULL])
def test_where_nothing_can_be_kept_it_holds_until_the_page_is_left(
    browser: Browser, example: str, script: str
) -> None:
    with watched(browser, example, timezone_id=HERE, at=SATURDAY, fresh=True) as watch:
        watch.add_script(script)
        page = watch.open(REPAIR)
        say(page, department="sales", zone="Africa/Nairobi")
        expect(page.locator("#promise [data-yours]:visible")).to_have_text(AGREED)
        expect(page.locator("#promise_line strong").first).to_have_text("today, 21 Nov, 16:05")
        page.reload()
        expect(page.locator("#promise_line strong").first).to_have_text("today, 21 Nov, 14:05")
        expect(page.locator("#promise [data-yours]:visible")).to_have_count(0)
        assert watch.faults == []


def test_dates_are_in_the_zone_that_was_said_with_the_provider_s_beside(reader: Watched) -> None:
    page = reader.open(REPAIR)
    goal = page.locator("#promise_line .is-goal")
    expect(goal.locator("strong")).to_have_text("Tue 1 Dec, 18:00")
    expect(goal).not_to_contain_text("in Amsterdam")
    say(page, zone="America/New_York")
    expect(goal.locator("strong")).to_have_text("Tue 1 Dec, 12:00")
    expect(goal).to_contain_text("Tue 1 Dec, 18:00 in Amsterdam")
    expect(page.locator("#promise_why")).to_contain_text("Dates are in New York time, as you chose.")
    expect(page.locator("#slips")).to_contain_text("from Thu 3 Dec, 12:00")
    expect(page.locator(".is-now")).to_have_text("Closed, opens Mon 01:30 (07:30 in Amsterdam)")
    page.fill("input[name=at]", "2026-11-23T07:59")
    expect(page.locator("#promise_line time").first).to_have_text("Mon 23 Nov, 07:59")
    expect(page.locator("#promise_line time").first).to_have_attribute("datetime", "2026-11-23T12:59:00.000Z")
    say(page, zone="")
    expect(page.locator("#promise_line time").first).to_have_attribute("datetime", "2026-11-23T06:59:00.000Z")
    expect(page.locator("#promise_why")).not_to_contain_text("as you said")
    reader.open(REPAIR)
    say(page, zone="Europe/Berlin")
    expect(page.locator("#promise_why")).not_to_contain_text("as you said")


def test_a_journey_s_plan_follows_the_zone(reader: Watched) -> None:
    page = reader.open("journeys/day-one/")
    page.fill("#plan_form input[name=by]", "2027-02-01")
    first = page.locator("#plan_rows time").first
    before = first.get_attribute("datetime")
    words = first.inner_text()
    say(page, zone="Asia/Tokyo")
    expect(first).not_to_have_text(words)
    assert first.get_attribute("datetime") == before


@pytest.mark.parametrize("zone", [HERE, "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "UTC"])
def test_times_of_the_reader_s_are_read_as_the_browser_reads_its_own(
    browser: Browser, example: str, zone: str
) -> None:
    with watched(browser, example, timezone_id=zone) as watch:
        watch.page.goto(
            f"{example}assets/logo.svg"
        )  # the script needs an address of the site, and no page of it
        tried, faults = watch.page.evaluate(EVERY_HALF_HOUR, [f"{example}assets/", CHANGES])
        assert tried == len(CHANGES) * 48
        assert faults == []


def test_another_tab_follows(reader: Watched) -> None:
    page = reader.open(REPAIR)
    other = page.context.new_page()
    other.goto(reader.base + "agreements/")
    say(other, department="sales")
    expect(page.locator("#promise [data-yours]:visible")).to_have_text(AGREED)
    expect(page.get_by_role("button", name="My department: Sales")).to_be_visible()


def test_a_page_that_is_gone_back_to_follows(reader: Watched) -> None:
    page = reader.open(REPAIR)
    page.evaluate(KEEP, ["sales", ""])
    page.evaluate("dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))")
    expect(page.locator("#promise [data-yours]:visible")).to_have_text(AGREED)


def test_a_click_beside_the_panel_closes_it_and_says_nothing(reader: Watched) -> None:
    page = reader.open(REPAIR)
    opened_panel(page)
    page.select_option("dialog select[name=department]", "sales")
    page.locator("dialog h2").click()
    expect(page.locator("dialog.sb-panel")).to_be_visible()
    page.mouse.click(20, 400)
    expect(page.locator("dialog.sb-panel")).to_be_hidden()
    assert page.evaluate(SAID) == {"department": None, "zone": None}


def test_without_scripts_there_is_no_control_and_no_place_for_it(browser: Browser, example: str) -> None:
    with watched(browser, example, java_script_enabled=False) as watch:
        page = watch.open(REPAIR)
        assert [box.bounding_box() for box in page.locator(".sb-mine").all()] == [None]
        assert page.locator("[data-yours]:visible").count() == 0
        watch.resize(360)
        page.locator(".sb-menu summary").click()
        assert [box.bounding_box() for box in page.locator(".sb-mine").all()] == [None]


def test_where_the_list_is_out_of_reach_a_zone_can_be_said(browser: Browser, example: str) -> None:
    with watched(browser, example, timezone_id=HERE, at=SATURDAY) as watch:
        watch.expected = ("mine.json", "Failed to load resource")
        watch.page.route("**/mine.json", lambda route: route.fulfill(status=503))
        page = watch.open(REPAIR)
        page.select_option("select[name=customer]", "sales")
        opened_panel(page)
        expect(page.locator("dialog")).to_contain_text("The list of departments cannot be loaded right now.")
        expect(chosen(page, "Department")).to_be_disabled()
        page.select_option("dialog select[name=zone]", "Africa/Nairobi")
        page.get_by_role("button", name="Save", exact=True).click()
        expect(page.locator("#promise_line strong").first).to_have_text("today, 21 Nov, 16:05")
        expect(page.locator("select[name=customer]")).to_have_value("sales")
        assert watch.faults == []


def test_names_of_departments_are_words_and_nothing_else(reader: Watched) -> None:
    name = '<img src=x onerror="alert(1)"> & "Sales"'
    content = json.dumps(
        {"departments": [["sales", name, "departments/sales/"]], "zones": [["UTC", ["<i>x</i>"]]]}
    )
    reader.page.route(
        "**/mine.json", lambda route: route.fulfill(content_type="application/json", body=content)
    )
    page = reader.open(REPAIR)
    opened_panel(page)
    expect(page.locator("dialog option[value=sales]")).to_have_text(name)
    expect(page.locator("dialog option[value=UTC]")).to_have_text("UTC (<i>x</i>)")
    page.keyboard.press("Escape")
    say(page, department="sales")
    expect(page.locator(".sb-mine:visible")).to_have_text(name)
    assert page.locator(".sb-header img, dialog img").count() == 0


def test_it_works_in_a_folder_of_a_server(browser: Browser, example: str) -> None:
    with watched(browser, example.rstrip("/") + SUB_PATH, traffic=True) as watch:
        page = watch.open(REPAIR)
        say(page, department="sales")
        expect(page.locator("#promise [data-yours]:visible")).to_have_text(AGREED)
        watch.open("")
        expect(page.get_by_role("button", name="My department: Sales")).to_be_visible()
        assert watch.faults == []


@pytest.mark.parametrize(
    ("scheme", "width"), [("light", 1280), ("dark", 1280), ("light", 320), ("dark", 360)]
)
def test_the_panel_fits_the_screen_and_has_no_barrier_that_a_machine_can_find(
    browser: Browser, example: str, scheme: Scheme, width: int
) -> None:
    rules = None if scheme == "light" else BY_LOOK  # it is the same document in the dark
    with watched(browser, example, scheme=scheme, width=width) as watch:
        page = watch.open(REPAIR)
        opened_panel(page)
        assert (
            violations(watch, "dialog", rules=rules) == []
        )  # what is behind it was looked at before it was opened
        assert watch.too_wide() == []
        page.select_option("dialog select[name=department]", "purchasing")
        page.select_option("dialog select[name=zone]", "America/Argentina/San_Juan")
        page.get_by_role("button", name="Save", exact=True).click()
        expect(page.locator("dialog.sb-panel")).to_be_hidden()
        assert watch.too_wide() == []
        assert violations(watch, rules=rules) == []
        opened_panel(page)
        assert violations(watch, "dialog", rules=rules) == []
        assert watch.too_wide() == []
        assert watch.faults == []


def test_on_a_phone_the_focus_comes_back_to_the_menu(browser: Browser, example: str) -> None:
    with watched(browser, example, width=360) as watch:
        page = watch.open(REPAIR)
        opened_panel(page)
        page.keyboard.press("Escape")
        expect(page.locator(".sb-menu summary")).to_be_focused()
        assert watch.faults == []
