"""A site is the same however many processes make it, and however these begin."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.sites import DAY, contents
from tests.support import REPOSITORY, run_process

from servicebook.processes import HOW


@pytest.mark.parametrize("how", ["fork", "spawn"])
def test_the_example_is_the_same_however_processes_begin(
    example_site: Path, tmp_path: Path, how: str
) -> None:
    site = tmp_path / "site"
    options = ("--root", str(REPOSITORY), "--site", str(site), "--today", DAY, "--clean")
    done = run_process("build", *options, env={HOW: how})
    assert done.returncode == 0, done.stdout + done.stderr
    expected, made = contents(example_site), contents(site)
    assert made.keys() == expected.keys()
    assert [path for path in expected if made[path] != expected[path]] == []
