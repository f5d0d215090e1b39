"""The columns of a table in a database as those of tickets: found by their names, refused for types without a time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from servicebook.documents.suggestions import did_you_mean
from servicebook.measuring.reading.export_table import Wanted, normal_name, positions
from servicebook.measuring.reading.pause_files import COLUMNS as PAUSE_COLUMNS
from servicebook.measuring.reading.settled import Settled
from servicebook.measuring.shown_times import instants
from servicebook.wording import text
from servicebook.wording.lists import either

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from ibis.expr.types import Column, IntegerValue, StringValue, Table

WORDS = ("service", "priority", "channel", "customer")
"""The columns whose words measures.yml explains."""


class CannotConnectError(Exception):
    """What a database cannot be asked, and why; ``hint`` says what to do about it, where there is something."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint


def tickets_of(table: Table, how: Settled) -> Table:
    """A table's rows as tickets, of which nothing is checked yet.

    Columns: ``ticket, service, priority, channel, customer`` (text or null), ``asked, first_reply, done`` (seconds
    since 1970, or null). Raises :class:`CannotConnectError`.
    """
    import ibis

    needed = ("ticket", "asked") if how.source.service is not None else ("ticket", "service", "asked")
    places = _places(table, how.wanted, needed)
    if not places.keys() & {"done", "first_reply"}:
        raise _no_column(table, how.wanted, ("done",))
    if how.source.service is not None:
        places.pop("service", None)
    words = {key: _words(table, places[key]) if key in places else ibis.null("string") for key in WORDS}
    times = {key: _seconds(table, places.get(key, ())) for key in ("asked", "first_reply", "done")}
    rows = table.select(ticket=table[places["ticket"][0]], **words, **times)
    local = [key for key in times if any(_is_local(table[name]) for name in places.get(key, ()))]
    return _as_instants(rows, local, how.zone) if local else rows


def told_by(table: Table, how: Settled) -> frozenset[str]:
    """Which columns of tickets a table has, by what they mean."""
    return frozenset(positions(table.columns, how.wanted))


def pauses_of(table: Table, how: Settled) -> Table:
    """A table's rows as times during which tickets waited; some may overlap.

    Columns: ``ticket, pause_start, pause_end`` (null: still paused). Rows without a ticket or a start, or that end
    before they start, are left out. Raises :class:`CannotConnectError`.
    """

    columns = how.source.pauses.columns
    wanted = Wanted(names={key: columns.get(key, (key,)) for key in PAUSE_COLUMNS}, given=frozenset(columns))
    places = _places(table, wanted, ("ticket", "from", "until"))
    rows = table.select(
        ticket=table[places["ticket"][0]],
        pause_start=_seconds(table, places["from"]),
        pause_end=_seconds(table, places["until"]),
    )
    local = [
        name
        for key, name in (("from", "pause_start"), ("until", "pause_end"))
        if _is_local(table[places[key][0]])
    ]
    rows = _as_instants(rows, local, how.zone) if local else rows
    is_over = rows.pause_end.isnull() | (rows.pause_start < rows.pause_end)
    return rows.filter(rows.ticket.notnull(), rows.pause_start.notnull(), is_over)


def _places(table: Table, wanted: Wanted, needed: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    """The columns by what they mean, in the order in which they count."""
    columns = tuple(table.columns)
    found = {key: tuple(columns[at] for at in several) for key, several in positions(columns, wanted).items()}
    given = tuple(key for key in wanted.given if key in wanted.names)
    if missing := tuple(key for key in dict.fromkeys((*needed, *given)) if key not in found):
        raise _no_column(table, wanted, missing)
    return found


def _no_column(table: Table, wanted: Wanted, keys: tuple[str, ...]) -> CannotConnectError:
    columns = {normal_name(name): name for name in table.columns}
    names = [wanted.names.get(key, (key,))[0] for key in keys]
    message = text("connected.no-column", table=table.get_name(), names=either(f'"{name}"' for name in names))
    near = did_you_mean(normal_name(names[0]), columns)
    listed = text("connected.no-column-hint", names=text("list.separator").join(table.columns))
    return CannotConnectError(message, f"{near} {listed}" if near else listed)


def _words(table: Table, names: tuple[str, ...]) -> StringValue:
    """Text, of the first column that has some; numbers as they are written."""
    for name in names:
        kind = table[name].type()
        if not (kind.is_string() or kind.is_integer()):
            raise CannotConnectError(
                text("connected.no-words", column=name, type=str(kind)), text("connected.no-words-hint")
            )
    return _first_filled([table[name].cast("string") for name in names])


def _seconds(table: Table, names: tuple[str, ...]) -> IntegerValue:
    """Seconds since 1970, rounded down; where there is no offset, as if clocks had shown UTC."""
    import ibis

    found = []
    for name in names:
        kind = table[name].type()
        if kind.is_integer():
            found.append(table[name].cast("int64"))
        elif kind.is_timestamp():
            # some engines give fractions of a second, though Ibis takes them for whole numbers
            found.append(table[name].epoch_seconds().cast("float64").floor().cast("int64"))
        else:
            raise CannotConnectError(
                text("connected.no-moment", column=name, type=str(kind)), text("connected.no-moment-hint")
            )
    return _first_filled(found) if found else ibis.null("int64")


def _first_filled(values: Sequence[Any]) -> Any:
    import ibis

    return ibis.coalesce(*values) if len(values) > 1 else values[0]  # SQLite refuses to choose from one


def _is_local(column: Column) -> bool:
    kind = column.type()
    return bool(kind.is_timestamp()) and kind.timezone is None


def _as_instants(rows: Table, names: list[str], zone: ZoneInfo) -> Table:
    """With these columns, which have what the zone's clocks showed, as instants."""
    import ibis

    bounds = rows.aggregate(
        **{f"first_{name}": rows[name].min() for name in names},
        **{f"last_{name}": rows[name].max() for name in names},
    )
    found = [value for value in bounds.to_pyarrow().to_pylist()[0].values() if value is not None]
    if not found:
        return rows
    first, last = min(found), max(found)
    begin = "asked" if "asked" in rows.columns else "pause_start"
    if begin in names:
        rows = rows.mutate(**{begin: instants(rows[begin], zone, first, last)})
    for name in names:
        if name != begin:
            # nothing ends before it began: of a time that clocks showed twice, the second is meant then
            once = instants(rows[name], zone, first, last)
            again = instants(rows[name], zone, first, last, second=True)
            rows = rows.mutate(**{name: ibis.ifelse(once < rows[begin], again, once)})
    return rows
