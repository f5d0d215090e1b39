"""Measured results for programs: every published row with its verdict, as JSON by its schema and as CSV."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from tests.measured import measured, month, row, written
from tests.support import example_on

from servicebook.exchange.results import to_results
from servicebook.model.catalog import Catalog
from servicebook.model.visible import visible

QUARTER = {
    month(n): [row("hr/leave", (40, 20), 'promised: "2 working days, 80 % per quarter"')] for n in (7, 8, 9)
}


def document(of: Catalog) -> Any:
    read = json.loads(to_results.document(visible(of)))
    jsonschema.validate(read, json.loads(to_results.schema_text()))
    return read


def table(of: Catalog) -> list[dict[str, str]]:
    text = to_results.table(visible(of))
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


@pytest.fixture(scope="module")
def example() -> Catalog:
    return example_on(date(2026, 11, 22)).catalog


def test_the_example_is_as_its_schema_says(example: Catalog) -> None:
    read = document(example)
    assert len(read["results"]) == len(table(example)) == len(visible(example).results) > 0


def test_every_sum_of_the_document_is_one_of_its_rows(example: Catalog) -> None:
    read = document(example)
    for one in read["sums"]:
        key = ("service", "measure", "priority", "channel", "agreement")
        year, _, rest = one["period"].partition("-")
        number = int(rest.removeprefix("Q")) if rest else 0
        within = {month(n, int(year)) for n in range(number * 3 - 2, number * 3 + 1)} if rest else None
        rows = [
            each
            for each in read["results"]
            if all(each.get(name) == one.get(name) for name in key)
            and each.get("promised") == one.get("promised")
            and (each["period"] in within if within else each["period"][:4] == year)
        ]
        assert sum(each["counted"] for each in rows) == one["counted"], one
        assert sum(each["kept"] for each in rows) == one["kept"], one


def test_a_month_has_its_verdict_and_a_quarter_that_of_its_sum(tmp_path: Path) -> None:
    it = {month(10): [row("it/repair", (100, 84)), row("it/loan", (10, 8))]}
    read = document(measured(tmp_path, written(it), written(QUARTER, "hr")))
    assert [(one["service"], one["period"], one.get("verdict")) for one in read["results"]] == [
        ("hr/leave", "2026-07", None),
        ("hr/leave", "2026-08", None),
        ("hr/leave", "2026-09", None),
        ("it/repair", "2026-10", "missed"),
        ("it/loan", "2026-10", "too-few"),
    ]
    assert read["sums"] == [
        {
            "department": "hr",
            "service": "hr/leave",
            "measure": "fulfillment_time",
            "period": "2026-Q3",
            "promised": "2 working days, 80 % per quarter",
            "counted": 120,
            "kept": 60,
            "verdict": "missed",
        }
    ]


def test_a_row_of_the_table_has_the_same_keys_and_the_name_of_its_service(tmp_path: Path) -> None:
    rows = [
        row(
            "it/repair",
            (20, 19),
            "asked: 24",
            "priority: high",
            "half_within: 1 working day",
            "still_open: 4",
        )
    ]
    (read,) = table(measured(tmp_path, written({month(10): rows})))
    assert {key: value for key, value in read.items() if value} == {
        "name": "Repair",
        "department": "it",
        "service": "it/repair",
        "measure": "fulfillment_time",
        "priority": "high",
        "period": "2026-10",
        "basis": "history",
        "asked": "24",
        "counted": "20",
        "kept": "19",
        "still_open": "4",
        "half_within": "1 working day",
    }


def test_what_counts_too_few_is_in_no_file(tmp_path: Path) -> None:
    rows = {month(10): [row("it/repair", (20, 18)), row("it/loan", (4, 1))]}
    of = measured(tmp_path, written(rows))
    assert [one["service"] for one in document(of)["results"]] == ["it/repair"]
    assert [one["service"] for one in table(of)] == ["it/repair"]


def test_where_nothing_was_measured_there_are_no_files(tmp_path: Path) -> None:
    assert to_results.makers(visible(measured(tmp_path))) == {}


def test_a_cell_of_the_table_is_no_formula(tmp_path: Path) -> None:
    files = written({month(10): [row("it/repair", (20, 18))]})
    (path,) = files
    files[path] += "  notes: {it/repair: '=HYPERLINK(\"https://evil.example.org\")'}\n"
    (read,) = table(measured(tmp_path, files))
    assert read["note"].startswith("'=")
