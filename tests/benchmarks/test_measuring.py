"""The measurement of counting tickets counts, and compares what it counts with the plain loop."""

from __future__ import annotations

import subprocess
import sys

from tests.support import REPOSITORY


def test_made_up_tickets_are_counted_and_compared() -> None:
    command = [
        sys.executable,
        "-m",
        "benchmarks.measuring",
        "--tickets",
        "3000",
        "--services",
        "40",
        "--repeat",
        "1",
    ]
    run = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=False)
    assert (run.returncode, run.stderr) == (0, "")
    assert run.stdout.splitlines()[0].startswith("| tickets on 40 services | time |")
    assert run.stdout.splitlines()[2].startswith("| 3,000 | ")
