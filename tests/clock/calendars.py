"""Calendars for the tests of the clock, and strategies that make others."""

from __future__ import annotations

import random
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from servicebook.clock.calendar import Calendar
from servicebook.clock.durations import Duration, Unit
from servicebook.clock.promise import Due, due
from servicebook.clock.zones import local_day, seconds_of

OFFICE = (("09:00-12:30", "13:00-17:00"),) * 5 + ((), ())
NIGHTS = (("06:00-14:00", "22:00-06:00"),) * 4 + (("22:00-06:00",), (), ("22:00-06:00",))
SMALL_HOURS = (("00:30-02:30", "02:30-03:15", "23:15-24:00"),) * 7

BERLIN = Calendar(
    name="Head office",
    zone="Europe/Berlin",
    week=OFFICE,
    holidays={
        date(2026, 4, 3): "Good Friday",
        date(2026, 4, 6): "Easter Monday",
        date(2026, 5, 1): "Labor Day",
        date(2026, 12, 25): "Christmas Day",
    },
    closures=((date(2026, 12, 24), date(2026, 12, 31), "Company closed"),),
    special_days={
        date(2026, 10, 1): (("09:00-12:00",), "Stocktaking"),
        date(2026, 5, 1): (("10:00-12:00",), "Open day"),
    },
    known_until=date(2027, 12, 31),
)

ZONES = (
    "Europe/Berlin", "Asia/Kathmandu", "Australia/Lord_Howe", "Africa/Casablanca", "America/Havana", "Africa/Cairo",
    "America/Sao_Paulo", "America/St_Johns", "Pacific/Apia", "UTC",
)  # fmt: skip


def at(text: str, zone: str = "Europe/Berlin") -> datetime:
    """A local time of a zone, the first of two."""
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone))


def elapsed(calendar: Calendar, start: datetime, end: datetime) -> timedelta:
    """The open time between two instants, of which the calendar must know both."""
    first, last = seconds_of(start), seconds_of(end)
    for moment in (first, last):
        calendar.must_know(moment)
    open_time = calendar.open_time
    for moment in (first, last):
        open_time.cover(min(local_day(calendar.tz, moment), open_time.last))
    return timedelta(seconds=open_time.open_before(last) - open_time.open_before(first))


def is_open(calendar: Calendar, moment: datetime) -> bool:
    """Whether the second that begins then is open time."""
    return elapsed(calendar, moment, moment + timedelta(seconds=1)) > timedelta(0)


def receipt(calendar: Calendar, asked: datetime, cutoff: time | None = None) -> Due:
    """A request whose time is so short that it has an answer wherever its receipt has one."""
    return due(calendar, asked, Duration(1, Unit.SECOND), cutoff)


def _written(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"


def _any_intervals(chance: random.Random) -> tuple[str, ...]:
    """Intervals of a day: one after another, perhaps touching, the last perhaps past midnight."""
    times = sorted(chance.randrange(0, 24 * 60, 5) for _ in range(chance.randint(0, 4)))
    found = [f"{_written(a)}-{_written(b)}" for a, b in zip(times[::2], times[1::2], strict=False) if a < b]
    last = max(times, default=0)
    match chance.choice(("as it is", "to midnight", "past midnight")):
        case "to midnight":
            found.append(f"{_written(last)}-24:00")
        case "past midnight" if last > 60:
            found.append(f"{_written(last)}-{_written(chance.randrange(0, last, 5))}")
    return tuple(found)


# a calendar has up to seventeen of them, which would take longer to draw than many a test takes with it; and what is
# drawn from is made once, since each strategy is looked at anew before it is used
_CHANCE = random.Random(2026)
_ANY = sorted((_any_intervals(_CHANCE) for _ in range(2000)), key=lambda some: (len(some), some))
_intervals = st.sampled_from(_ANY)


def _any_week(chance: random.Random, *, shares: int) -> tuple[Any, ...]:
    """The intervals of seven days; those of a season say nothing on some days, one of ``shares``."""
    said = [chance.choice(_ANY) for _ in range(7)]
    return tuple(None if shares and chance.randrange(shares) == 0 else day for day in said)


def _weeks(shares: int = 0) -> st.SearchStrategy[tuple[Any, ...]]:
    some = [((),) * 7, *(_any_week(_CHANCE, shares=shares) for _ in range(2000))]
    return st.sampled_from(sorted(some, key=lambda week: sum(map(len, filter(None, week)))))


_week, _season = _weeks(), _weeks(shares=2)
_days = st.dates(date(2026, 1, 1), date(2026, 12, 31))
_zone, _off, _special = st.sampled_from(ZONES), st.lists(_days, max_size=6), st.lists(_days, max_size=3)
_season_days, _closed_days = st.integers(0, 100), st.integers(0, 20)


@st.composite
def calendars(draw: st.DrawFn) -> Calendar:
    """Calendars of 2026; days may overlap the next ones."""
    closed_from, season_from = draw(_days), draw(_days)
    return Calendar(
        name="drawn",
        zone=draw(_zone),
        week=draw(_week),
        seasons=((season_from, season_from + timedelta(days=draw(_season_days)), draw(_season)),),
        holidays=dict.fromkeys(draw(_off), "a holiday"),
        closures=((closed_from, closed_from + timedelta(days=draw(_closed_days)), "closed"),),
        special_days={on: (draw(_intervals), "special") for on in draw(_special)},
        known_from=date(2026, 1, 1),
        known_until=date(2026, 12, 31),
    )


instants = st.integers(0, 362 * 86_400).map(
    lambda n: datetime(2026, 1, 2, 12, tzinfo=UTC) + timedelta(seconds=n)
)
durations = st.one_of(
    st.builds(Duration, st.integers(1, 400), st.sampled_from((Unit.MINUTE, Unit.HOUR))),
    st.builds(Duration, st.integers(1, 100_000), st.just(Unit.SECOND)),
    st.builds(Duration, st.integers(0, 40), st.just(Unit.WORKING_DAY)),
    st.builds(Duration, st.integers(1, 40), st.sampled_from((Unit.CALENDAR_DAY, Unit.CALENDAR_WEEK))),
    st.builds(Duration, st.integers(1, 12), st.just(Unit.MONTH)),
)
cutoffs = st.none() | st.times().map(lambda t: t.replace(second=0, microsecond=0))
