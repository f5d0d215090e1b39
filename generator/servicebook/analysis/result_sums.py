"""How often promised times were kept by departments and by services: sums of published results, and of nothing else.

A result below the fewest is in no visible catalog. As every total here is a sum of rows that are published, no
subtraction leads back to one that is not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from servicebook.frozen import frozen
from servicebook.model.catalog import Catalog
from servicebook.model.periods import Period, PeriodUnit
from servicebook.model.results import Result

SHOWN = {PeriodUnit.MONTH: 13, PeriodUnit.QUARTER: 9, PeriodUnit.YEAR: 5}
"""How many periods stand beside one another: a year and the month with which it began; years are few."""


@frozen
class Count:
    """How many requests were counted, and how many of them had what was promised."""

    kept: int = 0
    counted: int = 0

    def __add__(self, other: Count) -> Count:
        return Count(self.kept + other.kept, self.counted + other.counted)


NOTHING = Count()


@dataclass(frozen=True)
class Sums:
    """Of several results: the sum of each of the shown periods, and of all that lie within these."""

    periods: Mapping[Period, Count]
    total: Count


@dataclass(frozen=True)
class Window:
    """The periods that are shown, the earliest first: of the shortest length that has results, up to the last counted.

    ``open`` are those that were not over when they were counted.
    """

    periods: tuple[Period, ...]
    open: frozenset[Period]

    @cached_property
    def _bounds(self) -> tuple[int, int]:
        last = self.periods[-1]
        return self.periods[0].first_month, last.first_month + last.unit.months

    def has(self, period: Period) -> bool:
        """Whether a period, of any length, lies within those shown."""
        first, end = self._bounds
        return first <= period.first_month and period.first_month + period.unit.months <= end

    @property
    def full(self) -> tuple[Period, ...]:
        """Those that were over when they were counted."""
        return tuple(period for period in self.periods if period not in self.open)

    def ending_with(self, period: Period) -> Period | None:
        """The shown period in which another one ends; None where it ends before or after all of them."""
        end = period.first_month + period.unit.months - 1
        at, within = divmod(end - self.periods[0].first_month, self.periods[0].unit.months)
        return self.periods[at] if 0 <= at < len(self.periods) and within >= 0 else None


def window_of(results: Iterable[Result]) -> Window | None:
    """The periods to show of some results; None where there are none."""
    found = {(result.period, result.as_of is not None) for result in results}
    if not found:
        return None
    unit = min((period.unit for period, _ in found), key=lambda one: one.months)
    last = max(period for period, _ in found if period.unit is unit)
    open_ones = frozenset(period for period, is_open in found if is_open)
    shown = tuple(last.later(-before) for before in reversed(range(SHOWN[unit])))
    first = min(period for period, _ in found if period.unit is unit)
    return Window(tuple(period for period in shown if first <= period), open_ones)


def sums(results: Iterable[Result], window: Window, key: Callable[[Result], str]) -> dict[str, Sums]:
    """The sums of the results in the window, by what ``key`` says of each; the keys in the order of the results.

    Results of periods that are longer than those shown are in the total only; what they hold is there once.
    """
    inside = [result for result in results if window.has(result.period)]
    unit = window.periods[0].unit
    longer = _Longer(result for result in inside if result.period.unit is not unit)
    by_key: dict[str, _Sum] = {}
    for result in inside:
        by_key.setdefault(key(result), _Sum()).add(
            result, shown=result.period.unit is unit, apart=longer.apart(result)
        )
    return {
        name: Sums({p: Count(*c) for p, c in found.periods.items()}, Count(*found.total))
        for name, found in by_key.items()
    }


class _Longer:
    """The results of longer periods, to know what they hold: a quarter's, and a month of it, of one promise."""

    def __init__(self, results: Iterable[Result]) -> None:
        self._periods: dict[tuple[object, ...], list[Period]] = {}
        for result in results:
            self._periods.setdefault(_key(result), []).append(result.period)

    def apart(self, result: Result) -> bool:
        """Whether a result is in no longer one."""
        if not self._periods:  # as a rule, and there are many results
            return True
        longer = self._periods.get(_key(result), ())
        return not any(one != result.period and one.contains(result.period) for one in longer)


class _Sum:
    """Sums as they grow; [kept, counted]."""

    __slots__ = ("periods", "total")

    def __init__(self) -> None:
        self.periods: dict[Period, list[int]] = {}
        self.total = [0, 0]

    def add(self, result: Result, *, shown: bool, apart: bool) -> None:
        """Add a result to its period, where that is shown, and to the total, where it stands for itself."""
        sides = [self.periods.setdefault(result.period, [0, 0])] if shown else []
        for side in (*sides, *([self.total] if apart else [])):
            side[0] += result.kept
            side[1] += result.counted


def _key(result: Result) -> tuple[object, ...]:
    return (
        result.service,
        result.measure,
        result.priority,
        result.channel,
        result.agreement,
        result.promised,
    )


def together(counts: Iterable[Count]) -> Count:
    """The sum of counts."""
    return sum(counts, NOTHING)


def department_of(catalog: Catalog, result: Result) -> str:
    """The department that is shown with a result: the one in whose folder it stands, else the service's."""
    if result.department in catalog.departments:
        return result.department
    service = catalog.services.get(result.service)
    return service.department if service else result.department
