"""A cutoff changes nothing, or puts off everything.

What arrives from the `cutoff` on counts as received at the next opening. One after closing time changes nothing, one
at or before opening time puts every request off by a day, and without a time (`within`) nothing is counted from it.
Correct it, or leave it out.
"""

from __future__ import annotations

from collections.abc import Iterator

from servicebook.model.calendars import ALWAYS, hours_of
from servicebook.model.catalog import Catalog
from servicebook.problems import Problem, Severity
from servicebook.rules.finding import finding
from servicebook.rules.promised_times import timed_promises, written
from servicebook.rules.written_targets import written_targets
from servicebook.wording import text

CODE = "cutoff-without-effect"
SEVERITY = Severity.WARNING
READS: tuple[str, ...] = (
    "department",
    "calendar",
)


def check(catalog: Catalog) -> Iterator[Problem]:
    for origin, targets in catalog.derive(written_targets):
        for index, target in enumerate(targets):
            if target.cutoff is not None and target.within is None:
                yield finding(
                    CODE,
                    SEVERITY,
                    origin.place("targets", index, "cutoff"),
                    text("cutoff-without-effect.no-time", cutoff=target.cutoff),
                    text("cutoff-without-effect.no-time-hint"),
                )
    spans = {calendar: _span(catalog, calendar) for calendar in (ALWAYS, *catalog.settings.calendars)}
    for service, promised in catalog.derive(timed_promises):
        for promise in promised:
            cutoff, span = promise.target.cutoff, spans.get(promise.calendar or "")
            # times of day are written alike, so that their order is that of the texts
            if cutoff is not None and span is not None and not span[0] < cutoff <= span[1]:
                origin, index = written(catalog, service, promise)
                too_early = cutoff <= span[0]
                yield finding(
                    CODE,
                    SEVERITY,
                    origin.place("targets", index, "cutoff"),
                    text(
                        "cutoff-without-effect.early", cutoff=cutoff, opens=span[0], calendar=promise.calendar
                    )
                    if too_early
                    else text(
                        "cutoff-without-effect.late", cutoff=cutoff, closes=span[1], calendar=promise.calendar
                    ),
                    text("cutoff-without-effect.hint"),
                )


def _span(catalog: Catalog, calendar: str) -> tuple[str, str] | None:
    # the earliest opening and the latest closing of any day
    hours = hours_of(catalog.settings, calendar)
    if hours is None:
        return None
    seasons = [intervals for season in hours.seasons for intervals in season.open.values()]
    special = [day.open for day in hours.special_days] + [day.open for day in hours.yearly_special_days]
    intervals = [interval for day in (*hours.week, *seasons, *special) for interval in day]
    starts = [interval[:5] for interval in intervals]
    ends = ["24:00" if interval[6:] <= interval[:5] else interval[6:] for interval in intervals]
    return (min(starts), max(ends)) if intervals else None
