"""The judge of :mod:`plain_loop` as expressions of Ibis: written once, for DuckDB in the process or another engine.

A ticket is joined by equalities to three small tables: to the promises for its kind, to where its receipt lies on the
promise's scale, and to where its end does; see :mod:`positions`. Tickets that waited are judged apart from the others,
as they need further look-ups.

Ibis and its engine are an extra, ``servicebook[measure]``; they are imported when they are used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from servicebook.measuring.clock_rows import SLOT_BITS
from servicebook.measuring.engine_tables import FOREVER, Tables
from servicebook.measuring.judged import State
from servicebook.measuring.tickets import Kind

if TYPE_CHECKING:
    from ibis.expr.types import IntegerColumn, IntegerValue, Table

STATES = tuple(State)
"""Engines give a state as its number here: small numbers are grouped faster than words."""


class MissingExtraError(Exception):
    """The packages of the extra ``measure`` are not installed; ``package`` is the one that was looked for first."""

    def __init__(self, package: str) -> None:
        super().__init__(f"{package} is not installed: install servicebook[measure]")
        self.package = package


def in_process() -> Any:
    """A connection to DuckDB in this process, in memory. Raises :class:`MissingExtraError`."""
    try:
        import ibis
    except ImportError as missing:
        raise MissingExtraError("ibis-framework") from missing
    return ibis.duckdb.connect()


def judged(tables: Tables, now: int) -> Table:
    """Each ticket against each promise in force when it was asked: a row as in :class:`~.judged.Judged`.

    Columns: ``ticket, promised`` (its number), ``month, state`` (its number), ``taken, lived, paused`` (0 or 1).
    """
    return with_states(reached(tables, now, "ticket"), tables.rules)


def reached(tables: Tables, now: int, *ticket: str) -> Table:
    """How far tickets have come, by their end or by ``now``, with those of the tickets' columns that are wanted.

    Columns: ``rule`` (its number), ``month, has_ended`` (0 or 1), ``taken, lived`` (units without and with the pauses,
    before the least is applied; null where the calendar does not know the end), ``paused`` (0 or 1; null where the
    calendar does not know what the pauses took).
    """
    rows = _in_force(tables, now)
    if tables.pauses is None:
        return _without_pauses(rows, tables, ticket)
    waited = rows.join(_apart(tables.pauses), "ticket")
    others = rows.anti_join(tables.pauses, "ticket")
    return _without_pauses(others, tables, ticket).union(_with_pauses(waited, tables, ticket))


def _without_pauses(rows: Table, tables: Tables, ticket: tuple[str, ...]) -> Table:
    import ibis

    rows = _positions(rows, tables)
    units = _units(rows, rows.end_position)
    return rows.select(
        *ticket, "rule", "month", "has_ended", taken=units, lived=units, paused=ibis.literal(0, "int8")
    )


def _with_pauses(rows: Table, tables: Tables, ticket: tuple[str, ...]) -> Table:
    import ibis

    rows = _paused(_positions(rows, tables), tables)
    # what would have passed at the end, had nobody waited, and where that lies on the promise's scale
    rows = rows.mutate(net=ibis.greatest(rows.end_opened - rows.took, 0))
    rows = _look_up(rows, tables.passed, "end_axis", "net", net_position="position")
    # a day without open time belongs to what passed before it, and the end is never later than it was
    is_earlier = rows.net_position < rows.end_position
    position = ibis.ifelse(is_earlier, rows.net_position, rows.end_position)
    return rows.select(
        *ticket,
        "rule",
        "month",
        "has_ended",
        taken=_units(rows, position),
        lived=_units(rows, rows.end_position),
        paused=(rows.took > 0).cast("int8"),
    )


def _in_force(tables: Tables, now: int) -> Table:
    """Tickets with each promise that was in force when they were asked; an equality join on what decides it.

    With ``has_ended``, and ``until``: the end, or now.
    """
    import ibis

    tickets, promises = tables.tickets, tables.promises
    same = [tickets[column].identical_to(promises[column]) for column in Kind._fields]
    since = [promises.since <= tickets.asked, tickets.asked < promises.lapses]
    rows = tickets.filter(tickets.asked <= now).join(promises, [*same, *since])

    def if_over(moment: IntegerColumn) -> IntegerValue:
        return ibis.ifelse(moment <= now, moment, ibis.null("int64"))

    done, reply = if_over(rows.done), if_over(rows.first_reply)
    # what was done without a reply before was replied to by doing it
    reply_or_done = ibis.least(ibis.coalesce(reply, done), ibis.coalesce(done, reply))
    end = ibis.ifelse(rows.is_response, reply_or_done, done)
    return rows.select(
        "ticket",
        "rule",
        "receipt_axis",
        "end_axis",
        "size",
        "asked",
        has_ended=end.notnull().cast("int8"),
        until=ibis.coalesce(end, now),
    )


def _positions(rows: Table, tables: Tables) -> Table:
    """With the positions of receipt and end; null where the calendar does not know them."""
    rows = _look_up(
        rows, tables.asked, "receipt_axis", "asked",
        month="month", receipt_position="position", receipt_opened="opened",
    )  # fmt: skip
    rows = rows.mutate(last_second=rows.until - 1)
    return _look_up(
        rows, tables.ended, "end_axis", "last_second", end_position="position", end_opened="opened"
    )


def _look_up(rows: Table, table: Table, axis: str, moment: str, **functions: str) -> Table:
    """The values of functions of :class:`~.clock_rows.ClockRows` as new columns; null where they are not known."""
    rows = rows.mutate(_slot_of=rows[moment] >> SLOT_BITS)
    lines = {f"_{line}": line for name in functions.values() for line in (name, f"{name}_slope")}
    named = table.select(_axis="axis", _slot="slot", _start="start", _until="until", **lines)
    joined = rows.left_join(
        named,
        [
            rows[axis] == named._axis,
            rows._slot_of == named._slot,
            named._start <= rows[moment],
            rows[moment] < named._until,
        ],
    )
    values = {
        new: joined[f"_{name}"] + joined[f"_{name}_slope"] * joined[moment] for new, name in functions.items()
    }
    return joined.mutate(**values).drop("_slot_of", *named.columns)


def _apart(pauses: Table) -> Table:
    """Pauses that do not overlap: of each what is left after the earlier ones of its ticket. One at least is."""
    import ibis

    pauses = pauses.mutate(pause_end=pauses.pause_end.fill_null(FOREVER))
    earlier = ibis.window(group_by="ticket", order_by=["pause_start", "pause_end"], preceding=(None, 1))
    pauses = pauses.mutate(reached=pauses.pause_end.max().over(earlier))
    is_covered = pauses.reached > pauses.pause_start
    pauses = pauses.mutate(pause_start=ibis.ifelse(is_covered, pauses.reached, pauses.pause_start))
    return pauses.filter(pauses.pause_start < pauses.pause_end).drop("reached")


def _paused(rows: Table, tables: Tables) -> Table:
    """Rows of tickets and their pauses as rows of tickets, with ``took``: the open seconds that the pauses took.

    They took none before the receipt, as nothing passed then. Null where the calendar does not know it.
    """
    import ibis

    start = ibis.greatest(rows.pause_start, rows.asked)
    end = ibis.least(rows.pause_end, rows["until"])
    rows = rows.mutate(first=start, last=end)
    rows = _look_up(rows, tables.ended, "end_axis", "first", first_opened="opened")
    rows = _look_up(rows, tables.ended, "end_axis", "last", last_opened="opened")
    took = rows.last_opened - ibis.greatest(rows.first_opened, rows.receipt_opened)
    rows = rows.mutate(took=ibis.ifelse(rows["first"] < rows["last"], took, 0))
    of_ticket = (
        "month", "has_ended", "end_axis", "size", "receipt_position", "end_position", "end_opened",
    )  # fmt: skip
    found = rows.group_by("ticket", "rule").agg(
        took=ibis.greatest(rows.took, 0).sum().cast("int64"),
        _unknown=rows.took.isnull().any(),
        **{name: rows[name].max() for name in of_ticket},
    )
    # a sum leaves nulls out: where the calendar does not know a pause, it is not known what all of them took
    return found.mutate(took=ibis.ifelse(found._unknown, ibis.null("int64"), found.took)).drop("_unknown")


def _units(rows: Table, end: IntegerColumn) -> IntegerValue:
    """So many units lie between a receipt and an end, as far as they have begun; see :class:`~.positions.Counting`."""
    return ((end - rows.receipt_position + rows["size"] - 1) // rows["size"]).cast("int64")


def with_states(rows: Table, rules: Table) -> Table:
    """Rows of :func:`reached`, be they grouped or not, judged by their rules: as in :func:`judged`."""
    import ibis

    rows = rows.join(rules, "rule").drop("rule")
    has_ended, is_end_known = rows.has_ended == 1, rows.taken.notnull()
    taken, lived = (ibis.greatest(rows[name], rows.least) for name in ("taken", "lived"))
    # kept is what took no more than was promised; engines do not agree on what is greater than nothing
    in_time = is_end_known & (taken <= rows.amount)
    # where the calendar knows when something open was due, and not what is now, it is overdue
    needs_end = has_ended | (rows.paused == 1)
    is_unknown = ~rows.is_known | rows.paused.isnull() | (needs_end & ~is_end_known)
    state = ibis.cases(
        (is_unknown, STATES.index(State.UNKNOWN)),
        ((rows.has_ended == 1) & in_time, STATES.index(State.KEPT)),
        (rows.has_ended == 1, STATES.index(State.MISSED)),
        (in_time, STATES.index(State.STILL_OPEN)),
        else_=STATES.index(State.OPEN_OVERDUE),
    )
    has_times = has_ended & ~is_unknown
    nothing = ibis.null("int64")
    return rows.mutate(
        state=state,
        taken=ibis.ifelse(has_times, taken, nothing),
        lived=ibis.ifelse(has_times, lived, nothing),
        paused=ibis.ifelse(is_unknown, 0, rows.paused),
    ).drop("has_ended", "least", "amount", "is_known")
