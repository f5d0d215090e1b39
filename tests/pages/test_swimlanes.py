"""Work from hand to hand as a drawing: on service pages from its worst start, on journeys from a usual one."""

from __future__ import annotations

import re
from datetime import date, datetime
from itertools import pairwise
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.pages.rendering import body_at, made, view_at
from tests.support import HR, IT, SMALL, TODAY

from servicebook.clock.zones import seconds_of
from servicebook.pages.drawings.axis import ticks
from servicebook.pages.drawings.courses import WIDTH
from servicebook.pages.drawings.text_metrics import fitting, width_of

WEEK = "{" + ", ".join(f'{day}: ["09:00-17:00"]' for day in ("mon", "tue", "wed", "thu", "fri")) + "}"
OFFICE = {
    "site_config/organization.yml": "name: Fernhill\nzone: Europe/Berlin\n",
    "site_config/calendars.yml": f"office:\n  name: Office\n  zone: Europe/Berlin\n  open: {WEEK}\n",
    f"{HR}/department.yml": SMALL[f"{HR}/department.yml"] + "support_hours: office\n",
}
HANDOFFS = (
    "handoffs:\n"
    "  - {id: look, by: it, does: Looks, within: 4 hours}\n"
    "  - {id: part, by: hr, does: Buys a part, within: 1 working day, when: sometimes}\n"
    "  - {id: mend, by: it, does: Mends, within: 4 hours}\n"
)


def service(within: str, handoffs: str = HANDOFFS) -> dict[str, str]:
    return {
        f"{IT}/services/mend.yml": "name: Mend\nsummary: We mend it.\nroles: {owner: it/lead}\n"
        f"targets: [{{measure: fulfillment_time, within: {within}}}]\n{handoffs}"
    }


def course(root: Path, within: str, handoffs: str = HANDOFFS) -> Any:
    site = made(root, {**OFFICE, **service(within, handoffs)})
    return view_at(site, "services/it/mend/").schedule


def test_each_department_has_a_lane_and_each_step_a_bar(tmp_path: Path) -> None:
    line = course(tmp_path, "5 working days").timeline
    assert [" ".join(text for _, text in lane.lines) for lane in line.lanes] == ["IT", "HR"]
    assert [(step.title, step.time, step.sometimes) for step in line.steps] == [
        ("Looks", "4 hours", False),
        ("Buys a part", "1 working day", True),
        ("Mends", "4 hours", False),
    ]
    tops = [lane.y for lane in line.lanes]
    assert [sum(top < step.y for top in tops) for step in line.steps] == [1, 2, 1]


def test_bars_follow_one_another_from_the_worst_start(tmp_path: Path) -> None:
    found = course(tmp_path, "3 working days")
    steps = [(step.id, step.starts, step.ends) for step in found.timeline.steps]
    assert steps == [
        ("look", "Tue 1 Sep 13:00", "Wed 2 Sep 09:00"),
        ("part", "Wed 2 Sep 09:00", "Thu 3 Sep 17:00"),
        ("mend", "Thu 3 Sep 17:00", "Fri 4 Sep 13:00"),
    ]
    assert found.timeline.ground.begin.text == "Asked just after Tue 1 Sep 13:00"
    assert (found.timeline.ground.goal.text, found.timeline.ground.goal.more) == (
        "Promised Fri 4 Sep 17:00",
        "4 hours to spare",
    )
    assert not found.over
    assert "is done by Fri 4 Sep 13:00 if every team uses its full time" in found.said
    assert "Without the steps done only sometimes: 2 days" in found.said


def test_a_step_is_drawn_with_its_own_times_though_it_waits_for_one_written_below_it(tmp_path: Path) -> None:
    handoffs = (
        "handoffs:\n"
        "  - {id: mend, by: it, does: Mends, within: 4 hours, after: [part]}\n"
        "  - {id: part, by: hr, does: Buys a part, within: 1 working day, after: []}\n"
    )
    line = course(tmp_path, "3 working days", handoffs).timeline
    assert [(step.id, step.title, step.who, step.time) for step in line.steps] == [
        ("part", "Buys a part", "HR", "1 working day"),
        ("mend", "Mends", "IT", "4 hours"),
    ]


def test_promise_that_is_too_short_is_marked(tmp_path: Path) -> None:
    site = made(tmp_path, {**OFFICE, **service("1 working day")})
    found = view_at(site, "services/it/mend/").schedule
    assert found.over
    assert found.timeline.over
    assert found.timeline.ground.goal.more == "3 days and 21 hours too short"
    assert found.timeline.ground.goal.x < WIDTH - 10
    assert found.timeline.ground.goal.y == found.timeline.ground.begin.y + 17, (
        "the words of the beginning are in the way"
    )
    assert found.timeline.ground.goal.y + 17 < found.timeline.ground.height
    body = body_at(site, "services/it/mend/")
    assert '<svg class="sb-line is-over"' in body
    assert '<p class="sb-why is-over">' in body


def test_open_hours_of_a_bar_are_within_it_and_nights_are_not(tmp_path: Path) -> None:
    for step in course(tmp_path, "3 working days").timeline.steps:
        (whole,) = [int(n) for n in re.findall(r"h(\d+)", step.track)]
        counted = [int(n) for n in re.findall(r"h(\d+)", step.open)]
        gaps = [int(n) for n in re.findall(r"m(\d+) 0", step.open)]
        assert sum(counted) + sum(gaps) <= whole
    mend = course(tmp_path, "3 working days").timeline.steps[2]
    assert re.fullmatch(r"m\d+ 0h\d+", mend.open), "it waits for the morning first"


def test_step_without_a_time_is_named_and_nothing_is_drawn(tmp_path: Path) -> None:
    handoffs = HANDOFFS.replace(", within: 4 hours}", "}", 1)
    site = made(tmp_path, {**OFFICE, **service("3 working days", handoffs)})
    found = view_at(site, "services/it/mend/").schedule
    assert found.timeline is None
    assert found.said == 'Whether the promise leaves enough time is not known, because "Looks" has no time.'
    body = body_at(site, "services/it/mend/")
    assert "sb-lanes" in body
    assert "sb-line" not in body


def test_sometimes_step_without_a_time_is_left_out_and_named(tmp_path: Path) -> None:
    found = course(tmp_path, "3 working days", HANDOFFS.replace("within: 1 working day, ", ""))
    assert [step.id for step in found.timeline.steps] == ["look", "mend"]
    assert "Not drawn, because done only sometimes: Buys a part." in found.said


def test_retired_service_has_no_dates(tmp_path: Path) -> None:
    retired = {path: text + "lifecycle: retired\n" for path, text in service("3 working days").items()}
    assert view_at(made(tmp_path, {**OFFICE, **retired}), "services/it/mend/").schedule is None


def test_words_of_steps_are_never_code(tmp_path: Path) -> None:
    bad = HANDOFFS.replace("does: Looks", "does: '</text><script>alert(1)</script>'")
    body = body_at(made(tmp_path, {**OFFICE, **service("3 working days", bad)}), "services/it/mend/")
    assert "<script>" not in body
    assert "&lt;/text&gt;&lt;script&gt;" in body


def test_steps_that_run_at_once_in_one_lane_do_not_meet(tmp_path: Path) -> None:
    parallel = "handoffs:\n" + "".join(
        f"  - {{id: s{n}, by: it, does: Does a rather long piece of work number {n}, within: {n} hours, after: []}}\n"
        for n in range(1, 7)
    )
    line = course(tmp_path, "3 working days", parallel).timeline
    assert len({step.y for step in line.steps}) == 6
    assert line.ground.height > 6 * 42


JOURNEY = {
    "catalog/journeys/day-one.yml": (
        "name: Day one\nsummary: All there.\nsteps:\n"
        "- {id: tell, title: Tell IT, by: hr, within: 4 hours}\n"
        "- {id: badge, title: A badge, by: it, within: 2 working days}\n"
        "- {id: tea, title: Tea, by: hr, within: 1 hour, after: []}\n"
    )
}


def test_journey_says_in_all_how_long_it_takes(tmp_path: Path) -> None:
    site = made(tmp_path, {**OFFICE, **JOURNEY}, today=date(2026, 9, 3))
    view = view_at(site, "journeys/day-one/")
    assert view.earliest == (
        "At the earliest: started Fri 4 Sep 09:00 (Europe/Berlin), everything is ready by Tue 8 Sep 17:00 "
        "(2 working days) if every team uses its full time."
    )
    assert view.facts[0].text == "2 working days"
    (row,) = view_at(site, "journeys/").rows
    assert row.total == "2 working days"


def test_journey_begins_on_the_next_working_day(tmp_path: Path) -> None:
    friday = made(tmp_path, {**OFFICE, **JOURNEY}, today=date(2026, 9, 4))
    assert "started Mon 7 Sep 09:00" in view_at(friday, "journeys/day-one/").earliest


def test_each_step_of_a_journey_is_listed_once_with_its_dates(tmp_path: Path) -> None:
    site = made(tmp_path, {**OFFICE, **JOURNEY})
    body, view = body_at(site, "journeys/day-one/"), view_at(site, "journeys/day-one/")
    assert [step.title for step in view.steps] == ["Tell IT", "A badge", "Tea"], (
        "the first to request at the top"
    )
    for step in view.steps:
        assert body.count(f">{step.title}</b>") == 1
        assert body.count(f'id="{step.anchor}"') == 1
        assert body.count(f'datetime="{step.planned.iso}"') == 1
    assert body.count("<ol") == 2, "the crumbs and the steps"


def test_steps_of_a_journey_lie_on_one_line_that_ends_on_the_day(tmp_path: Path) -> None:
    steps = view_at(made(tmp_path, {**OFFICE, **JOURNEY}), "journeys/day-one/").steps
    bars = [tuple(map(int, step.planned.bar.removeprefix("M").split(" 4H"))) for step in steps]
    assert bars[0][0] == 0
    assert [begin for begin, _ in bars] == sorted(begin for begin, _ in bars)
    assert all(begin < end <= 1000 for begin, end in bars)


def test_journey_with_a_step_without_a_time_has_no_dates(tmp_path: Path) -> None:
    unknown = {path: text.replace(", within: 4 hours", "") for path, text in JOURNEY.items()}
    site = made(tmp_path, {**OFFICE, **unknown})
    view = view_at(site, "journeys/day-one/")
    assert view.plan is None
    assert view.earliest == 'The total is not known, because "Tell IT" has no time.'
    assert [step.planned for step in view.steps] == [None, None, None]
    assert view_at(site, "journeys/").rows[0].total == "total not known"


def test_journey_that_ends_past_the_known_days_has_no_dates(tmp_path: Path) -> None:
    known = {"site_config/calendars.yml": OFFICE["site_config/calendars.yml"] + f"  known_until: {TODAY}\n"}
    site = made(tmp_path, {**OFFICE, **JOURNEY, **known})
    assert view_at(site, "journeys/day-one/").earliest == (
        'The total is not known, because the calendar "Office" is known until 2026-09-01, and the answer lies outside.'
    )


@pytest.mark.parametrize(
    ("hours", "texts"),
    [
        (6, ["10:00", "11:00", "12:00", "13:00", "14:00"]),
        (48, ["12:00", "18:00", "Wed 2", "06:00", "12:00", "18:00", "Thu 3", "06:00"]),
        (24 * 6, ["Wed 2", "Thu 3", "Fri 4", "Sat 5", "Sun 6"]),
        (24 * 30, ["7 Sept", "14 Sept", "21 Sept", "28 Sept"]),
        (24 * 300, ["Oct", "Nov", "Dec", "2027", "Feb", "Mar", "Apr", "May", "Jun"]),
        (24 * 3000, ["2028", "2029", "2030", "2031", "2032", "2033", "2034"]),
    ],
)  # fmt: skip
def test_axis_shows_what_can_be_read(hours: int, texts: list[str]) -> None:
    zone = ZoneInfo("Europe/Berlin")
    start = seconds_of(datetime(2026, 9, 1, 9, tzinfo=zone))
    end = start + hours * 3600
    found = ticks(start, end, zone, lambda s: 100 + round((s - start) * 600 / (end - start)), "en-GB")
    assert [tick.text for tick in found if tick.text] == texts


@given(st.integers(60, 400 * 86_400), st.integers(0, 3 * 365 * 86_400))
def test_words_of_an_axis_never_touch(length: int, after: int) -> None:
    zone = ZoneInfo("Europe/Berlin")
    start = seconds_of(datetime(2026, 1, 1, tzinfo=zone)) + after
    found = ticks(start, start + length, zone, lambda s: 100 + round((s - start) * 600 / length), "en-GB")
    middles = [tick.middle for tick in found if tick.text]
    assert all(later - earlier >= 45 for earlier, later in pairwise(middles))
    assert all(100 <= tick.x <= 700 for tick in found)


@given(st.text(), st.integers(20, 300))
def test_words_that_are_cut_fit(text: str, width: int) -> None:
    cut = fitting(text, width, 14)
    assert width_of(cut, 14) <= width
    assert cut == text or cut.endswith("…")
