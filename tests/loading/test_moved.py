"""What was moved, renamed or copied by hand is one problem that says so, and not one for each reference to it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path, PurePosixPath

import pytest
from tests.support import HR, IT, SMALL, TODAY, make_catalog, problems, run, write

from servicebook.fixing.fixes import find_fixes
from servicebook.problems import Problem
from servicebook.source.tree import Disk

SERVICE = "name: %s\nsummary: X.\nroles: {owner: it/lead}\n"
BASE: Mapping[str, str | bytes] = {
    **SMALL,
    f"{IT}/services/loan.yml": SERVICE % "Loan" + "depends_on: [{service: it/repair}]\n",
    f"{HR}/services/joining.yml": (
        "name: Joining\nsummary: X.\nroles: {owner: hr/head}\n"
        "description: See [it](service:it/repair) and `service:it/repair`.\n"
        "depends_on: [{service: it/repair}, {service: it/loan}]\nescalation: [{role: it/lead}]\n"
    ),
}


def errors(root: Path) -> list[Problem]:
    return [problem for problem in problems(root) if problem.severity == "error"]


def moved(tmp_path: Path, *moves: tuple[str, str]) -> list[Problem]:
    """The errors of the catalog with files or folders elsewhere."""
    root = make_catalog(tmp_path, {}, base=BASE)
    for old, new in moves:
        (root / new).parent.mkdir(parents=True, exist_ok=True)
        (root / old).rename(root / new)
    return errors(root)


def test_a_renamed_folder_of_a_department_is_one_problem(tmp_path: Path) -> None:
    (problem,) = moved(tmp_path, (IT, "catalog/departments/tech"))
    assert str(problem.place) == "catalog/departments/tech/department.yml:1:1"
    assert problem.message == (
        'the department "it" is gone, and "tech" seems to be it; 8 references to "it" lead nowhere'
    )
    assert problem.hint == (
        f"move it back to {IT} (readers see the name: in {IT}/department.yml); or run: servicebook rename "
        "department:it tech, which corrects the references"
    )


def test_a_folder_in_capitals_only_has_a_wrong_name(tmp_path: Path) -> None:
    (problem,) = moved(tmp_path, (IT, "catalog/departments/IT"))
    assert (problem.code, problem.hint) == ("bad-id", 'call it "it"')


@pytest.mark.parametrize(
    ("new", "hint"),
    [
        (f"{IT}/services/mending.yml", "run: servicebook rename service:it/repair it/mending"),
        (
            f"{IT}/services/reparatur-büro.yml",
            'call it "reparatur-buro"; then run: servicebook rename service:it/repair it/reparatur-buro',
        ),
    ],
)
def test_a_renamed_file_of_a_service_is_one_problem(tmp_path: Path, new: str, hint: str) -> None:
    *_, problem = moved(tmp_path, (f"{IT}/services/repair.yml", new))
    assert '3 references to "it/repair" lead nowhere' in problem.message
    assert problem.hint == (
        f"{hint}, which corrects the references; or move it back to {IT}/services/repair.yml"
    )


def test_a_service_in_another_department_whose_roles_stayed_belongs_back(tmp_path: Path) -> None:
    (problem,) = moved(tmp_path, (f"{IT}/services/repair.yml", f"{HR}/services/repair.yml"))
    assert problem.hint == (
        f'move it back to {IT}/services/repair.yml, since its roles are those of "it"; or run: servicebook rename '
        "service:it/repair hr/repair, which corrects the references"
    )


def test_a_service_in_another_department_that_has_its_roles_was_meant_to_go_there(tmp_path: Path) -> None:
    files = {f"{HR}/services/repair.yml": SERVICE.replace("it/lead", "hr/head") % "Repair"}
    root = make_catalog(tmp_path, files, base=BASE)
    (root / IT / "services/repair.yml").unlink()
    (problem,) = errors(root)
    assert (problem.hint or "").startswith("run: servicebook rename service:it/repair hr/repair")


def test_a_folder_whose_name_is_no_id_is_told_once(tmp_path: Path) -> None:
    (problem,) = moved(tmp_path, (IT, "catalog/departments/Tech & Co"))
    assert problem.code == "unknown-department"
    assert (problem.hint or "").startswith(f"move it back to {IT} (readers see the name: in ")


def test_an_id_that_was_changed_by_hand_is_one_problem(tmp_path: Path) -> None:
    files = {f"{IT}/roles.yml": "leads: {title: Chief, holders: [ana], deputies: [ben]}\n"}
    (problem,) = errors(make_catalog(tmp_path, files, base=BASE))
    assert str(problem.place) == f"{IT}/roles.yml:1:1"
    assert problem.hint == (
        'call it "lead" again; or, if "leads" is meant, run: servicebook rename role:it/lead it/leads, '
        "which corrects the references"
    )


def test_a_role_in_the_file_of_another_department_keeps_its_old_id_as_a_former_one(tmp_path: Path) -> None:
    role = "lead: {title: Lead, holders: [ana], deputies: [ben]%s}\n"
    head = BASE[f"{HR}/roles.yml"]
    assert isinstance(head, str)
    files = {f"{IT}/roles.yml": "{}\n", f"{HR}/roles.yml": head + role % ""}
    root = make_catalog(tmp_path, files, base=BASE)
    (problem,) = errors(root)
    assert problem.hint is not None
    assert problem.hint.startswith("add former_ids: [it/lead] to it, and run: servicebook check --fix")
    write(root, {f"{HR}/roles.yml": head + role % ", former_ids: [it/lead]"})
    run("check", "--fix", "--root", str(root), "--today", "2026-09-01")
    assert errors(root) == []


def test_an_object_that_others_refer_to_has_not_moved(tmp_path: Path) -> None:
    files = {
        f"{IT}/services/x.yml": SERVICE % "X" + "depends_on: [{service: it/loans}, {service: it/repair}]\n"
    }
    (problem,) = errors(make_catalog(tmp_path, files, base=BASE))
    assert problem.hint == 'did you mean "it/loan"?'


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (f"{IT}/services/repair.yml", f"{IT}/repair.yml"),
        (f"{IT}/services/repair.yml", "catalog/services/repair.yml"),
        (f"{IT}/services/repair.yml", f"{IT}/services/repair/service.yml"),
        (f"{IT}/services/repair.yml", f"{IT}/services/repair.yml.txt"),
        (f"{IT}/roles.yml", f"{IT}/role.yml"),
        (f"{IT}/department.yml", "catalog/departments/it.yml"),
        ("catalog/people.yml", "catalog/persons.yml"),
        ("catalog/people.yml", "site_config/people.yml"),
        ("site_config/calendars.yml", "catalog/calendars.yml"),
    ],
)
def test_a_file_in_a_wrong_place_says_where_it_belongs(tmp_path: Path, old: str, new: str) -> None:
    found = moved(tmp_path, (old, new))
    (problem,) = found
    assert (problem.code, problem.place.path) == ("stray-file", new)
    if PurePosixPath(new).parent == PurePosixPath(old).parent:
        assert (problem.hint or "").startswith(f"rename it to {PurePosixPath(old).name}")
    else:
        assert problem.hint == f"move it to {old}"


ALL_PLACES = ("move it to the place of its kind",)
LAW = "catalog/departments/law/department.yml"


@pytest.mark.parametrize(
    ("path", "text", "place"),
    [
        ("catalog/departments/law.yml", "name: Law\nsummary: We advise.\n", LAW),
        ("catalog/departments/law.yml", "nmae: Law\nsummary: X.\n", LAW),
        ("catalog/departments/law.yml", "name: Law: all of it\nsummary: X.\n", LAW),
        ("catalog/departments/law.yml", "name: Law\nname: Lex\npart_of: hr\n", LAW),
        ("catalog/departments/a.yml", "name: A\ntargets: 4 hours\nroles: {owner: it/lead}\n", f"{IT}/services/a.yml"),
        (f"{IT}/leasing.yml", "name: X\nsumary: X.\n", f"{IT}/services/leasing.yml"),
        (f"{HR}/questions.yml", "- {question: Why?, anwser: So., aliases: [x]}\n", f"{HR}/faqs.yml"),
        ("catalog/moving.yml", "name: Moving\nsteps: [{id: a, titel: A, by: it}]\n", "catalog/journeys/moving.yml"),
        ("catalog/staff/all.yml", "eve: {name: Eve, email: e@example.org, tel: '1'}\n", None),
        (f"{IT}/services/deep/x.yml", "a: 1\n", None),
    ],
)  # fmt: skip
def test_a_file_with_a_fault_belongs_where_its_keys_and_its_folder_say(
    tmp_path: Path, path: str, text: str, place: str | None
) -> None:
    """There is a people.yml already: then all places are named, as where nothing says which it is."""
    (problem,) = [
        one for one in errors(make_catalog(tmp_path, {path: text}, base=BASE)) if one.place.path == path
    ]
    assert problem.code == "stray-file"
    ways = (f"move it to {place}", f"rename it to {PurePosixPath(place).name}") if place else ALL_PLACES
    assert (problem.hint or "").startswith(ways)


def test_a_folder_of_a_department_in_another_one_says_where_each_file_belongs(tmp_path: Path) -> None:
    found = moved(tmp_path, (IT, "catalog/departments/operations/it"))
    assert {problem.code for problem in found} == {"stray-file"}
    assert f"move it to {IT}/services/loan.yml" in [problem.hint for problem in found]


@pytest.mark.parametrize("name", ["repair - Copy", "Kopie von repair", "repair (2)"])
def test_a_copy_is_called_one(tmp_path: Path, name: str) -> None:
    files = {f"{IT}/services/{name}.yml": BASE[f"{IT}/services/repair.yml"]}
    (problem,) = errors(make_catalog(tmp_path, files, base=BASE))
    assert (problem.hint or "").startswith(f"this looks like a copy of {IT}/services/repair.yml: delete it")


def test_several_references_that_agree_are_not_mended_to_an_id_that_was_mistyped(tmp_path: Path) -> None:
    files = {
        "catalog/people.yml": "amira-hadad: {name: Amira}\nben: {name: Ben}\n",
        f"{IT}/roles.yml": (
            "lead: {title: Chief, holders: [amira-haddad], deputies: [ben]}\n"
            "desk: {title: Desk, holders: [ben], deputies: [amira-haddad]}\n"
        ),
    }
    (problem,) = errors(root := make_catalog(tmp_path, files, base=BASE))
    assert (str(problem.place), problem.edit) == ("catalog/people.yml:1:1", None)
    assert problem.hint == (
        'call it "amira-haddad" again; or, if "amira-hadad" is meant, run: '
        "servicebook rename person:amira-haddad amira-hadad, which corrects the references"
    )
    assert not find_fixes(Disk(root), TODAY).fixed


def test_an_id_that_was_replaced_in_all_of_its_own_file_is_one_problem(tmp_path: Path) -> None:
    roles = (
        "chief:\n  title: Lead\n  summary: X.\n  holders: [ana]\n"
        "aide:\n  title: Aide\n  summary: X.\n  holders: [ben]\n  reports_to: it/chief\n"
    )
    (problem,) = errors(make_catalog(tmp_path, {f"{IT}/roles.yml": roles}, base=BASE))
    assert problem.place.path == f"{IT}/roles.yml"
    assert problem.message.startswith('the role "it/lead" is gone, and "it/chief" seems to be it; ')
