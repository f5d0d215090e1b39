"""A department has fallen behind with counting: nothing was counted for a month that others have long counted.

Old results look like today's to whoever does not read the month. The rule counts from the last month for which anything
was counted in the catalog: then a department should have results for the month before that at least, or for its last
quarter or year, if that is how it counts. Whoever stops counting altogether knows it, so there is no finding. Count
again with `servicebook measure`; where a tool delivers nothing any more, correct its source in
`site_config/measures.yml`.
"""

from __future__ import annotations

from collections.abc import Iterator

from servicebook.analysis.measured_periods import months_of
from servicebook.model.catalog import Catalog
from servicebook.model.periods import Period, PeriodUnit
from servicebook.model.results import Result
from servicebook.model.visible import visible
from servicebook.problems import Problem, Severity
from servicebook.rules.finding import finding
from servicebook.rules.measured_promises import place_of_result
from servicebook.wording import text

CODE = "results-stale"
SEVERITY = Severity.WARNING
READS: tuple[str, ...] = ("results", "measures")


def check(catalog: Catalog) -> Iterator[Problem]:
    newest: dict[str, Result] = {}
    if not catalog.results:
        return
    for result in visible(catalog).results:
        if result.department not in newest or _end(newest[result.department]) < _end(result):
            newest[result.department] = result
    last = max(map(_end, newest.values()), default=0)
    for department, result in newest.items():
        if _end(result) + result.period.unit.months >= last:
            continue  # the period that comes next is not long over
        yield finding(
            CODE,
            SEVERITY,
            place_of_result(catalog, result),
            text(
                "results-stale.message",
                department=catalog.departments[department].name,
                newest=result.period.text,
                last=Period(last, PeriodUnit.MONTH).text,
            ),
            text("results-stale.hint"),
        )


def _end(result: Result) -> int:
    """The last month of its period."""
    return months_of(result.period)[-1]
