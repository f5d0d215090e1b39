"""What is exported and brought in again is what it was."""

from __future__ import annotations

from pathlib import Path

from tests.sites import DAY, contents, copy_of_example
from tests.support import REPOSITORY, run_process


def export(form: str, root: Path, to: Path) -> Path:
    done = run_process("export", form, "--root", str(root), "--output", str(to), "--today", DAY)
    assert done.returncode == 0, done.stdout + done.stderr
    return to


def test_spreadsheets_of_a_catalog_change_nothing_in_it(tmp_path: Path) -> None:
    root = copy_of_example(tmp_path / "house")
    before = contents(root)
    sheets = export("csv", root, tmp_path / "sheets")
    done = run_process("import", "csv", str(sheets), str(root), "--today", DAY)
    assert done.stdout.startswith("Nothing to write"), done.stdout + done.stderr
    assert done.returncode == 0
    assert contents(root) == before


def test_the_json_document_of_a_catalog_changes_nothing_in_it_and_makes_it_anew(tmp_path: Path) -> None:
    root = copy_of_example(tmp_path / "house")
    before = contents(root)
    document = export("json", root, tmp_path / "catalog.json")
    done = run_process("import", "json", str(document), str(root), "--today", DAY)
    assert done.stdout.startswith("Nothing to write"), done.stdout + done.stderr
    assert contents(root) == before
    made = tmp_path / "made"
    done = run_process("import", "json", str(document), str(made), "--today", DAY)
    assert done.returncode == 0, done.stdout + done.stderr
    again = export("json", made, tmp_path / "again.json")
    assert again.read_bytes() == document.read_bytes()


def test_what_backstage_is_told_changes_nothing_in_the_catalog(tmp_path: Path) -> None:
    root = copy_of_example(tmp_path / "house")
    before = contents(root)
    entities = export("backstage", root, tmp_path / "catalog-info.yaml")
    done = run_process("import", "backstage", str(entities), str(root), "--today", DAY)
    assert done.stdout.startswith("Nothing to write"), done.stdout + done.stderr
    assert contents(root) == before


def test_what_backstage_is_told_comes_back_the_same(tmp_path: Path) -> None:
    first = export("backstage", REPOSITORY, tmp_path / "first" / "catalog-info.yaml")
    root = tmp_path / "again"
    done = run_process("import", "backstage", str(first.parent), str(root))
    assert done.returncode == 0, done.stdout + done.stderr
    again = export("backstage", root, tmp_path / "again.yaml")
    assert again.read_text() == first.read_text()
