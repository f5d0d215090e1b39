"""What a workbook shows is what is imported: formats, merged cells, links, and what is hidden."""

from __future__ import annotations

import datetime
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.worksheet.worksheet import Worksheet

from servicebook.exchange.core.import_result import ImportRequest, ImportResult
from servicebook.exchange.spreadsheet.from_spreadsheet import load
from servicebook.source.number_formats import shown

HALL = "catalog/departments/town-hall"
HEAD = ("Department", "Name", "Summary")


def loaded(
    folder: Path,
    rows: Sequence[Sequence[object]],
    change: Callable[[Worksheet], None] = lambda sheet: None,
    name: str = "Services",
) -> ImportResult:
    """The import of a workbook with one sheet, which ``change`` may still format."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = name
    for row in rows:
        sheet.append(list(row))
    change(sheet)
    book.save(folder / "book.xlsx")
    return load(folder / "book.xlsx", ImportRequest())


def services(result: ImportResult) -> dict[str, Any]:
    """The services by id, without what all of these tests have alike."""
    assert [(problem.message, problem.hint) for problem in result.problems] == []
    return {
        path.rpartition("/")[2].removesuffix(".yml"): value
        for path, value in result.files.items()
        if "/services/" in path
    }


def cell(folder: Path, header: str, value: object, number_format: str = "General") -> Any:
    """The service of a workbook whose only cell of its own has a value in a format."""

    def form(sheet: Worksheet) -> None:
        sheet["D2"].number_format = number_format

    result = loaded(folder, [(*HEAD, header), ("Town hall", "Loan", "We lend.", value)], form)
    return services(result)["loan"]


@pytest.mark.parametrize(
    ("value", "number_format", "expected"),
    [
        (0.985, "0.0%", "98.5%"),
        (0.9995, "0.00%", "99.95%"),
        (0.98, "0%", "98%"),
        (1, "0.0%", "100.0%"),
        (0.985, "0.0\\ %", "98.5 %"),
        (98.5, '0.0" %"', "98.5 %"),
        (3, '0 "working days"', "3 working days"),
        (2, '0" Werktage"', "2 Werktage"),
        (1234.5, "#,##0.00 €", "1234.50 EUR"),
        (1234.5, '_-* #,##0.00\\ "€"_-;\\-* #,##0.00\\ "€"_-;_-* "-"??\\ "€"_-;_-@_-', "1234.50 EUR"),
        (80, "[$€-2] #,##0.00", "80.00 EUR"),
        (80, "[$$-409]#,##0.00", "80.00 USD"),
        (80, '"$"#,##0.00', "$80.00"),
        (4321, "00000", "04321"),
        (301234567, "00 00 00 00 00", "03 01 23 45 67"),
        (5551234567, "[<=9999999]###\\-####;\\(###\\)\\ ###\\-####", "(555) 123-4567"),
        (5551234, "[<=9999999]###\\-####;\\(###\\)\\ ###\\-####", "555-1234"),
        (-5, "0;[Red]-0", "-5"),
        (0, '0;-0;"none"', "none"),
        (0.1 + 0.2, "General", "0.3"),
        (4915112345678, "General", "4915112345678"),
        (4915112345678.0, "0.00E+00", "4915112345678"),
        (12.0, "General", "12"),
        (2, 'General" days"', "2 days"),
        (12.5, "0.##", "12.5"),
        (12, "#,##0.##", "12"),
        (True, "General", "TRUE"),
        (datetime.timedelta(hours=36), "[h]:mm", "36:00"),
        (datetime.time(14, 30), "h:mm", "14:30"),
        (datetime.datetime.fromisoformat("2026-03-01"), "dd/mm/yyyy", "2026-03-01"),
        (datetime.datetime.fromisoformat("2026-03-01T08:15"), "dd/mm/yyyy hh:mm", "2026-03-01 08:15"),
        ("0441", "@", "0441"),
        (None, "0%", ""),
    ],
)
def test_a_cell_is_what_its_number_format_shows(value: object, number_format: str, expected: str) -> None:
    assert shown(value, number_format) == expected


@pytest.mark.parametrize(
    ("header", "value", "number_format", "key", "expected"),
    [
        ("Availability", 0.985, "0.0%", "targets", [{"measure": "availability", "at_least": 98.5}]),
        ("Availability", 0.99, "0%", "targets", [{"measure": "availability", "at_least": 99}]),
        ("Availability", 99.25, '0.00" %"', "targets", [{"measure": "availability", "at_least": 99.25}]),
        (
            "Promised time", 3, '0 "working days"',
            "targets", [{"measure": "fulfillment_time", "within": "3 working days"}],
        ),
        (
            "Promised time", datetime.timedelta(hours=36), "[h]:mm",
            "targets", [{"measure": "fulfillment_time", "within": "36 hours"}],
        ),
        (
            "Promised time", datetime.time(1, 30), "h:mm",
            "targets", [{"measure": "fulfillment_time", "within": "90 minutes"}],
        ),
        ("Last review", datetime.date(2026, 3, 1), "d. mmm yyyy", "reviewed_on", "2026-03-01"),
        ("Cost", 1234.5, '#,##0.00\\ "€"', "cost", {"amount": 1234.5, "currency": "EUR"}),
        ("Phone", 441220, '"+49 "000000', "channels", [{"type": "phone", "number": "+49 441220"}]),
        ("Phone", "0441 220", "@", "channels", [{"type": "phone", "number": "0441 220"}]),
        ("Aliases", "loan\nlending", "General", "aliases", ["loan", "lending"]),
    ],
)  # fmt: skip
def test_a_format_says_what_a_number_means(
    tmp_path: Path, header: str, value: object, number_format: str, key: str, expected: object
) -> None:
    assert cell(tmp_path, header, value, number_format)[key] == expected


def test_days_of_a_workbook_that_counts_from_1904_are_the_days_it_shows(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.epoch = CALENDAR_MAC_1904
    book.active.title = "services"
    book.active.append([*HEAD, "Last review"])
    book.active.append(["Town hall", "Loan", "We lend.", datetime.date(2026, 3, 1)])
    book.save(tmp_path / "book.xlsx")
    assert services(load(tmp_path / "book.xlsx", ImportRequest()))["loan"]["reviewed_on"] == "2026-03-01"


def test_a_number_that_is_shown_rounded_is_taken_as_shown_and_noted(tmp_path: Path) -> None:
    def form(sheet: Worksheet) -> None:
        sheet["D2"].number_format = "0.0%"

    result = loaded(tmp_path, [(*HEAD, "Availability"), ("Town hall", "Loan", "We lend.", 0.98765)], form)
    assert services(result)["loan"]["targets"] == [{"measure": "availability", "at_least": 98.8}]
    assert (
        f"{(tmp_path / 'book.xlsx').as_posix()}, sheet Services: cell D2 shows 98.8% and holds 0.98765; "
        "what it shows was taken"
    ) in result.notes


def test_merged_cells_count_for_every_row_that_they_stretch_over(tmp_path: Path) -> None:
    def merge(sheet: Worksheet) -> None:
        sheet.merge_cells("A2:A4")
        sheet.merge_cells("C3:C4")
        sheet.merge_cells("A5:A900")

    result = loaded(
        tmp_path,
        [
            HEAD, ("Town hall", "Loan", "We lend."), (None, "Repair", "We mend."), (None, "Sale"),
            ("Pool", "Swim", "Wet."),
        ],
        merge,
    )  # fmt: skip
    found = services(result)
    assert {key: value["summary"] for key, value in found.items()} == {
        "loan": "We lend.", "repair": "We mend.", "sale": "We mend.", "swim": "Wet.",
    }  # fmt: skip
    assert f"{HALL}/services/sale.yml" in result.files


def test_cells_that_lead_somewhere_keep_the_address(tmp_path: Path) -> None:
    def link(sheet: Worksheet) -> None:
        for place, target in {
            "D2": "https://example.org/ask", "E2": "mailto:desk@example.org?subject=Loan", "F2": "https://example.org/rules",
            "C2": "https://example.org/what", "B2": "https://example.org/wiki", "G2": "https://example.org/long",
            "D3": "https://example.org/direct/", "E3": "mailto:desk@example.org",
        }.items():  # fmt: skip
            sheet[place].hyperlink = target
        sheet["F3"] = '=HYPERLINK("https://example.org/terms";"Terms")'

    head = (*HEAD, "Form", "E-mail", "Links", "Description")
    rows = [
        head,
        ("Town hall", "Loan", "We lend.", "Ask here", "The desk", "Rules", "All [about] it"),
        ("Town hall", "Sale", "We sell.", "example.org/direct", "desk@example.org", "", ""),
    ]
    result = loaded(tmp_path, rows, link)
    found = services(result)
    assert found["loan"]["channels"] == [
        {"type": "form", "name": "Ask here", "url": "https://example.org/ask"},
        {"type": "email", "name": "The desk", "address": "desk@example.org"},
    ]
    assert found["loan"]["links"] == [{"text": "Rules", "url": "https://example.org/rules"}]
    assert found["loan"]["description"] == "[All \\[about\\] it](<https://example.org/long>)"
    assert found["sale"]["channels"] == [
        {"type": "form", "url": "https://example.org/direct/"},
        {"type": "email", "address": "desk@example.org"},
    ]
    assert found["sale"]["links"] == [{"text": "Terms", "url": "https://example.org/terms"}]
    left = [note.partition("book.xlsx, ")[2] for note in result.notes if "no place" in note]
    assert left == [
        "sheet Services, column name: 1 cell leads to an address, for which the column has no place (row 2)",
        "sheet Services, column summary: 1 cell leads to an address, for which the column has no place (row 2)",
    ]


def test_what_a_workbook_hides_is_left_out_and_noted(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "services"
    for row in [
        ("id", "Department", "Name", "Summary", "Phone"),
        ("l-1", "Town hall", "Loan", "We lend.", "0441 1"),
        ("l-2", "Town hall", "Secret", "We hide.", "0441 2"),
    ]:
        sheet.append(row)
    sheet.row_dimensions[3].hidden = True
    sheet.column_dimensions["A"].hidden = True
    sheet.column_dimensions["E"].hidden = True
    hidden = book.create_sheet("people")
    hidden.append(["name"])
    hidden.append(["Ana"])
    hidden.sheet_state = "hidden"
    book.save(tmp_path / "book.xlsx")
    result = load(tmp_path / "book.xlsx", ImportRequest())
    assert services(result) == {"l-1": {"name": "Loan", "summary": "We lend."}}
    assert "catalog/people.yml" not in result.files
    assert [note.rpartition("book.xlsx")[2] for note in result.notes][:3] == [
        ": sheet people is hidden and was left out; show it, or name it with --sheet",
        ", sheet services: row 3 is hidden and was left out; show it to import it",
        ", sheet services: column E is hidden and was left out; show it to import it",
    ]


def test_formulas_are_noted_once_for_a_sheet(tmp_path: Path) -> None:
    rows = [HEAD, *(("Town hall", f'="Loan"&{number}', "We lend.") for number in range(5))]
    result = loaded(tmp_path, rows)
    [problem] = result.problems
    assert (problem.place.line, problem.message) == (
        2,
        "sheet Services, cell B2, and 4 other cells: the formula was never calculated and has no value",
    )


@pytest.mark.parametrize(
    "fault", ["#N/A", "#REF!", "#¡VALOR!", "#N/D", "#WAARDE!", "#NAAM?", "#BEZUG!", "#NOM?"]
)
def test_a_failed_formula_is_refused_in_every_language(tmp_path: Path, fault: str) -> None:
    result = loaded(tmp_path, [HEAD, ("Town hall", "Loan", fault)])
    assert [problem.message for problem in result.problems] == [
        f'sheet Services, row 2, column summary: "{fault}" is what a spreadsheet shows where a formula failed'
    ]


def test_more_merged_cells_than_a_sheet_can_have_are_refused(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["name"])
    book.save(tmp_path / "people.xlsx")
    with zipfile.ZipFile(tmp_path / "people.xlsx") as packed:
        parts = {name: packed.read(name) for name in packed.namelist()}
    sheet = "xl/worksheets/sheet1.xml"
    merged = b'</sheetData><mergeCells count="1"><mergeCell ref="A2:XFD1048576"/></mergeCells>'
    parts[sheet] = parts[sheet].replace(b"</sheetData>", merged)
    with zipfile.ZipFile(tmp_path / "people.xlsx", "w") as packed:
        for name, raw in parts.items():
            packed.writestr(name, raw)
    assert [problem.code for problem in load(tmp_path / "people.xlsx", ImportRequest()).problems] == [
        "too-large"
    ]


def test_a_cell_in_the_last_corner_does_not_make_the_sheet_large(tmp_path: Path) -> None:
    def stray(sheet: Worksheet) -> None:
        sheet["XFD1048576"] = " "
        sheet.merge_cells("A2:A10000")

    result = loaded(tmp_path, [HEAD, ("Town hall", "Loan", "We lend.")], stray)
    assert [*services(result)] == ["loan"]
