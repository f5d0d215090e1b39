"""Large catalogs, read on all cores: nothing is lost, and nothing remarkable is passed over."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from tests.support import SMALL, TODAY, make_catalog

from servicebook.documents.bulk_load import MIN_FILES, bulk_load
from servicebook.documents.document import Document
from servicebook.loading import load_catalog
from servicebook.model.made_objects import MadeObjects
from servicebook.problems import Problem
from servicebook.source.catalog_tree import list_files, read_text
from servicebook.source.tree import Disk
from servicebook.source.yaml_reader import parse

MANY = MIN_FILES + 100
FAULTS = {
    "catalog/departments/it/services/s-7.yml": ("name: S\nsummary: [\n", "yaml-syntax"),
    "catalog/departments/it/services/s-70.yml": ("name: S\nsumary: Odd.\nsummary: S\n", "unknown-key"),
    "catalog/departments/it/services/s-700.yml": (
        "name: S\nsummary: S\nhandoffs: [{id: a, by: it, after: [b]}]\n",
        "bad-value",
    ),
    "catalog/departments/it/services/s-701.yml": (
        "name: S\nsummary: S\nreplaced_by: it/nope\n",
        "unknown-service",
    ),
    "catalog/departments/it/services/s-702.yml": ("name: S\nsummary: S\nname: T\n", "duplicate-key"),
    "catalog/departments/it/services/S-703.yml": ("name: S\nsummary: S\n", "bad-id"),
}


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    services = {
        f"catalog/departments/it/services/s-{number}.yml": (
            f"name: S {number}\nsummary: S.\nroles: {{owner: it/lead}}\n"
        )
        for number in range(MANY)
    }
    faults = {path: text for path, (text, _) in FAULTS.items()}
    return make_catalog(tmp_path_factory.mktemp("large"), {**services, **faults}, base=SMALL)


def test_files_without_a_fault_are_read_as_ever(large: Path) -> None:
    tree = Disk(large)
    paths = list_files(tree, "catalog").paths
    loaded = bulk_load(tree, paths)
    alone = {"catalog/departments/it/services/s-701.yml"}  # only other files tell that its reference is wrong
    assert {valid.document.path for valid in loaded} == set(paths) - set(FAULTS) | alone
    for valid in loaded:
        text = read_text(tree, valid.document.path)
        assert isinstance(text, str)
        assert (valid.document.text, valid.document.value) == (text, parse(text, "").value)


def test_what_is_read_is_handed_over_and_what_is_made_of_it_is_not_made_again(large: Path) -> None:
    tree, made, handed = Disk(large), MadeObjects(), []

    def then(document: Document) -> None:
        handed.append((document, made.of(document, paths_of)))

    loaded = bulk_load(tree, list_files(tree, "catalog").paths, then)
    assert [document for document, _ in handed] == [valid.document for valid in loaded]
    assert all(made.of(document, paths_of) is one for document, one in handed)


def paths_of(document: Document) -> list[str]:
    return [document.path]


@pytest.fixture(scope="module")
def problems(large: Path) -> tuple[Problem, ...]:
    """What is found there by several processes."""
    return load_catalog(large, TODAY).problems


def test_every_fault_of_a_large_catalog_is_found(problems: tuple[Problem, ...]) -> None:
    found = {p.place.path: p.code for p in problems if p.place.path in FAULTS and p.severity == "error"}
    assert found == {path: code for path, (_, code) in FAULTS.items()}


def test_beside_other_threads_the_answer_is_the_same(large: Path, problems: tuple[Problem, ...]) -> None:
    done = threading.Event()
    beside = threading.Thread(target=done.wait)
    beside.start()
    try:
        assert load_catalog(large, TODAY).problems == problems
    finally:
        done.set()
        beside.join()


def test_a_small_catalog_is_read_here(tmp_path: Path) -> None:
    tree = Disk(make_catalog(tmp_path, SMALL))
    assert bulk_load(tree, list_files(tree, "catalog").paths) == []
