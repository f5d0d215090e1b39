"""Due dates that notices move: what is asked while a delay runs takes longer by what the delay adds.

The due date without delays comes first. Then every delay that runs at the moment of asking is added, the one that
began first before the others, each on the calendar of the promise: it continues from the due date before it (see
:func:`~servicebook.clock.promise.due_after`), so that 2 working days and 3 more are 5. When it is received does not
change, nor does a cutoff count again.

Due is never earlier with delays than without. While the same delays run it never moves earlier when the request comes
later; when one ends, what is asked after that may be due before what was asked during it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, time

from servicebook.clock.calendar import Calendar
from servicebook.clock.durations import Duration
from servicebook.clock.promise import Due, due, due_after, due_after_seconds
from servicebook.clock.zones import seconds_of
from servicebook.frozen import frozen


@frozen(kw_only=True)
class Delay:
    """A notice, by its id, that ``adds`` to what is asked from ``start`` and before ``end``.

    Both are seconds since 1970; without an ``end`` it runs for good.
    """

    notice: str
    start: int
    end: int | None
    adds: Duration

    def runs_at(self, asked: int) -> bool:
        """Whether it runs at an instant, in seconds since 1970."""
        return self.start <= asked and (self.end is None or asked < self.end)


def running(delays: Iterable[Delay], asked: int) -> tuple[Delay, ...]:
    """The delays that run at an instant in seconds since 1970, in the order in which they are added."""
    return tuple(sorted((d for d in delays if d.runs_at(asked)), key=lambda d: (d.start, d.notice)))


def due_delayed(
    calendar: Calendar,
    asked: datetime,
    duration: Duration,
    cutoff: time | None,
    delays: Sequence[Delay],
    *,
    continuing: bool = False,
) -> Due:
    """:func:`~servicebook.clock.promise.due`, moved by the ``delays`` that run at ``asked``; raises as it does.

    With ``continuing``, :func:`~servicebook.clock.promise.due_after`. Skipped periods are those up to the moved date.
    """
    moved = (due_after if continuing else due)(calendar, asked, duration, cutoff)
    for delay in running(delays, seconds_of(asked)):
        later = due_after(calendar, moved.due, delay.adds)
        skipped = (*moved.skipped_periods, *later.skipped_periods)
        moved = replace(moved, due=later.due, skipped_periods=skipped)
    return moved


def delayed(calendar: Calendar, due_at: int, added: Iterable[Delay]) -> int:
    """A due date in seconds since 1970, moved by delays of which all are added in their order."""
    for delay in added:
        due_at = due_after_seconds(calendar, due_at, delay.adds).due
    return due_at
