"""Calendars as they hold after extension: the week, the zone, holidays, closures and special days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from servicebook.settings import CalendarDefinition, Closure, Settings, SpecialDay

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
ALWAYS = "always"
_ALL_DAY = ("00:00-24:00",)


@dataclass(frozen=True, slots=True, kw_only=True)
class Hours:
    """A calendar with everything it takes from those it extends.

    ``week`` has seven tuples of ``HH:MM-HH:MM``, Monday first, in ``zone`` (an IANA name). Holidays are
    (country, subdivision) pairs, the nearest calendar's first. Closures and special days are in order; a
    nearer calendar's special day or closure wins on the same date.
    """

    id: str
    name: str
    zone: str
    week: tuple[tuple[str, ...], ...]
    holidays: tuple[tuple[str, str | None], ...]
    closures: tuple[Closure, ...]
    special_days: tuple[SpecialDay, ...]
    known_until: date | None

    @property
    def is_ever_open(self) -> bool:
        """Whether any day has an open interval."""
        return any(self.week) or any(day.open for day in self.special_days)


def hours_of(settings: Settings, calendar_id: str) -> Hours | None:
    """The calendar with that id as it holds, or None where there is none; ``always`` never closes."""
    if calendar_id == ALWAYS:
        return Hours(
            id=ALWAYS,
            name="Day and night",
            zone=settings.organization.zone,
            week=(_ALL_DAY,) * 7,
            holidays=(),
            closures=(),
            special_days=(),
            known_until=None,
        )
    chain = levels(settings, calendar_id)
    if not chain:
        return None
    farthest_first = tuple(reversed(chain))
    week: dict[str, tuple[str, ...]] = (
        dict.fromkeys(WEEKDAYS, _ALL_DAY) if chain[-1].extends == ALWAYS else {}
    )
    for one in farthest_first:
        week.update(one.open)
    zones = [one.zone for one in chain if one.zone]
    known = [one.known_until for one in chain if one.known_until]
    special: dict[date, SpecialDay] = {}
    for one in farthest_first:
        closed = [on for on in special if any(c.start <= on <= c.end for c in one.closures)]
        for on in closed:
            del special[on]
        special.update((day.on, day) for day in one.special_days)
    return Hours(
        id=calendar_id,
        name=chain[0].name,
        zone=zones[0] if zones else settings.organization.zone,
        week=tuple(tuple(week.get(day, ())) for day in WEEKDAYS),
        holidays=tuple(dict.fromkeys(one.holidays for one in chain if one.holidays)),
        closures=tuple(sorted((c for one in chain for c in one.closures), key=lambda c: (c.start, c.end))),
        special_days=tuple(special[on] for on in sorted(special)),
        known_until=min(known) if known else None,
    )


def known_until(hours: Hours, today: date) -> date | None:
    """The last day that is certain; with holidays and no day given, the end of the year after today's.

    None is without end. Public holidays of far years are answered with silence by the library that knows them.
    """
    if hours.known_until is None and hours.holidays:
        return date(today.year + 1, 12, 31)
    return hours.known_until


def levels(settings: Settings, calendar_id: str) -> list[CalendarDefinition]:
    """The calendar and those it extends, nearest first; ends at a circle, empty where there is none."""
    chain: list[CalendarDefinition] = []
    following = settings.calendars.get(calendar_id)
    while following is not None and following not in chain:
        chain.append(following)
        following = settings.calendars.get(following.extends or "")
    return chain
