"""Which notices make a date uncertain: delays and changes that nobody has put into days."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from zoneinfo import ZoneInfo

from servicebook.clock.delays import Delay
from servicebook.clock.zones import end_of_day, seconds_of, start_of_day
from servicebook.model.clocks import Clocks
from servicebook.model.service import Service


def uncertain(
    clocks: Clocks, doer: Service | str, asked: datetime, due: datetime, added: Iterable[Delay]
) -> tuple[str, ...]:
    """The ids of notices of a delay or a change that run between asking and due, but for those that were ``added``.

    The doer is a service, or the id of a department for what it does itself. A delay that adds a time, but has begun
    after the asking, counts too: it says nothing of what was asked before. Days are in the zone of the support hours.
    """
    catalog = clocks.catalog
    if isinstance(doer, Service):
        notices, hours = catalog.every_notice_for(doer), catalog.support_hours(doer).value
    else:
        notices, hours = catalog.every_notice_for_department(doer), catalog.department_hours(doer).value
    zone, known = ZoneInfo(clocks.zone(hours)), {delay.notice for delay in added}
    return tuple(
        notice.id
        for notice in notices
        if notice.effect != "closed"
        and notice.id not in known
        and start_of_day(zone, notice.start) <= seconds_of(due)
        and (notice.end is None or seconds_of(asked) < end_of_day(zone, notice.end))
    )
