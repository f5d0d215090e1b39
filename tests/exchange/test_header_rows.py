"""A table is found among titles, headings, totals and remarks, wherever its columns are named."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet
from tests.support import run, told, write

from servicebook.exchange.core.import_result import ImportRequest, ImportResult, TableOptions
from servicebook.exchange.spreadsheet.from_spreadsheet import load

HEAD = "Department;Name;Summary;Phone"


def imported(folder: Path, text: str, options: TableOptions | None = None) -> ImportResult:
    write(folder, {"services.csv": text})
    return load(folder / "services.csv", ImportRequest(tables=options or TableOptions()))


def workbook(
    folder: Path, rows: Sequence[Sequence[object]], merged: str = "", title: str = "Services"
) -> Path:
    book = openpyxl.Workbook()
    sheet: Worksheet = book.active
    sheet.title = title
    for row in rows:
        sheet.append(list(row))
    for cells in merged.split():
        sheet.merge_cells(cells)
    book.save(folder / "book.xlsx")
    return folder / "book.xlsx"


def names(result: ImportResult) -> list[str]:
    assert [(problem.message, problem.hint) for problem in result.problems] == []
    files: Any = result.files
    return [value["name"] for path, value in files.items() if "/services/" in path]


def notes(result: ImportResult) -> list[str]:
    return [note.rpartition("/")[2] for note in result.notes if "left out" in note]


@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_titles_above_the_names_of_columns_are_left_out(tmp_path: Path, separator: str) -> None:
    rows = f"Our services;;;\nas of March, for all;;;\n\n{HEAD};Form\nLibrary;Loan;We lend.;0441 1;\n"
    result = imported(tmp_path, rows.replace(",", "").replace(";", separator))
    assert names(result) == ["Loan"]
    assert notes(result) == [
        'services.csv: 2 rows stand above the names of columns and were left out (1, 2): "Our services"'
    ]


def test_a_first_row_that_names_the_columns_is_taken_whatever_rows_say(tmp_path: Path) -> None:
    result = imported(tmp_path, f"{HEAD}\nPhone;Name;Summary;0441\nForm;Owner;Links;1\n")
    assert names(result) == ["Name", "Owner"]
    assert notes(result) == []


def test_columns_named_in_two_lines_are_put_together(tmp_path: Path) -> None:
    file = workbook(
        tmp_path,
        [
            ("Services of the library", None, None, None, None, None),
            ("Department", "Name", "Summary", "Contact", None, "Response"),
            (None, None, None, "Phone", "E-mail", "time"),
            ("Library", "Loan", "We lend.", "0441 1", "l@example.org", "4 hours"),
            ("Library", "Sale", "We sell.", "0441 2", "s@example.org", "2 hours"),
        ],
        "A1:F1 A2:A3 B2:B3 C2:C3 D2:E2",
    )
    result = load(file, ImportRequest())
    assert names(result) == ["Loan", "Sale"]
    files: Any = result.files
    loan = files["catalog/departments/library/services/loan.yml"]
    assert sorted(channel["type"] for channel in loan["channels"]) == ["email", "phone"]
    assert loan["targets"] == [{"measure": "response_time", "within": "4 hours"}]


def test_what_stands_below_another_column_is_not_taken_for_a_column_of_the_service(tmp_path: Path) -> None:
    file = workbook(
        tmp_path,
        [
            ("Department", "Name", "Summary", "Owner", None),
            (None, None, None, "Title", "E-mail"),
            ("Library", "Loan", "We lend.", "Desk lead", "lead@example.org"),
        ],
        "A1:A2 B1:B2 C1:C2 D1:E1",
    )
    result = load(file, ImportRequest())
    assert [loss.field for loss in result.losses] == ["services.Owner E-mail", "services.Owner Title"]


def test_a_line_that_names_the_columns_once_more_is_left_out(tmp_path: Path) -> None:
    result = imported(tmp_path, f"{HEAD}\nDept;Service;Purpose;Tel\nLibrary;Loan;We lend.;0441 1\n")
    assert names(result) == ["Loan"]
    assert notes(result) == ['services.csv: row 2 names the columns once more and was left out: "Dept"']


def test_headings_totals_and_remarks_are_left_out(tmp_path: Path) -> None:
    file = workbook(
        tmp_path,
        [
            HEAD.split(";"),
            ("For readers",),
            ("Library", "Loan", "We lend.", "0441 1"),
            ("For all",),
            ("Library", "Sale", "We sell.", "0441 2"),
            ("Total", 2),
            (),
            ("As of March",),
            ("Ask the library",),
        ],
        "A2:D2 A4:D4",
    )
    result = load(file, ImportRequest())
    assert names(result) == ["Loan", "Sale"]
    assert notes(result) == [
        'book.xlsx, sheet Services: 2 rows are headings and were left out (2, 4): "For readers"',
        'book.xlsx, sheet Services: 3 rows stand below the table and were left out (6, 8, 9): "Total"',
    ]


def test_a_name_that_begins_like_a_total_is_an_object(tmp_path: Path) -> None:
    write(tmp_path, {"departments.csv": "Name;Summary\nLibrary;Books.\n\nTotal quality;\nSum;Sums.\n"})
    result = load(tmp_path / "departments.csv", ImportRequest())
    assert sorted(path for path in result.files if path.endswith("department.yml")) == [
        "catalog/departments/library/department.yml",
        "catalog/departments/sum/department.yml",
        "catalog/departments/total-quality/department.yml",
    ]


def test_the_row_that_is_said_to_name_the_columns_does(tmp_path: Path) -> None:
    text = f"{HEAD};Form;Cost\nDepartment;Title;;;;\nLibrary;Loan;;;;\n"
    assert names(imported(tmp_path, text, TableOptions(header_row=2))) == ["Loan"]
    [problem] = imported(tmp_path, text, TableOptions(header_row=9)).problems
    assert (told(problem).rpartition("/")[2], problem.message) == (
        "services.csv:1:1 missing-key",
        "services: there is nothing in row 9",
    )


def test_a_sheet_of_any_name_is_read_as_the_table_that_it_is_said_to_be(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.title = "Notes"
    book.active.append(["Some words"])
    catalog = book.create_sheet("Catalog 2026")
    catalog.append(HEAD.split(";"))
    catalog.append(["Library", "Loan", "We lend.", "0441 1"])
    catalog.sheet_state = "hidden"
    book.save(tmp_path / "book.xlsx")
    done = run("import", "csv", "book.xlsx", "made", "--sheet", "catalog 2026=Services", cwd=tmp_path)
    assert (done.returncode, "lost" in done.stdout) == (0, False)
    assert (tmp_path / "made/catalog/departments/library/services/loan.yml").is_file()
    done = run("import", "csv", "book.xlsx", "other", "--sheet", "Catalogue", cwd=tmp_path)
    assert (done.returncode, done.stderr.splitlines()[0]) == (
        2,
        'servicebook import: there is no sheet "catalogue"; there are: Notes',
    )


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (["--sheet", "A=servces"], '--sheet A=servces: servces is not a table; did you mean "services"?'),
        (["--header-row", "0"], '"0" is not the number of a row'),
    ],
)
def test_an_option_that_says_nothing_is_refused(tmp_path: Path, given: list[str], said: str) -> None:
    write(tmp_path, {"services.csv": f"{HEAD}\nLibrary;Loan;We lend.;1\n"})
    done = run("import", "csv", "services.csv", "made", *given, cwd=tmp_path)
    assert done.returncode == 2
    assert said in done.stderr


def test_options_of_tables_are_refused_for_other_formats(tmp_path: Path) -> None:
    write(tmp_path, {"catalog-info.yaml": ""})
    done = run("import", "backstage", "catalog-info.yaml", "made", "--encoding", "cp1252", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (
        2,
        "servicebook import: --sheet, --header-row and --encoding are for spreadsheets (csv; "
        "feedback, survey: --encoding), not for backstage\n",
    )


def test_a_sheet_of_any_name_is_known_by_its_columns(tmp_path: Path) -> None:
    file = workbook(tmp_path, [HEAD.split(";"), ("Library", "Loan", "We lend.", "0441 1")], title="Sheet1")
    result = load(file, ImportRequest())
    assert names(result) == ["Loan"]
    assert next(note.rpartition("/")[2] for note in result.notes) == (
        'book.xlsx: "Sheet1" was read as services, by its columns; --sheet says it if that is wrong'
    )
    file = workbook(tmp_path, [("Name", "Summary"), ("Library", "Books.")], title="Sheet1")
    assert [problem.message for problem in load(file, ImportRequest()).problems] == ["no known table: Sheet1"]


def test_a_ministrys_workbook_is_imported_twice_with_changes_between(tmp_path: Path) -> None:
    def catalog(second: bool) -> Path:
        book = openpyxl.Workbook()
        sheet: Worksheet = book.active
        sheet.title = "Leistungskatalog"
        for row in [
            ("Ministerium für Gärten – Leistungen",),
            ("Stand: März",),
            (),
            ("Referat", "Leistung", "Kurzbeschreibung", "Zusagen", None, "Antrag"),
            (None, None, None, "Bearbeitungszeit", "Verfügbarkeit", None),
            (
                "G 1",
                "Baumfällung",
                "Wir fällen.",
                "5 Werktage" if second else "3 Werktage",
                0.985,
                "Antrag stellen",
            ),
            (None, "Beratung", "Wir beraten.", "1 Werktag", 1, None),
            ("G 2", "Gießdienst", "Wir gießen.", "2 Werktage", 0.99, None),
            *([(None, "Kompost", "Wir liefern.", "4 Kalendertage", None, None)] if second else []),
            (),
            ("Summe", 4 if second else 3),
            ("Quelle: Referat G 1",),
        ]:
            sheet.append(list(row))
        last = 9 if second else 8
        for cells in ("A1:F1", "A4:A5", "B4:B5", "C4:C5", "D4:E4", "F4:F5", "A6:A7", f"A8:A{last}"):
            sheet.merge_cells(cells)
        for number in range(6, last + 1):
            sheet.cell(number, 5).number_format = "0.0 %"
        sheet["F6"].hyperlink = "https://gardens.example.org/fell?form=1"
        book.save(tmp_path / "book.xlsx")
        return tmp_path / "book.xlsx"

    done = run("import", "csv", str(catalog(second=False)), "made", cwd=tmp_path)
    assert done.returncode == 0, done.stdout
    tree = tmp_path / "made/catalog/departments/g-1/services/baumfallung.yml"
    assert tree.read_text(encoding="utf-8").splitlines()[1:] == [
        "name: Baumfällung",
        "summary: Wir fällen.",
        "channels:",
        '  - {type: form, name: Antrag stellen, url: "https://gardens.example.org/fell?form=1"}',
        "targets:",
        "  - {measure: fulfillment_time, within: 3 working days}",
        "  - {measure: availability, at_least: 98.5}",
    ]
    again = run("import", "csv", str(tmp_path / "book.xlsx"), "made", cwd=tmp_path)
    assert "Nothing to write" in again.stdout
    changed = run("import", "csv", str(catalog(second=True)), "made", cwd=tmp_path)
    assert "Changed 1 file and created 1 in made." in changed.stdout
    assert "within: 5 working days" in tree.read_text(encoding="utf-8")
    assert (tmp_path / "made/catalog/departments/g-2/services/kompost.yml").is_file()
    assert len([*(tmp_path / "made/catalog").rglob("services/*.yml")]) == 4


def test_a_list_in_two_languages_and_another_script_is_imported_in_any_order(tmp_path: Path) -> None:
    head = "Department;Name;Summary;Aliases\nDept;Service;Purpose;Keywords\n"
    rows = [
        "Склад;Доставка;Доставляем посылки.;delivery; ",
        "Склад;Хранение;Храним вещи.;storage",
        "Кадры;Справка;Выдаём справки.;certificate",
    ]

    def made(order: list[str], folder: str) -> dict[str, bytes]:
        write(tmp_path, {f"{folder}/services.csv": (head + "\n".join(order) + "\n").encode("cp1251")})
        done = run("import", "csv", f"{folder}/services.csv", f"{folder}/made", cwd=tmp_path)
        assert done.returncode == 0, done.stdout
        root = tmp_path / folder / "made"
        return {
            file.relative_to(root).as_posix(): file.read_bytes() for file in root.rglob("*") if file.is_file()
        }

    first = made(rows, "one")
    assert made(rows[::-1], "two") == first
    assert "name: Доставка" in first["catalog/departments/sklad/services/dostavka.yml"].decode()
