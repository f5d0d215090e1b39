"""The style sheet that a page loads: one, joined of the small ones in ``assets/css/`` when a site is built.

Which rule wins is decided by the layers that ``layers.css`` lists; the order of files by itself decides nothing between
layers, so that it is here only to be the same in every build.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

from servicebook_theme.material import style_sheets

SHEETS = (
    "layers",
    "tokens",
    "base",
    "layout",
    "words",
    "hues",
    "chevrons",
    "notices",
    "markdown",
    "people",
    "lists",
    "fields",
    "filters",
    "promise",
    "service",
    "rows",
    "shelves",
    "table",
    "table_cards",
    "accordions",
    "two_lines",
    "start",
    "map",
    "steps",
    "timeline",
    "kept",
    "surveys",
    "search",
    "mine",
    "request",
    "home",
    "state",
    "results",
    "states",
    "print",
)
"""What every page of the catalog has, in any frame."""

FRAME = (*SHEETS, "frame", "sides", "material")
"""With our own frame, which is Material's in part."""
IN_SITE = (*SHEETS, "in_site")
"""With somebody else's."""

_FOLDER = Path(str(files("servicebook_theme"))) / "assets" / "css"
FRAME_SHEET = "assets/servicebook.css"
IN_SITE_SHEET = "assets/in_site.css"

_TOKENS = re.compile(r"""(?P<text>"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*')|/\*.*?\*/|\s+""", re.DOTALL)
_BETWEEN = re.compile(r"\s*([{};,])\s*")
_SWITCHING = re.compile(r"\[data-md-color-switching\][^{}]*\{[^{}]*\}")
"""Material's script sets this attribute on every page that opens and takes it away again, and the rule speaks of every
element: all styles are computed twice more. It spares a fade where a reader changes the colors; our frame has none."""


def frame_sheet() -> str:
    """The sheet of our own frame.

    Material's own sheets are its lowest layer: outside of layers they would win over all of ours, and pages would wait
    for two more files.
    """
    material = "".join(f"@layer material{{{_SWITCHING.sub('', _bare(sheet))}}}\n" for sheet in style_sheets())
    return _joined(FRAME) + material


def in_site_sheet() -> str:
    """The sheet of pages in another theme's frame."""
    return _joined(IN_SITE)


def is_source(path: str) -> bool:
    """Whether a file on the disk is one of those that the sheets of sites are joined of."""
    return Path(path).parent == _FOLDER


@lru_cache(maxsize=128)  # of a sheet that is as it was, at the next build
def compact(css: str) -> str:
    """A sheet without comments, and with no more white space than it needs. Text in quotation marks stays as it is."""
    pieces: list[str] = []
    outside: list[str] = []
    for token in _split(css):
        if token[0] in "\"'":
            pieces += [_BETWEEN.sub(r"\1", "".join(outside)), token]
            outside = []
        else:
            outside.append(token)
    pieces.append(_BETWEEN.sub(r"\1", "".join(outside)))
    return "".join(pieces).strip()


def _split(css: str) -> Iterator[str]:
    """Texts in quotation marks, and what is between them with one space for any white space or comment."""
    end = 0
    for found in _TOKENS.finditer(css):
        if found.start() > end:
            yield css[end : found.start()]
        yield found["text"] or " "
        end = found.end()
    if end < len(css):
        yield css[end:]


def _bare(css: str) -> str:
    """Without what may stand only at the head of a file, and without the way to a source map that lies elsewhere."""
    return compact(css.removeprefix('@charset "UTF-8";'))


def _joined(names: Sequence[str]) -> str:
    return "".join(f"{compact((_FOLDER / f'{name}.css').read_text(encoding='utf-8'))}\n" for name in names)
