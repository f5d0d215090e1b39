"""What is exported and imported again is what it was."""

from __future__ import annotations

import json
import subprocess
import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given, settings
from tests.sites import DAY, contents, copy_of_example
from tests.strategies import catalogs
from tests.support import CASES, REPOSITORY, example_on, opened, run, write

from servicebook.exchange.catalog_formats import EXPORTERS, IMPORTERS
from servicebook.exchange.core.import_result import ImportRequest
from servicebook.exchange.repository.new_repository import as_texts
from servicebook.loading import load_documents
from servicebook.model.visible import visible

Command = Callable[..., subprocess.CompletedProcess[str]]


def export(form: str, root: Path, to: Path, by: Command = run) -> Path:
    done = by("export", form, "--root", str(root), "--output", str(to), "--today", DAY)
    assert done.returncode == 0, done.stdout + done.stderr
    return to


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, bytes]]:
    """The example, which nothing is to change, and what is in it."""
    root = copy_of_example(tmp_path_factory.mktemp("example") / "house")
    return root, contents(root)


@pytest.fixture(scope="module")
def elsewhere(warm: Path) -> Command:
    """The command line in another process than this one."""

    def by(*args: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [warm / "servicebook", *args], capture_output=True, encoding="utf-8", check=False
        )

    return by


@pytest.mark.parametrize("form", ["csv", "backstage", "json"])
def test_an_export_changes_nothing_in_its_own_catalog(
    house: tuple[Path, dict[str, bytes]], tmp_path: Path, form: str
) -> None:
    root, before = house
    # what the command writes: that it does, other tests say of smaller catalogs
    source = write(
        tmp_path, dict(EXPORTERS[form].export(visible(example_on(date.fromisoformat(DAY)).catalog)))
    )
    done = run(
        "import", form, str(source / "catalog.json" if form == "json" else source), str(root), "--today", DAY
    )
    assert done.stdout.startswith("Nothing to write"), done.stdout + done.stderr
    assert contents(root) == before


def test_the_json_document_of_a_catalog_restores_it(tmp_path: Path, elsewhere: Command) -> None:
    document = export("json", REPOSITORY, tmp_path / "catalog.json", by=elsewhere)
    made = tmp_path / "made"
    done = run("import", "json", str(document), str(made), "--today", DAY)
    assert done.returncode == 0, done.stdout + done.stderr
    again = export("json", made, tmp_path / "again.json")
    # from another process, so that what depends on the order of sets differs
    assert again.read_bytes() == document.read_bytes()


def test_an_export_to_backstage_comes_back_the_same(tmp_path: Path, elsewhere: Command) -> None:
    first = export("backstage", REPOSITORY, tmp_path / "first" / "catalog-info.yaml", by=elsewhere)
    root = tmp_path / "again"
    done = run("import", "backstage", str(first.parent), str(root))
    assert done.returncode == 0, done.stdout + done.stderr
    again = export("backstage", root, tmp_path / "again.yaml")
    # from another process, so that what depends on the order of sets differs
    assert again.read_text() == first.read_text()


OTHER = CASES / "exchange" / "gitlab-catalog" / "miniature"


def document(root: Path) -> str:
    """The JSON document of a catalog."""
    return run("export", "json", "--root", str(root), "--today", DAY).stdout


def objects(root: Path) -> dict[tuple[str, str], Any]:
    """What is written of every object, and the settings as they apply."""
    written: dict[tuple[str, str], Any] = {}
    for key, value in json.loads(document(root)).items():
        if isinstance(value, list):
            written |= {(key, item.get("id", "")): item.get("written", item) for item in value}
        else:
            written[key, ""] = value
    return written


@pytest.mark.parametrize("form", ["json", "csv", "backstage"])
def test_a_catalog_from_elsewhere_is_the_same_when_it_comes_back(tmp_path: Path, form: str) -> None:
    first, second, out = tmp_path / "first", tmp_path / "second", tmp_path / "out"
    assert run("import", "gitlab-catalog", str(OTHER), str(first), "--accept-losses").returncode == 0
    file = {"json": out / "catalog.json", "backstage": out / "catalog-info.yaml"}.get(form, out)
    assert run("export", form, "--root", str(first), "--output", str(file), "--today", DAY).returncode == 0
    before = contents(first)
    over = run("import", form, str(out), str(first), "--today", DAY)
    assert over.stdout.startswith("Nothing to write"), over.stdout + over.stderr
    assert contents(first) == before
    made = run("import", form, str(out), str(second), "--today", DAY)
    assert made.returncode == 0, made.stdout + made.stderr
    assert objects(second) == objects(first)
    if form != "csv":
        assert {*contents(second)} == {*before}
        assert document(second) == document(first)


@pytest.mark.parametrize("form", ["csv", "backstage"])
@settings(max_examples=15, deadline=None)
@given(files=catalogs)
def test_any_catalog_imported_into_itself_stays_as_it_is(form: str, files: dict[str, Any]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = write(Path(folder) / "root", as_texts(files))
        catalog = opened(root)
        assume(not catalog.errors)
        source = write(Path(folder) / "source", dict(EXPORTERS[form].export(visible(catalog.catalog))))
        request = ImportRequest(existing=load_documents(root).documents, catalog=catalog.catalog)
        result = IMPORTERS[form].load(source, request)
        assert (result.files, result.problems, result.losses) == ({}, (), ())
