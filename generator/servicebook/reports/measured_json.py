"""What ``servicebook measure`` did, as JSON for other programs: counts, and nothing of a single request."""

from __future__ import annotations

from typing import Any

from servicebook.clock.zones import instant_of
from servicebook.measuring.counting import Counting
from servicebook.measuring.outcome import Outcome
from servicebook.measuring.reading.read_tickets import ReadTickets
from servicebook.reports.safe_text import json_text


def render(outcome: Outcome) -> str:
    """One object: ``sources``, ``judged`` (null where somebody else counted), ``periods``, and ``files``.

    ``lost`` are periods of a service that were left as they are, since the file says that more was asked.
    """
    content = {
        "sources": {source: _read(read, outcome.tickets[source]) for source, read in outcome.read.items()},
        "judged": _judged(outcome.counting) if outcome.counting else None,
        "periods": [
            {
                "department": one.department,
                "period": one.period.text,
                "as_of": one.as_of.isoformat() if one.as_of else None,
                "new": one.new,
                "changed": one.changed,
                "unchanged": one.unchanged,
                "gone": one.gone,
                "hidden": one.hidden,
                "held_back": one.held_back,
                "left_to_other_counting": one.reported,
            }
            for one in outcome.changes
        ],
        "fewest": outcome.fewest,
        "notes": list(outcome.notes),
        "lost": [
            {"service": one.service, "period": one.period.text, "before": one.before, "now": one.now}
            for one in outcome.lost
        ],
        "not_over": [period.text for period in outcome.not_over],
        "dry_run": outcome.is_dry,
        "files": list(outcome.paths),
    }
    return json_text(content)


def _read(read: ReadTickets, tickets: int) -> dict[str, Any]:
    return {
        "rows": read.rows,
        "tickets": tickets,
        "not_read": [
            {
                "kind": one.kind,
                "count": one.count,
                "rows": list(one.rows),
                "message": one.message,
                "hint": one.hint,
            }
            for one in read.not_read
        ],
        "unknown_services": [
            {"name": one.name, "count": one.count, "nearest": one.nearest} for one in read.unknown_services
        ],
        "left_out": dict(read.left_out),
        "tells_replies": read.tells_replies,
        "tells_ends": read.tells_ends,
        "notes": list(read.notes),
    }


def _judged(counting: Counting) -> dict[str, Any]:
    begins = counting.known.begins
    return {
        "engine": counting.engine or "plain",
        "history_since": instant_of(begins).isoformat() if begins is not None else None,
        "shallow": counting.known.is_shallow,
        "asked": counting.asked,
        "first_asked": counting.first.isoformat() if counting.first else None,
        "older_than_history": counting.older,
        "asked_later": counting.later,
        "nothing_promised": dict(sorted(counting.unpromised.items())),
    }
