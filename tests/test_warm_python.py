"""A program that is forked, not loaded, gets what its caller has, and the caller gets what came of it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = """\
import os, sys
print(__name__, sys.argv[1:], os.getcwd(), dict(os.environ)["WORD"], sys.stdin.read())
print("é", file=sys.stderr)
"""


def started(
    warm: Path, *command: str, folder: Path, given: str = "", **env: str
) -> subprocess.CompletedProcess[str]:
    path = f"{warm}{os.pathsep}{os.environ['PATH']}"
    return subprocess.run(
        command, cwd=folder, env={"PATH": path, **env}, input=given,
        capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip


def test_a_script_has_its_arguments_folder_environment_and_streams(warm: Path, tmp_path: Path) -> None:
    done = started(warm, "python", "-c", SCRIPT, "a b", folder=tmp_path, given="text", WORD="ü")
    assert (done.returncode, done.stderr) == (0, "é\n")
    assert done.stdout == f"__main__ ['a b'] {tmp_path} ü text\n"


@pytest.mark.parametrize(
    ("script", "status", "said"),
    [
        ("raise SystemExit(3)", 3, ""),
        ("raise SystemExit('why')", 1, "why\n"),
        ("1 / 0", 1, "ZeroDivisionError: division by zero\n"),
        ("import os; os.kill(os.getpid(), 15)", 128 + 15, ""),
    ],
)
def test_how_a_script_ends_is_told(warm: Path, tmp_path: Path, script: str, status: int, said: str) -> None:
    done = started(warm, "python3", "-", folder=tmp_path, given=script)
    assert (done.returncode, done.stdout) == (status, "")
    assert done.stderr.endswith(said)


def test_one_may_start_another(warm: Path, tmp_path: Path) -> None:
    script = "import subprocess; subprocess.run(['servicebook', 'check', '--root', 'x'], check=False)"
    done = started(warm, "sh", "-c", f'python -c "{script}"', folder=tmp_path)
    assert done.stderr.startswith("servicebook check: there is no folder catalog/ in x")


def test_what_cannot_be_done_this_way_is_said(warm: Path, tmp_path: Path) -> None:
    if warm == Path(sys.executable).parent:
        pytest.skip("nothing forks here")
    done = started(warm, "python", "-X", "utf8", "-c", "1", folder=tmp_path)
    assert (done.returncode, "cannot do this: python -X utf8 -c 1" in done.stderr) == (1, True)
