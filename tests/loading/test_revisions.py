"""Catalogs from revisions of a real git repository, and the same bytes from disk, from git and laid over a tree."""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from dataclasses import fields
from pathlib import Path

import pytest
from tests.git_repository import commit, git
from tests.support import IT, REPOSITORY, SMALL, TODAY, make_catalog, told, write

from servicebook.loading import LoadedCatalog, load_catalog
from servicebook.source.catalog_tree import NoCatalogError
from servicebook.source.git_command import RevisionError
from servicebook.source.git_tree import Git
from servicebook.source.tree import MAX_BYTES, Disk, Overlay

FAULTY = {
    f"{IT}/services/broken.yml": "name: [\n",
    f"{IT}/services/misspelt.yml": "name: X\nsumary: X.\n",
    f"{IT}/services/lost.yml": "name: X\nsummary: X.\nreplaced_by: it/nothing\n",
    f"{IT}/services/large.yml": "#" * (MAX_BYTES + 1),
    f"{IT}/services/exact.yml": "#" * MAX_BYTES,
    f"{IT}/services/bytes.yml": b"name: \xff\n",
    f"{IT}/services/marked.yml": b"\xef\xbb\xbfname: M\r\nsummary: M.\r\n",
    f'{IT}/services/quo"ted\t\u00fc.yml': "name: Q\nsummary: Q.\n",
    f"{IT}/services/old/x.yml": "name: X\nsummary: X.\n",
    f"{IT}/README.md": "no file of the catalog",
    "catalog/departments/law/services/x.yml": "name: X\nsummary: X.\n",
    "site_config/pages/a.yml": "a page: [",
    "CODEOWNERS": b"# Made by `servicebook owners --format github` from roles and people: x\xff\r\n",
}


def assert_equal(one: LoadedCatalog, other: LoadedCatalog) -> None:
    """The same problems, and the same objects, each by itself."""
    assert one.problems == other.problems
    assert (one.waived, one.files) == (other.waived, other.files)
    assert [d.path for d in one.documents] == [d.path for d in other.documents]
    for field in fields(one.catalog):
        left, right = getattr(one.catalog, field.name), getattr(other.catalog, field.name)
        if field.compare and isinstance(left, Mapping):
            for qualified_id in left.keys() | right.keys():
                assert left[qualified_id] == right[qualified_id]
    assert one.catalog == other.catalog


def test_two_revisions_are_opened_and_differ_in_what_was_changed(tmp_path: Path) -> None:
    root = make_catalog(tmp_path, {}, base=SMALL)
    commit(root)
    people = "# more people\nana: {name: Ann}\nben: {name: Ben}\neve: {name: Eve}\n"
    write(root, {"catalog/people.yml": people, f"{IT}/services/loan.yml": "name: Loan\nsummary: We lend.\n"})
    (root / "site_config/priorities.yml").unlink()
    commit(root)
    write(root, {"catalog/people.yml": "what is not committed: [\n"})
    before, after = (load_catalog(Git.at(root, name), TODAY).catalog for name in ("HEAD~1", "HEAD"))
    assert (set(before.people), set(after.people)) == ({"ana", "ben"}, {"ana", "ben", "eve"})
    assert before.people["ana"] != after.people["ana"]
    assert before.people["ben"] == after.people["ben"]
    assert before.people["ben"].origin.place().line + 1 == after.people["ben"].origin.place().line
    assert (set(before.services), set(after.services)) == ({"it/repair"}, {"it/loan", "it/repair"})
    assert before.services["it/repair"] == after.services["it/repair"]
    assert before.settings.calendars == after.settings.calendars
    assert before.settings.priorities
    assert not after.settings.priorities
    assert before.roles == after.roles


def test_disk_git_and_overlay_say_the_same_of_the_same_bytes(tmp_path: Path) -> None:
    root = make_catalog(tmp_path / "repository", FAULTY, base=SMALL)
    (root / f"{IT}/services/link.yml").symlink_to("repair.yml")
    (root / f"{IT}/services/long-way.yml").symlink_to("../../it/services/./link.yml")
    (root / f"{IT}/services/out.yml").symlink_to("../../../../../outside.yml")
    (root / f"{IT}/services/absolute.yml").symlink_to("/etc/hostname")
    (root / f"{IT}/services/lost-link.yml").symlink_to("nothing.yml")
    (root / f"{IT}/services/one.yml").symlink_to("other.yml")
    (root / f"{IT}/services/other.yml").symlink_to("one.yml")
    (root / "catalog/departments/same").symlink_to("it")
    Path(os.fsdecode(os.fsencode(root / IT) + b"/services/b\xfcro.yml")).write_text("name: X\nsummary: X.\n")
    revision = commit(root)
    disk = load_catalog(root, TODAY)
    assert len({problem.code for problem in disk.problems}) > 8, [told(p) for p in disk.problems]
    [owners] = disk.catalog.owners_files
    assert owners.text.endswith("\ufffd\n")
    assert_equal(disk, load_catalog(Git.at(root, revision), TODAY))
    assert_equal(disk, load_catalog(Overlay(Disk(root), {}), TODAY))
    texts = {path: text for path, text in {**SMALL, **FAULTY}.items() if isinstance(text, str)}
    for path in texts:
        (root / path).write_text("this is laid over: [")
    write(root, {"catalog/notices/gone.yml": "this is not there: ["})
    assert_equal(disk, load_catalog(Overlay(Disk(root), {**texts, "catalog/notices/gone.yml": None}), TODAY))


def test_the_example_is_the_same_from_disk_from_git_and_laid_over_nothing(tmp_path: Path) -> None:
    root = tmp_path / "repository"
    for folder in ("catalog", "site_config"):
        shutil.copytree(REPOSITORY / folder, root / folder)
    commit(root)
    disk = load_catalog(root, TODAY)
    assert_equal(disk, load_catalog(Git.at(root, "HEAD"), TODAY))
    texts = {
        file.relative_to(root).as_posix(): file.read_bytes().decode()  # a rota has line ends of its own
        for ending in ("yml", "ics")
        for file in root.rglob(f"*.{ending}")
    }
    assert_equal(disk, load_catalog(Overlay(Disk(tmp_path / "nowhere"), texts), TODAY))


def test_a_catalog_in_a_subfolder_of_its_repository_is_read_with_the_owners_at_the_top(
    tmp_path: Path,
) -> None:
    root = make_catalog(tmp_path / "one two" / "ser«vices", {"CODEOWNERS": "* @a\n"}, base=SMALL)
    write(tmp_path, {".github/CODEOWNERS": "* @b\n", "one two/catalog/x.yml": "another catalog: ["})
    commit(tmp_path)
    tree = Git.at(root, "HEAD")
    assert tree.folder == Disk(root).folder == "one two/ser«vices"
    loaded = load_catalog(tree, TODAY)
    assert [file.path for file in loaded.catalog.owners_files] == ["CODEOWNERS", "../../.github/CODEOWNERS"]
    assert_equal(load_catalog(root, TODAY), loaded)


def test_a_catalog_that_is_a_link_to_another_folder_of_the_repository_is_read(tmp_path: Path) -> None:
    make_catalog(
        tmp_path / "data", {f"{IT}/services/loan.yml": "name: Loan\nsummary: We lend.\n"}, base=SMALL
    )
    (tmp_path / "data" / IT / "services/lent.yml").symlink_to("loan.yml")
    (tmp_path / "site").mkdir()
    (tmp_path / "site/catalog").symlink_to("../data/catalog")
    (tmp_path / "site/site_config").symlink_to("../data/site_config")
    commit(tmp_path)
    disk = load_catalog(tmp_path / "site", TODAY)
    assert "it/lent" in disk.catalog.services
    assert_equal(disk, load_catalog(Git.at(tmp_path / "site", "HEAD"), TODAY))


def test_thousands_of_files_are_read_from_git_as_from_disk(tmp_path: Path) -> None:
    services = {f"{IT}/services/s-{n}.yml": f"name: S {n}\nsummary: S.\n" for n in range(1600)}
    root = make_catalog(tmp_path, {**services, **FAULTY}, base=SMALL)
    commit(root)
    loaded = load_catalog(Git.at(root, "HEAD"), TODAY)
    assert len(loaded.catalog.services) > 1600
    assert_equal(load_catalog(root, TODAY), loaded)


def test_a_submodule_is_a_problem_of_its_place(tmp_path: Path) -> None:
    other = make_catalog(tmp_path / "other", {}, base={"department.yml": "name: Law\nsummary: Law.\n"})
    commit(other)
    root = make_catalog(tmp_path / "repository", {}, base=SMALL)
    commit(root)
    path = "catalog/departments/law"
    git(root, "-c", "protocol.file.allow=always", "submodule", "--quiet", "add", str(other), path)
    commit(root)
    [problem] = load_catalog(Git.at(root, "HEAD"), TODAY).problems
    assert (told(problem), problem.message) == (
        f"{path}:1:1 stray-file",
        "this is a submodule: its files are not in this repository",
    )


def test_a_repository_with_sha256_hashes_is_read(tmp_path: Path) -> None:
    root = make_catalog(tmp_path, {}, base=SMALL)
    git(root, "init", "--quiet", "--object-format=sha256")
    assert len(commit(root)) == 64
    assert_equal(load_catalog(root, TODAY), load_catalog(Git.at(root, "HEAD"), TODAY))


@pytest.mark.parametrize("revision", ["nonsense", "HEAD~1", "HEAD:catalog", "--all", "", "a\0b", "0" * 40])
def test_a_revision_that_is_none_is_said(tmp_path: Path, revision: str) -> None:
    root = make_catalog(tmp_path, {}, base=SMALL)
    commit(root)
    with pytest.raises(RevisionError) as refused:
        Git.at(root, revision)
    assert str(refused.value) == f'there is no revision "{revision}" in the repository of {root}'


def test_a_shallow_clone_says_how_to_get_the_revisions_that_it_lacks(tmp_path: Path) -> None:
    root = make_catalog(tmp_path / "repository", {}, base=SMALL)
    commit(root)
    commit(root)
    git(tmp_path, "clone", "--quiet", "--depth=1", root.as_uri(), "clone")
    assert load_catalog(Git.at(tmp_path / "clone", "HEAD"), TODAY).files == len(SMALL)
    with pytest.raises(RevisionError, match="the clone is shallow, and git fetch --unshallow brings"):
        Git.at(tmp_path / "clone", "HEAD~1")


def test_a_revision_without_a_catalog_is_said(tmp_path: Path) -> None:
    commit(write(tmp_path, {"README.md": ""}))
    make_catalog(tmp_path, {}, base=SMALL)
    with pytest.raises(NoCatalogError) as refused:
        load_catalog(Git.at(tmp_path, "HEAD"), TODAY)
    assert str(refused.value) == f"there is no folder catalog/ in {tmp_path} at HEAD"
    assert refused.value.hint == "name another revision"


def test_a_folder_in_no_repository_is_said(tmp_path: Path) -> None:
    with pytest.raises(RevisionError, match=f"git cannot read {tmp_path}: not a git repository"):
        Git.at(make_catalog(tmp_path, {}), "HEAD")


def test_a_folder_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(RevisionError, match=f"git cannot read {tmp_path}/x: cannot change to"):
        Git.at(tmp_path / "x", "HEAD")


def test_a_machine_without_git_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = make_catalog(tmp_path, {}, base=SMALL)
    commit(root)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(RevisionError, match="git cannot be run: No such file or directory; it is needed"):
        Git.at(root, "HEAD")


def test_a_file_that_git_has_lost_is_a_problem(tmp_path: Path) -> None:
    root = make_catalog(tmp_path, {}, base=SMALL)
    commit(root)
    tree = Git.at(root, "HEAD")
    name = git(root, "rev-parse", "HEAD:catalog/people.yml")
    (root / ".git/objects" / name[:2] / name[2:]).unlink()
    problems = load_catalog(tree, TODAY).problems
    assert [(told(p), p.message) for p in problems if p.place.path == "catalog/people.yml"] == [
        (
            "catalog/people.yml:1:1 unreadable-file",
            f"the file cannot be read: git has lost its content ({name})",
        )
    ]


def test_where_git_fails_while_it_reads_its_reason_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = make_catalog(tmp_path / "repository", {}, base=SMALL)
    commit(root)
    tree = Git.at(root, "HEAD")
    failing = tmp_path / "git"
    failing.write_text("#!/bin/sh\necho 'fatal: Out of memory, malloc failed' >&2\nexit 128\n")
    failing.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)
    with pytest.raises(RevisionError, match=f"git cannot read {root}: Out of memory, malloc failed"):
        load_catalog(tree, TODAY)


def test_within_a_hook_of_git_the_repository_of_the_catalog_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = make_catalog(tmp_path / "services", {}, base=SMALL)
    commit(tmp_path)
    monkeypatch.setenv("GIT_DIR", ".git")
    monkeypatch.setenv("GIT_INDEX_FILE", "nothing")
    assert load_catalog(Git.at(root, "HEAD"), TODAY).files == len(SMALL)
