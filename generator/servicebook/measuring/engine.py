"""The judge of :mod:`plain_loop` as expressions of Ibis: written once, for DuckDB in the process or another engine.

Ibis and its engine are an extra, ``servicebook[measure]``; they are imported when they are used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from servicebook.clock.durations import Unit
from servicebook.measuring.clock_rows import DAY
from servicebook.measuring.engine_tables import Tables
from servicebook.measuring.judged import State
from servicebook.measuring.tickets import RESPONSE

if TYPE_CHECKING:
    from ibis.expr.types import IntegerColumn, Table

DAYS_OF_WEEK = 7


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

    Columns: ``source, key, promised`` (its number), ``month, state, taken, lived, paused``. The last is a truth value.
    """
    import ibis

    rows = _in_force(tables, now)
    rows = _ended(rows, now)
    rows = _look_up(rows, tables.month, "calendar", "asked", "month")
    rows = _look_up(rows, tables.due, "clock", "asked", "due")
    rows = _look_up(rows, tables.received, "receipt", "asked", "received")
    rows = _look_up(rows, tables.receipt_day, "receipt", "asked", "receipt_day")
    rows = _look_up(rows, tables.receipt_index, "receipt", "asked", "receipt_index")
    rows = rows.mutate(last_second=rows.until - 1)
    rows = _look_up(rows, tables.opened, "calendar", "last_second", "open_at_end")
    rows = _look_up(rows, tables.opened, "calendar", "received", "open_at_receipt")
    rows = _look_up(rows, tables.opened, "calendar", "due", "open_at_due")
    rows = _look_up(rows, tables.day, "calendar", "last_second", "end_day")
    rows = _paused(rows, tables)
    in_time = (rows.until <= rows.due) | (
        (rows.paused_seconds > 0) & (rows.open_at_end < rows.open_at_due + rows.paused_seconds)
    )
    rows = rows.mutate(in_time=in_time)
    rows = _taken(rows, tables, "taken", rows.paused_seconds)
    rows = _taken(rows, tables, "lived", ibis.literal(0, "int64"))
    is_unknown = (
        rows.in_time.isnull()
        | rows.due.isnull()
        | rows.paused_seconds.isnull()
        | (rows.has_ended & rows.open_at_end.isnull())  # not by `taken`: greatest() leaves nulls out
    )
    state = ibis.cases(
        (is_unknown, State.UNKNOWN.value),
        (rows.has_ended & rows.in_time, State.KEPT.value),
        (rows.has_ended, State.MISSED.value),
        (rows.in_time, State.STILL_OPEN.value),
        else_=State.OPEN_OVERDUE.value,
    )
    has_times = rows.has_ended & ~is_unknown
    nothing = ibis.null("int64")
    return rows.select(
        "source",
        "key",
        "promised",
        "month",
        state=state,
        taken=ibis.ifelse(has_times, rows.taken, nothing),
        lived=ibis.ifelse(has_times, rows.lived, nothing),
        paused=~is_unknown & (rows.paused_seconds > 0),
    )


def _in_force(tables: Tables, now: int) -> Table:
    """Tickets with each promise that was in force when they were asked; an equality join on what decides it."""
    tickets, promises = tables.tickets, tables.promises
    tickets = tickets.filter(tickets.asked <= now)
    same = ["service", "priority", "channel", "customer"]
    joined = tickets.join(promises, same)
    return joined.filter(
        (joined.since <= joined.asked) & (joined.lapses.isnull() | (joined.asked < joined.lapses))
    )


def _ended(rows: Table, now: int) -> Table:
    import ibis

    def if_over(moment: IntegerColumn) -> IntegerColumn:
        return ibis.ifelse(moment <= now, moment, ibis.null("int64"))

    reply_or_done = ibis.least(
        ibis.coalesce(if_over(rows.first_reply), if_over(rows.done)),
        ibis.coalesce(if_over(rows.done), if_over(rows.first_reply)),
    )
    end = ibis.ifelse(rows.measure == RESPONSE, reply_or_done, if_over(rows.done))
    return rows.mutate(has_ended=end.notnull(), until=ibis.coalesce(end, now))


def _look_up(rows: Table, table: Table, number: str, moment: str, name: str) -> Table:
    """The value of a function of :class:`~.clock_rows.ClockRows` as a new column; null where it is not known."""
    named = table.select(
        _number=table.clock,
        _day=table.day,
        _start=table.start,
        _until=table["until"],
        _value=table.value,
        _slope=table.slope,
    )
    day = (rows[moment] // DAY).cast("int64")
    rows = rows.mutate(_day_of=day)
    joined = rows.left_join(
        named,
        [
            rows[number] == named._number,
            rows._day_of == named._day,
            named._start <= rows[moment],
            rows[moment] < named._until,
        ],
    )
    value = joined._value + joined._slope * (joined[moment] - joined._start)
    return joined.mutate(**{name: value}).drop(
        "_number", "_day", "_start", "_until", "_value", "_slope", "_day_of"
    )


def _paused(rows: Table, tables: Tables) -> Table:
    """With ``paused_seconds``: the open time that the pauses took from what was promised, none before the receipt."""
    import ibis

    pauses = tables.pauses
    wanted = rows.select("source", "key", "promised", "calendar", "received", "until")
    each = wanted.join(pauses, ["source", "key"])
    each = each.mutate(
        first=ibis.greatest(each.pause_start, each.received),
        last=ibis.least(ibis.coalesce(each.pause_end, each["until"]), each["until"]),
    )
    each = each.filter(each["first"] < each["last"])
    each = _look_up(each, tables.opened, "calendar", "first", "open_first")
    each = _look_up(each, tables.opened, "calendar", "last", "open_last")
    each = each.mutate(took=each.open_last - each.open_first)
    sums = each.group_by("source", "key", "promised").agg(
        _took=each.took.sum(), _unknown=each.took.isnull().any()
    )
    joined = rows.left_join(sums, ["source", "key", "promised"])
    joined = joined.select(*rows.columns, "_took", "_unknown")
    # a sum leaves nulls out: where the calendar does not know a pause, it is not known what all of them took
    took = ibis.ifelse(joined._unknown.fill_null(False), ibis.null("int64"), joined._took.fill_null(0))
    return joined.mutate(paused_seconds=took.cast("int64")).drop("_took", "_unknown")


def _taken(rows: Table, tables: Tables, name: str, paused: Any) -> Table:
    """The fewest units in which a promise would have been kept, as a new column: see ``plain_loop.time_taken``."""
    import ibis

    rows = rows.mutate(_net=ibis.greatest(rows.open_at_end - paused, 0), _shift=paused)
    rows = _look_up(rows, tables.closings, "calendar", "_net", "_closings")
    rows = _look_up(rows, tables.open_day, "calendar", "_net", "_open_day")
    last_day = ibis.ifelse(
        rows._shift > 0, ibis.least(rows.end_day, ibis.coalesce(rows._open_day, rows.end_day)), rows.end_day
    )
    rows = rows.mutate(_last_day=last_day)
    of_receipt = tables.days.select(_receipt="ordinal", _month="month", _dom="day")
    rows = rows.left_join(of_receipt, rows.receipt_day == of_receipt._receipt)
    of_end = tables.days.select(_end="ordinal", _end_month="month", _end_dom="day")
    rows = rows.left_join(of_end, rows._last_day == of_end._end)
    # where so many months later is the month's last day, as it has fewer days, no day of that month is later
    is_later = rows._end_dom > rows._dom
    months = rows._end_month - rows._month + is_later.cast("int64")
    days = ibis.greatest(1, rows._last_day - rows.receipt_day)
    opened = ((rows._net - rows.open_at_receipt) // rows.unit_seconds).cast("int64") + 1
    value = ibis.cases(
        (rows.unit == Unit.WORKING_DAY.value, ibis.greatest(0, rows._closings - rows.receipt_index)),
        (rows.unit == Unit.CALENDAR_DAY.value, days),
        (
            rows.unit == Unit.CALENDAR_WEEK.value,
            ((days + DAYS_OF_WEEK - 1) // DAYS_OF_WEEK).cast("int64"),
        ),
        (rows.unit == Unit.MONTH.value, ibis.greatest(1, months)),
        else_=ibis.greatest(1, opened),
    )
    made = rows.mutate(**{name: value})
    return made.drop(*(column for column in made.columns if column.startswith("_")))
