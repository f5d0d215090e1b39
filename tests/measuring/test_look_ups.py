"""The look-ups of an engine say what the scalar clock says: what is due, how much was open, how many units passed."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from hypothesis import example, given, settings
from hypothesis import strategies as st
from tests.clock.calendars import BERLIN, OFFICE, calendars, cutoffs, durations, elapsed
from tests.measuring.test_clock_rows import looked_up

from servicebook.clock.calendar import Calendar, NeverOpenError, PastHorizonError
from servicebook.clock.durations import Duration, Unit
from servicebook.clock.promise import due_seconds
from servicebook.clock.zones import instant_of, seconds_of
from servicebook.measuring.clock_rows import Clock
from servicebook.measuring.look_ups import LookUps, look_ups
from servicebook.measuring.positions import counting

DAY = 86_400
START, END = seconds_of(datetime(2026, 1, 1, tzinfo=UTC)), seconds_of(datetime(2027, 1, 1, tzinfo=UTC))
MONTH, RECEIPT, OPENED = range(3)


def units(found: LookUps, clock: Clock, asked: int, end: int) -> int | None:
    """The units that an engine counts from asking to end, as it does without pauses."""
    axis = found.receipts.index((clock.calendar, clock.cutoff, counting(clock.within.unit).scale))
    receipt = looked_up(found.asked, axis, asked, RECEIPT)
    ended = looked_up(
        found.ended, found.ends.index((clock.calendar, counting(clock.within.unit).scale)), end - 1
    )
    if receipt is None or ended is None:
        return None
    size, least = counting(clock.within.unit).size, counting(clock.within.unit).least
    return max(least, (ended - receipt + size - 1) // size)


def moments_of(found: LookUps, others: list[int]) -> set[int]:
    """Moments around the edges of some rows, and others."""
    edges = found.asked.start[:: max(1, len(found.asked) // 40)].tolist()
    return {edge + by for edge in edges for by in (-1, 0, 1)} | set(others)


_PAST_THE_LAST_DAY = Calendar(
    name="its last day ends past midnight",
    zone="Europe/Berlin",
    week=((), (), (), ("01:05-00:05",), (), (), ()),
    known_from=date(2026, 1, 1),
    known_until=date(2026, 12, 31),
)


@given(
    st.lists(st.tuples(calendars(), durations, cutoffs), min_size=1, max_size=2),
    st.lists(st.integers(START, END - DAY), max_size=20),
)
@example([(_PAST_THE_LAST_DAY, Duration(1, Unit.SECOND), None)], [])
@settings(max_examples=40, deadline=None)
def test_no_more_units_than_promised_have_passed_until_it_is_due(
    drawn: list[tuple[Calendar, Duration, time | None]], others: list[int]
) -> None:
    clocks = [Clock(*each) for each in drawn]
    found = look_ups(clocks, START, END)
    for clock in clocks:
        known_from, known_until = found.known[clock]
        for asked in sorted(m for m in moments_of(found, others) if START <= m < END):
            try:
                due = due_seconds(clock.calendar, asked, clock.within, clock.cutoff).due
            except (PastHorizonError, NeverOpenError):
                assert not known_from <= asked < known_until, instant_of(asked)
                continue
            assert known_from <= asked < known_until, instant_of(asked)
            if asked < due < END:
                in_time, late = units(found, clock, asked, due), units(found, clock, asked, due + 1)
                assert in_time is not None
                assert in_time <= clock.within.amount, instant_of(asked)
                assert late is None or late > clock.within.amount, instant_of(asked)


@given(calendars(), st.lists(st.integers(START + DAY, END - DAY), min_size=2, max_size=20))
@settings(max_examples=60, deadline=None)
def test_elapsed_open_time_is_the_difference_of_two_rows(calendar: Calendar, others: list[int]) -> None:
    found = look_ups([Clock(calendar, Duration(1, Unit.MONTH))], START, END)
    moments = sorted(m for m in moments_of(found, others) if START + DAY <= m < END - DAY)
    for first, last in pairwise(moments):
        before, after = looked_up(found.ended, 0, first, 1), looked_up(found.ended, 0, last, 1)
        assert before is not None
        assert after is not None
        assert timedelta(seconds=after - before) == elapsed(calendar, instant_of(first), instant_of(last))


def test_where_clocks_change_the_day_has_all_its_hours() -> None:
    nights = Calendar(name="nights", zone="Europe/Berlin", week=(("22:00-06:00",),) * 7)
    found = look_ups([Clock(nights, Duration(1, Unit.HOUR))], START, END)
    # the night from 24 to 25 October 2026 has 9 hours, that from 28 to 29 March 7
    for on, hours in ((date(2026, 10, 24), 9), (date(2026, 3, 28), 7), (date(2026, 6, 1), 8)):
        noon = seconds_of(datetime(on.year, on.month, on.day, 12, tzinfo=UTC))
        before, after = looked_up(found.ended, 0, noon, 1), looked_up(found.ended, 0, noon + DAY, 1)
        assert before is not None
        assert after is not None
        assert after - before == hours * 3600


def test_months_are_those_of_the_zone() -> None:
    found = look_ups([Clock(BERLIN, Duration(1, Unit.HOUR))], START, END)
    may = seconds_of(datetime(2026, 5, 1, tzinfo=ZoneInfo("Europe/Berlin")))
    assert looked_up(found.asked, 0, may - 1, MONTH) == 2026 * 12 + 3
    assert looked_up(found.asked, 0, may, MONTH) == 2026 * 12 + 4


def test_nothing_is_said_of_what_never_opens_or_is_not_known() -> None:
    closed = Clock(Calendar(name="closed", zone="UTC", week=((),) * 7), Duration(1, Unit.HOUR))
    old = Calendar(name="old", zone="UTC", week=(("08:00-12:00",),) * 7, known_until=date(2020, 1, 1))
    unknown = Clock(old, Duration(1, Unit.HOUR))
    found = look_ups([closed, unknown], START, END)
    for number, clock in enumerate((closed, unknown)):
        first, end = found.known[clock]
        assert first >= end
        assert looked_up(found.asked, number, START + 5, RECEIPT) is None
        assert looked_up(found.asked, number, START + 5, MONTH) == 2026 * 12
    assert looked_up(found.ended, 0, START + 5, 1) == 0
    assert looked_up(found.ended, 1, START + 5, 1) is None


def test_past_the_last_open_second_no_day_is_known_in_which_it_passed() -> None:
    # the last days that the calendar knows are closed: Saturday and Sunday
    short = Calendar(name="short", zone="UTC", week=OFFICE, known_until=date(2026, 11, 1))
    found = look_ups([Clock(short, Duration(3, Unit.CALENDAR_DAY))], START, END)
    friday = date(2026, 10, 30)
    evening = seconds_of(datetime(2026, 10, 30, 20, tzinfo=UTC))
    passed = looked_up(found.ended, 0, evening, 1)
    assert passed is not None
    assert looked_up(found.passed, 0, passed - 1) == friday.toordinal()
    assert looked_up(found.passed, 0, passed) is None


def test_a_season_without_opening_is_looked_beyond() -> None:
    summer = Calendar(
        name="pool",
        zone="UTC",
        week=(("08:00-12:00",),) * 7,
        closures=((date(2026, 10, 1), date(2027, 4, 30), "Winter"),),
    )
    clock = Clock(summer, Duration(1, Unit.WORKING_DAY))
    found = look_ups([clock], START, END)
    assert found.known[clock] == (START, END)
    for function in (RECEIPT, OPENED):
        assert looked_up(found.asked, 0, END - 1, function) is not None
