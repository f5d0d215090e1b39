"""Measure how long a history takes: python benchmarks/history.py REPOSITORY

The catalogs of all commits, and of the last ten behind a commit that is known; then what changed with each of all but
the last ten, and with these when the others are known. The seconds go to standard error.
"""

import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

from servicebook.comparing.history import change_history
from servicebook.loading.past_catalogs import catalog_history, past_catalogs

T = TypeVar("T")

MORE = 10


def main(arguments: Sequence[str]) -> int:
    (folder,) = arguments
    root = Path(folder)
    commits = catalog_history(root).commits
    known = commits[-1 - MORE].hash
    measure("catalogs of all commits", lambda: go_through(root, None))
    measure(f"catalogs of {MORE} more", lambda: go_through(root, known))
    most = len(commits)
    first = measure(
        "what changed in all but these", lambda: change_history(root, {}, most=most, revision=known)
    )
    by_hash = {commit.hash: commit for commit in first.commits} if first else {}
    measure(f"what changed in {MORE} more", lambda: change_history(root, by_hash, most=most))
    return 0


def go_through(root: Path, after: str | None) -> None:
    for _ in past_catalogs(root, catalog_history(root, after=after)):
        pass


def measure(phase: str, work: Callable[[], T]) -> T:
    began = time.perf_counter()
    result = work()
    print(f"servicebook: {phase} {time.perf_counter() - began:.2f} s", file=sys.stderr)
    return result


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
