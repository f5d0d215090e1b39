"""Which source, or which help desk, an export is of, by the names of its columns."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path

from servicebook.measuring.reading.export_columns import columns_of
from servicebook.measuring.reading.export_files import open_export
from servicebook.measuring.reading.presets import PRESETS
from servicebook.measuring.reading.settled import settled
from servicebook.problems import Problem
from servicebook.ticket_sources import TicketSource


def fitting(path: Path, sources: Mapping[str, TicketSource], zone: str) -> list[str]:
    """The ids of the sources by which a file can be read; its rows are not looked at."""
    return [name for name, source in sources.items() if _known_columns(path, source, zone)]


def format_of(path: Path, zone: str) -> str | None:
    """The format that knows most columns of a file; None where none has what a ticket needs."""
    found = {
        name: _known_columns(path, TicketSource(id=name, format=name), zone)
        or _known_columns(path, TicketSource(id=name, format=name, service="any/service"), zone)
        for name in PRESETS
    }
    best = max(found, key=lambda name: found[name])
    return best if found[best] else None


def _known_columns(path: Path, source: TicketSource, zone: str) -> int:
    """How many columns a source knows of the table that has most of them; 0 where it cannot be read."""
    how = settled(source, zone)
    with ExitStack() as stack:
        opened = open_export(path, source, how.wanted, stack)
        if opened.problems:
            return 0
        found = [columns_of(table, how) for table in opened.tables]
    return max((len(places) for places in found if not isinstance(places, Problem)), default=0)
