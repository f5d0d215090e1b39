"""Other formats: one a file. These are the tables of importers and exporters, by the names that the command
line takes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from servicebook.exchange import gitlab_catalog, to_backstage, to_csv, to_ics, to_json, to_jsonld, to_vcard
from servicebook.exchange.loss import Imported, SourceDocument
from servicebook.model.catalog import Catalog


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


class Exporter(Protocol):
    """What every exporter's module has.

    ``HELP`` is one line about the format; a ``FOLDER`` is several files, anything else one document.
    """

    HELP: str
    FOLDER: bool

    def export(self, catalog: Catalog) -> Mapping[str, str]:
        """The files by name, with the line ends that they are to have. Pure: nothing is read or written."""
        ...


EXPORTERS: Mapping[str, Exporter] = {
    "json": to_json,
    "csv": to_csv,
    "backstage": to_backstage,
    "ics": to_ics,
    "vcard": to_vcard,
    "jsonld": to_jsonld,
}
