"""Large catalogs, read on all cores: nothing is lost, and nothing remarkable is passed over."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from tests.support import SMALL, TODAY, make_catalog

from servicebook.documents.bulk_load import WORTH_IT, bulk_load
from servicebook.pipeline import open_catalog
from servicebook.source.files import list_files, read_text
from servicebook.source.yaml_reader import parse

MANY = WORTH_IT + 100
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
    paths = list_files(large, "catalog").paths
    found = bulk_load(large, paths)
    alone = {"catalog/departments/it/services/s-701.yml"}  # only other files tell that its reference is wrong
    assert set(paths) - set(found) == set(FAULTS) - alone
    for path, one in found.items():
        text = read_text(large, path)
        assert isinstance(text, str)
        assert (one.document.text, one.document.value) == (text, parse(text, path).value)


def test_every_fault_of_a_large_catalog_is_found(large: Path) -> None:
    found = {
        p.place.path: p.code
        for p in open_catalog(large, TODAY).problems
        if p.place.path in FAULTS and p.severity == "error"
    }
    assert found == {path: code for path, (_, code) in FAULTS.items()}


def test_beside_other_threads_the_answer_is_the_same(large: Path) -> None:
    before = open_catalog(large, TODAY).problems
    done = threading.Event()
    beside = threading.Thread(target=done.wait)
    beside.start()
    try:
        assert open_catalog(large, TODAY).problems == before
    finally:
        done.set()
        beside.join()


def test_a_small_catalog_is_read_here(tmp_path: Path) -> None:
    root = make_catalog(tmp_path, SMALL)
    assert bulk_load(root, list_files(root, "catalog").paths) == {}
