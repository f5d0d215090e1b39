"""What readers are sent stays small: pages without what only a search needs, searches with what they need alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from benchmarks.visits import Reader, Visit, visit

READERS = (
    Reader(
        ("services/it/laptop-repair/", "services/payroll/payslip-question/"), ("cracked screen", "labtop")
    ),
    Reader(
        ("services/facilities/access-badge/", "services/it/account-access/"),
        ("who fixes the wifi", "borrow a laptop for a day"),
    ),
)
KILOBYTE = 1_000


@pytest.fixture(scope="module")
def visits(browser: Browser, example_site: Path) -> list[Visit]:
    for reader in READERS:
        for path in reader.pages:
            assert (example_site / path).is_dir(), path
    return visit(browser, example_site, READERS)


@pytest.mark.parametrize(
    ("step", "kilobytes", "requests"),
    [
        ("home", 150, 20),
        ("service", 150, 29),
        ("next_service", 30, 8),
        ("box_first", 300, 22),
        ("box_further", 60, 30),
        ("find_first", 300, 31),
        ("find_further", 60, 36),
    ],
)
def test_a_step_is_within_its_budget(visits: list[Visit], step: str, kilobytes: int, requests: int) -> None:
    for reader, visited in zip(READERS, visits, strict=True):
        amount = getattr(visited, step)
        assert amount.bytes <= kilobytes * KILOBYTE, (reader, amount)
        assert amount.requests <= requests, (reader, amount)


def test_the_index_is_sent_to_those_who_search(visits: list[Visit]) -> None:
    assert all(visited.box_first.bytes > 0 for visited in visits)
