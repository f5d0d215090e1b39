"""Count the results of the example organization anew, out of a year of made-up requests:

    .venv/bin/python -m benchmarks.example_results [DIR]

Needed after a change of a promise, of opening hours or of the tables in ``synthetic/year_of_events.py``. The requests
become exports of two tools (in DIR, where one is given, to try things with them), which ``servicebook measure``
counts in a copy of the catalog without a history: that of this repository begins after the year. So it is today's
promises by which all are judged, and results say so.

The same catalog gives the same bytes. What nobody made up stays: there are no other results, and the notes of
departments are in the tables, too.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from textwrap import fill

from benchmarks.synthetic.year_exports import write_exports
from benchmarks.synthetic.year_of_events import COUNTED_ON, NOTES
from benchmarks.synthetic.year_of_tickets import year_of_tickets
from servicebook.cli import main as servicebook
from servicebook.clock.zones import end_of_day, zone_named
from servicebook.loading import load_catalog

REPOSITORY = Path(__file__).parents[1]
RESULTS = "catalog/results"
SEED, COUNT = 17, 20_000


def main() -> int:
    exports = Path(sys.argv[1]) if len(sys.argv) > 1 else None
    with tempfile.TemporaryDirectory() as folder:
        copy = copied(REPOSITORY, Path(folder) / "catalog-of-today")
        counted(copy, exports or Path(folder))
        shutil.rmtree(REPOSITORY / RESULTS, ignore_errors=True)
        shutil.copytree(copy / RESULTS, REPOSITORY / RESULTS)
    return 0


def copied(root: Path, folder: Path) -> Path:
    """The catalog and its settings in another folder, without results."""
    for part in ("catalog", "site_config"):
        shutil.copytree(root / part, folder / part, ignore=shutil.ignore_patterns("results", "pages"))
    return folder


def counted(root: Path, exports: Path) -> None:
    """Write the results of a catalog without any, and the exports out of which they are counted."""
    catalog = load_catalog(root, COUNTED_ON).catalog
    now = end_of_day(zone_named(catalog.settings.organization.zone), COUNTED_ON) - 1
    exports.mkdir(parents=True, exist_ok=True)
    files = write_exports(exports, year_of_tickets(catalog, SEED, COUNT), catalog.settings.sources, now)
    named = [f"{source}={path}" for source, path in files.items()]
    status = servicebook(["measure", *named, "--root", str(root), "--today", COUNTED_ON.isoformat()])
    assert status == 0, "all of it can be read"
    _write_notes(root, NOTES)


def _write_notes(root: Path, notes: Mapping[tuple[str, str], str]) -> None:
    """Below the results of their periods."""
    for path in sorted((root / RESULTS).glob("*/*.yml")):
        lines = path.read_text(encoding="utf-8").splitlines()
        for period in sorted({period for period, _ in notes}):
            said = [
                f"    {service}: >-\n{fold(note)}"
                for (when, service), note in notes.items()
                if when == period and service.partition("/")[0] == path.parent.name
            ]
            if said and f"{period}:" in lines:
                start = lines.index(f"{period}:") + 1
                end = next((n for n in range(start, len(lines)) if lines[n][:1].isdigit()), len(lines))
                lines[end:end] = ["  notes:", *said]
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")


fold = partial(fill, width=110, initial_indent=" " * 6, subsequent_indent=" " * 6, break_on_hyphens=False)


if __name__ == "__main__":
    sys.exit(main())
