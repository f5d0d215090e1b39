"""A promise is not kept: fewer requests than promised were done in time, and hardly by chance.

Results say how many were done in time, and a promise says how many ought to be. The finding comes where the latest
complete period of the promise (its `per`; a month where it has none) is *missed*, which is said only where chance would
explain so few in less than 5 % of cases, and where three periods in a row stayed below the share. Promise what can be
kept, mend what holds the work up, or let the finding be for some time in `site_config/rules.yml`, with the reason. It
goes once a period is kept again, or another promise is made.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from servicebook.analysis.kept_promises import Line
from servicebook.analysis.measured_periods import MeasuredPeriod
from servicebook.analysis.missed_promises import key_of, missed_lines
from servicebook.model.catalog import Catalog
from servicebook.model.service import Service
from servicebook.model.visible import visible
from servicebook.problems import Problem, Severity
from servicebook.rules.finding import finding
from servicebook.rules.measured_promises import lines_by_measure, named, place_of_promise, related
from servicebook.wording import text

CODE = "promise-missed"
SEVERITY = Severity.WARNING
READS: tuple[str, ...] = ("results", "department", "agreement", "priorities", "measures")


def check(catalog: Catalog) -> Iterator[Problem]:
    known = missed_lines(visible(catalog)) if catalog.results else {}
    for service, lines in lines_by_measure(catalog):
        for line in lines:
            if missed := known.get(key_of(line)):
                yield _finding(catalog, service, line, missed)
                break  # one for each measure: who mends the work for one priority mends it for others, too


def _finding(catalog: Catalog, service: Service, line: Line, missed: Sequence[MeasuredPeriod]) -> Problem:
    newest = missed[-1]
    promised = str(newest.promised)
    if len(missed) == 1:
        message = text(
            "promise-missed.message",
            service=service.name,
            kept=newest.kept,
            counted=newest.counted,
            period=newest.period.text,
            measure=named(line),
            promised=promised,
        )
    else:
        periods = (
            text("promise-missed.period", kept=one.kept, counted=one.counted, period=one.period.text)
            for one in missed
        )
        message = text(
            "promise-missed.in-a-row",
            service=service.name,
            periods=", ".join(periods),
            measure=named(line),
            promised=promised,
        )
    return finding(
        CODE,
        SEVERITY,
        place_of_promise(catalog, service, line),
        message,
        text("promise-missed.hint"),
        related(catalog, newest.rows[0]),
    )
