"""Millions of made-up tickets as a DuckDB file, and the promises that they are judged by.

The same for the same seed. A year of an organization: several calendars and time zones, priorities, channels and
customers of their own; most is asked while people work; a quarter waits for whoever asked, some is reopened and takes
days more, some is open until today.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from servicebook.clock.calendar import Calendar
from servicebook.clock.durations import parse_duration
from servicebook.clock.zones import seconds_of
from servicebook.measuring.clock_rows import Clock
from servicebook.measuring.tickets import RESPONSE, InForce, Promised

DAY = 86_400
START = seconds_of(datetime(2025, 12, 1, tzinfo=UTC))
NOW = seconds_of(datetime(2026, 11, 26, 9, 30, tzinfo=UTC))
CHANGED = seconds_of(datetime(2026, 7, 1, tzinfo=UTC))
"""When a third of the promises became others."""

_OFFICE = (("08:00-12:00", "13:00-17:00"),) * 5 + ((),) * 2
_LONG = (("07:00-20:00",),) * 5 + (("08:00-14:00",), ())
_HOLIDAYS = {
    date(2025, 12, 25): "Christmas Day",
    date(2026, 1, 1): "New Year's Day",
    date(2026, 4, 3): "Good Friday",
    date(2026, 5, 1): "Labor Day",
}
CALENDARS = (
    Calendar(name="office", zone="Europe/Berlin", week=_OFFICE, holidays=_HOLIDAYS),
    Calendar(name="shops", zone="Europe/Berlin", week=_LONG, holidays=_HOLIDAYS),
    Calendar(name="nights", zone="Europe/Berlin", week=(("22:00-06:00",),) * 7),
    Calendar(name="coast", zone="America/New_York", week=_OFFICE),
    Calendar(name="island", zone="Australia/Lord_Howe", week=_OFFICE),
    Calendar.always("Europe/Berlin"),
)
_WITHIN = (
    "30 minutes", "1 hour", "4 hours", "8 hours", "same working day", "1 working day", "3 working days",
    "10 working days", "5 calendar days", "2 calendar weeks", "1 month",
)  # fmt: skip
_CUTOFFS = (None, None, time(12), time(15, 30))
_ROWS = 1_000_000
"""So many tickets are made at a time."""
_HOURS = np.array(
    [1, 1, 1, 1, 1, 2, 5, 20, 60, 90, 95, 80, 55, 75, 85, 80, 65, 35, 15, 8, 6, 5, 3, 2], dtype=float
)
_WEEKDAYS = np.array([100, 95, 90, 85, 70, 12, 8], dtype=float)


def promises(services: int) -> list[InForce]:
    """What is in force for every kind of ticket: a third of the services promises a first reply, too."""
    found = []
    for number in range(services):
        calendar = CALENDARS[(0, 0, 0, 1, 1, 3, 5, 2, 0, 4)[number % 10]]
        service = f"department-{number % 25}/service-{number}"
        cutoff = _CUTOFFS[number % len(_CUTOFFS)]
        for at, kind in enumerate(_kinds(number)):
            now = _WITHIN[(number // 3 + at) % len(_WITHIN)]
            words = (_WITHIN[(number // 3 + at + 1) % len(_WITHIN)], now) if number % 3 == 1 else (now,)
            clock = Clock(calendar, parse_duration(now), cutoff)
            found += _changed(service, kind, "fulfillment_time", words, clock)
            if number % 3 == 0:
                found += _changed(service, kind, RESPONSE, (_WITHIN[at % 4],), replace(clock, cutoff=None))
    return found


def _kinds(number: int) -> list[tuple[str | None, str | None, str | None]]:
    """Priority, channel and customer of a service's tickets."""
    priorities = ("high", "normal", "low") if number % 2 else (None,)
    channels = ("phone", "portal") if number % 5 == 0 else (None,)
    customers = (None, "sales", "research") if number % 7 == 0 else (None,)
    return [
        (priority, channel, customer)
        for priority in priorities
        for channel in channels
        for customer in customers
    ]


def _changed(
    service: str,
    kind: tuple[str | None, str | None, str | None],
    measure: str,
    words: tuple[str, ...],
    clock: Clock,
) -> list[InForce]:
    """A promise, and what became of it on the day on which some are changed."""
    priority, channel, customer = kind
    found = []
    for at, each in enumerate(words):
        promised = Promised(
            service=service,
            measure=measure,
            priority=priority,
            channel=channel,
            percent=90,
            words=f"{each}, 90 %",
        )
        held = InForce(
            service=service,
            priority=priority,
            channel=channel,
            customer=customer,
            since=CHANGED if at else 0,
            until=CHANGED if at < len(words) - 1 else None,
            promised=promised,
            clock=replace(clock, within=parse_duration(each)),
        )
        found.append(held)
    return found


def write(file: Path, count: int, held: Sequence[InForce], seed: int = 1) -> None:
    """A database with the tables ``tickets``, in the plain form, and ``pauses``; moments are seconds since 1970."""
    chance = np.random.default_rng(seed)
    kinds = list(dict.fromkeys(each.kind for each in held))
    # few services get most of the requests
    share = 1 / np.arange(2, len(kinds) + 2)
    share = chance.permutation(share / share.sum())
    with closing(duckdb.connect(str(file))) as database:
        for first in range(0, count, _ROWS):
            for name, made in zip(
                ("tickets", "pauses"),
                _made(chance, first, min(_ROWS, count - first), kinds, share),
                strict=True,
            ):
                database.register("made", made)
                how = f"insert into {name}" if first else f"create table {name} as"
                database.execute(f"{how} from made")
                database.unregister("made")


_TEXT = pa.dictionary(pa.int32(), pa.string())
_TICKETS = pa.schema(
    {"ticket": pa.string()}
    | dict.fromkeys(("service", "priority", "channel", "customer"), _TEXT)
    | dict.fromkeys(("asked", "first_reply", "done"), pa.int64())
)
_PAUSES = pa.schema({"ticket": pa.string(), "from": pa.int64(), "until": pa.int64()})


def _made(
    chance: np.random.Generator, first: int, count: int, kinds: Sequence[tuple[str | None, ...]], share: Any
) -> tuple[pa.Table, pa.Table]:
    kind = chance.choice(len(kinds), count, p=share)
    asked = _asked(chance, count)
    took = (
        chance.choice([900, 3_600, 4 * 3_600, DAY, 3 * DAY], count) * chance.lognormal(0, 1.1, count)
    ).astype(int)
    took += np.where(
        chance.random(count) < 0.04, chance.integers(DAY, 10 * DAY, count), 0
    )  # reopened: done again
    full_hour = chance.random(count) < 0.1  # as closings are
    done = asked + np.where(full_hour, took // 3_600 * 3_600, took)
    reply = asked + (took * chance.random(count) ** 3).astype(int)
    is_open = (chance.random(count) < 0.02) | (done > NOW)
    number = pc.binary_join_element_wise(
        "REQ-", pa.array(np.arange(first, first + count)).cast(pa.string()), ""
    )
    columns = [_column(kind, [each[at] for each in kinds]) for at in range(4)]
    no_reply = (chance.random(count) < 0.2) | (reply > NOW)
    made = [number, *columns, pa.array(asked), pa.array(reply, mask=no_reply), pa.array(done, mask=is_open)]
    waited = np.flatnonzero(
        chance.random(count) < 0.25
    )  # a quarter waits for whoever asked, some of them twice
    start = asked[waited] + (took[waited] * chance.random(len(waited)) * 0.5).astype(int)
    end = start + (took[waited] * chance.random(len(waited)) * 0.3).astype(int) + 1
    again = np.flatnonzero(chance.random(len(waited)) < 0.2)
    pauses = [
        pa.concat_arrays([number.take(pa.array(waited)), number.take(pa.array(waited[again]))]),
        pa.array(np.concatenate([start, end[again] + 600])),
        pa.array(np.concatenate([end, end[again] + 4_200])),
    ]
    return pa.table(made, schema=_TICKETS), pa.table(pauses, schema=_PAUSES)


def _column(kind: Any, value_of_kind: Sequence[str | None]) -> pa.Array:
    values = list(dict.fromkeys(value for value in value_of_kind if value is not None))
    index = np.array([-1 if value is None else values.index(value) for value in value_of_kind], np.int32)[
        kind
    ]
    return pa.DictionaryArray.from_arrays(pa.array(index, mask=index < 0), pa.array(values, pa.string()))


def _asked(chance: np.random.Generator, count: int) -> Any:
    """Moments of a year, most of them while people work."""
    days = np.arange(START // DAY, NOW // DAY)
    weight = _WEEKDAYS[(days + 3) % 7]  # 1 January 1970 was a Thursday
    day = chance.choice(days, count, p=weight / weight.sum())
    hour = chance.choice(24, count, p=_HOURS / _HOURS.sum())
    return day * DAY + hour * 3_600 + chance.integers(0, 3_600, count)
