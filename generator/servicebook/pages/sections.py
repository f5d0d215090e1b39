"""What the site's navigation leads to: its sections, and the pages under *About the catalog*."""

from __future__ import annotations

from collections.abc import Callable

from servicebook import links
from servicebook.frozen import frozen
from servicebook.model.catalog import Catalog
from servicebook.pages import who_serves
from servicebook.pages.rendering.context import RenderContext
from servicebook.wording import text


@frozen(kw_only=True)
class AboutPage:
    """A page under *About the catalog*: what it is called and where it lies, what is on it, whether it has anything.

    Not all of them are ``in_foot`` of every page: those that another one leads to need no room there.
    """

    title: str
    path: str
    summary: str
    has_content: Callable[[RenderContext], object]
    in_foot: bool = True


# five, because that many fit beside one another and can be taken in; whatever is asked more seldom is an about page
_SECTIONS: tuple[tuple[str, str, Callable[[Catalog], object]], ...] = (
    (text("title.services"), links.SERVICES, lambda catalog: True),
    (text("title.departments"), links.DEPARTMENTS, lambda catalog: True),
    (text("title.roles"), links.ROLES, lambda catalog: catalog.roles),
    (text("title.slas"), links.SLA, lambda catalog: True),
)

_ABOUT: tuple[AboutPage, ...] = (
    AboutPage(
        title=text("title.who-serves"),
        path=links.MAP,
        summary=text("about.who-serves"),
        has_content=lambda context: who_serves.is_there(context.catalog),
    ),
    AboutPage(
        title=text("title.results"),
        path=links.RESULTS,
        summary=text("results.summary"),
        has_content=lambda context: context.catalog.results,
    ),
    AboutPage(
        title=text("title.agreements"),
        path=links.AGREEMENTS,
        summary=text("about.agreements"),
        has_content=lambda context: context.catalog.agreements,
    ),
    AboutPage(
        title=text("title.journeys"),
        path=links.JOURNEYS,
        summary=text("about.journeys"),
        has_content=lambda context: context.catalog.journeys,
    ),
    AboutPage(
        title=text("title.questions"),
        path=links.FAQ,
        summary=text("about.questions"),
        has_content=lambda context: context.catalog.faqs,
    ),
    AboutPage(
        title=text("title.start"),
        path=links.START,
        summary=text("start.summary"),
        has_content=lambda context: context.catalog.departments,
    ),
    AboutPage(
        title=text("title.hours"),
        path=links.HOURS,
        summary=text("about.hours"),
        has_content=lambda context: True,
    ),
    AboutPage(
        title=text("title.notices"),
        path=links.NOTICES,
        summary=text("about.notices"),
        has_content=lambda context: context.catalog.notices,
    ),
    AboutPage(
        title=text("title.changes"),
        path=links.CHANGES,
        summary=text("changes.summary"),
        has_content=lambda context: context.history,
    ),
    AboutPage(
        title=text("title.feedback"),
        path=links.FEEDBACK,
        summary=text("feedback.summary"),
        has_content=lambda context: context.catalog.remarks or context.catalog.surveys,
    ),
    AboutPage(
        title=text("title.surveys"),
        path=links.SURVEYS,
        summary=text("survey.summary"),
        has_content=lambda context: context.catalog.surveys,
        in_foot=False,
    ),
    AboutPage(
        title=text("title.thanks"),
        path=links.THANKS,
        summary=text("thanks.summary"),
        has_content=lambda context: context.catalog.kudos,
    ),
    AboutPage(
        title=text("title.health"),
        path=links.STATE,
        summary=text("health.summary"),
        has_content=lambda context: True,
    ),
    AboutPage(
        title=text("title.reference"),
        path=links.REFERENCE,
        summary=text("about.reference"),
        has_content=lambda context: True,
    ),
)


def navigation(catalog: Catalog) -> list[tuple[str, str]]:
    """The sections of the navigation: what they are called there, and their paths. Empty ones are left out."""
    return [(title, path) for title, path, has_content in _SECTIONS if has_content(catalog)]


def about_pages(context: RenderContext) -> list[AboutPage]:
    """What stands under *About the catalog*, and mostly at the foot of every page. Empty ones are left out."""
    return [page for page in _ABOUT if page.has_content(context)]
