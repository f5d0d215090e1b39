"""The clock's table gives, by an equality join, what the scalar clock gives."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.clock.calendars import BERLIN, calendars, cutoffs, durations, elapsed

from servicebook.clock.calendar import Calendar, NeverOpenError, PastHorizonError
from servicebook.clock.durations import Duration, Unit
from servicebook.clock.promise import due_seconds
from servicebook.clock.zones import instant_of, seconds_of
from servicebook.measuring.clock_rows import DAY, Clock, ClockRows, due_rows, open_rows

START, END = seconds_of(datetime(2026, 1, 1, tzinfo=UTC)), seconds_of(datetime(2027, 1, 1, tzinfo=UTC))


def looked_up(rows: ClockRows, clock: int, moment: int) -> int | None:
    """What an engine does: an equality on clock and day, then the one row around the moment."""
    same = (rows.clock == clock) & (rows.day == moment // DAY)
    found = np.flatnonzero(same & (rows.start <= moment) & (moment < rows.until))
    assert len(found) <= 1, "a moment has one row"
    if not len(found):
        return None
    at = int(found[0])
    return int(rows.value[at] + rows.slope[at] * (moment - rows.start[at]))


def moments_of(rows: ClockRows, others: list[int]) -> set[int]:
    """Moments around the edges of some rows, and others."""
    edges = rows.start[:: max(1, len(rows) // 40)].tolist()
    return {edge + by for edge in edges for by in (-1, 0, 1)} | set(others)


@given(
    st.lists(st.tuples(calendars(), durations, cutoffs), min_size=1, max_size=2),
    st.lists(st.integers(START - 3 * DAY, END + 3 * DAY), max_size=20),
)
@settings(max_examples=40, deadline=None)
def test_due_dates_are_those_of_the_scalar_clock(
    drawn: list[tuple[Calendar, Duration, time | None]], others: list[int]
) -> None:
    rows = due_rows([Clock(*each) for each in drawn], START, END)
    for number, (calendar, within, cutoff) in enumerate(drawn):
        for moment in moments_of(rows, others):
            try:
                due: int | None = due_seconds(calendar, moment, within, cutoff).due
            except (PastHorizonError, NeverOpenError):
                due = None
            if not START <= moment < END:
                due = None
            assert looked_up(rows, number, moment) == due, instant_of(moment)


@given(calendars(), st.lists(st.integers(START + DAY, END - DAY), min_size=2, max_size=20))
@settings(max_examples=60, deadline=None)
def test_elapsed_open_time_is_the_difference_of_two_rows(calendar: Calendar, others: list[int]) -> None:
    rows = open_rows([calendar], START, END)
    moments = sorted(m for m in moments_of(rows, others) if START + DAY <= m < END - DAY)
    for first, last in pairwise(moments):
        before, after = looked_up(rows, 0, first), looked_up(rows, 0, last)
        assert before is not None
        assert after is not None
        assert timedelta(seconds=after - before) == elapsed(calendar, instant_of(first), instant_of(last))


def test_no_row_reaches_over_a_day_and_none_is_empty() -> None:
    rows = due_rows(
        [Clock(BERLIN, Duration(4, Unit.HOUR)), Clock(BERLIN, Duration(3, Unit.WORKING_DAY))], START, END
    )
    assert (rows.start // DAY == rows.day).all()
    assert ((rows.until - 1) // DAY == rows.day).all()
    assert (rows.start < rows.until).all()
    assert sorted(set(rows.clock.tolist())) == [0, 1]
    assert set(range(START // DAY, END // DAY)) == set(rows.day[rows.clock == 1].tolist())


def test_where_clocks_change_the_day_has_all_its_hours() -> None:
    nights = Calendar(name="nights", zone="Europe/Berlin", week=(("22:00-06:00",),) * 7)
    rows = open_rows([nights], START, END)
    # the night from 24 to 25 October 2026 has 9 hours, that from 28 to 29 March 7
    for on, hours in ((date(2026, 10, 24), 9), (date(2026, 3, 28), 7), (date(2026, 6, 1), 8)):
        noon = seconds_of(datetime(on.year, on.month, on.day, 12, tzinfo=UTC))
        before, after = looked_up(rows, 0, noon), looked_up(rows, 0, noon + DAY)
        assert before is not None
        assert after is not None
        assert after - before == hours * 3600


def test_nothing_is_said_of_what_never_opens_or_is_not_known() -> None:
    closed = Calendar(name="closed", zone="UTC", week=((),) * 7)
    assert len(due_rows([Clock(closed, Duration(1, Unit.HOUR))], START, END)) == 0
    assert looked_up(open_rows([closed], START, END), 0, START + 5) == 0
    old = Calendar(name="old", zone="UTC", week=(("08:00-12:00",),) * 7, known_until=date(2020, 1, 1))
    assert len(due_rows([Clock(old, Duration(1, Unit.HOUR))], START, END)) == 0
    assert len(open_rows([old], START, END)) == 0
    assert len(due_rows([], START, END)) == 0
