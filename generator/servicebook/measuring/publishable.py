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

from servicebook.measuring.result_rows import Row, row_of_several
from servicebook.measuring.suppression import Cell, hidden_besides
from servicebook.measuring.together import Group
from servicebook.model.common import MAIN_MEASURES
from servicebook.model.periods import Period, PeriodUnit, containing
from servicebook.model.results import REPORTED, Result, ResultKey, key_of

Rows = Mapping[Period, Sequence[Mapping[str, Any]]]
Written = dict[str, Any]
"""A row as it is written in a file."""
_COARSER = (PeriodUnit.QUARTER, PeriodUnit.YEAR)


@dataclass(frozen=True, slots=True, kw_only=True)
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
    that somebody else's counting stands in the place of; ``not_over`` are periods that were left for later.
    """

    rows: dict[Period, list[Written]] = field(default_factory=dict)
    hidden: Counter[Period] = field(default_factory=Counter)
    lost: list[Lost] = field(default_factory=list)
    reported: Counter[Period] = field(default_factory=Counter)
    not_over: list[Period] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class Publishing:
    """By which rules is published. ``first`` is the first month that was counted: of quarters and years before it, some
    may be missing. ``is_replacing``: also what lost requests. ``with_unfinished``: also periods that are not over."""

    fewest: int
    today: date
    first: Period
    is_replacing: bool = False
    with_unfinished: bool = False

    def is_whole(self, period: Period) -> bool:
        """Whether all of a longer period was counted."""
        return period.is_over(self.today) and self.first.first_month <= period.first_month


def publishable(
    months: Sequence[Row], groups: Mapping[Group, int], old: Sequence[Result], rules: Publishing
) -> OfService:
    """What is published of one service: of its counted ``months``, where ``old`` are its results in the file."""
    found = OfService()
    reported = {(one.period, who_of(key_of_result(one))) for one in old if one.basis == REPORTED}
    standing = [one for one in old if one.basis != REPORTED]
    left = _left_as_they_are(months, standing, rules, found)
    counted = [row for row in months if row.period not in left]
    candidates: list[Row] = []
    coarse = {
        (one.period, who_of(key_of_result(one)))
        for one in standing
        if one.period.unit is not PeriodUnit.MONTH
    }
    for row in (*counted, *_coarser(counted, left, standing, coarse, rules)):
        if row.period.unit is not PeriodUnit.MONTH and _has_lost(row, standing, rules, found):
            continue
        if (row.period, who_of(row.key)) in reported:
            found.reported[row.period] += 1
        elif row.counted >= rules.fewest and not _is_within(row, coarse):
            candidates.append(row)
    kept, held_back = _without_differences(candidates, counted, groups, standing, rules.fewest)
    for period in dict.fromkeys(row.period for row in (*counted, *kept)):
        rows = [row.written() for row in kept if row.period == period]
        rows += [
            dict(one.origin.written)
            for one in standing
            if one.period == period and (period, key_of_result(one)) in held_back
        ]
        found.rows[period] = sorted(rows, key=_order)
        shown = {key_of(row) for row in rows}
        hidden = sum(row.key not in shown for row in counted if row.period == period)
        if hidden:
            found.hidden[period] = hidden
    return found


def _left_as_they_are(
    months: Sequence[Row], standing: Sequence[Result], rules: Publishing, found: OfService
) -> set[Period]:
    """The months that are not touched: those that lost requests, and those that are not over."""
    left = set()
    for period in sorted({row.period for row in months}):
        if not period.is_over(rules.today) and not rules.with_unfinished:
            found.not_over.append(period)
            left.add(period)
            continue
        now, before = Counter[str](), Counter[str]()
        for row in months:
            if row.period == period:
                now[row.promised.measure] += row.asked
        for one in standing:
            if one.period == period:
                before[one.measure] += one.counted if one.asked is None else one.asked
        lost = [measure for measure in before if now[measure] < before[measure]]
        if lost and not rules.is_replacing:
            worst = max(lost, key=lambda measure: before[measure] - now[measure])
            service = months[0].promised.service
            found.lost.append(Lost(service=service, period=period, before=before[worst], now=now[worst]))
            left.add(period)
    return left


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


def key_of_result(result: Result) -> ResultKey:
    """The key of a result that was read."""
    words = None if result.promised is None else str(result.promised)
    return ResultKey(result.service, result.measure, result.priority, result.channel, result.agreement, words)


def _is_within(row: Row, coarse: set[tuple[Period, Who]]) -> bool:
    """Whether a longer period that holds this one is published for the same requests."""
    return any(
        who == who_of(row.key) and period != row.period and period.contains(row.period)
        for period, who in coarse
    )


def _coarser(
    months: Sequence[Row],
    left: set[Period],
    standing: Sequence[Result],
    coarse: set[tuple[Period, Who]],
    rules: Publishing,
) -> Iterator[Row]:
    """Rows of quarters and years for promises of which no shorter period is published, nor was."""
    by_key: dict[ResultKey, list[Row]] = defaultdict(list)
    for row in months:
        by_key[row.key].append(row)
    published = {(one.period, who_of(key_of_result(one))) for one in standing}
    published |= {
        (row.period, who_of(row.key))
        for row in months
        if row.counted >= rules.fewest and not _is_within(row, coarse)
    }
    for unit in _COARSER:
        for key, rows in by_key.items():
            for period in sorted({containing(row.period.first, unit) for row in rows}):
                inside = [row for row in rows if period.contains(row.period)]
                if not rules.is_whole(period) or any(period.contains(one) for one in left):
                    continue
                if any(
                    who == who_of(key) and one != period and period.contains(one) for one, who in published
                ):
                    continue
                made = row_of_several(inside, period)
                if made.counted >= rules.fewest:
                    published.add((period, who_of(key)))
                    yield made


def _without_differences(
    candidates: Sequence[Row],
    months: Sequence[Row],
    groups: Mapping[Group, int],
    standing: Sequence[Result],
    fewest: int,
) -> tuple[list[Row], set[tuple[Period, ResultKey]]]:
    """The rows from which no small number follows, and the keys of those that stay as they stand in the file."""
    if not any(row.asked < fewest for row in months) and all(count >= fewest for count in groups.values()):
        return list(candidates), set()
    old = {(one.period, key_of_result(one)): one for one in standing}
    parts = {(row.period, row.key): _parts(row, groups) for row in months}
    cells: dict[tuple[Period, ResultKey], Cell] = {}
    for row in candidates:
        inside = [
            of_month
            for (period, key), of_month in parts.items()
            if key == row.key and row.period.contains(period)
        ]
        cells[row.period, row.key] = _cell((row.period, row.key), frozenset().union(*inside), groups)
    by_key = {(row.period, row.key): row for row in candidates}
    fixed = [
        key for key, row in by_key.items() if key in old and dict(old[key].origin.written) == row.written()
    ]
    out = [cells[key] for key in fixed]
    out += [_cell(key, parts[key], groups) for key in old if key not in cells and key in parts]
    open_ones = sorted(
        (key for key in cells if key not in fixed), key=lambda key: _hidden_first(by_key[key], old)
    )
    hidden, _ = hidden_besides([cells[key] for key in open_ones], out, fewest)
    return [row for key, row in by_key.items() if key not in hidden], {key for key in hidden if key in old}


def _cell(key: tuple[Period, ResultKey], parts: frozenset[Group], groups: Mapping[Group, int]) -> Cell:
    return Cell(key, parts, sum(groups[part] for part in parts))


def _parts(row: Row, groups: Mapping[Group, int]) -> frozenset[Group]:
    counted = row.promised, row.period.first_month
    return frozenset(group for group, count in groups.items() if count and counted in group)


def _hidden_first(row: Row, old: Mapping[tuple[Period, ResultKey], Result]) -> tuple[bool, int, int]:
    """What is hidden rather than something else: what nobody has seen yet, then what says less."""
    return (row.period, row.key) in old, -MAIN_MEASURES.index(row.promised.measure), row.asked


def _order(row: Mapping[str, Any]) -> tuple[str, ...]:
    key = key_of(row)
    place = -MAIN_MEASURES.index(key.measure) if key.measure in MAIN_MEASURES else 0
    return (f"{place + len(MAIN_MEASURES)}", *(part or "" for part in key))
