"""Tickets, promises and look-ups as tables of an engine."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from servicebook.clock.promise import OPEN_SECONDS
from servicebook.measuring.clock_rows import DAY, ClockRows
from servicebook.measuring.look_ups import LookUps, look_ups
from servicebook.measuring.tickets import InForce, Promised, Ticket

if TYPE_CHECKING:
    from ibis.expr.types import Table

_EPOCH = date(1970, 1, 1)
_BEFORE, _AFTER = 3 * DAY, 40 * DAY
"""How far calendars are looked up before the first asking and after the day of counting: receipts come later."""
_LOOKED_UP = (
    "due", "received", "receipt_day", "receipt_index", "opened", "closings", "open_day", "day", "month",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Tables:
    """What :func:`~servicebook.measuring.engine.judged` joins. ``all_promised`` are the promises by their number.

    ``tickets``: ``source, key, service, priority, channel, customer`` ("" where none), ``asked, first_reply, done``.
    ``pauses``: ``source, key, pause_start, pause_end``, merged. ``days``: ``ordinal, month, day``.
    """

    tickets: Table
    pauses: Table
    promises: Table
    days: Table
    due: Table
    received: Table
    receipt_day: Table
    receipt_index: Table
    opened: Table
    closings: Table
    open_day: Table
    day: Table
    month: Table
    all_promised: tuple[Promised, ...]


def tables(connection: Any, tickets: Sequence[Ticket], promises: Sequence[InForce], now: int) -> Tables:
    """Tables in an engine from tickets in memory."""
    start = min((ticket.asked for ticket in tickets), default=now)
    all_promised = tuple(dict.fromkeys(each.promised for each in promises))
    looked_up = look_ups((each.clock for each in promises), start - _BEFORE, now + _AFTER)
    return Tables(
        tickets=_table(connection, "tickets", _TICKETS, map(_ticket, tickets)),
        pauses=_table(
            connection,
            "pauses",
            {"source": "string", "key": "string", "pause_start": "int64", "pause_end": "int64"},
            ((ticket.source, ticket.key, *pause) for ticket in tickets for pause in ticket.pauses),
        ),
        promises=_table(connection, "promises", _PROMISES, _promises(promises, all_promised, looked_up)),
        days=_table(
            connection,
            "days",
            dict.fromkeys(("ordinal", "month", "day"), "int64"),
            _days(start, now),
        ),
        **{name: _rows(connection, name, getattr(looked_up, name)) for name in _LOOKED_UP},
        all_promised=all_promised,
    )


_TICKETS = dict.fromkeys(
    ("source", "key", "service", "priority", "channel", "customer"), "string"
) | dict.fromkeys(("asked", "first_reply", "done"), "int64")
_PROMISES = (
    dict.fromkeys(("service", "priority", "channel", "customer"), "string")
    | dict.fromkeys(("since", "lapses", "promised"), "int64")
    | dict.fromkeys(("measure", "unit"), "string")
    | dict.fromkeys(("unit_seconds", "clock", "receipt", "calendar"), "int64")
)


def _ticket(ticket: Ticket) -> tuple[object, ...]:
    kind = (ticket.priority or "", ticket.channel or "", ticket.customer or "")
    return ticket.source, ticket.key, ticket.service, *kind, ticket.asked, ticket.first_reply, ticket.done


def _promises(
    promises: Iterable[InForce], all_promised: tuple[Promised, ...], looked_up: LookUps
) -> Iterable[tuple[object, ...]]:
    number = {promised: at for at, promised in enumerate(all_promised)}
    clocks = {clock: at for at, clock in enumerate(looked_up.clocks)}
    receipts = {receipt: at for at, receipt in enumerate(looked_up.receipts)}
    calendars = {calendar: at for at, calendar in enumerate(looked_up.calendars)}
    for each in promises:
        clock = each.clock
        unit = clock.within.unit
        yield (
            each.service,
            each.priority or "",
            each.channel or "",
            each.customer or "",
            each.since,
            each.until,
            number[each.promised],
            each.promised.measure,
            unit.value,
            OPEN_SECONDS.get(unit, 1),
            clocks[clock],
            receipts[clock.calendar, clock.cutoff],
            calendars[clock.calendar],
        )


def _days(start: int, now: int) -> Iterable[tuple[int, int, int]]:
    first, last = (start - _BEFORE) // DAY - 2, (now + _AFTER) // DAY + 2
    for number in range(first, last + 1):
        on = _EPOCH + timedelta(days=number)
        yield on.toordinal(), on.year * 12 + on.month - 1, on.day


def _rows(connection: Any, name: str, rows: ClockRows) -> Table:
    import pyarrow as pa

    columns = ("clock", "day", "start", "until", "value", "slope")
    made = pa.table({column: getattr(rows, column) for column in columns})
    return connection.create_table(f"rows_of_{name}", made, temp=True)


def _table(connection: Any, name: str, kinds: dict[str, str], rows: Iterable[tuple[object, ...]]) -> Table:
    import pyarrow as pa

    columns = list(zip(*rows, strict=True)) or [()] * len(kinds)
    arrays = [
        pa.array(column, pa.type_for_alias(kind))
        for column, kind in zip(columns, kinds.values(), strict=True)
    ]
    return connection.create_table(name, pa.table(arrays, names=list(kinds)), temp=True)
