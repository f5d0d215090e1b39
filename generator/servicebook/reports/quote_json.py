"""What is promised to who asks, as JSON for other programs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from servicebook.analysis.escalation_times import EscalationTime
from servicebook.analysis.quote import Quote, QuotedPromise
from servicebook.clock.calendar import Calendar
from servicebook.explanations import no_date
from servicebook.reports.safe_text import json_text


def render(quote: Quote, levels: Iterable[EscalationTime]) -> str:
    """The answers as one object; instants carry the offset of the zone in which they are counted.

    A target without a time, one that nobody said the hours of, or one whose dates are not known (``unknown`` says why)
    has null for its dates; so has a level of
    escalation whose promise has no date, or that lies past what is known. ``added`` are the notices that have moved
    the due date, in order, and ``uncertain`` those that may, but do not say by how much.
    """
    content = {
        "service": quote.service.id,
        "asked": quote.at.isoformat(),
        "targets": [_target(answer) for answer in quote.answers],
        "escalation": [
            {
                "role": escalation_time.level.role,
                "after": str(escalation_time.level.after) if escalation_time.level.after else None,
                "from": escalation_time.start.isoformat() if escalation_time.start else None,
            }
            for escalation_time in levels
        ],
    }
    return json_text(content)


def _target(answer: QuotedPromise) -> Mapping[str, Any]:
    target, calendar, due = answer.promise.target, answer.calendar, answer.due
    return {
        "measure": target.measure,
        "priority": target.priority,
        "channel": target.channel,
        "within": str(target.within) if target.within else None,
        "calendar": answer.promise.calendar if target.within else None,
        "received": _local(calendar, due.received) if calendar and due else None,
        "due": _local(calendar, due.due) if calendar and due else None,
        "unknown": no_date(answer.unknown) if answer.unknown else None,
        "compliance": target.compliance,
        "source": answer.promise.source,
        "added": [{"notice": delay.notice, "adds": str(delay.adds)} for delay in answer.delays],
        "uncertain": list(answer.uncertain),
        "passed_over": [
            {
                "from": _local(calendar, part.start),
                "until": _local(calendar, part.end),
                "reason": part.reason.value,
                "name": part.name,
            }
            for part in due.skipped_periods
        ]
        if calendar and due
        else [],
    }


def _local(calendar: Calendar, moment: datetime) -> str:
    return moment.astimezone(calendar.tz).isoformat()
