"""What lies in Material for MkDocs, the parent of our theme: the one place that knows where."""

from __future__ import annotations

import re
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


@cache
def direction_of(language: str) -> str | None:
    """How a language of Material's frame is written, ``ltr`` or ``rtl``; None for one that it does not have."""
    words = _templates() / "partials" / "languages" / f"{language}.html"
    try:
        found = _DIRECTION.search(words.read_text(encoding="utf-8"))
    except OSError:
        return None
    return found[1] if found else "ltr"


_DIRECTION = re.compile(r'"direction": "(\w+)"')


def _templates() -> Path:
    return Path(str(files("material"))) / "templates"
