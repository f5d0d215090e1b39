"""Times on duty: local beginnings and ends, which may repeat, as instants.

Beginning and end are both what the clocks of a zone show: a night from 22:00 to 06:00 lasts nine hours when the clocks
are put back, and a week from Monday to Monday stays one.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from servicebook.clock.zones import resolve_local
from servicebook.frozen import frozen


@frozen(kw_only=True)
class LocalTimes:
    """From ``starts`` until ``ends``, datetimes without a zone, and the same again.

    ``repeats`` is a rule such as ``FREQ=WEEKLY;INTERVAL=2``; ``left_out`` are beginnings that it gives and that are not
    meant, ``added`` are further ones.
    """

    starts: datetime
    ends: datetime
    repeats: str | None = None
    left_out: frozenset[datetime] = frozenset()
    added: tuple[datetime, ...] = ()

    def beginnings(self, first: datetime, last: datetime) -> Iterator[datetime]:
        """When it begins, of all times that are not over at ``first`` and begin before ``last``; in no order."""
        earliest = first - (self.ends - self.starts)
        found = {self.starts, *self.added}
        if self.repeats:
            from dateutil.rrule import rrulestr  # takes a while, and few catalogs have rotas

            begins = _nearer(self.repeats, self.starts, earliest)
            found.update(rrulestr(self.repeats, dtstart=begins).between(earliest, last, inc=True))
        return (begins for begins in found - self.left_out if earliest < begins < last)

    def instants(self, begins: datetime, zone: ZoneInfo) -> tuple[int, int]:
        """The instants (seconds) at which the time that begins then begins and ends."""
        ends = begins + (self.ends - self.starts)
        return resolve_local(zone, begins), resolve_local(zone, ends, end=True)


_DAYS = {"DAILY": 1, "WEEKLY": 7}


def _nearer(rule: str, starts: datetime, earliest: datetime) -> datetime:
    """A beginning from which the rule gives the same from ``earliest`` on: years need not be counted through."""
    parts = dict(part.split("=", 1) for part in rule.split(";"))
    days = _DAYS.get(parts["FREQ"], 0) * int(parts.get("INTERVAL", 1))
    if not days or "COUNT" in parts or earliest <= starts:
        return starts
    return starts + timedelta(days=days * max((earliest - starts).days // days - 1, 0))
