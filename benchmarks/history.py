"""Measure how long the catalogs of a history take: python benchmarks/history.py REPOSITORY

Once all commits, once the last ten behind a commit that is known. The seconds go to standard error.
"""

import sys
import time
from collections.abc import Sequence
from pathlib import Path

from servicebook.loading.past_catalogs import catalog_history, past_catalogs

MORE = 10


def main(arguments: Sequence[str]) -> int:
    (folder,) = arguments
    root = Path(folder)
    commits = catalog_history(root).commits
    measure("history", root, None)
    measure(f"history, {MORE} more commits", root, commits[-1 - MORE].hash)
    return 0


def measure(phase: str, root: Path, after: str | None) -> None:
    began = time.perf_counter()
    for _ in past_catalogs(root, catalog_history(root, after=after)):
        pass
    print(f"servicebook: {phase} {time.perf_counter() - began:.2f} s", file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
