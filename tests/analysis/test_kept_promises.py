"""Measured results by promise: what is summed, what is not, and when there is a verdict."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path

import pytest
from tests.support import IT, SMALL, make_catalog
from tests.support import catalog as load

from servicebook.analysis.kept_promises import (
    KeptPromises,
    Line,
    by_month,
    kept_promises,
    last_months,
    latest,
    per_period,
)
from servicebook.analysis.measured_periods import totals
from servicebook.analysis.verdicts import Verdict
from servicebook.model.catalog import Catalog
from servicebook.model.periods import parse_period

DAY = date(2026, 11, 20)
REPAIR = f"{IT}/services/repair.yml"
BASE = {
    **SMALL,
    REPAIR: "name: Repair\nsummary: We mend it.\nroles: {owner: it/lead}\n"
    "targets:\n"
    "- {measure: response_time, within: 4 hours}\n"
    "- {measure: fulfillment_time, within: 3 working days, compliance: 90, per: quarter}\n",
}
QUARTERLY = "3 working days, 90 % per quarter"


def row(counted: int, kept: int, *more: str, measure: str = "fulfillment_time") -> str:
    """A result as it is written."""
    return (
        "{"
        + ", ".join(
            ["service: it/repair", f"measure: {measure}", f"counted: {counted}", f"kept: {kept}", *more]
        )
        + "}"
    )


def promised(words: str) -> str:
    return f'promised: "{words}"'


def written(periods: dict[str, Iterable[str]], as_of: dict[str, str] | None = None) -> dict[str, str]:
    """Files of results."""
    files: dict[str, str] = {}
    for period, rows in periods.items():
        path = f"catalog/results/it/{period[:4]}.yml"
        files[path] = files.get(path, "") + f"{period}:\n"
        if as_of and period in as_of:
            files[path] += f"  as_of: {as_of[period]}\n"
        files[path] += "  results:\n" + "".join(f"    - {one}\n" for one in rows)
    return files


def catalog(root: Path, periods: dict[str, Iterable[str]], as_of: dict[str, str] | None = None) -> Catalog:
    return load(make_catalog(root, written(periods, as_of), base=BASE), DAY)


def results(
    root: Path, periods: dict[str, Iterable[str]], as_of: dict[str, str] | None = None
) -> KeptPromises:
    return kept_promises(catalog(root, periods, as_of))


def done(kept: KeptPromises) -> Line:
    """The line of when all is done, for everybody."""
    return kept.lines["it/repair"][0]


def judged(line: Line) -> list[tuple[str, int, int, Verdict | None]]:
    return [(str(one.period), one.kept, one.counted, one.verdict) for one in per_period(line)]


def test_a_quarter_is_the_sum_of_its_months_and_only_it_has_a_verdict(tmp_path: Path) -> None:
    rows = {
        f"2026-{month:02}": [row(100, kept, promised(QUARTERLY), "half_within: 1 working day")]
        for month, kept in ((7, 95), (8, 70), (9, 96), (10, 91))
    }
    line = done(results(tmp_path, rows))
    assert judged(line) == [("2026-Q4", 91, 100, None), ("2026-Q3", 261, 300, Verdict.TOO_FEW)]
    assert [one.verdict for one in by_month(line)] == [None] * 4
    quarter, month = per_period(line)[1], by_month(line)[0]
    assert str(month.half_within) == "1 working day"
    assert quarter.half_within is None, "no median follows from medians"


@pytest.mark.parametrize("per", ["", " per day", " per week", " per month"])
def test_what_is_promised_for_less_than_a_month_or_no_time_is_judged_by_months(
    tmp_path: Path, per: str
) -> None:
    words = promised(f"3 working days, 90 %{per}")
    files = {REPAIR: BASE[REPAIR].replace(", per: quarter", "")}
    rows = written({"2026-09": [row(100, 84, words)], "2026-10": [row(100, 90, words)]})
    kept = kept_promises(load(make_catalog(tmp_path, {**files, **rows}, base=BASE), DAY))
    assert judged(done(kept)) == [
        ("2026-10", 90, 100, Verdict.KEPT),
        ("2026-09", 84, 100, Verdict.MISSED),
    ]


def test_counts_of_different_promises_are_never_summed(tmp_path: Path) -> None:
    line = done(
        results(
            tmp_path,
            {
                "2026-07": [row(100, 80, promised("3 working days, 80 % per quarter"))],
                "2026-08": [
                    row(60, 48, promised("3 working days, 80 % per quarter")),
                    row(40, 38, promised(QUARTERLY)),
                ],
                "2026-09": [row(100, 92, promised(QUARTERLY))],
            },
        )
    )
    assert sorted(judged(line)) == [
        ("2026-Q3", 128, 160, Verdict.KEPT),
        ("2026-Q3", 130, 140, Verdict.KEPT),
    ]
    assert {one.percent for one in per_period(line)} == {80, 90}
    assert [line.is_as_promised_now(one) for one in by_month(line) if str(one.period) == "2026-07"] == [False]


def test_a_month_that_is_not_over_leaves_its_quarter_without_a_verdict(tmp_path: Path) -> None:
    rows = {f"2026-{month}": [row(20, 19, promised(QUARTERLY))] for month in ("10", "11")}
    line = done(results(tmp_path, rows, as_of={"2026-11": "2026-11-18"}))
    assert judged(line) == [("2026-Q4", 38, 40, None)]
    assert per_period(line)[0].as_of == date(2026, 11, 18)
    shown = latest(line)
    assert shown is not None and str(shown.period) == "2026-10", "the newest month that is over"


def test_a_month_without_figures_counts_as_hidden_where_its_department_counted_others(tmp_path: Path) -> None:
    others = [row(30, 30, measure="response_time")]
    rows = {
        "2026-07": [row(40, 39, promised(QUARTERLY)), *others],
        "2026-08": others,
        "2026-09": [row(40, 38, promised(QUARTERLY)), *others],
    }
    quarter = per_period(done(results(tmp_path / "counted", rows)))[0]
    assert (quarter.verdict, quarter.without) == (Verdict.KEPT, (2026 * 12 + 7,))
    del rows["2026-08"]
    quarter = per_period(done(results(tmp_path / "not counted", rows)))[0]
    assert (quarter.verdict, quarter.is_finished) == (None, False)


def test_a_row_of_a_quarter_stands_for_its_months(tmp_path: Path) -> None:
    rows = {
        "2026-Q2": [row(9, 9, promised("3 working days, 90 % per month"))],
        "2026-07": [row(8, 8, promised("3 working days, 90 % per month"))],
    }
    kept = results(tmp_path, rows)
    assert judged(done(kept)) == [("2026-07", 8, 8, Verdict.KEPT), ("2026-Q2", 9, 9, Verdict.KEPT)]
    assert [str(one.period) for one in by_month(done(kept))] == ["2026-07", "2026-Q2"]


def test_a_quarter_beside_its_months_is_counted_once(tmp_path: Path) -> None:
    rows = {
        "2026-Q3": [row(30, 28, promised(QUARTERLY))],
        "2026-07": [row(20, 19, promised(QUARTERLY))],
    }
    c = catalog(tmp_path, rows)
    assert judged(done(kept_promises(c))) == [("2026-Q3", 28, 30, Verdict.KEPT)]
    assert [str(one.period) for one in by_month(done(kept_promises(c)))] == ["2026-07"]
    assert (totals(c.results).kept, totals(c.results).counted) == (28, 30)


def test_what_a_row_does_not_promise_is_as_promised_today(tmp_path: Path) -> None:
    rows = {f"2026-0{month}": [row(20, 18)] for month in (7, 8, 9)}
    line = done(results(tmp_path, rows))
    assert judged(line) == [("2026-Q3", 54, 60, Verdict.KEPT)]
    assert line.is_as_promised_now(per_period(line)[0])


def test_without_any_promise_there_is_no_verdict(tmp_path: Path) -> None:
    rows = {"2026-09": [row(20, 18, measure="resolution_time")]}
    line = done(results(tmp_path, rows))
    assert line.promised_now is None
    assert judged(line) == [("2026-09", 18, 20, None)]


def test_a_service_is_known_by_its_main_promise_to_everybody(tmp_path: Path) -> None:
    rows = [
        row(10, 9, measure="response_time"),
        row(10, 8, "priority: high"),
        row(10, 7),
    ]
    c = catalog(tmp_path, {"2026-09": rows})
    kept = kept_promises(c)
    main = kept.main_line(c, c.services["it/repair"])
    assert main is not None and (main.measure, main.priority) == ("fulfillment_time", None)
    assert [(line.measure, line.priority) for line in kept.lines["it/repair"]] == [
        ("fulfillment_time", None),
        ("fulfillment_time", "high"),
        ("response_time", None),
    ]


def test_the_month_of_today_s_promise_is_told_before_a_verdict_on_another(tmp_path: Path) -> None:
    rows = {
        f"2026-0{month}": [row(50, 40, promised("3 working days, 80 % per quarter"))] for month in (7, 8, 9)
    }
    rows["2026-10"] = [row(50, 49, promised(QUARTERLY))]
    shown = latest(done(results(tmp_path, rows)))
    assert shown is not None and (str(shown.period), shown.verdict) == ("2026-10", None)


def test_thirteen_months_end_with_the_last_one_counted() -> None:
    months = last_months(parse_period("2026-01").first_month)
    assert [str(months[0]), str(months[-1]), len(months)] == ["2025-01", "2026-01", 13]
