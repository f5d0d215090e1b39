"""For a year, nine of ten requests have been done within half of the promised time.

Whoever plans with a promise of ten days waits with the next step for ten days, though five are enough. Promise the time
that it takes, and readers can plan with it. Where it is to stay, say why in `site_config/rules.yml`: a season that is
still to come, or a colleague who leaves. The finding comes where nine of the last twelve months at least have results,
all of them counted by the promise of today.
"""

from __future__ import annotations

from collections.abc import Iterator

from servicebook.analysis.kept_promises import Line, by_month
from servicebook.analysis.measured_periods import MeasuredPeriod, months_of
from servicebook.clock.durations import Duration
from servicebook.model.catalog import Catalog
from servicebook.model.results import PromisedWords
from servicebook.problems import Problem, Severity
from servicebook.rules.finding import finding
from servicebook.rules.measured_promises import lines_by_measure, named, place_of_promise, related
from servicebook.wording import text

CODE = "promise-easily-kept"
SEVERITY = Severity.WARNING
READS: tuple[str, ...] = ("results", "department", "agreement", "priorities", "measures")

_YEAR = 12
_LEAST_MONTHS = 9
"""So many months of the twelve have results: in the others, too few asked to say anything."""


def check(catalog: Catalog) -> Iterator[Problem]:
    for service, lines in lines_by_measure(catalog):
        for line in lines:
            slowest = _slowest(line)
            if slowest is None:
                continue
            time, newest = slowest
            yield finding(
                CODE,
                SEVERITY,
                place_of_promise(catalog, service, line),
                text(
                    "promise-easily-kept.message",
                    service=service.name,
                    measure=named(line),
                    time=str(time),
                    within=str(newest.promised.within if newest.promised else None),
                ),
                text("promise-easily-kept.hint", time=str(time)),
                related(catalog, newest.rows[0]),
            )
            break  # one for each measure


def _slowest(line: Line) -> tuple[Duration, MeasuredPeriod] | None:
    """The longest time that nine in ten took in a month of the year, and the newest one, if all were easily kept."""
    now = line.promised_now
    if now is None or not all(_is_easy(now, row.nine_in_ten_within) for row in line.rows[:_LEAST_MONTHS]):
        return None  # as most are: months need not be looked at closely
    year = _last_year(line)
    if len({month for one in year for month in months_of(one.period)}) < _LEAST_MONTHS:
        return None
    times = [
        one.nine_in_ten_within
        for one in year
        if line.is_as_promised_now(one) and _is_easy(now, one.nine_in_ten_within)
    ]
    known = [time for time in times if time is not None]
    return (max(known, key=lambda time: time.amount), year[0]) if len(known) == len(year) else None


def _last_year(line: Line) -> list[MeasuredPeriod]:
    """The twelve months up to the newest one that is over, as far as they have results."""
    finished = [one for one in by_month(line) if one.is_finished]
    last = months_of(finished[0].period)[-1] if finished else 0
    return [one for one in finished if months_of(one.period)[0] > last - _YEAR]


def _is_easy(promised: PromisedWords, time: Duration | None) -> bool:
    """Whether a time is no more than half of what is promised; of the same working day there is no half."""
    within = promised.within
    if within is None or time is None or not within.amount:
        return False
    return time.unit is within.unit and 2 * time.amount <= within.amount
