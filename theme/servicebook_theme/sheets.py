"""The style sheet that a page loads: one, joined of the small ones in ``assets/css/`` when a site is built.

Which rule wins is decided by the layers that ``layers.css`` lists; the order of files by itself decides nothing between
layers, so that it is here only to be the same in every build.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from urllib.parse import quote

from servicebook_theme.material import icon_folder, style_sheets

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

FRAME = (*SHEETS, "frame", "navigation", "sides", "material")
"""With our own frame, which is Material's in part."""
IN_SITE = (*SHEETS, "in_site")
"""With somebody else's."""

_FOLDER = Path(str(files("servicebook_theme"))) / "assets" / "css"
FRAME_SHEET = "assets/servicebook.css"
IN_SITE_SHEET = "assets/in_site.css"

_TOKENS = re.compile(r"""("(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*')|/\*.*?\*/""", re.DOTALL)
_SWITCHING = re.compile(r"\[data-md-color-switching\][^{}]*\{[^{}]*\}")
"""Material's script sets this attribute on every page that opens and takes it away again, and the rule speaks of every
element: all styles are computed twice more. It spares a fade where a reader changes the colors; our frame has none."""


def frame_sheet() -> str:
    """The sheet of our own frame.

    Material's own sheets are its lowest layer: outside of layers they would win over all of ours, and pages would wait
    for two more files.
    """
    material = "".join(f"@layer material{{{_SWITCHING.sub('', _bare(sheet))}}}\n" for sheet in style_sheets())
    return _joined(FRAME) + _drawings(frame_drawings()) + material


def in_site_sheet() -> str:
    """The sheet of pages in another theme's frame."""
    return _joined(IN_SITE) + _drawings(DRAWINGS)


_LINES = "fill='none' stroke='#000' stroke-width='2' stroke-linecap='round' stroke-linejoin='round'"
DRAWINGS = {
    ".sb-mine": (
        "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 24 24'><path d='M4 21V5l8-2v18M12 9h8v12M3 21h18M8 8v.01"
        f"M8 12v.01M8 16v.01M16 13v.01M16 17v.01' {_LINES}/></svg>"
    )
}
"""Drawings in one color by what bears them, in any frame: they are cut out of it by a mask. Not every page has to hold
them, and they need neither a request nor an origin, as another file's would where a page lies on the disk."""
_OF_FRAME = {
    ".sb-menu summary": (
        "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 24 24'>"
        f"<path d='M3 6h18M3 12h18M3 18h18' {_LINES}/></svg>"
    ),
    ".sb-brand": (
        "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 32 32'><path d='M15 27.5c-3.2-2.6-7.3-3.7-12-3.3V11.5"
        "c4.7-.4 8.8.7 12 3.3zM17 27.5c3.2-2.6 7.3-3.7 12-3.3V11.5c-4.7-.4-8.8.7-12 3.3z'/>"
        "<path d='M16 11.6c-2.7-2.5-2.7-5.8 0-8.6 2.7 2.8 2.7 6.1 0 8.6z'/></svg>"
    ),
}
_PALETTE = ("weather-night", "weather-sunny")
"""Material's drawings on the buttons of our palette (partials/palette.html)."""


def frame_drawings() -> dict[str, str]:
    """The drawings of our own frame."""
    folder = icon_folder() / "material"
    palette = {f".is-{name}": (folder / f"{name}.svg").read_text(encoding="utf-8") for name in _PALETTE}
    return {**DRAWINGS, **_OF_FRAME, **palette}


def _drawings(drawn: Mapping[str, str]) -> str:
    rules = (
        f'{where}{{--sb-drawing:url("data:image/svg+xml,{quote(svg.strip(), safe=_IN_ADDRESSES)}")}}'
        for where, svg in sorted(drawn.items())
    )
    return f"@layer sb.frame{{{''.join(rules)}}}\n"


_IN_ADDRESSES = " =:/'()+,;-.!*@"


def is_source(path: str) -> bool:
    """Whether a file on the disk is one of those that the sheets of sites are joined of."""
    return os.path.dirname(path) == str(_FOLDER)  # noqa: PTH120  # asked for each file of a site


@lru_cache(maxsize=128)  # of a sheet that is as it was, at the next build
def compact(css: str) -> str:
    """A sheet without comments, and with no more white space than it needs. Text in quotation marks stays as it is."""
    pieces: list[str] = []
    outside = ""
    # in turn what is outside and a text; None is a comment
    for number, token in enumerate(_TOKENS.split(css)):
        if number % 2 == 0:
            outside += token
        elif token is None:
            outside += " "
        else:
            pieces += [_without_white_space(outside), token]
            outside = ""
    pieces.append(_without_white_space(outside))
    return "".join(pieces).strip()


def _without_white_space(css: str) -> str:
    """As little as what is outside of texts needs. A regular expression would take several times as long."""
    for space in "\n\r\t\f":
        css = css.replace(space, " ")
    while "  " in css:
        css = css.replace("  ", " ")
    for sign in "{};,":
        css = css.replace(f" {sign}", sign).replace(f"{sign} ", sign)
    return css


def _bare(css: str) -> str:
    """Without what may stand only at the head of a file, and without the way to a source map that lies elsewhere."""
    return compact(css.removeprefix('@charset "UTF-8";'))


def _joined(names: Sequence[str]) -> str:
    return "".join(f"{compact((_FOLDER / f'{name}.css').read_text(encoding='utf-8'))}\n" for name in names)
