"""Sums of results by department and service: of published rows, each counted once; and where verdicts stand."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.measured import measured, month, row, written

from servicebook.analysis.result_sums import Count, Window, window_of
from servicebook.analysis.results_overview import (
    Overview,
    results_overview,
    sums_of_services,
    verdicts_by_period,
)
from servicebook.analysis.verdicts import Verdict
from servicebook.model.catalog import Catalog
from servicebook.model.periods import parse_period
from servicebook.model.visible import visible


def overview(catalog: Catalog) -> Overview:
    found = results_overview(catalog)
    assert found is not None
    return found


def shown(window: Window) -> list[str]:
    return [period.text for period in window.periods]


def test_nothing_measured_is_no_overview(tmp_path: Path) -> None:
    assert results_overview(measured(tmp_path)) is None


def test_a_department_is_the_sum_of_its_services_and_they_are_of_their_rows(tmp_path: Path) -> None:
    it = {
        month(9): [row("it/repair", (20, 18)), row("it/loan", (10, 9))],
        month(10): [row("it/repair", (30, 20))],
    }
    hr = {month(10): [row("hr/leave", (40, 36))]}
    found = overview(measured(tmp_path, written(it), written(hr, "hr")))
    assert found.sums["it"].periods == {
        parse_period("2026-09"): Count(27, 30),
        parse_period("2026-10"): Count(20, 30),
    }
    assert found.sums["it"].total == Count(47, 60)
    assert found.sums["hr"].total == Count(36, 40)
    services = sums_of_services(found.departments["it"])
    assert {name: one.total for name, one in services.items()} == {
        "it/repair": Count(38, 50),
        "it/loan": Count(9, 10),
    }


def test_what_is_too_small_to_be_published_is_in_no_sum(tmp_path: Path) -> None:
    rows = [row("it/repair", (20, 18)), row("it/loan", (4, 0))]
    found = overview(visible(measured(tmp_path, written({month(10): rows}))))
    assert found.sums["it"].total == found.sums["it"].periods[parse_period("2026-10")] == Count(18, 20)


def test_thirteen_months_are_shown_and_none_before_the_first(tmp_path: Path) -> None:
    many = {month(number): [row("it/repair", (20, 18))] for number in range(-5, 11)}
    window = overview(measured(tmp_path / "many", written(many))).whole.window
    assert (len(window.periods), shown(window)[0], shown(window)[-1]) == (13, "2025-10", "2026-10")
    few = {month(number): [row("it/repair", (20, 18))] for number in (8, 10)}
    assert shown(overview(measured(tmp_path / "few", written(few))).whole.window) == [
        "2026-08",
        "2026-09",
        "2026-10",
    ]


def test_a_quarter_is_in_the_total_once_and_in_no_month(tmp_path: Path) -> None:
    rows = {
        month(6): [row("it/loan", (20, 19))],
        "2026-Q3": [row("it/repair", (12, 9)), row("it/loan", (60, 54))],
        month(7): [row("it/loan", (20, 18))],
        month(10): [row("it/loan", (20, 20))],
    }
    found = overview(measured(tmp_path, written(rows))).sums["it"]
    assert found.total == Count(19 + 9 + 54 + 20, 20 + 12 + 60 + 20)  # July is part of the quarter
    assert found.periods[parse_period("2026-07")] == Count(18, 20)


def test_where_only_years_are_counted_years_are_shown(tmp_path: Path) -> None:
    rows = {str(year): [row("it/repair", (100, 80))] for year in range(2018, 2026)}
    assert shown(overview(measured(tmp_path, written(rows))).whole.window) == [
        "2021",
        "2022",
        "2023",
        "2024",
        "2025",
    ]


def test_a_month_that_was_not_over_is_no_full_one(tmp_path: Path) -> None:
    rows = {month(10): [row("it/repair", (20, 18))], month(11): [row("it/repair", (9, 9))]}
    window = overview(measured(tmp_path, written(rows, as_of={"2026-11": "2026-11-18"}))).whole.window
    assert shown(window) == ["2026-10", "2026-11"]
    assert [period.text for period in window.full] == ["2026-10"]


def test_a_verdict_stands_where_the_time_of_the_promise_ends(tmp_path: Path) -> None:
    it = {month(9): [row("it/repair", (100, 70))], month(10): [row("it/repair", (100, 95))]}
    hr = {month(number): [row("hr/leave", (40, 20))] for number in (7, 8, 9, 10)}
    found = overview(measured(tmp_path, written(it), written(hr, "hr"))).whole
    verdicts = verdicts_by_period(found.judged, found.window)
    assert {period.text: dict(counts) for period, counts in verdicts.items()} == {
        "2026-09": {Verdict.MISSED: 2},  # the repairs' month, and the quarter of the leaves
        "2026-10": {Verdict.KEPT: 1},  # their next quarter is not over
    }


def test_missed_repeatedly_and_missed_the_last_time_are_told_apart(tmp_path: Path) -> None:
    it = {
        month(8): [row("it/repair", (100, 70)), row("it/loan", (100, 95))],
        month(9): [row("it/repair", (100, 70)), row("it/loan", (100, 95))],
        month(10): [row("it/repair", (100, 95)), row("it/loan", (100, 60))],
    }
    found = overview(measured(tmp_path, written(it))).whole
    assert [(one.line.service, one.missed, one.is_missed) for one in found.recurring] == [
        ("it/repair", 2, False)
    ]
    assert [(one.line.service, one.missed, one.is_missed) for one in found.missed] == [("it/loan", 1, True)]


@pytest.mark.parametrize(("period", "ends"), [("2026-Q3", "2026-09"), ("2026-10", "2026-10"), ("2026", None)])
def test_the_shown_period_in_which_another_ends(tmp_path: Path, period: str, ends: str | None) -> None:
    catalog = measured(tmp_path, written({month(n): [row("it/repair", (20, 18))] for n in (9, 10)}))
    window = window_of(catalog.results)
    assert window is not None
    found = window.ending_with(parse_period(period))
    assert (found.text if found else None) == ends
