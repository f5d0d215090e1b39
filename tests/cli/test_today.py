"""The day that commands take for today: any that can be, and a line for all others."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.cli.test_streams import FILES, PRINTING
from tests.support import run, write

WITH_A_DAY = [name for name, args in PRINTING.items() if "--today" in args]
ENDS = ("1980-01-01", "2099-12-31")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return write(tmp_path / "root", FILES)


@pytest.mark.parametrize("day", ["0001-01-01", "1979-12-31", "2100-01-01", "9999-12-31"])
@pytest.mark.parametrize("name", WITH_A_DAY)
def test_a_day_at_the_end_of_time_is_refused_in_a_line(root: Path, name: str, day: str) -> None:
    done = run(*PRINTING[name], "--today", day, cwd=root)
    assert done.returncode == 2
    assert done.stderr.splitlines()[-1] == (
        f"servicebook {name}: error: argument --today: {day} is too early or too late; "
        "name a day between 1980-01-01 and 2099-12-31"
    )


@pytest.mark.parametrize("day", ["", "2026-02-30", "0000-01-01", "10000-01-01", "-1", "today", "2026-1-1x"])
def test_what_is_no_day_is_refused_in_a_line(root: Path, day: str) -> None:
    done = run("check", f"--today={day}", cwd=root)
    assert done.returncode == 2 and "Traceback" not in done.stderr
    assert done.stderr.splitlines()[-1].startswith("servicebook check: error: argument --today: ")


@pytest.mark.parametrize("day", ENDS)
@pytest.mark.parametrize("name", [name for name in WITH_A_DAY if name not in ("build", "promise", "plan")])
def test_the_first_and_the_last_day_do(root: Path, name: str, day: str) -> None:
    done = run(*PRINTING[name], "--today", day, cwd=root)
    assert done.returncode in ((0, 1) if name in ("chain", "import", "accept") else (0,)), done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("day", ENDS)
def test_promises_and_plans_of_those_days_are_made(root: Path, day: str) -> None:
    done = run("promise", "it/repair", "--asked", f"{day}T10:00+00:00", "--today", day, cwd=root)
    assert done.returncode == 0, done.stderr
    done = run("plan", "start", "--by", day, "--today", day, cwd=root)
    assert done.returncode in (0, 2) and "Traceback" not in done.stderr
    done = run("plan", "start", "--by", "9999-12-31", cwd=root)
    assert done.returncode == 2 and "is too early or too late" in done.stderr


@pytest.mark.parametrize("day", ENDS)
def test_a_site_of_those_days_is_built(root: Path, tmp_path: Path, day: str) -> None:
    done = run("build", "--site", str(tmp_path / "site"), "--today", day, cwd=root)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("seconds", ["253402300800", "99999999999999999999", "-99999999999999"])
def test_a_number_of_seconds_that_no_day_has_is_out_of_range(root: Path, seconds: str) -> None:
    done = run("check", cwd=root, env={"SOURCE_DATE_EPOCH": seconds})
    assert (done.returncode, done.stderr) == (
        2,
        f"servicebook check: SOURCE_DATE_EPOCH is out of range: {seconds} seconds; the day must be between 1980-01-01 "
        "and 2099-12-31\n",
    )


@pytest.mark.parametrize("seconds", ["0", "-1", "315532799", "4102444800", "99999999999"])
def test_a_day_of_the_environment_that_cannot_be_is_said(root: Path, seconds: str) -> None:
    done = run("check", cwd=root, env={"SOURCE_DATE_EPOCH": seconds})
    assert done.returncode == 2
    assert done.stderr.startswith("servicebook check: SOURCE_DATE_EPOCH names the day ")
    assert done.stderr.endswith("; the day must be between 1980-01-01 and 2099-12-31\n")
