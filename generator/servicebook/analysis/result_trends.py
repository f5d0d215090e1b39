"""What people ask for most, what they ask for more than before, and which promises are kept more often than before.

The last three full months are compared with the same months a year before where these were counted, else with the
three before; quarters with a quarter, years with a year. Only what was published in every one of the compared periods
counts on either side: else a number that was too small to publish would look like growth. What is named here differs
by more than chance (:mod:`servicebook.analysis.compared_counts`), and by so much that it matters.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from typing import TypeVar

from servicebook.analysis.compared_counts import chance_of_so_many, chance_of_so_many_kept, limit_for
from servicebook.analysis.result_sums import Count, Window, together
from servicebook.frozen import frozen
from servicebook.model.common import MEASURES
from servicebook.model.periods import Period, PeriodUnit
from servicebook.model.results import Result

LEAST_GROWTH = 0.25
"""Smaller growth is not named: it is hardly seen in the daily work, however surely it is there."""
LEAST_GAIN = 5
"""Percentage points: smaller gains are not named."""

RECENT = {PeriodUnit.MONTH: 3, PeriodUnit.QUARTER: 1, PeriodUnit.YEAR: 1}
"""How many full periods are compared with as many others."""

Key = TypeVar("Key", bound=Hashable)
Periods = tuple[Period, ...]


@frozen
class Asked:
    """How often a service was asked for in the last full periods."""

    service: str
    number: int


@frozen
class Growth:
    """A service that is asked for more often than in ``before``, periods as many as the last ones."""

    service: str
    recent: int
    earlier: int
    before: Periods

    @property
    def percent(self) -> int:
        """By how much it has grown, rounded."""
        return round(100 * (self.recent - self.earlier) / self.earlier)


@frozen
class Gain:
    """A promise that is kept more often than in ``before``; ``result`` is the latest of its results."""

    result: Result
    recent: Count
    earlier: Count
    before: Periods


def recent_periods(window: Window) -> Periods:
    """The last full periods, the earliest first; empty where there are not enough of them."""
    full = window.full
    count = RECENT[window.periods[0].unit]
    return full[-count:] if len(full) >= count else ()


def most_asked(results: Iterable[Result], recent: Periods) -> list[Asked]:
    """The services that were asked for in the recent periods, the most frequent first."""
    wanted = frozenset(recent)
    numbers: dict[str, Counter[str]] = defaultdict(Counter)
    for result in results:
        if result.period in wanted:
            numbers[result.service][result.measure] += _asked(result)
    # a request is counted for each measure that is promised: the one that most of them have says how many there are
    asked = [Asked(service, max(by_measure.values())) for service, by_measure in numbers.items()]
    return sorted(asked, key=lambda one: (-one.number, one.service))


def growing(results: Sequence[Result], recent: Periods) -> list[Growth]:
    """The services that are asked for more often than before, the strongest growth first."""
    compared = list(
        _compared(results, recent, lambda r: (r.service, r.measure, r.priority, r.channel, r.agreement))
    )
    by_service: dict[str, dict[tuple[str, Periods], list[tuple[int, int]]]] = defaultdict(
        lambda: defaultdict(list)
    )
    for (service, measure, *_), now, then, before in compared:
        counts = sum(map(_asked, now)), sum(map(_asked, then))
        by_service[service][measure, before].append(counts)
    found = [_largest(service, groups) for service, groups in by_service.items()]
    limit = limit_for(len(found))
    return sorted(
        (growth for growth in found if _has_grown(growth, recent, limit)),
        key=lambda growth: (-growth.recent / growth.earlier, growth.service),
    )


def improved(results: Sequence[Result], recent: Periods) -> list[Gain]:
    """The promises that are kept more often than before, in the same words; the largest gain first."""
    found = [
        Gain(now[-1], _kept(now), _kept(then), before)
        for _, now, then, before in _compared(
            results,
            recent,
            lambda r: (r.service, r.measure, r.priority, r.channel, r.agreement, str(r.promised or "")),
        )
    ]
    limit = limit_for(len(found))
    return sorted(
        (gain for gain in found if _is_better(gain, limit)),
        key=lambda gain: (-_points(gain), gain.result.service),
    )


def _asked(result: Result) -> int:
    """How many requests there were; of results that do not say it, those that were counted."""
    return result.counted if result.asked is None else result.asked


def _compared(
    results: Iterable[Result], recent: Periods, key: Callable[[Result], Key]
) -> Iterator[tuple[Key, list[Result], list[Result], Periods]]:
    """(key, recent results, earlier ones, their periods) of what has results in every one of the compared periods."""
    if not recent:
        return
    a_year = {PeriodUnit.MONTH: 12, PeriodUnit.QUARTER: 4, PeriodUnit.YEAR: 1}[recent[0].unit]
    befores = dict.fromkeys(tuple(p.later(-back) for p in recent) for back in (a_year, len(recent)))
    wanted = frozenset(recent).union(*befores)
    found: dict[Key, dict[Period, list[Result]]] = defaultdict(lambda: defaultdict(list))
    for result in results:
        if result.period in wanted and result.as_of is None:
            found[key(result)][result.period].append(result)
    for name, by_period in found.items():
        before = next((one for one in befores if all(p in by_period for p in (*recent, *one))), None)
        if before is not None:
            now, then = ([r for period in side for r in by_period[period]] for side in (recent, before))
            yield name, now, then, before


def _largest(service: str, groups: dict[tuple[str, Periods], list[tuple[int, int]]]) -> Growth:
    """A service by the measure that most requests have, as each request is counted for every measure."""
    (_, before), counts = max(
        groups.items(), key=lambda item: (sum(now for now, _ in item[1]), -MEASURES.index(item[0][0]))
    )
    return Growth(service, sum(now for now, _ in counts), sum(then for _, then in counts), before)


def _has_grown(growth: Growth, recent: Periods, limit: float) -> bool:
    if not growth.earlier or growth.recent < growth.earlier * (1 + LEAST_GROWTH):
        return False
    days, days_before = (sum((p.last - p.first).days + 1 for p in side) for side in (recent, growth.before))
    return chance_of_so_many(growth.recent, growth.earlier, days / (days + days_before)) < limit


def _kept(results: Iterable[Result]) -> Count:
    return together(Count(result.kept, result.counted) for result in results)


def _points(gain: Gain) -> float:
    """By how many percentage points more is kept."""
    return 100 * (gain.recent.kept / gain.recent.counted - gain.earlier.kept / gain.earlier.counted)


def _is_better(gain: Gain, limit: float) -> bool:
    if not (gain.recent.counted and gain.earlier.counted) or _points(gain) < LEAST_GAIN:
        return False
    (now, then) = ((one.kept, one.counted) for one in (gain.recent, gain.earlier))
    return chance_of_so_many_kept(now, then) < limit
