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


def is_never_loaded(path: str) -> bool:
    """Whether a file on the disk is one of Material's that our pages do without.

    These are maps for who develops Material, its sheets, which ours holds, and its search.
    """
    assets, *unused = _assets()
    return path.startswith(tuple(unused)) or (path.endswith(".map") and path.startswith(assets))


@cache
def _assets() -> tuple[str, ...]:
    """How the path of a file of Material's begins, and those of files in folders that our pages do without."""
    assets = _templates() / "assets"
    unused = (assets / "stylesheets", *(assets / "javascripts" / name for name in ("lunr", "workers")))
    return tuple(str(folder / "_")[:-1] for folder in (assets, *unused))


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


_FOR_ITS_BUNDLE = re.compile(
    r"""<input class="md-toggle"[^>]*>\s*|<label class="md-overlay"[^>]*>\s*</label>\s*"""
    r"""|<div data-md-component="(?:skip|announce)">\s*</div>\s*"""
    r"""|<div class="md-dialog"[^>]*>\s*<div class="md-dialog__inner[^>]*>\s*</div>\s*</div>\s*"""
    r'| data-md-color-primary="custom" data-md-color-accent="custom"'
)
_NAMES = re.compile(r' data-md-component="(?:container|main|content)"')


def without_empty_parts(frame: str) -> str:
    """Leave out what only Material's bundle looks for, and fills: ``assets/palette.js`` adds what it must find.

    Where all is as usual (see ``partials/javascripts/palette.html``), it also names the parts. Otherwise the bundle may
    look for these in pages that it loads itself.
    """
    found = _FOR_ITS_BUNDLE.sub("", frame)
    return _NAMES.sub("", found) if ' data-copy="' in found else found


@cache
def _templates() -> Path:
    return Path(str(files("material"))) / "templates"
