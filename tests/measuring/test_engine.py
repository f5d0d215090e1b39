"""DuckDB judges as the plain loop does, ticket by ticket: every kind of calendar and promise, and changes of clocks."""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import UTC, date, datetime, time
from itertools import product

import pytest
from tests.clock.calendars import BERLIN, NIGHTS, OFFICE, SMALL_HOURS

from benchmarks.synthetic.tickets import tickets
from servicebook.clock.calendar import Calendar
from servicebook.clock.durations import parse_duration
from servicebook.clock.zones import seconds_of
from servicebook.measuring.clock_rows import Clock
from servicebook.measuring.engine import STATES, MissingExtraError, in_process, judged
from servicebook.measuring.engine_counts import counted
from servicebook.measuring.engine_tables import tables
from servicebook.measuring.judged import State, counts
from servicebook.measuring.plain_loop import judge
from servicebook.measuring.tickets import InForce, Promised

START, NOW = (seconds_of(datetime(2026, month, 1, 12, tzinfo=UTC)) for month in (2, 12))
CHANGED = seconds_of(datetime(2026, 6, 1, tzinfo=UTC))
CALENDARS = (
    BERLIN,
    Calendar(name="nights", zone="Europe/Berlin", week=NIGHTS),
    Calendar(name="small hours", zone="America/Havana", week=SMALL_HOURS),
    Calendar(name="island", zone="Australia/Lord_Howe", week=OFFICE, known_until=date(2026, 10, 31)),
    Calendar.always("America/St_Johns"),
    Calendar(name="closed", zone="UTC", week=((),) * 7),
    Calendar(
        name="pool",
        zone="Africa/Cairo",
        week=OFFICE,
        closures=((date(2026, 10, 1), date(2027, 4, 30), "Winter"),),
    ),
)
DURATIONS = (
    "600 seconds", "45 minutes", "4 hours", "same working day", "2 working days", "3 calendar days", "1 calendar week",
    "1 month",
)  # fmt: skip


def promises() -> list[InForce]:
    """Each calendar with each duration, with and without a cutoff, one of them changed in June."""
    found = []
    for number, (calendar, within, cutoff) in enumerate(product(CALENDARS, DURATIONS, (None, time(11)))):
        kind = {"service": f"it/{number}", "priority": "high" if number % 2 else None, "channel": None}
        measure = "response_time" if number % 3 == 0 else "fulfillment_time"
        clock = Clock(calendar, parse_duration(within), cutoff)
        promised = Promised(service=kind["service"] or "", measure=measure, words=within)
        later = Promised(
            service=promised.service,
            measure=measure,
            words="3 hours",
        )
        other_clock = Clock(calendar, parse_duration("3 hours"))
        customer = "sales" if number % 5 == 0 else None
        for since, until, each, counted_on in (
            (0, CHANGED, promised, clock),
            (CHANGED, None, later, other_clock) if number % 7 == 0 else (CHANGED, None, promised, clock),
        ):
            found.append(
                InForce(
                    service=promised.service,
                    priority=kind["priority"],
                    channel=None,
                    customer=customer,
                    since=since,
                    until=until,
                    promised=each,
                    clock=counted_on,
                )
            )
    return found


def test_duckdb_judges_as_the_plain_loop_does() -> None:
    held = promises()
    made = list(tickets(1, 12_000, held, START, NOW + 86_400))
    found = tables(in_process(), made, held, NOW)
    rows = judged(found, NOW).to_pyarrow().to_pylist()
    by_engine = {
        (made[row["ticket"]].key, found.all_promised[row["promised"]]): (
            row["month"], STATES[row["state"]].value, row["taken"], row["lived"], bool(row["paused"]),
        )
        for row in rows
    }  # fmt: skip
    by_loop = {
        (one.key, one.promised): (one.month, one.state.value, one.taken, one.lived, one.paused)
        for one in judge(made, held, NOW)
    }
    assert len(rows) == len(by_loop)
    different = {
        key: (by_loop[key], by_engine.get(key)) for key in by_loop if by_loop[key] != by_engine.get(key)
    }
    assert not different, next(iter(different.items()))
    assert {state for _, state, *_ in by_loop.values()} == {state.value for state in State}
    assert any(paused for *_, paused in by_loop.values())


def test_duckdb_counts_as_the_plain_loop_does() -> None:
    # few kinds of tickets, so that months have enough of them for their times to differ
    held = [
        each for each in promises() if each.service in ("it/0", "it/7", "it/16", "it/20", "it/33", "it/80")
    ]
    made = list(tickets(2, 3_000, held, START, NOW))
    # so many are open that nobody knows within which time nine in ten are done
    made[::5] = [replace(each, first_reply=None, done=None) for each in made[::5]]
    found = tables(in_process(), made, held, NOW)
    by_loop = counts(judge(made, held, NOW))
    assert counted(found, NOW) == by_loop
    assert any(one.half_within != one.lived_half for one in by_loop.values())
    assert any(one.nine_in_ten_within is None and one.half_within is not None for one in by_loop.values())


def test_without_the_extra_the_error_names_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "ibis", None)
    with pytest.raises(MissingExtraError, match=r"servicebook\[measure\]"):
        in_process()
