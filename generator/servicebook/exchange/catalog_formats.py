"""The tables of importers and exporters, by the names that the command line takes."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Protocol

from servicebook.exchange.backstage import from_backstage, to_backstage
from servicebook.exchange.core.import_result import ImportRequest, ImportResult
from servicebook.exchange.feedback import from_feedback
from servicebook.exchange.feeds import to_ics, to_jsonld, to_vcard
from servicebook.exchange.gitlab import from_gitlab
from servicebook.exchange.json import from_json, to_json
from servicebook.exchange.spreadsheet import from_spreadsheet, to_csv
from servicebook.exchange.surveys import from_survey
from servicebook.model.visible import VisibleCatalog


class Importer(Protocol):
    """What every importer's module has.

    ``HELP`` is one line about the format. ``UPDATES`` tells whether it can update an existing catalog; one that
    cannot only makes new ones.
    """

    HELP: str
    UPDATES: bool

    def load(self, source: Path, request: ImportRequest) -> ImportResult:
        """The catalog that a file or folder describes. Nothing is written.

        Raises :class:`~servicebook.source.tree.UnreadableError` when what the format needs is not there.
        """
        ...


IMPORTERS: Mapping[str, Importer] = {
    "backstage": from_backstage,
    "csv": from_spreadsheet,
    "feedback": from_feedback,
    "gitlab-catalog": from_gitlab,
    "json": from_json,
    "survey": from_survey,
}


class Exporter(Protocol):
    """What every exporter's module has.

    ``HELP`` is one line about the format; a ``FOLDER`` is several files, anything else one document.
    """

    HELP: str
    FOLDER: bool

    def export(self, catalog: VisibleCatalog) -> Mapping[str, str]:
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
