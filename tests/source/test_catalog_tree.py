"""Which files belong to a catalog, and what keeps one from being read."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from tests.support import IT, SMALL, errors, found, make_catalog, problems, write

from servicebook.problems import Problem
from servicebook.source.catalog_tree import list_files, read_text
from servicebook.source.tree import MAX_BYTES, Disk, UnreadableError


def test_dotfiles_readmes_and_skipped_folders_are_let_be(tmp_path: Path) -> None:
    write(tmp_path, {"c/a.yml": "", "c/.hidden": "", "c/.git/x": "", "c/d/README.md": "", "c/pages/x.md": ""})
    listing = list_files(Disk(tmp_path), "c", skip=frozenset({"c/pages"}))
    assert (listing.paths, listing.problems) == (("c/a.yml",), ())


def test_a_folder_that_is_not_there_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(UnreadableError, match="No such file"):
        list_files(Disk(tmp_path), "catalog")


def test_a_file_of_exactly_1_mib_is_read_and_one_byte_more_is_not(tmp_path: Path) -> None:
    (tmp_path / "f.yml").write_bytes(b"#" * MAX_BYTES)
    assert isinstance(read_text(Disk(tmp_path), "f.yml"), str)
    (tmp_path / "f.yml").write_bytes(b"#" * (MAX_BYTES + 1))
    problem = read_text(Disk(tmp_path), "f.yml")
    assert isinstance(problem, Problem)
    assert (str(problem.place), problem.code) == ("f.yml:1:1", "too-large")


def test_a_file_that_is_gone_is_a_problem(tmp_path: Path) -> None:
    problem = read_text(Disk(tmp_path), "f.yml")
    assert isinstance(problem, Problem)
    assert (problem.code, problem.message) == (
        "unreadable-file",
        "the file cannot be read: No such file or directory",
    )


def test_a_link_within_the_catalog_is_read_like_a_file(tmp_path: Path) -> None:
    root = make_catalog(tmp_path, {}, base=SMALL)
    (root / f"{IT}/services/mending.yml").symlink_to("repair.yml")
    assert found(root) == [f"{IT}/services/repair.yml:1:1 object-twice"]


@pytest.mark.parametrize(
    "target", ["../../../../../../outside.yml", "/etc/hostname", "/dev/zero", "gone.yml", "."]
)
def test_a_link_to_anything_but_a_file_of_the_catalog_is_refused(tmp_path: Path, target: str) -> None:
    root = make_catalog(tmp_path / "repo", {}, base=SMALL)
    (tmp_path / "outside.yml").write_text("name: Secret\nsummary: Secret.\n")
    (root / f"{IT}/services/leak.yml").symlink_to(target)
    assert found(root) == [f"{IT}/services/leak.yml:1:1 symbolic-link"]


def test_links_that_lead_to_one_another_are_refused(tmp_path: Path) -> None:
    root = make_catalog(tmp_path, {})
    (root / "catalog/journeys").symlink_to("notices")
    (root / "catalog/notices").symlink_to("journeys")
    assert found(root) == ["catalog/journeys:1:1 symbolic-link", "catalog/notices:1:1 symbolic-link"]


def test_a_pipe_is_no_file_and_is_never_opened(tmp_path: Path) -> None:
    root = make_catalog(tmp_path, {})
    os.mkfifo(root / f"{IT}/faqs.yml")
    assert found(root) == [f"{IT}/faqs.yml:1:1 stray-file"]


def test_a_file_name_that_is_not_utf8_is_one_problem(tmp_path: Path) -> None:
    root = make_catalog(tmp_path, {f"{IT}/services/x.yml": "name: X\nsummary: X.\n"})
    folder = os.fsencode(root / IT)
    Path(os.fsdecode(folder + b"/services/b\xfcro.yml")).write_text("name: X\nsummary: X.\n")
    Path(os.fsdecode(folder + b"/\xff")).mkdir()
    Path(os.fsdecode(folder + b"/\xff/x.yml")).write_text("name: X\n")
    assert errors(root) == [
        rf"{IT}/\xff:1:1 stray-file",
        rf"{IT}/services/b\xfcro.yml:1:1 stray-file",
    ]


@pytest.mark.parametrize(
    ("path", "hint"),
    [
        (f"{IT}/services/laptop.yaml", "rename it to laptop.yml"),
        (f"{IT}/services/laptop.YML", "rename it to laptop.yml"),
        (f"{IT}/role.yml", "move it to the place of its kind: "),
        (f"{IT}/services/old/laptop.yml", "move it to the place of its kind: "),
        ("catalog/departments/hr.yml", "move it to the place of its kind: "),
        (f"{IT}/notes.txt", "move it out of catalog/"),
        ("site_config/calendar.yml", "rename it to calendars.yml"),
        ("site_config/people.yaml", "site_config/ contains organization.yml, "),
    ],
)
def test_a_file_that_no_kind_explains_is_a_stray_file(tmp_path: Path, path: str, hint: str) -> None:
    root = make_catalog(tmp_path, {path: "name: X\n"})
    (problem,) = problems(root)
    assert (str(problem.place), problem.code) == (f"{path}:1:1", "stray-file")
    assert problem.hint
    assert problem.hint.startswith(hint)


def test_words_of_an_old_encoding_are_shown_with_their_lines(tmp_path: Path) -> None:
    people = "ana: {name: Zoë Núñez}\nben: {name: Ben}\nkim: {name: René}\n".encode("cp1252")
    root = make_catalog(tmp_path, {"catalog/people.yml": people}, base=SMALL)
    problem = next(one for one in problems(root) if one.code == "not-utf8")
    assert problem.message == 'the file is not saved as UTF-8: see "Zoë" here; other lines: 3'
    assert problem.hint and "see whether Zoë is right there, and choose Save as" in problem.hint


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-16"])
def test_a_file_that_is_saved_as_utf_16_is_called_so(tmp_path: Path, encoding: str) -> None:
    people = "ana: {name: Анна}\n"
    root = make_catalog(tmp_path, {"catalog/people.yml": people.encode(encoding)}, base=SMALL)
    problem = next(one for one in problems(root) if one.code == "not-utf8")
    assert str(problem.place) == "catalog/people.yml:1:1"
    assert problem.message == "the file is saved as UTF-16, and not as UTF-8"


def test_an_ending_that_an_editor_has_added_is_named(tmp_path: Path) -> None:
    notice = "title: Lift closed\naffects: {departments: [it]}\nfrom: 2026-09-01\n"
    (problem,) = problems(make_catalog(tmp_path, {"catalog/notices/lift.yml.txt": notice}, base=SMALL))
    assert problem.hint == "rename it to lift.yml: an editor has added .txt, which Windows may hide"


def test_other_files_beside_the_settings_are_let_be(tmp_path: Path) -> None:
    files = {"site_config/logo.svg": "<svg/>", "site_config/pages/a.yml": "x: [", "site_config/x/y.yml": "["}
    assert found(make_catalog(tmp_path, files)) == []


def test_a_department_without_its_own_file_is_named_once(tmp_path: Path) -> None:
    files = {
        "catalog/departments/hr/services/pay.yml": "name: Pay\nsummary: Pay.\n",
        "catalog/departments/hr/roles.yml": "{}\n",
    }
    (problem,) = problems(make_catalog(tmp_path, files))
    assert (str(problem.place), problem.code) == ("catalog/departments/hr/roles.yml:1:1", "stray-file")
    assert problem.hint == "add catalog/departments/hr/department.yml, or move the file"


@pytest.mark.parametrize(
    ("path", "name", "hint"),
    [
        (f"{IT}/services/Laptop Repair.yml", "Laptop Repair", 'call it "laptop-repair"'),
        (f"{IT}/services/laptop_repair.yml", "laptop_repair", 'call it "laptop-repair"'),
        (f"{IT}/services/büro.yml", "büro", 'call it "buro"'),
        (f"{IT}/services/a--b.yml", "a--b", 'call it "a-b"'),
        (
            f"{IT}/services/修理.yml",
            "修理",
            "use lower-case letters, digits and single hyphens, at most 63 characters",
        ),
        (f"{IT}/services/{'x' * 64}.yml", "x" * 64, f'call it "{"x" * 63}"'),
    ],
)
def test_a_name_that_cannot_be_an_id_is_refused_with_one_that_can(
    tmp_path: Path, path: str, name: str, hint: str
) -> None:
    (problem,) = problems(make_catalog(tmp_path, {path: "name: X\nsummary: X.\ntargets: []\n"}))
    assert (str(problem.place), problem.code) == (f"{path}:1:1", "bad-id")
    assert (problem.message, problem.hint) == (f'"{name}" is not a valid id', hint)


def test_a_file_that_windows_cannot_hold_is_refused_and_a_key_of_that_name_is_not(tmp_path: Path) -> None:
    files = {
        f"{IT}/services/aux.yml": "name: X\nsummary: X.\n",
        "catalog/departments/con/department.yml": "name: Con\nsummary: Contracts.\n",
        "catalog/people.yml": "con: {name: Con Ryan}\n",
    }
    assert errors(make_catalog(tmp_path, files)) == [
        "catalog/departments/con/department.yml:1:1 bad-id",
        f"{IT}/services/aux.yml:1:1 bad-id",
    ]


def test_a_department_folder_with_a_bad_name_is_named_once(tmp_path: Path) -> None:
    files = {
        "catalog/departments/H R/department.yml": "name: HR\nsummary: People.\n",
        "catalog/departments/H R/roles.yml": "{}\n",
    }
    assert errors(make_catalog(tmp_path, files)) == ["catalog/departments/H R/department.yml:1:1 bad-id"]
