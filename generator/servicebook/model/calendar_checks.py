"""What is wrong with calendars as they hold after extension: places without holidays, nights that overlap."""

from __future__ import annotations

from collections.abc import Iterator

from servicebook import wording
from servicebook.clock.calendar import minutes_of
from servicebook.documents.suggestions import did_you_mean
from servicebook.model.calendars import WEEKDAYS, hours_of
from servicebook.model.public_holidays import UnknownPlaceError, must_be_known
from servicebook.problems import Problem, error
from servicebook.settings import CalendarDefinition, Settings

_DAY_MINUTES = 24 * 60


def check_calendars(settings: Settings) -> Iterator[Problem]:
    """The problems of all calendars; each is an error of the value at its place."""
    for calendar in settings.calendars.values():
        yield from _place(calendar)
        yield from _nights(settings, calendar)


def _place(calendar: CalendarDefinition) -> Iterator[Problem]:
    if calendar.holidays is None:
        return
    try:
        must_be_known(*calendar.holidays)
    except UnknownPlaceError as unknown:
        if unknown.subdivisions is None:
            yield error(
                "bad-value",
                calendar.origin.place("holidays", "country"),
                wording.text("holidays.unknown", country=unknown.country),
                wording.text("holidays.unknown-hint"),
            )
        else:
            subdivision = unknown.subdivision or ""
            yield error(
                "bad-value",
                calendar.origin.place("holidays", "subdivision"),
                wording.text("holidays.no-subdivision", subdivision=subdivision, country=unknown.country),
                did_you_mean(subdivision, unknown.subdivisions)
                or (
                    wording.text("hint.use-one-of", choices=", ".join(unknown.subdivisions))
                    if unknown.subdivisions
                    else wording.text("holidays.remove-subdivision")
                ),
            )


def _nights(settings: Settings, calendar: CalendarDefinition) -> Iterator[Problem]:
    """Intervals past midnight that run into those of the next weekday."""
    hours = hours_of(settings, calendar.id)
    if hours is None:
        return
    for index, intervals in enumerate(hours.week):
        following = (index + 1) % 7
        day, next_day = WEEKDAYS[index], WEEKDAYS[following]
        opens = min((minutes_of(text)[0] for text in hours.week[following]), default=_DAY_MINUTES)
        for position, text in enumerate(intervals):
            if minutes_of(text)[1] - _DAY_MINUTES <= opens:
                continue
            if day in calendar.open:
                place = calendar.origin.place("open", day, position)
            elif next_day in calendar.open:
                place = calendar.origin.place("open", next_day)
            else:
                continue  # it is the extended calendar's error, and reported there
            yield error(
                "bad-value",
                place,
                wording.text("hours.overlap-next-day", interval=text, day=day, next_day=next_day),
                wording.text("hours.overlap-next-day-hint"),
            )
