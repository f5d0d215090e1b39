"""What all measured results say together: of each department the sums, the verdicts and what has changed."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from servicebook.analysis.kept_promises import Line, judged_periods
from servicebook.analysis.measured_periods import MeasuredPeriod
from servicebook.analysis.result_sums import Sums, Window, department_of, sums, window_of
from servicebook.analysis.verdicts import Verdict
from servicebook.frozen import frozen
from servicebook.model.catalog import Catalog
from servicebook.model.periods import Period
from servicebook.model.results import Result

OFTEN = 2
"""So many verdicts within the shown periods that say *missed* make a recurring one."""


@frozen
class Judged:
    """A promise with the shown periods on which there is a verdict, the newest first; at least one."""

    department: str
    line: Line
    periods: tuple[MeasuredPeriod, ...]

    @property
    def missed(self) -> int:
        """In how many of them it was missed."""
        return sum(one.verdict is Verdict.MISSED for one in self.periods)

    @property
    def is_missed(self) -> bool:
        """Whether it was missed the last time."""
        return self.periods[0].verdict is Verdict.MISSED


@dataclass(frozen=True)
class Scope:
    """The results that a page is about: those of the organization, or of one department."""

    window: Window
    results: Sequence[Result]
    judged: Sequence[Judged]

    @cached_property
    def recurring(self) -> list[Judged]:
        """What was missed repeatedly, the most often missed first."""
        found = [one for one in self.judged if one.missed >= OFTEN]
        return sorted(found, key=lambda one: (-one.missed, not one.is_missed, one.line.service))

    @cached_property
    def missed(self) -> list[Judged]:
        """What was missed the last time, and never before in the shown periods."""
        return [one for one in self.judged if one.is_missed and one.missed < OFTEN]


@dataclass(frozen=True)
class Overview:
    """All results of a catalog: those of the organization, of its departments by their ids; sums of departments."""

    whole: Scope
    departments: Mapping[str, Scope]
    sums: Mapping[str, Sums]


def results_overview(catalog: Catalog) -> Overview | None:
    """What all results say together, worked out once; None where nothing was measured."""
    return catalog.derive(_overview)


def sums_of_services(scope: Scope) -> dict[str, Sums]:
    """The sums of each service of a scope."""
    return sums(scope.results, scope.window, lambda result: result.service)


def verdicts_by_period(judged: Iterable[Judged], window: Window) -> dict[Period, Counter[Verdict]]:
    """How many verdicts of each kind there are on what ended in each of the shown periods."""
    found: dict[Period, Counter[Verdict]] = defaultdict(Counter)
    for one in judged:
        for measured in one.periods:
            shown = window.ending_with(measured.period)
            if shown is not None and measured.verdict is not None:
                found[shown][measured.verdict] += 1
    return found


def _overview(catalog: Catalog) -> Overview | None:
    window = window_of(catalog.results)
    if window is None:
        return None
    by_department: dict[str, list[Result]] = defaultdict(list)
    for result in catalog.results:
        by_department[department_of(catalog, result)].append(result)
    judged: dict[str, list[Judged]] = defaultdict(list)
    for line, of_line in groupby(judged_periods(catalog), key=lambda one: one[0]):
        periods = tuple(one for _, one in of_line if window.ending_with(one.period))
        if periods:
            department = department_of(catalog, line.rows[0])
            judged[department].append(Judged(department, line, periods))
    departments = {
        department: Scope(window, listed, judged[department]) for department, listed in by_department.items()
    }
    return Overview(
        whole=Scope(window, catalog.results, [one for found in judged.values() for one in found]),
        departments=departments,
        sums=sums(catalog.results, window, lambda result: department_of(catalog, result)),
    )
