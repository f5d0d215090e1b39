"""What tests of reading exports share: a small catalog, a source as somebody writes it, moments in words."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import yaml
from tests.support import IT, SMALL, catalog, make_catalog

from servicebook.measuring.reading.read_tickets import ReadTickets, read
from servicebook.measuring.tickets import Ticket
from servicebook.model.catalog import Catalog
from servicebook.ticket_sources import TicketSource, sources_from

CASES = Path(__file__).parents[1] / "cases" / "tickets"
BERLIN = ZoneInfo("Europe/Berlin")
BASE = {
    **SMALL,
    f"{IT}/services/access.yml": (
        "name: Account access\nsummary: We let you in.\naliases: [password]\nroles: {owner: it/lead}\n"
    ),
}
"""Two services, ``it/repair`` and ``it/access``; two priorities, ``high`` and ``normal``."""


def small_catalog(folder: Path) -> Catalog:
    return catalog(make_catalog(folder, {}, base=BASE))


def source(written: str) -> TicketSource:
    """A source as it is written below ``sources:``."""
    return sources_from({"desk": yaml.safe_load(written)})["desk"]


def read_case(name: str, written: str, known: Catalog) -> ReadTickets:
    return read(source(written), [CASES / name], known)


def read_text(folder: Path, text: str | bytes, written: str, known: Catalog) -> ReadTickets:
    """What an export with this content holds."""
    file = folder / "export.csv"
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read(source(written), [file], known)


def at(text: str, zone: ZoneInfo = BERLIN) -> int:
    """The second of a local time such as ``2026-10-02 09:15``."""
    return int(datetime.fromisoformat(text).replace(tzinfo=zone).timestamp())


def told(tickets: Iterable[Ticket]) -> list[tuple[str, str, str | None, str, str | None, str | None]]:
    """Key, service, priority, and in UTC when it was asked, replied to and done."""
    return [
        (one.key, one.service, one.priority, _said(one.asked) or "", _said(one.first_reply), _said(one.done))
        for one in tickets
    ]


def _said(second: int | None) -> str | None:
    return None if second is None else datetime.fromtimestamp(second, UTC).strftime("%m-%d %H:%M:%S")
