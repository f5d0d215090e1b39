"""Results kept in a file, so that later another build of Servicebook can be compared with them by question."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from benchmarks.search.judging import Results

_FORMAT = 1


@dataclass(frozen=True, slots=True, order=True)
class Run:
    """What one engine was asked: a catalog by its name, with or without its aliases."""

    catalog: str
    aliases: bool
    engine: str


SavedResults = Mapping[Run, Mapping[str, Results]]
"""What was found in each run, by query."""


def save(path: Path, runs: SavedResults) -> None:
    """Write results, the same bytes for the same results. Raises OSError where that fails."""
    listed = [
        {"catalog": run.catalog, "aliases": run.aliases, "engine": run.engine, "found": dict(found)}
        for run, found in sorted(runs.items())
    ]
    text = json.dumps({"format": _FORMAT, "runs": listed}, ensure_ascii=False, indent=1)
    path.write_text(text + "\n", encoding="utf-8")


def load(path: Path) -> SavedResults:
    """Results that ``save`` wrote. Raises OSError, ValueError, KeyError or TypeError where they are none."""
    saved = json.loads(path.read_text(encoding="utf-8"))
    if saved["format"] != _FORMAT:
        raise ValueError(f"format {saved['format']!r} is not {_FORMAT}")
    return {Run(one["catalog"], one["aliases"], one["engine"]): one["found"] for one in saved["runs"]}
