"""Which rows of results are published: enough requests, and no way to work out the others.

- Below ``fewest`` that were counted, nothing is published.
- A quarter, else a year, is published for a promise where none of its months is. Once it stands in a file it stays, and
  its months stay hidden: else the last of them would follow from the earlier ones by subtracting.
- Two measures count the same requests in different ways, so a small difference between them hides one more row, that of
  the measure that says less about a service. What already stands in the file is taken as known to everybody.
- A month that lost requests against the file was not exported as a whole: it stays as it is, unless it is replaced.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from servicebook.frozen import frozen
from servicebook.measuring.differences import without_differences
from servicebook.measuring.result_rows import Row, key_of_result, row_of_several
from servicebook.measuring.together import Group
from servicebook.model.common import MAIN_MEASURES
from servicebook.model.periods import Period, PeriodUnit, containing
from servicebook.model.results import REPORTED, Result, ResultKey, key_of

Written = dict[str, Any]
"""A row as it is written in a file."""
_COARSER = (PeriodUnit.QUARTER, PeriodUnit.YEAR)


@frozen(kw_only=True)
class Lost:
    """A month of a service that has fewer requests now (``now``) than the file says (``before``)."""

    service: str
    period: Period
    before: int
    now: int


@dataclass(slots=True, kw_only=True)
class OfService:
    """What is decided for one service.

    ``rows`` are all rows that the file is to have of it, by period, for the periods that this run counted. ``hidden``
    counts the rows that are not published, by period; ``lost`` are the periods left as they are; ``reported`` are rows
    that somebody else's counting stands in the place of; ``held_back`` those that stay as they stood, since their
    change would give away a hidden one; ``not_over`` are periods that were left for later.
    """

    rows: dict[Period, list[Written]] = field(default_factory=dict)
    hidden: Counter[Period] = field(default_factory=Counter)
    lost: list[Lost] = field(default_factory=list)
    reported: Counter[Period] = field(default_factory=Counter)
    held_back: Counter[Period] = field(default_factory=Counter)
    not_over: list[Period] = field(default_factory=list)


@frozen(kw_only=True)
class Publishing:
    """By which rules is published.

    ``first`` is the month of the first request: of a quarter or year that began before, some may be missing. What was
    asked before the month ``since`` is left out. ``is_replacing``: also what lost requests. ``with_unfinished``: also
    periods that are not over.
    """

    fewest: int
    today: date
    first: Period
    since: Period | None = None
    is_replacing: bool = False
    with_unfinished: bool = False

    def is_whole(self, period: Period) -> bool:
        """Whether all of a longer period was counted."""
        is_begun = self.first.first_month <= period.first_month and self.is_counted(period)
        return is_begun and period.is_over(self.today)

    def is_counted(self, period: Period) -> bool:
        """Whether a period is not left out."""
        return self.since is None or self.since.first_month <= period.first_month


def publishable(
    months: Sequence[Row],
    groups: Mapping[Group, int],
    old: Sequence[Result],
    rules: Publishing,
    told: frozenset[str],
) -> OfService:
    """What is published of one service: of its counted ``months``, where ``old`` are its results in the file.

    ``told`` are the measures that were counted. Results of others stay: nobody knows anything newer about them.
    """
    found = OfService()
    known = [one for one in old if one.basis == REPORTED or one.measure in told]
    standing = _from_tickets(known)
    left = _left_as_they_are(months, standing, rules, found)
    counted = [row for row in months if row.period not in left]
    candidates = _candidates(counted, left, known, rules, found)
    kept, held_back = without_differences(candidates, counted, groups, standing, rules.fewest)
    found.held_back.update(one.period for one in held_back)
    staying = [*held_back, *(one for one in _from_tickets(old) if one.measure not in told)]
    for period in dict.fromkeys(row.period for row in (*counted, *kept)):
        found.rows[period] = _of_period(period, kept, staying)
    found.hidden.update(row.period for row in counted if not _is_shown(row, found))
    return found


def _from_tickets(results: Sequence[Result]) -> list[Result]:
    return [one for one in results if one.basis != REPORTED]


def _of_period(period: Period, kept: Sequence[Row], staying: Sequence[Result]) -> list[Written]:
    rows = [row.written() for row in kept if row.period == period]
    rows += [dict(one.origin.written) for one in staying if one.period == period]
    return sorted(rows, key=_order)


def _is_shown(row: Row, found: OfService) -> bool:
    """Whether the file has a row of the same promise, be it as it stood before."""
    return any(key_of(written) == row.key for written in found.rows[row.period])


def _candidates(
    counted: Sequence[Row], left: set[Period], old: Sequence[Result], rules: Publishing, found: OfService
) -> list[Row]:
    """The rows that count enough, in whose place nothing else stands, and that no longer period is published for."""
    standing = _from_tickets(old)
    reported = {(one.period, who_of(key_of_result(one))) for one in old if one.basis == REPORTED}
    coarse = _coarse(standing)
    longer = [
        row for row in _coarser(counted, left, standing, rules) if not _has_lost(row, standing, rules, found)
    ]
    candidates = []
    for row in (*counted, *longer):
        if (row.period, who_of(row.key)) in reported:
            found.reported[row.period] += 1
        elif row.counted >= rules.fewest and not _is_within(row, coarse):
            candidates.append(row)
    return candidates


def _coarse(standing: Sequence[Result]) -> set[tuple[Period, Who]]:
    """Whom the quarters and years that stand in a file are about."""
    longer = (one for one in standing if one.period.unit is not PeriodUnit.MONTH)
    return {(one.period, who_of(key_of_result(one))) for one in longer}


def _left_as_they_are(
    months: Sequence[Row], standing: Sequence[Result], rules: Publishing, found: OfService
) -> set[Period]:
    """The months that are not touched: those that lost requests, and those that are not over."""
    left = set()
    for period in sorted({row.period for row in months}):
        if not period.is_over(rules.today) and not rules.with_unfinished:
            found.not_over.append(period)
            left.add(period)
        elif not rules.is_replacing and (lost := _lost_of(period, months, standing)):
            found.lost.append(lost)
            left.add(period)
    return left


def _lost_of(period: Period, months: Sequence[Row], standing: Sequence[Result]) -> Lost | None:
    """What a month lost against the file, of the measure that lost most."""
    now, before = Counter[str](), Counter[str]()
    for row in months:
        if row.period == period:
            now[row.promised.measure] += row.asked
    for one in standing:
        if one.period == period:
            before[one.measure] += one.counted if one.asked is None else one.asked
    worst = max(before, key=lambda measure: before[measure] - now[measure], default=None)
    if worst is None or now[worst] >= before[worst]:
        return None
    service = months[0].promised.service
    return Lost(service=service, period=period, before=before[worst], now=now[worst])


def _has_lost(row: Row, standing: Sequence[Result], rules: Publishing, found: OfService) -> bool:
    """Whether a longer period has fewer requests than the file says, so that this stays."""
    before = [
        one.asked or one.counted
        for one in standing
        if (one.period, key_of_result(one)) == (row.period, row.key)
    ]
    if rules.is_replacing or not before or before[0] <= row.asked:
        return False
    found.lost.append(Lost(service=row.promised.service, period=row.period, before=before[0], now=row.asked))
    return True


Who = tuple[str, str | None, str | None, str | None]
"""Measure, priority, channel and agreement: whoever is counted by them is in months as in quarters."""


def who_of(key: ResultKey) -> Who:
    """Whom a row counts."""
    return key.measure, key.priority, key.channel, key.agreement


def _is_within(row: Row, coarse: set[tuple[Period, Who]]) -> bool:
    """Whether a longer period that holds this one is published for the same requests."""
    return any(
        who == who_of(row.key) and period != row.period and period.contains(row.period)
        for period, who in coarse
    )


def _coarser(
    months: Sequence[Row], left: set[Period], standing: Sequence[Result], rules: Publishing
) -> Iterator[Row]:
    """Rows of quarters and years for promises of which no shorter period is published, nor was."""
    coarse = _coarse(standing)
    enough = (row for row in months if row.counted >= rules.fewest and not _is_within(row, coarse))
    published = {(one.period, who_of(key_of_result(one))) for one in standing}
    published |= {(row.period, who_of(row.key)) for row in enough}
    for unit in _COARSER:
        for made in _sums(months, unit):
            whole = rules.is_whole(made.period) and not any(made.period.contains(one) for one in left)
            who = who_of(made.key)
            if (
                whole
                and not _is_within(made, coarse)
                and made.counted >= rules.fewest
                and not _has_shorter(made.period, who, published)
            ):
                published.add((made.period, who))
                yield made


def _sums(months: Sequence[Row], unit: PeriodUnit) -> Iterator[Row]:
    """The rows of all months as those of longer periods."""
    together: dict[tuple[ResultKey, Period], list[Row]] = defaultdict(list)
    for row in months:
        together[row.key, containing(row.period.first, unit)].append(row)
    for (_, period), rows in together.items():
        yield row_of_several(rows, period)


def _has_shorter(period: Period, who: Who, published: set[tuple[Period, Who]]) -> bool:
    """Whether a part of a period is published for the same requests."""
    return any(whose == who and one != period and period.contains(one) for one, whose in published)


def _order(row: Mapping[str, Any]) -> tuple[str, ...]:
    key = key_of(row)
    place = -MAIN_MEASURES.index(key.measure) if key.measure in MAIN_MEASURES else 0
    return (f"{place + len(MAIN_MEASURES)}", *(part or "" for part in key))
