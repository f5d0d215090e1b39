"""Weekly hours as people type them."""

from __future__ import annotations

import pytest

from servicebook.documents.weekly_hours import SAMPLE, NoHoursError, weekly_hours

WEEK = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def on(days: str, *hours: str) -> dict[str, list[str]]:
    return {day: list(hours) for day in days.split()}


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        (SAMPLE, {**on("mon tue wed thu fri", "09:00-12:30", "13:00-17:00"), **on("sat", "10:00-14:00")}),
        ("Monday - Wednesday, Fri 9-17", on("mon tue wed fri", "09:00-17:00")),
        ("sat-mon 22.00-6", on("mon sat sun", "22:00-06:00")),
        ("Tu 8:30\u201312; we 14-18;", {**on("tue", "08:30-12:00"), **on("wed", "14:00-18:00")}),
        ("mon-sun 0-24", on(" ".join(WEEK), "00:00-24:00")),
    ],
)
def test_days_and_hours_are_read_as_people_type_them(text: str, hours: dict[str, list[str]]) -> None:
    read = weekly_hours(text)
    assert read == hours
    assert list(read) == sorted(read, key=WEEK.index)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", f'"" does not say days and hours; write them like {SAMPLE}'),
        ("weekdays", f'"weekdays" does not say days and hours; write them like {SAMPLE}'),
        ("mon 9 to 5", f'"mon 9 to 5" does not say days and hours; write them like {SAMPLE}'),
        ("mo-xx 9-17", '"xx" is not a day of the week; use mon, tue, wed, thu, fri, sat, sun'),
        ("t 9-17", '"t" is not a day of the week; use mon, tue, wed, thu, fri, sat, sun'),
        (
            "mon-fri 9-17; fri 9-12",
            "fri is in mon-fri 9-17; fri 9-12 twice; write all of its hours in one place, separated by commas",
        ),
    ],
)
def test_what_says_no_hours_is_refused_with_an_example(text: str, said: str) -> None:
    with pytest.raises(NoHoursError) as fault:
        weekly_hours(text)
    assert str(fault.value) == said
