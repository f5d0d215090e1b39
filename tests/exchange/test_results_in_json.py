"""Results go through the JSON document; those that count too few are in no export, and no import takes them away."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from tests.sites import contents
from tests.support import SMALL, make_catalog, opened, run

from servicebook.exchange.catalog_formats import EXPORTERS
from servicebook.model.visible import visible

DAY = ("--today", "2026-09-01")
PATH = "catalog/results/it/2026.yml"
ROW = "service: it/repair, measure: response_time"
FILE = f"""\
# ours
2026-05:
  results:
    - {{{ROW}, counted: 40, kept: 39}}
    - {{service: it/repair, measure: quality, counted: 3, kept: 2, commit: abcdef0}}   # too few
    # a comment
    - {{service: it/repair, measure: accuracy, counted: 50, kept: 49}}
  notes:
    it/repair: It was hot.
2026-08:
  as_of: 2026-08-31
  results:
    - {{{ROW}, counted: 4, kept: 1, commit: fedcba9}}
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return make_catalog(tmp_path / "root", {PATH: FILE}, base=SMALL)


def exported(root: Path, to: Path) -> Any:
    assert run("export", "json", "--root", str(root), "--output", str(to), *DAY).returncode == 0
    return json.loads(to.read_text(encoding="utf-8"))


@pytest.mark.parametrize("form", EXPORTERS)
def test_no_export_has_results_that_count_too_few(root: Path, form: str) -> None:
    texts = EXPORTERS[form].export(visible(opened(root).catalog)).values()
    assert not [word for word in ("abcdef0", "fedcba9", "2026-08-31") for text in texts if word in str(text)]


def test_results_come_back_as_they_were_exported(root: Path, tmp_path: Path) -> None:
    (entry,) = exported(root, tmp_path / "catalog.json")["results"]
    assert (entry["department"], entry["period"], entry["path"]) == ("it", "2026-05", PATH)
    assert [row["measure"] for row in entry["written"]["results"]] == ["response_time", "accuracy"]
    assert entry["written"]["notes"] == {"it/repair": "It was hot."}
    done = run("import", "json", str(tmp_path / "catalog.json"), str(tmp_path / "made"), *DAY)
    assert done.returncode == 0, done.stderr
    exported(tmp_path / "made", tmp_path / "again.json")
    assert (tmp_path / "again.json").read_bytes() == (tmp_path / "catalog.json").read_bytes()


def test_import_into_its_own_catalog_changes_what_differs_alone(root: Path, tmp_path: Path) -> None:
    file = tmp_path / "catalog.json"
    document = exported(root, file)
    before = contents(root)
    assert run("import", "json", str(file), str(root), *DAY).stdout.startswith("Nothing to write")
    assert contents(root) == before
    written = document["results"][0]["written"]
    written["results"][1]["kept"] = 41
    written["notes"]["it/repair"] = "It was very hot."
    written["results"].append({"service": "it/repair", "measure": "availability", "counted": 9, "kept": 9})
    file.write_text(json.dumps(document), encoding="utf-8")
    done = run("import", "json", str(file), str(root), *DAY)
    assert done.returncode == 0, done.stdout + done.stderr
    after = FILE.replace("kept: 49", "kept: 41").replace("was hot", "was very hot")
    line = "    - {service: it/repair, measure: quality"
    added = "    - {service: it/repair, measure: availability, counted: 9, kept: 9}\n"
    assert (root / PATH).read_text() == after.replace(line, added + line)


def test_results_that_are_none_are_refused_with_their_place(root: Path, tmp_path: Path) -> None:
    file = tmp_path / "catalog.json"
    document = exported(root, file)
    document["results"][0]["written"]["results"][0]["measure"] = "speed"
    file.write_text(json.dumps(document), encoding="utf-8")
    before = contents(root)
    done = run("import", "json", str(file), str(root), *DAY)
    assert done.returncode != 0
    assert 'the results of "it" in "2026-05" are not what results are written as' in done.stdout + done.stderr
    assert contents(root) == before
