"""Which notices make a date uncertain: delays and changes that nobody has put into days."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

from servicebook.clock.delays import Delay
from servicebook.clock.zones import end_of_day, seconds_of, start_of_day
from servicebook.model.clocks import Clocks
from servicebook.model.news import Notice
from servicebook.model.service import Service


def uncertain(
    clocks: Clocks, doer: Service | str, asked: datetime, due: datetime, added: Iterable[Delay]
) -> tuple[str, ...]:
    """The ids of notices of a delay or a change that run between asking and due, but for those that were ``added``.

    The doer is a service, or the id of a department for what it does itself. A delay that adds a time, but has begun
    after the asking, counts too: it says nothing of what was asked before.
    """
    known = {delay.notice for delay in added}
    return tuple(
        notice.id
        for notice, start, end in delays_and_changes(clocks, doer)
        if notice.id not in known and start <= seconds_of(due) and (end is None or seconds_of(asked) < end)
    )


def delays_and_changes(clocks: Clocks, doer: Service | str) -> Iterator[tuple[Notice, int, int | None]]:
    """The notices on a doer that are no closures, past ones too, with their first instant and that of their end.

    In seconds since 1970; days are in the zone of the doer's support hours. The earliest first; None: for good.
    """
    catalog = clocks.catalog
    if isinstance(doer, Service):
        notices, hours = clocks.notices(doer), catalog.support_hours(doer).value
    else:
        notices, hours = clocks.department_notices(doer), catalog.department_hours(doer).value
    zone = ZoneInfo(clocks.zone(hours))
    for notice in notices:
        if notice.effect != "closed":
            yield (
                notice,
                start_of_day(zone, notice.start),
                end_of_day(zone, notice.end) if notice.end else None,
            )
