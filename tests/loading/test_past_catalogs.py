"""The catalogs of a history are those that are read of each of its commits by itself."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import fields
from datetime import date
from pathlib import Path

import pytest
from tests.git_repository import commit, git
from tests.support import IT, REPOSITORY, SMALL, make_catalog, write

from servicebook.loading import load_catalog
from servicebook.loading.loaded import LoadedCatalog
from servicebook.loading.past_catalogs import PastCatalog, catalog_history, past_catalogs
from servicebook.source.catalog_tree import NoCatalogError
from servicebook.source.git_tree import Git

OTHERWISE = {"mentioned", "faulty_kinds", "incomplete_kinds", "faulty_files", "owners_files"}
"""What is known of a catalog only when all of it has been checked."""
NOT_READ = {"results"}
"""What says nothing of what was promised in the past."""
DAY = date(2026, 9, 1)


def told(root: Path, every: int = 1, like: LoadedCatalog | None = None, **options: str) -> list[PastCatalog]:
    """All catalogs, of which all or every so many have been compared with those of their commits."""
    history = catalog_history(root, **options)
    found = list(past_catalogs(root, history, day=DAY, like=like))
    for past in found[::-every]:
        revision = past.commit.hash if past.commit else history.after
        assert revision is not None
        try:
            loaded = load_catalog(Git.at(root, revision), DAY)
        except NoCatalogError:
            assert {d.path.split("/")[0] for d in past.documents} == {"site_config"}
            continue
        for field in fields(past.catalog):
            if field.compare and field.name not in OTHERWISE | NOT_READ:
                assert getattr(past.catalog, field.name) == getattr(loaded.catalog, field.name), field.name
        departments = past.catalog.departments
        assert [d.path for d in past.documents] == [
            d.path
            for d in loaded.documents
            if d.location.department in {None, *departments} and d.location.kind.name not in NOT_READ
        ]
        assert past.catalog.results == ()
        assert past.catalog.faulty_files == frozenset(past.unread)
    return found


def test_each_is_what_its_commit_holds_whatever_was_edited(tmp_path: Path) -> None:
    script = REPOSITORY / "benchmarks/make_history.py"
    subprocess.run(
        [sys.executable, script, tmp_path / "x", "--commits", "60"], check=True, capture_output=True
    )
    found = told(tmp_path / "x", every=10)
    assert len(found) > 50
    last = found[-1].commit
    assert last is not None
    later = told(tmp_path / "x", every=5, after=f"{last.hash}~10")
    assert later[0].commit is None
    assert later[-1].catalog == found[-1].catalog
    today = load_catalog(tmp_path / "x", DAY)
    again = told(tmp_path / "x", every=5, like=today, after=f"{last.hash}~10")
    assert [past.catalog for past in again] == [past.catalog for past in later]
    assert [[(d.path, d.text, d.value) for d in past.documents] for past in again] == [
        [(d.path, d.text, d.value) for d in past.documents] for past in later
    ]


def test_a_broken_file_is_unread_until_it_is_mended(tmp_path: Path) -> None:
    root = make_catalog(tmp_path, {}, base=SMALL)
    commit(root)
    sound = (root / f"{IT}/roles.yml").read_bytes()
    write(root, {f"{IT}/roles.yml": "lead: [\n", "site_config/priorities.yml": "priorities: 1\n"})
    commit(root)
    write(root, {f"{IT}/roles.yml": sound, f"{IT}/services/a b.yml": "name: X\nsummary: X.\n"})
    commit(root)
    (root / f"{IT}/department.yml").unlink()
    commit(root)
    first, broken, mended, without = told(root)
    assert (first.unread, broken.unread) == ((), (f"{IT}/roles.yml", "site_config/priorities.yml"))
    assert {role.department for role in broken.catalog.roles.values()} == {"hr"}
    assert mended.unread == (f"{IT}/services/a b.yml", "site_config/priorities.yml")
    assert mended.catalog.roles == first.catalog.roles
    assert f"{IT}/roles.yml" in without.unread
    assert "it" not in without.catalog.departments


def test_documents_and_objects_that_no_commit_touches_stay_the_same(tmp_path: Path) -> None:
    root = make_catalog(tmp_path, {f"{IT}/services/a.yml": "name: A\nsummary: A.\n"}, base=SMALL)
    commit(root)
    write(root, {f"{IT}/services/a.yml": "name: B\nsummary: B.\n"})
    commit(root)
    before, after = told(root)
    differing = {d.path for d in after.documents} - {d.path for d in before.documents if d in after.documents}
    assert differing == {f"{IT}/services/a.yml"}
    assert all(after.catalog.roles[key] is role for key, role in before.catalog.roles.items())
    assert after.catalog.settings is before.catalog.settings


def test_what_is_as_it_is_today_is_taken_over_from_there_and_nothing_else(tmp_path: Path) -> None:
    root = make_catalog(tmp_path, {f"{IT}/services/a.yml": "name: A\nsummary: A.\n"}, base=SMALL)
    first = commit(root)
    write(root, {f"{IT}/services/a.yml": "name: B\nsummary: B.\n", f"{IT}/services/b.yml": "name: [\n"})
    commit(root)
    write(root, {f"{IT}/services/a.yml": "name: C\nsummary: C.\n"})
    today = load_catalog(root, DAY)
    before, after = told(root, like=today, after=first)
    assert [past.catalog.services["it/a"].name for past in (before, after)] == ["A", "B"]
    assert after.unread == (f"{IT}/services/b.yml",)
    todays = {id(one.document) for one in today.checked.flawless}
    assert [d.path for d in before.documents if id(d) not in todays] == [f"{IT}/services/a.yml"]
    assert all(before.catalog.roles[key] is role for key, role in today.catalog.roles.items())


def test_a_link_says_what_it_leads_to_says(tmp_path: Path) -> None:
    root = make_catalog(tmp_path, {f"{IT}/services/a.yml": "name: A\nsummary: A.\n"}, base=SMALL)
    (root / f"{IT}/services/b.yml").symlink_to("a.yml")
    commit(root)
    write(root, {f"{IT}/services/a.yml": "name: B\nsummary: B.\n"})
    commit(root)
    (root / f"{IT}/services/b.yml").unlink()
    write(root, {f"{IT}/services/b.yml": "name: Own\nsummary: Own.\n"})
    commit(root)
    names = [past.catalog.services["it/b"].name for past in told(root)]
    assert names == ["A", "B", "Own"]


def test_the_catalog_may_be_a_link_to_another_folder(tmp_path: Path) -> None:
    root = make_catalog(tmp_path, {}, base=SMALL)
    (root / "catalog").rename(root / "data")
    (root / "catalog").symlink_to("data")
    commit(root)
    write(root, {f"{IT}/services/new.yml": "name: A\nsummary: A.\n"})
    commit(root)
    assert "it/new" in told(root)[-1].catalog.services


def test_names_that_no_file_of_a_catalog_may_have_are_unread(tmp_path: Path) -> None:
    root = make_catalog(tmp_path, {f"{IT}/services/new\nline.yml": "name: A\nsummary: A.\n"}, base=SMALL)
    (root / "catalog/notices").mkdir(exist_ok=True)
    (root / "catalog/notices/README.md").write_text("let be", encoding="utf-8")
    (root / "site_config/pages").mkdir()
    (root / "site_config/pages/index.md").write_text("a page", encoding="utf-8")
    (root / f"{IT}/list.csv").write_text("a,b", encoding="utf-8")
    commit(root)
    (past,) = told(root)
    assert past.unread == (f"{IT}/list.csv", f"{IT}/services/new\nline.yml")


def test_a_history_of_nothing_tells_nothing(tmp_path: Path) -> None:
    write(tmp_path, {"README.md": "x"})
    commit(tmp_path)
    assert told(tmp_path) == []
    write(tmp_path, dict(SMALL))
    commit(tmp_path)
    git(tmp_path, "rm", "-r", "--quiet", "catalog")
    git(tmp_path, "commit", "--quiet", "--message", "x")
    here, gone = told(tmp_path)
    assert here.catalog.departments
    assert not gone.catalog.departments


def test_without_a_day_each_is_as_of_its_own(tmp_path: Path) -> None:
    root = make_catalog(tmp_path, {}, base=SMALL)
    git(root, "init", "--quiet")
    for day in ("2025-03-01T23:30:00+1000", "2026-03-01T00:30:00-1000"):
        write(root, {f"{IT}/services/a.yml": f"name: A\nsummary: Of {day}\n"})
        git(root, "add", ".")
        git(root, "commit", "--quiet", "--date", day, "--message", "x")
    found = list(past_catalogs(root, catalog_history(root)))
    assert [past.catalog.today for past in found] == [date(2025, 3, 1), date(2026, 3, 1)]
    assert found[0].on(DAY).today == DAY
    assert found[1].on(date(2026, 3, 1)) is found[1].catalog


@pytest.mark.parametrize("name", ["a", "b"])
def test_a_catalog_below_the_top_of_its_repository_has_its_own_history(tmp_path: Path, name: str) -> None:
    for folder in ("a", "b"):
        write(tmp_path / folder, dict(SMALL))
    commit(tmp_path)
    write(tmp_path / "b", {f"{IT}/services/new.yml": "name: A\nsummary: A.\n"})
    commit(tmp_path)
    assert len(told(tmp_path / name)) == {"a": 1, "b": 2}[name]
