"""How much earlier or later something is due than before, and what is asked for, in words.

All are parts of sentences: they begin small and have no full stop.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import time
from zoneinfo import ZoneInfo

from servicebook.clock.calendar import FIRST_DAY, LAST_DAY
from servicebook.clock.durations import Duration, Unit
from servicebook.clock.zones import instant_of
from servicebook.comparing.asked_when import AskedWhen
from servicebook.comparing.directions import Direction
from servicebook.comparing.due_amounts import Amount, Example, Measure
from servicebook.comparing.due_difference import DueDifference, Shift, WhyUnknown
from servicebook.comparing.open_hours import HoursDifference
from servicebook.comparing.unusual_days import Period
from servicebook.wording import formats, text
from servicebook.wording.lists import either, listed
from servicebook.wording.time_spans import by_hours, duration, wall_clock

_UNITS = {
    Measure.WORKING_DAYS: Unit.WORKING_DAY,
    Measure.CALENDAR_DAYS: Unit.CALENDAR_DAY,
    Measure.CALENDAR_WEEKS: Unit.CALENDAR_WEEK,
    Measure.MONTHS: Unit.MONTH,
}
_MOST_PERIODS = 3
"""How many holidays and closures a sentence names at most."""


def difference_words(found: DueDifference, language: str) -> str:
    """``up to 1 working day later, for what is asked after 14:00; not known for what is asked after 30 Jun 2027``."""
    words = _difference(found, language)
    if found.known_until is None:
        return words
    return text("difference.known-until", words=words, day=formats.day(found.known_until, language))


def _difference(found: DueDifference, language: str) -> str:
    if found.unknown is WhyUnknown.OUTSIDE_COMPUTED_DAYS:
        return text("difference.outside", first=FIRST_DAY, last=LAST_DAY)
    if found.unknown is WhyUnknown.CALENDARS_END_TOO_SOON:
        return text("difference.calendars-end-too-soon")
    if found.never_now is not None:
        return text("difference.never-due", calendar=found.never_now)
    if found.never_before is not None:
        return text("difference.due-at-all", calendar=found.never_before)
    if found.direction is Direction.SAME:
        return text("difference.same")
    later = _shift(found.later, language, is_later=True) if found.later else ""
    earlier = _shift(found.earlier, language, is_later=False) if found.earlier else ""
    return text("difference.both", one=later, other=earlier) if later and earlier else later or earlier


def amount_words(amount: Amount) -> str:
    """``1 working day``, ``2 hours and 30 minutes``."""
    if amount.measure is Measure.OPEN_TIME:
        return by_hours(amount.count)
    if amount.measure is Measure.CLOCK_TIME:
        return text("difference.by-the-clock", span=wall_clock(amount.count))
    return duration(Duration(amount.count, _UNITS[amount.measure]))


def examples_words(found: Iterable[DueDifference], language: str) -> list[str]:
    """A moment at which something is due later, then one at which it is due earlier, as far as there are any."""
    differences = tuple(found)
    later = next(((each.later, each.zone) for each in differences if each.later), None)
    earlier = next(((each.earlier, each.zone) for each in reversed(differences) if each.earlier), None)
    return [
        example_words(shift.amounts.example, zone, language) for shift, zone in filter(None, (later, earlier))
    ]


def passes_days(found: DueDifference) -> bool:
    """Whether hours become days by the clock, as closed ones are between: then only dates tell how much that is."""
    return any(
        shift.amounts.greatest.measure is Measure.OPEN_TIME
        and abs(shift.amounts.example.after - shift.amounts.example.before) > _DAY
        for shift in (found.later, found.earlier)
        if shift
    )


_DAY = 86_400


def example_words(example: Example, zone: str, language: str) -> str:
    """``asked Fri 27 Nov 2026, 14:00: due Mon 30 Nov 2026, 17:00 before, Tue 1 Dec 2026, 17:00 now``."""
    asked, before, after = (
        formats.moment(instant_of(moment).astimezone(ZoneInfo(zone)), language)
        for moment in (example.asked, example.before, example.after)
    )
    return text("difference.example", asked=asked, before=before, after=after)


def _shift(shift: Shift, language: str, *, is_later: bool) -> str:
    typical, greatest = (amount_words(each) for each in (shift.amounts.typical, shift.amounts.greatest))
    words = greatest
    if not shift.amounts.is_uniform:
        words = text("difference.up-to", amount=greatest)
    words = text("difference.later" if is_later else "difference.earlier", amount=words)
    if typical != greatest:
        words = text("difference.typically", words=words, typical=typical)
    asked = asked_words(shift.asked, language)
    return text("difference.asked", words=words, asked=asked) if asked else words


def hours_words(found: HoursDifference, language: str) -> str:
    """``open 52 hours more in a year, on 52 days; but 2 hours less, on 1 day``."""
    if found.direction is Direction.UNKNOWN:
        return text("difference.calendars-end-too-soon")
    gained = lost = ""
    if found.gained:
        span = by_hours(found.gained.seconds)
        gained = text("difference.open-more", span=span, count=found.gained.days)
    if found.lost:
        span = by_hours(found.lost.seconds)
        lost = text("difference.open-less", span=span, count=found.lost.days)
    both = text("difference.both", one=gained, other=lost) if gained and lost else gained or lost
    words = text("difference.open", difference=both) if both else text("difference.same-hours")
    if found.known_until is None:
        return words
    return text("difference.hours-known-until", words=words, day=formats.day(found.known_until, language))


def asked_words(asked: AskedWhen, language: str) -> str:
    """``for what is asked after 14:00``, ``on 12 of 250 days``; nothing where it is for whatever is asked."""
    if asked.everywhere:
        return ""
    if not asked.days:
        return text("difference.while-closed")
    if asked.around:
        return text("difference.around", periods=_periods(asked.around, language))
    at = _time_of_day(asked.after, asked.before)
    weekdays = either(formats.weekday_names(language)[day] for day in asked.weekdays)
    if weekdays and not asked.mostly:
        on = text("difference.on-weekdays", weekdays=weekdays)
        when = text("difference.weekday-and-time", weekdays=on, time=at) if at else on
        return text("difference.asked-when", when=when)
    if asked.days == asked.of_days:
        return text("difference.asked-when", when=at or text("difference.some-times"))
    days = text("difference.days", days=asked.days, count=asked.of_days)
    if weekdays:
        days = text("difference.mostly", days=days, weekdays=weekdays)
    return text("difference.days-when", days=days, when=at) if at else days


def _time_of_day(after: time | None, before: time | None) -> str:
    if after and before:
        return text("difference.between", after=f"{after:%H:%M}", before=f"{before:%H:%M}")
    if after:
        return text("difference.after", time=f"{after:%H:%M}")
    return text("difference.before", time=f"{before:%H:%M}") if before else ""


def _periods(periods: tuple[Period, ...], language: str) -> str:
    named = [_period(period, language) for period in periods]
    if len(named) <= _MOST_PERIODS:
        return listed(named)
    shown = text("list.separator").join(named[: _MOST_PERIODS - 1])
    return text("difference.periods-more", periods=shown, count=len(named) - _MOST_PERIODS + 1)


def _period(period: Period, language: str) -> str:
    dates = formats.date_range(period.first, period.last, language)
    return text("difference.period", name=period.name, dates=dates) if period.name else dates
