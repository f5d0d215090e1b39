"""Measure comparisons of revisions, and histories: what `make bench` calls after the other figures.

    python -m benchmarks.comparing [--services 10000] [--changed 50] [--commits 1000] [--repeat 3]

A synthetic catalog is committed, then so many of its services are edited in another commit: `check`, `check --since`
and `diff` of the two are run in turn. The example organization gets so many commits, whose catalogs are gone through.
Each is a child process of its own. The medians go to stdout as Markdown, with how many times as long as `check` the
comparisons take, by the clock and in processor time, which a busy machine changes less. No time is asserted. Exit
status as that of run.py.
"""

import argparse
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from benchmarks.children import (
    MAKE_CATALOG,
    MEGABYTE,
    SERVICEBOOK,
    TODAY,
    ChildFailedError,
    Run,
    middle,
    run_child,
)

MAKE_HISTORY = Path(__file__).with_name("make_history.py")
HISTORY = Path(__file__).with_name("history.py")
COMMANDS: Mapping[str, tuple[str, ...]] = {
    "check": ("check",),
    "check --since": ("check", "--since", "HEAD~1"),
    "diff": ("diff", "HEAD~1"),
}


def main() -> int:
    parser = argparse.ArgumentParser(description="Measure comparisons of revisions, and histories.")
    parser.add_argument("--services", type=int, default=10_000)
    parser.add_argument("--changed", type=int, default=50)
    parser.add_argument("--commits", type=int, default=1000)
    parser.add_argument("--repeat", type=int, default=3)
    options = parser.parse_args()
    if not SERVICEBOOK.is_file():
        parser.error(f"there is no {SERVICEBOOK}: install servicebook beside this Python")
    try:
        compared = compare(options.services, options.changed, options.repeat)
        history = go_through(options.commits, options.repeat)
    except ChildFailedError as failed:
        print(failed, file=sys.stderr)
        return 1
    head = f"{options.services:,} services, {options.changed:,} changed"
    print(f"| {head} | time | of check | processor time | of check | peak memory |\n| :-- |{' --: |' * 5}")
    check = compared["check"]
    for name, run in compared.items():
        print(
            f"| {name} | {run.seconds:.2f} s | × {run.seconds / check.seconds:.2f} "
            f"| {run.cpu_seconds:.2f} s | × {run.cpu_seconds / check.cpu_seconds:.2f} "
            f"| {run.peak_bytes / MEGABYTE:,.0f} MB |"
        )
    print(f"\n| {options.commits:,} commits on the example | time |\n| :-- | --: |")
    for phase, seconds in history.phases.items():
        print(f"| {phase} | {seconds:.2f} s |")
    return 0


def compare(services: int, changed: int, repeat: int) -> dict[str, Run]:
    """The medians of each command, which are run in turn: a machine is not always as fast."""
    with tempfile.TemporaryDirectory(prefix="servicebook-bench-") as temporary:
        catalog, root = Path(temporary, "catalog"), Path(temporary, "repository")
        run_child([sys.executable, str(MAKE_CATALOG), str(catalog), "--services", str(services)])
        options = ("--commits", "0", "--catalog", str(catalog), "--change", str(changed))
        run_child([sys.executable, str(MAKE_HISTORY), str(root), *options])
        runs: dict[str, list[Run]] = {name: [] for name in COMMANDS}
        for _ in range(repeat):
            for name, command in COMMANDS.items():
                where = ("--root", str(root), "--format", "json", "--today", TODAY)
                runs[name].append(run_child([str(SERVICEBOOK), *command, *where]))
                print(f"{name}: {runs[name][-1].seconds:.2f} s", file=sys.stderr, flush=True)
        return {name: middle(of) for name, of in runs.items()}


def go_through(commits: int, repeat: int) -> Run:
    """The medians of going through a history on the example."""
    with tempfile.TemporaryDirectory(prefix="servicebook-bench-") as temporary:
        root = Path(temporary, "repository")
        run_child([sys.executable, str(MAKE_HISTORY), str(root), "--commits", str(commits)])
        return middle([run_child([sys.executable, str(HISTORY), str(root)]) for _ in range(repeat)])


if __name__ == "__main__":
    sys.exit(main())
