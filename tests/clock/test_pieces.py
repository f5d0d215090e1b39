"""What is computed for every second at once is what the clock says for each of them."""

from __future__ import annotations

from datetime import UTC, datetime, time

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.clock.calendars import BERLIN, calendars, cutoffs, durations

from servicebook.clock.calendar import Calendar, NeverOpenError, PastHorizonError
from servicebook.clock.due_pieces import ExpandedCalendar, due_pieces
from servicebook.clock.durations import Duration, parse_duration
from servicebook.clock.pieces import Pieces, compose, identity, maximum, min_gap
from servicebook.clock.promise import due_after_seconds, due_seconds
from servicebook.clock.zones import seconds_of

FROM = seconds_of(datetime(2026, 3, 20, tzinfo=UTC))
UNTIL = seconds_of(datetime(2026, 4, 20, tzinfo=UTC))


def answer(
    calendar: Calendar, moment: int, duration: Duration, cutoff: time | None, *, on: bool
) -> int | None:
    """What the clock says, None where it does not know."""
    counted = due_after_seconds if on else due_seconds
    try:
        return counted(calendar, moment, duration, cutoff).due
    except (PastHorizonError, NeverOpenError):
        return None


def telling(pieces: Pieces) -> list[int]:
    """The moments at which something may go wrong: both ends of every piece, and beside them."""
    near = {m + d for m in pieces.starts.tolist() for d in (-1, 0, 1)} | {pieces.end - 1}
    return sorted(m for m in near if FROM <= m < pieces.end)


def value(pieces: Pieces, moment: int) -> int:
    return int(pieces.at(np.array([moment]))[0][0])


def values(pieces: Pieces, moments: list[int]) -> list[tuple[int, int]]:
    """The moments of a month that tell most, and the given ones that are known; each with its value."""
    known = [*telling(pieces)[:200], *(m for m in moments if m < pieces.end)]
    return [*zip(known, pieces.at(np.array(known, dtype=np.int64))[0].tolist(), strict=True)]


@settings(max_examples=150, deadline=None)
@given(calendars(), durations, cutoffs, st.booleans(), st.lists(st.integers(FROM, UNTIL - 1), max_size=30))
def test_pieces_say_what_the_clock_says(
    calendar: Calendar, duration: Duration, cutoff: time | None, on: bool, moments: list[int]
) -> None:
    pieces = due_pieces(ExpandedCalendar(calendar, FROM, UNTIL), duration, cutoff, continuing=on)
    for moment, due in values(pieces, moments):
        assert due == answer(calendar, moment, duration, cutoff, on=on), moment


@settings(max_examples=100, deadline=None)
@given(calendars(), calendars(), durations, durations, st.lists(st.integers(FROM, UNTIL - 1), max_size=20))
def test_one_after_another_and_the_later_of_two(
    one: Calendar, other: Calendar, first: Duration, second: Duration, moments: list[int]
) -> None:
    wide = UNTIL + 86_400 * 60
    opening = due_pieces(ExpandedCalendar(one, FROM, UNTIL), first)
    following = due_pieces(ExpandedCalendar(other, FROM, wide), second, continuing=True)
    chained, both = (
        compose(opening, following),
        maximum(opening, due_pieces(ExpandedCalendar(other, FROM, UNTIL), second)),
    )
    for pieces in (chained, both):
        assert (np.diff(pieces.starts) > 0).all()
        assert (np.diff(pieces.values) >= 0).all()
    for moment, due in values(chained, moments):
        middle = answer(one, moment, first, None, on=False)
        assert middle is not None
        assert due == answer(other, middle, second, None, on=True)
    for moment, due in values(both, moments):
        ends = answer(one, moment, first, None, on=False), answer(other, moment, second, None, on=False)
        assert None not in ends
        assert due == max(end for end in ends if end is not None)


@settings(max_examples=20, deadline=None)
@given(calendars(), durations, durations)
def test_the_least_difference_is_that_of_every_second(
    calendar: Calendar, one: Duration, other: Duration
) -> None:
    until = FROM + 86_400
    first = due_pieces(ExpandedCalendar(calendar, FROM, until), one)
    second = due_pieces(ExpandedCalendar(BERLIN, FROM, until), other)
    found = min_gap(first, second)
    end = min(first.end, second.end)
    if found is None:
        assert end <= FROM or first.is_empty or second.is_empty
        return
    moments = np.arange(FROM, end)
    differences = first.at(moments)[0] - second.at(moments)[0]
    assert found.difference == differences.min()
    assert found.moment == moments[differences.argmin()]


def test_a_year_is_known_whole_where_the_calendar_is() -> None:
    year = FROM + 366 * 86_400
    for text in (
        "90 seconds",
        "4 hours",
        "same working day",
        "3 working days",
        "2 calendar weeks",
        "1 month",
    ):
        pieces = due_pieces(ExpandedCalendar(BERLIN, FROM, year), parse_duration(text), time(14))
        assert (pieces.starts[0], pieces.end) == (FROM, year)


def test_nothing_is_known_before_it_begins_and_the_moment_itself_is_known_at_once() -> None:
    assert identity(5, 5).is_empty
    assert value(identity(FROM, UNTIL), FROM + 7) == FROM + 7
    assert min_gap(identity(0, 0), identity(FROM, UNTIL)) is None
