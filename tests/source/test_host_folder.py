"""Where a catalog lies within its repository, as hosts want to be told."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from tests.git_repository import git
from tests.support import IT, SMALL, make_catalog, run

from servicebook.source.host_folder import folder_in_repository

WRONG = f"{IT}/services/old.yml"


def wrong_catalog(root: Path) -> Path:
    return make_catalog(root, {WRONG: "name: Old\n"}, base=SMALL)


def paths(root: Path, form: str, **env: str) -> set[str]:
    """The paths of problems in a report."""
    out = run("check", "--root", str(root), "--today", "2026-09-01", "--format", form, env=env).stdout
    if form == "github":
        return set(re.findall(r"^::error file=([^,]*),", out, re.MULTILINE))
    if form == "gitlab":
        return {entry["location"]["path"] for entry in json.loads(out)}
    if form == "json":
        return {problem["path"] for problem in json.loads(out)["problems"]}
    results = json.loads(out)["runs"][0]["results"]
    return {
        place["physicalLocation"]["artifactLocation"]["uri"] for one in results for place in one["locations"]
    }


@pytest.mark.parametrize(
    ("form", "path"),
    [
        ("github", f"sub dir/{WRONG}"),
        ("gitlab", f"sub dir/{WRONG}"),
        ("sarif", f"sub%20dir/{WRONG}"),
        ("json", WRONG),
    ],
)
def test_hosts_are_told_paths_from_the_top_of_the_repository(tmp_path: Path, form: str, path: str) -> None:
    root = wrong_catalog(tmp_path / "sub dir")
    git(tmp_path, "init", "--quiet")
    assert paths(root, form) == {path}


@pytest.mark.parametrize("name", ["GITHUB_WORKSPACE", "CI_PROJECT_DIR"])
def test_a_job_without_git_says_where_its_files_are(tmp_path: Path, name: str) -> None:
    root = wrong_catalog(tmp_path / "sub dir")
    assert folder_in_repository(root, {name: str(tmp_path)}) == "sub dir/"
    assert paths(root, "gitlab", **{name: str(tmp_path)}) == {f"sub dir/{WRONG}"}


def test_at_the_top_and_in_no_repository_nothing_is_put_before_paths(tmp_path: Path) -> None:
    elsewhere = {"GITHUB_WORKSPACE": str(tmp_path / "elsewhere"), "CI_PROJECT_DIR": str(tmp_path)}
    assert folder_in_repository(tmp_path, elsewhere) == ""
    git(tmp_path, "init", "--quiet")
    assert folder_in_repository(tmp_path, {}) == ""
