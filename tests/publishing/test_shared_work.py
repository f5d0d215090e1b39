"""A site is the same however many processes make it, and however these begin."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from tests.sites import DAY, contents
from tests.support import REPOSITORY

from servicebook.forking import HOW


@pytest.mark.parametrize("how", ["fork", "spawn"])
def test_the_example_is_the_same_however_processes_begin(
    example_site: Path, tmp_path: Path, how: str, warm: Path
) -> None:
    site = tmp_path / "site"
    command = ("build", "--root", str(REPOSITORY), "--site", str(site), "--today", DAY, "--clean")
    # others are forked from a process that was loaded, and begin anew where they are started from nothing
    program = (warm / "servicebook",) if how == "fork" else (sys.executable, "-m", "servicebook.cli")
    done = subprocess.run(
        [*program, *command], env={**os.environ, HOW: how}, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    expected, made = contents(example_site), contents(site)
    assert made.keys() == expected.keys()
    assert [path for path in expected if made[path] != expected[path]] == []
