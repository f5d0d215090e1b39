"""The exports of the made-up year are read as what was made up."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest
from tests.support import example_on

from benchmarks.synthetic.year_exports import HELPDESK, REQUESTS, write_exports
from benchmarks.synthetic.year_of_events import COUNTED_ON
from benchmarks.synthetic.year_of_tickets import year_of_tickets
from servicebook.clock.zones import start_of_day
from servicebook.measuring.reading.read_tickets import ReadTickets, read
from servicebook.measuring.tickets import Ticket

NOW = start_of_day(ZoneInfo("Europe/Amsterdam"), COUNTED_ON)


@pytest.fixture(scope="module")
def made() -> list[Ticket]:
    catalog = example_on(COUNTED_ON).catalog
    return list(year_of_tickets(catalog, seed=17, count=2_000))


@pytest.fixture(scope="module")
def found(made: list[Ticket], tmp_path_factory: pytest.TempPathFactory) -> dict[str, ReadTickets]:
    catalog = example_on(COUNTED_ON).catalog
    sources = catalog.settings.sources
    paths = write_exports(tmp_path_factory.mktemp("exports"), made, sources, NOW)
    return {name: read(sources[name], [path], catalog) for name, path in paths.items()}


@pytest.mark.parametrize("source", [HELPDESK, REQUESTS])
def test_everything_in_them_is_understood(found: dict[str, ReadTickets], source: str) -> None:
    one = found[source]
    assert (one.problems, one.not_read, one.unknown_services, one.notes) == ((), (), (), ())
    assert one.rows == len(one.tickets) > 100


def test_the_list_has_every_second(made: list[Ticket], found: dict[str, ReadTickets]) -> None:
    others = [ticket for ticket in made if not ticket.service.startswith("it/")]
    assert seen(found[REQUESTS].tickets) == seen(map(as_of_the_export, others))


def test_the_help_desk_has_every_minute(made: list[Ticket], found: dict[str, ReadTickets]) -> None:
    its = [ticket for ticket in made if ticket.service.startswith("it/")]
    minutes = [
        replace(
            ticket,
            asked=ticket.asked // 60 * 60,
            first_reply=ticket.first_reply and ticket.first_reply // 60 * 60,
            done=ticket.done and ticket.done // 60 * 60,
            reopened=0,  # such an export does not say how often
            pauses=(),
        )
        for ticket in map(as_of_the_export, its)
    ]
    assert seen(replace(ticket, pauses=()) for ticket in found[HELPDESK].tickets) == seen(minutes)
    paused = sum(bool(ticket.pauses) for ticket in map(as_of_the_export, its))
    assert sum(bool(ticket.pauses) for ticket in found[HELPDESK].tickets) == pytest.approx(paused, abs=3)


def as_of_the_export(ticket: Ticket) -> Ticket:
    """What an export of the day of counting can know."""
    pauses = [(start, end if end and end <= NOW else None) for start, end in ticket.pauses if start <= NOW]
    return replace(
        ticket, first_reply=known(ticket.first_reply), done=known(ticket.done), pauses=tuple(pauses)
    )


def known(moment: int | None) -> int | None:
    return moment if moment is not None and moment <= NOW else None


def seen(tickets: Iterable[Ticket]) -> Sequence[Ticket]:
    """Tickets without their numbers, in an order that follows from all that they say."""
    return sorted((replace(ticket, source="", key="") for ticket in tickets), key=repr)
