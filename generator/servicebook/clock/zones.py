"""Local times of a zone as instants: whole seconds since 1970-01-01T00:00Z, and days as ordinals of ``date``."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
EPOCH_ORDINAL = EPOCH.date().toordinal()
_SECOND = timedelta(seconds=1)
_DAY = timedelta(days=1)
_LOCAL_EPOCH = EPOCH.replace(tzinfo=None)
_DAY_MINUTES = 24 * 60


@lru_cache(maxsize=64)
def zone_named(name: str) -> ZoneInfo:
    """The zone with an IANA name. Raises ``ZoneInfoNotFoundError`` or ``ValueError`` where there is none."""
    return ZoneInfo(name)


def seconds_of(instant: datetime) -> int:
    """The instant in whole seconds, rounded down. Raises ValueError for a datetime without a zone."""
    try:
        return (instant - EPOCH) // _SECOND
    except TypeError:
        raise ValueError(f"{instant.isoformat()} has no zone, so it is not an instant") from None


def instant_of(seconds: int) -> datetime:
    """The instant, in UTC."""
    return EPOCH + timedelta(seconds=seconds)


def local_day(zone: ZoneInfo, seconds: int) -> int:
    """The ordinal of the day that the zone's clocks show at an instant."""
    return datetime.fromtimestamp(seconds, zone).toordinal()


def resolve(zone: ZoneInfo, day: int, minute: int, *, end: bool = False) -> int:
    """The instant of a local time, given as minutes after the midnight with which the day begins.

    1440 is the next midnight, 1800 is 06:00 on the day after. For the rest see :func:`resolve_local`.
    """
    later, minute = divmod(minute, _DAY_MINUTES)
    day += later
    offset = _steady_offset(zone, day)
    if offset is not None:  # on nearly every day; a calendar asks for thousands of them
        return (day - EPOCH_ORDINAL) * 86_400 + minute * 60 - offset
    return resolve_local(zone, datetime.fromordinal(day) + timedelta(minutes=minute), end=end)


def resolve_interval(zone: ZoneInfo, day: int, first: int, last: int) -> tuple[int, int]:
    """The instants of an interval from one local time of the day to another, as :func:`resolve` says of each."""
    offset = _steady_offset(zone, day) if last <= _DAY_MINUTES else None
    if offset is None:
        return resolve(zone, day, first), resolve(zone, day, last, end=True)
    midnight = (day - EPOCH_ORDINAL) * 86_400 - offset
    return midnight + first * 60, midnight + last * 60


@lru_cache(maxsize=1 << 14)  # some years of a few zones, asked for by every calendar
def _steady_offset(zone: ZoneInfo, day: int) -> int | None:
    """Seconds by which the zone is ahead of UTC from the day's first midnight through its last; None if that changes.

    No zone changes its clocks twice within a day, so a look at both midnights is enough.
    """
    begin = datetime.fromordinal(day)
    offset = _offset(zone, begin)
    ends = (begin.replace(fold=1), begin + _DAY, (begin + _DAY).replace(fold=1))
    return offset if all(_offset(zone, local) == offset for local in ends) else None


def resolve_local(zone: ZoneInfo, local: datetime, *, end: bool = False) -> int:
    """The instant of a local time, given as a datetime without a zone.

    In a gap it is the first instant after the gap; in a repeated hour the first of the two for a start, the
    second for an ``end``.
    """
    first, second = _offset(zone, local.replace(fold=0)), _offset(zone, local.replace(fold=1))
    clock = (local - _LOCAL_EPOCH) // _SECOND
    if first >= second:  # the clocks show it once, or twice
        return clock - (second if end else first)
    return change_of_clocks(zone, clock - second, clock - first)


def _offset(zone: ZoneInfo, local: datetime) -> int:
    """Seconds by which the zone is ahead of UTC at a local time."""
    offset = zone.utcoffset(local)
    assert offset is not None, "a zone from the IANA database has an offset at any time"
    return offset // _SECOND


def offset_at(zone: ZoneInfo, seconds: int) -> int:
    """Seconds by which the zone is ahead of UTC at an instant."""
    offset = datetime.fromtimestamp(seconds, zone).utcoffset()
    assert offset is not None, "a zone from the IANA database has an offset at any time"
    return offset // _SECOND


def change_of_clocks(zone: ZoneInfo, before: int, after: int) -> int:
    """The first instant after ``before`` (seconds) that has another offset; ``after`` has another one."""
    offset = offset_at(zone, before)
    while after - before > 1:
        middle = (before + after) // 2
        if offset_at(zone, middle) == offset:
            before = middle
        else:
            after = middle
    return after


def start_of_day(zone: ZoneInfo, on: date | int) -> int:
    """The first instant of a day in the zone."""
    return resolve(zone, on if isinstance(on, int) else on.toordinal(), 0)


def end_of_day(zone: ZoneInfo, on: date | int) -> int:
    """The midnight with which a day ends in the zone, as an end: the second one where clocks show two."""
    return resolve(zone, on if isinstance(on, int) else on.toordinal(), 24 * 60, end=True)
