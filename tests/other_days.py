"""Run the tests on other days, one after the other: ``python -m tests.other_days [NAME …] [-- PYTEST'S ARGUMENTS]``.

Debian's faketime gives Python, and every command that a test starts, another time; the browser keeps the machine's own,
as its pages are given theirs anyway (see tests/browser/resting.py). Without names it is every one of :func:`moments`.

Exit status: 0 when all hold on every day; 1 when a test fails or faketime is missing.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from itertools import count
from pathlib import Path

FOLDER = Path(__file__).parent
ZONE = "Europe/Amsterdam"
"""The machine's zone in these runs: one whose clocks change, that of the example organization."""


def moments(today: date) -> Mapping[str, str]:
    """When to run the tests, in the time of :data:`ZONE`: days to come that are unlike others, by name."""
    leap_year = next(year for year in count(today.year) if _is_leap(year) and date(year, 2, 29) > today)
    return {
        "tomorrow": f"{today + timedelta(days=1)} 12:00:00",
        "new-years-night": f"{today.year}-12-31 23:59:30",
        "clocks-go-forward": f"{_last_sunday(today, 3)} 01:59:30",
        "clocks-go-back": f"{_last_sunday(today, 10)} 02:59:30",
        "leap-day": f"{leap_year}-02-29 12:00:00",
        "in-three-years": f"{today + timedelta(days=3 * 365 + 1)} 12:00:00",
    }


def _is_leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def _last_sunday(after: date, month: int) -> date:
    """The next last Sunday of a month, on which European clocks change."""
    for year in count(after.year):
        last = date(year, month, 31)
        sunday = last - timedelta(days=last.isoweekday() % 7)
        if sunday > after:
            return sunday
    raise AssertionError("years do not end")


def run_on(moment: str, arguments: Sequence[str]) -> int:
    """The tests as of a moment of :data:`ZONE`; the exit status of pytest."""
    environment = {
        **os.environ,
        "TZ": ZONE,
        "FAKETIME_DONT_FAKE_MONOTONIC": "1",  # else locks with a time limit hang
        "NO_FAKE_STAT": "1",  # else compiled modules look older than their source, and are compiled for every process
        "PYTHONPATH": os.pathsep.join([str(FOLDER / "faketime"), os.environ.get("PYTHONPATH", "")]).rstrip(os.pathsep),
    }  # fmt: skip
    command = ["faketime", moment, sys.executable, "-m", "pytest", *arguments]
    return subprocess.run(command, env=environment, cwd=FOLDER.parent, check=False).returncode


def faketime_is_there() -> bool:
    """Whether faketime can be run; as root on Debian it is installed where it is missing."""
    if not shutil.which("faketime") and shutil.which("apt-get") and os.geteuid() == 0:
        subprocess.run(["apt-get", "update", "-qq"], check=False)
        subprocess.run(["apt-get", "install", "-y", "-qq", "faketime"], check=False)
    return shutil.which("faketime") is not None


def main(arguments: Sequence[str]) -> int:
    """Run what the command line says, with all processors where it says nothing of pytest."""
    end = arguments.index("--") if "--" in arguments else len(arguments)
    names, given = (
        arguments[:end],
        arguments[end + 1 :] or ["-m", "", "-n", "auto", "--dist", "loadfile", "-q"],
    )
    known = moments(date.today())  # noqa: DTZ011  # the day of whoever runs it
    if unknown := [name for name in names if name not in known]:
        print(f"There is no day {', '.join(unknown)}; there are: {', '.join(known)}", file=sys.stderr)
        return 1
    if not faketime_is_there():
        print("This needs faketime: apt install faketime (dnf install libfaketime)", file=sys.stderr)
        return 1
    failed = []
    for name in names or known:
        print(f"\n{name}: {known[name]} {ZONE}", flush=True)
        if run_on(known[name], given) != 0:
            failed.append(name)
    print(f"\nTests fail on: {', '.join(failed)}" if failed else "\nAll tests hold on every day.")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
