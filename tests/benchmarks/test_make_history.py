"""benchmarks/make_history.py, by its command line: the same commits each time, on a catalog that can be read."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.git_repository import git
from tests.support import REPOSITORY, TODAY

from servicebook.loading import load_catalog

SCRIPT = REPOSITORY / "benchmarks/make_history.py"


def make(folder: Path, *options: str) -> Path:
    subprocess.run([sys.executable, SCRIPT, folder, *options], check=True, capture_output=True)
    return folder


def test_the_same_numbers_give_the_same_commits(tmp_path: Path) -> None:
    heads = {git(make(tmp_path / name, "--commits", "45"), "rev-parse", "HEAD") for name in ("a", "b")}
    assert len(heads) == 1
    lines = git(tmp_path / "a", "log", "--first-parent", "--format=%P").splitlines()
    assert [len(parents.split()) for parents in lines].count(2) == 2
    assert len(set(lines)) == len(lines)


def test_the_last_change_is_of_so_many_services_that_can_be_read(tmp_path: Path) -> None:
    root = make(tmp_path / "a", "--commits", "0", "--change", "20")
    changed = git(root, "diff", "--name-only", "HEAD~1").splitlines()
    assert len(changed) == 20
    assert all("/services/" in path for path in changed)
    codes = {problem.code for problem in load_catalog(root, TODAY).problems}
    assert codes.isdisjoint({"yaml-syntax", "bad-value", "unknown-key", "missing-key", "wrong-type"})


def test_a_folder_that_holds_something_is_let_be(tmp_path: Path) -> None:
    (tmp_path / "mine").write_text("x", encoding="utf-8")
    refused = subprocess.run([sys.executable, SCRIPT, tmp_path], capture_output=True, text=True, check=False)
    assert refused.returncode == 2
    assert "is not an empty folder" in refused.stderr
