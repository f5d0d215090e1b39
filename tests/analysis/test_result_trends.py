"""What is asked for most, what grows and what improves: only what chance hardly explains, and what is published."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from tests.measured import Counts, measured, month, row, written

from servicebook.analysis.result_sums import Count
from servicebook.analysis.result_trends import Gain, Growth, growing, improved, most_asked, recent_periods
from servicebook.analysis.results_overview import Scope, results_overview


def scope(root: Path, months: Mapping[int, Mapping[str, Counts]], *more: str) -> Scope:
    """The results of services by their months."""
    rows = {
        month(number): [row(service, counts, *more) for service, counts in listed.items()]
        for number, listed in months.items()
    }
    found = results_overview(measured(root, written(rows)))
    assert found is not None
    return found.whole


def grown(found: Scope) -> list[Growth]:
    return growing(found.results, recent_periods(found.window))


def gained(found: Scope) -> list[Gain]:
    return improved(found.results, recent_periods(found.window))


def test_the_last_three_full_months_say_what_is_asked_for_most(tmp_path: Path) -> None:
    found = scope(
        tmp_path,
        {7: {"it/loan": (900, 900)}, **{n: {"it/repair": (20, 18), "it/loan": (10, 9)} for n in (8, 9, 10)}},
    )
    recent = recent_periods(found.window)
    assert [period.text for period in recent] == ["2026-08", "2026-09", "2026-10"]
    assert [(one.service, one.number) for one in most_asked(found.results, recent)] == [
        ("it/repair", 60),
        ("it/loan", 30),
    ]


def test_a_request_with_two_promises_is_one_request(tmp_path: Path) -> None:
    rows = [
        row("it/repair", (20, 18), "asked: 24"),
        row("it/repair", (22, 20), "asked: 23", measure="response_time"),
    ]
    found = results_overview(measured(tmp_path, written({month(n): rows for n in (8, 9, 10)})))
    assert found is not None
    assert [one.number for one in most_asked(found.whole.results, recent_periods(found.whole.window))] == [72]


def test_two_months_are_too_few_to_say_anything(tmp_path: Path) -> None:
    assert recent_periods(scope(tmp_path, {n: {"it/repair": (20, 18)} for n in (9, 10)}).window) == ()


def test_growth_is_against_the_same_months_of_the_year_before(tmp_path: Path) -> None:
    counts = {n: {"it/repair": (60, 55)} for n in range(-4, 8)} | {
        n: {"it/repair": (90, 80)} for n in (8, 9, 10)
    }
    (growth,) = grown(scope(tmp_path, counts))
    assert (growth.recent, growth.earlier, growth.percent) == (270, 180, 50)
    assert [period.text for period in growth.before] == ["2025-08", "2025-09", "2025-10"]


def test_without_that_year_it_is_against_the_three_months_before(tmp_path: Path) -> None:
    counts = {n: {"it/repair": (60, 55)} for n in (5, 6, 7)} | {
        n: {"it/repair": (90, 80)} for n in (8, 9, 10)
    }
    (growth,) = grown(scope(tmp_path, counts))
    assert [period.text for period in growth.before] == ["2026-05", "2026-06", "2026-07"]


def test_what_chance_explains_is_no_growth_nor_is_what_nobody_feels(tmp_path: Path) -> None:
    few = {n: {"it/repair": (8, 7)} for n in (5, 6, 7)} | {n: {"it/repair": (11, 10)} for n in (8, 9, 10)}
    assert grown(scope(tmp_path / "few", few)) == []
    little = {n: {"it/repair": (9000, 8500)} for n in (5, 6, 7)} | {
        n: {"it/repair": (10000, 9500)} for n in (8, 9, 10)
    }
    assert grown(scope(tmp_path / "little", little)) == []


def test_a_month_that_is_not_published_is_not_taken_for_none(tmp_path: Path) -> None:
    counts = {n: {"it/repair": (60, 55)} for n in (5, 7)} | {n: {"it/repair": (90, 80)} for n in (8, 9, 10)}
    assert grown(scope(tmp_path, {**counts, 6: {"it/loan": (60, 55)}})) == []


def test_a_promise_is_kept_more_often_than_before(tmp_path: Path) -> None:
    counts = {n: {"it/repair": (100, 80)} for n in (5, 6, 7)} | {
        n: {"it/repair": (100, 92)} for n in (8, 9, 10)
    }
    (gain,) = gained(scope(tmp_path, counts))
    assert (gain.recent, gain.earlier) == (Count(276, 300), Count(240, 300))
    assert gain.result.period.text == "2026-10"


def test_few_more_kept_are_chance_and_another_promise_is_no_improvement(tmp_path: Path) -> None:
    few = {n: {"it/repair": (10, 8)} for n in (5, 6, 7)} | {n: {"it/repair": (10, 9)} for n in (8, 9, 10)}
    assert gained(scope(tmp_path / "few", few)) == []
    rows = {month(n): [row("it/repair", (100, 70), 'promised: "1 working day, 90 %"')] for n in (5, 6, 7)}
    rows |= {month(n): [row("it/repair", (100, 95), 'promised: "9 working days, 90 %"')] for n in (8, 9, 10)}
    found = results_overview(measured(tmp_path / "other", written(rows)))
    assert found is not None
    assert gained(found.whole) == []
