"""Reading the exports of a help desk as tickets. What cannot be read is listed, and nothing is guessed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import field
from pathlib import Path

from servicebook.frozen import frozen
from servicebook.measuring.reading.export_columns import columns_of
from servicebook.measuring.reading.export_files import BrokenOffError, open_export
from servicebook.measuring.reading.export_lines import Line, LineReader, PickedTable, pick
from servicebook.measuring.reading.histories import (
    Spans,
    by_ticket,
    changes_of,
    last_of,
    one_of_the_same,
    pauses_of,
    requests_of,
)
from servicebook.measuring.reading.moment_columns import moments_of
from servicebook.measuring.reading.moments import Moments
from servicebook.measuring.reading.named_ids import UnknownService, left_out, unknown_services
from servicebook.measuring.reading.not_read import Findings, NotRead
from servicebook.measuring.reading.pause_files import pauses_from
from servicebook.measuring.reading.presets import MOMENTS
from servicebook.measuring.reading.settled import Settled, settled
from servicebook.measuring.reading.to_tickets import Made, ToTickets
from servicebook.measuring.reading.unused_words import unused_in_export
from servicebook.measuring.tickets import Ticket
from servicebook.model.catalog import Catalog
from servicebook.problems import Problem
from servicebook.ticket_sources import NEW, ONE_PER_UPDATE, TicketSource
from servicebook.wording import text


@frozen(kw_only=True)
class ReadTickets:
    """What the exports of a source hold.

    ``rows`` is how many rows they have below their headers. ``not_read`` are rows, or whole tickets, that cannot be
    read. ``unknown_services`` are names that no service is known by; ``left_out`` counts the tickets of those that
    measures.yml leaves out on purpose, by name. While there are ``problems``, there are no tickets: a file, or a column
    of it, cannot be read at all. ``notes`` are what somebody should know about how the files were read.
    ``tells_replies`` and ``tells_ends``: whether the export has the first reply and the end at all.
    """

    tickets: tuple[Ticket, ...] = ()
    rows: int = 0
    not_read: tuple[NotRead, ...] = ()
    unknown_services: tuple[UnknownService, ...] = ()
    left_out: Mapping[str, int] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    tells_replies: bool = True
    tells_ends: bool = True


def read(source: TicketSource, paths: Sequence[Path], catalog: Catalog) -> ReadTickets:
    """The tickets of all exports of a source together.

    The catalog tells which ids there are, and the zone where the source has none.
    """
    how = settled(source, catalog.settings.organization.zone)
    notes: list[str] = []
    picked = _picked(paths, how, notes)
    if picked and isinstance(picked[0], Problem):
        return ReadTickets(
            problems=tuple(one for one in picked if isinstance(one, Problem)), notes=tuple(notes)
        )
    tables = [one for one in picked if isinstance(one, PickedTable)]
    moments = moments_of(tables, how, MOMENTS)
    if isinstance(moments, Problem):
        return ReadTickets(problems=(moments,), notes=tuple(notes))
    findings = Findings()
    pauses = _pauses_of_file(paths, how, findings)
    if isinstance(pauses, Problem):
        return ReadTickets(problems=(pauses,), notes=tuple(notes))
    made = ToTickets(how, catalog, findings).all(
        _requests(_whole_tickets(tables, moments, how, findings), how, pauses, findings, notes)
    )
    return _result(made, tables, findings, notes, source, catalog)


def _whole_tickets(
    tables: Sequence[PickedTable], moments: Sequence[Mapping[str, Moments]], how: Settled, findings: Findings
) -> list[list[Line]]:
    """The lines of each ticket of which every row can be read; the others are told."""
    broken: set[str] = set()
    decimal = how.source.decimal
    several = by_ticket(
        line
        for table, readers in zip(tables, moments, strict=True)
        for line in LineReader(table, readers, findings, broken, decimal).lines()
    )
    for ticket in sorted(broken & several.keys()):
        findings.add("other-rows", several.pop(ticket)[0].where)
    return list(several.values())


def _picked(paths: Sequence[Path], how: Settled, notes: list[str]) -> list[Problem] | list[PickedTable]:
    """The tables of all files, with no more than the columns that count; or the problems of those that have none."""
    problems: list[Problem] = []
    tables: list[PickedTable] = []
    for path in paths:
        with ExitStack() as stack:
            opened = open_export(path, how.source, how.wanted, stack)
            problems += opened.problems
            notes += opened.notes
            for table in opened.tables:
                places = columns_of(table, how)
                if isinstance(places, Problem):
                    problems.append(places)
                    continue
                try:
                    tables.append(pick(table, places, how.missing, is_one_of_several=len(paths) > 1))
                except BrokenOffError as fault:
                    problems.append(fault.problem)
    return problems or tables


def _pauses_of_file(paths: Sequence[Path], how: Settled, findings: Findings) -> dict[str, Spans] | Problem:
    """The pauses that a second export tells, which lies beside the first."""
    name = how.source.pauses.file
    return pauses_from(paths[0].parent / name, how, findings) if name and paths else {}


Requests = Iterable[tuple[Line, Spans]]


def _requests(
    tickets: Iterable[list[Line]],
    how: Settled,
    pauses: Mapping[str, Spans],
    findings: Findings,
    notes: list[str],
) -> Requests:
    """Each request with its pauses."""
    if how.source.rows == ONE_PER_UPDATE:
        for several in tickets:
            changes = changes_of(several)
            spans = pauses.get(several[0].ticket) or pauses_of(changes, how.pause_states)
            for request in requests_of(last_of(several), changes, how):
                yield request, spans
        return
    if how.pause_states and how.source.pauses.file is None:
        notes.append(text("tickets.states-without-times"))
    repeated = 0
    for several in tickets:
        requests, again = one_of_the_same(several, how, findings)
        repeated += again
        for request in requests:
            if how.source.reopened == NEW and request.reopened and len(requests) == 1:
                findings.add("reopened-when", request.where)
            else:
                yield request, pauses.get(several[0].ticket, ())
    if repeated:
        notes.append(text("tickets.repeated", count=repeated))


def _result(
    made: Made,
    tables: Sequence[PickedTable],
    findings: Findings,
    notes: list[str],
    source: TicketSource,
    catalog: Catalog,
) -> ReadTickets:
    unknown = unknown_services(made.unknown, catalog)
    if unknown is None:
        header = next((table.headers["service"] for table in tables if "service" in table.headers), "")
        notes.append(
            text("tickets.free-text", count=made.unknown.total(), column=header, names=len(made.unknown))
        )
    notes += unused_in_export(tables, source)
    if made.left_out_states:
        notes.append(text("tickets.left-out-states", count=made.left_out_states))
    return ReadTickets(
        tickets=tuple(made.tickets),
        rows=sum(len(table.rows) + len(table.too_long) for table in tables),
        not_read=findings.all(),
        unknown_services=unknown or (),
        left_out=left_out(made.left_out),
        notes=tuple(notes),
        tells_replies=all({"first_reply", "first_reply_after"} & {*table.keys} for table in tables),
        # the end may also be when a ticket came into its last state
        tells_ends=all("done" in table.keys or {"state", "updated"} <= {*table.keys} for table in tables),
    )
