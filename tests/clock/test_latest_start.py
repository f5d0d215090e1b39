"""Until when something may be asked for, so that it is due in time."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from tests.clock.calendars import BERLIN, OFFICE, at, calendars, cutoffs, durations, instants

from servicebook.clock.calendar import Calendar, NeverOpenError, PastHorizonError
from servicebook.clock.durations import Duration, Unit, parse_duration
from servicebook.clock.latest_start import latest_start
from servicebook.clock.promise import due_after_seconds, due_seconds
from servicebook.clock.zones import instant_of, seconds_of


def last(needed: str, within: str, cutoff: str | None = None, *, on: bool = False) -> str:
    until = time.fromisoformat(cutoff) if cutoff else None
    found = latest_start(BERLIN, seconds_of(at(needed)), parse_duration(within), until, continuing=on)
    return instant_of(found).astimezone(BERLIN.tz).strftime("%a %d %b %H:%M:%S")


@pytest.mark.parametrize(
    ("needed", "within", "answer"),
    [
        ("2026-03-11T00:00", "1 working day", "Mon 09 Mar 16:59:59"),
        ("2026-03-10T16:59:59", "1 working day", "Fri 06 Mar 16:59:59"),
        ("2026-04-08T00:00", "1 working day", "Thu 02 Apr 16:59:59"),
        ("2026-03-10T17:00", "4 hours", "Tue 10 Mar 13:00:00"),
        ("2026-03-10T09:30", "1 hour", "Mon 09 Mar 16:30:00"),
        ("2026-03-30T09:00:01", "1 second", "Mon 30 Mar 09:00:00"),
        ("2026-04-01T00:00", "1 calendar week", "Tue 24 Mar 16:59:59"),
        ("2027-01-01T00:00", "same working day", "Wed 23 Dec 16:59:59"),
    ],
)
def test_last_request_in_time_is_found_to_the_second(needed: str, within: str, answer: str) -> None:
    assert last(needed, within) == answer


def test_a_cutoff_makes_the_last_request_earlier() -> None:
    assert last("2026-03-11T00:00", "1 working day", "14:00") == "Mon 09 Mar 13:59:59"


def test_what_continues_may_begin_at_a_closing_itself() -> None:
    assert last("2026-03-10T17:00", "1 working day", on=True) == "Mon 09 Mar 17:00:00"


@settings(max_examples=60)
@given(calendars(), instants, durations, cutoffs)
def test_it_is_in_time_and_a_second_later_is_not(
    calendar: Calendar, needed: datetime, span: Duration, cutoff: time | None
) -> None:
    until = seconds_of(needed)
    for counted, continuing in ((due_seconds, False), (due_after_seconds, True)):
        try:
            found = latest_start(calendar, until, span, cutoff, continuing=continuing)
        except (PastHorizonError, NeverOpenError):
            continue
        assert counted(calendar, found, span, cutoff).due <= until
        with suppress(PastHorizonError):  # which is later than all that is known
            assert counted(calendar, found + 1, span, cutoff).due > until


@settings(max_examples=60)
@given(calendars(), instants, instants, durations, cutoffs)
def test_a_later_need_never_asks_for_an_earlier_request(
    calendar: Calendar, one: datetime, other: datetime, span: Duration, cutoff: time | None
) -> None:
    try:
        found = [latest_start(calendar, seconds_of(moment), span, cutoff) for moment in sorted((one, other))]
    except (PastHorizonError, NeverOpenError):
        return
    assert found == sorted(found)


def test_a_need_outside_of_what_is_known_has_no_answer() -> None:
    day = Duration(1, Unit.WORKING_DAY)
    with pytest.raises(PastHorizonError, match=r"2027, 12, 31"):
        latest_start(BERLIN, seconds_of(at("2028-01-01T00:00:01")), day)
    young = Calendar(zone="Europe/Berlin", week=OFFICE, known_from=date(2026, 1, 1), name="Young")
    with pytest.raises(PastHorizonError, match="Young"):
        latest_start(young, seconds_of(at("2026-01-02T00:00")), day)


def test_horizon_itself_may_be_needed() -> None:
    until = seconds_of(at("2028-01-01T00:00"))
    found = instant_of(latest_start(BERLIN, until, Duration(1, Unit.WORKING_DAY)))
    assert found.astimezone(BERLIN.tz) + timedelta(seconds=1) == at("2027-12-30T17:00")


def test_nothing_is_ever_due_on_a_calendar_that_never_opens() -> None:
    never = Calendar(zone="UTC", week=((),) * 7, name="Never")
    with pytest.raises(NeverOpenError):
        latest_start(never, 1_800_000_000, Duration(1, Unit.HOUR))
