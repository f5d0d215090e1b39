"""Tickets are judged as a person with a calendar would judge them."""

from __future__ import annotations

from dataclasses import replace
from datetime import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.clock.calendars import BERLIN, at, calendars, cutoffs, durations

from servicebook.clock.calendar import Calendar
from servicebook.clock.durations import Duration, parse_duration
from servicebook.clock.zones import seconds_of
from servicebook.measuring.clock_rows import Clock
from servicebook.measuring.judged import NINE_IN_TEN, Counts, Judged, State, counts, enough_for
from servicebook.measuring.plain_loop import judge, time_taken
from servicebook.measuring.tickets import InForce, Promised, Ticket, merged

# the calendar: Monday to Friday 9:00-12:30 and 13:00-17:00; the days used here are plain ones
REPAIR = "it/laptop-repair"


def second(text: str) -> int:
    return seconds_of(at(text))


def promise(
    within: str, measure: str = "fulfillment_time", *, calendar: Calendar = BERLIN, cutoff: time | None = None
) -> InForce:
    clock = Clock(calendar, parse_duration(within), cutoff)
    promised = Promised(service=REPAIR, measure=measure, percent=90, words=f"{within}, 90 %")
    return InForce(
        service=REPAIR,
        priority=None,
        channel=None,
        customer=None,
        since=0,
        until=None,
        promised=promised,
        clock=clock,
    )


def ticket(asked: str, done: str | None, *pauses: tuple[str, str | None], reply: str | None = None) -> Ticket:
    return Ticket(
        source="helpdesk",
        key=asked,
        service=REPAIR,
        asked=second(asked),
        first_reply=second(reply) if reply else None,
        done=second(done) if done else None,
        pauses=tuple((second(start), second(end) if end else None) for start, end in pauses),
    )


NOW = second("2026-06-26T12:00")


def judged(one: Ticket, held: InForce, now: int = NOW) -> Judged:
    (found,) = judge([one], [held], now)
    return found


@pytest.mark.parametrize(
    ("within", "done", "state", "taken"),
    [
        ("4 hours", "2026-06-16T10:30", State.KEPT, 4),  # 2.5 hours on Monday afternoon, 1.5 on Tuesday
        ("4 hours", "2026-06-16T10:30:01", State.MISSED, 5),
        ("150 minutes", "2026-06-15T17:00", State.KEPT, 150),
        ("150 minutes", "2026-06-15T18:00", State.MISSED, 151),  # the time was used up at the closing
        ("same working day", "2026-06-15T17:00", State.KEPT, 0),
        ("same working day", "2026-06-15T17:00:01", State.MISSED, 1),
        ("2 working days", "2026-06-17T17:00", State.KEPT, 2),
        ("2 working days", "2026-06-18T09:00", State.MISSED, 3),
        ("7 calendar days", "2026-06-22T23:59:59", State.KEPT, 7),
        ("1 calendar week", "2026-06-23T00:00", State.KEPT, 1),
        ("1 calendar week", "2026-06-23T00:00:01", State.MISSED, 2),
        ("1 month", "2026-06-25T12:00", State.KEPT, 1),
    ],
)
def test_what_is_asked_on_a_monday_at_half_past_two(within: str, done: str, state: State, taken: int) -> None:
    found = judged(ticket("2026-06-15T14:30", done), promise(within))
    assert (found.state, found.taken, found.lived) == (state, taken, taken)
    assert found.month == 2026 * 12 + 5


def test_a_pause_moves_due_by_the_open_time_that_it_took() -> None:
    # due on Tuesday at 10:30; the pause takes the last two hours of Monday, and no night
    paused = ("2026-06-15T15:00", "2026-06-16T08:00")
    kept = judged(ticket("2026-06-15T14:30", "2026-06-16T12:30", paused), promise("4 hours"))
    assert (kept.state, kept.taken, kept.lived, kept.paused) == (State.KEPT, 4, 6, True)
    late = judged(ticket("2026-06-15T14:30", "2026-06-16T13:00:01", paused), promise("4 hours"))
    assert (late.state, late.taken, late.lived) == (State.MISSED, 5, 7)


def test_a_pause_while_it_is_closed_moves_nothing() -> None:
    over_night = ("2026-06-15T17:00", "2026-06-16T09:00")
    found = judged(ticket("2026-06-15T14:30", "2026-06-16T10:30:01", over_night), promise("4 hours"))
    assert (found.state, found.paused) == (State.MISSED, False)


def test_a_pause_after_the_due_date_excuses_nothing() -> None:
    long_after = ("2026-06-16T12:00", "2026-06-19T16:00")  # an hour and a half after it was due
    found = judged(ticket("2026-06-15T14:30", "2026-06-19T16:30", long_after), promise("4 hours"))
    assert (found.state, found.taken) == (State.MISSED, 6)


def test_a_pause_before_the_receipt_takes_nothing() -> None:
    # past the cutoff: received on Tuesday at 9:00, so the pause of Monday afternoon is no part of the promise
    before = ("2026-06-15T15:00", "2026-06-15T17:00")
    held = promise("1 hour", cutoff=time(14))
    assert judged(ticket("2026-06-15T14:30", "2026-06-16T10:00", before), held).state is State.KEPT
    assert judged(ticket("2026-06-15T14:30", "2026-06-16T10:00:01", before), held).state is State.MISSED


def test_what_is_open_is_missed_once_it_is_overdue_and_not_counted_before() -> None:
    one, held = ticket("2026-06-15T14:30", None), promise("4 hours")
    assert judged(one, held, second("2026-06-16T10:30")).state is State.STILL_OPEN
    assert judged(one, held, second("2026-06-16T10:30:01")).state is State.OPEN_OVERDUE
    still_paused = ticket("2026-06-15T14:30", None, ("2026-06-16T10:00", None))
    assert judged(still_paused, held).state is State.STILL_OPEN


def test_what_happened_after_the_day_of_counting_is_not_known_yet() -> None:
    one, held = ticket("2026-06-15T14:30", "2026-06-15T15:00"), promise("4 hours")
    assert judged(one, held, second("2026-06-15T14:45")).state is State.STILL_OPEN
    assert list(judge([one], [held], second("2026-06-15T14:00"))) == []


def test_a_first_reply_ends_the_response_and_so_does_the_end() -> None:
    held = promise("1 hour", "response_time")
    replied = ticket("2026-06-15T14:30", "2026-06-19T14:30", reply="2026-06-15T15:00")
    assert judged(replied, held).state is State.KEPT
    assert judged(ticket("2026-06-15T14:30", "2026-06-15T15:30"), held).state is State.KEPT
    assert judged(ticket("2026-06-15T14:30", "2026-06-15T15:30:01"), held).state is State.MISSED


def test_the_promise_is_the_one_in_force_when_it_was_asked() -> None:
    change = second("2026-06-16T00:00")
    before = replace(promise("1 hour"), until=change)
    after = replace(promise("4 hours"), since=change)
    old, new = ticket("2026-06-15T14:30", None), ticket("2026-06-16T14:30", None)
    found = list(judge([old, new], [before, after], NOW))
    assert [each.promised for each in found] == [before.promised, after.promised]
    other = replace(old, customer="sales")
    assert list(judge([other], [before, after], NOW)) == []


def test_a_changed_calendar_is_counted_under_the_same_promise() -> None:
    change = second("2026-06-16T00:00")
    mornings = Calendar(name="mornings", zone="Europe/Berlin", week=(("09:00-12:00",),) * 7)
    before = replace(promise("4 hours"), until=change)
    after = replace(before, since=change, until=None, clock=replace(before.clock, calendar=mornings))
    old = ticket("2026-06-15T09:00", "2026-06-15T13:30")
    new = ticket("2026-06-16T09:00", "2026-06-16T13:30")  # after the third and last hour of that day
    found = list(judge([old, new], [before, after], NOW))
    assert [(each.state, each.taken) for each in found] == [(State.KEPT, 4), (State.KEPT, 4)]
    assert [one.counted for one in counts(found).values()] == [2]


def test_what_the_calendar_does_not_know_is_said_to_be_unknown() -> None:
    found = judged(ticket("2026-06-15T14:30", "2026-06-15T15:30"), promise("40 months"))
    assert (found.state, found.taken, found.lived) == (State.UNKNOWN, None, None)


def test_counts_leave_nobody_out() -> None:
    held = promise("4 hours")
    tickets = [
        ticket("2026-06-15T09:00", "2026-06-15T09:30"),
        ticket("2026-06-15T09:01", "2026-06-15T10:30"),
        ticket("2026-06-15T09:02", "2026-06-16T16:30", ("2026-06-15T10:00", "2026-06-15T11:00")),
        ticket("2026-06-15T09:03", None),
        ticket("2026-06-26T11:00", None),
        ticket("2026-05-29T11:00", "2026-06-01T09:30"),
    ]
    found = counts(judge(tickets, [held], NOW))
    assert found[held.promised, 2026 * 12 + 5] == Counts(
        promised=held.promised,
        month=2026 * 12 + 5,
        asked=5,
        counted=4,
        kept=2,
        open_overdue=1,
        still_open=1,
        unknown=0,
        half_within=2,
        nine_in_ten_within=None,  # one of four is open, and nobody knows for how long
        lived_half=2,
        lived_nine_in_ten=None,
        paused=1,
    )
    assert found[held.promised, 2026 * 12 + 4].asked == 1


@pytest.mark.parametrize(("counted", "nine_in_ten"), [(1, 1), (9, 9), (10, 9), (11, 10), (20, 18)])
def test_nine_in_ten_is_never_less_than_nine_in_ten(counted: int, nine_in_ten: int) -> None:
    assert enough_for(NINE_IN_TEN, list(range(1, counted + 1)), counted) == nine_in_ten


@given(calendars(), durations, cutoffs, st.integers(0, 200 * 86_400), st.integers(0, 20 * 86_400), st.data())
@settings(max_examples=60, deadline=None)
def test_kept_is_what_took_no_more_than_was_promised(
    calendar: Calendar, within: Duration, cutoff: time | None, later: int, took: int, data: st.DataObject
) -> None:
    asked = second("2026-01-05T00:00") + later
    start = asked + data.draw(st.integers(0, took))
    pauses = merged(((start, data.draw(st.none() | st.integers(start, asked + took))),))
    one = Ticket(source="a", key="1", service=REPAIR, asked=asked, done=asked + took, pauses=pauses)
    held = promise("1 hour")
    held = replace(held, clock=Clock(calendar, within, cutoff))
    found = judged(one, held, asked + took + 1)
    if found.taken is not None and found.lived is not None:
        assert (found.state is State.KEPT) == (found.taken <= within.amount)
        assert found.taken <= found.lived
        assert found.lived == time_taken(held.clock, asked, asked + took, 0)


def test_pauses_are_put_in_order() -> None:
    assert merged(((5, 9), (1, 3), (3, 4), (8, None), (20, 30), (7, 7))) == ((1, 4), (5, None))
    with pytest.raises(ValueError, match="out of order"):
        Ticket(source="a", key="1", service=REPAIR, asked=0, pauses=((5, 9), (1, 3)))


def test_times_that_contradict_each_other_are_refused() -> None:
    with pytest.raises(ValueError, match="end before it was asked"):
        Ticket(source="a", key="1", service=REPAIR, asked=10, done=9)
