"""Where the times of a course of events lie in its drawing, whoever does what and whatever it is called."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from servicebook.analysis.critical_path import ScheduledTask
from servicebook.clock.calendar import Calendar
from servicebook.clock.zones import seconds_of
from servicebook.frozen import frozen
from servicebook.model.catalog import Catalog
from servicebook.pages.drawings.axis import Tick, ticks
from servicebook.wording import formats

WIDTH = 720
"""How wide a drawing is, in its own units."""
LEFT = 112
"""Where time begins: left of it are the departments' names."""
RIGHT = WIDTH - 10
_SHORTEST = 3
"""A bar is never shorter."""
_GAP = 4
"""A closed time that would be narrower is not shown."""


@frozen(kw_only=True)
class Placed:
    """A step between its two places: where it begins and ends, and its times in words.

    Two paths lead from its beginning, ``track`` of all its time and ``open`` of its open hours. ``starts`` is in
    seconds since 1970.
    """

    starts: int
    begin: int
    end: int
    track: str
    open: str
    starts_in_words: str
    ends_in_words: str


@frozen(kw_only=True)
class Course:
    """All of a drawing that comes of times alone: its axis, where the goal and the end of the work are, its steps."""

    marks: tuple[Tick, ...]
    goal: int
    end: int
    steps: tuple[Placed, ...]


class _Scale:
    """Where an instant (seconds) lies."""

    def __init__(self, start: int, end: int) -> None:
        self.start = start
        self.per_second = (RIGHT - LEFT) / (end - start)

    def x(self, seconds: int) -> int:
        return round(LEFT + (seconds - self.start) * self.per_second)


def course(
    catalog: Catalog, done: Sequence[ScheduledTask], asked: datetime, goal: datetime, zone: ZoneInfo
) -> Course:
    """The places of what happens from ``asked`` on, with the goal at ``goal``; days are those of ``zone``."""
    start, aim = seconds_of(asked), seconds_of(goal)
    last = max(seconds_of(task.ends) for task in done)
    until = max(last, aim, start + 60)
    scale = _Scale(start, until)
    return Course(
        marks=ticks(start, until, zone, scale.x, catalog.settings.organization.language),
        goal=scale.x(aim),
        end=scale.x(last),
        steps=tuple([_placed(catalog, one, scale) for one in done]),
    )


def _placed(catalog: Catalog, one: ScheduledTask, scale: _Scale) -> Placed:
    calendar = one.task.calendar
    assert calendar is not None, "what has an end has a calendar"
    year, language = catalog.today.year, catalog.settings.organization.language
    starts, ends = seconds_of(one.starts), seconds_of(one.ends)
    begin, end = scale.x(starts), scale.x(ends)
    return Placed(
        starts=starts,
        begin=begin,
        end=end,
        track=f"h{max(end - begin, _SHORTEST)}",
        open=_open_path(calendar, seconds_of(one.received), ends, begin, scale),
        starts_in_words=formats.minute(starts, calendar.tz, year, language),
        ends_in_words=formats.minute(ends, calendar.tz, year, language),
    )


def _open_path(calendar: Calendar, first: int, ends: int, begin: int, scale: _Scale) -> str:
    """The path of the open hours that count, between two instants, from where the bar begins."""
    line = calendar.open_time
    index, beyond = bisect_right(line.span_ends, first), bisect_left(line.span_starts, ends)
    pieces: list[tuple[int, int]] = []
    for number in range(index, beyond):
        left = scale.x(max(line.span_starts[number], first))
        right = scale.x(min(line.span_ends[number], ends))
        if pieces and left - pieces[-1][1] < _GAP:
            pieces[-1] = (pieces[-1][0], right)
        elif right > left or not pieces:
            pieces.append((left, max(right, left + 1)))
    path, at = "", begin
    for left, right in pieces:
        path += f"m{left - at} 0h{right - left}" if left != at else f"h{right - left}"
        at = right
    return path
