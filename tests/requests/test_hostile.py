"""Whoever writes a request reaches one value of the catalog, and nothing else: no other file, no program.

The requests of ``cases/requests/refused`` are refused with words; texts of those in ``applied`` stay texts.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest
from tests.kills import tree
from tests.support import CASES, IT, SMALL, make_catalog, run

from servicebook.requests.read_request import read_request
from servicebook.source.yaml_comments import comments_of
from servicebook.source.yaml_reader import parse
from servicebook.source.yaml_values import value_at

REFUSED, APPLIED = (sorted((CASES / "requests" / name).iterdir()) for name in ("refused", "applied"))
FILES = {
    ".github/workflows/catalog.yml": "on: push\njobs: {}\n",
    "site_config/organization.yml": "name: Office\n",
    "catalog/results/it/2026.yml": (
        "2026-01:\n  results:\n    - {service: it/repair, measure: response_time, counted: 9, kept: 9}\n"
    ),
    f"{IT}/services/repair.yml": (
        "# of IT\nname: Repair # its name\nsummary: We mend it.\nroles: {owner: it/lead}\n"
        "# what is promised\ntargets: [{measure: response_time, within: 4 hours}]\n"
    ),
}  # fmt: skip
DAY = ("--today", "2026-09-01")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return make_catalog(tmp_path / "root", FILES, base=SMALL)


def test_there_are_more_than_forty() -> None:
    assert len(REFUSED) > 40


@pytest.mark.parametrize("file", REFUSED, ids=lambda file: file.stem)
def test_a_hostile_request_is_refused_with_words_and_touches_nothing(root: Path, file: Path) -> None:
    before = tree(root.parent)
    told = run("apply", str(file), "--format", "json", "--root", str(root), *DAY, cwd=root)
    assert told.returncode == 1, told
    assert told.stderr == ""
    answer = json.loads(told.stdout)
    assert (answer["applied"], answer["files"], answer["changes"]) == (False, [], [])
    assert all(refusal["code"] and len(refusal["message"]) > 10 for refusal in answer["refused"])
    assert answer["refused"]
    assert tree(root.parent) == before


@pytest.mark.parametrize("file", REFUSED, ids=lambda file: file.stem)
def test_what_is_said_of_a_hostile_request_is_short_and_obeyed_by_no_terminal(root: Path, file: Path) -> None:
    told = run("apply", str(file), "--root", str(root), *DAY, cwd=root)
    assert told.returncode == 1
    assert len(told.stdout) < 3_000
    assert all(line.isprintable() for line in told.stdout.split("\n"))


@pytest.mark.parametrize("file", APPLIED, ids=lambda file: file.stem)
def test_a_text_stays_a_text_and_only_its_field_changes(root: Path, file: Path) -> None:
    before = tree(root.parent)
    told = run("apply", str(file), "--format", "json", "--root", str(root), *DAY, cwd=root)
    assert told.returncode == 0, told.stdout
    (path,) = json.loads(told.stdout)["files"]
    after = tree(root.parent)
    assert {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)} == {
        f"root/{path}"
    }
    old, new = ((entries[f"root/{path}"][1] or b"").decode() for entries in (before, after))
    assert parse(new, "").value == wanted(parse(old, "").value, file)
    assert [one.text for one in comments_of(new)] == [one.text for one in comments_of(old)]


def wanted(value: Any, file: Path) -> Any:
    """What the file is to say, worked out by nothing but Python's own means."""
    request = read_request(file.read_bytes())
    if request.new is not None:
        return {**value, request.qualified_id: request.new}
    (change,) = request.changes
    assert value_at(value, change.path) == change.before
    return {**value, str(change.path[0]): change.after}


def test_a_link_out_of_the_catalog_is_not_followed(root: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside.yml"
    outside.write_text("ana: {name: Ana}\nben: {name: Ben}\n")
    (root / "catalog/people.yml").unlink()
    (root / "catalog/people.yml").symlink_to(os.path.relpath(outside, root / "catalog"))
    request = tmp_path / "request.json"
    change = {"path": ["phone"], "to": "+1 555 0100"}
    request.write_text(json.dumps({"object": "person:ana", "set": [change], "why": "x"}))
    before = tree(tmp_path)
    told = run("apply", str(request), "--root", str(root), *DAY)
    assert (told.returncode, "leads out of the catalog" in told.stdout) == (1, True)
    assert tree(tmp_path) == before
