"""What people said about departments and services, and what became of it: *You said, we did*."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from servicebook import links
from servicebook.model.remark import DECLINED, DONE, HEARD, PLANNED
from servicebook.pages.parts.page_links import Link
from servicebook.pages.parts.remarks import RemarkView, remark_view
from servicebook.pages.parts.surveys import SurveyView, survey_views
from servicebook.pages.rendering.context import RenderContext
from servicebook.pages.rendering.page import Page
from servicebook.pages.rendering.urls import UrlContext
from servicebook.wording import text

ORDER = (DONE, PLANNED, HEARD, DECLINED)
"""What has come of it first: that is what makes people say more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """What the same became of, the newest first."""

    status: str
    name: str
    remarks: list[RemarkView]


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedbackView:
    """All of it."""

    crumbs: tuple[Link, ...]
    name: str
    summary: str
    groups: list[Group]
    surveys: list[SurveyView]
    explained: str


def pages(context: RenderContext) -> Iterator[Page]:
    """The one page of all that was said."""
    yield Page(
        path=links.FEEDBACK,
        title=text("title.feedback"),
        template="feedback.html",
        view=view,
        description=text("feedback.summary"),
    )


def view(context: RenderContext, urls: UrlContext) -> FeedbackView:
    """What the page shows."""
    catalog = context.catalog
    newest_first = sorted(catalog.remarks.values(), key=lambda remark: remark.on, reverse=True)
    groups = {status: [one for one in newest_first if one.status == status] for status in ORDER}
    return FeedbackView(
        crumbs=(Link(text("title.about"), urls.to(links.ABOUT)),),
        name=text("title.feedback"),
        summary=text("feedback.summary"),
        groups=[
            Group(
                status=status,
                name=text(f"feedback.group.{status}"),
                remarks=[remark_view(catalog, urls, remark) for remark in remarks],
            )
            for status, remarks in groups.items()
            if remarks
        ],
        surveys=survey_views(catalog, urls, catalog.surveys.values()),
        explained=text("survey.explained", fewest=catalog.settings.fewest),
    )
