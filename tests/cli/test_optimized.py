"""Commands need nothing of what ``python -OO`` leaves out: neither assertions nor docstrings."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.cli.test_streams import FILES, PRINTING
from tests.sites import contents
from tests.support import REPOSITORY, write

ALL = """\
import io, json, re, sys
from contextlib import redirect_stderr, redirect_stdout
from servicebook.cli import main

told = {}
for name, args in json.loads(sys.argv[1]).items():
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        try:
            status = main(args)
        except SystemExit as ended:
            status = ended.code
    told[name] = [status, out.getvalue(), re.sub(r"[0-9.]+ s\\b", "s", err.getvalue())]
print(json.dumps(told))
"""


def told(folder: Path, *options: str) -> dict[str, Any]:
    """What every command says, run by Python with these options; it writes to ``made``, and the site to ``site``."""
    commands = {
        **PRINTING,
        "sarif": ("check", "--format", "sarif", "--today", "2026-09-01"),
        "help": ("--help",),
        "broken": ("check", "--root", "broken", "--today", "2026-09-01"),
    }
    write(folder, {**FILES, "broken/catalog/departments/it/department.yml": "nam: IT\nsummary: [x\n"})
    done = subprocess.run(
        [sys.executable, *options, "-c", ALL, json.dumps(commands)],
        cwd=folder, capture_output=True, encoding="utf-8", check=False,
        env={"PYTHONPATH": str(REPOSITORY / "generator"), "PATH": ""},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    result: dict[str, Any] = json.loads(done.stdout.replace(str(folder), "here"))
    return result


def test_every_command_says_and_writes_the_same_without_them(tmp_path: Path) -> None:
    plain, optimized = tmp_path / "plain/root", tmp_path / "optimized/root"
    usual, without = told(plain), told(optimized, "-OO")
    for name in usual:
        assert without[name] == usual[name], name
    assert usual["check"][0] == 0 and "fullDescription" in usual["sarif"][1]
    for folder in (plain, optimized):
        shutil.rmtree(folder / ".servicebook/cache")  # times of files, which differ
    one, other = contents(plain), contents(optimized)
    assert one.keys() == other.keys()
    assert [path for path in one if one[path] != other[path]] == []
