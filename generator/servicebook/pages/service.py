"""A service: what it is, how to ask, when it will be done, who answers, and whom to ask if it slips."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from markupsafe import Markup

from servicebook import links
from servicebook.analysis.coverage import review_due
from servicebook.frozen import frozen
from servicebook.model.catalog import Catalog
from servicebook.model.promises import Promise, promises
from servicebook.model.role import Role
from servicebook.model.service import Service, ServiceRoles
from servicebook.pages.dates.calculator import Calculator, calculator
from servicebook.pages.dates.opening_hours import HoursView, hours_view
from servicebook.pages.drawings import schedules
from servicebook.pages.parts import promise_table, request_buttons
from servicebook.pages.parts.agreement_banner import YoursView, yours
from servicebook.pages.parts.announcements import NoticeView, notice_views
from servicebook.pages.parts.answers_now import DutyView, duty_fact, duty_of
from servicebook.pages.parts.channels import Asking, asking
from servicebook.pages.parts.contacts import PersonView, answering, reach, stand_ins
from servicebook.pages.parts.escalation import Level, escalation
from servicebook.pages.parts.facts import Fact, review_fact
from servicebook.pages.parts.handoffs import Work, work
from servicebook.pages.parts.kept import KeptView, kept_view
from servicebook.pages.parts.kept_waiting import WaitingView, waiting_view
from servicebook.pages.parts.neighborhood import (
    OutageImpact,
    TransitiveNeeds,
    direct_needs,
    needed_by,
    outage_impact,
    transitive_needs,
)
from servicebook.pages.parts.page_links import Link, badged_link, department_link, edit_link, service_link
from servicebook.pages.parts.past import ChangesLink, changes_of_service
from servicebook.pages.parts.questions import QuestionView, question_views
from servicebook.pages.parts.remarks import Said, said_about
from servicebook.pages.parts.request_buttons import RequestButton
from servicebook.pages.parts.retired import RetiredView, retired_view
from servicebook.pages.parts.service_agreements import AgreementNote, agreement_notes
from servicebook.pages.parts.service_parts import links_to_parts
from servicebook.pages.parts.survey_views import SurveyView, latest_surveys
from servicebook.pages.rendering.context import RenderContext
from servicebook.pages.rendering.markdown import markdown
from servicebook.pages.rendering.page import Page
from servicebook.pages.rendering.urls import UrlContext
from servicebook.pages.services import topic_link
from servicebook.wording import promise_text, text
from servicebook.wording.lists import either


@frozen(kw_only=True)
class ServiceView:
    """Everything on a service's page."""

    id: str
    kind: str
    crumbs: tuple[Link, ...]
    name: str
    summary: str
    facts: tuple[Fact, ...]
    notices: list[NoticeView]
    replaced_by: Link | None
    lifecycle: str
    department: Link
    asking: Asking
    brief: tuple[promise_table.PromiseStep, ...]
    line: tuple[promise_table.PromiseStep, ...]
    targets: tuple[promise_table.TargetView, ...]
    priorities: tuple[tuple[str, str], ...]
    counted_on: Link | None
    dates: Calculator | None
    kept: KeptView | None
    said: Said | None
    surveys: list[SurveyView]
    pauses_when: str
    agreements: list[AgreementNote]
    yours: list[YoursView]
    work: Work | None
    schedule: schedules.ScheduleView | None
    waiting: WaitingView | None
    description: Markup | None
    prerequisites: tuple[str, ...]
    not_for: list[tuple[str, Link | None]]
    duties: tuple[str, ...]
    questions: list[QuestionView]
    needs: list[tuple[Markup, str | None]]
    transitive_needs: TransitiveNeeds | None
    needed_by: list[tuple[Markup, str | None]]
    outage_impact: OutageImpact | None
    people: list[PersonView]
    duty: DutyView | None
    has_owner: bool
    escalation: list[Level]
    hours: HoursView | None
    service_hours: HoursView | None
    quality: list[promise_table.TargetView]
    aliases: tuple[str, ...]
    topics: list[Link]
    links: list[Link]
    edit_link: Link | None
    review: Fact
    changed: ChangesLink | None
    retired: RetiredView | None
    requests: tuple[RequestButton, ...]

    @property
    def contents(self) -> tuple[Link, ...]:
        """The parts that the page has, in its order."""
        return _contents(self)


def pages(context: RenderContext) -> Iterator[Page]:
    """A page for every service."""
    for service in context.catalog.services.values():
        yield page_of(context, service)


def page_of(context: RenderContext, service: Service) -> Page:
    """The page of one service."""
    due = review_due(service.review)
    return Page(
        path=links.service(service.id),
        title=service.name,
        about=("service", service.id),
        template="service.html",
        view=lambda context, urls: view(context, urls, service),
        scripts=("open.js", "promise.js"),
        description=service.summary,
        source=service.origin.path,
        reviewed=service.review.on,
        stale=due is not None and due < context.catalog.today,
    )


def view(context: RenderContext, urls: UrlContext, service: Service) -> ServiceView:
    """What the page shows."""
    catalog = context.catalog
    applying = promises(catalog, service)
    timed = tuple(p for p in applying if p.target.is_time)
    promised = promise_table.tables(catalog, urls, timed)
    hours = catalog.support_hours(service).value
    drawn = schedules.of_service(context, service) if service.handoffs else None
    lanes = bool(service.handoffs) and not (drawn and drawn.timeline)
    retired = retired_view(context, urls, service)
    dates = None if retired else calculator(context, urls, service, applying)
    return ServiceView(
        id=service.id,
        kind="service",
        crumbs=_crumbs(catalog, urls, service.department),
        name=service.name,
        summary=service.summary,
        facts=tuple(_facts(context, urls, service)),
        notices=notice_views(catalog, urls, catalog.notices_for(service)),
        replaced_by=service_link(catalog, urls, service.replaced_by) if service.replaced_by else None,
        lifecycle=service.lifecycle,
        department=department_link(catalog, urls, service.department),
        asking=asking(
            catalog, urls, catalog.channels(service).value, partial(context.clock_files.of_service, service)
        ),
        brief=_brief(promised),
        line=promised.line,
        targets=promised.times,
        priorities=_priorities(catalog, timed),
        counted_on=_counted_on(catalog, urls, hours),
        dates=dates,
        kept=kept_view(catalog, urls, service),
        said=said_about(catalog, urls, service.id),
        surveys=latest_surveys(catalog, urls, service.id),
        pauses_when=either(service.pauses_when),
        agreements=agreement_notes(catalog, urls, service),
        yours=yours(catalog, urls, service),
        work=work(catalog, urls, service.handoffs, service.department) if lanes else None,
        schedule=drawn,
        waiting=waiting_view(catalog, urls, service),
        description=markdown(service.description, urls) if service.description else None,
        prerequisites=service.prerequisites,
        not_for=[(n.text, service_link(catalog, urls, n.use) if n.use else None) for n in service.not_for],
        duties=catalog.customer_duties(service).value,
        questions=question_views(urls, service.faqs),
        needs=direct_needs(catalog, urls, service),
        transitive_needs=transitive_needs(catalog, urls, service),
        needed_by=needed_by(catalog, urls, service),
        outage_impact=outage_impact(catalog, urls, service),
        people=catalog.once(_people, (urls.place, service.roles), urls, service.roles),
        duty=duty_of(catalog, urls, _answering_role(catalog, service), turns=1),
        has_owner=service.roles.owner is not None,
        escalation=escalation(catalog, urls, service, dates),
        hours=hours_view(catalog, urls, hours, context.clock_files.of_service(service, hours)),
        service_hours=hours_view(catalog, urls, service.service_hours),
        quality=promise_table.target_views(
            catalog, urls, tuple([p for p in applying if not p.target.is_time])
        ),
        aliases=service.aliases,
        topics=_topics(context, urls, service),
        links=[Link(link.text, link.url) for link in service.links],
        edit_link=edit_link(catalog, service.origin.path),
        review=review_fact(catalog, service.review),
        changed=changes_of_service(context, urls, service.id),
        retired=retired,
        requests=request_buttons.of_service(service),
    )


def _brief(promised: promise_table.PromiseTables) -> tuple[promise_table.PromiseStep, ...]:
    """What is promised, for the first screen, what matters most first; a script puts the date for asking now there."""
    if promised.line:
        return promised.line[::-1]
    return tuple(
        promise_table.PromiseStep(label=t.measure, value=t.value, note=t.when, is_goal=False, is_stated=True)
        for t in promised.times[-1:]
    )


def _contents(page: ServiceView) -> tuple[Link, ...]:
    asked_for = not page.retired
    parts = (
        ("instead", page.retired),
        ("ask", asked_for),
        ("promise", page.brief and asked_for),
        ("ready", page.prerequisites and asked_for),
        ("not-for", page.not_for),
        ("when", (page.line or page.targets) and asked_for),
        ("questions", page.questions),
        ("about", page.description),
        ("duties", page.duties),
        ("promises", page.targets or page.quality),
        ("kept", page.kept),
        ("feedback", page.said or page.surveys),
        ("agreements", page.agreements),
        ("slips", page.escalation),
        ("how", page.work or page.schedule),
        ("needs", page.needs),
        ("needed-by", page.needed_by),
        ("stops", page.outage_impact),
        ("hours", page.hours),
        ("links", page.links or page.aliases),
        ("for-owner", page.id),
    )
    return links_to_parts(tuple([anchor for anchor, content in parts if content]), page.dates is not None)


def _topics(context: RenderContext, urls: UrlContext, service: Service) -> list[Link]:
    """What it is about, in the order of the settings."""
    if not service.topics:
        return []
    topics = context.catalog.settings.topics.values()
    return [topic_link(context, urls, topic) for topic in topics if topic.id in service.topics]


def _crumbs(catalog: Catalog, urls: UrlContext, department: str) -> tuple[Link, ...]:
    """The way down to the services of a department, which is the same for all of them."""
    return catalog.once(_way_down, (urls.place, department), urls, department)


def _way_down(catalog: Catalog, urls: UrlContext, department: str) -> tuple[Link, ...]:
    above = reversed(list(catalog.lineage(department))[1:])
    return (
        Link(text("title.services"), urls.to(links.SERVICES)),
        *(department_link(catalog, urls, one.id) for one in above),
        badged_link(catalog, urls, department),
    )


def _facts(context: RenderContext, urls: UrlContext, service: Service) -> Iterator[Fact]:
    catalog = context.catalog
    yield from _on_duty_now(catalog, service)
    organization = catalog.settings.organization
    if service.lifecycle != "live":
        yield Fact(text=text(f"lifecycle.{service.lifecycle}"), look="is-off")
    yield catalog.once(_audience, service.audience, service.audience)
    if cost := promise_text.cost(service.cost, organization.currency, organization.language):
        yield Fact(text=cost)
    if service.cost and service.cost.amount is not None and service.cost.note:
        yield Fact(text=service.cost.note)
    if service.sites:
        known = [catalog.settings.sites.get(s) for s in service.sites]
        yield Fact(text=text("service.sites", sites=", ".join(s.name for s in known if s)))


def _audience(catalog: Catalog, ids: tuple[str, ...]) -> Fact:
    audiences = [catalog.settings.audiences.get(one) for one in ids]
    return Fact(text=", ".join([a.name for a in audiences if a] or [text("service.everybody")]))


def _answering_role(catalog: Catalog, service: Service) -> Role | None:
    """The role that owns it; None of a retired one, for which nobody answers."""
    return catalog.roles.get(service.roles.owner or "") if service.lifecycle != "retired" else None


def _on_duty_now(catalog: Catalog, service: Service) -> Iterator[Fact]:
    if fact := duty_fact(catalog, _answering_role(catalog, service), "who"):
        yield fact


def _counted_on(catalog: Catalog, urls: UrlContext, calendar: str | None) -> Link | None:
    hours = hours_view(catalog, urls, calendar)
    return Link(hours.name.text, hours.name.href, hours.zone) if hours else None


def _priorities(catalog: Catalog, timed: tuple[Promise, ...]) -> tuple[tuple[str, str], ...]:
    """The priorities that the targets tell apart, and what they mean."""
    used = {p.target.priority for p in timed}
    return tuple((p.name, p.means or "") for p in catalog.settings.priorities.values() if p.id in used)


def _people(catalog: Catalog, urls: UrlContext, named: ServiceRoles) -> list[PersonView]:
    roles = (
        (named.owner, text("role.owner")),
        (named.deputy, text("role.deputy-lower")),
        (named.process_owner, text("role.process-owner")),
    )
    people = answering(catalog, urls, roles)
    owner = catalog.roles.get(named.owner or "")
    if owner is not None:
        people[0] = replace(people[0], reach=reach(catalog, owner))
    if owner is not None and named.deputy is None:
        people += stand_ins(catalog, urls, owner)
    return people
