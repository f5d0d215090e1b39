"""What people said about departments and services, and what became of it: *You said, we did*."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from markupsafe import Markup

from servicebook import links
from servicebook.frozen import frozen
from servicebook.model.catalog import Catalog
from servicebook.model.remark import DECLINED, DONE, HEARD, PLANNED, Remark
from servicebook.pages.parts.filters import Filters, Mark, Marks, data_of, filters, group
from servicebook.pages.parts.page_links import Link
from servicebook.pages.parts.remarks import RemarkView, remark_view
from servicebook.pages.rendering.context import RenderContext
from servicebook.pages.rendering.page import Page
from servicebook.pages.rendering.urls import UrlContext
from servicebook.wording import text

ORDER = (DONE, PLANNED, HEARD, DECLINED)
"""What has come of it first: that is what makes people say more."""


@frozen(kw_only=True)
class Group:
    """What the same became of, the newest first; each with the attributes that filters look at."""

    status: str
    name: str
    remarks: list[tuple[RemarkView, Markup]]


@frozen(kw_only=True)
class FeedbackView:
    """All of it."""

    crumbs: tuple[Link, ...]
    name: str
    summary: str
    filters: Filters | None
    groups: list[Group]
    feed: str | None
    surveys: Link | None


def pages(context: RenderContext) -> Iterator[Page]:
    """The one page of all that was said."""
    yield Page(
        path=links.FEEDBACK,
        title=text("title.feedback"),
        template="feedback.html",
        scripts=("table.js",),
        view=view,
        description=text("feedback.summary"),
        feed=links.feed(links.FEEDBACK) if _has_answers(context.catalog) else None,
    )


def _has_answers(catalog: Catalog) -> bool:
    return any(remark.answer for remark in catalog.remarks.values())


def view(context: RenderContext, urls: UrlContext) -> FeedbackView:
    """What the page shows."""
    catalog = context.catalog
    newest_first = sorted(catalog.remarks.values(), key=lambda remark: remark.on, reverse=True)
    by_status = {status: [one for one in newest_first if one.status == status] for status in ORDER}
    marks = {remark.id: _marks(catalog, remark) for remark in newest_first}
    return FeedbackView(
        crumbs=(Link(text("title.about"), urls.to(links.ABOUT)),),
        name=text("title.feedback"),
        summary=text("feedback.summary"),
        filters=_filters(list(marks.values())),
        groups=[
            Group(
                status=status,
                name=text(f"feedback.group.{status}"),
                remarks=[(remark_view(catalog, urls, one), data_of(marks[one.id])) for one in remarks],
            )
            for status, remarks in by_status.items()
            if remarks
        ],
        feed=urls.to(links.feed(links.FEEDBACK)) if _has_answers(catalog) else None,
        surveys=Link(text("survey.all"), urls.to(links.SURVEYS)) if catalog.surveys else None,
    )


def _marks(catalog: Catalog, remark: Remark) -> Marks:
    department = catalog.departments[remark.department]
    about = catalog.services.get(remark.about) or catalog.departments[remark.about]
    return (
        Mark("status", remark.status, text(f"feedback.status.{remark.status}")),
        Mark("department", department.id, department.name),
        Mark("about", about.id, about.name),
    )


def _filters(marks: Sequence[Marks]) -> Filters | None:
    in_order = sorted(marks, key=lambda of_one: of_one[-1].text.casefold())
    return filters(
        (
            group(marks, "status", text("feedback.became-of-it"), order=ORDER),
            group(in_order, "department", text("filter.department"), folded=True),
            group(in_order, "about", text("feedback.what-about"), folded=True),
        ),
        total=len(marks),
        noun=text("feedback.remarks"),
    )
