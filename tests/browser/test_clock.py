"""The site's clock counts as the generator's: the same vectors through both, compared to the second and the word."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from servicebook.clock.calendar import Calendar, NeverOpenError, PastHorizonError
from servicebook.clock.calendar_data import calendar_data
from servicebook.clock.delays import Delay, due_delayed, running
from servicebook.clock.durations import Duration, Unit
from servicebook.clock.promise import Due
from servicebook.clock.zones import end_of_day, instant_of, resolve, start_of_day
from tests.browser.watching import watched
from tests.clock.calendars import NIGHTS, OFFICE, SMALL_HOURS
from tests.sites import served
from tests.support import REPOSITORY

ZONES = (
    "Europe/Berlin", "America/New_York", "Asia/Kathmandu", "Australia/Lord_Howe", "Africa/Casablanca", "America/Havana",
    "Africa/Cairo", "America/St_Johns", "UTC",
)  # fmt: skip
WEEKS = (
    OFFICE,
    NIGHTS,
    SMALL_HOURS,
    (("00:00-24:00",),) * 7,
    (("22:00-06:00",),) * 5 + ((), ()),
    (("05:00-21:00",),) * 6 + (("08:00-14:00",),),
    (("09:00-13:00",), (), ("09:00-13:00", "13:00-18:00"), (), ("09:00-13:00",), (), ()),
    (("20:00-09:00", "09:30-12:00"),) * 7,
)
FIRST, LAST = date(2026, 2, 15), date(2027, 4, 14)
EACH = 360
CALENDARS = 60

COUNT = """async asked => {
  const [content, vectors] = JSON.parse(asked);
  const clock = await import("./clock.js");
  const { Clock, ClockError } = await import("./calendar.js");
  const one = new Clock(content);
  const names = { PastHorizonError: "past", BeforeBeginningError: "before", NeverOpenError: "never" };
  const plain = found => [found.received, one.isoDay(found.day), found.due,
    found.skippedPeriods.map(part => [part.start, part.end, part.reason, part.name])];
  return JSON.stringify(vectors.map(([what, at, amount, unit, cutoff, delays]) => {
    try {
      const found = clock[what](one, at, { amount, unit }, cutoff);
      const added = clock.running(delays, at);
      return [...plain(clock.delayed(one, found, added)), added.length];
    } catch (error) {
      if (error instanceof ClockError) return names[error.constructor.name];
      throw error;
    }
  }));
}"""
"""Question and answer are texts: Playwright looks at each value of a list three times, which took most of the test."""


def calendar(chance: Random, number: int) -> Calendar:
    """A calendar with everything that makes days differ; every eighth never closes, one is never open."""
    days = [FIRST + timedelta(days=chance.randrange(-30, 440)) for _ in range(20)]
    week: Any = WEEKS[number % len(WEEKS)]
    if number % 24 == 23:
        return Calendar(name="never", zone=ZONES[number % len(ZONES)], week=((),) * 7)
    special = {
        on: (
            chance.choice(((), ("10:00-12:00",), ("06:00-08:00", "21:00-24:00"), ("00:30-03:30",))),
            f"special {on}",
        )
        for on in days[:4]
    }
    return Calendar(
        name=f"calendar {number}",
        zone=ZONES[number % len(ZONES)],
        week=week,
        seasons=(
            (days[14], days[14] + timedelta(days=90), (None, ("07:00-11:00",), (), None, ("22:00-24:00",), None, None)),
            (days[15], days[15] + timedelta(days=20), (("12:00-20:00",),) * 7),
        )[: number % 3],
        holidays={on: f"holiday {on}" for on in days[4:12]},
        closures=(
            (days[12], days[12] + timedelta(days=chance.randrange(12)), "closed"),
            (days[13], days[13] + timedelta(days=chance.randrange(3)), "closed for stocktaking"),
            *(((FIRST - timedelta(days=90), FIRST + timedelta(days=9), "a long closure"),) if number % 9 == 4 else ()),
        ),
        special_days=special,
        weekend=chance.choice((frozenset({5, 6}), frozenset({4, 5}), frozenset({4}))),
        known_from=chance.choice((None, date(2021, 1, 1), FIRST)),
        known_until=chance.choice((None, date(2026, 12, 31), date(2027, 3, 1), date(2027, 12, 31))),
    )  # fmt: skip


Vector = tuple[str, int, int, str, int | None, list[dict[str, Any]]]
"""What is asked, when, for how long, with which cutoff and delays: as the script gets it."""


def vectors(chance: Random, one: Calendar, last: date) -> Iterator[Vector]:
    """Questions at any time, and around openings, closings, midnights and changes of the clocks."""
    begin, end = start_of_day(one.tz, FIRST), end_of_day(one.tz, last)
    near = [moment for day in _some_days(chance, last) for moment in _edges(one, day)]
    for _ in range(EACH):
        at = chance.choice(near) + chance.choice((-3600, -1, 0, 1, 600)) if chance.random() < 0.6 else 0
        at = at or chance.randrange(begin - 86_400, end + 86_400)
        cutoff = chance.choice((None, None, chance.randrange(1440), 14 * 60, 2 * 60 + 30))
        unit = chance.choice(tuple(Unit))
        most = {
            Unit.SECOND: 100_000, Unit.MINUTE: 3_000, Unit.HOUR: 300, Unit.WORKING_DAY: 40, Unit.CALENDAR_DAY: 60,
            Unit.CALENDAR_WEEK: 10, Unit.MONTH: 8,
        }[unit]  # fmt: skip
        amount = chance.randrange(0 if unit is Unit.WORKING_DAY else 1, chance.choice((3, most)))
        yield (
            chance.choice(("due", "due", "due", "dueAfter", "dueAfter")),
            at,
            amount,
            unit.value,
            cutoff,
            [_delay(chance, at) for _ in range(chance.choice((0, 0, 1, 2)))],
        )


def _delay(chance: Random, at: int) -> dict[str, Any]:
    """A delay that begins or ends about the time of asking, or is long over."""
    start = at - chance.choice((0, 1, 86_400, 30 * 86_400, -1, -86_400))
    end = chance.choice((None, start + 1, start + 86_400, start + 60 * 86_400))
    unit = chance.choice(tuple(Unit))
    return {"start": start, "end": end, "adds": {"amount": chance.randrange(1, 5), "unit": unit.value}}


def _some_days(chance: Random, last: date) -> list[date]:
    days = [FIRST + timedelta(days=chance.randrange((last - FIRST).days + 1)) for _ in range(40)]
    return [*days, date(2026, 3, 8), date(2026, 3, 29), date(2026, 10, 25), date(2026, 11, 1), FIRST, last]


def _edges(one: Calendar, day: date) -> list[int]:
    found = [start_of_day(one.tz, day), end_of_day(one.tz, day), resolve(one.tz, day.toordinal(), 150)]
    return found + [moment for pair in one.seconds_of_day(day.toordinal()) for moment in pair]


def counted(one: Calendar, vector: Vector) -> Any:
    """What Python says, in the form of the script's answers."""
    what, at, amount, unit, minutes, written = vector
    if at < start_of_day(one.tz, FIRST):
        return "before"
    cutoff = time(*divmod(minutes, 60)) if minutes is not None else None
    moment = instant_of(at)
    delays = [
        Delay(
            notice=f"{number}",
            start=d["start"],
            end=d["end"],
            adds=Duration(d["adds"]["amount"], Unit(d["adds"]["unit"])),
        )
        for number, d in enumerate(written)
    ]
    span = Duration(amount, Unit(unit))
    try:
        found = due_delayed(one, moment, span, cutoff, delays, continuing=what == "dueAfter")
        return [*_plain(found), len(running(delays, at))]
    except PastHorizonError:
        return "past"
    except NeverOpenError:
        return "never"


def _plain(found: Due) -> list[Any]:
    def at(moment: datetime) -> int:
        return int(moment.timestamp())  # whole seconds

    parts = [[at(p.start), at(p.end), p.reason.value, p.name] for p in found.skipped_periods]
    return [at(found.received), found.day_of_receipt.isoformat(), at(found.due), parts]


@pytest.fixture(scope="module")
def page(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    """A page beside the scripts, as a browser gets it from a server."""
    folder = tmp_path_factory.mktemp("clock")
    for script in ("calendar.js", "clock.js", "skipped_periods.js"):
        shutil.copy(REPOSITORY / "theme/servicebook_theme/assets" / script, folder)
    (folder / "index.html").write_text("<!doctype html><title>Clock</title>", encoding="utf-8")
    with served(folder) as address, watched(browser, address, timezone_id="Pacific/Chatham") as watch:
        yield watch.open("")


def test_the_script_counts_as_the_generator_does(page: Page) -> None:
    total: dict[str, int] = {}
    for number in range(CALENDARS):
        chance = Random(number)
        whole = calendar(chance, number)
        last = min(LAST, whole.last_day)
        asked = [
            (*vector[:5], sorted(vector[5], key=lambda delay: delay["start"]))
            for vector in vectors(chance, whole, last)
        ]
        found = json.loads(page.evaluate(COUNT, json.dumps([calendar_data(whole, FIRST, LAST), asked])))
        one = replace(whole, known_until=last)
        for vector, answer in zip(asked, found, strict=True):
            assert answer == counted(one, vector), (whole, vector)
            kind = answer if isinstance(answer, str) else "delayed" if answer[-1] else "answered"
            total[kind] = total.get(kind, 0) + 1
    assert sum(total.values()) > 20_000
    assert total["answered"] > 10_000 and total["delayed"] > 2_000, total
    assert min(total[kind] for kind in ("past", "before", "never")) > 25, total
