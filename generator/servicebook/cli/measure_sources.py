"""Exports of tickets as they are named to a command: of which source each one is, and what is in them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path

from servicebook.cli.options import CannotRunError
from servicebook.measuring.reading.read_tickets import ReadTickets, read
from servicebook.measuring.recognized import fitting, format_of
from servicebook.model.catalog import Catalog
from servicebook.source.yaml_reader import Value
from servicebook.source.yaml_writer import write
from servicebook.ticket_sources import TicketSource
from servicebook.wording import text

_COLUMNS = ("ticket", "service", "asked", "first_reply", "done", "priority")


def read_exports(catalog: Catalog, files: Sequence[str], chosen: str | None) -> dict[str, ReadTickets]:
    """The tickets of all files, by their source. Raises :class:`CannotRunError` where it is not known of which one."""
    sources = catalog.settings.sources
    if chosen is not None and chosen not in sources and sources:
        raise CannotRunError(text("measuring.no-source", name=chosen, names=", ".join(sources)))
    of_source: dict[str, list[Path]] = defaultdict(list)
    for given in files:
        name, path = _named(given, sources)
        must_be_there(path)
        if not sources:
            _say_how_to_begin(path, catalog)
        of_source[name or chosen or _recognized(path, sources, catalog)].append(path)
    return {name: read(sources[name], paths, catalog) for name, paths in of_source.items()}


def source_of_table(catalog: Catalog, table: str, chosen: str | None) -> TicketSource:
    """The source that a table of a database is of. Without any, its columns are those of the plain form."""
    sources = catalog.settings.sources
    if chosen is not None and chosen not in sources:
        raise CannotRunError(text("measuring.no-source", name=chosen, names=", ".join(sources)))
    if chosen is None and len(sources) > 1:
        raise CannotRunError(text("measuring.which-source", path=table, names=" | ".join(sources)))
    return sources[chosen or next(iter(sources))] if sources else TicketSource(id=table)


def _named(given: str, sources: Mapping[str, TicketSource]) -> tuple[str | None, Path]:
    name, equals, path = given.partition("=")
    if equals and path and name in sources:
        return name, Path(path)
    return None, Path(given)


def must_be_there(path: Path) -> None:
    """Raise :class:`CannotRunError` where a file cannot be opened."""
    try:
        with path.open("rb"):
            pass
    except OSError as fault:
        reason = fault.strerror or str(fault)
        raise CannotRunError(text("options.cannot-read", file=path, reason=reason)) from fault


def _recognized(path: Path, sources: Mapping[str, TicketSource], catalog: Catalog) -> str:
    """The source of a file: the only one, or the one that knows its columns."""
    if len(sources) == 1:
        return next(iter(sources))
    found = fitting(path, sources, catalog.settings.organization.zone)
    if len(found) == 1:
        return found[0]
    if not found:
        raise CannotRunError(text("measuring.fits-none", path=path, names=" | ".join(sources)))
    raise CannotRunError(text("measuring.which-source", path=path, names=" | ".join(found)))


def _say_how_to_begin(path: Path, catalog: Catalog) -> None:
    """What to write into measures.yml for this export, ready to be pasted. Raises :class:`CannotRunError`."""
    zone = catalog.settings.organization.zone
    known = format_of(path, zone)
    source: dict[str, Value] = {"format": known or "plain", "zone": zone}
    if known is None:
        source["columns"] = dict.fromkeys(_COLUMNS, "…")
    beginning: Value = {"sources": {"helpdesk": source}, "publish": {"fewest": catalog.settings.fewest}}
    told = [
        text("measuring.no-settings"),
        text("measuring.begin", path=path) if known else text("measuring.begin-unknown", path=path),
        "",
        write(beginning),
        text("measuring.then"),
    ]
    raise CannotRunError("\n".join(told))
