"""The directory of questions: all of them by department, and a department's own and its services' with answers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from markupsafe import Markup

from servicebook import links
from servicebook.frozen import frozen
from servicebook.model.catalog import Catalog
from servicebook.model.department import Department
from servicebook.model.faq import Faq
from servicebook.pages.parts import request_buttons
from servicebook.pages.parts.facts import Fact, as_table
from servicebook.pages.parts.filters import Filters, Mark, data_of, filters, group
from servicebook.pages.parts.page_links import (
    Link,
    badge,
    badged_link,
    department_link,
    edit_link,
    service_link,
)
from servicebook.pages.parts.questions import QuestionView, question_views
from servicebook.pages.parts.request_buttons import RequestButton
from servicebook.pages.rendering.context import RenderContext
from servicebook.pages.rendering.page import Page
from servicebook.pages.rendering.urls import UrlContext
from servicebook.wording import text


@frozen(kw_only=True)
class QuestionLine:
    """A question that leads to its answer; ``aliases`` are other words it is found by."""

    question: Link
    about: Link | None
    aliases: str
    data: Markup


@frozen(kw_only=True)
class QuestionSection:
    """A department's questions; without ``lines`` where there are too many for one page."""

    anchor: str
    department: Link
    number: int
    lines: list[QuestionLine]


@frozen(kw_only=True)
class FaqsView:
    """Every question by department, or the departments with their numbers."""

    crumbs: tuple[Link, ...]
    name: str
    summary: str
    facts: tuple[Fact, ...]
    filters: Filters | None
    sections: list[QuestionSection]
    departments: list[tuple[Link, int]]
    without: list[Link]


@frozen(kw_only=True)
class AnsweredQuestion:
    """A question with its answer, and other words it is found by."""

    question: QuestionView
    aliases: str


@frozen(kw_only=True)
class AnswerSection:
    """The questions on one service, or (``service`` None) on the department itself."""

    service: Link | None
    questions: list[AnsweredQuestion]


@frozen(kw_only=True)
class GoneQuestion:
    """A question that is not answered any more; ``now`` leads to where it is answered, if it is."""

    anchor: str
    question: str
    now: Link | None


@frozen(kw_only=True)
class DepartmentFaqsView:
    """All questions of a department with their answers."""

    crumbs: tuple[Link, ...]
    name: str
    summary: str
    department: str
    facts: tuple[Fact, ...]
    filters: Filters | None
    sections: list[AnswerSection]
    gone: list[GoneQuestion]
    edit_link: Link | None
    requests: tuple[RequestButton, ...]


def pages(context: RenderContext) -> Iterator[Page]:
    """The list of all, and a page with the answers for every department."""
    yield Page(
        path=links.FAQ,
        title=text("title.questions"),
        template="faqs.html",
        scripts=("table.js",),
        view=view,
        description=text("about.questions"),
    )
    for department in context.catalog.departments.values():
        yield _page_of(context.catalog, department)


def _page_of(catalog: Catalog, department: Department) -> Page:
    own = (faq for faq in catalog.index.faqs_of.get(department.id, ()) if faq.service is None)
    return Page(
        path=links.faqs_of(department.id),
        title=text("title.questions-of", department=department.name),
        template="faqs_of.html",
        scripts=("table.js",),
        view=lambda site, urls: view_of(site, urls, department),
        description=text("about.questions-of", department=department.name),
        source=next((faq.origin.path for faq in own), None),
    )


def view(context: RenderContext, urls: UrlContext) -> FaqsView:
    """What the page of all questions shows."""
    catalog = context.catalog
    split = len(catalog.faqs) > context.max_rows
    having = [d for d in catalog.departments.values() if catalog.index.faqs_of.get(d.id)]
    sections = [] if split else [_section(catalog, urls, department) for department in having]
    marks = [
        (Mark("department", section.anchor, section.department.text),)
        for section in sections
        for _ in section.lines
    ]
    return FaqsView(
        crumbs=(Link(text("title.about"), urls.to(links.ABOUT)),),
        name=text("title.questions"),
        summary=text("faqs.summary"),
        facts=(Fact(text=text("count.question", count=len(catalog.faqs))), as_table(urls, "faqs")),
        filters=filters(
            (group(marks, "department", text("filter.department"), folded=True),),
            total=len(marks),
            noun=text("filters.questions"),
        ),
        sections=sections,
        departments=[
            (Link(d.name, urls.to(links.faqs_of(d.id))), len(catalog.index.faqs_of[d.id])) for d in having
        ],
        without=[
            department_link(catalog, urls, d.id)
            for d in catalog.departments.values()
            if not catalog.index.faqs_of.get(d.id)
        ],
    )


def view_of(context: RenderContext, urls: UrlContext, department: Department) -> DepartmentFaqsView:
    """What a department's page of questions shows: its own first, then by service."""
    catalog = context.catalog
    own = catalog.index.faqs_of.get(department.id, ())
    by_service: dict[str | None, list[Faq]] = {}
    for faq in own:
        by_service.setdefault(faq.service, []).append(faq)
    services = sorted(service for service in by_service if service is not None)
    sections = [_answers(catalog, urls, None, by_service[None])] if None in by_service else []
    sections += [_answers(catalog, urls, service, by_service[service]) for service in services]
    return DepartmentFaqsView(
        crumbs=(Link(text("title.questions"), urls.to(links.FAQ)), badged_link(catalog, urls, department.id)),
        name=text("title.questions-of", department=department.name),
        summary=text("faqs-of.summary", department=department.name),
        department=department.name,
        facts=(Fact(text=text("count.question", count=len(own))),),
        filters=filters((), total=len(own), noun=text("filters.questions")),
        sections=sections,
        gone=list(_gone(context, urls, department)),
        edit_link=edit_link(catalog, department.origin.path),
        requests=(request_buttons.question(department.id),),
    )


def _gone(context: RenderContext, urls: UrlContext, department: Department) -> Iterator[GoneQuestion]:
    """The questions whose addresses others may still have, by their anchors on this page."""
    own = f"{department.id}/"
    old = [one for one in context.gone if one.kind == "faq" and one.id.startswith(own)]
    for one in old:
        faq = context.catalog.faqs.get(one.now or "")
        yield GoneQuestion(
            anchor=links.faq(one.id).partition("#")[2],
            question=one.name,
            now=Link(faq.question, urls.to(links.faq(faq.id))) if faq else None,
        )


def _section(catalog: Catalog, urls: UrlContext, department: Department) -> QuestionSection:
    own = catalog.index.faqs_of.get(department.id, ())
    own_first = sorted(own, key=lambda faq: (faq.service is not None, faq.service or ""))
    mark = Mark("department", department.id, department.name)
    return QuestionSection(
        anchor=department.id,
        department=Link(
            department.name, urls.to(links.faqs_of(department.id)), badge=badge(catalog, department.id)
        ),
        number=len(own),
        lines=[
            QuestionLine(
                question=Link(faq.question, urls.to(links.faq(faq.id))),
                about=service_link(catalog, urls, faq.service) if faq.service else None,
                aliases=" ".join(faq.aliases),
                data=data_of((mark,)),
            )
            for faq in own_first
        ],
    )


def _answers(catalog: Catalog, urls: UrlContext, service: str | None, faqs: Iterable[Faq]) -> AnswerSection:
    listed = list(faqs)
    return AnswerSection(
        service=service_link(catalog, urls, service) if service else None,
        questions=[
            AnsweredQuestion(question=view, aliases=" ".join(faq.aliases))
            for faq, view in zip(listed, question_views(urls, listed, by_department=True), strict=True)
        ],
    )
