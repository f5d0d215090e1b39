"""Public holidays by country and subdivision, from the ``holidays`` library."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from babel import Locale, UnknownLocaleError
from babel.core import get_global

from servicebook.clock.calendar import WEEKEND
from servicebook.settings import PublicHolidays

if TYPE_CHECKING:
    from holidays import HolidayBase


class UnknownPlaceError(Exception):
    """The library does not know the public holidays of the country or of the subdivision.

    ``subdivisions`` are those of the country that it does know; None where it does not know the country.
    """

    def __init__(self, country: str, subdivision: str | None, subdivisions: tuple[str, ...] | None) -> None:
        super().__init__(country, subdivision, subdivisions)
        self.country, self.subdivision, self.subdivisions = country, subdivision, subdivisions

    @property
    def unknown_subdivision(self) -> str | None:
        """The subdivision that is not known; None where the country itself is not."""
        return None if self.subdivisions is None else self.subdivision


@lru_cache(maxsize=256)
def public_holidays(place: PublicHolidays, first_year: int, last_year: int, language: str) -> dict[date, str]:
    """The holidays of those years, both included, with their names; days in lieu are among them.

    Names are in the language where the library offers it, else in English, else in the country's own. The
    library answers years that it does not know with silence: ask for known ones. Raises
    :class:`UnknownPlaceError`.
    """
    offered = _country(place, None)
    spoken = _language(language, offered.supported_languages, offered.default_language)
    with_names = _country(place, spoken, range(first_year, last_year + 1))
    return {
        day: "; ".join(with_names.get_list(day))
        for day in sorted(with_names)
        if first_year <= day.year <= last_year
    }


@lru_cache(maxsize=256)
def weekend_of(country: str) -> frozenset[int]:
    """The weekdays of the weekend (Monday is 0) in a country that the library knows."""
    return frozenset(_country(PublicHolidays(country), None).weekend)


def weekend_in(zone: str) -> frozenset[int]:
    """The same for the country of a time zone (an IANA name); Saturday and Sunday where that is of none.

    From Unicode's data, as a calendar without holidays should not wait for the library.
    """
    country = get_global("zone_territories").get(zone)
    if country is None or country == "001":  # UTC is of the whole world
        return WEEKEND
    try:
        place = Locale.parse(f"und_{country}")
    except UnknownLocaleError:
        return WEEKEND
    days = (place.weekend_end - place.weekend_start) % 7 + 1
    return frozenset((place.weekend_start + day) % 7 for day in range(days))


@lru_cache(maxsize=1024)
def holidays_named(place: PublicHolidays, year: int, language: str) -> dict[str, tuple[date, ...]]:
    """The days of a year's holidays by their names, in small letters.

    The names are in the language, in English and in the country's own. Raises :class:`UnknownPlaceError`.
    """
    offered = _country(place, None)
    spoken = {
        _language(wanted, offered.supported_languages, offered.default_language)
        for wanted in (language, "en-US", offered.default_language or "en-US")
    }
    days: dict[str, set[date]] = {}
    for one in spoken:
        with_names = _country(place, one, (year,))
        for day in with_names:
            for name in with_names.get_list(day) if day.year == year else ():
                # those by the moon are estimated, and nobody writes that
                days.setdefault(name.removesuffix(" (estimated)").casefold(), set()).add(day)
    return {name: tuple(sorted(found)) for name, found in days.items()}


def categories_of(place: PublicHolidays) -> tuple[str, ...]:
    """The categories of holidays that the library has for the country. Raises :class:`UnknownPlaceError`."""
    return tuple(_country(place._replace(categories=()), None).supported_categories)


def must_be_known(place: PublicHolidays) -> None:
    """Raise :class:`UnknownPlaceError` for a country or subdivision that the library does not know."""
    _country(place._replace(categories=()), None)


def _country(place: PublicHolidays, language: str | None, years: Sequence[int] = ()) -> HolidayBase:
    from servicebook.model.lone_countries import (
        country_holidays,  # takes a while, and most commands need no holidays
    )

    country, subdivision, categories = place
    if categories:
        known = categories_of(place)
        categories = tuple(
            category for category in categories if category in known
        )  # others are an error elsewhere
    try:
        return country_holidays(
            country, subdiv=subdivision, years=years, language=language, categories=categories or None
        )
    except NotImplementedError:
        pass  # the library does not say which of the two it does not know: ask for the country alone
    try:
        complete = country_holidays(country)
    except NotImplementedError:
        raise UnknownPlaceError(country, subdivision, None) from None
    raise UnknownPlaceError(country, subdivision, tuple(complete.subdivisions))


def _language(wanted: str, offered: Sequence[str], own: str | None) -> str | None:
    """The offered language that is wanted, whatever its region; else English; else the country's own.

    Never none where there is a choice: the library would then look at the machine's settings.
    """
    for code in (wanted.replace("-", "_"), "en_US"):
        base = code.partition("_")[0]
        same = [
            code,
            base,
            *sorted(candidate for candidate in offered if candidate.partition("_")[0] == base),
        ]
        for candidate in same:
            if candidate in offered:
                return candidate
    return own
