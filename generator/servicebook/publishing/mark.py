"""What tells a site of ours from somebody's work: only a site may be replaced as a whole."""

from __future__ import annotations

from pathlib import Path

from servicebook.publishing.publication import SiteFile, text_file

_MARK = "servicebook-site.txt"
_SENTENCE = "Servicebook made this folder, and replaces it as a whole at the next build."
_DATA = ("data/catalog.json", b'{\n"servicebook": "')
"""What earlier versions, which had no mark, put into their sites, and how it begins."""


def mark_file() -> SiteFile:
    """At the root of the site, wherever the catalog lies in it."""
    return text_file(_MARK, f"{_SENTENCE}\n")


def is_marked(folder: Path) -> bool:
    """Whether a folder holds a site of ours. Raises :class:`OSError`."""
    return _begins(folder / _MARK, _SENTENCE.encode()) or _begins(folder / _DATA[0], _DATA[1])


def _begins(file: Path, start: bytes) -> bool:
    if not file.is_file():
        return False
    with file.open("rb") as stream:
        return stream.read(len(start)) == start
