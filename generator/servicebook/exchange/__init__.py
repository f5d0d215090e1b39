"""Other formats: one a file. These are the tables of importers and exporters, by the names that the command
line takes."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Protocol

from servicebook.exchange import (
    backstage,
    catalog_json,
    gitlab_catalog,
    spreadsheet,
    to_backstage,
    to_csv,
    to_ics,
    to_json,
    to_jsonld,
    to_vcard,
)
from servicebook.exchange.loss import Imported, Request
from servicebook.model.catalog import Catalog


class Importer(Protocol):
    """What every importer's module has.

    ``HELP`` is one line about the format. ``UPDATES`` tells whether it can change a catalog that exists; one that
    cannot only makes new ones.
    """

    HELP: str
    UPDATES: bool

    def bring(self, given: Path, request: Request) -> Imported:
        """What becomes of the file or folder that was given. Nothing is written.

        Raises :class:`~servicebook.source.files.UnreadableError` when what the format needs is not there.
        """
        ...


IMPORTERS: Mapping[str, Importer] = {
    "backstage": backstage,
    "csv": spreadsheet,
    "gitlab-catalog": gitlab_catalog,
    "json": catalog_json,
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
