"""A department: what it promises to others and what it relies on; services, roles, questions, meetings."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from markupsafe import Markup

from servicebook import links
from servicebook.analysis.agreement_scope import concerned, from_above
from servicebook.analysis.coverage import review_due
from servicebook.analysis.relations import Between, between, relations
from servicebook.analysis.thanks_given import thanks_to
from servicebook.frozen import frozen
from servicebook.model.catalog import Catalog
from servicebook.model.department import Department
from servicebook.model.promises import Promise, state_of
from servicebook.pages.agendas import has_agenda
from servicebook.pages.agreements import STATES
from servicebook.pages.dates.opening_hours import HoursView, hours_view
from servicebook.pages.parts import promise_table, request_buttons
from servicebook.pages.parts.announcements import KudosView, NoticeView, kudos_view, notice_views
from servicebook.pages.parts.answers_now import DutyView, duties_of, duty_facts
from servicebook.pages.parts.channels import Asking, asking
from servicebook.pages.parts.contacts import PersonView, holders_of
from servicebook.pages.parts.department_parts import (
    MeetingView,
    RoleLine,
    escalation_levels,
    meeting_views,
    role_lines,
)
from servicebook.pages.parts.facts import Fact, review_fact
from servicebook.pages.parts.held_meetings import HeldMeetingView, held_meetings
from servicebook.pages.parts.kept_overview import KeptOverview, kept_of_department
from servicebook.pages.parts.last_result import all_results
from servicebook.pages.parts.page_links import (
    Badge,
    Link,
    agreement_link,
    badge,
    department_link,
    edit_link,
    service_link,
)
from servicebook.pages.parts.past import ChangesLink, changes_of_department
from servicebook.pages.parts.questions import QuestionView, question_views
from servicebook.pages.parts.relationship import agreement_counts, overdue_count, path_of
from servicebook.pages.parts.remarks import Said, said_to
from servicebook.pages.parts.request_buttons import RequestButton
from servicebook.pages.parts.service_rows import Chip, ServiceRow, service_row
from servicebook.pages.parts.survey_views import SurveyView, latest_surveys
from servicebook.pages.rendering.context import RenderContext
from servicebook.pages.rendering.markdown import markdown
from servicebook.pages.rendering.page import Page
from servicebook.pages.rendering.urls import UrlContext
from servicebook.wording import text

FEW = 20
FEW_THANKS = 3
FEW_ON_DUTY = 5
MANY = 60
"""So many other departments are named on each side; the page of whom it serves names all."""


@frozen(kw_only=True)
class Neighbor:
    """Another department and the services between the two, with what the customer has been promised.

    ``more`` leads to all that lies between them.
    """

    department: Link
    services: list[tuple[Link, promise_table.Given | None]]
    more: Link
    agreements: str
    overdue: str | None


@frozen(kw_only=True)
class DepartmentView:
    """Everything on a department's page."""

    crumbs: tuple[Link, ...]
    name: str
    badge: Badge | None
    summary: str
    facts: tuple[Fact, ...]
    for_owner: tuple[Fact, ...]
    notices: list[NoticeView]
    description: Markup | None
    services: list[ServiceRow]
    kept: KeptOverview | None
    all_results: Link | None
    edit_link: Link | None
    parts: list[Link]
    asking: Asking
    targets: list[promise_table.TargetView]
    relied_on: list[Neighbor]
    served: list[Neighbor]
    all_neighbors: Link | None
    agreements: list[tuple[Link, Link, Link, str, Chip]]
    head: list[PersonView]
    on_duty: list[DutyView]
    roles: list[RoleLine]
    questions: list[QuestionView]
    all_questions: Link | None
    meetings: list[MeetingView]
    held: list[HeldMeetingView]
    agenda: Link | None
    health: Link | None
    duties: tuple[str, ...]
    escalation: list[tuple[str, Link, str, str | None]]
    hours: HoursView | None
    said: Said | None
    surveys: list[SurveyView]
    kudos: list[KudosView]
    all_thanks: Link | None
    start_here: Link
    links: list[Link]
    aliases: tuple[str, ...]
    sites: list[tuple[str, str | None]]
    changed: ChangesLink | None
    requests: tuple[RequestButton, ...]
    owner_requests: tuple[RequestButton, ...]


def pages(context: RenderContext) -> Iterator[Page]:
    """A page for every department."""
    for department in context.catalog.departments.values():
        yield page_of(context, department)


def page_of(context: RenderContext, department: Department) -> Page:
    """The page of one department."""
    due = review_due(department.review)
    return Page(
        path=links.department(department.id),
        title=department.name,
        about=("department", department.id),
        template="department.html",
        view=lambda context, urls: view(context, urls, department),
        scripts=("open.js",),
        description=department.summary,
        source=department.origin.path,
        reviewed=department.review.on,
        stale=due is not None and due < context.catalog.today,
    )


def view(context: RenderContext, urls: UrlContext, department: Department) -> DepartmentView:
    """What the page shows."""
    catalog = context.catalog
    above = list(catalog.lineage(department.id))[1:]
    faqs = catalog.index.faqs_of.get(department.id, ())
    own = [faq for faq in faqs if faq.service is None]
    calendar = catalog.department_hours(department.id).value
    head = catalog.roles.get(department.head or "")
    thanked = thanks_to(catalog).get(department.id, ())
    providers = relations(catalog).providers.get(department.id, ())
    customers = relations(catalog).customers.get(department.id, ())
    return DepartmentView(
        crumbs=(
            Link(text("title.departments"), urls.to(links.DEPARTMENTS)),
            *(department_link(catalog, urls, d.id) for d in reversed(above)),
        ),
        name=department.name,
        badge=badge(catalog, department.id),
        summary=department.summary,
        facts=tuple(_facts(context, department, len(providers), len(customers))),
        for_owner=_for_owner(context, urls, department),
        notices=notice_views(catalog, urls, catalog.notices_for_department(department.id)),
        description=markdown(department.description, urls) if department.description else None,
        services=[service_row(catalog, urls, s) for s in catalog.index.services_of.get(department.id, ())],
        all_results=all_results(catalog, urls, department),
        kept=kept_of_department(catalog, urls, catalog.index.services_of.get(department.id, ())),
        edit_link=edit_link(catalog, department.origin.path),
        parts=[
            department_link(catalog, urls, d.id, d.summary)
            for d in catalog.index.parts_of.get(department.id, ())
        ],
        asking=asking(
            catalog,
            urls,
            catalog.department_channels(department.id).value,
            partial(context.clock_files.of_department, department.id),
        ),
        targets=promise_table.target_views(catalog, urls, _own_targets(department, calendar)),
        relied_on=[
            _neighbor(context, urls, between(catalog, one, department.id), one) for one in providers[:MANY]
        ],
        served=[
            _neighbor(context, urls, between(catalog, department.id, one), one) for one in customers[:MANY]
        ],
        all_neighbors=_all_neighbors(urls, department, len(providers), len(customers)),
        agreements=_agreements(catalog, urls, department),
        head=holders_of(catalog, urls, head, "head") if head else [],
        on_duty=duties_of(catalog, urls, catalog.index.roles_of.get(department.id, ()))[:FEW_ON_DUTY],
        roles=role_lines(catalog, urls, department),
        questions=question_views(urls, own, by_department=True),
        all_questions=_all_questions(urls, department, len(faqs), len(own)),
        meetings=meeting_views(catalog, urls, department),
        held=held_meetings(catalog, urls, department),
        agenda=Link(text("agenda.of-next"), urls.to(links.agenda(department.id)))
        if has_agenda(department)
        else None,
        health=_health(catalog, urls, department),
        duties=department.customer_duties,
        escalation=escalation_levels(catalog, urls, department),
        hours=hours_view(catalog, urls, calendar, context.clock_files.of_department(department.id, calendar)),
        said=said_to(catalog, urls, department.id),
        surveys=latest_surveys(catalog, urls, department.id),
        kudos=[kudos_view(catalog, urls, kudos) for kudos in thanked[:FEW_THANKS]],
        all_thanks=Link(text("department.all-thanks", count=len(thanked)), urls.to(links.THANKS))
        if len(thanked) > FEW_THANKS
        else None,
        start_here=Link(text("department.start-here"), urls.to(links.start_here(department.id))),
        links=[Link(link.text, link.url) for link in department.links],
        aliases=department.aliases,
        sites=_sites(catalog, department),
        changed=changes_of_department(context, urls, department.id),
        requests=request_buttons.of_department(department.id),
        owner_requests=(request_buttons.remark(department.id),),
    )


def _sites(catalog: Catalog, department: Department) -> list[tuple[str, str | None]]:
    known = (catalog.settings.sites.get(site_id) for site_id in department.sites)
    return [(site.name, site.address) for site in known if site is not None]


def _own_targets(department: Department, calendar: str | None) -> tuple[Promise, ...]:
    """What holds for its services where they say nothing else."""
    return tuple(Promise(t, "service", t.hours or calendar) for t in department.targets if not t.none)


def _facts(context: RenderContext, department: Department, relying: int, serving: int) -> Iterator[Fact]:
    """``relying`` and ``serving`` are on how many departments it relies, and how many rely on it."""
    catalog = context.catalog
    sites = [catalog.settings.sites[s].name for s in department.sites if s in catalog.settings.sites]
    if sites:
        yield Fact(text=", ".join(sites))
    yield from duty_facts(catalog, catalog.index.roles_of.get(department.id, ()), "on-duty")
    vacant = [r for r in catalog.index.roles_of.get(department.id, ()) if not catalog.holders(r)]
    if vacant:
        yield Fact(text=text("count.vacant-role", count=len(vacant)), look="is-warn", href="#roles")
    if relying:
        yield Fact(text=text("count.relies-on", count=relying), href="#relies-on")
    if serving:
        yield Fact(text=text("count.serves", count=serving), href="#served")


def _for_owner(context: RenderContext, urls: UrlContext, department: Department) -> tuple[Fact, ...]:
    """When the department was reviewed, and what its files want."""
    return (
        review_fact(context.catalog, department.review),
        Fact(text=text("title.health"), href=urls.to(links.state_of(department.id))),
    )


def _neighbor(context: RenderContext, urls: UrlContext, pair: Between, other: str) -> Neighbor:
    catalog = context.catalog
    key = (urls.place, pair.provider, pair.customer, context.max_rows)
    services, more, agreements, overdue = catalog.once(_between, key, context, urls, pair)
    return Neighbor(
        department=department_link(catalog, urls, other),
        services=services,
        more=more,
        agreements=agreements,
        overdue=overdue,
    )


def _between(
    catalog: Catalog, context: RenderContext, urls: UrlContext, pair: Between
) -> tuple[list[tuple[Link, promise_table.Given | None]], Link, str, str | None]:
    """What the pages of both departments say of what lies between them."""
    known = [
        service for service_id in list(pair.services)[:FEW] if (service := catalog.services.get(service_id))
    ]
    rest = len(pair.services) - len(known)
    return (
        [
            (
                service_link(catalog, urls, service.id),
                promise_table.given_to(catalog, urls, service, pair.customer),
            )
            for service in known
        ],
        Link(
            text("department.details-and-more", count=rest) if rest else text("department.details"),
            urls.to(path_of(context, pair)),
        ),
        agreement_counts(pair),
        overdue_count(pair),
    )


def _all_neighbors(urls: UrlContext, department: Department, relying: int, serving: int) -> Link | None:
    if max(relying, serving) <= MANY:
        return None
    return Link(
        text("department.all-neighbors", relying=f"{relying:,}", serving=f"{serving:,}"),
        urls.to(links.served_by(department.id)),
    )


def _agreements(
    catalog: Catalog, urls: UrlContext, department: Department
) -> list[tuple[Link, Link, Link, str, Chip]]:
    """Its own, then those of the departments above that hold for it as well.

    Each with the ids of the other departments that it concerns, and its state.
    """
    own = {agreement.id: agreement for agreement in catalog.index.agreements_of.get(department.id, ())}
    above = {agreement.id: agreement for agreement in from_above(catalog, department.id)}
    return [
        (
            agreement_link(urls, a),
            department_link(catalog, urls, a.provider),
            department_link(
                catalog,
                urls,
                a.customer,
                text("department.and-so-for", department=department.name) if a.id in above else None,
            ),
            " ".join(party for party in concerned(catalog, a) if party != department.id),
            STATES[state_of(catalog, a)],
        )
        for a in {**own, **above}.values()
    ]


def _health(catalog: Catalog, urls: UrlContext, department: Department) -> Link | None:
    if department.id not in catalog.index.health_of:
        return None
    return Link(text("title.health-checks"), urls.to(links.health_of(department.id)))


def _all_questions(urls: UrlContext, department: Department, number: int, shown: int) -> Link | None:
    if number <= shown:
        return None
    return Link(text("department.all-questions", count=number), urls.to(links.faqs_of(department.id)))
