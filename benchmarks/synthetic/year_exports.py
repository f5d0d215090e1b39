"""The requests of the example's year as its two tools would export them, for ``servicebook measure``.

IT's help desk exports as Jira does: times to the minute on its own clocks, words of its own, and in a second file the
states that tickets came into. All others keep a plain list with the ids of the catalog, and their pauses in another.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from servicebook.measuring.tickets import Ticket
from servicebook.ticket_sources import TicketSource

HELPDESK, REQUESTS = "helpdesk", "requests"
"""The sources of the example's measures.yml; their exports are called so."""
AT_HELPDESK = "it"
MINUTE = 60
WAITING, WORKING = "Waiting for customer", "In Progress"


def write_exports(
    folder: Path, tickets: Iterable[Ticket], sources: Mapping[str, TicketSource], now: int
) -> dict[str, Path]:
    """Write the exports into a folder, as known at the second ``now``; their paths by source."""
    by_tool: dict[str, list[Ticket]] = {HELPDESK: [], REQUESTS: []}
    for ticket in sorted(tickets, key=lambda one: (one.asked, one.service, one.key)):
        is_it = ticket.service.partition("/")[0] == AT_HELPDESK
        by_tool[HELPDESK if is_it else REQUESTS].append(ticket)
    keys = {tool: _numbered(tool, several) for tool, several in by_tool.items()}
    helpdesk = _Helpdesk(sources[HELPDESK], now)
    _write(folder / "helpdesk.csv", helpdesk.rows(keys[HELPDESK]))
    _write(folder / "helpdesk-states.csv", helpdesk.states(keys[HELPDESK]))
    _write(folder / "requests.csv", _requests(keys[REQUESTS], now))
    _write(folder / "requests-pauses.csv", _pauses(keys[REQUESTS], now))
    return {HELPDESK: folder / "helpdesk.csv", REQUESTS: folder / "requests.csv"}


Row = Sequence[str]
Numbered = Sequence[tuple[str, Ticket]]


def _numbered(tool: str, tickets: Iterable[Ticket]) -> list[tuple[str, Ticket]]:
    prefix = "SD" if tool == HELPDESK else "R"
    return [(f"{prefix}-{number}", ticket) for number, ticket in enumerate(tickets, 10_001)]


def _write(path: Path, rows: Iterable[Row]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)


class _Helpdesk:
    """Writes what a Jira project exports, in the words that measures.yml explains."""

    def __init__(self, source: TicketSource, now: int) -> None:
        assert source.zone is not None
        self._zone, self._now = ZoneInfo(source.zone), now
        self._services = _words(source.services)
        self._priorities = _words(source.priorities)
        self._channels = _words(source.channels)

    def rows(self, tickets: Numbered) -> Iterator[Row]:
        yield (
            "Issue key", "Request Type", "Status", "Priority", "Created", "Resolved",
            "Custom field (First response)", "Custom field (Department)", "Custom field (Asked by)",
        )  # fmt: skip
        for key, ticket in tickets:
            done = _known(ticket.done, self._now)
            yield (
                key,
                self._services[ticket.service],
                "Resolved" if done is not None else WORKING,
                self._priorities[ticket.priority or ""],
                self._local(ticket.asked),
                self._local(done),
                self._local(_known(ticket.first_reply, self._now)),
                ticket.customer or "",
                self._channels[ticket.channel or ""],
            )

    def states(self, tickets: Numbered) -> Iterator[Row]:
        yield "Issue key", "Changed", "New status"
        for key, ticket in tickets:
            for start, end in ticket.pauses:
                if start <= self._now:
                    yield key, self._local(start), WAITING
                if end is not None and end <= self._now:
                    yield key, self._local(end), WORKING

    def _local(self, second: int | None) -> str:
        if second is None:
            return ""
        moment = datetime.fromtimestamp(second, self._zone)
        return moment.strftime("%d/%b/%y %I:%M %p")


def _words(written: Mapping[str, str | None]) -> dict[str, str]:
    """The words of the tool by what they mean in the catalog."""
    return {meant: word for word, meant in written.items() if meant is not None}


def _requests(tickets: Numbered, now: int) -> Iterator[Row]:
    yield "ticket", "service", "asked", "first_reply", "done", "priority", "channel", "customer", "reopened"
    for key, ticket in tickets:
        yield (
            key,
            ticket.service,
            _utc(ticket.asked),
            _utc(_known(ticket.first_reply, now)),
            _utc(_known(ticket.done, now)),
            ticket.priority or "",
            ticket.channel or "",
            ticket.customer or "",
            str(ticket.reopened),
        )


def _pauses(tickets: Numbered, now: int) -> Iterator[Row]:
    yield "ticket", "from", "until"
    for key, ticket in tickets:
        for start, end in ticket.pauses:
            if start <= now:
                yield key, _utc(start), _utc(_known(end, now))


def _known(moment: int | None, now: int) -> int | None:
    """What an export of that day can know."""
    return moment if moment is not None and moment <= now else None


def _utc(second: int | None) -> str:
    return "" if second is None else datetime.fromtimestamp(second, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
