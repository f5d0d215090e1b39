"""Tickets, promises and look-ups as tables of an engine."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import count
from typing import TYPE_CHECKING, Any

from servicebook.frozen import frozen
from servicebook.measuring.clock_rows import ClockRows
from servicebook.measuring.look_ups import LookUps, ends_of, look_ups, receipts_of
from servicebook.measuring.positions import counting
from servicebook.measuring.tickets import RESPONSE, InForce, Kind, Promised, Ticket

if TYPE_CHECKING:
    from ibis.expr.types import Table

_DAY = 86_400
FOREVER = 2**62
"""After all that happens: the end of a promise that holds until today."""


RawKind = tuple[str | None, str | None, str | None, str | None]
"""Service, priority, channel and customer of tickets in the words of their table."""


@frozen(kw_only=True)
class Tables:
    """What :func:`~servicebook.measuring.engine.judged` joins. ``all_promised`` are the promises by their number.

    ``tickets``: ``ticket`` (any type; unique), ``service, priority, channel, customer`` (text or null), ``asked,
    first_reply, done`` (seconds or null). ``pauses``: ``ticket, pause_start, pause_end`` (null: still paused; later
    than the start); None where there are none. ``promises`` says which rule is in force for which tickets, and which
    axes of the tables ``asked``, ``ended`` and ``passed`` count for it; see
    :class:`~servicebook.measuring.look_ups.LookUps`. A rule says which promise it is, and how many units are promised.
    """

    tickets: Table
    pauses: Table | None
    promises: Table
    rules: Table
    asked: Table
    ended: Table
    passed: Table
    all_promised: tuple[Promised, ...]


def tables(connection: Any, tickets: Sequence[Ticket], promises: Sequence[InForce], now: int) -> Tables:
    """Tables in an engine from tickets in memory; ``ticket`` is a ticket's number in the sequence."""
    rows, pauses = in_columns(tickets)
    return with_promises(
        connection.create_table("tickets", rows, temp=True),
        connection.create_table("pauses", pauses, temp=True) if len(pauses) else None,
        {ticket.kind: ticket.kind for ticket in tickets},
        promises,
        min((ticket.asked for ticket in tickets), default=now),
        now,
    )


def in_columns(tickets: Sequence[Ticket]) -> tuple[Any, Any]:
    """Tickets and their pauses as tables of Arrow, with the columns that :class:`Tables` has them with."""
    numbered = list(enumerate(tickets))
    return (
        columns_of(
            _TICKETS,
            ((number, *one.kind, one.asked, one.first_reply, one.done) for number, one in numbered),
        ),
        columns_of(_PAUSES, ((number, *pause) for number, one in numbered for pause in one.pauses)),
    )


def with_promises(
    tickets: Table,
    pauses: Table | None,
    kinds: Mapping[RawKind, Kind],
    promises: Iterable[InForce],
    first: int,
    now: int,
) -> Tables:
    """What tickets that lie in an engine are joined to; the first of them was asked at second ``first``.

    ``kinds`` says what the values in the tickets' columns mean in the catalog; tickets of others are not judged.
    """
    import ibis

    held: dict[Kind, list[InForce]] = defaultdict(list)
    for each in promises:
        held[each.kind].append(each)
    in_force = [(kind, each) for kind, meant in kinds.items() for each in held[meant]]
    looked_up = look_ups((each.clock for _, each in in_force), first - _DAY, now + 1)
    rules: defaultdict[_Rule, int] = defaultdict(count().__next__)  # numbered as they are first met
    rows = list(_promises(in_force, rules, looked_up))
    all_promised = tuple(dict.fromkeys(promised for promised, *_ in rules))
    number = {promised: at for at, promised in enumerate(all_promised)}
    return Tables(
        tickets=tickets,
        pauses=pauses,
        promises=ibis.memtable(columns_of(_PROMISES, rows)),
        rules=ibis.memtable(
            columns_of(
                _RULES, ((at, number[promised], *others) for at, (promised, *others) in enumerate(rules))
            )
        ),
        asked=_rows(("month", "position", "opened"), looked_up.asked),
        ended=_rows(("position", "opened"), looked_up.ended),
        passed=_rows(("position",), looked_up.passed),
        all_promised=all_promised,
    )


_Rule = tuple[Promised, int, int, bool]
"""A promise, the least number of units, the number that is promised, whether the calendar knows when it is due."""
_KIND = dict.fromkeys(Kind._fields, "string")
_TICKETS = {"ticket": "int64"} | _KIND | dict.fromkeys(("asked", "first_reply", "done"), "int64")
_PAUSES = dict.fromkeys(("ticket", "pause_start", "pause_end"), "int64")
# narrow numbers: millions of tickets carry them through joins
_PROMISES = (
    _KIND
    | dict.fromkeys(("since", "lapses"), "int64")
    | dict.fromkeys(("rule", "receipt_axis", "end_axis", "size"), "int32")
    | {"is_response": "bool"}
)
_RULES = dict.fromkeys(("rule", "promised", "least", "amount"), "int64") | {"is_known": "bool"}


def _promises(
    in_force: Iterable[tuple[RawKind, InForce]],
    rules: dict[_Rule, int],
    looked_up: LookUps,
) -> Iterable[tuple[object, ...]]:
    receipts = {each: at for at, each in enumerate(looked_up.receipts)}
    ends = {each: at for at, each in enumerate(looked_up.ends)}
    for kind, each in in_force:
        clock, units = each.clock, counting(each.clock.within.unit)
        axes = receipts[receipts_of(clock)], ends[ends_of(clock)]
        is_response = each.promised.measure == RESPONSE
        for since, lapses, is_known in _times(each, *looked_up.known[clock]):
            rule = rules[each.promised, units.least, clock.within.amount, is_known]
            yield *kind, since, lapses, rule, *axes, units.size, is_response


def _times(each: InForce, known_from: int, known_until: int) -> Iterable[tuple[int, int, bool]]:
    """When a promise is in force, apart by whether its calendar knows when something is due."""
    end = FOREVER if each.until is None else each.until
    begin, stop = (min(max(each.since, moment), end) for moment in (known_from, known_until))
    for since, lapses, is_known in ((each.since, begin, False), (begin, stop, True), (stop, end, False)):
        if since < lapses:
            yield since, lapses, is_known


def _rows(functions: tuple[str, ...], rows: ClockRows) -> Table:
    import ibis
    import pyarrow as pa

    # nothing is null, as not every engine is handed whole numbers with nulls unharmed: where a function is not known,
    # a rule says so, or there is no row
    columns = {column: pa.array(getattr(rows, column), "int32") for column in ("axis", "slot")}
    columns |= {column: pa.array(getattr(rows, column)) for column in ("start", "until")}
    for function, lines in zip(functions, rows.lines, strict=True):
        columns[function] = pa.array(lines.value)
        columns[f"{function}_slope"] = pa.array(lines.slope, "int8")
    return ibis.memtable(pa.table(columns))


def columns_of(kinds: dict[str, str], rows: Iterable[tuple[object, ...]]) -> Any:
    """Rows as a table of Arrow."""
    import pyarrow as pa

    columns = list(zip(*rows, strict=True)) or [()] * len(kinds)
    arrays = [
        pa.array(column, pa.type_for_alias(kind))
        for column, kind in zip(columns, kinds.values(), strict=True)
    ]
    return pa.table(arrays, names=list(kinds))
