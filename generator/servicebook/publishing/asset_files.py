"""What the pages of a catalog load: styles, scripts, and the data that scripts fetch."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

from servicebook.pages.dates.calendar_files import clock_files
from servicebook.pages.parts.my_department import mine_file
from servicebook.pages.rendering.context import RenderContext
from servicebook.publishing.publication import Publication, SiteFile, text_file
from servicebook.publishing.request_ways import ways_file
from servicebook_theme.scripts import FORM_SCRIPT, form_script
from servicebook_theme.sheets import FRAME_SHEET, IN_SITE_SHEET, frame_sheet, in_site_sheet


def script_data_files(context: RenderContext) -> Iterator[SiteFile]:
    """What the scripts of pages fetch: calendars, what a reader may say to be theirs, and ways of sending a request.

    Made before the pages, they are there for all processes that make pages.
    """
    for clock in clock_files(context.clock_files):
        yield text_file(clock.path, clock.text)
    yield text_file(*mine_file(context.clocks))
    yield ways_file(context.catalog.settings)


def style_sheet(publication: Publication) -> SiteFile:
    """The one style sheet that every page of the catalog links."""
    if publication.framed:
        return text_file(FRAME_SHEET, frame_sheet())
    return text_file(IN_SITE_SHEET, in_site_sheet())


def form_script_file() -> SiteFile:
    """The one script that a page loads where a form is opened."""
    return text_file(FORM_SCRIPT, form_script())


def asset_files() -> Iterator[SiteFile]:
    """Scripts and drawings of our theme, for a site whose own theme does not bring them."""
    folder = Path(str(files("servicebook_theme"))) / "assets"
    for asset in sorted(path for path in folder.iterdir() if path.is_file()):
        yield SiteFile(f"assets/{asset.name}", asset.read_bytes())
