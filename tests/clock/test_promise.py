"""When promises are due, worked by hand, to the second."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from tests.clock.calendars import BERLIN, NIGHTS, at, elapsed, receipt

from servicebook.clock.calendar import Calendar, NeverOpenError, PastHorizonError
from servicebook.clock.durations import parse_duration
from servicebook.clock.promise import due, due_after

ALWAYS = Calendar.always("Europe/Berlin")
SHIFTS = Calendar(zone="Europe/Berlin", week=NIGHTS, name="Shifts")


def due_at(calendar: Calendar, asked: str, within: str, cutoff: str | None = None) -> str:
    """When it is due, as the calendar's clocks show it."""
    limit = time.fromisoformat(cutoff) if cutoff else None
    found = due(calendar, at(asked, calendar.zone), parse_duration(within), limit)
    return shown(calendar, found.due)


def shown(calendar: Calendar, moment: datetime) -> str:
    return f"{moment.astimezone(ZoneInfo(calendar.zone)):%a %m-%d %H:%M}"


def why(calendar: Calendar, asked: str, within: str) -> list[str]:
    found = due(calendar, at(asked, calendar.zone), parse_duration(within))
    return [
        f"{shown(calendar, p.start)} - {shown(calendar, p.end)} {p.reason}"
        + (f": {p.name}" if p.name else "")
        for p in found.skipped_periods
    ]


@pytest.mark.parametrize(
    ("asked", "within", "when"),
    [
        ("2026-03-02T09:00", "1 second", "Mon 03-02 09:00"),
        ("2026-03-02T10:00", "2 hours", "Mon 03-02 12:00"),
        ("2026-03-02T10:00", "150 minutes", "Mon 03-02 12:30"),  # used up exactly at a closing
        ("2026-03-02T10:00", "151 minutes", "Mon 03-02 13:01"),
        ("2026-03-02T12:30", "1 hour", "Mon 03-02 14:00"),  # an end is not open
        ("2026-03-02T07:00", "1 hour", "Mon 03-02 10:00"),
        ("2026-03-27T16:30", "1 hour", "Mon 03-30 09:30"),  # over the change of the clocks
        ("2026-04-02T16:30", "1 hour", "Tue 04-07 09:30"),  # over Easter
        ("2026-12-23T16:00", "2 hours", "Fri 01-01 10:00"),  # closed from the 24th to the 31st
        ("2026-03-02T10:00", "same working day", "Mon 03-02 17:00"),
        ("2026-03-02T17:00", "same working day", "Tue 03-03 17:00"),
        ("2026-10-01T10:00", "same working day", "Thu 10-01 12:00"),  # a half day
        ("2026-03-02T10:00", "2 working days", "Wed 03-04 17:00"),
        ("2026-03-06T17:00", "1 working day", "Tue 03-10 17:00"),  # received on Monday
        ("2026-04-29T10:00", "2 working days", "Fri 05-01 12:00"),  # a holiday with hours of its own
        ("2026-03-02T10:00", "1 calendar day", "Wed 03-04 00:00"),
        ("2026-03-07T10:00", "1 calendar week", "Tue 03-17 00:00"),  # received on Monday the 9th
        ("2026-01-30T17:30", "1 month", "Tue 03-03 00:00"),  # received on Monday, 2 February
        ("2026-08-31T10:00", "6 months", "Mon 03-01 00:00"),  # through 28 February
    ],
)
def test_a_promise_is_due_when_its_time_has_passed(asked: str, within: str, when: str) -> None:
    assert due_at(BERLIN, asked, within) == when


def test_seconds_are_counted() -> None:
    found = due(BERLIN, at("2026-03-02T16:59:30.7"), parse_duration("60 seconds"))
    assert found.received == at("2026-03-02T16:59:30")
    assert found.due == at("2026-03-03T09:00:30")


@pytest.mark.parametrize(
    ("asked", "when", "day"),
    [
        ("2026-03-02T13:59:59", "Mon 03-02 13:59", date(2026, 3, 2)),
        ("2026-03-02T14:00", "Tue 03-03 09:00", date(2026, 3, 3)),
        ("2026-03-02T18:00", "Tue 03-03 09:00", date(2026, 3, 3)),
        ("2026-03-06T14:00", "Mon 03-09 09:00", date(2026, 3, 9)),
        ("2026-03-07T15:00", "Mon 03-09 09:00", date(2026, 3, 9)),  # Saturday is no working day: no cutoff
        ("2026-10-01T12:30", "Fri 10-02 09:00", date(2026, 10, 2)),  # closed since 12:00
        ("2026-04-02T15:00", "Tue 04-07 09:00", date(2026, 4, 7)),
    ],
)  # fmt: skip
def test_what_arrives_after_the_cutoff_counts_from_a_later_working_day(
    asked: str, when: str, day: date
) -> None:
    found = receipt(BERLIN, at(asked), time(14))
    assert (shown(BERLIN, found.received), found.day_of_receipt) == (when, day)


def test_a_cutoff_is_on_the_day_on_which_a_night_shift_starts() -> None:
    nights = Calendar(zone="Europe/Berlin", week=(("22:00-06:00",),) * 7)
    for asked, when in (
        ("2026-06-01T13:59", "Mon 06-01 22:00"),
        ("2026-06-01T14:00", "Tue 06-02 22:00"),
        ("2026-06-02T03:00", "Tue 06-02 22:00"),  # Monday's shift, and so after Monday's cutoff
    ):
        assert shown(nights, receipt(nights, at(asked), time(14)).received) == when


def test_a_request_in_the_small_hours_is_the_day_befores() -> None:
    found = receipt(SHIFTS, at("2026-06-03T02:00"))
    assert (found.received, found.day_of_receipt) == (at("2026-06-03T02:00"), date(2026, 6, 2))
    assert due_at(SHIFTS, "2026-06-03T02:00", "same working day") == "Wed 06-03 06:00"
    assert due_at(SHIFTS, "2026-06-03T02:00", "1 working day") == "Thu 06-04 06:00"
    assert due_at(SHIFTS, "2026-06-03T02:00", "1 calendar day") == "Thu 06-04 00:00"


def test_on_always_days_close_at_midnight() -> None:
    assert due_at(ALWAYS, "2026-03-02T10:00", "same working day") == "Tue 03-03 00:00"
    assert due_at(ALWAYS, "2026-03-27T10:00", "2 working days") == "Mon 03-30 00:00"
    assert due_at(ALWAYS, "2026-03-28T12:00", "24 hours") == "Sun 03-29 13:00"
    assert due_at(ALWAYS, "2026-03-02T15:00", "same working day", "14:00") == "Wed 03-04 00:00"


@pytest.mark.parametrize("calendar", [BERLIN, ALWAYS, SHIFTS], ids=["office", "always", "shifts"])
def test_two_working_days_and_one_more_are_three(calendar: Calendar) -> None:
    start = at("2026-03-25T10:00")
    first = due(calendar, start, parse_duration("2 working days"))
    whole = due(calendar, start, parse_duration("3 working days"))
    assert due_after(calendar, first.due, parse_duration("1 working day")).due == whole.due
    assert due_after(calendar, first.due, parse_duration("same working day")).due == first.due


def test_what_continues_at_a_closing_is_received_there_and_counts_open_time_as_ever() -> None:
    monday_evening = at("2026-03-02T17:00")
    found = due_after(BERLIN, monday_evening, parse_duration("1 hour"))
    assert (found.received, found.day_of_receipt) == (monday_evening, date(2026, 3, 2))
    assert found.due == at("2026-03-03T10:00")
    assert due_after(BERLIN, monday_evening, parse_duration("1 calendar day")).due == at("2026-03-04T00:00")


def test_what_continues_elsewhere_is_received_as_usual() -> None:
    for start in ("2026-03-02T18:00", "2026-03-02T12:30", "2026-03-02T10:00"):
        assert due_after(BERLIN, at(start), parse_duration("1 working day")) == due(
            BERLIN, at(start), parse_duration("1 working day")
        )


def test_what_continues_after_the_cutoff_waits_for_the_next_working_day() -> None:
    evening = at("2026-03-02T17:00")
    found = due_after(BERLIN, evening, parse_duration("same working day"), time(14))
    assert found.due == at("2026-03-03T17:00")
    half_day = at("2026-10-01T12:00")
    assert due_after(BERLIN, half_day, parse_duration("same working day"), time(14)).due == half_day


def test_breaks_and_nights_are_passed_over() -> None:
    assert why(BERLIN, "2026-03-02T12:00", "1 working day") == [
        "Mon 03-02 12:30 - Mon 03-02 13:00 break",
        "Mon 03-02 17:00 - Tue 03-03 09:00 night",
        "Tue 03-03 12:30 - Tue 03-03 13:00 break",
    ]


def test_holidays_and_closures_are_passed_over_by_name() -> None:
    assert why(BERLIN, "2026-04-02T16:30", "1 hour") == [
        "Thu 04-02 17:00 - Sat 04-04 00:00 holiday: Good Friday",
        "Sat 04-04 00:00 - Mon 04-06 00:00 weekend",
        "Mon 04-06 00:00 - Tue 04-07 09:00 holiday: Easter Monday",
    ]
    assert why(BERLIN, "2026-12-24T10:00", "1 hour") == [
        "Thu 12-24 10:00 - Fri 01-01 09:00 closure: Company closed",
    ]


def test_a_weekend_is_passed_over_from_the_moment_of_asking() -> None:
    assert why(BERLIN, "2026-03-07T14:05", "1 hour") == ["Sat 03-07 14:05 - Mon 03-09 09:00 weekend"]
    assert why(BERLIN, "2026-03-09T06:00", "1 hour") == ["Mon 03-09 06:00 - Mon 03-09 09:00 night"]


PART_TIME = Calendar(zone="Europe/Berlin", week=((), ("08:00-12:00",), (), ("08:00-12:00",), (), (), ()))


def test_only_the_weekend_is_one_and_other_closed_weekdays_have_their_names() -> None:
    assert why(PART_TIME, "2026-12-01T10:00", "4 hours") == ["Tue 12-01 12:00 - Thu 12-03 08:00 weekday: wed"]
    assert why(PART_TIME, "2026-12-03T10:00", "4 hours") == [
        "Thu 12-03 12:00 - Sat 12-05 00:00 weekday: fri",
        "Sat 12-05 00:00 - Mon 12-07 00:00 weekend",
        "Mon 12-07 00:00 - Tue 12-08 08:00 weekday: mon",
    ]


def test_the_weekend_is_that_of_the_place() -> None:
    cairo = replace(PART_TIME, zone="Africa/Cairo", week=(("09:00-15:00",),) * 4 + ((), (), ()))
    cairo = replace(cairo, weekend=frozenset({4, 5}))
    assert why(cairo, "2026-12-03T14:30", "1 hour") == [
        "Thu 12-03 15:00 - Sun 12-06 00:00 weekend",
        "Sun 12-06 00:00 - Mon 12-07 09:00 weekday: sun",
    ]


def test_a_night_that_begins_early_says_why() -> None:
    assert why(BERLIN, "2026-10-01T11:30", "1 hour") == [
        "Thu 10-01 12:00 - Fri 10-02 09:00 night: Stocktaking"
    ]


def test_calendar_days_pass_over_nothing_once_received() -> None:
    assert why(BERLIN, "2026-03-07T10:00", "2 calendar weeks") == [
        "Sat 03-07 10:00 - Mon 03-09 09:00 weekend"
    ]


def test_elapsed_time_is_open_time() -> None:
    assert elapsed(BERLIN, at("2026-04-02T16:30"), at("2026-04-07T09:30")) == timedelta(hours=1)
    assert elapsed(BERLIN, at("2026-04-03T00:00"), at("2026-04-07T00:00")) == timedelta(0)


@pytest.mark.parametrize(
    ("asked", "within"),
    [
        ("2027-12-31T17:00", "1 second"), ("2027-12-31T16:00", "2 hours"), ("2027-12-31T10:00", "1 working day"),
        ("2027-12-31T10:00", "1 calendar day"), ("2027-01-31T10:00", "12 months"), ("2028-01-01T00:00", "1 hour"),
    ],
)  # fmt: skip
def test_past_the_horizon_there_is_no_date(asked: str, within: str) -> None:
    with pytest.raises(PastHorizonError, match=r"'Head office', None, .*2027, 12, 31"):
        due(BERLIN, at(asked), parse_duration(within))


def test_at_the_horizon_there_is_one() -> None:
    assert due_at(BERLIN, "2027-12-30T10:00", "1 calendar day") == "Sat 01-01 00:00"
    assert due_at(BERLIN, "2027-12-30T10:00", "1 working day") == "Fri 12-31 17:00"


def test_on_a_calendar_that_is_never_open_nothing_is_due() -> None:
    never = Calendar(name="Never", zone="UTC", week=((),) * 7)
    for within in ("1 hour", "1 working day", "1 month"):
        with pytest.raises(NeverOpenError, match="Never"):
            due(never, at("2026-03-02T10:00"), parse_duration(within))


def test_a_calendar_that_does_not_open_again_gives_no_date() -> None:
    closed = Calendar(zone="UTC", week=NIGHTS, closures=((date(2026, 6, 1), date.max, "Gone"),))
    with pytest.raises(PastHorizonError):
        due(closed, at("2026-06-02T10:00"), parse_duration("1 hour"))
