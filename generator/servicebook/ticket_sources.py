"""How exports of tickets, and tables of counted results, are read: what ``measures.yml`` says, as values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field
from typing import Any

from servicebook.frozen import frozen

Json = Mapping[str, Any]

ONE_PER_TICKET, ONE_PER_UPDATE = "one per ticket", "one per update"
CONTINUES, NEW = "continues", "new"
OTHERS = "*"
"""The key of a map that stands for every name that the map does not have."""


@frozen(kw_only=True)
class Pauses:
    """When tickets waited for whoever asked.

    While a ticket is in one of ``states``, it is paused; without a ``file``, the export's own updates tell when that
    was. ``file`` is the name of a second export beside the first: with the columns ``ticket``, ``from`` and ``until``
    its rows are pauses, with ``ticket``, ``from`` and ``state`` they are the states that tickets came into.
    """

    states: tuple[str, ...] = ()
    file: str | None = None
    columns: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@frozen(kw_only=True)
class TicketSource:
    """How the export of one help desk is read; what is not written is the format's, see its presets.

    ``columns`` maps what a column means to the names that it may have, ``dates`` likewise to its formats, under ``*``
    those of all the others. ``time_of_day`` is the time, ``HH:MM``, that counts where a column has only days.
    ``services``, ``priorities``, ``channels`` and ``customers`` map the export's words to ids; None is left out, or
    none. ``zone`` is None where the organization's holds.
    """

    id: str
    format: str = "plain"
    zone: str | None = None
    columns: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    dates: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    time_of_day: Mapping[str, str] = field(default_factory=dict)
    encoding: str | None = None
    delimiter: str | None = None
    decimal: str = "."
    sheet: str | None = None
    missing: tuple[str, ...] = ()
    rows: str = ONE_PER_TICKET
    service: str | None = None
    services: Mapping[str, str | None] = field(default_factory=dict)
    priorities: Mapping[str, str | None] = field(default_factory=dict)
    channels: Mapping[str, str | None] = field(default_factory=dict)
    customers: Mapping[str, str | None] = field(default_factory=dict)
    open_states: tuple[str, ...] | None = None
    done_states: tuple[str, ...] | None = None
    leave_out: tuple[str, ...] | None = None
    pauses: Pauses = field(default_factory=Pauses)
    reopened: str = CONTINUES


@frozen(kw_only=True)
class CountedTable:
    """How tables of results are read that somebody else has counted; what is not written is as the help shows it.

    ``columns`` maps what a column means to further names that it may have. ``measure`` and ``period`` are those of all
    rows where no column has them. The maps lead from the table's words to ids; None leaves a row out. ``missing`` are
    words in the place of a number that is not given, ``marks`` what may stand beside one.
    """

    columns: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    services: Mapping[str, str | None] = field(default_factory=dict)
    measures: Mapping[str, str | None] = field(default_factory=dict)
    priorities: Mapping[str, str | None] = field(default_factory=dict)
    measure: str | None = None
    period: str | None = None
    thousands: str | None = None
    missing: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()
    encoding: str | None = None
    delimiter: str | None = None
    sheet: str | None = None


def counted_from(item: Json) -> CountedTable:
    """That of a document that is valid against its schema."""
    lists = {
        "columns": _named(item.get("columns", {})),
        "missing": _texts(item.get("missing", ())),
        "marks": _texts(item.get("marks", ())),
    }
    return CountedTable(**{**item, **lists})


def sources_from(written: Json) -> dict[str, TicketSource]:
    """The sources of a document that is valid against its schema, by their ids."""
    return {key: _source(key, item) for key, item in written.items()}


def _source(key: str, item: Json) -> TicketSource:
    pauses = item.get("pauses", {})
    lists: dict[str, Any] = {
        name: _texts(item[name]) for name in ("open_states", "done_states", "leave_out") if name in item
    }
    same: dict[str, Any] = {
        name: item[name]
        for name in (
            "format", "zone", "time_of_day", "encoding", "delimiter", "decimal", "sheet", "rows", "service",
            "services", "priorities", "channels", "customers", "reopened",
        )
        if name in item
    }  # fmt: skip
    dates = item.get("dates", {})
    return TicketSource(
        id=key,
        columns=_named(item.get("columns", {})),
        dates=_named(dates if isinstance(dates, Mapping) else {OTHERS: dates}),
        missing=_texts(item.get("missing", ())),
        pauses=Pauses(
            states=_texts(pauses.get("states", ())),
            file=pauses.get("file"),
            columns=_named(pauses.get("columns", {})),
        ),
        **lists,
        **same,
    )


def _named(written: Json) -> dict[str, tuple[str, ...]]:
    return {name: _texts(value) for name, value in written.items()}


def _texts(written: str | Sequence[str]) -> tuple[str, ...]:
    """One text, or several."""
    return (written,) if isinstance(written, str) else tuple(written)
