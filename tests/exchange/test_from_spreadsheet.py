"""Spreadsheets become a catalog, or update one; losses and faults are shown by row and column."""

from __future__ import annotations

import csv
import io
import tempfile
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from tests.support import CASES, REPOSITORY, TODAY, opened, told, write

from servicebook.exchange.core.import_result import ImportRequest, ImportResult
from servicebook.exchange.repository.new_repository import as_texts, new_repository
from servicebook.exchange.spreadsheet.cell_syntax import (
    guard_formula,
    join_entries,
    split_entries,
    unguard_formula,
)
from servicebook.exchange.spreadsheet.column import normalized_name
from servicebook.exchange.spreadsheet.from_spreadsheet import load
from servicebook.exchange.spreadsheet.sheet_columns import SHEETS
from servicebook.loading import load_catalog, load_documents
from servicebook.problems import Problem
from servicebook.source.tree import UnreadableError

MINIATURE = CASES / "exchange" / "csv" / "miniature"
IT = "catalog/departments/it"
DEPARTMENTS = "name,summary\nIT,Devices.\n"
HEAD = "id,department,name,summary"


def imported(folder: Path, request: ImportRequest | None = None, **sheets: str | bytes) -> ImportResult:
    given_in = write(folder / "source", {f"{name}.csv": text for name, text in sheets.items()})
    return load(given_in, request or ImportRequest())


def made(folder: Path, **sheets: str | bytes) -> Mapping[str, Any]:
    result = imported(folder, **sheets)
    assert [(problem.message, problem.hint) for problem in result.problems] == []
    assert result.losses == ()
    return result.files


def service(folder: Path, columns: str, *cells: str, request: ImportRequest | None = None) -> Any:
    """The service of one row, in a new catalog."""
    text = f"{HEAD},{columns}\nx,IT,X,We do it.,{','.join(cells)}\n"
    result = imported(folder, request, departments=DEPARTMENTS, services=text)
    assert [(problem.message, problem.hint) for problem in result.problems] == []
    return result.files[f"{IT}/services/x.yml"]


def shown(problem: Problem) -> str:
    """A problem without the folder."""
    return f"{told(problem).rpartition('/')[2]}: {problem.message}"


def faults(folder: Path, **sheets: str | bytes) -> list[str]:
    result = imported(folder, **sheets)
    assert all(problem.hint for problem in result.problems)
    assert not result.problems or result.files == {}
    return [shown(problem) for problem in result.problems]


def updated(root: Path, folder: Path, *, clear_missing: bool = False, **sheets: str) -> Mapping[str, Any]:
    """What changes in the catalog at ``root``."""
    result = imported(
        folder, ImportRequest(existing=load_documents(root).documents, clear_missing=clear_missing), **sheets
    )
    assert [(problem.message, problem.hint) for problem in result.problems] == []
    return result.files


def test_the_miniature_becomes_the_reviewed_golden(golden: Callable[[Path, str], None]) -> None:
    result = load(MINIATURE, ImportRequest())
    assert result.problems == ()
    common = new_repository("Service catalog")
    texts = as_texts({path: content for path, content in result.files.items() if path not in common})
    lines = [f"{loss.place}: lost[{loss.kind}]: {loss.message}" for loss in result.losses]
    lines += [f"note: {note}" for note in result.notes]
    heads = "".join(f"{line}\n".replace(f"{MINIATURE.as_posix()}/", "") for line in lines)
    golden(
        MINIATURE / "expected.txt", heads + "".join(f"\n==> {path}\n{text}" for path, text in texts.items())
    )


def test_the_miniature_makes_a_catalog_without_errors_and_changes_nothing_the_second_time(
    tmp_path: Path,
) -> None:
    root = write(tmp_path, as_texts(load(MINIATURE, ImportRequest()).files))
    assert load_catalog(root, TODAY).errors == 0
    again = load(MINIATURE, ImportRequest(existing=load_documents(root).documents))
    assert (again.problems, again.files) == ((), {})


def test_a_workbook_is_imported_like_files(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.remove(book.active)
    sheet = book.create_sheet("Departments")
    sheet.append(["Name", "Summary", "Phone", "Reviewed on", "Aliases", None])
    sheet.append(["IT", "Devices.", 301234, TODAY, "a; b"])
    sheet.append([None, None, None])
    book.create_sheet("Notes")
    file = tmp_path / "all.xlsx"
    book.save(file)
    result = load(file, ImportRequest())
    assert (result.problems, result.losses) == ((), ())
    assert result.files[f"{IT}/department.yml"] == {
        "name": "IT",
        "summary": "Devices.",
        "aliases": ["a", "b"],
        "channels": [{"type": "phone", "number": "301234"}],
        "reviewed_on": "2026-09-01",
    }
    (tmp_path / "departments.csv").write_text("Name,Summary\nIT,Devices.\n", encoding="utf-8")
    both = load(tmp_path, ImportRequest())
    assert [problem.code for problem in both.problems] == ["duplicate-id"]


def test_a_workbook_with_one_unnamed_sheet_is_known_by_the_name_of_the_file(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["name", "email"])
    book.active.append(["Ana", "ana@example.org"])
    book.save(tmp_path / "people.xlsx")
    result = load(tmp_path / "people.xlsx", ImportRequest())
    assert result.files["catalog/people.yml"] == {"ana": {"name": "Ana", "email": "ana@example.org"}}


def test_a_formula_that_was_never_calculated_is_a_problem(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.title = "people"
    book.active.append(["name"])
    book.active.append(['="A"&"na"'])
    book.save(tmp_path / "people.xlsx")
    [problem] = load(tmp_path / "people.xlsx", ImportRequest()).problems
    assert shown(problem) == (
        "people.xlsx:2:1 bad-value: sheet people, cell A2: the formula was never calculated and has no value"
    )


@pytest.mark.parametrize("raw", [b"", b"PK", b"name\nAna\n"])
def test_a_file_that_is_no_workbook_is_a_problem(tmp_path: Path, raw: bytes) -> None:
    result = load(write(tmp_path, {"people.xlsx": raw}), ImportRequest())
    assert [problem.code for problem in result.problems] == ["unreadable-file"]


def test_a_workbook_with_a_document_type_is_refused(tmp_path: Path) -> None:
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w") as packed:
        packed.writestr("xl/workbook.xml", '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>')
    [problem] = load(write(tmp_path, {"people.xlsx": raw.getvalue()}), ImportRequest()).problems
    assert "declares a document type" in problem.message


@pytest.mark.parametrize(
    ("columns", "cells", "expected"),
    [
        ("aliases", ["a; b;; c "], {"aliases": ["a", "b", "c"]}),
        ("aliases", ['"a, b\n c;d\n"'], {"aliases": ["a, b", "c;d"]}),
        ("aliases", ['"c; d\n"'], {"aliases": ["c; d"]}),
        ("phone", ['"=""0123"""'], {"channels": [{"type": "phone", "number": "0123"}]}),
        ("phone", ["'0123"], {"channels": [{"type": "phone", "number": "0123"}]}),
        ("phone", ["301234.0"], {"channels": [{"type": "phone", "number": "301234"}]}),
        ("email", ["\u00a0a@example.org\u00a0"], {"channels": [{"type": "email", "address": "a@example.org"}]}),
        ("email", ["“a@example.org”"], {"channels": [{"type": "email", "address": "a@example.org"}]}),
        (
            "promised_time",
            ["3.0\u00a0Working days"],
            {"targets": [{"measure": "fulfillment_time", "within": "3 working days"}]},
        ),
        ("availability", ['"99,5 %"'], {"targets": [{"measure": "availability", "at_least": 99.5}]}),
        ("reviewed_on", ["2026-11-22 00:00:00"], {"reviewed_on": "2026-11-22"}),
        ("reviewed_on", ["22.11.2026"], {"reviewed_on": "2026-11-22"}),
        ("reviewed_on", ["22/11/2026"], {"reviewed_on": "2026-11-22"}),
        ("reviewed_on", ["11/22/2026"], {"reviewed_on": "2026-11-22"}),
        ("cost", ["Free"], {"cost": "free"}),
        (
            "cost",
            ["120 EUR per device (new)"],
            {"cost": {"amount": 120, "currency": "EUR", "per": "device", "note": "new"}},
        ),
        ("cost", ["ask us"], {"cost": {"note": "ask us"}}),
        ("description", ['"a\r\nb"'], {"description": "a\nb\n"}),
        ("description", ["'tis “so”"], {"description": "'tis “so”"}),
        ("description", ["'=1+1"], {"description": "=1+1"}),
        ("description", ["1.0"], {"description": "1.0"}),
        ("links", ["https://example.org/a"], {"links": [{"text": "https://example.org/a", "url": "https://example.org/a"}]}),
        ("status", ["Deprecated"], {"lifecycle": "deprecated"}),
    ],
)  # fmt: skip
def test_cells_are_read_as_people_mean_them(
    tmp_path: Path, columns: str, cells: list[str], expected: dict[str, Any]
) -> None:
    assert service(tmp_path, columns, *cells) == {"name": "X", "summary": "We do it.", **expected}


def test_a_formula_is_kept_as_text_with_a_note(tmp_path: Path) -> None:
    text = 'name,summary\nIT,"=HYPERLINK(""https://example.org"")"\n'
    result = imported(tmp_path, departments=text)
    department: Any = result.files[f"{IT}/department.yml"]
    assert department["summary"] == '=HYPERLINK("https://example.org")'
    assert [note.rpartition("/")[2] for note in result.notes] == [
        "departments.csv, row 2, column summary: holds a formula; it was kept as text, not run"
    ]


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "latin-1"]
)
def test_separator_and_encoding_are_detected(tmp_path: Path, separator: str, encoding: str) -> None:
    rows = [["name", "summary", "aliases"], ["Köln", "Größe, and | so; on", "a"], ["IT", "Ü", ""]]
    text = "\r\n".join(separator.join(f'"{cell}"' for cell in row) for row in rows)
    files = made(tmp_path, departments=text.encode(encoding))
    assert files["catalog/departments/koln/department.yml"]["summary"] == "Größe, and | so; on"


def test_a_first_line_that_names_the_separator_decides(tmp_path: Path) -> None:
    files = made(tmp_path, departments="sep=;\r\nname;summary\r\nIT;a, b\r\n;\r\n;;;\r\n")
    assert files[f"{IT}/department.yml"]["summary"] == "a, b"


def test_the_named_separator_decides_against_all_appearances(tmp_path: Path) -> None:
    result = imported(tmp_path, people="sep=;\nname,x;name\n1;Ana, B\n")
    assert result.files["catalog/people.yml"] == {"ana-b": {"name": "Ana, B"}}


def test_a_comma_in_most_cells_does_not_make_it_the_separator(tmp_path: Path) -> None:
    files = made(tmp_path, departments="name;summary\nIT;a, b\nHR;c, d\nPR;e, f\n")
    assert files[f"{IT}/department.yml"]["summary"] == "a, b"


@pytest.mark.parametrize(
    ("sheets", "expected"),
    [
        (
            {"services": f"{HEAD},promised_time\nx,IT,X,a,soon\n"},
            ['services.csv:2:1 bad-duration: row 2, column promised_time: "soon" is not a duration'],
        ),
        (
            {"services": f'{HEAD},promised_time\nx,IT,X,"a\nb",1 hour\ny,IT,Y,a,3 days\n'},
            ['services.csv:4:1 bad-duration: row 3, column promised_time: "3 days" is ambiguous'],
        ),
        (
            {"services": f"{HEAD},Last review\nx,IT,X,a,01/02/2026\n"},
            ['services.csv:2:1 bad-date: row 2, column Last review: "01/02/2026" is ambiguous: which number is '
             "the month?"],
        ),
        ({"services": f"{HEAD},reviewed_on\nx,IT,X,a,31.02.2026\n"},
            ['services.csv:2:1 bad-date: row 2, column reviewed_on: "31.02.2026" is not a day']),
        ({"services": f"{HEAD},reviewed_on\nx,IT,X,a,1.2.26\n"},
            ['services.csv:2:1 bad-date: row 2, column reviewed_on: "1.2.26" is not a date']),
        ({"services": f"{HEAD},status\nx,IT,X,a,liv\n"},
            ['services.csv:2:1 bad-value: row 2, column status: "liv" is not one of the allowed words']),
        ({"services": f"{HEAD}\nx,IT,X,a\nx,IT,Y,b\n"},
            ['services.csv:3:1 duplicate-id: row 3, column id: the service "it/x" is in row 2 already']),
        ({"services": f"{HEAD}\nA+b,IT,X,a\n"},
            ['services.csv:2:1 bad-id: row 2, column id: "A+b" is not a valid id']),
        ({"services": f"{HEAD}\nx,Itt,X,a\n", "roles": "id,title\n"},
            ['services.csv:2:1 unknown-department: row 2, column department: "Itt" is not a department']),
        ({"services": "name,department\nX,\n"},
            ["services.csv:2:1 missing-key: row 2, column department: is empty, so the department is unknown"]),
        ({"services": "name,summary\nX,a\n"},
            ["services.csv:1:1 missing-key: row 1: there is no column department or id"]),
        ({"services": f"{HEAD}\nx,IT,X,a,b\n"},
            ["services.csv:2:1 bad-value: row 2: has 5 cells, the first row has 4"]),
        ({"services": f'{HEAD}\nx,IT,X,"a\n'},
            ["services.csv:2:1 bad-value: row 2: a quotation mark is opened here and never closed"]),
        ({"services": f'{HEAD}\nx,IT,X,"a" b\n'},
            ["services.csv:2:1 bad-value: row 2: something follows a closing quotation mark"]),
        ({"services": f"{HEAD},Summary\nx,IT,X,a,b\n"},
            ['services.csv:1:1 duplicate-key: row 1: "Summary" and "summary" both mean summary']),
        ({"services": "a,b\n1,2\n"},
            ["services.csv:1:1 missing-key: row 1: none of these columns is known"]),
        ({"services": f"{HEAD}\nx,IT,Ü,a\ny,IT,Y,".encode() + b"\xfc\n"},
            ["services.csv:3:1 not-utf8: row 3, column summary: byte 0xfc is not UTF-8, the encoding of the file"]),
        ({"roles": "department,title,holders\nIT,Lead,Ana\n", "people": "name\nAnna\n"},
            ['roles.csv:2:1 unknown-person: row 2, column holders: "Ana" is not a person']),
        ({"roles": "department,title,holders\nIT,Lead,Ana\n", "people": "name\nAna\nAna\n"},
            ['roles.csv:2:1 bad-value: row 2, column holders: 2 people are called "Ana"']),
        ({"services": f"{HEAD}\nx,IT,,a\n,IT,,b\n"},
            ["services.csv:3:1 missing-key: row 3: has neither name nor id"]),
        ({"services": f"{HEAD},reviewed_on\nx,IT,X,a,46000\ny,IT,Y,a,46000.5\n"},
            ['services.csv:2:1 bad-date: row 2, column reviewed_on: "46000" is the serial number of '
             "2025-12-09 in a spreadsheet",
             'services.csv:3:1 bad-date: row 3, column reviewed_on: "46000.5" is the serial number of '
             "2025-12-09 in a spreadsheet"]),
        ({"services": f"{HEAD},availability\nx,IT,X,a,0.995\ny,IT,Y,a,0.5%\nz,IT,Z,a,yes\n"},
            ['services.csv:2:1 bad-value: row 2, column availability: "0.995" is ambiguous: 99.5 % or 0.995 %',
             'services.csv:4:1 bad-value: row 4, column availability: "yes" is not a percentage']),
        ({"services": f"{HEAD},lifecycle\nx,IT,X,a,TRUE\n"},
            ['services.csv:2:1 bad-value: row 2, column lifecycle: "true" is not one of the allowed words']),
        ({"services": f"{HEAD}\nx,IT,a\0b,c\n"},
            ["services.csv:2:1 bad-value: row 2, column name: there is an invisible character here (U+0000)"]),
        ({"services": f"{HEAD},reviewed_on\n=A1,IT,X,a,\ny,IT,Y,a,=TODAY()\n"},
            ['services.csv:2:1 bad-id: row 2, column id: "=A1" is not a valid id',
             'services.csv:3:1 bad-date: row 3, column reviewed_on: "=TODAY()" is not a date']),
        ({"services": f"{HEAD}\nx,IT,X,a\nit/x,IT,Y,b\n"},
            ['services.csv:3:1 duplicate-id: row 3, column id: the service "it/x" is in row 2 already']),
        ({"services": f"{HEAD}\nx,IT,#NV,#REF!\ny,IT,#NAME?,Err:502\nz,IT,#n/a,#####\n"},
            ['services.csv:2:1 bad-value: row 2, column name: "#NV" is what a spreadsheet shows where a formula failed',
             'services.csv:2:1 bad-value: row 2, column summary: "#REF!" is what a spreadsheet shows where a formula '
             "failed",
             'services.csv:3:1 bad-value: row 3, column name: "#NAME?" is what a spreadsheet shows where a formula '
             "failed",
             'services.csv:3:1 bad-value: row 3, column summary: "Err:502" is what a spreadsheet shows where a formula '
             "failed",
             "services.csv:4:1 bad-value: row 4, column summary: the column was too narrow: only ##### was saved"]),
        ({"services": f"{HEAD}\nNUL,IT,X,a\nlpt1,IT,Y,a\n"},
            ['services.csv:2:1 bad-id: row 2, column id: "NUL" is a name that Windows reserves for a device',
             'services.csv:3:1 bad-id: row 3, column id: "lpt1" is a name that Windows reserves for a device']),
        ({"faqs": "department,question\nIT,Why?\n"},
            ["faqs.csv:2:1 missing-key: row 2, column answer: the new faq has none"]),
    ],
)  # fmt: skip
def test_faults_are_shown_by_row_and_column(
    tmp_path: Path, sheets: dict[str, str | bytes], expected: list[str]
) -> None:
    assert faults(tmp_path, departments=DEPARTMENTS, **sheets) == expected


@pytest.mark.parametrize("text", ["", "\n\n", "name,summary\n", "sep=;\n"])
def test_a_file_without_rows_is_refused(tmp_path: Path, text: str) -> None:
    [fault] = faults(tmp_path, departments=text)
    assert fault.startswith("departments.csv:1:1 empty-file: ")


def test_a_table_without_rows_beside_others_is_ignored(tmp_path: Path) -> None:
    assert f"{IT}/department.yml" in made(
        tmp_path, departments=DEPARTMENTS, faqs="question,department\n", people=""
    )


@pytest.mark.parametrize("name", ["services.xlsx", "services.csv", "services.xls"])
def test_an_old_workbook_is_recognized_by_any_name(tmp_path: Path, name: str) -> None:
    root = write(tmp_path, {f"source/{name}": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)})
    [problem] = load(root / "source" / name, ImportRequest()).problems
    assert (
        shown(problem)
        == f"{name}:1:1 unreadable-file: is a workbook of an old Excel (.xls) or has a password"
    )


def test_a_folder_with_other_workbooks_only_is_refused_with_advice(tmp_path: Path) -> None:
    with pytest.raises(UnreadableError, match=r"save people\.ods as \.xlsx first"):
        load(write(tmp_path, {"people.ods": b"PK"}), ImportRequest())


def test_an_unknown_column_is_a_loss_with_a_guess(tmp_path: Path) -> None:
    text = "name,summary,Ressort,Colour,\nX,a,IT,red,\n"
    result = imported(
        tmp_path,
        ImportRequest(column_names={"ressort": "department"}),
        departments=DEPARTMENTS,
        services=text,
    )
    assert (result.problems, len(result.files) > 2) == ((), True)
    assert [loss.message for loss in result.losses] == [
        'row 1: "Colour" is not a column of services (1 cell); use --map if it is another name of one'
    ]
    lost = imported(tmp_path, departments="name,summary,Sumary\nIT,a,b\n", services=f"{HEAD}\nx,IT,X,a\n")
    assert [loss.message for loss in lost.losses] == [
        'row 1: "Sumary" is not a column of departments (1 cell): did you mean "summary"? Use --map'
    ]


def test_ids_of_other_programs_are_spelled_as_ids_here_and_noted(tmp_path: Path) -> None:
    result = imported(
        tmp_path,
        departments="id,name,summary\nIT-OPS,Operations,We run it.\nhalte_garderie,Garderie,We play.\n",
        services="id,department,name,depends_on\nNet.Access 2,IT-OPS,Net,\nhalte_garderie/Place,halte_garderie,Place,"
        "Net.Access 2\n",
    )
    assert [(problem.message, problem.hint) for problem in result.problems] == []
    files: Any = result.files
    assert files["catalog/departments/halte-garderie/services/place.yml"]["depends_on"] == [
        {"service": "it-ops/net-access-2"}
    ]
    assert (
        "4 ids are spelled as ids are here: IT-OPS → it-ops, halte_garderie → halte-garderie, Net.Access 2 → "
        in (" ".join(result.notes))
    )


def test_two_ids_that_are_spelled_alike_here_are_refused(tmp_path: Path) -> None:
    [fault] = faults(tmp_path, departments="id,name,summary\nIT-OPS,A,a\nit_ops,B,b\n")
    assert fault == (
        'departments.csv:3:1 duplicate-id: row 3, column id: the department "it-ops" is in row 2 already'
    )


def test_what_is_wrong_with_every_row_is_said_once(tmp_path: Path) -> None:
    rows = "".join(f"s-{number},S {number}\n" for number in range(810))
    [fault] = faults(tmp_path, departments=DEPARTMENTS, services=f"id,name\n{rows}")
    assert fault == (
        "services.csv:2:1 missing-key: row 2, column department: is empty, so the department is unknown "
        "(and in 809 more rows: 3, 4, 5, 6, 7, 8, 9, 10 …)"
    )


def test_a_missing_column_is_looked_for_among_unknown_ones(tmp_path: Path) -> None:
    [problem] = imported(tmp_path, services="Departmet,name\nIT,X\nIT,Y\n").problems
    assert problem.hint == 'is it "Departmet"? Use --map "Departmet=department"'


def test_ids_are_made_from_names_and_stay_the_same(tmp_path: Path) -> None:
    files = made(tmp_path, people="id,name\n,Ana\n,Ana\nana-2,Other\n,日\n12.0,Twelve\n")
    assert list(files["catalog/people.yml"]) == ["12", "ana", "ana-2", "ana-3", "person-1"]


def test_a_row_that_may_have_been_copied_is_noted(tmp_path: Path) -> None:
    result = imported(
        tmp_path,
        departments=f"{DEPARTMENTS}HR,People.\n",
        services="name,department\nA,IT\nB,IT\nA,IT\nA,HR\n",
    )
    assert [note.rpartition("services.csv, ")[2] for note in result.notes if "already" in note] == [
        'row 4, column name: "A" is in row 2 already; imported as another service, it/a-2'
    ]


def test_objects_that_are_only_named_are_created_in_a_new_catalog(tmp_path: Path) -> None:
    files = made(
        tmp_path, services="department,name,owner,audience\nHuman Resources,Contract,HR head,Managers\n"
    )
    assert files["catalog/departments/human-resources/roles.yml"] == {"hr-head": {"title": "HR head"}}
    assert files["site_config/audiences.yml"] == {"managers": {"name": "Managers"}}
    assert files["catalog/departments/human-resources/services/contract.yml"] == {
        "name": "Contract",
        "summary": "Contract.",
        "audience": ["managers"],
        "roles": {"owner": "human-resources/hr-head"},
    }


REPAIR = """\
# ours
name:   Repair   # the desk's word
summary: We mend it.
aliases: [broken] # more?
roles: {owner: it/lead}

# best first
channels:
  - {type: form, name: Ask, url: "https://a.example.org", preferred: true}   # new since May
  - {type: phone, number: "+49 30 1", urgent: true}
targets:
  - {measure: response_time, priority: high, within: 1 hour}
  - {measure: fulfillment_time, within: 3 working days, compliance: 90, per: month}
depends_on:
  - {service: it/loan, for: "Meanwhile"}
"""
HAND_MADE = {
    f"{IT}/department.yml": "name: IT\nsummary: Devices.\n",
    f"{IT}/roles.yml": "# roles\nlead: {title: Lead, holders: [{person: ana, interim: true}, ben]} # x\n",
    f"{IT}/services/repair.yml": REPAIR,
    f"{IT}/services/loan.yml": "name: Loan\nsummary: We lend one.\ndescription: |\n  One.\n\n  Two.\n\n# end\n",
    f"{IT}/faqs.yml": "- question: Why?\n  answer: Because.   # hm\n",
    "catalog/people.yml": "ana: {name: Ana} # first\n\nben:\n  name: Ben\n  # no phone\n",
    "site_config/priorities.yml": "default: high\npriorities: {high: {name: High}}\n",
}
ROW = (
    "id,department,name,summary,aliases,owner,form,phone,promised_time,depends_on,lifecycle\n"
    "repair,IT,Repair,We mend it.,broken,Lead,https://a.example.org,+49 30 1,3 working days,Loan,live\n"
)


def test_a_row_with_the_values_of_the_catalog_changes_nothing(tmp_path: Path) -> None:
    root = write(tmp_path / "root", HAND_MADE)
    sheets = {
        "services": ROW,
        "people": "name,email\nAna,\nBen,\n",
        "roles": "department,title,holders\nIT,Lead,ben; Ana\n",
        "faqs": "department,question,answer\nIT,Why?,Because.\n",
        "departments": "name,summary\nIT,Devices.\n",
    }
    assert updated(root, tmp_path, **sheets) == {}


def test_text_of_several_lines_is_the_same_with_any_last_line_break(tmp_path: Path) -> None:
    root = write(tmp_path / "root", HAND_MADE)
    row = 'id,department,description\nloan,it,"One.\r\n\r\nTwo."\n'
    assert updated(root, tmp_path, services=row) == {}
    one_line = write(
        tmp_path / "other", {**HAND_MADE, f"{IT}/services/loan.yml": "name: L\nsummary: |\n  One.\n"}
    )
    assert updated(one_line, tmp_path, services="id,department,summary\nloan,it,One.\n") == {}
    text = HAND_MADE[f"{IT}/services/loan.yml"].replace("Two.", "Three.")
    assert updated(root, tmp_path, services=row.replace("Two", "Three")) == {f"{IT}/services/loan.yml": text}


def test_channels_may_have_names_in_cells_and_keep_theirs(tmp_path: Path) -> None:
    def updated_channels(chat: str, phone: str = "") -> Any:
        root = write(tmp_path / "root", files)
        return updated(root, tmp_path, services=f'id,department,chat,phone\nloan,it,"{chat}",{phone}\n')

    path = f"{IT}/services/loan.yml"
    files = {
        **HAND_MADE,
        path: "name: L\nsummary: S.\nchannels:\n  - {type: chat, name: Room, handle: '#a'}  # best\n",
    }
    assert updated_channels("#a") == {}
    assert updated_channels("Room <#a>") == {}
    assert updated_channels("Hall <#a>") == {path: files[path].replace("Room", "Hall")}
    added = (
        files[path]
        + '  - {type: chat, name: Slack; all, handle: "<b>"}\n  - {type: phone, name: Desk, number: +49 30 1}\n'
    )
    assert updated_channels("#a\nSlack; all <<b>>", "Desk <+49 30 1>") == {path: added}


def test_a_line_break_at_the_end_of_markdown_stays_and_that_of_a_name_does_not(tmp_path: Path) -> None:
    files = made(
        tmp_path,
        departments=DEPARTMENTS,
        services='department,name,summary,description\nIT,"Loan\n",S.,"- One.\n"\n',
    )
    loan: Any = files[f"{IT}/services/loan.yml"]
    assert (loan["name"], loan["description"]) == ("Loan", "- One.\n")


def test_what_an_export_leaves_out_stays(tmp_path: Path) -> None:
    files = {
        **HAND_MADE,
        "catalog/people.yml": "ana: {name: Ana}\nben: {name: Ben}\nold: {name: Old, left_on: 2020-01-01}\n",
        f"{IT}/roles.yml": "lead: {title: Lead, holders: [old, ana], deputies: [old]}\n",
        f"{IT}/services/loan.yml": "name: L\nsummary: S.\ndescription: Ask [Old](person:old) or [Ana](person:ana).\n",
    }
    root = write(tmp_path / "root", files)
    request = ImportRequest(existing=load_documents(root).documents, catalog=opened(root).catalog)
    services = "id,department,description\nloan,it,{} Old or [Ana](person:ana).\n"
    same = imported(
        tmp_path,
        request,
        roles="id,department,holders,deputies\nlead,it,ana,\n",
        services=services.format("Ask"),
    )
    assert same.files == {}
    other = imported(
        tmp_path, request, roles="id,department,holders\nlead,it,ben\n", services=services.format("Tell")
    )
    assert other.files == {
        f"{IT}/roles.yml": files[f"{IT}/roles.yml"].replace("[old, ana]", "[old, ben]"),
        f"{IT}/services/loan.yml": files[f"{IT}/services/loan.yml"].replace(
            "Ask [Old](person:old)", "Tell Old"
        ),
    }


@pytest.mark.parametrize(
    ("old", "new", "changes"),
    [
        ("We mend it.", "We mend all.", ("summary: We mend it.", "summary: We mend all.")),
        (",broken,", ",broken; wet,", ("[broken] #", "[broken, wet] #")),
        ("https://a.", "https://b.", ('url: "https://a.', 'url: "https://b.')),
        ("3 working", "5 working", ("within: 3 working", "within: 5 working")),
        (
            ",+49 30 1,",
            ",+49 30 1; +49 30 2,",
            ("urgent: true}\n", "urgent: true}\n  - {type: phone, number: +49 30 2}\n"),
        ),
        (",live", ",deprecated", ('"Meanwhile"}\n', '"Meanwhile"}\nlifecycle: deprecated\n')),
    ],
)  # fmt: skip
def test_only_what_differs_in_the_row_is_changed(
    tmp_path: Path, old: str, new: str, changes: tuple[str, str]
) -> None:
    root = write(tmp_path / "root", HAND_MADE)
    assert ROW.count(old) == 1
    assert updated(root, tmp_path, services=ROW.replace(old, new)) == {
        f"{IT}/services/repair.yml": REPAIR.replace(*changes)
    }


def test_a_column_does_not_mean_a_promise_for_one_priority(tmp_path: Path) -> None:
    root = write(tmp_path / "root", HAND_MADE)
    files = updated(root, tmp_path, services="id,department,response_time\nrepair,it,2 hours\n")
    added = "per: month}\n  - {measure: response_time, within: 2 hours}\n"
    assert files == {f"{IT}/services/repair.yml": REPAIR.replace("per: month}\n", added)}


def test_an_empty_cell_is_ignored_unless_clearing_is_asked_for(tmp_path: Path) -> None:
    root = write(tmp_path / "root", HAND_MADE)
    row = "id,department,aliases,phone,promised_time\nrepair,IT,,,\n"
    assert updated(root, tmp_path, services=row) == {}
    cleared = updated(root, tmp_path, services=row, clear_missing=True)[f"{IT}/services/repair.yml"]
    gone = [line for line in REPAIR.splitlines() if line not in cleared.splitlines()]
    assert [line.split(":")[0].strip(" -{") for line in gone] == ["aliases", "type", "measure"]


def test_new_objects_are_added_to_existing_ones(tmp_path: Path) -> None:
    root = write(tmp_path / "root", HAND_MADE)
    files = updated(
        root,
        tmp_path,
        people="name,email\nCleo,cleo@example.org\n",
        services=f"{HEAD}\nprint,it,Print,We print.\n",
        faqs="department,service,question,answer\nIT,,How?,So.\n,Repair,When?,Now.\n",
        roles="department,title,holders\nit,Lead,Ana; Cleo\n",
    )
    assert files == {
        "catalog/people.yml": HAND_MADE["catalog/people.yml"]
        + "cleo: {name: Cleo, email: cleo@example.org}\n",
        f"{IT}/services/print.yml": {"name": "Print", "summary": "We print."},
        f"{IT}/faqs.yml": HAND_MADE[f"{IT}/faqs.yml"] + "- question: How?\n  answer: So.\n",
        f"{IT}/services/repair.yml": REPAIR + 'faqs:\n  - {question: "When?", answer: Now.}\n',
        f"{IT}/roles.yml": "# roles\nlead: {title: Lead, holders: [{person: ana, interim: true}, cleo]} # x\n",
    }


def test_objects_that_are_only_named_must_exist_in_an_existing_catalog(tmp_path: Path) -> None:
    root = write(tmp_path / "root", HAND_MADE)
    request = ImportRequest(existing=load_documents(root).documents)
    result = imported(tmp_path, request, services="id,department,owner\nrepair,it,Leed\n")
    assert [(shown(problem), problem.hint) for problem in result.problems] == [
        ('services.csv:2:1 unknown-role: row 2, column owner: "Leed" is not a role', 'did you mean "lead"?')
    ]


def test_every_sheet_and_column_has_one_meaning() -> None:
    for sheet in SHEETS:
        for column in sheet.columns:
            assert sheet.column(column.name) is column
            assert all(sheet.column(other) is column for other in column.synonyms), column.name


WORDS = st.text(
    st.characters(exclude_categories=("Cs", "Cc")) | st.sampled_from("\n;'=\"“,\u00a0+-@0.1"), max_size=12
)


@given(WORDS, WORDS, st.lists(WORDS, max_size=3))
@example("a", "b", ["c; d"])
def test_any_text_of_a_cell_is_in_the_catalog(summary: str, description: str, aliases: list[str]) -> None:
    def plain(words: str) -> str:
        return words.replace("\r\n", "\n").strip("\u200b\ufeff\u202f\u2007\u00a0 \t\n\x0b\x0c")

    expected_aliases = [
        words for words in dict.fromkeys(" ".join(alias.split("\n")).strip() for alias in aliases) if words
    ]
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(["name", "summary", "description", "aliases"])
    writer.writerow(
        [
            "IT",
            guard_formula(plain(summary)),
            guard_formula(plain(description)),
            guard_formula(join_entries(expected_aliases)),
        ]
    )
    with tempfile.TemporaryDirectory() as folder:
        result = imported(Path(folder), departments=text.getvalue().encode())
        assert result.problems == ()
        root = write(Path(folder) / "made", as_texts(result.files))
        [department] = load_catalog(root, TODAY).catalog.departments.values()
        assert department.summary.strip() == (plain(summary).strip() or "IT.")
        assert (department.description or "").strip() == plain(description).strip()
        assert list(department.aliases) == split_entries(join_entries(expected_aliases))


@given(st.text(max_size=8))
def test_a_guarded_cell_is_read_as_it_was(text: str) -> None:
    assert unguard_formula(guard_formula(text)) == text


def test_the_help_page_names_every_column() -> None:
    page = (REPOSITORY / "site_config/pages/help/importing.md").read_text(encoding="utf-8")
    for sheet in SHEETS:
        table = page.partition(f"### {sheet.file}\n")[2].partition("\n#")[0]
        rows = []
        for column in sheet.columns:
            others = ", ".join(f"`{normalized_name(also).replace('_', ' ')}`" for also in column.synonyms)
            rows.append(f"| `{column.name}` | {column.about}{f' Also {others}.' if others else ''} |")
        assert [line for line in table.splitlines() if line.startswith("| `")] == rows
