"""Where in a site of MkDocs the catalog lies: at its root, or in a folder of somebody's own site.

Within the catalog all links are relative, so that its pages, data and scripts work in any folder.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from urllib.parse import urljoin

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, InclusionLevel

from servicebook.frozen import frozen
from servicebook.publishing.publication import SiteFile
from servicebook.publishing.writer import FolderWriter, write_file
from servicebook_theme.material import direction_of

OUR_THEME = "servicebook"


def is_our_theme(config: MkDocsConfig) -> bool:
    """Whether the frame around the pages is ours, with or without overrides."""
    return config.theme.name == OUR_THEME


def is_from_left(config: MkDocsConfig) -> bool:
    """Whether our frame is known to say that its pages are written from left to right."""
    if not is_our_theme(config) or config.theme.custom_dir:
        return False
    return str(config.theme.get("direction") or direction_of(str(config.theme.get("language")))) == "ltr"


class CatalogFile(File):
    """A file that the catalog adds: MkDocs lists it, so that pages may link to it; our own writer writes it."""

    def copy_file(self, dirty: bool = False) -> None:
        """Write it where MkDocs puts files that are no pages."""
        write_file(Path(self.dest_dir), SiteFile(self.dest_uri, self.content_bytes))


class WrittenFile(File):
    """A file of the site that MkDocs has nothing to do with, but for links to it: nobody copies or renders it."""

    def __init__(self, source: str, target: str, site_dir: str) -> None:
        """``source`` is what links name it by, ``target`` its path in the site."""
        # as MkDocs' own, which is slow where there are tens of thousands
        self.src_uri, self.dest_uri = source, target
        self.src_dir, self.dest_dir, self.use_directory_urls = None, site_dir, True
        self.inclusion = InclusionLevel.NOT_IN_NAV
        self.generated_by = OUR_THEME

    def copy_file(self, dirty: bool = False) -> None:
        """It is where it belongs already."""

    def is_documentation_page(self) -> bool:
        """Not one that MkDocs is to make."""
        return False


@frozen
class Mount:
    """``path``: the folder, with ``/`` at its end, or empty. ``language`` is the same for a site in several ones.

    A source is named by the path alone, as a site's ``nav`` names it in every language.
    ``writer`` writes files into the site as they come, and pages past MkDocs; None where others are to see them.
    """

    path: str = ""
    language: str = ""
    writer: FolderWriter | None = None

    @property
    def root(self) -> str:
        """From the site's root to the catalog's: ``fr/services/``."""
        return self.language + self.path

    def page(self, path: str, config: MkDocsConfig) -> File:
        """The virtual file of a page: not in the navigation by itself."""
        source = self.source(path)
        return self._placed(File.generated(config, source, content="", inclusion=InclusionLevel.NOT_IN_NAV))

    def source(self, path: str) -> str:
        """What the navigation and links on hand-written pages call the page at a path of the catalog."""
        return f"{self.path}{path}index.md"

    def written_page(self, path: str, config: MkDocsConfig) -> WrittenFile:
        """The file of a page that is written past MkDocs."""
        return WrittenFile(self.source(path), f"{self.root}{path}index.html", config.site_dir)

    def file(self, file: SiteFile, config: MkDocsConfig) -> File:
        """A file of the catalog."""
        if self.writer:
            self.write([file])
            return self.written_file(file.path, config)
        return self._placed(CatalogFile.generated(config, self.path + file.path, content=file.content))

    def write(self, files: Iterable[SiteFile]) -> list[str]:
        """Write files of the catalog into the site, be they in parts; their paths. Only where there is a writer."""
        assert self.writer is not None
        return self.writer.write_all(files, self.root)

    def written_file(self, path: str, config: MkDocsConfig) -> WrittenFile:
        """A file of the catalog that is written already."""
        return WrittenFile(self.path + path, self.root + path, config.site_dir)

    def _placed(self, file: File) -> File:
        if self.language:
            file.dest_uri = self.language + file.dest_uri
        return file


def mount(path: str, config: MkDocsConfig, *, is_alone: bool = False) -> Mount:
    """The place in this build. Where the plugin mkdocs-static-i18n builds the site once for each of its languages, the
    catalog is in each of them, as are pages that are not translated.

    ``is_alone``: nothing but the catalog's plugin takes part, so that what it adds need not go through MkDocs.
    """
    languages = config.plugins.get("i18n")
    if languages is None or languages.is_default_language_build:
        return Mount(path, writer=FolderWriter(Path(config.site_dir)) if is_alone else None)
    return Mount(path, f"{languages.current_language}/")


def address(mount: Mount, config: MkDocsConfig) -> str | None:
    """The catalog's own address; None where ``mkdocs.yml`` does not say that of the site."""
    return urljoin(config.site_url, mount.root) if config.site_url else None


def file_at_root(file: SiteFile, config: MkDocsConfig) -> File:
    """A file for servers, which look for it at the root of the site wherever the catalog lies."""
    return CatalogFile.generated(config, file.path, content=file.content)
