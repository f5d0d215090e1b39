"""One agreement: both parties, what each does, what is promised, and who accepted it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from servicebook import links
from servicebook.analysis.acceptance import command
from servicebook.analysis.agreement_scope import also_for, concerned
from servicebook.analysis.coverage import review_due
from servicebook.comparing.since_accepted import SinceAccepted, WhyUnknown
from servicebook.comparing.term_words import term_words
from servicebook.frozen import frozen
from servicebook.model.agreement import Acceptance, Agreement
from servicebook.model.catalog import Catalog
from servicebook.model.common import Target
from servicebook.model.promises import (
    AgreementState,
    Promise,
    latest_acceptances,
    promises,
    state_of,
    terms_of,
    waiting_for,
)
from servicebook.pages.agreements import STATES, dates
from servicebook.pages.parts import promise_table
from servicebook.pages.parts.contacts import names_of
from servicebook.pages.parts.facts import Fact, review_fact
from servicebook.pages.parts.kept_overview import KeptOverview, kept_for_customer
from servicebook.pages.parts.page_links import (
    Link,
    calendar_link,
    department_link,
    edit_link,
    role_link,
    service_link,
)
from servicebook.pages.parts.service_rows import Chip
from servicebook.pages.rendering.context import RenderContext
from servicebook.pages.rendering.page import Page
from servicebook.pages.rendering.urls import UrlContext
from servicebook.wording import formats, text
from servicebook.wording.lists import listed


@frozen(kw_only=True)
class Covered:
    """A service covered: every promise that the customer can count on today."""

    service: Link
    counted_on: Link | None
    targets: list[promise_table.TargetView]


@frozen(kw_only=True)
class AskedOfAll:
    """What services covered ask of everybody who uses them."""

    services: list[Link]
    duties: tuple[str, ...]


@frozen(kw_only=True)
class AcceptedView:
    """A party's acceptance, or that it is missing (``role`` None)."""

    party: Link
    role: Link | None = None
    holders: str | None = None
    on: str | None = None
    iso: str | None = None
    terms: str | None = None
    current: bool = False


@frozen(kw_only=True)
class ChangedView:
    """What changed since some parties accepted it, with who and when as ``intro``; or ``unknown``, why nobody knows."""

    intro: str
    terms: list[str]
    unknown: str | None = None


@frozen(kw_only=True)
class AgreementView:
    """Everything on an agreement's page. ``terms`` is the hash of what would be accepted today.

    ``also_for`` are the departments within the customer that it holds for as well; ``to_accept`` says who still
    has to accept it, and what they run.
    """

    crumbs: tuple[Link, ...]
    name: str
    summary: str | None
    facts: list[Fact]
    provider: Link
    customer: Link
    also_for: list[Link]
    state: Chip
    in_force: bool
    why: str
    lapsed: bool
    to_accept: list[tuple[Link, str]]
    again: bool
    changed: list[ChangedView]
    edit_link: Link | None
    targets: list[promise_table.TargetView]
    duties: tuple[str, ...]
    asked_of_all: list[AskedOfAll]
    quality: tuple[str, ...]
    kept: KeptOverview | None
    covered: list[Covered]
    accepted: list[AcceptedView]
    earlier: list[AcceptedView]
    terms: str
    dates: list[tuple[str, str]]
    links: list[Link]


def pages(context: RenderContext) -> Iterator[Page]:
    """A page for every agreement."""
    for agreement in context.catalog.agreements.values():
        yield page_of(context, agreement)


def page_of(context: RenderContext, agreement: Agreement) -> Page:
    """The page of one agreement."""
    due = review_due(agreement.review)
    return Page(
        path=links.agreement(agreement.id),
        title=agreement.name or agreement.id,
        about=("agreement", agreement.id),
        template="agreement.html",
        view=lambda context, urls: view(context, urls, agreement),
        description=agreement.summary,
        source=agreement.origin.path,
        reviewed=agreement.review.on,
        stale=due is not None and due < context.catalog.today,
    )


def view(context: RenderContext, urls: UrlContext, agreement: Agreement) -> AgreementView:
    """What the page shows."""
    catalog = context.catalog
    state = state_of(catalog, agreement)
    terms = terms_of(catalog, agreement)
    accepted, earlier = _accepted(catalog, urls, agreement, terms)
    return AgreementView(
        crumbs=(Link(text("title.agreements"), urls.to(links.AGREEMENTS)),),
        name=agreement.name or agreement.id,
        summary=agreement.summary,
        facts=[
            Fact(text=formats.capitalized(dates(catalog, agreement))),
            *(
                fact for fact in (review_fact(catalog, agreement.review),) if fact.look
            ),  # below, unless it is due
            Fact(
                text=text("agreement.yours"), look="is-yours", yours=" ".join(concerned(catalog, agreement))
            ),
        ],
        provider=department_link(catalog, urls, agreement.provider),
        customer=department_link(catalog, urls, agreement.customer),
        also_for=[department_link(catalog, urls, below) for below in also_for(catalog, agreement)],
        state=STATES[state],
        in_force=state is AgreementState.IN_FORCE,
        why=_why(catalog, urls, agreement, state),
        lapsed=state is AgreementState.LAPSED,
        to_accept=_to_accept(catalog, urls, agreement, state),
        again=state is AgreementState.CHANGED,
        changed=[_changed(catalog, urls, since) for since in context.accepted.get(agreement.id, ())],
        edit_link=edit_link(catalog, agreement.origin.path),
        targets=_targets(catalog, urls, agreement),
        duties=agreement.customer_duties,
        asked_of_all=_asked_of_all(catalog, urls, agreement),
        quality=agreement.quality,
        kept=kept_for_customer(catalog, urls, agreement),
        covered=[_covered(catalog, urls, agreement, covered) for covered in agreement.covers],
        accepted=accepted,
        earlier=earlier,
        terms=terms,
        dates=_dates(catalog, agreement),
        links=[Link(link.text, link.url) for link in agreement.links],
    )


def _why(catalog: Catalog, urls: UrlContext, agreement: Agreement, state: AgreementState) -> str:
    """In one sentence: why it holds, or why it does not."""
    language = catalog.settings.organization.language
    match state:
        case AgreementState.NOT_YET if agreement.effective_from:
            return text("agreement.why-begins", day=formats.day(agreement.effective_from, language))
        case AgreementState.LAPSED if agreement.effective_until:
            return text("agreement.why-ended", day=formats.day(agreement.effective_until, language))
        case AgreementState.NOT_ACCEPTED:
            known = latest_acceptances(catalog, agreement)
            missing = [party for party in agreement.parties if party not in known]
            parties = _names(catalog, urls, missing)
            return text("agreement.why-not-accepted", count=len(missing), parties=parties)
        case AgreementState.CHANGED:
            waiting = waiting_for(catalog, agreement)
            parties = _names(catalog, urls, waiting)
            return text("agreement.why-changed", count=len(waiting), parties=parties)
        case _:
            return text("agreement.why-accepted")


def _names(catalog: Catalog, urls: UrlContext, parties: Sequence[str]) -> str:
    return listed(department_link(catalog, urls, party).text for party in parties)


def _to_accept(
    catalog: Catalog, urls: UrlContext, agreement: Agreement, state: AgreementState
) -> list[tuple[Link, str]]:
    if state in (AgreementState.IN_FORCE, AgreementState.LAPSED):
        return []
    return [
        (department_link(catalog, urls, party), command(catalog, agreement, party))
        for party in waiting_for(catalog, agreement)
    ]


def _changed(catalog: Catalog, urls: UrlContext, since: SinceAccepted) -> ChangedView:
    """What changed since parties accepted it, in sentences: nobody has to compare hashes."""
    language = catalog.settings.organization.language
    intro = text(
        "agreement.changed-since",
        count=len(since.parties),
        parties=_names(catalog, urls, since.parties),
        day=formats.day(since.on, language),
    )
    if since.unknown is not None:
        return ChangedView(intro=intro, terms=[], unknown=_NOT_KNOWN[since.unknown])
    terms = [term_words(term, language) for term in since.terms]
    return ChangedView(intro=intro, terms=terms or [text("terms.same")])


_NOT_KNOWN = {
    WhyUnknown.NO_HISTORY: text("agreement.changed-no-history"),
    WhyUnknown.SHALLOW: text("agreement.changed-shallow"),
    WhyUnknown.NOT_FOUND: text("agreement.changed-not-found"),
}


def _asked_of_all(catalog: Catalog, urls: UrlContext, agreement: Agreement) -> list[AskedOfAll]:
    """The duties of the services covered; services that ask the same stand together."""
    services: dict[tuple[str, ...], list[Link]] = {}
    for covered in agreement.covers:
        service = catalog.services.get(covered)
        duties = catalog.customer_duties(service).value if service else ()
        if duties:
            services.setdefault(duties, []).append(service_link(catalog, urls, covered))
    return [AskedOfAll(services=asking, duties=duties) for duties, asking in services.items()]


def _targets(catalog: Catalog, urls: UrlContext, agreement: Agreement) -> list[promise_table.TargetView]:
    """What the agreement itself promises, and for which of the services covered where that is not for all of them.

    What names no hours is counted on those of the first service for which it holds.
    """
    targets = tuple(
        Promise(target, f"agreement:{agreement.id}", target.hours or _first_hours(catalog, agreement, target))
        for target in agreement.targets
        if not target.none
    )
    views = []
    for promise in promise_table.in_order(catalog, targets):
        shown = promise_table.target_view(catalog, urls, promise)
        if promise.target.services:
            names = listed(service_link(catalog, urls, service).text for service in promise.target.services)
            limited = text("agreement.for-services", services=names)
            shown = replace(shown, when=", ".join(part for part in (shown.when, limited) if part))
        views.append(shown)
    return views


def _first_hours(catalog: Catalog, agreement: Agreement, target: Target) -> str | None:
    services = (catalog.services.get(covered) for covered in target.services or agreement.covers)
    return next((catalog.support_hours(service).value for service in services if service), None)


def _covered(catalog: Catalog, urls: UrlContext, agreement: Agreement, qualified_id: str) -> Covered:
    service = catalog.services.get(qualified_id)
    applying = promises(catalog, service, agreement.customer) if service else ()
    hours = catalog.support_hours(service).value if service else None
    return Covered(
        service=service_link(catalog, urls, qualified_id),
        counted_on=calendar_link(catalog, urls, hours) if hours else None,
        targets=promise_table.target_views(catalog, urls, applying),
    )


def _accepted(
    catalog: Catalog, urls: UrlContext, agreement: Agreement, terms: str
) -> tuple[list[AcceptedView], list[AcceptedView]]:
    """Each party's latest acceptance (or that there is none), and all before it, the newest first."""
    given = [acceptance for acceptance in agreement.accepted if acceptance.on <= catalog.today]
    newest_first = sorted(given, key=lambda a: a.on)[::-1]
    latest = latest_acceptances(catalog, agreement)
    parties = dict.fromkeys((*agreement.parties, *latest))
    return (
        [
            _acceptance(catalog, urls, latest[party], terms)
            if party in latest
            else AcceptedView(party=department_link(catalog, urls, party))
            for party in parties
        ],
        [_acceptance(catalog, urls, a, terms) for a in newest_first if a is not latest[a.party]],
    )


def _acceptance(catalog: Catalog, urls: UrlContext, acceptance: Acceptance, terms: str) -> AcceptedView:
    role = catalog.roles.get(acceptance.by)
    return AcceptedView(
        party=department_link(catalog, urls, acceptance.party),
        role=role_link(catalog, urls, acceptance.by),
        holders=names_of(catalog, role) if role else None,
        on=formats.day(acceptance.on, catalog.settings.organization.language),
        iso=acceptance.on.isoformat(),
        terms=acceptance.terms,
        current=acceptance.terms == terms,
    )


def _dates(catalog: Catalog, agreement: Agreement) -> list[tuple[str, str]]:
    language = catalog.settings.organization.language
    review = agreement.review
    due = review_due(review)
    facts = (
        (text("agreement.first-day"), agreement.effective_from),
        (text("agreement.last-day"), agreement.effective_until),
        (text("agreement.reviewed"), review.on),
        (text("agreement.next-review"), due),
    )
    shown = [(name, formats.day(when, language)) for name, when in facts if when is not None]
    return [*shown, (text("agreement.review-lasts"), str(review.every))] if review.every else shown
