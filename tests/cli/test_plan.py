"""``servicebook plan``: until when each step of a journey must be asked for."""

# ruff: noqa: E501  # one case a line
from __future__ import annotations

import json
import subprocess
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import icalendar
import pytest
from tests.support import HR, IT, SMALL, TODAY, example_on, make_catalog, opened, run

from servicebook.analysis.critical_path import end_of, schedule_tasks
from servicebook.analysis.plan import plan
from servicebook.clock.zones import seconds_of
from servicebook.model.catalog import Catalog
from servicebook.model.clocks import Clocks
from servicebook.reports import plan_ics

WEEK = "{" + ", ".join(f'{day}: ["09:00-17:00"]' for day in ("mon", "tue", "wed", "thu", "fri")) + "}"
FILES = {
    "site_config/organization.yml": "name: Fernhill\nzone: Europe/Berlin\n",
    "site_config/calendars.yml": (
        f"office:\n  name: Office\n  zone: Europe/Berlin\n  open: {WEEK}\n  holidays: {{country: DE, subdivision: BE}}\n"
        f"lagos:\n  name: Lagos\n  zone: Africa/Lagos\n  open: {WEEK}\n"
    ),
    f"{IT}/services/laptop.yml": "name: Laptop\nsummary: A laptop.\nroles: {owner: it/lead}\ntargets: [{measure: fulfillment_time, within: 2 working days, cutoff: '14:00'}]\n",
    f"{HR}/department.yml": "name: HR\nsummary: People.\nhead: hr/head\nsupport_hours: lagos\n",
    "catalog/journeys/day-one.yml": (
        "name: Day one\nsummary: All there.\nformer_ids: [first-day]\nsteps:\n"
        "- {id: tell, title: Tell IT, by: hr, within: 4 hours}\n"
        "- {id: laptop, title: 'A laptop; charged, with \"keys\"', service: it/laptop}\n"
        "- {id: desk, title: A desk, by: hr/head, within: 1 calendar week, after: [tell]}\n"
        "- {id: check, title: Check, by: it, within: 1 working day, after: [laptop, desk]}\n"
    ),
    "catalog/journeys/hope.yml": "name: Hope\nsummary: No time.\nsteps: [{id: wait, title: Wait, by: it}]\n",
}  # fmt: skip
DAY = ("--today", "2026-03-02")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return make_catalog(tmp_path, FILES, base=SMALL)


@pytest.fixture(scope="module")
def example() -> Catalog:
    return example_on(date(2026, 11, 22)).catalog


def planned(root: Path, by: str, *args: str) -> Any:
    done = run("plan", "day-one", "--root", str(root), *DAY, "--by", by, "--format", "json", *args)
    assert (done.returncode, done.stderr) == (0, "")
    return json.loads(done.stdout)


def test_the_keys_are_those_that_other_programs_read(root: Path) -> None:
    answer = planned(root, "2026-04-08")
    assert list(answer) == ["journey", "by", "steps"]
    assert (answer["journey"], answer["by"]) == ("day-one", "2026-04-08")
    assert answer["steps"][-1] == {
        "id": "check", "ask_by": "2026-04-02T17:00:00+02:00", "due": "2026-04-07T17:00:00+02:00", "calendar": "office",
        "why": "Within 1 working day on Office (Europe/Berlin), not counting Good Friday (holiday), the weekend and Easter Monday (holiday); needed before the day begins.",
            "added": [], "uncertain": [],
    }  # fmt: skip


def test_each_step_is_done_before_the_first_that_waits_for_it(root: Path) -> None:
    steps = {step["id"]: (step["ask_by"], step["due"]) for step in planned(root, "2026-04-01")["steps"]}
    assert steps == {
        "check": ("2026-03-30T17:00:00+02:00", "2026-03-31T17:00:00+02:00"),
        "laptop": ("2026-03-26T13:59:59+01:00", "2026-03-30T17:00:00+02:00"),
        "desk": ("2026-03-20T17:00:00+01:00", "2026-03-28T00:00:00+01:00"),
        "tell": ("2026-03-20T13:00:00+01:00", "2026-03-20T17:00:00+01:00"),
    }


def test_the_first_to_ask_for_stands_first(root: Path) -> None:
    assert [step["id"] for step in planned(root, "2026-04-01")["steps"]] == [
        "tell",
        "desk",
        "laptop",
        "check",
    ]


def test_a_second_later_would_be_too_late(root: Path) -> None:
    catalog = opened(root, date(2026, 3, 2)).catalog
    found = plan(Clocks(catalog), catalog.journeys["day-one"], date(2026, 4, 8))
    for one in found.steps:
        asked = seconds_of(one.ask_by)
        assert end_of(one.task, asked).due == seconds_of(one.due) <= seconds_of(one.needed)
        assert end_of(one.task, asked + 1).due > seconds_of(one.needed)


@pytest.mark.parametrize("journey", ["day-one", "launch-a-campaign", "leaving-us", "wedding-order"])
@pytest.mark.parametrize("by", [date(2027, 2, 1), date(2027, 3, 29), date(2027, 5, 18)])
def test_who_asks_by_the_plan_is_done_before_the_day(example: Catalog, journey: str, by: date) -> None:
    found = plan(Clocks(example), example.journeys[journey], by)
    first = min(one.ask_by for one in found.steps)
    assert (
        max(done.ends for done in schedule_tasks([one.task for one in found.steps], first)) <= found.deadline
    )


def test_text_says_when_why_and_what_is_too_late(root: Path) -> None:
    done = run("plan", "day-one", "--root", str(root), "--today", "2026-03-26", "--by", "2026-04-01")
    assert done.returncode == 0
    assert done.stdout == (
        "Day one (day-one)\n"
        "To be ready by 1 Apr 2026 (Europe/Berlin).\n"
        "\n"
        "Too late: Tell IT (HR)\n"
        "  It should have begun by Fri 20 Mar 2026, 13:00.\n"
        '  Within 4 hours on Lagos (Africa/Lagos); needed before "A laptop; charged, with "keys"" and "A desk".\n'
        "\n"
        "Too late: A desk (HR)\n"
        "  It should have begun by Fri 20 Mar 2026, 17:00.\n"
        '  Within 1 calendar week on Lagos (Africa/Lagos); needed before "Check".\n'
        "\n"
        'Request: A laptop; charged, with "keys" (IT)\n'
        "  Before Thu 26 Mar 2026, 14:00; ready by Mon 30 Mar 2026, 17:00.\n"
        '  Within 2 working days (cutoff 14:00) on Office (Europe/Berlin), not counting the weekend; needed before "Check".\n'
        "\n"
        "Start: Check (IT)\n"
        "  By Mon 30 Mar 2026, 17:00; ready by Tue 31 Mar 2026, 17:00.\n"
        "  Within 1 working day on Office (Europe/Berlin); needed before the day begins.\n"
    )


def test_calendar_file_is_read_by_others_as_it_was_meant(root: Path, warm: Path) -> None:
    done = subprocess.run(
        [warm / "servicebook", "plan", "day-one", "--root", root, *DAY, "--by", "2026-04-01", "--format", "ics"],
        capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip
    text = done.stdout
    assert done.returncode == 0
    events = {str(e["UID"]): e for e in icalendar.Calendar.from_ical(text).walk("VEVENT")}
    assert list(events) == [
        f"day-one.{step}.20260401@servicebook" for step in ("tell", "desk", "laptop", "check")
    ]
    assert 'SUMMARY:Request: A laptop\\; charged\\, with "keys"\n' in text
    laptop = events["day-one.laptop.20260401@servicebook"]
    assert laptop["SUMMARY"] == 'Request: A laptop; charged, with "keys"'
    assert laptop["DTSTART"].dt == datetime(2026, 3, 26, 12, 59, 59, tzinfo=UTC)
    assert laptop["DTSTAMP"].dt == datetime(2026, 3, 2, tzinfo=UTC)
    assert "(cutoff 14:00) on Office (Europe/Berlin)" in laptop["DESCRIPTION"]
    (alarm,) = laptop.walk("VALARM")
    assert alarm["TRIGGER"].dt == -timedelta(days=1)


def test_calendar_file_keeps_to_the_lines_of_the_format(tmp_path: Path) -> None:
    long = {
        "catalog/journeys/day-one.yml": FILES["catalog/journeys/day-one.yml"].replace(
            "Tell IT", "'" + "花" * 60 + r"\n,;" + "é" * 80 + "'"
        )
    }
    root = make_catalog(tmp_path, {**FILES, **long}, base=SMALL)
    catalog = opened(root, TODAY).catalog
    found = plan(Clocks(catalog), catalog.journeys["day-one"], date(2026, 12, 1))
    text = plan_ics.render(catalog, found).encode()
    lines = text.split(b"\r\n")
    assert b"\n" not in b"".join(lines)
    assert max(len(line) for line in lines) == 75
    for line in lines:
        line.decode()
    events = icalendar.Calendar.from_ical(text).walk("VEVENT")
    assert events[0]["SUMMARY"] == "Start: " + "花" * 60 + r"\n,;" + "é" * 80


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (("hope", "--by", "2026-04-01"), '"hope" cannot be planned: the step "wait" has no time'),
        (("day-one", "--by", "2031-04-01"), '"day-one" cannot be planned: the step "check": the calendar "Office" is known from 2021-01-01 until 2027-12-31, and the answer lies outside'),
        (("day-one", "--by", "2020-04-01"), '"day-one" cannot be planned: the step "check": the calendar "Office" is known from 2021-01-01 until 2027-12-31, and the answer lies outside'),
        (("day-two", "--by", "2026-04-01"), '"day-two" is not a journey; did you mean "day-one"?'),
        (("day-one", "--by", "2026-04-01", "--customer", "its"), '"its" is not a department; did you mean "it"?'),
    ],
)  # fmt: skip
def test_what_has_no_answer_is_one_line(root: Path, args: tuple[str, ...], message: str) -> None:
    done = run("plan", "--root", str(root), *DAY, *args)
    assert (done.returncode, done.stdout, done.stderr) == (2, "", f"servicebook plan: {message}\n")


@pytest.mark.parametrize("by", ["tomorrow", "2026-13-01", "0001-01-01T00:00"])
def test_a_day_that_is_none_is_refused(root: Path, by: str) -> None:
    done = run("plan", "day-one", "--root", str(root), "--by", by)
    assert done.returncode == 2
    assert "is not a day" in done.stderr


def test_a_former_id_leads_to_the_journey(root: Path) -> None:
    done = run("plan", "first-day", "--root", str(root), *DAY, "--by", "2026-04-01", "--format", "json")
    assert json.loads(done.stdout)["journey"] == "day-one"
