"""Were promises kept? Measured results by what was promised, summed to the time that a promise is given for.

A promise given per quarter is judged by the sum of a quarter's months; one per day, per week, or without a time, by
months. Other words are another promise: what they were counted by is never summed. Nothing but shares of counts is
worked out here: a median of a quarter does not follow from those of its months, and is only there where it was counted.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property

from servicebook.analysis.measured_periods import (
    MeasuredPeriod,
    apart,
    lies_within,
    line_key,
    months_of,
    unit_of,
)
from servicebook.analysis.verdicts import verdict
from servicebook.frozen import frozen
from servicebook.model.catalog import Catalog
from servicebook.model.common import MEASURES
from servicebook.model.periods import Period, PeriodUnit, containing
from servicebook.model.promises import Promise, main_promise, promises, promises_under
from servicebook.model.results import PromisedWords, Result
from servicebook.model.service import Service

SHOWN_MONTHS = 13
"""So many months are shown: a year, and the month with which it began for comparison."""


@dataclass(frozen=True, kw_only=True)
class Line:
    """All results of one promise of a service, the newest first; ``promise`` is today's with the same key.

    Priority, channel and agreement are None where they do not decide. ``promised_now`` is what is promised today; None
    where nothing is, or only in words.
    """

    service: str
    measure: str
    priority: str | None
    channel: str | None
    agreement: str | None
    promise: Promise | None
    promised_now: PromisedWords | None
    rows: tuple[Result, ...]
    counted_months: frozenset[int] = field(repr=False)
    """The months, as in periods, that the department has counted to their ends."""
    today: date = field(repr=False)

    @cached_property
    def latest(self) -> MeasuredPeriod | None:
        """As :func:`latest` gives it; several lists and pages ask for it."""
        judged = next((one for one in each_period(self) if one.verdict is not None), None)
        newest = next((one for one in _by_month(self) if one.is_finished), None) or next(
            _by_month(self), None
        )
        if judged is None or newest is None:
            return judged or newest
        return newest if self.is_as_promised_now(newest) and not self.is_as_promised_now(judged) else judged

    def promised_by(self, row: Result) -> PromisedWords | None:
        """What a row was counted by; what it leaves out is as today."""
        now = self.promised_now
        if row.promised is None:
            return now
        if row.promised.per is None and now is not None and now.per is not None:
            return PromisedWords(within=row.promised.within, percent=row.promised.percent, per=now.per)
        return row.promised

    def is_as_promised_now(self, measured: MeasuredPeriod) -> bool:
        """Whether the same share within the same time is promised today."""
        then, now = measured.promised, self.promised_now
        return (
            then is not None and now is not None and (then.within, then.percent) == (now.within, now.percent)
        )

    def measured(self, period: Period, rows: Sequence[Result]) -> MeasuredPeriod:
        """Rows of one promise, apart from each other, as one period; a verdict where it may be given."""
        promised, first = self.promised_by(rows[0]), rows[0]
        is_finished = period.is_over(self.today) and first.as_of is None
        counted, kept = first.counted, first.kept
        without: tuple[int, ...] = ()
        if len(rows) > 1 or first.period != period:
            counted, kept = sum(row.counted for row in rows), sum(row.kept for row in rows)
            without = _missing(period, rows)
            is_finished = (
                is_finished
                and not any(row.as_of for row in rows)
                and all(month in self.counted_months for month in without)
            )
        judged = is_finished and promised is not None and period.unit.months >= unit_of(promised).months
        return MeasuredPeriod(
            period=period,
            promised=promised,
            rows=tuple(rows),
            counted=counted,
            kept=kept,
            without=without,
            is_finished=is_finished,
            verdict=verdict(counted, kept, promised.percent) if judged and promised else None,
        )


@frozen(kw_only=True)
class KeptPromises:
    """All results of a catalog: the lines of each service by its id, those of main interest first.

    ``counted_months`` are the months, as in periods, that a department has counted to their ends, by its id, and
    ``newest`` the last one of which it has any result.
    """

    lines: Mapping[str, tuple[Line, ...]]
    counted_months: Mapping[str, frozenset[int]]
    newest: Mapping[str, int]

    def main_line(self, catalog: Catalog, service: Service) -> Line | None:
        """The results of the promise that a service is known by; else of another that holds for everybody."""
        lines = [line for line in self.lines.get(service.id, ()) if line.agreement is None]
        main = main_promise(catalog, promises(catalog, service)) if lines else None
        if main is not None:
            for line in lines:
                if (line.measure, line.priority, line.channel) == main.target.key:
                    return line
        return lines[0] if lines else None


def kept_promises(catalog: Catalog) -> KeptPromises:
    """The results of a catalog by service and promise; worked out once."""
    return catalog.derive(_kept_promises)


def per_period(line: Line) -> tuple[MeasuredPeriod, ...]:
    """The results in the time that the promise is given for, the newest first.

    Where the promise changed within a period, each one has its own. A row of a longer time stands for itself; where
    one of a quarter has its months beside it, it alone counts.
    """
    return tuple(each_period(line))


def judged_periods(catalog: Catalog) -> tuple[tuple[Line, MeasuredPeriod], ...]:
    """Every period of every promise on which there is a verdict, worked out once: several outputs tell all of them."""
    return catalog.derive(_judged_periods)


def latest(line: Line) -> MeasuredPeriod | None:
    """What a reader wants to know first: the newest period with a verdict, else the newest month that is over.

    A verdict on a promise that has changed since counts less than the month of the one that holds.
    """
    return line.latest


def by_month(line: Line) -> tuple[MeasuredPeriod, ...]:
    """The results as finely as they are published, the newest first: months, and longer times of which no part is."""
    return tuple(_by_month(line))


def last_months(last: int, number: int = SHOWN_MONTHS) -> tuple[Period, ...]:
    """The months up to one, as periods count it, in their order."""
    return tuple(Period(month, PeriodUnit.MONTH) for month in range(last - number + 1, last + 1))


def keep_lines(
    before: Catalog, catalog: Catalog, *, services: Collection[str], agreements: Collection[str]
) -> None:
    """Let a catalog keep what is known of the results of another one on the same day, if it has the very same ones.

    It must promise the same for the ``services`` and in the ``agreements``.
    """
    known = before.derived(_kept_promises)
    if known is None or catalog.results is not before.results:
        return

    def renewed(line: Line) -> Line:
        promise = _promise_now(catalog, line.rows[0])
        return replace(line, promise=promise, promised_now=_words_of(promise))

    def holds(line: Line) -> bool:
        return line.service in services and (line.agreement is None or line.agreement in agreements)

    lines = {
        service: tuple(line if holds(line) else renewed(line) for line in found)
        for service, found in known.lines.items()
    }
    catalog.keep(_kept_promises, replace(known, lines=lines))


def _judged_periods(catalog: Catalog) -> tuple[tuple[Line, MeasuredPeriod], ...]:
    return tuple(
        (line, one)
        for lines in kept_promises(catalog).lines.values()
        for line in lines
        for one in each_period(line)
        if one.verdict is not None
    )


def _kept_promises(catalog: Catalog) -> KeptPromises:
    by_line: dict[tuple[str, ...], list[Result]] = defaultdict(list)
    counted: dict[str, set[int]] = defaultdict(set)
    newest: dict[str, int] = {}
    for row in catalog.results:
        by_line[line_key(row)].append(row)
        months = months_of(row.period)
        newest[row.department] = max(newest.get(row.department, months[-1]), months[-1])
        if row.as_of is None:
            counted[row.department].update(months)
    finished = {department: frozenset(known) for department, known in counted.items()}
    lines: dict[str, list[Line]] = defaultdict(list)
    for rows in by_line.values():
        lines[rows[0].service].append(_line(catalog, rows, finished))
    ordered = {service: tuple(sorted(found, key=_order(catalog))) for service, found in lines.items()}
    return KeptPromises(lines=ordered, counted_months=finished, newest=newest)


def _line(catalog: Catalog, rows: Sequence[Result], finished: Mapping[str, frozenset[int]]) -> Line:
    row = rows[0]
    promise = _promise_now(catalog, row)
    counted_by = {one.department for one in rows}  # a service may have moved from one to another
    return Line(
        service=row.service,
        measure=row.measure,
        priority=row.priority,
        channel=row.channel,
        agreement=row.agreement,
        promise=promise,
        promised_now=_words_of(promise),
        rows=tuple(sorted(rows, key=lambda one: _end(one.period), reverse=True)),
        counted_months=frozenset().union(*(finished.get(one, frozenset()) for one in counted_by)),
        today=catalog.today,
    )


def _promise_now(catalog: Catalog, row: Result) -> Promise | None:
    """Today's promise with the key of a row, whether or not its agreement is in force."""
    service = catalog.services.get(row.service)
    if service is None:
        return None
    agreement = catalog.agreements.get(row.agreement) if row.agreement else None
    if row.agreement and agreement is None:
        return None
    promised = promises_under(catalog, service, agreement) if agreement else promises(catalog, service)
    key = row.measure, row.priority, row.channel
    return next((one for one in promised if one.target.key == key), None)


def _words_of(promise: Promise | None) -> PromisedWords | None:
    target = promise.target if promise else None
    if target is None or (target.within is None and target.at_least is None):
        return None
    share = target.compliance if target.within is not None else target.at_least
    return PromisedWords(within=target.within, percent=100.0 if share is None else share, per=target.per)


def _order(catalog: Catalog) -> Callable[[Line], tuple[bool, int, bool, int, str, str]]:
    """What holds for everybody first; when all is done before a first reply; the usual priority before others."""
    measures = (*MEASURES[2::-1], *MEASURES[3:])
    usual, ranks = catalog.settings.default_priority, list(catalog.settings.priorities)

    def order(line: Line) -> tuple[bool, int, bool, int, str, str]:
        return (
            line.agreement is not None,
            measures.index(line.measure) if line.measure in measures else len(measures),
            line.priority not in (None, usual),
            ranks.index(line.priority) if line.priority in ranks else -1,
            line.channel or "",
            line.agreement or "",
        )

    return order


def each_period(line: Line) -> Iterator[MeasuredPeriod]:
    """As :func:`per_period`, each made when it is asked for: lists of many services want one or two."""
    groups: dict[tuple[Period, PromisedWords | None], list[Result]] = defaultdict(list)
    former: object = ...
    promised, unit = None, PeriodUnit.MONTH
    for row in line.rows:
        if row.promised is not former:  # as a rule it is the same all along
            former, promised = row.promised, line.promised_by(row)
            unit = unit_of(promised)
        period = row.period if row.period.unit.months >= unit.months else containing(row.period.first, unit)
        groups[period, promised].append(row)
    return _newest_first(line, [(period, apart(rows)) for (period, _), rows in groups.items()])


def _by_month(line: Line) -> Iterator[MeasuredPeriod]:
    finest = [
        row
        for row in line.rows
        if row.period.unit is PeriodUnit.MONTH or not any(lies_within(other, row) for other in line.rows)
    ]
    return _newest_first(line, [(row.period, [row]) for row in finest])


def _newest_first(line: Line, groups: Iterable[tuple[Period, Sequence[Result]]]) -> Iterator[MeasuredPeriod]:
    """Where several promises were counted in one period, the one that holds today is the newest."""
    by_end: dict[tuple[int, int], list[tuple[Period, Sequence[Result]]]] = defaultdict(list)
    for period, rows in groups:
        by_end[_end(period)].append((period, rows))
    for end in sorted(by_end, reverse=True):
        measured = [line.measured(period, rows) for period, rows in by_end[end]]
        yield from (
            sorted(measured, key=line.is_as_promised_now, reverse=True) if len(measured) > 1 else measured
        )


def _missing(period: Period, rows: Iterable[Result]) -> tuple[int, ...]:
    """The months of a period that none of its rows is of."""
    there = {month for row in rows for month in months_of(row.period)}
    return tuple(month for month in months_of(period) if month not in there)


def _end(period: Period) -> tuple[int, int]:
    """For putting periods in order: by their ends, a longer one before a shorter one."""
    return period.first_month + period.unit.months, -period.unit.months
