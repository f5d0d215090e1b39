"""Measure how long counting kept promises takes: what `make bench` calls after the other figures.

    python -m benchmarks.measuring [--tickets 100000 1000000 10000000] [--services 500] [--repeat 3]

Made-up tickets of a year lie in a DuckDB file. They are looked through, judged and counted there as `servicebook
measure --connect` does it, in a child process of its own each time, on two threads; the promises are given, so no
history is read. The medians go to stdout as Markdown. No time is asserted, but it is that some of the tickets,
10,000 of each file, are judged as by the plain loop. Exit status as that of run.py, and 1 where they are not.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.children import MEGABYTE, ChildFailedError, Run, middle, run_child

if TYPE_CHECKING:
    from ibis.expr.types import Table

    from servicebook.measuring.connected import Connected, Seen
    from servicebook.measuring.engine_tables import RawKind
    from servicebook.measuring.tickets import Kind, Ticket

SAMPLE = 10_000
THREADS = 2


def main() -> int:
    parser = argparse.ArgumentParser(description="Measure the counting of tickets.")
    parser.add_argument("--tickets", type=int, nargs="+", default=[100_000, 1_000_000, 10_000_000])
    parser.add_argument("--services", type=int, default=500)
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--child", nargs=2, metavar=("STEP", "FILE"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.child:
        return child(options.child[0], Path(options.child[1]), options.tickets[0], options.services)
    print(f"| tickets on {options.services:,} services | time | processor time | peak memory |")
    print("| --: | --: | --: | --: |")
    for count in options.tickets:
        try:
            run = measure(count, options.services, options.repeat)
        except ChildFailedError as failed:
            print(failed, file=sys.stderr)
            return 1
        cells = (
            f"{count:,}",
            f"{run.seconds:.1f} s",
            f"{run.cpu_seconds:.1f} s",
            f"{run.peak_bytes / MEGABYTE:,.0f} MB",
        )
        print(f"| {' | '.join(cells)} |", flush=True)
    return 0


def measure(count: int, services: int, repeat: int) -> Run:
    """The medians of counting so many tickets."""
    with tempfile.TemporaryDirectory(prefix="servicebook-bench-") as temporary:
        file = Path(temporary, "desk.duckdb")

        def step(name: str) -> Run:
            program = [sys.executable, "-m", "benchmarks.measuring", "--child", name, str(file)]
            return run_child([*program, "--tickets", str(count), "--services", str(services)])

        step("make")
        runs = [step("count") for _ in range(repeat)]
        step("compare")
    return middle(runs)


def child(step: str, file: Path, count: int, services: int) -> int:
    """One step, in a process of its own: the one that waits for it has to stay small, so it imports none of this."""
    from benchmarks.synthetic import many_tickets

    if step == "make":
        many_tickets.write(file, count, many_tickets.promises(services))
        return 0
    from servicebook.measuring.connected import connect
    from servicebook.ticket_sources import TicketSource

    source = TicketSource(id="desk", columns={"channel": ("channel",), "customer": ("customer",)})
    connected = connect(f"duckdb://{file}", "tickets", source, "UTC", "pauses")
    connected.rows.get_backend().raw_sql(f"set threads = {THREADS}")
    return counts(connected, services) if step == "count" else compares(connected, count, services)


def counts(connected: Connected, services: int) -> int:
    """What `servicebook measure` asks a database."""
    from benchmarks.synthetic.many_tickets import NOW, promises
    from servicebook.measuring.together import stretches

    seen = connected.seen(NOW)
    held, kinds, first = promises(services), meanings(seen), seen.first or NOW
    found = connected.counted(kinds, held, first, NOW)
    together = connected.asked_together(kinds, stretches(kinds.values(), held, first, NOW), NOW)
    return 0 if found and together.total() == sum(seen.kinds.values()) else 1


def meanings(seen: Seen) -> dict[RawKind, Kind]:
    """The words are the catalog's own."""
    from servicebook.measuring.tickets import Kind

    return {raw: Kind(raw[0] or "", *raw[1:]) for raw in seen.kinds}


def compares(connected: Connected, count: int, services: int) -> int:
    """Whether tickets here and there are judged as by the plain loop, to the second."""
    from benchmarks.synthetic.many_tickets import NOW, promises
    from servicebook.measuring.engine import STATES, judged
    from servicebook.measuring.engine_tables import with_promises
    from servicebook.measuring.plain_loop import judge

    rows = connected.rows
    number = rows.ticket.split("-")[1].cast("int64")
    rows = rows.filter(number % max(1, count // SAMPLE) == 0)
    assert connected.pauses is not None
    pauses = connected.pauses.semi_join(rows, "ticket")
    tickets = {ticket.key: ticket for ticket in in_memory(rows, pauses)}
    assert len(tickets) >= min(count, SAMPLE)
    held, seen = promises(services), connected.seen(NOW)
    tables = with_promises(rows, pauses, meanings(seen), held, seen.first or NOW, NOW)
    by_engine = {
        (row["ticket"], tables.all_promised[row["promised"]]): (
            row["month"], STATES[row["state"]], row["taken"], row["lived"], bool(row["paused"]),
        )
        for row in judged(tables, NOW).to_pyarrow().to_pylist()
    }  # fmt: skip
    by_loop = {
        (one.key, one.promised): (one.month, one.state, one.taken, one.lived, one.paused)
        for one in judge(tickets.values(), held, NOW)
    }
    return 0 if by_engine == by_loop else 1


def in_memory(rows: Table, pauses: Table) -> Iterator[Ticket]:
    """Tickets of a table as the plain loop takes them."""
    from servicebook.measuring.tickets import Ticket, merged

    waited = defaultdict(list)
    for row in pauses.to_pyarrow().to_pylist():
        waited[row["ticket"]].append((row["pause_start"], row["pause_end"]))
    for row in rows.to_pyarrow().to_pylist():
        key = row.pop("ticket")
        yield Ticket(source="desk", key=key, pauses=merged(tuple(waited[key])), **row)


if __name__ == "__main__":
    sys.exit(main())
