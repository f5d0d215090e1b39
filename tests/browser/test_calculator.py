"""When will it be done? The page, its script, the command line and its JSON give one and the same answer."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date, datetime
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from servicebook import links
from servicebook.analysis.escalation_times import escalation_times
from servicebook.analysis.promise_periods import customers
from servicebook.analysis.quote import quote
from servicebook.clock.zones import resolve_local, seconds_of
from servicebook.model.catalog import Catalog
from servicebook.model.clocks import Clocks
from servicebook.model.service import Service
from servicebook.reports import quote_json
from tests.browser.watching import watched
from tests.sites import DAY, NO_WORDS, build_well, served
from tests.support import IT, REPOSITORY, SMALL, example_on, make_catalog, opened, run

HERE = "Europe/Amsterdam"
SATURDAY = datetime.fromisoformat("2026-11-21T14:05:00+01:00")
REPAIR = "services/it/laptop-repair/"
MOMENTS = (
    "2026-11-21T14:05", "2026-11-23T13:59", "2026-11-23T14:00", "2026-12-23T17:59", "2027-01-31T23:30",
    "2027-03-27T16:30", "2027-12-20T10:00",
)  # fmt: skip
"""Local times of the reader: a weekend, around a cutoff, before holidays, the end of a month, before the clocks
change, near the end of what is known."""

TRY = """([moments, priorities, channels, customers]) => {
  const form = document.getElementById("promise_when");
  const set = (name, value) => {
    const field = form.elements[name];
    if (field && field.value !== value) {
      field.value = value;
      field.dispatchEvent(new Event("input", { bubbles: true }));
    }
    return field ? field.value === value : false;
  };
  const instant = element => element ? Date.parse(element.dateTime) / 1000 : null;
  const found = [];
  // customers change least, since another one is told to the whole page, which counts twice then
  const every = customers.flatMap(customer => moments.flatMap(at => priorities.flatMap(priority => channels.map(
    channel => ({ at, priority, channel, customer })))));
  for (const { at, priority, channel, customer } of every) {
    set("at", at);
    set("priority", priority);
    if (channel && !set("channel", channel)) continue;
    if (!channel) set("channel", "");
    if (customer && !set("customer", customer)) continue;
    if (!customer) set("customer", "");
    const steps = [...document.querySelectorAll("#promise_line > [data-measure]")];
    found.push({ at, priority, channel, customer,
      targets: steps.map(step => [
        step.dataset.measure, Date.parse(step.dataset.received) / 1000 || null, instant(step.querySelector("time")),
      ]),
      escalation: [...document.querySelectorAll("[data-late]")].map(mark => instant(mark.querySelector("time"))),
    });
  }
  return JSON.stringify(found);
}"""
"""A text, since Playwright looks at each value of a list three times, which takes longer than to count it."""


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    return example_on(date.fromisoformat(DAY)).catalog


@pytest.fixture(scope="module")
def clocks(catalog: Catalog) -> Clocks:
    return Clocks(catalog)


@pytest.fixture
def page(browser: Browser, example: str) -> Iterator[Page]:
    """Laptop repair on a Saturday, for a reader in the provider's zone."""
    with at_laptop_repair(browser, example) as (page, faults):
        yield page
        assert faults == []


def at_laptop_repair(browser: Browser, example: str, **options: Any) -> Any:
    return _visited(browser, example, REPAIR, **options)


class _visited:  # noqa: N801  # reads as a function
    """A page of the example at a fixed moment, once its calculator has counted; and its faults."""

    def __init__(self, browser: Browser, base: str, path: str, **options: Any) -> None:
        self.watching = watched(browser, base, **{"timezone_id": HERE, "at": SATURDAY, **options})
        self.path = path

    def __enter__(self) -> tuple[Page, list[str]]:
        watch = self.watching.__enter__()
        watch.open(self.path)
        watch.page.wait_for_selector("#promise_when:not([hidden])")
        return watch.page, watch.faults

    def __exit__(self, *raised: Any) -> None:
        self.watching.__exit__(*raised)


def answers(
    clocks: Clocks, service: Service, at: datetime, priority: str | None, channel: str | None, customer: str | None
) -> Any:  # fmt: skip
    """What ``servicebook promise --format json`` prints where it knows a date."""
    asked = quote(clocks, service, at, priority=priority, channel=channel, customer=customer)
    return json.loads(quote_json.render(asked, escalation_times(clocks.catalog, asked)))


def seconds(iso: str | None) -> int | None:
    return seconds_of(datetime.fromisoformat(iso)) if iso else None


def as_shown(answer: Any) -> tuple[list[Any], list[int | None]]:
    """The times of an answer in the order of the page, in seconds."""
    order = ("response_time", "resolution_time", "fulfillment_time")
    timed = sorted(
        (t for t in answer["targets"] if t["measure"] in order), key=lambda t: order.index(t["measure"])
    )
    return (
        [[t["measure"], seconds(t["received"]), seconds(t["due"])] for t in timed],
        [seconds(level["from"]) for level in answer["escalation"]],
    )


def local(text: str) -> datetime:
    """A reader's local time as an instant."""
    moment = datetime.fromisoformat(text)
    return datetime.fromtimestamp(resolve_local(ZoneInfo(HERE), moment), ZoneInfo(HERE))


def chosen(catalog: Catalog) -> list[Service]:
    """Every service with an agreement, and others, that have a calculator."""
    live = [s for s in catalog.services.values() if s.lifecycle not in ("planned", "retired")]
    return [s for number, s in enumerate(live) if customers(catalog, s) or number % 9 == 0]


def test_the_calculator_says_what_the_command_line_says(
    browser: Browser, example: str, catalog: Catalog, clocks: Clocks
) -> None:
    compared = refused = agreed = 0
    with watched(browser, example, timezone_id=HERE, at=SATURDAY) as watch:
        for service in chosen(catalog):
            page = watch.open(links.service(service.id))
            if not page.locator("#promise_when").count():
                continue
            page.wait_for_selector("#promise_when:not([hidden])")
            ranked = page.locator("select[name=priority]").count()
            choices = [
                list(catalog.settings.priorities),
                ["", "phone", "form"],
                ["", *customers(catalog, service)],
            ]
            for found in json.loads(page.evaluate(TRY, [MOMENTS, *choices])):
                where = (service.id, found)
                priority, channel, customer = (
                    found[key] or None for key in ("priority", "channel", "customer")
                )
                if not ranked:
                    priority = None
                answer = answers(clocks, service, local(found["at"]), priority, channel, customer)
                refused += any(target["unknown"] for target in answer["targets"])
                targets, levels = as_shown(answer)
                assert found["targets"] == targets, where
                assert found["escalation"] == levels, where
                compared += 1
                agreed += any(t["source"].startswith("agreement:") for t in answer["targets"])
        assert watch.faults == []
    assert compared > 700
    assert agreed > 200
    assert refused > 20


def test_the_command_line_prints_what_is_compared(catalog: Catalog, clocks: Clocks) -> None:
    for service, at, more in (
        ("it/laptop-repair", "2026-12-23T17:59", {"priority": "high"}),
        ("it/laptop-repair", "2027-01-31T23:30", {"customer": "sales"}),
        ("delivery/same-day-delivery", "2026-11-23T14:00", {}),
    ):
        found = catalog.services[service]
        args = [part for name, value in more.items() for part in (f"--{name}", value)]
        done = run(
            "promise", "--root", str(REPOSITORY), "--today", DAY, service, "--asked", local(at).isoformat(),
            "--format", "json", *args,
        )  # fmt: skip
        wanted = answers(
            clocks, found, local(at), more.get("priority"), more.get("channel"), more.get("customer")
        )
        assert json.loads(done.stdout) == wanted


class _Table(HTMLParser):
    """The instants in each row of the table of typical moments to which a page leads."""

    def __init__(self, page: Path) -> None:
        super().__init__()
        self.rows: list[list[int | None]] = []
        self.priority: str | None = None
        text = page.read_text(encoding="utf-8")
        found = re.search(r'<details class="sb-fold sb-moments">.*?<a href="([^"]+)">', text)
        if found:
            table = (page.parent / found[1]).read_text(encoding="utf-8")
            self.feed(table)
            priority = re.search(r"Priority ([^.<]+)\. In ", table)
            self.priority = priority[1] if priority else None
        self.late = re.findall(r'data-late>from <time datetime="([^"]+)"', text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "tr":
            self.rows.append([])
        elif tag == "time":
            self.rows[-1].append(seconds(dict(attrs)["datetime"]))


def test_the_table_without_scripts_says_it_too(example_site: Path, catalog: Catalog, clocks: Clocks) -> None:
    tables = rows = 0
    for service in catalog.services.values():
        table = _Table(example_site / links.service(service.id) / "index.html")
        given = [row for row in table.rows if row]
        if not given:
            continue
        tables += 1
        rows += len(given)
        named = next((p.id for p in catalog.settings.priorities.values() if p.name == table.priority), None)
        for number, (asked, *instants) in enumerate(given):
            assert asked is not None
            at = datetime.fromtimestamp(asked, ZoneInfo(HERE))
            answer = answers(clocks, service, at, named, None, None)
            targets, levels = as_shown(answer)
            dated = [target for target in targets if target[2] is not None]
            usual = dated[-1][1]
            wanted = [usual]
            for _, receipt, due in dated:
                wanted += [due] if receipt == usual else [due, receipt]
            assert instants == wanted, (service.id, at)
            if number == 0:
                assert [seconds(iso) for iso in table.late] == [level for level in levels if level]
    assert tables > 60
    assert 3 * tables <= rows <= 5 * tables


def test_it_says_when_and_why(page: Page) -> None:
    line = page.locator("#promise_line > li")
    expect(line).to_have_count(4)
    assert [text.split("\n")[0] for text in line.all_inner_texts()] == [
        "You ask now",
        "Counted from",
        "First reply by",
        "Done by",
    ]
    assert line.locator("strong").all_inner_texts() == [
        "today, 21 Nov, 14:05",
        "Mon 23 Nov, 07:30",
        "Thu 26 Nov, 18:00",
        "Tue 1 Dec, 18:00",
    ]
    assert "with 3 working days more" in line.nth(3).inner_text()
    assert "in 90 of 100 cases" in line.nth(3).inner_text()
    expect(page.locator("#promise_why")).to_contain_text("Not counted: 2 weekends.")
    expect(page.locator("#when")).to_contain_text("Holidays known until 31 Dec 2027.")
    expect(page.locator("#promise_now")).to_contain_text("with 3 working days more")
    assert page.locator("#sb-content").inner_text().count("Spare screens are late") == 1
    expect(page.locator("#slips")).to_contain_text("from Thu 3 Dec, 18:00")
    expect(page.locator("#promise_line .is-uncertain")).to_have_count(0)


def test_a_request_in_the_address_is_in_the_fields(
    browser: Browser, example: str, catalog: Catalog, clocks: Clocks
) -> None:
    at = datetime.fromisoformat("2026-11-27T15:40:00+01:00")
    address = f"{REPAIR}?asked=2026-11-27T15%3A40%3A00%2B01%3A00&priority=high&customer=nobody#when"
    with _visited(browser, example, address, timezone_id="Africa/Nairobi") as (page, faults):
        expect(page.locator("#promise_when [name=at]")).to_have_value("2026-11-27T17:40")
        expect(page.locator("#promise_when [name=priority]")).to_have_value("high")
        expect(page.locator("[data-ask][aria-pressed=true]")).to_have_count(0)
        shown = page.locator("#promise_line > [data-measure] time").evaluate_all(
            "all => all.map(one => Date.parse(one.dateTime) / 1000)"
        )
        asked = quote(clocks, catalog.services["it/laptop-repair"], at, priority="high")
        due = {seconds_of(answer.due.due) for answer in asked.answers if answer.due}
        assert due and due <= set(shown)
        assert faults == []


def test_measures_that_count_from_different_times_say_why(browser: Browser, example: str) -> None:
    with at_laptop_repair(browser, example) as (page, faults):
        page.fill("input[name=at]", "2026-11-30T15:00")
        reply = page.locator("#promise_line [data-measure=response_time]")
        expect(reply).to_contain_text("counted from Tue 1 Dec, 07:30 (after its cutoff at 14:00)")
        page.select_option("select[name=priority]", "high")
        expect(page.locator("#promise_line > li")).to_have_count(4)
        expect(page.locator("#promise_line")).not_to_contain_text("after its cutoff")
        assert faults == []


def test_a_date_that_a_delay_without_a_time_may_move_is_marked(browser: Browser, example: str) -> None:
    with watched(browser, example, timezone_id="Europe/Amsterdam") as watch:
        page = watch.open("services/purchasing/auction-purchase/")
        page.wait_for_selector("#promise_when:not([hidden])")
        page.clock.set_fixed_time("2026-11-26T08:00:00Z")
        page.reload()
        page.wait_for_selector("#promise_when:not([hidden])")
        expect(page.locator("#promise_now > .is-uncertain")).to_contain_text("uncertain")
        goal = page.locator("#promise_line > .is-goal")
        page.fill("input[name=at]", "2026-11-26T09:00")
        expect(goal).to_have_class("is-goal is-uncertain")
        expect(goal).to_contain_text("uncertain")
        assert (
            page.locator("#sb-content").inner_text().count("Strike in the auction's distribution hall") == 1
        )
        page.fill("input[name=at]", "2026-11-30T09:00")
        expect(goal).to_have_class("is-goal")


def test_the_first_screen_gives_the_date_for_asking_now_whatever_is_tried_below(page: Page) -> None:
    now = page.locator("#promise_now")
    expect(now.locator("time")).to_have_text(["Tue 1 Dec, 18:00", "Thu 26 Nov, 18:00"])
    expect(now).to_contain_text("Ask now → done by")
    page.click("text=Fri 16:00")
    expect(page.locator("#promise_line time").first).to_have_text("Fri 27 Nov, 16:00")
    expect(now.locator("time").first).to_have_text("Tue 1 Dec, 18:00")
    page.click("[data-ask=now]")
    expect(page.locator("#promise_line time").first).to_have_text("today, 21 Nov, 14:05")


def test_near_days_are_called_today_and_tomorrow_as_long_as_they_are(browser: Browser, example: str) -> None:
    with at_laptop_repair(browser, example, at=datetime.fromisoformat("2026-11-26T10:00+01:00")) as (
        page,
        faults,
    ):
        asked, goal = page.locator("#promise_line time").first, page.locator("#promise_now time").first
        expect(asked).to_have_text("today, 26 Nov, 10:00")
        expect(goal).to_have_text("Fri 4 Dec, 18:00")
        page.click("text=Fri 16:00")
        expect(asked).to_have_text("tomorrow, 27 Nov, 16:00")
        page.clock.set_fixed_time("2026-12-02T23:00:00Z")
        page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
        expect(asked).to_have_text("Fri 27 Nov, 16:00")
        page.fill("input[name=at]", "2026-12-04T00:00")
        expect(asked).to_have_text("Fri 4 Dec, 00:00")  # "tomorrow" would be read as its end
        page.fill("input[name=at]", "2026-12-03T00:00")
        expect(asked).to_have_text("today, 3 Dec, 00:00")
        assert faults == []


def test_today_is_that_of_the_reader_s_clocks(browser: Browser, example: str) -> None:
    at = datetime.fromisoformat("2026-11-27T03:00Z")
    with at_laptop_repair(browser, example, at=at, timezone_id="America/New_York") as (page, faults):
        asked = page.locator("#promise_line > li").first
        expect(asked.locator("time")).to_have_text("today, 26 Nov, 22:00")
        expect(asked).to_contain_text("Fri 27 Nov, 04:00 in Amsterdam")
        assert faults == []


def test_an_address_unfolds_the_part_that_it_names(page: Page) -> None:
    part = page.locator("details:has(> #agreements)")
    assert part.evaluate("one => one.open") is False
    page.evaluate("location.hash = 'agreements'")
    expect(part).to_have_attribute("open", "")
    part.locator("> summary").click()
    expect(part).not_to_have_attribute("open", "")
    page.locator('.sb-contents a[href="#agreements"]').click()
    expect(part).to_have_attribute("open", "")


def test_a_delay_is_not_told_beside_a_date_that_it_does_not_touch(page: Page) -> None:
    page.fill("input[name=at]", "2026-11-30T10:00")
    expect(page.locator("#promise_line time").first).to_have_text("Mon 30 Nov, 10:00")
    expect(page.locator("#promise_beside")).to_be_empty()


def test_named_days_are_told_once(page: Page) -> None:
    page.fill("input[name=at]", "2026-12-23T17:59")
    why = page.locator("#promise_why")
    expect(why).to_have_text(
        "Not counted: Company closed between the years (closure), New Year's Day (holiday), the weekend. "
    )


def test_past_what_is_known_there_is_a_sentence_and_no_date(page: Page) -> None:
    page.fill("input[name=at]", "2028-06-01T10:00")
    expect(page.locator("#promise_beside")).to_contain_text(
        "No date can be given: IT desk is known until 31 Dec 2027"
    )
    assert page.locator("#promise_line [data-measure] time").count() == 0
    page.fill("input[name=at]", "2026-11-01T10:00")
    expect(page.locator("#promise_beside")).to_contain_text("this page counts requests from 15 Nov 2026 on")
    assert page.locator("#promise_line [data-measure] time").count() == 0


def test_another_zone_sees_its_own_clocks_and_the_provider_s_beside(browser: Browser, example: str) -> None:
    with at_laptop_repair(browser, example, timezone_id="America/New_York") as (page, faults):
        goal = page.locator("#promise_line .is-goal")
        expect(goal.locator("strong")).to_have_text("Tue 1 Dec, 12:00")
        expect(goal).to_contain_text("Tue 1 Dec, 18:00 in Amsterdam")
        expect(page.locator(".is-now")).to_have_text("Closed, opens Mon 01:30 (07:30 in Amsterdam)")
        assert faults == []


def test_the_reader_s_department_is_remembered_where_it_makes_a_difference(page: Page) -> None:
    page.select_option("select[name=customer]", "sales")
    expect(page.locator("#promise_line")).to_contain_text("by agreement")
    page.reload()
    expect(page.locator("select[name=customer]")).to_have_value("sales")
    expect(page.locator("#promise_line")).to_contain_text("by agreement")
    page.goto(page.url.replace("laptop-repair", "desk-phone"))
    expect(page.locator("select[name=customer]")).to_have_count(0)


def test_the_fields_work_from_the_keyboard_and_say_what_changed(page: Page) -> None:
    page.locator("[data-ask]").last.focus()
    page.keyboard.press("Enter")
    expect(page.locator("[data-ask][aria-pressed=true]")).to_have_text("Mon 08:00")
    expect(page.locator("#promise_line time").first).to_have_text("Mon 23 Nov, 08:00")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.name") == "at"
    page.locator("select[name=priority]").focus()
    page.keyboard.press("ArrowUp")
    expect(page.locator("#promise_said")).to_contain_text("within 1 hour")
    page.locator(".sb-moments summary").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".sb-moments table")).to_be_visible()
    expect(page.locator(".sb-moments > p")).to_have_text("In Amsterdam time.")
    expect(page.locator(".sb-moments a")).to_have_count(0)
    expect(page.locator("#promise_said")).to_have_text("When it will be done if you ask on typical days")
    assert page.evaluate("document.activeElement.matches('.sb-moments summary')")


def test_the_table_is_fetched_once_and_the_focus_goes_to_what_stays(browser: Browser, example: str) -> None:
    held: list[Route] = []
    with watched(browser, example) as watch:
        watch.page.route("**/clock/*.htm", lambda route: held.append(route))
        page = watch.open(REPAIR)
        assert held == []
        page.locator(".sb-moments summary").click()
        page.locator(".sb-moments a").focus()
        while not held:
            page.evaluate("null")  # while it is answered, routes are called
        held[0].continue_()
        expect(page.locator(".sb-moments table")).to_be_visible()
        assert page.evaluate("document.activeElement.matches('.sb-moments summary')")
        for _ in range(2):
            page.keyboard.press("Enter")
        expect(page.locator(".sb-moments table")).to_be_visible()
        assert len(held) == 1
        assert watch.faults == []


@pytest.mark.parametrize(
    "answer",
    [
        {"status": 503, "body": "<body class='sb-alone'><main><table></table></main>"},
        {"status": 200, "body": "<main><h1>Log in</h1><p>Who are you?</p></main>"},
        {"status": 302, "headers": {"Location": "https://elsewhere.example.org/"}},
    ],
    ids=["fails", "is another page", "is elsewhere"],
)
def test_the_link_stays_where_its_answer(browser: Browser, example: str, answer: dict[str, Any]) -> None:
    with watched(browser, example, traffic=True) as watch:
        watch.expected = ("clock/", "Failed to load resource", "elsewhere.example.org")
        watch.page.route("**/clock/*.htm", lambda route: route.fulfill(content_type="text/html", **answer))
        page = watch.open(REPAIR)
        with page.expect_request("**/clock/*.htm"):
            page.locator(".sb-moments summary").click()
        watch.rest()
        expect(page.locator(".sb-moments > :not(summary)")).to_have_count(1)
        expect(page.locator(".sb-moments a")).to_be_visible()
        assert watch.faults == []


def test_without_scripts_a_link_leads_to_the_table_and_there_are_no_fields(
    browser: Browser, example: str
) -> None:
    with watched(browser, example, java_script_enabled=False) as watch:
        page = watch.open(REPAIR)
        page.locator(".sb-moments a").click()
        assert page.title() == "When it will be done if you ask on typical days"
        assert page.get_by_role("table").is_visible()
        page.go_back()
        assert not page.locator("#promise_when").is_visible()
        assert not page.locator(".is-now").is_visible()
        assert (page.locator("#slips").text_content() or "").count("from ") == 2
        assert "within 3 working days" in page.locator("#promise").inner_text()


def test_where_the_calendar_is_out_of_reach_the_page_stays_and_unfolds_its_table(
    browser: Browser, example: str
) -> None:
    with watched(browser, example) as watch:
        watch.expected = ("clock/", "Failed to load resource")
        watch.page.route("**/clock/*.json", lambda route: route.fulfill(status=503))
        page = watch.open(REPAIR)
        expect(page.locator(".sb-moments table")).to_be_visible()
        expect(page.locator("#promise_when")).to_have_count(0)
        expect(page.locator(".is-now")).to_be_hidden()
        expect(page.locator("#promise_line .is-goal")).to_contain_text("within 3 working days")
        expect(page.locator("#promise_now")).to_contain_text("within 3 working days")
        assert watch.faults == []


@pytest.mark.parametrize(
    ("at", "words", "today"),
    [
        ("2026-11-23T10:00:00+01:00", "Open until 18:00", "Mon–Fri"),
        ("2026-11-22T10:00:00+01:00", "Closed, opens Mon 07:30", "Sat–Sun"),
        ("2026-11-23T18:00:00+01:00", "Closed, opens Tue 07:30", "Mon–Fri"),
        (
            "2026-12-25T10:00:00+01:00",
            "Closed: Company closed between the years, opens Mon 4 Jan 2027, 07:30",
            "Mon–Fri",
        ),
    ],
)  # fmt: skip
def test_a_department_says_whether_it_is_open_now(
    browser: Browser, example: str, at: str, words: str, today: str
) -> None:
    with watched(browser, example, timezone_id=HERE, at=datetime.fromisoformat(at)) as watch:
        page = watch.open("departments/it/")
        expect(page.locator(".is-now")).to_have_text(words)
        expect(page.locator(".is-now")).to_have_class(
            re.compile("is-open" if words.startswith("Open") else "is-shut")
        )
        expect(page.locator(".sb-hours .is-today th")).to_have_text(today)
        assert watch.faults == []


@pytest.fixture(scope="module")
def odd_root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A calendar that never opens, one of which nothing is known any more, and an agreement that ends soon."""
    week = '{mon: ["09:00-17:00"]}'
    files = {
        "mkdocs.yml": "site_name: Odd\ndocs_dir: pages\ntheme: {name: servicebook}\nplugins: [servicebook]\n",
        "pages/x.md": "# X\n",
        "site_config/organization.yml": "name: Odd\nzone: Europe/Amsterdam\nlanguage: eo\n",
        "site_config/rules.yml": 'severities: {calendar-never-open: "off"}\n',
        "site_config/calendars.yml": (
            f"never: {{name: Never}}\noffice: {{name: Office, open: {week}}}\n"
            f"old: {{name: Old hours, open: {week}, known_until: 2026-10-01}}\n"
        ),
        **{
            f"{IT}/services/{name}.yml": (
                f"name: {name}\nsummary: S\nsupport_hours: {name}\n"
                "targets: [{measure: fulfillment_time, within: 2 hours}]\nescalation: [{role: it/lead}]\n"
            )
            for name in ("never", "old", "office")
        },
        "catalog/departments/hr/services/pay.yml": (
            "name: Pay\nsummary: S\ntargets: [{measure: fulfillment_time, within: 2 hours}]\n"
        ),
    }
    files["catalog/agreements/soon.yml"] = (
        "provider: it\ncustomer: hr\ncovers: [it/office]\neffective_until: 2026-12-07\n"
        "targets: [{measure: fulfillment_time, within: 1 hour}]\n"
    )
    root = make_catalog(tmp_path_factory.mktemp("odd"), {**files, **NO_WORDS}, base=SMALL)
    for party, role in (("it", "it/lead"), ("hr", "hr/head")):
        done = run("accept", "soon", "--party", party, "--by", role, "--root", str(root), "--today", DAY)
        assert done.returncode == 0, done.stderr
    return root


@pytest.fixture(scope="module")
def odd(odd_root: Path) -> Iterator[str]:
    with served(build_well(odd_root, odd_root / "site")) as address:
        yield address


def test_past_the_last_day_of_an_agreement_page_and_command_line_give_the_service_s_own_promise(
    browser: Browser, odd_root: Path, odd: str
) -> None:
    clocks = Clocks(opened(odd_root, date.fromisoformat(DAY)).catalog)
    service = clocks.catalog.services["it/office"]
    last, next_week = "2026-12-07T10:00", "2026-12-14T10:00"
    with _visited(browser, odd, links.service(service.id)) as (page, faults):
        shown = json.loads(page.evaluate(TRY, [[last, next_week], ["normal"], [""], ["hr"]]))
        assert faults == []
    for found, hours in zip(shown, (1, 2), strict=True):
        at = local(found["at"])
        answer = answers(clocks, service, at, None, None, "hr")
        assert (found["targets"], found["escalation"]) == as_shown(answer)
        assert seconds(answer["targets"][0]["due"]) == seconds_of(at) + 3600 * hours


@pytest.mark.parametrize(
    ("service", "static", "counted"),
    [
        ("it/never", "The calendar \"Never\" is never open", "Never is never open"),
        (
            "it/old",
            "The calendar \"Old hours\" is known until 2026-10-01",
            "Old hours is known until 1 Oct 2026",
        ),
    ],
)  # fmt: skip
def test_where_no_date_can_be_given_the_page_says_so(
    browser: Browser, odd: str, service: str, static: str, counted: str
) -> None:
    with _visited(browser, odd, links.service(service)) as (page, faults):
        expect(page.locator("#when")).to_contain_text(static)
        expect(page.locator("#promise_beside")).to_contain_text(counted)
        assert page.locator("#promise time, [data-measure] time").count() == 0
        assert page.locator(".sb-moments").count() == 0
        assert faults == []


def test_a_promise_that_nobody_said_the_hours_of_has_no_date(browser: Browser, odd: str) -> None:
    with watched(browser, odd) as watch:
        page = watch.open(links.service("hr/pay"))
        expect(page.locator("#when")).to_contain_text(
            "It is not said on which hours this is counted, so no date can be given."
        )
        assert page.locator("#promise time, #promise_when").count() == 0
        assert watch.faults == []
