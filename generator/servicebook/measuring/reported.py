"""Results that somebody else has counted, as rows to publish.

A table that gives totals beside their parts would else give away what is hidden in it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence

from servicebook.measuring.publishable import OfService, Who, Written
from servicebook.measuring.reading.counted import CountedRow
from servicebook.model.periods import Period, PeriodUnit
from servicebook.model.results import REPORTED, Result, key_of
from servicebook.suppression import Cell, hidden_besides

Part = tuple[Who, Period]
"""The smallest group that anybody could tell apart: those of a row that are in none of its parts, in a month."""


def reported(rows: Iterable[CountedRow], results: Iterable[Result], fewest: int) -> dict[str, OfService]:
    """What is published, by service, where ``results`` are those of all files.

    Rows take the place of what was reported about the same service, measure and period; results from tickets stay, and
    keep their place. What is already in the files is taken as known to everybody.
    """
    by_service: dict[str, list[CountedRow]] = defaultdict(list)
    for row in rows:
        by_service[row.service].append(row)
    standing: dict[str, list[Result]] = defaultdict(list)
    for result in results:
        standing[result.service].append(result)
    return {
        service: _of_service(several, standing[service], fewest)
        for service, several in sorted(by_service.items())
    }


def _of_service(rows: Sequence[CountedRow], standing: Sequence[Result], fewest: int) -> OfService:
    from_tickets, before = _standing(standing)
    may_be = [row for row in rows if row.counted >= fewest and _at(row) not in from_tickets]
    hidden = _hidden(rows, may_be, standing, before, fewest)
    shown = [row for row in may_be if _at(row) not in hidden]
    found = OfService()
    for period in sorted({row.period for row in rows}):
        inside = [row for row in rows if row.period == period]
        written = [_written(row) for row in shown if row.period == period]
        found.rows[period] = sorted([*_staying(period, inside, before), *written], key=_order)
        taken = sum(_at(row) in from_tickets for row in inside)
        found.reported[period] = taken
        found.hidden[period] = len(inside) - len(written) - taken
    return found


def _standing(results: Sequence[Result]) -> tuple[set[At], dict[At, Written]]:
    """Where results from tickets stand, and what was reported earlier."""
    from_tickets = {_at(_as_row(one)) for one in results if one.basis != REPORTED}
    return from_tickets, {
        _at(_as_row(one)): dict(one.origin.written) for one in results if one.basis == REPORTED
    }


def _staying(period: Period, rows: Sequence[CountedRow], before: Mapping[At, Written]) -> list[Written]:
    """What was reported of a period earlier, about other measures than these rows."""
    measures = {row.measure for row in rows}
    return [row for (at, who), row in before.items() if at == period and who[0] not in measures]


def _hidden(
    rows: Sequence[CountedRow],
    may_be: Sequence[CountedRow],
    standing: Sequence[Result],
    before: Mapping[At, Written],
    fewest: int,
) -> frozenset[Hashable]:
    """What must be hidden besides what is too small. What is in the files already is known to everybody."""
    given = {_at(row) for row in rows}
    others = [row for row in map(_as_row, standing) if _at(row) not in given]
    parts = _parts([*rows, *others])
    cells = {_at(row): Cell(_at(row), parts[_at(row)], row.counted) for row in (*rows, *others)}
    unchanged = [row for row in may_be if before.get(_at(row)) == _written(row)]
    # the shortest periods are hidden first, and of those what counts fewest
    open_ones = sorted(
        (row for row in may_be if row not in unchanged), key=lambda row: (row.period.unit.months, row.counted)
    )
    out = [cells[_at(row)] for row in (*unchanged, *others)]
    return hidden_besides([cells[_at(row)] for row in open_ones], out, fewest)[0]


At = tuple[Period, Who]


def _as_row(result: Result) -> CountedRow:
    """A result that stands in a file, as a row of a table."""
    return CountedRow(
        where="",
        service=result.service,
        measure=result.measure,
        period=result.period,
        counted=result.counted,
        kept=result.kept,
        priority=result.priority,
        channel=result.channel,
        agreement=result.agreement,
    )


def _at(row: CountedRow) -> At:
    return row.period, (row.measure, row.priority, row.channel, row.agreement)


def _written(row: CountedRow) -> Written:
    said = {
        "service": row.service,
        "measure": row.measure,
        "priority": row.priority,
        "channel": row.channel,
        "agreement": row.agreement,
        "basis": REPORTED,
        "counted": row.counted,
        "kept": row.kept,
    }
    return {key: value for key, value in said.items() if value is not None}


def _order(row: Mapping[str, object]) -> tuple[str, ...]:
    return tuple(part or "" for part in key_of(row))


def _parts(rows: Sequence[CountedRow]) -> dict[At, frozenset[Part]]:
    """What each row counts.

    One without a priority, a channel or an agreement is the total of those with one, or what is left beside them: the
    table does not say which, so it is a total wherever it is large enough to be one.
    """
    by_measure: dict[str, list[CountedRow]] = defaultdict(list)
    for row in rows:
        by_measure[row.measure].append(row)
    found: dict[At, frozenset[Part]] = {}
    for several in by_measure.values():
        every = {_at(row)[1] for row in several}
        totals = {who: [part for part in every if _is_part(part, who)] for who in every}
        rest = {who for who, inside in totals.items() if inside and not _may_be_total(who, inside, several)}
        for row in several:
            period, who = _at(row)
            inside = [who] if who in rest else [who, *totals[who]]
            months = range(period.first_month, period.first_month + period.unit.months)
            found[period, who] = frozenset(
                (part, Period(month, PeriodUnit.MONTH)) for part in inside for month in months
            )
    return found


def _is_part(part: Who, total: Who) -> bool:
    """Whether what one row counts can be among what another one does."""
    return part != total and all(mine in (None, other) for mine, other in zip(total, part, strict=True))


def _may_be_total(who: Who, inside: Sequence[Who], rows: Sequence[CountedRow]) -> bool:
    counted = {_at(row): row.counted for row in rows}
    return all(
        count >= counted.get((period, part), 0)
        for (period, whose), count in counted.items()
        if whose == who
        for part in inside
    )
