"""Tickets that lie in a table of a database: they are judged there, and only counts come out.

The table has the columns of the plain form, one row per ticket; a second one may have the times during which tickets
waited. Nothing is written into the database. What cannot be used is counted, as it is of exports.

    connected = connect("duckdb://desk.duckdb", "tickets", source, zone, pauses="pauses")
    seen = connected.seen(now)
    kinds, … = meant(seen, source, catalog)             # of :mod:`connected_kinds`
    held = in_force(root, catalog, set(kinds.values()), seen.first, now).rows
    counts = connected.counted(kinds, held, seen.first, now)
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

from servicebook.frozen import frozen
from servicebook.measuring.connected_columns import (
    WORDS,
    CannotConnectError,
    pauses_of,
    tickets_of,
    told_by,
)
from servicebook.measuring.engine import MissingExtraError, in_process
from servicebook.measuring.engine_counts import counted
from servicebook.measuring.engine_tables import FOREVER, RawKind, columns_of, with_promises
from servicebook.measuring.judged import Counts
from servicebook.measuring.reading.settled import settled
from servicebook.measuring.tickets import InForce, Kind, Promised
from servicebook.measuring.together import Group, Stretch
from servicebook.ticket_sources import TicketSource
from servicebook.wording import text

if TYPE_CHECKING:
    from ibis.expr.types import Table

_FILES = ("duckdb", "sqlite")
"""Databases that are a file, and that a wrong path would create."""
_FIRST_POSSIBLE = 631_152_000
"""1990: tools write dates of 1900 or 1970 where they mean none."""
_LAST_POSSIBLE = 1 << 33
"""In 2242: numbers from there on count milliseconds."""
_MOST_KINDS = 100_000
"""So many combinations of service, priority, channel and customer are no list of kinds but what people wrote."""
_FAULTS = ("no-ticket", "no-asked", "ends-before-asked", "reply-before-asked")


@frozen(kw_only=True)
class Seen:
    """What a table holds. ``kinds`` counts the tickets asked until the day of counting by their words.

    ``rows`` are all of it, ``later`` those asked after that day, ``faults`` those that are no tickets, by what is wrong
    with them. ``first`` is when the earliest ticket was asked, None without any.
    """

    kinds: Mapping[RawKind, int]
    rows: int
    later: int
    faults: Mapping[str, int]
    first: int | None


@frozen(kw_only=True, eq=False)
class Connected:
    """Tickets in a database; ``engine`` is its kind, and ``columns`` are those that its table has of tickets.

    All that is asked raises :class:`CannotConnectError`.
    """

    engine: str
    rows: Table
    pauses: Table | None
    columns: frozenset[str]

    def seen(self, now: int) -> Seen:
        """What the table holds as of the second ``now``. Refuses tables with several rows for a ticket."""
        rows = self._with_faults()
        rows = rows.mutate(is_later=(rows.asked > now).fill_null(False))
        grouped = rows.group_by(*WORDS, "fault", "is_later")
        found = grouped.agg(number=rows.count(), first=rows.asked.min(), last=rows.asked.max())
        repeated_rows = rows.ticket.count() - rows.ticket.nunique()
        with _told():
            groups = found.limit(_MOST_KINDS + 1).to_pyarrow().to_pylist()
            repeated = repeated_rows.to_pyarrow().as_py()
        if len(groups) > _MOST_KINDS:
            raise CannotConnectError(text("connected.too-many-kinds"), text("connected.too-many-kinds-hint"))
        if any((group["last"] or 0) > _LAST_POSSIBLE for group in groups):
            raise CannotConnectError(text("connected.milliseconds"), text("connected.milliseconds-hint"))
        if repeated:
            raise CannotConnectError(
                text("connected.repeated", count=repeated), text("connected.repeated-hint")
            )
        return _seen(groups)

    def counted(
        self, kinds: Mapping[RawKind, Kind], promises: Iterable[InForce], first: int, now: int
    ) -> dict[tuple[Promised, int], Counts]:
        """:func:`~servicebook.measuring.judged.counts` of tickets with these words, the first asked at ``first``.

        ``kinds`` says what the words mean; tickets with others are not counted.
        """
        tables = with_promises(self._tickets(), self.pauses, kinds, promises, first, now)
        with _told():
            return counted(tables, now)

    def asked_before(self, kinds: Mapping[RawKind, Kind], moment: int) -> int:
        """How many tickets with these words were asked before a moment."""
        rows = self._tickets()
        rows = rows.filter(rows.asked < moment)
        before = rows.group_by(*WORDS).agg(number=rows.count())
        with _told():
            found = before.to_pyarrow().to_pylist()
        return sum(group["number"] for group in found if _words(group) in kinds)

    def asked_together(
        self, kinds: Mapping[RawKind, Kind], known: Iterable[Stretch], now: int
    ) -> Counter[tuple[str, Group]]:
        """:func:`~servicebook.measuring.together.asked_together` of tickets with these words, asked up to ``now``."""
        import ibis

        meant = _by_meaning(kinds)
        stretches = [(raw, stretch) for stretch in known for raw in meant.get(stretch.kind, [])]
        times = dict.fromkeys(WORDS, "string") | dict.fromkeys(("since", "lapses", "number"), "int64")
        table = ibis.memtable(
            columns_of(
                times,
                (
                    (*raw, stretch.since, FOREVER if stretch.until is None else stretch.until, number)
                    for number, (raw, stretch) in enumerate(stretches)
                ),
            )
        )
        rows = self._tickets()
        rows = rows.filter(rows.asked <= now)
        same = [rows[word].identical_to(table[word]) for word in WORDS]
        joined = rows.join(table, [*same, table.since <= rows.asked, rows.asked < table.lapses])
        with _told():
            found = joined.group_by("number").agg(count=joined.count()).to_pyarrow().to_pylist()
        counted: Counter[tuple[str, Group]] = Counter()
        for group in found:
            _, stretch = stretches[group["number"]]
            counted[stretch.kind.service, stretch.group] += group["count"]
        return counted

    def _with_faults(self) -> Table:
        import ibis

        rows = self.rows
        is_wrong = (
            rows.ticket.isnull(),
            rows.asked.isnull() | (rows.asked < _FIRST_POSSIBLE),
            rows.done < rows.asked,
            rows.first_reply < rows.asked,
        )
        return rows.mutate(
            fault=ibis.cases(*zip(is_wrong, range(len(_FAULTS)), strict=True), else_=len(_FAULTS))
        )

    def _tickets(self) -> Table:
        rows = self._with_faults()
        return rows.filter(rows.fault == len(_FAULTS)).drop("fault")


def connect(url: str, table: str, source: TicketSource, zone: str, pauses: str | None = None) -> Connected:
    """The tickets in a table of the database at an address that Ibis knows, with the table of their pauses.

    ``source`` says what columns are called, and the zone of times without an offset where it is not ``zone``, the
    organization's. Raises :class:`CannotConnectError`, and :class:`MissingExtraError` without Ibis.
    """
    try:
        import ibis
    except ImportError as missing:
        raise MissingExtraError("ibis-framework") from missing
    how = settled(source, zone)
    with _told():
        connection = ibis.connect(url, **_options(url))
        tables = [_table(connection, name) for name in (table, pauses) if name is not None]
        rows, columns = tickets_of(tables[0], how), told_by(tables[0], how)
        waited = pauses_of(tables[1], how) if pauses is not None else None
        if connection.name == "sqlite":
            rows, waited = _in_process(rows, waited)
    if waited is not None and waited.ticket.type() != rows.ticket.type():
        raise CannotConnectError(
            text("connected.other-tickets", table=pauses), text("connected.other-tickets-hint")
        )
    return Connected(engine=connection.name, rows=rows, pauses=waited, columns=columns)


def _in_process(rows: Table, waited: Table | None) -> tuple[Table, Table | None]:
    """Tables of SQLite in DuckDB: SQLite's parser refuses statements as deep as these, and both are in this process."""
    process = in_process()
    copies = [
        process.create_table(f"copied_{number}", table.to_pyarrow(), temp=True)
        for number, table in enumerate((rows, waited))
        if table is not None
    ]
    return copies[0], copies[1] if waited is not None else None


def _options(url: str) -> dict[str, Any]:
    """What is asked of a database that is a file: that it is there, and remains as it is."""
    parts = urlsplit(url)
    path = unquote(parts.netloc + parts.path)
    if parts.scheme not in _FILES or not path:
        return {}
    if not Path(path).is_file():
        raise CannotConnectError(text("connected.no-file", path=path))
    return {"read_only": True} if parts.scheme == "duckdb" else {}


def _table(connection: Any, name: str) -> Table:
    from ibis.common.exceptions import TableNotFound

    try:
        return connection.table(name)
    except TableNotFound:
        names = text("list.separator").join(sorted(connection.list_tables()))
        hint = text("connected.no-table-hint", names=names) if names else ""
        raise CannotConnectError(text("connected.no-table", table=name), hint) from None


@contextmanager
def _told() -> Iterator[None]:
    """What a database or its driver answers, as a message. An address is not quoted, as passwords stand in it."""
    try:
        yield
    except CannotConnectError:
        raise
    except ImportError as missing:
        raise CannotConnectError(text("connected.no-driver", fault=_first_line(missing))) from missing
    except Exception as fault:  # every driver has errors of its own, without a common kind
        raise CannotConnectError(text("connected.refused", fault=_first_line(fault))) from fault


def _first_line(fault: Exception) -> str:
    return next((line for line in str(fault).splitlines() if line.strip()), type(fault).__name__)


def _seen(groups: Iterable[Mapping[str, Any]]) -> Seen:
    kinds: Counter[RawKind] = Counter()
    faults: Counter[str] = Counter()
    later = 0
    firsts = []
    for group in groups:
        if group["fault"] < len(_FAULTS):
            faults[_FAULTS[group["fault"]]] += group["number"]
        elif group["is_later"]:
            later += group["number"]
        else:
            kinds[_words(group)] += group["number"]
            firsts.append(group["first"])
    return Seen(
        kinds=kinds,
        rows=kinds.total() + faults.total() + later,
        later=later,
        faults=faults,
        first=min(firsts, default=None),
    )


def _words(group: Mapping[str, Any]) -> RawKind:
    return group["service"], group["priority"], group["channel"], group["customer"]


def _by_meaning(kinds: Mapping[RawKind, Kind]) -> dict[Kind, list[RawKind]]:
    found: dict[Kind, list[RawKind]] = {}
    for raw, kind in kinds.items():
        found.setdefault(kind, []).append(raw)
    return found
