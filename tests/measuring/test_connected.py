"""Tickets in a database are counted there, as their export would be."""

from __future__ import annotations

import sqlite3
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import duckdb
import pytest
from tests.clock.calendars import BERLIN, NIGHTS
from tests.reading.exports import at, read_text, small_catalog, source

from servicebook.clock.calendar import Calendar
from servicebook.clock.durations import parse_duration
from servicebook.measuring.clock_rows import Clock
from servicebook.measuring.connected import CannotConnectError, Connected, connect
from servicebook.measuring.connected_kinds import meant
from servicebook.measuring.engine import MissingExtraError
from servicebook.measuring.judged import counts
from servicebook.measuring.plain_loop import judge
from servicebook.measuring.tickets import InForce, Kind, Promised
from servicebook.measuring.together import asked_together, kinds_of, stretches
from servicebook.model.catalog import Catalog
from servicebook.ticket_sources import TicketSource

ZONE = "Europe/Berlin"
OTHER_ZONE = "Asia/Tokyo"
NOW = at("2026-11-02 12:00")
COLUMNS = ("ticket", "service", "priority", "channel", "customer", "asked", "first_reply", "done")
SOURCE = """
zone: Europe/Berlin
services: {Broken laptop: it/repair, Login: it/access, Lunch: null}
priorities: {P1: high, P2: normal}
channels: {Phone: phone, E-Mail: email}
customers: {People: hr}
pauses: {file: pauses.csv}
"""
TICKETS: tuple[tuple[str | None, ...], ...] = (
    (
        "1", "Broken laptop", "P1", "Phone", "People",
        "2026-10-01 09:15:00", "2026-10-01 09:40:00", "2026-10-02 10:00:00",
    ),
    ("2", "broken laptop ", "P2", "E-Mail", None, "2026-10-05 16:59:59", None, "2026-10-06 09:00:01"),
    ("3", "Login", None, "", None, "2026-10-05 12:00:00", "2026-10-07 12:00:00", None),
    ("4", "Login", "", None, "People", "2026-10-24 23:30:00", None, "2026-10-25 03:30:00"),
    # clocks showed half past two twice: it was done half an hour after it was asked, in the second hour
    ("5", "Login", None, None, None, "2026-10-25 01:30:00", None, "2026-10-25 02:30:00"),
    ("6", "Login", None, None, None, "2026-10-25 02:45:00", None, "2026-10-25 02:15:00"),
    ("7", "Lunch", None, None, None, "2026-10-05 12:00:00", None, None),
    ("8", "Printer", None, None, None, "2026-10-05 12:00:00", None, None),
    ("9", "Login", "P7", None, None, "2026-10-05 12:00:00", None, None),
    ("10", "Login", None, "Pigeon", None, "2026-10-05 12:00:00", None, None),
    ("11", "Login", None, None, "Jo Doe", "2026-10-05 12:00:00", None, None),
    ("12", None, None, None, None, "2026-10-05 12:00:00", None, None),
    ("13", "Login", None, None, None, None, None, "2026-10-05 12:00:00"),
    ("14", "Login", None, None, None, "2026-10-05 12:00:00", None, "2026-10-05 11:59:59"),
    ("15", "Login", None, None, None, "2026-10-05 12:00:00", "2026-10-05 11:00:00", None),
    ("16", "Login", None, None, None, "2026-11-02 12:00:01", None, None),
)  # fmt: skip
PAUSES = (
    ("1", "2026-10-01 10:00:00", "2026-10-01 12:00:00"),
    ("1", "2026-10-01 11:00:00", "2026-10-01 13:30:00"),
    ("1", "2026-10-01 11:30:00", "2026-10-01 11:45:00"),
    ("3", "2026-10-05 12:30:00", None),
    ("3", "2026-10-06 09:00:00", "2026-10-06 09:30:00"),
    ("5", "2026-10-25 02:15:00", "2026-10-25 02:20:00"),
)


def promises(kinds: Sequence[Kind]) -> list[InForce]:
    nights = Calendar(name="nights", zone=ZONE, week=NIGHTS)
    found = []
    for kind in kinds:
        for measure, within, calendar in (
            ("fulfillment_time", "2 working days", BERLIN),
            ("response_time", "90 minutes", nights),
        ):
            promised = Promised(service=kind.service, measure=measure, priority=kind.priority, words=within)
            clock = Clock(calendar, parse_duration(within))
            found.append(InForce(**kind._asdict(), since=0, until=None, promised=promised, clock=clock))
    return found


def in_duckdb(path: Path, tickets: Sequence[tuple[str | None, ...]] = TICKETS) -> str:
    with closing(duckdb.connect(str(path))) as database:
        database.execute(
            "create table tickets (ticket text, service text, priority text, channel text, customer text, "
            "asked timestamp, first_reply timestamp, done timestamp)"
        )
        database.execute('create table pauses (ticket text, "from" timestamp, until timestamp)')
        database.executemany("insert into tickets values (?, ?, ?, ?, ?, ?, ?, ?)", tickets)
        database.executemany("insert into pauses values (?, ?, ?)", PAUSES)
    return f"duckdb://{path}"


def in_sqlite(path: Path, tickets: Sequence[tuple[str | None, ...]] = TICKETS) -> str:
    with closing(sqlite3.connect(path)) as database:
        database.execute(
            "create table tickets (ticket text, service text, priority text, channel text, customer text, "
            "asked timestamp, first_reply timestamp, done timestamp)"
        )
        database.execute('create table pauses (ticket text, "from" timestamp, until timestamp)')
        database.executemany("insert into tickets values (?, ?, ?, ?, ?, ?, ?, ?)", tickets)
        database.executemany("insert into pauses values (?, ?, ?)", PAUSES)
        database.commit()
    return f"sqlite://{path}"


def csv(header: Sequence[str], rows: Sequence[Sequence[str | None]]) -> str:
    return "".join(",".join(cell or "" for cell in row) + "\n" for row in (header, *rows))


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> Catalog:
    return small_catalog(tmp_path_factory.mktemp("catalog"))


@pytest.mark.parametrize("database", [in_duckdb, in_sqlite], ids=["duckdb", "sqlite"])
def test_a_table_is_counted_as_its_export_is(
    database: Callable[[Path], str], known: Catalog, tmp_path: Path
) -> None:
    desk = source(SOURCE)
    (tmp_path / "pauses.csv").write_text(csv(("ticket", "from", "until"), PAUSES), encoding="utf-8")
    exported = read_text(tmp_path, csv(COLUMNS, TICKETS), SOURCE, known)
    connected = connect(database(tmp_path / "desk.db"), "tickets", desk, OTHER_ZONE, pauses="pauses")
    seen = connected.seen(NOW)
    found = meant(seen, desk, known)
    tickets = [ticket for ticket in exported.tickets if ticket.asked <= NOW]
    assert Counter(
        found.kinds[raw] for raw, count in seen.kinds.items() if raw in found.kinds for _ in range(count)
    ) == Counter(ticket.kind for ticket in tickets)
    assert (seen.rows, seen.later) == (len(TICKETS), 1)
    assert seen.first == min(ticket.asked for ticket in tickets)
    assert found.unknown_services == exported.unknown_services
    assert found.left_out == exported.left_out == {"Lunch": 1}
    assert {one.kind: one.count for one in found.not_read} == {
        one.kind: one.count for one in exported.not_read
    }

    held = promises(sorted(kinds_of(tickets), key=str))
    assert connected.counted(found.kinds, held, seen.first, NOW) == counts(judge(tickets, held, NOW))
    assert any(one.paused for one in counts(judge(tickets, held, NOW)).values())
    parts = list(stretches(kinds_of(tickets), held, seen.first, NOW))
    assert connected.asked_together(found.kinds, parts, NOW) == asked_together(tickets, parts, NOW)
    half = at("2026-10-10 00:00")
    assert connected.asked_before(found.kinds, half) == sum(ticket.asked < half for ticket in tickets)


def test_the_database_remains_as_it_was(tmp_path: Path) -> None:
    url = in_duckdb(tmp_path / "desk.db")
    before = (tmp_path / "desk.db").read_bytes()
    desk(url).seen(NOW)
    assert (tmp_path / "desk.db").read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == ["desk.db"]


def desk(
    url: str, table: str = "tickets", pauses: str | None = None, how: TicketSource | None = None
) -> Connected:
    return connect(url, table, how or source(SOURCE), OTHER_ZONE, pauses)


def test_moments_may_be_seconds_or_know_their_offset(tmp_path: Path) -> None:
    path = tmp_path / "desk.db"
    asked, done = at("2026-10-25 01:30"), at("2026-10-25 04:10")
    with closing(duckdb.connect(str(path))) as database:
        database.execute("set timezone = 'Asia/Tokyo'")
        database.execute(
            "create table tickets as select 7 ticket, 'Login' service, 2 priority, "
            f"{asked} asked, to_timestamp({done} + 0.9) done"
        )
        database.execute("create view bare as select * exclude (priority) from tickets")
    rows = desk(f"duckdb://{path}").rows.to_pyarrow().to_pylist()
    assert rows == [
        {
            "ticket": 7, "service": "Login", "priority": "2", "channel": None, "customer": None,
            "asked": asked, "first_reply": None, "done": done,
        }
    ]  # fmt: skip
    assert desk(f"duckdb://{path}", "bare").seen(NOW).kinds == {("Login", None, None, None): 1}


REFUSED = {
    "no date": ("select 1 ticket, 'a' service, date '2026-10-01' asked, 5 done", 'column "asked" says no moment'),
    "text": ("select 1 ticket, 'a' service, '1.10.2026' asked, 5 done", 'column "asked" says no moment'),
    "fraction": ("select 1 ticket, 'a' service, 1.5 asked, 5 done", 'column "asked" says no moment'),
    "no service": ("select 1 ticket, 5 asked, 5 done, 'a' servise", 'table tickets has no column "service"'),
    "no end": ("select 1 ticket, 'a' service, 5 asked", 'table tickets has no column "done"'),
    "no name": ("select 1 ticket, [1] service, 5 asked, 5 done", 'column "service" has no text'),
    "milliseconds": (
        "select 1 ticket, 'a' service, 1764000000000 asked, null::bigint done", "too large for seconds",
    ),
    "repeated": (
        "select unnest([1, 1, 2]) ticket, 'a' service, 1764000000 asked, 1764000000 done",
        "1 row has a ticket that another row has",
    ),
    "sentences": (
        "select range ticket, 'a' || range service, 1764000000 asked, 1764000000 done from range(100_001)",
        "more than 100,000 combinations",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("query", "message"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_used_is_refused(query: str, message: str, tmp_path: Path) -> None:
    path = tmp_path / "desk.db"
    with closing(duckdb.connect(str(path))) as database:
        database.execute(f"create table tickets as {query}")
    with pytest.raises(CannotConnectError, match=message) as refused:
        desk(f"duckdb://{path}").seen(NOW)
    assert refused.value.hint


def test_a_database_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    for scheme in ("duckdb", "sqlite"):
        with pytest.raises(CannotConnectError, match=r"there is no file .*gone\.db"):
            desk(f"{scheme}://{tmp_path}/gone.db")
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(CannotConnectError, match="the database cannot be asked"):
        desk("nosuch://somewhere")
    url = in_sqlite(tmp_path / "desk.db")
    with pytest.raises(CannotConnectError, match="has no table calls") as refused:
        desk(url, "calls")
    assert refused.value.hint == "it has pauses, tickets"


def test_pauses_of_other_tickets_are_refused(tmp_path: Path) -> None:
    url = in_duckdb(tmp_path / "desk.db")
    with closing(duckdb.connect(str(tmp_path / "desk.db"))) as database:
        database.execute("create table waits as select 1 ticket, 5 as 'from', 6 until")
    with pytest.raises(CannotConnectError, match="another type"):
        desk(url, pauses="waits")


def test_columns_may_be_called_as_measures_yml_says(tmp_path: Path) -> None:
    path = tmp_path / "desk.db"
    with closing(duckdb.connect(str(path))) as database:
        database.execute(
            "create table tickets as select 'a' as NUMBER, 5 as Opened_At, null::int Resolved, 9 Closed"
        )
    how = replace(
        source("service: it/repair"),
        columns={"ticket": ("Number",), "asked": ("opened at",), "done": ("resolved", "closed")},
    )
    (row,) = desk(f"duckdb://{path}", how=how).rows.to_pyarrow().to_pylist()
    assert (row["ticket"], row["service"], row["asked"], row["done"]) == ("a", None, 5, 9)


def test_without_the_extra_the_error_names_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "ibis", None)
    with pytest.raises(MissingExtraError, match=r"servicebook\[measure\]"):
        desk("duckdb://")
