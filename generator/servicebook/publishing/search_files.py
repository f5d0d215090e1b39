"""The search index of a site as files."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from itertools import chain

from servicebook import links
from servicebook.pages.dates.calendar_files import window
from servicebook.pages.rendering.context import RenderContext
from servicebook.pages.rendering.page import Page
from servicebook.pages.sections import about_pages, navigation
from servicebook.pages.services import path_of_topic, used_topics
from servicebook.publishing.publication import SiteFile, text_file
from servicebook.search.columns import columns_file, customers_files
from servicebook.search.entries import Entry, entries, page_entry, services_by_name
from servicebook.search.index import index_files
from servicebook.search.kept_index import KeptIndex
from servicebook.search.sections import sections
from servicebook.wording import text

_ALIASES: Mapping[str, str] = {
    links.SERVICES: text("search.aliases.services"),
    links.DEPARTMENTS: text("search.aliases.departments"),
    links.ROLES: text("search.aliases.roles"),
    links.SLA: text("search.aliases.slas"),
    links.MAP: text("search.aliases.who-serves"),
    links.AGREEMENTS: text("search.aliases.agreements"),
    links.JOURNEYS: text("search.aliases.journeys"),
    links.FAQ: text("search.aliases.questions"),
    links.HOURS: text("search.aliases.hours"),
    links.NOTICES: text("search.aliases.notices"),
    links.CHANGES: text("search.aliases.changes"),
    links.FEEDBACK: text("search.aliases.feedback"),
    links.SURVEYS: text("search.aliases.surveys"),
    links.THANKS: text("search.aliases.thanks"),
    links.RESULTS: text("search.aliases.results"),
}
"""What else people call the pages, one name a line."""
_FOR_MAINTAINERS = frozenset((links.STATE, links.REFERENCE))
"""Pages about the catalog that only those who keep it need."""


def search_files(
    context: RenderContext,
    pages: Mapping[str, Page],
    written: Iterable[Entry],
    left_out: Container[str] = frozenset(),
    kept: KeptIndex | None = None,
) -> Iterator[SiteFile]:
    """The index of the catalog, and what the find page filters by.

    ``pages`` are those that the site has of the catalog's, by path; ``written`` are the hand-written pages to be found
    with them; ``left_out`` are the paths of pages that a slice of the site has not: nobody finds what is on them.
    ``kept`` has what may be taken over of an earlier index.
    """
    catalog = context.catalog
    services = [one for one in services_by_name(catalog) if links.service(one.id) not in left_out]
    customers = customers_files(catalog, services)
    of_catalog = chain(entries(catalog), sections(catalog, window(catalog.today)[1]), _topics(context))
    listed = chain(
        (entry for entry in of_catalog if entry.path.partition("#")[0] not in left_out),
        _lists(context, pages),
        written,
        _gone(context, pages),
    )
    yield from (_file(*named) for named in index_files(listed, context.language, customers, kept))
    yield _file(*columns_file(catalog, services))
    yield from (_file(*named) for named in customers.values())


def _lists(context: RenderContext, pages: Mapping[str, Page]) -> Iterator[Entry]:
    """The pages that list what the catalog has; whoever searches is neither looking for home nor for the find page."""
    catalog = context.catalog
    for title, path in (*navigation(catalog), *((page.title, page.path) for page in about_pages(context))):
        if path in pages:
            aliases = _ALIASES.get(path, "")
            summary = pages[path].description or ""
            yield page_entry(title, path, summary, "", aliases=aliases, maintainers=path in _FOR_MAINTAINERS)


def _gone(context: RenderContext, pages: Mapping[str, Page]) -> Iterator[Entry]:
    """What is no more has no words by which it is found, only what it was called."""
    for gone in context.gone:
        # of a question the rest of its page is still there
        if (path := links.to(gone.kind, gone.id)) in pages and pages[path].is_past:
            department = context.catalog.departments.get(gone.department or "")
            yield Entry(
                kind="page",
                id=path.rstrip("/"),
                name=gone.name,
                path=path,
                summary=text(f"gone.found.{gone.kind}"),
                department=department.name if department else None,
                promise=None,
                fields={},
                former_ids=(gone.id, *gone.former_ids),
                retired=True,
            )


def _topics(context: RenderContext) -> Iterator[Entry]:
    """The topics that have services, which lead to these."""
    for topic in used_topics(context.catalog):
        yield Entry(
            kind="topic",
            id=topic.id,
            name=topic.name,
            path=path_of_topic(context, topic),
            summary=topic.description or "",
            department=None,
            promise=None,
            fields={"name": topic.name, "summary": topic.description or ""},
        )


def _file(name: str, text: str) -> SiteFile:
    return text_file(links.SEARCH_DATA + name, text)
