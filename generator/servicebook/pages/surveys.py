"""What surveys gave: each question about each subject, with its trend, how many answered and how sure that is."""

from __future__ import annotations

from collections.abc import Iterator

from servicebook import links
from servicebook.frozen import frozen
from servicebook.pages.parts.page_links import Link
from servicebook.pages.parts.survey_views import SurveySeries, survey_series
from servicebook.pages.rendering.context import RenderContext
from servicebook.pages.rendering.page import Page
from servicebook.pages.rendering.urls import UrlContext
from servicebook.wording import text


@frozen(kw_only=True)
class SurveysView:
    """All of them, those about the organization first."""

    crumbs: tuple[Link, ...]
    name: str
    summary: str
    series: list[SurveySeries]
    explained: str


def pages(context: RenderContext) -> Iterator[Page]:
    """The one page of all surveys, where any may be shown."""
    if context.catalog.surveys:
        yield Page(
            path=links.SURVEYS,
            title=text("title.surveys"),
            template="surveys.html",
            view=view,
            description=text("survey.summary"),
        )


def view(context: RenderContext, urls: UrlContext) -> SurveysView:
    """What the page shows."""
    catalog = context.catalog
    return SurveysView(
        crumbs=(Link(text("title.about"), urls.to(links.ABOUT)),),
        name=text("title.surveys"),
        summary=text("survey.summary"),
        series=survey_series(catalog, urls),
        explained=text("survey.explained", fewest=catalog.settings.fewest),
    )
