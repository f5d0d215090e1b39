"""The icons that come with the theme: their names and their drawings."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from servicebook_theme.material import icon_folder

_NAME = re.compile(r"(?=.{1,120}\Z)[a-z0-9_-]+(/[a-z0-9_-]+)+")
"""``material/laptop``: no dots, so that a name never leads out of the folder; and no longer than a file's may be."""


@cache
def icon_names() -> tuple[str, ...]:
    """Every name that there is, in order. Looks at some 14,000 files: for hints, not for each check."""
    drawings = (file.relative_to(icon_folder()) for file in icon_folder().rglob("*.svg"))
    return tuple(
        sorted(name for name in (file.as_posix()[:-4] for file in drawings) if _NAME.fullmatch(name))
    )


@lru_cache(maxsize=1024)
def drawing(name: str) -> str | None:
    """The SVG of an icon, as its file has it; None where no icon has the name."""
    file = icon_folder() / f"{name}.svg"
    return file.read_text(encoding="utf-8").strip() if _NAME.fullmatch(name) and file.is_file() else None
