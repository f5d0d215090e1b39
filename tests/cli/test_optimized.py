"""Commands need nothing of what ``python -OO`` leaves out: neither assertions nor docstrings."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.cli.test_streams import FILES, PRINTING
from tests.sites import contents
from tests.support import REPOSITORY, run, write

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


COMMANDS = {
    **PRINTING,
    "sarif": ("check", "--format", "sarif", "--today", "2026-09-01"),
    "help": ("--help",),
    "broken": ("check", "--root", "broken", "--today", "2026-09-01"),
}
"""By name; they write to ``made``, and the site to ``site``."""
ENVIRONMENT = {"PATH": "", "COLUMNS": "80"}


def prepared(folder: Path) -> Path:
    return write(folder, {**FILES, "broken/catalog/departments/it/department.yml": "nam: IT\nsummary: [x\n"})


def told_here(folder: Path) -> dict[str, Any]:
    """What every command says within this process, which leaves nothing out."""
    told: dict[str, Any] = {}
    for name, args in COMMANDS.items():
        done = run(*args, cwd=folder, env=ENVIRONMENT)
        told[name] = [done.returncode, done.stdout, re.sub(r"[0-9.]+ s\b", "s", done.stderr)]
    return as_json(json.dumps(told), folder)


def told_without(folder: Path) -> dict[str, Any]:
    """What every command says, run by ``python -OO``."""
    done = subprocess.run(
        [sys.executable, "-OO", "-c", ALL, json.dumps(COMMANDS)],
        cwd=folder, capture_output=True, encoding="utf-8", check=False,
        env={**os.environ, "PYTHONPATH": str(REPOSITORY / "generator"), **ENVIRONMENT},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return as_json(done.stdout, folder)


def as_json(text: str, folder: Path) -> dict[str, Any]:
    """The same for every folder."""
    result: dict[str, Any] = json.loads(text.replace(str(folder), "here"))
    return result


def test_every_command_says_and_writes_the_same_without_them(tmp_path: Path) -> None:
    plain, optimized = tmp_path / "plain/root", tmp_path / "optimized/root"
    assert __debug__ and __doc__
    usual, without = told_here(prepared(plain)), told_without(prepared(optimized))
    for name in usual:
        assert without[name] == usual[name], name
    assert usual["check"][0] == 0 and "fullDescription" in usual["sarif"][1]
    for folder in (plain, optimized):
        shutil.rmtree(folder / ".servicebook/cache")  # times of files, which differ
    one, other = contents(plain), contents(optimized)
    assert one.keys() == other.keys()
    assert [path for path in one if one[path] != other[path]] == []
