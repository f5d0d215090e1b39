"""Objects are equal when they say the same, wherever that was written: what comparing two revisions rests on."""

from __future__ import annotations

import dataclasses
import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest
from tests.support import REPOSITORY, SMALL, catalog, make_catalog, write

from servicebook.model.catalog import Catalog
from servicebook.model.clocks import Clocks

KINDS = tuple(field.name for field in dataclasses.fields(Catalog) if field.init)


@pytest.fixture(scope="module")
def example() -> Catalog:
    return catalog(REPOSITORY)


@pytest.fixture(scope="module")
def moved(tmp_path_factory: pytest.TempPathFactory) -> Catalog:
    """The example, in which every line stands elsewhere."""
    root = tmp_path_factory.mktemp("moved")
    for folder in ("catalog", "site_config"):
        shutil.copytree(REPOSITORY / folder, root / folder)
        for file in (root / folder).rglob("*.yml"):
            file.write_text("# moved\n" * 3 + file.read_text(encoding="utf-8"), encoding="utf-8")
    return catalog(root)


@pytest.mark.parametrize("kind", KINDS)
def test_two_loads_of_one_repository_are_equal_object_by_object(
    kind: str, example: Catalog, moved: Catalog
) -> None:
    left, right = getattr(example, kind), getattr(moved, kind)
    if isinstance(left, Mapping):
        assert list(left) == list(right)
        for qualified_id in left:
            assert left[qualified_id] == right[qualified_id]
    assert left == right


def test_two_loads_of_one_repository_are_equal(example: Catalog, moved: Catalog) -> None:
    assert example == moved


def test_what_is_equal_stands_in_other_places(example: Catalog, moved: Catalog) -> None:
    service = example.services["it/laptop-repair"]
    other = moved.services["it/laptop-repair"]
    assert service == other
    assert service.origin.place("name").line + 3 == other.origin.place("name").line


def test_the_calendars_that_promises_are_counted_on_are_equal(example: Catalog, moved: Catalog) -> None:
    for calendar_id, definition in example.settings.calendars.items():
        assert definition == moved.settings.calendars[calendar_id]
        assert Clocks(example).calendar(calendar_id) == Clocks(moved).calendar(calendar_id)


def test_an_object_that_says_something_else_is_not_equal(tmp_path: Path) -> None:
    root = make_catalog(tmp_path, SMALL)
    before = catalog(root)
    write(root, {"catalog/people.yml": SMALL["catalog/people.yml"].replace("Ana", "Ann")})
    after = catalog(root)
    assert before.people["ana"] != after.people["ana"]
    assert before.people["ben"] == after.people["ben"]
    assert before.index == after.index
    assert before != after
