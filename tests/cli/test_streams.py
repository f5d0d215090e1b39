"""Whatever a command's standard streams are: a line that says so and the right exit status, never a traceback."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from tests.support import HR, IT, SMALL, write
from tests.warm_python import call

from servicebook.cli import COMMANDS

DAY = ("--today", "2026-09-01")
PRINTING = {
    "init": ("init", "made", *DAY),
    "new": ("new", "service", "it/loan", "--name", "Loan", "--summary", "We lend.", *DAY),
    "rename": ("rename", "department:hr", "people", *DAY),
    "apply": ("apply", "request.json", *DAY),
    "check": ("check", *DAY),
    "build": ("build", "--site", "site", *DAY),
    "show": ("show", "it/repair", *DAY),
    "promise": ("promise", "it/repair", "--asked", "2026-09-01T10:00+00:00", *DAY),
    "plan": ("plan", "start", "--by", "2026-10-01", *DAY),
    "chain": ("chain", "it/repair", *DAY),
    "impact": ("impact", "it/repair", *DAY),
    "agenda": ("agenda", "it", *DAY),
    "leave": ("leave", "ana", *DAY),
    "diff": ("diff", "--base-root", ".", *DAY),
    "suggest-aliases": ("suggest-aliases", *DAY),
    "accept": ("accept", "it-hr", "--party", "hr", "--by", "hr/head", *DAY),
    "measure": ("measure", "--counted", "counted.csv", *DAY),
    "schemas": ("schemas",),
    "import": ("import", "csv", "tables", ".", "--accept-losses", *DAY),
    "export": ("export", "json", *DAY),
    "owners": ("owners", "--format", "github", *DAY),
}
"""Each command as it prints something."""
SILENT = {"serve", "lock", "digest", "join"}
"""Those that print nothing of their own to standard output before they need a network, server, history or slices."""
FILES = {
    **SMALL,
    "catalog/agreements/it-hr.yml": "name: Repairs\nprovider: it\ncustomer: hr\ncovers: [it/repair]\n",
    f"{IT}/services/repair.yml": SMALL[f"{IT}/services/repair.yml"].replace(
        "response_time", "fulfillment_time"
    ),
    "catalog/journeys/start.yml": "name: S\nsummary: S.\nsteps:\n- {id: a, title: A, service: it/repair}\n",
    f"{HR}/services/only.yml": "name: Only\nsummary: One.\n",
    f"{IT}/services/other.yml": "name: Other\nsummary: One.\n",
    "request.json": '{"object": "person:ana", "set": [{"path": ["phone"], "to": "+1 555 0100"}], "why": "x"}',
    "counted.csv": "service,measure,period,counted,kept\nit/repair,fulfillment_time,2026-07,40,38\n",
    "tables/services.csv": "id,department,name,summary\nrepair,it,Repair,We mend all.\n",
}


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(write(tmp_path / "root", FILES))
    return tmp_path / "root"


SCRIPT = """\
import os, sys
from servicebook.cli import main
way, *args = sys.argv[1:]
if way == "closed":
    os.close(1)
    sys.stdout = None
else:
    sys.stdout.reconfigure(write_through=way == "unbuffered")
sys.exit(main(args))
"""


def told(
    programs: Path, args: Sequence[str], log: Path, output: int | None, *, buffered: bool = True
) -> tuple[int, str]:
    """A command whose standard output is a descriptor, or closed: its exit status, and what it says of errors."""
    way = "closed" if output is None else "buffered" if buffered else "unbuffered"
    with Path(os.devnull).open("r+") as quiet, log.open("w") as error:
        streams = (quiet.fileno(), quiet.fileno() if output is None else output, error.fileno())
        status = call(programs, ["-c", SCRIPT, way, *args], streams)
    return status, log.read_text(encoding="utf-8")


def test_every_command_is_tried() -> None:
    assert {*PRINTING, *SILENT} == set(COMMANDS)


@pytest.mark.parametrize("name", PRINTING)
def test_a_closed_output_is_said_before_anything_is_done(
    root: Path, name: str, tmp_path: Path, warm: Path
) -> None:
    before = sorted(root.rglob("*"))
    status, error = told(warm, PRINTING[name], tmp_path / "log", None)
    assert (status, error) == (
        2,
        f"servicebook {name}: standard output is closed; send it to a file, or to /dev/null\n",
    )
    assert sorted(root.rglob("*")) == before


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
@pytest.mark.parametrize("buffered", [True, False], ids=["buffered", "unbuffered"])
@pytest.mark.parametrize("name", PRINTING)
def test_a_full_output_is_said(root: Path, name: str, buffered: bool, tmp_path: Path, warm: Path) -> None:
    full = os.open("/dev/full", os.O_WRONLY)
    try:
        status, error = told(warm, PRINTING[name], tmp_path / "log", full, buffered=buffered)
    finally:
        os.close(full)
    assert status == 2, error
    assert error.endswith(
        f"servicebook {name}: cannot write to standard output: No space left on device\n"
    ), error
    assert "Traceback" not in error and "Exception" not in error


@pytest.mark.parametrize("buffered", [True, False], ids=["buffered", "unbuffered"])
@pytest.mark.parametrize("name", PRINTING)
def test_an_output_that_nobody_reads_any_more_ends_it_quietly(
    root: Path, name: str, buffered: bool, tmp_path: Path, warm: Path
) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    try:
        status, error = told(warm, PRINTING[name], tmp_path / "log", writing, buffered=buffered)
    finally:
        os.close(writing)
    assert status == 141, error
    assert "Traceback" not in error and "Exception" not in error and "standard output" not in error


SHELL = {
    "closed": ('"$@" >&-', 2),
    "full": ('"$@" >/dev/full', 2),
    "read in part": ('{ "$@"; echo $? >&2; } | head -n 1 >/dev/null', 0),
    "errors closed": ('"$@" 2>&-', 0),
    "errors full": ('"$@" --root nowhere 2>/dev/full', 2),
    "everything closed": ('"$@" <&- >&- 2>&-', 2),
    "no input": ('"$@" <&-', 0),
}


@pytest.mark.skipif(sys.platform != "linux", reason="the devices of Linux")
@pytest.mark.parametrize("way", SHELL)
def test_a_shell_sees_the_same(root: Path, way: str) -> None:
    script, status = SHELL[way]
    command = [sys.executable, "-m", "servicebook.cli", "export", "json", *DAY]
    done = subprocess.run(
        ["sh", "-c", script, "sh", *command], capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == status, done.stderr
    assert "Traceback" not in done.stderr and "Exception" not in done.stderr
    assert done.stdout == "" or done.stdout.startswith("{")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
@pytest.mark.parametrize("args", [("--help",), ("--version",), ("check", "--help")])
def test_help_that_cannot_be_printed_is_said_too(args: tuple[str, ...], tmp_path: Path, warm: Path) -> None:
    full = os.open("/dev/full", os.O_WRONLY)
    try:
        status, error = told(warm, args, tmp_path / "log", full)
    finally:
        os.close(full)
    assert status == 2
    assert error.endswith(": cannot write to standard output: No space left on device\n")


def test_without_an_input_nothing_is_asked(tmp_path: Path, warm: Path) -> None:
    command = [warm / "servicebook", "init", "made"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
