"""What holds on every calendar, for every request and every duration."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.clock.calendars import calendars, cutoffs, durations, elapsed, instants, is_open, receipt

from servicebook.clock.calendar import Calendar, NeverOpenError, PastHorizonError
from servicebook.clock.durations import Duration, Unit
from servicebook.clock.promise import Due, due, due_after
from servicebook.clock.zones import instant_of

LATER_THAN_KNOWN = datetime.max.replace(tzinfo=instant_of(0).tzinfo)
TIMED = durations.filter(lambda d: d.unit in (Unit.SECOND, Unit.MINUTE, Unit.HOUR))
SECONDS = {Unit.SECOND: 1, Unit.MINUTE: 60, Unit.HOUR: 3600}

FEWER = settings(max_examples=60)
"""Every drawn calendar expands a year of days, so the examples are fewer than elsewhere."""


def found(calendar: Calendar, asked: datetime, span: Duration, cutoff: time | None = None) -> Due | None:
    try:
        return due(calendar, asked, span, cutoff)
    except (PastHorizonError, NeverOpenError):
        return None


def when(calendar: Calendar, asked: datetime, span: Duration, cutoff: time | None = None) -> datetime:
    one = found(calendar, asked, span, cutoff)
    return one.due if one else LATER_THAN_KNOWN


@FEWER
@given(calendars(), st.lists(instants, min_size=2, max_size=12), durations, cutoffs)
def test_a_later_request_is_never_due_earlier(
    calendar: Calendar, asked: list[datetime], span: Duration, cutoff: time | None
) -> None:
    dates = [when(calendar, moment, span, cutoff) for moment in sorted(asked)]
    assert dates == sorted(dates)


@FEWER
@given(calendars(), instants, durations, cutoffs)
def test_requests_of_one_day_are_due_in_their_order(
    calendar: Calendar, asked: datetime, span: Duration, cutoff: time | None
) -> None:
    dates = [when(calendar, asked + timedelta(minutes=20 * n), span, cutoff) for n in range(100)]
    assert dates == sorted(dates)


@FEWER
@given(calendars(), instants, durations, st.integers(1, 50), cutoffs)
def test_a_longer_promise_is_never_due_earlier(
    calendar: Calendar, asked: datetime, span: Duration, more: int, cutoff: time | None
) -> None:
    longer = Duration(span.amount + more, span.unit)
    assert when(calendar, asked, span, cutoff) <= when(calendar, asked, longer, cutoff)


@FEWER
@given(calendars(), instants, TIMED, cutoffs)
def test_as_much_open_time_passes_as_was_promised(
    calendar: Calendar, asked: datetime, span: Duration, cutoff: time | None
) -> None:
    one = found(calendar, asked, span, cutoff)
    if one:
        assert elapsed(calendar, one.received, one.due).total_seconds() == span.amount * SECONDS[span.unit]


@FEWER
@given(calendars(), instants, instants)
def test_the_open_time_between_two_instants_is_due_by_the_second(
    calendar: Calendar, one: datetime, other: datetime
) -> None:
    start, end = sorted((one, other))
    passed = int(elapsed(calendar, start, end).total_seconds())
    if passed:
        assert due(calendar, start, Duration(passed, Unit.SECOND)).due <= end
        assert when(calendar, start, Duration(passed + 1, Unit.SECOND)) > end


@FEWER
@given(calendars(), instants, durations, cutoffs)
def test_asked_received_and_due_follow_one_another(
    calendar: Calendar, asked: datetime, span: Duration, cutoff: time | None
) -> None:
    one = found(calendar, asked, span, cutoff)
    if one:
        assert asked <= one.received <= one.due
        assert is_open(calendar, one.received)
        assert calendar.day(one.day_of_receipt).is_working


@FEWER
@given(calendars(), instants, TIMED)
def test_what_is_passed_over_and_what_counts_is_all_the_time(
    calendar: Calendar, asked: datetime, span: Duration
) -> None:
    one = found(calendar, asked, span)
    if one:
        parts = one.skipped_periods
        assert all(a.end <= b.start for a, b in pairwise(parts))
        assert all(elapsed(calendar, part.start, part.end) == timedelta(0) for part in parts)
        closed = sum((part.end - part.start for part in parts), timedelta(0))
        assert one.due - asked == closed + timedelta(seconds=span.amount * SECONDS[span.unit])


@FEWER
@given(calendars(), instants, st.integers(0, 9), st.integers(1, 9))
def test_working_days_that_continue_add_up(
    calendar: Calendar, asked: datetime, first: int, second: int
) -> None:
    whole = found(calendar, asked, Duration(first + second, Unit.WORKING_DAY))
    if whole:
        begun = due(calendar, asked, Duration(first, Unit.WORKING_DAY))
        found_due = due_after(calendar, begun.due, Duration(second, Unit.WORKING_DAY)).due
        if len(set(calendar.open_time.closes)) == len(calendar.open_time.closes):
            assert found_due == whole.due
        else:  # days that overlap may close together: the later one is continued from
            assert found_due >= whole.due


@FEWER
@given(calendars(), st.lists(instants, min_size=2, max_size=12), durations, cutoffs)
def test_what_continues_later_is_never_due_earlier(
    calendar: Calendar, starts: list[datetime], span: Duration, cutoff: time | None
) -> None:
    dates = []
    for start in sorted([*starts, *(moment for s in starts for moment in _near_closing(calendar, s))]):
        try:
            dates.append(due_after(calendar, start, span, cutoff).due)
        except (PastHorizonError, NeverOpenError):
            dates.append(LATER_THAN_KNOWN)
    assert dates == sorted(dates)


def _near_closing(calendar: Calendar, asked: datetime) -> list[datetime]:
    one = found(calendar, asked, Duration(0, Unit.WORKING_DAY))
    return [one.due + timedelta(seconds=n) for n in (-1, 0, 1)] if one else []


@FEWER
@given(calendars(), instants)
def test_what_is_asked_while_open_is_received_at_once(calendar: Calendar, asked: datetime) -> None:
    if is_open(calendar, asked):
        assert receipt(calendar, asked).received == asked
