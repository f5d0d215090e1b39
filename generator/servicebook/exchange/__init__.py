"""Other formats: one a file. This is the table of importers, by the name that the command line takes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from servicebook.exchange import gitlab_catalog
from servicebook.exchange.loss import Imported, SourceDocument


class Importer(Protocol):
    """What every importer's module has.

    ``HELP`` is one line about the format; ``FILES`` are the names of the files that a source folder must hold.
    """

    HELP: str
    FILES: tuple[str, ...]

    def convert(self, sources: Mapping[str, SourceDocument]) -> Imported:
        """What becomes of the sources, given by file name. Pure: nothing is read or written."""
        ...


IMPORTERS: Mapping[str, Importer] = {
    "gitlab-catalog": gitlab_catalog,
}
