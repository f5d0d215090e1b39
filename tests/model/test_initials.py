"""The initials of departments."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.support import TODAY, catalog, example_on, write


def initials_of(root: Path, *names: str) -> list[str]:
    """Of departments with these names, in their order."""
    files = {
        f"catalog/departments/d{number:02}/department.yml": f"name: {name}\nsummary: S.\n"
        for number, name in enumerate(names)
    }
    return list(catalog(write(root, files)).index.initials_of.values())


@pytest.mark.parametrize(
    ("names", "letters"),
    [
        (("Finance", "Facilities"), ["Fi", "Fa"]),
        (("People and work", "Payroll"), ["PW", "Pa"]),
        (("Payroll", "Purchasing at the auction"), ["Py", "PA"]),
        (("IT", "Hr"), ["IT", "Hr"]),
        (("Sales", "Sales"), ["Sa", "Sl"]),
        (("Élan", "Отдел"), ["Él", "От"]),
        (("\'24/7\'",), ["2"]),
    ],
)  # fmt: skip
def test_initials_come_from_the_name_and_differ(tmp_path: Path, names: list[str], letters: list[str]) -> None:
    assert initials_of(tmp_path, *names) == letters


def test_where_no_letters_are_left_some_are_alike(tmp_path: Path) -> None:
    assert initials_of(tmp_path, "Aa", "Aa", "Aa") == ["Aa", "A", "Aa"]


def test_no_two_departments_of_the_example_have_the_same() -> None:
    found = example_on(TODAY).catalog.index.initials_of
    assert len({letters.casefold() for letters in found.values()}) == len(found)
