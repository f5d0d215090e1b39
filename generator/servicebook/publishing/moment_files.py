"""The tables of typical moments, each once, as small pages: who reads without scripts follows a link to them.

Where scripts run, ``assets/moments.js`` brings a table into the page of a service.
"""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from servicebook import links
from servicebook.frozen import frozen
from servicebook.model.promises import promises
from servicebook.pages.dates.calculator import calculator
from servicebook.pages.dates.moment_tables import MomentTable
from servicebook.pages.rendering.context import RenderContext
from servicebook.pages.rendering.environment import render
from servicebook.pages.rendering.harmless import harmless_bytes
from servicebook.pages.rendering.lean import without_directions
from servicebook.pages.rendering.urls import url_context
from servicebook.publishing.policy import POLICY
from servicebook.publishing.publication import Publication, SiteFile
from servicebook_theme.sheets import FRAME_SHEET, IN_SITE_SHEET


@frozen
class _Alone:
    """A table on a page of its own."""

    language: str
    policy: str
    root: str
    sheet: str
    table: Markup


def moment_files(publication: Publication) -> Iterator[SiteFile]:
    """The page of every table that the pages of services lead to."""
    met = set()
    for table in _tables(publication.context):
        if table.path not in met:
            met.add(table.path)
            yield _page(table, publication)


def is_moments(path: str) -> bool:
    """Whether it is the path of such a page."""
    return path.startswith(links.CLOCK_DATA) and path.endswith(".htm")


def moment_file(publication: Publication, path: str) -> SiteFile | None:
    """The page at a path; None where there is none. It is looked for no farther than needed."""
    found = (table for table in _tables(publication.context) if table.path == path)
    return next((_page(table, publication) for table in found), None)


def _tables(context: RenderContext) -> Iterator[MomentTable]:
    """The tables of services, in their order; what is found of their dates is kept for their pages."""
    for service in context.catalog.services.values():
        urls = url_context(context, links.service(service.id))
        dates = calculator(context, urls, service, promises(context.catalog, service))
        if dates and dates.moments:
            yield dates.moments


def _page(table: MomentTable, publication: Publication) -> SiteFile:
    root = links.root_of(table.path)
    sheet = FRAME_SHEET if publication.framed else IN_SITE_SHEET
    view = _Alone(publication.context.language, POLICY, root, f"{root}{sheet}", table.html)
    content, beyond = harmless_bytes(render("moments.html", view))
    return SiteFile(table.path, without_directions(content, beyond) if publication.from_left else content)
