"""Due dates that notices move, and the last requests in time then."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime, time

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from tests.clock.calendars import BERLIN, at, calendars, cutoffs, durations, instants

from servicebook.clock.calendar import Calendar, NeverOpenError, PastHorizonError
from servicebook.clock.delays import Delay, due_delayed
from servicebook.clock.durations import Duration, parse_duration
from servicebook.clock.latest_start import latest_start
from servicebook.clock.promise import due, due_after
from servicebook.clock.zones import instant_of, seconds_of

FAULTS = (PastHorizonError, NeverOpenError)


def delay(first: str, end: str | None, adds: str, notice: str = "late") -> Delay:
    until = seconds_of(at(end)) if end else None
    return Delay(notice=notice, start=seconds_of(at(first)), end=until, adds=parse_duration(adds))


def moved(asked: str, within: str, *delays: Delay) -> str:
    found = due_delayed(BERLIN, at(asked), parse_duration(within), None, delays)
    return found.due.astimezone(BERLIN.tz).strftime("%a %d %b %H:%M")


MONTH = delay("2026-03-01T00:00", "2026-04-01T00:00", "3 working days")


@pytest.mark.parametrize(
    ("asked", "within", "delays", "answer"),
    [
        ("2026-03-09T10:00", "2 working days", (), "Wed 11 Mar 17:00"),
        ("2026-03-09T10:00", "2 working days", (MONTH,), "Mon 16 Mar 17:00"),
        ("2026-03-09T10:00", "same working day", (MONTH,), "Thu 12 Mar 17:00"),
        ("2026-03-09T10:00", "1 hour", (delay("2026-03-09T00:00", None, "2 hours"),), "Mon 09 Mar 13:30"),
        ("2026-02-27T18:00", "2 working days", (MONTH,), "Wed 04 Mar 17:00"),
        ("2026-04-01T00:00", "1 working day", (MONTH,), "Thu 02 Apr 17:00"),
        ("2026-03-31T23:59:59", "1 working day", (MONTH,), "Thu 09 Apr 17:00"),
    ],
    ids=["none", "continues", "closing", "hours", "asked-before", "asked-after", "last-second"],
)  # fmt: skip
def test_what_is_asked_during_a_delay_is_due_later_by_what_it_adds(
    asked: str, within: str, delays: tuple[Delay, ...], answer: str
) -> None:
    assert moved(asked, within, *delays) == answer


def test_all_delays_that_run_are_added_the_first_to_begin_first() -> None:
    later = delay("2026-03-05T00:00", None, "1 hour", "b")
    hours_last = moved("2026-03-09T10:00", "1 working day", later, MONTH)
    assert hours_last == moved("2026-03-09T10:00", "1 working day", MONTH, later) == "Mon 16 Mar 10:00"


def test_received_stays_and_the_skipped_periods_reach_the_moved_date() -> None:
    span = parse_duration("1 working day")
    plain, later = (due_delayed(BERLIN, at("2026-03-05T10:00"), span, None, d) for d in ((), (MONTH,)))
    assert (later.received, later.day_of_receipt) == (plain.received, plain.day_of_receipt)
    weekends = [part for part in later.skipped_periods if part.reason.value == "weekend"]
    assert len(weekends) == 1 and later.skipped_periods[: len(plain.skipped_periods)] == plain.skipped_periods


spans = durations.filter(lambda duration: duration.amount > 0)
edges = st.tuples(instants, instants, spans).map(lambda given: (*sorted(given[:2]), given[2]))
several = st.lists(edges, max_size=3).map(
    lambda found: tuple(
        Delay(notice=str(number), start=seconds_of(start), end=seconds_of(end), adds=adds)
        for number, (start, end, adds) in enumerate(found)
    )
)


@settings(max_examples=150)
@given(calendars(), instants, durations, cutoffs, several)
def test_a_delay_never_makes_it_due_earlier_and_adds_as_a_step_would(
    calendar: Calendar, asked: datetime, span: Duration, cutoff: time | None, delays: tuple[Delay, ...]
) -> None:
    with suppress(*FAULTS):
        plain = due(calendar, asked, span, cutoff)
        found = due_delayed(calendar, asked, span, cutoff, delays)
        assert found.due >= plain.due
        expected = plain.due
        for one in sorted(delays, key=lambda d: (d.start, d.notice)):
            if one.start <= seconds_of(asked) < (one.end or 0):
                expected = due_after(calendar, expected, one.adds).due
        assert found.due == expected


# many calendars are open too seldom for such a request, now and then fifty before the tenth that is not
@settings(max_examples=100, suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow])
@given(calendars(), instants, st.lists(instants, min_size=1, max_size=5), durations, cutoffs, several)
def test_the_last_request_is_in_time_and_none_later_is(
    calendar: Calendar,
    needed: datetime,
    others: list[datetime],
    span: Duration,
    cutoff: time | None,
    delays: tuple[Delay, ...],
) -> None:
    try:
        last = latest_start(calendar, seconds_of(needed), span, cutoff, delays)
    except FAULTS:
        assume(False)
    assert due_delayed(calendar, instant_of(last), span, cutoff, delays).due <= needed
    begins = [instant_of(edge) for d in delays for edge in (d.start, d.end or d.start)]
    for moment in [instant_of(last + 1), *others, *begins]:
        if seconds_of(moment) > last:
            with suppress(*FAULTS):
                assert due_delayed(calendar, moment, span, cutoff, delays).due > needed
