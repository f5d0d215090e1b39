"""DuckDB, Spark and the plain loop judge 200,000 made-up tickets alike: ``make test-engines``, which needs Java.

Every kind of calendar and of promise, changes of clocks, pauses, reopened tickets: the promises are those of
:mod:`tests.measuring.test_engine`, which holds DuckDB and the plain loop equal on fewer.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import ibis
import pyarrow.parquet as pq
import pytest
from tests.measuring.test_engine import CALENDARS, NOW, START, promises

from benchmarks.synthetic.tickets import tickets
from servicebook.measuring.engine import STATES, judged
from servicebook.measuring.engine_counts import counted
from servicebook.measuring.engine_tables import Tables, in_columns, tables, with_promises
from servicebook.measuring.judged import Counts, State, counts
from servicebook.measuring.plain_loop import judge
from servicebook.measuring.tickets import InForce, Promised, Ticket

COUNT = 200_000
Answers = dict[tuple[int, Promised], tuple[int, str, int | None, int | None, bool]]


class Case:
    """The tickets, what is promised for them, and what the plain loop says."""

    def __init__(self) -> None:
        self.held: list[InForce] = promises()
        self.tickets: list[Ticket] = list(tickets(3, COUNT, self.held, START, NOW))
        judged_one_by_one = list(judge(self.tickets, self.held, NOW))
        self.answers: Answers = {
            (int(one.key), one.promised): (one.month, one.state.value, one.taken, one.lived, one.paused)
            for one in judged_one_by_one
        }
        self.counts: dict[tuple[Promised, int], Counts] = counts(judged_one_by_one)


@pytest.fixture(scope="module")
def case() -> Case:
    made = Case()
    assert len(made.answers) == COUNT
    assert {calendar for each in made.held if (calendar := each.clock.calendar)} == set(CALENDARS)
    assert {state for _, state, *_ in made.answers.values()} == {state.value for state in State}
    assert sum(bool(one.pauses) for one in made.tickets) > COUNT // 10
    assert sum(bool(one.reopened) for one in made.tickets) > COUNT // 100
    return made


@pytest.fixture(scope="module")
def spark(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    from pyspark.sql import SparkSession

    folder = tmp_path_factory.mktemp("spark")
    session = (
        SparkSession.builder.master("local[2]")
        .config("spark.ui.enabled", "false")
        .config("spark.ui.showConsoleProgress", "false")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.sql.warehouse.dir", str(folder))
        .config("spark.sql.shuffle.partitions", "4")
        .config("spark.sql.execution.arrow.pyspark.enabled", "true")
        .getOrCreate()
    )
    session.sparkContext.setLogLevel("ERROR")
    yield ibis.pyspark.connect(session)
    session.stop()


def in_duckdb(case: Case) -> Tables:
    return tables(ibis.duckdb.connect(), case.tickets, case.held, NOW)


def in_spark(case: Case, connection: Any, folder: Path) -> Tables:
    rows, pauses = in_columns(case.tickets)
    for name, table in (("tickets", rows), ("pauses", pauses)):
        pq.write_table(table, folder / f"{name}.parquet")
    return with_promises(
        connection.read_parquet(folder / "tickets.parquet"),
        connection.read_parquet(folder / "pauses.parquet"),
        {ticket.kind: ticket.kind for ticket in case.tickets},
        case.held,
        min(ticket.asked for ticket in case.tickets),
        NOW,
    )


def holds(case: Case, found: Tables) -> None:
    columns = judged(found, NOW).to_pyarrow().to_pydict()
    assert len(columns["ticket"]) == COUNT
    answers: Answers = {
        (ticket, found.all_promised[promised]): (month, STATES[state].value, taken, lived, bool(paused))
        for ticket, promised, month, state, taken, lived, paused in zip(
            *(columns[name] for name in ("ticket", "promised", "month", "state", "taken", "lived", "paused")),
            strict=True,
        )
    }
    different = {
        key: (case.answers[key], found) for key, found in answers.items() if case.answers[key] != found
    }
    assert not different, (len(different), next(iter(different.items())))
    assert counted(found, NOW) == case.counts


def test_duckdb_judges_as_the_plain_loop_does(case: Case) -> None:
    holds(case, in_duckdb(case))


# Spark uses pandas in ways that pandas 3 warns of: what it answers is what is tested
@pytest.mark.filterwarnings("ignore")
def test_spark_judges_as_the_plain_loop_does(case: Case, spark: Any, tmp_path: Path) -> None:
    holds(case, in_spark(case, spark, tmp_path))
