"""Every agreement: who promises whom, on which services, whether it holds, and until when."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from servicebook import links
from servicebook.analysis.agreement_scope import concerned
from servicebook.frozen import frozen
from servicebook.model.agreement import Agreement
from servicebook.model.catalog import Catalog
from servicebook.model.promises import AgreementState, state_of
from servicebook.pages.parts.facts import Fact
from servicebook.pages.parts.page_links import Link, agreement_link, department_link, service_link
from servicebook.pages.parts.service_rows import Chip
from servicebook.pages.rendering.context import MAX_ROWS, RenderContext
from servicebook.pages.rendering.page import Page
from servicebook.pages.rendering.urls import UrlContext
from servicebook.wording import formats, text

STATES = {
    state: Chip(text=text(f"agreement-state.{state.name}"), look=look)
    for state, look in (
        (AgreementState.IN_FORCE, "ok"),
        (AgreementState.NOT_YET, ""),
        (AgreementState.NOT_ACCEPTED, "warn"),
        (AgreementState.CHANGED, "warn"),
        (AgreementState.LAPSED, "off"),
    )
}
"""How a state is shown, in the order in which the states are counted."""


@frozen(kw_only=True)
class AgreementRow:
    """An agreement in a list; ``yours`` are the ids of the departments that have something of it."""

    name: Link
    services: tuple[str, ...]
    provider: Link
    customer: Link
    dates: str
    state: Chip
    yours: str


@frozen(kw_only=True)
class AgreementsView:
    """All agreements; above :data:`MAX_ROWS` of them, the providers with how many each has."""

    crumbs: tuple[Link, ...]
    name: str
    summary: str
    facts: list[Fact]
    rows: list[AgreementRow]
    providers: list[tuple[Link, str]]


def pages(context: RenderContext) -> Iterator[Page]:
    """The one page of all agreements."""
    yield Page(
        path=links.AGREEMENTS,
        title=text("title.agreements"),
        template="agreements.html",
        view=view,
        description=text("about.agreements"),
    )


def view(context: RenderContext, urls: UrlContext) -> AgreementsView:
    """What the page shows."""
    catalog = context.catalog
    agreements = catalog.agreements.values()
    short = len(agreements) <= MAX_ROWS
    return AgreementsView(
        crumbs=(Link(text("title.about"), urls.to(links.ABOUT)),),
        name=text("title.agreements"),
        summary=text("agreements.summary"),
        facts=_facts(catalog, agreements),
        rows=rows(catalog, urls, agreements) if short else [],
        providers=[] if short else _providers(catalog, urls, agreements),
    )


def _facts(catalog: Catalog, agreements: Iterable[Agreement]) -> list[Fact]:
    counts = Counter(state_of(catalog, agreement) for agreement in agreements)
    return [
        Fact(
            text=text(f"agreement-count.{state.name}", count=counts[state]),
            look={"warn": "is-warn", "off": "is-off"}.get(chip.look, ""),
        )
        for state, chip in STATES.items()
        if counts[state]
    ]


def rows(catalog: Catalog, urls: UrlContext, agreements: Iterable[Agreement]) -> list[AgreementRow]:
    """Agreements in a list: by provider, then by customer."""
    listed = [row(catalog, urls, agreement) for agreement in agreements]
    return sorted(listed, key=lambda r: (r.provider.text.casefold(), r.customer.text.casefold(), r.name.text))


def row(catalog: Catalog, urls: UrlContext, agreement: Agreement) -> AgreementRow:
    """One agreement in a list."""
    return AgreementRow(
        name=agreement_link(urls, agreement),
        services=tuple(service_link(catalog, urls, covered).text for covered in agreement.covers),
        provider=department_link(catalog, urls, agreement.provider),
        customer=department_link(catalog, urls, agreement.customer),
        dates=dates(catalog, agreement),
        state=STATES[state_of(catalog, agreement)],
        yours=" ".join(concerned(catalog, agreement)),
    )


def dates(catalog: Catalog, agreement: Agreement) -> str:
    """``until 31 Jan 2027``, ``ended 31 Oct 2026``, ``from 1 Feb 2027`` or ``without an end``."""
    language = catalog.settings.organization.language
    start, end = agreement.effective_from, agreement.effective_until
    if end is not None and end < catalog.today:
        return text("dates.ended", day=formats.day(end, language))
    if start is not None and catalog.today < start:
        return text("dates.from", day=formats.day(start, language))
    return text("dates.until", day=formats.day(end, language)) if end is not None else text("dates.open")


def _providers(catalog: Catalog, urls: UrlContext, agreements: Iterable[Agreement]) -> list[tuple[Link, str]]:
    counts = Counter(agreement.provider for agreement in agreements)
    return [
        (
            Link(
                department_link(catalog, urls, provider).text,
                f"{urls.to(links.department(provider))}#agreements",
            ),
            text("count.agreement", count=number),
        )
        for provider, number in sorted(counts.items())
    ]
