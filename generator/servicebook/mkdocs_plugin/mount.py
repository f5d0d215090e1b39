"""Where in a site of MkDocs the catalog lies: at its root, or in a folder of somebody's own site.

Within the catalog all links are relative, so that its pages, data and scripts work in any folder.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urljoin

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, InclusionLevel

from servicebook.publishing.publication import SiteFile
from servicebook.publishing.writer import write_file

OUR_THEME = "servicebook"


def is_our_theme(config: MkDocsConfig) -> bool:
    """Whether the frame around the pages is ours, with or without overrides."""
    return config.theme.name == OUR_THEME


class CatalogFile(File):
    """A file that the catalog adds: MkDocs lists it, so that pages may link to it; our own writer writes it."""

    def copy_file(self, dirty: bool = False) -> None:
        """Write it where MkDocs puts files that are no pages."""
        write_file(Path(self.dest_dir), SiteFile(self.dest_uri, self.content_bytes))


@dataclass(frozen=True, slots=True)
class Mount:
    """``path``: the folder, with ``/`` at its end, or empty. ``language`` is the same for a site in several ones.

    A source is named by the path alone, as a site's ``nav`` names it in every language.
    """

    path: str = ""
    language: str = ""

    @property
    def root(self) -> str:
        """From the site's root to the catalog's: ``fr/services/``."""
        return self.language + self.path

    def page(self, path: str, config: MkDocsConfig) -> File:
        """The virtual file of a page: not in the navigation by itself."""
        source = f"{self.path}{path}index.md"
        return self._placed(File.generated(config, source, content="", inclusion=InclusionLevel.NOT_IN_NAV))

    def file(self, file: SiteFile, config: MkDocsConfig) -> File:
        """A file of the catalog."""
        return self._placed(CatalogFile.generated(config, self.path + file.path, content=file.content))

    def _placed(self, file: File) -> File:
        if self.language:
            file.dest_uri = self.language + file.dest_uri
        return file


def mount(path: str, config: MkDocsConfig) -> Mount:
    """The place in this build. Where the plugin mkdocs-static-i18n builds the site once for each of its languages, the
    catalog is in each of them, as are pages that are not translated."""
    languages = config.plugins.get("i18n")
    if languages is None or languages.is_default_language_build:
        return Mount(path)
    return Mount(path, f"{languages.current_language}/")


def address(mount: Mount, config: MkDocsConfig) -> str | None:
    """The catalog's own address; None where ``mkdocs.yml`` does not say that of the site."""
    return urljoin(config.site_url, mount.root) if config.site_url else None


def file_at_root(file: SiteFile, config: MkDocsConfig) -> File:
    """A file for servers, which look for it at the root of the site wherever the catalog lies."""
    return CatalogFile.generated(config, file.path, content=file.content)
