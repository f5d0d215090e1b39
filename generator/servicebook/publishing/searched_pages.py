"""What the search finds beside the catalog's objects."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain

from servicebook import links
from servicebook.pages.rendering.context import RenderContext
from servicebook.pages.rendering.page import Page
from servicebook.pages.sections import about_pages, navigation
from servicebook.pages.services import path_of_topic, used_topics
from servicebook.search.entries import Entry, page_entry
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


def other_entries(
    context: RenderContext, pages: Mapping[str, Page], written: Iterable[Entry]
) -> Iterator[Entry]:
    """What the search finds beside objects: topics, lists, hand-written pages (``written``), and what is gone.

    ``pages`` are those that the site has of the catalog's, by path.
    """
    return chain(_topics(context), _lists(context, pages), written, _gone(context, pages))


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
