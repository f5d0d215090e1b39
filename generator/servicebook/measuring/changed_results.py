"""What a run changes in the files of results, period by period."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from servicebook.frozen import frozen
from servicebook.measuring.publishable import OfService
from servicebook.measuring.result_rows import key_of_result
from servicebook.model.periods import Period
from servicebook.model.results import REPORTED, Result, ResultKey, key_of

Written = Mapping[str, Any]
"""A row as it is written in a file."""


@frozen(kw_only=True)
class PeriodChange:
    """A department's period. ``rows`` are all that it is to have of each of these services, but for those that the
    other way of counting has written; ``as_of`` is the day of counting where the period is not over.

    ``new``, ``changed``, ``unchanged`` and ``gone`` count rows against the file, ``hidden`` those that may not be
    published, ``reported`` those in whose place somebody else's counting stands, ``held_back`` those that stay as they
    were, since their change would give away one that is hidden.
    """

    department: str
    period: Period
    as_of: date | None
    rows: Mapping[str, Sequence[Written]]
    new: int
    changed: int
    unchanged: int
    gone: int
    hidden: int
    reported: int
    held_back: int
    is_as_of_changed: bool

    @property
    def is_different(self) -> bool:
        """Whether the file has to be written."""
        return bool(self.new or self.changed or self.gone or self.is_as_of_changed)


def changes_of(
    decided: Mapping[str, OfService], results: Iterable[Result], today: date, *, is_reported: bool = False
) -> list[PeriodChange]:
    """What is different from ``results``, those of all files, in the order of departments and periods.

    ``is_reported``: rows that somebody else has counted are replaced, and not those that tickets gave.
    """
    standing = _Standing(results, is_reported=is_reported)
    by_period: dict[tuple[str, Period], list[str]] = defaultdict(list)
    for service, found in decided.items():
        for period in found.rows:
            by_period[standing.department(service, period), period].append(service)
    return [
        _change(department, period, {one: decided[one] for one in sorted(services)}, standing, today)
        for (department, period), services in sorted(by_period.items())
    ]


class _Standing:
    """What stands in the files."""

    def __init__(self, results: Iterable[Result], *, is_reported: bool) -> None:
        self._rows: dict[tuple[str, Period], dict[ResultKey, Written]] = defaultdict(dict)
        self._departments: dict[tuple[str, Period], str] = {}
        self._as_of: dict[tuple[str, Period], date] = {}
        self._others: dict[tuple[str, Period], set[str]] = defaultdict(set)
        for one in results:
            if one.as_of is not None:
                self._as_of[one.department, one.period] = one.as_of
            if (one.basis == REPORTED) == is_reported:
                self._rows[one.service, one.period][key_of_result(one)] = one.origin.written
                self._departments[one.service, one.period] = one.department
                self._others[one.department, one.period].add(one.service)
            else:
                self._others[one.department, one.period].add("")

    def rows(self, service: str, period: Period) -> Mapping[ResultKey, Written]:
        """The rows of a service that may be replaced."""
        return self._rows.get((service, period), {})

    def department(self, service: str, period: Period) -> str:
        """In whose folder a service's results of a period stand, or will: it may have moved since."""
        return self._departments.get((service, period), service.partition("/")[0])

    def as_of(self, department: str, period: Period) -> date | None:
        """The day of counting of a period that was not over then."""
        return self._as_of.get((department, period))

    def has_others(self, department: str, period: Period, services: Iterable[str]) -> bool:
        """Whether anything stays in a period but these services."""
        return bool(self._others[department, period] - set(services))


def _change(
    department: str, period: Period, decided: Mapping[str, OfService], standing: _Standing, today: date
) -> PeriodChange:
    new = changed = unchanged = gone = 0
    rows = {service: found.rows[period] for service, found in decided.items()}
    for service in decided:
        before = standing.rows(service, period)
        after = {key_of(row): row for row in rows[service]}
        gone += len(before.keys() - after.keys())
        new += len(after.keys() - before.keys())
        same = sum(dict(before[key]) == dict(after[key]) for key in before.keys() & after.keys())
        unchanged += same
        changed += len(before.keys() & after.keys()) - same
    as_of = _as_of(department, period, decided, standing, today)
    return PeriodChange(
        department=department,
        period=period,
        as_of=as_of,
        rows=rows,
        new=new,
        changed=changed,
        unchanged=unchanged,
        gone=gone,
        hidden=sum(found.hidden[period] for found in decided.values()),
        reported=sum(found.reported[period] for found in decided.values()),
        held_back=sum(found.held_back[period] for found in decided.values()),
        is_as_of_changed=as_of != standing.as_of(department, period) and any(rows.values()),
    )


def _as_of(
    department: str, period: Period, services: Iterable[str], standing: _Standing, today: date
) -> date | None:
    """The day of counting, as long as it matters: of what was not counted again it is the earlier one."""
    if period.first <= today <= period.last:
        return today
    return standing.as_of(department, period) if standing.has_others(department, period, services) else None
