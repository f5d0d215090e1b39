"""What a run changes in the files of results, period by period."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from servicebook.measuring.publishable import OfService
from servicebook.measuring.result_rows import key_of_result
from servicebook.model.periods import Period
from servicebook.model.results import REPORTED, Result, ResultKey, key_of

Written = Mapping[str, Any]
"""A row as it is written in a file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodChange:
    """A department's period. ``rows`` are all that it is to have of each of these services, but for those that the
    other way of counting has written; ``as_of`` is the day of counting where the period is not over.

    ``new``, ``changed``, ``unchanged`` and ``gone`` count rows against the file, ``hidden`` those that may not be
    published, ``reported`` those in whose place somebody else's counting stands.
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
    reported: int = 0

    @property
    def is_different(self) -> bool:
        """Whether the file has to be written."""
        return bool(self.new or self.changed or self.gone)


def changes_of(
    decided: Mapping[str, OfService], results: Iterable[Result], today: date, *, is_reported: bool = False
) -> list[PeriodChange]:
    """What is different from ``results``, those of all files, in the order of departments and periods.

    ``is_reported``: rows that somebody else has counted are replaced, and not those that tickets gave.
    """
    standing: dict[tuple[str, Period], dict[ResultKey, Written]] = defaultdict(dict)
    for one in results:
        if (one.basis == REPORTED) == is_reported:
            standing[one.service, one.period][key_of_result(one)] = one.origin.written
    by_period: dict[tuple[str, Period], list[str]] = defaultdict(list)
    for service, found in decided.items():
        for period in found.rows:
            by_period[service.partition("/")[0], period].append(service)
    return [
        _change(department, period, sorted(services), decided, standing, today)
        for (department, period), services in sorted(by_period.items())
    ]


def _change(
    department: str,
    period: Period,
    services: Sequence[str],
    decided: Mapping[str, OfService],
    standing: Mapping[tuple[str, Period], Mapping[ResultKey, Written]],
    today: date,
) -> PeriodChange:
    new = changed = unchanged = gone = 0
    rows = {service: decided[service].rows[period] for service in services}
    for service in services:
        before = standing.get((service, period), {})
        after = {key_of(row): row for row in rows[service]}
        gone += len(before.keys() - after.keys())
        for key, row in after.items():
            new += key not in before
            unchanged += key in before and dict(before[key]) == dict(row)
            changed += key in before and dict(before[key]) != dict(row)
    return PeriodChange(
        department=department,
        period=period,
        as_of=today if period.first <= today <= period.last else None,
        rows=rows,
        new=new,
        changed=changed,
        unchanged=unchanged,
        gone=gone,
        hidden=sum(decided[service].hidden[period] for service in services),
        reported=sum(decided[service].reported[period] for service in services),
    )
