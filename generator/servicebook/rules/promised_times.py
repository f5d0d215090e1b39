"""Promised times as several rules compare them: which of two is longer, and where each is written."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple, Protocol

from servicebook.clock.calendar import minutes_of
from servicebook.clock.durations import Duration, Unit
from servicebook.documents.document import Origin
from servicebook.model.calendars import ALWAYS, hours_of
from servicebook.model.catalog import Catalog
from servicebook.model.common import Target
from servicebook.model.promises import Promise, promises, promises_under
from servicebook.model.service import Service
from servicebook.wording.time_spans import duration

_HOUR = 3600
_EVERYBODYS = frozenset({Unit.CALENDAR_DAY, Unit.CALENDAR_WEEK, Unit.MONTH})
_CLEARLY = 1.25
"""By how much two times in different units must differ: a month is not longer than 30 calendar days."""


class OpenTimes(NamedTuple):
    """Open seconds of a calendar: of its longest day, and of a week."""

    day: int
    week: int


class _HasTargets(Protocol):
    @property
    def origin(self) -> Origin: ...

    @property
    def targets(self) -> tuple[Target, ...]: ...


class Timed(NamedTuple):
    """The promises of a service, or under one of its agreements, that name a time."""

    service: Service
    promises: tuple[Promise, ...]


def timed_promises(catalog: Catalog) -> tuple[Timed, ...]:
    """Those of every service that is not retired, and of every agreement. Ask with ``catalog.derive``."""
    services = catalog.services
    found = [
        Timed(service, tuple(p for p in promises(catalog, service) if p.target.within is not None))
        for service in services.values()
        if service.lifecycle != "retired"
    ]
    for agreement in catalog.agreements.values():
        for covered in agreement.covers if agreement.targets else ():
            if covered in services:
                under = promises_under(catalog, services[covered], agreement)
                found.append(Timed(services[covered], tuple(p for p in under if p.target.within is not None)))
    return tuple(found)


def is_longer(catalog: Catalog, one: Promise, other: Promise) -> bool:
    """Whether one time is certainly the longer of two; False where that depends on the day, or on two calendars."""
    first, second = one.target.within, other.target.within
    if first is None or second is None:
        return False
    if one.calendar != other.calendar and not {first.unit, second.unit} <= _EVERYBODYS:
        return False
    if first.unit is second.unit:
        return first.amount > second.amount
    times = catalog.derive(_open_times).get(one.calendar or "", OpenTimes(8 * _HOUR, 40 * _HOUR))
    return _seconds(first, times) > _CLEARLY * _seconds(second, times)


def in_words(promise: Promise) -> str:
    """The time of a promise that has one: ``2 working days``."""
    return duration(promise.target.within) if promise.target.within else ""


def _seconds(time: Duration, times: OpenTimes) -> float:
    """About how much open time passes; the same working day is half of one."""
    match time.unit:
        case Unit.WORKING_DAY:
            return (time.amount or 0.5) * times.day
        case Unit.CALENDAR_DAY:
            return time.amount * times.week / 7
        case Unit.CALENDAR_WEEK:
            return time.amount * times.week
        case Unit.MONTH:
            return time.amount * times.week * 52 / 12
    return time.rough_seconds


def _open_times(catalog: Catalog) -> Mapping[str, OpenTimes]:
    times = {}
    for calendar in (ALWAYS, *catalog.settings.calendars):
        hours = hours_of(catalog.settings, calendar)
        days = [sum(_length(interval) for interval in day) for day in hours.week] if hours else []
        if any(days):
            times[calendar] = OpenTimes(max(days), sum(days))
    return times


def _length(interval: str) -> int:
    start, end = minutes_of(interval)
    return (end - start) * 60


def written(catalog: Catalog, service: Service, promise: Promise) -> tuple[Origin, int]:
    """Where a promise of the service is written: the object, and the position in its ``targets``."""
    kind, _, qualified_id = promise.source.partition(":")
    of: Mapping[str, Mapping[str, _HasTargets]] = {
        "agreement": catalog.agreements,
        "department": catalog.departments,
    }
    item: _HasTargets = of[kind][qualified_id] if qualified_id else service
    return item.origin, next(index for index, one in enumerate(item.targets) if one is promise.target)
