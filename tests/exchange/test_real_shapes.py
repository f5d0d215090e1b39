"""Lists in the shape that organizations have them, imported twice with changes between."""

from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path

import openpyxl
from tests.support import run, write

Row = tuple[str | None, ...]

OFFICE = "Staatsministerium für Landwirtschaft, ländliche Räume und Fischerei des Freistaats"
MINISTRY: dict[str, list[Row]] = {
    f"{OFFICE}, Abteilung Förderung": [
        ("Agrarförderung", "Wir fördern Höfe.", "Referatsleitung"),
        ("Auszahlung", "Wir zahlen aus.", "Referatsleitung"),
    ],
    f"{OFFICE}, Abteilung Forsten": [
        ("Holzauskunft", "Wir kennen jeden Baum.", "Referatsleitung"),
        ("Waldwege", "Wir erhalten Wege.", None),
    ],
}
"""Departments, whose names are the same in the first sixty characters, with their rows."""


def workbook(folder: Path, departments: dict[str, list[Row]]) -> Path:
    """A title, an empty row, the names of columns; the department stands once, in a cell merged over its rows."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "services"
    sheet.append(["Leistungen des Ministeriums"])
    sheet.merge_cells("A1:D1")
    sheet.append([])
    sheet.append(["Department", "Name", "Summary", "Owner"])
    for department, rows in departments.items():
        first = sheet.max_row + 1
        for number, row in enumerate(rows):
            sheet.append([None if number else department, *row])
        if len(rows) > 1:
            sheet.merge_cells(f"A{first}:A{sheet.max_row}")
    folder.mkdir(parents=True, exist_ok=True)
    book.save(folder / "services.xlsx")
    return folder / "services.xlsx"


def imported(source: Path, root: Path, *options: str) -> str:
    done = run("import", "csv", str(source), str(root), "--today", "2026-11-26", *options)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def contents(root: Path) -> dict[str, bytes]:
    return {
        path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()
    }


def services(root: Path) -> set[str]:
    return {path for path in contents(root) if "/services/" in path}


def test_a_ministry_whose_workbook_changes(tmp_path: Path) -> None:
    root, other = tmp_path / "root", tmp_path / "other"
    imported(workbook(tmp_path / "first", MINISTRY), root)
    turned = {name: rows[::-1] for name, rows in reversed(MINISTRY.items())}
    imported(workbook(tmp_path / "turned", turned), other)
    assert contents(other) == contents(root)
    departments = sorted(path.name for path in (root / "catalog/departments").iterdir())
    assert len(departments) == 2
    assert len(list(root.glob("catalog/departments/*/roles.yml"))) == 2

    support, woods = MINISTRY
    changed = {support: MINISTRY[support][:1], woods: [*MINISTRY[woods][:1], MINISTRY[support][1]]}
    before = services(root)
    said = imported(workbook(tmp_path / "second", changed), root)
    first, second = (path.parent.name for path in sorted(root.glob("catalog/departments/*/department.yml")))
    by_name = {
        f"name: {support}\n"
        in (root / f"catalog/departments/{one}/department.yml").read_text(encoding="utf-8"): one
        for one in (first, second)
    }
    assert f"moved: service {by_name[True]}/auszahlung -> {by_name[False]}/auszahlung\n" in said
    assert f"not in the source: service {by_name[False]}/waldwege (Waldwege); it stays\n" in said
    assert len(services(root)) == len(before)
    again = contents(root)
    assert "\nNothing to write: " in imported(workbook(tmp_path / "second", changed), root)
    assert contents(root) == again
    assert run("check", "--root", str(root), "--today", "2026-11-26").returncode == 0


TOWN = [
    ("Видача довідок / Certificates", "Відділ документів", "Видаємо довідки.", "Керівник відділу"),
    ("Ремонт доріг / Road works", "Відділ шляхів", "Ремонтуємо дороги.", "Керівник відділу"),
    ("設備貸出 / Equipment loan", "施設課", "機材を貸し出します。", "課長"),
    ("会議室 / Meeting rooms", "施設課", "会議室を予約します。", "課長"),
    ("予算 / Budget", "財務課", "予算を立てます。", "課長"),
]


def table(folder: Path, rows: Sequence[Row]) -> Path:
    lines = ["Name;Department;Summary;Owner", *(";".join(cell or "" for cell in row) for row in rows)]
    return write(folder, {"services.csv": "\n".join([*lines, ""])})


def test_a_list_in_two_languages_and_other_scripts(tmp_path: Path) -> None:
    root = tmp_path / "root"
    imported(table(tmp_path / "first", TOWN), root)
    first = contents(root)
    for number in range(3):
        rows = TOWN.copy()
        random.Random(number).shuffle(rows)
        other = tmp_path / f"other-{number}"
        imported(table(tmp_path / f"shuffled-{number}", rows), other)
        assert contents(other) == first
        assert imported(table(tmp_path / f"shuffled-{number}", rows), root).startswith("Nothing to write")
    assert sorted(path.name for path in (root / "catalog/departments").iterdir()) == [
        "department-1", "department-2", "viddil-dokumentiv", "viddil-shlyakhiv",
    ]  # fmt: skip

    added = ("倉庫 / Storage", "施設課", "保管します。", "課長")
    moved = (TOWN[1][0], "Відділ документів", *TOWN[1][2:])
    second = [TOWN[0], moved, *TOWN[2:4], added]
    said = imported(table(tmp_path / "second", second), root)
    assert (
        "moved: service viddil-shlyakhiv/remont-dorig-road-works -> viddil-dokumentiv/remont-dorig-road-works\n"
        in said
    )
    assert said.count("not in the source: ") == 1
    assert "(予算 / Budget); it stays\n" in said
    assert len(services(root)) == len(TOWN) + 1
    assert {*contents(root)} - {*first} == {
        "catalog/departments/viddil-dokumentiv/services/remont-dorig-road-works.yml",
        "catalog/departments/department-1/services/service-3.yml",
    }
    assert imported(table(tmp_path / "second", second[::-1]), root).startswith("Nothing to write")
    assert run("check", "--root", str(root), "--today", "2026-11-26").returncode == 0
