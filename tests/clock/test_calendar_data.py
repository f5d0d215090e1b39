"""Calendars as they are published: what is in them, and how small they are.

That a browser counts on them as Python does is held by ``browser/test_clock.py``.
"""

from __future__ import annotations

import gzip
import json
from dataclasses import replace
from datetime import date

from tests.clock.calendars import BERLIN, OFFICE

from servicebook.clock.calendar import Calendar
from servicebook.clock.calendar_data import calendar_data

FIRST, LAST = date(2026, 3, 2), date(2027, 5, 1)


def test_a_day_has_the_shape_of_its_hours_and_special_days_have_a_name() -> None:
    content = calendar_data(BERLIN, FIRST, LAST)
    begin = date.fromisoformat(content["begin"])
    stocktaking = (date(2026, 10, 1) - begin).days
    assert content["shapes"][content["days"][stocktaking]] == [[9 * 3600, 3 * 3600]]
    assert [stocktaking, 1, "special day", "Stocktaking", 1, 0] in content["named"]
    assert content["named"][-1][1:] == [8, "closure", "Company closed", 0, 0]
    assert (content["first"], content["last"], content["known_until"]) == (
        "2026-03-02",
        "2027-05-01",
        "2027-12-31",
    )


def test_it_begins_with_a_working_day_before_the_first() -> None:
    assert calendar_data(BERLIN, FIRST, LAST)["begin"] == "2026-02-27"
    closed = replace(BERLIN, closures=((date(2026, 1, 20), date(2026, 3, 10), "Moving"),))
    assert calendar_data(closed, FIRST, LAST)["begin"] == "2026-01-19"


def test_it_ends_with_what_is_known() -> None:
    assert calendar_data(replace(BERLIN, known_until=date(2026, 6, 1)), FIRST, LAST)["last"] == "2026-06-01"
    over = calendar_data(replace(BERLIN, known_until=date(2026, 1, 1)), FIRST, LAST)
    assert (over["first"], over["last"]) == ("2026-01-01", "2026-01-01")


def test_local_times_of_a_day_on_which_clocks_change_are_written_out() -> None:
    content = calendar_data(Calendar(zone="Europe/Berlin", week=OFFICE), FIRST, LAST)
    begin = date.fromisoformat(content["begin"])
    spring, autumn = ((day - begin).days for day in (date(2026, 3, 29), date(2026, 10, 25)))
    assert content["lengths"] == {
        str(spring): 23 * 3600,
        str(autumn): 25 * 3600,
        str(spring + 364): 23 * 3600,
    }
    assert content["changes"][str(spring)] == [[0, 0, 60], [120, 7200, 0], [180, 7200, 60]]
    assert content["changes"][str(autumn)] == [[0, 0, 60], [180, 4 * 3600, 60]]
    assert content["ends"] == {}


def test_a_midnight_that_clocks_show_twice_ends_its_day_late() -> None:
    content = calendar_data(Calendar(zone="America/Havana", week=OFFICE), FIRST, LAST)
    begin = date.fromisoformat(content["begin"])
    assert content["ends"] == {str((date(2026, 10, 31) - begin).days): 25 * 3600}


def test_fourteen_months_are_small() -> None:
    text = json.dumps(calendar_data(BERLIN, FIRST, LAST), separators=(",", ":"))
    assert len(gzip.compress(text.encode())) < 1_000
