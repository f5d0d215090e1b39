"""Where in a site the catalog lies: at its root, or in a folder of somebody's own site.

Within the catalog all links are relative, so that its pages, data and scripts work in any folder.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from urllib.parse import urljoin

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, InclusionLevel

OUR_THEME = "servicebook"


def is_our_theme(config: MkDocsConfig) -> bool:
    """Whether the frame around the pages is ours, with or without overrides."""
    return config.theme.name == OUR_THEME


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
        return self._placed(
            File.generated(
                config, f"{self.path}{path}index.md", content="", inclusion=InclusionLevel.NOT_IN_NAV
            )
        )

    def file(self, path: str, content: str | bytes, config: MkDocsConfig) -> File:
        """A file with this content."""
        return self._placed(File.generated(config, self.path + path, content=content))

    def assets(self, config: MkDocsConfig) -> Iterator[File]:
        """Styles and scripts, where the theme does not bring them or they have to lie in the folder."""
        if is_our_theme(config) and not self.root:
            return
        for asset in sorted(Path(str(files("servicebook_theme") / "assets")).iterdir()):
            yield self._placed(
                File.generated(config, f"{self.path}assets/{asset.name}", abs_src_path=str(asset))
            )

    def address(self, site_url: str | None) -> str | None:
        """The catalog's own address; None where nobody knows that of the site."""
        return urljoin(site_url, self.root) if site_url else None

    def _placed(self, file: File) -> File:
        if self.language:
            file.dest_uri = self.language + file.dest_uri
        return file


def mount(path: str, config: MkDocsConfig) -> Mount:
    """The place in this build. Where the plugin mkdocs-static-i18n builds the site once for each of its languages, the
    catalog is in each of them, as are pages that are not translated."""
    several = config.plugins.get("i18n")
    if several is None or several.is_default_language_build:
        return Mount(path)
    return Mount(path, f"{several.current_language}/")
