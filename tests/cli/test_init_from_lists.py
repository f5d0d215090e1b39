"""``init --from``: a repository from the lists that somebody has."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
import yaml
from tests.sites import DAY
from tests.support import opened, run, write

from servicebook.exchange.spreadsheet.opening_hours import hours_of

DAYS = ("--today", DAY)
SERVICES = (
    "Service,Department,Summary,Owner,Promised time,Support hours\n"
    "Loan,Library,We lend.,Desk lead,2 working days,Tue-Sat 10-18\n"
    "Visa,Town hall,We stamp.,Clerk,5 working days,\n"
    "Alarm,Town hall,We answer.,Clerk,30 minutes,24/7\n"
)


def lists(folder: Path, services: str = SERVICES) -> None:
    book = openpyxl.Workbook()
    for row in [
        ("Staff of the town",),
        (),
        ("Name", "E-mail", "Department", "Position"),
        ("Ana Ruiz", "ana@example.org", "Library", "Desk lead"),
        ("Ben Ode", "ben@example.org", "Town hall", "Clerk"),
        ("Cy Lam", "cy@example.org", "Town hall", "Clerk"),
    ]:
        book.active.append(row)
    book.save(folder / "people.xlsx")
    write(folder, {"services.csv": services})


def everything(root: Path) -> dict[str, bytes]:
    return {
        file.relative_to(root).as_posix(): file.read_bytes() for file in root.rglob("*") if file.is_file()
    }


def read(root: Path, path: str) -> object:
    return yaml.safe_load((root / path).read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    "arguments",
    [
        ("town", "--from", "people.xlsx", "services.csv"),
        ("--from", "people.xlsx", "services.csv", "town"),
        ("--from", "people.xlsx", "services.csv"),
    ],
)
def test_lists_make_a_repository_without_errors(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    lists(tmp_path)
    done = run("init", *arguments, "--organization", "Town", "--zone", "Europe/Lisbon", *DAYS, cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    root = tmp_path / "town" if "town" in arguments else tmp_path
    assert "The lists made 2 departments and 3 services, " in done.stdout
    catalog = opened(root).catalog
    assert not [problem for problem in opened(root).problems if problem.severity.value == "error"]
    assert [*catalog.services] == ["library/loan", "town-hall/alarm", "town-hall/visa"]
    assert read(root, "catalog/departments/town-hall/roles.yml") == {
        "clerk": {"title": "Clerk", "holders": ["ben-ode", "cy-lam"]}
    }
    assert catalog.services["town-hall/alarm"].support_hours == "always"
    made = read(root, "site_config/calendars.yml")
    assert isinstance(made, dict)
    assert [*made] == ["office-hours", "tue-sat-10-18"]
    assert made["tue-sat-10-18"]["open"]["mon"] == []
    assert made["tue-sat-10-18"]["open"]["sat"] == ["10:00-18:00"]
    assert (root / "site_config/priorities.yml").is_file()


def test_nothing_of_the_example_is_left(tmp_path: Path) -> None:
    lists(tmp_path)
    run("init", "town", "--from", "people.xlsx", "services.csv", *DAYS, cwd=tmp_path)
    left = [
        path
        for path, text in everything(tmp_path / "town").items()
        if b"office/" in text or b"`office`" in text or b"alex-example" in text
    ]
    assert [path for path in left if ".schema." not in path] == []
    assert not (tmp_path / "town/catalog/departments/office").exists()


def test_lists_with_a_fault_write_nothing(tmp_path: Path) -> None:
    lists(tmp_path, SERVICES.replace("Tue-Sat 10-18", "most days").replace("2 working days", "soon"))
    done = run("init", "town", "--from", "people.xlsx", "services.csv", *DAYS, cwd=tmp_path)
    assert done.returncode == 1
    assert 'column Support hours: "most days" is neither a calendar nor hours' in done.stdout
    assert "2 errors in the source; nothing was written." in done.stdout
    assert not (tmp_path / "town").exists()


def test_an_unknown_column_is_listed_and_may_be_left_behind(tmp_path: Path) -> None:
    lists(tmp_path, "Service,Department,Shelf\nLoan,Library,7\n")
    done = run("init", "town", "--from", "people.xlsx", "services.csv", *DAYS, cwd=tmp_path)
    assert (done.returncode, (tmp_path / "town").exists()) == (1, False)
    assert '"Shelf" is not a column of services' in done.stdout
    done = run(
        "init", "town", "--from", "people.xlsx", "services.csv", "--accept-losses", *DAYS, cwd=tmp_path
    )
    assert done.returncode == 0


def test_a_catalog_that_is_there_is_not_begun_again(tmp_path: Path) -> None:
    lists(tmp_path)
    run("init", "town", "--from", "people.xlsx", "services.csv", *DAYS, cwd=tmp_path)
    before = everything(tmp_path / "town")
    done = run("init", "town", "--from", "people.xlsx", "services.csv", *DAYS, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert "servicebook import csv SOURCE town" in done.stderr
    assert everything(tmp_path / "town") == before


def test_without_lists_the_folder_has_to_be_named(tmp_path: Path) -> None:
    done = run("init", *DAYS, cwd=tmp_path)
    assert (done.returncode, done.stderr) == (
        2,
        "servicebook init: name the folder to write to: servicebook init DIR (or . for this folder)\n",
    )


WEEKDAYS = {day: ["08:30-17:00"] for day in ("mon", "tue", "wed", "thu", "fri")}


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Mon-Fri 8:30-17", WEEKDAYS),
        ("Monday to Friday, 8:30 to 17:00", WEEKDAYS),
        ("Mo bis Fr 8:30 bis 17 Uhr", WEEKDAYS),
        ("Mo.–Fr.: 8.30–17.00 Uhr", WEEKDAYS),
        ("lundi au vendredi de 8h30 à 17h", WEEKDAYS),
        ("de lunes a viernes, 8:30-17:00", WEEKDAYS),
        ("ma t/m vr 8.30-17.00 uur", WEEKDAYS),
        (
            "Mo, Mi 9-12 und 13-15, Fr 9-12",
            {"mon": ["09:00-12:00", "13:00-15:00"], "wed": ["09:00-12:00", "13:00-15:00"], "fri": ["09:00-12:00"]},
        ),
        ("most days", None),
        ("8-17", None),
        ("", None),
    ],
)  # fmt: skip
def test_hours_are_read_in_five_languages(words: str, expected: object) -> None:
    assert hours_of(words) == expected
