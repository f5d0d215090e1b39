"""Days to come on which calendars are not as in other weeks: public holidays, closures, special days."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from servicebook.frozen import frozen
from servicebook.model.calendar_days import exceptional_days
from servicebook.model.catalog import Catalog
from servicebook.model.clocks import Clocks, NoCalendarError


@frozen(kw_only=True)
class DayOff:
    """Days with a reason, both ends included, and the ids of the calendars that have them.

    ``open`` are the intervals of a special day as written (``HH:MM-HH:MM``); empty is closed. ``yearly`` is what a rule
    brings back every year; public holidays are not called so.
    """

    start: date
    end: date
    reason: str
    open: tuple[str, ...]
    yearly: bool
    calendars: tuple[str, ...]


def days_off(catalog: Catalog, last: date, *, holidays: bool = True) -> tuple[DayOff, ...]:
    """Those that are not over and begin by ``last``, the earliest first.

    What several calendars have alike stands there once. A public holiday within a longer closure is named by itself,
    for that is how people ask for it; without ``holidays`` none is. Calendars whose public holidays are not known are
    left out.
    """
    calendars: dict[tuple[date, date, str, tuple[str, ...]], list[str]] = {}
    clocks = Clocks(catalog)
    yearly: set[tuple[date, str]] = set()
    for calendar_id in catalog.settings.calendars:
        for key in sorted(set(_of(clocks, calendar_id, last, holidays=holidays))):
            calendars.setdefault(key, []).append(calendar_id)
        yearly |= exceptional_days(catalog.settings, calendar_id, catalog.today, last).yearly
    return tuple(
        DayOff(
            start=start,
            end=end,
            reason=reason,
            open=hours,
            yearly=(start, reason) in yearly,
            calendars=tuple(calendars[key]),
        )
        for key in sorted(calendars)
        for start, end, reason, hours in [key]
    )


def _of(
    clocks: Clocks, calendar_id: str, last: date, *, holidays: bool
) -> Iterator[tuple[date, date, str, tuple[str, ...]]]:
    try:
        calendar = clocks.calendar(calendar_id)
    except NoCalendarError:
        return
    today = clocks.catalog.today
    last = min(last, calendar.last_day)
    for on, (hours, reason) in calendar.special_days.items():
        if today <= on <= last:
            yield on, on, reason, hours
    for start, end, reason in calendar.closures:
        if today <= end and start <= last:
            yield start, end, reason, ()
    for on, name in calendar.holidays.items() if holidays else ():
        if today <= on <= last and on not in calendar.special_days:  # which goes before a holiday
            yield on, on, name, ()
