"""What tables only name: told apart by whole names within their department, whatever the order of rows."""

from __future__ import annotations

import random
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from tests.support import write

from servicebook.exchange.core.import_result import ImportRequest, ImportResult
from servicebook.exchange.repository.new_repository import as_texts, new_repository
from servicebook.exchange.spreadsheet.from_spreadsheet import load
from servicebook.loading import load_documents

CUT = "state-chancellery-of-the-free-and-hanseatic-city-department-for"
MINISTRY = "State Chancellery of the Free and Hanseatic City, Department for Protocol and Foreign Visits"
WORKS = f"{MINISTRY}, Motor Pool"


def imported(folder: Path, root: Path | None = None, **sheets: str) -> ImportResult:
    source = write(folder / "source", {f"{name}.csv": text for name, text in sheets.items()})
    existing = load_documents(root).documents if root else None
    return load(source, ImportRequest(existing=existing))


def made(folder: Path, **sheets: str) -> Mapping[str, Any]:
    result = imported(folder, **sheets)
    assert [(problem.message, problem.hint) for problem in result.problems] == []
    common = new_repository("Service catalog")
    return {path: value for path, value in result.files.items() if path not in common}


def said(result: ImportResult) -> list[tuple[str, str, str | None]]:
    return [(problem.code, problem.message, problem.hint) for problem in result.problems]


def test_a_role_is_that_of_the_department_in_every_column_that_names_one(tmp_path: Path) -> None:
    files = made(
        tmp_path,
        departments="name;head\nRoads;Chief\nParks;Chief\n",
        services="name;department;owner;deputy;process owner\n"
        "Tar;Roads;Chief;Clerk;Planner\nMow;Parks;Chief;Clerk;Planner\n",
    )
    for department, service in (("roads", "tar"), ("parks", "mow")):
        above = f"catalog/departments/{department}"
        assert {*files[f"{above}/roles.yml"]} == {"chief", "clerk", "planner"}
        assert files[f"{above}/department.yml"]["head"] == f"{department}/chief"
        assert files[f"{above}/services/{service}.yml"]["roles"] == {
            "owner": f"{department}/chief",
            "deputy": f"{department}/clerk",
            "process_owner": f"{department}/planner",
        }


def test_a_role_of_a_table_is_not_taken_from_another_department(tmp_path: Path) -> None:
    result = imported(
        tmp_path,
        services="name,department,owner\nTar,Roads,Chief\nMow,Parks,Chief\n",
        roles="department,title\nRoads,Chief\n",
    )
    assert said(result) == [
        (
            "unknown-role",
            'row 3, column owner: "Chief" is not a role of parks',
            "only roads/chief is called so: write this id if it is meant",
        )
    ]


@pytest.mark.parametrize(
    ("names", "ids"),
    [
        ((MINISTRY, WORKS), [CUT, f"{CUT[:61]}-2"]),
        (("Weiß", "Weiss"), ["weiss", "weiss-2"]),
        (("IT", "ІТ"), ["it", "it-2"]),  # the second is Cyrillic
        (("会計", "設備"), ["department-1", "department-2"]),
        (("R&D", "R & D"), ["r-d", "r-d-2"]),
        (("IT", "it", "I\u200bT", "  It"), ["it"]),
        (("Café", "Cafe\u0301"), ["cafe"]),
        (("設備 2", "設備 3", "2"), ["2", "department-1", "department-2"]),
    ],
)  # fmt: skip
def test_departments_whose_names_differ_stay_apart(
    tmp_path: Path, names: tuple[str, ...], ids: list[str]
) -> None:
    rows = [f'Service {number},"{name}"\n' for number, name in enumerate(names)]
    results = []
    for number in range(4):
        random.Random(number).shuffle(rows)
        results.append(as_texts(made(tmp_path / str(number), services="name,department\n" + "".join(rows))))
    departments = [path.split("/")[2] for path in results[0] if path.endswith("department.yml")]
    assert sorted(departments) == sorted(ids)
    assert results[1:] == results[:1] * 3


def test_suffixes_are_noted(tmp_path: Path) -> None:
    result = imported(tmp_path, services="name,department,owner\nA,Ops,Weiß\nB,Ops,Weiss\n")
    assert result.notes[0] == (
        "roles whose names differ and whose ids would be the same: ops/weiss (Weiss), ops/weiss-2 (Weiß)"
    )


def test_a_name_that_is_the_id_of_another_is_doubtful(tmp_path: Path) -> None:
    result = imported(tmp_path, services="name,department\nA,Human Resources\nB,human-resources\n")
    assert said(result) == [
        (
            "bad-value",
            'row 3, column department: "human-resources" is also the id that "Human Resources" would get: '
            "are they the same?",
            "if they are, write the name the same way everywhere; if not, list both in a table, with ids",
        )
    ]


def test_an_id_that_windows_reserves_is_no_id_of_a_name_either(tmp_path: Path) -> None:
    result = imported(tmp_path, services="name,department,owner\nAux,IT,Con\nB,PRN,\n")
    assert [(code, message[:22]) for code, message, _ in said(result)] == [
        ("bad-id", 'row 2, column name: "a'),
        ("bad-id", "row 3, column departme"),
    ]


THERE = {
    "catalog/departments/it/department.yml": "name: Information Technology\nsummary: Devices.\n",
    "catalog/departments/it/roles.yml": "# who answers\nlead: {title: Team lead}\n",
    "catalog/departments/hr/department.yml": "name: HR\nsummary: People.\n",
}


def test_in_a_catalog_a_name_is_found_by_itself_and_not_by_its_id(tmp_path: Path) -> None:
    root = write(tmp_path / "root", THERE)
    rows = "name,department,owner\nA,Information Technology,Team lead\nB,it,lead\n"
    result = imported(tmp_path, root, services=rows)
    assert said(result) == []
    assert {value["roles"]["owner"] for value in result.files.values()} == {"it/lead"}  # type: ignore[index,call-overload]
    result = imported(tmp_path, root, services="name,department\nA,IT\n")
    assert said(result) == [
        (
            "bad-value",
            'row 2, column department: "IT" would get the id of "Information Technology" (it)',
            'write "Information Technology" if they are the same; if not, add "IT" with an id of its own first',
        )
    ]


def test_in_a_catalog_a_new_role_is_made_in_its_own_department_and_a_mistyped_one_is_not(
    tmp_path: Path,
) -> None:
    root = write(tmp_path / "root", THERE)
    result = imported(tmp_path, root, services="name,department,owner\nA,HR,Team lead\nB,it,Clerk\n")
    assert said(result) == []
    assert result.files["catalog/departments/hr/roles.yml"] == {"team-lead": {"title": "Team lead"}}
    assert result.files["catalog/departments/it/roles.yml"] == (
        "# who answers\nlead: {title: Team lead}\nclerk: {title: Clerk}\n"
    )
    assert "created 2 roles, only named in the source: hr/team-lead, it/clerk" in result.notes
    result = imported(tmp_path, root, services="name,department,owner\nB,it,Taem lead\n")
    assert said(result)[0][0] == "unknown-role"
