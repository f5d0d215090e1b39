"""How much earlier or later a changed promise is due, as people read it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time, timedelta

import pytest

from servicebook.clock.calendar import Calendar
from servicebook.clock.durations import parse_duration
from servicebook.comparing.difference_words import difference_words, example_words
from servicebook.comparing.directions import Direction
from servicebook.comparing.due_difference import CountedPromise, DueComparer

TODAY = date(2026, 11, 26)
OFFICE = Calendar(
    name="Office",
    zone="Europe/Amsterdam",
    week=(("08:30-12:30", "13:00-17:00"),) * 4 + (("08:30-12:30", "13:00-16:00"), (), ()),
    holidays={
        date(2026, 12, 25): "Christmas Day",
        date(2027, 1, 1): "New Year's Day",
        date(2027, 12, 24): "Christmas Eve",
    },
    closures=((date(2026, 12, 24), date(2026, 12, 31), "Closed between the years"),),
    known_until=date(2028, 12, 31),
)
ALWAYS_OPEN_DAYS = replace(OFFICE, holidays={}, closures=())
WITH_ASCENSION = replace(OFFICE, holidays={**OFFICE.holidays, date(2027, 5, 6): "Ascension Day"})
NO_CLOSURE = replace(OFFICE, closures=())
SHORT_FRIDAYS = replace(OFFICE, week=(*OFFICE.week[:4], ("08:30-12:30",), (), ()))
RESTING = replace(
    OFFICE,
    holidays={date(2026, 11, 28) + timedelta(weeks=week): "Day of rest" for week in range(60)},
    closures=(),
)
ALWAYS = Calendar.always("UTC")
NEVER = Calendar(name="Nobody", zone="UTC", week=((),) * 7)


def promised(calendar: Calendar, within: str, cutoff: str | None = None) -> CountedPromise:
    return CountedPromise(calendar, parse_duration(within), time.fromisoformat(cutoff) if cutoff else None)


CASES = [
    (promised(OFFICE, "3 working days"), promised(OFFICE, "3 working days"), "same", "the same dates"),
    (
        promised(OFFICE, "3 working days"), promised(OFFICE, "15 working days"), "weakened",
        "12 working days later",
    ),
    (promised(OFFICE, "8 hours"), promised(OFFICE, "90 minutes"), "tightened", "6 hours and 30 minutes earlier"),
    (
        promised(OFFICE, "2 working days"), promised(OFFICE, "2 working days", "14:00"), "weakened",
        "1 working day later, for what is asked after 14:00",
    ),
    (
        promised(OFFICE, "2 working days", "14:00"), promised(OFFICE, "2 working days", "11:30"), "weakened",
        "1 working day later, for what is asked between 11:30 and 14:00",
    ),
    (
        promised(OFFICE, "10 working days"), promised(NO_CLOSURE, "10 working days"), "tightened",
        "up to 5 working days earlier, only around Closed between the years (24 Dec 2026 – 31 Dec 2026)",
    ),
    (
        promised(OFFICE, "same working day"), promised(SHORT_FRIDAYS, "same working day"), "incomparable",
        "1 working day later, for what is asked on a Friday after 13:00; but 3 hours and 30 minutes by the clock "
        "earlier, for what is asked on a Friday before 12:30",
    ),
    (
        promised(OFFICE, "8 hours"), promised(OFFICE, "1 working day"), "incomparable",
        "up to 1 working day later (typically 5 hours), for what is asked at some times of the day; but "
        "1 working day earlier, for what is asked on a Thursday after 16:00",
    ),
    (
        promised(WITH_ASCENSION, "8 hours"), promised(WITH_ASCENSION, "1 working day"), "incomparable",
        "up to 1 working day later (typically 5 hours), for what is asked at some times of the day; but "
        "1 working day earlier, on 51 of 253 days (mostly on a Thursday), for what is asked after 16:00",
    ),
    (
        promised(ALWAYS_OPEN_DAYS, "1 calendar week"), promised(ALWAYS_OPEN_DAYS, "3 calendar weeks"), "weakened",
        "2 calendar weeks later",
    ),
    (promised(OFFICE, "1 month"), promised(OFFICE, "2 months"), "weakened", "up to 1 month later"),
    (
        promised(OFFICE, "1 working day"), promised(replace(OFFICE, known_until=date(2027, 2, 1)), "2 working days"),
        "weakened", "1 working day later; not known for what is asked after 28 Jan 2027",
    ),
    (
        promised(OFFICE, "1 working day"), promised(replace(OFFICE, known_until=date(2026, 2, 1)), "2 working days"),
        "unknown", "not known, as the calendars end too soon",
    ),
    (  # nobody knows how many working days lie between, where the calendar ends
        promised(OFFICE, "60 working days"), promised(replace(OFFICE, known_until=date(2027, 1, 29)), "1 working day"),
        "tightened",
        "up to 94 days and 1 hour by the clock earlier (typically 83 days by the clock); "
        "not known for what is asked after 28 Jan 2027",
    ),
    (  # each year has its holidays, which are not the reason
        promised(OFFICE, "12 months"), promised(OFFICE, "12 months", "14:00"), "weakened",
        "up to 12 calendar days later (typically 1 calendar day), for what is asked after 14:00",
    ),
    (  # two Fridays may be chance
        promised(OFFICE, "same working day"),
        promised(replace(SHORT_FRIDAYS, known_until=date(2026, 12, 10)), "same working day"), "incomparable",
        "1 working day later, on 2 of 11 days, for what is asked after 13:00; but 3 hours and 30 minutes by the clock "
        "earlier, on 2 of 11 days, for what is asked before 12:30; not known for what is asked after 10 Dec 2026",
    ),
    (  # a holiday on a day on which nobody works is none
        promised(RESTING, "same working day"), promised(replace(RESTING, week=SHORT_FRIDAYS.week), "same working day"),
        "incomparable",
        "1 working day later, for what is asked on a Friday after 13:00; but 3 hours and 30 minutes by the clock "
        "earlier, for what is asked on a Friday before 12:30",
    ),
    (  # level at each midnight, and a second more with each second after it
        promised(ALWAYS, "same working day"), promised(ALWAYS, "24 hours"), "weakened",
        "up to 24 hours later (typically 12 hours)",
    ),
    (  # midnight is the end of a working day, and not the beginning of the next one
        promised(ALWAYS, "1 minute"), promised(ALWAYS, "same working day"), "incomparable",
        "up to 23 hours and 59 minutes later (typically 12 hours), for what is asked before 23:59; but "
        "1 working day earlier, for what is asked after 23:59",
    ),
    (
        promised(OFFICE, "1 working day"), promised(NEVER, "1 working day"), "weakened",
        'never due, as the calendar "Nobody" is never open',
    ),
    (
        promised(NEVER, "1 working day"), promised(OFFICE, "1 working day"), "tightened",
        'due at all, as the calendar before, "Nobody", is never open',
    ),
]  # fmt: skip


@pytest.mark.parametrize(("before", "after", "direction", "words"), CASES, ids=[case[-1] for case in CASES])
def test_a_difference_says_how_much_and_for_what(
    before: CountedPromise, after: CountedPromise, direction: str, words: str
) -> None:
    found = DueComparer(TODAY).compare(before, after)
    assert found.direction == Direction(direction)
    assert difference_words(found, "en") == words


def test_an_example_is_a_moment_at_which_the_office_is_open() -> None:
    found = DueComparer(TODAY).compare(
        promised(OFFICE, "2 working days"), promised(OFFICE, "2 working days", "14:00")
    )
    assert found.later is not None
    assert example_words(found.later.amounts.example, found.zone, "en") == (
        "asked Thu 26 Nov 2026, 14:00: due Mon 30 Nov 2026, 17:00 before, Tue 1 Dec 2026, 17:00 now"
    )


def test_nothing_is_said_of_days_that_are_not_computed() -> None:
    found = DueComparer(date(2199, 6, 1)).compare(
        promised(OFFICE, "1 working day"), promised(OFFICE, "2 hours")
    )
    assert difference_words(found, "en") == (
        "not known, as calendars are computed from 1970-01-01 until 2199-12-31"
    )
