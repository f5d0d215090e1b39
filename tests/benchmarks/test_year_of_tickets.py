"""The year of requests to the example organization is made up in the same way each time, and tells its story."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from tests.support import example_on

from benchmarks.synthetic.year_of_events import ASKED, COUNTED_ON, FIRST, LAST
from benchmarks.synthetic.year_of_tickets import year_of_tickets
from servicebook.measuring.tickets import Ticket
from servicebook.model.catalog import Catalog

SEED, COUNT, FEW = 17, 20_000, 2_000
ZONE = ZoneInfo("Europe/Amsterdam")


@pytest.fixture(scope="module")
def example() -> Catalog:
    return example_on(COUNTED_ON).catalog


@pytest.fixture(scope="module")
def year(example: Catalog) -> list[Ticket]:
    return list(year_of_tickets(example, SEED, COUNT))


def test_as_many_requests_as_wanted_are_made_in_thirteen_months(year: list[Ticket]) -> None:
    assert len(year) == len({ticket.key for ticket in year}) == COUNT
    days = {day_of(ticket) for ticket in year}
    assert (min(days), max(days)) == (FIRST, LAST)
    assert {ticket.service for ticket in year} == set(ASKED)


def test_the_same_seed_makes_the_same_requests(example: Catalog) -> None:
    made = list(year_of_tickets(example, SEED, FEW))
    assert list(year_of_tickets(example, SEED, FEW)) == made
    assert list(year_of_tickets(example, SEED + 1, FEW)) != made


def test_a_change_of_one_service_changes_no_other_requests(example: Catalog) -> None:
    made = list(year_of_tickets(example, SEED, FEW))
    service = example.services["payroll/expense-reimbursement"]
    other = replace(example, services={**example.services, service.id: replace(service, targets=())})
    changed = list(year_of_tickets(other, SEED, FEW))
    assert changed != made
    assert [t for t in changed if t.service != service.id] == [t for t in made if t.service != service.id]


def test_flowers_are_asked_for_before_valentines_day(year: list[Ticket]) -> None:
    days = Counter(day_of(ticket) for ticket in year if ticket.service == "delivery/same-day-delivery")
    assert days[date(2026, 2, 13)] > 2 * days[date(2026, 1, 16)]


def day_of(ticket: Ticket) -> date:
    return datetime.fromtimestamp(ticket.asked, ZONE).date()
