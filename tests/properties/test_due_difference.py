"""What is said of a changed promise holds for each moment of asking, as the clock computes it one at a time."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import example, given, settings
from hypothesis import strategies as st
from tests.clock.calendars import calendars, cutoffs, durations, elapsed, instants, is_open, receipt

from servicebook.clock.calendar import Calendar, NeverOpenError, PastHorizonError
from servicebook.clock.due_pieces import ExpandedCalendar, due_pieces
from servicebook.clock.durations import Duration, Unit
from servicebook.clock.promise import due_seconds
from servicebook.clock.zones import instant_of, seconds_of, start_of_day
from servicebook.comparing.directions import Direction
from servicebook.comparing.due_amounts import Measure
from servicebook.comparing.due_difference import (
    CountedPromise,
    DueComparer,
    DueDifference,
    Shift,
)
from servicebook.comparing.open_hours import hours_difference

TODAY = date(2026, 3, 20)
NEVER = float("inf")
MIRRORED = {
    Direction.SAME: Direction.SAME,
    Direction.TIGHTENED: Direction.WEAKENED,
    Direction.WEAKENED: Direction.TIGHTENED,
    Direction.INCOMPARABLE: Direction.INCOMPARABLE,
    Direction.UNKNOWN: Direction.UNKNOWN,
}

promises = st.builds(CountedPromise, calendars(), durations, cutoffs)


@st.composite
def changed(draw: st.DrawFn) -> tuple[CountedPromise, CountedPromise]:
    """A promise and another one, of which often only a part is another: that is where little differs."""
    one, other = draw(promises), draw(promises)
    parts = draw(
        st.lists(st.sampled_from(("calendar", "within", "cutoff", "closures", "horizon")), max_size=2)
    )
    if not parts:
        return one, other
    after = one
    for part in parts:
        if part == "closures":
            after = replace(after, calendar=replace(after.calendar, closures=other.calendar.closures))
        elif part == "horizon":
            shorter = draw(st.dates(date(2026, 1, 1), date(2026, 12, 31)))
            after = replace(after, calendar=replace(after.calendar, known_until=shorter))
        else:
            after = replace(after, **{part: getattr(other, part)})
    return one, after


def due(promise: CountedPromise, moment: int) -> float | None:
    """What the clock says in seconds; None where it does not know."""
    try:
        return due_seconds(promise.calendar, moment, promise.within, promise.cutoff).due
    except NeverOpenError:
        return NEVER
    except PastHorizonError:
        return None


def telling(before: CountedPromise, after: CountedPromise) -> list[int]:
    """The ends of pieces of both, and the seconds beside them, where an answer may change."""
    start = min(start_of_day(p.calendar.tz, TODAY) for p in (before, after))
    near = set()
    for promise in (before, after):
        expanded = ExpandedCalendar(promise.calendar, start, start + 60 * 86_400)
        pieces = due_pieces(expanded, promise.within, promise.cutoff)
        near |= {
            moment + by for moment in pieces.starts.tolist() for by in (-1, 0, 1) if moment + by >= start
        }
    return sorted(near)[:400]


def compared(before: CountedPromise, after: CountedPromise) -> DueDifference:
    return DueComparer(TODAY).compare(before, after)


def last_second(found: DueDifference) -> int:
    """The last second of which something is said."""
    if found.known_until is None:
        return seconds_of(datetime(2027, 3, 19, tzinfo=ZoneInfo(found.zone)))
    return start_of_day(ZoneInfo(found.zone), found.known_until) - 1


@settings(max_examples=150, deadline=None)
@given(changed(), st.lists(instants, max_size=40))
def test_a_direction_holds_for_every_moment_and_its_examples_are_what_the_clock_says(
    pair: tuple[CountedPromise, CountedPromise], moments: list[datetime]
) -> None:
    before, after = pair
    found = compared(before, after)
    if before == after or found.direction is Direction.UNKNOWN or found.never_before or found.never_now:
        return  # of a promise that is the same nothing is said, not even how far it is known
    last = last_second(found)
    asked = [*telling(before, after), *(seconds_of(moment) for moment in moments)]
    first = seconds_of(datetime(2026, 3, 20, 14, tzinfo=ZoneInfo("UTC")))  # everywhere that day by then
    for moment in (each for each in asked if first <= each <= last):
        was, now = due(before, moment), due(after, moment)
        assert was is not None and now is not None, "a moment is said to be known, and is not"
        if now > was:
            assert found.later is not None, f"{instant_of(moment)} is due later"
        if now < was:
            assert found.earlier is not None, f"{instant_of(moment)} is due earlier"
    for shift, sign in ((found.later, 1), (found.earlier, -1)):
        if shift is not None:
            example = shift.amounts.example
            assert (example.before, example.after) == (due(before, example.asked), due(after, example.asked))
            assert (example.after - example.before) * sign > 0


@settings(max_examples=60, deadline=None)
@given(changed())
def test_the_other_way_round_is_the_other_direction(pair: tuple[CountedPromise, CountedPromise]) -> None:
    there, back = compared(*pair), compared(*reversed(pair))
    assert back.direction is MIRRORED[there.direction]
    assert (back.later is None, back.earlier is None) == (there.earlier is None, there.later is None)


@settings(max_examples=40, deadline=None)
@given(promises)
def test_a_promise_is_the_same_as_itself_and_as_one_on_a_calendar_of_another_name(
    promise: CountedPromise,
) -> None:
    renamed = replace(promise, calendar=replace(promise.calendar, name="of another name"))
    assert compared(promise, promise).direction is Direction.SAME
    assert compared(promise, renamed).direction in (Direction.SAME, Direction.UNKNOWN)


@settings(max_examples=60, deadline=None)
@given(calendars(), durations, cutoffs, st.integers(1, 30))
def test_a_longer_promise_is_never_tightened(
    calendar: Calendar, within: Duration, cutoff: time | None, more: int
) -> None:
    before = CountedPromise(calendar, within, cutoff)
    found = compared(before, replace(before, within=Duration(within.amount + more, within.unit)))
    assert found.earlier is None


def _open_on(*days: int) -> Calendar:
    """All day on some days of the week, from 0 for Monday, in 2026."""
    return Calendar(
        name="drawn",
        zone="Europe/Berlin",
        week=tuple(("00:00-24:00",) if day in days else () for day in range(7)),
        known_from=date(2026, 1, 1),
        known_until=date(2026, 12, 31),
    )


# what is asked last of all is due when the calendar is not known, so that nothing is counted in open time
_PAST_THE_CALENDAR = (
    CountedPromise(_open_on(3, 6), Duration(1, Unit.MINUTE), None),
    CountedPromise(_open_on(5, 6), Duration(1, Unit.SECOND), None),
)


@settings(max_examples=80, deadline=None)
@example(_PAST_THE_CALENDAR, [])
@given(changed(), st.lists(instants, max_size=40))
def test_nothing_differs_by_more_than_the_greatest_difference(
    pair: tuple[CountedPromise, CountedPromise], moments: list[datetime]
) -> None:
    before, after = pair
    found = compared(before, after)
    for shift, sign in ((found.later, 1), (found.earlier, -1)):
        if shift is None or shift.amounts.greatest.measure not in (Measure.OPEN_TIME, Measure.WORKING_DAYS):
            continue
        greatest = shift.amounts.greatest
        assert typical_is_at_most_the_greatest(shift)
        for moment in (seconds_of(m) for m in moments if m.date() > TODAY):
            was, now = due(before, moment), due(after, moment)
            known_so_far = seconds_of(datetime(2026, 12, 30, tzinfo=ZoneInfo("UTC")))
            if moment > last_second(found) or was is None or now is None or max(was, now) > known_so_far:
                continue
            if (now - was) * sign <= 0:
                continue
            counted = _counted(after, greatest.measure, *sorted((int(was), int(now))))
            if counted is not None:
                assert counted <= greatest.count


def typical_is_at_most_the_greatest(shift: Shift) -> bool:
    typical, greatest = shift.amounts.typical, shift.amounts.greatest
    # a typical time is told to the minute
    return typical.measure is not greatest.measure or typical.count <= greatest.count + 30


def _counted(promise: CountedPromise, measure: Measure, first: int, last: int) -> int | None:
    """The same amount, counted day by day; None where the calendar does not know."""
    calendar = promise.calendar
    try:
        if measure is Measure.OPEN_TIME:
            return int(elapsed(calendar, instant_of(first), instant_of(last)).total_seconds())
        begin = instant_of(first).date() - timedelta(days=2)
        days = [calendar.day(begin + timedelta(days=n)) for n in range((last - first) // 86_400 + 5)]
    except PastHorizonError:
        return None
    openings = {seconds_of(day.intervals[0].start) for day in days if day.is_working}
    return sum(first <= opening < last for opening in openings)


@settings(max_examples=60, deadline=None)
@given(changed(), st.lists(instants, max_size=40))
def test_where_all_requests_differ_each_one_made_while_it_is_open_does(
    pair: tuple[CountedPromise, CountedPromise], moments: list[datetime]
) -> None:
    before, after = pair
    found = compared(before, after)
    for shift, sign in ((found.later, 1), (found.earlier, -1)):
        if shift is None or not shift.asked.everywhere:
            continue
        for moment in moments:
            seconds = seconds_of(moment)
            if moment.date() <= TODAY or seconds > last_second(found) or not is_open(after.calendar, moment):
                continue
            near = [(due(before, each), due(after, each)) for each in (seconds, seconds + 1)]
            # a single second may be left out
            assert any(was is None or now is None or (now - was) * sign > 0 for was, now in near)


@settings(max_examples=60, deadline=None)
@given(changed(), st.lists(instants, max_size=60))
def test_hours_are_gained_where_it_is_open_now_and_was_not(
    pair: tuple[CountedPromise, CountedPromise], moments: list[datetime]
) -> None:
    was, now = (promise.calendar for promise in pair)
    found, back = hours_difference(was, now, TODAY), hours_difference(now, was, TODAY)
    assert back.direction is MIRRORED[found.direction]
    if found.direction is Direction.UNKNOWN:
        return
    assert (found.gained and found.gained.seconds) == (back.lost and back.lost.seconds)
    last = found.known_until or date(2027, 3, 18)
    for moment in (m for m in moments if TODAY < m.date() < last):
        open_was, open_now = is_open(was, moment), is_open(now, moment)
        assert found.gained or not open_now or open_was
        assert found.lost or not open_was or open_now
    for one, other, open_time in ((now, was, found.gained), (was, now, found.lost)):
        if open_time:
            assert is_open(one, instant_of(open_time.first)) and not is_open(
                other, instant_of(open_time.first)
            )
            assert is_open(one, instant_of(open_time.until - 1))


@settings(max_examples=150, deadline=None)
@given(changed(), st.lists(instants, max_size=60))
def test_no_other_requests_differ_than_those_that_are_told(
    pair: tuple[CountedPromise, CountedPromise], moments: list[datetime]
) -> None:
    before, after = pair
    found = compared(before, after)
    asked = [*(seconds_of(moment) for moment in moments), *telling(before, after)]
    for shift, sign in ((found.later, 1), (found.earlier, -1)):
        for seconds in asked if shift else ():
            moment = instant_of(seconds)
            if moment.date() <= TODAY or seconds > last_second(found):
                continue
            received_on = next((p.calendar for p in (after, before) if is_open(p.calendar, moment)), None)
            was, now = due(before, seconds), due(after, seconds)
            assert shift is not None and was is not None and now is not None
            if received_on is None or (now - was) * sign <= 0:
                continue
            told = shift.asked
            day = receipt(received_on, moment).day_of_receipt
            assert told.days > 0
            assert told.mostly or not told.weekdays or day.weekday() in told.weekdays
            if received_on.zone == found.zone:
                midnight = datetime.combine(day, time())
                passed = moment.astimezone(ZoneInfo(found.zone)).replace(tzinfo=None) - midnight
                assert told.after is None or passed >= timedelta(
                    hours=told.after.hour, minutes=told.after.minute
                )
                assert told.before is None or passed < timedelta(
                    hours=told.before.hour, minutes=told.before.minute, seconds=1
                )
            until = instant_of(int(max(was, now))).date() + timedelta(days=1)
            assert not told.around or any(day <= p.last and p.first <= until for p in told.around)
