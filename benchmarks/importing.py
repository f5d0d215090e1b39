"""Measure `servicebook import csv` with people: what `make bench` calls after the other figures.

    python -m benchmarks.importing [--people 5000] [--repeat 3]

People are brought into a new folder from one CSV file, then brought up to date from another in which one of fifty has
another name; each in a child process of its own, several times. The medians go to stdout as Markdown. No time is
asserted. Exit status as that of run.py.
"""

import argparse
import csv
import shutil
import sys
import tempfile
from pathlib import Path

from benchmarks.children import MEGABYTE, SERVICEBOOK, TODAY, ChildFailedError, Run, middle, run_child

CHANGES = 50
"""One of how many people is called otherwise in the second file."""


def main() -> int:
    parser = argparse.ArgumentParser(description="Measure servicebook import csv.")
    parser.add_argument("--people", type=int, default=5000)
    parser.add_argument("--repeat", type=int, default=3)
    options = parser.parse_args()
    if not SERVICEBOOK.is_file():
        parser.error(f"there is no {SERVICEBOOK}: install servicebook beside this Python")
    try:
        new, update = measure(options.people, options.repeat)
    except ChildFailedError as failed:
        print(failed, file=sys.stderr)
        return 1
    print(f"| import csv of {options.people:,} people | time | peak memory |\n| :-- | --: | --: |")
    for name, run in (("new folder", new), (f"the same, {options.people // CHANGES:,} changed", update)):
        print(f"| {name} | {run.seconds:.2f} s | {run.peak_bytes / MEGABYTE:,.0f} MB |")
    return 0


def measure(people: int, repeat: int) -> tuple[Run, Run]:
    """The medians of bringing people in, and of bringing them up to date."""
    news, updates = [], []
    with tempfile.TemporaryDirectory(prefix="servicebook-bench-") as temporary:
        root = Path(temporary, "repository")
        first, second = Path(temporary, "people.csv"), Path(temporary, "later", "people.csv")
        second.parent.mkdir()
        write_people(first, people, later=False)
        write_people(second, people, later=True)
        for _ in range(repeat):
            shutil.rmtree(root, ignore_errors=True)
            news.append(run_child(command(first, root)))
            updates.append(run_child(command(second, root)))
    return middle(news), middle(updates)


def command(source: Path, root: Path) -> list[str]:
    return [str(SERVICEBOOK), "import", "csv", str(source), str(root), "--today", TODAY]


def write_people(file: Path, people: int, *, later: bool) -> None:
    """A file of invented people, all of them with everything that a person has a column for but a former id."""
    with file.open("w", encoding="utf-8", newline="") as stream:
        rows = csv.writer(stream)
        rows.writerow(["id", "name", "email", "chat", "phone", "site", "languages"])
        for number in range(people):
            name = f"Ana Example {number}" + (" the Second" if later and number % CHANGES == 0 else "")
            contact = (f"ana.{number}@example.org", f"@ana{number}", f"+49 30 {100_000 + number}")
            rows.writerow([f"ana-{number}", name, *contact, ("Here", "There")[number % 2], "de; en"])


if __name__ == "__main__":
    sys.exit(main())
