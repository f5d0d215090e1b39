"""Results that somebody else has counted come in as a table, and what is wrong with a row is told by its cell."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import openpyxl
import pytest
from tests.reading.exports import BASE, small_catalog
from tests.support import catalog, make_catalog

from servicebook.measuring.reading.counted import ReadCounted, read_counted
from servicebook.measuring.reading.moments import Cell
from servicebook.measuring.reading.written_periods import period_of
from servicebook.model.catalog import Catalog


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> Catalog:
    return small_catalog(tmp_path_factory.mktemp("catalog"))


def counted(folder: Path, text: str, known: Catalog) -> ReadCounted:
    (folder / "counted.csv").write_text(text, encoding="utf-8")
    return read_counted(folder / "counted.csv", known)


@pytest.mark.parametrize(
    ("written", "period"),
    [
        ("2026-10", "2026-10"),
        ("10/2026", "2026-10"),
        ("2026/9", "2026-09"),
        ("Oct 2026", "2026-10"),
        ("octobre 2026", "2026-10"),
        ("Okt. 2026", "2026-10"),
        ("2026 October", "2026-10"),
        ("2026-Q4", "2026-Q4"),
        ("Q4 2026", "2026-Q4"),
        ("q1/2026", "2026-Q1"),
        ("2026", "2026"),
        (2026, "2026"),
        (2026.0, "2026"),
        (date(2026, 10, 1), "2026-10"),
        (date(2026, 10, 2), None),
        ("2026-13", None),
        ("10/26", None),
        ("2026.1", None),  # a spreadsheet makes it of 2026.10, too
        ("2026-27", None),
        ("Q5 2026", None),
        ("Smarch 2026", None),
        ("2026-10-01", None),
        (2026.5, None),
    ],
)
def test_periods_are_read_where_they_can_mean_one_thing(written: Cell, period: str | None) -> None:
    found = period_of(written)
    assert (found.text if found else None) == period


def test_columns_and_names_may_have_capitals_and_spaces(tmp_path: Path, known: Catalog) -> None:
    text = (
        "Yearly report;;;;;\n"
        " Service ;Measure;PERIOD;Counted;Kept;Priority\n"
        "it/repair;Response time;Q4 2026;1 200;1\u00a0100;High\n"
        "Account access;response_time;2026-10;10;0;\n"
    )
    found = counted(tmp_path, text, known)
    assert found.problems == ()
    assert [
        (row.where, row.service, row.measure, row.period.text, row.counted, row.kept, row.priority)
        for row in found.rows
    ] == [
        ("row 3", "it/repair", "response_time", "2026-Q4", 1200, 1100, "high"),
        ("row 4", "it/access", "response_time", "2026-10", 10, 0, None),
    ]


def test_a_workbook_is_read_likewise(tmp_path: Path, known: Catalog) -> None:
    book = openpyxl.Workbook()
    book.active.append(["service", "measure", "period", "counted", "kept"])
    book.active.append(["it/repair", "response_time", date(2026, 10, 1), 10, 9])
    book.save(tmp_path / "counted.xlsx")
    found = read_counted(tmp_path / "counted.xlsx", known)
    assert [(row.period.text, row.counted, row.kept) for row in found.rows] == [("2026-10", 10, 9)]


@pytest.mark.parametrize(
    ("row", "message", "hint"),
    [
        ("it/repairs,response_time,2026,10,9,", 'row 2, column service: there is no service "it/repairs"',
         'did you mean "it/repair"?'),
        ("it/repair,response time,26,10,9,", 'row 2, column period: "26" is no month, quarter or year',
         "write it like 2026-10, 2026-Q4 or 2026"),
        ("it/repair,response_time,2026,10,90 %,", 'row 2, column kept: "90 %" is no whole number',
         "write how many, in digits alone; a share does not say of how many"),
        ('it/repair,response_time,2026,"1,200",9,', 'row 2, column counted: "1,200" is no whole number',
         "write how many, in digits alone; a share does not say of how many"),
        ("it/repair,response_time,2026,-1,0,", 'row 2, column counted: "-1" is no whole number',
         "write how many, in digits alone; a share does not say of how many"),
        ("it/repair,response_time,2026,:,9,", 'row 2, column counted: ":" is no whole number',
         'if it stands for a number that is not given, write below counted: missing: [":"]'),
        ("it/repair,response_time,2026,9,10,",
         "row 2, column kept: 10 of 9 is more than were counted",
         "counted is all of them, kept and missed ones"),
        ("it/repair,respons_time,2026,9,9,", 'row 2, column measure: there is no measure "respons_time"',
         'did you mean "response_time"?'),
        ("it/repair,response_time,2026,9,9,P1", 'row 2, column priority: there is no priority "P1"',
         "use one of: high or normal"),
        ("Screens,response_time,2026,9,9,", 'row 2, column service: there is no service "Screens"',
         'write below counted: services: "Screens": and the id of a service, or null to leave it out'),
        (f"{'All requests that came by letter. ' * 3},response_time,2026,9,9,",
         "row 2, column service: is not a known service, but a text that is too long to be shown",
         'if it is a footnote, remove the row, or leave all other names out: services: {"*": null}'),
        ("it/repair,response_time,2026,,9,", "row 2, column counted: is empty", "fill it, or remove the row"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_cell_is_told(
    tmp_path: Path, known: Catalog, row: str, message: str, hint: str
) -> None:
    found = counted(tmp_path, f"service,measure,period,counted,kept,priority\n{row}\n", known)
    assert found.rows == ()
    assert [(problem.message, problem.hint, problem.place.line) for problem in found.problems] == [
        (message, hint, 2)
    ]


def test_two_rows_of_one_promise_and_period_are_told(tmp_path: Path, known: Catalog) -> None:
    text = (
        "service,measure,period,counted,kept\n"
        "it/repair,response_time,2026-10,9,9\n"
        "it/repair,response_time,10/2026,8,8\n"
    )
    found = counted(tmp_path, text, known)
    assert [(problem.message, problem.place.line) for problem in found.problems] == [
        ("row 3 is about the same promise and period as row 2", 3)
    ]


def test_a_missing_column_is_told_with_what_is_needed(tmp_path: Path, known: Catalog) -> None:
    found = counted(
        tmp_path, "service,measure,month,counted,kept\nit/repair,response_time,2026-10,9,9\n", known
    )
    assert [problem.message for problem in found.problems] == ['has no column "period"']


AUTHORITY = """counted:
  columns: {service: Leistung, counted: Erledigt, missed: Verspätet, period: Jahr}
  measure: fulfillment_time
  services: {Geräte: it/repair, Summe: null}
  thousands: "."
  missing: ["*"]
"""


def test_a_table_of_an_authority_comes_in_with_its_own_words(tmp_path: Path) -> None:
    root = make_catalog(tmp_path / "house", {"site_config/measures.yml": AUTHORITY}, base=BASE)
    text = (
        "Jahresbericht;;;;\n"
        "Leistung;Jahr;Eingegangen;Erledigt;Verspätet\n"
        "Geräte;2025;1.300;1.204;102\n"
        "Account access;2025;3;*;*\n"
        "Summe;2025;1.303;1.207;103\n"
    )
    found = counted(tmp_path, text, catalog(root))
    assert found.problems == ()
    assert [(row.service, row.measure, row.period.text, row.counted, row.kept) for row in found.rows] == [
        ("it/repair", "fulfillment_time", "2025", 1204, 1102)
    ]
    assert found.notes == (
        "1 row has a word of missing: instead of a number, and was left out (row 4)",
        "1 row was left out, as its name is null in measures.yml (row 5)",
    )


def test_marks_beside_numbers_do_not_matter(tmp_path: Path) -> None:
    written = "counted: {marks: [r, '*'], thousands: ',', services: {Screens: it/repair}}\n"
    root = make_catalog(tmp_path / "house", {"site_config/measures.yml": written}, base=BASE)
    text = 'service,measure,period,counted,kept\nit/repair,response time,2025,"4,612 r",*4001\n'
    found = counted(tmp_path, text, catalog(root))
    assert found.problems == ()
    assert [(row.counted, row.kept) for row in found.rows] == [(4612, 4001)]
    assert found.notes == ('services: in no row: "Screens"',)
    text = "service,measure,period,counted,kept\nit/repair,response time,2025,4612p,4001\n"
    assert [one.message for one in counted(tmp_path, text, catalog(root)).problems] == [
        'row 2, column counted: "4612p" is no whole number'
    ]


def test_footnotes_are_no_results(tmp_path: Path) -> None:
    written = 'counted: {services: {"*": null, Repair: it/repair}}\n'
    root = make_catalog(tmp_path / "house", {"site_config/measures.yml": written}, base=BASE)
    text = (
        "service,measure,period,counted,kept\n"
        "Repair,response time,2025,1204,1102\n"
        "All,,,1300,1200\n"  # the name alone decides, whatever else is missing
        "(1) Without what was asked on paper,,,,\n"
        "(2) Counted as in the years before,,,,\n"
    )
    found = counted(tmp_path, text, catalog(root))
    assert found.problems == ()
    assert [(row.where, row.counted) for row in found.rows] == [("row 2", 1204)]
    assert found.notes == (
        "1 row was left out, as its name is null in measures.yml (row 3)",
        "2 rows have no numbers, and were left out (row 4, row 5)",
    )


def test_columns_below_titles_are_named_though_none_is_known(tmp_path: Path, known: Catalog) -> None:
    text = "Yearly figures\nof the office\n\nLeistung,Jahr,Erledigt\nScreens,2025,10\n"
    assert [
        (one.hint or "").partition("there are ")[2] for one in counted(tmp_path, text, known).problems
    ] == ["Leistung, Jahr, Erledigt"]


def test_what_an_authority_calls_otherwise_is_told(tmp_path: Path, known: Catalog) -> None:
    found = counted(tmp_path, "Service,Jahr,Counted,Verspätet\nit/repair,2025,10,1\n", known)
    assert [(problem.message, problem.hint) for problem in found.problems] == [
        (
            'has no column "measure", "period" or "kept"',
            "say in measures.yml what it is called, counted: {columns: {…}}, or what all rows have; there are Service, "
            "Jahr, Counted, Verspätet",
        )
    ]
