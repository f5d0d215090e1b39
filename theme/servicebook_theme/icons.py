"""Where the icons lie that a department may name: the one place that knows that they come with Material for MkDocs."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from pathlib import Path


@cache
def icon_folder() -> Path:
    """The folder of the drawings: ``material/laptop.svg`` in it is the icon ``material/laptop``."""
    return Path(str(files("material"))) / "templates" / ".icons"
