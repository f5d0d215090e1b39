"""The files that tell which programs run: ours as they lie here, and what installers noted of all others."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from zoneinfo import TZPATH

_OURS = ("servicebook", "servicebook_theme")
_NOTED = ("RECORD", "METADATA", "PKG-INFO")
"""What an installer notes of a distribution: its files with their hashes, else at least its version."""


def our_folders() -> Iterator[Path]:
    """Where our packages lie."""
    for package in _OURS:
        spec = find_spec(package)
        yield from map(Path, (spec.submodule_search_locations if spec else None) or ())


def program_files() -> Iterator[Path]:
    """Our packages, since who works on them runs them without installing them anew; of other distributions, the list of
    their files; of the rules of time zones, their edition. Some need not be there."""
    yield from our_folders()
    for folder in dict.fromkeys(sys.path):
        if folder and Path(folder).is_dir():
            for one in Path(folder).iterdir():
                if one.suffix in (".dist-info", ".egg-info"):
                    yield next((one / name for name in _NOTED if (one / name).is_file()), one)
    for folder in TZPATH:
        yield Path(folder, "tzdata.zi")
