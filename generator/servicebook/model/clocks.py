"""A catalog's calendars as the clock counts on them: after extension, with holidays and closures by notice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from servicebook.clock.calendar import FIRST_DAY, LAST_DAY, Calendar, Closures
from servicebook.clock.delays import Delay, due_delayed
from servicebook.clock.durations import Duration
from servicebook.clock.promise import Due
from servicebook.clock.zones import end_of_day, start_of_day
from servicebook.frozen import frozen
from servicebook.model.calendar_days import exceptional_days, seasons
from servicebook.model.calendars import Hours, hours_of, known_until
from servicebook.model.catalog import Catalog
from servicebook.model.news import Notice
from servicebook.model.public_holidays import UnknownPlaceError, public_holidays, weekend_in, weekend_of
from servicebook.model.service import Service

_YEARS_BACK = 5
"""How many years before today's the holidays are looked up for; earlier there is no answer."""


@frozen
class NoCalendar:
    """Why there is no calendar to count on.

    None has the id ``calendar``; or the one with that name needs the public holidays of a ``country``, or of a
    ``subdivision`` of it, that are not known.
    """

    calendar: str
    country: str | None = None
    subdivision: str | None = None


class NoCalendarError(Exception):
    """There is no calendar to count on, for a ``reason``."""

    def __init__(self, reason: NoCalendar) -> None:
        super().__init__(reason)
        self.reason = reason


@frozen
class OwnHours:
    """On which calendar a department does its own work; without one, ``missing`` is why, unless it names no hours."""

    calendar_id: str | None
    calendar: Calendar | None
    missing: NoCalendar | None
    delays: tuple[Delay, ...]


class Clocks:
    """The calendars of one catalog. Each is made when first asked for, and kept with the days it has expanded."""

    def __init__(self, catalog: Catalog) -> None:
        self.catalog = catalog
        self._made: dict[tuple[str, Closures], Calendar] = {}
        self._zones: dict[str, str] = {}
        self._closures: dict[str, Closures] = {}
        self._notices: dict[str, tuple[Notice, ...]] = {}
        self._own_hours: dict[str, OwnHours] = {}
        self._due: dict[tuple[Calendar, datetime, Duration, time | None, tuple[Delay, ...]], Due] = {}

    def __reduce__(self) -> tuple[object, ...]:
        """How they are pickled: without what follows from the catalog."""
        return Clocks, (self.catalog,)

    def calendar(self, calendar_id: str, closed: Closures = ()) -> Calendar:
        """The calendar with that id; ``closed`` are further closures, which give the name on days with several.

        A special day stays one: it goes before closures. Raises :class:`NoCalendarError` where there is no such
        calendar, or the public holidays of its place are not known.
        """
        key = (calendar_id, closed)
        if key not in self._made:
            hours = hours_of(self.catalog.settings, calendar_id)
            if hours is None:
                raise NoCalendarError(NoCalendar(calendar_id))
            self._made[key] = self._make(hours, closed)
        return self._made[key]

    def zone(self, calendar_id: str | None) -> str:
        """The IANA name of the calendar's zone; the organization's where there is no such calendar."""
        key = calendar_id or ""
        if key not in self._zones:
            hours = hours_of(self.catalog.settings, key)
            self._zones[key] = hours.zone if hours else self.catalog.settings.organization.zone
        return self._zones[key]

    def due(
        self,
        calendar: Calendar,
        asked: datetime,
        within: Duration,
        cutoff: time | None,
        delays: tuple[Delay, ...] = (),
    ) -> Due:
        """:func:`servicebook.clock.delays.due_delayed` on one of these calendars, kept.

        Pages ask at the same few moments.
        """
        key = (calendar, asked, within, cutoff, delays)
        if key not in self._due:
            self._due[key] = due_delayed(calendar, asked, within, cutoff, delays)
        return self._due[key]

    def delays(self, service: Service) -> tuple[Delay, ...]:
        """The delays by notice on a service or its departments that add a time, past ones too, in their order.

        They run from the beginning of their first day to the end of their last, in the zone of the service's support
        hours.
        """
        return self._delays(self.notices(service), self.catalog.support_hours(service).value)

    def notices(self, service: Service) -> tuple[Notice, ...]:
        """The notices on a service or its departments, past ones too; kept by department, as most are on none."""
        if f"service:{service.id}" in self.catalog.index.notices_on:
            return self.catalog.every_notice_for(service)
        return self.department_notices(service.department)

    def department_notices(self, department: str) -> tuple[Notice, ...]:
        """The notices on a department or those above, past ones too."""
        if department not in self._notices:
            self._notices[department] = self.catalog.every_notice_for_department(department)
        return self._notices[department]

    def own_hours(self, department: str) -> OwnHours:
        """The hours of a department for the work that it does itself, and the delays by notice on it, in their zone."""
        if department not in self._own_hours:
            self._own_hours[department] = self._hours_of(department)
        return self._own_hours[department]

    def _hours_of(self, department: str) -> OwnHours:
        hours = self.catalog.department_hours(department).value
        calendar, missing = None, None
        try:
            calendar = self.for_department(department, hours) if hours is not None else None
        except NoCalendarError as fault:
            missing = fault.reason
        return OwnHours(hours, calendar, missing, self._delays(self.department_notices(department), hours))

    def _delays(self, notices: tuple[Notice, ...], hours: str | None) -> tuple[Delay, ...]:
        if not notices:
            return ()
        zone = ZoneInfo(self.zone(hours))
        return tuple(
            Delay(
                notice=notice.id,
                start=start_of_day(zone, notice.start),
                end=end_of_day(zone, notice.end) if notice.end else None,
                adds=notice.adds,
            )
            for notice in notices
            if notice.adds is not None
        )

    def for_service(self, service: Service, calendar_id: str) -> Calendar:
        """A calendar for the service's promises, closed by notices on the service or its departments.

        Raises :class:`NoCalendarError`.
        """
        return self.calendar(calendar_id, self.closures(service))

    def for_department(self, department: str, calendar_id: str) -> Calendar:
        """A calendar on which a department works, closed by notices on it or the departments above.

        Raises :class:`NoCalendarError`.
        """
        return self.calendar(calendar_id, self._closures_of(department))

    def closures(self, service: Service) -> Closures:
        """The closures by notice on a service or its departments, past ones too, in the order of their first days."""
        own = f"service:{service.id}"
        if own in self.catalog.index.notices_on:
            return tuple(self._closed([own], service.department))
        return self._closures_of(service.department)

    def _closures_of(self, department: str) -> Closures:
        if department not in self._closures:
            self._closures[department] = tuple(self._closed([], department))
        return self._closures[department]

    def _closed(self, keys: Iterable[str], department: str) -> Iterator[tuple[date, date, str]]:
        """The closures by notice; without a last day, for good."""
        keys = [*keys, *(f"department:{above.id}" for above in self.catalog.lineage(department))]
        notices = {n.id: n for key in keys for n in self.catalog.index.notices_on.get(key, ())}
        for notice in sorted(notices.values(), key=lambda n: (n.start, n.id)):
            if notice.effect == "closed":
                yield notice.start, notice.end or LAST_DAY, notice.title

    def _make(self, hours: Hours, closed: Closures) -> Calendar:
        today = self.catalog.today
        until = known_until(hours, today)
        first_year = today.year - _YEARS_BACK
        settings = self.catalog.settings
        first_day = date(first_year, 1, 1) if hours.needs_holidays else FIRST_DAY
        last_day = min(until or LAST_DAY, LAST_DAY)
        holidays: dict[date, str] = {}
        for place_of in reversed(hours.holidays):  # the nearest calendar's last: its names hold
            language = settings.organization.language
            try:
                holidays |= public_holidays(place_of, first_year, last_day.year, language)
            except UnknownPlaceError as unknown:
                place = NoCalendar(hours.name, unknown.country, unknown.unknown_subdivision)
                raise NoCalendarError(place) from None
        off = exceptional_days(settings, hours.id, first_day, last_day)
        closures = ((c.start, c.end, c.reason) for c in off.closures)
        return Calendar(
            name=hours.name,
            zone=hours.zone,
            week=hours.week,
            seasons=seasons(settings, hours.id, first_day, last_day),
            holidays=holidays,
            closures=(*closed, *closures),
            special_days={day.on: (day.open, day.reason) for day in off.special_days},
            known_from=first_day if hours.needs_holidays else None,
            known_until=until,
            weekend=weekend_of(hours.holidays[0].country) if hours.holidays else weekend_in(hours.zone),
        )
