"""What lies in Material for MkDocs, the parent of our theme: the one place that knows where."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from pathlib import Path


@cache
def icon_folder() -> Path:
    """The folder of the drawings: ``material/laptop.svg`` in it is the icon ``material/laptop``."""
    return _templates() / ".icons"


def style_sheets() -> tuple[str, ...]:
    """The texts of Material's own style sheets, in the order in which its pages link them."""
    found = sorted((_templates() / "assets" / "stylesheets").glob("*.min.css"))
    return tuple(sheet.read_text(encoding="utf-8") for sheet in found)


def _templates() -> Path:
    return Path(str(files("material"))) / "templates"
