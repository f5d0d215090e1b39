"""A catalog that has just begun is not told what it lacks."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.support import IT, MINIMAL, SMALL, TODAY, found, make_catalog, run

DAY = f"--today={TODAY}"


def test_a_catalog_fresh_from_init_has_nothing_but_its_examples(tmp_path: Path) -> None:
    run("init", str(tmp_path), "--department", "Sales", "--country", "DE", DAY)
    assert {line.split()[1] for line in found(tmp_path)} == {"placeholder"}


@pytest.mark.parametrize("kind", ["topic", "audience", "site"])
def test_the_first_choice_of_a_kind_needs_no_use_yet(kind: str, tmp_path: Path) -> None:
    root = make_catalog(tmp_path, {}, base=SMALL)
    assert run("new", kind, "first", "--name", "First", DAY, cwd=root).returncode == 0
    assert found(root) == []


def test_in_the_only_department_the_head_may_report_to_whom_there_is(tmp_path: Path) -> None:
    files = {
        f"{IT}/department.yml": "name: IT\nsummary: Devices.\nhead: it/lead\n",
        f"{IT}/roles.yml": (
            "lead: {title: Lead, holders: [ana], reports_to: it/director}\n"
            "director: {title: Director, holders: [ben]}\n"
        ),
        "catalog/people.yml": "ana: {name: Ana}\nben: {name: Ben}\n",
    }
    assert found(make_catalog(tmp_path, files, base=MINIMAL)) == []
