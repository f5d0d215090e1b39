"""The clocks of a site and of its calendar are not the same.

The site says one time zone, the calendar of those who work there another that is hours away. Opening hours would be
shown and counted hours off: correct the `zone` of one of them, or name another calendar.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from servicebook.model.calendars import ALWAYS, hours_of
from servicebook.model.catalog import Catalog
from servicebook.problems import Problem, Related, Severity
from servicebook.rules.finding import finding
from servicebook.wording import text

CODE = "site-zone-differs"
SEVERITY = Severity.WARNING
READS: tuple[str, ...] = ("calendar", "organization")


_MOMENTS = (datetime(2026, 1, 15, tzinfo=UTC), datetime(2026, 7, 15, tzinfo=UTC))
"""In winter and in summer: two names of one time are right. The year is any, so that a finding does not come and go."""


def check(catalog: Catalog) -> Iterator[Problem]:
    for site in catalog.settings.sites.values():
        # the calendar that never closes has no place
        if site.zone is None or site.calendar in (None, ALWAYS) or site.origin is None:
            continue
        hours = hours_of(catalog.settings, site.calendar or "")
        if hours is not None and _clocks(hours.zone) != _clocks(site.zone):
            calendar = catalog.settings.calendars[hours.id]
            yield finding(
                CODE,
                SEVERITY,
                site.origin.place("zone"),
                text(
                    "site-zone-differs.message",
                    site=site.name,
                    zone=site.zone,
                    calendar=hours.name,
                    other=hours.zone,
                ),
                text("site-zone-differs.hint"),
                (Related(calendar.origin.place(key=True), text("site-zone-differs.calendar")),),
            )


def _clocks(zone: str) -> tuple[timedelta | None, ...]:
    return tuple(moment.astimezone(ZoneInfo(zone)).utcoffset() for moment in _MOMENTS)
