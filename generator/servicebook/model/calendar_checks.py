"""What is wrong with calendars as they hold after extension: places without holidays, nights that overlap."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from servicebook import wording
from servicebook.clock.calendar import minutes_of
from servicebook.clock.weekdays import WEEKDAYS
from servicebook.clock.yearly_days import BadRuleError, parse_yearly_days
from servicebook.documents.suggestions import did_you_mean, only_meant
from servicebook.model.calendars import MAX_LEVELS, has_too_many_levels, hours_of, levels
from servicebook.model.public_holidays import (
    UnknownPlaceError,
    categories_of,
    holidays_named,
    must_be_known,
    public_holidays,
)
from servicebook.problems import Edit, Problem, error
from servicebook.settings import CalendarDefinition, PublicHolidays, Settings
from servicebook.source.yaml_reader import Pointer

_DAY_MINUTES = 24 * 60
_YEARS_OF_NAMES = (2026, 2027)


def check_calendars(settings: Settings) -> Iterator[Problem]:
    """The problems of all calendars; each is an error of the value at its place."""
    for calendar in settings.calendars.values():
        yield from _levels(settings, calendar)
        yield from _place(calendar)
        yield from _categories(calendar)
        yield from _named_holidays(settings, calendar)
        yield from _nights(settings, calendar)


def _levels(settings: Settings, calendar: CalendarDefinition) -> Iterator[Problem]:
    """A calendar that extends one calendar too many; said of the first such one, not of those that extend it."""
    above = levels(settings, calendar.extends or "")
    if (
        above
        and has_too_many_levels(settings, levels(settings, calendar.id))
        and not has_too_many_levels(settings, above)
    ):
        yield error(
            "bad-value",
            calendar.origin.place("extends"),
            wording.text("calendar.too-many-levels", max=MAX_LEVELS),
            wording.text("calendar.too-many-levels-hint"),
        )


def _place(calendar: CalendarDefinition) -> Iterator[Problem]:
    if calendar.holidays is None:
        return
    try:
        must_be_known(calendar.holidays)
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
                edit=_edit(
                    calendar,
                    ("holidays", "subdivision"),
                    subdivision.removeprefix(f"{unknown.country}-"),
                    unknown.subdivisions,
                ),
            )


def _categories(calendar: CalendarDefinition) -> Iterator[Problem]:
    place = calendar.holidays
    if place is None or not place.categories:
        return
    try:
        known = categories_of(place)
    except UnknownPlaceError:
        return  # that is said of the place
    for index, category in enumerate(place.categories):
        if category not in known:
            yield error(
                "bad-value",
                calendar.origin.place("holidays", "categories", index),
                wording.text("holidays.no-category", category=category, country=place.country),
                did_you_mean(category, known)
                or wording.text("hint.use-one-of", choices=", ".join(sorted(known))),
                edit=_edit(calendar, ("holidays", "categories", index), category, known),
            )


def _edit(calendar: CalendarDefinition, pointer: Pointer, written: str, known: Iterable[str]) -> Edit | None:
    """What makes a value the one of those known that it must have been meant to be."""
    meant = only_meant(written, known)
    return calendar.origin.document.edit((*calendar.origin.pointer, *pointer), meant) if meant else None


def _named_holidays(settings: Settings, calendar: CalendarDefinition) -> Iterator[Problem]:
    """Days that come back and are relative to a public holiday that the calendar does not have."""
    written = calendar.origin.written
    hours = hours_of(settings, calendar.id)
    places = hours.holidays if hours else ()
    for key in ("closures", "special_days", "hours"):
        for index, item in enumerate(written.get(key, ())):
            for name in _holiday_names(item.get("every")):
                place = calendar.origin.place(key, index, "every")
                if not places:
                    yield error(
                        "bad-value",
                        place,
                        wording.text("named-holiday.none", name=name),
                        wording.text("named-holiday.none-hint"),
                    )
                    continue
                known = _names(places, settings.organization.language)
                if known is not None and name.casefold() not in {one.casefold() for one in known}:
                    yield error(
                        "bad-value",
                        place,
                        wording.text("named-holiday.unknown", name=name),
                        did_you_mean(name, known)
                        or wording.text("named-holiday.unknown-hint", choices=", ".join(known)),
                    )


def _holiday_names(every: str | None) -> tuple[str, ...]:
    try:
        return tuple(parse_yearly_days(every).holiday_names()) if every else ()
    except BadRuleError:
        return ()  # that is said of the file


def _names(places: Iterable[PublicHolidays], language: str) -> list[str] | None:
    """The names that can be used, those of the language first; None where a place is not known."""
    names: dict[str, None] = {}
    try:
        for place in places:
            for year in _YEARS_OF_NAMES:  # a holiday may be missing in one, as those by the moon are in some
                names |= dict.fromkeys(
                    name
                    for together in public_holidays(place, year, year, language).values()
                    for name in together.split("; ")
                )
        for place in places:
            for year in _YEARS_OF_NAMES:
                names |= dict.fromkeys(holidays_named(place, year, language))
    except UnknownPlaceError:
        return None
    return list(names)


def _nights(settings: Settings, calendar: CalendarDefinition) -> Iterator[Problem]:
    """Intervals past midnight that run into those of the next weekday, in the week or in a season's."""
    hours = hours_of(settings, calendar.id)
    if hours is None:
        return
    yield from _overlaps(calendar, hours.week, calendar.open, ("open",))
    for index, season in enumerate(calendar.hours):
        week = tuple(season.open.get(day, hours.week[n]) for n, day in enumerate(WEEKDAYS))
        yield from _overlaps(calendar, week, season.open, ("hours", index, "open"))


def _overlaps(
    calendar: CalendarDefinition,
    week: Sequence[tuple[str, ...]],
    own: Mapping[str, tuple[str, ...]],
    pointer: tuple[str | int, ...],
) -> Iterator[Problem]:
    for index, intervals in enumerate(week):
        following = (index + 1) % 7
        day, next_day = WEEKDAYS[index], WEEKDAYS[following]
        opens = min((minutes_of(text)[0] for text in week[following]), default=_DAY_MINUTES)
        for position, text in enumerate(intervals):
            if minutes_of(text)[1] - _DAY_MINUTES <= opens:
                continue
            if day in own:
                place = calendar.origin.place(*pointer, day, position)
            elif next_day in own:
                place = calendar.origin.place(*pointer, next_day)
            else:
                continue  # it is the error of the extended calendar or of the week, and reported there
            yield error(
                "bad-value",
                place,
                wording.text("hours.overlap-next-day", interval=text, day=day, next_day=next_day),
                wording.text("hours.overlap-next-day-hint"),
            )
