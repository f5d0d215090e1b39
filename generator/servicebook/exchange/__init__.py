"""Other formats: one a file. This is the table of importers, by the name that the command line takes."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Protocol

from servicebook.exchange import backstage, gitlab_catalog, spreadsheet
from servicebook.exchange.loss import Imported, Request


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
}
