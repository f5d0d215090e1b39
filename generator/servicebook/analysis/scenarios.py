"""Situations in which somebody needs a department: what they lead to is a :class:`~servicebook.analysis.quote.Quote`.

They train newcomers, who say whom they would ask, how, and by when it will be done. Which situations there are follows
from the catalog: those in which the clock says something that nobody would guess.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, time, timedelta
from enum import StrEnum
from itertools import islice, pairwise
from zoneinfo import ZoneInfo

from servicebook.analysis.escalation_times import counted_from
from servicebook.analysis.promise_periods import customers
from servicebook.analysis.quote import Quote, quote, zone_of
from servicebook.analysis.typical_moments import MomentKind, TypicalMoment
from servicebook.clock.calendar import Calendar, NeverOpenError, PastHorizonError
from servicebook.clock.weekdays import WEEKDAYS
from servicebook.clock.zones import instant_of, resolve_local
from servicebook.frozen import frozen
from servicebook.model.clocks import Clocks, NoCalendarError
from servicebook.model.common import WrittenScenario
from servicebook.model.department import Department
from servicebook.model.promises import applicable, promises
from servicebook.model.service import Service

_LOOKED_AT = 12
"""Of so many services of a department one is chosen: a card needs one, and a large department has hundreds."""
_ENOUGH = 6
"""So many scenarios fill a sheet; what a department has written goes first."""
_CUSTOMERS = 3
"""So many departments with an agreement on a service are tried."""
_LATE = timedelta(minutes=19)
"""So long before the last open minute of a week somebody asks: at 15:40 where work ends at 16:00."""
_BEFORE_HOLIDAY = timedelta(minutes=59)
_AFTER_CUTOFF = timedelta(minutes=10)


_ENDS = (MomentKind.BEFORE_DAYS_OFF, MomentKind.CLOSING, MomentKind.BEFORE_NAMED)
"""The kinds of a moment at the end of a day; one of the last day of a week may be called otherwise first."""


class Situation(StrEnum):
    """What makes the answer one that is not guessed easily; ``written`` where a department wrote the scenario."""

    WORST_HOURS = "worst-hours"
    CUTOFF = "cutoff"
    AGREEMENT = "agreement"
    DAYS_OFF = "days-off"
    WRITTEN = "written"


@frozen(kw_only=True)
class Scenario:
    """Somebody asks for a service at a moment, and what is promised then.

    ``name`` is the holiday's or the closure's that comes next; ``words`` are the department's own. ``others`` is what
    is promised at the same moment to who has no agreement, where the customer has one that makes a difference.
    """

    situation: Situation
    quote: Quote
    name: str | None = None
    words: str | None = None
    others: Quote | None = None


_Moments = tuple[TypicalMoment, ...]
Typical = Callable[[Calendar, tuple[time, ...]], _Moments]
"""Typical moments of a calendar with some cutoffs after the catalog's day, which pages keep."""
_KnownBy = tuple[str, tuple[time, ...]]
"""The calendar on which the promise is counted by which a service is known, and the cutoffs of its promises."""
_Finder = Callable[[Clocks, Service, _Moments], Scenario | None]


def scenarios(clocks: Clocks, department: Department, typical: Typical) -> tuple[Scenario, ...]:
    """Those that the department has written, then one of each other situation that can be found in its services.

    Each is about another service as long as there are any; nothing depends on more than the catalog and its day.
    """
    found = list(_written(clocks, department.scenarios))
    used = {scenario.quote.service.id for scenario in found}
    services = islice(_asked_for(clocks, department), _LOOKED_AT)
    candidates = [(service, _moments(clocks, service, known, typical)) for service, known in services]
    by_rule: dict[Situation, Scenario] = {}
    for find in _FINDERS:
        fresh = [one for one in candidates if one[0].id not in used]
        rest = [one for one in candidates if one[0].id in used]
        scenario = next(filter(None, (find(clocks, *one) for one in (*fresh, *rest))), None)
        if scenario is not None:
            used.add(scenario.quote.service.id)
            by_rule[scenario.situation] = scenario
    others = (by_rule[situation] for situation in Situation if situation in by_rule)
    return (*found, *islice(others, max(0, _ENOUGH - len(found))))


def _asked_for(clocks: Clocks, department: Department) -> Iterator[tuple[Service, _KnownBy]]:
    """The services that last and have a date, those first that the home page shows; and by what they are known."""
    catalog = clocks.catalog
    featured = catalog.settings.organization.featured
    services = catalog.index.services_of.get(department.id, ())
    for service in sorted(
        services, key=lambda s: featured.index(s.id) if s.id in featured else len(featured)
    ):
        if service.lifecycle != "live":
            continue
        applying = applicable(promises(clocks.catalog, service), clocks.catalog.settings.default_priority)
        promise = counted_from(applying, None)
        if promise and promise.calendar:
            cutoffs = {promise.target.cutoff_time for promise in applying if promise.target.cutoff_time}
            yield service, (promise.calendar, tuple(sorted(cutoffs)))


def _moments(clocks: Clocks, service: Service, known: _KnownBy, typical: Typical) -> _Moments:
    calendar_id, cutoffs = known
    try:
        return typical(clocks.for_service(service, calendar_id), cutoffs)
    except (NeverOpenError, NoCalendarError, PastHorizonError):
        return ()  # then no situation is found in it


def _worst_hours(clocks: Clocks, service: Service, moments: _Moments) -> Scenario | None:
    """Shortly before the end of the last day before days off, where the date lies behind these."""
    last = (one for one, after in pairwise(moments) if _is_followed(one, after) and one.kind in _ENDS)
    return _behind(clocks, service, next(last, None), _LATE, Situation.WORST_HOURS)


def _days_off(clocks: Clocks, service: Service, moments: _Moments) -> Scenario | None:
    """An hour before the end of the last day before a holiday or a closure, where the date lies behind it."""
    before = next((moment for moment in moments if moment.kind is MomentKind.BEFORE_NAMED), None)
    return _behind(clocks, service, before, _BEFORE_HOLIDAY, Situation.DAYS_OFF)


def _is_followed(moment: TypicalMoment, after: TypicalMoment) -> bool:
    """Whether the day after a moment is one without work; ``after`` is the typical moment that comes next."""
    return after.kind is MomentKind.DAY_OFF and after.at.date() - moment.at.date() == timedelta(days=1)


def _behind(
    clocks: Clocks, service: Service, moment: TypicalMoment | None, early: timedelta, situation: Situation
) -> Scenario | None:
    if moment is None:
        return None
    asked = _asked(clocks, service, moment.at - early)
    if asked is None:
        return None
    zone, day = moment.at.tzinfo, moment.at.date()
    # what is done on the same day teaches nothing about the days after it
    if not any(a.due and a.due.due.astimezone(zone).date() > day for a in asked.answers):
        return None
    return Scenario(situation=situation, quote=asked, name=moment.name)


def _cutoff(clocks: Clocks, service: Service, moments: _Moments) -> Scenario | None:
    """A little after the time from which a request counts as the next working day's."""
    moment = next((moment for moment in moments if moment.kind is MomentKind.CUTOFF), None)
    asked = _asked(clocks, service, moment.at + _AFTER_CUTOFF) if moment else None
    return Scenario(situation=Situation.CUTOFF, quote=asked) if asked else None


def _agreement(clocks: Clocks, service: Service, moments: _Moments) -> Scenario | None:
    """On a working day, from a department that has agreed on another time than everybody else gets."""
    agreed = customers(clocks.catalog, service)
    if not agreed:
        return None
    moment = next((moment for moment in moments if moment.kind is MomentKind.WORKING_DAY), None)
    usual = _asked(clocks, service, moment.at) if moment else None
    if moment is None or usual is None:
        return None
    for customer in agreed[:_CUSTOMERS]:
        asked = _asked(clocks, service, moment.at, customer=customer)
        if asked is not None and _dates(asked) != _dates(usual):
            return Scenario(situation=Situation.AGREEMENT, quote=asked, others=usual)
    return None


# the most seldom first: almost every service is right for the last of them
_FINDERS: tuple[_Finder, ...] = (_cutoff, _agreement, _days_off, _worst_hours)


def _written(clocks: Clocks, written: Iterable[WrittenScenario]) -> Iterator[Scenario]:
    """What a department wrote, on the next such day; nothing where no date can be given."""
    for one in written:
        service = clocks.catalog.services.get(one.service)
        if service is None:
            continue
        zone = ZoneInfo(zone_of(clocks, service))
        day = clocks.catalog.today + timedelta(days=1)
        day += timedelta(days=(WEEKDAYS.index(one.weekday) - day.weekday()) % 7)
        at = instant_of(resolve_local(zone, datetime.combine(day, time.fromisoformat(one.time))))
        asked = _asked(clocks, service, at, priority=one.priority, customer=one.customer)
        if asked is not None:
            yield Scenario(situation=Situation.WRITTEN, quote=asked, words=one.situation)


def _asked(
    clocks: Clocks,
    service: Service,
    at: datetime,
    *,
    priority: str | None = None,
    customer: str | None = None,
) -> Quote | None:
    """What is promised then; None where there is no date."""
    try:
        asked = quote(clocks, service, at, priority=priority, customer=customer)
    except PastHorizonError:
        return None
    return asked if any(answer.due for answer in asked.answers) else None


def _dates(asked: Quote) -> list[tuple[str, datetime]]:
    return [(answer.promise.target.measure, answer.due.due) for answer in asked.answers if answer.due]
