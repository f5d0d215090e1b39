"""What was counted of one promise in one period, and sums of published rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import date

from servicebook.analysis.verdicts import Verdict
from servicebook.clock.durations import Duration
from servicebook.frozen import frozen
from servicebook.model.periods import Period, PeriodUnit
from servicebook.model.results import PromisedWords, Result


@frozen(kw_only=True)
class MeasuredPeriod:
    """What was counted of one promise in one period, which is a row of the files or the sum of several.

    ``promised`` is what was promised, by the rows or else by today's catalog; None where neither says it. ``counted``
    holds ``kept``, what was missed and ``open_overdue``. Counts are None where a row does not have them, times unless
    the period is a single row. ``without`` are its months (as in periods) of which nothing is published: too few asked,
    or they were not counted.
    ``is_finished`` says that nothing more is to come, and only then there is a ``verdict``: for the time that the
    promise is given for, or a longer one.
    """

    period: Period
    promised: PromisedWords | None
    rows: tuple[Result, ...]
    counted: int
    kept: int
    without: tuple[int, ...]
    is_finished: bool
    verdict: Verdict | None

    @property
    def percent(self) -> float | None:
        """The share that was promised."""
        return self.promised.percent if self.promised else None

    @property
    def share(self) -> float:
        """The share that was kept, from 0 to 100."""
        return 100 * self.kept / self.counted if self.counted else 0.0

    @property
    def as_of(self) -> date | None:
        """The day of counting, where the period was not over then."""
        return max((row.as_of for row in self.rows if row.as_of), default=None)

    @property
    def asked(self) -> int | None:
        """How many asked, with those that are still open and not due."""
        return _sum(self.rows, lambda row: row.asked)

    @property
    def open_overdue(self) -> int | None:
        """How many were open and overdue when they were counted."""
        return _sum(self.rows, lambda row: row.open_overdue)

    @property
    def still_open(self) -> int | None:
        """How many were open and not yet due when they were counted."""
        return _sum(self.rows, lambda row: row.still_open)

    @property
    def undecided(self) -> int | None:
        """Of how many the calendar does not know when they were due."""
        return _sum(self.rows, lambda row: row.undecided)

    @property
    def paused(self) -> int | None:
        """How many waited for whoever asked, for some time."""
        return _sum(self.rows, lambda row: row.paused)

    @property
    def half_within(self) -> Duration | None:
        """The time within which half was done, pauses left out."""
        return self.rows[0].half_within if len(self.rows) == 1 else None

    @property
    def nine_in_ten_within(self) -> Duration | None:
        """The time within which nine in ten were done, pauses left out."""
        return self.rows[0].nine_in_ten_within if len(self.rows) == 1 else None

    @property
    def lived_half(self) -> Duration | None:
        """The same as whoever asked lived through it, with pauses."""
        return self.rows[0].lived_half if len(self.rows) == 1 else None

    @property
    def lived_nine_in_ten(self) -> Duration | None:
        """The same of nine in ten."""
        return self.rows[0].lived_nine_in_ten if len(self.rows) == 1 else None

    @property
    def bases(self) -> tuple[str, ...]:
        """By what the rows were judged, each once: ``history``, ``today`` or ``reported``."""
        return tuple(dict.fromkeys(row.basis for row in self.rows))


@frozen(kw_only=True)
class Total:
    """Sums of published rows: promises that were kept, of those that were counted."""

    counted: int = 0
    kept: int = 0

    @property
    def share(self) -> float | None:
        """From 0 to 100; None where nothing was counted."""
        return 100 * self.kept / self.counted if self.counted else None


def unit_of(promised: PromisedWords | None) -> PeriodUnit:
    """What a promise is judged by: a month, where it is given for a day, a week or no time."""
    per = promised.per if promised else None
    return _UNITS.get(per or "", PeriodUnit.MONTH)


_UNITS = {unit.value: unit for unit in PeriodUnit}


def months_of(period: Period) -> range:
    """Its months as numbers, as periods count them."""
    return range(period.first_month, period.first_month + period.unit.months)


def totals(rows: Iterable[Result]) -> Total:
    """The sum of published rows, whatever they promise. Longer times whose parts are there as well count once."""
    groups: dict[object, list[Result]] = defaultdict(list)
    for row in rows:
        groups[line_key(row), row.promised].append(row)
    once = [row for group in groups.values() for row in apart(group)]
    return Total(counted=sum(row.counted for row in once), kept=sum(row.kept for row in once))


def line_key(row: Result) -> tuple[str, ...]:
    """What makes two rows results of one promise of a service, whatever it said at the time."""
    return row.service, row.measure, row.priority or "", row.channel or "", row.agreement or ""


def apart(rows: Sequence[Result]) -> list[Result]:
    """The rows without those that lie within another one: nothing is counted twice."""
    if len(rows) == 1:  # as of most promises, which are given by the month
        return list(rows)
    if len(rows) == 1 or len({row.period.unit for row in rows}) == 1:  # as nearly always
        return list(rows)
    return [row for row in rows if not any(lies_within(row, other) for other in rows)]


def lies_within(row: Result, other: Result) -> bool:
    """Whether a row is of a part of the other one's period."""
    return row.period != other.period and other.period.contains(row.period)


def _sum(rows: Iterable[Result], count: Callable[[Result], int | None]) -> int | None:
    """The sum of a count; None where a row does not have it."""
    counts = list(map(count, rows))
    known = [number for number in counts if number is not None]
    return sum(known) if known and len(known) == len(counts) else None
