"""When will it be done? :func:`quote` is the one function from which every date of a service's promises comes."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from servicebook.analysis.uncertainty import uncertain
from servicebook.clock.calendar import FIRST_DAY, LAST_DAY, Calendar, NeverOpenError, PastHorizonError
from servicebook.clock.delays import Delay, running
from servicebook.clock.promise import Due
from servicebook.clock.zones import seconds_of
from servicebook.frozen import frozen
from servicebook.model.clocks import Clocks, NoCalendarError
from servicebook.model.promises import Promise, applicable, promises
from servicebook.model.service import Service

NoDate = PastHorizonError | NeverOpenError | NoCalendarError
"""Why a date cannot be given."""


@frozen(kw_only=True)
class QuotedPromise:
    """A promise that applies, and its dates for a request.

    ``calendar`` and ``due`` are None for promises without a time, and where no calendar is given to count the time on;
    ``due`` also where ``unknown`` says why no date can be given, which takes nothing from the other answers.
    ``delays`` are those that have moved the due date (see :mod:`servicebook.clock.delays`). ``uncertain`` are the ids
    of the notices of a delay or a change between asking and due that have not, since nobody said by how much.
    """

    promise: Promise
    calendar: Calendar | None
    due: Due | None
    unknown: NoDate | None = None
    delays: tuple[Delay, ...] = ()
    uncertain: tuple[str, ...] = ()


@frozen(kw_only=True)
class Quote:
    """A request for a service and all that is promised for it.

    ``at`` is in the zone of the service's support hours. ``priority`` is the one that was asked for, else the
    organization's default; None where it has no priorities.
    """

    service: Service
    at: datetime
    priority: str | None
    channel: str | None
    customer: str | None
    answers: tuple[QuotedPromise, ...]


def quote(
    clocks: Clocks,
    service: Service,
    at: datetime,
    *,
    priority: str | None = None,
    channel: str | None = None,
    customer: str | None = None,
) -> Quote:
    """What is promised to who asks at an instant, in the order in which it was written.

    One promise for each measure: the one that applies to the priority, the channel and the customer department; that
    of an agreement only if it is in force on the day of asking in the provider's zone. Raises
    :class:`~servicebook.clock.calendar.PastHorizonError` for an instant outside the years that are computed at all,
    ValueError for one without a zone.
    """
    if not FIRST_DAY.year < at.year < LAST_DAY.year:
        raise PastHorizonError("", None, None)
    catalog = clocks.catalog
    wanted = priority or catalog.settings.default_priority
    day = at.astimezone(ZoneInfo(provider_zone(clocks, service))).date()
    applying = applicable(promises(catalog, service, customer, day), wanted, channel)
    return Quote(
        service=service,
        at=at.astimezone(ZoneInfo(zone_of(clocks, service))),
        priority=wanted,
        channel=channel,
        customer=customer,
        answers=tuple(_answer(clocks, service, promise, at) for promise in applying),
    )


def zone_of(clocks: Clocks, service: Service) -> str:
    """The IANA name of the zone of the service's support hours, else the organization's."""
    return clocks.zone(clocks.catalog.support_hours(service).value)


def provider_zone(clocks: Clocks, service: Service) -> str:
    """The IANA name of the zone whose day of asking decides which agreement is in force."""
    return clocks.zone(clocks.catalog.department_hours(service.department).value)


def _answer(clocks: Clocks, service: Service, promise: Promise, at: datetime) -> QuotedPromise:
    within = promise.target.within
    if within is None or promise.calendar is None:
        return QuotedPromise(promise=promise, calendar=None, due=None)
    try:
        calendar = clocks.for_service(service, promise.calendar)
    except NoCalendarError as fault:
        return QuotedPromise(promise=promise, calendar=None, due=None, unknown=fault)
    added = running(clocks.delays(service), seconds_of(at))
    try:
        due = clocks.due(calendar, at, within, promise.target.cutoff_time, added)
    except (PastHorizonError, NeverOpenError) as fault:
        return QuotedPromise(promise=promise, calendar=calendar, due=None, unknown=fault)
    return QuotedPromise(
        promise=promise,
        calendar=calendar,
        due=due,
        delays=added,
        uncertain=uncertain(clocks, service, at, due.due, added),
    )
