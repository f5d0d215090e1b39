"""What a site has around its catalog, as the server asks for it; whoever knows the engine of the site gives it."""

from __future__ import annotations

from collections.abc import Callable, Container
from pathlib import Path
from typing import Protocol

from servicebook.loading import LoadedCatalog
from servicebook.pages.rendering.page import Page
from servicebook.publishing.publication import Publication
from servicebook.search.entries import Entry


class NoSiteError(Exception):
    """The engine cannot make the site; the text says why, in the user's words."""


class Surroundings(Protocol):
    """A site without the pages of its catalog, and what is to be put around these."""

    @property
    def folder(self) -> Path:
        """Where the files of the site lie: assets, hand-written pages, ``404.html``."""
        ...

    @property
    def root(self) -> str:
        """From the site's root to the catalog's: ``services/``, or empty."""
        ...

    @property
    def inputs(self) -> tuple[Path, ...]:
        """The files and folders that the site is made from besides the catalog and its settings."""
        ...

    def written(self) -> list[Entry]:
        """The hand-written pages, as the search is to find them."""
        ...

    def is_written(self, path: str) -> bool:
        """Whether a hand-written page is in the place of the catalog's page at a path."""
        ...

    def publication(self, loaded: LoadedCatalog) -> Publication:
        """What pages of a catalog are made from."""
        ...

    def fits(self, publication: Publication) -> bool:
        """Whether it would be the same around a catalog with this publication: it leads to the same sections."""
        ...

    def page(self, publication: Publication, page: Page, paths: Container[str]) -> bytes:
        """A page of the catalog as the site shows it; ``paths`` are those of all pages of the catalog.

        Raises :class:`NoSiteError`.
        """
        ...


MakeSurroundings = Callable[[LoadedCatalog], Surroundings]
"""Makes the site around a catalog that has no errors. Raises :class:`NoSiteError`."""
