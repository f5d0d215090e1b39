"""Whether an export is older than the day of counting: what was open then may have been done since."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from servicebook.measuring.tickets import Ticket

_USUAL_DAYS = 3
"""Nothing happens in a help desk over a weekend; longer than that, somebody would have asked for something."""


def ended_before(tickets: Sequence[Ticket], today: date, zone: ZoneInfo) -> date | None:
    """The day of the last thing that the tickets tell, where that is long before today and some are open.

    None where the export may be of today, or where nothing is open that could look overdue by its age.
    """
    if all(ticket.done is not None for ticket in tickets):
        return None
    last = max(
        moment
        for ticket in tickets
        for moment in (ticket.asked, ticket.first_reply, ticket.done)
        if moment is not None
    )
    day = datetime.fromtimestamp(last, zone).date()
    return day if (today - day).days > _USUAL_DAYS else None
