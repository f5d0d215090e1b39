"""A department whose folder was deleted is one problem that says so, and not one for each reference to it."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.support import HR, SMALL, make_catalog, problems

from servicebook.problems import Problem

JOINING = "name: Joining\nsummary: X.\nroles: {owner: hr/head}\n"


def errors(tmp_path: Path, lines: str) -> list[Problem]:
    """The errors of a small catalog with a service of these lines."""
    root = make_catalog(tmp_path, {f"{HR}/services/joining.yml": JOINING + lines}, base=SMALL)
    return [problem for problem in problems(root) if problem.severity == "error"]


def test_a_department_that_is_gone_is_one_problem_at_the_first_reference(tmp_path: Path) -> None:
    (problem,) = errors(
        tmp_path,
        "description: See [it](service:fleet/van) and [us](department:fleet).\n"
        "depends_on: [{service: fleet/van}, {service: fleet/bike}]\nescalation: [{role: fleet/lead}]\n",
    )
    assert (problem.code, str(problem.place)) == ("unknown-department", f"{HR}/services/joining.yml:4:23")
    assert problem.message == (
        'there is no department "fleet", and 5 references lead to it, its roles or its services: fleet (1), '
        "fleet/bike (1), fleet/lead (1) and fleet/van (2)"
    )
    assert problem.hint == (
        "if its folder was deleted by mistake, bring it back: git checkout REVISION -- catalog/departments/fleet "
        "(git log -- catalog/departments/fleet lists the revisions), or ask whoever looks after the repository; if "
        "another department has its work now: 1. put, as that revision has them, the files of the services bike and "
        "van into its services/ and the role lead into its roles.yml; 2. run: servicebook rename department:fleet "
        "DEPARTMENT, which corrects the references; if it is new, write catalog/departments/fleet/department.yml"
    )
    assert [one.message for one in problem.related] == [
        '"fleet"',
        '"fleet/van"',
        '"fleet/bike"',
        '"fleet/lead"',
    ]


@pytest.mark.parametrize(
    "lines",
    [
        "depends_on: [{service: fleet/van}]\nescalation: [{role: fleet/lead}]\n",
        "description: See [it](service:fleet/van).\ndepends_on: [{service: fleet/van}]\n",
        "description: See [it](service:hrr/van).\ndepends_on: [{service: hrr/van}]\nescalation: [{role: hrr/head}]\n",
        "description: See [it](service:hr/van).\ndepends_on: [{service: hr/van}]\nescalation: [{role: hr/lead}]\n",
    ],
)
def test_what_may_be_mistyped_is_told_of_each_reference(tmp_path: Path, lines: str) -> None:
    assert all("is not a" in problem.message for problem in errors(tmp_path, lines))


def test_the_one_department_whose_texts_name_it_has_its_work_now(tmp_path: Path) -> None:
    files = {
        f"{HR}/services/joining.yml": JOINING
        + "depends_on: [{service: fleet/van}, {service: fleet/bike}]\nescalation: [{role: fleet/lead}]\n",
        "catalog/departments/it/department.yml": "name: IT and fleet\nsummary: X.\n",
    }
    (problem,) = [
        one for one in problems(make_catalog(tmp_path, files, base=SMALL)) if "fleet" in one.message
    ]
    assert problem.hint is not None
    assert "; if it has its work now: 1. put, " in problem.hint
    assert "servicebook rename department:fleet it, which" in problem.hint
